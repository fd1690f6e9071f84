/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One form is one intent, however often Send is pressed; a mail is never sent without its row on the disk. */
#include "config.h"

#include "pl-share-dialog.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "ui/parts/pl-bind.h"
#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-form.h"
#include "ui/parts/pl-format.h"
#include "pl-message-editor.h"
#include "pl-recipients-editor.h"
#include "ui/parts/pl-settings.h"
#include "ui/parts/pl-toaster.h"

struct _PlShareDialog
{
  AdwWindow           parent_instance;

  PlSession          *session; /* (owned) */
  char               *link_id; /* (owned) (nullable) the link that is sent … */
  PayrocLinkDraft    *draft;   /* (owned) (nullable) … or the draft that is created first */
  PayrocShare        *share;   /* (owned) what the fields are bound to */
  PlIntent           *refused; /* (owned) (nullable) Payroc's no, to be replaced by this form's intent */
  PlIntent           *intent;  /* (owned) (nullable) accepted: on the disk, being sent */
  char               *key;     /* (owned) this form's intent */
  char               *start;   /* (owned) the message the form began with */
  gboolean            submitting;

  AdwWindowTitle     *title;   /* (unowned) template, as all below */
  PlEnvironmentBar   *environment_bar;
  GtkWidget          *busy_box;
  GtkSpinner         *spinner;
  GtkLabel           *problem;
  GtkWidget          *fields;
  PlRecipientsEditor *recipients_editor;
  PlMessageEditor    *message_editor;
  GtkSwitch          *copy_switch;
  GtkSwitch          *keep_switch;
};

enum
{
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean    has_work     (PlForm *form);
static const char *get_question (PlForm *form);

static void
form_iface_init (PlFormInterface *iface)
{
  iface->has_work = has_work;
  iface->get_question = get_question;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PlShareDialog, pl_share_dialog, ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_FORM, form_iface_init))

static gboolean
has_work (PlForm *form)
{
  PlShareDialog   *self = PL_SHARE_DIALOG (form);
  g_autofree char *text = pl_message_editor_dup_template (self->message_editor);

  return self->intent == NULL
         && (pl_recipients_editor_has_text (self->recipients_editor)
             || g_list_model_get_n_items (G_LIST_MODEL (payroc_share_get_recipients (self->share))) > 0
             || g_strcmp0 (text, self->start) != 0);
}

static const char *
get_question (PlForm *form)
{
  return _("Discard This E-mail?");
}

static PlOutbox *
get_outbox (PlShareDialog *self)
{
  return pl_session_get_outbox (self->session);
}

static void
set_problem (PlShareDialog *self,
             const char    *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL && *text != '\0');
}

static void
set_busy (PlShareDialog *self,
          gboolean       busy)
{
  self->submitting = busy;
  gtk_widget_set_sensitive (self->fields, !busy);
  gtk_widget_set_visible (self->busy_box, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "share.send", !busy);
}

static void
show_errors (PlShareDialog *self,
             const GError  *error)
{
  GPtrArray            *errors = payroc_error_get_fields (error);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GString)   message = g_string_new (NULL);
  g_autofree char      *rest = NULL;
  g_autofree char      *body = NULL;

  for (guint i = 0; errors != NULL && i < errors->len; i++)
    {
      PayrocFieldError *field = g_ptr_array_index (errors, i);
      g_autofree char  *sentence = NULL;

      if (!g_str_equal (field->parameter, "message"))
        {
          g_ptr_array_add (others, field);
          continue;
        }

      sentence = pl_error_text_field (field);
      g_string_append_printf (message, "%s%s", message->len > 0 ? "\n" : "", sentence);
    }

  pl_message_editor_set_error (self->message_editor, message->len > 0 ? message->str : NULL);
  rest = pl_recipients_editor_show_errors (self->recipients_editor, others);
  if (errors == NULL || errors->len == 0)
    body = pl_error_text_body (error, PL_WORK_SHARE);
  set_problem (self, body != NULL ? body : rest);
}

