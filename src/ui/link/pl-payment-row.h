/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One payment on a link: how much, in which state, by whom, when. */
#pragma once

#include <adwaita.h>

#include "payroc/money/payroc-payment.h"

G_BEGIN_DECLS

#define PL_TYPE_PAYMENT_ROW (pl_payment_row_get_type ())
G_DECLARE_FINAL_TYPE (PlPaymentRow, pl_payment_row, PL, PAYMENT_ROW, AdwActionRow)

GtkWidget *pl_payment_row_new (PayrocPayment *payment);

G_END_DECLS
