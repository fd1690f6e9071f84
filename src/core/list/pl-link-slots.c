/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are asked for one by one and read together; what only moved is not read again. */
#include "pl-link-slots.h"

/* Rows that nobody sees are read when there is time: so many milliseconds after the last ones, so many together. */
#define REST_WAIT 50
#define REST_STEP 32

struct _PlLinkSlots
{
  GObject               parent_instance;

  PlDatabase           *database; /* (owned) */
  GCancellable         *cancellable; /* (owned) */
  PlLinkSlotsRowidFunc  get_rowid; /* (nullable) once stopped */
  gpointer              user_data;

  GHashTable           *items; /* (owned) (element-type guint PlLinkItem) position → item, not referenced */
  GRefString           *search; /* (owned) (nullable) the words that rows are found by */
  guint                 sight; /* the first position in sight */
  guint                 n_sight; /* how many are; 0: all, as far as is known */
  guint                 fetch_source;
  guint                 rest_source;
  gboolean              fetching; /* the worker is reading rows */
  gboolean              fetch_again; /* others were wanted meanwhile */
  gboolean              stale; /* what is shown was read before the store changed */
};

G_DEFINE_FINAL_TYPE (PlLinkSlots, pl_link_slots, G_TYPE_OBJECT)

static void schedule_fetch (PlLinkSlots *self);
static void schedule_rest  (PlLinkSlots *self);

static gint64
get_rowid_at (PlLinkSlots *self,
              guint        position)
{
  return self->get_rowid != NULL ? self->get_rowid (position, self->user_data) : 0;
}

/* Returns: (transfer full) (element-type PlLinkItem): filling one runs the view's code, which may let go of others */
static GPtrArray *
list_items (PlLinkSlots *self)
{
  GPtrArray     *items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer       item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (items, g_object_ref (item));

  return items;
}

static void
item_gone_cb (gpointer  user_data,
              GObject  *where_the_item_was)
{
  PlLinkSlots   *self = user_data;
  GHashTableIter iter;
  gpointer       item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      if (item == where_the_item_was)
        {
          g_hash_table_iter_remove (&iter);
          return;
        }
    }
}

/* Of a rowid and what begins with one. */
static int
compare_rowids (gconstpointer a,
                gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

G_STATIC_ASSERT (G_STRUCT_OFFSET (PlLinkChange, rowid) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (PlKeyRead, rowid) == 0);

/* In sight, or soon: a scroll of half a page must not have to wait. */
static gboolean
is_near (PlLinkSlots *self,
         PlLinkItem  *item)
{
  guint64 position = pl_link_item_get_position (item);
  guint64 margin = self->n_sight / 2 + 1;

  return self->n_sight == 0
         || (position + margin >= self->sight && position < (guint64) self->sight + self->n_sight + margin);
}

static gboolean
is_lacking (PlLinkSlots *self,
            PlLinkItem  *item)
{
  gint64 rowid = get_rowid_at (self, pl_link_item_get_position (item));

  return rowid != 0 && (self->stale || rowid != pl_link_item_get_rowid (item));
}

static void
fetch_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask)       task = user_data;
  g_autoptr (PlLinkSlots) self = g_object_ref (g_task_get_source_object (task));
  g_autoptr (GError)      error = NULL;

  self->fetching = FALSE;
  if (pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      pl_link_slots_fill_rows (self, g_task_get_task_data (task));
      schedule_rest (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_message ("Stored links could not be read: %s", error->message);
    }

  /* Only then: a row that cannot be read must not be asked for for ever. */
  if (self->fetch_again)
    schedule_fetch (self);
}

/* What is shown stays, but it may be found by another word of it. */
static void
take_search (PlLinkSlots *self,
             PlLinkItem  *item)
{
  if (pl_link_item_get_link (item) != NULL && !pl_link_item_has_search (item, self->search))
    pl_link_item_fill (item, pl_link_item_get_rowid (item), pl_link_item_get_link (item),
                       pl_link_item_get_glance (item), self->search);
}

