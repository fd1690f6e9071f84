/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a damaged file, those of its log included, looked through for rows that SQLite no longer finds a way
 * to. The store's own: what would replace it is SQLite's extension "recover" (sqlite3_recover_init(), the shell's
 * .recover), which wants SQLITE_ENABLE_DBPAGE_VTAB: Debian 12 builds its library without, and has the extension in the
 * shell only. */
#pragma once

#include "pl-connection.h"
#include "pl-record.h"

G_BEGIN_DECLS

/* Bytes of a row. Ours are far below; what says to be longer is nonsense. */
#define PL_SALVAGE_MOST_PAYLOAD (4 * 1024 * 1024)

/* Where a row may lie. A copy in a strange place may be of another time, or have been hit as well: it comes second. */
typedef enum
{
  PL_SALVAGE_IN_PLACE, /* in its order among its neighbours, in a page that the pages above say holds such numbers */
  PL_SALVAGE_ANYWHERE,
} PlSalvagePlace;

typedef struct _PlSalvage PlSalvage;

/* FALSE ends the search. */
typedef gboolean (*PlSalvageFunc) (const PlRecord  *record,
                                   gpointer         user_data,
                                   GError         **error);

/* connection: of the damaged file; path: its name. Must outlive the salvage. */
PlSalvage *pl_salvage_new      (PlConnection   *connection,
                                const char     *path);
void       pl_salvage_free     (PlSalvage      *self);

/* Bytes of all pages, those of the log included. */
gsize      pl_salvage_get_size (PlSalvage      *self);

/* Each row of that shape (see pl-record.h) that lies whole in pages of any table. FALSE when func said so. */
gboolean   pl_salvage_visit    (PlSalvage      *self,
                                const char     *shape,
                                PlSalvagePlace  place,
                                PlSalvageFunc   func,
                                gpointer        user_data,
                                GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSalvage, pl_salvage_free)

G_END_DECLS
