/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On top of the list: the changes that wait, whose outcome is not known, or that were refused. */
#include "config.h"

#include "pl-outbox-view.h"

#include <glib/gi18n.h>

#include "pl-batch-bar.h"
#include "pl-batch-text.h"
#include "pl-intent-attention.h"
#include "pl-intent-row.h"
#include "pl-outbox-layout.h"
#include "pl-rest-bar.h"

/* A long outbox never builds more rows than a person reads. */
#define N_MOST 50
/* On a batch: the stage of it that was told. */
#define TOLD "pl-told"

struct _PlOutboxView
{
  AdwBin              parent_instance;

  PlSession          *session;         /* (owned) (nullable) */
  GSignalGroup       *session_signals;
  PlOutbox           *outbox;          /* (owned) (nullable) */
  GPtrArray          *watched;         /* (element-type PlIntent), as the outbox lists them */
  gulong              items_changed_id;
  gulong              rest_id;
  GtkCustomFilter    *filter;
  GtkFilterListModel *shown;
  GtkCustomSorter    *sorter;
  GtkSliceListModel  *slice;
  GtkCustomSorter    *batch_sorter;
  GtkSortListModel   *batches_sorted;
  GtkSliceListModel  *batch_slice;
  guint               show_source;
  GSignalGroup       *batch_signals;   /* of the outbox's batches */

  PlOutboxLayout     *layout;          /* (unowned) the widget's own */
  GtkScrolledWindow  *scroller;        /* (unowned) template */
  GtkListBox         *list;            /* (unowned) template */
  GtkListBox         *batches;         /* (unowned) template */
  GtkLabel           *overflow;        /* (unowned) template */
  GtkToggleButton    *more_button;     /* (unowned) template */
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_OUTBOX,
  PROP_HELD,
} PlOutboxViewProperty;

typedef enum
{
  SIGNAL_DONE,
  SIGNAL_BATCH_DONE,
} PlOutboxViewSignal;

static GParamSpec *properties[PROP_HELD + 1];
static guint signals[SIGNAL_BATCH_DONE + 1];

G_DEFINE_FINAL_TYPE (PlOutboxView, pl_outbox_view, ADW_TYPE_BIN)

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  PlOutboxView *self = user_data;

  return pl_intent_attention_has_row (self->outbox, item, g_get_real_time ());
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  PlOutboxView *self = user_data;
  GtkWidget *row = pl_intent_row_new (self->session, self->outbox, item);

  g_object_bind_property (self, "held", row, "held", G_BINDING_SYNC_CREATE);

  return row;
}

/* What waits for the user comes before what waits for Payroc; otherwise the oldest first. */
static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  return (int) pl_intent_attention_is_urgent ((PlIntent *) b) - (int) pl_intent_attention_is_urgent ((PlIntent *) a);
}

static gboolean
is_held (PlOutboxView *self)
{
  PlSessionState state = self->session != NULL ? pl_session_get_state (self->session) : PL_SESSION_READY;

  return state != PL_SESSION_READY && state != PL_SESSION_OPENING;
}

static guint
count_batches (PlOutboxView *self)
{
  return self->outbox != NULL ? g_list_model_get_n_items (pl_outbox_get_batches (self->outbox)) : 0;
}

static gboolean
is_cut_off (PlOutboxView *self)
{
  return self->outbox != NULL && pl_outbox_get_rest (self->outbox) == PL_OUTBOX_REST_UNREACHABLE && !is_held (self);
}

/* They come first. */
static guint
count_urgent (PlOutboxView *self)
{
  GListModel *changes = gtk_slice_list_model_get_model (self->slice);
  const guint n_changes = g_list_model_get_n_items (changes);

  for (guint i = 0; i < n_changes; i++)
    {
      g_autoptr(PlIntent) intent = g_list_model_get_item (changes, i);

      if (!pl_intent_attention_is_urgent (intent))
        return i;
    }

  return n_changes;
}

