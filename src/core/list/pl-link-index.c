/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All links of an account in small keys, so that they are sorted and filtered within a frame. */
#include "pl-link-index.h"

#include "pl-link-texts.h"

#define N_SORTS (PL_LINK_SORT_REFERENCE + 1)

struct _PlLinkIndex
{
  GArray      *keys;  /* (owned) (element-type PlLinkKey) by rowid, so that a row is found by halving */
  PlLinkTexts *texts; /* (owned) what is searched of them */
  /* (owned) (nullable) (element-type guint32) all entries in that order; NULL when not known */
  GArray      *orders[N_SORTS];
};

static PlLinkIndex *
pl_link_index_new (void)
{
  PlLinkIndex *self = g_new0 (PlLinkIndex, 1);

  self->keys = g_array_new (FALSE, FALSE, sizeof (PlLinkKey));
  self->texts = pl_link_texts_new ();

  return self;
}

static const PlLinkKey *
peek_key (const PlLinkIndex *self,
          guint              entry)
{
  return &g_array_index (self->keys, PlLinkKey, entry);
}

static int
compare_rowids (gconstpointer a,
                gconstpointer b)
{
  gint64 left = ((const PlLinkKey *) a)->rowid;
  gint64 right = ((const PlLinkKey *) b)->rowid;

  return (left > right) - (left < right);
}

static int
compare_newest (const PlLinkKey *a,
                const PlLinkKey *b)
{
  if (a->created_on != b->created_on)
    return a->created_on > b->created_on ? -1 : 1;

  if (a->sequence != b->sequence)
    return a->sequence > b->sequence ? -1 : 1;

  return (a->rowid < b->rowid) - (a->rowid > b->rowid);
}

static int
compare_amounts (const PlLinkKey *a,
                 const PlLinkKey *b)
{
  gboolean a_is_open = a->amount < 0;
  gboolean b_is_open = b->amount < 0;

  if (a_is_open != b_is_open)
    return a_is_open ? 1 : -1;
  if (a->currency_index != b->currency_index)
    return a->currency_index < b->currency_index ? -1 : 1;

  return (a->amount < b->amount) - (a->amount > b->amount);
}

/* The first line is the reference; the block has it folded. */
static int
compare_first_lines (const char *a,
                     const char *b)
{
  while (*a == *b && *a != '\0' && *a != '\n')
    a++, b++;

  return (*a == '\n' ? 0 : (guchar) *a) - (*b == '\n' ? 0 : (guchar) *b);
}

static int
rank_status (guint8 status)
{
  static const int ranks[] = {
    [PAYROC_LINK_STATUS_ACTIVE] = 0,
    [PAYROC_LINK_STATUS_HELD] = 1,
    [PAYROC_LINK_STATUS_PENDING] = 2,
    [PAYROC_LINK_STATUS_UNCLEAR] = 3,
    [PAYROC_LINK_STATUS_PARTLY_PAID] = 4,
    [PAYROC_LINK_STATUS_COMPLETED] = 5,
    [PAYROC_LINK_STATUS_PARTLY_REFUNDED] = 6,
    [PAYROC_LINK_STATUS_REFUNDED] = 7,
    [PAYROC_LINK_STATUS_RETURNED] = 8,
    [PAYROC_LINK_STATUS_REVERSED] = 9,
    [PAYROC_LINK_STATUS_DECLINED] = 10,
    [PAYROC_LINK_STATUS_EXPIRED] = 11,
    [PAYROC_LINK_STATUS_DEACTIVATED] = 12,
    [PAYROC_LINK_STATUS_UNKNOWN] = 13,
  };

  return status < G_N_ELEMENTS (ranks) ? ranks[status] : ranks[PAYROC_LINK_STATUS_UNKNOWN];
}

