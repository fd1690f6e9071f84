/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window binds to a batch instead of to its thousand intents. */
#include "pl-batch-private.h"

struct _PlBatch
{
  GObject parent_instance;

  PlBatchRow *row; /* (owned) as last read */
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_PAUSED,
  PROP_FINISHED,
  PROP_N_TOTAL,
  PROP_N_DONE,
  PROP_N_REFUSED,
  PROP_N_ASKING,
  PROP_N_DISCARDED,
  PROP_N_DIFFERENT,
  PROP_RESTS,
} PlBatchProperty;

static GParamSpec *properties[PROP_RESTS + 1];

G_DEFINE_FINAL_TYPE (PlBatch, pl_batch, G_TYPE_OBJECT)

static void
pl_batch_get_property (GObject    *object,
                       guint       property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  PlBatch *self = PL_BATCH (object);

  switch ((PlBatchProperty) property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->row->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->row->name);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->row->paused);
      break;
    case PROP_FINISHED:
      g_value_set_boolean (value, pl_batch_get_finished (self));
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, pl_batch_get_n_total (self));
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, pl_batch_get_n_done (self));
      break;
    case PROP_N_REFUSED:
      g_value_set_uint (value, pl_batch_get_n_refused (self));
      break;
    case PROP_N_ASKING:
      g_value_set_uint (value, pl_batch_get_n_asking (self));
      break;
    case PROP_N_DISCARDED:
      g_value_set_uint (value, pl_batch_get_n_discarded (self));
      break;
    case PROP_N_DIFFERENT:
      g_value_set_uint (value, pl_batch_get_n_different (self));
      break;
    case PROP_RESTS:
      g_value_set_boolean (value, pl_batch_get_rests (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
pl_batch_finalize (GObject *object)
{
  PlBatch *self = PL_BATCH (object);

  g_clear_pointer (&self->row, pl_batch_row_free);

  G_OBJECT_CLASS (pl_batch_parent_class)->finalize (object);
}

static GParamSpec *
new_count (const char *name)
{
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
pl_batch_class_init (PlBatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_batch_get_property;
  object_class->finalize = pl_batch_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_FINISHED] = g_param_spec_boolean ("finished", NULL, NULL, FALSE, flags);
  properties[PROP_N_TOTAL] = new_count ("n-total");
  properties[PROP_N_DONE] = new_count ("n-done");
  properties[PROP_N_REFUSED] = new_count ("n-refused");
  properties[PROP_N_ASKING] = new_count ("n-asking");
  properties[PROP_N_DISCARDED] = new_count ("n-discarded");
  properties[PROP_N_DIFFERENT] = new_count ("n-different");
  properties[PROP_RESTS] = g_param_spec_boolean ("rests", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_batch_init (PlBatch *self)
{
}

/**
 * pl_batch_new:
 * @row: a row as it was read; copied
 *
 * Returns: (transfer full): a batch
 */
PlBatch *
pl_batch_new (const PlBatchRow *row)
{
  PlBatch *self = g_object_new (PL_TYPE_BATCH, NULL);

  self->row = pl_batch_row_copy (row);

  return self;
}

/**
 * pl_batch_find:
 * @store: (element-type PlBatch): batches
 * @id: a batch's number
 *
 * Returns: (transfer none) (nullable): it
 */
PlBatch *
pl_batch_find (GListStore *store,
               gint64      id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (PlBatch) batch = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (batch->row->id == id)
        return batch;
    }

  return NULL;
}

/* Its row, read again; copied. */
static void
set_row (PlBatch          *self,
         const PlBatchRow *row)
{
  g_autoptr (PlBatch) before = pl_batch_new (self->row);

  g_assert (row->id == self->row->id);

  pl_batch_row_free (self->row);
  self->row = pl_batch_row_copy (row);

  g_object_freeze_notify (G_OBJECT (self));
  if (self->row->paused != before->row->paused)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  if (pl_batch_get_n_total (self) != pl_batch_get_n_total (before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
  if (pl_batch_get_n_done (self) != pl_batch_get_n_done (before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
  if (pl_batch_get_n_refused (self) != pl_batch_get_n_refused (before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_REFUSED]);
  if (pl_batch_get_n_asking (self) != pl_batch_get_n_asking (before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ASKING]);
  if (pl_batch_get_n_discarded (self) != pl_batch_get_n_discarded (before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DISCARDED]);
  if (pl_batch_get_n_different (self) != pl_batch_get_n_different (before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DIFFERENT]);
  if (pl_batch_get_rests (self) != pl_batch_get_rests (before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESTS]);
  if (pl_batch_get_finished (self) != pl_batch_get_finished (before))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINISHED]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * pl_batch_sync:
 * @store: (element-type PlBatch): batches, by id
 * @rows: (element-type PlBatchRow): what they shall be, by id
 *
 * Adds, brings up to date and takes away.
 */
void
pl_batch_sync (GListStore *store,
               GPtrArray  *rows)
{
  guint place = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const PlBatchRow *row = g_ptr_array_index (rows, i);
      g_autoptr (PlBatch) batch = g_list_model_get_item (G_LIST_MODEL (store), place);

      while (batch != NULL && batch->row->id < row->id)
        {
          g_list_store_remove (store, place);
          g_clear_object (&batch);
          batch = g_list_model_get_item (G_LIST_MODEL (store), place);
        }

      if (batch != NULL && batch->row->id == row->id)
        {
          set_row (batch, row);
        }
      else
        {
          g_autoptr (PlBatch) added = pl_batch_new (row);

          g_list_store_insert (store, place, added);
        }

      place++;
    }

  while (g_list_model_get_n_items (G_LIST_MODEL (store)) > place)
    g_list_store_remove (store, place);
}

/**
 * pl_batch_get_id:
 * @self: a batch
 *
 * Returns: its number
 */
gint64
pl_batch_get_id (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return self->row->id;
}

/**
 * pl_batch_get_name:
 * @self: a batch
 *
 * Returns: (transfer none) (nullable): what the merchant knows it by
 */
const char *
pl_batch_get_name (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), NULL);

  return self->row->name;
}

/**
 * pl_batch_get_created_at:
 * @self: a batch
 *
 * Returns: when it was asked for, in microseconds since the epoch
 */
gint64
pl_batch_get_created_at (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return self->row->created_at;
}

/**
 * pl_batch_get_deed:
 * @self: a batch
 *
 * Returns: what it does with its links
 */
PlBatchDeed
pl_batch_get_deed (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), PL_BATCH_MIXED);

  return self->row->deed;
}

/**
 * pl_batch_get_n_links:
 * @self: a batch
 *
 * Returns: how many links it is about, or makes, which may be fewer than its intents; 0 when that is not known
 */
guint
pl_batch_get_n_links (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return self->row->n_links;
}

/**
 * pl_batch_get_made:
 * @self: a batch
 * @n_links: (out): how many links it was to make
 * @n_links_done: (out): how many of them are made
 * @n_mails: (out): how many mails it was to send
 * @n_mails_done: (out): how many of them are sent
 *
 * Returns: whether it made and sent links, and all of it came to an end
 */
gboolean
pl_batch_get_made (PlBatch *self,
                   guint   *n_links,
                   guint   *n_links_done,
                   guint   *n_mails,
                   guint   *n_mails_done)
{
  g_return_val_if_fail (PL_IS_BATCH (self), FALSE);

  *n_links = self->row->n_made;
  *n_links_done = self->row->n_made_done;
  *n_mails = self->row->n_mails;
  *n_mails_done = self->row->n_mails_done;

  return *n_links + *n_mails > 0;
}

/**
 * pl_batch_count:
 * @self: a batch
 * @state: a state
 *
 * Returns: how many of its intents are in it
 */
guint
pl_batch_count (PlBatch       *self,
                PlIntentState  state)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);
  g_return_val_if_fail (state < PL_BATCH_N_STATES, 0);

  return self->row->counts[state];
}

