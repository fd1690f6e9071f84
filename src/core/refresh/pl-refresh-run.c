/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list is a stranger's word: it may turn in circles, never end, or be older than what we did in the meantime. */
#include "pl-refresh-run.h"

#include "payroc/payroc-error.h"
#include "core/links/pl-page-guard.h"
#include "core/pl-clock.h"
#include "pl-refresh-plan.h"

/* A million links: whoever sends more pages than that does not mean to end. */
#define MAX_PAGES 10000

/* From here on one "read all anew" is cheaper than many words. */
#define MANY_CHANGES 20

/* Reading all anew takes the longer the more there is: a list that fills is told of each page while it is short, and
 * then of each 20th part more. */
#define TELL_EACH 20

/* From here on all pages cost fewer requests than each link by itself. */
#define MANY_VANISHED 200

#define MOST_REQUESTS 4

/* While a page is stored the next one is on its way; no more, so that little is lost when Paylinks is killed. */
#define MOST_STORING 2

typedef struct
{
  /* Input */
  char                 *account;  /* (owned) */
  char                 *terminal; /* (owned) */
  PlDatabase           *database; /* (owned) */
  PayrocClient         *client;   /* (owned) */
  PlLinkFeed           *feed;     /* (owned) */
  PlRefreshChangedFunc  changed;
  gpointer              user_data;

  /* In progress */
  PlRefreshFacts *facts;   /* (owned) (nullable) */
  gboolean        filling; /* the first one: its cursor is kept */
  gboolean        resumed; /* the next page is the first after a cursor of an earlier run */
  gint64          began;   /* this run, or the earlier one that began the filling */
  GArray         *passes;  /* (owned) (nullable) (element-type PlRefreshPass) */
  guint           pass;
  guint           n_passes; /* that were begun: the number of this one */
  PlPageGuard    *guard;   /* (owned) (nullable) of this pass */
  char           *cursor;  /* (owned) (nullable) */
  GHashTable     *seen;    /* (owned) (element-type utf8 guint) ids, and the latest pass that had them */
  guint           n_unreadable; /* rows that make no link */
  PlRefreshBatch *last_page; /* (owned) (nullable) of the first filling, until those before it are stored */
  gboolean        asking;  /* for a page */
  gint64          asked_at;
  guint           n_storing;
  gboolean        untold;  /* changes that the feed was not told of */
  guint           n_stored;
  guint           n_told;  /* how many were stored when it was told last */

  GPtrArray      *vanished; /* (owned) (nullable) (element-type utf8) */
  PlRefreshBatch *found;    /* (owned) (nullable) of the vanished, as they are answered */
  guint           n_asked;
  guint           n_asking;
  GError         *failure;  /* (owned) (nullable) the first one, while others are still under way */

  /* Output */
  gboolean full;
  gint64   finished_at;
} Run;

static void ask_for_page  (GTask *task);
static void ask_for_links (GTask *task);
static void go_on         (GTask *task);

static void
run_free (Run *self)
{
  g_free (self->account);
  g_free (self->terminal);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);
  g_clear_pointer (&self->facts, pl_refresh_facts_free);
  g_clear_pointer (&self->passes, g_array_unref);
  g_clear_pointer (&self->guard, pl_page_guard_free);
  g_free (self->cursor);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->vanished, g_ptr_array_unref);
  g_clear_pointer (&self->found, pl_refresh_batch_free);
  g_clear_pointer (&self->last_page, pl_refresh_batch_free);
  g_clear_error (&self->failure);
  g_free (self);
}

static void
plan_everything (Run *self)
{
  self->full = TRUE;
  self->pass = 0;
  g_clear_pointer (&self->passes, g_array_unref);
  self->passes = pl_refresh_plan_everything ();
}

static void
plan_news (Run *self)
{
  self->pass = 0;
  g_clear_pointer (&self->passes, g_array_unref);
  self->passes = pl_refresh_plan_news (self->facts->since, pl_clock_read_system (NULL));
  if (self->passes == NULL)
    plan_everything (self);
}

static void
tell_each (Run    *self,
           GArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const PlRefreshChange *change = &g_array_index (changes, PlRefreshChange, i);

      pl_link_feed_changed (self->feed, change->link, change->merged.rowid);
    }
}

static void
tell_of_many (Run *self)
{
  if (!self->untold)
    return;

  self->untold = FALSE;
  self->n_told = self->n_stored;
  pl_link_feed_reloaded (self->feed);
}

static void
tell (Run            *self,
      PlRefreshBatch *batch)
{
  self->n_stored += batch->links->len;

  if (batch->changes->len > MANY_CHANGES)
    self->untold = TRUE;
  else
    tell_each (self, batch->changes);

  if (self->n_stored - self->n_told > self->n_told / TELL_EACH)
    tell_of_many (self);

  self->changed (batch, g_hash_table_size (self->seen), self->user_data);
}

static PlRefreshBatch *
new_batch (Run *self)
{
  PlRefreshBatch *batch = pl_refresh_batch_new (self->account, pl_clock_read_system (NULL));

  batch->filling = self->filling;
  batch->began = self->began;
  batch->asked_at = self->asked_at;

  return batch;
}