static void
update_more (PlOutboxView *self)
{
  const gboolean cut_off = is_cut_off (self);
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  const guint n_batches = count_batches (self);
  const gboolean all = gtk_toggle_button_get_active (self->more_button);
  guint n_folded = n_shown;
  guint n_batches_folded = n_batches;
  guint n_more;
  g_autofree char *label = NULL;

  pl_outbox_layout_fold (self->layout, &n_folded, &n_batches_folded);
  pl_outbox_layout_set_open (self->layout, all);
  /* What each of them would say, the bar above says for all. */
  if (cut_off)
    n_folded = MIN (n_folded, count_urgent (self));
  n_more = n_shown + n_batches - n_folded - n_batches_folded;
  gtk_slice_list_model_set_size (self->slice, all ? N_MOST : n_folded);
  gtk_slice_list_model_set_size (self->batch_slice, all ? n_batches : n_batches_folded);

  if (all)
    label = g_strdup (_("Show Fewer"));
  else if (n_folded + n_batches_folded == 0)
    label = g_strdup_printf (ngettext ("Show %u Unfinished Change", "Show %u Unfinished Changes", n_more), n_more);
  else
    label = g_strdup_printf (ngettext ("Show %u More Unfinished Change", "Show %u More Unfinished Changes", n_more),
                             n_more);
  gtk_button_set_label (GTK_BUTTON (self->more_button), label);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->more_button))), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), n_more > 0);

  g_clear_pointer (&label, g_free);
  label = g_strdup_printf (ngettext ("%u more follows when these are dealt with.",
                                     "%u more follow when these are dealt with.", n_shown - MIN (n_shown, N_MOST)),
                           n_shown - MIN (n_shown, N_MOST));
  gtk_label_set_text (self->overflow, label);
  gtk_widget_set_visible (GTK_WIDGET (self->overflow), all && n_shown > N_MOST);

  gtk_widget_set_visible (GTK_WIDGET (self->list), all ? n_shown > 0 : n_folded > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->batches), all ? n_batches > 0 : n_batches_folded > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), n_shown > 0 || n_batches > 0 || cut_off);
}

static void show_later (PlOutboxView *self,
                        PlIntent     *intent);

static void
session_state_cb (PlOutboxView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HELD]);
  update_more (self);
}

static void
more_toggled_cb (PlOutboxView *self)
{
  update_more (self);
}

static gboolean
show_cb (gpointer user_data)
{
  PlOutboxView *self = user_data;

  self->show_source = 0;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  /* One that came while the time ran has not had all of it. */
  for (guint i = 0; i < self->watched->len; i++)
    show_later (self, g_ptr_array_index (self->watched, i));

  return G_SOURCE_REMOVE;
}

/* Only where time alone brings a row, and the oldest comes first: nothing is looked at for nothing. */
static void
show_later (PlOutboxView *self,
            PlIntent     *intent)
{
  const gint64 wait = pl_intent_attention_get_wait (intent, g_get_real_time ());

  if (wait >= 0 && self->show_source == 0)
    self->show_source = g_timeout_add ((guint) (wait / 1000) + 1, show_cb, self);
}

typedef struct
{
  PlOutboxView *self;   /* (owned) */
  PlOutbox     *outbox; /* (owned) another one may be shown when it is told */
  PlIntent     *intent; /* (owned) */
} Finished;

/* The outbox is in the middle of telling: taking the row away has to wait until it is through. Whoever waits for the
 * intent hears of it before the window does, so that it need not offer to show what is on the screen already. */
static gboolean
dismiss_cb (gpointer user_data)
{
  Finished *finished = user_data;

  if (pl_intent_get_state (finished->intent) == PL_INTENT_DONE && pl_intent_get_batch (finished->intent) == 0
      && finished->outbox == finished->self->outbox)
    g_signal_emit (finished->self, signals[SIGNAL_DONE], 0, finished->intent);

  pl_outbox_dismiss (finished->outbox, pl_intent_get_id (finished->intent));
  return G_SOURCE_REMOVE;
}

static void
finished_free (gpointer user_data)
{
  Finished *finished = user_data;

  g_object_unref (finished->self);
  g_object_unref (finished->outbox);
  g_object_unref (finished->intent);
  g_free (finished);
}

static void
finish (PlOutboxView *self,
        PlIntent     *intent)
{
  Finished *finished = g_new0 (Finished, 1);

  finished->self = g_object_ref (self);
  finished->outbox = g_object_ref (self->outbox);
  finished->intent = g_object_ref (intent);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, dismiss_cb, finished, finished_free);
}

static gboolean
is_over (PlIntent *intent)
{
  return pl_intent_get_state (intent) == PL_INTENT_DONE || pl_intent_get_state (intent) == PL_INTENT_DISCARDED;
}

static void
intent_notify_cb (PlOutboxView *self,
                  GParamSpec   *pspec,
                  PlIntent     *intent)
{
  if (g_str_equal (pspec->name, "state"))
    {
      if (is_over (intent))
        finish (self, intent);
    }

  if (g_str_equal (pspec->name, "state") || g_str_equal (pspec->name, "error"))
    {
      gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
      gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
      show_later (self, intent);
    }
}

static GtkWidget *
create_batch_bar (gpointer item,
                  gpointer user_data)
{
  PlOutboxView *self = user_data;

  return pl_batch_bar_new (self->outbox, item);
}

