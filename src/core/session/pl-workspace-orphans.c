/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlWorkspace that deals with changes whose account is gone: found, added to another, given up. */
#include "config.h"

#include "core/outbox/pl-intent-private.h"
#include "pl-workspace-private.h"
#include "store/pl-outbox-orphan.h"

/* One work on all of them. */
typedef struct
{
  /* Input */
  PlSession *session; /* (owned) (nullable): who takes them */
  char      *account; /* (owned) (nullable): its account's id */

  /* Output, of the worker */
  GPtrArray *rows; /* (owned) (nullable) (element-type PlOutboxRow) */
  gint64     n;
} Orphans;

static void
orphans_free (Orphans *orphans)
{
  g_clear_object (&orphans->session);
  g_clear_pointer (&orphans->account, g_free);
  g_clear_pointer (&orphans->rows, g_ptr_array_unref);
  g_free (orphans);
}

static gboolean
list_orphans (PlConnection  *connection,
              gpointer       work_data,
              GError       **error)
{
  Orphans *orphans = work_data;

  orphans->rows = pl_outbox_orphan_list (connection, error);

  return orphans->rows != NULL;
}

static gboolean
adopt_orphans (PlConnection  *connection,
               gpointer       work_data,
               GError       **error)
{
  Orphans *orphans = work_data;

  return pl_outbox_orphan_adopt (connection, orphans->account, &orphans->n, error);
}

static gboolean
discard_orphans (PlConnection  *connection,
                 gpointer       work_data,
                 GError       **error)
{
  Orphans *orphans = work_data;

  return pl_outbox_orphan_discard (connection, g_get_real_time (), &orphans->n, error);
}

static void
list_orphans_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GPtrArray) intents = NULL;
  g_autoptr (GError) error = NULL;
  Orphans *orphans = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  intents = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < orphans->rows->len; i++)
    g_ptr_array_add (intents, pl_intent_new (g_ptr_array_index (orphans->rows, i)));
  g_task_return_pointer (task, g_steal_pointer (&intents), (GDestroyNotify) g_ptr_array_unref);
}

static void
change_orphans_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Orphans *orphans = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* It looks at its rows again, as after another process's writing. */
  if (orphans->session != NULL)
    pl_outbox_load_async (pl_session_get_outbox (orphans->session), NULL, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
work_on_orphans (PlWorkspace         *self,
                 gpointer             tag,
                 PlDatabaseMode       mode,
                 PlDatabaseWork       work,
                 PlSession           *session,
                 GAsyncReadyCallback  done,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Orphans *orphans = g_new0 (Orphans, 1);

  g_task_set_source_tag (task, tag);
  if (session != NULL)
    {
      orphans->session = g_object_ref (session);
      orphans->account = g_strdup (pl_account_get_id (pl_session_get_account (session)));
    }
  g_task_set_task_data (task, orphans, (GDestroyNotify) orphans_free);

  pl_database_run_async (pl_workspace_get_database (self), mode, work, orphans, NULL, cancellable,
                         done, g_steal_pointer (&task));
}

/**
 * pl_workspace_find_orphans_async:
 * @self: a workspace
 * @cancellable: (nullable): a cancellable
 * @callback: called with what there is
 * @user_data: data for @callback
 *
 * Changes that the merchant asked for and that no account will send: they were
 * rescued from a damaged database, and their account was not.
 */
void
pl_workspace_find_orphans_async (PlWorkspace         *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  work_on_orphans (self, pl_workspace_find_orphans_async, PL_DATABASE_READ, list_orphans, NULL,
                   list_orphans_cb, cancellable, callback, user_data);
}

/**
 * pl_workspace_find_orphans_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: (transfer full) (element-type PlIntent): them, oldest first; to be looked at, not to be acted on
 */
GPtrArray *
pl_workspace_find_orphans_finish (PlWorkspace   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_find_orphans_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_workspace_adopt_orphans_async:
 * @self: a workspace
 * @session: who takes them
 * @callback: called when they are the session's
 * @user_data: data for @callback
 *
 * Adds all of them to an account, which sends them with the keys that they
 * have. Ask the merchant first: nobody else knows whose they were.
 */
void
pl_workspace_adopt_orphans_async (PlWorkspace         *self,
                                  PlSession           *session,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (PL_IS_SESSION (session));

  work_on_orphans (self, pl_workspace_adopt_orphans_async, PL_DATABASE_WRITE, adopt_orphans, session,
                   change_orphans_cb, NULL, callback, user_data);
}

/**
 * pl_workspace_adopt_orphans_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: whether they are the session's
 */
gboolean
pl_workspace_adopt_orphans_finish (PlWorkspace   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_adopt_orphans_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_workspace_discard_orphans_async:
 * @self: a workspace
 * @callback: called when they are given up
 * @user_data: data for @callback
 *
 * None of them is ever sent. Ask the merchant first.
 */
void
pl_workspace_discard_orphans_async (PlWorkspace         *self,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (PL_IS_WORKSPACE (self));

  work_on_orphans (self, pl_workspace_discard_orphans_async, PL_DATABASE_WRITE, discard_orphans, NULL,
                   change_orphans_cb, NULL, callback, user_data);
}

/**
 * pl_workspace_discard_orphans_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: whether they are given up
 */
gboolean
pl_workspace_discard_orphans_finish (PlWorkspace   *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_discard_orphans_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
