/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connects an account at Payroc: API key, terminal, environment; a refusal stands at the field it concerns. */
#include "config.h"

#include "pl-connect-dialog.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-group.h"
#include "pl-account-text.h"
#include "pl-secret-text.h"

struct _PlConnectDialog
{
  PlForm          parent_instance;

  PlWorkspace    *workspace; /* (owned) */
  char           *api_url;   /* (nullable) */
  char           *identity_url;

  GtkWidget      *environment_group; /* (unowned) template, as all below */
  GtkWidget      *server_group;
  AdwActionRow   *server_row;
  AdwPreferencesGroup *account_group;
  GtkCheckButton *test_button;
  GtkEditable    *key_row;
  PlFieldNote    *key_note;
  GtkEditable    *terminal_row;
  PlFieldNote    *terminal_note;
  GtkEditable    *name_row;
  PlFieldNote    *name_note;
  GtkWidget      *keyring_group;
  GtkSwitch      *session_only_switch;
  GtkLabel       *promise;
};

typedef enum
{
  SIGNAL_CONNECTED,
} PlConnectDialogSignal;

static guint signals[SIGNAL_CONNECTED + 1];

G_DEFINE_FINAL_TYPE (PlConnectDialog, pl_connect_dialog, PL_TYPE_FORM)

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static void
offer_session_only (PlConnectDialog *self)
{
  gtk_widget_set_visible (self->keyring_group, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->promise), FALSE);
}

/* Payroc's reason stands where it can be mended; what has no field of its own stands on top. */
static void
show_error (PlConnectDialog *self,
            const GError    *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  pl_form_show_error (PL_FORM (self), error, PL_WORK_CONNECT);
  if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED) ||
      g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_CAPABILITY_MISSING) ||
      g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN) ||
      g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND))
    {
      gboolean about_key = error->code == PAYROC_ERROR_KEY_REFUSED;
      g_autofree char *refusal = pl_account_text_refusal (error);

      pl_form_set_problem (PL_FORM (self), NULL);
      /* Better than the field's bare reason: it also says what to do. */
      pl_field_note_set_error (about_key ? self->key_note : self->terminal_note, refusal);
      gtk_widget_grab_focus (GTK_WIDGET (about_key ? self->key_row : self->terminal_row));
      return;
    }

  if (error->domain == PL_STORE_ERROR &&
      (error->code == PL_STORE_ERROR_KEYRING_LOCKED || error->code == PL_STORE_ERROR_KEYRING_UNREACHABLE))
    offer_session_only (self);
}

static void
connect_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(PlConnectDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PlAccount) account = pl_workspace_connect_finish (PL_WORKSPACE (source), result, &error);

  /* Closed meanwhile: the account, if it was made, is in the account menu. */
  if (pl_form_is_closed (PL_FORM (self)))
    return;

  pl_form_end (PL_FORM (self));
  if (account == NULL)
    {
      show_error (self, error);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, account);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
check_required (PlConnectDialog *self)
{
  g_autofree char *terminal = dup_stripped (self->terminal_row);
  gboolean has_key = *gtk_editable_get_text (self->key_row) != '\0';
  gboolean has_terminal = *terminal != '\0';

  if (!has_terminal)
    {
      pl_field_note_set_error (self->terminal_note, _("The terminal number is needed."));
      pl_field_note_focus (self->terminal_note);
    }
  if (!has_key)
    {
      pl_field_note_set_error (self->key_note, _("The API key is needed."));
      pl_field_note_focus (self->key_note);
    }

  return has_key && has_terminal;
}

static gboolean
pl_connect_dialog_has_work (PlForm *form)
{
  PlConnectDialog *self = PL_CONNECT_DIALOG (form);

  return *gtk_editable_get_text (self->key_row) != '\0';
}

