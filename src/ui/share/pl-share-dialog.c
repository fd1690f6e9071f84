/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One form is one intent, however often Send is pressed; a mail is never sent without its row on the disk. */
#include "config.h"

#include "pl-share-dialog.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "ui/parts/pl-bind.h"
#include "ui/parts/pl-format.h"
#include "pl-message-editor.h"
#include "pl-message-notice.h"
#include "pl-recipients-editor.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-settings.h"
#include "ui/parts/pl-toaster.h"

struct _PlShareDialog
{
  PlIntentForm        parent_instance;

  PayrocLink         *link;    /* (owned) (nullable) the link that is sent … */
  PayrocLinkEdit     *edit;    /* (owned) (nullable) … once it is changed by this … */
  PayrocLinkDraft    *draft;   /* (owned) (nullable) … or the draft that is created first */
  PlLinkDetails      *details; /* (owned) (nullable) follows a link that is sent as it is */
  PayrocShare        *share;   /* (owned) what the fields are bound to */
  char               *start;   /* (owned) the message the form began with */
  gboolean            mends;          /* a mail that was refused */
  gboolean            people_changed; /* since the form began */
  gboolean            one_payment;    /* is all that the link takes */

  PlRecipientsEditor *recipients_editor; /* (unowned) template, as all below */
  GtkWidget          *one_payment_label;
  PlMessageEditor    *message_editor;
  GtkSwitch          *copy_switch;
  GtkWidget          *keep_row;
  GtkSwitch          *keep_switch;
};

enum
{
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlShareDialog, pl_share_dialog, PL_TYPE_INTENT_FORM)

static void
keep_settings (PlShareDialog *self)
{
  g_autoptr (GSettings) settings = pl_settings_open ();
  g_autofree char      *text = pl_message_editor_dup_template (self->message_editor);

  if (settings == NULL)
    return;

  g_settings_set_boolean (settings, "share-copy-to-me", payroc_share_get_merchant_copy (self->share));
  if (gtk_switch_get_active (self->keep_switch))
    {
      /* That it replaces another link is so of this mail, not of the next. */
      g_autofree char *kept = pl_message_notice_drop (text);

      g_settings_set_string (settings, "share-message", kept);
    }
}

static gboolean
pl_share_dialog_has_work (PlForm *form)
{
  PlShareDialog   *self = PL_SHARE_DIALOG (form);
  g_autofree char *text = pl_message_editor_dup_template (self->message_editor);

  /* What it was filled with is kept elsewhere. */
  return self->people_changed
         || pl_recipients_editor_has_text (self->recipients_editor)
         || g_strcmp0 (text, self->start) != 0;
}

static void
show_one_payment (PlShareDialog *self)
{
  GListModel *people = G_LIST_MODEL (payroc_share_get_recipients (self->share));

  gtk_widget_set_visible (self->one_payment_label, self->one_payment && g_list_model_get_n_items (people) > 1);
}

static void
people_changed_cb (PlShareDialog *self)
{
  self->people_changed = TRUE;
  show_one_payment (self);
}

static const char *
get_state_problem (PayrocLinkStatus status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_COMPLETED:
    case PAYROC_LINK_STATUS_REFUNDED:
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
    case PAYROC_LINK_STATUS_RETURNED:
    case PAYROC_LINK_STATUS_REVERSED:
    case PAYROC_LINK_STATUS_HELD:
    case PAYROC_LINK_STATUS_PENDING:
    case PAYROC_LINK_STATUS_PARTLY_PAID:
    case PAYROC_LINK_STATUS_UNCLEAR:
    case PAYROC_LINK_STATUS_DECLINED:
      return _("This link was paid meanwhile. There is nothing left to ask anybody for.");
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return _("This link was switched off meanwhile. Nobody can pay with it any more.");
    case PAYROC_LINK_STATUS_EXPIRED:
      return _("This link has expired. Give it a later last day first, then send it.");
    case PAYROC_LINK_STATUS_ACTIVE:
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return NULL;
    }
}

/* Whether there is something to be paid: it may have been paid since the form was opened, or since the mail that is
 * mended in it was refused. */
static gboolean
check_state (PlShareDialog *self)
{
  const char *problem = self->details != NULL ? get_state_problem (payroc_link_get_status (self->link)) : NULL;

  if (problem == NULL)
    return TRUE;

  pl_form_set_problem (PL_FORM (self), problem);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit", FALSE);

  return FALSE;
}

