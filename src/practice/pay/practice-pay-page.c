/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a pretended customer pays a link: which page there is at an address, and what its form does. */
#include "practice-pay-page.h"

#include <libsoup/soup.h>
#include <string.h>

#include "payroc/money/payroc-money.h"
#include "practice-pay-view.h"
#include "practice/practice-json.h"
#include "practice/shop/practice-link.h"
#include "practice/shop/practice-till.h"

#define NOT_CHOSEN "Choose how to pay."
#define AMOUNT_LOCALE "en_US"

/* NULL when it can be paid. */
static PracticeReply *
explain_closed (PracticeState *state,
                PracticeLink  *link,
                const char    *token)
{
  g_autofree char *today = practice_clock_get_today (state->clock);
  const char *status;

  if (link == NULL)
    return practice_pay_view_message (404, "No such payment link",
                                      "There is no payment link at this address. Check that it is complete.");

  if (!g_str_equal (link->token, token))
    return practice_pay_view_message (410, "This link is no longer valid",
                                      "The merchant has changed this payment, and its address with it. "
                                      "Ask the merchant for the new link.");

  status = practice_link_get_status (link, today);
  if (g_str_equal (status, "completed"))
    return practice_pay_view_message (410, "Already paid",
                                      "This payment link has been used. There is nothing left to pay.");
  if (g_str_equal (status, "expired"))
    return practice_pay_view_message (410, "This link has expired",
                                      "Its last day has passed. Ask the merchant for a new link.");
  if (g_str_equal (status, "deactivated"))
    return practice_pay_view_message (410, "This link was cancelled",
                                      "The merchant has switched this payment link off.");

  return NULL;
}

static gboolean
is_paid (JsonObject *payment)
{
  const char *code = practice_json_get_string (practice_json_get_object (payment, "transactionResult"), "responseCode");

  return code != NULL && strchr ("AP", code[0]) != NULL;
}

/* A page of its own, so that loading it again pays nothing. */
static PracticeReply *
lead_to_thanks (PracticeState *state,
                const char    *token,
                JsonObject    *payment)
{
  PracticeReply *reply = practice_reply_new (303, NULL, NULL);
  g_autofree char *location = g_strdup_printf ("%s/pay/%s/thanks?payment=%s", state->base_url, token,
                                               practice_json_get_string (payment, "paymentId"));

  practice_reply_set_header (reply, "Location", location);

  return reply;
}

static PracticeReply *
show_thanks (PracticeState   *state,
             PracticeLink    *link,
             PracticeRequest *request)
{
  const char *id = practice_request_get_query (request, "payment");
  gint64 paid_link = 0;
  g_autoptr (JsonObject) payment = id != NULL ? practice_till_find (state, id, &paid_link) : NULL;

  if (payment == NULL || paid_link != link->seq || !is_paid (payment))
    return practice_pay_view_message (404, "No such payment", "There is no payment at this address.");

  return practice_pay_view_thanks (link, payment);
}

static GHashTable *
read_fields (GBytes *body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autofree char *text = data != NULL ? g_strndup (data, size) : g_strdup ("");
  g_autoptr (GHashTable) fields = g_utf8_validate (text, -1, NULL) ? soup_form_decode (text) : NULL;
  GHashTableIter iter;
  gpointer value;

  if (fields == NULL)
    return NULL;

  /* Percent-encoding can hide what was no UTF-8. */
  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (!g_utf8_validate (value, -1, NULL))
        return NULL;
    }

  return g_steal_pointer (&fields);
}

static const char *
get_field (GHashTable *fields,
           const char *name)
{
  return fields != NULL ? g_hash_table_lookup (fields, name) : NULL;
}

static PracticeReply *
refuse (PracticeLink    *link,
        PracticePayForm *form,
        const char      *at, /* (nullable) */
        const char      *trouble)
{
  form->at = at;
  form->trouble = trouble;

  return practice_pay_view_form (link, form);
}

