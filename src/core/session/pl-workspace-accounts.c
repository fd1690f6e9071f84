/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlWorkspace that keeps the list of accounts: found by name or terminal, written, renamed, removed. */
#include "config.h"

#include "pl-practice-folder.h"
#include "pl-workspace-private.h"

#include <string.h>

#include "payroc/payroc-error.h"

#define ACCOUNT_NAME_MAX 60

/* One row written or removed by the worker. */
typedef struct
{
  /* Input */
  PlAccountRow *row; /* (owned) */
  PlAccount    *account; /* (owned) (nullable) */
} Change;

static void
change_free (Change *change)
{
  g_clear_pointer (&change->row, pl_account_row_free);
  g_clear_object (&change->account);
  g_free (change);
}

static GListStore *
get_store (PlWorkspace *self)
{
  return G_LIST_STORE (pl_workspace_get_accounts (self));
}

static gboolean
names_are_equal (const char *a,
                 const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return strcmp (folded_a, folded_b) == 0;
}

/* Returns: (transfer full) (nullable) */
static PlAccount *
find_by_id (PlWorkspace *self,
            const char  *id)
{
  GListModel *accounts = pl_workspace_get_accounts (self);
  guint n_accounts = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (PlAccount) account = g_list_model_get_item (accounts, i);

      if (strcmp (pl_account_get_id (account), id) == 0)
        return g_steal_pointer (&account);
    }

  return NULL;
}

static gboolean
write_account (PlConnection  *connection,
               gpointer       work_data,
               GError       **error)
{
  Change *change = work_data;

  return pl_account_table_put (connection, change->row, error);
}

static gboolean
remove_account (PlConnection  *connection,
                gpointer       work_data,
                GError       **error)
{
  Change *change = work_data;

  return pl_account_table_remove (connection, change->row->id, error);
}

static void
write_account_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* By its id alone, and only now: another writing of the same row may have been faster. */
  change->account = find_by_id (self, change->row->id);
  if (change->account == NULL)
    {
      change->account = pl_account_new_from_row (change->row);
      g_list_store_insert (get_store (self), 0, change->account);
    }
  else
    {
      pl_account_set_name (change->account, change->row->name);
      pl_account_set_terminal (change->account, change->row->terminal);
      pl_account_set_currency (change->account, change->row->currency);
    }

  g_task_return_pointer (task, g_object_ref (change->account), g_object_unref);
}

static void
rename_account_cb (GObject      *source,
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
    g_task_return_boolean (task, TRUE);
}

/* Takes the task. */
static void
leave_list (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  PlWorkspace *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  guint position;

  if (g_list_store_find (get_store (self), change->account, &position))
    g_list_store_remove (get_store (self), position);
  g_task_return_boolean (task, TRUE);
}

static void
remove_folder_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* Its name is free all the same, or the next removal tries again. */
  if (!pl_practice_folder_remove_finish (result, &error))
    g_message ("Something is left of a removed practice account: %s", error->message);

  leave_list (G_TASK (user_data));
}

static void
clear_secrets_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  /* The account is gone all the same: there is nothing left to try this again with. */
  if (!pl_keyring_clear_finish (PL_KEYRING (source), result, &error))
    g_message ("The keyring may still have the key of a removed account: %s", error->message);

  if (pl_account_get_kind (change->account) != PL_ACCOUNT_PRACTICE)
    {
      leave_list (g_steal_pointer (&task));
      return;
    }

  pl_workspace_take_practice_server (self, NULL);
  pl_practice_folder_remove_async (pl_workspace_get_practice_directory (self), remove_folder_cb,
                                   g_steal_pointer (&task));
}

static void
remove_account_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_workspace_end_session (self, change->account);
  /* From here on it cannot be given up half-way. */
  pl_keyring_clear_async (pl_workspace_get_keyring (self), change->row->id, NULL, clear_secrets_cb,
                          g_steal_pointer (&task));
}

/* Only that the keyring is open matters: what cannot be cleared later must not be orphaned now. */
static void
open_keyring_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  pl_secret_free (pl_keyring_lookup_finish (PL_KEYRING (source), result, NULL, &error));

  /* A keyring that is not there keeps nobody from leaving; a locked one would keep the key for ever. */
  if (error != NULL && !g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_UNREACHABLE))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_database_run_async (pl_workspace_get_database (self), PL_DATABASE_WRITE, remove_account, change, NULL,
                         g_task_get_cancellable (task), remove_account_cb, g_object_ref (task));
}

/**
 * pl_workspace_find_account:
 * @self: a workspace
 * @id_or_name: an account's id, or its name in any case
 *
 * An id goes before a name: what one merchant calls an account must not stand
 * in for another account.
 *
 * Returns: (transfer full) (nullable): that account
 */
PlAccount *
pl_workspace_find_account (PlWorkspace *self,
                           const char  *id_or_name)
{
  GListModel *accounts;
  PlAccount *by_id;
  guint n_accounts;

  g_return_val_if_fail (PL_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id_or_name != NULL, NULL);

  by_id = find_by_id (self, id_or_name);
  if (by_id != NULL)
    return by_id;

  accounts = pl_workspace_get_accounts (self);
  n_accounts = g_list_model_get_n_items (accounts);
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (PlAccount) account = g_list_model_get_item (accounts, i);

      if (names_are_equal (pl_account_get_name (account), id_or_name))
        return g_steal_pointer (&account);
    }

  return NULL;
}

