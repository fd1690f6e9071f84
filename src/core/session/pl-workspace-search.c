/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlWorkspace that answers the desktop's own search: what it tells stands on a screen that others may see,
 * and nobody has opened a window for it. */
#include "config.h"

#include "core/list/pl-link-search.h"
#include "core/pl-clock.h"
#include "pl-workspace-private.h"

typedef struct
{
  /* Input */
  char         *words;   /* (owned) */
  guint         limit;

  /* In progress, and output */
  PlAccount    *account; /* (owned) */
  PlLinkSearch *search;  /* (owned) (nullable) */
} Search;

static void
search_free (Search *search)
{
  g_clear_pointer (&search->words, g_free);
  g_clear_object (&search->account);
  g_clear_pointer (&search->search, pl_link_search_free);
  g_free (search);
}

static void
return_nothing (GTask *task)
{
  g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Search *search = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&search->search->found), (GDestroyNotify) g_ptr_array_unref);
}

/* Takes task. */
static void
look (GTask *task)
{
  PlWorkspace *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  GDate today;

  /* The others have an address, too, but nobody can pay there any more. Nobody asked Payroc for this: what ended
   * yesterday may be stored as still open. */
  pl_clock_get_day (g_get_real_time (), &today);
  search->search = pl_link_search_new (pl_account_get_id (search->account), search->words, NULL, search->limit);
  search->search->open_from = (gint32) g_date_get_julian (&today);
  pl_database_run_async (pl_workspace_get_database (self), PL_DATABASE_READ, pl_link_search_run, search->search, NULL,
                         g_task_get_cancellable (task), found_cb, task);
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  char *key = pl_keyring_lookup_finish (PL_KEYRING (source), result, NULL, &error);
  const gboolean at_hand = key != NULL;

  pl_secret_free (key);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (at_hand)
    look (g_steal_pointer (&task));
  else
    return_nothing (task);
}

static gboolean
is_refused (PlWorkspace *self,
            PlAccount   *account)
{
  g_autoptr (PlSession) session = pl_workspace_find_session (self, account);

  return session != NULL && pl_session_get_state (session) == PL_SESSION_KEY_REFUSED;
}

/**
 * pl_workspace_search_async:
 * @self: a workspace
 * @words: each must occur in the link
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the links
 * @user_data: data for @callback
 *
 * Looks for links that a customer can still pay, in the account used last.
 * Nobody is asked anything, and nothing is sent. As long as the account could
 * not be opened without asking — the keyring is locked or gone, the key is not
 * in it, Payroc refuses it — nothing is found.
 */
void
pl_workspace_search_async (PlWorkspace         *self,
                           const char          *words,
                           guint                limit,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (PL_IS_WORKSPACE (self));
  g_return_if_fail (words != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_workspace_search_async);
  search = g_new0 (Search, 1);
  search->words = g_strdup (words);
  search->limit = limit;
  search->account = g_list_model_get_item (pl_workspace_get_accounts (self), 0);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (search->account == NULL || is_refused (self, search->account))
    return_nothing (task);
  else if (pl_account_get_kind (search->account) == PL_ACCOUNT_PRACTICE)
    look (g_steal_pointer (&task));
  else
    pl_keyring_lookup_async (pl_workspace_get_keyring (self), pl_account_get_id (search->account), PL_SECRET_API_KEY,
                             FALSE, cancellable, key_cb, g_steal_pointer (&task));
}

/**
 * pl_workspace_search_finish:
 * @self: a workspace
 * @result: the result
 * @account: (out) (optional) (transfer full) (nullable): whose links they are
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type PayrocLink): the links, newest first
 */
GPtrArray *
pl_workspace_search_finish (PlWorkspace   *self,
                            GAsyncResult  *result,
                            PlAccount    **account,
                            GError       **error)
{
  Search *search;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_search_async), NULL);

  search = g_task_get_task_data (G_TASK (result));
  if (account != NULL)
    *account = search->account != NULL ? g_object_ref (search->account) : NULL;

  return g_task_propagate_pointer (G_TASK (result), error);
}
