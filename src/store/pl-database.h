/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite file a user: all work on it runs on one worker thread, results arrive in the caller's main context. */
#pragma once

#include "pl-connection.h"
#include "pl-store-error.h"

G_BEGIN_DECLS

#define PL_TYPE_DATABASE (pl_database_get_type ())
G_DECLARE_FINAL_TYPE (PlDatabase, pl_database, PL, DATABASE, GObject)

/* Runs on the worker, inside one transaction: in mode WRITE it is committed (synchronous=FULL) when it returns
 * TRUE, and rolled back otherwise. Writes that wait together share a commit; each fails alone, and no callback
 * comes before it. */
typedef gboolean (*PlDatabaseWork) (PlConnection  *connection,
                                    gpointer       work_data,
                                    GError       **error);

typedef enum
{
  PL_DATABASE_READ,
  PL_DATABASE_WRITE,
} PlDatabaseMode;

/* directory: created 0700; the file in it is paylinks.sqlite, 0600, WAL, opened, checked and migrated on the
 * worker; a damaged file is set aside (never deleted) and pl_database_get_set_aside() names it. One directory may
 * be open in several processes. */
void        pl_database_open_async     (const char           *directory,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
PlDatabase *pl_database_open_finish    (GAsyncResult         *result,
                                        GError              **error);
const char *pl_database_get_directory  (PlDatabase           *self);
const char *pl_database_get_set_aside  (PlDatabase           *self); /* (nullable) */
guint       pl_database_get_rescued    (PlDatabase           *self); /* intents taken over from the file set aside */

/* Works run in the order they were given. work_data must live until the callback and is freed in the caller's
 * context after it; usually it is the task data of the caller's own GTask, with input and output in it. A work that
 * has begun is not cancelled. */
void        pl_database_run_async      (PlDatabase           *self,
                                        PlDatabaseMode        mode,
                                        PlDatabaseWork        work,
                                        gpointer              work_data,
                                        GDestroyNotify        free_work_data,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    pl_database_run_finish     (PlDatabase           *self,
                                        GAsyncResult         *result,
                                        GError              **error);

/* Waits for the works already given, closes the file; the worker ends. Also done, without waiting, by the last
 * unref. */
void        pl_database_close_async    (PlDatabase           *self,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    pl_database_close_finish   (PlDatabase           *self,
                                        GAsyncResult         *result,
                                        GError              **error);

gboolean    pl_database_is_closed      (PlDatabase           *self);

/* Who we are among the processes that have this directory open: a name whose file lock ends with the process, also by
 * kill -9. */
const char *pl_database_get_owner      (PlDatabase           *self);
gboolean    pl_database_owner_is_alive (PlDatabase           *self,
                                        const char           *owner); /* worker only */

G_END_DECLS
