/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two lists tell what came in on the terminal since the last look, whatever the number of links: only a payment that is
 * new makes a link worth asking. */
#include "pl-watch-look.h"

#include "core/links/pl-link-keep.h"
#include "core/links/pl-page-walk.h"
#include "payroc/payroc-error.h"
#include "pl-watch-store.h"

/* Payroc lists a payment some time after it was made. */
#define LOOK_BACK      (2 * G_TIME_SPAN_HOUR)
/* And once a day this far; see PL_WATCH_WIDE_EVERY. */
#define LOOK_BACK_WIDE (30 * G_TIME_SPAN_DAY)
/* A list that is too long to be kept whole is asked for in halves, as far as that. */
#define SHORTEST_WINDOW G_TIME_SPAN_HOUR
/* Of a list that is broken whatever its length, no more than these. */
#define WINDOWS_MAX    64
/* Requests come in turns of up to this many links; with more to ask, the next look comes soon. */
#define LINKS_MAX      16

/* Payments that were made in that time. */
typedef struct
{
  gint64 from;
  gint64 until; /* 0: and later */
} Window;

typedef struct
{
  /* Input */
  char           *account;  /* (owned) */
  char           *terminal; /* (owned) */
  PlDatabase     *database; /* (owned) */
  PayrocClient   *client;   /* (owned) */
  PlLinkFeed     *feed;     /* (owned) */
  gint64          now;

  /* In progress */
  PlWatchState   *state;    /* (owned) */
  gboolean        wide;     /* this look goes back far, once all else is done */
  gboolean        wide_begun;
  gboolean        wide_failed;
  gint64          narrow_from; /* 0: no link can be paid, only the wide look asks for anything */
  GArray         *windows;  /* (owned) (element-type Window) still to be asked for, the next one at the end */
  guint           n_windows; /* asked for so far */
  Window          window;   /* the one that is being asked for */
  gboolean        is_too_long;
  gboolean        has_gap;  /* there was something in a list that nobody can read */
  guint           n_waiting;
  PlWatchSort    *sort;     /* (owned) of this turn: payments in the first one, and whom to ask */
  guint           next_ask;
  guint           n_asked;  /* links, in all turns */
  PlWatchAnswer  *answer;   /* (owned) (nullable) the one that is being written down */
  PlWatchEnd     *end;      /* (owned) (nullable) */
  GError         *error;    /* (owned) (nullable): the first one; the rest is done nevertheless */
  gboolean        asked;
  gboolean        is_refused[2]; /* as in PlWatchEnd */

  /* Output */
  PlWatchFinding  finding;
} Look;

static void ask_next    (GTask *task);
static void next_window (GTask *task);
static void sort        (GTask *task);

