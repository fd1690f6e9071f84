/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form is bound to a draft that was made from the link; what is sent is the difference. Should somebody else change
 * the link meanwhile, both changes are shown side by side, and nothing is written over unseen. */
#include "config.h"

#include "pl-edit-dialog.h"

#include <glib/gi18n.h>

#include "payroc/links/payroc-link-rebase.h"
#include "payroc/payroc-error.h"
#include "pl-edit-changes.h"
#include "pl-edit-text.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-bind.h"
#include "ui/parts/pl-compare.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-expiry-group.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-length-label.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-toaster.h"
#include "ui/share/pl-message-notice.h"
#include "ui/share/pl-share-dialog.h"

struct _PlEditDialog
{
  PlIntentForm         parent_instance;

  PlLinkDetails       *details;     /* (owned) the link as Payroc has it, and whom it was sent to */
  PayrocLink          *base;        /* (owned) what the draft is compared with */
  PayrocLinkDraft     *draft;       /* (owned) what the fields are bound to */
  PayrocShare         *share;       /* (owned) (nullable) the e-mail that goes with it, should it be refused */
  GtkWidget           *share_dialog; /* (nullable) weak: it is sent off from there */
  GtkWindow           *question;    /* (nullable) weak: about the address, while it stands */
  gboolean             confirmed;   /* that the address changes */
  gboolean             over;        /* it is said that nothing can be changed any more */

  PlEditChanges       *changes;     /* (unowned) template, as all below */
  GtkWidget           *amount_group;
  PlAmountEntry       *amount_entry;
  PlFieldNote         *amount_note;
  GtkWidget           *description_group;
  GtkWidget           *description_row;
  GtkLabel            *description_counter;
  PlExpiryGroup       *expiry_group;
  PlFieldNote         *expiry_note;
  GtkWidget           *hold_row;
  GtkSwitch           *hold_switch;
  PlFieldNote         *hold_note;
  GtkWidget           *label_row;
  GtkLabel            *label_counter;
  GtkSwitch           *save_switch;
  AdwComboRow         *agreement_row;
  PlFieldNote         *save_note;
  GtkLabel            *footnote;
};

G_DEFINE_FINAL_TYPE (PlEditDialog, pl_edit_dialog, PL_TYPE_INTENT_FORM)

static PayrocLinkEdit *
create_edit (PlEditDialog *self)
{
  return payroc_link_edit_new (self->base, self->draft);
}

static gboolean
is_changed (PlEditDialog *self)
{
  g_autoptr (PayrocLinkEdit) edit = create_edit (self);

  return !payroc_link_edit_is_empty (edit) || pl_amount_entry_get_error (self->amount_entry) != NULL;
}

/* Payroc has it like this now. What the merchant did not touch becomes that; what they did stays and is pointed out. */
static void
rebase (PlEditDialog *self,
        PayrocLink   *now)
{
  /* Nobody has begun to work with what was shown: nothing to explain. */
  gboolean              told = is_changed (self) || pl_edit_changes_has_any (self->changes);
  g_autoptr (GPtrArray) changes = payroc_link_find_changes (self->base, now);
  g_autoptr (GPtrArray) kept = payroc_link_draft_rebase (self->draft, self->base, now);

  if (told && changes->len > 0)
    {
      pl_edit_changes_take (self->changes, self->base, now, changes, kept);
      self->confirmed = FALSE;
    }
  g_set_object (&self->base, now);
}

/* Nothing is left to be answered. */
static void
close_question (PlEditDialog *self)
{
  GtkWindow *question = self->question;

  g_clear_weak_pointer (&self->question);
  if (question != NULL)
    gtk_window_close (question);
}

/* Whether it can still be changed: it may have been paid since the form was opened, or while it is asked whom to send
 * the new address to. */
