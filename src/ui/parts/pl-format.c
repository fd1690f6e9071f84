/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How amounts, states, dates and people are written in the window: one place, so that lists and pages agree. */
#include "config.h"

#include "pl-format.h"

#include <glib/gi18n.h>

#include "core/pl-today.h"
#include "pl-bidi.h"

/* More names than that say less. */
#define PEOPLE_SHOWN 5

const char *
pl_format_environment (PlAccountKind kind)
{
  switch (kind)
    {
    case PL_ACCOUNT_PRODUCTION:
      return C_("environment", "Production");
    case PL_ACCOUNT_TEST:
      return C_("environment", "Test");
    case PL_ACCOUNT_PRACTICE:
      return C_("environment", "Practice");
    case PL_ACCOUNT_CUSTOM:
      return C_("environment", "Own Server");
    default:
      g_assert_not_reached ();
    }
}

/* The practice account is named by us, and in the user's language; every other one by the merchant. */
char *
pl_format_account (PlAccount *account)
{
  const char *name = pl_account_get_name (account);

  if (pl_account_get_kind (account) == PL_ACCOUNT_PRACTICE)
    return g_strdup (_("Practice Account"));

  if (name == NULL || *name == '\0')
    return g_strdup (pl_account_get_terminal (account));

  return g_strdup (name);
}

const char *
pl_format_status (PayrocLinkStatus status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_ACTIVE:
      return C_("link state", "Open");
    case PAYROC_LINK_STATUS_COMPLETED:
      return C_("link state", "Paid");
    case PAYROC_LINK_STATUS_EXPIRED:
      return C_("link state", "Expired");
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return C_("link state", "Switched Off");
    case PAYROC_LINK_STATUS_REFUNDED:
      return C_("link state", "Refunded");
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
      return C_("link state", "Partly Refunded");
    case PAYROC_LINK_STATUS_RETURNED:
      return C_("link state", "Returned");
    case PAYROC_LINK_STATUS_REVERSED:
      return C_("link state", "Reversed");
    case PAYROC_LINK_STATUS_HELD:
      /* Translators: the money is authorized on a card, and was not collected. */
      return C_("link state", "On Hold");
    case PAYROC_LINK_STATUS_PENDING:
      /* Translators: a payment by bank was made, and the money did not come yet. */
      return C_("link state", "On Its Way");
    case PAYROC_LINK_STATUS_PARTLY_PAID:
      return C_("link state", "Partly Paid");
    case PAYROC_LINK_STATUS_DECLINED:
      /* Translators: a payment was on its way, and a bank refused it: no money came. */
      return C_("link state", "Declined");
    case PAYROC_LINK_STATUS_UNCLEAR:
      /* Translators: somebody paid, but whether the money came is not known. */
      return C_("link state", "Unclear");
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return C_("link state", "Unknown");
    }
}

const char *
pl_format_status_icon (PayrocLinkStatus status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_ACTIVE:
      return "pl-open-symbolic";
    case PAYROC_LINK_STATUS_COMPLETED:
      return "pl-paid-symbolic";
    case PAYROC_LINK_STATUS_EXPIRED:
      return "pl-expired-symbolic";
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return "pl-switched-off-symbolic";
    case PAYROC_LINK_STATUS_REFUNDED:
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
    case PAYROC_LINK_STATUS_RETURNED:
    case PAYROC_LINK_STATUS_REVERSED:
    case PAYROC_LINK_STATUS_DECLINED:
      return "pl-refunded-symbolic";
    case PAYROC_LINK_STATUS_HELD:
    case PAYROC_LINK_STATUS_PENDING:
      return "pl-waiting-symbolic";
    case PAYROC_LINK_STATUS_PARTLY_PAID:
      return "pl-partly-paid-symbolic";
    case PAYROC_LINK_STATUS_UNCLEAR:
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return "dialog-question-symbolic";
    }
}

