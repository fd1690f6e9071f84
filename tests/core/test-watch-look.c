/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each payment becomes one notice, whoever it belongs to, whatever happens in between, and with few requests. */
#include "look-fixture.h"

#include "payroc/payroc-error.h"
#include "store/pl-link-table.h"

static void
test_first (LookFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Before", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, "");

  /* The links were never fetched: nothing is asked, nothing is news. */
  pl_test_practice_clear_requests (fixture->core.practice);
  look_once (fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, NULL), ==, 0);
  look_assert_told (fixture, "");

  look_refresh (fixture);
  look_once (fixture);
  look_once (fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "listPayments"), <=, 1);
}

static void
test_one_payment (LookFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PlIntent) other = look_create (fixture, "Other", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, ",\"payer\":\"Sarah Hopper\"");
  PlWatchFinding finding = look_once (fixture);

  g_assert_true (finding.is_due);
  g_assert_true (finding.has_active);
  g_assert_cmpuint (finding.n_links, ==, 1);
  look_assert_stored (fixture, intent, "paid_count", 1);
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_COMPLETED);
  look_assert_stored (fixture, other, "paid_count", 0);
  look_assert_told (fixture, "paid Pizza 4999 USD");

  /* Nothing happens: two requests, and nothing to tell. */
  pl_test_practice_clear_requests (fixture->core.practice);
  finding = look_once (fixture);
  g_assert_false (finding.is_due);
  g_assert_cmpuint (finding.n_links, ==, 0);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, NULL), ==, 2);
  look_refresh (fixture);
  look_once (fixture);
  look_assert_told (fixture, "");
}

static void
test_declined (LookFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *declined = look_pay (fixture, intent, ",\"status\":\"declined\",\"responseCode\":\"D\"");
  g_autofree char *paid = NULL;

  look_once (fixture);
  look_assert_told (fixture, "");
  look_assert_stored (fixture, intent, "paid_count", 0);

  paid = look_pay (fixture, intent, "");
  look_once (fixture);
  look_assert_told (fixture, "paid Pizza 4999 USD");
}

static void
test_many_payments (LookFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (PlIntent) first = look_create (fixture, "First", PAYROC_LINK_KIND_MULTI_USE);
  g_autoptr (PlIntent) second = look_create (fixture, "Second", PAYROC_LINK_KIND_MULTI_USE);
  g_autofree char *one = look_pay (fixture, first, "");
  g_autofree char *two = look_pay (fixture, second, "");
  g_autofree char *three = look_pay (fixture, first, "");

  /* The newest link is asked first; what is not its goes on to the next. */
  look_once (fixture);
  look_assert_told (fixture, "paid Second 4999 USD, paid First 4999 USD, paid First 4999 USD");
  look_assert_stored (fixture, first, "paid_count", 2);
  look_assert_stored (fixture, second, "paid_count", 1);
  g_assert_cmpint (store_query_int (fixture->core.store.database, "SELECT count (*) FROM unplaced_payments"), ==, 0);
}

/* A bank's yes comes days later, and its no after that. */
static void
test_bank (LookFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent,
                                       ",\"method\":\"bankTransfer\",\"status\":\"pending\",\"responseCode\":\"A\"");
  g_autofree char *complete = g_strdup_printf ("{\"paymentId\":\"%s\",\"status\":\"complete\"}", payment);
  g_autofree char *back = g_strdup_printf ("{\"paymentId\":\"%s\"}", payment);
  g_autoptr (JsonNode) completed = NULL;
  g_autoptr (JsonNode) returned = NULL;

  look_once (fixture);
  look_assert_told (fixture, "pending Pizza 4999 USD");

  completed = pl_test_practice_control (fixture->core.practice, "POST", "payment", complete);
  fixture->later = 3 * G_TIME_SPAN_DAY;
  look_once (fixture);
  look_assert_told (fixture, "paid Pizza 4999 USD");
  look_assert_stored (fixture, intent, "paid_count", 1);

  returned = pl_test_practice_control (fixture->core.practice, "POST", "return", back);
  fixture->later = 10 * G_TIME_SPAN_DAY;
  look_once (fixture);
  look_assert_told (fixture, "returned Pizza 4999 USD");
  look_assert_stored (fixture, intent, "paid_count", 0);
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_RETURNED);
}

/* A refund is no news, but no longer income. */
static void
test_refund (LookFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, "");

  look_once (fixture);
  pl_test_practice_refund (fixture->core.practice, payment, 999);
  fixture->later = 2 * G_TIME_SPAN_DAY;
  look_once (fixture);
  look_assert_told (fixture, "paid Pizza 4999 USD");
  look_assert_stored (fixture, intent, "paid_amount", 4000);
  look_assert_stored (fixture, intent, "paid_count", 1);
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_PARTLY_REFUNDED);

  pl_test_practice_refund (fixture->core.practice, payment, 4000);
  fixture->later = 4 * G_TIME_SPAN_DAY;
  look_once (fixture);
  look_assert_told (fixture, "");
  look_assert_stored (fixture, intent, "paid_amount", 0);
  look_assert_stored (fixture, intent, "paid_count", 0);
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_REFUNDED);
}

