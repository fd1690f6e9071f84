/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc keeps an idempotency key for 7 days; after that only its lists tell whether a link was made or a mail sent. */
#include "pl-outbox-lookup.h"

#include "core/links/pl-page-walk.h"
#include "payroc/links/payroc-link-draft.h"
#include "payroc/payroc-error.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-intent-error.h"

/* How far Payroc's clock may be from ours. */
#define CLOCK_SKEW G_TIME_SPAN_HOUR

typedef struct
{
  /* Input */
  PayrocClient  *client;   /* (owned) */
  char          *terminal; /* (owned) */
  PlOutboxClaim *claim;    /* (owned) */

  /* In progress */
  PayrocLinkDraft *draft;  /* (owned) (nullable) what a create asked for */
  PayrocShare     *share;  /* (owned) (nullable) what a share asked for */
  GHashTable      *taken;  /* (owned) (element-type utf8) what other rows are known to have made */
  gboolean         rivals; /* whether another create of the same reference is in doubt too */
} Lookup;

static void
lookup_free (Lookup *self)
{
  g_clear_object (&self->client);
  g_clear_pointer (&self->terminal, g_free);
  g_clear_pointer (&self->claim, pl_outbox_claim_free);
  g_clear_object (&self->draft);
  g_clear_object (&self->share);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_free (self);
}

/* Which of the two a link is of, nobody can tell. */
static gboolean
is_rival (Lookup            *self,
          const PlOutboxRow *row)
{
  return self->draft != NULL && row->kind == PL_INTENT_CREATE
         && (row->state == PL_INTENT_UNSURE || row->state == PL_INTENT_SENDING)
         && g_strcmp0 (row->reference, self->claim->row->reference) == 0;
}

static gboolean
read_taken (PlConnection *connection,
            gpointer      data,
            GError      **error)
{
  Lookup *self = data;
  g_autoptr (GPtrArray) rows = pl_outbox_table_list (connection, self->claim->row->account, TRUE, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->id == self->claim->row->id)
        continue;

      if (row->result_id != NULL)
        g_hash_table_add (self->taken, g_strdup (row->result_id));
      self->rivals = self->rivals || is_rival (self, row);
    }

  return TRUE;
}

/* By Payroc's clock nothing is older than the first sending; unless ours was wrong then, or is now. */
static gint64
get_since (Lookup *self)
{
  return pl_outbox_claim_clock_set_back (self->claim) ? 0 : self->claim->row->first_sent_at;
}

static gboolean
was_created_since (PayrocLink *link,
                   gint64      since)
{
  const GDate *created_on = payroc_link_get_created_on (link);
  g_autoptr (GDateTime) time = NULL;
  GDate earliest;

  if (created_on == NULL || !g_date_valid (created_on) || since == 0)
    return TRUE;

  /* Payroc gives a day without saying where; no place is a day and more ahead of UTC. */
  time = g_date_time_new_from_unix_utc (since / G_USEC_PER_SEC);
  g_date_clear (&earliest, 1);
  g_date_set_dmy (&earliest, (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time), (GDateYear) g_date_time_get_year (time));
  g_date_subtract_days (&earliest, 1);

  return g_date_compare (created_on, &earliest) >= 0;
}

static gboolean
may_be_the_link (Lookup     *self,
                 PayrocLink *link)
{
  return !g_hash_table_contains (self->taken, payroc_link_get_id (link))
         && payroc_link_draft_is_met_by (self->draft, link);
}

