/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the whole history each time: a mail may have been sent from another computer, and be learnt of late. */
#include "pl-link-people.h"

#include "payroc/sharing/payroc-recipient.h"
#include "store/pl-link-table.h"
#include "store/pl-sharing-table.h"

static void
add_recipients (GString    *text,
                GHashTable *seen,
                GListModel *recipients)
{
  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, i);
      g_autofree char *written = payroc_recipient_to_text (recipient);

      if (g_hash_table_contains (seen, written))
        continue;

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", written);
      g_hash_table_add (seen, g_steal_pointer (&written));
    }
}

/**
 * pl_link_people_note:
 * @connection: the connection, in a write transaction
 * @account: an account's UUID
 * @link_id: Payroc's id of a link; it need not be stored
 * @error: `PL_STORE_ERROR`
 *
 * Has the link's row name everybody it was sent to, as far as the stored history says, who was written to last first.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_people_note (PlConnection  *connection,
                     const char    *account,
                     const char    *link_id,
                     GError       **error)
{
  g_autoptr (GPtrArray) events = pl_sharing_table_list (connection, account, link_id, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (events == NULL)
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    add_recipients (text, seen, payroc_sharing_event_get_recipients (g_ptr_array_index (events, i)));

  return pl_link_table_set_recipients (connection, account, link_id, text->len > 0 ? text->str : NULL, error);
}