/* A style class of style.css; the word beside it says the same to whoever sees no colour. */
const char *
pl_format_status_style (PayrocLinkStatus status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_ACTIVE:
      return "state-open";
    case PAYROC_LINK_STATUS_COMPLETED:
      return "state-paid";
    case PAYROC_LINK_STATUS_EXPIRED:
      return "state-expired";
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return "state-switched-off";
    case PAYROC_LINK_STATUS_REFUNDED:
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
    case PAYROC_LINK_STATUS_RETURNED:
    case PAYROC_LINK_STATUS_REVERSED:
      return "state-refunded";
    case PAYROC_LINK_STATUS_HELD:
    case PAYROC_LINK_STATUS_PENDING:
      return "state-open";
    case PAYROC_LINK_STATUS_PARTLY_PAID:
    case PAYROC_LINK_STATUS_UNCLEAR:
    case PAYROC_LINK_STATUS_DECLINED:
      return "state-problem";
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return "state-unknown";
    }
}

const char *
pl_format_kind (PayrocLinkKind kind)
{
  switch (kind)
    {
    case PAYROC_LINK_KIND_SINGLE_USE:
      return _("Takes one payment");
    case PAYROC_LINK_KIND_MULTI_USE:
      return _("Takes many payments");
    case PAYROC_LINK_KIND_UNKNOWN:
    default:
      return C_("link kind", "Unknown");
    }
}

const char *
pl_format_auth_type (PayrocAuthType type)
{
  switch (type)
    {
    case PAYROC_AUTH_TYPE_SALE:
      return _("Collect the money at once");
    case PAYROC_AUTH_TYPE_PRE_AUTHORIZATION:
      return _("Hold the money, collect it later");
    case PAYROC_AUTH_TYPE_UNKNOWN:
    default:
      return C_("collecting", "Unknown");
    }
}

const char *
pl_format_methods (PayrocPaymentMethods methods)
{
  gboolean card = (methods & PAYROC_PAYMENT_METHODS_CARD) != 0;
  gboolean bank = (methods & PAYROC_PAYMENT_METHODS_BANK_TRANSFER) != 0;

  if (card && bank)
    return C_("payment methods", "Card or bank transfer");
  if (card)
    return C_("payment methods", "Card");
  if (bank)
    return C_("payment methods", "Bank transfer");
  return C_("payment methods", "Unknown");
}

const char *
pl_format_agreement (PayrocMitAgreement agreement)
{
  switch (agreement)
    {
    case PAYROC_MIT_AGREEMENT_UNSCHEDULED:
      return _("For payments now and then");
    case PAYROC_MIT_AGREEMENT_RECURRING:
      return _("For regular payments");
    case PAYROC_MIT_AGREEMENT_INSTALLMENT:
      return _("For instalments");
    case PAYROC_MIT_AGREEMENT_NONE:
    default:
      return _("Without an agreement");
    }
}

char *
pl_format_charge (PayrocChargeKind   kind,
                  const PayrocMoney *amount,
                  const char        *currency)
{
  if (amount != NULL)
    return payroc_money_format (amount, NULL);

  if (kind != PAYROC_CHARGE_KIND_PROMPT)
    return g_strdup (C_("amount", "Unknown"));

  if (currency == NULL || *currency == '\0')
    return g_strdup (_("Customer’s choice"));

  /* Translators: an amount the customer types on the payment page; %s is a currency code such as USD. */
  return g_strdup_printf (_("Customer’s choice (%s)"), currency);
}

char *
pl_format_amount (PayrocLink *link)
{
  return pl_format_charge (payroc_link_get_charge_kind (link), payroc_link_get_amount (link),
                           payroc_link_get_currency (link));
}

char *
pl_format_part (const PayrocMoney *paid,
                PayrocLink        *link)
{
  g_autofree char *part = payroc_money_format (paid, NULL);
  g_autofree char *whole = NULL;

  if (payroc_link_get_amount (link) == NULL)
    return g_steal_pointer (&part);

  whole = payroc_money_format (payroc_link_get_amount (link), NULL);

  /* Translators: how much of an amount was paid: "$1.00 of $10.00". */
  return g_strdup_printf (C_("part of an amount", "%s of %s"), part, whole);
}

