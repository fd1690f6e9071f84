/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form is bound to a draft, and the draft decides what may be sent; one form is one intent, however often Create
 * is pressed. */
#include "config.h"

#include "pl-new-link-dialog.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "pl-amount-entry.h"
#include "ui/parts/pl-bind.h"
#include "pl-draft-defaults.h"
#include "ui/parts/pl-draft-text.h"
#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-error-text.h"
#include "pl-expiry-group.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-form.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-toaster.h"
#include "ui/share/pl-share-dialog.h"

struct _PlNewLinkDialog
{
  AdwWindow         parent_instance;

  PlSession        *session;     /* (owned) */
  PayrocLinkDraft  *draft;       /* (owned) what the fields are bound to */
  PayrocShare      *share;       /* (owned) (nullable) the e-mail that goes with it, should the link be refused */
  PlIntent         *refused;     /* (owned) (nullable) Payroc's no, to be replaced by this form's intent */
  PlIntent         *intent;      /* (owned) (nullable) accepted: on the disk, being sent */
  char             *key;         /* (owned) this form's intent, however often it is submitted */
  GCancellable     *cancellable; /* (owned) of looking things up; never of sending */
  gboolean          submitting;
  gboolean          touched;     /* somebody changed something */

  GtkButton        *cancel_button; /* (unowned) template, as all below */
  PlEnvironmentBar *environment_bar;
  GtkWidget        *fields;
  GtkLabel         *problem;
  PlAmountEntry    *amount_entry;
  PlFieldNote      *amount_note;
  GtkSwitch        *prompt_switch;
  GtkWidget        *reference_row;
  PlFieldNote      *reference_note;
  GtkWidget        *description_row;
  GtkLabel         *description_counter;
  PlFieldNote      *description_note;
  GtkCheckButton   *single_button;
  GtkCheckButton   *multi_button;
  PlExpiryGroup    *expiry_group;
  PlFieldNote      *expiry_note;
  AdwExpanderRow   *more_row;
  GtkCheckButton   *card_check;
  GtkCheckButton   *bank_check;
  PlFieldNote      *methods_note;
  GtkSwitch        *hold_switch;
  PlFieldNote      *hold_note;
  GtkWidget        *label_row;
  GtkLabel         *label_counter;
  PlFieldNote      *label_note;
  GtkSwitch        *save_switch;
  AdwComboRow      *agreement_row;
  PlFieldNote      *save_note;
  GtkWidget        *order_row;
  PlFieldNote      *order_note;
  GtkLabel         *summary;
  GtkStack         *action_stack;
  GtkSpinner       *spinner;
};

enum
{
  CREATED,
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

G_DEFINE_FINAL_TYPE_WITH_CODE (PlNewLinkDialog, pl_new_link_dialog, ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_FORM, form_iface_init))

static gboolean
has_work (PlForm *form)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (form);

  return self->touched && self->intent == NULL;
}

static const char *
get_question (PlForm *form)
{
  return _("Discard New Link?");
}

static PlOutbox *
get_outbox (PlNewLinkDialog *self)
{
  return pl_session_get_outbox (self->session);
}

/* In the order of the form, so that the focus goes to the first wrong field. */
static void
list_notes (PlNewLinkDialog *self,
            PlFieldNote     *notes[10])
{
  PlFieldNote *all[] = {
    self->amount_note, self->reference_note, self->description_note, self->expiry_note, self->methods_note,
    self->hold_note, self->label_note, self->save_note, self->order_note, NULL,
  };

  memcpy (notes, all, sizeof all);
}

static gboolean
note_is_in_more (PlNewLinkDialog *self,
                 PlFieldNote     *note)
{
  return note == self->methods_note || note == self->hold_note || note == self->label_note || note == self->save_note
         || note == self->order_note;
}

static void
set_problem (PlNewLinkDialog *self,
             const char      *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL && *text != '\0');
}

static void
set_busy (PlNewLinkDialog *self,
          gboolean         busy)
{
  self->submitting = busy;
  gtk_widget_set_sensitive (self->fields, !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-link.create", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-link.create-and-share", !busy);
  /* Closing stops nothing any more. */
  gtk_button_set_label (self->cancel_button, busy ? _("_Close") : _("C_ancel"));
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_stack_set_visible_child_name (self->action_stack, busy ? "busy" : "idle");
}

