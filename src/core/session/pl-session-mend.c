/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlSession that mends what keeps it from Payroc: another key, an unlocked keyring, another try. */
#include "config.h"

#include "pl-session-private.h"

static void
replace_key_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!pl_access_replace_key_finish (PL_ACCESS (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
unlock_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlSession *self = PL_SESSION (source);

  if (!pl_session_ready_finish (self, result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (pl_session_get_error (self) != NULL)
    g_task_return_error (task, g_error_copy (pl_session_get_error (self)));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * pl_session_look_again:
 * @self: a session
 *
 * Looks whether the key that it lacks is in the keyring by now: the merchant
 * may have unlocked it, or given the key to another program. Nobody is asked
 * anything, and a state that stays the same is not told.
 */
void
pl_session_look_again (PlSession *self)
{
  g_return_if_fail (PL_IS_SESSION (self));

  switch (pl_session_get_state (self))
    {
    case PL_SESSION_KEY_MISSING:
    case PL_SESSION_KEY_REFUSED:
    case PL_SESSION_KEYRING_LOCKED:
    case PL_SESSION_KEYRING_UNREACHABLE:
      pl_session_ask_for_access (self, FALSE);
      break;
    case PL_SESSION_OPENING:
    case PL_SESSION_READY:
    case PL_SESSION_PRACTICE_FAILED:
    default:
      break;
    }
}

/**
 * pl_session_replace_key_async:
 * @self: a session
 * @api_key: the new key; copied into wiped memory
 * @session_only: keep it in this process's memory, not in the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is in use
 * @user_data: data for @callback
 *
 * A new key for the same account: asked about at Payroc, then kept, then used.
 * The outbox goes on with it by itself. Until then the old one stays, and a
 * failure changes nothing.
 */
void
pl_session_replace_key_async (PlSession           *self,
                              const char          *api_key,
                              gboolean             session_only,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_session_replace_key_async);
  g_task_set_check_cancellable (task, FALSE);

  pl_access_replace_key_async (pl_session_get_access (self), api_key, session_only, cancellable,
                               replace_key_cb, g_steal_pointer (&task));
}

/**
 * pl_session_replace_key_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: those of pl_key_check_finish(); %PAYROC_ERROR_INVALID with the field
 * "apiKey"; %PL_STORE_ERROR_KEYRING_LOCKED, %PL_STORE_ERROR_KEYRING_UNREACHABLE.
 *
 * Returns: whether the new key is in use
 */
gboolean
pl_session_replace_key_finish (PlSession     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_replace_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_session_unlock_async:
 * @self: a session that is not ready
 * @cancellable: (nullable): a cancellable
 * @callback: called when the state is known
 * @user_data: data for @callback
 *
 * Tries again to get what the session needs. For a locked keyring the desktop
 * may ask the user for a password.
 */
void
pl_session_unlock_async (PlSession           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_session_unlock_async);

  pl_session_ask_for_access (self, TRUE);
  pl_session_ready_async (self, cancellable, unlock_done_cb, g_steal_pointer (&task));
}

/**
 * pl_session_unlock_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR_KEYRING_LOCKED when the user said no,
 * %PL_STORE_ERROR_KEYRING_UNREACHABLE, those of
 * pl_practice_server_start_finish(), %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether an answer came: the key is there, or there is none (the state says which)
 */
gboolean
pl_session_unlock_finish (PlSession     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_unlock_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
