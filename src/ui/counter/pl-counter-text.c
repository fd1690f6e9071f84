/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customer reads it, too: nothing in it that is only the merchant's business. */
#include "config.h"

#include "pl-counter-text.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "ui/paper/pl-paper-text.h"
#include "ui/parts/pl-error-text.h"

#define LONG 11 /* letters: $99,999.99 and one more */

const char *
pl_counter_text_title (PlRoundState state)
{
  switch (state)
    {
    case PL_ROUND_PREPARING:
      return _("One Moment…");
    case PL_ROUND_WAITING:
      return _("No Connection");
    case PL_ROUND_UNSURE:
      return _("One Moment Longer…");
    case PL_ROUND_REFUSED:
      return _("That Did Not Work");
    case PL_ROUND_NO_ADDRESS:
    case PL_ROUND_DIFFERENT:
      return _("This Cannot Be Paid Here");
    case PL_ROUND_PAID:
      return C_("counter", "Paid");
    case PL_ROUND_PART:
      return C_("counter", "Only a Part Was Paid");
    case PL_ROUND_HELD:
      return C_("counter", "Money Held");
    case PL_ROUND_PENDING:
      return C_("counter", "Payment Begun");
    case PL_ROUND_UNPAID:
      return C_("counter", "Not Paid");
    case PL_ROUND_EXPIRED:
      return C_("counter", "Expired");
    case PL_ROUND_OFF:
      return C_("counter", "Switched Off");
    case PL_ROUND_OPEN:
    default:
      return "";
    }
}

const char *
pl_counter_text_body (PlRoundState state)
{
  switch (state)
    {
    case PL_ROUND_PREPARING:
      return _("The code is being made.");
    case PL_ROUND_WAITING:
      return _("The code appears here as soon as Payroc can be reached.");
    case PL_ROUND_UNSURE:
      return _("Payroc has not answered. Paylinks is finding out whether the code was made; it is not made twice.");
    case PL_ROUND_REFUSED:
      return _("No code was made, and nothing was charged.");
    case PL_ROUND_NO_ADDRESS:
      return _("Payroc has named no address for this link that is safe to open.");
    case PL_ROUND_DIFFERENT:
      return _("Payroc made this link for something else than was asked for, so its code is not shown. Look at it in "
               "the list, and switch it off there.");
    case PL_ROUND_PAID:
      return _("Thank you!");
    case PL_ROUND_HELD:
      return _("Thank you! The money is held, and collected later.");
    case PL_ROUND_PENDING:
      return _("Thank you! The bank has not sent the money yet.");
    case PL_ROUND_UNPAID:
      return _("The money was taken back. This link cannot be paid any more.");
    case PL_ROUND_EXPIRED:
      return _("This link’s last day is over. It cannot be paid any more.");
    case PL_ROUND_OFF:
      return _("This link was switched off. It cannot be paid any more.");
    case PL_ROUND_PART: /* pl_counter_text_part() */
    case PL_ROUND_OPEN:
    default:
      return "";
    }
}

const char *
pl_counter_text_note (PlCounterRound *round)
{
  if (pl_counter_round_get_state (round) != PL_ROUND_OPEN)
    return NULL;
  if (pl_counter_round_is_blind (round))
    return _("No connection: a payment does not show here yet.");

  return pl_counter_round_was_declined (round)
         ? _("A payment was declined. The code still works: try again, or with another card.") : NULL;
}

const char *
pl_counter_text_icon (PlRoundState state)
{
  switch (state)
    {
    case PL_ROUND_PAID:
    case PL_ROUND_HELD:
      return "pl-paid-symbolic";
    case PL_ROUND_PENDING:
      return "pl-open-symbolic";
    case PL_ROUND_EXPIRED:
      return "pl-expired-symbolic";
    case PL_ROUND_OFF:
      return "pl-switched-off-symbolic";
    case PL_ROUND_PART:
    case PL_ROUND_UNPAID:
    case PL_ROUND_PREPARING:
    case PL_ROUND_WAITING:
    case PL_ROUND_UNSURE:
    case PL_ROUND_REFUSED:
    case PL_ROUND_OPEN:
    case PL_ROUND_NO_ADDRESS:
    case PL_ROUND_DIFFERENT:
    default:
      return "dialog-warning-symbolic";
    }
}

const char *
pl_counter_text_style (PlRoundState state)
{
  return state == PL_ROUND_PAID || state == PL_ROUND_HELD ? "state-paid" : NULL;
}

char *
pl_counter_text_part (PlCounterRound *round)
{
  PayrocPayment     *payment = pl_counter_round_get_payment (round);
  const PayrocMoney *asked;
  g_autofree char   *part = NULL;
  g_autofree char   *whole = NULL;

  if (pl_counter_round_get_state (round) != PL_ROUND_PART)
    return NULL;

  asked = payroc_link_get_amount (pl_counter_round_get_link (round));
  part = payroc_money_format (payroc_payment_get_amount (payment), NULL);
  whole = payroc_money_format (asked != NULL ? asked : payroc_payment_get_asked (payment), NULL);

  /* Translators: two amounts: "$1.00 of $1,250.50 was paid." */
  return g_strdup_printf (_("%s of %s was paid. The rest is still to be paid."), part, whole);
}

/* Nothing is marked at the counter: what Payroc says about it stands in the sentence. */
static char *
dup_invalid (const GError *error)
{
  GPtrArray          *fields = payroc_error_get_fields (error);
  g_autofree char    *said = pl_error_text_said (error);
  g_autoptr (GString) text = g_string_new (_("Payroc did not accept this sale."));

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const PayrocFieldError *field = g_ptr_array_index (fields, i);
      g_autofree char        *why = pl_error_text_field (field);
      const char             *name = pl_error_text_field_name (field->parameter);

      if (name != NULL)
        g_string_append_printf (text, " %s: %s", name, why);
    }
  if (*said != '\0')
    g_string_append_printf (text, " %s", said);
  g_string_append_c (text, ' ');
  g_string_append (text, pl_counter_text_body (PL_ROUND_REFUSED));
  g_string_append_c (text, ' ');
  g_string_append (text, _("Try again, or enter another amount."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pl_counter_text_reason (PlCounterRound *round)
{
  const GError *error = pl_counter_round_get_error (round);

  if (pl_counter_round_get_state (round) != PL_ROUND_REFUSED || error == NULL)
    return NULL;

  return g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID) ? dup_invalid (error)
                                                                     : pl_error_text_body (error, PL_WORK_CREATE);
}

char *
pl_counter_text_paid (PlCounterRound *round)
{
  PayrocPayment     *payment = pl_counter_round_get_payment (round);
  const PayrocMoney *paid = payment != NULL ? payroc_payment_get_amount (payment) : NULL;

  return paid != NULL ? payroc_money_format (paid, NULL) : NULL;
}

void
pl_counter_text_show_amount (GtkLabel   *label,
                             PayrocLink *link,
                             const char *paid)
{
  g_autofree char *amount = paid != NULL ? g_strdup (paid) : link != NULL ? pl_paper_text_amount (link) : g_strdup ("");

  gtk_label_set_text (label, amount);
  gtk_widget_set_visible (GTK_WIDGET (label), *amount != '\0');
  if (g_utf8_strlen (amount, -1) > LONG)
    gtk_widget_add_css_class (GTK_WIDGET (label), "long");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "long");
}
