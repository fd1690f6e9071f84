/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain web page: no script, readable by everybody, light or dark as the browser is, never to be taken for real. */
#include "practice-pay-view.h"

#include "payroc/money/payroc-money.h"
#include "payroc/payroc-json.h"
#include "practice/practice-json.h"

/* The page is in English, so its amounts are too. */
#define LOCALE "en_US"

/* One column, large targets, visible focus, borders where a browser leaves the colours out. */
static const char style[] =
  ":root { --page: #f4f3f1; --card: #ffffff; --text: #1d1d20; --quiet: #56565e; --line: #8b8b94; --soft: #e4e4e8;\n"
  "  --accent: #1a5fb4; --on-accent: #ffffff; --chosen: #e9f0fa; --band: #f9e7a8; --on-band: #3d2e00;\n"
  "  --bad: #a51d2d; --bad-soft: #fdecee; --good: #1b6e3c; }\n"
  "@media (prefers-color-scheme: dark) {\n"
  "  :root { --page: #1c1c1f; --card: #2a2a2e; --text: #f4f4f6; --quiet: #b9b9c2; --line: #85858f; --soft: #3d3d43;\n"
  "    --accent: #99c1f1; --on-accent: #10243d; --chosen: #2c3947; --band: #5c4a0f; --on-band: #fff3c9;\n"
  "    --bad: #ffa3a3; --bad-soft: #47282c; --good: #8fdcae; } }\n"
  "* { box-sizing: border-box; }\n"
  "body { margin: 0; background: var(--page); color: var(--text); font: 1.0625rem/1.5 system-ui, sans-serif; }\n"
  ".band { margin: 0; padding: .625rem 1rem; background: repeating-linear-gradient(-45deg, transparent 0 .75rem,\n"
  "  rgb(0 0 0 / .06) .75rem 1.5rem), var(--band); color: var(--on-band); text-align: center; font-weight: 600; }\n"
  "main { max-width: 28rem; margin: 2rem auto; padding: 0 1rem; }\n"
  ".card { background: var(--card); border: 1px solid var(--soft); border-radius: 1rem; padding: 1.75rem;\n"
  "  box-shadow: 0 2px 12px rgb(0 0 0 / .08); }\n"
  "h1 { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.25; }\n"
  "p { margin: 0 0 1rem; overflow-wrap: anywhere; white-space: pre-line; }\n"
  ".card > p:last-child { margin-bottom: 0; }\n"
  ".amount { margin-bottom: .5rem; font-size: 2.5rem; font-weight: 700; line-height: 1.15;\n"
  "  font-variant-numeric: tabular-nums; }\n"
  ".quiet { color: var(--quiet); font-size: .9375rem; }\n"
  ".bad { padding: .75rem 1rem; color: var(--bad); background: var(--bad-soft); border: 1px solid;\n"
  "  border-radius: .75rem; font-weight: 600; }\n"
  ".good { color: var(--good); font-weight: 600; }\n"
  ".mark { display: block; width: 3.5rem; height: 3.5rem; margin: 0 0 1rem; color: var(--good); }\n"
  "dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0 0 1.5rem; padding: .875rem 0;\n"
  "  border: solid var(--soft); border-width: 1px 0; font-size: .9375rem; }\n"
  "dl:last-child { margin-bottom: 0; }\n"
  "dt { color: var(--quiet); }\n"
  "dd { margin: 0; text-align: right; overflow-wrap: anywhere; }\n"
  "label, legend { font-weight: 600; }\n"
  "fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0; }\n"
  "legend { padding: 0; margin-bottom: .375rem; }\n"
  ".choice { display: flex; align-items: center; gap: .75rem; min-height: 3rem; margin-bottom: .5rem;\n"
  "  padding: .375rem .875rem; border: 1px solid var(--line); border-radius: .75rem; font-weight: 400;\n"
  "  cursor: pointer; }\n"
  ".choice:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }\n"
  ".choice:has(:checked) { border-color: var(--accent); background: var(--chosen); }\n"
  ".choice small { display: block; color: var(--quiet); font-size: .875rem; }\n"
  "input[type=radio] { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; outline: none;\n"
  "  accent-color: var(--accent); }\n"
  "input[type=text] { display: block; width: 100%; min-height: 3rem; margin: .375rem 0 1.25rem;\n"
  "  padding: .375rem .875rem; font: inherit; color: inherit; background: transparent;\n"
  "  border: 1px solid var(--line); border-radius: .75rem; }\n"
  "input#amount { font-size: 1.75rem; font-weight: 700; font-variant-numeric: tabular-nums; }\n"
  "input[aria-invalid=true] { border: 2px solid var(--bad); }\n"
  "button { width: 100%; min-height: 3.25rem; padding: .5rem 1rem; border: 2px solid var(--accent);\n"
  "  border-radius: .875rem; font: inherit; font-weight: 700; color: var(--on-accent); background: var(--accent);\n"
  "  cursor: pointer; overflow-wrap: anywhere; }\n"
  "button:hover { filter: brightness(1.08); }\n"
  "button.second { margin: .75rem 0 .5rem; color: var(--accent); background: transparent; }\n"
  "button + p { margin: 0; }\n"
  ":focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }\n"
  "footer { margin: 1rem 1.75rem; text-align: center; }\n";

