/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with something typed in it: closing it, or the main window above it, asks before the work is lost. */
#include "config.h"

#include "pl-form.h"

#include <glib/gi18n.h>

G_DEFINE_INTERFACE (PlForm, pl_form, GTK_TYPE_WINDOW)

typedef struct
{
  PlForm          *form; /* (owned) */
  PlFormDiscarded  discarded;
  gpointer         user_data;
  GDestroyNotify   destroy;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_object_unref (question->form);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Question *question = user_data;

  g_object_set_data (G_OBJECT (question->form), "pl-form-question", NULL);

  if (g_strcmp0 (response, "discard") != 0)
    return;

  /* Not close(): that would ask again. */
  gtk_window_destroy (GTK_WINDOW (question->form));
  if (question->discarded != NULL)
    question->discarded (question->user_data);
}

static void
pl_form_default_init (PlFormInterface *iface)
{
}

gboolean
pl_form_has_work (PlForm *self)
{
  PlFormInterface *iface;

  g_return_val_if_fail (PL_IS_FORM (self), FALSE);

  iface = PL_FORM_GET_IFACE (self);
  return iface->has_work != NULL && iface->has_work (self);
}

void
pl_form_ask (PlForm          *self,
             PlFormDiscarded  discarded,
             gpointer         user_data,
             GDestroyNotify   destroy)
{
  PlFormInterface *iface;
  GtkWidget *dialog;
  Question *question;
  const char *heading;

  g_return_if_fail (PL_IS_FORM (self));

  /* One question at a time: a second Alt+F4 brings the first one up again. */
  dialog = g_object_get_data (G_OBJECT (self), "pl-form-question");
  if (dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (dialog));

  question = g_new0 (Question, 1);
  question->form = g_object_ref (self);
  question->discarded = discarded;
  question->user_data = user_data;
  question->destroy = destroy;

  iface = PL_FORM_GET_IFACE (self);
  heading = iface->get_question != NULL ? iface->get_question (self) : _("Discard What You Entered?");

  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading,
                                   _("What you entered has not been sent, and will be lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Keep Editing"),
                                    "discard", _("_Discard"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  g_object_set_data (G_OBJECT (self), "pl-form-question", dialog);
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
pl_form_keep_enter (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  if (GTK_IS_EDITABLE (root))
    return;

  /* GtkWindow gives Enter to the default button unless the focus "receives default". */
  gtk_widget_set_receives_default (root, TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    pl_form_keep_enter (child);
}

gboolean
pl_form_close_request (PlForm *self)
{
  if (!pl_form_has_work (self))
    return FALSE;

  pl_form_ask (self, NULL, NULL, NULL);
  return TRUE;
}

PlForm *
pl_form_find (GtkWindow *parent)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (PL_IS_FORM (l->data) && gtk_window_get_transient_for (l->data) == parent && pl_form_has_work (l->data))
        return l->data;
    }

  return NULL;
}
