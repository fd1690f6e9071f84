/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A native dialog belongs to nobody: without somebody who holds it, it is gone at once, and one that is held by a
 * window stays on the screen when that is closed. */
#include "pl-file-dialog.h"

typedef struct
{
  GtkNativeDialog  *dialog;       /* (owned) */
  GtkWindow        *window;       /* (unowned) (nullable) */
  gulong            window_gone;
  PlFileDialogFunc  func;
  gpointer          user_data;
  GDestroyNotify    destroy;
} Question;

static void
end (Question *question)
{
  if (question->window != NULL)
    g_clear_signal_handler (&question->window_gone, question->window);
  gtk_native_dialog_destroy (question->dialog);
  g_object_unref (question->dialog);
  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_free (question);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  Question         *question = user_data;
  g_autoptr (GFile) file = NULL;

  /* What is done now may close the window. */
  if (question->window != NULL)
    g_clear_signal_handler (&question->window_gone, question->window);
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    question->func (GTK_FILE_CHOOSER (dialog), file, question->user_data);

  question->window = NULL;
  end (question);
}

static void
window_gone_cb (GtkWidget *window,
                gpointer   user_data)
{
  end (user_data);
}

void
pl_file_dialog_show (GtkFileChooserNative *dialog,
                     PlFileDialogFunc      func,
                     gpointer              user_data,
                     GDestroyNotify        destroy)
{
  Question *question;

  g_return_if_fail (GTK_IS_FILE_CHOOSER_NATIVE (dialog));
  g_return_if_fail (func != NULL);

  question = g_new0 (Question, 1);
  question->dialog = GTK_NATIVE_DIALOG (dialog);
  question->window = gtk_native_dialog_get_transient_for (question->dialog);
  question->func = func;
  question->user_data = user_data;
  question->destroy = destroy;
  if (question->window != NULL)
    question->window_gone = g_signal_connect (question->window, "destroy", G_CALLBACK (window_gone_cb), question);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), question);
  gtk_native_dialog_show (question->dialog);
}
