/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each payment becomes one notice, whoever it belongs to, whatever happens in between, and with few requests. */
#include "core-fixture.h"

#include "core/watch/pl-notice-board.h"
#include "core/watch/pl-watch-look.h"
#include "payroc/payroc-error.h"
#include "store/pl-link-table.h"

typedef struct
{
  CoreFixture    core;
  PlRefresh     *refresh;
  PlNoticeBoard *board;
  gint64         later; /* microseconds that are added to the time of each look */
} LookFixture;

static void
refresh (LookFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &result);
  pl_refresh_run_finish (fixture->refresh, core_await (&result), &error);
  g_assert_no_error (error);
}

static gboolean
try_look (LookFixture     *fixture,
          PlWatchFinding  *finding,
          GError         **error)
{
  const PlWatchSetup setup = {
    .account = STORE_FIXTURE_ACCOUNT,
    .terminal = pl_test_practice_get_terminal (fixture->core.practice),
    .database = fixture->core.store.database,
    .client = fixture->core.client,
    .feed = fixture->core.feed,
    .now = g_get_real_time () + fixture->later,
  };
  g_autoptr (GAsyncResult) result = NULL;

  pl_watch_look_async (&setup, NULL, core_keep_result_cb, &result);

  return pl_watch_look_finish (core_await (&result), finding, error);
}

static PlWatchFinding
look (LookFixture *fixture)
{
  PlWatchFinding finding;
  g_autoptr (GError) error = NULL;

  try_look (fixture, &finding, &error);
  g_assert_no_error (error);

  return finding;
}

static void
set_up (LookFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (&fixture->core, NULL);
  core_fixture_start (&fixture->core);
  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->core.practice),
                                     fixture->core.store.database, fixture->core.client, fixture->core.feed);
  fixture->board = pl_notice_board_new (STORE_FIXTURE_ACCOUNT, fixture->core.store.database);
  fixture->later = 0;
  if (data == NULL)
    {
      refresh (fixture);
      look (fixture);
    }
}

static void
tear_down (LookFixture   *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->board));
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
  core_fixture_tear_down (&fixture->core, data);
}

/* "KIND reference amount" of what is due, and tells it. */
static char *
tell (LookFixture *fixture)
{
  static const char *const kinds[] = { "paid", "returned", "used", "expiring", "held" };
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GAsyncResult) listing = NULL;
  g_autoptr (GAsyncResult) marking = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;

  pl_notice_board_list_due_async (fixture->board, 100, NULL, core_keep_result_cb, &listing);
  notices = pl_notice_board_list_due_finish (fixture->board, core_await (&listing), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < notices->len; i++)
    {
      PlNotice *notice = notices->pdata[i];
      const PayrocMoney *money = pl_notice_get_money (notice);

      g_string_append_printf (told, "%s%s %s", i > 0 ? ", " : "", kinds[pl_notice_get_kind (notice)],
                              pl_notice_get_reference (notice));
      if (money != NULL)
        g_string_append_printf (told, " %" G_GINT64_FORMAT " %s", money->minor, money->currency);
    }

  pl_notice_board_mark_shown_async (fixture->board, notices, NULL, core_keep_result_cb, &marking);
  pl_notice_board_mark_shown_finish (fixture->board, core_await (&marking), &error);
  g_assert_no_error (error);

  return g_string_free (g_steal_pointer (&told), FALSE);
}

static void
assert_told (LookFixture *fixture,
             const char  *expected)
{
  g_autofree char *told = tell (fixture);

  g_assert_cmpstr (told, ==, expected);
}

static PlIntent *
create (LookFixture    *fixture,
        const char     *reference,
        PayrocLinkKind  kind)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  PlIntent *intent;

  payroc_link_draft_set_kind (draft, kind);
  payroc_link_draft_set_methods (draft, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
  if (kind == PAYROC_LINK_KIND_MULTI_USE)
    payroc_link_draft_set_order_id (draft, NULL);
  intent = core_create (&fixture->core, draft, NULL, NULL, NULL);
  core_settle (&fixture->core, intent);
  g_assert_nonnull (pl_intent_get_link_id (intent));

  return intent;
}

