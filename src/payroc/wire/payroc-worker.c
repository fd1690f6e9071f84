/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening eight TLS connections keeps a main loop busy for a tenth of a second; here it is not the window's. */

#include "payroc-worker.h"

#include <string.h>

#include "config.h"
#include "payroc-trip.h"

/* More than libsoup's two, and still modest: a browser opens six. */
#define MAX_CONNECTIONS_PER_HOST 8

/* HTTP/2 carries them all on one connection; on HTTP/1.1 the second half waits in libsoup, ready for the next free
 * one. */
#define MAX_UNDER_WAY 16

/* Shorter than the 60 s and more for which servers keep a connection, so that it is mostly we who close it. */
#define IDLE_SECONDS 45

/* libsoup has nothing left to say to anyone after this long. */
#define WIND_UP_SECONDS 2

struct _PayrocWorker
{
  gatomicrefcount ref_count;

  GThread        *thread;  /* (owned) (nullable) joined when closed, let go otherwise */
  GMainContext   *context; /* (owned) */
  GMainLoop      *loop;    /* (owned) */
  GTask          *closing; /* (owned) (nullable) who waits for the end; the thread's from payroc_worker_close() on */

  /* The thread's own. */
  SoupSession    *session; /* (owned) (nullable) by way of the system's proxy */
  SoupSession    *direct;  /* (owned) (nullable) for the loopback: never by way of a proxy */
  GHashTable     *jobs;    /* (owned) (element-type Job) the set of all that are not done */
  GQueue          waiting; /* (element-type PayrocExchange) armed, not started */
  guint           n_under_way;
  gboolean        closed;
};

/* An exchange on its way into the thread, and whom to tell of its end. */
typedef struct
{
  PayrocWorker      *worker;
  PayrocExchange    *exchange; /* (owned) */
  PayrocExchangeFunc done;
  gpointer           user_data;
} Job;

typedef struct
{
  PayrocWorker *worker;
  char         *url; /* (owned) */
} Preconnect;

static void
preconnect_free (Preconnect *preconnect)
{
  g_free (preconnect->url);
  g_free (preconnect);
}

static SoupSession *
get_session (PayrocWorker *self,
             const char   *url)
{
  /* Plain http is for this very machine only, so no proxy may see it. */
  gboolean local = g_ascii_strncasecmp (url, "http:", strlen ("http:")) == 0;
  SoupSession **session = local ? &self->direct : &self->session;

  if (*session == NULL)
    {
      *session = soup_session_new_with_options ("max-conns", 2 * MAX_CONNECTIONS_PER_HOST,
                                                "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                                "idle-timeout", IDLE_SECONDS,
                                                "user-agent", "Paylinks/" VERSION,
                                                NULL);
      if (local)
        soup_session_set_proxy_resolver (*session, NULL);
    }

  return *session;
}

static void
start_waiting (PayrocWorker *self)
{
  while (!self->closed && self->n_under_way < MAX_UNDER_WAY && !g_queue_is_empty (&self->waiting))
    {
      PayrocExchange *exchange = g_queue_pop_head (&self->waiting);

      /* The news is on its way. */
      if (payroc_exchange_is_cancelled (exchange))
        continue;

      self->n_under_way++;
      payroc_exchange_start (exchange, get_session (self, payroc_exchange_get_url (exchange)));
    }
}

static void
job_free (Job *job)
{
  payroc_exchange_free (job->exchange);
  g_free (job);
}

static void
exchange_done_cb (PayrocExchange *exchange,
                  PayrocReply   **reply,
                  GError        **error,
                  gpointer        user_data)
{
  Job *job = user_data;
  PayrocWorker *self = job->worker;

  if (payroc_exchange_is_started (exchange))
    self->n_under_way--;
  else
    g_queue_remove (&self->waiting, exchange);

  job->done (exchange, reply, error, job->user_data);
  g_hash_table_remove (self->jobs, job);

  start_waiting (self);
}

