/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form is bound to a draft, and the draft decides what may be sent; one form is one intent, however often Create
 * is pressed. */
#include "config.h"

#include "pl-new-link-dialog.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-bind.h"
#include "core/links/pl-draft-defaults.h"
#include "pl-taken-text.h"
#include "pl-template-dialog.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-length-label.h"
#include "ui/parts/pl-draft-text.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-expiry-group.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-toaster.h"
#include "ui/share/pl-share-dialog.h"

struct _PlNewLinkDialog
{
  PlIntentForm      parent_instance;

  PayrocLinkDraft  *draft;       /* (owned) what the fields are bound to */
  PayrocShare      *share;       /* (owned) (nullable) the e-mail that goes with it, should the link be refused */
  PlTemplateList   *templates;   /* (owned) (nullable) where it can be saved as one */
  PlTemplate       *template;    /* (owned) (nullable) what it began with */
  GCancellable     *cancellable; /* (owned) (nullable) of looking a reference up */
  gboolean          touched;     /* somebody changed something */
  gboolean          has_asked;   /* Payroc, of what became of that link */
  char             *taken_id;    /* (owned) (nullable) of a link that has the same reference */
  GtkWidget        *share_form;  /* (unowned) (nullable) weak: the second step, while it is open */

  PlAmountEntry    *amount_entry; /* (unowned) template, as all below */
  PlFieldNote      *amount_note;
  GtkSwitch        *prompt_switch;
  GtkWidget        *reference_row;
  GtkWidget        *show_taken_button;
  PlFieldNote      *reference_note;
  GtkWidget        *description_row;
  GtkLabel         *description_counter;
  PlFieldNote      *description_note;
  GtkCheckButton   *single_button;
  GtkCheckButton   *multi_button;
  PlExpiryGroup    *expiry_group;
  PlFieldNote      *expiry_note;
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
};

enum
{
  CREATED,
  SHOW_LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlNewLinkDialog, pl_new_link_dialog, PL_TYPE_INTENT_FORM)

/* What the draft cannot see: text that is no amount. (nullable) (transfer none) (element-type PayrocFieldError) */
static GPtrArray *
get_amount_errors (PlNewLinkDialog *self)
{
  const GError *error = pl_amount_entry_get_error (self->amount_entry);

  if (error == NULL || payroc_link_draft_get_charge_kind (self->draft) != PAYROC_CHARGE_KIND_PRESET)
    return NULL;

  return payroc_error_get_fields (error);
}

static gboolean
check (PlNewLinkDialog *self)
{
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (GError)    error = NULL;
  GDate                 today;

  pl_format_today (&today);
  pl_draft_defaults_fill_order_number (self->draft, &today);
  errors = payroc_link_draft_validate (self->draft, &today);
  pl_amount_entry_mend_errors (self->amount_entry, pl_field_note_get_parameter (self->amount_note), errors);
  payroc_error_check_fields (errors, "The form has errors", &error);
  pl_form_show_error (PL_FORM (self), error, PL_WORK_CREATE);

  return error == NULL;
}

/* The share's form accepted both: what becomes of the link is waited for here. */
static void
share_submitted_cb (PlNewLinkDialog *self,
                    PlIntent        *intent,
                    PlShareDialog   *dialog)
{
  g_set_object (&self->share, pl_share_dialog_get_share (dialog));
  pl_intent_form_follow (PL_INTENT_FORM (self), intent);
}