/* Hands the task over with what was committed. */
typedef struct
{
  GTask          *task;  /* (owned) */
  PlRefreshBatch *batch; /* (owned) */
} Storing;

static void
storing_free (Storing *self)
{
  g_object_unref (self->task);
  pl_refresh_batch_free (self->batch);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Storing, storing_free)

static void
store_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Storing) storing = user_data;
  Run *self = g_task_get_task_data (storing->task);
  g_autoptr (GError) error = NULL;

  if (pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      tell (self, storing->batch);
      if (storing->batch->finished)
        self->finished_at = storing->batch->now;
    }
  else if (self->failure == NULL)
    {
      self->failure = g_steal_pointer (&error);
    }

  /* Only now: whoever was told may have gone round the main loop. */
  self->n_storing--;
  go_on (storing->task);
}

static void
store (GTask          *task,
       PlRefreshBatch *batch)
{
  Run *self = g_task_get_task_data (task);
  Storing *storing = g_new0 (Storing, 1);

  storing->task = g_object_ref (task);
  storing->batch = batch;
  self->n_storing++;
  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_refresh_batch_work, batch, NULL, NULL, store_cb,
                         storing);
}

static void
finish (GTask          *task,
        PlRefreshBatch *batch)
{
  batch->finished = TRUE;
  store (task, batch);
}

/* What an answer about one link belongs to. */
typedef struct
{
  GTask      *task; /* (owned) */
  const char *id;   /* (unowned) among the vanished */
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->task);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
retrieve_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Question) question = user_data;
  Run *self = g_task_get_task_data (question->task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLink) link = payroc_client_retrieve_link_finish (PAYROC_CLIENT (object), result, &error);

  self->n_asking--;

  /* What Payroc no longer knows stays as it was last seen: a merchant's records are not the server's to take. */
  if (link != NULL)
    g_ptr_array_add (self->found->links, g_steal_pointer (&link));
  else if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND)
           || g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN))
    g_ptr_array_add (self->found->missing, g_strdup (question->id));
  /* What could not be read in the list cannot be read by itself either, and is counted. */
  else if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY) && self->n_unreadable > 0)
    g_debug ("A link stays as it was: %s", error->message);
  else if (self->failure == NULL)
    self->failure = g_steal_pointer (&error);

  ask_for_links (question->task);
}

static void
ask_for_links (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  while (self->failure == NULL && self->n_asked < self->vanished->len && self->n_asking < MOST_REQUESTS)
    {
      Question *question = g_new0 (Question, 1);

      question->task = g_object_ref (task);
      question->id = g_ptr_array_index (self->vanished, self->n_asked++);
      self->n_asking++;
      payroc_client_retrieve_link_async (self->client, question->id, g_task_get_cancellable (task), retrieve_cb,
                                         question);
    }

  if (self->n_asking > 0)
    return;

  /* What was answered before something went wrong is stored too. */
  if (self->failure != NULL)
    store (task, g_steal_pointer (&self->found));
  else
    finish (task, g_steal_pointer (&self->found));
}

/* Stored as active and in no list. */
static void
find_vanished (Run *self)
{
  g_clear_pointer (&self->vanished, g_ptr_array_unref);
  self->vanished = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->facts->active->len; i++)
    {
      const char *id = g_ptr_array_index (self->facts->active, i);

      if (!g_hash_table_contains (self->seen, id))
        g_ptr_array_add (self->vanished, g_strdup (id));
    }
}

static PlRefreshBatch *
take_page (Run        *self,
           PayrocPage *page)
{
  PlRefreshBatch *batch = new_batch (self);
  GListModel *rows = payroc_page_get_rows (page);
  const char *next = payroc_page_get_next_cursor (page);
  guint       n_new = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PayrocLink) link = g_list_model_get_item (rows, i);
      const char *id = payroc_link_get_id (link);

      /* The same link twice in one list: the first stands, the second is no news. */
      if (GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, id)) == self->n_passes)
        continue;

      g_hash_table_insert (self->seen, g_strdup (id), GUINT_TO_POINTER (self->n_passes));
      g_ptr_array_add (batch->links, g_steal_pointer (&link));
      n_new++;
    }
  self->n_unreadable += payroc_page_get_n_unreadable (page);

  g_clear_pointer (&self->cursor, g_free);
  if (pl_page_guard_admit (self->guard, next, n_new, payroc_page_get_n_unreadable (page), &self->failure))
    self->cursor = g_strdup (next);

  /* A list that leads nowhere is read from its beginning the next time. */
  batch->cursor = g_strdup (self->cursor);

  return batch;
}