static void
pl_connect_dialog_submit (PlForm *form)
{
  PlConnectDialog *self = PL_CONNECT_DIALOG (form);
  g_autofree char *terminal = NULL;
  g_autofree char *name = NULL;
  g_autoptr(PlSecretText) key = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  PlConnectRequest request = { 0 };

  pl_form_set_problem (form, NULL);
  if (!check_required (self))
    return;

  terminal = dup_stripped (self->terminal_row);
  name = dup_stripped (self->name_row);
  key = pl_secret_text_new (self->key_row);

  if (self->api_url != NULL)
    request.kind = PL_ACCOUNT_CUSTOM;
  else if (gtk_check_button_get_active (self->test_button))
    request.kind = PL_ACCOUNT_TEST;
  else
    request.kind = PL_ACCOUNT_PRODUCTION;
  request.name = *name != '\0' ? name : terminal;
  request.terminal = terminal;
  request.api_url = self->api_url;
  request.identity_url = self->identity_url;
  request.api_key = pl_secret_text_get (key);
  request.session_only = gtk_widget_get_visible (self->keyring_group) &&
                         gtk_switch_get_active (self->session_only_switch);
  request.check = TRUE;

  pl_form_begin (form, cancellable);
  pl_workspace_connect_async (self->workspace, &request, cancellable, connect_cb, g_object_ref (self));
}

static void
environment_cb (PlConnectDialog *self)
{
  /* The refusal was the other environment's. */
  pl_field_note_set_error (self->key_note, NULL);
  pl_field_note_set_error (self->terminal_note, NULL);
  pl_form_set_problem (PL_FORM (self), NULL);
}

static void
pl_connect_dialog_dispose (GObject *object)
{
  PlConnectDialog *self = PL_CONNECT_DIALOG (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (pl_connect_dialog_parent_class)->dispose (object);
}

static void
pl_connect_dialog_finalize (GObject *object)
{
  PlConnectDialog *self = PL_CONNECT_DIALOG (object);

  g_free (self->api_url);
  g_free (self->identity_url);

  G_OBJECT_CLASS (pl_connect_dialog_parent_class)->finalize (object);
}

static void
pl_connect_dialog_class_init (PlConnectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PlFormClass *form_class = PL_FORM_CLASS (klass);

  object_class->dispose = pl_connect_dialog_dispose;
  object_class->finalize = pl_connect_dialog_finalize;
  form_class->has_work = pl_connect_dialog_has_work;
  form_class->submit = pl_connect_dialog_submit;

  signals[SIGNAL_CONNECTED] =
    g_signal_new ("connected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, PL_TYPE_ACCOUNT);

  g_type_ensure (PL_TYPE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, environment_group);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, server_group);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, account_group);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, key_note);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, terminal_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, terminal_note);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, name_note);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, keyring_group);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, session_only_switch);
  gtk_widget_class_bind_template_child (widget_class, PlConnectDialog, promise);
  gtk_widget_class_bind_template_callback (widget_class, environment_cb);
}

static void
pl_connect_dialog_init (PlConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->key_row));
}

GtkWidget *
pl_connect_dialog_new (PlWorkspace *workspace)
{
  PlConnectDialog *self;
  PlKeyringState keyring;

  g_return_val_if_fail (PL_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (PL_TYPE_CONNECT_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);

  keyring = pl_workspace_get_keyring_state (workspace);
  if (keyring == PL_KEYRING_STATE_UNREACHABLE || keyring == PL_KEYRING_STATE_LOCKED)
    offer_session_only (self);
  if (keyring == PL_KEYRING_STATE_UNREACHABLE)
    gtk_switch_set_active (self->session_only_switch, TRUE);

  return GTK_WIDGET (self);
}

void
pl_connect_dialog_set_custom (PlConnectDialog *self,
                              const char      *api_url,
                              const char      *identity_url)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (PL_IS_CONNECT_DIALOG (self));
  g_return_if_fail (api_url != NULL);
  g_return_if_fail (identity_url != NULL);

  g_free (self->api_url);
  self->api_url = g_strdup (api_url);
  g_free (self->identity_url);
  self->identity_url = g_strdup (identity_url);

  /* Whoever types a key sees whom it goes to. */
  escaped = g_markup_escape_text (api_url, -1);
  adw_action_row_set_subtitle (self->server_row, escaped);
  gtk_widget_set_visible (self->server_group, TRUE);
  adw_preferences_group_set_description (self->account_group, NULL);
  gtk_widget_set_visible (self->environment_group, FALSE);
}
