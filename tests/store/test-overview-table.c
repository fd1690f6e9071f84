/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums: what is in them, what is not, what is too much for them, and that they stay fast. */
#include "store/pl-overview-table.h"
#include "support/link-rows.h"
#include "support/payment-rows.h"
#include "support/store-plan.h"

#define NOON G_GINT64_CONSTANT (1792000000)

typedef struct
{
  GDate      today;
  gint64     from;  /* seconds */
  gint64     until;
  PlSums    *sums;
  guint      n_choice;
  GPtrArray *ending;
  guint      n_ending;
  gboolean   has_links;
  gboolean   is_missing; /* what partly paid links did not bring */
} Reading;

static gboolean
read_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Reading *reading = data;
  GDate last = reading->today;

  if (reading->is_missing)
    return pl_overview_table_sum_missing (connection, STORE_FIXTURE_ACCOUNT, &reading->today, reading->sums,
                                          error);

  g_date_add_days (&last, 7);
  reading->ending = pl_overview_table_list_ending (connection, STORE_FIXTURE_ACCOUNT, &reading->today, &last, 3,
                                                   &reading->n_ending, error);

  return reading->ending != NULL
         && pl_overview_table_has_links (connection, STORE_FIXTURE_ACCOUNT, &reading->has_links, error)
         && (reading->until != 0
               ? pl_overview_table_sum_income (connection, STORE_FIXTURE_ACCOUNT, reading->from * G_USEC_PER_SEC,
                                               reading->until * G_USEC_PER_SEC, reading->sums, error)
               : pl_overview_table_sum_open (connection, STORE_FIXTURE_ACCOUNT, &reading->today, reading->sums,
                                             &reading->n_choice, error));
}

static void
read_all (StoreFixture *fixture,
          Reading      *reading)
{
  g_date_clear (&reading->today, 1);
  g_date_set_dmy (&reading->today, 15, G_DATE_NOVEMBER, 2026);
  reading->sums = pl_sums_new ();
  store_read (fixture->database, read_work, reading);
}

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->sums, pl_sums_free);
  g_clear_pointer (&reading->ending, g_ptr_array_unref);
}

/* "BHD 1500 ×2, USD -5 ×1" */
static void
assert_sums (const PlSums *sums,
             const char   *expected,
             guint         n_uncounted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sums->sums->len; i++)
    {
      const PlSum *sum = &g_array_index (sums->sums, PlSum, i);

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT " ×%u", i > 0 ? ", " : "", sum->money.currency,
                              sum->money.minor, sum->n_rows);
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpuint (sums->n_uncounted, ==, n_uncounted);
}

static void
assert_income (StoreFixture *fixture,
               gint64        from,
               gint64        until,
               const char   *expected,
               guint         n_uncounted)
{
  Reading reading = { .from = from, .until = until };

  read_all (fixture, &reading);
  assert_sums (reading.sums, expected, n_uncounted);
  reading_clear (&reading);
}

