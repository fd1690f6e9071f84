/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the store, sorted, and walked beside the list's keys, which are sorted likewise: picking, unpicking and
 * adding up a hundred thousand links takes no longer than a frame. */
#include "pl-link-picks.h"

#include <string.h>

#include "payroc/money/payroc-currency.h"
#include "pl-link-list-private.h"

struct _PlLinkPicks
{
  GObject     parent_instance;

  PlLinkList *links;         /* (owned) */
  GArray     *rows;          /* (owned) (element-type gint64) ascending */
  GPtrArray  *sums;          /* (owned) (element-type PayrocMoney) */
  guint       n_hidden;
  guint       n_open;
  guint       n_over;
  gboolean    stale;         /* it has to be added up anew */
  guint       update_source; /* and told, before anything is drawn */
};

static guint changed;

G_DEFINE_FINAL_TYPE (PlLinkPicks, pl_link_picks, G_TYPE_OBJECT)

static gint64
row_at (const GArray *rows,
        guint         i)
{
  return g_array_index (rows, gint64, i);
}

/* Where a row is, or belongs. */
static guint
find_place (const GArray *rows,
            gint64        row)
{
  guint low = 0;
  guint high = rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (row_at (rows, middle) < row)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* Rows of the places from position on; (transfer full) ascending */
static GArray *
get_rows_at (PlLinkPicks *self,
             guint        position,
             guint        n)
{
  GArray *entries = self->links->entries;
  guint   end = MIN ((guint64) position + n, entries->len);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = position; i < end; i++)
    {
      gint64 row = pl_link_index_get_key (self->links->index, g_array_index (entries, guint32, i))->rowid;

      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_rows);

  return rows;
}

/* What is in one of them, or, without together, what is in the first and not in the second. (transfer full) */
static GArray *
merge (const GArray *a,
       const GArray *b,
       gboolean      together)
{
  GArray *merged = g_array_sized_new (FALSE, FALSE, sizeof (gint64), together ? a->len + b->len : a->len);
  guint   i = 0;
  guint   j = 0;

  while (i < a->len || (together && j < b->len))
    {
      gint64   left = i < a->len ? row_at (a, i) : G_MAXINT64;
      gint64   right = j < b->len ? row_at (b, j) : G_MAXINT64;
      gint64   row = together ? MIN (left, right) : left;
      gboolean kept = together || left != right;

      if (!together && right < left)
        {
          j++;
          continue;
        }
      if (kept)
        g_array_append_val (merged, row);
      i += left == row;
      j += right == row;
    }

  return merged;
}

static void
add_to_sums (PlLinkPicks     *self,
             const PlLinkKey *key)
{
  const char *const *codes = payroc_currency_get_codes ();
  PayrocMoney        amount;

  /* What was paid, or can be paid no more, is nothing that is still to come. */
  if (key->status != PAYROC_LINK_STATUS_ACTIVE && key->status != PAYROC_LINK_STATUS_UNKNOWN)
    {
      self->n_over++;
      return;
    }

  if (key->amount < 0 || key->currency_index == G_MAXUINT8)
    {
      self->n_open++;
      return;
    }

  payroc_money_init (&amount, key->amount, codes[key->currency_index]);
  payroc_money_add_to_sums (self->sums, &amount);
}

/* A byte for each entry: whether it matches what the list is asked for. (transfer full) */
static guint8 *
mark_matching (PlLinkList *links)
{
  guint8 *marks = g_new0 (guint8, MAX (pl_link_index_get_size (links->index), 1));

  for (guint i = 0; i < links->entries->len; i++)
    marks[g_array_index (links->entries, guint32, i)] = 1;

  return marks;
}