static void
show_errors (PlNewLinkDialog *self,
             const GError    *error)
{
  GPtrArray       *errors = payroc_error_get_fields (error);
  PlFieldNote     *notes[10];
  g_autofree char *rest = NULL;
  g_autofree char *body = NULL;

  list_notes (self, notes);
  for (guint i = 0; notes[i] != NULL; i++)
    {
      for (guint j = 0; errors != NULL && j < errors->len; j++)
        {
          const PayrocFieldError *field = g_ptr_array_index (errors, j);

          if (note_is_in_more (self, notes[i])
              && g_str_has_prefix (field->parameter, pl_field_note_get_parameter (notes[i])))
            adw_expander_row_set_expanded (self->more_row, TRUE);
        }
    }

  rest = pl_field_note_show_all (notes, errors);
  /* There is nothing to type into when the customer chooses: the currency is what can be wrong. */
  if (pl_field_note_get_is_error (self->amount_note))
    gtk_widget_grab_focus (GTK_WIDGET (self->amount_entry));
  if (errors == NULL || errors->len == 0)
    body = pl_error_text_body (error, PL_WORK_CREATE);
  set_problem (self, body != NULL ? body : rest);
}

/* What the draft cannot see is wrong: text that is no amount. */
static gboolean
check (PlNewLinkDialog *self)
{
  const GError          *unread = pl_amount_entry_get_error (self->amount_entry);
  g_autoptr (GPtrArray)  errors = NULL;
  g_autoptr (GError)     error = NULL;
  GDate                  today;

  set_problem (self, NULL);
  if (unread != NULL && payroc_link_draft_get_charge_kind (self->draft) == PAYROC_CHARGE_KIND_PRESET)
    {
      show_errors (self, unread);
      return FALSE;
    }

  pl_format_today (&today);
  pl_draft_defaults_fill_order_number (self->draft, &today);
  errors = payroc_link_draft_validate (self->draft, &today);
  if (errors->len > 0)
    {
      error = payroc_error_new_fields (PAYROC_ERROR_INVALID, errors, "The form has errors");
      show_errors (self, error);
      return FALSE;
    }

  return TRUE;
}

/* A refused form that is mended is a new intent: Payroc would answer the old key with the old refusal. */
static void
renew_key (PlNewLinkDialog *self)
{
  g_free (self->key);
  self->key = g_uuid_string_random ();
}

static void
discard_refused (PlNewLinkDialog *self)
{
  if (self->refused != NULL)
    pl_outbox_discard_async (get_outbox (self), pl_intent_get_id (self->refused), NULL, NULL, NULL);
  g_clear_object (&self->refused);
}

static void
settle_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlNewLinkDialog) self = user_data;
  PlIntentState               state;

  /* An error only says that it cannot be waited for: the intent is on the disk, and what it says is what is known. */
  pl_outbox_settle_finish (PL_OUTBOX (source), result, NULL);

  /* Closed meanwhile: the outbox goes on, the window tells. */
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  state = pl_intent_get_state (self->intent);
  if (state == PL_INTENT_REFUSED)
    {
      self->refused = g_steal_pointer (&self->intent);
      renew_key (self);
      set_busy (self, FALSE);
      show_errors (self, pl_intent_get_error (self->refused));
      return;
    }

  if (state == PL_INTENT_DONE)
    g_signal_emit (self, signals[CREATED], 0, pl_intent_get_link_id (self->intent));
  else
    pl_toaster_show (GTK_WIDGET (self), _("The link is created as soon as Payroc can be reached"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
submit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlNewLinkDialog) self = user_data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (PlIntent)        intent = pl_outbox_submit_finish (PL_OUTBOX (source), result, &error);

  if (intent == NULL)
    {
      set_busy (self, FALSE);
      show_errors (self, error);
      return;
    }

  g_set_object (&self->intent, intent);
  discard_refused (self);
  pl_outbox_settle_async (PL_OUTBOX (source), intent, NULL, settle_cb, g_object_ref (self));
}

static void
create_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (widget);

  /* Enter reaches here while the button is switched off. */
  if (self->submitting || !check (self))
    return;

  set_busy (self, TRUE);
  pl_outbox_create_async (get_outbox (self), self->draft, NULL, self->key, NULL, submit_cb, g_object_ref (self));
}

/* The share's form accepted both: what becomes of the link is waited for here. */
static void
share_submitted_cb (PlNewLinkDialog *self,
                    PlIntent        *intent,
                    PlShareDialog   *dialog)
{
  g_set_object (&self->intent, intent);
  g_set_object (&self->share, pl_share_dialog_get_share (dialog));
  discard_refused (self);
  set_busy (self, TRUE);
  pl_outbox_settle_async (get_outbox (self), intent, NULL, settle_cb, g_object_ref (self));
}