static char *
pay (LookFixture *fixture,
     PlIntent    *intent,
     const char  *more)
{
  g_autofree char *body = g_strdup_printf ("{\"paymentLinkId\":\"%s\"%s}", pl_intent_get_link_id (intent), more);
  g_autoptr (JsonNode) reply = pl_test_practice_control (fixture->core.practice, "POST", "pay", body);

  return g_strdup (json_object_get_string_member (json_node_get_object (reply), "paymentId"));
}

static void
assert_stored (LookFixture *fixture,
               PlIntent    *intent,
               const char  *column,
               gint64       expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM links WHERE id = '%s'", column,
                                          pl_intent_get_link_id (intent));

  g_assert_cmpint (store_query_int (fixture->core.store.database, sql), ==, expected);
}

static void
test_first (LookFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (PlIntent) intent = create (fixture, "Before", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = pay (fixture, intent, "");

  /* The links were never fetched: nothing is asked, nothing is news. */
  pl_test_practice_clear_requests (fixture->core.practice);
  look (fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, NULL), ==, 0);
  assert_told (fixture, "");

  refresh (fixture);
  look (fixture);
  look (fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "listPayments"), <=, 1);
}

static void
test_one_payment (LookFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlIntent) intent = create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PlIntent) other = create (fixture, "Other", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = pay (fixture, intent, ",\"payer\":\"Sarah Hopper\"");
  PlWatchFinding finding = look (fixture);

  g_assert_true (finding.is_due);
  g_assert_true (finding.has_active);
  g_assert_cmpuint (finding.n_links, ==, 1);
  assert_stored (fixture, intent, "paid_count", 1);
  assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_COMPLETED);
  assert_stored (fixture, other, "paid_count", 0);
  assert_told (fixture, "paid Pizza 4999 USD");

  /* Nothing happens: two requests, and nothing to tell. */
  pl_test_practice_clear_requests (fixture->core.practice);
  finding = look (fixture);
  g_assert_false (finding.is_due);
  g_assert_cmpuint (finding.n_links, ==, 0);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, NULL), ==, 2);
  refresh (fixture);
  look (fixture);
  assert_told (fixture, "");
}

static void
test_declined (LookFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlIntent) intent = create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *declined = pay (fixture, intent, ",\"status\":\"declined\",\"responseCode\":\"D\"");
  g_autofree char *paid = NULL;

  look (fixture);
  assert_told (fixture, "");
  assert_stored (fixture, intent, "paid_count", 0);

  paid = pay (fixture, intent, "");
  look (fixture);
  assert_told (fixture, "paid Pizza 4999 USD");
}

static void
test_many_payments (LookFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (PlIntent) first = create (fixture, "First", PAYROC_LINK_KIND_MULTI_USE);
  g_autoptr (PlIntent) second = create (fixture, "Second", PAYROC_LINK_KIND_MULTI_USE);
  g_autofree char *one = pay (fixture, first, "");
  g_autofree char *two = pay (fixture, second, "");
  g_autofree char *three = pay (fixture, first, "");

  /* The newest link is asked first; what is not its goes on to the next. */
  look (fixture);
  assert_told (fixture, "paid Second 4999 USD, paid First 4999 USD, paid First 4999 USD");
  assert_stored (fixture, first, "paid_count", 2);
  assert_stored (fixture, second, "paid_count", 1);
  g_assert_cmpint (store_query_int (fixture->core.store.database, "SELECT count (*) FROM unplaced_payments"), ==, 0);
}

