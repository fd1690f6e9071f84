/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of what the merchant is told once. Worker only. */
#pragma once

#include "payroc/money/payroc-money.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* Stored as numbers: it grows at its end only. */
typedef enum
{
  PL_NOTICE_PAID,     /* money came in: subject is the payment */
  PL_NOTICE_RETURNED, /* a bank took a payment back: subject is the payment */
  PL_NOTICE_USED,     /* a link for one payment was used, and what was paid may not be read: subject is the link */
  PL_NOTICE_EXPIRING, /* tomorrow is the last day, and nobody has paid: subject is the link and that day */
  PL_NOTICE_HELD,     /* a customer's money is held and waits to be collected: subject is the payment */
  PL_NOTICE_PARTLY_PAID, /* less came in than was asked for: subject is the payment */
  PL_NOTICE_PENDING,  /* money is on its way, and did not come in yet: subject is the payment */
  PL_NOTICE_DECLINED, /* what was to come, or came, was refused: subject is the payment */
  PL_NOTICE_REVERSED, /* what was to come, or came, was called off: subject is the payment */
  PL_NOTICE_MOVED,    /* a payment that was told of is another link's: subject is the payment and that link */
} PlNoticeKind;

typedef struct
{
  gint64        row;        /* 0 when new */
  PlNoticeKind  kind;
  char         *subject;
  char         *link_id;
  char         *reference;  /* (nullable) the link's, when it is stored; read only */
  PayrocMoney  *money;      /* (nullable) */
  PayrocMoney  *asked;      /* (nullable) what the link asks for, when it is stored and says so; read only */
  char         *payer;      /* (nullable) */
  gint64        noticed_at; /* microseconds since the epoch */
} PlNoticeRow;

PlNoticeRow *pl_notice_row_new          (void);
void         pl_notice_row_free         (PlNoticeRow   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlNoticeRow, pl_notice_row_free)

/* Nothing happens when there is one about that subject already, shown or not. */
gboolean     pl_notice_table_add        (PlConnection       *connection,
                                         const char         *account,
                                         const PlNoticeRow  *row,
                                         GError            **error);
/* What is true of a payment now: the last word about it, and what was not shown before it is no news any more. */
gboolean     pl_notice_table_tell       (PlConnection       *connection,
                                         const char         *account,
                                         const PlNoticeRow  *row,
                                         GError            **error);
/* What is to be told about a payment is about another link. Whether the merchant was told the wrong one last. */
gboolean     pl_notice_table_move       (PlConnection       *connection,
                                         const char         *account,
                                         const char         *subject,
                                         const char         *link_id,
                                         gboolean           *was_told,
                                         GError            **error);
/* Whose the payment is that the merchant was told the wrong link of. */
gboolean     pl_notice_table_correct    (PlConnection       *connection,
                                         const char         *account,
                                         const PlNoticeRow  *row,
                                         GError            **error);
gboolean     pl_notice_table_has        (PlConnection       *connection,
                                         const char         *account,
                                         PlNoticeKind        kind,
                                         const char         *link_id,
                                         gboolean           *has,
                                         GError            **error);
/* Whether there is or was a notice about that payment, of whatever kind. */
gboolean     pl_notice_table_knows      (PlConnection       *connection,
                                         const char         *account,
                                         const char         *subject,
                                         gboolean           *knows,
                                         GError            **error);
/* (transfer full) (element-type PlNoticeRow) not yet shown, oldest first */
GPtrArray   *pl_notice_table_list_due   (PlConnection       *connection,
                                         const char         *account,
                                         guint               limit,
                                         GError            **error);
gboolean     pl_notice_table_mark_shown (PlConnection       *connection,
                                         gint64              row,
                                         gint64              shown_at,
                                         GError            **error);
/* One for each link whose last day is that one, that can still be paid and is not. */
gboolean     pl_notice_table_add_expiring (PlConnection     *connection,
                                           const char       *account,
                                           const GDate      *last_day,
                                           gint64            noticed_at,
                                           GError          **error);

G_END_DECLS
