/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is known before is said before: how many can take it and which cannot, what it costs, and whom it concerns.
 * It is looked at anew whenever the question, or a link, becomes another. */
#include "config.h"

#include "pl-bulk-dialog.h"

#include <glib/gi18n.h>

#include "pl-bulk-links.h"
#include "pl-bulk-message.h"
#include "pl-bulk-text.h"
#include "pl-survey-bar.h"
#include "ui/parts/pl-day-row.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-settings.h"
#include "ui/share/pl-message-editor.h"
#include "ui/share/pl-message-notice.h"
#include "ui/share/pl-recipients-editor.h"

/* Typing and clicking go on before a hundred thousand links are looked at again. */
#define PLAN_DELAY_MS 150

/* Links last a month when nobody says otherwise: later than that. */
#define EXTEND_DAYS 60

struct _PlBulkDialog
{
  PlForm               parent_instance;

  PlBulk              *bulk;        /* (owned) */
  PlBatchDeed          deed;
  char                *key;         /* (owned) of this question, however often it is answered */
  PayrocShare         *share;       /* (owned) what the message is bound to; its people are those for all */
  GCancellable        *cancellable; /* (owned) (nullable) of looking, while it is looked; never of writing */
  guint                plan_source;
  PlBulkPlan          *plan;        /* (owned) (nullable): it is being looked */
  GError              *plan_error;  /* (owned) (nullable) why there is none */
  gboolean             stale;       /* a link changed while it was looked */
  gboolean             offered;     /* to send the new addresses: from then on the merchant decides */

  GtkWidget           *warning;     /* (unowned) template, as all below */
  GtkWidget           *day_group;
  PlDayRow            *day_row;
  PlFieldNote         *day_note;
  AdwPreferencesGroup *address_group;
  GtkWidget           *send_group;
  GtkSwitch           *send_switch;
  GtkWidget           *to_group;
  GtkCheckButton      *last_button;
  GtkCheckButton      *same_button;
  PlRecipientsEditor  *recipients_editor;
  PlMessageEditor     *message_editor;
  GtkSwitch           *copy_switch;
  PlSurveyBar         *survey_bar;
  PlBulkLinks         *links;
  GtkLabel            *summary;
  GtkLabel            *mails;
  GtkWidget           *sooner_button;
  GtkButton           *submit_button;
};

typedef enum
{
  SIGNAL_SUBMITTED,
  SIGNAL_END_SOONER,
} PlBulkDialogSignal;

static guint signals[SIGNAL_END_SOONER + 1];

G_DEFINE_FINAL_TYPE (PlBulkDialog, pl_bulk_dialog, PL_TYPE_FORM)

static gboolean
sets_day (PlBulkDialog *self)
{
  return self->deed == PL_BATCH_EXTEND || self->deed == PL_BATCH_END_SOONER;
}

/* (transfer full) (nullable) */
static GDate *
get_day (PlBulkDialog *self)
{
  GDate *day = NULL;

  g_object_get (self->day_row, "day", &day, NULL);

  return day;
}

/* (nullable): what is wrong with the day */
static const char *
find_day_problem (PlBulkDialog *self)
{
  g_autoptr (GDate) day = get_day (self);
  GDate             today;

  if (!sets_day (self))
    return NULL;
  if (day == NULL)
    return _("Choose the last day.");

  pl_format_today (&today);

  return g_date_compare (day, &today) < 0 ? _("This day is over.") : NULL;
}

static gboolean
sends (PlBulkDialog *self)
{
  return self->deed == PL_BATCH_SHARE || (sets_day (self) && gtk_switch_get_active (self->send_switch));
}

static PlBulkRequest *
create_request (PlBulkDialog *self)
{
  PlBulkRequest    *request = pl_bulk_request_new (self->deed);
  g_autoptr (GDate) day = sets_day (self) ? get_day (self) : NULL;
  GListModel       *people = G_LIST_MODEL (payroc_share_get_recipients (self->share));
  GDate             today;

  if (day != NULL)
    request->last_day = *day;
  request->send_new_address = sets_day (self) && gtk_switch_get_active (self->send_switch);
  request->merchant_copy = gtk_switch_get_active (self->copy_switch);
  if (sends (self))
    {
      g_autofree char *text = pl_message_editor_dup_template (self->message_editor);

      pl_format_today (&today);
      pl_bulk_message_set (request, text, &today);
    }
  if (self->deed == PL_BATCH_SHARE && gtk_check_button_get_active (self->same_button))
    {
      request->recipients = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < g_list_model_get_n_items (people); i++)
        g_ptr_array_add (request->recipients, g_list_model_get_item (people, i));
    }

  return request;
}