/* A batch that leaves nothing to be looked at closes itself; it is told, and that is all. */
static void
batch_stage_cb (PlOutboxView *self,
                GParamSpec   *pspec,
                PlBatch      *batch)
{
  guint stage = pl_batch_attention_get_stage (batch);
  guint told = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (batch), TOLD));

  gtk_sorter_changed (GTK_SORTER (self->batch_sorter), GTK_SORTER_CHANGE_DIFFERENT);
  g_object_set_data (G_OBJECT (batch), TOLD, GUINT_TO_POINTER (stage));
  if (stage <= told || !pl_batch_attention_is_news (batch))
    return;

  g_signal_emit (self, signals[SIGNAL_BATCH_DONE], 0, batch);
  if (stage < 2 || !pl_batch_text_is_clean (batch))
    return;

  pl_outbox_steer_batch_async (self->outbox, pl_batch_get_id (batch), PL_OUTBOX_BATCH_CLOSE, NULL, NULL, NULL);
}

static void
batches_changed_cb (PlOutboxView *self,
                    guint         position,
                    guint         n_removed,
                    guint         n_added,
                    GListModel   *batches)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(PlBatch) batch = g_list_model_get_item (batches, i);

      g_object_set_data (G_OBJECT (batch), TOLD, GUINT_TO_POINTER (pl_batch_attention_get_stage (batch)));
      g_signal_connect_object (batch, "notify::rests", G_CALLBACK (batch_stage_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (batch, "notify::finished", G_CALLBACK (batch_stage_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
watch (PlOutboxView *self,
       guint         position,
       guint         n_removed,
       guint         n_added)
{
  for (guint i = 0; i < n_removed; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, position + i), intent_notify_cb, self);
  if (n_removed > 0)
    g_ptr_array_remove_range (self->watched, position, n_removed);

  for (guint i = 0; i < n_added; i++)
    {
      PlIntent *intent = g_list_model_get_item (G_LIST_MODEL (self->outbox), position + i);

      g_signal_connect_swapped (intent, "notify", G_CALLBACK (intent_notify_cb), self);
      g_ptr_array_insert (self->watched, position + i, intent);
      /* While another account was shown, and nobody was there to tell. */
      if (is_over (intent))
        finish (self, intent);
      show_later (self, intent);
    }
}

static void
items_changed_cb (PlOutboxView *self,
                  guint         position,
                  guint         n_removed,
                  guint         n_added)
{
  watch (self, position, n_removed, n_added);
}

static void
set_session (PlOutboxView *self,
             PlSession    *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->session_signals, session);
  pl_outbox_view_set_outbox (self, session != NULL ? pl_session_get_outbox (session) : NULL);
  session_state_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pl_outbox_view_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  PlOutboxView *self = PL_OUTBOX_VIEW (object);

  switch ((PlOutboxViewProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_OUTBOX:
      g_value_set_object (value, self->outbox);
      break;
    case PROP_HELD:
      g_value_set_boolean (value, is_held (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_outbox_view_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  PlOutboxView *self = PL_OUTBOX_VIEW (object);

  switch ((PlOutboxViewProperty) prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_OUTBOX:
      pl_outbox_view_set_outbox (self, g_value_get_object (value));
      break;
    case PROP_HELD:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_outbox_view_dispose (GObject *object)
{
  PlOutboxView *self = PL_OUTBOX_VIEW (object);

  g_clear_handle_id (&self->show_source, g_source_remove);
  if (self->list != NULL)
    {
      gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
      pl_outbox_view_set_outbox (self, NULL);
      gtk_list_box_bind_model (self->batches, NULL, NULL, NULL, NULL);
      self->list = NULL;
    }
  g_clear_object (&self->session_signals);
  g_clear_object (&self->batch_signals);
  g_clear_object (&self->batch_slice);
  g_clear_object (&self->batches_sorted);
  g_clear_object (&self->batch_sorter);
  g_clear_object (&self->slice);
  g_clear_object (&self->sorter);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_outbox_view_parent_class)->dispose (object);
}

static void
pl_outbox_view_finalize (GObject *object)
{
  PlOutboxView *self = PL_OUTBOX_VIEW (object);

  g_ptr_array_unref (self->watched);

  G_OBJECT_CLASS (pl_outbox_view_parent_class)->finalize (object);
}

static void
pl_outbox_view_class_init (PlOutboxViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_outbox_view_get_property;
  object_class->set_property = pl_outbox_view_set_property;
  object_class->dispose = pl_outbox_view_dispose;
  object_class->finalize = pl_outbox_view_finalize;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_OUTBOX] =
    g_param_spec_object ("outbox", NULL, NULL, PL_TYPE_OUTBOX,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HELD] =
    g_param_spec_boolean ("held", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, PL_TYPE_INTENT);

  signals[SIGNAL_BATCH_DONE] =
    g_signal_new ("batch-done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, PL_TYPE_BATCH);

  g_type_ensure (PL_TYPE_REST_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-outbox-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PlOutboxView, list);
  gtk_widget_class_bind_template_child (widget_class, PlOutboxView, scroller);
  gtk_widget_class_bind_template_child (widget_class, PlOutboxView, more_button);
  gtk_widget_class_bind_template_child (widget_class, PlOutboxView, batches);
  gtk_widget_class_bind_template_child (widget_class, PlOutboxView, overflow);
  gtk_widget_class_bind_template_callback (widget_class, more_toggled_cb);
}

static void
pl_outbox_view_init (PlOutboxView *self)
{
  GtkSortListModel *sorted;

  self->session_signals = g_signal_group_new (PL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::state", G_CALLBACK (session_state_cb), self);
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->batch_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->batch_signals, "items-changed", G_CALLBACK (batches_changed_cb), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->layout = PL_OUTBOX_LAYOUT (pl_outbox_layout_new (self->scroller));
  g_signal_connect_object (self->layout, "folded", G_CALLBACK (update_more), self, G_CONNECT_SWAPPED);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), GTK_LAYOUT_MANAGER (self->layout));

  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  self->shown = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  self->sorter = gtk_custom_sorter_new (compare_cb, NULL, NULL);
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->shown)),
                                    g_object_ref (GTK_SORTER (self->sorter)));
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (sorted), 0, 0);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_more), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->slice), create_row, self, NULL);

  self->batch_sorter = gtk_custom_sorter_new (pl_batch_attention_compare, NULL, NULL);
  self->batches_sorted = gtk_sort_list_model_new (NULL, g_object_ref (GTK_SORTER (self->batch_sorter)));
  self->batch_slice = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->batches_sorted)), 0, 0);
  g_signal_connect_object (self->batches_sorted, "items-changed", G_CALLBACK (update_more), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_list_box_bind_model (self->batches, G_LIST_MODEL (self->batch_slice), create_batch_bar, self, NULL);
  update_more (self);
}

