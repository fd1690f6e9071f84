/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows arrive from the worker, again and again; each becomes one lasting object that the window may hold on to. */
#include "pl-intent-list.h"

#include "pl-intent-private.h"

struct _PlIntentList
{
  GObject parent_instance;

  GPtrArray  *intents;   /* (owned) (element-type PlIntent) by id */
  GHashTable *by_id;     /* (owned) (element-type gint64 PlIntent) */
  GHashTable *waiting;   /* (owned) (element-type gint64 PlIntent) by what they wait for */
  GHashTable *dismissed; /* (owned) (element-type gint64) not to be seen again in this run */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlIntentList, pl_intent_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Where id is, or belongs. */
static guint
find_position (PlIntentList *self,
               gint64        id)
{
  guint low = 0;
  guint high = self->intents->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (pl_intent_get_id (g_ptr_array_index (self->intents, middle)) < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static PlIntent *
add (PlIntentList      *self,
     const PlOutboxRow *row)
{
  PlIntent *intent = pl_intent_new (row);
  const guint position = find_position (self, row->id);

  g_ptr_array_insert (self->intents, (int) position, intent);
  g_hash_table_insert (self->by_id, g_memdup2 (&row->id, sizeof (gint64)), intent);
  if (row->waits_for != 0)
    g_hash_table_insert (self->waiting, g_memdup2 (&row->waits_for, sizeof (gint64)), intent);

  return intent;
}

static void
drop (PlIntentList *self,
      PlIntent     *intent)
{
  g_autoptr (PlIntent) keep = g_object_ref (intent);
  const PlOutboxRow *row = pl_intent_get_row (intent);
  const guint position = find_position (self, row->id);

  if (row->waits_for != 0)
    g_hash_table_remove (self->waiting, &row->waits_for);
  g_hash_table_remove (self->by_id, &row->id);
  g_ptr_array_remove_index (self->intents, position);

  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* Of a batch, and neither on its way nor in trouble. */
static gboolean
is_one_of_many (const PlOutboxRow *row)
{
  return row->batch != 0
         && ((row->state == PL_INTENT_WAITING && row->error == NULL) || row->state == PL_INTENT_DONE);
}

static GType
get_item_type (GListModel *model)
{
  return PL_TYPE_INTENT;
}

static guint
get_n_items (GListModel *model)
{
  return PL_INTENT_LIST (model)->intents->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  PlIntentList *self = PL_INTENT_LIST (model);

  return position < self->intents->len ? g_object_ref (g_ptr_array_index (self->intents, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
pl_intent_list_finalize (GObject *object)
{
  PlIntentList *self = PL_INTENT_LIST (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->dismissed, g_hash_table_unref);
  g_clear_pointer (&self->intents, g_ptr_array_unref);

  G_OBJECT_CLASS (pl_intent_list_parent_class)->finalize (object);
}

static void
pl_intent_list_class_init (PlIntentListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_intent_list_finalize;
}

static void
pl_intent_list_init (PlIntentList *self)
{
  self->intents = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->waiting = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->dismissed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * pl_intent_list_new:
 *
 * Returns: (transfer full): an empty list
 */
PlIntentList *
pl_intent_list_new (void)
{
  return g_object_new (PL_TYPE_INTENT_LIST, NULL);
}

/**
 * pl_intent_list_take_row:
 * @self: a list
 * @row: a row as it was committed; copied
 * @link: (nullable): what came of it
 * @event: (nullable): what came of it
 * @ignored: (nullable) (element-type utf8): what of it was not taken
 *
 * Adds the row or brings its intent up to it; one that was discarded leaves. Of a batch only that is here which is on
 * its way or went wrong: the rest is told by the batch.
 *
 * Returns: (transfer full) (nullable): the intent; %NULL when it was dismissed before, or is one of many
 */
PlIntent *
pl_intent_list_take_row (PlIntentList       *self,
                         const PlOutboxRow  *row,
                         PayrocLink         *link,
                         PayrocSharingEvent *event,
                         GPtrArray          *ignored)
{
  g_autoptr (PlIntent) intent = NULL;
  gboolean added = FALSE;

  g_return_val_if_fail (PL_IS_INTENT_LIST (self), NULL);
  g_return_val_if_fail (row != NULL, NULL);

  if (g_hash_table_contains (self->dismissed, &row->id))
    return NULL;

  intent = g_hash_table_lookup (self->by_id, &row->id);
  if (intent == NULL && is_one_of_many (row))
    return NULL;

  if (intent == NULL)
    {
      intent = add (self, row);
      added = TRUE;
    }
  g_object_ref (intent);

  if (link != NULL || event != NULL)
    pl_intent_set_result (intent, link, event, ignored);

  if (added)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), find_position (self, row->id), 0, 1);
    }
  else
    {
      pl_intent_set_row (intent, row);
    }

  if ((row->state == PL_INTENT_DISCARDED || (row->state == PL_INTENT_DONE && row->batch != 0))
      && g_hash_table_contains (self->by_id, &row->id))
    drop (self, intent);

  return g_steal_pointer (&intent);
}

/**
 * pl_intent_list_find:
 * @self: a list
 * @id: a row's number
 *
 * Returns: (transfer none) (nullable): its intent
 */
PlIntent *
pl_intent_list_find (PlIntentList *self,
                     gint64        id)
{
  g_return_val_if_fail (PL_IS_INTENT_LIST (self), NULL);

  return g_hash_table_lookup (self->by_id, &id);
}

/**
 * pl_intent_list_find_waiting:
 * @self: a list
 * @waits_for: a row's number
 *
 * Returns: (transfer none) (nullable): the intent that waits, or waited, for that one
 */
PlIntent *
pl_intent_list_find_waiting (PlIntentList *self,
                             gint64        waits_for)
{
  g_return_val_if_fail (PL_IS_INTENT_LIST (self), NULL);

  return g_hash_table_lookup (self->waiting, &waits_for);
}

/**
 * pl_intent_list_is_left_to_user:
 * @self: a list
 * @intent: one of its intents
 *
 * Returns: whether nothing becomes of it before the user decides: about it, or about what it waits for
 */
gboolean
pl_intent_list_is_left_to_user (PlIntentList *self,
                                PlIntent     *intent)
{
  PlIntent *before = NULL;

  g_return_val_if_fail (PL_IS_INTENT_LIST (self), FALSE);

  if (pl_intent_get_state (intent) == PL_INTENT_WAITING)
    before = pl_intent_list_find (self, pl_intent_get_waits_for (intent));

  return pl_intent_needs_decision (before != NULL ? before : intent);
}

/**
 * pl_intent_list_find_before:
 * @self: a list
 * @intent: one of its intents
 *
 * Returns: (transfer none) (nullable): the last unfinished one before it about the same link that is not left to the
 *   user
 */
PlIntent *
pl_intent_list_find_before (PlIntentList *self,
                            PlIntent     *intent)
{
  const char *link_id = pl_intent_get_link_id (intent);

  g_return_val_if_fail (PL_IS_INTENT_LIST (self), NULL);

  for (guint i = link_id != NULL ? find_position (self, pl_intent_get_id (intent)) : 0; i > 0; i--)
    {
      PlIntent *before = g_ptr_array_index (self->intents, i - 1);

      if (!pl_intent_is_finished (before) && !pl_intent_list_is_left_to_user (self, before)
          && g_strcmp0 (pl_intent_get_link_id (before), link_id) == 0)
        return before;
    }

  return NULL;
}

/**
 * pl_intent_list_dismiss:
 * @self: a list
 * @id: a row's number
 *
 * Takes a finished intent out of sight, also when its row should be read again.
 *
 * Returns: whether it was there and finished
 */
gboolean
pl_intent_list_dismiss (PlIntentList *self,
                        gint64        id)
{
  PlIntent *intent;

  g_return_val_if_fail (PL_IS_INTENT_LIST (self), FALSE);

  intent = g_hash_table_lookup (self->by_id, &id);
  if (intent == NULL || !pl_intent_is_finished (intent))
    return FALSE;

  g_hash_table_add (self->dismissed, g_memdup2 (&id, sizeof id));
  drop (self, intent);

  return TRUE;
}

/**
 * pl_intent_list_find_unlisted:
 * @self: a list
 * @rows: (element-type PlOutboxRow): all rows that are not done or discarded
 *
 * Returns: (transfer full) (element-type gint64): the intents that seem unfinished and are not among @rows
 */
GArray *
pl_intent_list_find_unlisted (PlIntentList *self,
                              GPtrArray    *rows)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) listed = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_return_val_if_fail (PL_IS_INTENT_LIST (self), NULL);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (listed, &((PlOutboxRow *) g_ptr_array_index (rows, i))->id);

  for (guint i = 0; i < self->intents->len; i++)
    {
      PlIntent *intent = g_ptr_array_index (self->intents, i);
      const gint64 id = pl_intent_get_id (intent);

      if (!pl_intent_is_finished (intent) && !g_hash_table_contains (listed, &id))
        g_array_append_val (ids, id);
    }

  return g_steal_pointer (&ids);
}

/**
 * pl_intent_list_find_later:
 * @self: a list
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full) (element-type gint64): the intents that wait for another attempt by themselves
 */
GArray *
pl_intent_list_find_later (PlIntentList *self,
                           gint64        now)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (PL_IS_INTENT_LIST (self), NULL);

  for (guint i = 0; i < self->intents->len; i++)
    {
      PlIntent *intent = g_ptr_array_index (self->intents, i);
      const gint64 id = pl_intent_get_id (intent);

      if (!pl_intent_is_finished (intent) && !pl_intent_needs_decision (intent)
          && pl_intent_get_next_attempt_at (intent) > now)
        g_array_append_val (ids, id);
    }

  return g_steal_pointer (&ids);
}

/**
 * pl_intent_list_find_failed:
 * @self: a list
 * @domain: an error's
 * @code: an error's
 *
 * Returns: (transfer full) (element-type gint64): the intents that wait for another attempt by themselves, the last one
 *   having failed for that reason
 */
GArray *
pl_intent_list_find_failed (PlIntentList *self,
                            GQuark        domain,
                            int           code)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (PL_IS_INTENT_LIST (self), NULL);

  for (guint i = 0; i < self->intents->len; i++)
    {
      PlIntent *intent = g_ptr_array_index (self->intents, i);
      const gint64 id = pl_intent_get_id (intent);

      if (!pl_intent_is_finished (intent) && !pl_intent_needs_decision (intent)
          && g_error_matches (pl_intent_get_error (intent), domain, code))
        g_array_append_val (ids, id);
    }

  return g_steal_pointer (&ids);
}