static void
create_and_share_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (widget);
  PlIntentForm    *form = PL_INTENT_FORM (widget);
  GtkWidget       *dialog;

  /* A double click is one click. */
  if (self->share_form != NULL || pl_form_is_busy (PL_FORM (self)) || !check (self))
    return;

  dialog = pl_share_dialog_new_for_draft (pl_intent_form_get_session (form), self->draft, self->share,
                                          self->template != NULL ? pl_template_get_message (self->template) : NULL,
                                          pl_intent_form_get_key (form));
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_set_weak_pointer (&self->share_form, dialog);
  g_signal_connect_object (dialog, "submitted", G_CALLBACK (share_submitted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Text that is no amount would be saved as none. */
static void
save_template_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (widget);
  PlSession       *session = pl_intent_form_get_session (PL_INTENT_FORM (self));
  GDate            today;

  if (get_amount_errors (self) != NULL)
    {
      check (self);
      return;
    }

  pl_format_today (&today);
  gtk_window_present (GTK_WINDOW (pl_template_dialog_new (GTK_WINDOW (self), pl_session_get_account (session),
                                                          self->templates, self->template, self->draft, &today)));
}

/* taken: (nullable): which link has that reference already. */
static void
show_taken (PlNewLinkDialog   *self,
            const PlLinkTaken *taken)
{
  g_autofree char *text = NULL;

  g_free (self->taken_id);
  self->taken_id = taken != NULL ? g_strdup (payroc_link_get_id (taken->link)) : NULL;
  gtk_widget_set_visible (self->show_taken_button, taken != NULL);
  if (pl_field_note_get_is_error (self->reference_note))
    return;

  text = taken != NULL ? pl_taken_text (taken) : NULL;
  if (text != NULL)
    pl_field_note_set_warning (self->reference_note, text);
  else
    pl_field_note_set_hint (self->reference_note, NULL);
}

/* What is typed is asked about before it goes. */
static void
show_taken_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (widget);

  if (self->taken_id == NULL)
    return;

  g_signal_emit (self, signals[SHOW_LINK], 0, self->taken_id);
  gtk_window_close (GTK_WINDOW (self));
}

static void find_taken (PlNewLinkDialog *self, gboolean ask);

/* What is stored is said at once; what is not is asked for, and then said. */
static void
find_taken_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (PlNewLinkDialog) self = user_data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (PlLinkTaken)     taken = pl_session_find_taken_finish (PL_SESSION (source), result, &error);

  if (error != NULL)
    return;

  show_taken (self, taken);
  if (taken != NULL && taken->is_unread && !self->has_asked)
    find_taken (self, TRUE);
}

static void
find_taken (PlNewLinkDialog *self,
            gboolean         ask)
{
  self->has_asked = ask;
  pl_session_find_taken_async (pl_intent_form_get_session (PL_INTENT_FORM (self)),
                               payroc_link_draft_get_reference (self->draft), ask, self->cancellable, find_taken_cb,
                               g_object_ref (self));
}

static void
reference_changed_cb (PlNewLinkDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (*payroc_link_draft_get_reference (self->draft) != '\0')
    find_taken (self, FALSE);
  else
    show_taken (self, NULL);
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

/* Text that is no amount is no amount to the draft: what stands there is not called missing, but wrong. */
static char *
dup_summary (PlNewLinkDialog *self)
{
  GPtrArray       *unread = get_amount_errors (self);
  g_autofree char *sentence = NULL;
  GDate            today;

  pl_format_today (&today);
  if (unread == NULL)
    return pl_draft_text_summary (self->draft, &today);

  sentence = pl_error_text_field (g_ptr_array_index (unread, 0));

  /* Translators: why no link can be created yet; %s says what is wrong with the amount. */
  return g_strdup_printf (_("Amount: %s"), sentence);
}

static void
update_summary (PlNewLinkDialog *self)
{
  g_autofree char *summary = NULL;

  /* Closed: the amount is written out when the focus leaves its entry for good. */
  if (self->draft == NULL)
    return;

  summary = dup_summary (self);
  gtk_label_set_text (self->summary, summary);
}

static void
draft_changed_cb (PlNewLinkDialog *self,
                  GParamSpec      *pspec)
{
  self->touched = self->touched || pspec != NULL;
  if (pspec != NULL)
    forgive (self, pspec->name);
  update_summary (self);
  pl_length_label_show (self->description_counter, payroc_link_draft_get_description (self->draft),
                        PAYROC_DESCRIPTION_MAX);
  pl_length_label_show (self->label_counter, payroc_link_draft_get_button_label (self->draft), PAYROC_BUTTON_LABEL_MAX);
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

  g_signal_connect_object (pl_amount_entry_get_field (self->amount_entry), "changed",
                           G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify::reference", G_CALLBACK (reference_changed_cb), self,
                           G_CONNECT_SWAPPED);
  draft_changed_cb (self, NULL);
  reference_changed_cb (self);
}

static gboolean
pl_new_link_dialog_has_work (PlForm *form)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (form);

  return self->touched || get_amount_errors (self) != NULL;
}

