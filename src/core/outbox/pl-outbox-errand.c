/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an attempt brought is turned into the row's next state here, and held on to until the disk has it. */
#include "pl-outbox-errand.h"

#include "payroc/payroc-error.h"
#include "pl-backoff.h"
#include "pl-intent.h"

/* A result that could not be written is tried again after this, doubling. */
#define FIRST_REWRITE_MS 1000
#define LAST_REWRITE_MS  30000

typedef struct
{
  /* Input */
  PlDatabase    *database; /* (owned) (nullable) only what is below, once nobody waits */
  GWeakRef       open;     /* the database */
  PlOutboxClaim *claim;    /* (owned) */
  GCancellable  *stopping; /* (owned) (nullable) NULL: stopped already */
  PlClockFunc    clock;
  gpointer       clock_data;
  double         wait_scale;
  guint          calm_attempts;
  PlOutboxAnswered answered;  /* (nullable) */
  gpointer       user_data;

  /* In progress */
  guint            rewrite_ms;
  PlOutboxVerdict *verdict; /* (owned) (nullable) of a report that has been returned without it */

  /* Output */
  PlOutboxReport *report; /* (owned) */
} Errand;

static void write_down (GTask *task);

static void
errand_free (Errand *self)
{
  g_clear_object (&self->database);
  g_weak_ref_clear (&self->open);
  g_clear_pointer (&self->claim, pl_outbox_claim_free);
  g_clear_object (&self->stopping);
  g_clear_pointer (&self->verdict, pl_outbox_verdict_free);
  g_clear_pointer (&self->report, pl_outbox_report_free);
  g_free (self);
}

static gint64
decide_wait (Errand *self)
{
  const GError *error = self->report->outcome->error;
  const guint attempts = self->claim->row->attempts;

  /* The key is at fault, not the row: it goes as soon as there is another. */
  if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED))
    return 0;

  return (gint64) (pl_backoff_decide (attempts > self->calm_attempts ? attempts - self->calm_attempts : 1,
                                      payroc_error_get_retry_after (error), g_random_double ())
                   * self->wait_scale);
}

static void
fill_done (PlOutboxRow           *row,
           const PlOutboxOutcome *outcome)
{
  g_clear_pointer (&row->result_id, g_free);
  if (outcome->link != NULL)
    row->result_id = g_strdup (payroc_link_get_id (outcome->link));
  else if (outcome->event != NULL)
    row->result_id = g_strdup (payroc_sharing_event_get_id (outcome->event));

  if (row->kind == PL_INTENT_CREATE)
    {
      g_free (row->link_id);
      row->link_id = g_strdup (row->result_id);
    }
}

/* Why the row that waits for this one must not go out, if so. A mail cannot be called back, so none goes out for a link
 * that is not what the merchant wanted it to be. */
static char *
decide_waiter_error (const PlOutboxOutcome *outcome)
{
  g_autoptr (GError) error = NULL;

  if (outcome->state == PL_INTENT_REFUSED)
    error = g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_PREDECESSOR, "What it waited for was refused");
  else if (outcome->state == PL_INTENT_DONE && outcome->ignored != NULL)
    error = g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_NOT_CHANGED, "The change was not taken in full");
  else if (outcome->state == PL_INTENT_DONE && outcome->error != NULL)
    error = g_error_copy (outcome->error);

  return pl_intent_error_to_json (error);
}