static const char head[] =
  "<!DOCTYPE html>\n"
  "<html lang=\"en\">\n"
  "<head>\n"
  "<meta charset=\"utf-8\">\n"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
  "<meta name=\"color-scheme\" content=\"light dark\">\n"
  "<title>%s – Practice</title>\n"
  "<style>\n";

static const char body[] =
  "</style>\n"
  "</head>\n"
  "<body>\n"
  "<p class=\"band\" role=\"note\">Practice: no money moves, nothing leaves this computer</p>\n"
  "<main><div class=\"card\">\n";

static const char tail[] =
  "</div>\n"
  "<footer class=\"quiet\">This page stands in for Payroc’s own, which looks different.</footer>\n"
  "</main>\n</body>\n</html>\n";

static const char check_mark[] =
  "<svg class=\"mark\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" "
  "stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">"
  "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"m7.5 12.5 3 3 6-6.5\"/></svg>\n";

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

  append_escaped (html, head, title);
  g_string_append (html, style);
  g_string_append (html, body);

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

static JsonObject *
get_order (PracticeLink *link)
{
  return practice_json_get_object (link->doc, "order");
}

static gboolean
is_hold (PracticeLink *link)
{
  return g_strcmp0 (practice_json_get_string (link->doc, "authType"), "preAuthorization") == 0;
}

static char *
format_amount (gint64      minor,
               const char *currency)
{
  g_autoptr (PayrocMoney) money = payroc_money_new (minor, currency);

  return payroc_money_format (money, LOCALE);
}

/* "31 December 2026"; what is no day stays as it is. */
static char *
format_day (const char *text)
{
  static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
                                        "September", "October", "November", "December" };
  GDate date;

  if (!payroc_json_parse_date (text, &date))
    return g_strdup (text);

  return g_strdup_printf ("%u %s %u", (guint) g_date_get_day (&date), months[g_date_get_month (&date) - 1],
                          (guint) g_date_get_year (&date));
}

static void
append_fact (GString    *html,
             const char *name,
             const char *value) /* (nullable) */
{
  if (value != NULL && *value != '\0')
    append_escaped (html, "<dt>%s</dt><dd>%s</dd>\n", name, value);
}

static void
append_facts (GString      *html,
              PracticeLink *link)
{
  const char *expires_on = practice_json_get_string (link->doc, "expiresOn");
  g_autofree char *last_day = expires_on != NULL ? format_day (expires_on) : NULL;

  g_string_append (html, "<dl>\n");
  append_fact (html, "Reference", practice_json_get_string (link->doc, "merchantReference"));
  append_fact (html, "Order", practice_json_get_string (get_order (link), "orderId"));
  append_fact (html, "Can be paid until", last_day);
  g_string_append (html, "</dl>\n");
}

static void
append_choice (GString    *html,
               const char *value,
               const char *label,
               const char *note,
               gboolean    checked)
{
  append_escaped (html,
                  "<label class=\"choice\"><input type=\"radio\" name=\"method\" value=\"%s\" required%s>"
                  "<span>%s<small>%s</small></span></label>\n",
                  value, checked ? " checked" : "", label, note);
}

static void
append_methods (GString               *html,
                PracticeLink          *link,
                const PracticePayForm *form)
{
  gboolean card = practice_link_accepts (link, "card");
  gboolean bank = practice_link_accepts (link, "bankTransfer");
  gboolean by_bank = bank && (!card || g_strcmp0 (form->method, "bankTransfer") == 0);

  g_string_append (html, "<fieldset><legend>Pay with</legend>\n");
  if (card)
    append_choice (html, "card", "Card", "Practice card, ends in 1111", !by_bank);
  if (bank)
    append_choice (html, "bankTransfer", "Bank transfer", "Practice bank account, ends in 6789", by_bank);
  g_string_append (html, "</fieldset>\n");
}

/* A field with a label of its own; one that is to blame is named, marked and gone to. */
static void
append_entry (GString               *html,
              const PracticePayForm *form,
              const char            *name,
              const char            *label,
              const char            *value, /* (nullable) */
              const char            *rest)
{
  gboolean blamed = form->trouble != NULL && g_strcmp0 (form->at, name) == 0;

  append_escaped (html,
                  "<label for=\"%s\">%s</label>\n"
                  "<input type=\"text\" id=\"%s\" name=\"%s\" autocomplete=\"off\" value=\"%s\"",
                  name, label, name, name, value != NULL ? value : "");
  g_string_append (html, rest);
  if (blamed)
    g_string_append (html, " aria-invalid=\"true\" aria-describedby=\"trouble\" autofocus");
  g_string_append (html, ">\n");
}