static void
look_free (Look *self)
{
  g_free (self->account);
  g_free (self->terminal);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);
  g_clear_pointer (&self->answer, pl_watch_answer_free);
  g_clear_pointer (&self->end, pl_watch_end_free);
  g_clear_pointer (&self->state, pl_watch_state_free);
  g_clear_pointer (&self->sort, pl_watch_sort_free);
  g_clear_pointer (&self->windows, g_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static PlWatchSort *
create_sort (Look *self)
{
  PlWatchSort *turn = pl_watch_sort_new (self->account);

  turn->since = self->state->since;
  turn->now = self->now;
  turn->asked_at = g_get_real_time ();
  turn->room = LINKS_MAX - MIN (self->n_asked, LINKS_MAX);

  return turn;
}

/* error: (transfer full) (nullable). The wide look comes on top: what it does not reach is not what is new. */
static void
keep_error (Look   *self,
            GError *error)
{
  if (self->wide_begun && error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_debug ("The daily look at the payments of the last weeks failed: %s", error->message);
      self->wide_failed = TRUE;
      g_error_free (error);
    }
  else if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
}

static void
end_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Look *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->finding.is_due = self->end->is_due;
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes the task. */
static void
finish_look (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  Look *self = g_task_get_task_data (task);

  /* After a failure the next look begins where this one did: nothing is passed over. What was found is told. */
  self->end = pl_watch_end_new (self->account);
  self->end->now = self->now;
  self->end->whole = self->error == NULL;
  self->end->has_gap = self->has_gap;
  self->end->wide = self->wide_begun && !self->wide_failed;
  self->end->wide_failed = self->wide_failed;
  self->end->asked = self->asked;
  memcpy (self->end->is_refused, self->is_refused, sizeof self->is_refused);
  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_watch_end_work, self->end, NULL,
                         g_task_get_cancellable (task), end_cb, g_steal_pointer (&owned_task));
}

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Look *self = g_task_get_task_data (task);
  g_autoptr (PlWatchAnswer) answer = g_steal_pointer (&self->answer);
  g_autoptr (GError) error = NULL;
  guint n_others = 0;
  const gboolean kept = pl_link_keep_finish (result, &n_others, &error);

  self->n_asked += n_others;
  if (!kept)
    {
      keep_error (self, g_steal_pointer (&error));
    }
  else if (answer->facts->link != NULL && answer->facts->rowid != 0)
    {
      self->finding.n_links++;
      pl_link_feed_changed (self->feed, answer->facts->link, answer->facts->rowid);
    }

  ask_next (g_steal_pointer (&task));
}

static void
inquiry_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Look *self = g_task_get_task_data (task);
  PlWatchAsk *ask = g_ptr_array_index (self->sort->asks, self->next_ask - 1);
  PlLinkKeeper keeper;
  PlLinkFacts *facts;
  g_autoptr (GError) error = NULL;

  facts = pl_link_inquiry_finish (PAYROC_CLIENT (object), result, &error);
  if (facts == NULL)
    {
      keep_error (self, g_steal_pointer (&error));
      finish_look (g_steal_pointer (&task));
      return;
    }

  /* All of it or nothing: what was written down is not asked again. */
  if (!pl_watch_error_is_final (facts->error))
    {
      keep_error (self, g_steal_pointer (&facts->error));
      pl_link_facts_free (facts);
      ask_next (g_steal_pointer (&task));
      return;
    }

  facts->now = self->now;
  self->answer = pl_watch_answer_new (ask, facts);
  keeper = (PlLinkKeeper) { self->database, self->client, self->terminal, self->feed };
  pl_link_keep_async (&keeper, facts, pl_watch_answer_work, self->answer, cancellable, answer_cb,
                      g_steal_pointer (&task));
}

/* One after the other: nobody waits for it, and Payroc has others to serve. Takes the task. */
static void
ask_next (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  Look *self = g_task_get_task_data (task);
  const PlWatchAsk *ask;

  if (self->next_ask == self->sort->asks->len)
    {
      self->finding.is_partial = self->n_asked >= LINKS_MAX;

      /* A payment that was not this link's may be the next one's. */
      if (self->next_ask > 0 && self->error == NULL && !self->wide_failed && !self->finding.is_partial)
        {
          pl_watch_sort_free (self->sort);
          self->sort = create_sort (self);
          sort (g_steal_pointer (&owned_task));
        }
      else
        {
          next_window (g_steal_pointer (&owned_task));
        }
      return;
    }

  ask = g_ptr_array_index (self->sort->asks, self->next_ask++);
  self->n_asked++;
  pl_link_inquiry_async (self->client, self->terminal,
                         pl_link_facts_new (self->account, payroc_link_get_id (ask->link)), ask->link, ask->parts,
                         g_task_get_cancellable (task), inquiry_cb, g_steal_pointer (&owned_task));
}

static void
sort_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Look *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->finding.n_links += self->sort->links->len;
  for (guint i = 0; i < self->sort->links->len; i++)
    pl_link_feed_changed (self->feed, g_ptr_array_index (self->sort->links, i),
                          g_array_index (self->sort->rowids, gint64, i));

  ask_next (g_steal_pointer (&task));
}

