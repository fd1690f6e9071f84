/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlSession that looks into the store: small questions of the window and the command line. */
#include "config.h"

#include "pl-session.h"

#include "core/list/pl-link-search.h"
#include "store/pl-link-table.h"
#include "store/pl-people-table.h"

typedef struct
{
  /* Input */
  char       *account; /* (owned) */
  char       *text; /* (owned) */
  guint       limit;

  /* Output */
  GPtrArray  *found; /* (owned) (nullable) */
  PayrocLink *link; /* (owned) (nullable) */
} Find;

static void
find_free (Find *find)
{
  g_clear_pointer (&find->account, g_free);
  g_clear_pointer (&find->text, g_free);
  g_clear_pointer (&find->found, g_ptr_array_unref);
  g_clear_object (&find->link);
  g_free (find);
}

static gboolean
find_reference (PlConnection  *connection,
                gpointer       work_data,
                GError       **error)
{
  Find *find = work_data;

  find->found = pl_link_table_find_by_reference (connection, find->account, find->text, error);

  return find->found != NULL;
}

static gboolean
find_link (PlConnection  *connection,
           gpointer       work_data,
           GError       **error)
{
  Find *find = work_data;

  find->link = pl_link_table_get (connection, find->account, find->text, error);

  return find->link != NULL;
}

static gboolean
find_people (PlConnection  *connection,
             gpointer       work_data,
             GError       **error)
{
  Find *find = work_data;

  find->found = pl_people_table_find (connection, find->account, find->text, find->limit, error);

  return find->found != NULL;
}

static void
find_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Find *find = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (find->found != NULL)
    g_task_return_pointer (task, g_steal_pointer (&find->found), (GDestroyNotify) g_ptr_array_unref);
  else
    /* NULL: there is none, where that is no error. */
    g_task_return_pointer (task, g_steal_pointer (&find->link), g_object_unref);
}

static void
search_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlLinkSearch *search = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&search->found), (GDestroyNotify) g_ptr_array_unref);
}

static void
run_find (PlSession           *self,
          PlDatabaseWork       work,
          const char          *text,
          guint                limit,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data,
          gpointer             source_tag)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Find *find = g_new0 (Find, 1);

  g_task_set_source_tag (task, source_tag);
  find->account = g_strdup (pl_account_get_id (pl_session_get_account (self)));
  find->text = g_strdup (text);
  find->limit = limit;
  g_task_set_task_data (task, find, (GDestroyNotify) find_free);

  pl_database_run_async (pl_session_get_database (self), PL_DATABASE_READ, work, find, NULL,
                         cancellable, find_cb, g_steal_pointer (&task));
}

/**
 * pl_session_find_reference_async:
 * @self: a session
 * @reference: a merchant reference, exact
 * @cancellable: (nullable): a cancellable
 * @callback: called with the links
 * @user_data: data for @callback
 *
 * Looks for stored links with that reference, to let it stand for a link.
 */
void
pl_session_find_reference_async (PlSession           *self,
                                 const char          *reference,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (reference != NULL);

  run_find (self, find_reference, reference, 0, cancellable, callback, user_data,
            pl_session_find_reference_async);
}

/**
 * pl_session_find_reference_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: (transfer full) (element-type PayrocLink): the links, maybe none
 */
GPtrArray *
pl_session_find_reference_finish (PlSession     *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_find_reference_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_session_find_link_async:
 * @self: a session
 * @link_id: a link's id
 * @cancellable: (nullable): a cancellable
 * @callback: called with the link
 * @user_data: data for @callback
 *
 * Looks for a stored link.
 */
void
pl_session_find_link_async (PlSession           *self,
                            const char          *link_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (link_id != NULL);

  run_find (self, find_link, link_id, 0, cancellable, callback, user_data, pl_session_find_link_async);
}

/**
 * pl_session_find_link_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND and others of %PL_STORE_ERROR.
 *
 * Returns: (transfer full): the link
 */
PayrocLink *
pl_session_find_link_finish (PlSession     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_find_link_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_session_find_people_async:
 * @self: a session
 * @typed: the beginning of a name, a word or an address
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the people
 * @user_data: data for @callback
 *
 * Looks for people who were written to before.
 */
void
pl_session_find_people_async (PlSession           *self,
                              const char          *typed,
                              guint                limit,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (typed != NULL);

  run_find (self, find_people, typed, limit, cancellable, callback, user_data, pl_session_find_people_async);
}

/**
 * pl_session_find_people_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: (transfer full) (element-type PayrocRecipient): the people, those last written to first
 */
GPtrArray *
pl_session_find_people_finish (PlSession     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_find_people_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_session_find_links_async:
 * @self: a session
 * @query: which links, in what order; borrowed for the call
 * @limit: how many at most, or 0 for all
 * @cancellable: (nullable): a cancellable
 * @callback: called with the links
 * @user_data: data for @callback
 *
 * One answer from the stored links, for what needs them once and whole (the
 * command line, an export); a window has [class@LinkList].
 */
void
pl_session_find_links_async (PlSession           *self,
                             const PlLinkQuery   *query,
                             guint                limit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  PlLinkSearch *search;

  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (query != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_session_find_links_async);
  search = pl_link_search_new (pl_account_get_id (pl_session_get_account (self)), query->search, query, limit);
  g_task_set_task_data (task, search, (GDestroyNotify) pl_link_search_free);

  pl_database_run_async (pl_session_get_database (self), PL_DATABASE_READ, pl_link_search_run, search, NULL,
                         cancellable, search_cb, g_steal_pointer (&task));
}

/**
 * pl_session_find_links_finish:
 * @self: a session
 * @result: the result
 * @statuses: (out) (optional) (transfer full) (element-type PayrocLinkStatus): of each of the links; of a completed one
 *   what became of its money
 * @n_matching: (out) (optional): how many there are, whatever the limit
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: (transfer full) (element-type PayrocLink): the links
 */
GPtrArray *
pl_session_find_links_finish (PlSession     *self,
                              GAsyncResult  *result,
                              GArray       **statuses,
                              guint         *n_matching,
                              GError       **error)
{
  PlLinkSearch *search;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_find_links_async), NULL);

  search = g_task_get_task_data (G_TASK (result));
  if (n_matching != NULL)
    *n_matching = search->n_matching;
  if (statuses != NULL)
    *statuses = g_steal_pointer (&search->statuses);

  return g_task_propagate_pointer (G_TASK (result), error);
}
