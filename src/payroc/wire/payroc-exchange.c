/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be asked once more, how long all of it may take, and what is known in the end about whether the work was
 * done. */

#include "payroc-exchange.h"

#include "payroc-retry-policy.h"
#include "payroc-secret.h"
#include "payroc-trip.h"
#include "payroc/payroc-error.h"

struct _PayrocExchange
{
  /* input */
  char                *method;          /* (owned) */
  char                *url;             /* (owned) */
  char                *bearer;          /* (owned) (nullable) secret */
  char                *api_key;         /* (owned) (nullable) secret */
  char                *idempotency_key; /* (owned) (nullable) */
  GBytes              *body;            /* (owned) (nullable) */
  PayrocExchangeLimits limits;
  GCancellable        *cancellable;     /* (owned) (nullable) only looked at */

  /* in progress */
  GMainContext        *context;         /* (owned) */
  SoupSession         *session;         /* (owned) (nullable) */
  PayrocTrip          *trip;            /* (unowned) (nullable) */
  GSource             *deadline;        /* (owned) (nullable) */
  GSource             *wait;            /* (owned) (nullable) */
  gint64               deadline_at;     /* monotonic */
  guint                n_attempts;
  gboolean             new_connection;
  gboolean             lost;            /* the work may have been done, and no answer has settled it */

  /* output */
  PayrocExchangeFunc   done;
  gpointer             user_data;
};

static void start_trip (PayrocExchange *self);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
attach_source (PayrocExchange *self,
               GSource        *source, /* (transfer full) */
               GSourceFunc     callback)
{
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->context);

  return source;
}

/* Whether anything but an answer comes of it. A token request leaves nothing behind. */
static gboolean
does_work (PayrocExchange *self)
{
  return g_strcmp0 (self->method, "GET") != 0 && self->api_key == NULL;
}

static void
exchange_end (PayrocExchange *self,
              PayrocReply    *reply, /* (transfer full) (nullable) */
              GError         *error) /* (transfer full) (nullable) */
{
  clear_source (&self->deadline);
  clear_source (&self->wait);

  if (self->trip != NULL)
    payroc_trip_abandon (g_steal_pointer (&self->trip));

  self->done (self, &reply, &error, self->user_data);

  g_clear_pointer (&reply, payroc_reply_free);
  g_clear_error (&error);
}

static gboolean
deadline_cb (gpointer user_data)
{
  PayrocExchange *self = user_data;
  GError *error;

  if (self->trip != NULL && payroc_trip_abandon (g_steal_pointer (&self->trip)) && does_work (self))
    self->lost = TRUE;

  error = payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL,
                                   "No answer within %u seconds", self->limits.deadline_seconds);
  payroc_error_set_outcome_unknown (error, self->lost);
  exchange_end (self, NULL, error);

  return G_SOURCE_REMOVE;
}

static gboolean
wait_cb (gpointer user_data)
{
  PayrocExchange *self = user_data;

  clear_source (&self->wait);
  start_trip (self);

  return G_SOURCE_REMOVE;
}

/* Without a key a second request could do the work a second time, unless the first certainly did none. */
static gboolean
is_repeatable (PayrocExchange         *self,
               const PayrocTripResult *result)
{
  if (!does_work (self) || self->idempotency_key != NULL)
    return TRUE;

  return result->reply != NULL ? result->reply->status == 429 : !result->sent;
}

static PayrocRetry
decide (PayrocExchange         *self,
        const PayrocTripResult *result)
{
  PayrocAttempt attempt = {
    .attempt = self->n_attempts,
    .status = result->reply != NULL ? result->reply->status : 0,
    .error = result->cause,
    .repeatable = is_repeatable (self, result),
    .reused = result->reused,
    .retry_after = result->retry_after,
    .rate_limit_reset = result->rate_limit_reset,
    .now = g_get_real_time (),
    .jitter = g_random_double (),
  };
  PayrocRetry retry = payroc_retry_policy_decide (&attempt);

  /* Only here is it known whether bytes left; and a wait that ends after the deadline is a slow way to fail. */
  retry.wait = retry.wait * self->limits.wait_scale;
  if (!attempt.repeatable || g_get_monotonic_time () + retry.wait >= self->deadline_at)
    retry.again = FALSE;

  return retry;
}

static void
note_outcome (PayrocExchange         *self,
              const PayrocTripResult *result)
{
  if (!does_work (self))
    return;

  if (result->reply == NULL)
    self->lost |= result->sent;
  else if (SOUP_STATUS_IS_SUCCESSFUL (result->reply->status))
    self->lost = FALSE;
  else
    self->lost |= SOUP_STATUS_IS_SERVER_ERROR (result->reply->status) ||
                  result->reply->status == SOUP_STATUS_REQUEST_TIMEOUT;
}

static void
cover_secrets (PayrocExchange *self,
               PayrocReply    *reply)
{
  const char *secrets[] = { self->bearer, self->api_key };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autoptr(GBytes) body = g_steal_pointer (&reply->body);

      reply->body = payroc_secret_cover (secrets[i], body);
    }
}

