/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of each of many changes, while they go on and long after. */
#include "config.h"

#include "pl-batch-dialog.h"

#include <glib/gi18n.h>

#include "pl-batch-line.h"
#include "pl-batch-text.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-item-box.h"
#include "ui/parts/pl-tab-stop.h"
#include "ui/parts/pl-title.h"

/* More than a person reads; the rest is counted. */
#define SHOWN 200
#define BATCHES_SHOWN 50

/* A batch tells of itself many times a second. */
#define READ_INTERVAL_MS 500

struct _PlBatchDialog
{
  AdwWindow       parent_instance;

  PlOutbox       *outbox;       /* (owned) */
  gint64          id;           /* 0: none was chosen yet */
  PlBatch        *live;         /* (owned) (nullable) while the outbox counts it */
  GtkWidget      *chosen;       /* (unowned) (nullable) the row of it in the list */
  GtkWidget      *failure;      /* (unowned) (nullable) why it cannot be shown, above the list */
  GCancellable   *cancellable;  /* (owned) */
  guint           read_source;

  PlTitle        *window_title; /* (unowned) template, as all below */
  GtkWidget      *back_button;
  GtkStack       *stack;
  GtkBox         *groups;
  GListStore     *lines;
};

G_DEFINE_FINAL_TYPE (PlBatchDialog, pl_batch_dialog, ADW_TYPE_WINDOW)

static AdwPreferencesGroup *
add_group (PlBatchDialog *self)
{
  GtkWidget *group = pl_group_new ();

  gtk_box_append (self->groups, group);

  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);

  return row;
}

static void
forget_failure (PlBatchDialog *self)
{
  if (self->failure != NULL)
    gtk_box_remove (self->groups, self->failure);
  self->failure = NULL;
}

static void
show_failure (PlBatchDialog *self,
              const GError  *error)
{
  /* What goes on is read again and again. */
  forget_failure (self);
  self->failure = pl_group_new ();
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->failure), pl_error_text_title (error));
  gtk_box_prepend (self->groups, self->failure);
  gtk_stack_set_visible_child_name (self->stack, "batches");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(PlBatchDialog) self = user_data;
  g_autoptr(PlBatch) batch = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) intents = pl_outbox_read_results_finish (PL_OUTBOX (source), result, &batch, &error);
  g_autoptr(GPtrArray) lines = NULL;
  g_autofree char *title = NULL;
  g_autofree char *moment = NULL;

  /* Not what the merchant has gone back from meanwhile. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || self->id == 0 || (batch != NULL && pl_batch_get_id (batch) != self->id))
    return;

  if (intents == NULL)
    {
      show_failure (self, error);
      return;
    }

  forget_failure (self);
  title = pl_batch_text_title (batch);
  moment = pl_format_moment (pl_batch_get_created_at (batch), g_get_real_time ());
  gtk_window_set_title (GTK_WINDOW (self), title);
  g_object_set (self->window_title, "subtitle", moment, NULL);
  lines = pl_batch_line_list (batch, intents, SHOWN, g_get_real_time ());
  pl_batch_line_sync (self->lines, lines);
  gtk_stack_set_visible_child_name (self->stack, "results");
}

static gboolean
read_again_cb (gpointer user_data)
{
  PlBatchDialog *self = user_data;

  self->read_source = 0;
  pl_outbox_read_results_async (self->outbox, self->id, SHOWN, self->cancellable, read_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
live_cb (PlBatchDialog *self)
{
  if (self->read_source == 0)
    self->read_source = g_timeout_add (READ_INTERVAL_MS, read_again_cb, self);
}

static void
follow (PlBatchDialog *self)
{
  GListModel *batches = pl_outbox_get_batches (self->outbox);

  for (guint i = 0; i < g_list_model_get_n_items (batches); i++)
    {
      g_autoptr(PlBatch) batch = g_list_model_get_item (batches, i);

      if (pl_batch_get_id (batch) == self->id && g_set_object (&self->live, batch))
        g_signal_connect_object (batch, "notify", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
read_batch (PlBatchDialog *self)
{
  follow (self);
  pl_outbox_read_results_async (self->outbox, self->id, SHOWN, self->cancellable, read_cb, g_object_ref (self));
}

static void
chosen_cb (GtkWidget *row,
           gpointer   user_data)
{
  PlBatchDialog *self = PL_BATCH_DIALOG (gtk_widget_get_root (row));

  forget_failure (self);
  self->id = *(const gint64 *) g_object_get_data (G_OBJECT (row), "batch");
  self->chosen = row;
  gtk_widget_set_visible (self->back_button, TRUE);
  read_batch (self);
}

/* What scrolls had the keyboard while there was no row: with it, a ring around everything. Who is somewhere else by now
 * stays there. */
