/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of payment links as last seen at Payroc. Worker only; what lists sort and search by: pl-link-key-table.h. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* Inserts or replaces by (account, id), keeps rowid and what we know besides (recipients, paid). seen_at in
 * microseconds. */
gboolean    pl_link_table_put               (PlConnection      *connection,
                                             const char        *account,
                                             PayrocLink        *link,
                                             gint64             seen_at,
                                             gint64            *rowid_or_null,
                                             GError           **error);

/* Whether something was learnt of it since somebody was asked: that answer may be the newer one. */
gboolean    pl_link_table_was_put           (PlConnection      *connection,
                                             const char        *account,
                                             const char        *link_id,
                                             gint64             since,
                                             gint64             now,
                                             gboolean          *was_put,
                                             GError           **error);

/* The same as put for what is seen again and again: mostly nothing changed, or something newer was stored since we
 * asked. */
typedef struct
{
  gint64           rowid;
  gboolean         added;
  gboolean         changed; /* also when added */
  PayrocLinkStatus before;  /* when it was not added */
} PlLinkMerged;

gboolean    pl_link_table_merge             (PlConnection      *connection,
                                             const char        *account,
                                             PayrocLink        *link,
                                             gint64             asked_at,
                                             gint64             seen_at,
                                             gboolean           older,
                                             PlLinkMerged      *merged,
                                             GError           **error);

PayrocLink *pl_link_table_get               (PlConnection      *connection,
                                             const char        *account,
                                             const char        *link_id,
                                             GError           **error); /* PL_STORE_ERROR_NOT_FOUND */
PayrocLink *pl_link_table_get_by_rowid      (PlConnection      *connection,
                                             gint64             rowid,
                                             GError           **error); /* PL_STORE_ERROR_NOT_FOUND */
gint64      pl_link_table_find_rowid        (PlConnection      *connection,
                                             const char        *account,
                                             const char        *link_id,
                                             GError           **error); /* 0 and PL_STORE_ERROR_NOT_FOUND */

/* (transfer full) (element-type PayrocLink) exact, newest first */
GPtrArray  *pl_link_table_find_by_reference (PlConnection      *connection,
                                             const char        *account,
                                             const char        *reference,
                                             GError           **error);

/* Each, in no order. */
typedef void (*PlLinkReferenceFunc) (gint64      row,
                                     const char *reference,
                                     gpointer    user_data);

gboolean    pl_link_table_each_reference    (PlConnection         *connection,
                                             const char           *account,
                                             PlLinkReferenceFunc   func,
                                             gpointer              user_data,
                                             GError              **error);

gboolean    pl_link_table_list_ids          (PlConnection      *connection,
                                             const char        *account,
                                             PayrocLinkStatus   status,
                                             GPtrArray        **ids, /* (out) (transfer full) (element-type utf8) */
                                             GError           **error);

/* Payroc no longer knows it: not listed above, until it is put again. */
gboolean    pl_link_table_set_missing       (PlConnection      *connection,
                                             const char        *account,
                                             const char        *link_id,
                                             gint64             asked_at,
                                             gint64             now,
                                             GError           **error);

/* What we know besides. Errors: PL_STORE_ERROR_NOT_FOUND. */
gboolean    pl_link_table_set_recipients    (PlConnection      *connection,
                                             const char        *account,
                                             const char        *link_id,
                                             const char        *recipients,
                                             GError           **error);
/* How often and how much was paid, as last counted; as_of 0: never. */
gboolean    pl_link_table_set_paid          (PlConnection      *connection,
                                             const char        *account,
                                             const char        *link_id,
                                             guint              count,
                                             gint64             amount,
                                             const char        *currency,
                                             gint64             as_of,
                                             GError           **error);
/* What became of a completed link's money: COMPLETED, or one of those that are no words of Payroc's. A link in any
 * other state, or one that is not there, stays as it is. */
gboolean    pl_link_table_set_outcome       (PlConnection      *connection,
                                             const char        *account,
                                             const char        *link_id,
                                             PayrocLinkStatus   status,
                                             GError           **error);
gboolean    pl_link_table_get_paid          (PlConnection      *connection,
                                             const char        *account,
                                             const char        *link_id,
                                             guint             *count,
                                             gint64            *amount,
                                             char             **currency,
                                             gint64            *as_of,
                                             GError           **error);

G_END_DECLS