/* Reads what items lack: the near ones, or else some of the others. */
static void
fetch (PlLinkSlots *self,
       gboolean     near)
{
  PlRowsRead           *rows = pl_rows_read_new ();
  g_autoptr (GPtrArray) items = list_items (self);

  for (guint i = 0; i < items->len && (near || rows->rowids->len < REST_STEP); i++)
    {
      PlLinkItem *item = g_ptr_array_index (items, i);
      gint64      rowid = get_rowid_at (self, pl_link_item_get_position (item));

      if (near && !self->stale && !is_near (self, item))
        continue;
      if (is_lacking (self, item))
        g_array_append_val (rows->rowids, rowid);
      else
        take_search (self, item);
    }
  if (rows->rowids->len == 0)
    {
      pl_rows_read_free (rows);
      if (near)
        schedule_rest (self);
      return;
    }

  self->fetching = TRUE;
  self->fetch_again = FALSE;
  self->stale = FALSE;
  pl_reads_run_async (self, self->database, self->cancellable, pl_rows_read_work, rows,
                      (GDestroyNotify) pl_rows_read_free, fetch_cb);
}

static gboolean
fetch_now_cb (gpointer user_data)
{
  PlLinkSlots *self = user_data;

  self->fetch_source = 0;
  fetch (self, TRUE);

  return G_SOURCE_REMOVE;
}

static gboolean
fetch_rest_cb (gpointer user_data)
{
  PlLinkSlots *self = user_data;

  self->rest_source = 0;
  if (!self->fetching)
    fetch (self, FALSE);

  return G_SOURCE_REMOVE;
}

/* Begins the wait anew: while somebody types or scrolls, what is out of sight stays as it is. */
static void
schedule_rest (PlLinkSlots *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->n_sight > 0 && self->get_rowid != NULL)
    self->rest_source = g_timeout_add_full (G_PRIORITY_LOW, REST_WAIT, fetch_rest_cb, self, NULL);
}

static void
schedule_fetch (PlLinkSlots *self)
{
  self->fetch_again = self->fetching;
  if (self->fetch_source == 0 && !self->fetching && self->get_rowid != NULL)
    self->fetch_source = g_idle_add_full (G_PRIORITY_DEFAULT, fetch_now_cb, self, NULL);
}

static PlRowsRead *
collect_shown (GPtrArray *items)
{
  PlRowsRead *rows = pl_rows_read_new ();

  for (guint i = 0; i < items->len; i++)
    {
      PlLinkItem   *item = g_ptr_array_index (items, i);
      PlLinkGlance *glance = pl_link_item_get_glance (item);
      gint64        rowid = pl_link_item_get_rowid (item);

      if (pl_link_item_get_link (item) == NULL)
        continue;

      g_array_append_val (rows->rowids, rowid);
      /* One that got its link by pl_link_slots_update() while its row could not be read has none. */
      g_ptr_array_add (rows->glances, glance != NULL ? pl_link_glance_ref (glance) : NULL);
      g_ptr_array_add (rows->links, g_object_ref (pl_link_item_get_link (item)));
    }

  return rows;
}

static void
fill (PlLinkSlots *self,
      PlRowsRead  *rows,
      gboolean     near_only)
{
  g_autoptr (GPtrArray)  items = list_items (self);
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < rows->rowids->len; i++)
    g_hash_table_insert (places, &g_array_index (rows->rowids, gint64, i), GUINT_TO_POINTER (i + 1));

  for (guint i = 0; i < items->len; i++)
    {
      PlLinkItem *item = g_ptr_array_index (items, i);
      gint64      rowid = get_rowid_at (self, pl_link_item_get_position (item));
      guint       place = GPOINTER_TO_UINT (g_hash_table_lookup (places, &rowid));

      pl_link_item_set_wanted (item, rowid);
      if (place > 0 && (!near_only || is_near (self, item)))
        pl_link_item_fill (item, rowid, g_ptr_array_index (rows->links, place - 1),
                           g_ptr_array_index (rows->glances, place - 1), self->search);
    }
}

