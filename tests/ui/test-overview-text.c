/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums in words: currencies in their order, one and many, and what is said of what is not in them. */
#include "ui/overview/pl-overview-text.h"

#define NOW (G_GINT64_CONSTANT (1794733500) * G_USEC_PER_SEC) /* 15 November 2026, 09:05 in UTC */

static PlOverviewFacts *
create_facts (void)
{
  PlOverviewFacts *facts;
  GDate            today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 15, G_DATE_NOVEMBER, 2026);
  facts = pl_overview_facts_new ("account", &today, G_DATE_MONDAY);
  facts->ending = g_ptr_array_new ();
  facts->links_as_of = NOW;
  facts->payments_as_of = NOW;
  for (guint i = 0; i < PL_OVERVIEW_N_DAYS; i++)
    g_ptr_array_add (facts->days, pl_sums_new ());

  return facts;
}

static void
add (PlSums     *sums,
     gint64      minor,
     const char *currency,
     guint       n_rows)
{
  PlSum sum = { .n_rows = n_rows };

  payroc_money_init (&sum.money, minor, currency);
  pl_sums_add (sums, &sum);
}

static void
assert_taken (char       *text,
              const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_amounts (void)
{
  g_autoptr (PlSums) sums = pl_sums_new ();

  assert_taken (pl_overview_text_amounts (sums, "JPY"), "¥0");
  assert_taken (pl_overview_text_payments (sums), "No payment");
  add (sums, 4999, "USD", 1);
  assert_taken (pl_overview_text_payments (sums), "1 payment");
  assert_taken (pl_overview_text_amounts (sums, "JPY"), "$49.99");
  add (sums, 10000, "JPY", 2);
  add (sums, 3000, "EUR", 1);
  assert_taken (pl_overview_text_amounts (sums, "JPY"), "¥10,000\n€30.00\n$49.99");
  assert_taken (pl_overview_text_payments (sums), "4 payments");
}

static void
test_open (void)
{
  g_autoptr (PlOverviewFacts) facts = create_facts ();

  assert_taken (pl_overview_text_open (facts), "No open link for one payment");
  facts->n_choice = 1;
  assert_taken (pl_overview_text_open (facts), "1 open link whose customer chooses the amount");
  add (facts->open, 100, "USD", 1);
  assert_taken (pl_overview_text_open (facts),
                "1 open link for one payment\n1 open link whose customer chooses the amount");
  add (facts->open, 100, "EUR", 11);
  facts->n_choice = 2;
  assert_taken (pl_overview_text_open (facts),
                "12 open links for one payment\n2 open links whose customers choose the amount");
  add (facts->missing, 6000, "USD", 1);
  add (facts->missing, 3000, "EUR", 2);
  assert_taken (pl_overview_text_open (facts),
                "12 open links for one payment\n2 open links whose customers choose the amount\n"
                "Also missing: €30.00, $60.00 of 3 partly paid links");
}

/* Nothing is open, and something is owed all the same. */
static void
test_missing (void)
{
  g_autoptr (PlOverviewFacts) facts = create_facts ();

  add (facts->missing, 6000, "USD", 1);
  assert_taken (pl_overview_text_open (facts),
                "No open link for one payment\nAlso missing: $60.00 of 1 partly paid link");
}

static void
test_day (void)
{
  g_autoptr (PlOverviewFacts) facts = create_facts ();
  PlSums                     *sums = g_ptr_array_index (facts->days, 0);
  GDate                       day = facts->today;

  assert_taken (pl_overview_text_day (&day, &facts->today, sums, "USD"), "Today: no payment");
  add (sums, 42000, "USD", 3);
  assert_taken (pl_overview_text_day (&day, &facts->today, sums, "EUR"), "Today: no payment");
  g_date_subtract_days (&day, 3);
  assert_taken (pl_overview_text_day (&day, &facts->today, sums, "USD"), "12 November: $420.00, 3 payments");
}

static void
test_as_of (void)
{
  static const struct
  {
    gint64      links;
    gint64      payments;
    const char *expected;
  } cases[] = {
    { 0, 0, "Payroc was not asked yet" },
    { 0, NOW, "Payroc was not asked yet" },
    { NOW, 0, "Links as of 09:05; payments were not looked for yet" },
    { NOW, NOW, "As of 09:05" },
    { NOW, NOW - 4 * G_TIME_SPAN_MINUTE, "As of 09:01" },
    { NOW - 4 * G_TIME_SPAN_MINUTE, NOW, "As of 09:01" },
    { NOW, NOW - 5 * G_TIME_SPAN_MINUTE, "Links as of 09:05, payments as of 09:00" },
    { NOW - G_TIME_SPAN_DAY, NOW, "Links as of yesterday, 09:05, payments as of 09:05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlOverviewFacts) facts = create_facts ();

      facts->links_as_of = cases[i].links;
      facts->payments_as_of = cases[i].payments;
      assert_taken (pl_overview_text_as_of (facts, NOW), cases[i].expected);
    }
}

static void
assert_notes (const PlOverviewFacts *facts,
              const char            *expected)
{
  g_auto (GStrv) notes = pl_overview_text_notes (facts, NOW);

  assert_taken (g_strjoinv ("|", notes), expected);
}

static void
test_notes (void)
{
  g_autoptr (PlOverviewFacts) facts = create_facts ();

  assert_notes (facts, "");

  /* The first of the thirty days is 17 October, the first of this month is later. */
  facts->payments_from = pl_overview_facts_get_beginning (facts);
  assert_notes (facts, "");
  facts->payments_from += G_TIME_SPAN_HOUR;
  assert_notes (facts, "Paylinks has looked for payments since 17 October, 01:00. Earlier ones are in the sums only "
                       "when their link was opened here.");
  facts->payments_from = 0;

  facts->is_refused[PAYROC_PAYMENT_SOURCE_BANK] = TRUE;
  assert_notes (facts, "Payroc does not show bank payments to this account’s key: they are missing in the sums.");
  facts->is_refused[PAYROC_PAYMENT_SOURCE_CARD] = TRUE;
  assert_notes (facts, "Payroc does not show card payments to this account’s key: they are missing in the sums.|"
                       "Payroc does not show bank payments to this account’s key: they are missing in the sums.");
  facts->is_refused[PAYROC_PAYMENT_SOURCE_CARD] = facts->is_refused[PAYROC_PAYMENT_SOURCE_BANK] = FALSE;

  facts->n_undated = 1;
  assert_notes (facts, "1 payment is not in the sums, because its amount or its day is not known.");
  facts->this_month->n_uncounted = 1;
  facts->open->n_uncounted = 2;
  assert_notes (facts, "2 payments are not in the sums, because their amount or their day is not known.|"
                       "2 open links are not in the sum, because their amounts are not known.");
  facts->n_undated = facts->this_month->n_uncounted = facts->open->n_uncounted = 0;
  facts->missing->n_uncounted = 1;
  assert_notes (facts, "It is not known how much is missing of 1 partly paid link.");

  /* Nor is there a sum to be said beside the others. */
  assert_taken (pl_overview_text_open (facts), "No open link for one payment");
}

static void
test_currencies (void)
{
  g_autoptr (PlOverviewFacts) facts = create_facts ();
  g_autoptr (GPtrArray)       own = pl_overview_text_list_currencies (facts, "USD");
  g_autoptr (GPtrArray)       all = NULL;

  g_assert_cmpuint (own->len, ==, 1);
  add (g_ptr_array_index (facts->days, 3), 1, "JPY", 1);
  add (g_ptr_array_index (facts->days, 4), 1, "EUR", 1);
  add (g_ptr_array_index (facts->days, 4), 1, "JPY", 1);
  all = pl_overview_text_list_currencies (facts, "USD");
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (all, 0), ==, "USD");
  g_assert_cmpstr (g_ptr_array_index (all, 1), ==, "JPY");
  g_assert_cmpstr (g_ptr_array_index (all, 2), ==, "EUR");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overview-text/amounts", test_amounts);
  g_test_add_func ("/overview-text/open", test_open);
  g_test_add_func ("/overview-text/missing", test_missing);
  g_test_add_func ("/overview-text/day", test_day);
  g_test_add_func ("/overview-text/as-of", test_as_of);
  g_test_add_func ("/overview-text/notes", test_notes);
  g_test_add_func ("/overview-text/currencies", test_currencies);

  return g_test_run ();
}
