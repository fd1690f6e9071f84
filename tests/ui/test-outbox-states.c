/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every state that a change can be in, on top of the list: said, offered what can be done, and quick with a thousand of
 * them. With OUTBOX_SHOT set to a file's name, the gallery is pictured, to be looked at. */
#include "ui-fixture.h"

#include "ui/outbox/pl-batch-bar.h"
#include "ui/outbox/pl-intent-attention.h"
#include "ui/outbox/pl-intent-row.h"
#include "ui/outbox/pl-outbox-view.h"
#include "ui/outbox/pl-rest-bar.h"

#define ALWAYS "'times':100"
#define MANY 1000

typedef struct
{
  CoreFixture   core;
  GtkWidget    *window;
  PlOutboxView *view;
  guint         n_batches_done;
} Fixture;

static void
batch_done_cb (PlOutboxView *view,
               PlBatch      *batch,
               Fixture      *fixture)
{
  g_assert_true (pl_batch_get_rests (batch));
  fixture->n_batches_done++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (&fixture->core, data);

  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  fixture->view = PL_OUTBOX_VIEW (pl_outbox_view_new ());
  g_signal_connect (fixture->view, "batch-done", G_CALLBACK (batch_done_cb), fixture);
  pl_outbox_view_set_outbox (fixture->view, fixture->core.outbox);
  gtk_widget_set_valign (GTK_WIDGET (fixture->view), GTK_ALIGN_START);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GObject) view = g_object_ref (G_OBJECT (fixture->view));

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&view));
  core_fixture_tear_down (&fixture->core, data);
}

static PlBatch *
submit (Fixture *fixture,
        guint    n_creates)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr(PlBatchDraft) draft = pl_outbox_begin_batch (fixture->core.outbox, key, "pizzas.csv");
  g_autoptr(GAsyncResult) result = NULL;

  for (guint i = 0; i < n_creates; i++)
    {
      g_autofree char *reference = g_strdup_printf ("REF-%u", i);
      g_autoptr(PayrocLinkDraft) link = core_draft_new (reference);

      g_assert_true (pl_batch_draft_add_create_once (draft, NULL, i + 2, link, NULL, NULL));
    }

  pl_outbox_submit_batch_async (fixture->core.outbox, draft, NULL, core_keep_result_cb, &result);

  return pl_outbox_submit_batch_finish (fixture->core.outbox, core_await (&result), NULL);
}

static GtkWidget *
find_button (Fixture    *fixture,
             const char *label)
{
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->view));

  return ui_find_button (GTK_WIDGET (fixture->view), label);
}

static gboolean
is_resting_cb (gpointer user_data)
{
  return pl_batch_get_rests (user_data);
}

static gboolean
is_paused_cb (gpointer user_data)
{
  return pl_batch_get_paused (user_data);
}

static gboolean
goes_on_cb (gpointer user_data)
{
  return !pl_batch_get_paused (user_data);
}

static gboolean
is_finished_cb (gpointer user_data)
{
  return pl_batch_get_finished (user_data);
}

static gboolean
is_gone_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return !gtk_widget_get_visible (GTK_WIDGET (fixture->view));
}

static gboolean
rests_cb (gpointer user_data)
{
  return pl_outbox_get_rest (user_data) != PL_OUTBOX_REST_NONE;
}

static gboolean
rests_no_more_cb (gpointer user_data)
{
  return pl_outbox_get_rest (user_data) == PL_OUTBOX_REST_NONE;
}

static gboolean
tells_of_both_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_outbox_view_get_n_shown (fixture->view) == 2;
}

static gboolean
is_told_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->n_batches_done > 0;
}

/* Counted, paused, gone on with; and when all of it is done, it is told and leaves. */
static void
test_batch (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(PlBatch) batch = NULL;
  GtkWidget *bar;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD ",'skip':10,'times':500}");
  core_fixture_start (&fixture->core);
  batch = submit (fixture, 60);
  /* Its rows are in the bar: no time is kept for them. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->core.outbox)); i++)
    {
      g_autoptr(PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (fixture->core.outbox), i);

      g_assert_cmpint (pl_intent_attention_get_wait (intent, pl_intent_get_created_at (intent)), ==, -1);
    }
  g_assert_nonnull (find_button (fixture, "Pause"));
  bar = ui_find_type (GTK_WIDGET (fixture->view), PL_TYPE_BATCH_BAR);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Changes from “pizzas.csv”");
  ui_assert_named (fixture->window);

  ui_click (find_button (fixture, "Pause"));
  core_wait_until (is_paused_cb, batch);
  pl_test_practice_release (fixture->core.practice);
  core_flush (&fixture->core);
  g_assert_null (find_button (fixture, "Pause"));
  /* One by one they are not worth a row. */
  g_assert_cmpuint (pl_outbox_view_get_n_shown (fixture->view), ==, 0);
  g_assert_cmpuint (pl_batch_get_n_done (batch), <, 60);

  ui_click (find_button (fixture, "Continue"));
  core_wait_until (goes_on_cb, batch);
  core_wait_until (is_gone_cb, fixture);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 60);
  g_assert_cmpuint (fixture->n_batches_done, ==, 1);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->core.practice), ==, 60);
}

