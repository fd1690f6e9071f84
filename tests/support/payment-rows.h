/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payments as a test wants them, written to the fixture's database. */
#pragma once

#include "payroc/money/payroc-payment.h"
#include "store-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *link_id;
  gint64      paid_at;  /* seconds since the epoch; -1: not said */
  gint64      amount;
  const char *currency;
  const char *status;   /* (nullable) "complete" */
  const char *response; /* (nullable) "A" */
  gint64      refunded;
  gboolean    returned; /* from the bank's list, and taken back */
} PaymentRow;

/* A payment of that id and link takes the place of the one before. */
void payment_row_put (StoreFixture     *fixture,
                      const PaymentRow *row);

G_END_DECLS
