/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who closes the window while something is not sent yet is told what becomes of it: it is on the disk, and goes on by
 * itself, but a merchant cannot know that. Then the window is let go, whoever still holds it. */
#include "config.h"

#include "pl-window-private.h"

#include <glib/gi18n.h>

#include "ui/outbox/pl-batch-text.h"
#include "ui/outbox/pl-intent-text.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-toaster.h"
#include "pl-window-tables.h"

/* One for all: what comes later is in place of what was said before. */
#define NOTIFICATION "batches"

/* What is not sent; what waits for a decision is not being sent, and what Payroc refused will not be. */
typedef struct
{
  guint n_left;    /* of batches */
  guint n_all;     /* of how many */
  guint n_links;   /* asked for one by one */
  guint n_mails;
  guint n_changes;
} Unsent;

static void
count_batches (Unsent     *unsent,
               GListModel *batches)
{
  for (guint i = 0; i < g_list_model_get_n_items (batches); i++)
    {
      g_autoptr (PlBatch) batch = g_list_model_get_item (batches, i);

      if (pl_batch_get_finished (batch) || pl_batch_get_paused (batch))
        continue;

      unsent->n_all += pl_batch_get_n_total (batch);
      unsent->n_left += pl_batch_get_n_going (batch);
    }
}

static void
count_single (Unsent   *unsent,
              PlOutbox *outbox)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (pl_intent_get_batch (intent) != 0 || pl_intent_is_finished (intent)
          || pl_outbox_is_left_to_user (outbox, intent))
        continue;

      switch (pl_intent_get_kind (intent))
        {
        case PL_INTENT_CREATE:
          unsent->n_links++;
          break;
        case PL_INTENT_SHARE:
          unsent->n_mails++;
          break;
        case PL_INTENT_EDIT:
        case PL_INTENT_DEACTIVATE:
          unsent->n_changes++;
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static void
count_session (Unsent    *unsent,
               PlSession *session)
{
  PlOutbox *outbox = pl_session_get_outbox (session);

  count_batches (unsent, pl_outbox_get_batches (outbox));
  count_single (unsent, outbox);
}

/* Of the account that is looked at, and of those that go on behind it. */
static void
count_unsent (PlWindow *self,
              Unsent   *unsent)
{
  GListModel *kept = self->workspace != NULL ? pl_workspace_get_kept (self->workspace) : NULL;

  *unsent = (Unsent) { 0 };
  if (self->session != NULL)
    count_session (unsent, self->session);

  for (guint i = 0; kept != NULL && i < g_list_model_get_n_items (kept); i++)
    {
      g_autoptr (PlSession) session = g_list_model_get_item (kept, i);

      if (session != self->session)
        count_session (unsent, session);
    }
}

static void
tell (const char *title,
      const char *body)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (application == NULL)
    return;

  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.activate");
  g_application_send_notification (application, NOTIFICATION, notification);
}

static gboolean
leave_cb (gpointer user_data)
{
  PlWindow *self = user_data;

  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
  self->leaving = FALSE;

  return G_SOURCE_REMOVE;
}

/* Not at once: GTK still holds the question whose button is pressed, and it must not outlive the window below it. */
static void
response_cb (PlWindow   *self,
             const char *response)
{
  if (g_str_equal (response, "leave"))
    g_idle_add_full (G_PRIORITY_DEFAULT, leave_cb, g_object_ref (self), g_object_unref);
  else
    self->quitting = FALSE;
}

/* TRUE: nothing closes until that is answered. */
gboolean
pl_window_ask_to_leave (PlWindow *self)
{
  GtkWidget *dialog;
  g_autofree char *single = NULL;
  g_autofree char *batches = NULL;
  g_autofree char *body = NULL;
  Unsent unsent;

  count_unsent (self, &unsent);
  single = pl_intent_text_leave (unsent.n_links, unsent.n_mails, unsent.n_changes);
  if (self->leaving || (unsent.n_left == 0 && single == NULL))
    return FALSE;

  /* Asked twice, it is one question. */
  if (self->leave_question != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->leave_question));
      return TRUE;
    }

  batches = unsent.n_left > 0 ? pl_batch_text_leave (unsent.n_left, unsent.n_all) : NULL;
  body = batches != NULL ? g_strjoin ("\n\n", batches, single, NULL) : g_steal_pointer (&single);
  dialog = pl_question_new (GTK_WINDOW (self),
                            unsent.n_left > 0 ? _("Changes Are Still Being Sent") : _("Not Everything Is Sent Yet"),
                            NULL);
  pl_question_set_text (ADW_MESSAGE_DIALOG (dialog), body, NULL);
  g_set_weak_pointer (&self->leave_question, dialog);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "stay", _("_Keep Open"),
                                    "leave", _("_Close"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  pl_safe_answer_present (GTK_WINDOW (dialog));

  return TRUE;
}

/* The window is hidden, and nothing of it shows how far they are. */
void
pl_window_tell_what_goes_on (PlWindow *self)
{
  g_autofree char *body = NULL;
  Unsent unsent;

  count_unsent (self, &unsent);
  if (unsent.n_left == 0 || self->counter != NULL)
    return;

  body = pl_batch_text_goes_on (unsent.n_left, unsent.n_all);
  tell (_("Changes Are Still Being Sent"), body);
}

void
pl_window_batch_done (PlWindow *self,
                      PlBatch  *batch)
{
  g_autofree char *text = pl_batch_text_end (batch);
  AdwToast *toast = pl_toaster_create (text, FALSE);

  adw_toast_set_button_label (toast, _("Details"));
  adw_toast_set_action_name (toast, "win.batch");
  adw_toast_set_action_target (toast, "x", pl_batch_get_id (batch));
  pl_window_add_toast (self, toast);

  /* Whoever was told that it goes on is told that it is done; not who looks at the screen as a customer. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) && self->counter == NULL)
    tell (pl_batch_text_is_clean (batch) ? _("All Changes Are Sent") : _("Not Everything Went Through"), text);
}

/* Somebody looks again. */
void
pl_window_withdraw_what_goes_on (void)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_withdraw_notification (application, NOTIFICATION);
}

void
pl_window_end (PlWindow *self)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  g_cancellable_cancel (self->life);
  g_cancellable_cancel (self->cancellable);
  pl_window_drop_wishes (self);
  pl_window_stop_opening (self);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->session_signals);
  if (self->notifier != NULL)
    pl_notifier_set_session (self->notifier, NULL);
  g_clear_object (&self->notifier);
  pl_window_close_counter (self);
  g_clear_object (&self->session);
  g_clear_object (&self->workspace);
}

gboolean
pl_window_is_over (PlWindow *self)
{
  g_return_val_if_fail (PL_IS_WINDOW (self), TRUE);

  return g_cancellable_is_cancelled (self->life);
}