/* Also forgets what is no longer stored. */
static void
add_up (PlLinkPicks *self)
{
  PlLinkIndex      *index = self->links->index;
  g_autofree guint8 *marks = NULL;
  g_autoptr (GArray) found = NULL;
  guint             n_keys;
  guint             entry = 0;

  g_ptr_array_set_size (self->sums, 0);
  self->n_hidden = 0;
  self->n_open = 0;
  self->n_over = 0;
  if (self->rows->len == 0 || index == NULL)
    return;

  marks = mark_matching (self->links);
  found = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->rows->len);
  n_keys = pl_link_index_get_size (index);
  for (guint i = 0; i < self->rows->len; i++)
    {
      gint64 row = row_at (self->rows, i);

      while (entry < n_keys && pl_link_index_get_key (index, entry)->rowid < row)
        entry++;
      if (entry == n_keys || pl_link_index_get_key (index, entry)->rowid != row)
        continue;

      g_array_append_val (found, row);
      self->n_hidden += marks[entry] == 0;
      add_to_sums (self, pl_link_index_get_key (index, entry));
    }

  g_array_unref (self->rows);
  self->rows = g_steal_pointer (&found);
}

static void
update_now (PlLinkPicks *self)
{
  if (self->stale)
    add_up (self);
  self->stale = FALSE;
}

static gboolean
update_cb (gpointer user_data)
{
  PlLinkPicks *self = user_data;

  self->update_source = 0;
  update_now (self);
  g_signal_emit (self, changed, 0);

  return G_SOURCE_REMOVE;
}

