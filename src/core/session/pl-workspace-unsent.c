/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlWorkspace that sees to it that what the merchant asked for is sent, whichever account is looked at. */
#include "config.h"

#include "pl-workspace-private.h"
#include "store/pl-outbox-turns.h"

typedef struct
{
  GPtrArray *accounts; /* (owned) (element-type PlAccount) asked about */
  GPtrArray *ids;      /* (owned) (element-type utf8) theirs, for the worker */
  GArray    *unsent;   /* (owned) (element-type gboolean) of each; output, of the worker */
} Search;

static void
search_free (Search *search)
{
  g_ptr_array_unref (search->accounts);
  g_ptr_array_unref (search->ids);
  g_array_unref (search->unsent);
  g_free (search);
}

static gboolean
search_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  Search *search = data;

  g_array_set_size (search->unsent, 0);
  for (guint i = 0; i < search->ids->len; i++)
    {
      gboolean unsent;

      if (!pl_outbox_turns_has_any (connection, g_ptr_array_index (search->ids, i), &unsent, error))
        return FALSE;

      g_array_append_val (search->unsent, unsent);
    }

  return TRUE;
}

static void
search_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < search->accounts->len; i++)
    {
      PlAccount *account = g_ptr_array_index (search->accounts, i);
      /* Opened while it was looked for: what it has is being sent. */
      g_autoptr (PlSession) session = pl_workspace_find_session (self, account);

      if (session == NULL && g_array_index (search->unsent, gboolean, i))
        g_ptr_array_add (found, g_object_ref (account));
    }

  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * pl_workspace_let_go:
 * @self: a workspace
 * @session: one of its sessions
 *
 * For whoever drops @session because the user looks at something else: while something in its outbox goes on by itself,
 * the workspace holds it. A session that was ended is not held.
 */
void
pl_workspace_let_go (PlWorkspace *self,
                     PlSession   *session)
{
  g_autoptr (PlSession) open = NULL;

  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (PL_IS_SESSION (session));

  open = pl_workspace_find_session (self, pl_session_get_account (session));
  if (open == session)
    pl_session_keeper_keep (pl_workspace_get_keeper (self), session);
}

/**
 * pl_workspace_get_kept:
 * @self: a workspace
 *
 * Returns: (transfer none): a #GListModel of #PlSession: those that were let go and still have something to send
 */
GListModel *
pl_workspace_get_kept (PlWorkspace *self)
{
  g_return_val_if_fail (PL_IS_WORKSPACE (self), NULL);

  return pl_session_keeper_get_sessions (pl_workspace_get_keeper (self));
}

/**
 * pl_workspace_find_unsent_async:
 * @self: a workspace
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is known
 * @user_data: for @callback
 *
 * Looks for accounts that nobody has open, and that have changes which would be sent if somebody had.
 */
void
pl_workspace_find_unsent_async (PlWorkspace         *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GListModel *accounts;
  Search *search;

  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_workspace_find_unsent_async);

  search = g_new0 (Search, 1);
  search->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  search->ids = g_ptr_array_new_with_free_func (g_free);
  search->unsent = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  accounts = pl_workspace_get_accounts (self);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (PlAccount) account = g_list_model_get_item (accounts, i);
      g_autoptr (PlSession) session = pl_workspace_find_session (self, account);

      if (session != NULL)
        continue;

      g_ptr_array_add (search->ids, g_strdup (pl_account_get_id (account)));
      g_ptr_array_add (search->accounts, g_steal_pointer (&account));
    }

  pl_database_run_async (pl_workspace_get_database (self), PL_DATABASE_READ, search_work, search, NULL, cancellable,
                         search_cb, g_steal_pointer (&task));
}

/**
 * pl_workspace_find_unsent_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PlAccount): the accounts
 */
GPtrArray *
pl_workspace_find_unsent_finish (PlWorkspace   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_find_unsent_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