static void
focus_first (PlBatchDialog *self,
             GtkWidget     *row)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus == NULL || gtk_widget_is_ancestor (row, focus))
    gtk_widget_grab_focus (row);
}

static void
back_cb (PlBatchDialog *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_func (self->live, live_cb, self);
  g_clear_object (&self->live);
  forget_failure (self);
  self->id = 0;

  gtk_window_set_title (GTK_WINDOW (self), _("Imports and Group Changes"));
  g_object_set (self->window_title, "subtitle", NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "batches");
  gtk_widget_set_visible (self->back_button, FALSE);
  g_list_store_remove_all (self->lines);
  gtk_widget_grab_focus (self->chosen);
}

static void
list_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(PlBatchDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) batches = pl_outbox_list_batches_finish (PL_OUTBOX (source), result, &error);
  AdwPreferencesGroup *group;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->id != 0)
    return;

  if (batches != NULL && batches->len == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "batches");
  group = add_group (self);
  if (batches == NULL)
    adw_preferences_group_set_description (group, pl_error_text_title (error));
  for (guint i = 0; batches != NULL && i < batches->len; i++)
    {
      PlBatch *batch = g_ptr_array_index (batches, i);
      const gint64 id = pl_batch_get_id (batch);
      g_autofree char *title = pl_batch_text_title (batch);
      g_autofree char *moment = pl_format_moment (pl_batch_get_created_at (batch), g_get_real_time ());
      g_autofree char *progress = pl_batch_text_far (batch);
      /* Translators: when it was, and how many of how many are done. */
      g_autofree char *subtitle = g_strdup_printf (C_("many changes", "%s · %s"), moment, progress);
      GtkWidget *row = add_row (group, title, subtitle);

      g_object_set_data_full (G_OBJECT (row), "batch", g_memdup2 (&id, sizeof id), g_free);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_signal_connect (row, "activated", G_CALLBACK (chosen_cb), NULL);
      if (i == 0)
        focus_first (self, row);
    }
}

static void
pl_batch_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (PL_BATCH_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (pl_batch_dialog_parent_class)->unrealize (widget);
}

static void
pl_batch_dialog_dispose (GObject *object)
{
  PlBatchDialog *self = PL_BATCH_DIALOG (object);

  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->live);
  g_clear_object (&self->outbox);

  G_OBJECT_CLASS (pl_batch_dialog_parent_class)->dispose (object);
}

static void
pl_batch_dialog_class_init (PlBatchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_batch_dialog_dispose;
  widget_class->unrealize = pl_batch_dialog_unrealize;

  g_type_ensure (PL_TYPE_BATCH_LINE);
  g_type_ensure (PL_TYPE_ITEM_BOX);
  g_type_ensure (PL_TYPE_TAB_STOP);
  g_type_ensure (PL_TYPE_TITLE);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-batch-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PlBatchDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, PlBatchDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, PlBatchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PlBatchDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, PlBatchDialog, lines);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
pl_batch_dialog_init (PlBatchDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_batch_dialog_new (PlOutbox *outbox,
                     gint64    id)
{
  PlBatchDialog *self;

  g_return_val_if_fail (PL_IS_OUTBOX (outbox), NULL);

  self = g_object_new (PL_TYPE_BATCH_DIALOG, NULL);
  self->outbox = g_object_ref (outbox);
  self->id = id;
  if (id != 0)
    read_batch (self);
  else
    pl_outbox_list_batches_async (outbox, BATCHES_SHOWN, self->cancellable, list_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
