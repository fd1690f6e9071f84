/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the keyring, the practice server and the key's refusal away from everything else. */
#include "config.h"

#include "pl-access.h"

#include "payroc/payroc-error.h"
#include "pl-key-check.h"

#define PRACTICE_RESTARTS_MAX    3
#define PRACTICE_RESTARTS_WITHIN (60 * G_USEC_PER_SEC)

struct _PlAccess
{
  GObject           parent_instance;

  PlAccount        *account; /* (owned) */
  PlKeyring        *keyring; /* (owned) */
  PayrocTransport  *transport; /* (owned) */
  PayrocClient     *client; /* (owned) */

  PlSessionState    state;
  GError           *error; /* (owned) (nullable): why the state is what it is */
  gboolean          busy; /* key or server are being fetched */
  gboolean          refused; /* the key that is in use */
  gboolean          closed;
  GCancellable     *cancellable; /* (owned) of what belongs to no task */

  char             *practice_directory; /* (owned) */
  PlPracticeServer *practice_server; /* (owned) (nullable) */
  gint64            practice_started_at[PRACTICE_RESTARTS_MAX]; /* monotonic */
  guint             n_practice_starts;
};

typedef enum
{
  SIGNAL_CHANGED,
} PlAccessSignal;

static guint signals[SIGNAL_CHANGED + 1];

G_DEFINE_FINAL_TYPE (PlAccess, pl_access, G_TYPE_OBJECT)

static void look_up_key    (PlAccess *self,
                            gboolean  unlock);
static void start_practice (PlAccess *self);

static PayrocAuthenticator *
get_authenticator (PlAccess *self)
{
  return payroc_client_get_authenticator (self->client);
}

static gboolean
is_practice (PlAccess *self)
{
  return pl_account_get_kind (self->account) == PL_ACCOUNT_PRACTICE;
}

/* Takes error. */
static void
set_state (PlAccess       *self,
           PlSessionState  state,
           GError         *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  self->busy = state == PL_SESSION_OPENING;
  if (!self->closed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
key_refused_cb (PayrocAuthenticator *authenticator,
                PlAccess            *self)
{
  if (self->state != PL_SESSION_READY || is_practice (self))
    return;

  /* Another program may have been given a new one, which is in the keyring: then nobody needs to be asked. */
  self->refused = TRUE;
  set_state (self, PL_SESSION_OPENING, NULL);
  look_up_key (self, FALSE);
}

static void
keep_token (PayrocAuthenticator *authenticator,
            const char          *token,
            gint64               expires_at,
            gpointer             user_data)
{
  PlAccess *self = user_data;

  /* Losing a token costs one question to the identity service, no more: nobody needs to hear of it. */
  if (!is_practice (self))
    pl_keyring_store_async (self->keyring, pl_account_get_id (self->account), PL_SECRET_TOKEN, token, expires_at,
                            self->cancellable, NULL, NULL);
}

static void
restart_practice_cb (PlPracticeServer *server,
                     PlAccess         *self)
{
  g_signal_handlers_disconnect_by_func (server, restart_practice_cb, self);
  g_clear_object (&self->practice_server);
  start_practice (self);
}

static void
use_practice (PlAccess         *self,
              PlPracticeServer *server)
{
  g_set_object (&self->practice_server, server);
  g_signal_connect_object (server, "stopped", G_CALLBACK (restart_practice_cb), self, 0);
  payroc_client_set_environment (self->client, pl_practice_server_get_environment (server));
  payroc_authenticator_set_token (get_authenticator (self), NULL, 0);
  payroc_authenticator_set_api_key (get_authenticator (self), pl_practice_server_get_api_key (server));
  set_state (self, PL_SESSION_READY, NULL);
}

static void
start_practice_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (PlAccess) self = PL_ACCESS (user_data);
  g_autoptr (PlPracticeServer) server = NULL;
  g_autoptr (GError) error = NULL;

  server = pl_practice_server_start_finish (result, &error);
  if (self->closed)
    return;

  if (server == NULL)
    set_state (self, PL_SESSION_PRACTICE_FAILED, g_steal_pointer (&error));
  else if (!pl_practice_server_get_running (server))
    start_practice (self);
  else
    use_practice (self, server);
}

static void
start_practice (PlAccess *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 *started_at = &self->practice_started_at[self->n_practice_starts % PRACTICE_RESTARTS_MAX];

  /* A server that keeps dying would keep the machine busy for nothing. */
  if (self->n_practice_starts >= PRACTICE_RESTARTS_MAX && now - *started_at < PRACTICE_RESTARTS_WITHIN)
    {
      set_state (self, PL_SESSION_PRACTICE_FAILED,
                 g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "The practice server keeps ending"));
      return;
    }

  *started_at = now;
  self->n_practice_starts++;
  set_state (self, PL_SESSION_OPENING, NULL);
  pl_practice_server_start_async (self->practice_directory, self->cancellable, start_practice_cb,
                                  g_object_ref (self));
}

