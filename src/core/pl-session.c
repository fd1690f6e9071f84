/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps apart what an account has (stored, at once) and what it needs to work (a key, a server), and mends the latter. */
#include "config.h"

#include "pl-session-private.h"

#include "payroc/payroc-error.h"
#include "pl-core-enum-types.h"
#include "pl-key-check.h"

#define PRACTICE_RESTARTS_MAX    3
#define PRACTICE_RESTARTS_WITHIN (60 * G_USEC_PER_SEC)

struct _PlSession
{
  GObject           parent_instance;

  PlAccount        *account; /* (owned) */
  PlDatabase       *database; /* (owned) */
  PlKeyring        *keyring; /* (owned) */
  PayrocTransport  *transport; /* (owned) */
  char             *practice_directory; /* (owned) */

  PayrocClient     *client; /* (owned) */
  PlLinkFeed       *feed; /* (owned) */
  PlOutbox         *outbox; /* (owned) */
  PlRefresh        *refresh; /* (owned) */

  PlSessionState    state;
  GError           *error; /* (owned) (nullable): why the state is what it is */
  GError           *store_error; /* (owned) (nullable): the outbox could not be read */
  gboolean          connecting; /* key or server are being fetched, or the outbox started */
  gboolean          loading; /* the outbox is being read */
  gboolean          stored_only; /* nobody asked for Payroc */
  gboolean          closed;
  GCancellable     *cancellable; /* (owned) of all that belongs to no task */
  GPtrArray        *ready_tasks; /* (owned) (element-type GTask) */

  PlPracticeServer *practice_server; /* (owned) (nullable) */
  gint64            practice_started_at[PRACTICE_RESTARTS_MAX]; /* monotonic */
  guint             n_practice_starts;
};

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_STATE,
  PROP_OUTBOX,
  PROP_REFRESH,
  PROP_FEED,
} PlSessionProperty;

static GParamSpec *properties[PROP_FEED + 1];

G_DEFINE_FINAL_TYPE (PlSession, pl_session, G_TYPE_OBJECT)

static void start_practice (PlSession *self);

/* A session must be able to end while it waits: what waits knows it weakly. */
static gpointer
weaken (PlSession *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);

  return weak;
}

/* Returns: (transfer full) (nullable) */
static PlSession *
strengthen (gpointer weak)
{
  PlSession *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self != NULL && self->closed)
    g_clear_object (&self);

  return self;
}

static PayrocAuthenticator *
get_authenticator (PlSession *self)
{
  return payroc_client_get_authenticator (self->client);
}

static gboolean
is_practice (PlSession *self)
{
  return pl_account_get_kind (self->account) == PL_ACCOUNT_PRACTICE;
}

static gboolean
is_settled (PlSession *self)
{
  return !self->loading && !self->connecting && (self->state != PL_SESSION_OPENING || self->stored_only);
}