static int
compare_by (const PlLinkIndex *self,
            PlLinkSort         sort,
            guint32            left,
            guint32            right)
{
  const PlLinkKey *a = peek_key (self, left);
  const PlLinkKey *b = peek_key (self, right);
  int              result = 0;

  switch (sort)
    {
    case PL_LINK_SORT_AMOUNT:
      result = compare_amounts (a, b);
      break;
    case PL_LINK_SORT_EXPIRES:
      result = (a->expires_on > b->expires_on) - (a->expires_on < b->expires_on);
      break;
    case PL_LINK_SORT_STATE:
      result = rank_status (a->status) - rank_status (b->status);
      break;
    case PL_LINK_SORT_REFERENCE:
      result = compare_first_lines (pl_link_texts_peek (self->texts, left),
                                    pl_link_texts_peek (self->texts, right));
      break;
    case PL_LINK_SORT_CREATED:
    default:
      break;
    }

  return result != 0 ? result : compare_newest (a, b);
}

typedef struct
{
  const PlLinkIndex *index;
  PlLinkSort         sort;
} Comparison;

static int
compare_entries_cb (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  Comparison *comparison = user_data;

  return compare_by (comparison->index, comparison->sort, *(const guint32 *) a, *(const guint32 *) b);
}

static GArray *
ensure_order (PlLinkIndex *self,
              PlLinkSort   sort)
{
  Comparison comparison = { self, sort };
  GArray    *order = self->orders[sort];

  if (order != NULL)
    return order;

  order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->keys->len);
  for (guint32 i = 0; i < self->keys->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_entries_cb, &comparison);
  self->orders[sort] = order;

  return order;
}

/* Where an entry stands in an order, or belongs. */
static guint
find_place (const PlLinkIndex *self,
            const GArray      *order,
            PlLinkSort         sort,
            guint32            entry)
{
  guint low = 0;
  guint high = order->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_by (self, sort, g_array_index (order, guint32, middle), entry) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
drop_orders_but (PlLinkIndex *self,
                 int          kept)
{
  for (int sort = 0; sort < (int) N_SORTS; sort++)
    {
      if (sort != kept)
        g_clear_pointer (&self->orders[sort], g_array_unref);
    }
}

/* Rows come by rowid, as the keys have to be. */
static void
read_link_cb (const PlLinkKey *key,
              const char      *text,
              gsize            length,
              gpointer         user_data)
{
  PlLinkIndex *self = user_data;

  g_array_append_val (self->keys, *key);
  pl_link_texts_append (self->texts, text, length);
}

static gboolean
read_newest (PlLinkIndex   *self,
             PlConnection  *connection,
             const char    *account,
             guint          limit,
             GError       **error)
{
  g_autoptr (GArray) newest = pl_link_key_table_list (connection, account, limit, error);

  if (newest == NULL)
    return FALSE;

  g_array_append_vals (self->keys, newest->data, newest->len);
  g_array_sort (self->keys, compare_rowids);

  return TRUE;
}

/**
 * pl_link_index_read:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @limit: how many of the newest, without text to search; 0 for all
 * @error: return location for a #GError
 *
 * Reads keys and text of an account's links. Worker only.
 *
 * Returns: (transfer full) (nullable): the index
 */
PlLinkIndex *
pl_link_index_read (PlConnection  *connection,
                    const char    *account,
                    guint          limit,
                    GError       **error)
{
  g_autoptr (PlLinkIndex) self = pl_link_index_new ();

  if (!(limit > 0 ? read_newest (self, connection, account, limit, error)
                  : pl_link_key_table_read (connection, account, 0, read_link_cb, self, error)))
    return NULL;
  ensure_order (self, PL_LINK_SORT_CREATED);

  return g_steal_pointer (&self);
}

/**
 * pl_link_index_read_open:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @today: a Julian day
 * @error: return location for a #GError
 *
 * Reads keys and text of the links that a customer can pay today, as far as is known. Worker only.
 *
 * Returns: (transfer full) (nullable): the index
 */
PlLinkIndex *
pl_link_index_read_open (PlConnection  *connection,
                         const char    *account,
                         gint32         today,
                         GError       **error)
{
  g_autoptr (PlLinkIndex) self = pl_link_index_new ();

  g_return_val_if_fail (today > 0, NULL);

  if (!pl_link_key_table_read (connection, account, today, read_link_cb, self, error))
    return NULL;
  ensure_order (self, PL_LINK_SORT_CREATED);

  return g_steal_pointer (&self);
}

/**
 * pl_link_index_free:
 * @self: (transfer full) (nullable): an index
 */
void
pl_link_index_free (PlLinkIndex *self)
{
  if (self == NULL)
    return;

  drop_orders_but (self, -1);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->texts, pl_link_texts_free);
  g_free (self);
}

