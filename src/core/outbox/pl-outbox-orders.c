/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user does to the outbox's rows: put in, ask for, hurry, give up. */
#include "pl-outbox-orders.h"

#include "pl-intent.h"
#include "pl-outbox-mail.h"
#include "store/pl-link-table.h"
#include "store/pl-outbox-origins.h"
#include "store/pl-outbox-turns.h"
#include "store/pl-sharing-table.h"
#include "store/pl-store-error.h"

static void
find_event (PlOutboxRecord *record,
            PlConnection   *connection)
{
  const PlOutboxRow *row = record->row;
  g_autoptr (GPtrArray) events = pl_sharing_table_list (connection, row->account, row->link_id, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      PayrocSharingEvent *event = g_ptr_array_index (events, i);

      if (g_strcmp0 (payroc_sharing_event_get_id (event), row->result_id) == 0)
        g_set_object (&record->event, event);
    }
}

static void
find_link (PlOutboxRecord *record,
           PlConnection   *connection)
{
  const PlOutboxRow *row = record->row;
  g_autoptr (PayrocLinkEdit) edit = NULL;

  record->link = pl_link_table_get (connection, row->account, row->link_id, NULL);
  if (record->link == NULL)
    return;

  record->rowid = pl_link_table_find_rowid (connection, row->account, row->link_id, NULL);
  if (row->kind != PL_INTENT_EDIT || (edit = payroc_link_edit_new_from_body (row->body, NULL)) == NULL)
    return;

  record->ignored = payroc_link_edit_find_ignored (edit, record->link);
  if (record->ignored != NULL && record->ignored->len == 0)
    g_clear_pointer (&record->ignored, g_ptr_array_unref);
}

/* What came of a row is a convenience: without it the row is as done as with it, so its errors are none. */
static PlOutboxRecord *
read_record (PlConnection *connection,
             PlOutboxRow  *row)
{
  PlOutboxRecord *record = g_new0 (PlOutboxRecord, 1);

  record->row = row;
  if (row->state == PL_INTENT_DONE && row->link_id != NULL)
    {
      if (row->kind == PL_INTENT_SHARE)
        find_event (record, connection);
      else
        find_link (record, connection);
    }

  return record;
}

static gboolean
add_record (PlOutboxOrder *self,
            PlConnection  *connection,
            gint64         id,
            GError       **error)
{
  PlOutboxRow *row = pl_outbox_table_get (connection, id, error);

  if (row == NULL)
    return FALSE;

  g_ptr_array_add (self->records, read_record (connection, row));

  return TRUE;
}

static gboolean
make_due (PlOutboxOrder *self,
          PlConnection  *connection,
          gint64         id,
          GError       **error)
{
  gboolean due;

  return pl_outbox_table_make_due (connection, id, self->now, &due, error) && add_record (self, connection, id, error);
}

/* "Now" is not now while something stands before it. */
static gboolean
retry (PlOutboxOrder *self,
       PlConnection  *connection,
       gint64         id,
       GError       **error)
{
  g_autoptr (PlOutboxRow) row = pl_outbox_table_get (connection, id, error);

  if (row == NULL)
    return FALSE;

  if (row->state >= PL_INTENT_DONE)
    {
      g_set_error_literal (error, PL_INTENT_ERROR, PL_INTENT_ERROR_FINISHED, "Nothing is left to be sent");
      return FALSE;
    }

  if (!make_due (self, connection, id, error))
    return FALSE;

  while (row != NULL)
    {
      g_autoptr (PlOutboxRow) blocker = NULL;

      if (!pl_outbox_turns_find_blocker (connection, row, &blocker, error))
        return FALSE;

      if (blocker != NULL && blocker->state != PL_INTENT_SENDING && blocker->next_attempt_at != PL_INTENT_NEVER
          && !make_due (self, connection, blocker->id, error))
        return FALSE;

      pl_outbox_row_free (row);
      row = g_steal_pointer (&blocker);
    }

  return TRUE;
}

/* Whoever had it in hand ended: it may have been done, and nobody will tell. */
static gboolean
take_from_dead (PlOutboxOrder  *self,
                PlConnection   *connection,
                PlOutboxRow    *row,
                GError        **error)
{
  if (row->state != PL_INTENT_SENDING || self->database == NULL
      || (row->owner != NULL
          && (g_strcmp0 (row->owner, pl_database_get_owner (self->database)) == 0
              || pl_database_owner_is_alive (self->database, row->owner))))
    return TRUE;

  row->state = PL_INTENT_UNSURE;

  return pl_outbox_table_settle (connection, row, row->owner, error);
}