static gboolean
push_cb (gpointer user_data)
{
  Job *job = user_data;
  PayrocWorker *self = job->worker;

  g_hash_table_add (self->jobs, job);
  payroc_exchange_arm (job->exchange, self->context, exchange_done_cb, job);

  if (payroc_exchange_is_urgent (job->exchange))
    g_queue_push_head (&self->waiting, job->exchange);
  else
    g_queue_push_tail (&self->waiting, job->exchange);

  start_waiting (self);

  return G_SOURCE_REMOVE;
}

/* They end in one go, before libsoup gives the connections of the first ones to those that wait for one. */
static void
cancel_jobs (PayrocWorker *self,
             gboolean      all)
{
  g_autoptr(GPtrArray) cancelled = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer job;
  guint i;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, &job, NULL))
    if (all || payroc_exchange_is_cancelled (((Job *) job)->exchange))
      g_ptr_array_add (cancelled, ((Job *) job)->exchange);

  for (i = 0; i < cancelled->len; i++)
    payroc_exchange_cancel (g_ptr_array_index (cancelled, i));
}

static gboolean
look_round_cb (gpointer user_data)
{
  cancel_jobs (user_data, FALSE);

  return G_SOURCE_REMOVE;
}

static void
preconnect_network_event_cb (SoupMessage       *message,
                             GSocketClientEvent event,
                             GIOStream         *connection,
                             gpointer           user_data)
{
  payroc_trip_tune_connection (event, connection);
}

static gboolean
preconnect_cb (gpointer user_data)
{
  Preconnect *preconnect = user_data;
  SoupSession *session = get_session (preconnect->worker, preconnect->url);
  g_autoptr(SoupMessage) message = soup_message_new (SOUP_METHOD_GET, preconnect->url);

  g_signal_connect (message, "network-event", G_CALLBACK (preconnect_network_event_cb), NULL);
  soup_session_preconnect_async (session, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

/* Whatever was pushed before came here before. */
static gboolean
close_cb (gpointer user_data)
{
  PayrocWorker *self = user_data;

  self->closed = TRUE;
  cancel_jobs (self, TRUE);
  g_main_loop_quit (self->loop);

  return G_SOURCE_REMOVE;
}

static gboolean
give_up_cb (gpointer user_data)
{
  gboolean *given_up = user_data;

  *given_up = TRUE;

  return G_SOURCE_CONTINUE;
}

/* Messages hold their session, so it is gone when the last one has ended. */
static void
wind_up (PayrocWorker *self)
{
  g_autoptr(GSource) source = g_timeout_source_new_seconds (WIND_UP_SECONDS);
  SoupSession **sessions[] = { &self->session, &self->direct };
  gboolean given_up = FALSE;
  guint i;

  g_source_set_callback (source, give_up_cb, &given_up, NULL);
  g_source_attach (source, self->context);

  for (i = 0; i < G_N_ELEMENTS (sessions); i++)
    {
      if (*sessions[i] == NULL)
        continue;

      soup_session_abort (*sessions[i]);
      g_object_add_weak_pointer (G_OBJECT (*sessions[i]), (gpointer *) sessions[i]);
      g_object_unref (*sessions[i]);
    }

  while ((self->session != NULL || self->direct != NULL) && !given_up)
    g_main_context_iteration (self->context, TRUE);

  for (i = 0; i < G_N_ELEMENTS (sessions); i++)
    if (*sessions[i] != NULL)
      g_object_remove_weak_pointer (G_OBJECT (*sessions[i]), (gpointer *) sessions[i]);

  g_source_destroy (source);
}

static gboolean
return_closed_cb (gpointer user_data)
{
  GTask *task = user_data;
  PayrocWorker *self = g_task_get_task_data (task);

  /* Sending this was the last thing that the thread did. */
  g_clear_pointer (&self->thread, g_thread_join);
  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static gpointer
worker_thread (gpointer user_data)
{
  PayrocWorker *self = user_data;
  GTask *closing;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  wind_up (self);
  g_main_context_pop_thread_default (self->context);

  closing = g_steal_pointer (&self->closing);
  payroc_worker_unref (self);

  if (closing != NULL)
    {
      g_autoptr(GSource) source = g_idle_source_new ();

      g_source_set_priority (source, g_task_get_priority (closing));
      g_source_set_callback (source, return_closed_cb, closing, g_object_unref);
      g_source_attach (source, g_task_get_context (closing));
    }

  return NULL;
}

/* Never g_main_context_invoke(): before the thread has begun, that would run it here. */
static void
invoke (PayrocWorker  *self,
        GSourceFunc    callback,
        gpointer       user_data,
        GDestroyNotify destroy)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, callback, user_data, destroy);
  g_source_attach (source, self->context);
}

/**
 * payroc_worker_new:
 *
 * Returns: (transfer full): a running thread; end it with payroc_worker_close()
 */
PayrocWorker *
payroc_worker_new (void)
{
  PayrocWorker *self = g_new0 (PayrocWorker, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_queue_init (&self->waiting);
  self->jobs = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) job_free, NULL);
  self->thread = g_thread_new ("payroc-wire", worker_thread, payroc_worker_ref (self));

  return self;
}

