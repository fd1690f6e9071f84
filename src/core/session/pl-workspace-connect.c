/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an account comes to a workspace: connected to Payroc, or made to try out; whole or not at all. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "payroc/client/payroc-authenticator.h"
#include "payroc/money/payroc-currency.h"
#include "payroc/money/payroc-terminal.h"
#include "payroc/payroc-error.h"
#include "pl-key-check.h"
#include "pl-workspace-private.h"

#define PRACTICE_ID      "practice"
#define DEFAULT_CURRENCY "USD"

typedef struct
{
  /* Input */
  PlWorkspace  *workspace; /* (owned): its list of what is being connected has our row */
  PlAccountRow *row; /* (owned) */
  char         *api_key; /* (owned): wiped */
  gboolean      session_only;

  /* In progress */
  PlKeyCheck   *check; /* (owned) (nullable) */
  GError       *undo_error; /* (owned) (nullable): why what was kept is forgotten again */

  /* Output */
  PlAccount    *account; /* (owned) (nullable) */
} Connect;

static void
connect_free (Connect *connect)
{
  pl_workspace_remove_pending (connect->workspace, connect->row);
  g_clear_object (&connect->workspace);
  g_clear_object (&connect->account);
  g_clear_pointer (&connect->row, pl_account_row_free);
  g_clear_pointer (&connect->api_key, payroc_secret_free);
  g_clear_pointer (&connect->check, pl_key_check_free);
  g_clear_error (&connect->undo_error);
  g_free (connect);
}

static void
add_field (GPtrArray         *fields,
           const char        *parameter,
           PayrocFieldReason  reason)
{
  g_ptr_array_add (fields, payroc_field_error_new (parameter, reason, 0, NULL));
}

static char *
tidy (const char *text)
{
  return text != NULL ? g_strstrip (g_strdup (text)) : g_strdup ("");
}

/* The currency of the user's region, which is the merchant's more often than not. */
static const char *
guess_currency (void)
{
  static char code[4];

  g_strlcpy (code, localeconv ()->int_curr_symbol, sizeof code);

  return payroc_currency_is_known (code) ? code : DEFAULT_CURRENCY;
}

static void
check_terminal (const char *terminal,
                GPtrArray  *fields)
{
  if (*terminal == '\0')
    add_field (fields, "processingTerminalId", PAYROC_FIELD_REASON_REQUIRED);
  else if (!payroc_terminal_id_is_valid (terminal))
    add_field (fields, "processingTerminalId", PAYROC_FIELD_REASON_MALFORMED);
}

static void
copy_fields (const GError *error,
             GPtrArray    *fields)
{
  GPtrArray *found = payroc_error_get_fields (error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (fields, payroc_field_error_copy (g_ptr_array_index (found, i)));
}

static void
forget_secrets_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Connect *connect = g_task_get_task_data (task);

  pl_keyring_clear_finish (PL_KEYRING (source), result, NULL);
  g_task_return_error (task, g_steal_pointer (&connect->undo_error));
}

/* Takes both. A key without an account would stay in the keyring unseen. */
static void
undo (GTask  *task,
      GError *error)
{
  PlWorkspace *self = g_task_get_source_object (task);
  Connect *connect = g_task_get_task_data (task);

  connect->undo_error = error;
  pl_keyring_clear_async (pl_workspace_get_keyring (self), connect->row->id, NULL, forget_secrets_cb, task);
}

static void
store_token_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Connect *connect = g_task_get_task_data (task);

  /* It saves the next question to the identity service; nothing is lost without. */
  pl_keyring_store_finish (PL_KEYRING (source), result, NULL);
  g_task_return_pointer (task, g_steal_pointer (&connect->account), g_object_unref);
}

static void
put_account_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = PL_WORKSPACE (source);
  Connect *connect = g_task_get_task_data (task);

  account = pl_workspace_put_account_finish (self, result, &error);
  if (account == NULL)
    {
      undo (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  pl_account_set_session_only (account, connect->session_only);
  if (connect->check == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&account), g_object_unref);
      return;
    }

  connect->account = g_steal_pointer (&account);
  pl_keyring_store_async (pl_workspace_get_keyring (self), connect->row->id, PL_SECRET_TOKEN,
                          connect->check->token, connect->check->token_expires_at, NULL,
                          store_token_cb, g_steal_pointer (&task));
}

