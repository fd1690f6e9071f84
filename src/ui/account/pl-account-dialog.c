/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open account: its name, where it is, its key, and how to remove it from this computer. */
#include "config.h"

#include "pl-account-dialog.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-fit-pane.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-title.h"
#include "ui/parts/pl-toaster.h"
#include "pl-account-text.h"
#include "pl-key-dialog.h"

struct _PlAccountDialog
{
  AdwWindow         parent_instance;

  PlWorkspace      *workspace;       /* (owned) */
  PlSession        *session;         /* (owned) */

  PlEnvironmentBar *environment_bar; /* (unowned) template, as all below */
  GtkLabel         *problem;
  GtkEditable      *name_row;
  PlFieldNote      *name_note;
  AdwActionRow     *environment_row;
  AdwActionRow     *server_row;
  AdwActionRow     *terminal_row;
  AdwActionRow     *currency_row;
  GtkWidget        *buttons;
  GtkWidget        *key_button;
};

G_DEFINE_FINAL_TYPE (PlAccountDialog, pl_account_dialog, ADW_TYPE_WINDOW)

static gboolean
is_open (PlAccountDialog *self)
{
  return gtk_widget_get_realized (GTK_WIDGET (self));
}

/* GTK leaves a window that is shown as it is, and what stands last in it would be cut. Nothing is taken of the size
 * that somebody has given it. */
static void
grow (PlAccountDialog *self)
{
  GtkWidget *content = adw_window_get_content (ADW_WINDOW (self));
  int        width, height;
  int        needed;

  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (content), NULL, &needed, NULL, NULL);
  if (needed <= gtk_widget_get_height (content))
    return;

  /* Which in GTK 4.8 has to be asked for both. */
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
}

static void
set_problem (PlAccountDialog *self,
             const char      *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  grow (self);
}

static void
rename_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(PlAccountDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  PlFieldNote *notes[] = { self->name_note, NULL };
  g_autofree char *rest = NULL;

  if (pl_workspace_rename_account_finish (PL_WORKSPACE (source), result, &error) || !is_open (self))
    return;

  if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID))
    rest = pl_field_note_show_all (notes, payroc_error_get_fields (error));
  else
    rest = pl_error_text_body (error, PL_WORK_CONNECT);
  set_problem (self, rest);
}

static void
rename_cb (PlAccountDialog *self)
{
  set_problem (self, NULL);
  pl_workspace_rename_account_async (self->workspace, pl_session_get_account (self->session),
                                     gtk_editable_get_text (self->name_row), NULL,
                                     rename_done_cb, g_object_ref (self));
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(PlAccountDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean removed = pl_workspace_remove_account_finish (PL_WORKSPACE (source), result, &error);
  g_autofree char *body = NULL;

  if (!is_open (self))
    return;

  if (removed)
    {
      pl_toaster_show (GTK_WIDGET (self), _("Account removed from this computer"));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  body = pl_error_text_body (error, PL_WORK_CONNECT);
  set_problem (self, body);
  gtk_widget_set_sensitive (self->buttons, TRUE);
}

static void
remove_response_cb (PlAccountDialog *self,
                    const char      *response)
{
  if (g_strcmp0 (response, "remove") != 0)
    return;

  gtk_widget_set_sensitive (self->buttons, FALSE);
  pl_workspace_remove_account_async (self->workspace, pl_session_get_account (self->session), NULL,
                                     removed_cb, g_object_ref (self));
}

static guint
count_sending (PlOutbox *outbox)
{
  guint n_sending = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr(PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (outbox), i);
      PlIntentState state = pl_intent_get_state (intent);

      n_sending += state == PL_INTENT_SENDING || state == PL_INTENT_UNSURE;
    }

  return n_sending;
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlAccountDialog *self = PL_ACCOUNT_DIALOG (widget);
  PlAccount *account = pl_session_get_account (self->session);
  PlOutbox *outbox = pl_session_get_outbox (self->session);
  g_autofree char *account_name = pl_format_account (account);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  /* Translators: %s is an account's name. */
  heading = g_strdup_printf (_("Remove “%s”?"), account_name);
  body = pl_account_text_farewell (pl_account_get_kind (account), pl_outbox_get_n_unfinished (outbox),
                                   count_sending (outbox));

  dialog = pl_question_new (GTK_WINDOW (self), heading, NULL);
  pl_question_set_text (ADW_MESSAGE_DIALOG (dialog), body, NULL);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Keep"),
                                    "remove", _("_Remove"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, G_CONNECT_SWAPPED);
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

static void
replace_key_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  PlAccountDialog *self = PL_ACCOUNT_DIALOG (widget);
  GtkWidget *dialog = pl_key_dialog_new (self->session);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
pl_account_dialog_dispose (GObject *object)
{
  PlAccountDialog *self = PL_ACCOUNT_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_account_dialog_parent_class)->dispose (object);
}

static void
pl_account_dialog_class_init (PlAccountDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_account_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "account.replace-key", NULL, replace_key_action);
  gtk_widget_class_install_action (widget_class, "account.remove", NULL, remove_action);

  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_FIELD_NOTE);
  g_type_ensure (PL_TYPE_FIT_PANE);
  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_TITLE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, environment_bar);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, name_note);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, environment_row);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, terminal_row);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, currency_row);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, buttons);
  gtk_widget_class_bind_template_child (widget_class, PlAccountDialog, key_button);
  gtk_widget_class_bind_template_callback (widget_class, rename_cb);
}

static void
pl_account_dialog_init (PlAccountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_line_breaks_set_verbatim (GTK_WIDGET (self));
}

/* Rows take markup; what stands in them is data. */
static void
set_subtitle (AdwActionRow *row,
              const char   *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_action_row_set_subtitle (row, escaped);
  gtk_widget_set_visible (GTK_WIDGET (row), *escaped != '\0');
}

GtkWidget *
pl_account_dialog_new (PlWorkspace *workspace,
                       PlSession   *session)
{
  PlAccountDialog *self;
  PlAccount *account;
  PlAccountKind kind;
  g_autoptr(PayrocEnvironment) environment = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (PL_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (PL_IS_SESSION (session), NULL);

  self = g_object_new (PL_TYPE_ACCOUNT_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->session = g_object_ref (session);

  account = pl_session_get_account (session);
  kind = pl_account_get_kind (account);
  name = pl_format_account (account);
  gtk_editable_set_text (self->name_row, name);
  /* The practice account is named by Paylinks, in the user's language. */
  gtk_widget_set_visible (GTK_WIDGET (self->name_row), kind != PL_ACCOUNT_PRACTICE);
  gtk_widget_set_visible (self->key_button, kind != PL_ACCOUNT_PRACTICE);
  set_subtitle (self->environment_row, pl_format_environment (kind));
  if (kind == PL_ACCOUNT_CUSTOM)
    environment = pl_account_create_environment (account, NULL);
  set_subtitle (self->server_row, environment != NULL ? payroc_environment_get_api_url (environment) : NULL);
  set_subtitle (self->terminal_row, pl_account_get_terminal (account));
  set_subtitle (self->currency_row, pl_account_get_currency (account));
  g_object_set (self->environment_bar, "account", account, NULL);

  return GTK_WIDGET (self);
}
