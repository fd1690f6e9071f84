/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before what was typed in a form is lost. */
#include "config.h"

#include "pl-form-question.h"

#include <glib/gi18n.h>

#include "pl-question.h"

typedef struct
{
  PlForm          *form; /* (owned) */
  PlFormDiscarded  discarded;
  gpointer         user_data;
  GDestroyNotify   destroy;
} Question;

static void
question_clear (gpointer data)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_object_unref (question->form);
}

static void
question_release (gpointer data)
{
  g_rc_box_release_full (data, question_clear);
}

static gboolean
discard_cb (gpointer user_data)
{
  Question *question = user_data;

  if (PL_FORM_GET_CLASS (question->form)->given_up != NULL)
    PL_FORM_GET_CLASS (question->form)->given_up (question->form);
  /* Not close(): that would ask again. */
  gtk_window_destroy (GTK_WINDOW (question->form));
  if (question->discarded != NULL)
    question->discarded (question->user_data);

  return G_SOURCE_REMOVE;
}

/* The dialog goes on with its answer, and with the window beneath it, when this returns. */
static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  if (g_strcmp0 (response, "discard") == 0)
    g_idle_add_full (G_PRIORITY_DEFAULT, discard_cb, g_rc_box_acquire (user_data), question_release);
}

GtkWidget *
pl_form_question_new (PlForm          *form,
                      const char      *heading,
                      PlFormDiscarded  discarded,
                      gpointer         user_data,
                      GDestroyNotify   destroy)
{
  Question         *question;
  AdwMessageDialog *dialog;
  PlFormClass      *klass;
  const char       *loss;

  g_return_val_if_fail (PL_IS_FORM (form), NULL);

  klass = PL_FORM_GET_CLASS (form);
  loss = klass->describe_loss != NULL ? klass->describe_loss (form) : NULL;
  if (loss == NULL)
    loss = _("What you entered has not been sent, and will be lost.");

  question = g_rc_box_new0 (Question);
  question->form = g_object_ref (form);
  question->discarded = discarded;
  question->user_data = user_data;
  question->destroy = destroy;

  dialog = ADW_MESSAGE_DIALOG (pl_question_new (GTK_WINDOW (form),
                                                heading != NULL ? heading : _("Discard What You Entered?"),
                                                loss));
  adw_message_dialog_add_responses (dialog, "keep", _("_Keep Editing"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question,
                         (GClosureNotify) (GCallback) question_release, 0);

  return GTK_WIDGET (dialog);
}