static void
store_key_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);
  Connect *connect = g_task_get_task_data (task);

  if (!pl_keyring_store_finish (PL_KEYRING (source), result, &error) ||
      g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      undo (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  /* Not to be cancelled: it is short, and half of it would be worse than all of it. */
  g_task_set_check_cancellable (task, FALSE);
  pl_workspace_put_account_async (self, connect->row, NULL, put_account_cb, g_steal_pointer (&task));
}

static void
keep (GTask *task)
{
  PlWorkspace *self = g_task_get_source_object (task);
  Connect *connect = g_task_get_task_data (task);
  PlKeyring *keyring = pl_workspace_get_keyring (self);

  if (connect->row->currency == NULL)
    connect->row->currency = connect->check != NULL && connect->check->currency != NULL &&
                             payroc_currency_is_known (connect->check->currency)
                               ? g_strdup (connect->check->currency)
                               : g_strdup (guess_currency ());
  connect->row->last_used = g_get_real_time ();

  pl_keyring_set_session_only (keyring, connect->row->id, connect->session_only);
  pl_keyring_store_async (keyring, connect->row->id, PL_SECRET_API_KEY, connect->api_key, 0,
                          g_task_get_cancellable (task), store_key_cb, task);
}

static void
key_check_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Connect *connect = g_task_get_task_data (task);

  connect->check = pl_key_check_finish (result, &error);
  if (connect->check == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    keep (g_steal_pointer (&task));
}

static void
join_key_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (PlAccount) same = NULL;
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);
  Connect *connect = g_task_get_task_data (task);

  same = pl_workspace_find_same_terminal (self, connect->row);
  if (!pl_keyring_store_finish (PL_KEYRING (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (same == NULL)
    g_task_return_new_error (task, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND, "The account was removed meanwhile");
  else
    {
      pl_account_set_session_only (same, TRUE);
      g_task_return_pointer (task, g_steal_pointer (&same), g_object_unref);
    }
}

static void
put_practice_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  account = pl_workspace_put_account_finish (PL_WORKSPACE (source), result, &error);
  if (account == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&account), g_object_unref);
}

static void
start_practice_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (PlPracticeServer) server = NULL;
  g_autoptr (PlAccountRow) row = NULL;
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);

  server = pl_practice_server_start_finish (result, &error);
  if (server == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  row = pl_account_row_new ();
  row->id = g_strdup (PRACTICE_ID);
  row->name = g_strdup (PL_PRACTICE_ACCOUNT_NAME);
  row->environment = g_strdup (pl_account_kind_to_text (PL_ACCOUNT_PRACTICE));
  row->terminal = g_strdup (pl_practice_server_get_terminal (server));
  row->currency = g_strdup (pl_practice_server_get_currency (server));
  row->last_used = g_get_real_time ();

  pl_workspace_take_practice_server (self, server);
  pl_workspace_put_account_async (self, row, g_task_get_cancellable (task), put_practice_cb, g_object_ref (task));
}

/**
 * pl_workspace_try_out_async:
 * @self: a workspace
 * @cancellable: (nullable): a cancellable
 * @callback: called with the account
 * @user_data: data for @callback
 *
 * The practice account: nothing of it leaves this computer. It is made when it
 * is not there, which starts the practice server; the session that is opened
 * for it then goes on with that one.
 */
void
pl_workspace_try_out_async (PlWorkspace         *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (PlAccount) account = NULL;

  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_workspace_try_out_async);

  account = pl_workspace_find_practice_account (self);
  if (account != NULL)
    g_task_return_pointer (task, g_steal_pointer (&account), g_object_unref);
  else
    pl_practice_server_start_async (pl_workspace_get_practice_directory (self), cancellable,
                                    start_practice_cb, g_steal_pointer (&task));
}

/**
 * pl_workspace_try_out_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location
 *
 * Errors: those of pl_practice_server_start_finish(); %PL_STORE_ERROR.
 *
 * Returns: (transfer full): the practice account
 */
