/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that was imported before, and is not the same any more; and what of a table is asked, not guessed. */
#include <string.h>

#include "import-fixture.h"

static const PlImportProblem *
get_change (PlImport *import,
            guint     position)
{
  GPtrArray *problems = pl_import_row_get_problems (import_get_row (import, position));

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpint (import_get_problem (import, position), ==, PL_IMPORT_PROBLEM_CHANGED);

  return g_ptr_array_index (problems, 0);
}

/* Imported before, and the table says something else now: told what it was, and nothing is sent before the merchant
 * decided about each. */
static void
test_changed (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount,description,expires\nA1,10,Pizza,+10\n"
                                            "A2,20,Pasta,\nA3,30,,\nA4,40,,\nA5,50,,\n", FALSE);
  g_autoptr (GError) error = NULL;
  g_auto (PlImportSummary) summary = { 0 };
  const PlImportProblem *change;
  g_autofree char *results = NULL;

  import_submit_and_send (fixture, import);
  g_clear_object (&import);

  /* More days from today are another day tomorrow, an empty cell says nothing, and A5 is as it was. */
  import = import_open_table (fixture, "reference,amount,description,expires\nA1,11,Pizza,+20\nA2,20,Lasagne,\n"
                       "A3,x,,\nA4,40.00,,\nA5,50,,\n", FALSE);
  change = get_change (import, 0);
  g_assert_cmpint (change->field, ==, PL_IMPORT_FIELD_AMOUNT);
  g_assert_cmpint (change->amount.minor, ==, 1000);
  g_assert_cmpstr (change->amount.currency, ==, "USD");
  change = get_change (import, 1);
  g_assert_cmpint (change->field, ==, PL_IMPORT_FIELD_DESCRIPTION);
  g_assert_cmpstr (change->before, ==, "Pasta");
  g_assert_cmpint (pl_import_row_get_problems (import_get_row (import, 2))->len, ==, 1);
  g_assert_cmpint (get_change (import, 2)->amount.minor, ==, 3000);
  /* It can be read in two ways: nobody knows whether it is another amount. */
  g_assert_cmpint (import_get_problem (import, 3), ==, PL_IMPORT_PROBLEM_DECIMAL);
  g_assert_cmpint (import_get_problem (import, 4), ==, -1);
  g_assert_null (import_submit (import, &error));
  g_assert_error (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_PROBLEMS);

  pl_import_set_decimal (import, '.');
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 3), ==, -1);
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_changed, ==, 3);
  g_assert_cmpuint (summary.n_problems, ==, 3);
  g_assert_cmpuint (summary.n_known, ==, 2);

  /* Row by row: the first is another link, the others stay what they are. */
  pl_import_row_set_text (import_get_row (import, 0), PL_IMPORT_FIELD_REFERENCE, "A1b");
  pl_import_row_set_left_out (import_get_row (import, 1), TRUE);
  pl_import_row_set_left_out (import_get_row (import, 2), TRUE);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 6);
  results = import_write_results (fixture, import);
  g_assert_nonnull (strstr (results, "\nA2,20,Lasagne,,"));
  g_assert_null (strstr (results, "A2,20,Lasagne,,,"));
}

/* The merchant changed the link, and then the table: they agree again. */
static void
test_changed_alike (CoreFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount\nA1,10\n", FALSE);

  import_submit_and_send (fixture, import);
  g_clear_object (&import);
  store_exec (fixture->store.database,
              "UPDATE link_documents SET document = replace (document, '1000', '1100')");
  import = import_open_table (fixture, "reference,amount\nA1,11\n", FALSE);
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
  import_assert_nothing (import);
  g_clear_object (&import);
  import = import_open_table (fixture, "reference,amount\nA1,10\n", FALSE);
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
  g_clear_object (&import);
  import = import_open_table (fixture, "reference,amount\nA1,12\n", FALSE);
  g_assert_cmpint (get_change (import, 0)->amount.minor, ==, 1100);
}

