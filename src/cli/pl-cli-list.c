/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list: the stored links, after a refresh. */
#include "config.h"

#include <glib/gi18n.h>

#include "pl-cli-command.h"
#include "pl-cli-document.h"
#include "pl-cli-filter.h"
#include "pl-cli-table.h"
#include "pl-cli-text.h"

static void
tell_links (PlCli     *self,
            GPtrArray *links,
            GArray    *statuses,
            guint      n_matching)
{
  g_autoptr (PlCliTable) table = pl_cli_table_new (6, 1u << 2);

  if (links->len == 0)
    {
      g_string_append_printf (self->text, "%s\n", _("No links."));
      return;
    }

  pl_cli_table_add (table, C_("column", "ID"), C_("column", "STATE"), C_("column", "AMOUNT"),
                    C_("column", "EXPIRES"), C_("column", "REFERENCE"), C_("column", "DESCRIPTION"));
  for (guint i = 0; i < links->len; i++)
    {
      PayrocLink *link = g_ptr_array_index (links, i);
      g_autofree char *id = pl_cli_text_clean (payroc_link_get_id (link));
      g_autofree char *amount = pl_cli_text_amount (link);
      g_autofree char *expires = pl_cli_text_day (payroc_link_get_expires_on (link));
      g_autofree char *reference = pl_cli_text_clean (payroc_link_get_reference (link));
      g_autofree char *description = pl_cli_text_clean (payroc_link_get_description (link));

      pl_cli_table_add (table, id, pl_cli_text_status (g_array_index (statuses, PayrocLinkStatus, i)), amount, expires,
                        reference, description);
    }
  pl_cli_table_print (table, pl_cli_table_width (), self->text);

  if (links->len < n_matching)
    {
      /* Translators: after a list that was cut by --limit. */
      g_string_append_printf (self->text, _("%u of %u links"), links->len, n_matching);
      g_string_append_c (self->text, '\n');
    }
}

static void
document_links (PlCli     *self,
                GPtrArray *links,
                GArray    *statuses,
                guint      n_matching)
{
  JsonArray *array = json_array_sized_new (links->len);

  for (guint i = 0; i < links->len; i++)
    json_array_add_element (array, pl_cli_document_link (g_ptr_array_index (links, i),
                                                         g_array_index (statuses, PayrocLinkStatus, i)));

  json_object_set_array_member (self->document, "links", array);
  json_object_set_int_member (self->document, "total", n_matching);
  pl_cli_document_set_time (self->document, "refreshedAt",
                            pl_refresh_get_last (pl_session_get_refresh (self->session)));
}

gboolean
pl_cli_list (PlCli   *self,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GArray) statuses = NULL;
  g_autoptr (GError) local_error = NULL;
  PlLinkQuery query = { 0 };
  guint n_matching = 0;

  if (!pl_cli_filter_read (self->options, &query, error))
    return FALSE;

  if (self->options->no_refresh)
    {
      if (!pl_cli_open_stored (self, error))
        return FALSE;
    }
  else if (!pl_cli_open_session (self, error))
    {
      return FALSE;
    }
  else if (!pl_cli_refresh_links (self, FALSE, &local_error) && !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  pl_session_find_links_async (self->session, &query, self->options->limit, self->cancellable, pl_cli_done_cb, &result);
  links = pl_session_find_links_finish (self->session, pl_cli_wait (&result), &statuses, &n_matching, error);
  if (links == NULL)
    return FALSE;

  if (self->options->json)
    document_links (self, links, statuses, n_matching);
  else
    tell_links (self, links, statuses, n_matching);

  return TRUE;
}
