/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On a narrow screen libadwaita 1.2 puts what cannot be taken back first, after the dialog has been shown: Enter would
 * do that. And it cuts answers short, so that two of them read the same. */
#include "config.h"

#include "pl-safe-answer.h"

/* Until its size is known, and its buttons stand as they will. */
#define FRAMES 3

static gboolean
frame_cb (GtkWidget     *dialog,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  guint     *n_frames = user_data;
  GtkWidget *answer = gtk_window_get_default_widget (GTK_WINDOW (dialog));

  if (answer != NULL)
    {
      gtk_widget_grab_focus (answer);
      /* A button that was moved while it had the keyboard goes on looking so: no frame is better than two. The first
       * key shows it again. */
      gtk_window_set_focus_visible (GTK_WINDOW (dialog), FALSE);
      /* Its squeezer changes buttons in a row for a column of them while it is given the row's height, and says so to
       * nobody: the column would begin in the midst of the text, and end below the window. */
      gtk_widget_queue_resize (answer);
    }

  return ++*n_frames < FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_column (GtkWidget *widget)
{
  return GTK_IS_BOX (widget)
         && gtk_orientable_get_orientation (GTK_ORIENTABLE (widget)) == GTK_ORIENTATION_VERTICAL;
}

/* Side by side in one line each; below one another in as many lines as it takes. */
static void
write_out (GtkWidget *widget)
{
  GtkWidget *label = GTK_IS_BUTTON (widget) ? gtk_button_get_child (GTK_BUTTON (widget)) : NULL;

  if (GTK_IS_LABEL (label))
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (label), is_column (gtk_widget_get_parent (widget)));
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    write_out (child);
}

void
pl_safe_answer_present (GtkWindow *dialog)
{
  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));

  write_out (GTK_WIDGET (dialog));
  gtk_window_present (dialog);
  gtk_widget_add_tick_callback (GTK_WIDGET (dialog), frame_cb, g_new0 (guint, 1), g_free);
}
