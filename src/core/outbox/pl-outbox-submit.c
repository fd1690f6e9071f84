/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking in: from what a form holds to rows on the disk, once for each time the form was opened. */
#include "pl-intent-private.h"
#include "pl-outbox-compose.h"
#include "pl-outbox-private.h"

static PlOutboxComposer
get_composer (PlOutbox *self)
{
  return (PlOutboxComposer) { .account = self->account, .now = pl_outbox_pump_get_now (self->pump) };
}

/* The intent of the row that was put in: the first one, when another waits for it. */
static PlIntent *
take_rows (PlOutbox  *self,
           GPtrArray *rows)
{
  g_autoptr (PlIntent) intent = NULL;

  for (guint i = rows->len; i > 0; i--)
    {
      g_clear_object (&intent);
      intent = pl_intent_list_take_row (self->list, g_ptr_array_index (rows, i - 1), NULL, NULL, NULL);
    }

  pl_outbox_pump_kick (self->pump);

  return g_steal_pointer (&intent);
}

static PlIntent *
take_known (PlOutbox       *self,
            PlOutboxRecord *known)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  PlIntent *intent;

  g_ptr_array_add (records, known);
  pl_outbox_pump_take_records (self->pump, records);
  intent = pl_outbox_find (self, known->row->id);

  /* Dismissed in this run, and then clicked again: it is what it was, and stays out of sight. */
  if (intent == NULL)
    {
      intent = pl_intent_new (known->row);
      pl_intent_set_result (intent, known->link, known->event, known->ignored);
    }

  return intent;
}

static void
submit_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlOutbox *self = g_task_get_source_object (task);
  PlOutboxEntry *entry = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (entry->was_known)
    g_task_return_pointer (task, take_known (self, entry->known), g_object_unref);
  else
    g_task_return_pointer (task, take_rows (self, entry->rows), g_object_unref);
}

/* NULL: cancelled before anything was written, and the task has returned. */
static GTask *
begin (PlOutbox            *self,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PlOutboxEntry *entry = pl_outbox_entry_new ();

  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, entry, (GDestroyNotify) pl_outbox_entry_free);
  g_task_set_check_cancellable (task, FALSE);

  return g_task_return_error_if_cancelled (task) ? NULL : g_steal_pointer (&task);
}

static GPtrArray *
get_rows (GTask *task)
{
  PlOutboxEntry *entry = g_task_get_task_data (task);

  return entry->rows;
}

/* Not cancellable: an intent that might or might not be there is what this class is against. */
static void
submit (PlOutbox *self,
        GTask    *task)
{
  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_outbox_entry_work, g_task_get_task_data (task), NULL,
                         NULL, submit_cb, g_object_ref (task));
}

/**
 * pl_outbox_create_async:
 * @self: an outbox
 * @draft: the link to be made; must be valid
 * @share: (nullable): whom to send it to once it is made; must be valid
 * @key: a UUID v4, one for each time the user opens the form
 * @cancellable: (nullable): stops nothing once the row is being written
 * @callback: (scope async): called when it is on the disk
 * @user_data: for @callback
 *
 * Finish with pl_outbox_submit_finish(). The share is pl_outbox_find_waiting() of the intent.
 */
void
pl_outbox_create_async (PlOutbox            *self,
                        PayrocLinkDraft     *draft,
                        PayrocShare         *share,
                        const char          *key,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  PlOutboxComposer composer;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (draft));
  g_return_if_fail (share == NULL || PAYROC_IS_SHARE (share));
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, cancellable, callback, user_data);
  if (task == NULL)
    return;

  composer = get_composer (self);
  if (pl_outbox_compose_create (&composer, get_rows (task), draft, share, key, &error))
    submit (self, task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * pl_outbox_share_async:
 * @self: an outbox
 * @link_id: the link
 * @share: whom to send it to; must be valid
 * @key: a UUID v4, one for each time the user opens the form
 * @cancellable: (nullable): stops nothing once the row is being written
 * @callback: (scope async): called when it is on the disk
 * @user_data: for @callback
 *
 * Finish with pl_outbox_submit_finish(). There is no resend call at Payroc: "send again" is a new share with a new key.
 */
void
pl_outbox_share_async (PlOutbox            *self,
                       const char          *link_id,
                       PayrocShare         *share,
                       const char          *key,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  PlOutboxComposer composer;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (link_id != NULL);
  g_return_if_fail (PAYROC_IS_SHARE (share));
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, cancellable, callback, user_data);
  if (task == NULL)
    return;

  composer = get_composer (self);
  if (pl_outbox_compose_share (&composer, get_rows (task), link_id, share, key, &error))
    submit (self, task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * pl_outbox_edit_async:
 * @self: an outbox
 * @link: the link as the merchant saw it: should it be another by then, nothing is sent, and the intent is refused
 *   with %PL_INTENT_ERROR_CHANGED
 * @edit: the difference; must be valid
 * @share: (nullable): whom to send the new address to; must be valid
 * @key: a UUID v4, one for each time the user opens the form
 * @cancellable: (nullable): stops nothing once the row is being written
 * @callback: (scope async): called when it is on the disk
 * @user_data: for @callback
 *
 * Finish with pl_outbox_submit_finish(). The share is not sent when Payroc takes the change only in part: see
 * pl_intent_get_ignored() of the edit, and %PL_INTENT_ERROR_NOT_CHANGED of the share.
 */
void
pl_outbox_edit_async (PlOutbox            *self,
                      PayrocLink          *link,
                      PayrocLinkEdit      *edit,
                      PayrocShare         *share,
                      const char          *key,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  PlOutboxComposer composer;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (PAYROC_IS_LINK (link));
  g_return_if_fail (PAYROC_IS_LINK_EDIT (edit));
  g_return_if_fail (share == NULL || PAYROC_IS_SHARE (share));
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, cancellable, callback, user_data);
  if (task == NULL)
    return;

  composer = get_composer (self);
  if (pl_outbox_compose_edit (&composer, get_rows (task), link, edit, share, key, &error))
    submit (self, task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * pl_outbox_deactivate_async:
 * @self: an outbox
 * @link_id: the link
 * @key: a UUID v4, one for each time the user opens the question; Payroc takes none for this, but a second click does
 *   not
 * @cancellable: (nullable): stops nothing once the row is being written
 * @callback: (scope async): called when it is on the disk
 * @user_data: for @callback
 *
 * Finish with pl_outbox_submit_finish().
 */
void
pl_outbox_deactivate_async (PlOutbox            *self,
                            const char          *link_id,
                            const char          *key,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  PlOutboxComposer composer;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (link_id != NULL);
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = begin (self, cancellable, callback, user_data);
  if (task == NULL)
    return;

  composer = get_composer (self);
  pl_outbox_compose_deactivate (&composer, get_rows (task), link_id, key);
  submit (self, task);
}

/**
 * pl_outbox_submit_finish:
 * @self: an outbox
 * @result: what the callback of a create, share, edit or deactivate got
 * @error: `PAYROC_ERROR_INVALID` with fields, `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED: nothing was taken in
 *
 * Returns: (transfer full): the intent, on the disk; for a key that was used before the first one
 */
PlIntent *
pl_outbox_submit_finish (PlOutbox      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, begin), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