/* A bank's yes comes days later, and its no after that. */
static void
test_bank (LookFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlIntent) intent = create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = pay (fixture, intent,
                                  ",\"method\":\"bankTransfer\",\"status\":\"pending\",\"responseCode\":\"A\"");
  g_autofree char *complete = g_strdup_printf ("{\"paymentId\":\"%s\",\"status\":\"complete\"}", payment);
  g_autofree char *back = g_strdup_printf ("{\"paymentId\":\"%s\"}", payment);
  g_autoptr (JsonNode) completed = NULL;
  g_autoptr (JsonNode) returned = NULL;

  look (fixture);
  assert_told (fixture, "");

  completed = pl_test_practice_control (fixture->core.practice, "POST", "payment", complete);
  fixture->later = 3 * G_TIME_SPAN_DAY;
  look (fixture);
  assert_told (fixture, "paid Pizza 4999 USD");
  assert_stored (fixture, intent, "paid_count", 1);

  returned = pl_test_practice_control (fixture->core.practice, "POST", "return", back);
  fixture->later = 10 * G_TIME_SPAN_DAY;
  look (fixture);
  assert_told (fixture, "returned Pizza 4999 USD");
  assert_stored (fixture, intent, "paid_count", 0);
  assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_RETURNED);
}

/* A refund is no news, but no longer income. */
static void
test_refund (LookFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlIntent) intent = create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = pay (fixture, intent, "");

  look (fixture);
  pl_test_practice_refund (fixture->core.practice, payment, 999);
  fixture->later = 2 * G_TIME_SPAN_DAY;
  look (fixture);
  assert_told (fixture, "paid Pizza 4999 USD");
  assert_stored (fixture, intent, "paid_amount", 4000);
  assert_stored (fixture, intent, "paid_count", 1);
  assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_PARTLY_REFUNDED);

  pl_test_practice_refund (fixture->core.practice, payment, 4000);
  fixture->later = 4 * G_TIME_SPAN_DAY;
  look (fixture);
  assert_told (fixture, "");
  assert_stored (fixture, intent, "paid_amount", 0);
  assert_stored (fixture, intent, "paid_count", 0);
  assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_REFUNDED);
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
      g_autoptr (PlIntent) intent = create (fixture, reference, PAYROC_LINK_KIND_SINGLE_USE);
      g_autofree char *payment = pay (fixture, intent, "");
      g_autoptr (GError) error = NULL;
      PlWatchFinding finding;

      pl_test_practice_add_fault (fixture->core.practice, "%s", faults[i]);
      if (!try_look (fixture, &finding, &error))
        g_assert_true (error->domain == PAYROC_ERROR);
      pl_test_practice_clear_faults (fixture->core.practice);

      look (fixture);
      look (fixture);
      g_free (expected);
      expected = g_strdup_printf ("paid %s 4999 USD", reference);
      assert_told (fixture, expected);
      assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_COMPLETED);
    }
}

/* An account that may not read payments learns from the link that it was used. */
static void
test_forbidden (LookFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlIntent) intent = create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = pay (fixture, intent, "");

  pl_test_practice_add_fault (fixture->core.practice,
                              "[{'operation':'listPayments','kind':'status','status':403,'times':0},"
                              "{'operation':'listBankPayments','kind':'status','status':403,'times':0}]");
  look (fixture);
  assert_told (fixture, "");

  refresh (fixture);
  look (fixture);
  assert_told (fixture, "used Pizza 4999 USD");
  pl_test_practice_clear_requests (fixture->core.practice);
  look (fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, NULL), <=, 2);

  /* It may, later: the same money is not told again. */
  pl_test_practice_clear_faults (fixture->core.practice);
  look (fixture);
  look (fixture);
  assert_told (fixture, "");
}