static PlOutboxRow *
decide_row (Errand *self)
{
  const PlOutboxOutcome *outcome = self->report->outcome;
  PlOutboxRow *row = pl_outbox_row_copy (self->claim->row);
  const gint64 now = self->clock (self->clock_data);

  row->state = outcome->state;
  if (self->report->sent)
    {
      g_free (row->error);
      row->error = pl_intent_error_to_json (outcome->error);
    }
  else
    {
      /* Claiming counted one. */
      row->attempts -= MIN (row->attempts, 1);
    }

  switch (outcome->state)
    {
    case PL_INTENT_DONE:
      row->finished_at = now;
      fill_done (row, outcome);
      /* Among many nobody looks at each: what was not taken is counted by its error. */
      if (row->batch != 0 && outcome->ignored != NULL)
        {
          g_free (row->error);
          row->error = decide_waiter_error (outcome);
        }
      break;
    case PL_INTENT_REFUSED:
      row->finished_at = now;
      break;
    case PL_INTENT_WAITING:
      /* Surely not done: the key's days have not begun. */
      row->first_sent_at = 0;
      row->next_attempt_at = self->report->sent ? now + decide_wait (self) : now;
      break;
    case PL_INTENT_UNSURE:
      /* The user chose to send it again: from now on Payroc knows the key once more. */
      if (self->report->sent && pl_outbox_claim_is_decided (self->claim))
        row->first_sent_at = self->claim->claimed_at;
      row->next_attempt_at = self->report->sent ? now + decide_wait (self) : now;
      if (outcome->ask)
        row->next_attempt_at = PL_INTENT_NEVER;
      break;
    case PL_INTENT_SENDING:
    case PL_INTENT_DISCARDED:
    default:
      g_assert_not_reached ();
    }

  return row;
}

static PlOutboxVerdict *
get_verdict (Errand *self)
{
  return self->report != NULL ? self->report->verdict : self->verdict;
}

static gboolean
rewrite_cb (gpointer user_data)
{
  write_down (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
is_stopped (const Errand *self)
{
  return self->stopping == NULL || g_cancellable_is_cancelled (self->stopping);
}

/* Nobody is there to be told any more once it has been returned. */
static void
return_report (GTask   *task,
               gboolean written)
{
  Errand *self = g_task_get_task_data (task);

  if (self->report == NULL)
    return;

  self->report->written = written;
  g_task_return_pointer (task, g_steal_pointer (&self->report), (GDestroyNotify) pl_outbox_report_free);
}

/* Takes @task. A stop ends the wait: who stops wants to know how it stands. */
static void
write_down_later (GTask *task)
{
  Errand *self = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_timeout_source_new (self->rewrite_ms);

  if (!is_stopped (self))
    {
      g_autoptr (GSource) stopped = g_cancellable_source_new (self->stopping);

      g_source_set_dummy_callback (stopped);
      g_source_add_child_source (source, stopped);
    }

  g_source_set_callback (source, rewrite_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  self->rewrite_ms = MIN (self->rewrite_ms * 2, LAST_REWRITE_MS);
}

/* A full disk may empty; but what the store refuses once it refuses for ever, and that the work is done matters more
 * than what it brought, which the next refresh fetches. */
static gboolean
may_pass (const GError *error)
{
  return g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_DISK_FULL)
         || g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_READ_ONLY)
         || g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_BUSY);
}

static void
write_down_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Errand *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      return_report (task, TRUE);
      return;
    }

  /* Who closes it goes, and the next one that opens it finds us gone and the row in need of being sent again: that is
   * as it should be, and no news to whoever pressed Ctrl+C. */
  if (pl_database_is_closed (PL_DATABASE (object)))
    {
      return_report (task, FALSE);
      return;
    }

  g_message ("What came of outbox row %" G_GINT64_FORMAT " could not be written: %s", self->claim->row->id,
             error->message);

  /* Another process believed us dead and has the row. */
  if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    {
      return_report (task, FALSE);
      return;
    }

  get_verdict (self)->bare = !may_pass (error);

  /* Nobody waits for it after a stop. But as long as this process lives the row is in our hands and goes nowhere else,
   * so it must get out of them: the one who starts next finds it written, or still being sent. */
  if (self->report != NULL && is_stopped (self))
    {
      self->verdict = g_steal_pointer (&self->report->verdict);
      g_clear_object (&self->database);
      return_report (task, FALSE);
    }

  write_down_later (g_steal_pointer (&task));
}

