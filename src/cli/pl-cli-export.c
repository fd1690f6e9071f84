/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export: links, or what was paid on one, into a file. */
#include "config.h"

#include <glib/gi18n.h>

#include "pl-cli-command.h"
#include "pl-cli-filter.h"

static gboolean
update_payments (PlCli       *self,
                 PayrocLink  *link,
                 GError     **error)
{
  g_autoptr (PlLinkDetails) details = pl_session_create_details (self->session, payroc_link_get_id (link));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;

  pl_link_details_update_async (details, self->cancellable, pl_cli_done_cb, &result);
  if (pl_link_details_update_finish (details, pl_cli_wait (&result), &local_error)
      || pl_cli_tolerates (self, local_error))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
open_account (PlCli   *self,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->options->no_refresh)
    return pl_cli_open_stored (self, error);

  if (!pl_cli_open_session (self, error))
    return FALSE;

  if (self->options->payments != NULL || pl_cli_refresh_links (self, FALSE, &local_error)
      || pl_cli_tolerates (self, local_error))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
pl_cli_export (PlCli   *self,
               GError **error)
{
  const char *name = self->options->words[0];
  const PlExportFormat format = g_str_has_suffix (name, ".json") ? PL_EXPORT_JSON : PL_EXPORT_CSV;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (PlExport) export = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  PlLinkQuery query = { 0 };
  guint n_written = 0;

  if (!pl_cli_filter_read (self->options, &query, error) || !open_account (self, error))
    return FALSE;

  if (self->options->payments != NULL)
    {
      link = pl_cli_find_link (self, self->options->payments, error);
      if (link == NULL || (!self->options->no_refresh && !update_payments (self, link, error)))
        return FALSE;
    }

  export = pl_session_create_export (self->session);
  if (link != NULL)
    pl_export_payments_async (export, payroc_link_get_id (link), format, file, self->cancellable, pl_cli_done_cb,
                              &result);
  else
    pl_export_links_async (export, &query, (guint) self->options->limit, format, file, self->cancellable,
                           pl_cli_done_cb, &result);
  if (!pl_export_finish (export, pl_cli_wait (&result), &n_written, error))
    return FALSE;

  json_object_set_int_member (self->document, "exported", n_written);
  if (link != NULL)
    g_string_append_printf (self->text, ngettext ("%u payment written", "%u payments written", n_written), n_written);
  else
    g_string_append_printf (self->text, ngettext ("%u link written", "%u links written", n_written), n_written);
  g_string_append_c (self->text, '\n');

  return TRUE;
}