static void
create_and_share_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (widget);
  GtkWidget       *dialog;

  if (self->submitting || !check (self))
    return;
  dialog = pl_share_dialog_new_for_draft (self->session, self->draft, self->share, self->key);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "submitted", G_CALLBACK (share_submitted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
find_reference_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  PlNewLinkDialog       *self = user_data;
  g_autoptr (GPtrArray)  links = pl_session_find_reference_finish (PL_SESSION (source), result, NULL);
  gboolean               taken = FALSE;

  if (links == NULL)
    return;

  for (guint i = 0; i < links->len; i++)
    taken = taken || payroc_link_get_status (g_ptr_array_index (links, i)) == PAYROC_LINK_STATUS_ACTIVE;
  if (!pl_field_note_get_is_error (self->reference_note))
    pl_field_note_set_hint (self->reference_note, taken ? _("An open link has this reference already.") : NULL);
}

static void
reference_changed_cb (PlNewLinkDialog *self)
{
  const char *reference = payroc_link_draft_get_reference (self->draft);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (reference != NULL && *reference != '\0')
    pl_session_find_reference_async (self->session, reference, self->cancellable, find_reference_cb, self);
  else if (!pl_field_note_get_is_error (self->reference_note))
    pl_field_note_set_hint (self->reference_note, NULL);
}

/* What was changed is wrong no longer, as far as is known; text that is typed takes its error away by itself. */
static void
forgive (PlNewLinkDialog *self,
         const char      *property)
{
  const struct
  {
    const char  *property;
    PlFieldNote *note;
  } cures[] = {
    { "amount", self->amount_note },     { "currency", self->amount_note },  { "charge-kind", self->amount_note },
    { "kind", self->expiry_note },       { "expires-on", self->expiry_note }, { "auth-type", self->hold_note },
    { "auth-type", self->methods_note }, { "methods", self->hold_note },     { "methods", self->methods_note },
    { "tokenize", self->save_note },     { "mit-agreement", self->save_note },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cures); i++)
    {
      if (g_str_equal (cures[i].property, property) && pl_field_note_get_is_error (cures[i].note))
        pl_field_note_set_error (cures[i].note, NULL);
    }
}

static void
draft_changed_cb (PlNewLinkDialog *self,
                  GParamSpec      *pspec)
{
  g_autofree char *summary = NULL;
  g_autofree char *description_counter = NULL;
  g_autofree char *label_counter = NULL;
  GDate            today;

  self->touched = self->touched || pspec != NULL;
  if (pspec != NULL)
    forgive (self, pspec->name);
  pl_format_today (&today);
  summary = pl_draft_text_summary (self->draft, &today);
  description_counter = pl_draft_text_counter (payroc_link_draft_get_description (self->draft), PAYROC_DESCRIPTION_MAX);
  label_counter = pl_draft_text_counter (payroc_link_draft_get_button_label (self->draft), PAYROC_BUTTON_LABEL_MAX);
  gtk_label_set_text (self->summary, summary);
  gtk_label_set_text (self->description_counter, description_counter);
  gtk_label_set_text (self->label_counter, label_counter);
}

/* The last check button of the two cannot be read alone: both make the set. */
static void
methods_toggled_cb (PlNewLinkDialog *self)
{
  PayrocPaymentMethods methods = PAYROC_PAYMENT_METHODS_NONE;

  if (gtk_check_button_get_active (self->card_check))
    methods |= PAYROC_PAYMENT_METHODS_CARD;
  if (gtk_check_button_get_active (self->bank_check))
    methods |= PAYROC_PAYMENT_METHODS_BANK_TRANSFER;
  payroc_link_draft_set_methods (self->draft, methods);

  if (methods == PAYROC_PAYMENT_METHODS_NONE)
    pl_field_note_set_error (self->methods_note, _("Choose at least one way to pay."));
}

