/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes pretended money and keeps the books as Payroc's two payment lists show them. */
#include "practice-till.h"

#include <string.h>

#include "practice/practice-json.h"

static const char *const card_statuses[] = {
  "ready", "pending", "declined", "complete", "referral", "pickup", "reversal", "admin", "expired", "accepted", NULL
};
static const char *const bank_statuses[] = {
  "ready", "pending", "declined", "complete", "admin", "reversal", "returned", NULL
};
static const char *const response_codes[] = { "A", "D", "E", "P", "R", "C", NULL };

static gboolean
is_bank (JsonObject *payment)
{
  return json_object_has_member (payment, "bankAccount");
}

static const char *
get_response_message (const char *response_code)
{
  switch (response_code[0])
    {
    case 'A':
      return "APPROVAL";
    case 'P':
      return "PARTIAL APPROVAL";
    case 'E':
      return "DEFERRED";
    case 'R':
      return "REFERRAL";
    case 'C':
      return "PICK UP CARD";
    default:
      return "DECLINED";
    }
}

/* What was left open by the one who pays. */
static PracticeReply *
complete_purchase (PracticeState    *state,
                   PracticeLink     *link,
                   PracticePurchase *purchase)
{
  JsonObject *charge = practice_json_get_object (practice_json_get_object (link->doc, "order"), "charge");
  g_autofree char *today = practice_clock_get_today (state->clock);
  const char *status = practice_link_get_status (link, today);
  gboolean preset = FALSE;
  gint64 asked = 0;

  if (!purchase->force && !g_str_equal (status, "active"))
    return practice_problem_reply (PRACTICE_PROBLEM_CANNOT_BE_MODIFIED, "The link cannot be paid: it is not active");

  if (purchase->method == NULL)
    purchase->method = practice_link_accepts (link, "card") ? "card" : "bankTransfer";
  if (!practice_link_accepts (link, purchase->method))
    return practice_problem_blame ("method", "invalid value", "The link does not take this method");

  preset = practice_json_get_int (charge, "amount", &asked);
  if (purchase->amount == 0)
    purchase->amount = asked;
  if (purchase->amount <= 0)
    return practice_problem_blame ("amount", "invalid value", "The customer's amount is needed, above 0");
  if (preset && purchase->amount != asked && !purchase->force && g_strcmp0 (purchase->response_code, "P") != 0)
    return practice_problem_blame ("amount", "invalid value", "The link asks for another amount");

  if (purchase->response_code == NULL)
    purchase->response_code = g_strcmp0 (purchase->status, "declined") == 0 ? "D" : "A";
  if (!g_strv_contains (response_codes, purchase->response_code))
    return practice_problem_blame ("responseCode", "invalid value", "Expected one of A, D, E, P, R, C");

  if (purchase->status == NULL)
    purchase->status = strchr ("AP", purchase->response_code[0]) != NULL ? "ready"
                       : purchase->response_code[0] == 'E'               ? "pending"
                                                                         : "declined";
  if (!g_strv_contains (g_str_equal (purchase->method, "card") ? card_statuses : bank_statuses, purchase->status))
    return practice_problem_blame ("status", "invalid value", "This method has no such status");

  if (purchase->payer == NULL || *purchase->payer == '\0')
    purchase->payer = "Sarah Hopper";
  if (g_utf8_strlen (purchase->payer, -1) > 50)
    return practice_problem_blame ("payer", "invalid value", "Expected at most 50 characters");

  return NULL;
}

static JsonObject *
describe_order (PracticeState          *state,
                PracticeLink           *link,
                const PracticePurchase *purchase,
                const char             *id)
{
  JsonObject *from = practice_json_get_object (link->doc, "order");
  JsonObject *order = json_object_new ();
  g_autofree char *at = practice_clock_get_timestamp (state->clock);
  g_autofree char *order_id = g_strdup (practice_json_get_string (from, "orderId"));
  gint64 asked = purchase->amount;

  if (order_id == NULL)
    order_id = g_strconcat ("ML-", id, NULL);
  practice_json_get_int (practice_json_get_object (from, "charge"), "amount", &asked);

  json_object_set_string_member (order, "orderId", order_id);
  json_object_set_string_member (order, "dateTime", at);
  if (practice_json_get_string (from, "description") != NULL)
    json_object_set_string_member (order, "description", practice_json_get_string (from, "description"));
  json_object_set_int_member (order, "amount", asked);
  json_object_set_string_member (order, "currency",
                                 practice_json_get_string (practice_json_get_object (from, "charge"), "currency"));

  return order;
}

