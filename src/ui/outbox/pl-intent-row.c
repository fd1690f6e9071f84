/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One unfinished or refused change: what it is, what happens next, and what can be done about it. */
#include "config.h"

#include "pl-intent-row.h"

#include <glib/gi18n.h>

#include "pl-intent-text.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-toaster.h"
#include "ui/parts/pl-wrap-box.h"

struct _PlIntentRow
{
  GtkListBoxRow  parent_instance;

  PlSession     *session;        /* (owned) (nullable) */
  PlOutbox      *outbox;         /* (owned) */
  PlIntent      *intent;         /* (owned) */
  gulong         notify_id;
  gboolean       held;
  PlLinkDetails *details;        /* (owned) (nullable) the link that a refused one is about */
  GCancellable  *cancellable;

  GtkImage      *icon;           /* (unowned) template, as all below */
  GtkLabel      *title;
  GtkLabel      *next;
  GtkWidget     *details_button;
  GtkButton     *discard_button;
  GtkWidget     *mend_button;
  GtkButton     *retry_button;
};

typedef enum
{
  PROP_HELD = 1,
} PlIntentRowProperty;

static GParamSpec *properties[PROP_HELD + 1];

G_DEFINE_FINAL_TYPE (PlIntentRow, pl_intent_row, GTK_TYPE_LIST_BOX_ROW)

static PlIntentWait
get_wait (PlIntentRow *self)
{
  g_autoptr(PlIntent) before = NULL;

  if (pl_intent_get_state (self->intent) != PL_INTENT_WAITING)
    return PL_INTENT_WAIT_NONE;

  before = pl_outbox_find_before (self->outbox, self->intent);
  if (before == NULL)
    return PL_INTENT_WAIT_NONE;

  if (pl_intent_get_id (before) != pl_intent_get_waits_for (self->intent))
    return PL_INTENT_WAIT_EARLIER;

  return pl_intent_get_kind (before) == PL_INTENT_CREATE ? PL_INTENT_WAIT_LINK : PL_INTENT_WAIT_CHANGE;
}

/* (nullable): why its link can take it no more */
static const char *
get_end (PlIntentRow *self)
{
  PayrocLink *link = self->details != NULL ? pl_link_details_get_link (self->details) : NULL;

  if (link == NULL || pl_intent_get_state (self->intent) != PL_INTENT_REFUSED)
    return NULL;

  return pl_intent_text_ended (pl_intent_get_kind (self->intent), payroc_link_get_status (link));
}

static gboolean
can_mend (PlIntentRow *self)
{
  PlIntentKind kind = pl_intent_get_kind (self->intent);

  return pl_intent_get_state (self->intent) == PL_INTENT_REFUSED && kind != PL_INTENT_DEACTIVATE
         && (kind == PL_INTENT_CREATE || pl_intent_get_link_id (self->intent) != NULL)
         && get_end (self) == NULL;
}

/* What went down with it has no row of its own. */
static gboolean
takes_mail_along (PlIntentRow *self)
{
  g_autoptr(PlIntent) waiting = NULL;

  if (pl_intent_get_state (self->intent) != PL_INTENT_REFUSED)
    return FALSE;

  waiting = pl_outbox_find_waiting (self->outbox, pl_intent_get_id (self->intent));

  return waiting != NULL && pl_intent_get_kind (waiting) == PL_INTENT_SHARE
         && pl_intent_get_state (waiting) != PL_INTENT_DISCARDED;
}

static char *
dup_next (PlIntentRow  *self,
          PlIntentWait  wait)
{
  const char *end = get_end (self);
  g_autofree char *next = NULL;

  if (end != NULL)
    next = g_strdup (end);
  else
    next = pl_intent_text_next (pl_intent_get_kind (self->intent), pl_intent_get_state (self->intent), wait, self->held,
                                pl_intent_get_error (self->intent), pl_intent_get_next_attempt_at (self->intent),
                                g_get_real_time ());

  if (!takes_mail_along (self))
    return g_steal_pointer (&next);

  return g_strjoin (" ", next, _("The e-mail that was to follow was not sent."), NULL);
}

static void follow_link (PlIntentRow *self);