/* Whatever goes wrong: told in the end, and once. */
static void
test_faults (LookFixture   *fixture,
             gconstpointer  data)
{
  static const char *const faults[] = {
    "{'operation':'listPayments','kind':'cutBefore','times':10}",
    "{'operation':'listPayments','kind':'html','times':1}",
    "{'operation':'listBankPayments','kind':'truncated','times':10}",
    "{'operation':'retrieveLink','kind':'status','status':503,'times':10}",
    "{'operation':'listPayments','kind':'status','status':500,'skip':1,'times':10}",
  };
  g_autofree char *expected = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *reference = g_strdup_printf ("Link %u", i);
      g_autoptr (PlIntent) intent = look_create (fixture, reference, PAYROC_LINK_KIND_SINGLE_USE);
      g_autofree char *payment = look_pay (fixture, intent, "");
      g_autoptr (GError) error = NULL;
      PlWatchFinding finding;

      pl_test_practice_add_fault (fixture->core.practice, "%s", faults[i]);
      if (!look_try (fixture, &finding, &error))
        g_assert_true (error->domain == PAYROC_ERROR);
      pl_test_practice_clear_faults (fixture->core.practice);

      look_once (fixture);
      look_once (fixture);
      g_free (expected);
      expected = g_strdup_printf ("paid %s 4999 USD", reference);
      look_assert_told (fixture, expected);
      look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_COMPLETED);
    }
}

/* An account that may not read payments learns from the link that it was used. */
static void
test_forbidden (LookFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, "");

  pl_test_practice_add_fault (fixture->core.practice,
                              "[{'operation':'listPayments','kind':'status','status':403,'times':0},"
                              "{'operation':'listBankPayments','kind':'status','status':403,'times':0}]");
  look_once (fixture);
  look_assert_told (fixture, "");

  look_refresh (fixture);
  look_once (fixture);
  look_assert_told (fixture, "used Pizza 4999 USD");
  pl_test_practice_clear_requests (fixture->core.practice);
  look_once (fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, NULL), <=, 2);

  /* It may, later: the same money is not told again. */
  pl_test_practice_clear_faults (fixture->core.practice);
  look_once (fixture);
  look_once (fixture);
  look_assert_told (fixture, "");
}

/* One list is out of order for long: what the other one says is told nevertheless. */
static void
test_broken_list (LookFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (&fixture->core, "Card", FALSE);
  g_autoptr (PlIntent) other = core_create_done (&fixture->core, "Other", FALSE);
  g_autofree char *payment = look_pay (fixture, intent, "");
  g_autoptr (GError) error = NULL;
  PlWatchFinding finding;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listBankPayments','kind':'status','status':500,'times':0}");
  g_assert_false (look_try (fixture, &finding, &error));
  g_assert_true (error->domain == PAYROC_ERROR);
  g_assert_true (finding.is_due);
  look_assert_told (fixture, "paid Card 4999 USD");
  g_clear_error (&error);
  g_assert_false (look_try (fixture, &finding, &error));
  look_assert_told (fixture, "");
}

static guint
count (LookFixture *fixture,
       const char  *operation)
{
  return pl_test_practice_count_requests (fixture->core.practice, operation);
}

/* What goes back a month fails: what is new is told, is not asked for again, and the month is tried an hour later. */
static void
test_wide_failure (LookFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (&fixture->core, "Card", FALSE);
  g_autoptr (PlIntent) other = core_create_done (&fixture->core, "Other", FALSE);
  g_autofree char *payment = look_pay (fixture, intent, "");

  store_exec (fixture->core.store.database, "DELETE FROM settings WHERE name = 'watch.wide'");
  pl_test_practice_clear_requests (fixture->core.practice);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listPayments','kind':'status','status':400,'skip':2,'times':0}");
  look_once (fixture);
  look_assert_told (fixture, "paid Card 4999 USD");
  /* New ones, the link's own, and the month's. A link that only cards can pay has no bank payments to ask for. */
  g_assert_cmpuint (count (fixture, "listPayments"), ==, 3);
  g_assert_cmpuint (count (fixture, "listBankPayments"), ==, 2);

  pl_test_practice_clear_requests (fixture->core.practice);
  pl_test_practice_clear_faults (fixture->core.practice);
  fixture->later = 59 * G_TIME_SPAN_MINUTE;
  look_once (fixture);
  g_assert_cmpuint (count (fixture, NULL), ==, 2);
  fixture->later = 61 * G_TIME_SPAN_MINUTE;
  look_once (fixture);
  g_assert_cmpuint (count (fixture, NULL), ==, 6);
  look_once (fixture);
  g_assert_cmpuint (count (fixture, NULL), ==, 8);
}

