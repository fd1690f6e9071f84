/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be in memory to search, filter and sort 100,000 links within one frame: small keys and one block of
 * folded text. */
#pragma once

#include "pl-link-query.h"
#include "store/pl-link-key-table.h"

G_BEGIN_DECLS

typedef struct _PlLinkIndex PlLinkIndex;

/* On the database's worker; afterwards the index belongs to the context it is handed to. limit: newest only, without
 * text; 0 = all. */
PlLinkIndex     *pl_link_index_read     (PlConnection      *connection,
                                         const char        *account,
                                         guint              limit,
                                         GError           **error);
PlLinkIndex     *pl_link_index_read_open (PlConnection     *connection,
                                          const char       *account,
                                          gint32            today,
                                          GError          **error);
void             pl_link_index_free     (PlLinkIndex       *self);
guint            pl_link_index_get_size (PlLinkIndex       *self);
const PlLinkKey *pl_link_index_get_key  (PlLinkIndex       *self,
                                         guint              entry);
guint            pl_link_index_find     (PlLinkIndex       *self,
                                         gint64             rowid); /* G_MAXUINT when it is not there */
gboolean         pl_link_index_put      (PlLinkIndex       *self,
                                         const PlLinkKey   *key,
                                         const char        *text);
/* (transfer full) (element-type guint32): entries, in the order asked for */
GArray          *pl_link_index_query    (PlLinkIndex       *self,
                                         const PlLinkQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkIndex, pl_link_index_free)

G_END_DECLS
