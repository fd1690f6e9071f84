/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes two things of a link the same, and what makes them look the same. */
#include "pl-link-sync.h"

#include "core/pl-list-sync.h"
#include "payroc/links/payroc-link.h"
#include "payroc/money/payroc-payment.h"
#include "payroc/sharing/payroc-sharing-event.h"
#include "pl-old-address.h"

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
  return payroc_payment_get_state (a) == payroc_payment_get_state (b)
         && json_node_equal (payroc_payment_get_json (a), payroc_payment_get_json (b));
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
    GType          type;
    PlListSyncFunc is_same;
    PlListSyncFunc is_equal;
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
          pl_list_sync_run (store, items, kinds[i].is_same, kinds[i].is_equal);
          return;
        }
    }

  g_return_if_reached ();
}