/* Everybody gets the same, and nobody was named yet. */
static gboolean
lacks_people (PlBulkDialog *self)
{
  return self->deed == PL_BATCH_SHARE && gtk_check_button_get_active (self->same_button)
         && g_list_model_get_n_items (G_LIST_MODEL (payroc_share_get_recipients (self->share))) == 0;
}

/* (transfer full): why nothing can be said yes to yet; NULL: it can */
static char *
dup_gap (PlBulkDialog *self)
{
  const char *problem = find_day_problem (self);
  const guint n_links = pl_bulk_get_n_links (self->bulk);

  if (problem != NULL)
    return g_strdup (problem);
  if (lacks_people (self))
    return g_strdup (_("Enter whom these links shall be sent to."));
  if (self->plan_error != NULL)
    return g_strdup (pl_error_text_title (self->plan_error));
  if (self->plan == NULL)
    return g_strdup_printf (ngettext ("Looking at %'u link…", "Looking at %'u links…", n_links), n_links);

  return NULL;
}

static void
show_plan (PlBulkDialog *self)
{
  g_autoptr (GDate) day = get_day (self);
  g_autofree char  *submit = pl_bulk_text_submit (self->deed, self->plan);
  g_autofree char  *gap = dup_gap (self);
  g_autofree char  *holders = NULL;
  g_autofree char  *summary = NULL;
  g_autofree char  *mails = NULL;
  GDate             today;

  pl_format_today (&today);
  pl_field_note_set_error (self->day_note, find_day_problem (self));
  gtk_button_set_label (self->submit_button, self->plan_error != NULL ? _("_Try Again") : submit);
  /* Who holds the old addresses is said before it is asked for a yes, unless the merchant does not want to wait. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit",
                                 self->plan_error != NULL
                                 || (gap == NULL && self->plan->rows->len > 0 && !pl_form_is_busy (PL_FORM (self))
                                     && !pl_survey_bar_is_asking (self->survey_bar)));
  gtk_widget_set_visible (GTK_WIDGET (self->message_editor), sends (self));
  if (gap != NULL)
    {
      gtk_label_set_text (self->summary, gap);
      gtk_widget_set_visible (GTK_WIDGET (self->mails), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->links), self->plan != NULL && !lacks_people (self));
      return;
    }

  summary = pl_bulk_text_summary (self->deed, self->plan, day, &today);
  holders = pl_bulk_text_holders (self->deed, self->plan);
  mails = pl_bulk_text_mails (self->plan);
  gtk_label_set_text (self->summary, summary);
  gtk_label_set_text (self->mails, mails != NULL ? mails : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mails), mails != NULL);
  adw_preferences_group_set_description (self->address_group, holders);
  gtk_widget_set_visible (GTK_WIDGET (self->address_group), holders != NULL);
  /* What was switched on can be switched off, also when it is why no link can take it. */
  gtk_widget_set_visible (self->send_group, sets_day (self)
                                            && (sends (self) || (holders != NULL && self->plan->people->len > 0)));
  pl_bulk_links_show (self->links, self->plan, self->deed == PL_BATCH_SWITCH_OFF);
}

/* Whoever holds an address that stops working is to hear of it, unless the merchant does not want that. */
static gboolean
offer_to_send (PlBulkDialog *self)
{
  if (self->offered || !sets_day (self) || self->plan->n_addresses == 0 || self->plan->people->len == 0)
    return FALSE;

  self->offered = TRUE;
  gtk_switch_set_active (self->send_switch, TRUE);

  return TRUE;
}

static void links_changed_cb (PlBulkDialog *self);

