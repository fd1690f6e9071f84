/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that can be right and seldom are: a link is made of them only where that is said. */
#include "import-fixture.h"

/* Whether the row at this place is taken for a total. */
static gboolean
is_total (PlImport *import,
          guint     position)
{
  return import_get_problem (import, position) == PL_IMPORT_PROBLEM_TOTAL;
}

/* The words, at the end of a table that says nothing of customers. */
static void
test_words (CoreFixture   *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *reference;
    gboolean    total;
  } cases[] = {
    { "Total", TRUE }, { "TOTAL:", TRUE }, { "Sum", TRUE }, { "Sub-total", TRUE }, { "Grand total", TRUE },
    { "Summe", TRUE }, { "Gesamt", TRUE }, { "Zwischensumme", TRUE }, { "Übertrag", TRUE },
    { "Suma", TRUE }, { "Total general", TRUE }, { "Somme", TRUE }, { "Sous-total", TRUE }, { "Total TTC", TRUE },
    { "INV-1", FALSE }, { "Total-1", FALSE }, { "Summer", FALSE }, { "Summe 7", FALSE }, { "1300", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *table = g_strdup_printf ("reference,amount\nA1,1\n%s,2\n", cases[i].reference);
      g_autoptr (PlImport) import = import_open_table (fixture, table, FALSE);

      g_test_message ("%s", cases[i].reference);
      g_assert_false (is_total (import, 0));
      g_assert_cmpint (is_total (import, 1), ==, cases[i].total);
    }
}

/* In the middle it is one only where it is for nobody, and the others are for somebody. */
static void
test_places (CoreFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount,name\nTotal,1,Sarah\nSumme,2,\n"
                                                   "Summe März,2,\nA4,3,Sarah\nA5,3,Bob\nA6,3,Bob\nA7,3,Bob\nA8,1,\n",
                                                   FALSE);

  g_assert_false (is_total (import, 0));
  g_assert_true (is_total (import, 1));
  g_assert_true (is_total (import, 2));
  for (guint i = 3; i < 8; i++)
    g_assert_false (is_total (import, i));

  /* Another reference, or somebody whom it is for. */
  pl_import_row_set_text (import_get_row (import, 1), PL_IMPORT_FIELD_REFERENCE, "A2");
  pl_import_row_set_text (import_get_row (import, 2), PL_IMPORT_FIELD_NAME, "Sarah");
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);
  g_assert_cmpint (import_get_problem (import, 2), ==, -1);
}

/* Nothing is sent before it was said of each that it is meant, or left out. */
static void
test_decided (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference,amount\nA1,999999\nA2,25000000\nTotal,7\n",
                                                   FALSE);
  g_auto (PlImportSummary) summary = { 0 };
  g_autoptr (GError) error = NULL;
  const PlImportProblem *problem;

  g_assert_false (pl_import_row_get_is_doubtful (import_get_row (import, 0)));
  g_assert_cmpint (import_get_problem (import, 0), ==, -1);
  g_assert_cmpint (import_get_problem (import, 1), ==, PL_IMPORT_PROBLEM_UNUSUAL);
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 1)), 0);
  g_assert_cmpint (problem->amount.minor, ==, 2500000000);
  g_assert_cmpint (problem->field, ==, PL_IMPORT_FIELD_AMOUNT);
  g_assert_true (is_total (import, 2));
  g_assert_true (pl_import_row_get_is_doubtful (import_get_row (import, 2)));
  g_assert_null (import_submit (import, &error));
  g_assert_error (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_PROBLEMS);

  pl_import_row_set_left_out (import_get_row (import, 2), TRUE);
  pl_import_row_set_meant (import_get_row (import, 1), TRUE);
  import_check (import);
  g_assert_true (pl_import_row_get_is_doubtful (import_get_row (import, 1)));
  g_assert_false (pl_import_row_get_is_doubtful (import_get_row (import, 2)));
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_problems, ==, 0);
  g_assert_cmpuint (summary.n_create, ==, 2);
  /* What nobody paid is none of the rows that were paid before. */
  g_assert_cmpuint (summary.used->len, ==, 0);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);

  /* Of what is made nobody is asked again. */
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);
  g_assert_false (pl_import_row_get_is_doubtful (import_get_row (import, 1)));

  pl_import_row_set_left_out (import_get_row (import, 2), FALSE);
  pl_import_row_set_meant (import_get_row (import, 2), TRUE);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 3);
}

/* Calls every stored link completed, as it is once it was paid. */
static void
complete_all (CoreFixture *fixture)
{
  store_exec (fixture->store.database,
              "UPDATE link_documents SET document = replace (document, '\"active\"', '\"completed\"')");
}

