/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unfinished changes stand above the list, say what happens next, and can be tried again, given up or mended. */
#include "ui-fixture.h"

#include "ui/outbox/pl-intent-attention.h"
#include "ui/outbox/pl-intent-row.h"
#include "ui/outbox/pl-outbox-view.h"

#define ALWAYS "'times':100"

typedef struct
{
  CoreFixture   core;
  GtkWidget    *window;
  PlOutboxView *view;
  guint         n_done;
  GString      *mended;
} Fixture;

static void
done_cb (PlOutboxView *view,
         PlIntent     *intent,
         Fixture      *fixture)
{
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  fixture->n_done++;
}

static void
mend_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->mended, "%" G_GINT64_FORMAT, g_variant_get_int64 (parameter));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const GActionEntry entries[] = { { .name = "mend-intent", .parameter_type = "x", .activate = mend_cb } };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  core_fixture_set_up (&fixture->core, data);
  core_fixture_start (&fixture->core);

  fixture->mended = g_string_new (NULL);
  fixture->window = adw_window_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  fixture->view = PL_OUTBOX_VIEW (pl_outbox_view_new ());
  g_signal_connect (fixture->view, "done", G_CALLBACK (done_cb), fixture);
  pl_outbox_view_set_outbox (fixture->view, fixture->core.outbox);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 600);
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
  g_string_free (fixture->mended, TRUE);
  core_fixture_tear_down (&fixture->core, data);
}

static gboolean
is_shown (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_outbox_view_get_n_shown (fixture->view) > 0;
}

static gboolean
is_empty (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_outbox_view_get_n_shown (fixture->view) == 0 &&
         g_list_model_get_n_items (G_LIST_MODEL (fixture->core.outbox)) == 0;
}

static PlIntent *
create (Fixture    *fixture,
        const char *reference)
{
  g_autoptr(PayrocLinkDraft) draft = core_draft_new ("INV");

  payroc_link_draft_set_reference (draft, reference);

  return core_create (&fixture->core, draft, NULL, NULL, NULL);
}

static PlIntent *
create_refused (Fixture    *fixture,
                const char *reference)
{
  PlIntent *intent;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink','kind':'status','status':409,"
                              "'type':'resource-already-exists'}");
  intent = create (fixture, reference);
  core_settle (&fixture->core, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_REFUSED);

  return intent;
}

static GtkWidget *
row_of (Fixture *fixture)
{
  GtkWidget *row = ui_find_type (GTK_WIDGET (fixture->view), PL_TYPE_INTENT_ROW);

  g_assert_nonnull (row);
  gtk_test_widget_wait_for_draw (row);

  return row;
}

static const char *
row_says (Fixture *fixture)
{
  /* The second label of the row; the first is its title. */
  GtkWidget *title = ui_find_type (row_of (fixture), GTK_TYPE_LABEL);
  GtkWidget *next = gtk_widget_get_next_sibling (title);

  g_assert_true (GTK_IS_LABEL (next));

  return gtk_label_get_text (GTK_LABEL (next));
}

/* What goes through at once is not worth a row. */
static void
test_quick (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(PlIntent) intent = create (fixture, "INV-1");

  core_settle (&fixture->core, intent);
  core_wait_until (is_empty, fixture);
  g_assert_cmpuint (fixture->n_done, ==, 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->view)));
}

static void
look_away_cb (PlIntent   *intent,
              GParamSpec *pspec,
              Fixture    *fixture)
{
  if (pl_intent_get_state (intent) == PL_INTENT_DONE)
    pl_outbox_view_set_outbox (fixture->view, NULL);
}

/* Another account is opened in the moment in which a change is done: it is not told there, and is put away. */
static void
test_done_elsewhere (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(PlIntent) intent = NULL;

  /* It is tried once more after that: nothing is done before somebody looks away. */
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink','kind':'status','status':503,'retryAfter':1}");
  intent = create (fixture, "INV-1");
  g_assert_cmpint (pl_intent_get_state (intent), !=, PL_INTENT_DONE);
  g_signal_connect (intent, "notify::state", G_CALLBACK (look_away_cb), fixture);
  core_settle (&fixture->core, intent);
  core_wait_until (is_empty, fixture);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  g_assert_cmpuint (fixture->n_done, ==, 0);
}

