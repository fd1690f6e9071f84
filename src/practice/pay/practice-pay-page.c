/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain web page where a pretended customer pays a link: no script, readable by everybody. */
#include "practice-pay-page.h"

#include <libsoup/soup.h>
#include <string.h>

#include "payroc/money/payroc-money.h"
#include "practice/practice-json.h"
#include "practice/shop/practice-link.h"
#include "practice/shop/practice-till.h"

/* Light and dark by the browser; one column, large targets, visible focus. */
static const char head[] =
  "<!DOCTYPE html>\n"
  "<html lang=\"en\">\n"
  "<head>\n"
  "<meta charset=\"utf-8\">\n"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
  "<meta name=\"color-scheme\" content=\"light dark\">\n"
  "<title>%s – Practice</title>\n"
  "<style>\n"
  ":root { --page: #f2f2f4; --card: #ffffff; --text: #1c1c1f; --quiet: #5b5b63; --line: #8b8b94; --accent: #1a5fb4;\n"
  "  --on-accent: #ffffff; --band: #f9e7a8; --on-band: #3d2e00; --bad: #a51d2d; }\n"
  "@media (prefers-color-scheme: dark) {\n"
  "  :root { --page: #1c1c1f; --card: #2a2a2e; --text: #f4f4f6; --quiet: #b6b6c0; --line: #85858f; --accent: #99c1f1;\n"
  "    --on-accent: #10243d; --band: #5c4a0f; --on-band: #fff3c9; --bad: #ff9a9a; } }\n"
  "* { box-sizing: border-box; }\n"
  "body { margin: 0; background: var(--page); color: var(--text); font: 1.0625rem/1.5 system-ui, sans-serif; }\n"
  ".band { margin: 0; padding: .625rem 1rem; background: var(--band); color: var(--on-band); text-align: center;\n"
  "  font-weight: 600; }\n"
  "main { max-width: 27rem; margin: 2rem auto; padding: 0 1rem; }\n"
  ".card { background: var(--card); border-radius: 1rem; padding: 1.75rem; box-shadow: 0 1px 4px rgb(0 0 0 / .18); }\n"
  "h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.25; }\n"
  "p { margin: 0 0 1rem; overflow-wrap: anywhere; white-space: pre-line; }\n"
  "p:last-child { margin-bottom: 0; }\n"
  ".amount { font-size: 2.25rem; font-weight: 700; line-height: 1.2; font-variant-numeric: tabular-nums; }\n"
  ".quiet { color: var(--quiet); font-size: .9375rem; }\n"
  ".bad { color: var(--bad); font-weight: 600; }\n"
  "label, legend { font-weight: 600; }\n"
  "fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; }\n"
  "legend { padding: 0; margin-bottom: .25rem; }\n"
  ".choice { display: flex; align-items: center; gap: .75rem; min-height: 2.75rem; font-weight: 400; }\n"
  "input[type=radio] { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }\n"
  "input[type=text] { display: block; width: 100%%; min-height: 2.75rem; margin: .25rem 0 1.25rem;\n"
  "  padding: .375rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line);\n"
  "  border-radius: .5rem; }\n"
  "button { width: 100%%; min-height: 3rem; padding: .5rem 1rem; border: 0; border-radius: .75rem; font: inherit;\n"
  "  font-weight: 700; color: var(--on-accent); background: var(--accent); cursor: pointer;\n"
  "  overflow-wrap: anywhere; }\n"
  ":focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }\n"
  "</style>\n"
  "</head>\n"
  "<body>\n"
  "<p class=\"band\" role=\"note\">Practice: no money moves, nothing leaves this computer</p>\n"
  "<main><div class=\"card\">\n"
  "<h1>%s</h1>\n";

#define NOT_CHOSEN "Choose how to pay."

static const char tail[] = "</div></main>\n</body>\n</html>\n";

static void append_escaped (GString    *html,
                            const char *format,
                            ...) G_GNUC_PRINTF (2, 3);

static void
append_escaped (GString    *html,
                const char *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_markup_vprintf_escaped (format, args);
  va_end (args);
  g_string_append (html, text);
}

static GString *
begin_page (const char *title)
{
  GString *html = g_string_new (NULL);

  append_escaped (html, head, title, title);

  return html;
}

static PracticeReply *
finish_page (GString *html, /* takes html */
             guint    status)
{
  g_autofree char *text = NULL;
  PracticeReply *reply;

  g_string_append (html, tail);
  text = g_string_free (html, FALSE);
  reply = practice_reply_new_text (status, "text/html; charset=utf-8", text);
  practice_reply_set_header (reply, "Content-Security-Policy",
                             "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
                             "frame-ancestors 'none'; base-uri 'none'");
  practice_reply_set_header (reply, "Cache-Control", "no-store");
  practice_reply_set_header (reply, "X-Content-Type-Options", "nosniff");

  return reply;
}