static void
trip_done_cb (PayrocTripResult *result,
              gpointer          user_data)
{
  PayrocExchange *self = user_data;
  PayrocRetry retry = { FALSE, 0 };

  self->trip = NULL;
  note_outcome (self, result);

  if (result->reply == NULL || !SOUP_STATUS_IS_SUCCESSFUL (result->reply->status))
    retry = decide (self, result);

  if (retry.again)
    {
      self->new_connection = result->error != NULL && result->reused;

      if (retry.wait > 0)
        self->wait = attach_source (self, g_timeout_source_new (MAX (retry.wait / 1000, 1)), wait_cb);
      else
        start_trip (self);

      return;
    }

  if (result->reply != NULL)
    {
      result->reply->retry_after = payroc_retry_policy_parse_retry_after (result->retry_after,
                                                                          result->rate_limit_reset,
                                                                          g_get_real_time ());
      result->reply->outcome_unknown = self->lost;

      /* A success is the caller's own data, which is never shown as somebody's words. */
      if (!SOUP_STATUS_IS_SUCCESSFUL (result->reply->status))
        cover_secrets (self, result->reply);
    }
  else
    {
      payroc_error_set_outcome_unknown (result->error, self->lost);
    }

  exchange_end (self, g_steal_pointer (&result->reply), g_steal_pointer (&result->error));
}

static void
start_trip (PayrocExchange *self)
{
  PayrocRequest request = {
    .method = self->method,
    .url = self->url,
    .bearer = self->bearer,
    .api_key = self->api_key,
    .idempotency_key = self->idempotency_key,
    .body = self->body,
  };

  self->n_attempts++;
  self->trip = payroc_trip_start (self->session, &request, self->new_connection, self->limits.max_reply_bytes,
                                  trip_done_cb, self);
}

/**
 * payroc_exchange_new:
 * @request: what to ask; copied
 * @limits: copied
 * @cancellable: (nullable): for payroc_exchange_is_cancelled(); may be cancelled in any thread
 *
 * Returns: (transfer full): an exchange that nobody has sent yet
 */
PayrocExchange *
payroc_exchange_new (const PayrocRequest        *request,
                     const PayrocExchangeLimits *limits,
                     GCancellable               *cancellable)
{
  PayrocExchange *self = g_new0 (PayrocExchange, 1);

  self->method = g_strdup (request->method);
  self->url = g_strdup (request->url);
  self->bearer = g_strdup (request->bearer);
  self->api_key = g_strdup (request->api_key);
  self->idempotency_key = g_strdup (request->idempotency_key);
  self->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  self->lost = request->maybe_done;
  self->limits = *limits;
  g_set_object (&self->cancellable, cancellable);

  return self;
}

/**
 * payroc_exchange_free:
 * @self: (transfer full): one that was never armed, or whose function was called
 */
void
payroc_exchange_free (PayrocExchange *self)
{
  g_free (self->method);
  g_free (self->url);
  payroc_secret_free (self->bearer);
  payroc_secret_free (self->api_key);
  g_free (self->idempotency_key);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);
}

/**
 * payroc_exchange_is_urgent:
 * @self: an exchange
 *
 * Returns: whether others wait for it: it asks for a token
 */
gboolean
payroc_exchange_is_urgent (PayrocExchange *self)
{
  return self->api_key != NULL;
}

/**
 * payroc_exchange_get_url:
 * @self: an exchange
 *
 * Returns: (transfer none): where it goes
 */
const char *
payroc_exchange_get_url (PayrocExchange *self)
{
  return self->url;
}

/**
 * payroc_exchange_is_started:
 * @self: an exchange
 *
 * Returns: whether it got beyond the queue
 */
gboolean
payroc_exchange_is_started (PayrocExchange *self)
{
  return self->session != NULL;
}

/**
 * payroc_exchange_is_cancelled:
 * @self: an exchange
 *
 * Returns: whether its caller wants no more of it; payroc_exchange_cancel() is then due
 */
gboolean
payroc_exchange_is_cancelled (PayrocExchange *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/**
 * payroc_exchange_arm:
 * @self: a new exchange
 * @context: the session's context, whose thread calls this
 * @done: (scope async): called exactly once, in this thread, never from within this function or
 *   payroc_exchange_start(); owns @self from then on
 * @user_data: for @done
 *
 * From now on @self can be cancelled, though it may still wait for its start.
 */
void
payroc_exchange_arm (PayrocExchange    *self,
                     GMainContext      *context,
                     PayrocExchangeFunc done,
                     gpointer           user_data)
{
  self->context = g_main_context_ref (context);
  self->done = done;
  self->user_data = user_data;
}

/**
 * payroc_exchange_start:
 * @self: an armed exchange
 * @session: where to send it
 *
 * Begins the first attempt; the deadline counts from here.
 */
void
payroc_exchange_start (PayrocExchange *self,
                       SoupSession    *session)
{
  self->session = g_object_ref (session);
  self->deadline_at = g_get_monotonic_time () + self->limits.deadline_seconds * G_USEC_PER_SEC;
  self->deadline = attach_source (self, g_timeout_source_new (self->limits.deadline_seconds * 1000), deadline_cb);

  start_trip (self);
}

/**
 * payroc_exchange_cancel:
 * @self: (transfer full): an armed exchange, started or not
 *
 * Ends it with %G_IO_ERROR_CANCELLED, from within this call. Whether its work was done nobody knows then.
 */
void
payroc_exchange_cancel (PayrocExchange *self)
{
  exchange_end (self, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled"));
}
