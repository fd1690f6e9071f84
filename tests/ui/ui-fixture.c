/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of windows share: a workspace of their own, and ways to find what a person would look for. */
#include "ui-fixture.h"

#include <glib/gstdio.h>

#include "ui/parts/pl-parting.h"

typedef gboolean (*Predicate) (GtkWidget  *widget,
                               const void *what);

static void
open_workspace (UiFixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  pl_workspace_open_async (fixture->directory, "io.github.paylinks.Test", NULL, core_keep_result_cb, &result);
  fixture->workspace = pl_workspace_open_finish (core_await (&result), &error);
  g_assert_no_error (error);
}

static void
close_workspace (UiFixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  pl_workspace_close_async (fixture->workspace, core_keep_result_cb, &result);
  pl_workspace_close_finish (fixture->workspace, core_await (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->workspace));
}

void
ui_fixture_set_up (UiFixture     *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("paylinks-ui-XXXXXX", &error);
  g_assert_no_error (error);
  open_workspace (fixture);
}

void
ui_remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      ui_remove_tree (child);
    }
  g_remove (path);
}

void
ui_fixture_tear_down (UiFixture     *fixture,
                      gconstpointer  data)
{
  close_workspace (fixture);
  ui_remove_tree (fixture->directory);
  g_clear_pointer (&fixture->directory, g_free);
}

void
ui_fixture_restart (UiFixture *fixture)
{
  close_workspace (fixture);
  open_workspace (fixture);
}

void
ui_test_init (int    *argc,
              char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  pl_parting_watch ();
}

static GtkWidget *
find (GtkWidget  *widget,
      Predicate   fits,
      const void *what)
{
  if (fits (widget, what))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, fits, what);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_type (GtkWidget  *widget,
          const void *what)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *) what);
}

static gboolean
has_action (GtkWidget  *widget,
            const void *what)
{
  return GTK_IS_ACTIONABLE (widget) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), what) == 0;
}

static gboolean
has_text (GtkWidget  *widget,
          const void *what)
{
  return gtk_widget_get_mapped (widget) && GTK_IS_LABEL (widget) &&
         g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), what) == 0;
}

GtkWidget *
ui_find_type (GtkWidget *widget,
              GType      type)
{
  return find (widget, has_type, &type);
}

GtkWidget *
ui_find_action (GtkWidget  *widget,
                const char *action)
{
  return find (widget, has_action, action);
}

GtkWidget *
ui_find_text (GtkWidget  *widget,
              const char *text)
{
  return find (widget, has_text, text);
}

static gboolean
has_tooltip (GtkWidget  *widget,
             const void *what)
{
  return g_strcmp0 (gtk_widget_get_tooltip_text (widget), what) == 0;
}

GtkWidget *
ui_find_tooltip (GtkWidget  *widget,
                 const char *text)
{
  return find (widget, has_tooltip, text);
}

GtkWidget *
ui_find_button (GtkWidget  *widget,
                const char *label)
{
  GtkWidget *text = ui_find_text (widget, label);

  return text != NULL ? gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON) : NULL;
}

typedef struct
{
  GtkWidget  *widget;
  const char *text;
} Wanted;

static gboolean
is_read_cb (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return ui_find_text (wanted->widget, wanted->text) != NULL;
}

static gboolean
is_offered_cb (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return ui_find_button (wanted->widget, wanted->text) != NULL;
}

GtkWidget *
ui_await_text (GtkWidget  *widget,
               const char *text)
{
  Wanted wanted = { widget, text };

  core_wait_until (is_read_cb, &wanted);

  return ui_find_text (widget, text);
}

GtkWidget *
ui_await_button (GtkWidget  *widget,
                 const char *label)
{
  Wanted wanted = { widget, label };

  core_wait_until (is_offered_cb, &wanted);

  return ui_find_button (widget, label);
}

GtkWindow *
ui_find_dialog (GtkWindow *parent)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (gtk_window_get_transient_for (l->data) == parent)
        return l->data;
    }

  return NULL;
}

static GtkWidget *
find_class (GtkWidget  *widget,
            const char *name)
{
  if (gtk_widget_has_css_class (widget, name))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_class (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

const char *
ui_get_question_text (GtkWidget *question)
{
  return gtk_label_get_text (GTK_LABEL (find_class (question, "question-text")));
}

void
ui_click (GtkWidget *button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* What a click on one of a question's buttons does. */
void
ui_answer (GtkWindow  *parent,
           const char *response)
{
  GtkWindow *question = ui_find_dialog (parent);

  g_assert_true (ADW_IS_MESSAGE_DIALOG (question));
  g_object_ref (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (question);
  g_object_unref (question);
}

static gboolean
is_nameless (GtkWidget  *widget,
             const void *what)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *label = NULL;

  if (!GTK_IS_BUTTON (widget) && !GTK_IS_MENU_BUTTON (widget) && !GTK_IS_SWITCH (widget) && !GTK_IS_ENTRY (widget))
    return FALSE;
  /* The switch that an expander row may have. */
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  /* The parts of a menu button and a drop-down, a window's own buttons and a row's are libadwaita's to name. */
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) != widget && !GTK_IS_MENU_BUTTON (widget) &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) != NULL)
    return FALSE;
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) != NULL ||
      gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER) != NULL)
    return FALSE;

  if (GTK_IS_BUTTON (widget))
    label = gtk_button_get_label (GTK_BUTTON (widget));

  return (label == NULL || *label == '\0') &&
         !gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) &&
         !gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

void
ui_assert_named (GtkWidget *widget)
{
  GtkWidget *nameless = find (widget, is_nameless, NULL);

  for (GtkWidget *w = nameless; w != NULL; w = gtk_widget_get_parent (w))
    g_test_message ("No name: %s %s", G_OBJECT_TYPE_NAME (w), gtk_buildable_get_buildable_id (GTK_BUILDABLE (w)));
  g_assert_null (nameless);
}

int
ui_get_minimum_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

static gboolean
frame_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  guint *n_frames = user_data;

  gtk_widget_queue_draw (widget);

  return --*n_frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer user_data)
{
  return *(guint *) user_data == 0;
}

void
ui_run_frames (GtkWidget *widget,
               guint      n_frames)
{
  gtk_widget_add_tick_callback (widget, frame_cb, &n_frames, NULL);
  core_wait_until (is_zero, &n_frames);
  gtk_test_widget_wait_for_draw (widget);
}

static gboolean
over_cb (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_REMOVE;
}

void
ui_run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}