static void
update (PlIntentRow *self)
{
  PlIntentState state = pl_intent_get_state (self->intent);
  PlIntentKind kind = pl_intent_get_kind (self->intent);
  PlIntentWait wait = get_wait (self);
  gboolean waits = wait == PL_INTENT_WAIT_LINK || wait == PL_INTENT_WAIT_CHANGE;
  gboolean waiting = state == PL_INTENT_WAITING || state == PL_INTENT_UNSURE;
  gboolean refused = state == PL_INTENT_REFUSED;
  const char *reference = pl_intent_get_reference (self->intent);
  g_autofree char *title = NULL;
  g_autofree char *next = NULL;

  follow_link (self);
  title = pl_intent_text_title (kind, reference != NULL ? reference : pl_intent_get_link_id (self->intent));
  next = dup_next (self, wait);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->next, next);
  gtk_image_set_from_icon_name (self->icon, pl_intent_text_icon (state, pl_intent_get_error (self->intent)));
  if (refused)
    gtk_widget_add_css_class (GTK_WIDGET (self), "refused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "refused");

  gtk_button_set_label (self->retry_button, pl_intent_needs_decision (self->intent) ? _("Send _Again") : _("_Try Now"));
  gtk_button_set_label (self->discard_button, get_end (self) != NULL ? _("_Discard") : _("_Discard…"));
  gtk_widget_set_visible (GTK_WIDGET (self->discard_button), refused || waiting);
  gtk_widget_set_visible (self->mend_button, can_mend (self));
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), waiting && !waits && !self->held);
  gtk_widget_set_visible (self->details_button, pl_intent_get_error (self->intent) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "intent.retry", waiting && !waits && !self->held);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "intent.discard", refused || waiting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "intent.mend", can_mend (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, next,
                                  -1);
}

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PlIntentRow) self = user_data;

  /* Without an answer it stands as it was known. */
  pl_link_details_update_finish (PL_LINK_DETAILS (source), result, NULL);
}

/* That the link cannot be changed any more is news: Payroc knows why. */
static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(PlIntentRow) self = user_data;

  if (!pl_link_details_load_finish (PL_LINK_DETAILS (source), result, NULL))
    return;

  if (get_end (self) == NULL
      && g_error_matches (pl_intent_get_error (self->intent), PAYROC_ERROR, PAYROC_ERROR_NOT_CHANGEABLE))
    pl_link_details_update_async (self->details, self->cancellable, update_cb, g_object_ref (self));
}

static void
follow_link (PlIntentRow *self)
{
  const char *link_id = pl_intent_get_link_id (self->intent);

  if (self->details != NULL || self->session == NULL || link_id == NULL
      || pl_intent_get_state (self->intent) != PL_INTENT_REFUSED)
    return;

  self->details = pl_session_create_details (self->session, link_id);
  g_signal_connect_object (self->details, "notify::link", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  pl_link_details_load_async (self->details, self->cancellable, load_cb, g_object_ref (self));
}

static void
retry_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(PlIntentRow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!pl_outbox_retry_finish (PL_OUTBOX (source), result, &error))
    pl_toaster_show (GTK_WIDGET (self), pl_error_text_title (error));
}

static void
discard_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(PlIntentRow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!pl_outbox_discard_finish (PL_OUTBOX (source), result, &error))
    pl_toaster_show (GTK_WIDGET (self), pl_error_text_title (error));
}

static void
discard_response_cb (PlIntentRow *self,
                     const char  *response)
{
  if (g_strcmp0 (response, "discard") == 0)
    pl_outbox_discard_async (self->outbox, pl_intent_get_id (self->intent), NULL, discard_cb, g_object_ref (self));
}

static const char *
discard_warning (PlIntent *intent)
{
  gboolean maybe_done = pl_intent_get_state (intent) == PL_INTENT_UNSURE;

  if (pl_intent_get_state (intent) == PL_INTENT_REFUSED)
    return _("What was entered for it is lost.");

  switch (pl_intent_get_kind (intent))
    {
    case PL_INTENT_CREATE:
      return maybe_done ? _("The link may have been created: update the list later to see. "
                            "An e-mail that waits for it is discarded too.")
                        : _("The link is not created. An e-mail that waits for it is discarded too.");
    case PL_INTENT_SHARE:
      return maybe_done ? _("The e-mail may have been sent: the link’s page shows it later if so.")
                        : _("The e-mail is not sent.");
    case PL_INTENT_EDIT:
      return maybe_done ? _("The link may have been changed: update the list later to see.")
                        : _("The link stays as it is.");
    case PL_INTENT_DEACTIVATE:
      return maybe_done ? _("The link may have been switched off: update the list later to see.")
                        : _("The link stays open.");
    default:
      g_assert_not_reached ();
    }
}

