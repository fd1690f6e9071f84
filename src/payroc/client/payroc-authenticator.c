/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens last an hour and every request needs one, so who holds the key has to be one object that all requests ask. */

#include "payroc-authenticator.h"

#include <string.h>

#include "payroc-grant.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-url.h"

/* As early as Payroc's own libraries renew; half the life of a token that lives shorter than twice that. */
#define RENEW_EARLY_SECONDS 120

struct _PayrocAuthenticator
{
  GObject            parent_instance;

  PayrocTransport   *transport;   /* (owned) */
  PayrocEnvironment *environment; /* (owned) (nullable) not known yet */

  char              *api_key;     /* (owned) (nullable) secret */
  char              *token;       /* (owned) (nullable) secret */
  gint64             renew_at;    /* seconds since the epoch */

  GQueue             waiters;     /* (element-type Waiter) */
  GCancellable      *renewal;     /* (owned) (nullable) the one under way */

  PayrocTokenFunc    token_func;  /* (nullable) */
  gpointer           token_data;
  GDestroyNotify     token_destroy;
  PayrocClockFunc    clock;       /* (nullable) */
  gpointer           clock_data;
};

G_DEFINE_FINAL_TYPE (PayrocAuthenticator, payroc_authenticator, G_TYPE_OBJECT)

enum
{
  SIGNAL_KEY_REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  PayrocAuthenticator *authenticator; /* (unowned) the task holds it */
  GTask               *task;          /* (owned) */
  GSource             *cancelled;     /* (owned) (nullable) */
} Waiter;

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancelled != NULL)
    g_source_destroy (waiter->cancelled);

  g_clear_pointer (&waiter->cancelled, g_source_unref);
  g_object_unref (waiter->task);
  g_free (waiter);
}

static gint64
get_now (PayrocAuthenticator *self)
{
  return self->clock != NULL ? self->clock (self->clock_data) : g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
has_fresh_token (PayrocAuthenticator *self)
{
  return self->token != NULL && get_now (self) < self->renew_at;
}

static void
return_token (GTask      *task,
              const char *token)
{
  g_task_return_pointer (task, g_strdup (token), (GDestroyNotify) payroc_secret_free);
}

static gboolean
is_same_place (PayrocEnvironment *a,
               PayrocEnvironment *b)
{
  return a == b ||
         (a != NULL && b != NULL &&
          g_str_equal (payroc_environment_get_api_url (a), payroc_environment_get_api_url (b)) &&
          g_str_equal (payroc_environment_get_identity_url (a), payroc_environment_get_identity_url (b)));
}

static gboolean
can_renew (PayrocAuthenticator *self,
           GError             **error)
{
  if (self->environment == NULL)
    g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "No address is known yet"));
  else if (self->api_key == NULL)
    g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_KEY_REFUSED, NULL, "There is no API key"));
  else if (!payroc_secret_is_sendable (self->api_key))
    g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_KEY_REFUSED, NULL, "This cannot be an API key"));
  else
    return TRUE;

  return FALSE;
}

/* Only those who wait now, and from a copy: what their callbacks do may be to wait again, or to drop the token. */
static void
answer_waiters (PayrocAuthenticator *self,
                const GError        *error) /* (nullable) */
{
  char *token = g_strdup (self->token);
  guint n_waiters = g_queue_get_length (&self->waiters);
  Waiter *waiter;

  while (n_waiters-- > 0 && (waiter = g_queue_pop_head (&self->waiters)) != NULL)
    {
      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        return_token (waiter->task, token);

      waiter_free (waiter);
    }

  payroc_secret_free (token);
}

static void
stop_renewal (PayrocAuthenticator *self)
{
  if (self->renewal == NULL)
    return;

  g_cancellable_cancel (self->renewal);
  g_clear_object (&self->renewal);
}

static void
take_grant (PayrocAuthenticator *self,
            PayrocGrant         *grant)
{
  gint64 now = get_now (self);
  gint64 expires_at = now + grant->lifetime;

  payroc_secret_clear (&self->token);
  self->token = g_steal_pointer (&grant->token);
  self->renew_at = expires_at - MIN (RENEW_EARLY_SECONDS, grant->lifetime / 2);

  if (self->token_func != NULL)
    self->token_func (self, self->token, expires_at, self->token_data);
}

static void
renewed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(PayrocAuthenticator) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocReply) reply = NULL;
  g_auto(PayrocGrant) grant = { NULL, 0 };

  reply = payroc_transport_send_finish (PAYROC_TRANSPORT (object), result, &error);

  /* By stop_renewal(), after which there may be another one. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->renewal);

  if (reply != NULL && payroc_grant_read (&grant, reply, &error))
    take_grant (self, &grant);

  answer_waiters (self, error);

  /* Last: the answer to this may be another key. */
  if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED))
    g_signal_emit (self, signals[SIGNAL_KEY_REFUSED], 0);
}