static gboolean
discard (PlOutboxOrder *self,
         PlConnection  *connection,
         gint64         id,
         GError       **error)
{
  g_autoptr (PlOutboxRow) row = pl_outbox_table_get (connection, id, error);
  g_autoptr (GArray) waiters = NULL;
  gboolean discarded = FALSE;

  if (row == NULL || !take_from_dead (self, connection, row, error))
    return FALSE;

  waiters = pl_outbox_turns_list_waiters (connection, id, error);
  if (waiters == NULL || !pl_outbox_table_discard (connection, id, self->now, &discarded, error))
    return FALSE;

  if (!discarded && row->state == PL_INTENT_SENDING)
    {
      g_set_error_literal (error, PL_INTENT_ERROR, PL_INTENT_ERROR_IN_FLIGHT, "It is just being sent");
      return FALSE;
    }

  if (!discarded)
    {
      g_set_error_literal (error, PL_INTENT_ERROR, PL_INTENT_ERROR_FINISHED, "Nothing is left to be given up");
      return FALSE;
    }

  for (guint i = 0; i < waiters->len; i++)
    {
      const gint64 waiter = g_array_index (waiters, gint64, i);
      g_autoptr (PlOutboxRow) waiting = pl_outbox_table_get (connection, waiter, error);

      if (waiting == NULL)
        return FALSE;

      if (waiting->state != PL_INTENT_DONE && waiting->state != PL_INTENT_DISCARDED
          && !discard (self, connection, waiter, error))
        return FALSE;
    }

  return add_record (self, connection, id, error);
}

/* In one transaction: whoever asks by its origin finds one of the two. One that is not refused any more stays as it
 * is. */
static gboolean
replace (PlOutboxOrder *self,
         PlConnection  *connection,
         gint64         id,
         GError       **error)
{
  g_autoptr (PlOutboxRow) row = pl_outbox_table_get (connection, id, error);

  if (row == NULL)
    return FALSE;

  if (row->state != PL_INTENT_REFUSED)
    return add_record (self, connection, id, error);

  return pl_outbox_origins_hand_on (connection, row, self->by, error) && discard (self, connection, id, error);
}

static gboolean
fill_reference (PlConnection *connection,
                PlOutboxRow  *row,
                GError      **error)
{
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GError) local_error = NULL;

  if (row->reference != NULL || row->link_id == NULL)
    return TRUE;

  link = pl_link_table_get (connection, row->account, row->link_id, &local_error);
  if (link != NULL)
    {
      row->reference = g_strdup (payroc_link_get_reference (link));
    }
  else if (!g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/* Not there is no error here. */
static gboolean
is_real_error (GError  *local_error,
               GError **error)
{
  if (local_error == NULL || g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return FALSE;

  g_propagate_error (error, g_error_copy (local_error));

  return TRUE;
}

static gboolean
find_known (PlOutboxEntry *self,
            PlConnection  *connection,
            GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->batch != NULL)
    {
      g_autoptr (PlBatchRow) known = pl_batch_table_find_key (connection, self->batch->key, &local_error);

      self->was_known = known != NULL && g_strcmp0 (known->account, self->batch->account) == 0;
      if (self->was_known)
        {
          pl_batch_row_free (self->batch);
          self->batch = g_steal_pointer (&known);
        }
    }
  else
    {
      const PlOutboxRow *first = g_ptr_array_index (self->rows, 0);
      g_autoptr (PlOutboxRow) known = pl_outbox_table_find_key (connection, first->idempotency_key, &local_error);

      self->was_known = known != NULL && g_strcmp0 (known->account, first->account) == 0;
      if (self->was_known)
        self->known = read_record (connection, g_steal_pointer (&known));
    }

  return !is_real_error (local_error, error);
}

static gboolean
is_there_already (PlConnection       *connection,
                  const PlOutboxRow  *row,
                  gboolean           *there,
                  GError            **error)
{
  g_autoptr (PlOutboxRow) found = NULL;
  g_autoptr (GError) local_error = NULL;

  *there = FALSE;
  if (row->origin == NULL)
    return TRUE;

  found = pl_outbox_origins_find (connection, row->account, row->kind, row->origin, &local_error);
  *there = found != NULL && found->state != PL_INTENT_REFUSED && found->state != PL_INTENT_DISCARDED
           && found->id != row->instead_of;

  return !is_real_error (local_error, error);
}

/* In the transaction that writes the rest: two that import the same table at the same time do not see each other
 * earlier. */
static gboolean
leave_out_known (PlOutboxEntry  *self,
                 PlConnection   *connection,
                 GError        **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_full (self->rows->len, (GDestroyNotify) pl_outbox_row_free);
  gboolean there = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (self->rows, i);
      const gboolean waits = row->waits_for == PL_OUTBOX_ENTRY_PREVIOUS;

      /* What waits for one that is left out is left out with it. */
      if (!(waits && there) && !is_there_already (connection, row, &there, error))
        return FALSE;

      if (!there)
        g_ptr_array_add (kept, g_steal_pointer (&g_ptr_array_index (self->rows, i)));
    }

  g_ptr_array_unref (self->rows);
  self->rows = g_steal_pointer (&kept);

  return TRUE;
}

static guint
count_creates (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += ((const PlOutboxRow *) g_ptr_array_index (rows, i))->kind == PL_INTENT_CREATE;

  return n;
}