static void
bind_draft (PlNewLinkDialog *self)
{
  PayrocPaymentMethods methods = payroc_link_draft_get_methods (self->draft);

  pl_bind (self->draft, "currency", self->amount_entry, "currency");
  pl_bind (self->draft, "amount", self->amount_entry, "amount");
  pl_bind_enum (self->draft, "charge-kind", self->prompt_switch, PAYROC_CHARGE_KIND_PROMPT);
  g_object_bind_property (self->prompt_switch, "active", self->amount_entry, "prompt", G_BINDING_SYNC_CREATE);
  pl_bind_text (self->draft, "reference", self->reference_row);
  pl_bind_text (self->draft, "description", self->description_row);
  pl_bind_enum (self->draft, "kind", self->multi_button, PAYROC_LINK_KIND_MULTI_USE);
  gtk_check_button_set_active (self->single_button, !gtk_check_button_get_active (self->multi_button));
  g_object_bind_property (self->multi_button, "active", self->expiry_group, "allow-never", G_BINDING_SYNC_CREATE);
  pl_bind (self->draft, "expires-on", self->expiry_group, "expires-on");
  pl_bind_enum (self->draft, "auth-type", self->hold_switch, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  pl_bind_text (self->draft, "button-label", self->label_row);
  pl_bind (self->draft, "tokenize", self->save_switch, "active");
  pl_bind (self->draft, "mit-agreement", self->agreement_row, "selected");
  g_object_bind_property (self->save_switch, "active", self->agreement_row, "visible", G_BINDING_SYNC_CREATE);
  pl_bind_text (self->draft, "order-id", self->order_row);
  /* Only a link for one payment has an order. */
  g_object_bind_property (self->single_button, "active", self->order_row, "visible", G_BINDING_SYNC_CREATE);

  gtk_check_button_set_active (self->card_check, (methods & PAYROC_PAYMENT_METHODS_CARD) != 0);
  gtk_check_button_set_active (self->bank_check, (methods & PAYROC_PAYMENT_METHODS_BANK_TRANSFER) != 0);
  g_signal_connect_object (self->card_check, "toggled", G_CALLBACK (methods_toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bank_check, "toggled", G_CALLBACK (methods_toggled_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (self->draft, "notify", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify::reference", G_CALLBACK (reference_changed_cb), self,
                           G_CONNECT_SWAPPED);
  draft_changed_cb (self, NULL);
  reference_changed_cb (self);
}

static gboolean
pl_new_link_dialog_close_request (GtkWindow *window)
{
  if (pl_form_close_request (PL_FORM (window)))
    return TRUE;

  return GTK_WINDOW_CLASS (pl_new_link_dialog_parent_class)->close_request (window);
}

static void
pl_new_link_dialog_dispose (GObject *object)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->intent);
  g_clear_object (&self->refused);
  g_clear_object (&self->share);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_new_link_dialog_parent_class)->dispose (object);
}

static void
pl_new_link_dialog_finalize (GObject *object)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (object);

  g_free (self->key);

  G_OBJECT_CLASS (pl_new_link_dialog_parent_class)->finalize (object);
}

static void
pl_new_link_dialog_class_init (PlNewLinkDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = pl_new_link_dialog_dispose;
  object_class->finalize = pl_new_link_dialog_finalize;
  window_class->close_request = pl_new_link_dialog_close_request;

  signals[CREATED] = g_signal_new ("created", PL_TYPE_NEW_LINK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "new-link.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "new-link.create-and-share", NULL, create_and_share_action);
  gtk_widget_class_install_action (widget_class, "new-link.cancel", NULL, cancel_action);

  g_type_ensure (PL_TYPE_AMOUNT_ENTRY);
  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_EXPIRY_GROUP);
  g_type_ensure (PL_TYPE_FIELD_NOTE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-new-link-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, PlNewLinkDialog, child)
  BIND (cancel_button);
  BIND (environment_bar);
  BIND (fields);
  BIND (problem);
  BIND (amount_entry);
  BIND (amount_note);
  BIND (prompt_switch);
  BIND (reference_row);
  BIND (reference_note);
  BIND (description_row);
  BIND (description_counter);
  BIND (description_note);
  BIND (single_button);
  BIND (multi_button);
  BIND (expiry_group);
  BIND (expiry_note);
  BIND (more_row);
  BIND (card_check);
  BIND (bank_check);
  BIND (methods_note);
  BIND (hold_switch);
  BIND (hold_note);
  BIND (label_row);
  BIND (label_counter);
  BIND (label_note);
  BIND (save_switch);
  BIND (agreement_row);
  BIND (save_note);
  BIND (order_row);
  BIND (order_note);
  BIND (summary);
  BIND (action_stack);
  BIND (spinner);
#undef BIND
}

static void
pl_new_link_dialog_init (PlNewLinkDialog *self)
{
  self->key = g_uuid_string_random ();
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_form_keep_enter (self->fields);
}

GtkWidget *
pl_new_link_dialog_new (PlSession       *session,
                        PayrocLinkDraft *draft,
                        PlIntent        *refused)
{
  PlNewLinkDialog *self;
  PlAccount       *account;
  GDate            today;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (draft == NULL || PAYROC_IS_LINK_DRAFT (draft), NULL);

  account = pl_session_get_account (session);
  self = g_object_new (PL_TYPE_NEW_LINK_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->draft = draft != NULL ? g_object_ref (draft) : payroc_link_draft_new ();
  g_set_object (&self->refused, refused);
  pl_format_today (&today);
  pl_draft_defaults_fill (self->draft, pl_account_get_currency (account), &today);
  g_object_set (self->environment_bar, "account", account, NULL);
  g_object_set (self->amount_note, "field", pl_amount_entry_get_field (self->amount_entry), NULL);
  pl_amount_entry_set_own_currency (self->amount_entry, pl_account_get_currency (account));

  bind_draft (self);
  if (refused != NULL && pl_intent_get_error (refused) != NULL)
    show_errors (self, pl_intent_get_error (refused));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->amount_entry));

  return GTK_WIDGET (self);
}