PlAccount *
pl_workspace_try_out_finish (PlWorkspace   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_try_out_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_workspace_connect_async:
 * @self: a workspace
 * @request: what the merchant typed; borrowed for this call
 * @cancellable: (nullable): a cancellable
 * @callback: called with the account
 * @user_data: data for @callback
 *
 * Checks what can be checked here, then the key at the identity service, then
 * the terminal (its list of links answers; retrieving it may be forbidden), and
 * only then keeps key and row. When a step fails or is cancelled, nothing stays.
 *
 * Without a check, a custom account that is there already is joined: the key
 * is kept for this session only.
 */
void
pl_workspace_connect_async (PlWorkspace            *self,
                            const PlConnectRequest *request,
                            GCancellable           *cancellable,
                            GAsyncReadyCallback     callback,
                            gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (PayrocEnvironment) environment = NULL;
  g_autoptr (PlAccount) probe = NULL;
  g_autoptr (PlAccount) same = NULL;
  g_autoptr (GError) error = NULL;
  Connect *connect;
  PlAccountRow *row;
  gboolean joins;

  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (request->kind != PL_ACCOUNT_PRACTICE);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_workspace_connect_async);

  connect = g_new0 (Connect, 1);
  connect->workspace = g_object_ref (self);
  connect->session_only = request->session_only;
  connect->row = row = pl_account_row_new ();
  g_task_set_task_data (task, connect, (GDestroyNotify) connect_free);

  row->id = g_uuid_string_random ();
  row->name = tidy (request->name);
  row->environment = g_strdup (pl_account_kind_to_text (request->kind));
  row->terminal = tidy (request->terminal);
  row->currency = g_strdup (request->currency);
  if (request->kind == PL_ACCOUNT_CUSTOM)
    {
      row->api_url = tidy (request->api_url);
      row->identity_url = tidy (request->identity_url);
    }

  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  connect->api_key = pl_key_check_tidy (request->api_key, fields);
  check_terminal (row->terminal, fields);
  if (row->currency != NULL && !payroc_currency_is_known (row->currency))
    add_field (fields, "currency", PAYROC_FIELD_REASON_UNKNOWN_VALUE);

  probe = pl_account_new_from_row (row);
  environment = pl_account_create_environment (probe, &error);
  if (environment == NULL)
    {
      copy_fields (error, fields);
      if (fields->len == 0)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
    }
  else if (request->kind == PL_ACCOUNT_CUSTOM)
    {
      /* In the one form that can be compared. */
      g_free (row->api_url);
      row->api_url = g_strdup (payroc_environment_get_api_url (environment));
      g_free (row->identity_url);
      row->identity_url = g_strdup (payroc_environment_get_identity_url (environment));
    }

  same = pl_workspace_find_same_terminal (self, row);
  joins = same != NULL && request->kind == PL_ACCOUNT_CUSTOM && !request->check;
  if (!joins)
    {
      pl_workspace_check_name (self, row->name, NULL, fields);
      /* Also when a second click comes while the first is being answered. */
      if (same != NULL || !pl_workspace_add_pending (self, row))
        add_field (fields, "processingTerminalId", PAYROC_FIELD_REASON_DUPLICATE);
    }

  if (fields->len > 0)
    {
      g_task_return_error (task, payroc_error_new_fields (PAYROC_ERROR_INVALID, fields,
                                                          "The account cannot be connected like this"));
      return;
    }

  if (joins)
    {
      PlKeyring *keyring = pl_workspace_get_keyring (self);

      pl_keyring_set_session_only (keyring, pl_account_get_id (same), TRUE);
      pl_keyring_store_async (keyring, pl_account_get_id (same), PL_SECRET_API_KEY, connect->api_key, 0,
                              cancellable, join_key_cb, g_steal_pointer (&task));
    }
  else if (request->check)
    {
      pl_key_check_async (pl_workspace_get_transport (self), environment, connect->api_key, row->terminal,
                          cancellable, key_check_cb, g_steal_pointer (&task));
    }
  else
    {
      keep (g_steal_pointer (&task));
    }
}

/**
 * pl_workspace_connect_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location
 *
 * Errors: %PAYROC_ERROR with the field "apiKey", "processingTerminalId", "name",
 * "currency", "apiUrl" or "identityUrl" where it concerns one;
 * %PL_STORE_ERROR_KEYRING_LOCKED, %PL_STORE_ERROR_KEYRING_UNREACHABLE (offer
 * "this session only"); %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the account, now the first of the list
 */
PlAccount *
pl_workspace_connect_finish (PlWorkspace   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_connect_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