static JsonObject *
describe_token (const char *id,
                const char *payer)
{
  JsonObject *token = json_object_new ();
  g_autofree char *token_id = g_strconcat ("PRACTICE_", id, NULL);

  json_object_set_string_member (token, "secureTokenId", token_id);
  json_object_set_string_member (token, "customerName", payer);
  json_object_set_string_member (token, "token", "296753000000");
  json_object_set_string_member (token, "status", "notValidated");

  return token;
}

static JsonObject *
describe_card (const PracticePurchase *purchase,
               JsonObject             *token) /* takes token (nullable) */
{
  JsonObject *card = json_object_new ();

  json_object_set_string_member (card, "type", "Visa Credit");
  json_object_set_string_member (card, "entryMethod", "keyed");
  json_object_set_string_member (card, "cardholderName", purchase->payer);
  json_object_set_string_member (card, "cardNumber",
                                 strchr ("AP", purchase->response_code[0]) != NULL ? "411111******1111"
                                                                                   : "400000******0002");
  json_object_set_string_member (card, "expiryDate", "1230");
  if (token != NULL)
    json_object_set_object_member (card, "secureToken", token);

  return card;
}

static JsonObject *
describe_account (const PracticePurchase *purchase,
                  JsonObject             *token) /* takes token (nullable) */
{
  JsonObject *account = json_object_new ();

  json_object_set_string_member (account, "type", "ach");
  json_object_set_string_member (account, "secCode", "web");
  json_object_set_string_member (account, "nameOnAccount", purchase->payer);
  json_object_set_string_member (account, "accountNumber", "*****6789");
  json_object_set_string_member (account, "routingNumber", "021000021");
  if (token != NULL)
    json_object_set_object_member (account, "secureToken", token);

  return account;
}

static JsonObject *
describe_result (PracticeLink           *link,
                 const PracticePurchase *purchase)
{
  JsonObject *result = json_object_new ();
  JsonObject *charge = practice_json_get_object (practice_json_get_object (link->doc, "order"), "charge");
  gboolean card = g_str_equal (purchase->method, "card");
  gboolean approved = strchr ("AP", purchase->response_code[0]) != NULL;

  json_object_set_string_member (result, "type", card ? practice_json_get_string (link->doc, "authType") : "payment");
  json_object_set_string_member (result, "status", purchase->status);
  if (card && approved)
    json_object_set_string_member (result, "approvalCode", "475318");
  json_object_set_int_member (result, "authorizedAmount",
                              approved || purchase->response_code[0] == 'E' ? purchase->amount : 0);
  json_object_set_string_member (result, "currency", practice_json_get_string (charge, "currency"));
  json_object_set_string_member (result, "responseCode", purchase->response_code);
  json_object_set_string_member (result, "responseMessage", get_response_message (purchase->response_code));

  return result;
}

