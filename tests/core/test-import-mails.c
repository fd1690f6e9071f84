/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table says of its mails: words that nothing stands for, and what is another than it was when they went out. */
#include "import-fixture.h"
#include "outbox-fixture.h"

static char *
fill (const char      *text,
      PayrocLinkDraft *link,
      GListModel      *recipients,
      const GDate     *today)
{
  return g_strdup (text);
}

/* A word that nothing stands for would reach the customer as it is: its row is to be mended. */
static void
test_word (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlImport) import
    = import_open_table (fixture, "reference,amount,email,message\n"
                                  "A1,10,sarah@example.com,Please pay {amout}\n"
                                  "A2,20,bob@example.com,Please pay {Amount} {}\n"
                                  "A3,30,eva@example.com,\n", FALSE);
  const PlImportProblem *problem;

  pl_import_set_message (import, "Dear {nmae}", fill);
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);

  pl_import_set_share (import, TRUE);
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_WORD);
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 0)), 0);
  g_assert_cmpint (problem->field, ==, PL_IMPORT_FIELD_MESSAGE);
  g_assert_cmpstr (problem->before, ==, "{amout}");
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);
  /* What all get is looked at where it is typed. */
  g_assert_cmpint (import_get_problem (import, 2), ==, -1);

  pl_import_row_set_text (import_get_row (import, 0), PL_IMPORT_FIELD_MESSAGE, "Please pay {amount}");
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
}

static guint
count_mails (CoreFixture *fixture)
{
  return pl_test_practice_count_mails (fixture->practice, NULL);
}

static PlImport *
open_shared (CoreFixture *fixture,
             const char  *table)
{
  PlImport *import = import_open_table (fixture, table, FALSE);

  pl_import_set_message (import, "Dear customer", fill);
  pl_import_set_share (import, TRUE);
  import_check (import);

  return import;
}

/* The same table with another address, and with other words: told, and nothing is sent before the merchant says so. */
static void
test_changed (CoreFixture   *fixture,
              gconstpointer  data)
{
  static const char before[] = "reference,amount,email,message\nA1,10,sarah@example.com,\nA2,20,bob@example.com,Own\n"
                               "A3,30,eva@example.com,\n";
  static const char after[] = "reference,amount,email,message\nA1,10,sara@example.com,\nA2,20,Bob@example.com,Other\n"
                              "A3,30,eva@example.com,\n";
  g_autoptr (PlImport) import = open_shared (fixture, before);
  const PlImportProblem *problem;
  g_auto (PlImportSummary) summary = { 0 };

  import_submit_and_send (fixture, import);
  g_assert_cmpuint (count_mails (fixture), ==, 3);
  import_check (import);
  import_assert_nothing (import);

  g_clear_object (&import);
  import = open_shared (fixture, after);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_CHANGED);
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 0)), 0);
  g_assert_cmpint (problem->field, ==, PL_IMPORT_FIELD_EMAIL);
  g_assert_cmpstr (problem->before, ==, "sarah@example.com");
  g_assert_cmpint (import_get_problem (import, 1), ==, PL_IMPORT_PROBLEM_CHANGED);
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 1)), 0);
  g_assert_cmpint (problem->field, ==, PL_IMPORT_FIELD_MESSAGE);
  g_assert_cmpstr (problem->before, ==, "Own");
  g_assert_cmpint (import_get_problem (import, 2), ==, -1);
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_problems, ==, 2);
  g_assert_cmpuint (summary.n_share, ==, 0);

  /* Nobody else is written to because of one. */
  pl_import_row_set_left_out (import_get_row (import, 1), TRUE);
  g_assert_true (pl_import_row_get_may_again (import_get_row (import, 0)));
  g_assert_false (pl_import_row_get_may_again (import_get_row (import, 2)));
  pl_import_row_set_again (import_get_row (import, 0), TRUE);
  pl_import_row_set_again (import_get_row (import, 2), TRUE);
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
  g_assert_true (pl_import_row_get_will_share (import_get_row (import, 0)));
  g_assert_false (pl_import_row_get_will_create (import_get_row (import, 0)));
  g_assert_false (pl_import_row_get_will_share (import_get_row (import, 2)));
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 3);
  g_assert_cmpuint (count_mails (fixture), ==, 4);

  /* Once. */
  import_check (import);
  import_assert_nothing (import);
  g_clear_object (&import);
  import = open_shared (fixture, after);
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
  g_assert_cmpint (import_get_problem (import, 1), ==, PL_IMPORT_PROBLEM_CHANGED);
}