static void
lookup_token_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (PlAccess) self = PL_ACCESS (user_data);
  gint64 expires_at = 0;
  char *token;

  token = pl_keyring_lookup_finish (PL_KEYRING (source), result, &expires_at, NULL);
  /* When a key was typed meanwhile, this token is another key's. */
  if (!self->closed && self->state != PL_SESSION_READY)
    {
      if (token != NULL)
        payroc_authenticator_set_token (get_authenticator (self), token, expires_at);
      set_state (self, PL_SESSION_READY, NULL);
    }

  pl_secret_free (token);
}

/* What the keyring said; key: (nullable). Takes error. */
static void
take_key (PlAccess   *self,
          const char *key,
          GError     *error)
{
  PayrocAuthenticator *authenticator = get_authenticator (self);

  if (key != NULL && !(self->refused && payroc_authenticator_uses_api_key (authenticator, key)))
    {
      self->refused = FALSE;
      payroc_authenticator_set_api_key (authenticator, key);
      pl_keyring_lookup_async (self->keyring, pl_account_get_id (self->account), PL_SECRET_TOKEN, FALSE,
                               self->cancellable, lookup_token_cb, g_object_ref (self));
    }
  else if (self->refused)
    set_state (self, PL_SESSION_KEY_REFUSED, error);
  else if (error == NULL)
    set_state (self, PL_SESSION_KEY_MISSING, NULL);
  else if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_LOCKED))
    set_state (self, PL_SESSION_KEYRING_LOCKED, error);
  else
    set_state (self, PL_SESSION_KEYRING_UNREACHABLE, error);
}

static void
lookup_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (PlAccess) self = PL_ACCESS (user_data);
  g_autoptr (GError) error = NULL;
  char *key;

  key = pl_keyring_lookup_finish (PL_KEYRING (source), result, NULL, &error);
  /* When a key was typed meanwhile, that one is in use. */
  if (!self->closed && self->state != PL_SESSION_READY)
    take_key (self, key, g_steal_pointer (&error));

  pl_secret_free (key);
}

static void
look_up_key (PlAccess *self,
             gboolean  unlock)
{
  /* A locked keyring stays on show until the answer: who looks at the state is not told of every try. */
  self->busy = TRUE;
  pl_keyring_lookup_async (self->keyring, pl_account_get_id (self->account), PL_SECRET_API_KEY, unlock,
                           self->cancellable, lookup_key_cb, g_object_ref (self));
}

/* Replacing a key: Payroc is asked first, then the keyring; only then is the new one used. */
typedef struct
{
  /* Input */
  char       *api_key; /* (owned): wiped */
  gboolean    session_only;

  /* In progress */
  PlKeyCheck *check; /* (owned) */
} ReplaceKey;

static void
replace_key_free (ReplaceKey *replace)
{
  g_clear_pointer (&replace->api_key, payroc_secret_free);
  g_clear_pointer (&replace->check, pl_key_check_free);
  g_free (replace);
}