static gboolean
check (PlShareDialog *self)
{
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (GError)    error = NULL;

  set_problem (self, NULL);
  if (!pl_recipients_editor_take_text (self->recipients_editor))
    return FALSE;

  if (pl_message_editor_get_problem (self->message_editor) != PL_MESSAGE_FINE)
    {
      pl_message_editor_set_error (self->message_editor, NULL);
      return FALSE;
    }

  errors = payroc_share_validate (self->share);
  if (errors->len == 0)
    return TRUE;

  error = payroc_error_new_fields (PAYROC_ERROR_INVALID, errors, "The form has errors");
  show_errors (self, error);

  return FALSE;
}

static void
keep_settings (PlShareDialog *self)
{
  g_autoptr (GSettings) settings = pl_settings_open ();
  g_autofree char      *text = pl_message_editor_dup_template (self->message_editor);

  if (settings == NULL)
    return;

  g_settings_set_boolean (settings, "share-copy-to-me", payroc_share_get_merchant_copy (self->share));
  if (gtk_switch_get_active (self->keep_switch))
    g_settings_set_string (settings, "share-message", text);
}

static void
settle_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlShareDialog) self = user_data;
  PlIntentState             state;

  /* An error only says that it cannot be waited for: the intent is on the disk, and what it says is what is known. */
  pl_outbox_settle_finish (PL_OUTBOX (source), result, NULL);

  /* Closed meanwhile: the outbox goes on, the window tells. */
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  state = pl_intent_get_state (self->intent);
  if (state == PL_INTENT_REFUSED)
    {
      self->refused = g_steal_pointer (&self->intent);
      g_free (self->key);
      self->key = g_uuid_string_random ();
      set_busy (self, FALSE);
      show_errors (self, pl_intent_get_error (self->refused));
      return;
    }

  if (state != PL_INTENT_DONE)
    pl_toaster_show (GTK_WIDGET (self), _("The e-mail is sent as soon as Payroc can be reached"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
submit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlShareDialog) self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (PlIntent)      intent = pl_outbox_submit_finish (PL_OUTBOX (source), result, &error);

  if (intent == NULL)
    {
      set_busy (self, FALSE);
      show_errors (self, error);
      return;
    }

  g_set_object (&self->intent, intent);
  if (self->refused != NULL)
    pl_outbox_discard_async (PL_OUTBOX (source), pl_intent_get_id (self->refused), NULL, NULL, NULL);
  g_clear_object (&self->refused);
  keep_settings (self);
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  /* The form of the new link waits for what becomes of it. */
  if (self->draft != NULL)
    {
      g_signal_emit (self, signals[SUBMITTED], 0, intent);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  pl_outbox_settle_async (PL_OUTBOX (source), intent, NULL, settle_cb, g_object_ref (self));
}

static void
send_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlShareDialog *self = PL_SHARE_DIALOG (widget);

  if (self->submitting || !check (self))
    return;

  set_busy (self, TRUE);
  if (self->draft != NULL)
    pl_outbox_create_async (get_outbox (self), self->draft, self->share, self->key, NULL, submit_cb,
                            g_object_ref (self));
  else
    pl_outbox_share_async (get_outbox (self), self->link_id, self->share, self->key, NULL, submit_cb,
                           g_object_ref (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
pl_share_dialog_close_request (GtkWindow *window)
{
  if (pl_form_close_request (PL_FORM (window)))
    return TRUE;

  return GTK_WINDOW_CLASS (pl_share_dialog_parent_class)->close_request (window);
}

static void
pl_share_dialog_dispose (GObject *object)
{
  PlShareDialog *self = PL_SHARE_DIALOG (object);

  g_clear_object (&self->intent);
  g_clear_object (&self->refused);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_share_dialog_parent_class)->dispose (object);
}

static void
pl_share_dialog_finalize (GObject *object)
{
  PlShareDialog *self = PL_SHARE_DIALOG (object);

  g_clear_object (&self->share);
  g_free (self->link_id);
  g_free (self->key);
  g_free (self->start);

  G_OBJECT_CLASS (pl_share_dialog_parent_class)->finalize (object);
}

static void
pl_share_dialog_class_init (PlShareDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = pl_share_dialog_dispose;
  object_class->finalize = pl_share_dialog_finalize;
  window_class->close_request = pl_share_dialog_close_request;

  signals[SUBMITTED] = g_signal_new ("submitted", PL_TYPE_SHARE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, PL_TYPE_INTENT);

  gtk_widget_class_install_action (widget_class, "share.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "share.cancel", NULL, cancel_action);

  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_MESSAGE_EDITOR);
  g_type_ensure (PL_TYPE_RECIPIENTS_EDITOR);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-share-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, title);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, environment_bar);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, busy_box);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, recipients_editor);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, message_editor);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, copy_switch);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, keep_switch);
}

