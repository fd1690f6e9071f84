/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be told stays due until whoever told the merchant says so: a notice that a crash cut off comes again, and
 * one that was shown does not. */
#include "pl-notice-board.h"

struct _PlNoticeBoard
{
  GObject parent_instance;

  char       *account;  /* (owned) */
  PlDatabase *database; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PlNoticeBoard, pl_notice_board, G_TYPE_OBJECT)

/* Notices on their way out of the store, or shown ones on their way into it. */
typedef struct
{
  /* Input */
  char      *account; /* (owned) */
  guint      limit;
  GArray    *shown;   /* (owned) (element-type gint64) */
  gint64     now;

  /* Output */
  GPtrArray *rows;    /* (owned) (nullable) (element-type PlNoticeRow) */
} Telling;

static void
telling_free (Telling *self)
{
  g_free (self->account);
  g_array_unref (self->shown);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static Telling *
telling_new (PlNoticeBoard *self)
{
  Telling *telling = g_new0 (Telling, 1);

  telling->account = g_strdup (self->account);
  telling->shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  telling->now = g_get_real_time ();

  return telling;
}

static gboolean
list_due_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  Telling *telling = data;

  telling->rows = pl_notice_table_list_due (connection, telling->account, telling->limit, error);

  return telling->rows != NULL;
}

static gboolean
mark_shown_work (PlConnection  *connection,
                 gpointer       data,
                 GError       **error)
{
  const Telling *telling = data;

  for (guint i = 0; i < telling->shown->len; i++)
    {
      if (!pl_notice_table_mark_shown (connection, g_array_index (telling->shown, gint64, i), telling->now, error))
        return FALSE;
    }

  return TRUE;
}

static void
pl_notice_board_finalize (GObject *object)
{
  PlNoticeBoard *self = PL_NOTICE_BOARD (object);

  g_free (self->account);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (pl_notice_board_parent_class)->finalize (object);
}

static void
pl_notice_board_class_init (PlNoticeBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_notice_board_finalize;
}

static void
pl_notice_board_init (PlNoticeBoard *self)
{
}

/**
 * pl_notice_board_new:
 * @account: the account's id
 * @database: where its notices are
 *
 * Returns: (transfer full): a board
 */
PlNoticeBoard *
pl_notice_board_new (const char *account,
                     PlDatabase *database)
{
  PlNoticeBoard *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);

  self = g_object_new (PL_TYPE_NOTICE_BOARD, NULL);
  self->account = g_strdup (account);
  self->database = g_object_ref (database);

  return self;
}

static void
list_due_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  const Telling *telling = g_task_get_task_data (task);
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  notices = g_ptr_array_new_with_free_func (g_object_unref);
  while (telling->rows->len > 0)
    g_ptr_array_add (notices, pl_notice_new (g_ptr_array_steal_index (telling->rows, 0)));

  g_task_return_pointer (task, g_steal_pointer (&notices), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * pl_notice_board_list_due_async:
 * @self: a board
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called with what is to be told
 * @user_data: for @callback
 *
 * Reads what the merchant was not told yet, oldest first.
 */
void
pl_notice_board_list_due_async (PlNoticeBoard      *self,
                                guint               limit,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Telling *telling;

  g_return_if_fail (PL_IS_NOTICE_BOARD (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_notice_board_list_due_async);
  telling = telling_new (self);
  telling->limit = limit;
  g_task_set_task_data (task, telling, (GDestroyNotify) telling_free);

  pl_database_run_async (self->database, PL_DATABASE_READ, list_due_work, telling, NULL, cancellable, list_due_cb,
                         g_steal_pointer (&task));
}

/**
 * pl_notice_board_list_due_finish:
 * @self: a board
 * @result: what the callback got
 * @error: `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type PlNotice): what is to be told
 */
GPtrArray *
pl_notice_board_list_due_finish (PlNoticeBoard *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_notice_board_list_due_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
mark_shown_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * pl_notice_board_mark_shown_async:
 * @self: a board
 * @notices: (element-type PlNotice): what the merchant was told
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when that is on the disk
 * @user_data: for @callback
 *
 * Those are not due any more, for ever.
 */
void
pl_notice_board_mark_shown_async (PlNoticeBoard      *self,
                                  GPtrArray          *notices,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Telling *telling;

  g_return_if_fail (PL_IS_NOTICE_BOARD (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_notice_board_mark_shown_async);
  telling = telling_new (self);
  for (guint i = 0; i < notices->len; i++)
    {
      const gint64 row = pl_notice_get_row (g_ptr_array_index (notices, i));

      g_array_append_val (telling->shown, row);
    }
  g_task_set_task_data (task, telling, (GDestroyNotify) telling_free);

  pl_database_run_async (self->database, PL_DATABASE_WRITE, mark_shown_work, telling, NULL, cancellable, mark_shown_cb,
                         g_steal_pointer (&task));
}

/**
 * pl_notice_board_mark_shown_finish:
 * @self: a board
 * @result: what the callback got
 * @error: `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether that is on the disk
 */
gboolean
pl_notice_board_mark_shown_finish (PlNoticeBoard *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_notice_board_mark_shown_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