char *
pl_format_sums (GPtrArray *sums,
                guint      n_open)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sums->len; i++)
    {
      g_autofree char *sum = payroc_money_format (g_ptr_array_index (sums, i), NULL);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", sum);
    }
  if (n_open > 0)
    {
      g_autofree char *open = g_strdup_printf (ngettext ("%'u without a fixed amount", "%'u without a fixed amount",
                                                         n_open), n_open);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", open);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pl_format_times_paid (guint n_paid,
                      guint n_refunded)
{
  g_autofree char *paid = NULL;
  g_autofree char *refunded = NULL;

  if (n_refunded > 0)
    refunded = g_strdup_printf (ngettext ("%u refunded", "%u refunded", n_refunded), n_refunded);
  if (n_paid == 0)
    return refunded != NULL ? g_steal_pointer (&refunded) : g_strdup (_("Not paid yet"));

  paid = n_paid == 1 ? g_strdup (_("Paid once"))
                     : g_strdup_printf (ngettext ("Paid %u time", "Paid %u times", n_paid), n_paid);
  if (refunded == NULL)
    return g_steal_pointer (&paid);

  /* Translators: of a link for many payments: "Paid 2 times, 1 refunded"; the second is not among the first. */
  return g_strdup_printf (C_("times paid and refunded", "%s, %s"), paid, refunded);
}

char *
pl_format_recipient (PayrocRecipient *recipient)
{
  return pl_bidi_isolate (payroc_recipient_has_name (recipient) ? payroc_recipient_get_name (recipient)
                                                                : payroc_recipient_get_email (recipient));
}

static char *
dup_recipient (GListModel *recipients,
               guint       position)
{
  g_autoptr(PayrocRecipient) recipient = g_list_model_get_item (recipients, position);

  return pl_format_recipient (recipient);
}

char *
pl_format_recipients (GListModel *recipients)
{
  guint n_recipients = recipients != NULL ? g_list_model_get_n_items (recipients) : 0;
  g_autofree char *first = NULL;

  if (n_recipients == 0)
    return g_strdup (_("nobody"));

  first = dup_recipient (recipients, 0);
  if (n_recipients == 1)
    return g_steal_pointer (&first);

  if (n_recipients == 2)
    {
      g_autofree char *second = dup_recipient (recipients, 1);

      /* Translators: two people a link is sent to. */
      return g_strdup_printf (_("%s and %s"), first, second);
    }

  /* Translators: the people a link is sent to: the first one's name, and how many more. */
  return g_strdup_printf (ngettext ("%s and %u other", "%s and %u others", n_recipients - 1), first, n_recipients - 1);
}

void
pl_format_today (GDate *today)
{
  pl_today_get (pl_today_get_default (), today);
}

/* The year is left out while it is the running one. */
char *
pl_format_date (const GDate *date,
                const GDate *today)
{
  g_autoptr(GDateTime) day = NULL;

  if (date == NULL || !g_date_valid (date))
    return g_strdup ("");

  day = g_date_time_new_utc (g_date_get_year (date), g_date_get_month (date), g_date_get_day (date), 0, 0, 0);
  if (day == NULL)
    return g_strdup ("");

  if (today != NULL && g_date_valid (today) && g_date_get_year (today) == g_date_get_year (date))
    /* Translators: a day of this year, see g_date_time_format(): "31 December" */
    return g_date_time_format (day, C_("day of this year", "%-d %B"));

  /* Translators: a day of another year, see g_date_time_format(): "31 December 2026" */
  return g_date_time_format (day, C_("day of another year", "%-d %B %Y"));
}

char *
pl_format_expiry (PayrocLinkStatus  status,
                  const GDate      *expires_on,
                  const GDate      *today)
{
  g_autofree char *date = NULL;
  int days;

  if (expires_on == NULL || !g_date_valid (expires_on))
    return g_strdup (_("Never expires"));

  date = pl_format_date (expires_on, today);
  days = g_date_days_between (today, expires_on);

  if (status == PAYROC_LINK_STATUS_EXPIRED || (status == PAYROC_LINK_STATUS_ACTIVE && days < 0))
    /* Translators: %s is a day. The link stopped working at the end of it. */
    return g_strdup_printf (_("Worked until %s"), date);

  if (status == PAYROC_LINK_STATUS_ACTIVE && days == 0)
    return g_strdup (_("Last day today"));
  if (status == PAYROC_LINK_STATUS_ACTIVE && days == 1)
    return g_strdup (_("Until tomorrow"));

  /* Translators: %s is a day, the last one on which the link works. */
  return g_strdup_printf (_("Until %s"), date);
}

