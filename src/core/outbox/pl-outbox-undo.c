/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gives up a link of which nobody knows whether it was made must not have to stay and see: the promise to switch it
 * off is a row that waits for the create's. */
#include "pl-outbox-compose.h"
#include "pl-outbox-private.h"
#include "pl-outbox-verdict.h"
#include "store/pl-store-error.h"

typedef struct
{
  /* Input */
  char          *account; /* (owned) */
  char          *key;     /* (owned) the create's */
  gint64         now;

  /* Output */
  PlOutboxOrder *order;   /* (owned) what was given up */
  GPtrArray     *rows;    /* (owned) (element-type PlOutboxRow) what was promised */
} Undo;

static void
undo_free (gpointer data)
{
  Undo *self = data;

  g_free (self->account);
  g_free (self->key);
  pl_outbox_order_free (self->order);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
promise (Undo               *self,
         PlConnection       *connection,
         const PlOutboxRow  *create,
         GError            **error)
{
  const PlOutboxComposer composer = { .account = self->account, .now = self->now };
  gboolean promised;
  PlOutboxRow *row;

  if (!pl_outbox_verdict_find_promise (connection, create->id, &promised, error))
    return FALSE;

  if (promised)
    return TRUE;

  pl_outbox_compose_deactivate (&composer, self->rows, create->link_id, NULL);
  row = g_ptr_array_index (self->rows, 0);
  row->waits_for = create->id;
  row->reference = g_strdup (create->reference);

  return pl_outbox_table_insert (connection, row, error);
}

static gboolean
undo_work (PlConnection *connection,
           gpointer      data,
           GError      **error)
{
  Undo *self = data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PlOutboxRow) create = pl_outbox_table_find_key (connection, self->key, &local_error);

  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->order->ids, 0);
  if (create == NULL && !g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* It was not even taken in. */
  if (create == NULL || create->kind != PL_INTENT_CREATE || g_strcmp0 (create->account, self->account) != 0)
    return TRUE;

  switch ((PlIntentState) create->state)
    {
    case PL_INTENT_WAITING:
    case PL_INTENT_REFUSED:
      g_array_append_val (self->order->ids, create->id);
      return pl_outbox_order_work (connection, self->order, error);
    case PL_INTENT_SENDING:
    case PL_INTENT_UNSURE:
    case PL_INTENT_DONE:
      return promise (self, connection, create, error);
    case PL_INTENT_DISCARDED:
    default:
      return TRUE;
    }
}

static void
undo_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlOutbox *self = g_task_get_source_object (task);
  Undo *undo = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < undo->rows->len; i++)
    {
      g_autoptr (PlIntent) intent = pl_intent_list_take_row (self->list, g_ptr_array_index (undo->rows, i), NULL, NULL,
                                                             NULL);
    }
  pl_outbox_pump_take_records (self->pump, undo->order->records);
  g_task_return_boolean (task, TRUE);
}

/**
 * pl_outbox_undo_create_async:
 * @self: an outbox
 * @key: what the create was submitted with; its row may still be on its way to the disk
 * @callback: (scope async): called when that is on the disk
 * @user_data: for @callback
 *
 * Nobody wants the link any more. What surely was not made is given up. What was made, or may have been, is switched
 * off as soon as that is known, by a deactivation that waits for the create: also after the program was ended. Is the
 * create refused, it leaves with it without a word. To ask twice is to ask once.
 *
 * Not cancellable: a promise that might or might not be kept is none.
 */
void
pl_outbox_undo_create_async (PlOutbox            *self,
                             const char          *key,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Undo *undo;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (g_uuid_string_is_valid (key));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, pl_outbox_undo_create_async);
  undo = g_new0 (Undo, 1);
  undo->account = g_strdup (self->account);
  undo->key = g_strdup (key);
  undo->now = pl_outbox_pump_get_now (self->pump);
  undo->order = pl_outbox_order_new (PL_OUTBOX_ORDER_DISCARD, undo->now);
  undo->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
  g_task_set_task_data (task, undo, undo_free);
  /* In hand, and not left yet: it need not leave. */
  pl_outbox_pump_put_back_key (self->pump, key);
  pl_database_run_async (self->database, PL_DATABASE_WRITE, undo_work, undo, NULL, NULL, undo_cb, g_object_ref (task));
}

/**
 * pl_outbox_undo_create_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`: nothing is given up, and nothing promised
 *
 * Returns: whether it is given up, or will be switched off
 */
gboolean
pl_outbox_undo_create_finish (PlOutbox      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_undo_create_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