static void
link_cb (PlShareDialog *self)
{
  PayrocLink *now = pl_link_details_get_link (self->details);
  GDate       today;

  if (now == NULL || pl_form_is_closed (PL_FORM (self)) || pl_form_is_busy (PL_FORM (self)))
    return;

  g_set_object (&self->link, now);
  pl_format_today (&today);
  pl_message_editor_set_values (self->message_editor, pl_message_values_new_for_link (now, &today));
  check_state (self);
}

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlShareDialog) self = user_data;

  /* Not reached: Payroc says it again when the mail is sent. */
  pl_link_details_update_finish (PL_LINK_DETAILS (source), result, NULL);
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PlShareDialog) self = user_data;
  g_autoptr (GError)        error = NULL;

  pl_link_details_load_finish (PL_LINK_DETAILS (source), result, &error);
  /* Payroc refused this mail once: perhaps the link is not what it is believed to be. */
  if (self->mends && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pl_link_details_update_async (self->details, pl_form_get_cancellable (PL_FORM (self)), update_cb,
                                  g_object_ref (self));
}

static gboolean
pl_share_dialog_check (PlIntentForm *form)
{
  PlShareDialog         *self = PL_SHARE_DIALOG (form);
  g_autoptr (GPtrArray)  errors = NULL;
  g_autoptr (GError)     error = NULL;

  pl_form_show_error (PL_FORM (self), NULL, PL_WORK_SHARE);
  if (!check_state (self))
    return FALSE;

  if (!pl_recipients_editor_take_text (self->recipients_editor) || !pl_message_editor_check (self->message_editor))
    return FALSE;

  errors = payroc_share_validate (self->share);
  payroc_error_check_fields (errors, "The form has errors", &error);
  pl_form_show_error (PL_FORM (self), error, PL_WORK_SHARE);

  return error == NULL;
}

static void
pl_share_dialog_send (PlIntentForm        *form,
                      PlOutbox            *outbox,
                      const char          *key,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  PlShareDialog *self = PL_SHARE_DIALOG (form);

  if (self->draft != NULL)
    pl_outbox_create_async (outbox, self->draft, self->share, key, NULL, callback, user_data);
  else if (self->edit != NULL)
    pl_outbox_edit_async (outbox, self->link, self->edit, self->share, key, NULL, callback, user_data);
  else
    pl_outbox_share_async (outbox, payroc_link_get_id (self->link), self->share, key, NULL, callback, user_data);
}

static void
pl_share_dialog_accepted (PlIntentForm *form,
                          PlIntent     *intent)
{
  PlShareDialog *self = PL_SHARE_DIALOG (form);

  keep_settings (self);
  if (self->draft == NULL && self->edit == NULL)
    return;

  /* The form of the link waits for what becomes of it. */
  g_signal_emit (self, signals[SUBMITTED], 0, intent);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
pl_share_dialog_settled (PlIntentForm *form,
                         PlIntent     *intent)
{
  if (pl_intent_get_state (intent) != PL_INTENT_DONE)
    pl_toaster_show (GTK_WIDGET (form), _("The e-mail is sent as soon as Payroc can be reached"));
}

static void
pl_share_dialog_dispose (GObject *object)
{
  PlShareDialog *self = PL_SHARE_DIALOG (object);

  g_clear_object (&self->details);
  g_clear_object (&self->draft);
  g_clear_object (&self->link);
  g_clear_object (&self->edit);

  G_OBJECT_CLASS (pl_share_dialog_parent_class)->dispose (object);
}

static void
pl_share_dialog_finalize (GObject *object)
{
  PlShareDialog *self = PL_SHARE_DIALOG (object);

  g_clear_object (&self->share);
  g_free (self->start);

  G_OBJECT_CLASS (pl_share_dialog_parent_class)->finalize (object);
}

static void
pl_share_dialog_class_init (PlShareDialogClass *klass)
{
  GObjectClass      *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass    *widget_class = GTK_WIDGET_CLASS (klass);
  PlFormClass       *form_class = PL_FORM_CLASS (klass);
  PlIntentFormClass *intent_form_class = PL_INTENT_FORM_CLASS (klass);

  object_class->dispose = pl_share_dialog_dispose;
  object_class->finalize = pl_share_dialog_finalize;
  form_class->has_work = pl_share_dialog_has_work;
  intent_form_class->work = PL_WORK_SHARE;
  intent_form_class->not_done = N_("The E-Mail Was Not Sent");
  intent_form_class->check = pl_share_dialog_check;
  intent_form_class->send = pl_share_dialog_send;
  intent_form_class->accepted = pl_share_dialog_accepted;
  intent_form_class->settled = pl_share_dialog_settled;

  signals[SUBMITTED] = g_signal_new ("submitted", PL_TYPE_SHARE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, PL_TYPE_INTENT);

  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_MESSAGE_EDITOR);
  g_type_ensure (PL_TYPE_RECIPIENTS_EDITOR);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-share-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, recipients_editor);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, one_payment_label);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, message_editor);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, copy_switch);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, PlShareDialog, keep_switch);
}

