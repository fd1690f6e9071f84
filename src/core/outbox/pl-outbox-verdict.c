/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row and result are one transaction, so that a crash finds the row before it or after it and never between. */
#include "pl-outbox-verdict.h"

#include "core/links/pl-link-asked.h"
#include "core/links/pl-link-people.h"
#include "payroc/links/payroc-link-rebase.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-outbox-made.h"
#include "store/pl-link-table.h"
#include "store/pl-outbox-turns.h"
#include "store/pl-people-table.h"
#include "store/pl-sharing-table.h"
#include "store/pl-store-error.h"

static gboolean
clear_not_found (GError **error)
{
  if (!g_error_matches (*error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return FALSE;

  g_clear_error (error);

  return TRUE;
}

static gboolean
store_link (PlOutboxVerdict *self,
            PlConnection    *connection,
            GError         **error)
{
  const PlOutboxRow *row = self->row;

  if (!pl_link_table_put (connection, row->account, self->link, self->now, &self->rowid, error))
    return FALSE;

  g_set_object (&self->stored, self->link);

  return TRUE;
}

static gboolean
store_people (PlOutboxVerdict *self,
              PlConnection    *connection,
              GError         **error)
{
  const PlOutboxRow *row = self->row;
  g_autoptr (PayrocShare) share = payroc_share_new_from_body (row->body, NULL);
  GListModel *recipients;

  if (share == NULL)
    return TRUE;

  recipients = G_LIST_MODEL (payroc_share_get_recipients (share));
  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, i);

      if (!pl_people_table_put (connection, row->account, recipient, row->link_id, self->now, error))
        return FALSE;
    }

  return TRUE;
}

