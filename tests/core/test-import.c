/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table on its way: checked, mended, sent once, remembered, and written again. */
#include <string.h>

#include "core/csv/pl-csv-error.h"
#include "core/files/pl-file-error.h"
#include "core/import/pl-import-private.h"
#include "import-fixture.h"

static void
test_finalize (CoreFixture   *fixture,
               gconstpointer  data)
{
  PlImport *import = import_open_table (fixture, "reference,amount\nA1,1\n", FALSE);

  g_assert_finalize_object (import);
}

static void
test_once (CoreFixture   *fixture,
           gconstpointer  data)
{
  const char *table = "reference,amount,name,email\nA1,10,Sarah Hopper,sarah@example.com\n\nA2,20,,\n";
  g_autoptr (PlImport) import = import_open_table (fixture, table, FALSE);
  g_autoptr (PlImport) again = NULL;
  g_auto (PlImportSummary) summary = { 0 };

  pl_import_set_share (import, TRUE);
  import_check (import);
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_rows, ==, 2);
  g_assert_cmpuint (summary.n_create, ==, 2);
  g_assert_cmpuint (summary.n_share, ==, 1);
  g_assert_cmpuint (summary.n_with_recipients, ==, 1);
  g_assert_cmpuint (summary.totals->len, ==, 1);
  g_assert_cmpint (g_array_index (summary.totals, PlImportTotal, 0).sum.minor, ==, 3000);
  g_assert_cmpuint (pl_import_row_get_number (import_get_row (import, 1)), ==, 4);

  import_submit_and_send (fixture, import);
  g_assert_cmpint (pl_import_row_get_fate (import_get_row (import, 0))->create, ==, PL_IMPORT_STATE_DONE);
  g_assert_cmpint (pl_import_row_get_fate (import_get_row (import, 0))->share, ==, PL_IMPORT_STATE_DONE);
  g_assert_cmpint (pl_import_row_get_fate (import_get_row (import, 1))->share, ==, PL_IMPORT_STATE_NEW);
  import_assert_nothing (import);

  /* Another process, another day; its last day may be over by then. */
  g_clear_object (&import);
  core_fixture_restart (fixture, TRUE);
  again = import_open_table (fixture, "amount,reference,expires\n20,A2,2020-01-01\n10,A1,\n", FALSE);
  g_assert_cmpint (import_get_problem (again, 0), ==, -1);
  import_assert_nothing (again);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
}

