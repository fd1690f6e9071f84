/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps apart what an account has, which is there at once, and what it needs to reach Payroc, which may come later. */
#include "config.h"

#include "pl-session-private.h"

#include "core/pl-core-enum-types.h"

struct _PlSession
{
  GObject       parent_instance;

  PlAccount    *account; /* (owned) */
  PlDatabase   *database; /* (owned) */
  PayrocClient *client; /* (owned) */
  PlAccess     *access; /* (owned) */
  PlLinkFeed   *feed; /* (owned) */
  PlOutbox     *outbox; /* (owned) */
  PlRefresh    *refresh; /* (owned) */
  PlWatcher    *watcher; /* (owned) */

  PlSessionState state; /* as last told */
  GError       *store_error; /* (owned) (nullable): the outbox could not be read */
  gboolean      loading; /* the outbox is being read */
  guint         n_starting; /* times the outbox was told to send and has not begun yet */
  gboolean      stored_only; /* nobody asked for Payroc */
  gboolean      closed;
  GCancellable *cancellable; /* (owned) of what belongs to no task */
  GPtrArray    *ready_tasks; /* (owned) (element-type GTask) */
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

static gboolean
is_settled (PlSession *self)
{
  return !self->loading && self->n_starting == 0 && !pl_access_get_busy (self->access) &&
         (self->stored_only || pl_access_get_state (self->access) != PL_SESSION_OPENING);
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

static void
start_outbox_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  PlSession *self = user_data;

  pl_outbox_start_finish (PL_OUTBOX (source), result, &error);
  /* The session ended, and is perhaps gone: it must be able to while it waits. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_error (&self->store_error);
  self->store_error = g_steal_pointer (&error);
  self->n_starting--;
  finish_ready_tasks (self);
}

static void
access_changed_cb (PlAccess  *access,
                   PlSession *self)
{
  PlSessionState state = pl_access_get_state (access);
  gboolean changed = self->state != state;

  if (state == PL_SESSION_READY)
    {
      self->n_starting++;
      pl_outbox_start_async (self->outbox, self->cancellable, start_outbox_cb, self);
    }
  else
    {
      pl_outbox_stop (self->outbox);
    }
  pl_watcher_set_ready (self->watcher, state == PL_SESSION_READY);

  self->state = state;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  finish_ready_tasks (self);
}

static void
load_outbox_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  PlSession *self = user_data;

  pl_outbox_load_finish (PL_OUTBOX (source), result, &error);
  /* As in start_outbox_cb(). */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
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
  g_clear_object (&self->watcher);
  g_clear_object (&self->refresh);
  g_clear_object (&self->feed);
  g_clear_object (&self->client);
  g_clear_object (&self->access);
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

static PlWatcher *
create_watcher (PlSession *self)
{
  const PlWatcherSetup setup = {
    .account = pl_account_get_id (self->account),
    .terminal = pl_account_get_terminal (self->account),
    .is_practice = pl_account_get_kind (self->account) == PL_ACCOUNT_PRACTICE,
    .database = self->database,
    .client = self->client,
    .feed = self->feed,
    .refresh = self->refresh,
  };

  return pl_watcher_new (&setup);
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

  id = pl_account_get_id (account);
  terminal = pl_account_get_terminal (account);

  /* Without addresses (practice, or a row of a later Paylinks) the client reaches nobody until it is given some. */
  environment = pl_account_create_environment (account, NULL);
  self->client = payroc_client_new (environment, transport);
  self->access = pl_access_new (account, keyring, transport, self->client, practice_directory, practice_server);
  g_signal_connect_object (self->access, "changed", G_CALLBACK (access_changed_cb), self, 0);

  self->feed = pl_link_feed_new ();
  self->outbox = pl_outbox_new (id, terminal, database, self->client, self->feed);
  self->refresh = pl_refresh_new (id, terminal, database, self->client, self->feed);
  self->watcher = create_watcher (self);

  self->stored_only = TRUE;
  self->loading = TRUE;
  pl_outbox_load_async (self->outbox, self->cancellable, load_outbox_cb, self);

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
  g_return_if_fail (PL_IS_SESSION (self));

  if (self->stored_only)
    pl_session_ask_for_access (self, FALSE);
}

/* unlock: the desktop may ask for the keyring's password. */
void
pl_session_ask_for_access (PlSession *self,
                           gboolean   unlock)
{
  self->stored_only = FALSE;
  if (!self->closed)
    pl_access_open (self->access, unlock);
}

PlAccess *
pl_session_get_access (PlSession *self)
{
  return self->access;
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
  pl_access_close (self->access);
  pl_outbox_stop (self->outbox);
  pl_watcher_set_ready (self->watcher, FALSE);
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

  return self->state == PL_SESSION_READY ? NULL : pl_access_get_error (self->access);
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

/* For the session's own parts, not for ui. */
PayrocClient *
pl_session_get_client (PlSession *self)
{
  return self->client;
}

/**
 * pl_session_get_watcher:
 * @self: a session
 *
 * Returns: (transfer none): what looks for payments; off until it is told how often
 */
PlWatcher *
pl_session_get_watcher (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return self->watcher;
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