/* Switched off, or over, since it was imported: told, left as it is, and made anew when the merchant says so. */
static void
test_over (CoreFixture   *fixture,
           gconstpointer  data)
{
  static const char table[] = "reference,amount,email\nA1,10,sarah@example.com\nA2,20,bob@example.com\n";
  g_autoptr (PlImport) import = open_shared (fixture, table);
  g_autoptr (PlIntent) off = NULL;
  g_autofree char *link_id = NULL;
  g_auto (PlImportSummary) summary = { 0 };
  g_auto (PlImportSummary) decided = { 0 };

  import_submit_and_send (fixture, import);
  import_check (import);
  g_assert_false (pl_import_row_get_is_over (import_get_row (import, 0)));
  link_id = g_strdup (pl_import_row_get_fate (import_get_row (import, 0))->link_id);
  off = core_deactivate (fixture, link_id);
  core_settle (fixture, off);

  g_clear_object (&import);
  import = open_shared (fixture, table);
  g_assert_true (pl_import_row_get_is_over (import_get_row (import, 0)));
  g_assert_false (pl_import_row_get_is_over (import_get_row (import, 1)));
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_over, ==, 1);
  g_assert_cmpuint (summary.n_known, ==, 2);
  import_assert_nothing (import);

  pl_import_row_set_again (import_get_row (import, 0), TRUE);
  pl_import_row_set_again (import_get_row (import, 1), TRUE);
  import_check (import);
  pl_import_get_summary (import, &decided);
  g_assert_cmpuint (decided.n_over, ==, 0);
  g_assert_cmpuint (decided.n_create, ==, 1);
  g_assert_cmpuint (decided.n_share, ==, 1);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 3);
  g_assert_cmpuint (count_mails (fixture), ==, 3);
  import_check (import);
  import_assert_nothing (import);
  g_assert_false (pl_import_row_get_is_over (import_get_row (import, 0)));
  g_assert_cmpstr (pl_import_row_get_fate (import_get_row (import, 0))->link_id, !=, link_id);
}

/* A mail is one person's, before it is sent and after. */
static void
test_counted (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import = open_shared (fixture, "reference,amount,email\n"
                                                      "A1,10,sarah@example.com; bob@example.com\n"
                                                      "A2,20,eva@example.com\nA3,30,\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_auto (PlImportSummary) summary = { 0 };
  guint n_links, n_links_done, n_mails, n_mails_done;

  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_share, ==, 3);
  batch = import_submit (import, &error);
  g_assert_no_error (error);
  core_flush (fixture);
  while (!pl_batch_get_finished (batch))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (pl_batch_get_made (batch, &n_links, &n_links_done, &n_mails, &n_mails_done));
  g_assert_cmpuint (n_links, ==, 3);
  g_assert_cmpuint (n_links_done, ==, 3);
  g_assert_cmpuint (n_mails, ==, 3);
  g_assert_cmpuint (n_mails_done, ==, 3);
}

#define ADD(path, function) \
  g_test_add ("/import-mails/" path, CoreFixture, NULL, import_set_up, function, core_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("word", test_word);
  ADD ("changed", test_changed);
  ADD ("over", test_over);
  ADD ("counted", test_counted);

  return g_test_run ();
}