/* Mails are wanted only the second time: nobody gets two. */
static void
test_share_later (CoreFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount,email\nA1,10,sarah@example.com\n", FALSE);

  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
  import_assert_nothing (import);

  for (guint i = 0; i < 2; i++)
    {
      pl_import_set_share (import, TRUE);
      import_check (import);
      if (i == 0)
        import_submit_and_send (fixture, import);
      else
        import_assert_nothing (import);
      g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
    }
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

/* What is made already is not sent to anybody when it leads to an address that is not safe. */
static void
test_unsafe (CoreFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount,email\nA1,10,sarah@example.com\n", FALSE);

  import_submit_and_send (fixture, import);
  pl_import_set_share (import, TRUE);
  import_check (import);
  g_assert_true (pl_import_row_get_will_share (import_get_row (import, 0)));

  core_refuse_addresses (fixture);
  import_check (import);
  g_assert_false (pl_import_row_get_will_share (import_get_row (import, 0)));
  import_assert_nothing (import);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
}

/* What Payroc made otherwise than asked is not sent to anybody when the table is taken in once more. */
static void
test_different (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount,email\nA1,10,sarah@example.com\n", FALSE);

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'replace','text':'1000','by':'1'}");
  pl_import_set_share (import, TRUE);
  import_submit_and_send (fixture, import);
  import_check (import);
  g_assert_false (pl_import_row_get_will_share (import_get_row (import, 0)));
  import_assert_nothing (import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
}

/* Two that were checked before either was sent. */
static void
test_race (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlImport) one
    = import_open_table (fixture, "reference,amount,email\nA1,1,sarah@example.com\nA2,2,\n", FALSE);
  g_autoptr (PlImport) two
    = import_open_table (fixture, "reference,amount,email\nA2,2,\nA1,1,sarah@example.com\n", FALSE);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *one_key = g_uuid_string_random ();
  g_autofree char *two_key = g_uuid_string_random ();

  pl_import_set_share (one, TRUE);
  pl_import_set_share (two, TRUE);
  pl_import_submit_async (one, one_key, FALSE, NULL, core_keep_result_cb, &first);
  pl_import_submit_async (two, two_key, FALSE, NULL, core_keep_result_cb, &second);
  batch = pl_import_submit_finish (one, core_await (&first), &error);
  g_clear_object (&batch);
  batch = pl_import_submit_finish (two, core_await (&second), NULL);
  core_flush (fixture);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

static void
count_cb (guint *n)
{
  *n += 1;
}

static void
test_mended (CoreFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlImport) import
    = import_open_table (fixture, "reference;amount;note\nA1;1,50;x\nA1;2,00;\"=y\"\n;3;z\n", FALSE);
  g_autofree char *result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_edited = 0;

  g_signal_connect_swapped (import, "edited", G_CALLBACK (count_cb), &n_edited);
  g_assert_cmpstr (pl_import_find_ambiguous (import), ==, "1,50");
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_DECIMAL);
  pl_import_set_decimal (import, ',');
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_TWICE);
  g_assert_cmpint (import_get_problem (import, 1), ==, PL_IMPORT_PROBLEM_TWICE);
  g_assert_cmpint (import_get_problem (import, 2), ==, PL_IMPORT_PROBLEM_FIELD);
  g_assert_null (import_submit (import, &error));
  g_assert_error (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_PROBLEMS);

  /* How a table is read is nobody's work in its rows. */
  g_assert_cmpuint (n_edited, ==, 0);
  pl_import_row_set_text (import_get_row (import, 1), PL_IMPORT_FIELD_REFERENCE, "A2");
  pl_import_row_set_left_out (import_get_row (import, 2), TRUE);
  g_assert_cmpuint (n_edited, ==, 2);
  g_assert_true (pl_import_get_checking (import));
  import_check (import);
  g_assert_cmpuint (n_edited, ==, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (import_get_problem (import, i), ==, -1);

  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
  result = import_write_results (fixture, import);
  g_assert_true (g_str_has_prefix (result, "reference;amount;note;paymentLinkId;paymentUrl;status;sharedAt;error\n"
                                           "A1;1,50;"));
  g_assert_nonnull (strstr (result, "\nA2;2,00;'=y;"));
  g_assert_nonnull (strstr (result, "\n;3;z;;;left-out;;why\n"));
}

/* What has problems is in no sum, and each person is a mail. */
static void
test_summary (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture,
                                            "reference,amount,currency,email\n"
                                            "A1,10,USD,\"sarah@example.com, bob@example.com\"\n"
                                            "A2,20,,sarah@example.com\n"
                                            "A3,30,XXQ,\n"
                                            ",40,USD,sarah@example.com\n", FALSE);
  g_auto (PlImportSummary) summary = { 0 };
  g_auto (PlImportSummary) mended = { 0 };
  PayrocMoney amount;

  pl_import_set_share (import, TRUE);
  import_check (import);
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_problems, ==, 3);
  g_assert_cmpuint (summary.n_create, ==, 1);
  g_assert_cmpuint (summary.n_known, ==, 0);
  g_assert_cmpuint (summary.n_share, ==, 2);
  g_assert_cmpuint (summary.n_people, ==, 2);
  g_assert_cmpuint (summary.totals->len, ==, 1);
  g_assert_cmpint (g_array_index (summary.totals, PlImportTotal, 0).sum.minor, ==, 1000);
  g_assert_false (pl_import_row_get_amount (import_get_row (import, 1), &amount));
  g_assert_false (pl_import_row_get_amount (import_get_row (import, 2), &amount));
  g_assert_true (pl_import_row_get_amount (import_get_row (import, 3), &amount));

  pl_import_row_set_text (import_get_row (import, 1), PL_IMPORT_FIELD_CURRENCY, "USD");
  import_check (import);
  pl_import_get_summary (import, &mended);
  g_assert_cmpuint (mended.n_create, ==, 2);
  g_assert_cmpuint (mended.n_share, ==, 3);
  g_assert_cmpuint (mended.n_people, ==, 2);
  g_assert_cmpuint (g_array_index (mended.totals, PlImportTotal, 0).n_links, ==, 2);
  g_assert_cmpint (g_array_index (mended.totals, PlImportTotal, 0).sum.minor, ==, 3000);
}

/* Which sign is the decimal one is told with each problem. */
static void
test_sign (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference;amount\nA1;1.2.3\n", FALSE);

  for (guint i = 0; i < 2; i++)
    {
      const PlImportProblem *problem;

      pl_import_set_decimal (import, ".,"[i]);
      import_check (import);
      g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_FIELD);
      problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 0)), 0);
      g_assert_cmpint (problem->decimal, ==, ".,"[i]);
    }
}

