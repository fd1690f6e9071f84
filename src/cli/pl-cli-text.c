/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for values. */
#include "config.h"

#include "pl-cli-text.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
steers_text (gunichar c)
{
  return (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* (transfer full): one line without control characters, which a terminal would obey, and without what turns the
 * direction of text around. */
char *
pl_cli_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\t')
        g_string_append_c (clean, ' ');
      else if (!g_unichar_iscntrl (c) && !steers_text (c))
        g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}

const char *
pl_cli_text_status (PayrocLinkStatus status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_ACTIVE:
      return C_("link status", "open");
    case PAYROC_LINK_STATUS_COMPLETED:
      return C_("link status", "paid");
    case PAYROC_LINK_STATUS_EXPIRED:
      return C_("link status", "expired");
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return C_("link status", "switched off");
    case PAYROC_LINK_STATUS_REFUNDED:
      return C_("link status", "refunded");
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
      return C_("link status", "partly refunded");
    case PAYROC_LINK_STATUS_RETURNED:
      return C_("link status", "returned");
    case PAYROC_LINK_STATUS_REVERSED:
      return C_("link status", "reversed");
    case PAYROC_LINK_STATUS_HELD:
      return C_("link status", "held");
    case PAYROC_LINK_STATUS_PENDING:
      return C_("link status", "pending");
    case PAYROC_LINK_STATUS_PARTLY_PAID:
      return C_("link status", "partly paid");
    case PAYROC_LINK_STATUS_DECLINED:
      return C_("link status", "declined");
    case PAYROC_LINK_STATUS_UNCLEAR:
      return C_("link status", "unclear");
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return C_("link status", "unknown");
    }
}

const char *
pl_cli_text_kind (PayrocLinkKind kind)
{
  switch (kind)
    {
    case PAYROC_LINK_KIND_SINGLE_USE:
      return _("takes one payment");
    case PAYROC_LINK_KIND_MULTI_USE:
      return _("takes many payments");
    case PAYROC_LINK_KIND_UNKNOWN:
    default:
      return _("of a kind not known");
    }
}

const char *
pl_cli_text_payment_state (PayrocPayment *payment)
{
  const PayrocMoney *refunded = payroc_payment_get_refunded (payment);

  switch (payroc_payment_get_state (payment))
    {
    case PAYROC_PAYMENT_STATE_PAID:
      return refunded != NULL && refunded->minor > 0 ? C_("payment state", "partly refunded")
                                                     : C_("payment state", "paid");
    case PAYROC_PAYMENT_STATE_REFUNDED:
      return C_("payment state", "refunded");
    case PAYROC_PAYMENT_STATE_PENDING:
      return C_("payment state", "pending");
    case PAYROC_PAYMENT_STATE_HELD:
      return C_("payment state", "held");
    case PAYROC_PAYMENT_STATE_DECLINED:
      return C_("payment state", "declined");
    case PAYROC_PAYMENT_STATE_REVERSED:
      return C_("payment state", "reversed");
    case PAYROC_PAYMENT_STATE_RETURNED:
      return C_("payment state", "returned");
    case PAYROC_PAYMENT_STATE_GONE:
      /* Translators: Payroc listed this payment once, and does so no more. */
      return C_("payment state", "no longer listed");
    case PAYROC_PAYMENT_STATE_UNKNOWN:
    default:
      return C_("payment state", "unknown");
    }
}

const char *
pl_cli_text_intent_kind (PlIntentKind kind)
{
  switch (kind)
    {
    case PL_INTENT_CREATE:
      return C_("to be done", "create");
    case PL_INTENT_SHARE:
      return C_("to be done", "share");
    case PL_INTENT_EDIT:
      return C_("to be done", "edit");
    case PL_INTENT_DEACTIVATE:
    default:
      return C_("to be done", "switch off");
    }
}

const char *
pl_cli_text_intent_state (PlIntentState state)
{
  switch (state)
    {
    case PL_INTENT_WAITING:
      return C_("outbox", "waiting");
    case PL_INTENT_SENDING:
      return C_("outbox", "being sent");
    case PL_INTENT_UNSURE:
      return C_("outbox", "no answer yet");
    case PL_INTENT_DONE:
      return C_("outbox", "done");
    case PL_INTENT_REFUSED:
      return C_("outbox", "refused");
    case PL_INTENT_DISCARDED:
    default:
      return C_("outbox", "given up");
    }
}

const char *
pl_cli_text_account_kind (PlAccountKind kind)
{
  switch (kind)
    {
    case PL_ACCOUNT_PRODUCTION:
      return C_("environment", "production");
    case PL_ACCOUNT_TEST:
      return C_("environment", "test");
    case PL_ACCOUNT_PRACTICE:
      return C_("environment", "practice");
    case PL_ACCOUNT_CUSTOM:
    default:
      return C_("environment", "other server");
    }
}

/* (transfer full) */
char *
pl_cli_text_money (const PayrocMoney *money)
{
  g_autofree char *text = payroc_money_format (money, NULL);

  return pl_cli_text_clean (text);
}

/* (transfer full) */
char *
pl_cli_text_amount (PayrocLink *link)
{
  const PayrocMoney *amount = payroc_link_get_amount (link);
  const char *currency = payroc_link_get_currency (link);

  if (amount != NULL)
    return pl_cli_text_money (amount);
  if (payroc_link_get_charge_kind (link) == PAYROC_CHARGE_KIND_PROMPT)
    /* Translators: in place of an amount; %s is a currency such as USD. */
    return g_strdup_printf (_("customer’s choice (%s)"), currency != NULL ? currency : "?");

  return g_strdup (C_("amount", "unknown"));
}