/* Takes the reference on @task. */
static void
write_down (GTask *task)
{
  Errand *self = g_task_get_task_data (task);
  g_autoptr (PlDatabase) database = g_weak_ref_get (&self->open);

  if (database == NULL)
    {
      g_object_unref (task);
      return;
    }

  pl_database_run_async (database, PL_DATABASE_WRITE, pl_outbox_verdict_work, get_verdict (self), NULL, NULL,
                         write_down_cb, task);
}

static void
judge (GTask           *task,
       PlOutboxOutcome *outcome)
{
  Errand *self = g_task_get_task_data (task);
  PlOutboxVerdict *verdict = g_new0 (PlOutboxVerdict, 1);

  self->report->outcome = outcome;
  self->report->verdict = verdict;

  verdict->row = decide_row (self);
  verdict->owner = g_strdup (pl_database_get_owner (self->database));
  g_set_object (&verdict->link, outcome->link);
  g_set_object (&verdict->asked, outcome->asked);
  g_set_object (&verdict->event, outcome->event);
  verdict->waiter_error = decide_waiter_error (outcome);
  verdict->now = self->clock (self->clock_data);

  write_down (task);
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  const Errand *self = g_task_get_task_data (task);
  PlOutboxOutcome *outcome = pl_outbox_sender_send_finish (result);

  judge (user_data, outcome);
  if (self->answered != NULL)
    self->answered (outcome, is_stopped (self), self->user_data);
}

/**
 * pl_outbox_report_free:
 * @self: (transfer full): a report
 */
void
pl_outbox_report_free (PlOutboxReport *self)
{
  g_clear_pointer (&self->outcome, pl_outbox_outcome_free);
  g_clear_pointer (&self->verdict, pl_outbox_verdict_free);
  g_free (self);
}

/**
 * pl_outbox_errand_run_async:
 * @setup: with what
 * @claim: the row; copied
 * @stopping: (nullable): once cancelled, or %NULL when that has happened already, a result that cannot be written is
 *   not waited for: writing goes on behind the callback's back while the database is open; then the row is sent again,
 *   with its key, by whoever finds us gone
 * @answered: (nullable) (scope async): called first, when it need no longer be counted among what is on its way; not
 *   when the row goes back. What is written from then on is written after its result
 * @callback: (scope async): called when the row has its next state on the disk, or will not soon
 * @user_data: for @answered and @callback
 *
 * Sends a claimed row and writes down what came of it.
 */
void
pl_outbox_errand_run_async (const PlOutboxErrandSetup *setup,
                            const PlOutboxClaim       *claim,
                            GCancellable              *stopping,
                            PlOutboxAnswered           answered,
                            GAsyncReadyCallback        callback,
                            gpointer                   user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Errand *self = g_new0 (Errand, 1);

  g_task_set_source_tag (task, pl_outbox_errand_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) errand_free);
  self->database = g_object_ref (setup->database);
  g_weak_ref_init (&self->open, setup->database);
  self->claim = pl_outbox_claim_copy (claim);
  g_set_object (&self->stopping, stopping);
  self->clock = setup->clock;
  self->clock_data = setup->clock_data;
  self->wait_scale = setup->wait_scale;
  self->calm_attempts = setup->calm_attempts;
  self->answered = answered;
  self->user_data = user_data;
  self->rewrite_ms = FIRST_REWRITE_MS;
  self->report = g_new0 (PlOutboxReport, 1);
  self->report->sent = !setup->put_back;

  if (setup->put_back)
    {
      PlOutboxOutcome *outcome = g_new0 (PlOutboxOutcome, 1);

      /* Stopped between the claim and its commit: nothing has left. */
      outcome->state = claim->was_unsure ? PL_INTENT_UNSURE : PL_INTENT_WAITING;
      judge (task, outcome);
    }
  else
    {
      pl_outbox_sender_send_async (setup->client, setup->database, setup->terminal, claim, send_cb, task);
    }
}

/**
 * pl_outbox_errand_run_finish:
 * @result: what the callback got
 *
 * Returns: (transfer full): what came of it
 */
PlOutboxReport *
pl_outbox_errand_run_finish (GAsyncResult *result)
{
  g_assert (g_async_result_is_tagged (result, pl_outbox_errand_run_async));

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