static void
store_key_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlAccess *self = g_task_get_source_object (task);
  ReplaceKey *replace = g_task_get_task_data (task);

  if (!pl_keyring_store_finish (PL_KEYRING (source), result, &error))
    {
      pl_keyring_set_session_only (self->keyring, pl_account_get_id (self->account),
                                   pl_account_get_session_only (self->account));
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_account_set_session_only (self->account, replace->session_only);
  self->refused = FALSE;
  payroc_authenticator_set_api_key (get_authenticator (self), replace->api_key);
  payroc_authenticator_set_token (get_authenticator (self), replace->check->token, replace->check->token_expires_at);
  keep_token (NULL, replace->check->token, replace->check->token_expires_at, self);
  set_state (self, PL_SESSION_READY, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
check_key_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlAccess *self = g_task_get_source_object (task);
  ReplaceKey *replace = g_task_get_task_data (task);
  const char *id = pl_account_get_id (self->account);

  replace->check = pl_key_check_finish (result, &error);
  if (replace->check == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_keyring_set_session_only (self->keyring, id, replace->session_only);
  pl_keyring_store_async (self->keyring, id, PL_SECRET_API_KEY, replace->api_key, 0,
                          g_task_get_cancellable (task), store_key_cb, g_object_ref (task));
}

static void
pl_access_dispose (GObject *object)
{
  PlAccess *self = PL_ACCESS (object);

  if (self->client != NULL)
    pl_access_close (self);

  g_clear_object (&self->client);
  g_clear_object (&self->transport);
  g_clear_object (&self->keyring);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (pl_access_parent_class)->dispose (object);
}

static void
pl_access_finalize (GObject *object)
{
  PlAccess *self = PL_ACCESS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->practice_directory, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (pl_access_parent_class)->finalize (object);
}

static void
pl_access_class_init (PlAccessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_access_dispose;
  object_class->finalize = pl_access_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_access_init (PlAccess *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * pl_access_new:
 * @account: the account
 * @keyring: where its key is
 * @transport: to check a new key over
 * @client: what is given key and address
 * @practice_directory: (type filename): where the practice server keeps its state
 * @practice_server: (nullable): one that already runs
 *
 * Asks nobody before pl_access_open().
 *
 * Returns: (transfer full): the access
 */
PlAccess *
pl_access_new (PlAccount        *account,
               PlKeyring        *keyring,
               PayrocTransport  *transport,
               PayrocClient     *client,
               const char       *practice_directory,
               PlPracticeServer *practice_server)
{
  PlAccess *self = g_object_new (PL_TYPE_ACCESS, NULL);

  self->account = g_object_ref (account);
  self->keyring = g_object_ref (keyring);
  self->transport = g_object_ref (transport);
  self->client = g_object_ref (client);
  self->practice_directory = g_strdup (practice_directory);
  g_set_object (&self->practice_server, practice_server);

  payroc_authenticator_set_token_func (get_authenticator (self), keep_token, self, NULL);
  g_signal_connect_object (get_authenticator (self), "key-refused", G_CALLBACK (key_refused_cb), self, 0);

  return self;
}

/**
 * pl_access_open:
 * @self: an access that is not ready
 * @unlock: whether the desktop may ask the user for the keyring's password
 *
 * Fetches the key or starts the practice server. "changed" tells how it went.
 */
void
pl_access_open (PlAccess *self,
                gboolean  unlock)
{
  g_autoptr (PlPracticeServer) server = NULL;

  g_return_if_fail (PL_IS_ACCESS (self));

  if (self->busy || self->closed || self->state == PL_SESSION_READY)
    return;

  if (!is_practice (self))
    {
      look_up_key (self, unlock);
      return;
    }

  server = g_steal_pointer (&self->practice_server);
  self->n_practice_starts = 0;
  if (server != NULL && pl_practice_server_get_running (server))
    use_practice (self, server);
  else
    start_practice (self);
}

/**
 * pl_access_close:
 * @self: an access
 *
 * Lets the practice server go and tells nobody anything any more. Whoever made
 * it has to: what is under way holds it until then.
 */
void
pl_access_close (PlAccess *self)
{
  g_return_if_fail (PL_IS_ACCESS (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  self->busy = FALSE;
  g_cancellable_cancel (self->cancellable);
  payroc_authenticator_set_token_func (get_authenticator (self), NULL, NULL, NULL);
  if (self->practice_server != NULL)
    g_signal_handlers_disconnect_by_data (self->practice_server, self);
  g_clear_object (&self->practice_server);
}

/**
 * pl_access_get_state:
 * @self: an access
 *
 * Returns: whether Payroc can be asked
 */
PlSessionState
pl_access_get_state (PlAccess *self)
{
  g_return_val_if_fail (PL_IS_ACCESS (self), PL_SESSION_OPENING);

  return self->state;
}

/**
 * pl_access_get_error:
 * @self: an access
 *
 * Returns: (transfer none) (nullable): why the state is what it is
 */
const GError *
pl_access_get_error (PlAccess *self)
{
  g_return_val_if_fail (PL_IS_ACCESS (self), NULL);

  return self->error;
}

/**
 * pl_access_get_busy:
 * @self: an access
 *
 * Returns: whether key or server are being fetched
 */
gboolean
pl_access_get_busy (PlAccess *self)
{
  g_return_val_if_fail (PL_IS_ACCESS (self), FALSE);

  return self->busy;
}

/**
 * pl_access_replace_key_async:
 * @self: an access
 * @api_key: the new key; copied into wiped memory
 * @session_only: keep it in this process's memory, not in the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is in use
 * @user_data: data for @callback
 *
 * A new key for the same account: asked about at Payroc, then kept, then used.
 * The outbox goes on with it by itself. Until then the old one stays, and a
 * failure changes nothing.
 */
void
pl_access_replace_key_async (PlAccess            *self,
                             const char          *api_key,
                             gboolean             session_only,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (PayrocEnvironment) environment = NULL;
  g_autoptr (GError) error = NULL;
  ReplaceKey *replace;

  g_return_if_fail (PL_IS_ACCESS (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_access_replace_key_async);

  replace = g_new0 (ReplaceKey, 1);
  replace->session_only = session_only;
  g_task_set_task_data (task, replace, (GDestroyNotify) replace_key_free);

  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  replace->api_key = pl_key_check_tidy (api_key, fields);
  if (replace->api_key == NULL)
    {
      g_task_return_error (task, payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "This cannot be an API key"));
      return;
    }

  environment = pl_account_create_environment (self->account, &error);
  if (environment == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_key_check_async (self->transport, environment, replace->api_key, pl_account_get_terminal (self->account),
                      cancellable, check_key_cb, g_steal_pointer (&task));
}

/**
 * pl_access_replace_key_finish:
 * @self: an access
 * @result: the result
 * @error: return location
 *
 * Errors: those of pl_key_check_finish(); %PAYROC_ERROR_INVALID with the field
 * "apiKey"; %PL_STORE_ERROR_KEYRING_LOCKED, %PL_STORE_ERROR_KEYRING_UNREACHABLE.
 *
 * Returns: whether the new key is in use
 */
gboolean
pl_access_replace_key_finish (PlAccess      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_access_replace_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

