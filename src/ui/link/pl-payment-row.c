/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says plainly what is money and what is not yet, or no longer. */
#include "config.h"

#include "pl-payment-row.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"

struct _PlPaymentRow
{
  AdwActionRow parent_instance;
};

G_DEFINE_FINAL_TYPE (PlPaymentRow, pl_payment_row, ADW_TYPE_ACTION_ROW)

static const char *
get_style (PayrocPaymentState state)
{
  switch (state)
    {
    case PAYROC_PAYMENT_STATE_PAID:
      return "state-paid";
    case PAYROC_PAYMENT_STATE_PENDING:
    case PAYROC_PAYMENT_STATE_HELD:
      return "state-open";
    case PAYROC_PAYMENT_STATE_RETURNED:
      return "state-problem";
    case PAYROC_PAYMENT_STATE_DECLINED:
    case PAYROC_PAYMENT_STATE_REVERSED:
    case PAYROC_PAYMENT_STATE_UNKNOWN:
    default:
      return "state-unknown";
    }
}

static char *
dup_subtitle (PayrocPayment *payment)
{
  const char        *payer = payroc_payment_get_payer (payment);
  const PayrocMoney *refunded = payroc_payment_get_refunded (payment);
  GDateTime         *when = payroc_payment_get_date_time (payment);
  GString           *text = g_string_new (payer != NULL ? payer : "");

  if (when != NULL)
    {
      g_autofree char *moment = pl_format_moment (g_date_time_to_unix (when) * G_USEC_PER_SEC, g_get_real_time ());

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", moment);
    }
  if (refunded != NULL && refunded->minor > 0)
    {
      g_autofree char *amount = payroc_money_format (refunded, NULL);

      g_string_append (text, text->len > 0 ? " · " : "");
      /* Translators: %s is an amount that went back to the customer. */
      g_string_append_printf (text, _("%s refunded"), amount);
    }

  return g_string_free (text, FALSE);
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

/* Static. */
const char *
pl_payment_row_state_text (PayrocPaymentState state)
{
  switch (state)
    {
    case PAYROC_PAYMENT_STATE_PAID:
      return C_("payment state", "Paid");
    case PAYROC_PAYMENT_STATE_PENDING:
      return C_("payment state", "Not through yet");
    case PAYROC_PAYMENT_STATE_HELD:
      return C_("payment state", "Held, not collected");
    case PAYROC_PAYMENT_STATE_DECLINED:
      return C_("payment state", "Declined");
    case PAYROC_PAYMENT_STATE_REVERSED:
      return C_("payment state", "Reversed");
    case PAYROC_PAYMENT_STATE_RETURNED:
      return C_("payment state", "Returned by the bank");
    case PAYROC_PAYMENT_STATE_UNKNOWN:
    default:
      return C_("payment state", "Unknown");
    }
}

GtkWidget *
pl_payment_row_new (PayrocPayment *payment)
{
  PlPaymentRow      *self = g_object_new (PL_TYPE_PAYMENT_ROW, NULL);
  PayrocPaymentState state = payroc_payment_get_state (payment);
  const PayrocMoney *amount = payroc_payment_get_amount (payment);
  GtkWidget         *label = gtk_label_new (pl_payment_row_state_text (state));
  g_autofree char   *title = amount != NULL ? payroc_money_format (amount, NULL) : g_strdup (C_("amount", "Unknown"));
  g_autofree char   *subtitle = dup_subtitle (payment);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, get_style (state));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), label);

  return GTK_WIDGET (self);
}
