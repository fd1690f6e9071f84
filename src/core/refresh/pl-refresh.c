/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc tells nobody what happens to a link (contract, "Paid?"): so it is asked, with as few requests as will do. */
#include "pl-refresh.h"

#include "payroc/payroc-enum-types.h"
#include "pl-refresh-run.h"
#include "pl-refresh-store.h"

struct _PlRefresh
{
  GObject parent_instance;

  char         *account;  /* (owned) */
  char         *terminal; /* (owned) */
  PlDatabase   *database; /* (owned) */
  PayrocClient *client;   /* (owned) */
  PlLinkFeed   *feed;     /* (owned) */

  GPtrArray    *waiting;  /* (owned) (element-type Waiter) */
  GCancellable *stopping; /* (owned) (nullable) of the run */
  gboolean      running;
  gint64        last;
  guint         n_seen;
  guint         n_unreadable;
  GError       *error;    /* (owned) (nullable) */
};

typedef enum
{
  PROP_RUNNING = 1,
  PROP_LAST_REFRESH,
  PROP_N_SEEN,
  PROP_N_UNREADABLE,
  PROP_ERROR,
} PlRefreshProperty;

static GParamSpec *properties[PROP_ERROR + 1];

enum
{
  STATUS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlRefresh, pl_refresh, G_TYPE_OBJECT)

/* Somebody who asked for a refresh. */
typedef struct
{
  GTask   *task;      /* (owned) */
  GSource *cancelled; /* (owned) (nullable) */
  gboolean full;
} Waiter;

/* The stored time, being read. */
typedef struct
{
  PlRefresh      *refresh; /* (owned) */
  PlRefreshFacts *facts;   /* (owned) */
} Loading;

static void begin (PlRefresh *self,
                   gboolean   full);

static void
waiter_free (Waiter *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  g_clear_object (&self->task);
  g_free (self);
}

static void
loading_free (Loading *self)
{
  g_clear_object (&self->refresh);
  g_clear_pointer (&self->facts, pl_refresh_facts_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loading, loading_free)

static void
set_error (PlRefresh    *self,
           const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_running (PlRefresh *self,
             gboolean   running)
{
  if (self->running == running)
    return;

  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
set_last (PlRefresh *self,
          gint64     last)
{
  if (self->last == last)
    return;

  self->last = last;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_REFRESH]);
}

static void
set_n_seen (PlRefresh *self,
            guint      n_seen)
{
  if (self->n_seen == n_seen)
    return;

  self->n_seen = n_seen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SEEN]);
}

static void
set_n_unreadable (PlRefresh *self,
                  guint      n_unreadable)
{
  if (self->n_unreadable == n_unreadable)
    return;

  self->n_unreadable = n_unreadable;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNREADABLE]);
}

/* Not who asked for everything while only the news were fetched, nor who came while a run that nobody else wanted any
 * more was being stopped. */
static gboolean
is_served (const Waiter *waiter,
           gboolean      full,
           const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_cancellable_is_cancelled (g_task_get_cancellable (waiter->task));

  return error != NULL || full || !waiter->full;
}

static void
return_waiting (PlRefresh    *self,
                gboolean      full,
                const GError *error)
{
  g_autoptr (GPtrArray) returning = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  gboolean next_full = FALSE;

  for (guint i = 0; i < self->waiting->len;)
    {
      const Waiter *waiter = g_ptr_array_index (self->waiting, i);

      if (is_served (waiter, full, error))
        {
          g_ptr_array_add (returning, g_ptr_array_steal_index (self->waiting, i));
        }
      else
        {
          next_full |= waiter->full;
          i++;
        }
    }

  if (self->waiting->len > 0)
    begin (self, next_full);
  else
    set_running (self, FALSE);

  for (guint i = 0; i < returning->len; i++)
    {
      const Waiter *waiter = g_ptr_array_index (returning, i);

      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        g_task_return_boolean (waiter->task, TRUE);
    }
}

