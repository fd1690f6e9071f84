/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days, weeks and months as the merchant's clock has them, also where days have 23, 25 or no first hours. */
#include "core/overview/pl-overview-facts.h"
#include "core/pl-clock.h"
#include "core/watch/pl-watch-state.h"
#include "store/pl-setting-table.h"
#include "support/link-rows.h"
#include "support/payment-rows.h"

/* Clocks go forward on the last Sunday of March, back on that of October. */
#define BERLIN   "CET-1CEST,M3.5.0,M10.5.0/3"
/* They go forward at midnight: the first Sunday of September begins at one. */
#define MIDNIGHT "AST4ADT,M9.1.0/0,M4.1.0/0"

/* data: a time zone, before there is a second thread that might ask for it. */
static void
set_up (StoreFixture  *fixture,
        gconstpointer  data)
{
  g_setenv ("TZ", data, TRUE);
  store_fixture_set_up (fixture, "");
}

static PlOverviewFacts *
read_facts (StoreFixture *fixture,
            int           year,
            int           month,
            int           day,
            GDateWeekday  week_start)
{
  PlOverviewFacts *facts;
  GDate            today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  facts = pl_overview_facts_new (STORE_FIXTURE_ACCOUNT, &today, week_start);
  store_read (fixture->database, pl_overview_facts_work, facts);
  g_assert_cmpuint (facts->days->len, ==, PL_OVERVIEW_N_DAYS);

  return facts;
}

/* -1: the currency is not there. */
static gint64
find_sum (const PlSums *sums,
          const char   *currency)
{
  for (guint i = 0; i < sums->sums->len; i++)
    {
      const PlSum *sum = &g_array_index (sums->sums, PlSum, i);

      if (g_str_equal (sum->money.currency, currency))
        return sum->money.minor;
    }

  return -1;
}

/* days_back 0: today. */
static gint64
find_day (const PlOverviewFacts *facts,
          guint                  days_back,
          const char            *currency)
{
  return find_sum (g_ptr_array_index (facts->days, PL_OVERVIEW_N_DAYS - 1 - days_back), currency);
}

/* In the time zone of the environment. */
static gint64
moment (int year,
        int month,
        int day,
        int hour,
        int minute,
        int second)
{
  g_autoptr (GDateTime) local = g_date_time_new_local (year, month, day, hour, minute, second);

  g_assert_nonnull (local);

  return g_date_time_to_unix (local);
}

/* Amounts are different powers of two: a sum says which of them are in it. */
static void
put_at (StoreFixture *fixture,
        gint64        time,
        gint64        amount)
{
  g_autofree char *id = g_strdup_printf ("PAYMENT%03" G_GINT64_FORMAT, amount);
  const PaymentRow row = { id, NULL, time, amount, "USD" };

  payment_row_put (fixture, &row);
}

static void
test_midnight (StoreFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr (PlOverviewFacts) facts = NULL;

  put_at (fixture, moment (2026, 11, 14, 23, 59, 59), 1);
  put_at (fixture, moment (2026, 11, 15, 0, 0, 0), 2);
  put_at (fixture, moment (2026, 11, 15, 23, 59, 59), 4);
  put_at (fixture, moment (2026, 11, 16, 0, 0, 0), 8);

  facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (facts->this_day, "USD"), ==, 6);
  g_assert_cmpint (find_day (facts, 0, "USD"), ==, 6);
  g_assert_cmpint (find_day (facts, 1, "USD"), ==, 1);
  g_assert_cmpint (find_sum (facts->this_month, "USD"), ==, 7);
}

/* The same payments, and a Sunday that ends a week here and begins one there. */
static void
test_week (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const struct
  {
    int          day;
    GDateWeekday week_start;
    gint64       week;
  } cases[] = {
    { 15, G_DATE_MONDAY, 2 + 4 + 8 }, /* 15 November 2026 is a Sunday */
    { 15, G_DATE_SUNDAY, 8 },
    { 15, G_DATE_SATURDAY, 4 + 8 },
    { 16, G_DATE_MONDAY, 16 },
    { 16, G_DATE_SUNDAY, 8 + 16 },
    { 9, G_DATE_MONDAY, 2 },
    { 8, G_DATE_MONDAY, 1 },
  };

  put_at (fixture, moment (2026, 11, 8, 23, 59, 59), 1);
  put_at (fixture, moment (2026, 11, 9, 0, 0, 0), 2);
  put_at (fixture, moment (2026, 11, 14, 12, 0, 0), 4);
  put_at (fixture, moment (2026, 11, 15, 12, 0, 0), 8);
  put_at (fixture, moment (2026, 11, 16, 0, 0, 0), 16);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlOverviewFacts) facts = read_facts (fixture, 2026, 11, cases[i].day, cases[i].week_start);

      g_test_message ("case %u", i);
      g_assert_cmpint (find_sum (facts->this_week, "USD"), ==, cases[i].week);
    }
}

