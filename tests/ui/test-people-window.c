/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People on the screen: found, opened, forgotten and brought back; and everybody forgotten after a question. */
#include "session-fixture.h"

#include "ui/people/pl-people-window.h"
#include "ui/share/pl-recipients-editor.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *people;  /* (nullable) weak: until it is closed */
  char          *link_id;
  char          *opened;
  const char    *awaited; /* text that should come to be there */
} Fixture;

static void
opened_cb (Fixture    *fixture,
           const char *link_id)
{
  g_free (fixture->opened);
  fixture->opened = g_strdup (link_id);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->people != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->people));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->people);
  g_free (fixture->link_id);
  g_free (fixture->opened);
  session_fixture_tear_down (&fixture->session, data);
}

static void
show (Fixture *fixture)
{
  fixture->people = pl_people_window_new (fixture->session.session);
  g_object_add_weak_pointer (G_OBJECT (fixture->people), (gpointer *) &fixture->people);
  g_signal_connect_swapped (fixture->people, "open-link", G_CALLBACK (opened_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->people));
}

static gboolean
is_there (gpointer user_data)
{
  Fixture *fixture = user_data;

  return ui_find_text (fixture->people, fixture->awaited) != NULL;
}

static gboolean
is_gone (gpointer user_data)
{
  return !is_there (user_data);
}

static void
await (Fixture    *fixture,
       const char *text)
{
  fixture->awaited = text;
  core_wait_until (is_there, fixture);
}

static void
await_gone (Fixture    *fixture,
            const char *text)
{
  fixture->awaited = text;
  core_wait_until (is_gone, fixture);
}

/* Sarah Hopper and somebody whose name nobody said, about INV-1. */
static void
write_to_two (Fixture *fixture)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-1");
  g_autoptr (PayrocShare)     share = payroc_share_new ();
  g_autoptr (PayrocLink)      link = NULL;
  g_autoptr (GPtrArray)       people = payroc_recipient_parse_list ("Sarah Hopper <sarah@example.com>, "
                                                                    "tom@example.com");
  g_autoptr (GAsyncResult)    submitted = NULL;
  g_autoptr (GAsyncResult)    settled = NULL;
  g_autoptr (PlIntent)        intent = NULL;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *key = g_uuid_string_random ();
  PlOutbox                   *outbox = pl_session_get_outbox (fixture->session.session);

  fixture->link_id = session_fixture_create (&fixture->session, draft);
  for (guint i = 0; i < people->len; i++)
    g_list_store_append (payroc_share_get_recipients (share), g_ptr_array_index (people, i));
  pl_outbox_share_async (outbox, fixture->link_id, share, key, NULL, core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (outbox, core_await (&submitted), &error);
  g_assert_no_error (error);
  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &settled);
  g_assert_true (pl_outbox_settle_finish (outbox, core_await (&settled), &error));
}

static void
test_nobody (Fixture       *fixture,
             gconstpointer  data)
{
  show (fixture);
  await (fixture, "Nobody Yet");
  g_assert_null (ui_find_button (fixture->people, "Forget All…"));
  ui_assert_named (fixture->people);
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *row;

  write_to_two (fixture);
  show (fixture);
  await (fixture, "Sarah Hopper");
  ui_assert_named (fixture->people);
  g_assert_cmpint (ui_get_minimum_width (fixture->people), <=, 360);

  /* No name was made up. */
  g_assert_nonnull (ui_find_text (fixture->people, "tom@example.com"));
  g_assert_null (ui_find_text (fixture->people, "tom"));

  row = session_find_row (fixture->people, "Sarah Hopper");
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "sarah@example.com\nINV-1 · "));
  gtk_widget_activate (row);
  g_assert_cmpstr (fixture->opened, ==, fixture->link_id);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->people);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *entry;

  write_to_two (fixture);
  show (fixture);
  await (fixture, "Sarah Hopper");
  entry = ui_find_type (fixture->people, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "tom@");
  await_gone (fixture, "Sarah Hopper");
  g_assert_nonnull (ui_find_text (fixture->people, "tom@example.com"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "zoe");
  await (fixture, "Nobody Found");

  /* Escape empties the entry, and then closes the window. */
  g_signal_emit_by_name (entry, "stop-search");
  await (fixture, "Sarah Hopper");
  g_signal_emit_by_name (entry, "stop-search");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->people);
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *toast;

  write_to_two (fixture);
  show (fixture);
  await (fixture, "Sarah Hopper");
  ui_click (ui_find_tooltip (fixture->people, "Forget Sarah Hopper"));
  await_gone (fixture, "Sarah Hopper");
  await (fixture, "Sarah Hopper forgotten");

  /* The keyboard stands at the next one, not nowhere. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->people)) ==
                 session_find_row (fixture->people, "tom@example.com"));

  toast = ui_find_button (fixture->people, "Undo");
  g_assert_nonnull (toast);
  ui_click (toast);
  await (fixture, "Sarah Hopper");
}

static gboolean
is_asked (gpointer user_data)
{
  return ui_find_dialog (GTK_WINDOW (((Fixture *) user_data)->people)) != NULL;
}

static void
test_forget_all (Fixture       *fixture,
                 gconstpointer  data)
{
  write_to_two (fixture);
  show (fixture);
  await (fixture, "Sarah Hopper");

  ui_click (ui_find_button (fixture->people, "Forget All…"));
  core_wait_until (is_asked, fixture);
  ui_answer (GTK_WINDOW (fixture->people), "cancel");
  ui_run_for (100);
  g_assert_nonnull (ui_find_text (fixture->people, "Sarah Hopper"));

  ui_click (ui_find_button (fixture->people, "Forget All…"));
  core_wait_until (is_asked, fixture);
  ui_answer (GTK_WINDOW (fixture->people), "forget");
  await (fixture, "Nobody Yet");
}

static gboolean
is_named (gpointer user_data)
{
  g_autoptr (PayrocRecipient) first = g_list_model_get_item (user_data, 0);

  return g_str_equal (payroc_recipient_get_name (first), "Sarah Hopper");
}

/* Who is known by name need not be called so again; for whom only an address is known, no name is made up. */
static void
test_write_again (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GListStore)      recipients = g_list_store_new (PAYROC_TYPE_RECIPIENT);
  g_autoptr (PayrocRecipient) second = NULL;
  PlRecipientsEditor         *editor = g_object_new (PL_TYPE_RECIPIENTS_EDITOR, NULL);
  GtkWidget                  *entry;

  write_to_two (fixture);
  session_fixture_show (&fixture->session, GTK_WIDGET (editor));
  pl_recipients_editor_set_up (editor, fixture->session.session, recipients);
  entry = ui_find_type (GTK_WIDGET (editor), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Sarah@example.com, tom@example.com");
  g_assert_true (pl_recipients_editor_take_text (editor));
  core_wait_until (is_named, recipients);
  ui_run_for (50);
  second = g_list_model_get_item (G_LIST_MODEL (recipients), 1);
  g_assert_false (payroc_recipient_has_name (second));
  g_assert_cmpstr (payroc_recipient_get_name (second), ==, "tom@example.com");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("/people-window/nobody", test_nobody);
  ADD ("/people-window/open", test_open);
  ADD ("/people-window/search", test_search);
  ADD ("/people-window/forget", test_forget);
  ADD ("/people-window/forget-all", test_forget_all);
  ADD ("/people-window/write-again", test_write_again);

  return g_test_run ();
}