static void
update_soon (PlLinkPicks *self)
{
  self->stale = TRUE;
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

/* Takes rows. */
static gboolean
set_rows (PlLinkPicks *self,
          GArray      *rows)
{
  gboolean same = rows->len == self->rows->len;

  g_array_unref (self->rows);
  self->rows = rows;
  if (!same)
    update_soon (self);

  return !same;
}

static void
pl_link_picks_dispose (GObject *object)
{
  PlLinkPicks *self = PL_LINK_PICKS (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->links != NULL)
    g_signal_handlers_disconnect_by_data (self->links, self);
  g_clear_object (&self->links);

  G_OBJECT_CLASS (pl_link_picks_parent_class)->dispose (object);
}

static void
pl_link_picks_finalize (GObject *object)
{
  PlLinkPicks *self = PL_LINK_PICKS (object);

  g_array_unref (self->rows);
  g_ptr_array_unref (self->sums);

  G_OBJECT_CLASS (pl_link_picks_parent_class)->finalize (object);
}

static void
pl_link_picks_class_init (PlLinkPicksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_link_picks_dispose;
  object_class->finalize = pl_link_picks_finalize;

  /**
   * PlLinkPicks::changed:
   * @self: picks
   *
   * Other links are picked, or they are elsewhere in the list, or their amounts differ.
   */
  changed = g_signal_new ("changed", PL_TYPE_LINK_PICKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_link_picks_init (PlLinkPicks *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->sums = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_money_free);
}

/**
 * pl_link_picks_new:
 * @links: the list that they are picked out of
 *
 * Returns: (transfer full): no picks yet
 */
PlLinkPicks *
pl_link_picks_new (PlLinkList *links)
{
  PlLinkPicks *self;

  g_return_val_if_fail (PL_IS_LINK_LIST (links), NULL);

  self = g_object_new (PL_TYPE_LINK_PICKS, NULL);
  self->links = g_object_ref (links);
  /* Told after every query, and whenever links came, went or changed. */
  g_signal_connect_swapped (links, "notify::chosen-position", G_CALLBACK (update_soon), self);

  return self;
}

/**
 * pl_link_picks_contains:
 * @self: picks
 * @position: a place in the list
 *
 * Returns: whether the link that belongs there is picked
 */
gboolean
pl_link_picks_contains (PlLinkPicks *self,
                        guint        position)
{
  GArray *entries;
  gint64  row;
  guint   place;

  g_return_val_if_fail (PL_IS_LINK_PICKS (self), FALSE);

  entries = self->links->entries;
  if (position >= entries->len || self->rows->len == 0)
    return FALSE;

  row = pl_link_index_get_key (self->links->index, g_array_index (entries, guint32, position))->rowid;
  place = find_place (self->rows, row);

  return place < self->rows->len && row_at (self->rows, place) == row;
}

/**
 * pl_link_picks_set_range:
 * @self: picks
 * @position: a place in the list
 * @n: how many from there
 * @picked: whether they shall be picked
 *
 * Returns: whether something is different now; #PlLinkPicks::changed comes later
 */
gboolean
pl_link_picks_set_range (PlLinkPicks *self,
                         guint        position,
                         guint        n,
                         gboolean     picked)
{
  g_autoptr (GArray) rows = NULL;

  g_return_val_if_fail (PL_IS_LINK_PICKS (self), FALSE);

  if (self->links->index == NULL)
    return FALSE;

  rows = get_rows_at (self, position, n);

  return set_rows (self, merge (self->rows, rows, picked));
}

/**
 * pl_link_picks_add_matching:
 * @self: picks
 *
 * Picks all that the list shows, besides what is picked already.
 *
 * Returns: %FALSE while not all that is stored was read: nothing was picked, for it would not be all
 */
gboolean
pl_link_picks_add_matching (PlLinkPicks *self)
{
  g_return_val_if_fail (PL_IS_LINK_PICKS (self), FALSE);

  if (!self->links->ready)
    return FALSE;

  pl_link_picks_set_range (self, 0, self->links->entries->len, TRUE);

  return TRUE;
}

/**
 * pl_link_picks_clear:
 * @self: picks
 */
void
pl_link_picks_clear (PlLinkPicks *self)
{
  g_return_if_fail (PL_IS_LINK_PICKS (self));

  set_rows (self, g_array_new (FALSE, FALSE, sizeof (gint64)));
}

/**
 * pl_link_picks_get_n:
 * @self: picks
 *
 * Returns: how many links are picked
 */
guint
pl_link_picks_get_n (PlLinkPicks *self)
{
  g_return_val_if_fail (PL_IS_LINK_PICKS (self), 0);

  update_now (self);

  return self->rows->len;
}

/**
 * pl_link_picks_get_n_hidden:
 * @self: picks
 *
 * Returns: how many of them do not match what the list is asked for
 */
guint
pl_link_picks_get_n_hidden (PlLinkPicks *self)
{
  g_return_val_if_fail (PL_IS_LINK_PICKS (self), 0);

  update_now (self);

  return self->n_hidden;
}

/**
 * pl_link_picks_get_n_open:
 * @self: picks
 *
 * Returns: at how many of those that can be paid the customer chooses the amount, or its currency is none that we know
 */
guint
pl_link_picks_get_n_open (PlLinkPicks *self)
{
  g_return_val_if_fail (PL_IS_LINK_PICKS (self), 0);

  update_now (self);

  return self->n_open;
}

/**
 * pl_link_picks_get_n_over:
 * @self: picks
 *
 * Returns: how many of them were paid or cannot be paid any more, and so are in no sum
 */
guint
pl_link_picks_get_n_over (PlLinkPicks *self)
{
  g_return_val_if_fail (PL_IS_LINK_PICKS (self), 0);

  update_now (self);

  return self->n_over;
}

/**
 * pl_link_picks_get_sums:
 * @self: picks
 *
 * Returns: (transfer none) (element-type PayrocMoney): what those that can be paid ask for, one for each
 *   currency, by its code
 */
GPtrArray *
pl_link_picks_get_sums (PlLinkPicks *self)
{
  g_return_val_if_fail (PL_IS_LINK_PICKS (self), NULL);

  update_now (self);

  return self->sums;
}

/**
 * pl_link_picks_get_rows:
 * @self: picks
 *
 * Returns: (transfer full) (element-type gint64): the stored rows of the links, ascending
 */
GArray *
pl_link_picks_get_rows (PlLinkPicks *self)
{
  g_return_val_if_fail (PL_IS_LINK_PICKS (self), NULL);

  update_now (self);

  return g_array_copy (self->rows);
}