char *
pl_format_created (const GDate *created_on,
                   const GDate *today)
{
  g_autofree char *date = NULL;

  if (created_on == NULL || !g_date_valid (created_on))
    return g_strdup ("");

  date = pl_format_date (created_on, today);

  /* Translators: %s is the day on which a link was made. */
  return g_strdup_printf (C_("link in the list", "Created %s"), date);
}

static GDateTime *
local_time (gint64 microseconds)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static gboolean
same_day (GDateTime *a,
          GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

char *
pl_format_moment (gint64 when,
                  gint64 now)
{
  g_autoptr(GDateTime) moment = local_time (when);
  g_autoptr(GDateTime) present = local_time (now);
  g_autoptr(GDateTime) yesterday = NULL;

  if (moment == NULL || present == NULL)
    return g_strdup ("");

  yesterday = g_date_time_add_days (present, -1);

  if (same_day (moment, present))
    /* Translators: a time today, see g_date_time_format(): "14:05". Use %I:%M %p where a day has twice twelve hours. */
    return g_date_time_format (moment, C_("time today", "%H:%M"));
  if (same_day (moment, yesterday))
    /* Translators: a time yesterday, see g_date_time_format(). */
    return g_date_time_format (moment, C_("time yesterday", "yesterday, %H:%M"));
  if (g_date_time_get_year (moment) == g_date_time_get_year (present))
    /* Translators: a time this year, see g_date_time_format(). */
    return g_date_time_format (moment, C_("time this year", "%-d %B, %H:%M"));

  /* Translators: a time in another year, see g_date_time_format(). */
  return g_date_time_format (moment, C_("time in another year", "%-d %B %Y, %H:%M"));
}

char *
pl_format_updated (gint64 last_refresh,
                   gint64 now)
{
  g_autofree char *moment = NULL;
  guint minutes;

  if (last_refresh <= 0)
    return g_strdup (_("Not updated yet"));

  /* A clock that was set back must not say "in −5 minutes". */
  if (now - last_refresh < G_USEC_PER_SEC * 60)
    return g_strdup (_("Updated just now"));

  minutes = (now - last_refresh) / (G_USEC_PER_SEC * 60);
  if (minutes < 60)
    return g_strdup_printf (ngettext ("Updated %u minute ago", "Updated %u minutes ago", minutes), minutes);

  moment = pl_format_moment (last_refresh, now);
  /* Translators: %s is a time: "14:05", "yesterday, 14:05", "3 May, 14:05". */
  return g_strdup_printf (_("Updated %s"), moment);
}

char *
pl_format_not_updated (gint64 last_refresh,
                       gint64 now)
{
  g_autofree char *moment = NULL;

  if (last_refresh <= 0)
    return g_strdup (_("Not updated yet"));

  moment = pl_format_moment (last_refresh, now);
  /* Translators: Payroc was asked since then, without an answer. %s is a time: "14:05", "yesterday, 14:05". */
  return g_strdup_printf (_("Not updated since %s"), moment);
}

/* What was left out must not be missed in silence. */
char *
pl_format_refreshed (gint64 last_refresh,
                     guint  n_unreadable,
                     gint64 now)
{
  g_autofree char *updated = pl_format_updated (last_refresh, now);
  g_autofree char *left_out = NULL;

  if (n_unreadable == 0)
    return g_steal_pointer (&updated);

  left_out = g_strdup_printf (ngettext ("%u link could not be read", "%u links could not be read", n_unreadable),
                              n_unreadable);

  /* Translators: when the list was updated, and how many of Payroc's links are not in it. */
  return g_strdup_printf (C_("updated and left out", "%s · %s"), updated, left_out);
}

char *
pl_format_people (GListModel *people)
{
  const guint n_people = g_list_model_get_n_items (people);
  const guint n_shown = n_people > PEOPLE_SHOWN ? PEOPLE_SHOWN - 1 : n_people;
  GString    *names = g_string_new (NULL);

  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (people, i);
      const char                 *name = payroc_recipient_get_name (recipient);
      const char                 *written = *name != '\0' ? name : payroc_recipient_get_email (recipient);
      g_autofree char            *isolated = pl_bidi_isolate (written);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", isolated);
    }
  if (n_shown < n_people)
    {
      g_string_append_c (names, ' ');
      g_string_append_printf (names, ngettext ("and %u other", "and %u others", n_people - n_shown),
                              n_people - n_shown);
    }

  return g_string_free (names, FALSE);
}