/* Done while nobody looked: told and put away by whoever comes back. */
static void
test_done_meanwhile (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(PlIntent) intent = NULL;

  pl_outbox_view_set_outbox (fixture->view, NULL);
  intent = create (fixture, "INV-1");
  core_settle (&fixture->core, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  pl_outbox_view_set_outbox (fixture->view, fixture->core.outbox);
  core_wait_until (is_empty, fixture);
  g_assert_cmpuint (fixture->n_done, ==, 1);
}

/* Only what will have a row by itself is waited for. */
static void
test_wait (Fixture       *fixture,
           gconstpointer  data)
{
  const gint64        most = PL_INTENT_ATTENTION_MS * 1000;
  g_autoptr(PlIntent) intent = NULL;
  gint64              made;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink','kind':'status','status':503," ALWAYS "}");
  intent = create (fixture, "INV-1");
  made = pl_intent_get_created_at (intent);
  g_assert_cmpint (pl_intent_attention_get_wait (intent, made), ==, most);
  g_assert_cmpint (pl_intent_attention_get_wait (intent, made + 1), ==, most - 1);
  g_assert_cmpint (pl_intent_attention_get_wait (intent, made + most - 1), ==, 1);
  g_assert_cmpint (pl_intent_attention_get_wait (intent, made + most), ==, -1);
  g_assert_cmpint (pl_intent_attention_get_wait (intent, made - most), ==, most);
}

static void
test_waiting (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(PlIntent) intent = NULL;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink','kind':'status','status':503," ALWAYS "}");
  intent = create (fixture, "INV-1");
  core_settle (&fixture->core, intent);
  core_wait_until (is_shown, fixture);

  g_assert_nonnull (ui_find_text (row_of (fixture), "New link “INV-1”"));
  g_assert_true (g_str_has_prefix (row_says (fixture), "Payroc is busy at the moment. "));
  g_assert_nonnull (strstr (row_says (fixture), "tried again"));
  ui_assert_named (fixture->window);
  gtk_test_accessible_assert_property (row_of (fixture), GTK_ACCESSIBLE_PROPERTY_LABEL, "New link “INV-1”");

  pl_test_practice_clear_faults (fixture->core.practice);
  ui_click (ui_find_button (row_of (fixture), "Try Now"));
  core_wait_until (is_empty, fixture);
  g_assert_cmpuint (fixture->n_done, ==, 1);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->core.practice), ==, 1);
}

static void
test_unsure (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(PlIntent) intent = NULL;

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'createLink','kind':'cutAfter'," ALWAYS "}");
  intent = create (fixture, "INV-1");
  core_settle (&fixture->core, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_UNSURE);

  g_assert_nonnull (strstr (row_says (fixture), "It is not known whether the link was created"));
  pl_test_practice_clear_faults (fixture->core.practice);
  ui_click (ui_find_button (row_of (fixture), "Try Now"));
  core_wait_until (is_empty, fixture);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->core.practice), ==, 1);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(PlIntent) intent = create_refused (fixture, "INV-1");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, pl_intent_get_id (intent));

  g_assert_nonnull (strstr (row_says (fixture), "No link was created."));
  g_assert_null (ui_find_button (row_of (fixture), "Try Now"));
  ui_click (ui_find_button (row_of (fixture), "Correct…"));
  g_assert_cmpstr (fixture->mended->str, ==, id);
}

static void
test_discard (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(PlIntent) intent = create_refused (fixture, "INV-1");

  ui_click (ui_find_button (row_of (fixture), "Discard…"));
  ui_answer (GTK_WINDOW (fixture->window), "keep");
  ui_run_for (100);
  g_assert_cmpuint (pl_outbox_view_get_n_shown (fixture->view), ==, 1);

  ui_click (ui_find_button (row_of (fixture), "Discard…"));
  ui_answer (GTK_WINDOW (fixture->window), "discard");
  core_wait_until (is_empty, fixture);
  g_assert_cmpuint (fixture->n_done, ==, 0);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DISCARDED);
}

static gboolean
two_are_shown (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_outbox_view_get_n_shown (fixture->view) == 2;
}