static void
finish_ready_tasks (PlSession *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  if (!is_settled (self) && !self->closed)
    return;

  tasks = g_steal_pointer (&self->ready_tasks);
  self->ready_tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);
      GSource *cancelled = g_task_get_task_data (task);

      if (cancelled != NULL)
        g_source_destroy (cancelled);

      if (self->closed)
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The account was closed");
      else if (self->store_error != NULL)
        g_task_return_error (task, g_error_copy (self->store_error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

/* Takes error. */
static void
set_state (PlSession      *self,
           PlSessionState  state,
           GError         *error)
{
  gboolean changed = self->state != state;

  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  finish_ready_tasks (self);
}

static void
start_outbox_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (PlSession) self = strengthen (user_data);
  g_autoptr (GError) error = NULL;

  pl_outbox_start_finish (PL_OUTBOX (source), result, &error);
  if (self == NULL)
    return;

  g_clear_error (&self->store_error);
  self->store_error = g_steal_pointer (&error);
  self->connecting = FALSE;
  finish_ready_tasks (self);
}

static void
become_ready (PlSession *self)
{
  if (self->closed)
    return;

  self->connecting = TRUE;
  pl_outbox_start_async (self->outbox, self->cancellable, start_outbox_cb, weaken (self));
  set_state (self, PL_SESSION_READY, NULL);
}

/* Takes error. */
static void
become_unready (PlSession      *self,
                PlSessionState  state,
                GError         *error)
{
  self->connecting = FALSE;
  pl_outbox_stop (self->outbox);
  set_state (self, state, error);
}

static void
key_refused_cb (PayrocAuthenticator *authenticator,
                PlSession           *self)
{
  if (self->state == PL_SESSION_READY && !is_practice (self))
    become_unready (self, PL_SESSION_KEY_REFUSED, NULL);
}

static void
keep_token (PayrocAuthenticator *authenticator,
            const char          *token,
            gint64               expires_at,
            gpointer             user_data)
{
  PlSession *self = user_data;

  /* Losing a token costs one question to the identity service, no more: nobody needs to hear of it. */
  if (!is_practice (self))
    pl_keyring_store_async (self->keyring, pl_account_get_id (self->account), PL_SECRET_TOKEN, token, expires_at,
                            self->cancellable, NULL, NULL);
}

static void
restart_practice_cb (PlPracticeServer *server,
                     PlSession        *self)
{
  g_signal_handlers_disconnect_by_func (server, restart_practice_cb, self);
  g_clear_object (&self->practice_server);
  pl_outbox_stop (self->outbox);
  set_state (self, PL_SESSION_OPENING, NULL);
  start_practice (self);
}

static void
use_practice (PlSession        *self,
              PlPracticeServer *server)
{
  g_set_object (&self->practice_server, server);
  g_signal_connect_object (server, "stopped", G_CALLBACK (restart_practice_cb), self, 0);
  payroc_client_set_environment (self->client, pl_practice_server_get_environment (server));
  payroc_authenticator_set_token (get_authenticator (self), NULL, 0);
  payroc_authenticator_set_api_key (get_authenticator (self), pl_practice_server_get_api_key (server));
  become_ready (self);
}

static void
start_practice_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (PlSession) self = strengthen (user_data);
  g_autoptr (PlPracticeServer) server = NULL;
  g_autoptr (GError) error = NULL;

  server = pl_practice_server_start_finish (result, &error);
  if (self == NULL)
    return;

  if (server == NULL)
    become_unready (self, PL_SESSION_PRACTICE_FAILED, g_steal_pointer (&error));
  else if (!pl_practice_server_get_running (server))
    start_practice (self);
  else
    use_practice (self, server);
}

static void
start_practice (PlSession *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 *started_at = &self->practice_started_at[self->n_practice_starts % PRACTICE_RESTARTS_MAX];

  /* A server that keeps dying would keep the machine busy for nothing. */
  if (self->n_practice_starts >= PRACTICE_RESTARTS_MAX && now - *started_at < PRACTICE_RESTARTS_WITHIN)
    {
      become_unready (self, PL_SESSION_PRACTICE_FAILED,
                      g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "The practice server keeps ending"));
      return;
    }

  *started_at = now;
  self->n_practice_starts++;
  self->connecting = TRUE;
  pl_practice_server_start_async (self->practice_directory, self->cancellable, start_practice_cb, weaken (self));
}

static void
lookup_token_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (PlSession) self = strengthen (user_data);
  gint64 expires_at = 0;
  char *token;

  token = pl_keyring_lookup_finish (PL_KEYRING (source), result, &expires_at, NULL);
  if (self != NULL)
    {
      if (token != NULL)
        payroc_authenticator_set_token (get_authenticator (self), token, expires_at);
      become_ready (self);
    }

  pl_secret_free (token);
}

static void
lookup_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (PlSession) self = strengthen (user_data);
  g_autoptr (GError) error = NULL;
  char *key;

  key = pl_keyring_lookup_finish (PL_KEYRING (source), result, NULL, &error);
  if (self == NULL)
    {
      pl_secret_free (key);
      return;
    }

  if (self->state == PL_SESSION_READY)
    {
      /* A key was typed meanwhile. */
      pl_secret_free (key);
    }
  else if (key != NULL)
    {
      payroc_authenticator_set_api_key (get_authenticator (self), key);
      pl_secret_free (key);
      pl_keyring_lookup_async (self->keyring, pl_account_get_id (self->account), PL_SECRET_TOKEN, FALSE,
                               self->cancellable, lookup_token_cb, weaken (self));
    }
  else if (error == NULL)
    become_unready (self, PL_SESSION_KEY_MISSING, NULL);
  else if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_LOCKED))
    become_unready (self, PL_SESSION_KEYRING_LOCKED, g_steal_pointer (&error));
  else
    become_unready (self, PL_SESSION_KEYRING_UNREACHABLE, g_steal_pointer (&error));
}