/* A week that began in the month, and the year, before; and the first day of a long month, which no list of thirty
 * has. */
static void
test_month (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (PlOverviewFacts) new_year = NULL;
  g_autoptr (PlOverviewFacts) end_of_month = NULL;
  g_autoptr (PlOverviewFacts) first = NULL;

  put_at (fixture, moment (2026, 11, 30, 23, 59, 59), 1);
  put_at (fixture, moment (2026, 12, 1, 0, 0, 0), 2);
  put_at (fixture, moment (2026, 12, 2, 0, 0, 0), 4);
  put_at (fixture, moment (2026, 12, 31, 23, 59, 59), 8);
  put_at (fixture, moment (2027, 1, 1, 0, 0, 0), 16);

  end_of_month = read_facts (fixture, 2026, 12, 31, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (end_of_month->this_month, "USD"), ==, 2 + 4 + 8);
  g_assert_cmpint (find_day (end_of_month, 29, "USD"), ==, 4);
  g_assert_cmpint (pl_overview_facts_get_beginning (end_of_month), ==, moment (2026, 12, 1, 0, 0, 0) * G_USEC_PER_SEC);

  new_year = read_facts (fixture, 2027, 1, 1, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (new_year->this_day, "USD"), ==, 16);
  g_assert_cmpint (find_sum (new_year->this_week, "USD"), ==, 8 + 16);
  g_assert_cmpint (find_sum (new_year->this_month, "USD"), ==, 16);
  g_assert_cmpint (pl_overview_facts_get_beginning (new_year), ==, moment (2026, 12, 3, 0, 0, 0) * G_USEC_PER_SEC);

  first = read_facts (fixture, 2026, 12, 1, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (first->this_week, "USD"), ==, 1 + 2);
  g_assert_cmpint (find_sum (first->this_month, "USD"), ==, 2);
}

static void
test_saving_time (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlOverviewFacts) spring = NULL;
  g_autoptr (PlOverviewFacts) autumn = NULL;
  g_autoptr (PlOverviewFacts) after = NULL;
  gint64                      midnight;

  /* 29 March 2026 has 23 hours. */
  midnight = moment (2026, 3, 29, 0, 0, 0);
  put_at (fixture, midnight, 1);
  put_at (fixture, midnight + 23 * 60 * 60 - 1, 2);
  put_at (fixture, midnight + 23 * 60 * 60, 4);
  spring = read_facts (fixture, 2026, 3, 29, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (spring->this_day, "USD"), ==, 1 + 2);
  after = read_facts (fixture, 2026, 3, 30, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (after->this_day, "USD"), ==, 4);
  g_assert_cmpint (find_day (after, 1, "USD"), ==, 1 + 2);

  /* 25 October 2026 has 25. */
  midnight = moment (2026, 10, 25, 0, 0, 0);
  put_at (fixture, midnight + 24 * 60 * 60, 8);
  put_at (fixture, midnight + 25 * 60 * 60 - 1, 16);
  put_at (fixture, midnight + 25 * 60 * 60, 32);
  autumn = read_facts (fixture, 2026, 10, 25, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (autumn->this_day, "USD"), ==, 8 + 16);
}

static void
test_no_midnight (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlOverviewFacts) day = NULL;
  g_autoptr (PlOverviewFacts) before = NULL;
  gint64                      first;

  first = moment (2026, 9, 5, 23, 59, 59) + 1;
  put_at (fixture, first - 1, 1);
  put_at (fixture, first, 2);
  put_at (fixture, first + 23 * 60 * 60 - 1, 4);
  put_at (fixture, first + 23 * 60 * 60, 8);

  before = read_facts (fixture, 2026, 9, 5, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (before->this_day, "USD"), ==, 1);
  day = read_facts (fixture, 2026, 9, 6, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (day->this_day, "USD"), ==, 2 + 4);
}