static void
test_open (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const LinkRow rows[] = {
    { "OPEN000001", "a", NULL, 2500, "USD", "active", "singleUse", "2026-11-01", "2026-11-15" },
    { "OPEN000002", "b", NULL, 1, "USD", "active", "singleUse", "2026-11-01", "2026-11-16" },
    { "OPEN000003", "c", NULL, 10000, "JPY", "active", "singleUse", "2026-11-01", "2026-11-22" },
    { "OPEN000004", "d", NULL, 1500, "BHD", "active", "singleUse", "2026-11-01", "2026-11-23" },
    { "CHOICE0001", "e", NULL, -1, "USD", "active", "singleUse", "2026-11-01", "2026-12-01" },
    { "ENDED00001", "f", NULL, 7, "USD", "active", "singleUse", "2026-11-01", "2026-11-14" },
    { "MANY000001", "g", NULL, 7, "USD", "active", "multiUse", "2026-11-01", NULL },
    { "MANY000002", "g", NULL, 7, "USD", "active", "multiUse", "2026-11-01", "2026-11-15" },
    { "PAID000001", "h", NULL, 7, "USD", "completed", "singleUse", "2026-11-01", "2026-11-20" },
    { "EXPIRED001", "i", NULL, 7, "USD", "expired", "singleUse", "2026-11-01", "2026-11-20" },
    { "OFF0000001", "j", NULL, 7, "USD", "deactivated", "singleUse", "2026-11-01", "2026-11-20" },
    { "UNHEARD001", "k", NULL, 7, "USD", "frozen", "singleUse", "2026-11-01", "2026-11-20" },
    { "MISSING001", "l", NULL, 7, "USD", "active", "singleUse", "2026-11-01", "2026-11-20" },
  };
  static const char *const ending[] = { "OPEN000001", "MANY000002", "OPEN000002" };
  Reading reading = { 0 };

  read_all (fixture, &reading);
  assert_sums (reading.sums, "", 0);
  g_assert_cmpuint (reading.n_choice, ==, 0);
  g_assert_cmpuint (reading.n_ending, ==, 0);
  g_assert_cmpuint (reading.ending->len, ==, 0);
  g_assert_false (reading.has_links);
  reading_clear (&reading);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    link_row_put (fixture, &rows[i]);
  store_exec (fixture->database, "UPDATE links SET missing_since = 5 WHERE id = 'MISSING001'");

  read_all (fixture, &reading);
  assert_sums (reading.sums, "BHD 1500 ×1, JPY 10000 ×1, USD 2501 ×2", 0);
  g_assert_cmpuint (reading.n_choice, ==, 1);
  g_assert_true (reading.has_links);

  /* Four end within the week; the last of them has no room, and that after it has eight days. */
  g_assert_cmpuint (reading.n_ending, ==, 4);
  g_assert_cmpuint (reading.ending->len, ==, G_N_ELEMENTS (ending));
  for (guint i = 0; i < G_N_ELEMENTS (ending); i++)
    g_assert_cmpstr (payroc_link_get_id (g_ptr_array_index (reading.ending, i)), ==, ending[i]);
  reading_clear (&reading);
}

