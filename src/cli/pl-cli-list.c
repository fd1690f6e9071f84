/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list: the stored links, after a refresh. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-cli-command.h"
#include "pl-cli-document.h"
#include "pl-cli-table.h"
#include "pl-cli-text.h"

static const struct
{
  const char *word;
  PlLinkSort  sort;
} sorts[] = {
  { "created", PL_LINK_SORT_CREATED },
  { "amount", PL_LINK_SORT_AMOUNT },
  { "expires", PL_LINK_SORT_EXPIRES },
  { "state", PL_LINK_SORT_STATE },
  { "reference", PL_LINK_SORT_REFERENCE },
};

/* The words that a list shows, beside those of the API: who reads “open” types it. */
static const struct
{
  const char      *word;
  PayrocLinkStatus status;
} shown_statuses[] = {
  { "open", PAYROC_LINK_STATUS_ACTIVE },
  { "paid", PAYROC_LINK_STATUS_COMPLETED },
  { "switched-off", PAYROC_LINK_STATUS_DEACTIVATED },
  { "switched off", PAYROC_LINK_STATUS_DEACTIVATED },
};

static PayrocLinkStatus
read_status (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown_statuses); i++)
    {
      if (strcmp (word, shown_statuses[i].word) == 0)
        return shown_statuses[i].status;
    }

  for (PayrocLinkStatus status = PAYROC_LINK_STATUS_ACTIVE; status <= PAYROC_LINK_STATUS_DEACTIVATED; status++)
    {
      if (strcmp (word, pl_cli_text_status (status)) == 0)
        return status;
    }

  return payroc_link_status_from_wire (word);
}

static gboolean
read_query (PlCli        *self,
            PlLinkQuery  *query,
            GError      **error)
{
  const PlCliOptions *options = self->options;

  for (char **word = options->status; word != NULL && *word != NULL; word++)
    {
      PayrocLinkStatus status = read_status (*word);

      if (status == PAYROC_LINK_STATUS_UNKNOWN)
        {
          g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("--status is open (active), paid (completed), expired or switched-off (deactivated), "
                         "not “%s”"), *word);
          return FALSE;
        }
      query->statuses |= 1u << status;
    }

  if (options->kind != NULL)
    {
      if (strcmp (options->kind, "single") == 0)
        query->kind = PAYROC_LINK_KIND_SINGLE_USE;
      else if (strcmp (options->kind, "multi") == 0)
        query->kind = PAYROC_LINK_KIND_MULTI_USE;
      else
        {
          g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("--kind is single or multi, not “%s”"), options->kind);
          return FALSE;
        }
    }

  if (options->sort != NULL)
    {
      guint i;

      for (i = 0; i < G_N_ELEMENTS (sorts) && strcmp (sorts[i].word, options->sort) != 0; i++)
        ;
      if (i == G_N_ELEMENTS (sorts))
        {
          g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("--sort is created, amount, expires, state or reference, not “%s”"), options->sort);
          return FALSE;
        }
      query->sort = sorts[i].sort;
    }

  if (options->limit < 0)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("--limit is a number of links"));
      return FALSE;
    }

  query->search = options->search;

  return TRUE;
}

static void
tell_links (PlCli     *self,
            GPtrArray *links,
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

      pl_cli_table_add (table, id, pl_cli_text_status (payroc_link_get_status (link)), amount, expires, reference,
                        description);
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
                guint      n_matching)
{
  JsonArray *array = json_array_sized_new (links->len);

  for (guint i = 0; i < links->len; i++)
    json_array_add_element (array, json_node_copy (payroc_link_get_json (g_ptr_array_index (links, i))));

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
  g_autoptr (GError) local_error = NULL;
  PlLinkQuery query = { 0 };
  guint n_matching = 0;

  if (!read_query (self, &query, error))
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
  links = pl_session_find_links_finish (self->session, pl_cli_wait (&result), &n_matching, error);
  if (links == NULL)
    return FALSE;

  if (self->options->json)
    document_links (self, links, n_matching);
  else
    tell_links (self, links, n_matching);

  return TRUE;
}