static PracticeReply *
show_message (guint       status,
              const char *title,
              const char *text)
{
  GString *html = begin_page (title);

  append_escaped (html, "<p>%s</p>\n", text);

  return finish_page (html, status);
}

static JsonObject *
get_order (PracticeLink *link)
{
  return practice_json_get_object (link->doc, "order");
}

static JsonObject *
get_charge (PracticeLink *link)
{
  return practice_json_get_object (get_order (link), "charge");
}

static const char *
get_currency (PracticeLink *link)
{
  const char *currency = practice_json_get_string (get_charge (link), "currency");

  return currency != NULL ? currency : "USD";
}

static char *
format_amount (gint64      minor,
               const char *currency)
{
  g_autoptr (PayrocMoney) money = payroc_money_new (minor, currency);
  g_autofree char *decimal = payroc_money_to_decimal (money);

  return g_strdup_printf ("%s %s", decimal, currency);
}

/* NULL when it can be paid. */
static PracticeReply *
explain_closed (PracticeState *state,
                PracticeLink  *link,
                const char    *token)
{
  g_autofree char *today = practice_clock_get_today (state->clock);
  const char *status;

  if (link == NULL)
    return show_message (404, "No such payment link",
                         "There is no payment link at this address. Check that it is complete.");

  if (!g_str_equal (link->token, token))
    return show_message (410, "This link is no longer valid",
                         "The merchant has changed this payment, and its address with it. "
                         "Ask the merchant for the new link.");

  status = practice_link_get_status (link, today);
  if (g_str_equal (status, "completed"))
    return show_message (410, "Already paid", "This payment link has been used. There is nothing left to pay.");
  if (g_str_equal (status, "expired"))
    return show_message (410, "This link has expired", "Its last day has passed. Ask the merchant for a new link.");
  if (g_str_equal (status, "deactivated"))
    return show_message (410, "This link was cancelled", "The merchant has switched this payment link off.");

  return NULL;
}

static void
append_choice (GString    *html,
               const char *value,
               const char *label,
               gboolean    checked)
{
  append_escaped (html, "<label class=\"choice\"><input type=\"radio\" name=\"method\" value=\"%s\"%s>%s</label>\n",
                  value, checked ? " checked" : "", label);
}

static void
append_methods (GString      *html,
                PracticeLink *link)
{
  gboolean card = practice_link_accepts (link, "card");

  g_string_append (html, "<fieldset><legend>Pay with</legend>\n");
  if (card)
    {
      append_choice (html, "card", "Practice card, ends in 1111", TRUE);
      append_choice (html, "declined", "Declined practice card, ends in 0002", FALSE);
    }
  if (practice_link_accepts (link, "bankTransfer"))
    append_choice (html, "bankTransfer", "Practice bank account, ends in 6789", !card);
  g_string_append (html, "</fieldset>\n");
}

static const char *
get_button_label (PracticeLink *link)
{
  const char *label = practice_link_get_label (link);

  if (label != NULL)
    return label;

  return g_strcmp0 (practice_json_get_string (link->doc, "authType"), "preAuthorization") == 0 ? "Authorise" : "Pay";
}

