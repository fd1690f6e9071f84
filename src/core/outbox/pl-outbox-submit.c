/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking in: from what a form holds to rows on the disk, once for each time the form was opened. */
#include "pl-intent-private.h"
#include "pl-outbox-private.h"

static PlOutboxRow *
new_row (PlOutbox     *self,
         PlIntentKind  kind,
         const char   *key,
         const char   *link_id,
         GBytes       *body)
{
  PlOutboxRow *row = pl_outbox_row_new ();

  row->account = g_strdup (self->account);
  row->kind = kind;
  row->state = PL_INTENT_WAITING;
  row->idempotency_key = g_strdup (key);
  row->link_id = g_strdup (link_id);
  row->body = body != NULL ? g_bytes_ref (body) : NULL;
  row->created_at = pl_outbox_pump_get_now (self->pump);
  row->next_attempt_at = row->created_at;

  return row;
}

static void
get_today (PlOutbox *self,
           GDate    *today)
{
  pl_clock_get_day (pl_outbox_pump_get_now (self->pump), today);
}

static void
submit_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlOutbox *self = g_task_get_source_object (task);
  PlOutboxEntry *entry = g_task_get_task_data (task);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (entry->known != NULL)
    {
      g_ptr_array_add (records, entry->known);
      pl_outbox_pump_take_records (self->pump, records);
      intent = pl_outbox_find (self, entry->known->row->id);
      /* Dismissed in this run, and then clicked again: it is what it was, and stays out of sight. */
      if (intent == NULL)
        {
          intent = pl_intent_new (entry->known->row);
          pl_intent_set_result (intent, entry->known->link, entry->known->event, entry->known->ignored);
        }
    }
  else
    {
      for (guint i = entry->rows->len; i > 0; i--)
        {
          g_clear_object (&intent);
          intent = pl_intent_list_take_row (self->list, g_ptr_array_index (entry->rows, i - 1), NULL, NULL, NULL);
        }

      pl_outbox_pump_kick (self->pump);
    }

  g_task_return_pointer (task, g_steal_pointer (&intent), g_object_unref);
}

/* Takes @row. @share_body: (nullable): a second row that waits for it. */
static void
submit (PlOutbox    *self,
        GTask       *task,
        PlOutboxRow *row,
        GBytes      *share_body)
{
  PlOutboxEntry *entry = pl_outbox_entry_new ();

  g_ptr_array_add (entry->rows, row);
  if (share_body != NULL)
    {
      g_autofree char *key = g_uuid_string_random ();
      PlOutboxRow *share = new_row (self, PL_INTENT_SHARE, key, row->link_id, share_body);

      share->reference = g_strdup (row->reference);
      g_ptr_array_add (entry->rows, share);
    }

  g_task_set_task_data (task, entry, (GDestroyNotify) pl_outbox_entry_free);
  /* Not cancellable: an intent that might or might not be there is what this class is against. */
  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_outbox_entry_work, entry, NULL, NULL, submit_cb,
                         g_object_ref (task));
}

/* FALSE: the share is wrong, and the task has returned. */
static gboolean
make_share_body (GTask        *task,
                 PayrocShare  *share,
                 GBytes      **body)
{
  g_autoptr (GError) error = NULL;

  *body = NULL;
  if (share == NULL)
    return TRUE;

  *body = payroc_share_to_body (share, &error);
  if (*body == NULL)
    g_task_return_error (task, g_steal_pointer (&error));

  return *body != NULL;
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
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) share_body = NULL;
  g_autoptr (GError) error = NULL;
  PlOutboxRow *row;
  GDate today;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (draft));
  g_return_if_fail (share == NULL || PAYROC_IS_SHARE (share));
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, submit);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;

  get_today (self, &today);
  body = payroc_link_draft_to_body (draft, &today, &error);
  if (body == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!make_share_body (task, share, &share_body))
    return;

  row = new_row (self, PL_INTENT_CREATE, key, NULL, body);
  row->reference = g_strdup (payroc_link_draft_get_reference (draft));
  submit (self, task, row, share_body);
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
  g_autoptr (GBytes) body = NULL;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (link_id != NULL);
  g_return_if_fail (PAYROC_IS_SHARE (share));
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, submit);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task) || !make_share_body (task, share, &body))
    return;

  submit (self, task, new_row (self, PL_INTENT_SHARE, key, link_id, body), NULL);
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
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) share_body = NULL;
  g_autoptr (GError) error = NULL;
  PlOutboxRow *row;
  GDate today;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (PAYROC_IS_LINK (link));
  g_return_if_fail (PAYROC_IS_LINK_EDIT (edit));
  g_return_if_fail (share == NULL || PAYROC_IS_SHARE (share));
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, submit);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;

  get_today (self, &today);
  body = payroc_link_edit_to_body (edit, &today, &error);
  if (body == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!make_share_body (task, share, &share_body))
    return;

  row = new_row (self, PL_INTENT_EDIT, key, payroc_link_get_id (link), body);
  row->base = json_to_string (payroc_link_get_json (link), FALSE);
  row->reference = g_strdup (payroc_link_get_reference (link));
  submit (self, task, row, share_body);
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

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (link_id != NULL);
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, submit);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;

  submit (self, task, new_row (self, PL_INTENT_DEACTIVATE, key, link_id, NULL), NULL);
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
  g_return_val_if_fail (g_async_result_is_tagged (result, submit), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