static void
pl_link_slots_dispose (GObject *object)
{
  PlLinkSlots *self = PL_LINK_SLOTS (object);

  pl_link_slots_stop (self);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (pl_link_slots_parent_class)->dispose (object);
}

static void
pl_link_slots_finalize (GObject *object)
{
  PlLinkSlots *self = PL_LINK_SLOTS (object);

  g_hash_table_unref (self->items);
  g_clear_pointer (&self->search, g_ref_string_release);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (pl_link_slots_parent_class)->finalize (object);
}

static void
pl_link_slots_class_init (PlLinkSlotsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_link_slots_dispose;
  object_class->finalize = pl_link_slots_finalize;
}

static void
pl_link_slots_init (PlLinkSlots *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_hash_table_new (NULL, NULL);
}

/**
 * pl_link_slots_new:
 * @database: where the rows are
 * @get_rowid: tells which row belongs where
 * @user_data: for @get_rowid; must outlive pl_link_slots_stop()
 *
 * Returns: (transfer full): no items yet
 */
PlLinkSlots *
pl_link_slots_new (PlDatabase           *database,
                   PlLinkSlotsRowidFunc  get_rowid,
                   gpointer              user_data)
{
  PlLinkSlots *self = g_object_new (PL_TYPE_LINK_SLOTS, NULL);

  self->database = g_object_ref (database);
  self->get_rowid = get_rowid;
  self->user_data = user_data;

  return self;
}

/**
 * pl_link_slots_stop:
 * @self: the slots
 *
 * Its owner goes away. Items that a view still holds keep what they show.
 */
void
pl_link_slots_stop (PlLinkSlots *self)
{
  GHashTableIter iter;
  gpointer       item;

  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  self->get_rowid = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->fetch_source, g_source_remove);
  g_clear_handle_id (&self->rest_source, g_source_remove);

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      g_object_weak_unref (item, item_gone_cb, self);
      g_hash_table_iter_remove (&iter);
    }
}

/**
 * pl_link_slots_get:
 * @self: the slots
 * @position: a place in the list
 *
 * Returns: (transfer full): the item that stands for it, filled soon
 */
PlLinkItem *
pl_link_slots_get (PlLinkSlots *self,
                   guint        position)
{
  PlLinkItem *item;

  g_return_val_if_fail (PL_IS_LINK_SLOTS (self), NULL);

  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  if (item != NULL)
    return g_object_ref (item);

  item = pl_link_item_new (position);
  pl_link_item_set_wanted (item, get_rowid_at (self, position));
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, self);
  g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
  schedule_fetch (self);

  return item;
}

/**
 * pl_link_slots_set_sight:
 * @self: the slots
 * @first: the first position that somebody sees
 * @n: how many are seen from there; 0 when it is not known, and all count as seen
 *
 * Items in sight are filled first, and at once; the others when there is time.
 */
void
pl_link_slots_set_sight (PlLinkSlots *self,
                         guint        first,
                         guint        n)
{
  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  if (self->sight == first && self->n_sight == n)
    return;

  self->sight = first;
  self->n_sight = n;
  schedule_fetch (self);
}

/**
 * pl_link_slots_fill_rows:
 * @self: the slots
 * @rows: rows that were read
 *
 * Fills the items at whose positions these rows belong now.
 */
void
pl_link_slots_fill_rows (PlLinkSlots *self,
                         PlRowsRead  *rows)
{
  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  fill (self, rows, FALSE);
}

/**
 * pl_link_slots_set_search:
 * @self: the slots
 * @search: (nullable): words
 *
 * What links are found by from now on; pl_link_slots_refill() is to follow.
 */