static const char *
get_button_label (PracticeLink *link)
{
  const char *label = practice_link_get_label (link);

  if (label != NULL)
    return label;

  return is_hold (link) ? "Authorise" : "Pay";
}

static void
append_notes (GString      *html,
              PracticeLink *link)
{
  JsonObject *credential = practice_json_get_object (link->doc, "credentialOnFile");

  if (is_hold (link))
    g_string_append (html, "<p class=\"quiet\">The amount is held on your card now, and collected later.</p>\n");
  if (practice_json_get_boolean (credential, "tokenize"))
    g_string_append (html, "<p class=\"quiet\">The merchant keeps your payment details for later payments.</p>\n");
}

static void
append_form (GString               *html,
             PracticeLink          *link,
             const PracticePayForm *form,
             gboolean               open_amount)
{
  g_autofree char *number = g_uuid_string_random ();
  g_autofree char *label = g_strdup_printf ("Amount in %s", practice_pay_view_currency (link));

  append_escaped (html,
                  "<form method=\"post\" action=\"/pay/%s\">\n"
                  "<input type=\"hidden\" name=\"form\" value=\"%s\">\n",
                  link->token, number);
  if (open_amount)
    append_entry (html, form, "amount", label, form->amount, " inputmode=\"decimal\" required maxlength=\"24\"");
  append_methods (html, link, form);
  append_entry (html, form, "payer", "Your name (optional)", form->payer, " maxlength=\"50\"");
  append_notes (html, link);
  append_escaped (html,
                  "<button type=\"submit\" name=\"outcome\" value=\"paid\">%s</button>\n"
                  "<button type=\"submit\" name=\"outcome\" value=\"declined\" class=\"second\""
                  " aria-describedby=\"why\">Let It Be Declined</button>\n"
                  "<p class=\"quiet\" id=\"why\">Only in practice: shows the merchant what a declined attempt looks"
                  " like.</p>\n"
                  "</form>\n",
                  get_button_label (link));
}

/* (transfer full): a page with a sentence on it. */
PracticeReply *
practice_pay_view_message (guint       status,
                           const char *title,
                           const char *text)
{
  GString *html = begin_page (title);

  append_escaped (html, "<h1>%s</h1>\n<p>%s</p>\n", title, text);

  return finish_page (html, status);
}

/* (transfer full): the page to pay on. */
PracticeReply *
practice_pay_view_form (PracticeLink          *link,
                        const PracticePayForm *form)
{
  const char *description = practice_json_get_string (get_order (link), "description");
  const char *title = form->trouble != NULL ? "The payment did not go through" : "Payment";
  GString *html = begin_page (title);
  gint64 amount = 0;
  gboolean preset = practice_json_get_int (practice_pay_view_charge (link), "amount", &amount);

  append_escaped (html, "<h1>%s</h1>\n", title);
  if (form->trouble != NULL)
    append_escaped (html, "<p class=\"bad\" role=\"alert\" id=\"trouble\">%s</p>\n", form->trouble);

  if (preset)
    {
      g_autofree char *text = format_amount (amount, practice_pay_view_currency (link));

      append_escaped (html, "<p class=\"amount\">%s</p>\n", text);
    }
  if (description != NULL && *description != '\0')
    append_escaped (html, "<p>%s</p>\n", description);

  append_facts (html, link);
  append_form (html, link, form, !preset);

  return finish_page (html, form->trouble != NULL ? 422 : 200);
}

/* (transfer full): what is left of a payment that went through. */
PracticeReply *
practice_pay_view_thanks (PracticeLink *link,
                          JsonObject   *payment)
{
  gboolean bank = json_object_has_member (payment, "bankAccount");
  GString *html = begin_page ("Thank you");
  g_autofree char *text = NULL;
  gint64 amount = 0;

  practice_json_get_int (practice_json_get_object (payment, "transactionResult"), "authorizedAmount", &amount);
  text = format_amount (amount, practice_pay_view_currency (link));

  g_string_append (html, check_mark);
  append_escaped (html,
                  "<h1>Thank you</h1>\n<p class=\"amount\">%s</p>\n<p class=\"good\" role=\"status\">%s</p>\n<dl>\n",
                  text,
                  is_hold (link) ? "The amount is held on your practice card." : "Your practice payment went through.");
  append_fact (html, "Reference", practice_json_get_string (link->doc, "merchantReference"));
  append_fact (html, "Paid with", bank ? "Bank transfer" : "Card, ends in 1111");
  append_fact (html, "Payment", practice_json_get_string (payment, "paymentId"));
  g_string_append (html, "</dl>\n<p class=\"quiet\">You can close this page.</p>\n");

  return finish_page (html, 200);
}

JsonObject *
practice_pay_view_charge (PracticeLink *link)
{
  return practice_json_get_object (get_order (link), "charge");
}

const char *
practice_pay_view_currency (PracticeLink *link)
{
  const char *currency = practice_json_get_string (practice_pay_view_charge (link), "currency");

  return currency != NULL ? currency : "USD";
}
