/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads dates, amounts, methods and people. */
#include "config.h"

#include "pl-cli-values.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/pl-day.h"
#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-error.h"
#include "pl-cli-error.h"

#define DEFAULT_DAYS 30

static void
add_field (GPtrArray         *fields,
           const char        *parameter,
           PayrocFieldReason  reason)
{
  g_ptr_array_add (fields, payroc_field_error_new (parameter, reason, 0, NULL));
}

static void
add_fields_of (GPtrArray    *fields,
               const GError *error)
{
  GPtrArray *found = payroc_error_get_fields (error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (fields, payroc_field_error_copy (g_ptr_array_index (found, i)));
}

static gboolean
has_field (GPtrArray  *fields,
           const char *parameter)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const PayrocFieldError *field = g_ptr_array_index (fields, i);

      if (strcmp (field->parameter, parameter) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Mistakes in what was typed go before the draft's own about the same field. */
static gboolean
check (GPtrArray  *fields,
       GPtrArray  *drafts_own,
       GError    **error)
{
  for (guint i = 0; i < drafts_own->len; i++)
    {
      const PayrocFieldError *field = g_ptr_array_index (drafts_own, i);

      if (!has_field (fields, field->parameter))
        g_ptr_array_add (fields, payroc_field_error_copy (field));
    }

  if (fields->len == 0)
    return TRUE;

  g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "The input was refused"));

  return FALSE;
}

static gboolean
usage (GError     **error,
       const char  *text)
{
  g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, text);

  return FALSE;
}

void
pl_cli_values_today (GDate *today)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_date_clear (today, 1);
  g_date_set_dmy (today, g_date_time_get_day_of_month (now), g_date_time_get_month (now), g_date_time_get_year (now));
}

static void
set_expires (PayrocLinkDraft *draft,
             const char      *text,
             const GDate     *today,
             GPtrArray       *fields)
{
  GDate date;

  if (pl_day_parse (text, today, &date))
    payroc_link_draft_set_expires_on (draft, &date);
  else
    add_field (fields, "expiresOn", PAYROC_FIELD_REASON_MALFORMED);
}

static void
set_amount (PayrocLinkDraft *draft,
            const char      *text,
            GPtrArray       *fields)
{
  g_autoptr (GError) error = NULL;
  PayrocMoney money;

  /* One was given: nobody is to be told that it is missing, whatever else is wrong with it. */
  payroc_link_draft_set_amount (draft, 1);

  /* Without a currency nobody knows how many decimals it may have; the currency is blamed then. */
  if (payroc_link_draft_get_currency (draft) == NULL ||
      !payroc_currency_is_known (payroc_link_draft_get_currency (draft)))
    return;

  if (!payroc_money_parse_decimal (text, payroc_link_draft_get_currency (draft), &money, &error))
    add_fields_of (fields, error);
  else if (money.minor <= 0)
    g_ptr_array_add (fields, payroc_field_error_new ("order.charge.amount", PAYROC_FIELD_REASON_TOO_SMALL, 1, NULL));
  else
    payroc_link_draft_set_amount (draft, money.minor);
}

static void
set_methods (PayrocLinkDraft *draft,
             const char      *text,
             GPtrArray       *fields)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  PayrocPaymentMethods methods = PAYROC_PAYMENT_METHODS_NONE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);

      if (strcmp (word, "card") == 0)
        methods |= PAYROC_PAYMENT_METHODS_CARD;
      else if (strcmp (word, "bank") == 0 || strcmp (word, "bankTransfer") == 0)
        methods |= PAYROC_PAYMENT_METHODS_BANK_TRANSFER;
      else
        {
          add_field (fields, "paymentMethods", PAYROC_FIELD_REASON_UNKNOWN_VALUE);
          return;
        }
    }

  payroc_link_draft_set_methods (draft, methods);
}

static void
set_save_card (PayrocLinkDraft *draft,
               const char      *text,
               GPtrArray       *fields)
{
  PayrocMitAgreement agreement = payroc_mit_agreement_from_wire (text);

  if (agreement == PAYROC_MIT_AGREEMENT_NONE)
    {
      add_field (fields, "credentialOnFile.mitAgreement", PAYROC_FIELD_REASON_UNKNOWN_VALUE);
      return;
    }

  payroc_link_draft_set_tokenize (draft, TRUE);
  payroc_link_draft_set_mit_agreement (draft, agreement);
}

/**
 * pl_cli_values_draft:
 * @options: what was typed
 * @error: return location
 *
 * Errors: %PL_CLI_ERROR_USAGE; %PAYROC_ERROR_INVALID with every field that is wrong.
 *
 * Returns: (transfer full): a draft that may be sent
 */