/**
 * pl_link_index_get_size:
 * @self: an index
 *
 * Returns: how many links it knows
 */
guint
pl_link_index_get_size (PlLinkIndex *self)
{
  return self->keys->len;
}

/**
 * pl_link_index_get_key:
 * @self: an index
 * @entry: below its size
 *
 * Returns: (transfer none): the link's key, valid until the next pl_link_index_put()
 */
const PlLinkKey *
pl_link_index_get_key (PlLinkIndex *self,
                       guint        entry)
{
  g_return_val_if_fail (entry < self->keys->len, NULL);

  return peek_key (self, entry);
}

/**
 * pl_link_index_find:
 * @self: an index
 * @rowid: a stored row
 *
 * Returns: the entry, or %G_MAXUINT
 */
guint
pl_link_index_find (PlLinkIndex *self,
                    gint64       rowid)
{
  PlLinkKey wanted = { .rowid = rowid };
  guint     entry;

  return g_array_binary_search (self->keys, &wanted, compare_rowids, &entry) ? entry : G_MAXUINT;
}

/**
 * pl_link_index_put:
 * @self: an index
 * @key: a link as it is now
 * @text: what is searched of it, not folded
 *
 * Adds a link, or learns that it changed. A known one that only changed its state costs little.
 *
 * Returns: %FALSE when the link is unknown and not the very next one: another process, or another account, has stored
 *   some, and the index must be read anew
 */
gboolean
pl_link_index_put (PlLinkIndex     *self,
                   const PlLinkKey *key,
                   const char      *text)
{
  guint    entry = pl_link_index_find (self, key->rowid);
  gboolean is_new = entry == G_MAXUINT;

  /* Rows are numbered as they are stored: what lies between, or before, somebody else has stored. */
  if (is_new && key->rowid != (self->keys->len > 0 ? peek_key (self, self->keys->len - 1)->rowid : 0) + 1)
    return FALSE;

  if (is_new)
    {
      GArray *newest = ensure_order (self, PL_LINK_SORT_CREATED);
      guint32 number = self->keys->len;

      entry = number;
      g_array_append_val (self->keys, *key);
      pl_link_texts_set (self->texts, entry, text);
      g_array_insert_val (newest, find_place (self, newest, PL_LINK_SORT_CREATED, number), number);
      drop_orders_but (self, PL_LINK_SORT_CREATED);
    }
  else
    {
      PlLinkKey *known = &g_array_index (self->keys, PlLinkKey, entry);

      drop_orders_but (self, known->created_on == key->created_on && known->sequence == key->sequence
                               ? PL_LINK_SORT_CREATED : -1);
      *known = *key;
      pl_link_texts_set (self->texts, entry, text);
    }

  return TRUE;
}

/**
 * pl_link_index_query:
 * @self: an index
 * @query: which links in which order
 *
 * Returns: (transfer full) (element-type guint32): the entries that match, in that order
 */
GArray *
pl_link_index_query (PlLinkIndex       *self,
                     const PlLinkQuery *query)
{
  const GArray      *order = ensure_order (self, query->sort);
  const guint32     *sorted = (const guint32 *) (gpointer) order->data;
  gboolean           filtered = pl_link_query_has_filter (query);
  guint8             wanted;
  g_autofree guint8 *marks = pl_link_texts_search (self->texts, query->search, self->keys->len, &wanted);
  GArray            *entries = g_array_sized_new (FALSE, FALSE, sizeof (guint32), order->len);
  guint32           *found = (guint32 *) (gpointer) entries->data;
  guint              n_found = 0;

  for (guint i = 0; i < order->len; i++)
    {
      guint32 entry = sorted[query->reversed ? order->len - 1 - i : i];

      if ((marks == NULL || marks[entry] == wanted)
          && (!filtered || pl_link_query_matches_key (query, peek_key (self, entry))))
        found[n_found++] = entry;
    }
  g_array_set_size (entries, n_found);

  return entries;
}