/* A reference that was used and an amount that is unusual: two questions, and one answer is none to the other. */
static void
test_both (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlIntent) paid = core_create_done (fixture, "A1", FALSE);
  g_autoptr (PlImport) import = NULL;
  g_autoptr (GError) error = NULL;
  PlImportRow *row;

  complete_all (fixture);
  import = import_open_table (fixture, "reference,amount\nA1,25000000\n", FALSE);
  row = import_get_row (import, 0);
  g_assert_cmpuint (pl_import_row_get_problems (row)->len, ==, 2);
  g_assert_true (pl_import_row_get_may_anyway (row));
  g_assert_true (pl_import_row_get_is_doubtful (row));

  pl_import_row_set_anyway (row, TRUE);
  import_check (import);
  g_assert_cmpuint (pl_import_row_get_problems (row)->len, ==, 1);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_UNUSUAL);
  g_assert_null (import_submit (import, &error));
  g_assert_error (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_PROBLEMS);

  pl_import_row_set_anyway (row, FALSE);
  pl_import_row_set_meant (row, TRUE);
  import_check (import);
  g_assert_cmpuint (pl_import_row_get_problems (row)->len, ==, 1);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_USED_LINK);

  pl_import_row_set_anyway (row, TRUE);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);

  /* The month after, by its own link: used again, and more is asked than then. */
  complete_all (fixture);
  g_clear_object (&import);
  import = import_open_table (fixture, "reference,amount\nA1,26000000\n", FALSE);
  row = import_get_row (import, 0);
  g_assert_cmpuint (pl_import_row_get_problems (row)->len, ==, 2);
  pl_import_row_set_anyway (row, TRUE);
  import_check (import);
  g_assert_cmpuint (pl_import_row_get_problems (row)->len, ==, 1);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_UNUSUAL);
}

/* What was said of a row is not said of what it becomes. */
static void
test_forgotten (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (fixture, "reference;amount\nA1;25000000\nA2;2.500.000\n", FALSE);
  PlImportRow *row = import_get_row (import, 0);

  pl_import_set_decimal (import, ',');
  import_check (import);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (import_get_problem (import, i), ==, PL_IMPORT_PROBLEM_UNUSUAL);
      pl_import_row_set_meant (import_get_row (import, i), TRUE);
    }
  pl_import_row_set_text (import_get_row (import, 1), PL_IMPORT_FIELD_DESCRIPTION, "Shelves");
  import_check (import);
  g_assert_true (pl_import_row_get_meant (import_get_row (import, 1)));

  pl_import_row_set_text (row, PL_IMPORT_FIELD_AMOUNT, "35000000");
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 0), ==, PL_IMPORT_PROBLEM_UNUSUAL);
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);

  pl_import_set_decimal (import, '.');
  pl_import_set_decimal (import, ',');
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 1), ==, PL_IMPORT_PROBLEM_UNUSUAL);
}

/* Capital letters and blanks make another reference to Payroc, and none to the customer who paid. */
static void
test_capitals (CoreFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlIntent) paid = core_create_done (fixture, "INV-7", FALSE);
  g_autoptr (PlIntent) open = NULL;
  g_autoptr (PlImport) import = NULL;
  const PlImportProblem *problem;

  complete_all (fixture);
  open = core_create_done (fixture, "Order 8", FALSE);
  import = import_open_table (fixture, "reference,amount\ninv-7,1\norder  8,2\nR9,3\nr9,4\n", FALSE);

  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 0)), 0);
  g_assert_cmpint (problem->code, ==, PL_IMPORT_PROBLEM_USED_LINK);
  g_assert_cmpstr (problem->reference, ==, "INV-7");
  /* Open, but nobody can say that it is the same: it is asked, not refused. */
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 1)), 0);
  g_assert_cmpint (problem->code, ==, PL_IMPORT_PROBLEM_OPEN_LINK);
  g_assert_cmpstr (problem->reference, ==, "Order 8");
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 2)), 0);
  g_assert_cmpint (problem->code, ==, PL_IMPORT_PROBLEM_CAPITALS);
  g_assert_cmpuint (problem->row, ==, 5);
  problem = g_ptr_array_index (pl_import_row_get_problems (import_get_row (import, 3)), 0);
  g_assert_cmpint (problem->code, ==, PL_IMPORT_PROBLEM_CAPITALS);
  g_assert_cmpuint (problem->row, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_false (pl_import_row_get_use (import_get_row (import, i), NULL, NULL));
      pl_import_row_set_meant (import_get_row (import, i), i >= 2);
      pl_import_row_set_anyway (import_get_row (import, i), i < 2);
    }

  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 6);
}

/* Nobody can tell them from the reference that was paid, or from each other. */
static void
test_looks (CoreFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (PlIntent) paid = core_create_done (fixture, "INV-7", FALSE);
  g_autoptr (PlImport) import = NULL;

  complete_all (fixture);
  import = import_open_table (fixture, "reference,amount\nINV\u20117,1\nINV-7\u3164,2\nR\u20139,3\nR-9\u034f,4\n",
                              FALSE);

  for (guint i = 0; i < 2; i++)
    {
      GPtrArray *problems = pl_import_row_get_problems (import_get_row (import, i));
      const PlImportProblem *other = g_ptr_array_index (problems, 0);
      const PlImportProblem *used = g_ptr_array_index (problems, 1);

      g_assert_cmpuint (problems->len, ==, 2);
      g_assert_cmpint (other->code, ==, PL_IMPORT_PROBLEM_ALIKE);
      g_assert_cmpuint (other->row, ==, 3 - i);
      g_assert_cmpint (used->code, ==, PL_IMPORT_PROBLEM_USED_LINK);
      g_assert_cmpstr (used->reference, ==, "INV-7");
    }
  g_assert_cmpint (import_get_problem (import, 2), ==, PL_IMPORT_PROBLEM_ALIKE);
  g_assert_cmpint (import_get_problem (import, 3), ==, PL_IMPORT_PROBLEM_ALIKE);
}