/* The link's row names everybody it was sent to, so that a search finds it by them. */
static gboolean
store_recipients (PlOutboxVerdict *self,
                  PlConnection    *connection,
                  GError         **error)
{
  const PlOutboxRow *row = self->row;
  g_autoptr (GError) local_error = NULL;

  self->stored = pl_link_table_get (connection, row->account, row->link_id, &local_error);
  if (self->stored == NULL)
    {
      /* Shared by its id, and never seen here. */
      if (clear_not_found (&local_error))
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  self->rowid = pl_link_table_find_rowid (connection, row->account, row->link_id, error);

  return self->rowid > 0 && pl_link_people_note (connection, row->account, row->link_id, error);
}

/* (transfer full) (nullable): what the row asked for, when that is not what Payroc made of it; an edit, on top of what
 * was asked for before and is still not so */
static PayrocLinkDraft *
create_asked (PlOutboxVerdict *self,
              PlConnection    *connection)
{
  const PlOutboxRow *row = self->row;
  PayrocLink *link = self->link;
  g_autoptr (PayrocLinkDraft) noted = NULL;
  g_autoptr (PayrocLinkDraft) asked = NULL;
  g_autoptr (GPtrArray) unmet = NULL;

  if (row->kind == PL_INTENT_CREATE)
    {
      g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new_from_body (row->body, NULL);

      return draft != NULL && !payroc_link_draft_is_met_in_full_by (draft, link) ? g_steal_pointer (&draft) : NULL;
    }

  noted = pl_link_asked_get (connection, row->account, row->link_id);
  if (noted != NULL)
    asked = pl_outbox_made_apply (row, noted);
  else
    asked = self->asked != NULL ? g_object_ref (self->asked) : payroc_link_draft_new_from_link (link);
  unmet = payroc_link_draft_find_unmet (asked, link);

  return unmet->len > 0 ? g_steal_pointer (&asked) : NULL;
}

/* A later change that took puts right what was not. */
static gboolean
store_asked (PlOutboxVerdict *self,
             PlConnection    *connection,
             GError         **error)
{
  const PlOutboxRow *row = self->row;
  g_autoptr (PayrocLinkDraft) asked = NULL;

  if (row->state != PL_INTENT_DONE || row->body == NULL || self->link == NULL
      || (row->kind != PL_INTENT_CREATE && row->kind != PL_INTENT_EDIT))
    return TRUE;

  asked = create_asked (self, connection);
  if (asked == NULL && row->kind == PL_INTENT_CREATE)
    return TRUE;

  return pl_link_asked_put (connection, row->account, row->link_id, asked, error);
}

static gboolean
store_result (PlOutboxVerdict *self,
              PlConnection    *connection,
              GError         **error)
{
  const PlOutboxRow *row = self->row;

  if (self->bare)
    return TRUE;

  if (self->link != NULL && (!store_link (self, connection, error) || !store_asked (self, connection, error)))
    return FALSE;

  return self->event == NULL
         || (pl_sharing_table_put (connection, row->account, row->link_id, self->event, error)
             && store_people (self, connection, error)
             && store_recipients (self, connection, error));
}

static gboolean
update_waiters (PlOutboxVerdict *self,
                PlConnection    *connection,
                GError         **error)
{
  g_autoptr (GArray) ids = NULL;

  if (self->row->kind == PL_INTENT_CREATE && self->row->state == PL_INTENT_DONE
      && !pl_outbox_table_set_link (connection, self->row->id, self->row->link_id, error))
    return FALSE;

  ids = pl_outbox_turns_list_waiters (connection, self->row->id, error);
  if (ids == NULL)
    return FALSE;

  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
  for (guint i = 0; i < ids->len; i++)
    {
      PlOutboxRow *waiter = pl_outbox_table_get (connection, g_array_index (ids, gint64, i), error);

      if (waiter == NULL)
        return FALSE;

      g_ptr_array_add (self->waiters, waiter);
      /* What was made is switched off whatever it turned out to be. */
      if (waiter->kind == PL_INTENT_DEACTIVATE && self->row->state == PL_INTENT_DONE)
        continue;

      if (self->waiter_error != NULL && waiter->state == PL_INTENT_WAITING
          && !pl_outbox_verdict_refuse_unsent (connection, waiter, self->waiter_error,
                                               self->row->state != PL_INTENT_DONE, self->now, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_outbox_verdict_find_promise:
 * @connection: the connection
 * @create: the row of a link that is made, or may be
 * @promised: (out): whether a row waits for it that switches it off
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_verdict_find_promise (PlConnection *connection,
                                gint64        create,
                                gboolean     *promised,
                                GError      **error)
{
  g_autoptr (GArray) ids = pl_outbox_turns_list_waiters (connection, create, error);

  *promised = FALSE;
  for (guint i = 0; ids != NULL && i < ids->len && !*promised; i++)
    {
      g_autoptr (PlOutboxRow) waiter = pl_outbox_table_get (connection, g_array_index (ids, gint64, i), error);

      if (waiter == NULL)
        return FALSE;

      *promised = waiter->kind == PL_INTENT_DEACTIVATE && waiter->state != PL_INTENT_REFUSED
                  && waiter->state != PL_INTENT_DISCARDED;
    }

  return ids != NULL;
}

/**
 * pl_outbox_verdict_free:
 * @self: (transfer full): a verdict
 */
void
pl_outbox_verdict_free (PlOutboxVerdict *self)
{
  pl_outbox_row_free (self->row);
  g_free (self->owner);
  g_clear_object (&self->asked);
  g_clear_object (&self->link);
  g_clear_object (&self->event);
  g_free (self->waiter_error);
  g_clear_object (&self->stored);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_free (self);
}

/* Somebody gave it up while it was not known whether it was done. */
static gboolean
is_given_up (PlOutboxVerdict  *self,
             PlConnection     *connection,
             gboolean         *given_up,
             GError          **error)
{
  *given_up = FALSE;

  return self->row->kind != PL_INTENT_CREATE || self->row->state != PL_INTENT_REFUSED
         || pl_outbox_verdict_find_promise (connection, self->row->id, given_up, error);
}

/**
 * pl_outbox_verdict_work:
 * @connection: the connection, in a write transaction
 * @data: a #PlOutboxVerdict; may be run again after it failed
 * @error: `PL_STORE_ERROR`; %PL_STORE_ERROR_NOT_FOUND when the row is no longer ours
 *
 * Writes what came of a row together with the row: the link, or the mail with the people it went to; and tells what
 * waits for it where its link is, or that it will not be sent.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_verdict_work (PlConnection *connection,
                        gpointer      data,
                        GError      **error)
{
  PlOutboxVerdict *self = data;
  gboolean given_up;

  g_clear_object (&self->stored);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  if (!is_given_up (self, connection, &given_up, error))
    return FALSE;

  /* It is as its owner wants it: that is no news. */
  if (given_up)
    self->row->state = PL_INTENT_DISCARDED;

  return pl_outbox_table_settle (connection, self->row, self->owner, error)
         && store_result (self, connection, error)
         && update_waiters (self, connection, error);
}

/**
 * pl_outbox_verdict_refuse_unsent:
 * @connection: the connection, in a write transaction
 * @row: a row that nobody alive has in hand; brought up to what is written
 * @why: an error, as JSON
 * @never_made: whether the link that @row is about was surely not made
 * @now: microseconds since the epoch
 * @error: `PL_STORE_ERROR`
 *
 * It never was sent, and now never will be. What was to switch off a link that was not made is not refused, but
 * given up.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_verdict_refuse_unsent (PlConnection *connection,
                                 PlOutboxRow  *row,
                                 const char   *why,
                                 gboolean      never_made,
                                 gint64        now,
                                 GError      **error)
{
  /* What was never made need not be switched off: nobody is told. */
  row->state = row->kind == PL_INTENT_DEACTIVATE && never_made ? PL_INTENT_DISCARDED : PL_INTENT_REFUSED;
  row->finished_at = now;
  g_free (row->error);
  row->error = g_strdup (why);

  return pl_outbox_table_settle (connection, row, row->owner, error);
}