/**
 * pl_batch_get_paused:
 * @self: a batch
 *
 * Returns: whether nothing more of it leaves until the user says so
 */
gboolean
pl_batch_get_paused (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), FALSE);

  return self->row->paused;
}

/**
 * pl_batch_get_finished:
 * @self: a batch
 *
 * Returns: whether all of it is done, refused or given up
 */
gboolean
pl_batch_get_finished (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), FALSE);

  return self->row->counts[PL_INTENT_WAITING] + self->row->counts[PL_INTENT_SENDING]
         + self->row->counts[PL_INTENT_UNSURE] == 0;
}

/**
 * pl_batch_get_n_total:
 * @self: a batch
 *
 * Returns: how many intents it is
 */
guint
pl_batch_get_n_total (PlBatch *self)
{
  guint total = 0;

  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  for (guint i = 0; i < PL_BATCH_N_STATES; i++)
    total += self->row->counts[i];

  return total;
}

/**
 * pl_batch_get_n_done:
 * @self: a batch
 *
 * Returns: how many of its intents are done
 */
guint
pl_batch_get_n_done (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return self->row->counts[PL_INTENT_DONE];
}

/**
 * pl_batch_get_n_refused:
 * @self: a batch
 *
 * Returns: how many of its intents Payroc refused
 */
guint
pl_batch_get_n_refused (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return self->row->counts[PL_INTENT_REFUSED];
}

/**
 * pl_batch_get_n_asking:
 * @self: a batch
 *
 * Returns: how many of its intents wait for the user's decision
 */
guint
pl_batch_get_n_asking (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return self->row->n_asking;
}

/**
 * pl_batch_get_n_discarded:
 * @self: a batch
 *
 * Returns: how many of its intents were given up
 */
guint
pl_batch_get_n_discarded (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return self->row->counts[PL_INTENT_DISCARDED];
}

/**
 * pl_batch_get_n_different:
 * @self: a batch
 *
 * Payroc may answer with another link than was asked for, or take a change without changing anything (CONTRACT.md):
 * that is done, and still not what the user believes.
 *
 * Returns: how many of those that are done came out otherwise; 0 while something of it is still sent
 */
guint
pl_batch_get_n_different (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return self->row->n_different;
}

/**
 * pl_batch_get_rests:
 * @self: a batch
 *
 * Returns: whether nothing more of it happens by itself: it is finished, or all that is left waits for the user's
 *   decision, or for what does
 */
gboolean
pl_batch_get_rests (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), FALSE);

  return pl_batch_get_n_going (self) == 0;
}

/**
 * pl_batch_get_n_going:
 * @self: a batch
 *
 * Returns: how many of those that are left come to their end without the user's decision, were the batch not paused
 */
guint
pl_batch_get_n_going (PlBatch *self)
{
  guint n_left;

  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  n_left = pl_batch_get_n_left (self);

  return n_left - MIN (n_left, self->row->n_asking + self->row->n_held);
}

/**
 * pl_batch_get_n_left:
 * @self: a batch
 *
 * Returns: how many have not come to their end: they are neither done, nor refused, nor given up
 */
guint
pl_batch_get_n_left (PlBatch *self)
{
  g_return_val_if_fail (PL_IS_BATCH (self), 0);

  return pl_batch_get_n_total (self) - pl_batch_get_n_done (self) - pl_batch_get_n_refused (self)
         - pl_batch_get_n_discarded (self);
}
