/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is emptied and filled again takes the keyboard's focus and the scroll position with it. */
#include "pl-list-sync.h"

static gboolean
is_among (GPtrArray      *items,
          guint           begin,
          gpointer        item,
          PlListSyncFunc  is_same)
{
  for (guint i = begin; i < items->len; i++)
    {
      if (is_same (item, g_ptr_array_index (items, i)))
        return TRUE;
    }

  return FALSE;
}

/* Returns: where from begin on, or G_MAXUINT */
static guint
find (GListStore     *store,
      guint           begin,
      gpointer        item,
      PlListSyncFunc  is_same)
{
  const guint n_items = g_list_model_get_n_items (G_LIST_MODEL (store));

  for (guint i = begin; i < n_items; i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (is_same (other, item))
        return i;
    }

  return G_MAXUINT;
}

/* How many from place on stand for nothing that is still there. */
static guint
count_gone (GListStore     *store,
            guint           place,
            GPtrArray      *items,
            PlListSyncFunc  is_same)
{
  guint n_gone = 0;

  while (place + n_gone < g_list_model_get_n_items (G_LIST_MODEL (store)))
    {
      g_autoptr (GObject) shown = g_list_model_get_item (G_LIST_MODEL (store), place + n_gone);

      if (is_among (items, place, shown, is_same))
        break;
      n_gone++;
    }

  return n_gone;
}

static guint
count_new (GListStore     *store,
           guint           place,
           GPtrArray      *items,
           PlListSyncFunc  is_same)
{
  guint n_new = 0;

  while (place + n_new < items->len
         && find (store, place, g_ptr_array_index (items, place + n_new), is_same) == G_MAXUINT)
    n_new++;

  return n_new;
}

/**
 * pl_list_sync_run:
 * @store: a list
 * @items: what it shall have, each once
 * @is_same: (nullable): whether two objects stand for the same thing; %NULL when equal ones do, and only these
 * @is_equal: whether they would be shown the same
 *
 * Objects that stand for something that did not change stay in the store, the very same ones; for each run of gone and
 * new ones and for each changed one a splice is emitted where it stands. Made for short lists, which mostly stay as
 * they are.
 */
void
pl_list_sync_run (GListStore     *store,
                  GPtrArray      *items,
                  PlListSyncFunc  is_same,
                  PlListSyncFunc  is_equal)
{
  guint place = 0;

  g_return_if_fail (G_IS_LIST_STORE (store));
  g_return_if_fail (items != NULL);
  g_return_if_fail (is_equal != NULL);

  if (is_same == NULL)
    is_same = is_equal;

  while (place < MAX (items->len, g_list_model_get_n_items (G_LIST_MODEL (store))))
    {
      const guint n_gone = count_gone (store, place, items, is_same);
      const guint n_new = count_new (store, place, items, is_same);
      gpointer    item;
      guint       shown_at;

      if (n_gone > 0 || n_new > 0)
        {
          g_list_store_splice (store, place, n_gone, items->pdata + place, n_new);
          place += n_new;
          continue;
        }

      /* What stands before it comes later, and is put in there. */
      item = g_ptr_array_index (items, place);
      shown_at = find (store, place, item, is_same);
      if (shown_at > place)
        g_list_store_splice (store, place, shown_at - place, NULL, 0);

      if (is_same != is_equal)
        {
          g_autoptr (GObject) shown = g_list_model_get_item (G_LIST_MODEL (store), place);

          if (!is_equal (shown, item))
            g_list_store_splice (store, place, 1, &item, 1);
        }
      place++;
    }
}
