/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window while there is much to do: a first filling from a practice server, then many creates; how long its main
 * loop was away, and how long the filling took beside a walk over the same pages. bench-work FOLDER LINKS CREATES */
#include <stdlib.h>

#include "bench-support.h"
#include "frame-meter.h"
#include "ui-fixture.h"
#include "ui/window/pl-window.h"

typedef struct
{
  GtkWidget      *window;
  PlTestPractice *practice;
  guint           n_links;
  guint           n_left;
} Work;

static void
connect (Work        *work,
         PlWorkspace *workspace)
{
  PlConnectRequest         request = { .kind = PL_ACCOUNT_CUSTOM, .name = "Corner Shop", .session_only = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlAccount)    account = NULL;
  g_autoptr (GError)       error = NULL;

  request.currency = "USD";
  request.terminal = pl_test_practice_get_terminal (work->practice);
  request.api_url = pl_test_practice_get_api_url (work->practice);
  request.identity_url = pl_test_practice_get_identity_url (work->practice);
  request.api_key = pl_test_practice_get_api_key (work->practice);
  pl_workspace_connect_async (workspace, &request, NULL, core_keep_result_cb, &result);
  account = pl_workspace_connect_finish (workspace, core_await (&result), &error);
  g_assert_no_error (error);
}

/* What the network alone takes: the same pages, read and thrown away. */
static double
walk (Work *work)
{
  g_autoptr (PayrocClient) client = NULL;
  g_autofree char         *cursor = NULL;
  gboolean                 more = TRUE;
  double                   began = bench_now ();

  client = core_client_new (pl_test_practice_get_api_url (work->practice),
                            pl_test_practice_get_identity_url (work->practice),
                            pl_test_practice_get_api_key (work->practice));
  while (more)
    {
      PayrocLinkFilter         filter = { .limit = 100, .after = cursor };
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (PayrocPage)   page = NULL;
      g_autoptr (GError)       error = NULL;

      payroc_client_list_links_async (client, pl_test_practice_get_terminal (work->practice), &filter, NULL,
                                      core_keep_result_cb, &result);
      page = payroc_client_list_links_finish (client, core_await (&result), &error);
      g_assert_no_error (error);
      more = payroc_page_get_next_cursor (page) != NULL;
      g_free (cursor);
      cursor = g_strdup (payroc_page_get_next_cursor (page));
    }

  return bench_now () - began;
}

static gboolean
is_filled (Work *work)
{
  PlSession *session = pl_window_get_session (PL_WINDOW (work->window));
  PlRefresh *refresh = session != NULL ? pl_session_get_refresh (session) : NULL;

  return refresh != NULL && pl_refresh_get_last (refresh) > 0 && !pl_refresh_get_running (refresh);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
fill (Work        *work,
      PlWorkspace *workspace)
{
  guint  source = g_timeout_add (100, wake_cb, NULL);
  double began;
  double cpu;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  frame_meter_take_block ();
  began = bench_now ();
  cpu = bench_thread_cpu ();
  pl_window_set_workspace (PL_WINDOW (work->window), workspace);
  while (!is_filled (work))
    g_main_context_iteration (NULL, TRUE);
  bench_print ("fill", bench_now () - began);
  bench_print ("fill-cpu", bench_thread_cpu () - cpu);
  bench_print ("fill-work", frame_meter_get_work ());
  bench_print ("fill-block", frame_meter_take_block ());
  g_source_remove (source);
}

static void
submitted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (PlIntent) intent = pl_outbox_submit_finish (PL_OUTBOX (object), result, &error);
  Work                *work = user_data;

  g_assert_no_error (error);
  work->n_left--;
}

static void
create_many (Work  *work,
             guint  n)
{
  PlOutbox                *outbox = pl_session_get_outbox (pl_window_get_session (PL_WINDOW (work->window)));
  g_autoptr (GAsyncResult) flushed = NULL;
  double                   began = bench_now ();
  double                   cpu = bench_thread_cpu ();

  frame_meter_take_block ();
  work->n_left = n;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char            *reference = g_strdup_printf ("BENCH-%06u", i);
      g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
      g_autofree char            *key = g_uuid_string_random ();

      pl_outbox_create_async (outbox, draft, NULL, key, NULL, submitted_cb, work);
      g_main_context_iteration (NULL, FALSE);
    }
  while (work->n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  pl_outbox_flush_async (outbox, NULL, core_keep_result_cb, &flushed);
  while (flushed == NULL)
    g_main_context_iteration (NULL, TRUE);

  bench_print ("create", (bench_now () - began) / n);
  bench_print ("create-cpu", bench_thread_cpu () - cpu);
  bench_print ("create-work", frame_meter_get_work ());
  bench_print ("create-block", frame_meter_take_block ());
}

int
main (int   argc,
      char *argv[])
{
  Work                     work = { 0 };
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (PlWorkspace)  workspace = NULL;
  g_autoptr (GError)       error = NULL;

  if (argc != 4)
    return 2;

  adw_init ();
  work.practice = pl_test_practice_new (NULL, NULL);
  pl_test_practice_seed (work.practice, (guint) atoi (argv[2]));
  bench_print ("walk", walk (&work));

  pl_workspace_open_async (argv[1], "io.github.paylinks.Bench", NULL, core_keep_result_cb, &opened);
  workspace = pl_workspace_open_finish (core_await (&opened), &error);
  g_assert_no_error (error);
  connect (&work, workspace);

  frame_meter_watch_loop ();
  work.window = pl_window_new (NULL);
  gtk_window_present (GTK_WINDOW (work.window));
  gtk_test_widget_wait_for_draw (work.window);
  fill (&work, workspace);
  create_many (&work, (guint) atoi (argv[3]));

  gtk_window_destroy (GTK_WINDOW (work.window));
  pl_workspace_close_async (workspace, core_keep_result_cb, &closed);
  pl_workspace_close_finish (workspace, core_await (&closed), NULL);
  pl_test_practice_free (work.practice);

  return 0;
}
