/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a change of a link's address concerns. When in doubt a person is named: one told too often is better than one
 * who stands before a dead link. */
#include "pl-link-holders.h"

#include "payroc/sharing/payroc-recipient.h"
#include "pl-old-address.h"
#include "store/pl-address-table.h"

/* Payroc says when a mail went out, this computer when an address ended: their clocks differ, and Payroc's has whole
 * seconds. */
#define CLOCK_SKEW G_TIME_SPAN_MINUTE

static gboolean
was_sent_between (PayrocSharingEvent *event,
                  gint64              since,
                  gint64              until)
{
  GDateTime *time = payroc_sharing_event_get_date_time (event);
  const gint64 sent_at = time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;

  return time == NULL || (sent_at > since && sent_at <= until);
}

/**
 * pl_link_holders_is_outdated:
 * @event: a mail that the link was sent with
 * @ended_at: when the address before the present one ended, microseconds since the epoch; 0: there was none
 *
 * Payroc says whole seconds: a mail that went out in the second of the change carries the new address. One without a
 * time is not said to be outdated.
 *
 * Returns: whether the address in that mail no longer works
 */
gboolean
pl_link_holders_is_outdated (PayrocSharingEvent *event,
                             gint64              ended_at)
{
  GDateTime *time = payroc_sharing_event_get_date_time (event);

  return time != NULL && (g_date_time_to_unix (time) + 1) * G_USEC_PER_SEC <= ended_at;
}

/**
 * pl_link_holders_find_left_behind:
 * @events: of [class@Payroc.SharingEvent]: a link's mails, newest first
 * @ended_at: when the address before the present one ended, microseconds since the epoch; 0: there was none
 *
 * Returns: (transfer full): a list of [class@Payroc.Recipient]: whose last mail has an address that no longer works
 */
GListModel *
pl_link_holders_find_left_behind (GListModel *events,
                                  gint64      ended_at)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListStore *left = g_list_store_new (PAYROC_TYPE_RECIPIENT);

  for (guint outdated = 0; outdated < 2; outdated++)
    {
      for (guint i = 0; i < g_list_model_get_n_items (events); i++)
        {
          g_autoptr (PayrocSharingEvent) event = g_list_model_get_item (events, i);
          GListModel *recipients = payroc_sharing_event_get_recipients (event);

          if (pl_link_holders_is_outdated (event, ended_at) != (outdated == 1))
            continue;

          for (guint j = 0; j < g_list_model_get_n_items (recipients); j++)
            {
              g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, j);

              if (g_hash_table_add (seen, g_utf8_casefold (payroc_recipient_get_email (recipient), -1))
                  && outdated == 1)
                g_list_store_append (left, recipient);
            }
        }
    }

  return G_LIST_MODEL (left);
}

/**
 * pl_link_holders_between:
 * @events: (element-type PayrocSharingEvent): a link's mails, newest first
 * @since: microseconds since the epoch
 * @until: the same
 *
 * Returns: (transfer full): a list of [class@Payroc.Recipient]: who was written to after @since and up to @until, each
 *   address once, with the name that was used last; a mail without a time counts always
 */
GListModel *
pl_link_holders_between (GPtrArray *events,
                         gint64     since,
                         gint64     until)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListStore *holders = g_list_store_new (PAYROC_TYPE_RECIPIENT);

  for (guint i = 0; i < events->len; i++)
    {
      PayrocSharingEvent *event = g_ptr_array_index (events, i);
      GListModel *recipients = payroc_sharing_event_get_recipients (event);

      if (!was_sent_between (event, since, until))
        continue;

      for (guint j = 0; j < g_list_model_get_n_items (recipients); j++)
        {
          g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, j);

          if (g_hash_table_add (seen, g_utf8_casefold (payroc_recipient_get_email (recipient), -1)))
            g_list_store_append (holders, recipient);
        }
    }

  return G_LIST_MODEL (holders);
}

/**
 * pl_link_holders_match:
 * @addresses: (element-type PlAddressRow): the addresses that a link had, newest first
 * @events: (element-type PayrocSharingEvent): its mails
 *
 * Returns: (transfer full) (element-type PlOldAddress): each with those who were written to while it worked
 */
GPtrArray *
pl_link_holders_match (GPtrArray *addresses,
                       GPtrArray *events)
{
  GPtrArray *matched = g_ptr_array_new_full (addresses->len, g_object_unref);

  for (guint i = 0; i < addresses->len; i++)
    {
      const PlAddressRow *row = g_ptr_array_index (addresses, i);
      const PlAddressRow *before = i + 1 < addresses->len ? g_ptr_array_index (addresses, i + 1) : NULL;
      const gint64 since = before != NULL ? before->ended_at - CLOCK_SKEW : G_MININT64;
      GListModel *holders = pl_link_holders_between (events, since, row->ended_at);

      g_ptr_array_add (matched, pl_old_address_new (row->address, row->ended_at, holders));
    }

  return matched;
}