static void
plan_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PlBulkDialog) self = user_data;
  g_autoptr (GError)       error = NULL;
  PlBulkPlan              *plan = pl_bulk_plan_finish (PL_BULK (source), result, &error);

  if (pl_form_is_closed (PL_FORM (self)) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&plan, pl_bulk_plan_free);
      return;
    }

  g_clear_object (&self->cancellable);
  if (plan == NULL)
    {
      self->plan_error = g_steal_pointer (&error);
      show_plan (self);
      return;
    }

  g_clear_pointer (&self->plan, pl_bulk_plan_free);
  self->plan = plan;
  /* It is looked once more, for that. */
  if (offer_to_send (self))
    return;

  pl_survey_bar_ask (self->survey_bar, plan->unknown);
  show_plan (self);
  if (self->stale)
    links_changed_cb (self);
}

static gboolean
start_plan_cb (gpointer user_data)
{
  PlBulkDialog *self = user_data;

  self->plan_source = 0;
  if (find_day_problem (self) == NULL)
    {
      g_autoptr (PlBulkRequest) request = create_request (self);

      self->stale = FALSE;
      self->cancellable = g_cancellable_new ();
      pl_bulk_plan_async (self->bulk, request, self->cancellable, plan_cb, g_object_ref (self));
    }

  return G_SOURCE_REMOVE;
}

static void
stop_planning (PlBulkDialog *self)
{
  g_clear_handle_id (&self->plan_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* What was said is not so any more: nothing can be said yes to until it was looked. */
static void
plan_soon (PlBulkDialog *self)
{
  if (self->bulk == NULL || pl_form_is_busy (PL_FORM (self)) || pl_form_is_closed (PL_FORM (self)))
    return;

  stop_planning (self);
  g_clear_pointer (&self->plan, pl_bulk_plan_free);
  g_clear_error (&self->plan_error);
  self->plan_source = g_timeout_add (PLAN_DELAY_MS, start_plan_cb, self);
  show_plan (self);
}

/* The question is the same, and what is said of it stays until it is looked anew: however many changes come, one look
 * after the other comes to its end. What is written is judged once more. */
static void
links_changed_cb (PlBulkDialog *self)
{
  if (pl_form_is_busy (PL_FORM (self)) || pl_form_is_closed (PL_FORM (self)))
    return;

  if (self->cancellable != NULL)
    self->stale = TRUE;
  else if (self->plan_source == 0)
    self->plan_source = g_timeout_add (PLAN_DELAY_MS, start_plan_cb, self);
}

static void
submit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlBulkDialog) self = user_data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (PlBatch)      batch = pl_bulk_submit_finish (PL_BULK (source), result, &error);

  if (batch != NULL)
    g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0, batch);
  else if (self->deed == PL_BATCH_SHARE)
    pl_form_fail (PL_FORM (self), _("Nothing Was Sent"), error, PL_WORK_SHARE);
  else
    pl_form_fail (PL_FORM (self), _("Nothing Was Changed"), error, PL_WORK_BATCH);

  if (batch != NULL && !pl_form_is_closed (PL_FORM (self)))
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
pl_bulk_dialog_submit (PlForm *form)
{
  PlBulkDialog *self = PL_BULK_DIALOG (form);
  g_autoptr (PlBulkRequest) request = NULL;

  if (self->plan_error != NULL)
    {
      plan_soon (self);
      return;
    }
  if (sends (self) && !pl_message_editor_check (self->message_editor))
    return;
  /* What stands in the entry is a recipient, too; then it is looked anew before anything is sent. */
  if (self->deed == PL_BATCH_SHARE && gtk_check_button_get_active (self->same_button)
      && pl_recipients_editor_has_text (self->recipients_editor))
    {
      pl_recipients_editor_take_text (self->recipients_editor);
      return;
    }
  if (self->plan == NULL || self->plan->rows->len == 0)
    return;

  /* Said last, and costs nothing to be looked at: only what is written must be as it is on the screen. */
  request = create_request (self);
  stop_planning (self);
  pl_form_begin (form, NULL);
  pl_bulk_submit_async (self->bulk, request, self->plan, self->key, submit_cb, g_object_ref (self));
}

