/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Valid documents with random damage: nothing may crash, warn or hang, and what is accepted must be in order. The
 * seed is fixed; TEST_SEED in the environment gives another, and the one in use stands in the log of a test that
 * fails. */

#include <stdlib.h>
#include <string.h>

#include "payroc/links/payroc-link-edit.h"
#include "payroc/money/payroc-payment.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "payroc/payroc-page.h"
#include "payroc/sharing/payroc-recipient.h"
#include "payroc/sharing/payroc-share.h"
#include "payroc/sharing/payroc-sharing-event.h"
#include "damage.h"
#include "values.h"

#define DEFAULT_SEED 20261122
#define N_ROUNDS 4000

#define PAYMENT \
  "{\"paymentId\":\"M2MJOG6O2Y\",\"processingTerminalId\":\"1234001\",\"order\":{\"orderId\":\"OrderRef6543\"," \
  "\"dateTime\":\"2024-07-02T15:30:00Z\",\"amount\":4999,\"currency\":\"USD\"}," \
  "\"card\":{\"cardholderName\":\"Sarah\"}," \
  "\"refunds\":[{\"refundId\":\"CD3HN88U9F\",\"amount\":500,\"currency\":\"USD\",\"status\":\"complete\"," \
  "\"responseCode\":\"A\"},{\"refundId\":\"CD3HN88U9G\",\"amount\":250,\"currency\":\"USD\"," \
  "\"status\":\"declined\"}]," \
  "\"transactionResult\":{\"type\":\"sale\",\"status\":\"ready\",\"authorizedAmount\":4999,\"currency\":\"USD\"," \
  "\"responseCode\":\"A\"}}"
#define PAGE \
  "{\"limit\":2,\"count\":2,\"hasMore\":true,\"links\":[{\"rel\":\"next\",\"method\":\"get\",\"href\":" \
  "\"https://api.payroc.com/v1/x?limit=2&after=CKHP6VVWYT\"}],\"data\":[" VALUES_LINK "," VALUES_MULTI_USE_LINK "]}"
#define EVENT \
  "{\"sharingMethod\":\"email\",\"sharingEventId\":\"HYDTZ5A1F2\",\"dateTime\":\"2024-07-02T15:30:00Z\"," \
  "\"message\":\"Dear Sarah\",\"recipients\":[{\"name\":\"Sarah Hopper\",\"email\":\"sarah@example.com\"}]}"
#define TERMINAL \
  "{\"processingTerminalId\":\"1234001\",\"status\":\"active\",\"timezone\":\"Pacific/Midway\"," \
  "\"features\":{\"paymentLinks\":{\"enabled\":true},\"preAuthorizations\":true}}"
#define PATCH \
  "[{\"op\":\"replace\",\"path\":\"/order/charge/amount\",\"value\":5000},{\"op\":\"remove\"," \
  "\"path\":\"/customLabels\"}," \
  "{\"op\":\"add\",\"path\":\"/credentialOnFile\",\"value\":{\"tokenize\":true,\"mitAgreement\":\"recurring\"}}]"

static const char *const documents[] = { VALUES_LINK, VALUES_MULTI_USE_LINK, PAYMENT, PAGE, EVENT, TERMINAL, PATCH };

static guint32 seed;

static GRand *
new_random (guint32 stream)
{
  /* Stands above whatever fails. */
  g_test_message ("TEST_SEED=%u repeats this run", seed);

  return g_rand_new_with_seed (seed + stream);
}

static GBytes *
make_document (GRand *random)
{
  const char *text = documents[g_rand_int_range (random, 0, G_N_ELEMENTS (documents))];
  GByteArray *bytes = g_byte_array_new ();
  gboolean well_formed = g_rand_boolean (random);

  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  for (int i = g_rand_int_range (random, 0, 5); i >= 0; i--)
    {
      if (well_formed)
        damage_a_value (random, bytes);
      else
        damage_bytes (random, bytes);
    }

  return g_byte_array_free_to_bytes (bytes);
}

static void
assert_text (const char *text)
{
  if (text == NULL)
    return;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (!g_unichar_iscntrl (g_utf8_get_char (p)) || strchr ("\n\r\t", (int) *p) != NULL);
}

/* A reader either makes something and no error, or nothing and PAYROC_ERROR_BAD_REPLY. */
static void
assert_result (gpointer      result,
               const GError *error)
{
  g_assert_cmpint (result != NULL, ==, error == NULL);
  if (error != NULL)
    g_assert_true (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY));
}