static void
test_batch_cancelled (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(PlBatch) batch = submit (fixture, 20);

  ui_click (find_button (fixture, "Cancel the Rest…"));
  ui_answer (GTK_WINDOW (fixture->window), "keep");
  /* Nothing is done: what were done would stand in the file before this, and be told before it. */
  store_exec (fixture->core.store.database, "UPDATE outbox SET attempts = attempts");
  g_assert_cmpuint (pl_batch_get_n_discarded (batch), ==, 0);

  ui_click (find_button (fixture, "Cancel the Rest…"));
  ui_answer (GTK_WINDOW (fixture->window), "cancel");
  core_wait_until (is_finished_cb, batch);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture->view), "Finished. 20 were cancelled and not sent."));
  g_assert_cmpuint (fixture->n_batches_done, ==, 0);

  ui_click (find_button (fixture, "Close"));
  core_wait_until (is_gone_cb, fixture);
}

/* What Payroc refused of it stands by itself, to be corrected, and the batch says so. */
static void
test_batch_refused (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(PlBatch) batch = NULL;

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'createLink','kind':'status','status':409,"
                              "'type':'resource-already-exists','skip':3}");
  core_fixture_start (&fixture->core);
  batch = submit (fixture, 10);
  core_wait_until (is_finished_cb, batch);
  ui_await_button (GTK_WIDGET (fixture->view), "Correct…");
  ui_await_text (GTK_WIDGET (fixture->view), "1 was refused; it stands above, to be corrected.");
  core_wait_until (is_told_cb, fixture);
  core_flush (&fixture->core);
  g_assert_cmpuint (pl_outbox_view_get_n_shown (fixture->view), ==, 1);
  /* Told, so that a hidden window can pass it on, and left open. */
  g_assert_cmpuint (fixture->n_batches_done, ==, 1);
}

/* Payroc made one of the links for another amount. Nothing is refused, and still the batch is not simply done. */
static void
test_batch_different (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(PlBatch) batch = NULL;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink','kind':'replace','text':'4999','by':'1','skip':1}");
  core_fixture_start (&fixture->core);
  batch = submit (fixture, 3);
  core_wait_until (is_finished_cb, batch);
  core_wait_until (is_told_cb, fixture);
  ui_await_text (GTK_WIDGET (fixture->view), "1 did not come out as you asked; Details names it.");
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 3);
  g_assert_cmpuint (pl_batch_get_n_different (batch), ==, 1);
  core_flush (&fixture->core);
  g_assert_cmpuint (fixture->n_batches_done, ==, 1);
}

/* Nothing goes on by itself: that is told, too, and once. */
static void
test_batch_asks (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(PlBatch) batch = NULL;

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'createLink','kind':'status','status':409,"
                              "'type':'idempotency-key-in-use','times':1}");
  core_fixture_start (&fixture->core);
  batch = submit (fixture, 3);
  core_wait_until (is_resting_cb, batch);
  core_wait_until (is_told_cb, fixture);
  g_assert_cmpuint (pl_batch_get_n_asking (batch), ==, 1);
  g_assert_false (pl_batch_get_finished (batch));
  core_flush (&fixture->core);
  g_assert_cmpuint (fixture->n_batches_done, ==, 1);
}