/* Takes the task. */
static void
sort (GTask *task)
{
  Look *self = g_task_get_task_data (task);

  self->next_ask = 0;
  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_watch_sort_work, self->sort, NULL,
                         g_task_get_cancellable (task), sort_cb, task);
}

/* The later half is asked for first; what has arrived of the other list is kept. */
static void
split_window (Look *self)
{
  const gint64 until = self->window.until != 0 ? self->window.until : self->now;
  const gint64 middle = self->window.from + (until - self->window.from) / 2;
  const Window halves[] = { { self->window.from, middle }, { middle, self->window.until } };

  g_array_append_vals (self->windows, halves, G_N_ELEMENTS (halves));
}

/* Whether the answer may be another one when less is asked for. */
static gboolean
can_split (const Look   *self,
           const GError *error)
{
  const gint64 until = self->window.until != 0 ? self->window.until : self->now;

  return g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY) && self->n_windows < WINDOWS_MAX
         && until - self->window.from >= 2 * SHORTEST_WINDOW;
}

/* Takes the task. */
static void
list_is_done (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  Look *self = g_task_get_task_data (task);

  if (--self->n_waiting > 0)
    return;

  if (self->is_too_long)
    split_window (self);

  sort (g_steal_pointer (&owned_task));
}

/* Takes the task. */
static void
take_list (GTask               *task,
           PayrocPaymentSource  source,
           GAsyncResult        *result)
{
  g_autoptr (GTask) owned_task = task;
  Look *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (GError) error = NULL;
  guint n_unreadable = 0;

  payments = pl_page_walk_finish (result, &n_unreadable, &error);
  if (n_unreadable > 0)
    {
      g_debug ("%u payments of the terminal cannot be read; they are looked at again later", n_unreadable);
      self->has_gap = TRUE;
    }

  if (payments != NULL)
    g_ptr_array_extend_and_steal (self->sort->payments, g_steal_pointer (&payments));
  else if (can_split (self, error))
    self->is_too_long = TRUE;
  /* An account may be without cards, or without banks; that a link was used is then told by the link. */
  else if (pl_watch_error_is_final (error))
    self->is_refused[source] = TRUE;
  else
    keep_error (self, g_steal_pointer (&error));

  list_is_done (g_steal_pointer (&owned_task));
}

static void
cards_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  take_list (user_data, PAYROC_PAYMENT_SOURCE_CARD, result);
}

static void
banks_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  take_list (user_data, PAYROC_PAYMENT_SOURCE_BANK, result);
}

static void
ask_list (const Look          *self,
          PayrocPaymentSource  source,
          const char          *after,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  const PayrocPaymentFilter filter = {
    .terminal = self->terminal,
    .since = self->window.from,
    .until = self->window.until,
    .after = after,
    .limit = PAYROC_PAGE_LIMIT_MAX,
  };

  payroc_client_list_payments_async (self->client, source, &filter, cancellable, callback, user_data);
}

static void
ask_cards (PayrocClient        *client,
           const char          *after,
           gpointer             list,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  ask_list (list, PAYROC_PAYMENT_SOURCE_CARD, after, cancellable, callback, user_data);
}

static void
ask_banks (PayrocClient        *client,
           const char          *after,
           gpointer             list,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  ask_list (list, PAYROC_PAYMENT_SOURCE_BANK, after, cancellable, callback, user_data);
}

static void
ask_lists (Look  *self,
           GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->n_waiting += 2;
  self->n_windows++;
  self->asked = TRUE;
  pl_page_walk_async (self->client, ask_cards, payroc_client_list_payments_finish, self, cancellable, cards_cb,
                      g_object_ref (task));
  pl_page_walk_async (self->client, ask_banks, payroc_client_list_payments_finish, self, cancellable, banks_cb,
                      g_object_ref (task));
}

