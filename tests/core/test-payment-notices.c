/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the merchant is told of a payment: never that a link was paid when the money did not come, or not whole. */
#include "core/links/pl-link-payments.h"

#include <json-glib/json-glib.h>

#include "store/pl-notice-table.h"
#include "support/link-rows.h"

#define NOW G_GINT64_CONSTANT (1790000000000000)

#define USD(amount) ",\"authorizedAmount\":" amount ",\"currency\":\"USD\""

typedef struct
{
  gint64              amount; /* of the link; -1: the customer chooses */
  PayrocPaymentSource source;
  const char         *words;
  const char         *beside;
  int                 told;   /* -1: nothing is */
  gint64              minor;
} Case;

static const Case cases[] = {
#define CARD PAYROC_PAYMENT_SOURCE_CARD
#define BANK PAYROC_PAYMENT_SOURCE_BANK
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_PAID, 1000 },
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"A\"" USD ("1001"), "", PL_NOTICE_PAID, 1001 },
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"P\"" USD ("999"), "", PL_NOTICE_PARTLY_PAID, 999 },
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"P\"" USD ("100"), "", PL_NOTICE_PARTLY_PAID, 100 },
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"P\"" USD ("100"),
    ",\"refunds\":[{\"status\":\"ready\",\"responseCode\":\"A\",\"amount\":40,\"currency\":\"USD\"}]",
    PL_NOTICE_PARTLY_PAID, 60 },
  { 1000, BANK, "\"status\":\"complete\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_PAID, 1000 },
  { -1, CARD, "\"status\":\"ready\",\"responseCode\":\"A\"" USD ("700"), "", PL_NOTICE_PAID, 700 },
  { -1, CARD, "\"status\":\"ready\",\"responseCode\":\"P\"" USD ("100"),
    ",\"order\":{\"amount\":700,\"currency\":\"USD\"}", PL_NOTICE_PARTLY_PAID, 100 },
  { 1000, CARD, "\"type\":\"preAuthorization\",\"status\":\"ready\",\"responseCode\":\"A\"" USD ("1000"), "",
    PL_NOTICE_HELD, 1000 },
  { 1000, CARD, "\"status\":\"pending\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_HELD, 1000 },
  { 1000, BANK, "\"status\":\"returned\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_RETURNED, 1000 },
  { 1000, BANK, "\"status\":\"pending\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_PENDING, 1000 },
  { 1000, CARD, "\"status\":\"accepted\",\"responseCode\":\"E\"" USD ("1000"), "", PL_NOTICE_PENDING, 1000 },
  /* Attempts, and what was over before anybody counted on it. */
  { 1000, CARD, "\"status\":\"reversal\",\"responseCode\":\"A\"" USD ("1000"), "", -1, 0 },
  { 1000, CARD, "\"status\":\"declined\",\"responseCode\":\"D\"" USD ("0"), "", -1, 0 },
  { 1000, BANK, "\"status\":\"declined\",\"responseCode\":\"D\"" USD ("0"), "", -1, 0 },
};

/* What Payroc says of one payment, look after look: a letter each, each look twice. The second word is what is told. */
static const struct
{
  char        letter;
  const char *words;
} states[] = {
  { 'p', "\"status\":\"pending\",\"responseCode\":\"A\"" USD ("1000") },
  { 'c', "\"status\":\"complete\",\"responseCode\":\"A\"" USD ("1000") },
  { 'd', "\"status\":\"declined\",\"responseCode\":\"D\"" USD ("0") },
  { 'r', "\"status\":\"reversal\",\"responseCode\":\"A\"" USD ("1000") },
  { 'b', "\"status\":\"returned\",\"responseCode\":\"A\"" USD ("1000") },
  { 'n', "\"status\":\"dancing\",\"responseCode\":\"A\"" USD ("1000") },
  { '-', NULL }, /* not listed at all */
};

static const char told_letters[] = {
  [PL_NOTICE_PAID] = 'C', [PL_NOTICE_RETURNED] = 'B', [PL_NOTICE_HELD] = 'H',
  [PL_NOTICE_PENDING] = 'P', [PL_NOTICE_DECLINED] = 'D', [PL_NOTICE_REVERSED] = 'R',
  [PL_NOTICE_PARTLY_PAID] = 'p', [PL_NOTICE_MOVED] = 'm',
};

static const struct
{
  PayrocPaymentSource source;
  const char         *looks;
  const char         *told;
} paths[] = {
  /* A bank's days. */
  { BANK, "pc", "PC" },
  { BANK, "pd", "PD" },
  { BANK, "pcb", "PCB" },
  { BANK, "pcd", "PCD" },
  { BANK, "pr", "PR" },
  { BANK, "np", "P" },
  { BANK, "npd", "PD" },
  /* However often a server changes its mind, the last word is true. */
  { BANK, "cdc", "CDC" },
  { BANK, "pdpdpc", "PDPDPC" },
  { BANK, "cdcd", "CDCD" },
  { BANK, "pcrcr", "PCRCR" },
  { BANK, "cbc", "CBC" },
  { BANK, "cpc", "C" },
  { CARD, "crc", "CRC" },
  { CARD, "pdp", "HDH" },
  /* Nothing is left to be counted on. */
  { BANK, "bd", "B" },
  { BANK, "drd", "" },
  { BANK, "nd", "" },
  { BANK, "dc", "C" },
  /* A card's money is held before it is collected. */
  { CARD, "pc", "HC" },
  { CARD, "pr", "HR" },
  { CARD, "pd", "HD" },
  { CARD, "cr", "CR" },
  { CARD, "d", "" },
  { CARD, "r", "" },
  /* Not listed for a while. */
  { BANK, "p-d", "PD" },
  { BANK, "p-p", "P" },
  { BANK, "p-c-d", "PCD" },
  { BANK, "d-d", "" },
  /* Nobody was told before more was known ("!": told by then). */
  { BANK, "pc!", "C" },
  { BANK, "pd!", "D" },
  { BANK, "pcb!", "B" },
  { BANK, "p!cd!", "PD" },
  { BANK, "cdcd!", "D" },
  { BANK, "cdc!", "C" },
  { BANK, "crc!", "C" },
  { BANK, "pdp!", "P" },
  { CARD, "pdp!", "H" },
  { BANK, "pcdc!", "C" },
  { BANK, "pdpc!", "C" },
  /* Back at what the merchant knows: there is nothing to tell. */
  { BANK, "c!dc!", "C" },
  { BANK, "p!dp!", "P" },
  { BANK, "cd!cd!", "D" },
  { BANK, "c!d!cd!", "CD" },
  { BANK, "c!d!c!dc!", "CDC" },
};

static PayrocPayment *
read_payment (const char          *words,
              const char          *beside,
              PayrocPaymentSource  source)
{
  g_autofree char      *text = g_strdup_printf ("{\"paymentId\":\"P1\",\"transactionResult\":{%s}%s}", words,
                                                beside);
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonNode)  node = json_from_string (text, &error);
  PayrocPayment        *payment;

  g_assert_no_error (error);
  payment = payroc_payment_new_from_json (node, source, &error);
  g_assert_no_error (error);

  return payment;
}

static gboolean
put_work (PlConnection  *connection,
          gpointer       data,
          GError       **error)
{
  const Case *row = data;
  g_autoptr (PlPaymentFiling) filing = pl_payment_filing_new (STORE_FIXTURE_ACCOUNT, "AAAAAAAAAA", NOW);
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) notices = NULL;
  const PlNoticeRow *notice;

  g_ptr_array_add (payments, read_payment (row->words, row->beside, row->source));
  /* However often it is read. */
  for (guint i = 0; i < 2; i++)
    g_assert_true (pl_link_payments_set_watched_since (connection, STORE_FIXTURE_ACCOUNT, 1, error)
                   && pl_payment_filing_begin_list (filing, connection, payments, FALSE, error)
                   && pl_link_payments_put (connection, filing, payments, error));
  notices = pl_notice_table_list_due (connection, STORE_FIXTURE_ACCOUNT, 10, error);
  g_assert_no_error (*error);

  g_test_message ("%s%s", row->words, row->beside);
  g_assert_cmpuint (notices->len, ==, row->told < 0 ? 0 : 1);
  if (notices->len == 0)
    return TRUE;

  notice = g_ptr_array_index (notices, 0);
  g_assert_cmpint (notice->kind, ==, row->told);
  g_assert_cmpint (notice->money->minor, ==, row->minor);
  g_assert_cmpstr (notice->money->currency, ==, "USD");
  if (row->amount < 0)
    g_assert_null (notice->asked);
  else
    g_assert_cmpint (notice->asked->minor, ==, row->amount);

  return TRUE;
}

static void
test_told (StoreFixture  *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const LinkRow link = { "AAAAAAAAAA", "Pizza", NULL, cases[i].amount, "USD", "completed", "singleUse",
                             "2026-01-01", "2026-03-01" };

      link_row_put (fixture, &link);
      store_write (fixture->database, put_work, (gpointer) &cases[i]);
      store_exec (fixture->database, "DELETE FROM notices");
      store_exec (fixture->database, "DELETE FROM payments");
    }
}