/* Paid in one month, given back in the next: the payment's own day has less, and no other has more or less. */
static void
test_refund (StoreFixture  *fixture,
             gconstpointer  data)
{
  PaymentRow                  row = { "PAYMENT001", NULL, 0, 5000, "USD" };
  g_autoptr (PlOverviewFacts) before = NULL;
  g_autoptr (PlOverviewFacts) after = NULL;

  row.paid_at = moment (2026, 10, 31, 12, 0, 0);
  payment_row_put (fixture, &row);
  before = read_facts (fixture, 2026, 11, 1, G_DATE_MONDAY);
  g_assert_cmpint (find_day (before, 1, "USD"), ==, 5000);

  row.refunded = 2000;
  payment_row_put (fixture, &row);
  after = read_facts (fixture, 2026, 11, 1, G_DATE_MONDAY);
  g_assert_cmpint (find_day (after, 1, "USD"), ==, 3000);
  g_assert_cmpint (find_sum (after->this_week, "USD"), ==, 3000);
  g_assert_cmpint (find_sum (after->this_month, "USD"), ==, -1);
  g_assert_cmpint (find_sum (after->this_day, "USD"), ==, -1);
}

/* 60.00 of 100.00 came in, and 10.00 went back; asked for anew by a link whose last day is not over before that of the
 * merchant. */
static void
test_missing (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const LinkRow part = { "PART000001", "a", NULL, 10000, "USD", "completed", "singleUse", "2026-11-01",
                                "2026-11-20" };
  static const LinkRow again = { "AGAIN00001", "a", NULL, 4000, "USD", "active", "singleUse", "2026-11-02",
                                 "2026-11-15" };
  const PaymentRow payment = { "PAYMENT001", "PART000001", moment (2026, 11, 1, 12, 0, 0), 6000, "USD",
                               .refunded = 1000 };
  g_autoptr (PlOverviewFacts) alone = NULL;
  g_autoptr (PlOverviewFacts) open = NULL;
  g_autoptr (PlOverviewFacts) over = NULL;

  link_row_put (fixture, &part);
  payment_row_put (fixture, &payment);
  store_exec (fixture->database, "UPDATE links SET status = 11, paid_count = 1, paid_amount = 5000,"
              " paid_currency = 'USD'");
  alone = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (alone->missing, "USD"), ==, 4000);

  link_row_put (fixture, &again);
  open = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (open->missing, "USD"), ==, -1);
  g_assert_cmpint (find_sum (open->open, "USD"), ==, 4000);
  over = read_facts (fixture, 2026, 11, 16, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (over->missing, "USD"), ==, 4000);
  g_assert_cmpint (find_sum (over->open, "USD"), ==, -1);
}

static void
test_returned (StoreFixture  *fixture,
               gconstpointer  data)
{
  PaymentRow                  row = { "PAYMENT001", NULL, 0, 5000, "USD", .returned = TRUE };
  g_autoptr (PlOverviewFacts) before = NULL;
  g_autoptr (PlOverviewFacts) after = NULL;

  row.paid_at = moment (2026, 11, 8, 12, 0, 0);
  payment_row_put (fixture, &row);
  /* As it was before the bank took it back. */
  store_exec (fixture->database, "UPDATE payments SET state = 1, income = 5000");
  before = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (before->this_week, "USD"), ==, -1);
  g_assert_cmpint (find_sum (before->this_month, "USD"), ==, 5000);

  payment_row_put (fixture, &row);
  after = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (find_sum (after->this_month, "USD"), ==, -1);
  g_assert_cmpuint (pl_overview_facts_count_unknown (after), ==, 0);
}

static void
test_currencies (StoreFixture  *fixture,
                 gconstpointer  data)
{
  PaymentRow rows[] = {
    { "PAYMENT001", NULL, 0, 10000, "JPY" },
    { "PAYMENT002", NULL, 0, 4999, "USD" },
    { "PAYMENT003", NULL, 0, 1500, "BHD" },
    { "PAYMENT004", NULL, 0, 1, "USD" },
  };
  g_autoptr (PlOverviewFacts) facts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i].paid_at = moment (2026, 11, 10 + (int) i, 12, 0, 0);
      payment_row_put (fixture, &rows[i]);
    }

  facts = read_facts (fixture, 2026, 11, 13, G_DATE_MONDAY);
  g_assert_cmpuint (facts->this_month->sums->len, ==, 3);
  g_assert_cmpint (find_sum (facts->this_month, "JPY"), ==, 10000);
  g_assert_cmpint (find_sum (facts->this_month, "USD"), ==, 5000);
  g_assert_cmpint (find_sum (facts->this_month, "BHD"), ==, 1500);
  g_assert_cmpuint (facts->this_day->sums->len, ==, 1);
}