static void
record_free (PlOutboxRecord *self)
{
  pl_outbox_row_free (self->row);
  g_clear_object (&self->link);
  g_clear_object (&self->event);
  g_clear_pointer (&self->ignored, g_ptr_array_unref);
  g_free (self);
}

/**
 * pl_outbox_entry_new:
 *
 * Returns: (transfer full): an entry without rows
 */
PlOutboxEntry *
pl_outbox_entry_new (void)
{
  PlOutboxEntry *self = g_new0 (PlOutboxEntry, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);

  return self;
}

/**
 * pl_outbox_entry_free:
 * @self: (transfer full): an entry
 */
void
pl_outbox_entry_free (PlOutboxEntry *self)
{
  g_ptr_array_unref (self->rows);
  if (self->free_source_data != NULL)
    self->free_source_data (self->source_data);
  g_clear_pointer (&self->batch, pl_batch_row_free);
  g_clear_pointer (&self->known, record_free);
  g_free (self);
}

static gboolean
insert_rows (PlOutboxEntry  *self,
             PlConnection   *connection,
             GError        **error)
{
  gint64 previous = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      PlOutboxRow *row = g_ptr_array_index (self->rows, i);
      const gboolean waits = row->waits_for == PL_OUTBOX_ENTRY_PREVIOUS;

      if (waits)
        row->waits_for = previous;
      if (self->batch != NULL)
        row->batch = self->batch->id;
      if (!fill_reference (connection, row, error) || !pl_outbox_mail_note_link (connection, row, error)
          || !pl_outbox_table_insert (connection, row, error))
        return FALSE;

      if (!waits)
        previous = row->id;
      if (self->batch != NULL)
        self->batch->counts[row->state]++;
    }

  return TRUE;
}

/**
 * pl_outbox_entry_work:
 * @connection: the connection, in a write transaction
 * @data: a #PlOutboxEntry
 * @error: `PL_STORE_ERROR`; %PL_STORE_ERROR_DUPLICATE when another account has the key
 *
 * Puts the rows in, unless the key of the batch, or of the first row when there is none, is known: then the user
 * clicked twice, and what came of the first click is the answer. Rows whose origin is there already are left out; when
 * all of them are, nothing is written, and the entry is without rows.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_entry_work (PlConnection *connection,
                      gpointer      data,
                      GError      **error)
{
  PlOutboxEntry *self = data;

  if (!find_known (self, connection, error))
    return FALSE;

  if (self->was_known)
    return TRUE;

  if (!leave_out_known (self, connection, error))
    return FALSE;

  if (self->rows->len == 0 && self->source == NULL)
    return TRUE;

  if (self->batch != NULL && self->source == NULL)
    self->batch->n_links = count_creates (self->rows);
  if (self->batch != NULL && !pl_batch_table_insert (connection, self->batch, error))
    return FALSE;

  if (self->source == NULL)
    return insert_rows (self, connection, error);

  do
    {
      g_ptr_array_set_size (self->rows, 0);
      if (!self->source (connection, self->rows, self->source_data, error) || !insert_rows (self, connection, error))
        return FALSE;
    }
  while (self->rows->len > 0);

  return TRUE;
}

/**
 * pl_outbox_order_new:
 * @kind: what to do
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): an order without ids
 */
PlOutboxOrder *
pl_outbox_order_new (PlOutboxOrderKind kind,
                     gint64            now)
{
  PlOutboxOrder *self = g_new0 (PlOutboxOrder, 1);

  self->kind = kind;
  self->now = now;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);

  return self;
}

/**
 * pl_outbox_order_free:
 * @self: (transfer full): an order
 */
void
pl_outbox_order_free (PlOutboxOrder *self)
{
  g_array_unref (self->ids);
  g_ptr_array_unref (self->records);
  g_free (self);
}

/**
 * pl_outbox_order_work:
 * @connection: the connection, in a write transaction unless it only reads
 * @data: a #PlOutboxOrder
 * @error: `PL_STORE_ERROR` or %PL_INTENT_ERROR
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_order_work (PlConnection *connection,
                      gpointer      data,
                      GError      **error)
{
  PlOutboxOrder *self = data;

  g_ptr_array_set_size (self->records, 0);
  for (guint i = 0; i < self->ids->len; i++)
    {
      const gint64 id = g_array_index (self->ids, gint64, i);
      gboolean done = FALSE;

      switch (self->kind)
        {
        case PL_OUTBOX_ORDER_READ:
          done = add_record (self, connection, id, error);
          break;
        case PL_OUTBOX_ORDER_RETRY:
          done = retry (self, connection, id, error);
          break;
        case PL_OUTBOX_ORDER_HURRY:
          done = make_due (self, connection, id, error);
          break;
        case PL_OUTBOX_ORDER_DISCARD:
          done = discard (self, connection, id, error);
          break;
        case PL_OUTBOX_ORDER_REPLACE:
          done = replace (self, connection, id, error);
          break;
        default:
          g_assert_not_reached ();
        }

      if (!done)
        return FALSE;
    }

  return TRUE;
}