void
pl_link_slots_set_search (PlLinkSlots *self,
                          const char  *search)
{
  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  if (search != NULL && *search == '\0')
    search = NULL;
  if (g_strcmp0 (self->search, search) == 0)
    return;

  g_clear_pointer (&self->search, g_ref_string_release);
  if (search != NULL)
    self->search = g_ref_string_new (search);
}

/**
 * pl_link_slots_refill:
 * @self: the slots
 *
 * Other rows belong at the positions now: what is shown somewhere moves at once where it is seen, the rest is read.
 */
void
pl_link_slots_refill (PlLinkSlots *self)
{
  g_autoptr (GPtrArray) items = NULL;
  PlRowsRead           *shown;

  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  items = list_items (self);
  shown = collect_shown (items);
  fill (self, shown, TRUE);
  pl_rows_read_free (shown);

  schedule_fetch (self);
}

/**
 * pl_link_slots_reread:
 * @self: the slots
 *
 * Any row may have changed in the store: all that are shown are read again.
 */
void
pl_link_slots_reread (PlLinkSlots *self)
{
  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  self->stale = TRUE;
  schedule_fetch (self);
}

/**
 * pl_link_slots_show_again:
 * @self: the slots
 *
 * Rows say what they say of a day, and the day is another.
 */
void
pl_link_slots_show_again (PlLinkSlots *self)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  items = list_items (self);
  for (guint i = 0; i < items->len; i++)
    pl_link_item_show_again (g_ptr_array_index (items, i));
}

/**
 * pl_link_slots_update:
 * @self: the slots
 * @changes: (element-type PlLinkChange): rows and their links as they are now, by ascending rowid
 *
 * Shows the changes where these rows are shown.
 */
void
pl_link_slots_update (PlLinkSlots *self,
                      GArray      *changes)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  items = list_items (self);
  for (guint i = 0; i < items->len; i++)
    {
      PlLinkItem  *item = g_ptr_array_index (items, i);
      const gint64 rowid = pl_link_item_get_rowid (item);
      guint        place;

      if (g_array_binary_search (changes, &rowid, compare_rowids, &place))
        pl_link_item_fill (item, rowid, g_array_index (changes, PlLinkChange, place).link,
                           pl_link_item_get_glance (item), self->search);
    }
}

/**
 * pl_link_slots_update_glances:
 * @self: the slots
 * @reads: (element-type PlKeyRead): rows, and what is known of their links besides these, by ascending rowid
 *
 * Shows that where these rows are shown.
 */
void
pl_link_slots_update_glances (PlLinkSlots *self,
                              GArray      *reads)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (PL_IS_LINK_SLOTS (self));

  items = list_items (self);
  for (guint i = 0; i < items->len; i++)
    {
      PlLinkItem  *item = g_ptr_array_index (items, i);
      const gint64 rowid = pl_link_item_get_rowid (item);
      guint        place;

      const PlKeyRead *read = g_array_binary_search (reads, &rowid, compare_rowids, &place)
                                ? &g_array_index (reads, PlKeyRead, place) : NULL;

      if (read != NULL && read->glance != NULL)
        pl_link_item_fill (item, rowid, pl_link_item_get_link (item), read->glance, self->search);
    }
}

/**
 * pl_link_slots_find_link:
 * @self: the slots
 * @link_id: Payroc's id of a link
 *
 * Returns: its row, when an item shows it; otherwise 0
 */
gint64
pl_link_slots_find_link (PlLinkSlots *self,
                         const char  *link_id)
{
  GHashTableIter iter;
  gpointer       item;

  g_return_val_if_fail (PL_IS_LINK_SLOTS (self), 0);
  g_return_val_if_fail (link_id != NULL, 0);

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      PayrocLink *link = pl_link_item_get_link (item);

      if (link != NULL && g_str_equal (payroc_link_get_id (link), link_id))
        return pl_link_item_get_rowid (item);
    }

  return 0;
}
