/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hundred thousand links are read, judged and written on the database's worker; what the main context gets of them
 * are figures, names and one batch. */
#include "pl-bulk.h"

#include "core/outbox/pl-batch-draft-private.h"
#include "core/outbox/pl-intent-error.h"
#include "core/outbox/pl-outbox-private.h"
#include "store/pl-link-table.h"

/* How many links one visit to the worker looks at, and how many are composed before they are written. */
#define STEP 250

struct _PlBulk
{
  GObject          parent_instance;

  char            *account;  /* (owned) */
  PlDatabase      *database; /* (owned) */
  PlOutbox        *outbox;   /* (owned) */
  PlLinkFeed      *feed;     /* (owned) */
  PlSharingSurvey *survey;   /* (owned) (nullable) */
  GArray          *rows;     /* (owned) (element-type gint64) never changed: read on the worker too */
};

/* A look at all links, some at a time. */
typedef struct
{
  /* Input */
  char       *account; /* (owned) */
  PlDatabase *database; /* (owned) */
  PlBulkRequest *request; /* (owned) */
  GArray     *rows; /* (owned) (element-type gint64) */

  /* In progress */
  guint       next;
  GHashTable *answered; /* (owned) (nullable) (element-type utf8) links whose sharing history was asked for */

  /* Output */
  PlBulkPlan *plan; /* (owned) (nullable) */
} Planning;

/* The rows of a batch, composed while it is written. */
typedef struct
{
  char       *account; /* (owned) */
  gint64      now;
  PlBulkRequest *request; /* (owned) */
  GArray     *rows; /* (owned) (element-type gint64) */
  guint       next;
} Source;

static guint changed;

G_DEFINE_FINAL_TYPE (PlBulk, pl_bulk, G_TYPE_OBJECT)

static void
planning_free (Planning *self)
{
  g_free (self->account);
  g_object_unref (self->database);
  pl_bulk_request_unref (self->request);
  g_array_unref (self->rows);
  g_clear_pointer (&self->answered, g_hash_table_unref);
  g_clear_pointer (&self->plan, pl_bulk_plan_free);
  g_free (self);
}

static void
source_free (gpointer data)
{
  Source *self = data;

  g_free (self->account);
  pl_bulk_request_unref (self->request);
  g_array_unref (self->rows);
  g_free (self);
}

/* *link is NULL when it is not stored any more. */
static gboolean
read_link (PlConnection  *connection,
           gint64         row,
           PayrocLink   **link,
           GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  *link = pl_link_table_get_by_rowid (connection, row, &local_error);
  if (*link != NULL || g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND)
      || g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* *link: (nullable), *people: (nullable) */
static gboolean
judge (PlBulkRequest  *request,
       PlConnection   *connection,
       const char     *account,
       gint64          row,
       PayrocLink    **link,
       PlBulkFitness  *fitness,
       GListModel    **people,
       GError        **error)
{
  *fitness = PL_BULK_GONE;

  return read_link (connection, row, link, error)
         && (*link == NULL || pl_bulk_request_judge (request, connection, account, *link, fitness, people, error));
}

static gboolean
plan_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Planning *self = data;

  for (guint end = MIN (self->next + STEP, self->rows->len); self->next < end; self->next++)
    {
      const gint64 row = g_array_index (self->rows, gint64, self->next);
      g_autoptr (PayrocLink) link = NULL;
      g_autoptr (GListModel) people = NULL;
      PlBulkFitness fitness;

      if (!judge (self->request, connection, self->account, row, &link, &fitness, &people, error))
        return FALSE;

      pl_bulk_plan_add (self->plan, self->request, row, link, fitness, people,
                        link != NULL && self->answered != NULL
                        && g_hash_table_contains (self->answered, payroc_link_get_id (link)));
    }

  return TRUE;
}

static void
plan_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Planning *planning = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (planning->next < planning->rows->len)
    pl_database_run_async (planning->database, PL_DATABASE_READ, plan_work, planning, NULL,
                           g_task_get_cancellable (task), plan_cb, g_object_ref (task));
  else
    g_task_return_pointer (task, g_steal_pointer (&planning->plan), (GDestroyNotify) pl_bulk_plan_free);
}