/* Whoever paid by a link that was made in another way is not billed once more. */
static void
test_paid_otherwise (CoreFixture   *fixture,
                     gconstpointer  data)
{
  static const char   table[] = "reference,amount\nA1,1\nA2,2\n";
  g_autoptr (PlIntent) paid = core_create_done (fixture, "A1", FALSE);
  g_autoptr (PlIntent) open = NULL;
  g_autoptr (PlImport) import = NULL;
  PlImportProblem     *problem;

  store_exec (fixture->store.database,
              "UPDATE link_documents SET document = replace (document, '\"active\"', '\"completed\"')");
  import = import_open_table (fixture, table, FALSE);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_USED_LINK);
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 0)), 0);
  g_assert_cmpstr (problem->link_id, ==, pl_intent_get_link_id (paid));

  /* What is open can still be paid twice: that is said first. */
  open = core_create_done (fixture, "A1", FALSE);
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_OPEN_LINK);
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 0)), 0);
  g_assert_cmpstr (problem->link_id, ==, pl_intent_get_link_id (open));

  pl_import_row_set_left_out (import_get_row (import, 0), TRUE);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 3);
  g_clear_object (&import);

  /* What was made of the table itself is no stranger when it is paid. */
  store_exec (fixture->store.database,
              "UPDATE link_documents SET document = replace (document, '\"active\"', '\"completed\"')");
  import = import_open_table (fixture, table, FALSE);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_USED_LINK);
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);
}

/* A rent's reference is last month's: one more is made when the merchant says so, for a link that was made in another
 * way and for one of the table itself, and never while one is open. */
static void
test_anyway (CoreFixture   *fixture,
             gconstpointer  data)
{
  static const char    table[] = "reference,amount,email\nA1,1,sarah@example.com\nA2,2,sarah@example.com\n";
  g_autoptr (PlIntent) paid = core_create_done (fixture, "A1", FALSE);
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount\nA2,2\n", FALSE);
  g_auto (PlImportSummary) summary = { 0 };

  g_assert_false (pl_import_row_get_may_anyway (import_get_row (import, 0)));
  import_submit_and_send (fixture, import);
  g_clear_object (&import);
  import = import_open_table (fixture, table, FALSE);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_OPEN_LINK);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (pl_import_row_get_may_anyway (import_get_row (import, i)));
      pl_import_row_set_anyway (import_get_row (import, i), TRUE);
    }
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_OPEN_LINK);
  g_assert_false (pl_import_row_get_will_create (import_get_row (import, 1)));
  g_clear_object (&import);

  store_exec (fixture->store.database,
              "UPDATE link_documents SET document = replace (document, '\"active\"', '\"completed\"')");
  import = import_open_table (fixture, table, FALSE);
  pl_import_set_share (import, TRUE);
  import_check (import);
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.used->len, ==, 1);
  g_assert_cmpuint (g_array_index (summary.used, PlImportUsed, 0).n_rows, ==, 2);
  g_assert_cmpuint (g_array_index (summary.used, PlImportUsed, 0).n_anyway, ==, 0);
  g_assert_cmpuint (summary.n_create, ==, 0);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_USED_LINK);
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);
  g_assert_false (pl_import_row_get_will_share (import_get_row (import, 1)));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (pl_import_row_get_may_anyway (import_get_row (import, i)));
      pl_import_row_set_anyway (import_get_row (import, i), TRUE);
    }

  /* What is another now is no question either: it is another link. */
  pl_import_row_set_text (import_get_row (import, 1), PL_IMPORT_FIELD_AMOUNT, "3");
  import_check (import);
  pl_import_summary_clear (&summary);
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (g_array_index (summary.used, PlImportUsed, 0).n_anyway, ==, 2);
  g_assert_cmpuint (summary.n_create, ==, 2);
  g_assert_cmpuint (summary.n_share, ==, 2);
  g_assert_cmpuint (summary.n_problems, ==, 0);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 4);

  /* Said once, done once. */
  import_check (import);
  g_assert_cmpstr (pl_intent_get_link_id (paid), !=, pl_import_row_get_fate (import_get_row (import, 0))->link_id);
  import_assert_nothing (import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 4);
}