static void
pl_share_dialog_init (PlShareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Takes values. subtitle: what is sent. */
static GtkWidget *
create (PlSession       *session,
        PayrocShare     *share,
        PlMessageValues *values,
        const char      *subtitle)
{
  PlShareDialog        *self = g_object_new (PL_TYPE_SHARE_DIALOG, NULL);
  g_autoptr (GSettings) settings = pl_settings_open ();

  self->session = g_object_ref (session);
  self->share = share != NULL ? g_object_ref (share) : payroc_share_new ();
  if (share != NULL)
    self->start = g_strdup (payroc_share_get_message (share));
  else
    self->start = settings != NULL ? g_settings_get_string (settings, "share-message") : g_strdup ("");
  if (share == NULL && settings != NULL)
    payroc_share_set_merchant_copy (self->share, g_settings_get_boolean (settings, "share-copy-to-me"));

  g_object_set (self->environment_bar, "account", pl_session_get_account (session), NULL);
  adw_window_title_set_subtitle (self->title, subtitle);
  pl_recipients_editor_set_up (self->recipients_editor, session, payroc_share_get_recipients (self->share));
  pl_message_editor_set_up (self->message_editor, self->share, values, self->start);
  pl_bind (self->share, "merchant-copy", self->copy_switch, "active");
  gtk_widget_grab_focus (GTK_WIDGET (self->recipients_editor));

  return GTK_WIDGET (self);
}

GtkWidget *
pl_share_dialog_new (PlSession   *session,
                     PayrocLink  *link,
                     PayrocShare *share,
                     PlIntent    *refused)
{
  PlShareDialog   *self;
  g_autofree char *amount = NULL;
  g_autofree char *subtitle = NULL;
  GDate            today;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  pl_format_today (&today);
  amount = pl_format_amount (link);
  subtitle = g_strdup_printf (C_("reference and amount", "%s · %s"), payroc_link_get_reference (link), amount);
  self = PL_SHARE_DIALOG (create (session, share, pl_message_values_new_for_link (link, &today), subtitle));
  self->link_id = g_strdup (payroc_link_get_id (link));
  self->key = g_uuid_string_random ();
  g_set_object (&self->refused, refused);
  if (refused != NULL && pl_intent_get_error (refused) != NULL)
    show_errors (self, pl_intent_get_error (refused));

  return GTK_WIDGET (self);
}

GtkWidget *
pl_share_dialog_new_for_draft (PlSession       *session,
                               PayrocLinkDraft *draft,
                               PayrocShare     *share,
                               const char      *key)
{
  PlShareDialog *self;
  GDate          today;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (draft), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  pl_format_today (&today);
  self = PL_SHARE_DIALOG (create (session, share, pl_message_values_new_for_draft (draft, &today),
                                  payroc_link_draft_get_reference (draft)));
  self->draft = g_object_ref (draft);
  self->key = g_strdup (key);

  return GTK_WIDGET (self);
}

PayrocShare *
pl_share_dialog_get_share (PlShareDialog *self)
{
  g_return_val_if_fail (PL_IS_SHARE_DIALOG (self), NULL);

  return self->share;
}
