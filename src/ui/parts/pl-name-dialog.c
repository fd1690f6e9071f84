/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name that is taken is no error when one saves: the merchant means that one. */
#include "config.h"

#include "pl-name-dialog.h"

#include <glib/gi18n.h>

struct _PlNameDialog
{
  AdwMessageDialog    parent_instance;

  PlNamedList        *list;    /* (owned) */
  const PlNamedWords *words;   /* (unowned) static */
  PlNamed            *renamed; /* (owned) (nullable) */
  GtkEntry           *entry;   /* (unowned) */
};

enum
{
  NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlNameDialog, pl_name_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* Whose name it is already. */
static PlNamed *
find_other (PlNameDialog *self,
            const char   *name)
{
  PlNamed *known = name != NULL ? pl_named_list_find_name (self->list, name) : NULL;

  if (known == NULL || self->renamed == NULL || pl_named_get_number (known) != pl_named_get_number (self->renamed))
    return known;

  return NULL;
}

static void
changed_cb (PlNameDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  g_autofree char  *name = pl_named_clean_name (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  PlNamed          *other = find_other (self, name);
  const char       *body = _(self->words->save_body);

  if (other != NULL && self->renamed != NULL)
    body = _(self->words->taken);
  else if (other != NULL)
    body = _(self->words->replace);
  else if (self->renamed != NULL)
    body = _(self->words->rename_body);

  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_set_response_label (dialog, "save",
                                         self->renamed != NULL ? _("_Rename")
                                         : other != NULL ? _("_Replace") : _("_Save"));
  adw_message_dialog_set_response_enabled (dialog, "save", name != NULL && (self->renamed == NULL || other == NULL));
}

static void
pl_name_dialog_response (AdwMessageDialog *dialog,
                         const char       *response)
{
  PlNameDialog *self = PL_NAME_DIALOG (dialog);
  g_autofree char  *name = pl_named_clean_name (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (g_str_equal (response, "save") && name != NULL)
    g_signal_emit (self, signals[NAMED], 0, name);
}

static void
pl_name_dialog_dispose (GObject *object)
{
  PlNameDialog *self = PL_NAME_DIALOG (object);

  g_clear_object (&self->list);
  g_clear_object (&self->renamed);

  G_OBJECT_CLASS (pl_name_dialog_parent_class)->dispose (object);
}

static void
pl_name_dialog_class_init (PlNameDialogClass *klass)
{
  GObjectClass          *object_class = G_OBJECT_CLASS (klass);
  AdwMessageDialogClass *dialog_class = ADW_MESSAGE_DIALOG_CLASS (klass);

  object_class->dispose = pl_name_dialog_dispose;
  dialog_class->response = pl_name_dialog_response;

  /**
   * PlNameDialog::named:
   * @self: the dialog
   * @name: a name that it can have
   */
  signals[NAMED] = g_signal_new ("named", PL_TYPE_NAME_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pl_name_dialog_init (PlNameDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_max_length (self->entry, PL_NAMED_NAME_MAX);
  gtk_entry_set_activates_default (self->entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  adw_message_dialog_set_extra_child (dialog, GTK_WIDGET (self->entry));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
}

GtkWidget *
pl_name_dialog_new (GtkWindow          *parent,
                    PlNamedList        *list,
                    const PlNamedWords *words,
                    PlNamed            *renamed)
{
  PlNameDialog *self;

  g_return_val_if_fail (PL_IS_NAMED_LIST (list), NULL);
  g_return_val_if_fail (renamed == NULL || PL_IS_NAMED (renamed), NULL);

  self = g_object_new (PL_TYPE_NAME_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  g_set_object (&self->list, list);
  self->words = words;
  g_set_object (&self->renamed, renamed);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self),
                                  _(renamed != NULL ? words->rename_heading : words->save_heading));
  if (renamed != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), pl_named_get_name (renamed));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->entry));

  return GTK_WIDGET (self);
}