static PracticeReply *
show_form (PracticeLink *link,
           const char   *trouble, /* (nullable) */
           const char   *amount_text,
           const char   *payer)
{
  JsonObject *order = get_order (link);
  const char *description = practice_json_get_string (order, "description");
  GString *html = begin_page (trouble != NULL ? "The payment did not go through" : "Payment");
  g_autofree char *form = g_uuid_string_random ();
  gint64 amount = 0;

  if (trouble != NULL)
    append_escaped (html, "<p class=\"bad\" role=\"alert\">%s</p>\n", trouble);
  if (description != NULL && *description != '\0')
    append_escaped (html, "<p>%s</p>\n", description);

  if (practice_json_get_int (get_charge (link), "amount", &amount))
    {
      g_autofree char *text = format_amount (amount, get_currency (link));

      append_escaped (html, "<p class=\"amount\">%s</p>\n", text);
    }

  append_escaped (html, "<p class=\"quiet\">Reference: %s</p>\n",
                  practice_json_get_string (link->doc, "merchantReference"));
  append_escaped (html,
                  "<form method=\"post\" action=\"/pay/%s\">\n"
                  "<input type=\"hidden\" name=\"form\" value=\"%s\">\n",
                  link->token, form);
  if (amount == 0)
    append_escaped (html,
                    "<label for=\"amount\">Amount in %s</label>\n"
                    "<input type=\"text\" id=\"amount\" name=\"amount\" inputmode=\"decimal\" autocomplete=\"off\""
                    " required maxlength=\"24\" value=\"%s\">\n",
                    get_currency (link), amount_text != NULL ? amount_text : "");
  append_methods (html, link);
  append_escaped (html,
                  "<label for=\"payer\">Your name (optional)</label>\n"
                  "<input type=\"text\" id=\"payer\" name=\"payer\" autocomplete=\"off\" maxlength=\"50\""
                  " value=\"%s\">\n"
                  "<button type=\"submit\">%s</button>\n"
                  "</form>\n",
                  payer != NULL ? payer : "", get_button_label (link));

  return finish_page (html, trouble != NULL ? 422 : 200);
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
  JsonObject *result = practice_json_get_object (payment, "transactionResult");
  g_autofree char *amount_text = NULL;
  gint64 amount = 0;
  GString *html;

  if (payment == NULL || paid_link != link->seq || !is_paid (payment))
    return show_message (404, "No such payment", "There is no payment at this address.");

  practice_json_get_int (result, "authorizedAmount", &amount);
  amount_text = format_amount (amount, get_currency (link));
  html = begin_page ("Thank you");
  append_escaped (html, "<p class=\"amount\">%s</p>\n<p role=\"status\">Your practice payment went through.</p>\n"
                        "<p class=\"quiet\">Payment %s. You can close this page.</p>\n",
                  amount_text, id);

  return finish_page (html, 200);
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
take_payment (PracticeState *state,
              PracticeLink  *link,
              GHashTable    *fields)
{
  const char *method = get_field (fields, "method");
  const char *payer = get_field (fields, "payer");
  const char *amount_text = get_field (fields, "amount");
  g_autoptr (PracticeReply) refusal = NULL;
  g_autoptr (JsonObject) payment = NULL;
  PracticePurchase purchase = { .payer = payer, .form = get_field (fields, "form") };

  if (payer != NULL && g_utf8_strlen (payer, -1) > 50)
    return show_form (link, "That name is too long.", amount_text, NULL);

  if (!json_object_has_member (get_charge (link), "amount"))
    {
      g_autofree char *stripped = g_strstrip (g_strdup (amount_text != NULL ? amount_text : ""));
      PayrocMoney money = { 0, "" };

      if (!payroc_money_parse_decimal (stripped, get_currency (link), &money, NULL) || money.minor <= 0)
        return show_form (link, "Enter an amount above 0, such as 25.", amount_text, payer);
      purchase.amount = money.minor;
    }

  if (method == NULL)
    return show_form (link, NOT_CHOSEN, amount_text, payer);

  if (g_strcmp0 (method, "declined") == 0)
    {
      purchase.method = "card";
      purchase.response_code = "D";
    }
  else
    {
      purchase.method = method;
    }

  refusal = practice_till_pay (state, link, &purchase, &payment);
  if (refusal != NULL)
    return show_form (link, NOT_CHOSEN, amount_text, payer);
  if (!is_paid (payment))
    return show_form (link, "The card was declined. Nothing was paid.", amount_text, payer);

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
    return show_message (500, "The payment could not be stored", "Nothing was paid. Try again.");

  return g_steal_pointer (&reply);
}

PracticeReply *
practice_pay_page_run (PracticeState   *state,
                       PracticeRequest *request)
{
  guint n_segments = request->segments != NULL ? g_strv_length (request->segments) : 0;
  const char *token = n_segments > 1 ? request->segments[1] : "";
  g_autoptr (PracticeLink) link = NULL;
  PracticeReply *closed;

  if (request->too_large)
    return show_message (413, "Too much", "The form was larger than it can be.");
  if (n_segments < 2 || n_segments > 3 || (n_segments == 3 && !g_str_equal (request->segments[2], "thanks")))
    return show_message (404, "No such page", "There is nothing at this address.");

  link = practice_link_find_by_token (state, token);
  if (g_str_equal (request->method, "POST") && n_segments == 2)
    return post_form (state, request, link, token);
  if (!g_str_equal (request->method, "GET") && !g_str_equal (request->method, "HEAD"))
    return show_message (405, "That cannot be done here", "This page can be read and its form sent.");
  if (n_segments == 3 && link != NULL)
    return show_thanks (state, link, request);

  closed = explain_closed (state, link, token);

  return closed != NULL ? closed : show_form (link, NULL, NULL, NULL);
}