static void
pl_share_dialog_init (PlShareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* share, message: (nullable). values: (transfer full). */
static void
set_up (PlShareDialog   *self,
        PayrocShare     *share,
        const char      *message,
        PlMessageValues *values)
{
  PlSession            *session = pl_intent_form_get_session (PL_INTENT_FORM (self));
  g_autoptr (GSettings) settings = pl_settings_open ();
  const char           *template = share != NULL ? payroc_share_get_template (share) : NULL;

  self->share = share != NULL ? g_object_ref (share) : payroc_share_new ();
  if (share != NULL)
    self->start = g_strdup (template != NULL ? template : payroc_share_get_message (share));
  else if (message != NULL)
    self->start = g_strdup (message);
  else
    self->start = settings != NULL ? g_settings_get_string (settings, "share-message") : g_strdup ("");
  if (share == NULL && settings != NULL)
    payroc_share_set_merchant_copy (self->share, g_settings_get_boolean (settings, "share-copy-to-me"));

  pl_recipients_editor_set_up (self->recipients_editor, session, payroc_share_get_recipients (self->share));
  g_signal_connect_object (payroc_share_get_recipients (self->share), "items-changed",
                           G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  show_one_payment (self);
  /* One customer's name and amount are no text for the next one. */
  gtk_widget_set_visible (self->keep_row, template != NULL || *payroc_share_get_message (self->share) == '\0');
  pl_message_editor_set_up (self->message_editor, self->share, values, self->start);
  pl_bind (self->share, "merchant-copy", self->copy_switch, "active");
  if (!pl_intent_form_show_refused (PL_INTENT_FORM (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->recipients_editor));
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

  amount = pl_format_amount (link);
  subtitle = g_strdup_printf (C_("reference and amount", "%s · %s"), payroc_link_get_reference (link), amount);
  self = g_object_new (PL_TYPE_SHARE_DIALOG, "subtitle", subtitle, NULL);
  self->link = g_object_ref (link);
  self->mends = refused != NULL;
  self->one_payment = payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE;
  pl_intent_form_set_up (PL_INTENT_FORM (self), session, NULL, refused);
  pl_format_today (&today);
  set_up (self, share, NULL, pl_message_values_new_for_link (link, &today));
  self->details = pl_session_create_details (session, payroc_link_get_id (link));
  g_signal_connect_object (self->details, "notify::link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  check_state (self);
  pl_link_details_load_async (self->details, pl_form_get_cancellable (PL_FORM (self)), load_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

GtkWidget *
pl_share_dialog_new_for_draft (PlSession       *session,
                               PayrocLinkDraft *draft,
                               PayrocShare     *share,
                               const char      *message,
                               const char      *key)
{
  PlShareDialog *self;
  GDate          today;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (draft), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (PL_TYPE_SHARE_DIALOG, "subtitle", payroc_link_draft_get_reference (draft), NULL);
  self->draft = g_object_ref (draft);
  self->one_payment = payroc_link_draft_get_kind (draft) == PAYROC_LINK_KIND_SINGLE_USE;
  pl_intent_form_set_up (PL_INTENT_FORM (self), session, key, NULL);
  pl_format_today (&today);
  set_up (self, share, message, pl_message_values_new_for_draft (draft, &today));

  return GTK_WIDGET (self);
}

GtkWidget *
pl_share_dialog_new_for_edit (PlSession       *session,
                              PayrocLink      *link,
                              PayrocLinkEdit  *edit,
                              PayrocLinkDraft *wanted,
                              PayrocShare     *share,
                              const char      *key)
{
  PlShareDialog *self;
  GDate          today;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK_EDIT (edit), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (wanted), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (PL_TYPE_SHARE_DIALOG,
                       "title", _("Send New Address"),
                       "submit-label", _("_Save and Send"),
                       "subtitle", payroc_link_get_reference (link),
                       NULL);
  self->link = g_object_ref (link);
  self->edit = g_object_ref (edit);
  self->one_payment = payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE;
  pl_intent_form_set_up (PL_INTENT_FORM (self), session, key, NULL);
  pl_format_today (&today);
  /* The address that the link has now will be none. */
  set_up (self, share, NULL, pl_message_values_new_for_draft (wanted, &today));

  return GTK_WIDGET (self);
}

PayrocShare *
pl_share_dialog_get_share (PlShareDialog *self)
{
  g_return_val_if_fail (PL_IS_SHARE_DIALOG (self), NULL);

  return self->share;
}
