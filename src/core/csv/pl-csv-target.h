/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a table is written to: what was there before stays whole until the new one is. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PlCsvTarget PlCsvTarget;

/* Asked before there is anything to write. Errors: PL_CSV_ERROR_NOT_A_FILE, PL_CSV_ERROR_OWN_FILE, G_IO_ERROR. */
gboolean       pl_csv_target_check        (GFile                *file,
                                           GCancellable         *cancellable,
                                           GError              **error);
/* By another name, through a link, or twice in two folders. FALSE also where one of them is not there. */
gboolean       pl_csv_target_is_same_file (GFile                *file,
                                           GFile                *other);

void           pl_csv_target_open_async   (GFile                *file,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
PlCsvTarget   *pl_csv_target_open_finish  (GFile                *file,
                                           GAsyncResult         *result,
                                           GError              **error);
GOutputStream *pl_csv_target_get_stream   (PlCsvTarget          *self);

/* keep: what was written takes its place; otherwise nothing of it is left. It cannot be stopped. */
void           pl_csv_target_close_async  (PlCsvTarget          *self,
                                           gboolean              keep,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       pl_csv_target_close_finish (GAsyncResult         *result,
                                           GError              **error);

void           pl_csv_target_unref        (PlCsvTarget          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCsvTarget, pl_csv_target_unref)

G_END_DECLS