static gboolean
check_state (PlEditDialog *self)
{
  const char *problem = NULL;

  switch (payroc_link_get_status (self->base))
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
      problem = _("This link was paid meanwhile. It cannot be changed any more.");
      break;
    case PAYROC_LINK_STATUS_DEACTIVATED:
      problem = _("This link was switched off meanwhile. It cannot be changed any more.");
      break;
    case PAYROC_LINK_STATUS_ACTIVE:
    case PAYROC_LINK_STATUS_EXPIRED:
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return TRUE;
    }

  pl_form_set_problem (PL_FORM (self), problem);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit", FALSE);
  if (!self->over)
    pl_form_reveal_problem (PL_FORM (self));
  self->over = TRUE;
  close_question (self);
  if (self->share_dialog != NULL && !pl_form_is_busy (PL_FORM (self->share_dialog)))
    {
      pl_form_set_problem (PL_FORM (self->share_dialog), problem);
      gtk_widget_action_set_enabled (self->share_dialog, "form.submit", FALSE);
    }

  return FALSE;
}

/* Also when this program hears of it in another way than by this form's own question. */
static void
link_cb (PlEditDialog *self)
{
  PayrocLink *now = pl_link_details_get_link (self->details);

  if (now == NULL || pl_form_is_closed (PL_FORM (self)) || pl_form_is_busy (PL_FORM (self)))
    return;

  rebase (self, now);
  check_state (self);
}

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlEditDialog) self = user_data;

  /* Not reached: the outbox compares once more before it sends. */
  pl_link_details_update_finish (PL_LINK_DETAILS (source), result, NULL);
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PlEditDialog) self = user_data;
  g_autoptr (GError)       error = NULL;

  pl_link_details_load_finish (PL_LINK_DETAILS (source), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pl_link_details_update_async (self->details, pl_form_get_cancellable (PL_FORM (self)), update_cb,
                                  g_object_ref (self));
}

static void
share_submitted_cb (PlEditDialog  *self,
                    PlIntent      *intent,
                    PlShareDialog *dialog)
{
  g_set_object (&self->share, pl_share_dialog_get_share (dialog));
  pl_intent_form_follow (PL_INTENT_FORM (self), intent);
}

