/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says plainly what is money, what is not yet, and what is no longer. */
#include "config.h"

#include "pl-payments-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"

/* "$49.99 + €5.00" */
static char *
join (GPtrArray *amounts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < amounts->len; i++)
    {
      g_autofree char *amount = payroc_money_format (g_ptr_array_index (amounts, i), NULL);

      g_string_append_printf (text, "%s%s", i > 0 ? " + " : "", amount);
    }

  return g_string_free (text, FALSE);
}

static void
append (GString    *text,
        const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static char *
summarize_received (GPtrArray *received,
                    gint64     as_of,
                    gint64     now)
{
  g_autofree char *moment = pl_format_moment (as_of, now);
  g_autofree char *amounts = NULL;

  if (received == NULL)
    /* Translators: %s is the time at which that was asked. */
    return g_strdup_printf (_("It is not known how much was received, as of %s"), moment);
  if (received->len == 0)
    /* Translators: %s is the time at which no payment was known. */
    return g_strdup_printf (_("Nothing received, as of %s"), moment);

  amounts = join (received);

  /* Translators: an amount that was paid in all, and the time at which that was known. */
  return g_strdup_printf (_("%s received, as of %s"), amounts, moment);
}

static char *
describe_unreadable (guint n_unreadable)
{
  return g_strdup_printf (ngettext ("%'u payment could not be read", "%'u payments could not be read", n_unreadable),
                          n_unreadable);
}

/* (nullable): neither can be told. */
char *
pl_payments_text_summary (GPtrArray *received,
                          GPtrArray *held,
                          guint      n_unreadable,
                          gint64     as_of,
                          gint64     now)
{
  g_autofree char *text = NULL;
  g_autofree char *with_held = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *unreadable = NULL;

  if (as_of <= 0)
    return g_strdup (_("Not asked yet"));

  text = summarize_received (received, as_of, now);
  kept = held != NULL ? join (held) : NULL;
  if (held == NULL)
    /* Translators: %s is a sentence about what was received. */
    with_held = g_strdup_printf (_("%s. It is not known how much is held"), text);
  else if (held->len > 0)
    /* Translators: a sentence about what was received, and an amount that is held on a card and not collected yet. */
    with_held = g_strdup_printf (_("%s. %s held, not collected"), text, kept);
  else
    with_held = g_steal_pointer (&text);

  if (n_unreadable == 0)
    return g_steal_pointer (&with_held);

  unreadable = describe_unreadable (n_unreadable);

  /* Translators: two sentences, about what was received and what could not be read. */
  return g_strdup_printf (_("%s. %s"), with_held, unreadable);
}

static const char *
describe_source (PayrocPaymentSource source)
{
  switch (source)
    {
    case PAYROC_PAYMENT_SOURCE_BANK:
      return C_("way of paying", "by bank transfer");
    case PAYROC_PAYMENT_SOURCE_CARD:
    default:
      return C_("way of paying", "by card");
    }
}

char *
pl_payments_text_details (PayrocPayment *payment,
                          gint64         now)
{
  const char        *payer = payroc_payment_get_payer (payment);
  const PayrocMoney *refunded = payroc_payment_get_refunded (payment);
  GDateTime         *when = payroc_payment_get_date_time (payment);
  GString           *text = g_string_new (NULL);

  if (payer != NULL && *payer != '\0')
    {
      g_autofree char *name = pl_bidi_isolate (payer);

      append (text, name);
    }
  append (text, describe_source (payroc_payment_get_source (payment)));
  if (when != NULL)
    {
      g_autofree char *moment = pl_format_moment (g_date_time_to_unix (when) * G_USEC_PER_SEC, now);

      append (text, moment);
    }
  /* That all of it went back is its state. */
  if (payroc_payment_get_state (payment) != PAYROC_PAYMENT_STATE_REFUNDED && refunded != NULL && refunded->minor > 0)
    {
      g_autofree char *sum = payroc_money_format (refunded, NULL);
      /* Translators: %s is an amount that went back to the customer. */
      g_autofree char *part = g_strdup_printf (_("%s refunded"), sum);

      append (text, part);
    }

  return g_string_free (text, FALSE);
}

const char *
pl_payments_text_state (PayrocPayment *payment)
{
  const PayrocMoney *refunded = payroc_payment_get_refunded (payment);

  switch (payroc_payment_get_state (payment))
    {
    case PAYROC_PAYMENT_STATE_PAID:
      return refunded != NULL && refunded->minor > 0 ? C_("payment state", "Partly refunded")
                                                     : C_("payment state", "Paid");
    case PAYROC_PAYMENT_STATE_REFUNDED:
      return C_("payment state", "Refunded");
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
    case PAYROC_PAYMENT_STATE_GONE:
      /* Translators: Payroc listed this payment once, and does so no more. */
      return C_("payment state", "No longer listed");
    case PAYROC_PAYMENT_STATE_UNKNOWN:
    default:
      return C_("payment state", "Unknown");
    }
}

/* "Yet" is for what can still come. */
const char *
pl_payments_text_none (PayrocLinkStatus status,
                       gint64           as_of)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_COMPLETED:
    case PAYROC_LINK_STATUS_REFUNDED:
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
    case PAYROC_LINK_STATUS_RETURNED:
    case PAYROC_LINK_STATUS_REVERSED:
    case PAYROC_LINK_STATUS_HELD:
    case PAYROC_LINK_STATUS_PENDING:
    case PAYROC_LINK_STATUS_PARTLY_PAID:
    case PAYROC_LINK_STATUS_UNCLEAR:
    case PAYROC_LINK_STATUS_DECLINED:
      return as_of > 0 ? _("Payroc calls this link paid, but shows no payment") : _("No payment read yet");
    case PAYROC_LINK_STATUS_EXPIRED:
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return as_of > 0 ? _("No payment was made") : _("No payment known");
    case PAYROC_LINK_STATUS_ACTIVE:
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return _("No payment yet");
    }
}

static void
add_part (GString    *text,
          const char *part)
{
  /* Translators: "12 payments saved as …", and "as of 14:05" or "without those of 3 links". */
  g_autofree char *joined = g_strdup_printf (C_("payments", "%s, %s"), text->str, part);

  g_string_assign (text, joined);
}

void
pl_payments_text_add_doubts (GString *text,
                             gint64   as_of,
                             guint    n_unasked,
                             gint64   now)
{
  g_autofree char *moment = pl_format_moment (as_of, now);
  /* Translators: %s is a time; after "12 payments saved as …". */
  g_autofree char *known = g_strdup_printf (C_("payments", "as of %s"), moment);
  g_autofree char *lacking = g_strdup_printf (ngettext ("without those of %u link", "without those of %u links",
                                                        n_unasked), n_unasked);

  if (as_of > 0)
    add_part (text, known);
  if (n_unasked > 0)
    add_part (text, lacking);
}

void
pl_payments_text_add_unreadable (GString *text,
                                 guint    n_unreadable)
{
  g_autofree char *part = describe_unreadable (n_unreadable);

  add_part (text, part);
}
