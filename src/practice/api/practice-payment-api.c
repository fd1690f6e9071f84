/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was paid, as Payroc lists it: without the link's id in it. */
#include "practice-payment-api.h"

#include <string.h>

#include "practice/practice-json.h"
#include "practice/shop/practice-paging.h"
#include "practice/shop/practice-till.h"

static const char *const card_types[] = { "sale", "preAuthorization", "preAuthorizationCompletion", NULL };
static const char *const card_statuses[] = {
  "ready", "pending", "declined", "complete", "referral", "pickup", "reversal", "admin", "expired", "accepted", NULL
};
static const char *const tenders[] = { "ebt", "creditDebit", NULL };
static const char *const tip_modes[] = { "noTip", "prompted", "adjusted", NULL };
static const char *const settlement_states[] = { "settled", "unsettled", NULL };
static const char *const bank_types[] = { "payment", "accountVerification", NULL };
static const char *const bank_statuses[] = {
  "ready", "pending", "declined", "complete", "admin", "reversal", "returned", NULL
};

/* Any of several values: the parameter repeated, or a list with commas. column: an SQL expression of such values. */
static void
filter_by_values (PracticeListing   *listing,
                  PracticeRequest   *request,
                  const char        *name,
                  const char        *column,
                  const char *const *choices)
{
  g_auto (GStrv) values = practice_request_dup_values (request, name);
  g_autoptr (GString) condition = g_string_new (NULL);

  for (guint i = 0; values[i] != NULL; i++)
    {
      if (!g_strv_contains (choices, values[i]))
        {
          practice_complaints_add (listing->complaints, name, "invalid value", "There is no such %s", name);
          return;
        }
      g_string_append_printf (condition, "%s%s = '%s'", i > 0 ? " OR " : "(", column, values[i]);
    }

  if (condition->len > 0)
    {
      g_string_append_c (condition, ')');
      practice_listing_where (listing, condition->str, NULL);
    }
}

static void
filter_by_text (PracticeListing *listing,
                PracticeRequest *request,
                const char      *name,
                glong            most,
                const char      *condition)
{
  const char *value = practice_listing_text (listing, request, name, 1, most);

  if (value != NULL)
    practice_listing_where (listing, condition, value);
}

/* Digits of a card or an account, exactly so many. */
static void
filter_by_digits (PracticeListing *listing,
                  PracticeRequest *request,
                  const char      *name,
                  gsize            length,
                  const char      *condition)
{
  const char *value = practice_request_get_query (request, name);

  if (value == NULL)
    return;

  if (strlen (value) == length && strspn (value, "0123456789") == length)
    practice_listing_where (listing, condition, value);
  else
    practice_complaints_add (listing->complaints, name, "invalid value", "Expected %u digits for %s", (guint) length,
                             name);
}

/* Everything is paid by card or from an account, without a tip, and settled as soon as it is complete. */
static void
filter_by_settlement (PracticeListing *listing,
                      PracticeRequest *request)
{
  const char *day = practice_listing_date (listing, request, "settlementDate");

  filter_by_values (listing, request, "settlementState",
                    "CASE status WHEN 'complete' THEN 'settled' ELSE 'unsettled' END", settlement_states);
  if (day != NULL)
    practice_listing_where (listing, "status = 'complete' AND substr (at, 1, 10) = ?", day);
}

static void
filter_cards (PracticeListing *listing,
              PracticeRequest *request)
{
  filter_by_text (listing, request, "operator", 50, "'Payment Link' = ?");
  filter_by_text (listing, request, "cardholderName", 50, "payer = ?");
  filter_by_digits (listing, request, "first6", 6, "CASE last4 WHEN '1111' THEN '411111' ELSE '400000' END = ?");
  filter_by_values (listing, request, "tender", "'creditDebit'", tenders);
  filter_by_values (listing, request, "tipMode", "'noTip'", tip_modes);
  filter_by_values (listing, request, "type", "type", card_types);
  filter_by_values (listing, request, "status", "status", card_statuses);
}

static void
filter_banks (PracticeListing *listing,
              PracticeRequest *request)
{
  filter_by_text (listing, request, "nameOnAccount", 50, "payer = ?");
  filter_by_values (listing, request, "type", "type", bank_types);
  filter_by_values (listing, request, "status", "status", bank_statuses);
}

static void
filter_by_time (PracticeListing *listing,
                PracticeRequest *request,
                const char      *name,
                const char      *condition)
{
  const char *value = practice_request_get_query (request, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) in_utc = NULL;
  g_autofree char *text = NULL;

  if (value == NULL)
    return;

  time = g_date_time_new_from_iso8601 (value, utc);
  if (time == NULL)
    {
      practice_complaints_add (listing->complaints, name, "invalid date", "Expected an ISO 8601 time for %s", name);
      return;
    }

  in_utc = g_date_time_to_utc (time);
  text = g_date_time_format (in_utc, "%Y-%m-%dT%H:%M:%SZ");
  practice_listing_where (listing, condition, text);
}