static void
changed_cb (const PlRefreshBatch *batch,
            guint                 n_seen,
            gpointer              user_data)
{
  PlRefresh *self = user_data;

  set_n_seen (self, n_seen);

  for (guint i = 0; i < batch->changes->len; i++)
    {
      const PlRefreshChange *change = &g_array_index (batch->changes, PlRefreshChange, i);

      if (!change->merged.added && change->merged.before != payroc_link_get_status (change->link))
        g_signal_emit (self, signals[STATUS_CHANGED], 0, change->link, change->merged.before);
    }
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (PlRefresh) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean full = FALSE;
  guint n_unreadable = 0;
  gint64 last = 0;

  if (pl_refresh_run_all_finish (result, &full, &n_unreadable, &last, &error))
    {
      set_n_unreadable (self, n_unreadable);
      set_last (self, last);
    }

  g_clear_object (&self->stopping);
  set_error (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error);
  return_waiting (self, full, error);
}

static void
begin (PlRefresh *self,
       gboolean   full)
{
  const PlRefreshSetup setup = {
    .account = self->account,
    .terminal = self->terminal,
    .database = self->database,
    .client = self->client,
    .feed = self->feed,
    .changed = changed_cb,
    .user_data = self,
  };

  self->stopping = g_cancellable_new ();
  set_n_seen (self, 0);
  set_running (self, TRUE);

  pl_refresh_run_all_async (&setup, full, self->stopping, run_cb, g_object_ref (self));
}

static void
load_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Loading) loading = user_data;
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_debug ("When the links were last refreshed is not known: %s", error->message);
  else if (loading->refresh->last == 0)
    set_last (loading->refresh, loading->facts->last);
}

static void
load (PlRefresh *self)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->refresh = g_object_ref (self);
  loading->facts = pl_refresh_facts_new (self->account);
  pl_database_run_async (self->database, PL_DATABASE_READ, pl_refresh_facts_work, loading->facts, NULL, NULL, load_cb,
                         loading);
}

/* One who no longer waits leaves at once; the run goes on for the others, and stops with the last. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  PlRefresh *self = user_data;
  g_autoptr (GPtrArray) leaving = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);

  for (guint i = 0; i < self->waiting->len;)
    {
      const Waiter *waiter = g_ptr_array_index (self->waiting, i);

      if (g_cancellable_is_cancelled (g_task_get_cancellable (waiter->task)))
        g_ptr_array_add (leaving, g_ptr_array_steal_index (self->waiting, i));
      else
        i++;
    }

  if (self->waiting->len == 0 && self->stopping != NULL)
    g_cancellable_cancel (self->stopping);

  for (guint i = 0; i < leaving->len; i++)
    g_task_return_error_if_cancelled (((Waiter *) g_ptr_array_index (leaving, i))->task);

  return G_SOURCE_REMOVE;
}

static void
pl_refresh_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  PlRefresh *self = PL_REFRESH (object);

  switch ((PlRefreshProperty) property_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_LAST_REFRESH:
      g_value_set_int64 (value, self->last);
      break;
    case PROP_N_SEEN:
      g_value_set_uint (value, self->n_seen);
      break;
    case PROP_N_UNREADABLE:
      g_value_set_uint (value, self->n_unreadable);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
pl_refresh_finalize (GObject *object)
{
  PlRefresh *self = PL_REFRESH (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->terminal, g_free);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);
  g_clear_object (&self->stopping);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (pl_refresh_parent_class)->finalize (object);
}

static void
pl_refresh_class_init (PlRefreshClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_refresh_get_property;
  object_class->finalize = pl_refresh_finalize;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_LAST_REFRESH] = g_param_spec_int64 ("last-refresh", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_N_SEEN] = g_param_spec_uint ("n-seen", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_UNREADABLE] = g_param_spec_uint ("n-unreadable", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * PlRefresh::status-changed:
   * @self: the refresh
   * @link: the link as it is now stored
   * @before: a #PayrocLinkStatus: what it was stored as
   *
   * A link that was known has another state: paid, expired, switched off, open again. Emitted after the commit; not for
   * links that are new here.
   */
  signals[STATUS_CHANGED] = g_signal_new ("status-changed", PL_TYPE_REFRESH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, PAYROC_TYPE_LINK, PAYROC_TYPE_LINK_STATUS);
}