static void
check_draft (PayrocLinkDraft *draft)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = payroc_link_draft_to_body (draft, NULL, &error);

  if (body != NULL)
    {
      g_autoptr(PayrocLinkDraft) again = payroc_link_draft_new_from_body (body, &error);
      g_autoptr(GBytes) body_again = NULL;

      g_assert_no_error (error);
      body_again = payroc_link_draft_to_body (again, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (body, body_again));
    }
  else
    {
      g_assert_true (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID));
      g_assert_nonnull (payroc_error_get_fields (error));
    }
}

static void
check_link (JsonNode *node)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocLink) link = payroc_link_new_from_json (node, &error);
  g_autoptr(PayrocLinkDraft) draft = NULL;
  g_autoptr(PayrocLinkEdit) edit = NULL;

  assert_result (link, error);
  if (link == NULL)
    return;

  assert_text (payroc_link_get_id (link));
  assert_text (payroc_link_get_reference (link));
  assert_text (payroc_link_get_description (link));
  assert_text (payroc_link_get_button_label (link));
  assert_text (payroc_link_get_button_html (link));
  assert_text (payroc_link_get_payment_url (link));
  g_assert_cmpuint (strlen (payroc_link_get_id (link)), >, 0);
  if (payroc_link_get_amount (link) != NULL)
    g_free (payroc_money_format (payroc_link_get_amount (link), "en_US"));

  draft = payroc_link_draft_new_from_link (link);
  check_draft (draft);
  edit = payroc_link_edit_new (link, draft);
  g_assert_true (payroc_link_edit_is_empty (edit));
}

static GObject *
make_link_cb (JsonNode  *node,
              gpointer   user_data,
              GError   **error)
{
  return (GObject *) payroc_link_new_from_json (node, error);
}

static void
check_page (JsonNode *node)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocPage) page =
    payroc_page_new_from_json (node, PAYROC_TYPE_LINK, "paymentLinkId", make_link_cb, NULL, &error);

  assert_result (page, error);
  if (page == NULL)
    return;

  assert_text (payroc_page_get_next_cursor (page));
}

static void
check_payment (JsonNode            *node,
               PayrocPaymentSource  source)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocPayment) payment = payroc_payment_new_from_json (node, source, &error);
  PayrocMoney income = { 0 };

  assert_result (payment, error);
  if (payment == NULL)
    return;

  assert_text (payroc_payment_get_payer (payment));
  assert_text (payroc_payment_get_order_id (payment));
  if (payroc_payment_get_income (payment, &income) && income.minor != 0)
    {
      /* More may have been given back than was paid. */
      if (payroc_payment_get_state (payment) == PAYROC_PAYMENT_STATE_REFUNDED)
        g_assert_cmpint (income.minor, <, 0);
      else
        g_assert_cmpint (payroc_payment_get_state (payment), ==, PAYROC_PAYMENT_STATE_PAID);
      g_assert_cmpint (income.minor, <=, payroc_payment_get_amount (payment)->minor);
    }
}

static void
check_others (JsonNode *node,
              GBytes   *bytes)
{
  g_autoptr(GError) event_error = NULL;
  g_autoptr(GError) edit_error = NULL;
  g_autoptr(GError) share_error = NULL;
  g_autoptr(GError) draft_error = NULL;
  g_autoptr(PayrocSharingEvent) event = payroc_sharing_event_new_from_json (node, &event_error);
  g_autoptr(PayrocLinkEdit) edit = payroc_link_edit_new_from_body (bytes, &edit_error);
  g_autoptr(PayrocShare) share = payroc_share_new_from_body (bytes, &share_error);
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new_from_body (bytes, &draft_error);

  assert_result (event, event_error);
  assert_result (edit, edit_error);
  assert_result (share, share_error);
  assert_result (draft, draft_error);

  if (draft != NULL)
    check_draft (draft);
  if (share != NULL)
    {
      g_autoptr(GPtrArray) errors = payroc_share_validate (share);

      g_assert_nonnull (errors);
    }
}

static guint
check_document (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = payroc_json_parse (bytes, &error);
  g_autoptr(GBytes) written = NULL;
  g_autoptr(JsonNode) again = NULL;

  assert_result (node, error);
  if (node == NULL)
    return 0;

  written = payroc_json_to_bytes (node);
  again = payroc_json_parse (written, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, again));

  check_link (node);
  check_page (node);
  check_payment (node, PAYROC_PAYMENT_SOURCE_CARD);
  check_payment (node, PAYROC_PAYMENT_SOURCE_BANK);
  check_others (node, bytes);

  return 1;
}

