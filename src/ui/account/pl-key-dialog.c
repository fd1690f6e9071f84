/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the API key of an account that is there already: it is missing, refused, or the keyring cannot be used. */
#include "config.h"

#include "pl-key-dialog.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-toaster.h"
#include "pl-secret-text.h"

struct _PlKeyDialog
{
  AdwWindow            parent_instance;

  PlSession           *session;       /* (owned) */
  GCancellable        *cancellable;   /* (owned) (nullable) while Payroc is asked */

  PlEnvironmentBar    *environment_bar; /* (unowned) template, as all below */
  GtkWidget           *busy_box;
  GtkSpinner          *spinner;
  AdwPreferencesGroup *fields;
  GtkEditable         *key_row;
  PlFieldNote         *key_note;
  GtkWidget           *session_only_row;
  GtkSwitch           *session_only_switch;
};

G_DEFINE_FINAL_TYPE (PlKeyDialog, pl_key_dialog, ADW_TYPE_WINDOW)

static void
set_busy (PlKeyDialog *self,
          gboolean     busy)
{
  gtk_widget_set_visible (self->busy_box, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "key.save", !busy);
}

static void
show_error (PlKeyDialog  *self,
            const GError *error)
{
  g_autofree char *body = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_LOCKED) ||
      g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_UNREACHABLE))
    gtk_widget_set_visible (self->session_only_row, TRUE);

  body = pl_error_text_body (error, PL_WORK_CONNECT);
  pl_field_note_set_error (self->key_note, body);
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

  g_clear_object (&self->cancellable);
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  set_busy (self, FALSE);
  if (!replaced)
    {
      show_error (self, error);
      return;
    }

  pl_toaster_show (GTK_WIDGET (self), _("Payroc accepts the key"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PlKeyDialog *self = PL_KEY_DIALOG (widget);
  g_autoptr(PlSecretText) key = NULL;
  gboolean session_only;

  if (self->cancellable != NULL)
    return;

  key = pl_secret_text_new (self->key_row);
  if (*pl_secret_text_get (key) == '\0')
    {
      pl_field_note_set_error (self->key_note, _("The API key is needed."));
      gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
      return;
    }

  session_only = gtk_widget_get_visible (self->session_only_row) && gtk_switch_get_active (self->session_only_switch);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  pl_session_replace_key_async (self->session, pl_secret_text_get (key), session_only, self->cancellable,
                                replace_key_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlKeyDialog *self = PL_KEY_DIALOG (widget);

  /* The first press stops the question to Payroc, the second leaves. */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
pl_key_dialog_dispose (GObject *object)
{
  PlKeyDialog *self = PL_KEY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_key_dialog_parent_class)->dispose (object);
}

static void
pl_key_dialog_finalize (GObject *object)
{
  PlKeyDialog *self = PL_KEY_DIALOG (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pl_key_dialog_parent_class)->finalize (object);
}

static void
pl_key_dialog_class_init (PlKeyDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_key_dialog_dispose;
  object_class->finalize = pl_key_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "key.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "key.cancel", NULL, cancel_action);

  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_FIELD_NOTE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, environment_bar);
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, busy_box);
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PlKeyDialog, fields);
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
  adw_preferences_group_set_description (self->fields, escaped);
  g_object_set (self->environment_bar, "account", account, NULL);

  unreachable = pl_session_get_state (session) == PL_SESSION_KEYRING_UNREACHABLE;
  gtk_widget_set_visible (self->session_only_row, unreachable);
  gtk_switch_set_active (self->session_only_switch, unreachable);

  return GTK_WIDGET (self);
}