static void
ask_discard (PlIntentRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  dialog = pl_question_new (GTK_WINDOW (root), _("Discard This Change?"), discard_warning (self->intent));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Keep"),
                                    "discard", _("_Discard"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_response_cb), self, G_CONNECT_SWAPPED);
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PlIntentRow *self = PL_INTENT_ROW (widget);

  pl_outbox_retry_async (self->outbox, pl_intent_get_id (self->intent), NULL, retry_cb, g_object_ref (self));
}

static void
discard_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PlIntentRow *self = PL_INTENT_ROW (widget);

  /* Of what can never be sent nothing is lost. */
  if (get_end (self) != NULL)
    discard_response_cb (self, "discard");
  else
    ask_discard (self);
}

static void
mend_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PlIntentRow *self = PL_INTENT_ROW (widget);

  gtk_widget_activate_action (widget, "win.mend-intent", "x", pl_intent_get_id (self->intent));
}

static void
details_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PlIntentRow *self = PL_INTENT_ROW (widget);
  const GError *error = pl_intent_get_error (self->intent);
  g_autofree char *details = NULL;

  if (error == NULL)
    return;

  details = pl_error_text_details (error);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
  pl_toaster_show (widget, _("Details copied"));
}

static void
pl_intent_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PlIntentRow *self = PL_INTENT_ROW (object);

  switch ((PlIntentRowProperty) prop_id)
    {
    case PROP_HELD:
      g_value_set_boolean (value, self->held);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_intent_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PlIntentRow *self = PL_INTENT_ROW (object);

  switch ((PlIntentRowProperty) prop_id)
    {
    case PROP_HELD:
      self->held = g_value_get_boolean (value);
      if (self->intent != NULL)
        update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_intent_row_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (PL_INTENT_ROW (widget)->cancellable);

  GTK_WIDGET_CLASS (pl_intent_row_parent_class)->unroot (widget);
}

static void
pl_intent_row_dispose (GObject *object)
{
  PlIntentRow *self = PL_INTENT_ROW (object);

  if (self->intent != NULL)
    g_clear_signal_handler (&self->notify_id, self->intent);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->details);
  g_clear_object (&self->intent);
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_intent_row_parent_class)->dispose (object);
}

static void
pl_intent_row_class_init (PlIntentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_intent_row_get_property;
  object_class->set_property = pl_intent_row_set_property;
  object_class->dispose = pl_intent_row_dispose;
  widget_class->unroot = pl_intent_row_unroot;

  properties[PROP_HELD] =
    g_param_spec_boolean ("held", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "intent.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "intent.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "intent.mend", NULL, mend_action);
  gtk_widget_class_install_action (widget_class, "intent.details", NULL, details_action);

  g_type_ensure (PL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-intent-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PlIntentRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PlIntentRow, title);
  gtk_widget_class_bind_template_child (widget_class, PlIntentRow, next);
  gtk_widget_class_bind_template_child (widget_class, PlIntentRow, details_button);
  gtk_widget_class_bind_template_child (widget_class, PlIntentRow, discard_button);
  gtk_widget_class_bind_template_child (widget_class, PlIntentRow, mend_button);
  gtk_widget_class_bind_template_child (widget_class, PlIntentRow, retry_button);
}

static void
pl_intent_row_init (PlIntentRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_intent_row_new (PlSession *session,
                   PlOutbox  *outbox,
                   PlIntent  *intent)
{
  PlIntentRow *self;

  g_return_val_if_fail (session == NULL || PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PL_IS_OUTBOX (outbox), NULL);
  g_return_val_if_fail (PL_IS_INTENT (intent), NULL);

  self = g_object_new (PL_TYPE_INTENT_ROW, NULL);
  g_set_object (&self->session, session);
  self->outbox = g_object_ref (outbox);
  self->intent = g_object_ref (intent);
  self->notify_id = g_signal_connect_swapped (intent, "notify", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}

PlIntent *
pl_intent_row_get_intent (PlIntentRow *self)
{
  g_return_val_if_fail (PL_IS_INTENT_ROW (self), NULL);

  return self->intent;
}