/* One list is out of order for long: what the other one says is told nevertheless. */
static void
test_broken_list (LookFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (&fixture->core, "Card", FALSE);
  g_autoptr (PlIntent) other = core_create_done (&fixture->core, "Other", FALSE);
  g_autofree char *payment = pay (fixture, intent, "");
  g_autoptr (GError) error = NULL;
  PlWatchFinding finding;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listBankPayments','kind':'status','status':500,'times':0}");
  g_assert_false (try_look (fixture, &finding, &error));
  g_assert_true (error->domain == PAYROC_ERROR);
  g_assert_true (finding.is_due);
  assert_told (fixture, "paid Card 4999 USD");
  g_clear_error (&error);
  g_assert_false (try_look (fixture, &finding, &error));
  assert_told (fixture, "");
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
  g_autofree char *payment = pay (fixture, intent, "");

  store_exec (fixture->core.store.database, "DELETE FROM settings WHERE name = 'watch.wide'");
  pl_test_practice_clear_requests (fixture->core.practice);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listPayments','kind':'status','status':400,'skip':2,'times':0}");
  look (fixture);
  assert_told (fixture, "paid Card 4999 USD");
  /* New ones, the link's own, and the month's. A link that only cards can pay has no bank payments to ask for. */
  g_assert_cmpuint (count (fixture, "listPayments"), ==, 3);
  g_assert_cmpuint (count (fixture, "listBankPayments"), ==, 2);

  pl_test_practice_clear_requests (fixture->core.practice);
  pl_test_practice_clear_faults (fixture->core.practice);
  fixture->later = 59 * G_TIME_SPAN_MINUTE;
  look (fixture);
  g_assert_cmpuint (count (fixture, NULL), ==, 2);
  fixture->later = 61 * G_TIME_SPAN_MINUTE;
  look (fixture);
  g_assert_cmpuint (count (fixture, NULL), ==, 6);
  look (fixture);
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
  payment = pay (fixture, intent, "");
  pl_test_practice_control (fixture->core.practice, "POST", "clock", "{\"offsetSeconds\":0}");
  store_exec (fixture->core.store.database, "DELETE FROM settings WHERE name = 'watch.wide'");
  store_exec (fixture->core.store.database,
              "UPDATE settings SET value = '1' WHERE name IN ('payments.watched-since', 'watch.since')");

  pl_test_practice_clear_requests (fixture->core.practice);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listPayments','kind':'html','skip':1,'times':1}");
  look (fixture);
  g_assert_cmpuint (count (fixture, "listPayments"), ==, 5);
  assert_stored (fixture, intent, "paid_count", 1);
  pl_test_practice_clear_requests (fixture->core.practice);
  look (fixture);
  g_assert_cmpuint (count (fixture, NULL), ==, 2);
}

/* A payment that cannot be read, and hours later can. */
static void
test_gap (LookFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (PlIntent) intent = create (fixture, "Sign", PAYROC_LINK_KIND_MULTI_USE);
  g_autofree char *payment = NULL;

  look (fixture);
  payment = pay (fixture, intent, "");
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listPayments','kind':'huge','bytes':100,'times':0}");
  fixture->later = 1 * G_TIME_SPAN_HOUR;
  look (fixture);
  assert_told (fixture, "");

  /* Without a gap the next look would begin two hours before the last. */
  fixture->later = 4 * G_TIME_SPAN_HOUR;
  look (fixture);
  pl_test_practice_clear_faults (fixture->core.practice);
  fixture->later = 8 * G_TIME_SPAN_HOUR;
  look (fixture);
  assert_told (fixture, "paid Sign 4999 USD");
}

/* Another process, after a kill at a bad time, does the same again. */
static void
test_again (LookFixture   *fixture,
            gconstpointer  data)
{
  static const char forget[] = "UPDATE settings SET value = '1' WHERE name IN ('watch.last', 'watch.wide')";
  g_autoptr (PlIntent) intent = create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = pay (fixture, intent, "");

  look (fixture);
  store_exec (fixture->core.store.database, forget);
  look (fixture);
  assert_told (fixture, "paid Pizza 4999 USD");
  store_exec (fixture->core.store.database, forget);
  look (fixture);
  assert_told (fixture, "");
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

  look (fixture);
  assert_told (fixture, "");
  fixture->later = G_TIME_SPAN_DAY;
  look (fixture);
  look (fixture);
  assert_told (fixture, "expiring Tomorrow 4999 USD");
  look (fixture);
  assert_told (fixture, "");
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
  g_autoptr (PlIntent) intent = create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = pay (fixture, intent, "");

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

  look (fixture);
  assert_told (fixture, "paid Pizza 4999 USD");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, data, function) g_test_add ("/watch-look/" name, LookFixture, data, set_up, function, tear_down)

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
