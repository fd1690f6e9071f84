/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something is written that the user named: what was there before stays whole until the new one is. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PlFileTarget PlFileTarget;

/* Asked before there is anything to write. Errors: PL_FILE_ERROR, G_IO_ERROR. */
gboolean       pl_file_target_check        (GFile                *file,
                                            GCancellable         *cancellable,
                                            GError              **error);
/* By another name, through a link, or twice in two folders. FALSE also where one of them is not there. */
gboolean       pl_file_target_is_same_file (GFile                *file,
                                            GFile                *other);

/* What there is already, all of it. */
void           pl_file_target_write_async  (GFile                *file,
                                            GBytes               *bytes,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       pl_file_target_write_finish (GFile                *file,
                                            GAsyncResult         *result,
                                            GError              **error);

/* What is still being made, piece by piece. */
void           pl_file_target_open_async   (GFile                *file,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
PlFileTarget  *pl_file_target_open_finish  (GFile                *file,
                                            GAsyncResult         *result,
                                            GError              **error);
GOutputStream *pl_file_target_get_stream   (PlFileTarget         *self);

/* keep: what was written takes its place; otherwise nothing of it is left. It cannot be stopped. */
void           pl_file_target_close_async  (PlFileTarget         *self,
                                            gboolean              keep,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       pl_file_target_close_finish (GAsyncResult         *result,
                                            GError              **error);

void           pl_file_target_unref        (PlFileTarget         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFileTarget, pl_file_target_unref)

G_END_DECLS