/* What suited the link when the merchant said yes and does not any more is not done, and stands in the batch. */
static void
add_refused (Source     *self,
             GPtrArray  *rows,
             PayrocLink *link)
{
  g_autoptr (GError) error = g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED,
                                                  "The link is not what it was when the change was made");
  PlOutboxRow *row = pl_outbox_row_new ();

  row->account = g_strdup (self->account);
  row->kind = self->request->deed == PL_BATCH_SHARE ? PL_INTENT_SHARE
              : self->request->deed == PL_BATCH_SWITCH_OFF ? PL_INTENT_DEACTIVATE : PL_INTENT_EDIT;
  row->state = PL_INTENT_REFUSED;
  row->idempotency_key = g_uuid_string_random ();
  row->link_id = g_strdup (payroc_link_get_id (link));
  row->reference = g_strdup (payroc_link_get_reference (link));
  row->created_at = self->now;
  row->next_attempt_at = self->now;
  row->finished_at = self->now;
  row->error = pl_intent_error_to_json (error);
  g_ptr_array_add (rows, row);
}

static gboolean
compose_next (PlConnection  *connection,
              GPtrArray     *rows,
              gpointer       data,
              GError       **error)
{
  Source *self = data;
  const PlOutboxComposer composer = { .account = self->account, .now = self->now };

  for (; self->next < self->rows->len && rows->len < STEP; self->next++)
    {
      const gint64 row = g_array_index (self->rows, gint64, self->next);
      const guint n_before = rows->len;
      g_autoptr (PayrocLink) link = NULL;
      g_autoptr (GListModel) people = NULL;
      PlBulkFitness fitness;

      if (!judge (self->request, connection, self->account, row, &link, &fitness, &people, error))
        return FALSE;

      if (fitness == PL_BULK_FIT)
        {
          if (!pl_bulk_request_compose (self->request, &composer, rows, link, people, error))
            return FALSE;
        }
      else if (link != NULL)
        {
          add_refused (self, rows, link);
        }

      for (guint i = n_before; i < rows->len; i++)
        {
          PlOutboxRow *composed = g_ptr_array_index (rows, i);

          composed->place = self->next + 1;
          /* Known here; the outbox would read the link once more for it. */
          if (composed->reference == NULL)
            composed->reference = g_strdup (payroc_link_get_reference (link));
        }
    }

  return TRUE;
}

static void
submit_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlBatch *batch = pl_outbox_submit_batch_finish (PL_OUTBOX (object), result, &error);

  if (batch == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, batch, g_object_unref);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* While thousands of others are being changed, these are still what they were. */
static void
feed_changed_cb (PlBulk *self,
                 GArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      if (g_array_binary_search (self->rows, &g_array_index (changes, PlLinkChange, i).rowid, compare_rows, NULL))
        {
          g_signal_emit (self, changed, 0);
          return;
        }
    }
}

static void
feed_reloaded_cb (PlBulk *self)
{
  g_signal_emit (self, changed, 0);
}

static void
pl_bulk_finalize (GObject *object)
{
  PlBulk *self = PL_BULK (object);

  g_free (self->account);
  g_object_unref (self->database);
  g_object_unref (self->outbox);
  g_object_unref (self->feed);
  /* What it asks holds it. */
  if (self->survey != NULL)
    pl_sharing_survey_stop (self->survey);
  g_clear_object (&self->survey);
  g_array_unref (self->rows);

  G_OBJECT_CLASS (pl_bulk_parent_class)->finalize (object);
}