static void
look_up_key (PlSession *self,
             gboolean   unlock)
{
  self->connecting = TRUE;
  pl_keyring_lookup_async (self->keyring, pl_account_get_id (self->account), PL_SECRET_API_KEY, unlock,
                           self->cancellable, lookup_key_cb, weaken (self));
}

static void
load_outbox_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (PlSession) self = strengthen (user_data);
  g_autoptr (GError) error = NULL;

  pl_outbox_load_finish (PL_OUTBOX (source), result, &error);
  if (self == NULL)
    return;

  self->loading = FALSE;
  if (self->store_error == NULL)
    self->store_error = g_steal_pointer (&error);
  finish_ready_tasks (self);
}

static gboolean
ready_cancelled_cb (GCancellable *cancellable,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  PlSession *self = g_task_get_source_object (task);

  if (g_ptr_array_remove (self->ready_tasks, task))
    g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
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
  PlSession *self = g_task_get_source_object (task);
  ReplaceKey *replace = g_task_get_task_data (task);

  if (!pl_keyring_store_finish (PL_KEYRING (source), result, &error))
    {
      pl_keyring_set_session_only (self->keyring, pl_account_get_id (self->account),
                                   pl_account_get_session_only (self->account));
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_account_set_session_only (self->account, replace->session_only);
  payroc_authenticator_set_api_key (get_authenticator (self), replace->api_key);
  payroc_authenticator_set_token (get_authenticator (self), replace->check->token, replace->check->token_expires_at);
  keep_token (NULL, replace->check->token, replace->check->token_expires_at, self);
  become_ready (self);
  g_task_return_boolean (task, TRUE);
}

static void
check_key_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlSession *self = g_task_get_source_object (task);
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
unlock_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlSession *self = PL_SESSION (source);

  if (!pl_session_ready_finish (self, result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->state != PL_SESSION_READY && self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
pl_session_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  PlSession *self = PL_SESSION (object);

  switch ((PlSessionProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_OUTBOX:
      g_value_set_object (value, self->outbox);
      break;
    case PROP_REFRESH:
      g_value_set_object (value, self->refresh);
      break;
    case PROP_FEED:
      g_value_set_object (value, self->feed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_session_dispose (GObject *object)
{
  PlSession *self = PL_SESSION (object);

  if (self->outbox != NULL)
    pl_session_close (self);

  g_clear_object (&self->outbox);
  g_clear_object (&self->refresh);
  g_clear_object (&self->feed);
  g_clear_object (&self->client);
  g_clear_object (&self->transport);
  g_clear_object (&self->keyring);
  g_clear_object (&self->database);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (pl_session_parent_class)->dispose (object);
}

static void
pl_session_finalize (GObject *object)
{
  PlSession *self = PL_SESSION (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ready_tasks, g_ptr_array_unref);
  g_clear_pointer (&self->practice_directory, g_free);
  g_clear_error (&self->error);
  g_clear_error (&self->store_error);

  G_OBJECT_CLASS (pl_session_parent_class)->finalize (object);
}

static void
pl_session_class_init (PlSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_session_get_property;
  object_class->dispose = pl_session_dispose;
  object_class->finalize = pl_session_finalize;

  /**
   * PlSession:account:
   *
   * Whose session it is.
   */
  properties[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, PL_TYPE_ACCOUNT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * PlSession:state:
   *
   * Whether Payroc can be asked, and if not, what the merchant can do about it.
   */
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, PL_TYPE_SESSION_STATE, PL_SESSION_OPENING,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * PlSession:outbox:
   *
   * What is to be done. It takes intents in every state.
   */
  properties[PROP_OUTBOX] =
    g_param_spec_object ("outbox", NULL, NULL, PL_TYPE_OUTBOX,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * PlSession:refresh:
   *
   * Brings the stored links up to date; worth asking when the state is ready.
   */
  properties[PROP_REFRESH] =
    g_param_spec_object ("refresh", NULL, NULL, PL_TYPE_REFRESH,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * PlSession:feed:
   *
   * Tells which links are now others.
   */
  properties[PROP_FEED] =
    g_param_spec_object ("feed", NULL, NULL, PL_TYPE_LINK_FEED,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_session_init (PlSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->ready_tasks = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * pl_session_new:
 * @account: the account
 * @database: where its rows are
 * @keyring: where its key is
 * @transport: what all sessions talk over
 * @practice_directory: (type filename): where the practice server keeps its state
 * @practice_server: (nullable): one that already runs
 *
 * The outbox is read at once; nobody is asked anything before
 * pl_session_connect_to_payroc().
 *
 * Returns: (transfer full): the session
 */
PlSession *
pl_session_new (PlAccount        *account,
                PlDatabase       *database,
                PlKeyring        *keyring,
                PayrocTransport  *transport,
                const char       *practice_directory,
                PlPracticeServer *practice_server)
{
  g_autoptr (PayrocEnvironment) environment = NULL;
  PlSession *self;
  const char *id, *terminal;

  g_return_val_if_fail (PL_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PL_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (PAYROC_IS_TRANSPORT (transport), NULL);

  self = g_object_new (PL_TYPE_SESSION, NULL);
  self->account = g_object_ref (account);
  self->database = g_object_ref (database);
  self->keyring = g_object_ref (keyring);
  self->transport = g_object_ref (transport);
  self->practice_directory = g_strdup (practice_directory);
  g_set_object (&self->practice_server, practice_server);

  id = pl_account_get_id (account);
  terminal = pl_account_get_terminal (account);

  /* Without addresses (practice, or a row that a later Paylinks wrote) the client reaches nobody until it is given some. */
  environment = pl_account_create_environment (account, NULL);
  self->client = payroc_client_new (environment, transport);
  payroc_authenticator_set_token_func (get_authenticator (self), keep_token, self, NULL);
  g_signal_connect_object (get_authenticator (self), "key-refused", G_CALLBACK (key_refused_cb), self, 0);

  self->feed = pl_link_feed_new ();
  self->outbox = pl_outbox_new (id, terminal, database, self->client, self->feed);
  self->refresh = pl_refresh_new (id, terminal, database, self->client, self->feed);

  self->stored_only = TRUE;
  self->loading = TRUE;
  pl_outbox_load_async (self->outbox, self->cancellable, load_outbox_cb, weaken (self));

  return self;
}

/**
 * pl_session_connect_to_payroc:
 * @self: a session that only reads its store
 *
 * Fetches the key or starts the practice server, then lets the outbox send.
 */
void
pl_session_connect_to_payroc (PlSession *self)
{
  g_autoptr (PlPracticeServer) server = NULL;

  g_return_if_fail (PL_IS_SESSION (self));

  if (!self->stored_only || self->closed)
    return;

  self->stored_only = FALSE;

  if (!is_practice (self))
    {
      look_up_key (self, FALSE);
      return;
    }

  server = g_steal_pointer (&self->practice_server);
  if (server != NULL && pl_practice_server_get_running (server))
    use_practice (self, server);
  else
    start_practice (self);
}

/**
 * pl_session_close:
 * @self: a session
 *
 * Ends it: nothing new is sent, the practice server is let go, and who waits
 * for it is told. What was accepted stays in the outbox for the next session.
 */
void
pl_session_close (PlSession *self)
{
  g_return_if_fail (PL_IS_SESSION (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  payroc_authenticator_set_token_func (get_authenticator (self), NULL, NULL, NULL);
  pl_outbox_stop (self->outbox);
  if (self->practice_server != NULL)
    g_signal_handlers_disconnect_by_data (self->practice_server, self);
  g_clear_object (&self->practice_server);
  finish_ready_tasks (self);
}

/**
 * pl_session_get_account:
 * @self: a session
 *
 * Returns: (transfer none): whose session it is
 */
PlAccount *
pl_session_get_account (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return self->account;
}

/**
 * pl_session_get_state:
 * @self: a session
 *
 * Returns: whether Payroc can be asked
 */
PlSessionState
pl_session_get_state (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), PL_SESSION_OPENING);

  return self->state;
}

/**
 * pl_session_get_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what made the state what it is, for the
 *   details; the state itself says what to do
 */
const GError *
pl_session_get_error (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return self->error;
}

/**
 * pl_session_get_outbox:
 * @self: a session
 *
 * Returns: (transfer none): the outbox
 */
PlOutbox *
pl_session_get_outbox (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return self->outbox;
}

/**
 * pl_session_get_refresh:
 * @self: a session
 *
 * Returns: (transfer none): what brings the store up to date
 */
PlRefresh *
pl_session_get_refresh (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return self->refresh;
}

/**
 * pl_session_get_feed:
 * @self: a session
 *
 * Returns: (transfer none): what tells of changed links
 */
PlLinkFeed *
pl_session_get_feed (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return self->feed;
}

/**
 * pl_session_get_database:
 * @self: a session
 *
 * For core's own models; a window asks those.
 *
 * Returns: (transfer none): the database
 */
PlDatabase *
pl_session_get_database (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return self->database;
}

/**
 * pl_session_create_details:
 * @self: a session
 * @link_id: a link's id
 *
 * Returns: (transfer full): that link in full, to be loaded and updated
 */
PlLinkDetails *
pl_session_create_details (PlSession  *self,
                           const char *link_id)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);
  g_return_val_if_fail (link_id != NULL, NULL);

  return pl_link_details_new (pl_account_get_id (self->account), pl_account_get_terminal (self->account),
                              link_id, self->database, self->client, self->feed);
}

/**
 * pl_session_create_link_list:
 * @self: a session
 *
 * Returns: (transfer full): the account's links, to be searched and shown
 */
PlLinkList *
pl_session_create_link_list (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return pl_link_list_new (pl_account_get_id (self->account), self->database, self->feed);
}

/**
 * pl_session_replace_key_async:
 * @self: a session
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
pl_session_replace_key_async (PlSession           *self,
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

  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_session_replace_key_async);

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
 * pl_session_replace_key_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: those of pl_key_check_finish(); %PAYROC_ERROR_INVALID with the field
 * "apiKey"; %PL_STORE_ERROR_KEYRING_LOCKED, %PL_STORE_ERROR_KEYRING_UNREACHABLE.
 *
 * Returns: whether the new key is in use
 */
gboolean
pl_session_replace_key_finish (PlSession     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_replace_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_session_unlock_async:
 * @self: a session that is not ready
 * @cancellable: (nullable): a cancellable
 * @callback: called when the state is known
 * @user_data: data for @callback
 *
 * Tries again to get what the session needs. For a locked keyring the desktop
 * may ask the user for a password.
 */
void
pl_session_unlock_async (PlSession           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_session_unlock_async);

  self->stored_only = FALSE;
  if (!self->connecting && !self->closed && self->state != PL_SESSION_READY)
    {
      if (is_practice (self))
        {
          self->n_practice_starts = 0;
          start_practice (self);
        }
      else
        {
          look_up_key (self, TRUE);
        }
    }

  pl_session_ready_async (self, cancellable, unlock_done_cb, g_steal_pointer (&task));
}

/**
 * pl_session_unlock_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR_KEYRING_LOCKED when the user said no,
 * %PL_STORE_ERROR_KEYRING_UNREACHABLE, those of
 * pl_practice_server_start_finish(), %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether an answer came: the key is there, or there is none (the state says which)
 */
gboolean
pl_session_unlock_finish (PlSession     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_unlock_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_session_ready_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called when nothing is under way any more
 * @user_data: data for @callback
 *
 * Waits until the outbox was read and an opening that is under way ended, well or not:
 * the state says which.
 */
void
pl_session_ready_async (PlSession           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_session_ready_async);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

      g_task_attach_source (task, source, G_SOURCE_FUNC (ready_cancelled_cb));
      g_task_set_task_data (task, g_steal_pointer (&source), (GDestroyNotify) g_source_unref);
    }

  g_ptr_array_add (self->ready_tasks, g_steal_pointer (&task));
  finish_ready_tasks (self);
}

/**
 * pl_session_ready_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR when the outbox could not be read,
 * %G_IO_ERROR_CLOSED, %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether the session can be used; its state says for what
 */
gboolean
pl_session_ready_finish (PlSession     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_ready_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
