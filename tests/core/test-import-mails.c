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

#define ADD(path, function) \
  g_test_add ("/import-mails/" path, CoreFixture, NULL, import_set_up, function, core_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("word", test_word);

  return g_test_run ();
}