/* A month that is too long to be read as one is read in halves. */
static void
test_windows (LookFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (&fixture->core, "Card", FALSE);
  g_autoptr (PlIntent) other = core_create_done (&fixture->core, "Other", FALSE);
  g_autofree char *payment = NULL;

  /* Made ten days ago, and seen by nobody since. */
  pl_test_practice_control (fixture->core.practice, "POST", "clock", "{\"offsetSeconds\":-864000}");
  payment = look_pay (fixture, intent, "");
  pl_test_practice_control (fixture->core.practice, "POST", "clock", "{\"offsetSeconds\":0}");
  store_exec (fixture->core.store.database, "DELETE FROM settings WHERE name = 'watch.wide'");
  store_exec (fixture->core.store.database,
              "UPDATE settings SET value = '1' WHERE name IN ('payments.watched-since', 'watch.since')");

  pl_test_practice_clear_requests (fixture->core.practice);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listPayments','kind':'html','skip':1,'times':1}");
  look_once (fixture);
  g_assert_cmpuint (count (fixture, "listPayments"), ==, 5);
  look_assert_stored (fixture, intent, "paid_count", 1);
  pl_test_practice_clear_requests (fixture->core.practice);
  look_once (fixture);
  g_assert_cmpuint (count (fixture, NULL), ==, 2);
}

/* A payment that cannot be read, and hours later can. */
static void
test_gap (LookFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Sign", PAYROC_LINK_KIND_MULTI_USE);
  g_autofree char *payment = NULL;

  look_once (fixture);
  payment = look_pay (fixture, intent, "");
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listPayments','kind':'huge','bytes':100,'times':0}");
  fixture->later = 1 * G_TIME_SPAN_HOUR;
  look_once (fixture);
  look_assert_told (fixture, "");

  /* Without a gap the next look would begin two hours before the last. */
  fixture->later = 4 * G_TIME_SPAN_HOUR;
  look_once (fixture);
  pl_test_practice_clear_faults (fixture->core.practice);
  fixture->later = 8 * G_TIME_SPAN_HOUR;
  look_once (fixture);
  look_assert_told (fixture, "paid Sign 4999 USD");
}

/* Another process, after a kill at a bad time, does the same again. */
static void
test_again (LookFixture   *fixture,
            gconstpointer  data)
{
  static const char forget[] = "UPDATE settings SET value = '1' WHERE name IN ('watch.last', 'watch.wide')";
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, "");

  look_once (fixture);
  store_exec (fixture->core.store.database, forget);
  look_once (fixture);
  look_assert_told (fixture, "paid Pizza 4999 USD");
  store_exec (fixture->core.store.database, forget);
  look_once (fixture);
  look_assert_told (fixture, "");
}

static void
test_expiring (LookFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("Tomorrow");
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) in_two_days = g_date_time_add_days (now, 2);
  g_autoptr (PlIntent) intent = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, g_date_time_get_day_of_month (in_two_days), g_date_time_get_month (in_two_days),
                  g_date_time_get_year (in_two_days));
  payroc_link_draft_set_expires_on (draft, &day);
  intent = core_create (&fixture->core, draft, NULL, NULL, NULL);
  core_settle (&fixture->core, intent);

  look_once (fixture);
  look_assert_told (fixture, "");
  fixture->later = G_TIME_SPAN_DAY;
  look_once (fixture);
  look_once (fixture);
  look_assert_told (fixture, "expiring Tomorrow 4999 USD");
  look_once (fixture);
  look_assert_told (fixture, "");
}

static void
test_cancel (LookFixture   *fixture,
             gconstpointer  data)
{
  const PlWatchSetup setup = {
    .account = STORE_FIXTURE_ACCOUNT,
    .terminal = pl_test_practice_get_terminal (fixture->core.practice),
    .database = fixture->core.store.database,
    .client = fixture->core.client,
    .feed = fixture->core.feed,
    .now = g_get_real_time (),
  };
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, "");

  /* After any number of turns of the main loop. */
  for (guint turns = 0; turns < 12; turns++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      PlWatchFinding finding;

      pl_watch_look_async (&setup, cancellable, core_keep_result_cb, &result);
      for (guint i = 0; i < turns && result == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (cancellable);
      if (!pl_watch_look_finish (core_await (&result), &finding, &error))
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  look_once (fixture);
  look_assert_told (fixture, "paid Pizza 4999 USD");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, data, function) g_test_add ("/watch-look/" name, LookFixture, data, look_fixture_set_up, function, \
                                            look_fixture_tear_down)

  ADD ("first", "unwatched", test_first);
  ADD ("one-payment", NULL, test_one_payment);
  ADD ("declined", NULL, test_declined);
  ADD ("many-payments", NULL, test_many_payments);
  ADD ("bank", NULL, test_bank);
  ADD ("refund", NULL, test_refund);
  ADD ("faults", NULL, test_faults);
  ADD ("wide-failure", NULL, test_wide_failure);
  ADD ("windows", NULL, test_windows);
  ADD ("gap", NULL, test_gap);
  ADD ("forbidden", NULL, test_forbidden);
  ADD ("broken-list", NULL, test_broken_list);
  ADD ("again", NULL, test_again);
  ADD ("expiring", NULL, test_expiring);
  ADD ("cancel", NULL, test_cancel);

#undef ADD

  return g_test_run ();
}