/* What is new first, and all that follows from it; only then what may have changed in weeks. */
static gboolean
take_window (Look *self)
{
  if (self->windows->len == 0 && self->wide && !self->wide_begun)
    {
      const Window wide = { self->now - LOOK_BACK_WIDE, self->narrow_from };

      self->wide_begun = TRUE;
      self->n_windows = 0;
      if (wide.until == 0 || wide.until > wide.from)
        g_array_append_val (self->windows, wide);
    }

  if (self->windows->len == 0)
    return FALSE;

  self->window = g_array_index (self->windows, Window, self->windows->len - 1);
  g_array_set_size (self->windows, self->windows->len - 1);

  return TRUE;
}

/* Takes the task. */
static void
next_window (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  Look *self = g_task_get_task_data (task);

  if (self->error != NULL || !take_window (self))
    {
      finish_look (g_steal_pointer (&owned_task));
      return;
    }

  g_clear_pointer (&self->sort, pl_watch_sort_free);
  self->sort = create_sort (self);
  self->is_too_long = FALSE;
  self->n_waiting = 1;
  ask_lists (self, task);
  list_is_done (g_steal_pointer (&owned_task));
}

static void
state_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Look *self = g_task_get_task_data (task);
  const PlWatchState *state = self->state;
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->finding.has_active = state->has_active;
  self->wide = self->now - state->last_wide >= PL_WATCH_WIDE_EVERY || self->now < state->last_wide;
  /* Nothing is news before the links were fetched; from the first look on, everything is. */
  if (!state->filled)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (state->since == 0)
    {
      self->wide_begun = self->wide;
      finish_look (g_steal_pointer (&task));
      return;
    }

  if (state->has_active)
    {
      Window narrow = { MIN (state->last, self->now) - LOOK_BACK, 0 };

      narrow.from = MAX (narrow.from, self->now - LOOK_BACK_WIDE);
      self->narrow_from = narrow.from;
      g_array_append_val (self->windows, narrow);
    }

  /* What is left of the last look is asked also when no list is. */
  if (state->has_active || self->wide)
    {
      next_window (g_steal_pointer (&task));
      return;
    }

  self->sort = create_sort (self);
  self->n_waiting = 1;
  list_is_done (g_steal_pointer (&task));
}

/**
 * pl_watch_look_async:
 * @setup: whose payments
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when what was found is stored
 * @user_data: for @callback
 *
 * Asks what was paid on the account's terminal since the last look, and the links that this may belong to; stores it,
 * and with it what the merchant is to be told. The feed hears of every link that changed.
 *
 * Two requests when nothing happened; none before the links were fetched, and when no link can be paid.
 */
void
pl_watch_look_async (const PlWatchSetup  *setup,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Look *self = g_new0 (Look, 1);

  g_task_set_source_tag (task, pl_watch_look_async);
  self->account = g_strdup (setup->account);
  self->terminal = g_strdup (setup->terminal);
  self->database = g_object_ref (setup->database);
  self->client = g_object_ref (setup->client);
  self->feed = g_object_ref (setup->feed);
  self->now = setup->now;
  self->state = pl_watch_state_new (setup->account);
  self->windows = g_array_new (FALSE, FALSE, sizeof (Window));
  g_task_set_task_data (task, self, (GDestroyNotify) look_free);

  pl_database_run_async (self->database, PL_DATABASE_READ, pl_watch_state_work, self->state, NULL, cancellable,
                         state_cb, g_steal_pointer (&task));
}

/**
 * pl_watch_look_finish:
 * @result: what the callback got
 * @finding: (out): what it came to, also when something failed
 * @error: `PAYROC_ERROR`, `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED; what had arrived is stored
 *
 * Returns: whether it came to its end
 */
gboolean
pl_watch_look_finish (GAsyncResult    *result,
                      PlWatchFinding  *finding,
                      GError         **error)
{
  const Look *self = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_watch_look_async), FALSE);

  *finding = self->finding;

  return g_task_propagate_boolean (G_TASK (result), error);
}