/* Not among those that can be read is not the same as not there: it must not be done a second time. */
static void
return_missing (GTask *task,
                guint  n_unreadable)
{
  if (n_unreadable > 0)
    g_task_return_new_error (task, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "%u rows cannot be read", n_unreadable);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static gboolean
is_the_mail (Lookup             *self,
             PayrocSharingEvent *event)
{
  GDateTime *time = payroc_sharing_event_get_date_time (event);

  if (g_hash_table_contains (self->taken, payroc_sharing_event_get_id (event))
      || !payroc_share_is_met_by (self->share, event)
      || !payroc_share_is_worded_as (self->share, payroc_sharing_event_get_message (event)))
    return FALSE;

  return time != NULL && (g_date_time_to_unix (time) * G_USEC_PER_SEC) >= get_since (self) - CLOCK_SKEW;
}

/* The day of the first sending is this computer's, and it may have had a wrong one: a link that only the day speaks
 * against is neither taken nor made a second time before the merchant has looked. Who has, and chose to send it again,
 * has said that it is not the one. */
static void
return_link (GTask     *task,
             GPtrArray *links,
             guint      n_unreadable)
{
  Lookup *self = g_task_get_task_data (task);
  PayrocLink *found = NULL;
  gboolean doubtful = FALSE;

  for (guint i = 0; i < links->len && found == NULL; i++)
    {
      PayrocLink *link = g_ptr_array_index (links, i);

      if (!may_be_the_link (self, link))
        continue;

      if (!self->rivals && was_created_since (link, get_since (self)))
        found = link;
      else
        doubtful = TRUE;
    }

  if (found != NULL)
    g_task_return_pointer (task, g_object_ref (found), g_object_unref);
  else if (doubtful && !pl_outbox_claim_is_decided (self->claim))
    g_task_return_new_error (task, PL_INTENT_ERROR, PL_INTENT_ERROR_DECISION, "A link like it is there");
  else
    return_missing (task, n_unreadable);
}

static void
ask_for_links (PayrocClient        *client,
               const char          *after,
               gpointer             list,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  const Lookup *self = list;
  const PayrocLinkFilter filter = {
    .reference = payroc_link_draft_get_reference (self->draft),
    .after = after,
    .limit = PAYROC_PAGE_LIMIT_MAX,
  };

  payroc_client_list_links_async (client, self->terminal, &filter, cancellable, callback, user_data);
}

static void
ask_for_mails (PayrocClient        *client,
               const char          *after,
               gpointer             list,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  const Lookup *self = list;
  const PayrocSharingFilter filter = { .after = after, .limit = PAYROC_PAGE_LIMIT_MAX };

  payroc_client_list_sharing_events_async (client, self->claim->row->link_id, &filter, cancellable, callback,
                                           user_data);
}

static void
walk_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Lookup *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint n_unreadable = 0;
  g_autoptr (GPtrArray) rows = pl_page_walk_finish (result, &n_unreadable, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (self->draft != NULL)
    {
      return_link (task, rows, n_unreadable);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      PayrocSharingEvent *event = g_ptr_array_index (rows, i);

      if (is_the_mail (self, event))
        {
          g_task_return_pointer (task, g_object_ref (event), g_object_unref);
          return;
        }
    }

  return_missing (task, n_unreadable);
}

static void
read_taken_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Lookup *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->draft != NULL)
    pl_page_walk_async (self->client, ask_for_links, payroc_client_list_links_finish, self, NULL, walk_cb,
                        g_steal_pointer (&task));
  else
    pl_page_walk_async (self->client, ask_for_mails, payroc_client_list_sharing_events_finish, self, NULL, walk_cb,
                        g_steal_pointer (&task));
}

/**
 * pl_outbox_lookup_async:
 * @client: Payroc
 * @database: where other rows' results are known from
 * @terminal: the account's processing terminal
 * @claim: a create or a share that may have been done; copied
 * @callback: (scope async): called when it is found, or surely not there
 * @user_data: for @callback
 *
 * A create is searched by its merchant reference and compared by kind, amount, currency and order number; a share by
 * recipients and message in the link's history. Neither may be older than the first sending, nor be what another row is
 * known to have made (references need not be unique: contract, "Fields"). A link that only its day speaks against, or
 * that another create in doubt may have made, is left to the user.
 */
void
pl_outbox_lookup_async (PayrocClient        *client,
                        PlDatabase          *database,
                        const char          *terminal,
                        const PlOutboxClaim *claim,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Lookup *self = g_new0 (Lookup, 1);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, pl_outbox_lookup_async);
  g_task_set_task_data (task, self, (GDestroyNotify) lookup_free);
  self->client = g_object_ref (client);
  self->terminal = g_strdup (terminal);
  self->claim = pl_outbox_claim_copy (claim);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (claim->row->kind == PL_INTENT_CREATE)
    self->draft = payroc_link_draft_new_from_body (claim->row->body, &error);
  else
    self->share = payroc_share_new_from_body (claim->row->body, &error);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_database_run_async (database, PL_DATABASE_READ, read_taken, self, NULL, NULL, read_taken_cb,
                         g_steal_pointer (&task));
}

/**
 * pl_outbox_lookup_finish:
 * @result: what the callback got
 * @error: `PAYROC_ERROR` or `PL_STORE_ERROR`: nothing was learned; %PL_INTENT_ERROR_DECISION: it may be there
 *
 * Returns: (transfer full) (nullable): the #PayrocLink or #PayrocSharingEvent; %NULL without @error when it is not
 *   there
 */
GObject *
pl_outbox_lookup_finish (GAsyncResult *result,
                         GError      **error)
{
  g_assert (g_async_result_is_tagged (result, pl_outbox_lookup_async));

  return g_task_propagate_pointer (G_TASK (result), error);
}
