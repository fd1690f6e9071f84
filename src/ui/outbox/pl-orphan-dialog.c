/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the changes whose account is gone; they are added to the open account, or given up. */
#include "config.h"

#include "pl-orphan-dialog.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-title.h"
#include "ui/parts/pl-toaster.h"
#include "pl-intent-text.h"

struct _PlOrphanDialog
{
  AdwWindow            parent_instance;

  PlWorkspace         *workspace; /* (owned) */
  PlSession           *session;   /* (owned) (nullable) */
  guint                n_orphans;

  AdwPreferencesGroup *group;     /* (unowned) template, as all below */
  GtkWidget           *buttons;
  GtkButton           *adopt_button;
};

G_DEFINE_FINAL_TYPE (PlOrphanDialog, pl_orphan_dialog, ADW_TYPE_WINDOW)

/* What both ways out end with. */
static void
finish (PlOrphanDialog *self,
        gboolean        done,
        const GError   *error,
        const char     *toast)
{
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  if (!done)
    {
      gtk_widget_set_sensitive (self->buttons, TRUE);
      pl_error_dialog_present (GTK_WIDGET (self), _("Nothing Was Changed"), error, PL_WORK_CONNECT);
      return;
    }

  pl_toaster_show (GTK_WIDGET (self), toast);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
adopted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(PlOrphanDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  finish (self, pl_workspace_adopt_orphans_finish (PL_WORKSPACE (source), result, &error), error,
          _("Added to the account"));
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(PlOrphanDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  finish (self, pl_workspace_discard_orphans_finish (PL_WORKSPACE (source), result, &error), error,
          _("Discarded"));
}

static void
response_cb (PlOrphanDialog *self,
             const char     *response)
{
  if (g_strcmp0 (response, "adopt") != 0 && g_strcmp0 (response, "discard") != 0)
    return;

  gtk_widget_set_sensitive (self->buttons, FALSE);
  if (g_strcmp0 (response, "adopt") == 0)
    pl_workspace_adopt_orphans_async (self->workspace, self->session, adopted_cb, g_object_ref (self));
  else
    pl_workspace_discard_orphans_async (self->workspace, discarded_cb, g_object_ref (self));
}

static void
ask (PlOrphanDialog        *self,
     const char            *heading,
     const char            *body,
     const char            *response,
     const char            *label,
     AdwResponseAppearance  appearance)
{
  GtkWidget *dialog = pl_question_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), response, label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), response, appearance);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

static void
adopt_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PlOrphanDialog *self = PL_ORPHAN_DIALOG (widget);
  PlAccount *account = pl_session_get_account (self->session);
  g_autofree char *account_name = pl_format_account (account);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  heading = g_strdup_printf (ngettext ("Add %u Change to “%s”?", "Add %u Changes to “%s”?", self->n_orphans),
                             self->n_orphans, account_name);
  /* Translators: %s is a terminal's number. */
  body = g_strdup_printf (_("They are sent to Payroc at once, for terminal %s. "
                            "Do so only if that is where they were made for."),
                          pl_account_get_terminal (account));
  ask (self, heading, body, "adopt", _("_Add and Send"), ADW_RESPONSE_SUGGESTED);
}

static void
discard_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PlOrphanDialog *self = PL_ORPHAN_DIALOG (widget);
  g_autofree char *heading = NULL;

  heading = g_strdup_printf (ngettext ("Discard %u Change?", "Discard %u Changes?", self->n_orphans), self->n_orphans);
  ask (self, heading, _("They are not sent, and cannot be brought back."), "discard", _("_Discard"),
       ADW_RESPONSE_DESTRUCTIVE);
}

static void
pl_orphan_dialog_dispose (GObject *object)
{
  PlOrphanDialog *self = PL_ORPHAN_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_orphan_dialog_parent_class)->dispose (object);
}

static void
pl_orphan_dialog_class_init (PlOrphanDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_orphan_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "orphans.adopt", NULL, adopt_action);
  gtk_widget_class_install_action (widget_class, "orphans.discard", NULL, discard_action);

  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_TITLE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-orphan-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlOrphanDialog, group);
  gtk_widget_class_bind_template_child (widget_class, PlOrphanDialog, buttons);
  gtk_widget_class_bind_template_child (widget_class, PlOrphanDialog, adopt_button);
}

static void
pl_orphan_dialog_init (PlOrphanDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
create_row (PlIntent *intent)
{
  const char *subject = pl_intent_get_reference (intent) != NULL ? pl_intent_get_reference (intent)
                                                                 : pl_intent_get_link_id (intent);
  g_autofree char *title = pl_intent_text_title (pl_intent_get_kind (intent), subject);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *moment = pl_format_moment (pl_intent_get_created_at (intent), g_get_real_time ());
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), moment);
  pl_line_breaks_set_verbatim (row);

  return row;
}

GtkWidget *
pl_orphan_dialog_new (PlWorkspace *workspace,
                      PlSession   *session,
                      GPtrArray   *orphans)
{
  PlOrphanDialog *self;

  g_return_val_if_fail (PL_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (session == NULL || PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (orphans != NULL && orphans->len > 0, NULL);

  self = g_object_new (PL_TYPE_ORPHAN_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->n_orphans = orphans->len;
  for (guint i = 0; i < orphans->len; i++)
    adw_preferences_group_add (self->group, create_row (g_ptr_array_index (orphans, i)));

  gtk_widget_set_visible (GTK_WIDGET (self->adopt_button), session != NULL);
  if (session != NULL)
    {
      g_autofree char *name = pl_format_account (pl_session_get_account (session));
      /* Translators: %s is an account's name. */
      g_autofree char *label = g_strdup_printf (_("Add to “%s”…"), name);

      self->session = g_object_ref (session);
      gtk_button_set_label (self->adopt_button, label);
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->adopt_button)), PANGO_ELLIPSIZE_MIDDLE);
    }
  else
    {
      adw_preferences_group_set_description (self->group,
                                             _("Their account is no longer here. Add it again: "
                                               "then they can be sent with it."));
    }

  return GTK_WIDGET (self);
}