/* An amount in another currency: that is what is said, and how it is written is asked of one that is an amount. */
static void
test_other_currency (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlImport) import
    = import_open_table (fixture, "reference,amount\nA1,x.y\nA2,\"1.250,50 €\"\nA3,$5\nA4,5 GBP\nA5,5 kg\n", FALSE);
  const PlImportProblem *problem;
  PayrocMoney amount;

  g_assert_cmpstr (pl_import_find_ambiguous (import), ==, "1.250,50 €");
  g_assert_false (pl_import_read_ambiguous (import, '.', &amount));
  g_assert_true (pl_import_read_ambiguous (import, ',', &amount));
  g_assert_cmpint (amount.minor, ==, 125050);
  g_assert_cmpstr (amount.currency, ==, "EUR");

  pl_import_set_decimal (import, ',');
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 1), ==, PL_IMPORT_PROBLEM_CURRENCY);
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 1)), 0);
  g_assert_cmpstr (problem->cell, ==, "1.250,50 €");
  g_assert_cmpstr (problem->before, ==, "€");
  g_assert_cmpstr (problem->amount.currency, ==, "USD");
  g_assert_cmpuint (pl_import_row_get_problems (import_get_row (import, 1))->len, ==, 1);
  g_assert_cmpint (import_get_problem (import, 2), ==, -1);
  g_assert_cmpint (import_get_problem (import, 3), ==, PL_IMPORT_PROBLEM_CURRENCY);
  g_assert_cmpint (import_get_problem (import, 4), ==, PL_IMPORT_PROBLEM_FIELD);
}

/* The amount that is asked about is best one that is two: and how it is read each way. */
static void
test_ambiguous (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlImport) import
    = import_open_table (fixture, "reference,amount,currency\nA1,99.00,\nA2,1.250,EUR\nA3,\"1,500\",JPY\n", FALSE);
  PayrocMoney amount;

  /* 1.250 has three decimals in euros. */
  g_assert_cmpstr (pl_import_find_ambiguous (import), ==, "99.00");
  g_assert_true (pl_import_read_ambiguous (import, '.', &amount));
  g_assert_cmpint (amount.minor, ==, 9900);
  g_assert_cmpstr (amount.currency, ==, "USD");
  g_assert_false (pl_import_read_ambiguous (import, ',', &amount));

  pl_import_row_set_text (import_get_row (import, 1), PL_IMPORT_FIELD_CURRENCY, "kwd");
  g_assert_cmpstr (pl_import_find_ambiguous (import), ==, "1.250");
  g_assert_true (pl_import_read_ambiguous (import, '.', &amount));
  g_assert_cmpint (amount.minor, ==, 1250);
  g_assert_cmpstr (amount.currency, ==, "KWD");
  g_assert_true (pl_import_read_ambiguous (import, ',', &amount));
  g_assert_cmpint (amount.minor, ==, 1250000);

  for (guint i = 0; i < 3; i++)
    pl_import_row_set_left_out (import_get_row (import, i), TRUE);
  g_assert_null (pl_import_find_ambiguous (import));
  g_assert_false (pl_import_read_ambiguous (import, '.', &amount));
  import_check (import);
}

/* 1/2/2027 is two days: asked, not guessed, not even for 31/12/2027. */
static void
test_slashed (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import
    = import_open_table (fixture, "reference,amount,expires\nA1,10,31/12/2027\nA2,20,1/2/2028\n"
                                            "A3,30,\n", FALSE);
  g_auto (PlImportSummary) summary = { 0 };
  GDate day;

  g_assert_cmpstr (pl_import_find_slashed (import), ==, "31/12/2027");
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_DAY_ORDER);
  g_assert_cmpint (import_get_problem (import, 1), ==, PL_IMPORT_PROBLEM_DAY_ORDER);

  pl_import_set_days (import, PL_IMPORT_DAYS_MONTH_FIRST);
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_FIELD);
  g_assert_true (pl_import_row_get_expires (import_get_row (import, 1), &day));
  g_assert_cmpint (g_date_get_month (&day), ==, G_DATE_JANUARY);

  pl_import_set_days (import, PL_IMPORT_DAYS_DAY_FIRST);
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
  g_assert_true (pl_import_row_get_expires (import_get_row (import, 1), &day));
  g_assert_cmpint (g_date_get_month (&day), ==, G_DATE_FEBRUARY);

  /* Without a last day it gets one, and that is told. */
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_default_expiry, ==, 1);
}

/* A link that is switched off or paid is not sent to anybody. */
static void
test_share_ended (CoreFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount,email\nA1,10,sarah@example.com\n", FALSE);
  g_autoptr (PlIntent) off = NULL;

  import_submit_and_send (fixture, import);
  off = core_deactivate (fixture, pl_import_row_get_fate (import_get_row (import, 0))->link_id);
  core_settle (fixture, off);
  pl_import_set_share (import, TRUE);
  import_check (import);
  g_assert_false (pl_import_row_get_will_share (import_get_row (import, 0)));
  import_assert_nothing (import);
}