static PracticeReply *
list_payments (PracticeCall *call,
               gboolean      bank)
{
  PracticeState *state = call->state;
  PracticeRequest *request = call->request;
  g_autoptr (PracticeListing) listing = practice_listing_new ();
  const char *terminal = practice_request_get_query (request, "processingTerminalId");
  const char *value;

  if (bank && terminal == NULL)
    practice_complaints_add (listing->complaints, "processingTerminalId", "required",
                             "A value is needed for processingTerminalId");

  if (terminal != NULL)
    {
      g_autoptr (PracticeReply) refusal = practice_api_check_terminal (state, terminal, request->path);

      /* No 404 is declared for lists of payments. */
      if (refusal != NULL && refusal->status == 404)
        return practice_problem_reply_about (PRACTICE_PROBLEM_FORBIDDEN, NULL, request->path, "processingTerminal");
      if (refusal != NULL)
        return g_steal_pointer (&refusal);
      practice_listing_where (listing, "terminal = ?", terminal);
    }

  practice_listing_where (listing, "source = ?", bank ? "bank" : "card");
  value = practice_listing_text (listing, request, "paymentLinkId", 10, 10);
  if (value != NULL && !call->overlook)
    practice_listing_where (listing, "link = (SELECT seq FROM link WHERE id = ?)", value);
  filter_by_text (listing, request, "orderId", 24, "order_id = ?");
  filter_by_digits (listing, request, "last4", 4, "last4 = ?");
  if (bank)
    filter_banks (listing, request);
  else
    filter_cards (listing, request);
  filter_by_time (listing, request, "dateFrom", "at >= ?");
  filter_by_time (listing, request, "dateTo", "at <= ?");
  filter_by_settlement (listing, request);

  return practice_listing_reply (listing, state, request, "payment", PRACTICE_PAYMENT_COLUMNS,
                                 practice_till_read_payment);
}

PracticeReply *
practice_payment_api_list_cards (PracticeCall *call)
{
  return list_payments (call, FALSE);
}

PracticeReply *
practice_payment_api_list_banks (PracticeCall *call)
{
  return list_payments (call, TRUE);
}

/* The zones that a terminal can be in are declared; this computer may be in any. */
static const char *
get_zone_name (PracticeState *state)
{
  static const char *const zones[] = {
    "Pacific/Midway", "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver",
    "America/Phoenix", "America/Chicago", "America/Indiana/Indianapolis", "America/New_York", NULL
  };
  const char *name = practice_clock_get_zone_name (state->clock);

  return g_strv_contains (zones, name) ? name : "America/New_York";
}

static JsonObject *
new_switch (gboolean enabled)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "enabled", enabled);

  return object;
}

PracticeReply *
practice_payment_api_retrieve_terminal (PracticeCall *call)
{
  const PracticeOptions *options = call->state->options;
  PracticeReply *refusal = practice_api_check_terminal (call->state, call->id, call->request->path);
  gboolean plain;
  JsonObject *document;
  JsonObject *closure;
  JsonObject *features;

  if (refusal != NULL)
    return refusal;
  if (options->hidden_terminals != NULL
      && g_strv_contains ((const char *const *) options->hidden_terminals, call->id))
    return practice_problem_reply_about (PRACTICE_PROBLEM_FORBIDDEN, NULL, call->request->path, "processingTerminal");

  plain = options->plain_terminals != NULL
          && g_strv_contains ((const char *const *) options->plain_terminals, call->id);

  closure = json_object_new ();
  json_object_set_string_member (closure, "batchCloseType", "automatic");
  json_object_set_string_member (closure, "batchCloseTime", "23:40");

  features = json_object_new ();
  json_object_set_object_member (features, "tips", new_switch (FALSE));
  json_object_set_object_member (features, "enhancedProcessing", new_switch (FALSE));
  json_object_set_object_member (features, "ebt", new_switch (FALSE));
  json_object_set_boolean_member (features, "pinDebitCashback", FALSE);
  json_object_set_object_member (features, "paymentLinks", new_switch (!plain));
  json_object_set_boolean_member (features, "preAuthorizations", TRUE);

  document = json_object_new ();
  json_object_set_string_member (document, "processingTerminalId", call->id);
  json_object_set_string_member (document, "status", "active");
  json_object_set_string_member (document, "timezone", get_zone_name (call->state));
  json_object_set_string_member (document, "program", "Practice");
  json_object_set_object_member (document, "batchClosure", closure);
  json_object_set_object_member (document, "applicationSettings", json_object_new ());
  json_object_set_object_member (document, "features", features);

  return practice_reply_new_json (200, practice_json_new_object (document));
}