static void
pl_refresh_init (PlRefresh *self)
{
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
}

/**
 * pl_refresh_new:
 * @account: the account's id: whose links
 * @terminal: the account's processing terminal
 * @database: where the links are stored
 * @client: whom to ask
 * @feed: hears of every link that changes
 *
 * Returns: (transfer full): a refresh that does nothing yet; when it last ran is read behind
 */
PlRefresh *
pl_refresh_new (const char   *account,
                const char   *terminal,
                PlDatabase   *database,
                PayrocClient *client,
                PlLinkFeed   *feed)
{
  PlRefresh *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PAYROC_IS_CLIENT (client), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (feed), NULL);

  self = g_object_new (PL_TYPE_REFRESH, NULL);
  self->account = g_strdup (account);
  self->terminal = g_strdup (terminal);
  self->database = g_object_ref (database);
  self->client = g_object_ref (client);
  self->feed = g_object_ref (feed);
  load (self);

  return self;
}

/**
 * pl_refresh_run_async:
 * @self: a refresh
 * @full: every page of the list, not only the news
 * @cancellable: (nullable): stops waiting, and the run when nobody else waits
 * @callback: (scope async): called when the stored links are up to date
 * @user_data: for @callback
 *
 * Joins a run that is under way; when that one only fetches the news and @full was asked for, a full one follows.
 *
 * The news: all active links, all that were made since the last time, and each stored active one that is not among them
 * by itself. All pages are read instead when that takes fewer requests, and the first time.
 */
void
pl_refresh_run_async (PlRefresh           *self,
                      gboolean             full,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Waiter *waiter;

  g_return_if_fail (PL_IS_REFRESH (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  waiter = g_new0 (Waiter, 1);
  waiter->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (waiter->task, pl_refresh_run_async);
  waiter->full = full;
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (waiter->cancelled, g_task_get_context (waiter->task));
    }
  g_ptr_array_add (self->waiting, waiter);

  if (self->stopping == NULL)
    begin (self, full);
}

/**
 * pl_refresh_run_finish:
 * @self: a refresh
 * @result: what the callback got
 * @error: `PAYROC_ERROR`, `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED; what had arrived is stored
 *
 * Returns: whether the stored links are up to date
 */
gboolean
pl_refresh_run_finish (PlRefresh     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_refresh_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_refresh_get_running:
 * @self: a refresh
 *
 * Returns: whether it is at work
 */
gboolean
pl_refresh_get_running (PlRefresh *self)
{
  g_return_val_if_fail (PL_IS_REFRESH (self), FALSE);

  return self->running;
}

/**
 * pl_refresh_get_last:
 * @self: a refresh
 *
 * Returns: when a run last came to its end, in microseconds since the epoch; 0 when never
 */
gint64
pl_refresh_get_last (PlRefresh *self)
{
  g_return_val_if_fail (PL_IS_REFRESH (self), 0);

  return self->last;
}

/**
 * pl_refresh_get_n_seen:
 * @self: a refresh
 *
 * Returns: how many links the run that is under way, or the last one, has seen
 */
guint
pl_refresh_get_n_seen (PlRefresh *self)
{
  g_return_val_if_fail (PL_IS_REFRESH (self), 0);

  return self->n_seen;
}

/**
 * pl_refresh_get_n_unreadable:
 * @self: a refresh
 *
 * A row that makes no link is left out and must not be missed in silence.
 *
 * Returns: how many rows of Payroc's list the last run could not read
 */
guint
pl_refresh_get_n_unreadable (PlRefresh *self)
{
  g_return_val_if_fail (PL_IS_REFRESH (self), 0);

  return self->n_unreadable;
}

/**
 * pl_refresh_get_error:
 * @self: a refresh
 *
 * Returns: (transfer none) (nullable): why the last run did not come to its end
 */
const GError *
pl_refresh_get_error (PlRefresh *self)
{
  g_return_val_if_fail (PL_IS_REFRESH (self), NULL);

  return self->error;
}