static gboolean
pl_new_link_dialog_check (PlIntentForm *form)
{
  return check (PL_NEW_LINK_DIALOG (form));
}

static void
pl_new_link_dialog_send (PlIntentForm        *form,
                         PlOutbox            *outbox,
                         const char          *key,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  pl_outbox_create_async (outbox, PL_NEW_LINK_DIALOG (form)->draft, NULL, key, NULL, callback, user_data);
}

static void
pl_new_link_dialog_settled (PlIntentForm *form,
                            PlIntent     *intent)
{
  const gboolean done = pl_intent_get_state (intent) == PL_INTENT_DONE;

  /* The page of another link, left open, would be taken for the new one's. */
  g_signal_emit (form, signals[CREATED], 0, done ? pl_intent_get_link_id (intent) : NULL);
  if (!done)
    pl_toaster_show (GTK_WIDGET (form), _("The link waits above the list until Payroc can be reached"));
}

static void
pl_new_link_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (PL_NEW_LINK_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (pl_new_link_dialog_parent_class)->unrealize (widget);
}

static void
pl_new_link_dialog_dispose (GObject *object)
{
  PlNewLinkDialog *self = PL_NEW_LINK_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->share_form);
  g_clear_pointer (&self->taken_id, g_free);
  g_clear_object (&self->share);
  g_clear_object (&self->templates);
  g_clear_object (&self->template);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (pl_new_link_dialog_parent_class)->dispose (object);
}

static void
pl_new_link_dialog_class_init (PlNewLinkDialogClass *klass)
{
  GObjectClass      *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass    *widget_class = GTK_WIDGET_CLASS (klass);
  PlFormClass       *form_class = PL_FORM_CLASS (klass);
  PlIntentFormClass *intent_form_class = PL_INTENT_FORM_CLASS (klass);

  object_class->dispose = pl_new_link_dialog_dispose;
  widget_class->unrealize = pl_new_link_dialog_unrealize;
  form_class->has_work = pl_new_link_dialog_has_work;
  intent_form_class->work = PL_WORK_CREATE;
  intent_form_class->share_action = "new-link.create-and-share";
  intent_form_class->not_done = N_("The Link Was Not Created");
  intent_form_class->check = pl_new_link_dialog_check;
  intent_form_class->send = pl_new_link_dialog_send;
  intent_form_class->settled = pl_new_link_dialog_settled;

  signals[CREATED] = g_signal_new ("created", PL_TYPE_NEW_LINK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHOW_LINK] = g_signal_new ("show-link", PL_TYPE_NEW_LINK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "new-link.show-taken", NULL, show_taken_action);
  gtk_widget_class_install_action (widget_class, "new-link.create-and-share", NULL, create_and_share_action);
  gtk_widget_class_install_action (widget_class, "new-link.save-template", NULL, save_template_action);
  g_type_ensure (PL_TYPE_AMOUNT_ENTRY);
  g_type_ensure (PL_TYPE_EXPIRY_GROUP);
  g_type_ensure (PL_TYPE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-new-link-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, PlNewLinkDialog, child)
  BIND (amount_entry);
  BIND (amount_note);
  BIND (prompt_switch);
  BIND (reference_row);
  BIND (show_taken_button);
  BIND (reference_note);
  BIND (description_row);
  BIND (description_counter);
  BIND (description_note);
  BIND (single_button);
  BIND (multi_button);
  BIND (expiry_group);
  BIND (expiry_note);
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
#undef BIND
}

static void
pl_new_link_dialog_init (PlNewLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-link.save-template", FALSE);
}