/**
 * payroc_worker_ref:
 * @self: a worker
 *
 * For whoever may still call payroc_worker_look_round() when it is closed; that does nothing then.
 *
 * Returns: (transfer full): @self
 */
PayrocWorker *
payroc_worker_ref (PayrocWorker *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * payroc_worker_unref:
 * @self: (transfer full): a worker
 *
 * It is not closed by this.
 */
void
payroc_worker_unref (PayrocWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_assert (g_hash_table_size (self->jobs) == 0);
  g_clear_pointer (&self->thread, g_thread_unref);
  g_hash_table_unref (self->jobs);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * payroc_worker_close:
 * @self: (transfer full): a worker, to which nothing is pushed any more
 * @task: (transfer full) (nullable): whom to return %TRUE, in its own context, when the thread has ended
 *
 * Ends what is under way as cancelled, then the connections, then the thread. Nobody waits for that.
 */
void
payroc_worker_close (PayrocWorker *self,
                     GTask        *task)
{
  if (task != NULL)
    g_task_set_task_data (task, payroc_worker_ref (self), (GDestroyNotify) payroc_worker_unref);
  else
    g_clear_pointer (&self->thread, g_thread_unref);

  self->closing = task;
  invoke (self, close_cb, self, NULL);
  payroc_worker_unref (self);
}

/**
 * payroc_worker_push:
 * @self: a worker
 * @exchange: (transfer full): what to do
 * @done: (scope async): called exactly once, in the worker's thread
 * @user_data: for @done
 *
 * Queues @exchange.
 */
void
payroc_worker_push (PayrocWorker      *self,
                    PayrocExchange    *exchange,
                    PayrocExchangeFunc done,
                    gpointer           user_data)
{
  Job *job = g_new0 (Job, 1);

  job->worker = self;
  job->exchange = exchange;
  job->done = done;
  job->user_data = user_data;
  invoke (self, push_cb, job, NULL);
}

/**
 * payroc_worker_look_round:
 * @self: a worker
 *
 * To be called, in any thread, when an exchange was cancelled: ends all that are.
 */
void
payroc_worker_look_round (PayrocWorker *self)
{
  invoke (self, look_round_cb, self, NULL);
}

/**
 * payroc_worker_preconnect:
 * @self: a worker
 * @url: a safe address that parses
 *
 * Opens a connection for whoever comes first.
 */
void
payroc_worker_preconnect (PayrocWorker *self,
                          const char   *url)
{
  Preconnect *preconnect = g_new0 (Preconnect, 1);

  preconnect->worker = self;
  preconnect->url = g_strdup (url);
  invoke (self, preconnect_cb, preconnect, (GDestroyNotify) preconnect_free);
}