PracticeReply *
practice_till_pay (PracticeState          *state,
                   PracticeLink           *link,
                   const PracticePurchase *wanted,
                   JsonObject            **payment)
{
  PracticePurchase purchase = *wanted;
  g_autoptr (PracticeReply) refusal = complete_purchase (state, link, &purchase);
  g_autoptr (JsonObject) document = NULL;
  g_autofree char *id = practice_state_new_id ();
  g_autofree char *text = NULL;
  JsonObject *order;
  JsonObject *result;
  JsonObject *token = NULL;
  gboolean card;

  if (refusal != NULL)
    return g_steal_pointer (&refusal);

  card = g_str_equal (purchase.method, "card");
  document = json_object_new ();
  order = describe_order (state, link, &purchase, id);
  result = describe_result (link, &purchase);
  if (practice_json_get_boolean (practice_json_get_object (link->doc, "credentialOnFile"), "tokenize"))
    token = describe_token (id, purchase.payer);

  json_object_set_string_member (document, "paymentId", id);
  json_object_set_string_member (document, "processingTerminalId", link->terminal);
  if (card)
    json_object_set_string_member (document, "operator", "Payment Link");
  json_object_set_object_member (document, "order", order);
  json_object_set_object_member (document, card ? "card" : "bankAccount",
                                 card ? describe_card (&purchase, token) : describe_account (&purchase, token));
  json_object_set_array_member (document, "refunds", json_array_new ());
  json_object_set_array_member (document, card ? "supportedOperations" : "returns", json_array_new ());
  json_object_set_object_member (document, "transactionResult", result);
  text = practice_json_object_to_text (document);

  practice_database_run (state->database,
                         "INSERT INTO payment (id, source, link, terminal, order_id, at, type, status, payer, last4,"
                         " form, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         "ttittttttttt", id, card ? "card" : "bank", link->seq, link->terminal,
                         practice_json_get_string (order, "orderId"), practice_json_get_string (order, "dateTime"),
                         practice_json_get_string (result, "type"), purchase.status, purchase.payer,
                         card ? (strchr ("AP", purchase.response_code[0]) != NULL ? "1111" : "0002") : "6789",
                         purchase.form, text);

  if (strchr ("AP", purchase.response_code[0]) != NULL && g_str_equal (link->kind, "singleUse")
      && g_str_equal (link->state, "active"))
    {
      g_free (link->state);
      link->state = g_strdup ("completed");
      practice_link_save (state, link);
    }

  *payment = g_steal_pointer (&document);

  return NULL;
}

JsonObject *
practice_till_find (PracticeState *state,
                    const char    *payment_id,
                    gint64        *link)
{
  sqlite3_stmt *statement = practice_database_query (state->database, "SELECT link, doc FROM payment WHERE id = ?", "t",
                                                     payment_id);
  JsonObject *payment = NULL;

  if (practice_database_step (state->database, statement))
    {
      if (link != NULL)
        *link = sqlite3_column_int64 (statement, 0);
      payment = practice_json_object_from_text (practice_database_column_text (statement, 1));
    }
  practice_database_done (statement);

  return payment;
}

JsonObject *
practice_till_find_form (PracticeState *state,
                         const char    *form)
{
  sqlite3_stmt *statement = practice_database_query (state->database, "SELECT doc FROM payment WHERE form = ?", "t",
                                                     form);
  JsonObject *payment = NULL;

  if (practice_database_step (state->database, statement))
    payment = practice_json_object_from_text (practice_database_column_text (statement, 0));
  practice_database_done (statement);

  return payment;
}

static void
save (PracticeState *state,
      JsonObject    *payment)
{
  JsonObject *result = practice_json_get_object (payment, "transactionResult");
  g_autofree char *text = practice_json_object_to_text (payment);

  practice_database_run (state->database, "UPDATE payment SET doc = ?, type = ?, status = ? WHERE id = ?", "tttt", text,
                         practice_json_get_string (result, "type"), practice_json_get_string (result, "status"),
                         practice_json_get_string (payment, "paymentId"));
}

static PracticeReply *
find_or_refuse (PracticeState  *state,
                const char     *payment_id,
                JsonObject    **payment)
{
  *payment = payment_id != NULL ? practice_till_find (state, payment_id, NULL) : NULL;

  return *payment == NULL ? practice_problem_reply (PRACTICE_PROBLEM_NOT_FOUND, "There is no such payment") : NULL;
}