static gboolean
is_last_page (Run *self)
{
  return self->failure == NULL && self->cursor == NULL && self->pass + 1 == self->passes->len;
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Run *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocPage) page = payroc_client_list_links_finish (PAYROC_CLIENT (object), result, &error);
  const gboolean resumed = self->resumed;

  self->asking = FALSE;
  self->resumed = FALSE;

  if (self->failure != NULL)
    {
      /* Storing failed in the meantime: this page is asked for again. */
    }
  else if (page != NULL)
    {
      PlRefreshBatch *batch = take_page (self, page);

      /* The last page of the first filling and its end are one: killed between them, it would begin again. */
      if (self->filling && is_last_page (self))
        self->last_page = batch;
      else
        store (task, batch);
    }
  else if (resumed
           && (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID)
               || g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND)))
    {
      /* The place where the first filling was cut off is no longer known there. */
      g_clear_pointer (&self->cursor, g_free);
      ask_for_page (task);
    }
  else
    {
      self->failure = g_steal_pointer (&error);
    }

  go_on (task);
}

static void
ask_for_page (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  const PlRefreshPass *pass = &g_array_index (self->passes, PlRefreshPass, self->pass);
  const PayrocLinkFilter filter = {
    .status = pass->status,
    .created_on = g_date_valid (&pass->created_on) ? &pass->created_on : NULL,
    .after = self->cursor,
    .limit = PAYROC_PAGE_LIMIT_MAX,
  };

  self->asking = TRUE;
  self->asked_at = pl_clock_read_system (NULL);
  payroc_client_list_links_async (self->client, self->terminal, &filter, g_task_get_cancellable (task), page_cb,
                                  g_object_ref (task));
}

static void
begin_pass (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  g_clear_pointer (&self->guard, pl_page_guard_free);
  self->guard = pl_page_guard_new (MAX_PAGES);
  self->n_passes++;
  ask_for_page (task);
}

/* Of very many that vanished some have their turn the next time. */
static void
end_of_lists (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  find_vanished (self);
  if (self->vanished->len > MANY_VANISHED && !self->full)
    {
      plan_everything (self);
      begin_pass (task);
      return;
    }

  g_ptr_array_set_size (self->vanished, MIN (self->vanished->len, MANY_VANISHED));
  self->asked_at = pl_clock_read_system (NULL);
  self->found = new_batch (self);
  ask_for_links (task);
}

/* Whatever came to its end: what now? */
static void
go_on (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->asking || (self->n_storing > 0 && (self->failure != NULL || self->cursor == NULL)))
    return;

  if (self->failure != NULL)
    {
      tell_of_many (self);
      g_task_return_error (task, g_steal_pointer (&self->failure));
    }
  else if (self->finished_at > 0)
    {
      tell_of_many (self);
      g_task_return_boolean (task, TRUE);
    }
  else if (self->last_page != NULL)
    {
      finish (task, g_steal_pointer (&self->last_page));
    }
  else if (self->cursor != NULL)
    {
      if (self->n_storing < MOST_STORING)
        ask_for_page (task);
    }
  else if (++self->pass < self->passes->len)
    {
      begin_pass (task);
    }
  else
    {
      end_of_lists (task);
    }
}

static void
facts_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Run *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->filling = !self->facts->filled;
  if (self->filling && self->facts->cursor != NULL)
    {
      self->cursor = g_strdup (self->facts->cursor);
      self->resumed = TRUE;
      self->began = self->facts->began;
    }

  if (self->full || self->filling)
    plan_everything (self);
  else
    plan_news (self);

  begin_pass (task);
}

/**
 * pl_refresh_run_all_async:
 * @setup: with what
 * @full: all pages, not only the news
 * @cancellable: (nullable): stops asking; what was stored stays
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Runs one refresh. Each page is stored as it arrives.
 */
void
pl_refresh_run_all_async (const PlRefreshSetup *setup,
                          gboolean              full,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  g_task_set_source_tag (task, pl_refresh_run_all_async);
  g_task_set_task_data (task, self, (GDestroyNotify) run_free);
  self->account = g_strdup (setup->account);
  self->terminal = g_strdup (setup->terminal);
  self->database = g_object_ref (setup->database);
  self->client = g_object_ref (setup->client);
  self->feed = g_object_ref (setup->feed);
  self->began = pl_clock_read_system (NULL);
  self->changed = setup->changed;
  self->user_data = setup->user_data;
  self->full = full;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->facts = pl_refresh_facts_new (setup->account);

  pl_database_run_async (self->database, PL_DATABASE_READ, pl_refresh_facts_work, self->facts, NULL, NULL, facts_cb,
                         g_steal_pointer (&task));
}

/**
 * pl_refresh_run_all_finish:
 * @result: what the callback got
 * @full: (out): whether all pages were read, as asked or because that was cheaper
 * @n_unreadable: (out): how many of Payroc's rows made no link
 * @finished_at: (out): when the stored links were up to date, in microseconds since the epoch
 * @error: `PAYROC_ERROR`, `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it came to its end
 */
gboolean
pl_refresh_run_all_finish (GAsyncResult  *result,
                           gboolean      *full,
                           guint         *n_unreadable,
                           gint64        *finished_at,
                           GError       **error)
{
  Run *self = g_task_get_task_data (G_TASK (result));

  g_assert (g_async_result_is_tagged (result, pl_refresh_run_all_async));

  *full = self->full;
  *n_unreadable = self->n_unreadable;
  *finished_at = self->finished_at;

  return g_task_propagate_boolean (G_TASK (result), error);
}