/* Payroc takes its time with two of them, and the second came while the first one's patience ran. */
static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(PlIntent) first = NULL;
  g_autoptr(PlIntent) second = NULL;
  guint n_shown;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD "," ALWAYS "}");
  first = create (fixture, "INV-1");
  ui_run_for (700);
  n_shown = pl_outbox_view_get_n_shown (fixture->view);
  /* On a slow computer that may have been too long. */
  if (pl_intent_attention_get_wait (first, g_get_real_time ()) > 0)
    g_assert_cmpuint (n_shown, ==, 0);
  second = create (fixture, "INV-2");
  core_wait_until (two_are_shown, fixture);
  g_assert_cmpint (pl_intent_get_state (second), ==, PL_INTENT_SENDING);
  pl_test_practice_release (fixture->core.practice);
}

/* The mail waits for its link, and says so. */
static void
test_share_waits (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(PayrocLinkDraft) draft = core_draft_new ("INV-1");
  g_autoptr(PayrocShare) share = core_share_new ();
  g_autoptr(PlIntent) intent = NULL;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink','kind':'status','status':503," ALWAYS "}");
  intent = core_create (&fixture->core, draft, share, NULL, NULL);
  core_settle (&fixture->core, intent);
  core_wait_until (two_are_shown, fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->view));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture->view), "E-mail with link “INV-1”"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture->view), "Is sent as soon as the link is created."));
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *reference = g_strdup_printf ("INV-%u", i);
      g_autoptr(PlIntent) intent = create_refused (fixture, reference);
    }

  g_assert_cmpuint (pl_outbox_view_get_n_shown (fixture->view), ==, 5);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->view));
  g_assert_null (ui_find_text (GTK_WIDGET (fixture->view), "New link “INV-4”"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_button (GTK_WIDGET (fixture->view),
                                                                   "Show 3 More Unfinished Changes")), TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->view));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture->view), "New link “INV-4”"));
  g_assert_nonnull (ui_find_button (GTK_WIDGET (fixture->view), "Show Fewer"));
}

static gboolean
four_are_folded (gpointer user_data)
{
  Fixture *fixture = user_data;

  return ui_find_button (GTK_WIDGET (fixture->view), "Show 4 More Unfinished Changes") != NULL;
}

/* Where two have no room one stands there whole, and nothing is cut through. */
static void
test_low (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *scroller;
  GtkWidget *row;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 190);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *reference = g_strdup_printf ("INV-%u", i);
      g_autoptr(PlIntent) intent = create_refused (fixture, reference);
    }

  core_wait_until (four_are_folded, fixture);
  row = row_of (fixture);
  g_assert_null (gtk_widget_get_next_sibling (row));
  scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  g_assert_cmpint (gtk_widget_get_height (row), <=, gtk_widget_get_height (scroller));
}

/* What waits for the merchant stands before what waits for Payroc. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(PlIntent) waiting = NULL;
  g_autoptr(PlIntent) refused = NULL;

  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'createLink','kind':'status','status':503," ALWAYS "}");
  waiting = create (fixture, "INV-1");
  core_settle (&fixture->core, waiting);
  pl_test_practice_clear_faults (fixture->core.practice);
  refused = create_refused (fixture, "INV-2");
  core_wait_until (two_are_shown, fixture);

  g_assert_true (pl_intent_row_get_intent (PL_INTENT_ROW (row_of (fixture))) == refused);
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(PlIntent) intent = create_refused (fixture, "A-REFERENCE-THAT-IS-AS-LONG-AS-ONE-CAN-BE-48-CH.");

  row_of (fixture);
  g_assert_cmpint (ui_get_minimum_width (GTK_WIDGET (fixture->view)), <=, 360);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("/outbox-view/quick", test_quick);
  ADD ("/outbox-view/done-elsewhere", test_done_elsewhere);
  ADD ("/outbox-view/done-meanwhile", test_done_meanwhile);
  ADD ("/outbox-view/wait", test_wait);
  ADD ("/outbox-view/waiting", test_waiting);
  ADD ("/outbox-view/unsure", test_unsure);
  ADD ("/outbox-view/refused", test_refused);
  ADD ("/outbox-view/discard", test_discard);
  ADD ("/outbox-view/slow", test_slow);
  ADD ("/outbox-view/share-waits", test_share_waits);
  ADD ("/outbox-view/many", test_many);
  ADD ("/outbox-view/low", test_low);
  ADD ("/outbox-view/order", test_order);
  ADD ("/outbox-view/narrow", test_narrow);

  return g_test_run ();
}