static void
start_renewal (PayrocAuthenticator *self)
{
  PayrocRequest request = {
    .method = "POST",
    .url = payroc_environment_get_identity_url (self->environment),
    .api_key = self->api_key,
  };

  self->renewal = g_cancellable_new ();
  payroc_transport_send_async (self->transport, &request, self->renewal, renewed_cb, g_object_ref (self));

  /* Who wants a token wants to go there with it: by then the way is open. */
  if (!payroc_url_is_same_server (request.url, payroc_environment_get_api_url (self->environment)))
    payroc_transport_preconnect (self->transport, payroc_environment_get_api_url (self->environment));
}

/* For those who wait already, after the key or the place has changed. */
static void
restart_renewal (PayrocAuthenticator *self)
{
  g_autoptr(GError) error = NULL;

  stop_renewal (self);

  if (g_queue_is_empty (&self->waiters))
    return;

  if (can_renew (self, &error))
    start_renewal (self);
  else
    answer_waiters (self, error);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  Waiter *waiter = user_data;
  g_autoptr(PayrocAuthenticator) self = g_object_ref (waiter->authenticator);

  g_queue_remove (&self->waiters, waiter);
  g_task_return_error_if_cancelled (waiter->task);
  waiter_free (waiter);

  if (g_queue_is_empty (&self->waiters))
    stop_renewal (self);

  return G_SOURCE_REMOVE;
}

static void
add_waiter (PayrocAuthenticator *self,
            GTask               *task) /* (transfer full) */
{
  Waiter *waiter = g_new0 (Waiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->authenticator = self;
  waiter->task = task;
  g_queue_push_tail (&self->waiters, waiter);

  if (cancellable == NULL)
    return;

  waiter->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), waiter, NULL);
  g_source_attach (waiter->cancelled, g_task_get_context (task));
}

static void
payroc_authenticator_finalize (GObject *object)
{
  PayrocAuthenticator *self = PAYROC_AUTHENTICATOR (object);

  /* A waiter's task holds a reference, and so does the renewal they wait for. */
  g_assert (g_queue_is_empty (&self->waiters));

  if (self->token_destroy != NULL)
    self->token_destroy (self->token_data);

  payroc_secret_clear (&self->api_key);
  payroc_secret_clear (&self->token);
  g_clear_object (&self->transport);
  g_clear_object (&self->environment);

  G_OBJECT_CLASS (payroc_authenticator_parent_class)->finalize (object);
}

static void
payroc_authenticator_class_init (PayrocAuthenticatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = payroc_authenticator_finalize;

  /**
   * PayrocAuthenticator::key-refused:
   * @self: the authenticator
   *
   * The identity service said no to the API key that is set; each time it does, and after those who waited were told.
   */
  signals[SIGNAL_KEY_REFUSED] = g_signal_new ("key-refused",
                                              G_TYPE_FROM_CLASS (klass),
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL, NULL,
                                              NULL,
                                              G_TYPE_NONE, 0);
}

static void
payroc_authenticator_init (PayrocAuthenticator *self)
{
  g_queue_init (&self->waiters);
}

/**
 * payroc_authenticator_new:
 * @transport: how to reach the identity service
 * @environment: (nullable): where that is; %NULL when it is not known yet
 *
 * To be used in one thread, like the transport.
 *
 * Returns: (transfer full): an authenticator that has neither key nor token
 */
PayrocAuthenticator *
payroc_authenticator_new (PayrocTransport   *transport,
                          PayrocEnvironment *environment)
{
  PayrocAuthenticator *self;

  g_return_val_if_fail (PAYROC_IS_TRANSPORT (transport), NULL);
  g_return_val_if_fail (environment == NULL || PAYROC_IS_ENVIRONMENT (environment), NULL);

  self = g_object_new (PAYROC_TYPE_AUTHENTICATOR, NULL);
  self->transport = g_object_ref (transport);
  g_set_object (&self->environment, environment);

  return self;
}

/**
 * payroc_authenticator_set_environment:
 * @self: an authenticator
 * @environment: (nullable): where the identity service is from now on
 *
 * A token goes nowhere but to the place it was made for: when that changes, it is dropped. One that was set before any
 * place was known stays.
 */
void
payroc_authenticator_set_environment (PayrocAuthenticator *self,
                                      PayrocEnvironment   *environment)
{
  g_autoptr(PayrocEnvironment) previous = NULL;

  g_return_if_fail (PAYROC_IS_AUTHENTICATOR (self));
  g_return_if_fail (environment == NULL || PAYROC_IS_ENVIRONMENT (environment));

  previous = g_steal_pointer (&self->environment);
  g_set_object (&self->environment, environment);
  if (is_same_place (previous, environment))
    return;

  if (previous != NULL)
    payroc_secret_clear (&self->token);

  restart_renewal (self);
}

