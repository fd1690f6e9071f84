/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One payment: how much, whether it is money, and whose. */
#include "config.h"

#include "pl-payment-row.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-line-breaks.h"

#include "pl-payments-text.h"

struct _PlPaymentRow
{
  AdwActionRow parent_instance;
};

G_DEFINE_FINAL_TYPE (PlPaymentRow, pl_payment_row, ADW_TYPE_ACTION_ROW)

static const char *
get_style (PayrocPayment *payment)
{
  const PayrocMoney *refunded = payroc_payment_get_refunded (payment);

  switch (payroc_payment_get_state (payment))
    {
    case PAYROC_PAYMENT_STATE_PAID:
      return refunded != NULL && refunded->minor > 0 ? "state-refunded" : "state-paid";
    case PAYROC_PAYMENT_STATE_REFUNDED:
    case PAYROC_PAYMENT_STATE_REVERSED:
      return "state-refunded";
    case PAYROC_PAYMENT_STATE_PENDING:
    case PAYROC_PAYMENT_STATE_HELD:
      return "state-open";
    case PAYROC_PAYMENT_STATE_RETURNED:
    case PAYROC_PAYMENT_STATE_GONE:
    case PAYROC_PAYMENT_STATE_UNKNOWN:
      return "state-problem";
    case PAYROC_PAYMENT_STATE_DECLINED:
    default:
      return "state-unknown";
    }
}

static void
pl_payment_row_class_init (PlPaymentRowClass *klass)
{
}

static void
pl_payment_row_init (PlPaymentRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
pl_payment_row_new (PayrocPayment *payment)
{
  PlPaymentRow      *self = g_object_new (PL_TYPE_PAYMENT_ROW, NULL);
  PayrocPaymentState state = payroc_payment_get_state (payment);
  const PayrocMoney *amount = state == PAYROC_PAYMENT_STATE_DECLINED ? payroc_payment_get_asked (payment)
                                                                     : payroc_payment_get_amount (payment);
  GtkWidget         *label = gtk_label_new (pl_payments_text_state (payment));
  g_autofree char   *title = amount != NULL ? payroc_money_format (amount, NULL) : g_strdup (C_("amount", "Unknown"));
  g_autofree char   *subtitle = pl_payments_text_details (payment, g_get_real_time ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  pl_line_breaks_set_verbatim (GTK_WIDGET (self));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, get_style (payment));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), label);

  return GTK_WIDGET (self);
}