/* How many of which kind, so that nobody bills twice, or forgets the rest, by one press. */
static void
test_kinds (CoreFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (PlIntent) a = core_create_done (fixture, "A1", FALSE);
  g_autoptr (PlIntent) b = core_create_done (fixture, "A2", FALSE);
  g_autoptr (PlIntent) c = core_create_done (fixture, "A3", FALSE);
  g_autoptr (PlImport) import = NULL;
  g_auto (PlImportSummary) summary = { 0 };
  const PlImportUsed *used;

  complete_all (fixture);
  /* Asked since, but for the last: nobody knows what became of that. */
  store_exec (fixture->store.database, "UPDATE links SET paid_as_of = seen_at WHERE reference <> 'A3'");
  import = import_open_table (fixture, "reference,amount\nA3,1\nA2,2\nA1,3\nA4,4\n", FALSE);
  pl_import_row_set_anyway (import_get_row (import, 1), TRUE);
  import_check (import);
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.used->len, ==, 2);
  used = &g_array_index (summary.used, PlImportUsed, 0);
  g_assert_cmpint (used->use, ==, PAYROC_LINK_STATUS_COMPLETED);
  g_assert_false (used->is_unread);
  g_assert_cmpuint (used->n_rows, ==, 2);
  g_assert_cmpuint (used->n_anyway, ==, 1);
  used = &g_array_index (summary.used, PlImportUsed, 1);
  g_assert_true (used->is_unread);
  g_assert_cmpuint (used->n_rows, ==, 1);
  g_assert_cmpuint (used->n_anyway, ==, 0);
}

/* Whatever the link is that nobody asked about: it is one question, in one pair of words. */
static void
test_unread_kinds (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlIntent) a = core_create_done (fixture, "A1", FALSE);
  g_autoptr (PlIntent) b = core_create_done (fixture, "A2", FALSE);
  g_autoptr (PlImport) import = NULL;
  g_auto (PlImportSummary) summary = { 0 };
  PayrocLinkStatus use;
  gboolean is_unread;

  complete_all (fixture);
  store_exec (fixture->store.database,
              "UPDATE link_documents SET document = replace (replace (document, '\"completed\"', '\"expired\"'),"
              " '\"singleUse\"', '\"multiUse\"') WHERE row = (SELECT row FROM links WHERE reference = 'A2')");
  import = import_open_table (fixture, "reference,amount,kind\nA1,1,\nA2,2,many\n", FALSE);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (pl_import_row_get_use (import_get_row (import, i), &use, &is_unread));
      g_assert_cmpint (use, ==, PAYROC_LINK_STATUS_UNKNOWN);
      g_assert_true (is_unread);
    }
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.used->len, ==, 1);
  g_assert_cmpuint (g_array_index (summary.used, PlImportUsed, 0).n_rows, ==, 2);
}

/* Two people and one payment: whoever pays first, unless the link takes many. */
static void
test_for_first (CoreFixture   *fixture,
                gconstpointer  data)
{
  static const char table[] = "reference,amount,kind,email\n"
                              "A1,1,,\"sarah@example.com, bob@example.com\"\n"
                              "A2,2,many,\"sarah@example.com, bob@example.com\"\n"
                              "A3,3,,sarah@example.com\n";
  g_autoptr (PlImport) import = import_open_table (fixture, table, FALSE);
  g_auto (PlImportSummary) summary = { 0 };

  g_assert_false (pl_import_row_get_is_for_first (import_get_row (import, 0)));
  pl_import_set_share (import, TRUE);
  import_check (import);
  g_assert_true (pl_import_row_get_is_for_first (import_get_row (import, 0)));
  g_assert_false (pl_import_row_get_is_for_first (import_get_row (import, 1)));
  g_assert_false (pl_import_row_get_is_for_first (import_get_row (import, 2)));
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_for_first, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) \
  g_test_add ("/import/doubt/" name, CoreFixture, NULL, import_set_up, test, core_fixture_tear_down)
  ADD ("words", test_words);
  ADD ("places", test_places);
  ADD ("decided", test_decided);
  ADD ("both", test_both);
  ADD ("forgotten", test_forgotten);
  ADD ("capitals", test_capitals);
  ADD ("looks", test_looks);
  ADD ("kinds", test_kinds);
  ADD ("unread-kinds", test_unread_kinds);
  ADD ("for-first", test_for_first);
#undef ADD

  return g_test_run ();
}