static void
test_rest (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(PlIntent) intent = NULL;
  g_autoptr(PayrocLinkDraft) draft = core_draft_new ("REF-1");
  GtkWidget *bar;

  core_fixture_start (&fixture->core);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'createLink','kind':'status','status':429,"
                              "'retryAfter':300," ALWAYS "}");
  intent = core_create (&fixture->core, draft, NULL, NULL, NULL);
  core_wait_until (rests_cb, fixture->core.outbox);
  g_assert_cmpint (pl_outbox_get_rest (fixture->core.outbox), ==, PL_OUTBOX_REST_ASKED);
  g_assert_cmpint (pl_outbox_get_rest_until (fixture->core.outbox), >, g_get_real_time () + 200 * G_USEC_PER_SEC);
  core_settle (&fixture->core, intent);

  bar = ui_find_type (GTK_WIDGET (fixture->view), PL_TYPE_REST_BAR);
  gtk_test_widget_wait_for_draw (bar);
  g_assert_true (gtk_widget_get_mapped (bar));
  pl_test_practice_clear_faults (fixture->core.practice);
  ui_click (ui_find_button (bar, "Try Now"));
  core_wait_until (rests_no_more_cb, fixture->core.outbox);
  core_wait_until (is_gone_cb, fixture);
  g_assert_false (gtk_widget_get_visible (bar));
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
}

/* Without a connection one bar says so for all changes; they are there for whoever looks for them. */
static void
test_cut_off (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(PlIntent) one = NULL;
  g_autoptr(PlIntent) other = NULL;
  GtkWidget *bar, *list;

  core_fixture_start (&fixture->core);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'createLink','kind':'cutBefore'," ALWAYS "}");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *reference = g_strdup_printf ("REF-%u", i);
      g_autoptr(PayrocLinkDraft) draft = core_draft_new (reference);

      *(i == 0 ? &one : &other) = core_create (&fixture->core, draft, NULL, NULL, NULL);
    }
  core_wait_until (rests_cb, fixture->core.outbox);
  g_assert_cmpint (pl_outbox_get_rest (fixture->core.outbox), ==, PL_OUTBOX_REST_UNREACHABLE);
  core_wait_until (tells_of_both_cb, fixture);

  bar = ui_find_type (GTK_WIDGET (fixture->view), PL_TYPE_REST_BAR);
  list = ui_find_type (GTK_WIDGET (fixture->view), GTK_TYPE_LIST_BOX);
  gtk_test_widget_wait_for_draw (bar);
  g_assert_true (gtk_widget_get_mapped (bar));
  g_assert_false (gtk_widget_get_mapped (list));

  ui_click (find_button (fixture, "Show 2 Unfinished Changes"));
  gtk_test_widget_wait_for_draw (bar);
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_nonnull (ui_find_text (list, "New link “REF-0”"));
  g_assert_nonnull (ui_find_text (list, "New link “REF-1”"));

  pl_test_practice_clear_faults (fixture->core.practice);
  ui_click (ui_find_button (bar, "Try Now"));
  core_wait_until (is_gone_cb, fixture);
  g_assert_cmpint (pl_intent_get_state (one), ==, PL_INTENT_DONE);
  g_assert_cmpint (pl_intent_get_state (other), ==, PL_INTENT_DONE);
}

static guint
count_widgets (GtkWidget *widget)
{
  guint count = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_widgets (child);

  return count;
}

/* A thousand refused ones: few rows are built, and the window does not stand still over it. */
static void
test_thousand (Fixture       *fixture,
               gconstpointer  data)
{
  const gint64 start = g_get_monotonic_time ();
  gint64 longest = 0;
  gint64 last = start;
  GtkWidget *more;

  store_exec (fixture->core.store.database,
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (MANY) ")"
              " INSERT INTO outbox (account, kind, state, idempotency_key, body, reference, created_at, first_sent_at,"
              "                     next_attempt_at, finished_at, attempts)"
              " SELECT '" STORE_FIXTURE_ACCOUNT "', 0, 4, printf ('%036d', i), CAST ('{}' AS BLOB), 'REF-' || i, 1, 1,"
              "        1, 1, 1 FROM n");
  core_fixture_start (&fixture->core);
  while (pl_outbox_view_get_n_shown (fixture->view) < MANY || g_get_monotonic_time () - start < G_USEC_PER_SEC)
    {
      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, g_get_monotonic_time () - last);
      last = g_get_monotonic_time ();
    }

  g_test_message ("Longest turn of the main loop: %.1f ms", longest / 1000.0);
  g_assert_cmpuint (count_widgets (GTK_WIDGET (fixture->view)), <, 200);

  more = find_button (fixture, "Show 998 More Unfinished Changes");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (more), TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->view));
  g_assert_cmpuint (count_widgets (GTK_WIDGET (fixture->view)), <, 50 * 30);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture->view), "950 more follow when these are dealt with."));
}