/* What is in no sum is not passed over in silence. */
static void
test_unknown (StoreFixture  *fixture,
              gconstpointer  data)
{
  const PaymentRow undated = { "PAYMENT001", NULL, -1, 100, "USD" };
  const PaymentRow undated_declined = { "PAYMENT002", NULL, -1, 100, "USD", "declined", "D" };
  PaymentRow       unheard = { "PAYMENT003", NULL, 0, 100, "USD", "frozen" };
  PaymentRow       old = { "PAYMENT004", NULL, 0, 100, "USD", "frozen" };
  g_autoptr (PlOverviewFacts) facts = NULL;
  g_autoptr (PlOverviewFacts) end_of_month = NULL;

  unheard.paid_at = moment (2026, 12, 2, 12, 0, 0);
  old.paid_at = moment (2026, 12, 1, 12, 0, 0);
  payment_row_put (fixture, &undated);
  payment_row_put (fixture, &undated_declined);
  payment_row_put (fixture, &unheard);
  payment_row_put (fixture, &old);

  facts = read_facts (fixture, 2026, 12, 2, G_DATE_MONDAY);
  g_assert_cmpuint (facts->n_undated, ==, 1);
  g_assert_cmpuint (pl_overview_facts_count_unknown (facts), ==, 3);
  g_assert_cmpuint (facts->this_day->n_uncounted, ==, 1);
  g_assert_cmpint (find_sum (facts->this_month, "USD"), ==, -1);

  end_of_month = read_facts (fixture, 2026, 12, 31, G_DATE_MONDAY);
  g_assert_cmpuint (pl_overview_facts_count_unknown (end_of_month), ==, 3);
}

static gboolean
end_look_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  return pl_watch_end_work (connection, data, error);
}

static void
end_look (StoreFixture *fixture,
          gint64        now,
          gboolean      whole,
          gboolean      asked,
          gboolean      banks_refused)
{
  g_autoptr (PlWatchEnd) end = pl_watch_end_new (STORE_FIXTURE_ACCOUNT);

  end->now = now;
  end->whole = whole;
  end->asked = asked;
  end->is_refused[PAYROC_PAYMENT_SOURCE_BANK] = banks_refused;
  store_write (fixture->database, end_look_work, end);
}

static gboolean
set_refreshed_work (PlConnection  *connection,
                    gpointer       data,
                    GError       **error)
{
  return pl_setting_table_set (connection, STORE_FIXTURE_ACCOUNT, "refresh.last", data, error);
}

/* How far it can be believed: nothing asked, everything, a look that failed, a list that Payroc does not give. */
static void
test_trust (StoreFixture  *fixture,
            gconstpointer  data)
{
  static const LinkRow link = { "OPEN000001", "a", NULL, 2500, "USD", "active", "singleUse", "2026-11-01", NULL };
  PlOverviewFacts *facts;

  facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (pl_overview_facts_get_as_of (facts), ==, 0);
  g_assert_false (facts->has_links);
  pl_overview_facts_free (facts);

  store_write (fixture->database, set_refreshed_work, (gpointer) "3000");
  facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (pl_overview_facts_get_as_of (facts), ==, 0);
  pl_overview_facts_free (facts);

  /* From the first day on. */
  end_look (fixture, 2000, TRUE, TRUE, FALSE);
  facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (pl_overview_facts_get_as_of (facts), ==, 2000);
  g_assert_cmpint (facts->payments_from, ==, 0);
  g_assert_false (facts->is_refused[PAYROC_PAYMENT_SOURCE_BANK]);
  pl_overview_facts_free (facts);

  /* Not whole: what was known stays as old as it was. */
  link_row_put (fixture, &link);
  end_look (fixture, 4000, FALSE, TRUE, TRUE);
  facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (pl_overview_facts_get_as_of (facts), ==, 2000);
  g_assert_true (facts->is_refused[PAYROC_PAYMENT_SOURCE_BANK]);
  g_assert_false (facts->is_refused[PAYROC_PAYMENT_SOURCE_CARD]);
  g_assert_cmpint (facts->payments_from, ==, 0);
  pl_overview_facts_free (facts);

  /* A look that had nothing to ask says nothing about lists; the next one that asks does. */
  end_look (fixture, 5000, TRUE, FALSE, FALSE);
  facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_true (facts->is_refused[PAYROC_PAYMENT_SOURCE_BANK]);
  g_assert_cmpint (pl_overview_facts_get_as_of (facts), ==, 3000);
  pl_overview_facts_free (facts);
  end_look (fixture, 6000, TRUE, TRUE, FALSE);
  facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_false (facts->is_refused[PAYROC_PAYMENT_SOURCE_BANK]);
  pl_overview_facts_free (facts);
}

