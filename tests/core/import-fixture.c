/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every test of imports does first and last. */
#include "import-fixture.h"

PlImport *
import_new (CoreFixture *fixture)
{
  return pl_import_new (STORE_FIXTURE_ACCOUNT, "USD", fixture->store.database, fixture->outbox);
}

void
import_set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, data);
  core_fixture_start (fixture);
}

GFile *
import_write_table (CoreFixture *fixture,
             const char  *content)
{
  g_autofree char *path = g_build_filename (fixture->store.directory, "table.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

void
import_check (PlImport *import)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_import_check_async (import, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_import_check_finish (import, core_await (&result), &error));
  g_assert_no_error (error);
  g_assert_false (pl_import_get_checking (import));
}

PlImport *
import_open_table (CoreFixture *fixture,
            const char  *content,
            gboolean     remembered)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = import_write_table (fixture, content);
  PlImport *import = import_new (fixture);

  pl_import_open_async (import, file, 0, remembered, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_import_open_finish (import, core_await (&result), &error));
  g_assert_no_error (error);
  import_check (import);

  return import;
}

PlImportRow *
import_get_row (PlImport *import,
         guint     position)
{
  g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (import), position);

  return row;
}

/* The first problem of a row, or -1. */
int
import_get_problem (PlImport *import,
             guint     position)
{
  GPtrArray *problems = pl_import_row_get_problems (import_get_row (import, position));

  return problems->len > 0 ? (int) ((PlImportProblem *) g_ptr_array_index (problems, 0))->code : -1;
}

PlBatch *
import_submit (PlImport  *import,
        GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *key = g_uuid_string_random ();

  pl_import_submit_async (import, key, TRUE, NULL, core_keep_result_cb, &result);

  return pl_import_submit_finish (import, core_await (&result), error);
}

void
import_submit_and_send (CoreFixture *fixture,
                 PlImport    *import)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlBatch) batch = import_submit (import, &error);

  g_assert_no_error (error);
  core_flush (fixture);
  import_check (import);
}

void
import_assert_nothing (PlImport *import)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (import_submit (import, &error));
  g_assert_error (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_NOTHING);
}

static char *
describe (const GError *error)
{
  return g_strdup ("why");
}

char *
import_write_results (CoreFixture *fixture,
               PlImport    *import)
{
  g_autofree char *path = g_build_filename (fixture->store.directory, "result.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *content;

  pl_import_write_results_async (import, file, describe, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_import_write_results_finish (import, core_await (&result), &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));

  return content;
}