/* By the Tab key every button is reached. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const wanted[] = { "Cancel the Rest…", "Pause" };
  g_autoptr(PlBatch) batch = submit (fixture, 5);

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      GtkWidget *button = find_button (fixture, wanted[i]);
      guint n_steps = 0;

      g_assert_nonnull (button);
      while (!gtk_widget_has_focus (button) && n_steps++ < 20)
        gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
      g_assert_true (gtk_widget_has_focus (button));
    }
}

static PlIntent *
create (Fixture    *fixture,
        const char *reference,
        gboolean    shared)
{
  g_autoptr(PayrocLinkDraft) draft = core_draft_new (reference);
  g_autoptr(PayrocShare) share = shared ? core_share_new () : NULL;

  return core_create (&fixture->core, draft, share, NULL, NULL);
}

static void
create_failing (Fixture    *fixture,
                const char *reference,
                gboolean    shared,
                const char *fault)
{
  g_autoptr(PlIntent) intent = NULL;

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'createLink',%s}", fault);
  intent = create (fixture, reference, shared);
  core_settle (&fixture->core, intent);
  pl_test_practice_clear_faults (fixture->core.practice);
}

static gboolean
says_when_it_is_sent (gpointer user_data)
{
  return ui_find_text (GTK_WIDGET (((Fixture *) user_data)->view), "Is sent as soon as the link is created.") != NULL;
}

static gboolean
shows_slow_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_outbox_view_get_n_shown (fixture->view) == 5;
}

/* All states at once; none asks for more than a telephone is wide. */
static void
test_gallery (Fixture       *fixture,
              gconstpointer  data)
{
  const char *shot = g_getenv ("OUTBOX_SHOT");
  g_autoptr(PlBatch) batch = NULL;
  g_autoptr(PlIntent) slow = NULL;
  GtkWidget *more;

  core_fixture_start (&fixture->core);
  create_failing (fixture, "INV-1 refused", FALSE, "'kind':'status','status':409,'type':'resource-already-exists'");
  create_failing (fixture, "INV-2 busy", TRUE, "'kind':'status','status':503," ALWAYS);
  create_failing (fixture, "INV-3 unsure", FALSE, "'kind':'cutAfter'," ALWAYS);
  /* They stay as they are while the picture is taken. */
  store_exec (fixture->core.store.database,
              "UPDATE outbox SET next_attempt_at = next_attempt_at + 600000000 WHERE kind = 0 AND state IN (0, 2)");
  store_exec (fixture->core.store.database,
              "INSERT INTO outbox (account, kind, state, idempotency_key, body, reference, link_id, created_at,"
              "                    first_sent_at, next_attempt_at, finished_at, attempts, error)"
              " VALUES ('" STORE_FIXTURE_ACCOUNT "', 1, 2, printf ('%036d', 1), CAST ('{}' AS BLOB), 'INV-4 asks',"
              "         'CKHP6VVWYT', 1, 1, 9223372036854775807, 0, 1,"
              "         '{\"domain\":\"intent\",\"code\":\"decision\"}')");
  core_flush (&fixture->core);
  batch = submit (fixture, 400);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'createLink','kind':'delay','ms':700,'times':500}");
  slow = create (fixture, "INV-5 slow", FALSE);
  core_wait_until (shows_slow_cb, fixture);
  pl_test_practice_clear_faults (fixture->core.practice);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'createLink','kind':'status','status':429,"
                              "'retryAfter':600," ALWAYS "}");
  core_wait_until (rests_cb, fixture->core.outbox);

  more = ui_find_type (GTK_WIDGET (fixture->view), GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (more), TRUE);
  core_wait_until (says_when_it_is_sent, fixture);
  ui_assert_named (fixture->window);
  g_assert_cmpint (ui_get_minimum_width (GTK_WIDGET (fixture->view)), <=, 360);

  if (shot != NULL)
    {
      g_autoptr(GSubprocess) import = NULL;

      ui_run_for (300);
      import = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "import", "-window", "root", shot, NULL);
      g_subprocess_wait (import, NULL, NULL);
    }
}

#define ADD(path, function) g_test_add ("/outbox-states/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("batch", test_batch);
  ADD ("batch/cancelled", test_batch_cancelled);
  ADD ("batch/refused", test_batch_refused);
  ADD ("batch/different", test_batch_different);
  ADD ("batch/asks", test_batch_asks);
  ADD ("rest", test_rest);
  ADD ("cut-off", test_cut_off);
  ADD ("thousand", test_thousand);
  ADD ("keyboard", test_keyboard);
  ADD ("gallery", test_gallery);

  return g_test_run ();
}