static PracticeReply *
take_payment (PracticeState *state,
              PracticeLink  *link,
              GHashTable    *fields)
{
  PracticePayForm form = {
    .amount = get_field (fields, "amount"),
    .method = get_field (fields, "method"),
    .payer = get_field (fields, "payer"),
  };
  gboolean declined = g_strcmp0 (get_field (fields, "outcome"), "declined") == 0;
  PracticePurchase purchase = {
    .method = form.method,
    .payer = form.payer,
    .form = declined ? NULL : get_field (fields, "form"), /* whoever goes back to it may still pay with it */
    .response_code = declined ? "D" : NULL,
  };
  g_autoptr (PracticeReply) refusal = NULL;
  g_autoptr (JsonObject) payment = NULL;

  if (form.payer != NULL && g_utf8_strlen (form.payer, -1) > 50)
    return refuse (link, &form, "payer", "That name is too long.");

  if (!json_object_has_member (practice_pay_view_charge (link), "amount"))
    {
      PayrocMoney money = { 0, "" };

      if (!payroc_money_parse (form.amount != NULL ? form.amount : "", practice_pay_view_currency (link), AMOUNT_LOCALE,
                               &money, NULL) || money.minor <= 0)
        return refuse (link, &form, "amount", "Enter an amount above 0, such as 25.");
      purchase.amount = money.minor;
    }

  if (purchase.method == NULL)
    return refuse (link, &form, NULL, NOT_CHOSEN);

  refusal = practice_till_pay (state, link, &purchase, &payment);
  if (refusal != NULL)
    return refuse (link, &form, NULL, NOT_CHOSEN);
  if (!is_paid (payment))
    return refuse (link, &form, NULL,
                   g_str_equal (purchase.method, "card") ? "The card was declined. Nothing was paid."
                                                         : "The bank transfer was declined. Nothing was paid.");

  return lead_to_thanks (state, link->token, payment);
}

static PracticeReply *
post_form (PracticeState   *state,
           PracticeRequest *request,
           PracticeLink    *link,
           const char      *token)
{
  g_autoptr (GHashTable) fields = read_fields (request->body);
  const char *form = get_field (fields, "form");
  g_autoptr (JsonObject) earlier = NULL;
  g_autoptr (PracticeReply) reply = NULL;

  /* Pressing Pay twice pays once. */
  if (form != NULL && link != NULL)
    earlier = practice_till_find_form (state, form);
  if (earlier != NULL && is_paid (earlier))
    return lead_to_thanks (state, token, earlier);

  reply = explain_closed (state, link, token);
  if (reply != NULL)
    return g_steal_pointer (&reply);

  practice_database_begin (state->database);
  reply = take_payment (state, link, fields);
  if (!practice_database_commit (state->database))
    return practice_pay_view_message (500, "The payment could not be stored", "Nothing was paid. Try again.");

  return g_steal_pointer (&reply);
}

PracticeReply *
practice_pay_page_run (PracticeState   *state,
                       PracticeRequest *request)
{
  guint n_segments = request->segments != NULL ? g_strv_length (request->segments) : 0;
  const char *token = n_segments > 1 ? request->segments[1] : "";
  g_autoptr (PracticeLink) link = NULL;
  const PracticePayForm form = { NULL };
  PracticeReply *closed;

  if (request->too_large)
    return practice_pay_view_message (413, "Too much", "The form was larger than it can be.");
  if (n_segments < 2 || n_segments > 3 || (n_segments == 3 && !g_str_equal (request->segments[2], "thanks")))
    return practice_pay_view_message (404, "No such page", "There is nothing at this address.");

  link = practice_link_find_by_token (state, token);
  if (g_str_equal (request->method, "POST") && n_segments == 2)
    return post_form (state, request, link, token);
  if (!g_str_equal (request->method, "GET") && !g_str_equal (request->method, "HEAD"))
    return practice_pay_view_message (405, "That cannot be done here", "This page can be read and its form sent.");
  if (n_segments == 3 && link != NULL)
    return show_thanks (state, link, request);

  closed = explain_closed (state, link, token);

  return closed != NULL ? closed : practice_pay_view_form (link, &form);
}