static const char *
find_words (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (states[i].letter == letter)
        return states[i].words;
    }

  g_assert_not_reached ();
}

/* Each look is one more filing, an hour later, as after a restart: only the store remembers. */
static void
look (PlConnection         *connection,
      PayrocPaymentSource   source,
      char                  letter,
      guint                 number,
      GError              **error)
{
  const char *words = find_words (letter);
  g_autoptr (PlPaymentFiling) filing = pl_payment_filing_new (STORE_FIXTURE_ACCOUNT, "AAAAAAAAAA",
                                                              NOW + number * G_TIME_SPAN_HOUR);
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);

  if (words != NULL)
    g_ptr_array_add (payments, read_payment (words, "", source));
  g_assert_true (pl_payment_filing_begin_list (filing, connection, payments, FALSE, error)
                 && pl_link_payments_put (connection, filing, payments, error)
                 && pl_payment_filing_find_gone (filing, connection, source, payments, error));
}

static void
tell (PlConnection  *connection,
      GString       *told,
      GError       **error)
{
  g_autoptr (GPtrArray) notices = pl_notice_table_list_due (connection, STORE_FIXTURE_ACCOUNT, 10, error);

  for (guint i = 0; i < notices->len; i++)
    {
      const PlNoticeRow *notice = g_ptr_array_index (notices, i);

      g_string_append_c (told, told_letters[notice->kind]);
      g_assert_true (pl_notice_table_mark_shown (connection, notice->row, NOW, error));
    }
}

