/* SPDX-License-Identifier: GPL-3.0-or-later */
/* accounts: show, connect and forget them. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-cli-command.h"
#include "pl-cli-document.h"
#include "pl-cli-key.h"
#include "pl-cli-table.h"
#include "pl-cli-text.h"

static gboolean
show_all (PlCli   *self,
          GError **error)
{
  GListModel *accounts;
  g_autoptr (PlCliTable) table = pl_cli_table_new (4, 0);
  JsonArray *array;
  guint n_accounts;

  if (!pl_cli_open_workspace (self, error))
    return FALSE;

  accounts = pl_workspace_get_accounts (self->workspace);
  n_accounts = g_list_model_get_n_items (accounts);
  array = json_array_new ();
  json_object_set_array_member (self->document, "accounts", array);

  pl_cli_table_add (table, C_("column", "NAME"), C_("column", "WHERE"), C_("column", "TERMINAL"),
                    C_("column", "CURRENCY"));
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (PlAccount) account = g_list_model_get_item (accounts, i);
      g_autofree char *name = pl_cli_text_clean (pl_account_get_name (account));
      g_autofree char *terminal = pl_cli_text_clean (pl_account_get_terminal (account));

      json_array_add_element (array, pl_cli_document_account (account));
      pl_cli_table_add (table, name, pl_cli_text_account_kind (pl_account_get_kind (account)), terminal,
                        pl_account_get_currency (account));
    }

  if (n_accounts == 0)
    g_string_append_printf (self->text, "%s\n", _("No account is connected yet."));
  else
    pl_cli_table_print (table, pl_cli_table_width (), self->text);

  return TRUE;
}

static gboolean
read_where (const PlCliOptions  *options,
            PlConnectRequest    *request,
            GError             **error)
{
  if (options->api_url != NULL)
    {
      request->kind = PL_ACCOUNT_CUSTOM;
      request->api_url = options->api_url;
      request->identity_url = options->identity_url;
    }
  else if (g_strcmp0 (options->environment, "production") == 0)
    {
      request->kind = PL_ACCOUNT_PRODUCTION;
    }
  else if (g_strcmp0 (options->environment, "test") == 0)
    {
      request->kind = PL_ACCOUNT_TEST;
    }
  else
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("Give --environment production or test"));
      return FALSE;
    }

  if (options->terminal == NULL)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("Give the --terminal"));
      return FALSE;
    }

  request->terminal = options->terminal;

  return TRUE;
}

static gboolean
add (PlCli   *self,
     GError **error)
{
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  PlConnectRequest request = { .name = self->options->words[1], .check = TRUE };
  JsonArray *array;
  char *key;

  if (!read_where (self->options, &request, error) || !pl_cli_open_workspace (self, error))
    return FALSE;

  key = pl_cli_key_read (self->cancellable, error);
  if (key == NULL)
    return FALSE;

  request.api_key = key;
  pl_workspace_connect_async (self->workspace, &request, self->cancellable, pl_cli_done_cb, &result);
  pl_cli_key_free (key);
  account = pl_workspace_connect_finish (self->workspace, pl_cli_wait (&result), error);
  if (account == NULL)
    return FALSE;

  array = json_array_new ();
  json_array_add_element (array, pl_cli_document_account (account));
  json_object_set_array_member (self->document, "accounts", array);
  g_string_append_printf (self->text, _("Connected “%s”"), pl_account_get_name (account));
  g_string_append_c (self->text, '\n');

  return TRUE;
}

static gboolean
forget (PlCli   *self,
        GError **error)
{
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const char *name = self->options->words[1];

  if (!self->options->yes)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("This forgets the account’s key, its links here, and what waits in its outbox; "
                             "the practice account’s links are nowhere else. Say --yes to do it"));
      return FALSE;
    }

  if (!pl_cli_open_workspace (self, error))
    return FALSE;

  account = pl_workspace_find_account (self->workspace, name);
  if (account == NULL)
    {
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                   _("There is no account “%s”; paylinks-cli accounts shows them"), name);
      return FALSE;
    }

  pl_workspace_remove_account_async (self->workspace, account, self->cancellable, pl_cli_done_cb, &result);
  if (!pl_workspace_remove_account_finish (self->workspace, pl_cli_wait (&result), error))
    return FALSE;

  json_object_set_array_member (self->document, "accounts", json_array_new ());
  g_string_append_printf (self->text, _("Forgot “%s”"), pl_account_get_name (account));
  g_string_append_c (self->text, '\n');

  return TRUE;
}

gboolean
pl_cli_accounts (PlCli   *self,
                 GError **error)
{
  char **words = self->options->words;
  guint n_words = g_strv_length (words);

  if (n_words == 0)
    return show_all (self, error);
  if (n_words == 2 && strcmp (words[0], "add") == 0)
    return add (self, error);
  if (n_words == 2 && strcmp (words[0], "remove") == 0)
    return forget (self, error);

  g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("Write it like this: paylinks-cli accounts [add NAME | remove NAME]"));

  return FALSE;
}
