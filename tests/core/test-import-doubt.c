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
  pl_import_row_set_anyway (import_get_row (import, 1), TRUE);
  import_check (import);
  g_assert_true (pl_import_row_get_is_doubtful (import_get_row (import, 1)));
  g_assert_false (pl_import_row_get_is_doubtful (import_get_row (import, 2)));
  pl_import_get_summary (import, &summary);
  g_assert_cmpuint (summary.n_problems, ==, 0);
  g_assert_cmpuint (summary.n_create, ==, 2);
  /* What nobody paid is none of the rows that were paid before. */
  g_assert_cmpuint (summary.n_paid, ==, 0);
  g_assert_cmpuint (summary.n_anyway, ==, 0);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);

  /* Of what is made nobody is asked again. */
  import_check (import);
  g_assert_cmpint (import_get_problem (import, 1), ==, -1);
  g_assert_false (pl_import_row_get_is_doubtful (import_get_row (import, 1)));

  pl_import_row_set_left_out (import_get_row (import, 2), FALSE);
  pl_import_row_set_anyway (import_get_row (import, 2), TRUE);
  import_submit_and_send (fixture, import);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 3);
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
#undef ADD

  return g_test_run ();
}