/* Returns: (transfer full) (nullable) */
PlAccount *
pl_workspace_find_practice_account (PlWorkspace *self)
{
  GListModel *accounts = pl_workspace_get_accounts (self);
  guint n_accounts = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (PlAccount) account = g_list_model_get_item (accounts, i);

      if (pl_account_get_kind (account) == PL_ACCOUNT_PRACTICE)
        return g_steal_pointer (&account);
    }

  return NULL;
}

/* Returns: (transfer full) (nullable) */
PlAccount *
pl_workspace_find_same_terminal (PlWorkspace        *self,
                                 const PlAccountRow *row)
{
  GListModel *accounts = pl_workspace_get_accounts (self);
  guint n_accounts = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (PlAccount) account = g_list_model_get_item (accounts, i);

      if (pl_account_is_same_terminal (account, row))
        return g_steal_pointer (&account);
    }

  return NULL;
}

void
pl_workspace_check_name (PlWorkspace *self,
                         const char  *name,
                         PlAccount   *except,
                         GPtrArray   *fields)
{
  g_autoptr (PlAccount) other = NULL;
  gboolean is_reserved;

  if (name == NULL || *name == '\0')
    {
      g_ptr_array_add (fields, payroc_field_error_new ("name", PAYROC_FIELD_REASON_REQUIRED, 0, NULL));
      return;
    }
  if (!g_utf8_validate (name, -1, NULL))
    {
      g_ptr_array_add (fields, payroc_field_error_new ("name", PAYROC_FIELD_REASON_MALFORMED, 0, NULL));
      return;
    }
  if (g_utf8_strlen (name, -1) > ACCOUNT_NAME_MAX)
    {
      g_ptr_array_add (fields, payroc_field_error_new ("name", PAYROC_FIELD_REASON_TOO_LONG, ACCOUNT_NAME_MAX, NULL));
      return;
    }

  /* The practice account's is taken, whether it is there yet or not: play and money must not be mixed up. */
  is_reserved = names_are_equal (name, PL_PRACTICE_ACCOUNT_NAME) &&
                (except == NULL || pl_account_get_kind (except) != PL_ACCOUNT_PRACTICE);
  other = pl_workspace_find_account (self, name);
  if (is_reserved || (other != NULL && other != except))
    g_ptr_array_add (fields, payroc_field_error_new ("name", PAYROC_FIELD_REASON_DUPLICATE, 0, NULL));
}

void
pl_workspace_put_account_async (PlWorkspace         *self,
                                const PlAccountRow  *row,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PlAccount) copy = pl_account_new_from_row (row);
  Change *change = g_new0 (Change, 1);

  g_task_set_source_tag (task, pl_workspace_put_account_async);
  /* Once the row is written the list must have it, whatever was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  change->row = pl_account_to_row (copy);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  pl_database_run_async (pl_workspace_get_database (self), PL_DATABASE_WRITE, write_account, change, NULL,
                         cancellable, write_account_cb, g_steal_pointer (&task));
}

PlAccount *
pl_workspace_put_account_finish (PlWorkspace   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_put_account_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_workspace_rename_account_async:
 * @self: a workspace
 * @account: one of its accounts
 * @name: the new name
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is written
 * @user_data: data for @callback
 */
void
pl_workspace_rename_account_async (PlWorkspace         *self,
                                   PlAccount           *account,
                                   const char          *name,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (PlAccountRow) row = NULL;
  g_autofree char *tidy = NULL;

  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (PL_IS_ACCOUNT (account));
  g_return_if_fail (name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_workspace_rename_account_async);

  tidy = g_strstrip (g_strdup (name));
  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  pl_workspace_check_name (self, tidy, account, fields);
  if (fields->len > 0)
    {
      g_task_return_error (task, payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "Not a name for an account"));
      return;
    }

  row = pl_account_to_row (account);
  g_free (row->name);
  row->name = g_steal_pointer (&tidy);
  pl_workspace_put_account_async (self, row, cancellable, rename_account_cb, g_steal_pointer (&task));
}

/**
 * pl_workspace_rename_account_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location
 *
 * Errors: %PAYROC_ERROR_INVALID with the field "name"; %PL_STORE_ERROR.
 *
 * Returns: whether it has the new name
 */
gboolean
pl_workspace_rename_account_finish (PlWorkspace   *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_rename_account_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_workspace_remove_account_async:
 * @self: a workspace
 * @account: one of its accounts
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone
 * @user_data: data for @callback
 *
 * Forgets an account on this computer: its key, its rows, and what waits in its
 * outbox. Its links stay at Payroc; a practice account's, which are on this
 * computer only, are deleted. An open session is closed. A locked keyring refuses before anything is lost,
 * and when the disk refuses, the account goes on with its key and its session.
 */
void
pl_workspace_remove_account_async (PlWorkspace         *self,
                                   PlAccount           *account,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Change *change;

  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (PL_IS_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_workspace_remove_account_async);

  change = g_new0 (Change, 1);
  change->row = pl_account_to_row (account);
  change->account = g_object_ref (account);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  /* It never had a key in the keyring, and must be removable where there is none. */
  if (pl_account_get_kind (account) == PL_ACCOUNT_PRACTICE)
    pl_keyring_set_session_only (pl_workspace_get_keyring (self), change->row->id, TRUE);

  pl_keyring_lookup_async (pl_workspace_get_keyring (self), change->row->id, PL_SECRET_API_KEY, TRUE, cancellable,
                           open_keyring_cb, g_steal_pointer (&task));
}

/**
 * pl_workspace_remove_account_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR_KEYRING_LOCKED and others of %PL_STORE_ERROR.
 *
 * Returns: whether it is gone
 */
gboolean
pl_workspace_remove_account_finish (PlWorkspace   *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_remove_account_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
