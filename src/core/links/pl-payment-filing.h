/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Under which link a payment stands, when more than one list has it, or none any more. Worker only. */
#pragma once

#include "payroc/money/payroc-payment.h"
#include "store/pl-connection.h"

G_BEGIN_DECLS

/* What Payroc lists for one link, on its way into the store. */
typedef struct
{
  char      *account; /* (owned) */
  char      *link_id; /* (owned) */
  gint64     now;     /* when Payroc was asked, or a look began that this is a part of; microseconds since the epoch */
  gint64     asked_at; /* when Payroc was asked */
  gboolean   is_witness;    /* a list that was asked for this link is being read */
  gboolean   is_overlooked; /* the list that is being read shows that Payroc did not ask whose payments they are */

  GPtrArray *left;   /* (owned) (element-type utf8): links that lost a payment to this one */
  GPtrArray *rivals; /* (owned) (element-type utf8): links under which there are payments listed for this one */
  GPtrArray *owners; /* (owned) (element-type utf8): links whose they may be by their order number, listed or not */
} PlPaymentFiling;

typedef enum
{
  PL_FILING_LEAVE, /* nothing is to be stored */
  PL_FILING_PUT,
  PL_FILING_DOUBT, /* stored, but the other links are still to be asked */
  PL_FILING_MOVE,  /* it was another link's */
} PlFilingVerdict;

PlPaymentFiling *pl_payment_filing_new         (const char           *account,
                                                const char           *link_id,
                                                gint64                now);
void             pl_payment_filing_free        (PlPaymentFiling      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPaymentFiling, pl_payment_filing_free)

/* For each list that was asked for the link: first this, then pl_link_payments_put(), then what it lacks. */
gboolean         pl_payment_filing_begin_list  (PlPaymentFiling      *self,
                                                PlConnection         *connection,
                                                GPtrArray            *payments,
                                                gboolean              is_overlooked,
                                                GError              **error);
gboolean         pl_payment_filing_judge       (PlPaymentFiling      *self,
                                                PlConnection         *connection,
                                                PayrocPayment        *payment,
                                                const char           *stored_link,
                                                PayrocPaymentState    stored_state,
                                                PlFilingVerdict      *verdict,
                                                GError              **error);
/* The links that could have taken it are to be asked (again). */
gboolean         pl_payment_filing_ask_around  (PlPaymentFiling      *self,
                                                PlConnection         *connection,
                                                PayrocPayment        *payment,
                                                GError              **error);
gboolean         pl_payment_filing_find_gone   (PlPaymentFiling      *self,
                                                PlConnection         *connection,
                                                PayrocPaymentSource   source,
                                                GPtrArray            *payments,
                                                GError              **error);

G_END_DECLS
