/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one loop over cursors for lists that are kept whole; a server that never comes to an end is not followed, be it
 * in pages or in rows. */
#include "config.h"

#include "pl-page-walk.h"

#include "payroc/payroc-error.h"
#include "pl-page-guard.h"

#define PAGES_MAX 1000
/* Far more than one link's mails or payments; what is kept whole must fit into memory, however long the pages are. */
#define ROWS_MAX  20000
/* A row may be long, too: so many bytes of replies hold more rows of an honest length than that. */
#define BYTES_MAX ((gsize) 32 * 1024 * 1024)

typedef struct
{
  /* Input */
  PlPageAskFunc     ask;
  PlPageAnswerFunc  answer;
  gpointer          list;

  /* In progress */
  PlPageGuard      *guard; /* (owned) */
  gsize             n_bytes;

  /* Output */
  GPtrArray        *rows; /* (owned) (element-type GObject) */
  guint             n_unreadable;
} Walk;

static void
walk_free (Walk *walk)
{
  g_clear_pointer (&walk->guard, pl_page_guard_free);
  g_clear_pointer (&walk->rows, g_ptr_array_unref);
  g_free (walk);
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (PayrocPage) page = NULL;
  g_autoptr (GError) error = NULL;
  Walk *walk = g_task_get_task_data (task);
  PayrocClient *client = PAYROC_CLIENT (source);
  const char *next;
  GListModel *rows;
  guint n_rows;

  page = walk->answer (client, result, &error);
  if (page == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  rows = payroc_page_get_rows (page);
  n_rows = g_list_model_get_n_items (rows);
  walk->n_bytes += MIN (payroc_page_get_size (page), BYTES_MAX + 1);
  if (n_rows > ROWS_MAX - walk->rows->len || walk->n_bytes > BYTES_MAX)
    {
      g_task_return_new_error (task, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "A list that is too long to be kept");
      return;
    }

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (walk->rows, g_list_model_get_item (rows, i));

  walk->n_unreadable += payroc_page_get_n_unreadable (page);
  next = payroc_page_get_next_cursor (page);
  if (!pl_page_guard_admit (walk->guard, next, n_rows, payroc_page_get_n_unreadable (page), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (next == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&walk->rows), (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  walk->ask (client, next, walk->list, g_task_get_cancellable (task), answer_cb, g_object_ref (task));
}

/**
 * pl_page_walk_async:
 * @client: whom to ask
 * @ask: asks for one page
 * @answer: takes its answer
 * @list: handed to @ask; must live until @callback
 * @cancellable: (nullable): a cancellable
 * @callback: called with all rows
 * @user_data: data for @callback
 *
 * Reads all pages of a list.
 */
void
pl_page_walk_async (PayrocClient        *client,
                    PlPageAskFunc        ask,
                    PlPageAnswerFunc     answer,
                    gpointer             list,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Walk *walk;

  g_return_if_fail (PAYROC_IS_CLIENT (client));
  g_return_if_fail (ask != NULL && answer != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_page_walk_async);

  walk = g_new0 (Walk, 1);
  walk->ask = ask;
  walk->answer = answer;
  walk->list = list;
  walk->guard = pl_page_guard_new (PAGES_MAX);
  walk->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);

  ask (client, NULL, list, cancellable, answer_cb, g_steal_pointer (&task));
}

/**
 * pl_page_walk_finish:
 * @result: the result
 * @n_unreadable: (out) (optional): how many rows there were that nobody can
 *   read: what is not among the others may be one of these
 * @error: return location
 *
 * Errors: those of the page requests; %PAYROC_ERROR_BAD_REPLY when the list
 * comes to no end, has more than 20,000 rows, or more than 32 MiB of replies.
 *
 * Returns: (transfer full) (element-type GObject): the rows, in the server's order
 */
GPtrArray *
pl_page_walk_finish (GAsyncResult  *result,
                     guint         *n_unreadable,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_page_walk_async), NULL);

  if (n_unreadable != NULL)
    *n_unreadable = ((Walk *) g_task_get_task_data (G_TASK (result)))->n_unreadable;

  return g_task_propagate_pointer (G_TASK (result), error);
}