GtkWidget *
pl_outbox_view_new (void)
{
  return g_object_new (PL_TYPE_OUTBOX_VIEW, NULL);
}

void
pl_outbox_view_set_outbox (PlOutboxView *self,
                           PlOutbox     *outbox)
{
  g_return_if_fail (PL_IS_OUTBOX_VIEW (self));
  g_return_if_fail (outbox == NULL || PL_IS_OUTBOX (outbox));

  if (self->outbox == outbox)
    return;

  /* Rows hold the old outbox: they go first. */
  gtk_filter_list_model_set_model (self->shown, NULL);
  watch (self, 0, self->watched->len, 0);
  if (self->outbox != NULL)
    {
      g_clear_signal_handler (&self->items_changed_id, self->outbox);
      g_clear_signal_handler (&self->rest_id, self->outbox);
    }

  gtk_sort_list_model_set_model (self->batches_sorted, NULL);
  for (guint i = 0; i < count_batches (self); i++)
    {
      g_autoptr(PlBatch) batch = g_list_model_get_item (pl_outbox_get_batches (self->outbox), i);

      g_signal_handlers_disconnect_by_func (batch, batch_stage_cb, self);
    }

  g_set_object (&self->outbox, outbox);
  g_signal_group_set_target (self->batch_signals, outbox != NULL ? pl_outbox_get_batches (outbox) : NULL);

  if (outbox != NULL)
    {
      gtk_sort_list_model_set_model (self->batches_sorted, pl_outbox_get_batches (outbox));
      batches_changed_cb (self, 0, 0, count_batches (self), pl_outbox_get_batches (outbox));
      watch (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (outbox)));
      self->items_changed_id = g_signal_connect_object (outbox, "items-changed", G_CALLBACK (items_changed_cb),
                                                        self, G_CONNECT_SWAPPED);
      self->rest_id = g_signal_connect_object (outbox, "notify::rest", G_CALLBACK (update_more), self,
                                               G_CONNECT_SWAPPED);
      gtk_filter_list_model_set_model (self->shown, G_LIST_MODEL (outbox));
    }

  update_more (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTBOX]);
}

guint
pl_outbox_view_get_n_shown (PlOutboxView *self)
{
  g_return_val_if_fail (PL_IS_OUTBOX_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}
