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
  GThread      *thread;  /* (owned) */
  GMainContext *context; /* (owned) */
  GMainLoop    *loop;    /* (owned) */

  /* The thread's own. */
  SoupSession  *session; /* (owned) (nullable) by way of the system's proxy */
  SoupSession  *direct;  /* (owned) (nullable) for the loopback: never by way of a proxy */
  GHashTable   *jobs;    /* (owned) (element-type Job) the set of all that are not done */
  GQueue        waiting; /* (element-type PayrocExchange) armed, not started */
  guint         n_under_way;
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
  while (self->n_under_way < MAX_UNDER_WAY && !g_queue_is_empty (&self->waiting))
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

/* All who are cancelled end in one go, before libsoup gives the connections of the first ones to those that wait for
 * one. */
static gboolean
look_round_cb (gpointer user_data)
{
  PayrocWorker *self = user_data;
  g_autoptr(GPtrArray) cancelled = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer job;
  guint i;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, &job, NULL))
    if (payroc_exchange_is_cancelled (((Job *) job)->exchange))
      g_ptr_array_add (cancelled, ((Job *) job)->exchange);

  for (i = 0; i < cancelled->len; i++)
    payroc_exchange_cancel (g_ptr_array_index (cancelled, i));

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

static gboolean
quit_cb (gpointer user_data)
{
  PayrocWorker *self = user_data;

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

static gpointer
worker_thread (gpointer user_data)
{
  PayrocWorker *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  wind_up (self);
  g_main_context_pop_thread_default (self->context);

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
 * Returns: (transfer full): a running thread; free with payroc_worker_free()
 */
PayrocWorker *
payroc_worker_new (void)
{
  PayrocWorker *self = g_new0 (PayrocWorker, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_queue_init (&self->waiting);
  self->jobs = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) job_free, NULL);
  self->thread = g_thread_new ("payroc-wire", worker_thread, self);

  return self;
}

/**
 * payroc_worker_free:
 * @self: (transfer full): a worker with no exchange left
 *
 * Closes the connections and waits for the thread's end, so not from within that thread.
 */
void
payroc_worker_free (PayrocWorker *self)
{
  invoke (self, quit_cb, self, NULL);
  g_thread_join (self->thread);

  g_assert (g_hash_table_size (self->jobs) == 0);
  g_hash_table_unref (self->jobs);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
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