/* By whom a part came in owes the rest; whatever is not known of that is in no sum. */
static void
test_rest (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const struct
  {
    LinkRow     link;
    const char *paid;
  } rows[] = {
    { { "WHOLE00001", "a", NULL, 10000, "USD", "active", "singleUse", "2026-11-01", "2026-11-20" }, NULL },
    { { "PART000001", "b", NULL, 10000, "USD", "active", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 1, paid_amount = 4001, paid_currency = 'USD'" },
    { { "PART000002", "c", NULL, 1000, "JPY", "active", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 2, paid_amount = 999, paid_currency = 'JPY'" },
    /* Given back again. */
    { { "BACK000001", "d", NULL, 300, "EUR", "active", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 0, paid_amount = 0, paid_currency = 'EUR'" },
    /* All of it came in, or more, and Payroc calls it open all the same. */
    { { "ALL0000001", "e", NULL, 500, "EUR", "active", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 1, paid_amount = 500, paid_currency = 'EUR'" },
    { { "MORE000001", "f", NULL, 500, "EUR", "active", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 1, paid_amount = 700, paid_currency = 'EUR'" },
    /* More went back than came in: no more is owed than was asked for. */
    { { "LESS000001", "g", NULL, 7, "EUR", "active", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 1, paid_amount = -5, paid_currency = 'EUR'" },
    { { "OTHER00001", "h", NULL, 500, "EUR", "active", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 1, paid_amount = 100, paid_currency = 'USD'" },
    { { "UNKNOWN001", "i", NULL, 500, "EUR", "active", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 1, paid_amount = 0, paid_currency = NULL" },
    { { "CHOICE0001", "j", NULL, -1, "USD", "active", "singleUse", "2026-11-01", "2026-12-01" },
      "paid_count = 1, paid_amount = 100, paid_currency = 'USD'" },
  };
  Reading reading = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE links SET %s WHERE id = '%s'", rows[i].paid, rows[i].link.id);

      link_row_put (fixture, &rows[i].link);
      if (rows[i].paid != NULL)
        store_exec (fixture->database, sql);
    }

  read_all (fixture, &reading);
  assert_sums (reading.sums, "EUR 307 ×2, JPY 1 ×1, USD 15999 ×2", 2);
  g_assert_cmpuint (reading.n_choice, ==, 1);
  reading_clear (&reading);
}

/* What a used link did not bring, until somebody is asked for it anew. */
static void
test_missing (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const struct
  {
    LinkRow     link;
    const char *paid;
  } rows[] = {
    { { "PART000001", "a", NULL, 10000, "USD", "completed", "singleUse", "2026-11-01", "2026-11-20" },
      "status = 11, paid_count = 1, paid_amount = 4001, paid_currency = 'USD'" },
    { { "PART000002", "b", NULL, 10000, "USD", "completed", "singleUse", "2026-11-01", "2026-11-20" },
      "status = 11, paid_count = 1, paid_amount = 1, paid_currency = 'USD'" },
    { { "PART000003", "c", NULL, 1000, "JPY", "completed", "singleUse", "2026-11-01", "2026-11-20" },
      "status = 11, paid_count = 1, paid_amount = 999, paid_currency = 'JPY'" },
    { { "PAID000001", "d", NULL, 1000, "USD", "completed", "singleUse", "2026-11-01", "2026-11-20" },
      "paid_count = 1, paid_amount = 1000, paid_currency = 'USD'" },
    { { "GONE000001", "e", NULL, 1000, "USD", "completed", "singleUse", "2026-11-01", "2026-11-20" },
      "status = 11, missing_since = 5, paid_count = 1, paid_amount = 1, paid_currency = 'USD'" },
    /* Asked for anew, and that expired; asked for anew, and open; and paid. */
    { { "AGAIN00002", "b", NULL, 9999, "USD", "expired", "singleUse", "2026-11-02", "2026-11-03" }, NULL },
    { { "PART000004", "f", NULL, 1000, "EUR", "completed", "singleUse", "2026-11-01", "2026-11-20" },
      "status = 11, paid_count = 1, paid_amount = 1, paid_currency = 'EUR'" },
    { { "AGAIN00004", "f", NULL, 999, "EUR", "active", "singleUse", "2026-11-02", "2026-11-20" }, NULL },
    { { "PART000005", "g", NULL, 1000, "EUR", "completed", "singleUse", "2026-11-01", "2026-11-20" },
      "status = 11, paid_count = 1, paid_amount = 1, paid_currency = 'EUR'" },
    { { "AGAIN00005", "g", NULL, 999, "EUR", "completed", "singleUse", "2026-11-02", "2026-11-20" },
      "paid_count = 1, paid_amount = 999, paid_currency = 'EUR'" },
  };
  Reading reading = { .is_missing = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE links SET %s WHERE id = '%s'", rows[i].paid, rows[i].link.id);

      link_row_put (fixture, &rows[i].link);
      if (rows[i].paid != NULL)
        store_exec (fixture->database, sql);
    }

  read_all (fixture, &reading);
  assert_sums (reading.sums, "JPY 1 ×1, USD 15998 ×2", 0);
  reading_clear (&reading);
}

/* Two links of one reference, and what is missing of both; the first is partly paid: 60.00 of 100.00. */
static void
test_asked_anew (StoreFixture  *fixture,
                 gconstpointer  data)
{
  static const struct
  {
    const char *other;   /* what the other one is */
    const char *created;
    const char *expires;
    const char *missing;
  } rows[] = {
    { "status = 1", "2026-11-02", "2026-11-15", "" },
    { "status = 2, paid_count = 1, paid_amount = 4000, paid_currency = 'USD'", "2026-11-02", "2026-11-20", "" },
    /* On one day, the later row. */
    { "status = 1", "2026-11-01", "2026-11-20", "" },
    /* Last month's. */
    { "status = 2, paid_count = 1, paid_amount = 4000, paid_currency = 'USD'", "2026-10-01", "2026-10-20",
      "USD 4000 ×1" },
    { "status = 1", "2026-10-31", "2026-11-20", "USD 4000 ×1" },
    /* A part of the rest came in: that one's rest is missing. */
    { "status = 11, paid_count = 1, paid_amount = 1000, paid_currency = 'USD'", "2026-11-02", "2026-11-20",
      "USD 3000 ×1" },
    /* In part given back; held; on its way; nobody knows. */
    { "status = 6, paid_count = 1, paid_amount = 3900, paid_currency = 'USD'", "2026-11-02", "2026-11-20", "" },
    { "status = 9", "2026-11-02", "2026-11-20", "" },
    { "status = 10", "2026-11-02", "2026-11-20", "" },
    { "status = 12", "2026-11-02", "2026-11-20", "" },
    /* In vain. */
    { "status = 1", "2026-11-02", "2026-11-14", "USD 4000 ×1" },
    { "status = 1, missing_since = 5", "2026-11-02", "2026-11-20", "USD 4000 ×1" },
    { "status = 2, missing_since = 5", "2026-11-02", "2026-11-20", "USD 4000 ×1" },
    { "status = 3", "2026-11-02", "2026-11-03", "USD 4000 ×1" },
    { "status = 4", "2026-11-02", "2026-11-20", "USD 4000 ×1" },
    { "status = 5", "2026-11-02", "2026-11-20", "USD 4000 ×1" },
    { "status = 7", "2026-11-02", "2026-11-20", "USD 4000 ×1" },
    { "status = 8", "2026-11-02", "2026-11-20", "USD 4000 ×1" },
    { "status = 13", "2026-11-02", "2026-11-20", "USD 4000 ×1" },
    /* Another one's. */
    { "status = 1, reference = 'b'", "2026-11-02", "2026-11-20", "USD 4000 ×1" },
  };
  static const LinkRow part = { "PART000001", "a", NULL, 10000, "USD", "completed", "singleUse", "2026-11-01",
                                "2026-11-20" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const LinkRow    other = { "AGAIN00001", "a", NULL, 4000, "USD", "active", "singleUse", rows[i].created,
                                 rows[i].expires };
      g_autofree char *sql = g_strdup_printf ("UPDATE links SET %s WHERE id = 'AGAIN00001'", rows[i].other);
      Reading          reading = { .is_missing = TRUE };

      g_test_message ("%s", rows[i].other);
      store_exec (fixture->database, "DELETE FROM links");
      link_row_put (fixture, &part);
      link_row_put (fixture, &other);
      store_exec (fixture->database, "UPDATE links SET status = 11, paid_count = 1, paid_amount = 6000,"
                  " paid_currency = 'USD' WHERE id = 'PART000001'");
      store_exec (fixture->database, sql);

      read_all (fixture, &reading);
      assert_sums (reading.sums, rows[i].missing, 0);
      reading_clear (&reading);
    }
}

/* What was given back came in; what came in of what nobody knows is in no sum. */
static void
test_missing_refunded (StoreFixture  *fixture,
                       gconstpointer  data)
{
  static const LinkRow part = { "PART000001", "a", NULL, 10000, "USD", "completed", "singleUse", "2026-11-01",
                                "2026-11-20" };
  static const PaymentRow payment = { "PAYMENT001", "PART000001", NOON, 6000, "USD", .refunded = 1000 };
  Reading reading = { .is_missing = TRUE };

  link_row_put (fixture, &part);
  payment_row_put (fixture, &payment);
  store_exec (fixture->database, "UPDATE links SET status = 11, paid_count = 1, paid_amount = 5000,"
              " paid_currency = 'USD' WHERE id = 'PART000001'");
  read_all (fixture, &reading);
  assert_sums (reading.sums, "USD 4000 ×1", 0);
  reading_clear (&reading);

  store_exec (fixture->database, "UPDATE links SET paid_amount = 0, paid_currency = NULL");
  read_all (fixture, &reading);
  assert_sums (reading.sums, "", 1);
  reading_clear (&reading);
}

static void
test_income (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const PaymentRow rows[] = {
    { "BEFORE0001", NULL, NOON - 1, 1, "USD" },
    { "FIRST00001", NULL, NOON, 100, "USD" },
    { "LAST000001", NULL, NOON + 59, 20, "USD" },
    { "AFTER00001", NULL, NOON + 60, 1, "USD" },
    { "REFUNDED01", NULL, NOON + 1, 3000, "EUR", .refunded = 1000 },
    { "REFUNDED02", NULL, NOON + 1, 3000, "EUR", .refunded = 3000 },
    { "YEN0000001", NULL, NOON + 1, 10000, "JPY" },
    { "DINAR00001", NULL, NOON + 1, 1500, "BHD" },
    { "DECLINED01", NULL, NOON + 1, 7, "USD", "declined", "D" },
    { "HELD000001", NULL, NOON + 1, 7, "USD", "pending" },
    { "PENDING001", NULL, NOON + 1, 7, "USD", "accepted" },
    { "REVERSED01", NULL, NOON + 1, 7, "USD", "reversal" },
    { "RETURNED01", NULL, NOON + 1, 7, "USD", .returned = TRUE },
    { "UNHEARD001", NULL, NOON + 1, 7, "USD", "frozen" },
    { "NOCURRENCY", NULL, NOON + 1, 7, "?" },
  };

  assert_income (fixture, NOON, NOON + 60, "", 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    payment_row_put (fixture, &rows[i]);

  assert_income (fixture, NOON, NOON + 60, "BHD 1500 ×1, EUR 2000 ×1, JPY 10000 ×1, USD 120 ×2", 2);
  assert_income (fixture, NOON - 1, NOON, "USD 1 ×1", 0);
  assert_income (fixture, NOON + 60, NOON + 61, "USD 1 ×1", 0);

  /* Of what the first version wrote nothing is known but the document. */
  store_exec (fixture->database,
              "UPDATE payments SET state = NULL, income = NULL, currency = NULL WHERE id = 'FIRST00001'");
  assert_income (fixture, NOON, NOON + 60, "BHD 1500 ×1, EUR 2000 ×1, JPY 10000 ×1, USD 20 ×1", 3);
}

/* What came later changes what was. */
static void
test_again (StoreFixture  *fixture,
            gconstpointer  data)
{
  PaymentRow row = { "PAYMENT001", NULL, NOON, 500, "USD" };

  payment_row_put (fixture, &row);
  assert_income (fixture, NOON, NOON + 1, "USD 500 ×1", 0);
  row.refunded = 200;
  payment_row_put (fixture, &row);
  assert_income (fixture, NOON, NOON + 1, "USD 300 ×1", 0);
  row.refunded = 500;
  payment_row_put (fixture, &row);
  assert_income (fixture, NOON, NOON + 1, "", 0);
  /* As an earlier version noted it. */
  store_exec (fixture->database, "UPDATE payments SET state = 1");
  assert_income (fixture, NOON, NOON + 1, "", 0);
  row.refunded = 600;
  payment_row_put (fixture, &row);
  assert_income (fixture, NOON, NOON + 1, "USD -100 ×0", 0);
  row.refunded = 0;
  row.status = "reversal";
  payment_row_put (fixture, &row);
  assert_income (fixture, NOON, NOON + 1, "", 0);
}

static void
test_too_much (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const struct
  {
    gint64      amounts[3];
    const char *expected;
    guint       n_uncounted;
  } cases[] = {
    { { G_MAXINT64 - 1, 1 }, "USD 9223372036854775807 ×2", 0 },
    { { G_MAXINT64, 1 }, "", 2 },
    { { G_MAXINT64, G_MAXINT64, G_MAXINT64 }, "", 3 },
    { { G_MAXUINT32, 1 }, "USD 4294967296 ×2", 0 },
    { { 5, -1 }, "USD 5 ×1", 1 },
    { { G_MININT64 + 1, -1, -4294967296 }, "", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      store_exec (fixture->database, "DELETE FROM payments");
      for (guint j = 0; j < G_N_ELEMENTS (cases[i].amounts); j++)
        {
          g_autofree char *id = g_strdup_printf ("PAYMENT00%u", j);
          const PaymentRow row = { id, NULL, NOON, cases[i].amounts[j], "USD" };

          if (row.amount != 0)
            payment_row_put (fixture, &row);
        }
      assert_income (fixture, NOON, NOON + 1, cases[i].expected, cases[i].n_uncounted);
    }
}

static void
test_sums (void)
{
  g_autoptr (PlSums) sums = pl_sums_new ();
  PlSum most = { .money = { G_MAXINT64, "EUR" }, .n_rows = 2 };
  PlSum one = { .money = { 1, "EUR" }, .n_rows = 3 };
  PlSum other = { .money = { 5, "AUD" }, .n_rows = 1 };

  pl_sums_add (sums, &most);
  pl_sums_add (sums, &other);
  pl_sums_add (sums, &one);
  pl_sums_add (sums, &other);
  assert_sums (sums, "AUD 10 ×2, EUR 9223372036854775807 ×2", 3);
}

/* What keeps 100,000 links and 200,000 payments fast. */
static gboolean
plans_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  static const struct
  {
    const char *part;
    const char *plan;
  } cases[] = {
    /* What came in is in the rows of the open ones, and of these only. */
    { "charge_kind, rest IS NULL", "SEARCH links USING INDEX links_ending (account=? AND expires_on>?)" },
    { "AS part", "SEARCH part USING INDEX links_status (account=? AND status=? AND missing_since=?)" },
    { "count (*) FILTER (WHERE income",
      "SEARCH payments USING COVERING INDEX payments_paid_at (account=? AND paid_at>? AND paid_at<?)" },
    { "SELECT count (*) FROM links",
      "SEARCH links USING COVERING INDEX links_ending (account=? AND expires_on>? AND expires_on<?)" },
    { "SELECT document FROM links",
      "SEARCH links USING COVERING INDEX links_ending (account=? AND expires_on>? AND expires_on<?)" },
    { "SELECT EXISTS", "COVERING INDEX" },
  };
  Reading reading = { .sums = pl_sums_new (), .until = 1 };

  g_date_set_dmy (&reading.today, 15, G_DATE_NOVEMBER, 2026);
  g_assert_true (read_work (connection, &reading, error));
  g_ptr_array_unref (reading.ending);
  reading.until = 0;
  g_assert_true (read_work (connection, &reading, error));
  reading.is_missing = TRUE;
  g_assert_true (read_work (connection, &reading, error));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plan = store_find_plan (connection, cases[i].part);

      g_test_message ("%s", plan);
      g_assert_nonnull (strstr (plan, cases[i].plan));
      g_assert_null (strstr (plan, "ORDER BY"));
    }
  reading_clear (&reading);

  return TRUE;
}

static void
test_plans (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_write (fixture->database, plans_work, NULL);
}

#define ADD(path, func) \
  g_test_add (path, StoreFixture, "", store_fixture_set_up, func, store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/overview-table/open", test_open);
  ADD ("/overview-table/rest", test_rest);
  ADD ("/overview-table/missing", test_missing);
  ADD ("/overview-table/asked-anew", test_asked_anew);
  ADD ("/overview-table/missing-refunded", test_missing_refunded);
  ADD ("/overview-table/income", test_income);
  ADD ("/overview-table/again", test_again);
  ADD ("/overview-table/too-much", test_too_much);
  g_test_add_func ("/overview-table/sums", test_sums);
  ADD ("/overview-table/plans", test_plans);

  return g_test_run ();
}