static PlNewLinkDialog *
create (PlSession       *session,
        PayrocLinkDraft *draft,
        PlIntent        *refused)
{
  PlNewLinkDialog *self = g_object_new (PL_TYPE_NEW_LINK_DIALOG, NULL);

  pl_intent_form_set_up (PL_INTENT_FORM (self), session, NULL, refused);
  self->draft = g_object_ref (draft);
  pl_amount_entry_set_note (self->amount_entry, self->amount_note);
  pl_amount_entry_set_own_currency (self->amount_entry, pl_account_get_currency (pl_session_get_account (session)));
  bind_draft (self);
  self->share = pl_intent_form_create_share (PL_INTENT_FORM (self));

  return self;
}

/* A template is kept for years, and Payroc's rules change: what is not allowed any more is said before anything is
 * typed. An amount that is to be typed is not missing yet. */
static void
show_template_errors (PlNewLinkDialog *self,
                      const GDate     *today)
{
  const char            *own = pl_account_get_currency (pl_session_get_account (
                                 pl_intent_form_get_session (PL_INTENT_FORM (self))));
  const char            *currency = payroc_link_draft_get_currency (self->draft);
  g_autoptr (GPtrArray)  errors = NULL;
  g_autoptr (GError)     error = NULL;

  /* An order number is made up at the end. */
  pl_draft_defaults_fill_order_number (self->draft, today);
  errors = payroc_link_draft_validate (self->draft, today);
  payroc_link_draft_set_order_id (self->draft, NULL);
  for (guint i = errors->len; i-- > 0;)
    {
      const PayrocFieldError *field = g_ptr_array_index (errors, i);

      if (field->reason == PAYROC_FIELD_REASON_REQUIRED && g_str_equal (field->parameter, "order.charge.amount"))
        g_ptr_array_remove_index (errors, i);
    }
  payroc_error_check_fields (errors, "The template has errors", &error);
  pl_form_show_error (PL_FORM (self), error, PL_WORK_CREATE);

  if (error == NULL && g_strcmp0 (currency, own) != 0)
    {
      g_autofree char *hint = NULL;

      /* Translators: codes of currencies ("USD"): the template's and the account's. */
      hint = g_strdup_printf (_("The template is in %s, this account’s own currency is %s."), currency, own);
      pl_field_note_set_hint (self->amount_note, hint);
    }
}

GtkWidget *
pl_new_link_dialog_new_from_template (PlSession      *session,
                                      PlTemplateList *templates,
                                      PlTemplate     *template)
{
  g_autoptr (PayrocLinkDraft) draft = NULL;
  PlNewLinkDialog            *self;
  const char                 *currency;
  GDate                       today;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PL_IS_TEMPLATE (template) && pl_template_is_readable (template), NULL);

  pl_format_today (&today);
  currency = pl_account_get_currency (pl_session_get_account (session));
  draft = pl_template_make_draft (template, &today);
  payroc_link_draft_set_order_id (draft, NULL);
  if (*payroc_link_draft_get_currency (draft) == '\0')
    payroc_link_draft_set_currency (draft, currency);

  self = create (session, draft, NULL);
  pl_new_link_dialog_set_templates (self, templates);
  g_set_object (&self->template, template);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount_entry));
  show_template_errors (self, &today);
  self->touched = FALSE;

  return GTK_WIDGET (self);
}

void
pl_new_link_dialog_set_templates (PlNewLinkDialog *self,
                                  PlTemplateList  *templates)
{
  g_return_if_fail (PL_IS_NEW_LINK_DIALOG (self));

  g_set_object (&self->templates, templates);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-link.save-template", templates != NULL);
}

GtkWidget *
pl_new_link_dialog_new (PlSession       *session,
                        PayrocLinkDraft *draft,
                        PlIntent        *refused)
{
  g_autoptr (PayrocLinkDraft) filled = NULL;
  PlNewLinkDialog            *self;
  GDate                       today;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (draft == NULL || PAYROC_IS_LINK_DRAFT (draft), NULL);

  filled = draft != NULL ? g_object_ref (draft) : payroc_link_draft_new ();
  pl_format_today (&today);
  pl_draft_defaults_fill (filled, pl_account_get_currency (pl_session_get_account (session)), &today);
  self = create (session, filled, refused);
  if (!pl_intent_form_show_refused (PL_INTENT_FORM (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->amount_entry));

  return GTK_WIDGET (self);
}