static void
test_refused (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount\nA1,1\n", FALSE);
  g_autofree char *result = NULL;

  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request'}");
  import_submit_and_send (fixture, import);
  g_assert_cmpint (pl_import_row_get_fate (import_get_row (import, 0))->create, ==, PL_IMPORT_STATE_REFUSED);
  g_assert_nonnull (pl_import_row_get_fate (import_get_row (import, 0))->create_error);
  g_assert_true (pl_import_row_get_will_create (import_get_row (import, 0)));
  result = import_write_results (fixture, import);
  g_assert_nonnull (strstr (result, "A1,1,,,refused,,why\n"));

  import_submit_and_send (fixture, import);
  g_assert_cmpint (pl_import_row_get_fate (import_get_row (import, 0))->create, ==, PL_IMPORT_STATE_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
test_cancelled (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlImport) import = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  core_fixture_restart (fixture, FALSE);
  import = import_open_table (fixture, "reference,amount\nA1,1\nA2,2\n", FALSE);
  batch = import_submit (import, &error);
  g_assert_no_error (error);
  import_check (import);
  g_assert_cmpint (pl_import_row_get_fate (import_get_row (import, 0))->create, ==, PL_IMPORT_STATE_WAITING);
  import_assert_nothing (import);

  pl_outbox_steer_batch_async (fixture->outbox, pl_batch_get_id (batch), PL_OUTBOX_BATCH_CANCEL, NULL,
                               core_keep_result_cb, &result);
  g_assert_true (pl_outbox_steer_batch_finish (fixture->outbox, core_await (&result), &error));
  import_check (import);
  g_assert_cmpint (pl_import_row_get_fate (import_get_row (import, 0))->create, ==, PL_IMPORT_STATE_CANCELLED);

  core_fixture_start (fixture);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
}

static void
test_others (CoreFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlIntent) done = core_create_done (fixture, "A1", FALSE);
  g_autoptr (PlIntent) waiting = NULL;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("A2");
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PlImport) import = NULL;
  GPtrArray *problems;

  core_fixture_restart (fixture, FALSE);
  waiting = core_create (fixture, draft, NULL, key, NULL);
  import = import_open_table (fixture, "reference,amount\nA1,1\nA2,2\nA3,3\n", FALSE);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_OPEN_LINK);
  g_assert_cmpint (import_get_problem (import, 1), ==, PL_IMPORT_PROBLEM_WAITING);
  g_assert_cmpint (import_get_problem (import, 2), ==, -1);
  problems = pl_import_row_get_problems (import_get_row (import, 0));
  g_assert_cmpstr (((PlImportProblem *) g_ptr_array_index (problems, 0))->link_id, ==, pl_intent_get_link_id (done));
}

static PlImportField
get_field (PlImport *import,
           guint     column)
{
  g_autoptr (PlImportColumn) item = g_list_model_get_item (pl_import_get_columns (import), column);

  return pl_import_column_get_field (item);
}

static void
test_columns (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "Key,Total,Amount,Amount\nA1,1,2,3\n", FALSE);
  g_autoptr (PlImportColumn) key = g_list_model_get_item (pl_import_get_columns (import), 0);
  g_autoptr (PlImportColumn) total = g_list_model_get_item (pl_import_get_columns (import), 1);
  g_autoptr (PlImportColumn) last = g_list_model_get_item (pl_import_get_columns (import), 3);
  g_autoptr (PlImport) other = NULL;
  g_autoptr (PlImport) fresh = NULL;
  PayrocMoney amount;

  g_assert_true (pl_import_is_missing (import, PL_IMPORT_FIELD_REFERENCE));
  g_assert_true (pl_import_is_missing (import, PL_IMPORT_FIELD_AMOUNT));
  g_assert_cmpstr (pl_import_column_get_sample (last), ==, "3");

  pl_import_column_set_field (key, PL_IMPORT_FIELD_REFERENCE);
  pl_import_column_set_field (total, PL_IMPORT_FIELD_AMOUNT);
  pl_import_column_set_field (last, PL_IMPORT_FIELD_AMOUNT);
  g_assert_cmpint (pl_import_column_get_field (total), ==, PL_IMPORT_FIELD_NONE);
  g_assert_false (pl_import_is_missing (import, PL_IMPORT_FIELD_AMOUNT));
  import_check (import);
  g_assert_true (pl_import_row_get_amount (import_get_row (import, 0), &amount));
  g_assert_cmpint (amount.minor, ==, 300);
  import_submit_and_send (fixture, import);

  /* The same headings in another order; columns of one name keep theirs. */
  other = import_open_table (fixture, "AMOUNT,key,Amount,total\n5,A2,6,7\n", TRUE);
  g_assert_cmpint (get_field (other, 0), ==, PL_IMPORT_FIELD_NONE);
  g_assert_cmpint (get_field (other, 1), ==, PL_IMPORT_FIELD_REFERENCE);
  g_assert_cmpint (get_field (other, 2), ==, PL_IMPORT_FIELD_AMOUNT);
  g_assert_cmpint (get_field (other, 3), ==, PL_IMPORT_FIELD_NONE);

  fresh = import_open_table (fixture, "Key,Total,Amount,Amount\nA1,1,2,3\n", FALSE);
  g_assert_cmpint (get_field (fresh, 3), ==, PL_IMPORT_FIELD_NONE);
}