static void
present_share (PlEditDialog *self)
{
  g_autoptr (PayrocLinkEdit) edit = create_edit (self);
  PlIntentForm              *form = PL_INTENT_FORM (self);
  GtkWidget                 *dialog;

  /* Everybody who was sent the old address. */
  if (self->share == NULL)
    {
      g_autoptr (GListModel) holders = pl_link_details_create_holders (self->details);

      self->share = pl_message_notice_create_share (holders);
    }
  dialog = pl_share_dialog_new_for_edit (pl_intent_form_get_session (form), self->base, edit, self->draft, self->share,
                                         pl_intent_form_get_key (form));
  g_set_weak_pointer (&self->share_dialog, dialog);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "submitted", G_CALLBACK (share_submitted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
address_response_cb (PlEditDialog *self,
                     const char   *response)
{
  g_clear_weak_pointer (&self->question);
  /* It may have been paid while the question stood. */
  if (!check_state (self))
    return;

  if (g_str_equal (response, "share"))
    {
      present_share (self);
    }
  else if (g_str_equal (response, "save"))
    {
      self->confirmed = TRUE;
      gtk_widget_activate_action (GTK_WIDGET (self), "form.submit", NULL);
    }
}

/* What stands in the link, and what will. */
static GtkWidget *
create_compare (PlEditDialog *self)
{
  g_autoptr (PayrocLinkDraft) before = payroc_link_draft_new_from_link (self->base);
  g_autoptr (GPtrArray)       parameters = payroc_link_draft_find_differences (self->draft, self->base);
  GtkWidget                  *compare = pl_compare_new (C_("value", "Now"), C_("value", "New"));

  pl_compare_show (PL_COMPARE (compare), before, self->draft, parameters);

  return compare;
}

static void
ask_about_address (PlEditDialog *self)
{
  g_autoptr (GListModel) holders = pl_link_details_create_holders (self->details);
  g_autofree char       *people = pl_edit_text_holders (holders);
  const guint            n_unreadable = pl_link_details_get_n_unreadable_sharing (self->details);
  g_autofree char       *unreadable = NULL;
  g_autofree char       *text = NULL;
  AdwMessageDialog      *dialog;

  dialog = ADW_MESSAGE_DIALOG (pl_question_new (GTK_WINDOW (self), _("Give the Link a New Address?"), NULL));
  unreadable = n_unreadable > 0 ? pl_edit_text_unreadable (n_unreadable) : NULL;
  text = g_strjoin ("\n\n", _("The old address, its QR code and its button on a web page stop working at once."),
                    people, unreadable, NULL);
  pl_question_set_matter (dialog, create_compare (self), text);
  adw_message_dialog_add_responses (dialog,
                                    "cancel", _("_Cancel"),
                                    "save", _("_Save Only"),
                                    "share", _("Save and _Send…"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "share", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "share");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (address_response_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->question, GTK_WINDOW (dialog));
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

static gboolean
pl_edit_dialog_check (PlIntentForm *form)
{
  PlEditDialog              *self = PL_EDIT_DIALOG (form);
  g_autoptr (PayrocLinkEdit) edit = create_edit (self);
  g_autoptr (GPtrArray)      errors = NULL;
  g_autoptr (GError)         error = NULL;
  GDate                      today;

  pl_format_today (&today);
  errors = payroc_link_edit_validate (edit, &today);
  pl_amount_entry_mend_errors (self->amount_entry, pl_field_note_get_parameter (self->amount_note), errors);
  payroc_error_check_fields (errors, "The form has errors", &error);
  pl_form_show_error (PL_FORM (self), error, PL_WORK_EDIT);
  if (error != NULL)
    return FALSE;

  if (payroc_link_edit_is_empty (edit))
    {
      pl_form_set_problem (PL_FORM (self), _("Nothing is different yet: change what you like, then save."));
      return FALSE;
    }

  if (!self->confirmed && payroc_link_edit_changes_address (edit))
    {
      ask_about_address (self);
      return FALSE;
    }

  return TRUE;
}

static void
pl_edit_dialog_send (PlIntentForm        *form,
                     PlOutbox            *outbox,
                     const char          *key,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  PlEditDialog              *self = PL_EDIT_DIALOG (form);
  g_autoptr (PayrocLinkEdit) edit = create_edit (self);

  pl_outbox_edit_async (outbox, self->base, edit, NULL, key, NULL, callback, user_data);
}

static gboolean
pl_edit_dialog_show_refusal (PlIntentForm *form,
                             PlIntent     *refused)
{
  PlEditDialog *self = PL_EDIT_DIALOG (form);
  PayrocLink   *now = pl_intent_get_link (refused);

  self->confirmed = FALSE;
  if (!g_error_matches (pl_intent_get_error (refused), PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED))
    return FALSE;

  if (now != NULL)
    rebase (self, now);
  pl_form_set_problem (PL_FORM (self),
                       _("Somebody else changed this link while you did. Your change was not sent: look at what is "
                         "different, and save again if you still want it."));
  check_state (self);

  return TRUE;
}

/* (nullable): what was asked for and what was made of it */
static GtkWidget *
create_made (PlEditDialog *self,
             PlIntent     *intent)
{
  PayrocLink                 *link = pl_intent_get_link (intent);
  g_autoptr (PayrocLinkDraft) made = link != NULL ? payroc_link_draft_new_from_link (link) : NULL;
  GtkWidget                  *compare;

  if (made == NULL)
    return NULL;

  compare = pl_compare_new (C_("value", "Asked For"), C_("value", "Made"));
  pl_compare_show (PL_COMPARE (compare), self->draft, made, pl_intent_get_ignored (intent));

  return compare;
}

static void
pl_edit_dialog_settled (PlIntentForm *form,
                        PlIntent     *intent)
{
  GPtrArray       *ignored = pl_intent_get_ignored (intent);
  g_autofree char *still = NULL;
  g_autofree char *text = NULL;
  GtkWidget       *dialog;
  GtkWidget       *made;

  if (pl_intent_get_state (intent) != PL_INTENT_DONE)
    {
      pl_toaster_show (GTK_WIDGET (form), _("The link is changed as soon as Payroc can be reached"));
      return;
    }

  if (ignored == NULL)
    return;

  still = pl_edit_text_ignored (ignored);
  dialog = pl_question_new (gtk_window_get_transient_for (GTK_WINDOW (form)), _("Not All of It Was Changed"),
                            NULL);
  text = g_strjoin ("\n\n", still, _("Look at the link before you hand it on."), NULL);
  made = create_made (PL_EDIT_DIALOG (form), intent);
  if (made != NULL)
    pl_question_set_matter (ADW_MESSAGE_DIALOG (dialog), made, text);
  else
    pl_question_set_text (ADW_MESSAGE_DIALOG (dialog), text, NULL);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

static gboolean
pl_edit_dialog_has_work (PlForm *form)
{
  return is_changed (PL_EDIT_DIALOG (form));
}

static void
check_hold (PlEditDialog *self)
{
  gboolean         hold = payroc_link_draft_get_auth_type (self->draft) == PAYROC_AUTH_TYPE_PRE_AUTHORIZATION;
  PayrocFieldError error = { .parameter = (char *) "authType", .reason = PAYROC_FIELD_REASON_NOT_ALLOWED };
  g_autofree char *text = NULL;

  /* The ways to pay cannot be changed any more, so this cannot be mended elsewhere in the form. */
  if (hold && (payroc_link_get_methods (self->base) & PAYROC_PAYMENT_METHODS_BANK_TRANSFER) != 0)
    text = pl_error_text_field (&error);
  pl_field_note_set_error (self->hold_note, text);
}

static void
draft_changed_cb (PlEditDialog *self,
                  GParamSpec   *pspec)
{
  const char *name = pspec != NULL ? pspec->name : "";

  if (g_str_equal (name, "amount") || g_str_equal (name, "currency"))
    pl_field_note_set_error (self->amount_note, NULL);
  else if (g_str_equal (name, "expires-on"))
    pl_field_note_set_error (self->expiry_note, NULL);
  else if (g_str_equal (name, "tokenize") || g_str_equal (name, "mit-agreement"))
    pl_field_note_set_error (self->save_note, NULL);
  else if (g_str_equal (name, "auth-type"))
    check_hold (self);

  pl_length_label_show (self->description_counter, payroc_link_draft_get_description (self->draft),
                        PAYROC_DESCRIPTION_MAX);
  pl_length_label_show (self->label_counter, payroc_link_draft_get_button_label (self->draft), PAYROC_BUTTON_LABEL_MAX);
}

static void
bind_draft (PlEditDialog *self)
{
  gboolean single = payroc_link_get_kind (self->base) == PAYROC_LINK_KIND_SINGLE_USE;

  /* Before the fields: what they cannot show they would write back. */
  g_object_set (self->expiry_group, "allow-never", !single, NULL);
  g_object_set (self->amount_entry,
                "prompt", payroc_link_draft_get_charge_kind (self->draft) == PAYROC_CHARGE_KIND_PROMPT,
                NULL);
  pl_bind (self->draft, "currency", self->amount_entry, "currency");
  pl_bind (self->draft, "amount", self->amount_entry, "amount");
  pl_bind_text (self->draft, "description", self->description_row);
  pl_bind (self->draft, "expires-on", self->expiry_group, "expires-on");
  pl_bind_enum (self->draft, "auth-type", self->hold_switch, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  pl_bind_text (self->draft, "button-label", self->label_row);
  pl_bind (self->draft, "tokenize", self->save_switch, "active");
  pl_bind (self->draft, "mit-agreement", self->agreement_row, "selected");
  g_object_bind_property (self->save_switch, "active", self->agreement_row, "visible", G_BINDING_SYNC_CREATE);

  gtk_widget_set_visible (self->amount_group, single);
  gtk_widget_set_visible (self->description_group, single);
  gtk_widget_set_visible (self->hold_row, single);
  gtk_label_set_text (self->footnote,
                      single ? _("The reference, the order number, the kind of link and the ways to pay cannot be "
                                 "changed. For that, duplicate the link and switch this one off.")
                             : _("Payroc lets nothing else change on a link for many payments. For that, duplicate the "
                                 "link and switch this one off."));

  g_signal_connect_object (self->draft, "notify", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self, NULL);
}

static void
pl_edit_dialog_dispose (GObject *object)
{
  PlEditDialog *self = PL_EDIT_DIALOG (object);

  g_clear_object (&self->details);
  g_clear_object (&self->base);
  g_clear_object (&self->draft);
  g_clear_object (&self->share);
  g_clear_weak_pointer (&self->share_dialog);
  g_clear_weak_pointer (&self->question);

  G_OBJECT_CLASS (pl_edit_dialog_parent_class)->dispose (object);
}

static void
pl_edit_dialog_class_init (PlEditDialogClass *klass)
{
  GtkWidgetClass    *widget_class = GTK_WIDGET_CLASS (klass);
  PlIntentFormClass *intent_form_class = PL_INTENT_FORM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_edit_dialog_dispose;
  PL_FORM_CLASS (klass)->has_work = pl_edit_dialog_has_work;
  intent_form_class->work = PL_WORK_EDIT;
  intent_form_class->not_done = N_("The Link Was Not Changed");
  intent_form_class->check = pl_edit_dialog_check;
  intent_form_class->send = pl_edit_dialog_send;
  intent_form_class->show_refusal = pl_edit_dialog_show_refusal;
  intent_form_class->settled = pl_edit_dialog_settled;

  g_type_ensure (PL_TYPE_AMOUNT_ENTRY);
  g_type_ensure (PL_TYPE_EDIT_CHANGES);
  g_type_ensure (PL_TYPE_EXPIRY_GROUP);
  g_type_ensure (PL_TYPE_GROUP);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-edit-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, PlEditDialog, child)
  BIND (changes);
  BIND (amount_group);
  BIND (amount_entry);
  BIND (amount_note);
  BIND (description_group);
  BIND (description_row);
  BIND (description_counter);
  BIND (expiry_group);
  BIND (expiry_note);
  BIND (hold_row);
  BIND (hold_switch);
  BIND (hold_note);
  BIND (label_row);
  BIND (label_counter);
  BIND (save_switch);
  BIND (agreement_row);
  BIND (save_note);
  BIND (footnote);
#undef BIND
}

static void
pl_edit_dialog_init (PlEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What was refused stands in the form as it was typed, on top of the link as it was then. */
static void
take_refused (PlEditDialog *self,
              PlIntent     *refused)
{
  g_autoptr (PayrocLink)     base = pl_intent_create_base (refused);
  g_autoptr (PayrocLinkEdit) edit = pl_intent_create_edit (refused);

  if (base != NULL)
    g_set_object (&self->base, base);
  g_clear_object (&self->draft);
  self->draft = payroc_link_draft_new_from_link (self->base);
  if (edit != NULL)
    payroc_link_edit_apply (edit, self->draft);

  self->share = pl_intent_form_create_share (PL_INTENT_FORM (self));
}

GtkWidget *
pl_edit_dialog_new (PlSession  *session,
                    PayrocLink *link,
                    PlIntent   *refused)
{
  PlEditDialog    *self;
  PlAccount       *account;
  g_autofree char *subtitle = NULL;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  account = pl_session_get_account (session);
  subtitle = pl_bidi_isolate (payroc_link_get_reference (link));
  self = g_object_new (PL_TYPE_EDIT_DIALOG, "subtitle", subtitle, NULL);
  pl_intent_form_set_up (PL_INTENT_FORM (self), session, NULL, refused);
  self->details = pl_session_create_details (session, payroc_link_get_id (link));
  self->base = g_object_ref (link);
  self->draft = payroc_link_draft_new_from_link (link);
  if (refused != NULL)
    take_refused (self, refused);

  pl_amount_entry_set_note (self->amount_entry, self->amount_note);
  pl_amount_entry_set_own_currency (self->amount_entry, pl_account_get_currency (account));
  bind_draft (self);
  pl_intent_form_show_refused (PL_INTENT_FORM (self));
  if (refused != NULL)
    rebase (self, link);
  check_state (self);
  g_signal_connect_object (self->details, "notify::link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  pl_link_details_load_async (self->details, pl_form_get_cancellable (PL_FORM (self)), load_cb, g_object_ref (self));
  /* Where the cursor is wanted: at what is changed most often. */
  if (payroc_link_get_kind (self->base) == PAYROC_LINK_KIND_SINGLE_USE)
    gtk_widget_grab_focus (GTK_WIDGET (self->amount_entry));
  else
    pl_edit_dialog_focus_last_day (self);

  return GTK_WIDGET (self);
}

void
pl_edit_dialog_focus_last_day (PlEditDialog *self)
{
  g_return_if_fail (PL_IS_EDIT_DIALOG (self));

  gtk_widget_child_focus (GTK_WIDGET (self->expiry_group), GTK_DIR_TAB_FORWARD);
}