static PlIntent *
find_refused (CoreFixture *fixture)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), i);

      if (pl_intent_get_state (intent) == PL_INTENT_REFUSED)
        return g_steal_pointer (&intent);
    }

  return NULL;
}

static void
replace (CoreFixture *fixture,
         PlIntent    *refused,
         PlIntent    *by)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_outbox_replace_async (fixture->outbox, pl_intent_get_id (refused), pl_intent_get_id (by), NULL,
                           core_keep_result_cb, &result);
  g_assert_true (pl_outbox_replace_finish (fixture->outbox, core_await (&result), &error));
  g_assert_no_error (error);
}

/* A row that Payroc refused, mended where it was told and not in the table: the table knows the link as its own, by
 * whatever reference, and asks for no second one. */
static void
test_mended_elsewhere (CoreFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (PlImport) import
    = import_open_table (fixture, "reference,amount,name,email\n"
                                  "A1,10,Sarah Hopper,sarah@example.com\n", FALSE);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("A1b");
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *results = NULL;
  g_autoptr (PlIntent) refused = NULL;
  g_autoptr (PlIntent) mended = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  const PlImportFate *fate;

  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request'}");
  pl_import_set_share (import, TRUE);
  batch = import_submit (import, &error);
  g_assert_no_error (error);
  core_flush (fixture);
  refused = find_refused (fixture);
  g_assert_nonnull (refused);

  mended = core_create (fixture, draft, share, key, NULL);
  replace (fixture, refused, mended);
  core_flush (fixture);
  import_check (import);
  fate = pl_import_row_get_fate (import_get_row (import, 0));
  g_assert_cmpint (fate->create, ==, PL_IMPORT_STATE_DONE);
  g_assert_cmpstr (fate->link_id, ==, pl_intent_get_link_id (mended));
  g_assert_cmpint (fate->share, ==, PL_IMPORT_STATE_DONE);
  g_assert_cmpint (fate->shared_at, >, 0);
  results = import_write_results (fixture, import);
  g_assert_nonnull (strstr (results, pl_intent_get_link_id (mended)));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);

  /* What is in its place was neither cancelled nor refused. */
  g_assert_cmpuint (pl_batch_get_n_discarded (batch), ==, 0);
  g_assert_cmpuint (pl_batch_get_n_refused (batch), ==, 0);
  g_assert_true (pl_batch_get_finished (batch));

  /* The table still says another amount; nothing is created before somebody decided. */
  g_assert_false (pl_import_row_get_will_create (import_get_row (import, 0)));
  g_assert_cmpint (get_change (import, 0)->field, ==, PL_IMPORT_FIELD_AMOUNT);
}

/* The table was imported again before the refused row was mended: each keeps its own link. */
static void
test_mended_too_late (CoreFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount\nA1,10\n", FALSE);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("A1b");
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *link_id = NULL;
  g_autoptr (PlIntent) refused = NULL;
  g_autoptr (PlIntent) mended = NULL;

  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request'}");
  import_submit_and_send (fixture, import);
  refused = find_refused (fixture);
  g_assert_nonnull (refused);
  import_submit_and_send (fixture, import);
  link_id = g_strdup (pl_import_row_get_fate (import_get_row (import, 0))->link_id);
  g_assert_nonnull (link_id);

  mended = core_create (fixture, draft, NULL, key, NULL);
  replace (fixture, refused, mended);
  core_flush (fixture);
  import_check (import);
  g_assert_cmpstr (pl_import_row_get_fate (import_get_row (import, 0))->link_id, ==, link_id);
  g_assert_cmpstr (pl_intent_get_link_id (mended), !=, link_id);
  import_assert_nothing (import);

  /* Nothing that is done makes way. */
  replace (fixture, mended, refused);
  g_assert_cmpint (pl_intent_get_state (mended), ==, PL_INTENT_DONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/import-again/" name, CoreFixture, NULL, import_set_up, function, core_fixture_tear_down)
  ADD ("changed", test_changed);
  ADD ("changed/alike", test_changed_alike);
  ADD ("paid-otherwise", test_paid_otherwise);
  ADD ("anyway", test_anyway);
  ADD ("other-currency", test_other_currency);
  ADD ("ambiguous", test_ambiguous);
  ADD ("slashed", test_slashed);
  ADD ("share-ended", test_share_ended);
  ADD ("mended-elsewhere", test_mended_elsewhere);
  ADD ("mended-too-late", test_mended_too_late);

  return g_test_run ();
}