static gboolean
follow_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  const guint path = GPOINTER_TO_UINT (data);
  const char *looks = paths[path].looks;
  const gboolean tells_late = strchr (looks, '!') != NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  g_assert_true (pl_link_payments_set_watched_since (connection, STORE_FIXTURE_ACCOUNT, 1, error));
  for (guint i = 0; i < strlen (looks); i++)
    {
      for (guint j = 0; j < 2 && looks[i] != '!'; j++)
        look (connection, paths[path].source, looks[i], 2 * i + j, error);
      if (!tells_late || looks[i] == '!')
        tell (connection, told, error);
    }
  g_test_message ("%s", looks);
  g_assert_cmpstr (told->str, ==, paths[path].told);

  return TRUE;
}

static void
test_followed (StoreFixture  *fixture,
               gconstpointer  data)
{
  const LinkRow link = { "AAAAAAAAAA", "Pizza", NULL, 1000, "USD", "completed", "singleUse", "2026-01-01",
                         "2026-03-01" };

  link_row_put (fixture, &link);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      store_write (fixture->database, follow_work, GUINT_TO_POINTER (i));
      store_exec (fixture->database, "DELETE FROM notices");
      store_exec (fixture->database, "DELETE FROM payments");
    }
}

/* The link said that it was used; that counts until something else is said of its payment. */
static gboolean
used_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  const PlNoticeRow used = { .kind = PL_NOTICE_USED, .subject = (char *) "AAAAAAAAAA",
                             .link_id = (char *) "AAAAAAAAAA", .noticed_at = NOW };
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  g_assert_true (pl_link_payments_set_watched_since (connection, STORE_FIXTURE_ACCOUNT, 1, error)
                 && pl_notice_table_add (connection, STORE_FIXTURE_ACCOUNT, &used, error));
  notices = pl_notice_table_list_due (connection, STORE_FIXTURE_ACCOUNT, 10, error);
  g_assert_cmpuint (notices->len, ==, 1);
  g_assert_true (pl_notice_table_mark_shown (connection, ((PlNoticeRow *) notices->pdata[0])->row, NOW, error));

  look (connection, BANK, 'c', 1, error);
  tell (connection, told, error);
  g_assert_cmpstr (told->str, ==, GPOINTER_TO_INT (data) == 1000 ? "" : "p");
  if (GPOINTER_TO_INT (data) != 1000)
    return TRUE;

  look (connection, BANK, 'd', 2, error);
  look (connection, BANK, 'c', 3, error);
  tell (connection, told, error);
  g_assert_cmpstr (told->str, ==, "C");

  return TRUE;
}

