/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is emptied and filled again takes the keyboard's focus and the scroll position with it. */
#include "pl-link-sync.h"

#include "payroc/links/payroc-link.h"
#include "payroc/money/payroc-payment.h"
#include "payroc/sharing/payroc-sharing-event.h"
#include "pl-old-address.h"

typedef gboolean (*EqualFunc) (gpointer a,
                               gpointer b);

/* Returns: where from begin on, or G_MAXUINT */
static guint
find (GListStore *store,
      guint       begin,
      gpointer    item,
      EqualFunc   is_same)
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

/* Objects that stand for something that did not change stay in the store, the very same ones; for each run of new
 * ones and for each changed one a splice is emitted where it stands. Made for short lists, which mostly stay as they
 * are. */
static void
update_list (GListStore *store,
             GPtrArray  *items,
             EqualFunc   is_same,
             EqualFunc   is_equal)
{
  guint n_items;

  for (guint i = 0; i < items->len; i++)
    {
      gpointer item = g_ptr_array_index (items, i);
      const guint place = find (store, i, item, is_same);
      g_autoptr (GObject) shown = NULL;

      if (place == G_MAXUINT)
        {
          guint end = i + 1;

          while (end < items->len && find (store, i, g_ptr_array_index (items, end), is_same) == G_MAXUINT)
            end++;
          g_list_store_splice (store, i, 0, items->pdata + i, end - i);
          i = end - 1;
          continue;
        }

      /* What stood before it is gone, or comes later and is put in there. */
      if (place > i)
        g_list_store_splice (store, i, place - i, NULL, 0);

      shown = g_list_model_get_item (G_LIST_MODEL (store), i);
      if (!is_equal (shown, item))
        g_list_store_splice (store, i, 1, &item, 1);
    }

  n_items = g_list_model_get_n_items (G_LIST_MODEL (store));
  if (n_items > items->len)
    g_list_store_splice (store, items->len, n_items - items->len, NULL, 0);
}

static gboolean
is_same_event (gpointer a,
               gpointer b)
{
  return g_str_equal (payroc_sharing_event_get_id (a), payroc_sharing_event_get_id (b));
}

static gboolean
is_equal_event (gpointer a,
                gpointer b)
{
  return json_node_equal (payroc_sharing_event_get_json (a), payroc_sharing_event_get_json (b));
}

static gboolean
is_same_payment (gpointer a,
                 gpointer b)
{
  return payroc_payment_get_source (a) == payroc_payment_get_source (b)
         && g_str_equal (payroc_payment_get_id (a), payroc_payment_get_id (b));
}

static gboolean
is_equal_payment (gpointer a,
                  gpointer b)
{
  return json_node_equal (payroc_payment_get_json (a), payroc_payment_get_json (b));
}

static gboolean
is_same_link (gpointer a,
              gpointer b)
{
  return g_str_equal (payroc_link_get_id (a), payroc_link_get_id (b));
}

static gboolean
is_equal_link (gpointer a,
               gpointer b)
{
  return json_node_equal (payroc_link_get_json (a), payroc_link_get_json (b));
}

static gboolean
is_same_address (gpointer a,
                 gpointer b)
{
  return g_str_equal (pl_old_address_get_address (a), pl_old_address_get_address (b));
}

static gboolean
is_equal_address (gpointer a,
                  gpointer b)
{
  return pl_old_address_get_ended_at (a) == pl_old_address_get_ended_at (b)
         && g_list_model_get_n_items (pl_old_address_get_holders (a))
              == g_list_model_get_n_items (pl_old_address_get_holders (b));
}

/**
 * pl_link_sync_run:
 * @store: a list of #PayrocSharingEvent, #PayrocPayment, #PlOldAddress or #PayrocLink
 * @items: objects of that kind, each once
 *
 * Makes @store have @items. What did not change keeps its object, and with it its row's focus and place.
 */
void
pl_link_sync_run (GListStore *store,
                  GPtrArray  *items)
{
  const struct
  {
    GType     type;
    EqualFunc is_same;
    EqualFunc is_equal;
  } kinds[] = {
    { PAYROC_TYPE_SHARING_EVENT, is_same_event, is_equal_event },
    { PAYROC_TYPE_PAYMENT, is_same_payment, is_equal_payment },
    { PL_TYPE_OLD_ADDRESS, is_same_address, is_equal_address },
    { PAYROC_TYPE_LINK, is_same_link, is_equal_link },
  };

  g_return_if_fail (G_IS_LIST_STORE (store));
  g_return_if_fail (items != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].type == g_list_model_get_item_type (G_LIST_MODEL (store)))
        {
          update_list (store, items, kinds[i].is_same, kinds[i].is_equal);
          return;
        }
    }

  g_return_if_reached ();
}