static void
pl_bulk_class_init (PlBulkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_bulk_finalize;

  /**
   * PlBulk::changed:
   * @self: many links
   *
   * One of them was stored since, or many links were: a plan made before may say what is not so any more.
   */
  changed = g_signal_new ("changed", PL_TYPE_BULK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_bulk_init (PlBulk *self)
{
}

/**
 * pl_bulk_new:
 * @account: whose links
 * @database: where they are stored
 * @outbox: what does it
 * @feed: tells when links change
 * @survey: (nullable): asks Payroc whom they were sent to; without it that is what is stored
 * @rows: (element-type gint64): which, ascending; see pl_link_picks_get_rows()
 *
 * Returns: (transfer full): these links
 */
PlBulk *
pl_bulk_new (const char      *account,
             PlDatabase      *database,
             PlOutbox        *outbox,
             PlLinkFeed      *feed,
             PlSharingSurvey *survey,
             GArray          *rows)
{
  PlBulk *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PL_IS_OUTBOX (outbox), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (feed), NULL);
  g_return_val_if_fail (survey == NULL || PL_IS_SHARING_SURVEY (survey), NULL);
  g_return_val_if_fail (rows != NULL, NULL);

  self = g_object_new (PL_TYPE_BULK, NULL);
  self->account = g_strdup (account);
  self->database = g_object_ref (database);
  self->outbox = g_object_ref (outbox);
  self->feed = g_object_ref (feed);
  g_set_object (&self->survey, survey);
  self->rows = g_array_copy (rows);
  g_signal_connect_object (feed, "changed", G_CALLBACK (feed_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "reloaded", G_CALLBACK (feed_reloaded_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * pl_bulk_get_n_links:
 * @self: many links
 *
 * Returns: how many
 */
guint
pl_bulk_get_n_links (PlBulk *self)
{
  g_return_val_if_fail (PL_IS_BULK (self), 0);

  return self->rows->len;
}

/**
 * pl_bulk_get_survey:
 * @self: many links
 *
 * Returns: (transfer none) (nullable): what asks Payroc whom they were sent to. A plan says which of its links that is
 *   worth for; one that is made after the answer knows it.
 */
PlSharingSurvey *
pl_bulk_get_survey (PlBulk *self)
{
  g_return_val_if_fail (PL_IS_BULK (self), NULL);

  return self->survey;
}

/**
 * pl_bulk_plan_async:
 * @self: many links
 * @request: what shall be done with them
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when all were looked at
 * @user_data: for @callback
 *
 * Finds out which of them can take it, how many addresses it costs and whom that concerns. Nothing is asked of Payroc
 * here: it is what is stored.
 */
void
pl_bulk_plan_async (PlBulk              *self,
                    PlBulkRequest       *request,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Planning *planning;

  g_return_if_fail (PL_IS_BULK (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  planning = g_new0 (Planning, 1);
  planning->account = g_strdup (self->account);
  planning->database = g_object_ref (self->database);
  planning->request = pl_bulk_request_ref (request);
  planning->rows = g_array_ref (self->rows);
  planning->answered = self->survey != NULL ? pl_sharing_survey_copy_answered (self->survey) : NULL;
  planning->plan = pl_bulk_plan_new ();

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_bulk_plan_async);
  g_task_set_task_data (task, planning, (GDestroyNotify) planning_free);
  pl_database_run_async (self->database, PL_DATABASE_READ, plan_work, planning, NULL, cancellable, plan_cb,
                         g_steal_pointer (&task));
}

/**
 * pl_bulk_plan_finish:
 * @self: many links
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what would be done
 */
PlBulkPlan *
pl_bulk_plan_finish (PlBulk        *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_bulk_plan_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_bulk_submit_async:
 * @self: many links
 * @request: what shall be done with them; the same as for @plan
 * @plan: what the merchant said yes to; at least one link can take it
 * @key: a UUID v4, one for each time the question is asked
 * @callback: (scope async): called when all of it is on the disk
 * @user_data: for @callback
 *
 * Writes one batch, in one transaction: all or nothing. Each link is read and judged once more; one that was changed
 * since, so that it cannot take it, is refused with %PL_INTENT_ERROR_CHANGED, and nothing is sent for it. Cannot be
 * cancelled.
 */
void
pl_bulk_submit_async (PlBulk              *self,
                      PlBulkRequest       *request,
                      PlBulkPlan          *plan,
                      const char          *key,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (PlBatchDraft) draft = NULL;
  Source *source;

  g_return_if_fail (PL_IS_BULK (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (plan != NULL && plan->rows->len > 0);
  g_return_if_fail (g_uuid_string_is_valid (key));

  source = g_new0 (Source, 1);
  source->account = g_strdup (self->account);
  source->now = pl_outbox_pump_get_now (self->outbox->pump);
  source->request = pl_bulk_request_ref (request);
  source->rows = g_array_ref (plan->rows);
  draft = pl_outbox_begin_batch (self->outbox, key, NULL);
  pl_batch_draft_set_source (draft, request->deed, plan->rows->len, &request->last_day, compose_next, source,
                             source_free);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, pl_bulk_submit_async);
  pl_outbox_submit_batch_async (self->outbox, draft, NULL, submit_cb, g_steal_pointer (&task));
}

/**
 * pl_bulk_submit_finish:
 * @self: many links
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, `PAYROC_ERROR_INVALID`: nothing was taken in
 *
 * Returns: (transfer full) (nullable): the batch, on the disk; for a key that was used before the first one
 */
PlBatch *
pl_bulk_submit_finish (PlBulk        *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_bulk_submit_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