static void
test_used (StoreFixture  *fixture,
           gconstpointer  data)
{
  LinkRow link = { "AAAAAAAAAA", "Pizza", NULL, 1000, "USD", "completed", "singleUse", "2026-01-01", "2026-03-01" };

  link_row_put (fixture, &link);
  store_write (fixture->database, used_work, GINT_TO_POINTER (1000));
  store_exec (fixture->database, "DELETE FROM notices");
  store_exec (fixture->database, "DELETE FROM payments");

  /* What was told is the whole; that it was a part is news. */
  link.amount = 2500;
  link_row_put (fixture, &link);
  store_write (fixture->database, used_work, GINT_TO_POINTER (2500));
}

/* By which link one payment of 10.00 stands, list after list: "A" asks for as much, "B" for more. "!": told by then.
 * What is told has the link's letter behind it. */
static const struct
{
  const char *links;
  const char *told;
} moves[] = {
  { "A!B!", "CA mB " },
  { "A!B!A!", "CA mB mA " },
  { "A!B!A!B!A!", "CA mB mA mB mA " },
  { "B!A!B!", "pB mA mB " },
  /* Nobody was told where it was in between. */
  { "AB!", "pB " },
  { "BA!", "CA " },
  { "A!BA!", "CA " },
  { "A!BAB!", "CA mB " },
  { "A!BAB!A!B!", "CA mB mA mB " },
  { "A!B!AB!A!", "CA mB mA " },
};

static void
list_for (PlConnection  *connection,
          const char    *link_id,
          gboolean       is_listed,
          guint          number,
          GError       **error)
{
  g_autoptr (PlPaymentFiling) filing = pl_payment_filing_new (STORE_FIXTURE_ACCOUNT, link_id,
                                                              NOW + number * G_TIME_SPAN_HOUR);
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);

  if (is_listed)
    g_ptr_array_add (payments, read_payment (find_words ('c'), "", CARD));
  g_assert_true (pl_payment_filing_begin_list (filing, connection, payments, FALSE, error)
                 && pl_link_payments_put (connection, filing, payments, error)
                 && pl_payment_filing_find_gone (filing, connection, CARD, payments, error));
}

static gboolean
move_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  const char *links = moves[GPOINTER_TO_UINT (data)].links;
  g_autoptr (GString) told = g_string_new (NULL);
  guint number = 0;

  g_assert_true (pl_link_payments_set_watched_since (connection, STORE_FIXTURE_ACCOUNT, 1, error));
  for (const char *link = links; *link != '\0'; link++)
    {
      g_autoptr (GPtrArray) notices = NULL;

      if (*link != '!')
        {
          /* The one has it no more, and the other has it. */
          list_for (connection, *link == 'A' ? "BBBBBBBBBB" : "AAAAAAAAAA", FALSE, ++number, error);
          list_for (connection, *link == 'A' ? "AAAAAAAAAA" : "BBBBBBBBBB", TRUE, ++number, error);
          continue;
        }

      notices = pl_notice_table_list_due (connection, STORE_FIXTURE_ACCOUNT, 10, error);
      for (guint i = 0; i < notices->len; i++)
        {
          const PlNoticeRow *notice = g_ptr_array_index (notices, i);

          g_string_append_printf (told, "%c%c ", told_letters[notice->kind], *notice->link_id);
          g_assert_true (pl_notice_table_mark_shown (connection, notice->row, NOW, error));
        }
    }
  g_test_message ("%s", links);
  g_assert_cmpstr (told->str, ==, moves[GPOINTER_TO_UINT (data)].told);

  return TRUE;
}

static void
test_moved (StoreFixture  *fixture,
            gconstpointer  data)
{
  static const LinkRow links[] = {
    { "AAAAAAAAAA", "Pizza", NULL, 1000, "USD", "active", "multiUse", "2026-01-01", "2026-03-01" },
    { "BBBBBBBBBB", "Pasta", NULL, 2500, "USD", "active", "multiUse", "2026-01-01", "2026-03-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    link_row_put (fixture, &links[i]);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      store_write (fixture->database, move_work, GUINT_TO_POINTER (i));
      store_exec (fixture->database, "DELETE FROM notices");
      store_exec (fixture->database, "DELETE FROM payments");
      store_exec (fixture->database, "DELETE FROM unplaced_payments");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/payment-notices/told", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, test_told,
              store_fixture_tear_down);
  g_test_add ("/payment-notices/followed", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, test_followed,
              store_fixture_tear_down);
  g_test_add ("/payment-notices/used", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, test_used,
              store_fixture_tear_down);
  g_test_add ("/payment-notices/moved", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, test_moved,
              store_fixture_tear_down);

  return g_test_run ();
}
