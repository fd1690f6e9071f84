/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has the folder open: a lock on it shared by all, alone for the one that opens it, and a name for each process. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_PRESENCE_LOCK_NAME       "paylinks.lock"
#define PL_PRESENCE_NAMES_DIRECTORY "owners"

typedef struct _PlPresence PlPresence;

/* Alone when nobody else has the folder open; otherwise waits until those who are alone have settled. */
PlPresence *pl_presence_enter      (const char    *directory,
                                    GCancellable  *cancellable,
                                    GError       **error);
gboolean    pl_presence_is_alone   (PlPresence    *self);

/* Takes our name; stale ones are cleaned; from now on others may come in. */
gboolean    pl_presence_settle     (PlPresence    *self,
                                    GError       **error);
const char *pl_presence_get_name   (PlPresence    *self); /* (nullable) before settling */

/* Tries to be alone again, on the way out. */
gboolean    pl_presence_retire     (PlPresence    *self);
void        pl_presence_leave      (PlPresence    *self);

/* Thread-safe: asks the folder only. */
gboolean    pl_presence_has        (const char    *directory,
                                    const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPresence, pl_presence_leave)

G_END_DECLS
