/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was paid, as Payroc lists it: without the link's id in it. */
#include "practice-payment-api.h"

#include "practice/practice-json.h"
#include "practice/shop/practice-paging.h"
#include "practice/shop/practice-till.h"

static const char *const card_types[] = { "sale", "preAuthorization", "preAuthorizationCompletion", NULL };
static const char *const card_statuses[] = {
  "ready", "pending", "declined", "complete", "referral", "pickup", "reversal", "admin", "expired", "accepted", NULL
};
static const char *const bank_types[] = { "payment", "accountVerification", NULL };
static const char *const bank_statuses[] = {
  "ready", "pending", "declined", "complete", "admin", "reversal", "returned", NULL
};

/* Any of several values: the parameter repeated, or a list with commas. */
static void
filter_by_values (PracticeListing   *listing,
                  PracticeRequest   *request,
                  const char        *name,
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
      g_string_append_printf (condition, "%s%s = '%s'", i > 0 ? " OR " : "(", name, values[i]);
    }

  if (condition->len > 0)
    {
      g_string_append_c (condition, ')');
      practice_listing_where (listing, condition->str, NULL);
    }
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
list_payments (PracticeCall      *call,
               gboolean           bank,
               const char        *payer_name,
               const char *const *types,
               const char *const *statuses)
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
      PracticeReply *refusal = practice_api_check_terminal (state, terminal, request->path);

      if (refusal != NULL)
        return refusal;
      practice_listing_where (listing, "terminal = ?", terminal);
    }

  practice_listing_where (listing, "source = ?", bank ? "bank" : "card");
  value = practice_listing_text (listing, request, "paymentLinkId", 10, 10);
  if (value != NULL)
    practice_listing_where (listing, "link = (SELECT seq FROM link WHERE id = ?)", value);
  value = practice_listing_text (listing, request, "orderId", 1, 24);
  if (value != NULL)
    practice_listing_where (listing, "order_id = ?", value);
  value = practice_listing_text (listing, request, payer_name, 1, 50);
  if (value != NULL)
    practice_listing_where (listing, "payer = ?", value);
  value = practice_listing_text (listing, request, "last4", 4, 4);
  if (value != NULL)
    practice_listing_where (listing, "last4 = ?", value);
  filter_by_values (listing, request, "type", types);
  filter_by_values (listing, request, "status", statuses);
  filter_by_time (listing, request, "dateFrom", "at >= ?");
  filter_by_time (listing, request, "dateTo", "at <= ?");

  return practice_listing_reply (listing, state, request, "payment", PRACTICE_PAYMENT_COLUMNS,
                                 practice_till_read_payment);
}

PracticeReply *
practice_payment_api_list_cards (PracticeCall *call)
{
  return list_payments (call, FALSE, "cardholderName", card_types, card_statuses);
}

PracticeReply *
practice_payment_api_list_banks (PracticeCall *call)
{
  return list_payments (call, TRUE, "nameOnAccount", bank_types, bank_statuses);
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
  json_object_set_string_member (document, "timezone", practice_clock_get_zone_name (call->state->clock));
  json_object_set_string_member (document, "program", "Practice");
  json_object_set_object_member (document, "batchClosure", closure);
  json_object_set_object_member (document, "applicationSettings", json_object_new ());
  json_object_set_object_member (document, "features", features);

  return practice_reply_new_json (200, practice_json_new_object (document));
}