/**
 * payroc_authenticator_set_api_key:
 * @self: an authenticator
 * @api_key: (nullable): the key; copied; %NULL forgets
 *
 * The old key and its token are overwritten in memory. Who waits for a token gets one by the new key.
 */
void
payroc_authenticator_set_api_key (PayrocAuthenticator *self,
                                  const char          *api_key)
{
  g_return_if_fail (PAYROC_IS_AUTHENTICATOR (self));

  if (g_strcmp0 (api_key, self->api_key) == 0)
    return;

  payroc_secret_clear (&self->token);
  payroc_secret_clear (&self->api_key);
  self->api_key = g_strdup (api_key);

  restart_renewal (self);
}

/**
 * payroc_authenticator_uses_api_key:
 * @self: an authenticator
 * @api_key: (nullable): a key
 *
 * Returns: whether that is the key that is set; for %NULL, whether there is none
 */
gboolean
payroc_authenticator_uses_api_key (PayrocAuthenticator *self,
                                   const char          *api_key)
{
  g_return_val_if_fail (PAYROC_IS_AUTHENTICATOR (self), FALSE);

  return g_strcmp0 (api_key, self->api_key) == 0;
}

/**
 * payroc_authenticator_set_token:
 * @self: an authenticator
 * @token: (nullable): a token from an earlier run; copied
 * @expires_at: seconds since the epoch
 *
 * Saves the first request's renewal. To be called after payroc_authenticator_set_api_key(), which drops the token of
 * another key.
 */
void
payroc_authenticator_set_token (PayrocAuthenticator *self,
                                const char          *token,
                                gint64               expires_at)
{
  g_return_if_fail (PAYROC_IS_AUTHENTICATOR (self));

  payroc_secret_clear (&self->token);
  if (!payroc_secret_is_sendable (token))
    return;

  self->token = g_strdup (token);
  self->renew_at = expires_at - RENEW_EARLY_SECONDS;
}

/**
 * payroc_authenticator_drop_token:
 * @self: an authenticator
 * @token: the one for which a 401 came back
 *
 * Forgets @token, unless another has taken its place already: of ten requests that are refused together the first one
 * brings the renewal about, and the others' news is old.
 */
void
payroc_authenticator_drop_token (PayrocAuthenticator *self,
                                 const char          *token)
{
  g_return_if_fail (PAYROC_IS_AUTHENTICATOR (self));

  if (g_strcmp0 (token, self->token) == 0)
    payroc_secret_clear (&self->token);
}

/**
 * payroc_authenticator_set_token_func:
 * @self: an authenticator
 * @func: (nullable) (scope notified): called when a new token arrived
 * @user_data: for @func
 * @destroy: (nullable): for @user_data
 */
void
payroc_authenticator_set_token_func (PayrocAuthenticator *self,
                                     PayrocTokenFunc      func,
                                     gpointer             user_data,
                                     GDestroyNotify       destroy)
{
  g_return_if_fail (PAYROC_IS_AUTHENTICATOR (self));

  if (self->token_destroy != NULL)
    self->token_destroy (self->token_data);

  self->token_func = func;
  self->token_data = user_data;
  self->token_destroy = destroy;
}

/**
 * payroc_authenticator_set_clock:
 * @self: an authenticator
 * @clock: (nullable) (scope forever): says the time instead of the system
 * @user_data: for @clock
 *
 * So that tests need not wait for an hour.
 */
void
payroc_authenticator_set_clock (PayrocAuthenticator *self,
                                PayrocClockFunc      clock,
                                gpointer             user_data)
{
  g_return_if_fail (PAYROC_IS_AUTHENTICATOR (self));

  self->clock = clock;
  self->clock_data = user_data;
}

/**
 * payroc_authenticator_get_token_async:
 * @self: an authenticator
 * @cancellable: (nullable): ends this wait; the renewal goes on while others wait for it
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Gets a token that is good for a request now: the one at hand until 2 minutes before it expires (the contract,
 * "Hosts"), else a new one. Errors: %PAYROC_ERROR_KEY_REFUSED, also without a key, %PAYROC_ERROR_UNREACHABLE, also
 * without an environment, and those of the transport and of payroc_problem_to_error().
 */
void
payroc_authenticator_get_token_async (PayrocAuthenticator *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (PAYROC_IS_AUTHENTICATOR (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, payroc_authenticator_get_token_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (has_fresh_token (self))
    {
      return_token (task, self->token);
      return;
    }

  if (!can_renew (self, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  add_waiter (self, g_steal_pointer (&task));
  if (self->renewal == NULL)
    start_renewal (self);
}

/**
 * payroc_authenticator_get_token_finish:
 * @self: an authenticator
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): a token; free with payroc_secret_free()
 */
char *
payroc_authenticator_get_token_finish (PayrocAuthenticator *self,
                                       GAsyncResult        *result,
                                       GError             **error)
{
  g_return_val_if_fail (PAYROC_IS_AUTHENTICATOR (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == payroc_authenticator_get_token_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