PracticeReply *
practice_till_refund (PracticeState  *state,
                      const char     *payment_id,
                      gint64          amount,
                      const char     *status,
                      JsonObject    **payment)
{
  g_autoptr (JsonObject) found = NULL;
  PracticeReply *refusal = find_or_refuse (state, payment_id, &found);
  g_autofree char *id = practice_state_new_id ();
  g_autofree char *at = practice_clock_get_timestamp (state->clock);
  JsonArray *refunds;
  JsonObject *refund;
  gint64 left = 0;
  gboolean declined = g_strcmp0 (status, "declined") == 0;

  if (refusal != NULL)
    return refusal;
  if (status != NULL && !g_strv_contains (card_statuses, status) && !g_strv_contains (bank_statuses, status))
    return practice_problem_blame ("status", "invalid value", "A refund has no such status");

  refunds = practice_json_get_array (found, "refunds");
  practice_json_get_int (practice_json_get_object (found, "transactionResult"), "authorizedAmount", &left);
  for (guint i = 0; i < json_array_get_length (refunds); i++)
    {
      JsonObject *earlier = json_array_get_object_element (refunds, i);
      gint64 gone = 0;

      if (g_strcmp0 (practice_json_get_string (earlier, "status"), "declined") != 0
          && practice_json_get_int (earlier, "amount", &gone))
        left -= gone;
    }
  if (amount <= 0 || amount > left)
    return practice_problem_blame ("amount", "invalid value",
                                   "Expected an amount above 0 and at most what is left");

  refund = json_object_new ();
  json_object_set_string_member (refund, "refundId", id);
  json_object_set_string_member (refund, "dateTime", at);
  json_object_set_string_member (refund, "currency",
                                 practice_json_get_string (practice_json_get_object (found, "order"), "currency"));
  json_object_set_int_member (refund, "amount", amount);
  json_object_set_string_member (refund, "status", status != NULL ? status : "ready");
  json_object_set_string_member (refund, "responseCode", declined ? "D" : "A");
  json_object_set_string_member (refund, "responseMessage", get_response_message (declined ? "D" : "A"));
  json_array_add_object_element (refunds, refund);
  save (state, found);
  *payment = g_steal_pointer (&found);

  return NULL;
}

PracticeReply *
practice_till_return (PracticeState  *state,
                      const char     *payment_id,
                      const char     *code,
                      const char     *reason,
                      JsonObject    **payment)
{
  g_autoptr (JsonObject) found = NULL;
  PracticeReply *refusal = find_or_refuse (state, payment_id, &found);
  g_autofree char *today = practice_clock_get_today (state->clock);
  JsonObject *entry;

  if (refusal != NULL)
    return refusal;
  if (!is_bank (found))
    return practice_problem_blame ("paymentId", "invalid value", "Only a bank payment can be returned");

  entry = json_object_new ();
  json_object_set_string_member (entry, "paymentId", payment_id);
  json_object_set_string_member (entry, "date", today);
  json_object_set_string_member (entry, "returnCode", code != NULL ? code : "R01");
  json_object_set_string_member (entry, "returnReason", reason != NULL ? reason : "Insufficient funds");
  json_object_set_boolean_member (entry, "represented", FALSE);
  json_object_set_boolean_member (entry, "closed", FALSE);
  json_array_add_object_element (practice_json_get_array (found, "returns"), entry);
  json_object_set_string_member (practice_json_get_object (found, "transactionResult"), "status", "returned");
  save (state, found);
  *payment = g_steal_pointer (&found);

  return NULL;
}

PracticeReply *
practice_till_change (PracticeState  *state,
                      const char     *payment_id,
                      JsonObject     *changes,
                      JsonObject    **payment)
{
  g_autoptr (JsonObject) found = NULL;
  PracticeReply *refusal = find_or_refuse (state, payment_id, &found);
  const char *type = practice_json_get_string (changes, "type");
  const char *status = practice_json_get_string (changes, "status");
  const char *code = practice_json_get_string (changes, "responseCode");
  JsonObject *result;
  gint64 amount = 0;

  if (refusal != NULL)
    return refusal;
  if (status != NULL && !g_strv_contains (is_bank (found) ? bank_statuses : card_statuses, status))
    return practice_problem_blame ("status", "invalid value", "This method has no such status");
  if (code != NULL && !g_strv_contains (response_codes, code))
    return practice_problem_blame ("responseCode", "invalid value", "Expected one of A, D, E, P, R, C");

  result = practice_json_get_object (found, "transactionResult");
  if (type != NULL)
    json_object_set_string_member (result, "type", type);
  if (status != NULL)
    json_object_set_string_member (result, "status", status);
  if (code != NULL)
    {
      json_object_set_string_member (result, "responseCode", code);
      json_object_set_string_member (result, "responseMessage", get_response_message (code));
    }
  if (practice_json_get_int (changes, "authorizedAmount", &amount))
    json_object_set_int_member (result, "authorizedAmount", amount);
  save (state, found);
  *payment = g_steal_pointer (&found);

  return NULL;
}

JsonObject *
practice_till_read_payment (PracticeState *state,
                            sqlite3_stmt  *statement,
                            const char    *today)
{
  return practice_json_object_from_text (practice_database_column_text (statement, 2));
}