static gboolean
pl_bulk_dialog_has_work (PlForm *form)
{
  PlBulkDialog *self = PL_BULK_DIALOG (form);

  return self->deed == PL_BATCH_SHARE
         && (pl_recipients_editor_has_text (self->recipients_editor)
             || g_list_model_get_n_items (G_LIST_MODEL (payroc_share_get_recipients (self->share))) > 0);
}

static void
end_sooner_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_END_SOONER], 0);
  gtk_window_destroy (GTK_WINDOW (widget));
}

/* Looking holds the dialog: without this it would go on to its end. */
static void
pl_bulk_dialog_unrealize (GtkWidget *widget)
{
  PlBulkDialog *self = PL_BULK_DIALOG (widget);

  stop_planning (self);
  if (self->bulk != NULL)
    pl_sharing_survey_stop (pl_bulk_get_survey (self->bulk));

  GTK_WIDGET_CLASS (pl_bulk_dialog_parent_class)->unrealize (widget);
}

static void
pl_bulk_dialog_dispose (GObject *object)
{
  PlBulkDialog *self = PL_BULK_DIALOG (object);

  stop_planning (self);
  if (self->bulk != NULL)
    g_signal_handlers_disconnect_by_data (self->bulk, self);
  if (self->share != NULL)
    g_signal_handlers_disconnect_by_data (payroc_share_get_recipients (self->share), self);
  g_clear_object (&self->bulk);
  g_clear_pointer (&self->plan, pl_bulk_plan_free);
  g_clear_error (&self->plan_error);

  G_OBJECT_CLASS (pl_bulk_dialog_parent_class)->dispose (object);
}

static void
pl_bulk_dialog_finalize (GObject *object)
{
  PlBulkDialog *self = PL_BULK_DIALOG (object);

  g_clear_object (&self->share);
  g_free (self->key);

  G_OBJECT_CLASS (pl_bulk_dialog_parent_class)->finalize (object);
}

static void
pl_bulk_dialog_class_init (PlBulkDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_bulk_dialog_dispose;
  object_class->finalize = pl_bulk_dialog_finalize;
  widget_class->unrealize = pl_bulk_dialog_unrealize;
  PL_FORM_CLASS (klass)->submit = pl_bulk_dialog_submit;
  PL_FORM_CLASS (klass)->has_work = pl_bulk_dialog_has_work;

  signals[SIGNAL_SUBMITTED] = g_signal_new ("submitted", PL_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, PL_TYPE_BATCH);
  signals[SIGNAL_END_SOONER] = g_signal_new ("end-sooner", PL_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "bulk.end-sooner", NULL, end_sooner_action);

  g_type_ensure (PL_TYPE_BULK_LINKS);
  g_type_ensure (PL_TYPE_DAY_ROW);
  g_type_ensure (PL_TYPE_FIELD_NOTE);
  g_type_ensure (PL_TYPE_GROUP);
  g_type_ensure (PL_TYPE_MESSAGE_EDITOR);
  g_type_ensure (PL_TYPE_RECIPIENTS_EDITOR);
  g_type_ensure (PL_TYPE_SURVEY_BAR);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-bulk-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, PlBulkDialog, child)
  BIND (warning);
  BIND (day_group);
  BIND (day_row);
  BIND (day_note);
  BIND (address_group);
  BIND (send_group);
  BIND (send_switch);
  BIND (to_group);
  BIND (last_button);
  BIND (same_button);
  BIND (recipients_editor);
  BIND (message_editor);
  BIND (copy_switch);
  BIND (survey_bar);
  BIND (links);
  BIND (summary);
  BIND (mails);
  BIND (sooner_button);
  BIND (submit_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, plan_soon);
}