static void
test_extra_cell (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount\nA1,1,50\nA2,2,\n", FALSE);

  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_EXTRA_CELL);
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);
  pl_import_set_decimal (import, '.');
  pl_import_row_set_text (import_get_row (import, 0), PL_IMPORT_FIELD_AMOUNT, "1.50");
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
}

/* Whoever waited for the rows of the one before is told at once, and not kept. */
static void
test_another_table (CoreFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount\nA1,1\n", FALSE);
  g_autoptr (PlCsvTable) table = pl_csv_table_ref (import->table);
  g_autofree PlImportField *fields = pl_import_dup_fields (import);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_import_check_async (import, NULL, core_keep_result_cb, &result);
  pl_import_take_table (import, table, "other.csv", fields);
  g_assert_false (pl_import_check_finish (import, core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  import_check (import);
}

static char *
fill (const char      *text,
      PayrocLinkDraft *link,
      GListModel      *recipients,
      const GDate     *today)
{
  g_autoptr (PayrocRecipient) first = g_list_model_get_item (recipients, 0);

  return g_strdup_printf ("%s %s: %" G_GINT64_FORMAT, text, payroc_recipient_get_name (first),
                          payroc_link_draft_get_amount (link));
}

static const char *
get_message (PlImport *import,
             guint     position)
{
  return payroc_share_get_message (pl_import_row_get_share (import_get_row (import, position)));
}

/* Each gets what its own row says, or what all get, with its own words in it. */
static void
test_message (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import
    = import_open_table (fixture, "reference,amount,name,email,message\n"
                                  "A1,10,Sarah,sarah@example.com,\nA2,20,Bob,bob@example.com,Own\n", FALSE);
  static const char *const sent[] = { "Dear Sarah: 1100", "Own Bob: 2000", NULL };
  g_autoptr (JsonArray) mails = NULL;

  g_assert_null (pl_import_row_get_share (import_get_row (import, 0)));
  pl_import_set_share (import, TRUE);
  pl_import_set_message (import, "Dear", NULL);
  import_check (import);
  g_assert_cmpstr (get_message (import, 0), ==, "Dear");
  g_assert_cmpstr (get_message (import, 1), ==, "Own");

  pl_import_set_message (import, "Dear", fill);
  import_check (import);
  g_assert_cmpstr (get_message (import, 0), ==, "Dear Sarah: 1000");
  g_assert_cmpstr (get_message (import, 1), ==, "Own Bob: 2000");

  /* A mail that is sent later speaks of the link as it is by then, not as it was imported. */
  pl_import_set_share (import, FALSE);
  import_submit_and_send (fixture, import);
  store_exec (fixture->store.database,
              "UPDATE link_documents SET document = replace (document, '1000', '1100')");
  pl_import_set_share (import, TRUE);
  import_check (import);
  import_submit_and_send (fixture, import);
  mails = pl_test_practice_get_mails (fixture->practice, NULL);
  g_assert_cmpuint (json_array_get_length (mails), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (g_strv_contains (sent, json_object_get_string_member (json_array_get_object_element (mails, i),
                                                                         "message")));
  g_assert_null (pl_import_row_get_share (import_get_row (import, 0)));
}

/* Nothing above the columns: the first customer is one like the others, once the merchant says so. */
static void
test_headless (CoreFixture   *fixture,
               gconstpointer  data)
{
  static const struct
  {
    const char *table;
    gboolean    looks;
  } cases[] = {
    { "A1,10.50,sarah@example.com\nA2,20,\n", TRUE },
    { "A1;10,50\n", TRUE },
    { "A1,2027-01-31\n", TRUE },
    { "A1,1/2/2027\n", TRUE },
    { "A1,10\n", FALSE },
    { "Key,Total\nA1,10.50\n", FALSE },
    { "Amount,10.50\nA1,2\n", FALSE },
    { "Mine,@\nA1,10.50\n", FALSE },
  };
  g_autoptr (PlImport) import = NULL;
  g_autofree char *results = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlImport) looked = import_open_table (fixture, cases[i].table, FALSE);

      g_test_message ("%s", cases[i].table);
      g_assert_cmpint (pl_import_looks_headless (looked), ==, cases[i].looks);
      g_assert_false (pl_import_get_headless (looked));
    }

  import = import_open_table (fixture, "A1,10.50,x\nA2,20.00,y\n", FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (import)), ==, 1);
  pl_import_set_headless (import, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (import)), ==, 2);
  g_assert_cmpuint (pl_import_row_get_number (import_get_row (import, 0)), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (pl_import_get_columns (import), i);

      pl_import_column_set_field (column, i == 0 ? PL_IMPORT_FIELD_REFERENCE : PL_IMPORT_FIELD_AMOUNT);
    }
  pl_import_set_decimal (import, '.');
  import_check (import);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
  results = import_write_results (fixture, import);
  g_assert_true (g_str_has_prefix (results, "reference,amount,,paymentLinkId,paymentUrl,status,sharedAt,error\n"
                                            "A1,10.50,x,"));

  /* What was written can be read again. */
  g_clear_object (&import);
  import = import_open_table (fixture, results, TRUE);
  pl_import_set_decimal (import, '.');
  import_check (import);
  g_assert_false (pl_import_looks_headless (import));
  import_assert_nothing (import);
}

