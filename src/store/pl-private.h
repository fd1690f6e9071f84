/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders that their owner alone may read, whatever the umask says. The store's own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What errno tells, as a PL_STORE_ERROR about that path. Returns FALSE. */
gboolean pl_private_set_error   (GError     **error,
                                 int          number,
                                 const char  *path);

/* Made 0700 with its parents. One that was there keeps its mode: it may be anybody's, given on the command line. */
gboolean pl_private_make_folder (const char  *path,
                                 GError     **error);

/* So that what was made, renamed or removed in it outlives a power cut. */
gboolean pl_private_sync_folder (const char  *path,
                                 GError     **error);

/* Made 0600, by O_EXCL; nothing is opened that was there. */
gboolean pl_private_make_file   (const char  *path,
                                 GError     **error);

/* Made 0600 when it is missing. A descriptor, or -1 and errno. */
int      pl_private_open        (const char  *path,
                                 int          more_flags);

/* (transfer full) (nullable): what a file of ours holds; NULL for anything else that has its name, and for what is
 * longer than most bytes. Waits for nobody. */
char    *pl_private_read_note   (const char  *path,
                                 gsize        most);

/* One of ours that others may look into, as after a restored backup: no longer. */
void     pl_private_close_up    (const char  *path);

G_END_DECLS
