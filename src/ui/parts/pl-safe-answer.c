/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On a narrow screen libadwaita 1.2 puts what cannot be taken back first, after the dialog has been shown: Enter would
 * do that. */
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
    }

  return ++*n_frames < FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
pl_safe_answer_present (GtkWindow *dialog)
{
  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));

  gtk_window_present (dialog);
  gtk_widget_add_tick_callback (GTK_WIDGET (dialog), frame_cb, g_new0 (guint, 1), g_free);
}