/* Whoever gives up is told at once, not when the check is over; who waits beside gets the answer. */
static void
test_give_up (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount\nA1,1\n", FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) given_up = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_import_check_async (import, cancellable, core_keep_result_cb, &given_up);
  pl_import_check_async (import, NULL, core_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  /* Each time round a row is mended: the check never comes to its end. */
  for (guint i = 0; given_up == NULL && i < 1000; i++)
    {
      pl_import_row_set_text (import_get_row (import, 0), PL_IMPORT_FIELD_AMOUNT, i % 2 == 0 ? "2" : "1");
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_nonnull (given_up);
  g_assert_null (result);
  g_assert_false (pl_import_check_finish (import, given_up, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (pl_import_check_finish (import, core_await (&result), &error));
  g_assert_no_error (error);

  /* Too late before it began. */
  g_clear_object (&given_up);
  pl_import_check_async (import, cancellable, core_keep_result_cb, &given_up);
  g_assert_false (pl_import_check_finish (import, core_await (&given_up), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  import_check (import);
}

static void
test_not_a_table (CoreFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlImport) import = import_new (fixture);
  g_autoptr (GFile) file = import_write_table (fixture, "reference,amount\nA1,\"1\n");
  g_autoptr (GFile) endless = g_file_new_for_path ("/dev/zero");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_import_open_async (import, file, 0, TRUE, NULL, core_keep_result_cb, &result);
  g_assert_false (pl_import_open_finish (import, core_await (&result), &error));
  g_assert_error (error, PL_CSV_ERROR, PL_CSV_ERROR_QUOTE_OPEN);
  g_assert_cmpuint (pl_csv_error_get_row (error), ==, 2);

  g_clear_error (&error);
  g_clear_object (&result);
  pl_import_open_async (import, endless, 0, TRUE, NULL, core_keep_result_cb, &result);
  g_assert_false (pl_import_open_finish (import, core_await (&result), &error));
  g_assert_error (error, PL_FILE_ERROR, PL_FILE_ERROR_NOT_A_FILE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/import/" name, CoreFixture, NULL, import_set_up, function, core_fixture_tear_down)
  ADD ("finalize", test_finalize);
  ADD ("once", test_once);
  ADD ("share-later", test_share_later);
  ADD ("unsafe", test_unsafe);
  ADD ("different", test_different);
  ADD ("race", test_race);
  ADD ("mended", test_mended);
  ADD ("summary", test_summary);
  ADD ("sign", test_sign);
  ADD ("refused", test_refused);
  ADD ("cancelled", test_cancelled);
  ADD ("others", test_others);
  ADD ("columns", test_columns);
  ADD ("extra-cell", test_extra_cell);
  ADD ("another-table", test_another_table);
  ADD ("message", test_message);
  ADD ("headless", test_headless);
  ADD ("give-up", test_give_up);
  ADD ("not-a-table", test_not_a_table);

  return g_test_run ();
}