/* Whoever had links before Paylinks looked has payments that it does not know. */
static void
test_payments_from (StoreFixture  *fixture,
                    gconstpointer  data)
{
  static const LinkRow link = { "OPEN000001", "a", NULL, 2500, "USD", "active", "singleUse", "2026-11-01", NULL };
  g_autoptr (PlOverviewFacts) facts = NULL;

  link_row_put (fixture, &link);
  end_look (fixture, 2000, TRUE, FALSE, FALSE);
  end_look (fixture, 4000, TRUE, TRUE, FALSE);
  facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);
  g_assert_cmpint (facts->payments_from, ==, 2000);
  g_assert_cmpint (facts->payments_as_of, ==, 4000);
}

static char *
fill_sql (void)
{
  /* 2,000 open links among 100,000; 200,000 payments, 200 a day for a thousand days. */
  return g_strdup_printf (
    "INSERT INTO links (account, id, status, kind, charge_kind, amount, currency, created_on, expires_on, reference,"
    " seen_at) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
    " SELECT 1, 'LINK' || i, iif (i %% 50 = 0, 1, 2), 1, 1, i, 'USD', 739000, %u + i %% 30, 'R' || i, 1 FROM n;"
    "INSERT INTO payments (account, link_id, source, id, paid_at, seen_at, document, state, income, currency)"
    " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)"
    " SELECT 1, 'LINK' || (i %% 100000), 0, 'PAY' || i, %" G_GINT64_FORMAT " - i * 432000000, 1, '{}', 1, i,"
    " iif (i %% 9 = 0, 'EUR', 'USD') FROM n",
    g_date_get_julian (&(GDate) { .dmy = 1, .day = 15, .month = 11, .year = 2026 }),
    moment (2026, 11, 15, 23, 59, 59) * G_USEC_PER_SEC);
}

/* What the plans of the queries promise, with a shop's ten years. */
static void
test_many (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autofree char *sql = fill_sql ();
  g_auto (GStrv)   statements = g_strsplit (sql, ";", -1);
  gint64           best = G_MAXINT64;

  if (!g_test_slow ())
    {
      g_test_skip ("Run with -m slow to see how long it takes with 100,000 links and 200,000 payments");
      return;
    }

  for (guint i = 0; statements[i] != NULL; i++)
    store_exec (fixture->database, statements[i]);

  for (guint i = 0; i < 5; i++)
    {
      const gint64                begin = g_get_monotonic_time ();
      g_autoptr (PlOverviewFacts) facts = read_facts (fixture, 2026, 11, 15, G_DATE_MONDAY);

      best = MIN (best, g_get_monotonic_time () - begin);
      g_assert_cmpuint (facts->this_day->sums->len, ==, 2);
      g_assert_cmpuint (facts->open->sums->len, ==, 1);
    }

  g_test_minimized_result ((double) best / 1000, "100,000 links, 200,000 payments: %.1f ms", (double) best / 1000);
  g_assert_cmpint (best, <, 250 * 1000);
}

#define ADD(path, zone, func) \
  g_test_add (path, StoreFixture, zone, set_up, func, store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/overview-facts/midnight", BERLIN, test_midnight);
  ADD ("/overview-facts/week", BERLIN, test_week);
  ADD ("/overview-facts/month", BERLIN, test_month);
  ADD ("/overview-facts/saving-time", BERLIN, test_saving_time);
  ADD ("/overview-facts/no-midnight", MIDNIGHT, test_no_midnight);
  ADD ("/overview-facts/refund", BERLIN, test_refund);
  ADD ("/overview-facts/missing", BERLIN, test_missing);
  ADD ("/overview-facts/returned", BERLIN, test_returned);
  ADD ("/overview-facts/currencies", BERLIN, test_currencies);
  ADD ("/overview-facts/unknown", BERLIN, test_unknown);
  ADD ("/overview-facts/trust", BERLIN, test_trust);
  ADD ("/overview-facts/payments-from", BERLIN, test_payments_from);
  ADD ("/overview-facts/many", BERLIN, test_many);

  return g_test_run ();
}
