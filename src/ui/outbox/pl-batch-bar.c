/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many changes that were asked for in one go: how far they are, and how to pause them or to give up the rest. */
#include "config.h"

#include "pl-batch-bar.h"

#include <glib/gi18n.h>

#include "pl-batch-dialog.h"
#include "pl-batch-text.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-toaster.h"
#include "ui/parts/pl-wrap-box.h"

struct _PlBatchBar
{
  GtkListBoxRow   parent_instance;

  PlOutbox       *outbox;          /* (owned) */
  PlBatch        *batch;           /* (owned) */
  gulong          notify_id;
  gboolean        left_closing;    /* whoever shows it has a button for that */

  GtkImage       *icon;            /* (unowned) template, as all below */
  GtkLabel       *title;
  GtkLabel       *progress;
  GtkLabel       *next;
  GtkLabel       *trouble;
  GtkProgressBar *bar;
  GtkWidget      *pause_button;
  GtkWidget      *continue_button;
  GtkWidget      *cancel_button;
  GtkWidget      *close_button;
};

G_DEFINE_FINAL_TYPE (PlBatchBar, pl_batch_bar, GTK_TYPE_LIST_BOX_ROW)

static const char *
get_icon (PlBatch *batch)
{
  if (pl_batch_get_finished (batch))
    return pl_batch_get_n_refused (batch) + pl_batch_get_n_different (batch) > 0 ? "dialog-warning-symbolic"
                                                                                 : "object-select-symbolic";

  return pl_batch_get_paused (batch) ? "media-playback-pause-symbolic" : "document-send-symbolic";
}

static void
offer (PlBatchBar *self,
       GtkWidget  *button,
       const char *action,
       gboolean    offered)
{
  gtk_widget_set_visible (button, offered);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, offered);
}

/* Away from the list nothing stands above. */
static char *
dup_elsewhere (PlBatch *batch)
{
  const guint n = pl_batch_get_n_refused (batch) + pl_batch_get_n_asking (batch);

  return g_strdup_printf (ngettext ("%'u wants to be corrected or decided: it stands above the list of links.",
                                    "%'u want to be corrected or decided: they stand above the list of links.", n),
                          n);
}

static void
update (PlBatchBar *self)
{
  gboolean finished = pl_batch_get_finished (self->batch);
  gboolean paused = pl_batch_get_paused (self->batch);
  guint n_total = pl_batch_get_n_total (self->batch);
  guint n_left = pl_batch_get_n_left (self->batch);
  g_autofree char *title = pl_batch_text_title (self->batch);
  g_autofree char *progress = pl_batch_text_far (self->batch);
  g_autofree char *next = pl_batch_text_next (self->batch);
  g_autofree char *trouble = pl_batch_text_trouble (self->batch);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->progress, progress);
  gtk_label_set_text (self->next, next);
  if (self->left_closing && pl_batch_get_n_refused (self->batch) + pl_batch_get_n_asking (self->batch) > 0)
    {
      g_free (trouble);
      trouble = dup_elsewhere (self->batch);
    }

  gtk_label_set_text (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trouble != NULL);
  gtk_image_set_from_icon_name (self->icon, get_icon (self->batch));
  gtk_progress_bar_set_fraction (self->bar, n_total > 0 ? (double) (n_total - n_left) / n_total : 1.0);

  offer (self, self->pause_button, "batch.pause", !finished && !paused);
  offer (self, self->continue_button, "batch.continue", !finished && paused);
  offer (self, self->cancel_button, "batch.cancel", !finished);
  offer (self, self->close_button, "batch.close", finished && !self->left_closing);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, progress,
                                  -1);
}

static void
steer_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(PlBatchBar) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!pl_outbox_steer_batch_finish (PL_OUTBOX (source), result, &error))
    pl_toaster_show (GTK_WIDGET (self), pl_error_text_title (error));
}

static void
steer (PlBatchBar        *self,
       PlOutboxBatchDeed  deed)
{
  pl_outbox_steer_batch_async (self->outbox, pl_batch_get_id (self->batch), deed, NULL, steer_cb, g_object_ref (self));
}

static void
cancel_response_cb (PlBatchBar *self,
                    const char *response)
{
  if (g_strcmp0 (response, "cancel") == 0)
    steer (self, PL_OUTBOX_BATCH_CANCEL);
}

static void
pause_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  steer (PL_BATCH_BAR (widget), PL_OUTBOX_BATCH_PAUSE);
}

static void
continue_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  steer (PL_BATCH_BAR (widget), PL_OUTBOX_BATCH_RESUME);
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  steer (PL_BATCH_BAR (widget), PL_OUTBOX_BATCH_CLOSE);
}

static void
details_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PlBatchBar *self = PL_BATCH_BAR (widget);
  GtkWidget *dialog = pl_batch_dialog_new (self->outbox, pl_batch_get_id (self->batch));

  /* Above the window it stands in, which may be a form: there are no actions of the main window. */
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlBatchBar *self = PL_BATCH_BAR (widget);
  GtkWidget *dialog;

  dialog = pl_question_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Cancel the Rest?"),
                            _("What is done stays done, and what is on its way may still be done. "
                              "The rest is not sent, and what was entered for it is lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Keep"),
                                    "cancel", _("_Cancel the Rest"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "cancel", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (cancel_response_cb), self, G_CONNECT_SWAPPED);
  pl_safe_answer_present (GTK_WINDOW (dialog));
}

static void
pl_batch_bar_dispose (GObject *object)
{
  PlBatchBar *self = PL_BATCH_BAR (object);

  if (self->batch != NULL)
    g_clear_signal_handler (&self->notify_id, self->batch);
  g_clear_object (&self->batch);
  g_clear_object (&self->outbox);

  G_OBJECT_CLASS (pl_batch_bar_parent_class)->dispose (object);
}

static void
pl_batch_bar_class_init (PlBatchBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_batch_bar_dispose;

  gtk_widget_class_install_action (widget_class, "batch.pause", NULL, pause_action);
  gtk_widget_class_install_action (widget_class, "batch.continue", NULL, continue_action);
  gtk_widget_class_install_action (widget_class, "batch.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "batch.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "batch.close", NULL, close_action);

  g_type_ensure (PL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-batch-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, icon);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, title);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, progress);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, next);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, trouble);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, bar);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, pause_button);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, continue_button);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, PlBatchBar, close_button);
}

static void
pl_batch_bar_init (PlBatchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_batch_bar_new (PlOutbox *outbox,
                  PlBatch  *batch)
{
  PlBatchBar *self;

  g_return_val_if_fail (PL_IS_OUTBOX (outbox), NULL);
  g_return_val_if_fail (PL_IS_BATCH (batch), NULL);

  self = g_object_new (PL_TYPE_BATCH_BAR, NULL);
  self->outbox = g_object_ref (outbox);
  self->batch = g_object_ref (batch);
  self->notify_id = g_signal_connect_swapped (batch, "notify", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}

void
pl_batch_bar_leave_closing (PlBatchBar *self)
{
  g_return_if_fail (PL_IS_BATCH_BAR (self));

  self->left_closing = TRUE;
  update (self);
}