static void
pl_bulk_dialog_init (PlBulkDialog *self)
{
  self->key = g_uuid_string_random ();
  self->share = payroc_share_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_title (PlBatchDeed deed)
{
  switch (deed)
    {
    case PL_BATCH_EXTEND:
      return _("Extend Links");
    case PL_BATCH_END_SOONER:
      return _("End Links Sooner");
    case PL_BATCH_SHARE:
      return _("Send Links");
    case PL_BATCH_SWITCH_OFF:
      return _("Switch Off Links for Good?");
    case PL_BATCH_MIXED:
    default:
      g_assert_not_reached ();
    }
}

/* What the preview shows: somebody, and something. The address that a change of the last day makes is not known yet. */
static PlMessageValues *
create_example (PlBatchDeed deed)
{
  PlMessageValues *values = g_new0 (PlMessageValues, 1);

  values->amount = g_strdup (_("the amount"));
  values->reference = g_strdup (_("the reference"));
  values->expires = g_strdup (_("the last day"));
  if (deed == PL_BATCH_SHARE)
    values->link = g_strdup (_("the address"));

  return values;
}

static void
set_up_share (PlBulkDialog *self,
              PlSession    *session)
{
  g_autoptr (GSettings)       settings = pl_settings_open ();
  g_autofree char            *text = settings != NULL ? g_settings_get_string (settings, "share-message")
                                                      : g_strdup ("");
  /* A new last day ends the addresses that people have: the mail with the new one says so. */
  g_autofree char            *message = sets_day (self) ? pl_message_notice_add (text) : g_strdup (text);
  g_autoptr (PayrocShare)     example = payroc_share_new ();
  g_autoptr (PayrocRecipient) somebody = payroc_recipient_new (_("the name"), "name@example.com");

  g_list_store_append (payroc_share_get_recipients (example), somebody);
  pl_message_editor_set_up (self->message_editor, example, create_example (self->deed), message);
  g_signal_connect_object (example, "notify::message", G_CALLBACK (plan_soon), self, G_CONNECT_SWAPPED);
  pl_recipients_editor_set_up (self->recipients_editor, session, payroc_share_get_recipients (self->share));
  g_signal_connect_swapped (payroc_share_get_recipients (self->share), "items-changed", G_CALLBACK (plan_soon), self);
  if (settings != NULL)
    gtk_switch_set_active (self->copy_switch, g_settings_get_boolean (settings, "share-copy-to-me"));
}

static void
set_first_day (PlBulkDialog *self)
{
  GDate day;

  pl_format_today (&day);
  if (self->deed == PL_BATCH_EXTEND)
    g_date_add_days (&day, EXTEND_DAYS);
  g_object_set (self->day_row, "day", &day, NULL);
}

GtkWidget *
pl_bulk_dialog_new (PlSession   *session,
                    PlLinkPicks *picks,
                    PlBatchDeed  deed)
{
  PlBulkDialog    *self;
  g_autofree char *subtitle = NULL;
  guint            n_links;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PL_IS_LINK_PICKS (picks), NULL);

  n_links = pl_link_picks_get_n (picks);
  subtitle = g_strdup_printf (ngettext ("%'u link selected", "%'u links selected", n_links), n_links);
  self = g_object_new (PL_TYPE_BULK_DIALOG,
                       "title", get_title (deed),
                       "subtitle", subtitle,
                       "account", pl_session_get_account (session),
                       NULL);
  self->deed = deed;
  set_up_share (self, session);
  gtk_widget_set_visible (self->warning, deed == PL_BATCH_SWITCH_OFF);
  gtk_widget_set_visible (self->sooner_button, deed == PL_BATCH_SWITCH_OFF);
  gtk_widget_set_visible (self->day_group, sets_day (self));
  gtk_widget_set_visible (self->to_group, deed == PL_BATCH_SHARE);
  gtk_widget_add_css_class (GTK_WIDGET (self->submit_button),
                            deed == PL_BATCH_SWITCH_OFF ? "destructive-action" : "suggested-action");
  if (sets_day (self))
    set_first_day (self);

  adw_preferences_group_set_title (self->address_group, deed == PL_BATCH_SWITCH_OFF ? _("Whom They Were Sent To")
                                                                                   : _("New Addresses"));
  self->bulk = pl_session_create_bulk (session, picks);
  pl_survey_bar_set_survey (self->survey_bar, pl_bulk_get_survey (self->bulk));
  g_signal_connect_object (self->bulk, "changed", G_CALLBACK (links_changed_cb), self, G_CONNECT_SWAPPED);
  plan_soon (self);

  return GTK_WIDGET (self);
}