/* (transfer full) (nullable): where to pay, or why nobody should be sent there; NULL when there is no address. */
char *
pl_cli_text_address (PayrocLink *link)
{
  if (payroc_link_has_unsafe_address (link))
    return g_strdup (_("not shown: the one that Payroc gave is not safe to open"));

  return g_strdup (payroc_link_get_payment_url (link));
}

/* (transfer full): as YYYY-MM-DD, which is what the options take; NULL is a link without an end. */
char *
pl_cli_text_day (const GDate *date)
{
  char text[16];

  if (date == NULL)
    return g_strdup (C_("expiry", "never"));

  g_date_strftime (text, sizeof text, "%Y-%m-%d", date);

  return g_strdup (text);
}

/* (transfer full): in the user's time zone. */
char *
pl_cli_text_moment (GDateTime *moment)
{
  g_autoptr (GDateTime) local = moment != NULL ? g_date_time_to_local (moment) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup (C_("time", "unknown"));
}

/* Where a word about the very field says more than the reason alone. */
static const struct
{
  const char       *parameter; /* its beginning */
  const char       *end;       /* (nullable) and its end */
  PayrocFieldReason reason;
  const char       *text;
} field_texts[] = {
  { "apiUrl", NULL, PAYROC_FIELD_REASON_NOT_ALLOWED,
    N_("must begin with https://; http:// is for this computer’s own addresses only") },
  { "apiUrl", NULL, PAYROC_FIELD_REASON_MALFORMED, N_("is no whole address, such as https://api.example.com/v1") },
  { "identityUrl", NULL, PAYROC_FIELD_REASON_NOT_ALLOWED,
    N_("must begin with https://; http:// is for this computer’s own addresses only") },
  { "identityUrl", NULL, PAYROC_FIELD_REASON_MALFORMED,
    N_("is no whole address, such as https://api.example.com/authorize") },
  { "expiresOn", NULL, PAYROC_FIELD_REASON_MALFORMED, N_("is no day; write 2026-12-31, or +30 for in 30 days") },
  { "order.charge.amount", NULL, PAYROC_FIELD_REASON_MALFORMED, N_("is no amount; write 49.99, with a point") },
  { "order.charge.type", NULL, PAYROC_FIELD_REASON_NOT_ALLOWED,
    N_("cannot be set: who enters the amount of a link stays as it was made") },
  { "paymentMethods", NULL, PAYROC_FIELD_REASON_NOT_ALLOWED,
    N_("cannot have bank transfers together with --hold: only a card’s money can be held") },
  { "recipients", ".email", PAYROC_FIELD_REASON_REQUIRED, N_("has no e-mail address; write \"NAME <ADDRESS>\"") },
};

static const char *
find_field_text (const PayrocFieldError *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_texts); i++)
    {
      if (field_texts[i].reason == field->reason && g_str_has_prefix (field->parameter, field_texts[i].parameter) &&
          (field_texts[i].end == NULL || g_str_has_suffix (field->parameter, field_texts[i].end)))
        return field_texts[i].text;
    }

  return NULL;
}

/* (transfer full): what is wrong with one field. */
char *
pl_cli_text_field (const PayrocFieldError *field)
{
  const char *text = find_field_text (field);

  if (text != NULL)
    return g_strdup (_(text));

  switch (field->reason)
    {
    case PAYROC_FIELD_REASON_REQUIRED:
      return g_strdup (_("is needed"));
    case PAYROC_FIELD_REASON_TOO_SHORT:
      return g_strdup_printf (g_dngettext (NULL, "needs at least %d character", "needs at least %d characters",
                                           field->limit), (int) field->limit);
    case PAYROC_FIELD_REASON_TOO_LONG:
      return g_strdup_printf (g_dngettext (NULL, "has more than %d character", "has more than %d characters",
                                           field->limit), (int) field->limit);
    case PAYROC_FIELD_REASON_TOO_SMALL:
      return g_strdup (_("is too small"));
    case PAYROC_FIELD_REASON_TOO_LARGE:
      return g_strdup (_("is too large"));
    case PAYROC_FIELD_REASON_TOO_PRECISE:
      return g_strdup_printf (g_dngettext (NULL, "has more than %d decimal, and nothing is rounded",
                                           "has more than %d decimals, and nothing is rounded", field->limit),
                              (int) field->limit);
    case PAYROC_FIELD_REASON_MALFORMED:
      return g_strdup (_("is not written as it must be"));
    case PAYROC_FIELD_REASON_UNKNOWN_VALUE:
      return g_strdup (_("is none of those that exist"));
    case PAYROC_FIELD_REASON_DUPLICATE:
      return g_strdup (_("is there already"));
    case PAYROC_FIELD_REASON_IN_PAST:
      return g_strdup (_("is in the past"));
    case PAYROC_FIELD_REASON_NOT_ALLOWED:
      if (g_strcmp0 (field->parameter, "apiUrl") == 0 || g_strcmp0 (field->parameter, "identityUrl") == 0)
        return g_strdup (_("must begin with https://, or with http:// when it is on this computer"));
      return g_strdup (_("does not go together with the rest"));
    case PAYROC_FIELD_REASON_MIXED_LETTERS:
      return g_strdup (_("mixes letters of alphabets that look alike, and is not the address that it seems to be"));
    case PAYROC_FIELD_REASON_OTHER_ADDRESS:
      return g_strdup (_("has a name that is another address than the one that the mail goes to"));
    case PAYROC_FIELD_REASON_SERVER:
    default:
      return field->message != NULL ? pl_cli_text_clean (field->message) : g_strdup (_("was refused by Payroc"));
    }
}
