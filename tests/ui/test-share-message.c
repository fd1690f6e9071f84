/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long message in a small window: as high as its text, also after another width, and the form follows the cursor. */
#include "session-fixture.h"

#include "ui/share/pl-share-dialog.h"

#define NARROW 360
#define WIDE 520
#define HEIGHT 400

typedef struct
{
  SessionFixture session;
  GtkWidget     *dialog;
  GtkWidget     *view;
  GtkWidget     *viewport;
  int            narrow_width;
} Fixture;

static GtkAdjustment *
get_lines (Fixture *fixture)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
}

static double
get_height (Fixture *fixture)
{
  return gtk_adjustment_get_upper (get_lines (fixture));
}

/* All lines are there, without a bar of their own. */
static gboolean
is_whole (Fixture *fixture)
{
  return gtk_adjustment_get_page_size (get_lines (fixture)) >= get_height (fixture);
}

static gboolean
is_narrow (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_whole (fixture) && get_height (fixture) > gtk_widget_get_height (fixture->viewport);
}

static gboolean
is_wide (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_whole (fixture) && gtk_widget_get_width (fixture->dialog) > fixture->narrow_width;
}

static gboolean
is_narrow_again (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_narrow (fixture) && gtk_widget_get_width (fixture->dialog) == fixture->narrow_width;
}

static gboolean
has_cursor_in_sight (gpointer user_data)
{
  Fixture       *fixture = user_data;
  GtkTextView   *view = GTK_TEXT_VIEW (fixture->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter    iter;
  GdkRectangle   place;
  double         x;
  double         y;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x, &place.y);
  gtk_widget_translate_coordinates (fixture->view, fixture->viewport, place.x, place.y, &x, &y);

  return y >= 0 && y + place.height <= gtk_widget_get_height (fixture->viewport);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autoptr (PayrocLink)      link = NULL;
  g_autofree char            *link_id = NULL;

  session_fixture_set_up (&fixture->session, data);
  link_id = session_fixture_create (&fixture->session, draft);
  link = session_fixture_find_link (&fixture->session, link_id);
  fixture->dialog = pl_share_dialog_new (fixture->session.session, link, NULL, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->dialog), NARROW, HEIGHT);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  fixture->view = ui_find_type (fixture->dialog, GTK_TYPE_TEXT_VIEW);
  fixture->viewport = gtk_widget_get_ancestor (fixture->view, GTK_TYPE_VIEWPORT);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  session_fixture_tear_down (&fixture->session, data);
}

static void
write_much (Fixture *fixture)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 20; i++)
    g_string_append (text, "Kitchen shelves, oak, made to measure, with delivery. ");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view)), text->str, -1);
  core_wait_until (is_narrow, fixture);
}

static void
test_width (Fixture       *fixture,
            gconstpointer  data)
{
  write_much (fixture);
  fixture->narrow_width = gtk_widget_get_width (fixture->dialog);
  gtk_window_set_default_size (GTK_WINDOW (fixture->dialog), WIDE, HEIGHT);
  core_wait_until (is_wide, fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->dialog), NARROW, HEIGHT);
  core_wait_until (is_narrow_again, fixture);
}

/* at_start: or else at the end, which is out of sight then. */
static void
place_cursor (Fixture  *fixture,
              gboolean  at_start)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  GtkTextIter    iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, at_start ? 0 : -1);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

static void
test_cursor (Fixture       *fixture,
             gconstpointer  data)
{
  write_much (fixture);
  gtk_widget_grab_focus (fixture->view);
  place_cursor (fixture, FALSE);
  g_assert_false (has_cursor_in_sight (fixture));
  core_wait_until (has_cursor_in_sight, fixture);
  place_cursor (fixture, TRUE);
  g_assert_false (has_cursor_in_sight (fixture));
  core_wait_until (has_cursor_in_sight, fixture);
}

#define ADD(name, func) g_test_add ("/share-message/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("width", test_width);
  ADD ("cursor", test_cursor);

  return g_test_run ();
}