static void
test_documents (void)
{
  g_autoptr(GRand) random = new_random (0);
  guint n_well_formed = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr(GBytes) bytes = make_document (random);

      n_well_formed += check_document (bytes);
    }

  /* Enough of them must get past the scanner, and enough must not, for this to be a test of both. */
  g_test_message ("%u of %u documents were well formed", n_well_formed, N_ROUNDS);
  g_assert_cmpuint (n_well_formed, >, N_ROUNDS / 3);
  g_assert_cmpuint (n_well_formed, <, N_ROUNDS * 2 / 3);
}

static char *
make_text (GRand             *random,
           const char *const *words,
           guint              n_words)
{
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (random, 0, 12); i > 0; i--)
    g_string_append (text, words[g_rand_int_range (random, 0, (gint32) n_words)]);

  return g_string_free (text, FALSE);
}

/* Every letter and digit that was typed is found again in a name or an address. */
static void
test_recipients (void)
{
  static const char *const words[] = {
    "Sarah", "Hopper", "sarah@example.com", "@", "<", ">", ",", ";", "\n", " ", "\t", "\"", "'", "\\", "mailto:", "ä",
    "\xff", "\u200b", "b2", "(", "田",
  };
  g_autoptr(GRand) random = new_random (1);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *text = make_text (random, words, G_N_ELEMENTS (words));
      g_autoptr(GPtrArray) recipients = payroc_recipient_parse_list (text);
      guint n_typed[256] = { 0 };
      guint n_kept[256] = { 0 };

      for (const char *p = text; *p != '\0'; p++)
        n_typed[(guchar) *p]++;
      for (guint j = 0; j < recipients->len; j++)
        {
          PayrocRecipient *recipient = g_ptr_array_index (recipients, j);
          g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
          g_autofree char *again = payroc_recipient_to_text (recipient);

          g_assert_true (g_utf8_validate (again, -1, NULL));
          payroc_recipient_validate (recipient, j, errors);
          for (const char *p = payroc_recipient_get_name (recipient); *p != '\0'; p++)
            n_kept[(guchar) *p]++;
          for (const char *p = payroc_recipient_get_email (recipient); *p != '\0'; p++)
            n_kept[(guchar) *p]++;
        }

      /* "mailto:" and its letters are the one thing that may go. */
      for (const char *p = "SHpxch2@"; *p != '\0'; p++)
        g_assert_cmpuint (n_kept[(guchar) *p], >=, n_typed[(guchar) *p]);
    }
}

/* What is read is read back the same, in every form. */
static void
test_amounts (void)
{
  static const char *const words[] = {
    "1", "23", "000", "234", ".", ",", " ", "-", "$", "€", "USD", "EUR", "'", "\u202f", "٣", "٬", "٫", "３", "，", "e",
    "0", "+", "\u200f", "99",
  };
  static const char *const locales[] = { "en_US", "de_DE", "fr_FR", "ar_EG", "en_IN", "ja_JP", "de_AT" };
  static const char *const currencies[] = { "USD", "EUR", "JPY", "BHD", "CLF" };
  g_autoptr(GRand) random = new_random (2);
  guint n_read = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *text = make_text (random, words, G_N_ELEMENTS (words));
      const char *locale = locales[g_rand_int_range (random, 0, G_N_ELEMENTS (locales))];
      const char *currency = currencies[g_rand_int_range (random, 0, G_N_ELEMENTS (currencies))];
      g_autoptr(GError) error = NULL;
      g_autofree char *written = NULL;
      PayrocMoney money = { 0 };
      PayrocMoney again = { 0 };

      if (!payroc_money_parse (text, currency, locale, &money, &error))
        {
          g_assert_true (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID));
          continue;
        }

      n_read++;
      written = payroc_money_format (&money, locale);
      g_assert_true (payroc_money_parse (written, currency, locale, &again, &error));
      g_assert_no_error (error);
      g_assert_true (payroc_money_equal (&money, &again));
    }

  g_assert_cmpuint (n_read, >, N_ROUNDS / 100);
}

int
main (int   argc,
      char *argv[])
{
  const char *chosen = g_getenv ("TEST_SEED");

  g_test_init (&argc, &argv, NULL);
  seed = chosen != NULL ? (guint32) strtoul (chosen, NULL, 10) : DEFAULT_SEED;

  g_test_add_func ("/robustness/documents", test_documents);
  g_test_add_func ("/robustness/recipients", test_recipients);
  g_test_add_func ("/robustness/amounts", test_amounts);

  return g_test_run ();
}
