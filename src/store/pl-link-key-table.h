/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of 100,000 links sorts, filters and searches by, read without the documents. Worker only. */
#pragma once

#include "payroc/money/payroc-money.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* Small: the list model keeps one for each link. */
typedef struct
{
  gint64 rowid;          /* stable key of the row */
  gint64 amount;         /* minor units; -1 when the customer chooses */
  gint32 created_on;     /* GDate's Julian day, 0 unknown */
  gint32 expires_on;     /* GDate's Julian day, G_MAXINT32 never */
  gint32 sequence;       /* among the links of one day, the highest is the newest; then the highest rowid */
  guint8 status;         /* PayrocLinkStatus, also those that are no words of Payroc's */
  guint8 kind;           /* PayrocLinkKind */
  guint8 charge_kind;    /* PayrocChargeKind */
  guint8 currency_index; /* into payroc_currency_get_codes (); G_MAXUINT8 unknown */
} PlLinkKey;

/* What a list says of a link's payments. */
typedef struct
{
  guint       n_paid;     /* how many came in, and were not given back whole */
  guint       n_refunded; /* how many were; of a link for many payments */
  gint64      paid_at;    /* microseconds since the epoch: the last payment that made the state what it is; 0 unknown,
                             or the link is open */
  guint8      status;     /* as in its key */
  PayrocMoney came_in;    /* less refunds; its currency is "" where that is not one sum */
} PlLinkPaid;

/* Before each number that no person chose: in the middle of one, any short word is found by chance. No text that is
 * stored has such a character. */
#define PL_LINK_TEXT_NUMBER '\001'

/* text: what people wrote, separated by \n, then numbers; as stored (not folded). */
typedef void (*PlLinkReadFunc) (const PlLinkKey *key,
                                const char      *text,
                                gsize            length,
                                gpointer         user_data);

/* (transfer full) of PlLinkKey, newest first; limit 0 = all */
GArray   *pl_link_key_table_list (PlConnection     *connection,
                                  const char       *account,
                                  guint             limit,
                                  GError          **error);
gboolean  pl_link_key_table_count (PlConnection    *connection,
                                  const char       *account,
                                  guint            *count,
                                  GError          **error);
/* By rowid, ascending. open_from: 0 for all; a Julian day for those that can be paid on it and later. */
gboolean  pl_link_key_table_read (PlConnection     *connection,
                                  const char       *account,
                                  gint32            open_from,
                                  PlLinkReadFunc    func,
                                  gpointer          user_data,
                                  GError          **error);
/* Each output may be NULL. Errors: PL_STORE_ERROR_NOT_FOUND. */
gboolean  pl_link_key_table_get  (PlConnection     *connection,
                                  gint64            rowid,
                                  PlLinkKey        *key,
                                  char            **text,
                                  PlLinkPaid       *paid,
                                  GError          **error);

G_END_DECLS
