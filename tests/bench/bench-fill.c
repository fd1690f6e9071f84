/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a first filling does once the pages are there: reads them and stores them, with what a refresh uses.
 * bench-fill FOLDER LINKS [API-URL IDENTITY-URL KEY]: with a server the account can be opened by the window. */
#include <stdlib.h>

#include "bench-support.h"
#include "core-fixture.h"
#include "core/refresh/pl-refresh-store.h"
#include "core/session/pl-workspace.h"
#include "payroc/payroc-json.h"
#include "payroc/payroc-page.h"

static GObject *
make_link (JsonNode *node,
           gpointer  user_data,
           GError  **error)
{
  return G_OBJECT (payroc_link_new_from_json (node, error));
}

static PayrocPage *
read_page (GBytes *bytes)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = payroc_json_parse (bytes, &error);
  PayrocPage          *page;

  g_assert_no_error (error);
  page = payroc_page_new_from_json (node, PAYROC_TYPE_LINK, "paymentLinkId", make_link, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (payroc_page_get_n_unreadable (page), ==, 0);

  return page;
}

static PlAccount *
connect (PlWorkspace *workspace,
         char       **server)
{
  PlConnectRequest         request = { .kind = PL_ACCOUNT_CUSTOM, .name = "Corner Shop" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  PlAccount               *account;

  request.terminal = "1234001";
  request.currency = "USD";
  request.api_url = server != NULL ? server[0] : "http://127.0.0.1:9/v1";
  request.identity_url = server != NULL ? server[1] : "http://127.0.0.1:9/authorize";
  request.api_key = server != NULL ? server[2] : "none";
  request.session_only = server == NULL;
  pl_workspace_connect_async (workspace, &request, NULL, core_keep_result_cb, &result);
  account = pl_workspace_connect_finish (workspace, core_await (&result), &error);
  g_assert_no_error (error);

  return account;
}

typedef struct
{
  PlRefreshBatch *batch;  /* (owned) */
  GAsyncResult   *result; /* (owned) (nullable) */
} Storing;

static void
finish (PlDatabase *database,
        Storing    *storing)
{
  g_autoptr (GError) error = NULL;

  if (storing->batch == NULL)
    return;

  pl_database_run_finish (database, core_await (&storing->result), &error);
  g_assert_no_error (error);
  g_clear_object (&storing->result);
  g_clear_pointer (&storing->batch, pl_refresh_batch_free);
}

/* Alone, as its floor is measured. */
static void
measure_reading (guint n_pages)
{
  g_autoptr (GArray) reads = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (GBytes)     bytes = bench_page_new (i, n_pages);
      g_autoptr (PayrocPage) page = NULL;
      double                 cpu = bench_thread_cpu ();
      double                 took;

      page = read_page (bytes);
      took = bench_thread_cpu () - cpu;
      g_array_append_val (reads, took);
    }

  bench_print ("page", bench_median (reads));
}

/* As a refresh does it: while a page is stored the next one is read. */
static void
fill (PlDatabase *database,
      const char *account,
      guint       n_pages)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  Storing               storing = { NULL, NULL };
  double                began;

  for (guint i = 0; i < n_pages; i++)
    g_ptr_array_add (pages, bench_page_new (n_pages - 1 - i, n_pages));

  began = bench_now ();

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (PayrocPage) page = NULL;
      PlRefreshBatch        *batch;

      page = read_page (pages->pdata[i]);
      batch = pl_refresh_batch_new (account, g_get_real_time ());
      for (guint row = 0; row < g_list_model_get_n_items (payroc_page_get_rows (page)); row++)
        g_ptr_array_add (batch->links, g_list_model_get_item (payroc_page_get_rows (page), row));
      batch->filling = TRUE;
      batch->cursor = g_strdup (payroc_page_get_next_cursor (page));
      batch->finished = i + 1 == n_pages;

      finish (database, &storing);
      storing.batch = batch;
      pl_database_run_async (database, PL_DATABASE_WRITE, pl_refresh_batch_work, batch, NULL, NULL,
                             core_keep_result_cb, &storing.result);
    }

  finish (database, &storing);

  bench_print ("links-per-second", n_pages * 100 / (bench_now () - began) * 1e3);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (PlWorkspace)  workspace = NULL;
  g_autoptr (PlAccount)    account = NULL;
  g_autoptr (PlSession)    session = NULL;

  if (argc != 3 && argc != 6)
    return 2;

  pl_workspace_open_async (argv[1], "io.github.paylinks.Bench", NULL, core_keep_result_cb, &opened);
  workspace = pl_workspace_open_finish (core_await (&opened), &error);
  g_assert_no_error (error);

  account = connect (workspace, argc == 6 ? argv + 3 : NULL);
  session = pl_workspace_open_stored (workspace, account);
  measure_reading (MIN (100, (guint) atoi (argv[2]) / 100));
  fill (pl_session_get_database (session), pl_account_get_id (account), (guint) atoi (argv[2]) / 100);

  g_clear_object (&session);
  pl_workspace_close_async (workspace, core_keep_result_cb, &closed);
  pl_workspace_close_finish (workspace, core_await (&closed), &error);
  g_assert_no_error (error);

  return 0;
}