PayrocLinkDraft *
pl_cli_values_draft (const PlCliOptions  *options,
                     GError             **error)
{
  g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  g_autoptr (GPtrArray) drafts_own = NULL;
  GDate today;

  if (options->single_use && options->multi_use)
    return usage (error, _("A link is --single-use or --multi-use, not both")), NULL;
  if (options->amount != NULL && options->customer_amount)
    return usage (error, _("Give --amount or --customer-amount, not both")), NULL;
  if (options->amount == NULL && !options->customer_amount)
    return usage (error, _("How much? Give --amount, or --customer-amount")), NULL;

  pl_cli_values_today (&today);

  payroc_link_draft_set_kind (draft, options->multi_use ? PAYROC_LINK_KIND_MULTI_USE : PAYROC_LINK_KIND_SINGLE_USE);
  payroc_link_draft_set_reference (draft, options->reference);
  payroc_link_draft_set_description (draft, options->description);
  payroc_link_draft_set_currency (draft, options->currency);
  payroc_link_draft_set_button_label (draft, options->button);
  payroc_link_draft_set_charge_kind (draft, options->customer_amount ? PAYROC_CHARGE_KIND_PROMPT
                                                                     : PAYROC_CHARGE_KIND_PRESET);

  if (options->amount != NULL)
    set_amount (draft, options->amount, fields);
  if (options->methods != NULL)
    set_methods (draft, options->methods, fields);
  if (options->hold)
    payroc_link_draft_set_auth_type (draft, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  if (options->save_card != NULL)
    set_save_card (draft, options->save_card, fields);

  if (options->order_id != NULL)
    {
      payroc_link_draft_set_order_id (draft, options->order_id);
      if (options->multi_use)
        add_field (fields, "order.orderId", PAYROC_FIELD_REASON_NOT_ALLOWED);
    }
  else if (!options->multi_use)
    {
      g_autofree char *order_id = payroc_link_draft_suggest_order_id (&today);

      payroc_link_draft_set_order_id (draft, order_id);
    }

  if (options->expires != NULL)
    {
      set_expires (draft, options->expires, &today, fields);
    }
  else if (!options->multi_use)
    {
      GDate date = today;

      g_date_add_days (&date, DEFAULT_DAYS);
      payroc_link_draft_set_expires_on (draft, &date);
    }

  drafts_own = payroc_link_draft_validate (draft, &today);

  return check (fields, drafts_own, error) ? g_steal_pointer (&draft) : NULL;
}

/**
 * pl_cli_values_change:
 * @options: what was typed
 * @draft: a draft of the link as it is, changed here
 * @error: return location
 *
 * Errors: %PL_CLI_ERROR_USAGE; %PAYROC_ERROR_INVALID with the fields that cannot be read.
 *   What may be changed at all is the edit's to judge.
 *
 * Returns: whether all of it could be read
 */
gboolean
pl_cli_values_change (const PlCliOptions  *options,
                      PayrocLinkDraft     *draft,
                      GError             **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GDate today;

  if (options->hold && options->sale)
    return usage (error, _("Give --hold or --sale, not both"));
  if (options->save_card != NULL && options->no_save_card)
    return usage (error, _("Give --save-card or --no-save-card, not both"));

  pl_cli_values_today (&today);

  if (options->currency != NULL)
    {
      /* The same digits are another amount in a currency with other decimals. */
      if (options->amount == NULL && payroc_link_draft_get_charge_kind (draft) == PAYROC_CHARGE_KIND_PRESET &&
          g_strcmp0 (options->currency, payroc_link_draft_get_currency (draft)) != 0)
        return usage (error, _("Give --amount together with another --currency"));
      payroc_link_draft_set_currency (draft, options->currency);
    }
  if (options->amount != NULL)
    {
      payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PRESET);
      set_amount (draft, options->amount, fields);
    }
  if (options->expires != NULL)
    set_expires (draft, options->expires, &today, fields);
  if (options->description != NULL)
    payroc_link_draft_set_description (draft, options->description);
  if (options->button != NULL)
    payroc_link_draft_set_button_label (draft, options->button);
  if (options->hold || options->sale)
    payroc_link_draft_set_auth_type (draft, options->hold ? PAYROC_AUTH_TYPE_PRE_AUTHORIZATION
                                                          : PAYROC_AUTH_TYPE_SALE);
  if (options->save_card != NULL)
    set_save_card (draft, options->save_card, fields);
  if (options->no_save_card)
    {
      payroc_link_draft_set_tokenize (draft, FALSE);
      payroc_link_draft_set_mit_agreement (draft, PAYROC_MIT_AGREEMENT_NONE);
    }

  return check (fields, none, error);
}

/**
 * pl_cli_values_share:
 * @options: what was typed
 * @people: (nullable) (array zero-terminated=1): "NAME <ADDRESS>", several in one are fine
 * @error: return location
 *
 * Errors: %PL_CLI_ERROR_USAGE; %PAYROC_ERROR_INVALID with the fields that are wrong.
 *
 * Returns: (transfer full): a mail that may be sent, or %NULL without error
 *   when nobody is to be written to
 */
PayrocShare *
pl_cli_values_share (const PlCliOptions  *options,
                     char               **people,
                     GError             **error)
{
  g_autoptr (PayrocShare) share = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  GListStore *recipients;

  if (people == NULL)
    {
      if (options->message != NULL || options->copy_me)
        usage (error, _("--message and --copy-me need somebody to write to"));
      return NULL;
    }

  share = payroc_share_new ();
  recipients = payroc_share_get_recipients (share);
  for (guint i = 0; people[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) found = payroc_recipient_parse_list (people[i]);

      for (guint j = 0; j < found->len; j++)
        g_list_store_append (recipients, g_ptr_array_index (found, j));
    }
  payroc_share_set_message (share, options->message);
  payroc_share_set_merchant_copy (share, options->copy_me);

  fields = payroc_share_validate (share);
  if (fields->len > 0)
    {
      g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "The mail was refused"));
      return NULL;
    }

  return g_steal_pointer (&share);
}
