/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the API key of an account that is there already: it is missing, refused, or the keyring cannot be used. */
#include "config.h"

#include "pl-key-dialog.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-toaster.h"
#include "pl-account-text.h"
#include "pl-secret-text.h"

struct _PlKeyDialog
{
  PlForm               parent_instance;

  PlSession           *session; /* (owned) */

  AdwPreferencesGroup *group;   /* (unowned) template, as all below */
  GtkEditable         *key_row;
  PlFieldNote         *key_note;
  GtkWidget           *session_only_row;
  GtkSwitch           *session_only_switch;
};

G_DEFINE_FINAL_TYPE (PlKeyDialog, pl_key_dialog, PL_TYPE_FORM)

static void
show_error (PlKeyDialog  *self,
            const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_LOCKED) ||
      g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_UNREACHABLE))
    gtk_widget_set_visible (self->session_only_row, TRUE);

  text = pl_account_text_refusal (error);
  pl_field_note_set_error (self->key_note, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
}

static void
replace_key_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(PlKeyDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean replaced = pl_session_replace_key_finish (PL_SESSION (source), result, &error);

  if (pl_form_is_closed (PL_FORM (self)))
    return;

  pl_form_end (PL_FORM (self));
  if (!replaced)
    {
      show_error (self, error);
      return;
    }

  pl_toaster_show (GTK_WIDGET (self), _("Payroc accepts the key"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
pl_key_dialog_has_work (PlForm *form)
{
  return *gtk_editable_get_text (PL_KEY_DIALOG (form)->key_row) != '\0';
}

static void
pl_key_dialog_submit (PlForm *form)
{
  PlKeyDialog *self = PL_KEY_DIALOG (form);
  g_autoptr(PlSecretText) key = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gboolean session_only;

  key = pl_secret_text_new (self->key_row);
  if (*pl_secret_text_get (key) == '\0')
    {
      pl_field_note_set_error (self->key_note, _("The API key is needed."));
      gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
      return;
    }

  session_only = gtk_widget_get_visible (self->session_only_row) && gtk_switch_get_active (self->session_only_switch);
  pl_form_begin (form, cancellable);
  pl_session_replace_key_async (self->session, pl_secret_text_get (key), session_only, cancellable,
                                replace_key_cb, g_object_ref (self));
}

static void
pl_key_dialog_dispose (GObject *object)
{
  PlKeyDialog *self = PL_KEY_DIALOG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_key_dialog_parent_class)->dispose (object);
}

static void
pl_key_dialog_class_init (PlKeyDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PlFormClass *form_class = PL_FORM_CLASS (klass);

  object_class->dispose = pl_key_dialog_dispose;
  form_class->has_work = pl_key_dialog_has_work;
  form_class->submit = pl_key_dialog_submit;

  g_type_ensure (PL_TYPE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, group);
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, key_note);
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, session_only_row);
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, session_only_switch);
}

static void
pl_key_dialog_init (PlKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->key_row));
}

GtkWidget *
pl_key_dialog_new (PlSession *session)
{
  PlKeyDialog *self;
  PlAccount *account;
  gboolean unreachable;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);

  self = g_object_new (PL_TYPE_KEY_DIALOG, NULL);
  self->session = g_object_ref (session);

  account = pl_session_get_account (session);
  name = pl_format_account (account);
  /* Translators: %1$s is an account's name, %2$s its terminal number. */
  title = g_strdup_printf (_("The key for “%1$s”, terminal %2$s. It is never shown again."),
                           name, pl_account_get_terminal (account));
  escaped = g_markup_escape_text (title, -1);
  adw_preferences_group_set_description (self->group, escaped);
  g_object_set (self, "account", account, NULL);

  unreachable = pl_session_get_state (session) == PL_SESSION_KEYRING_UNREACHABLE;
  gtk_widget_set_visible (self->session_only_row, unreachable);
  gtk_switch_set_active (self->session_only_switch, unreachable);

  return GTK_WIDGET (self);
}
