/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what all accounts share: one database, one keyring, one transport. */
#include "config.h"

#include "pl-workspace-private.h"

#include "pl-session-private.h"

struct _PlWorkspace
{
  GObject           parent_instance;

  PlDatabase       *database; /* (owned) */
  PlKeyring        *keyring; /* (owned) */
  PayrocTransport  *transport; /* (owned) */
  char             *practice_directory; /* (owned) */
  GListStore       *accounts; /* (owned) of PlAccount, last used first */
  GPtrArray        *pending; /* (owned) (element-type PlAccountRow): being connected; borrowed */
  GHashTable       *sessions; /* (owned) account id → GWeakRef of PlSession */
  PlSessionKeeper  *keeper; /* (owned) */
  PlPracticeServer *practice_server; /* (owned) (nullable): started to try out, until its session takes it */
  gboolean          closed;
};

G_DEFINE_FINAL_TYPE (PlWorkspace, pl_workspace, G_TYPE_OBJECT)

/* Opening */
typedef struct
{
  /* Input */
  char      *application_id; /* (owned) */

  /* In progress */
  PlDatabase *database; /* (owned) (nullable) */

  /* Output, of the worker */
  GPtrArray *rows; /* (owned) (element-type PlAccountRow) */
} Open;

static void
open_free (Open *open)
{
  g_clear_pointer (&open->application_id, g_free);
  g_clear_object (&open->database);
  g_clear_pointer (&open->rows, g_ptr_array_unref);
  g_free (open);
}

static void
weak_ref_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

PlSession *
pl_workspace_find_session (PlWorkspace *self,
                           PlAccount   *account)
{
  GWeakRef *weak = g_hash_table_lookup (self->sessions, pl_account_get_id (account));

  return weak != NULL ? g_weak_ref_get (weak) : NULL;
}

static gboolean
read_accounts (PlConnection  *connection,
               gpointer       work_data,
               GError       **error)
{
  Open *open = work_data;

  open->rows = pl_account_table_list (connection, error);

  return open->rows != NULL;
}

static gboolean
touch_account (PlConnection  *connection,
               gpointer       work_data,
               GError       **error)
{
  PlAccountRow *row = work_data;

  return pl_account_table_touch (connection, row->id, row->last_used, error);
}

static void
read_accounts_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (PlWorkspace) self = NULL;
  g_autoptr (GError) error = NULL;
  Open *open = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self = g_object_new (PL_TYPE_WORKSPACE, NULL);
  self->database = g_steal_pointer (&open->database);
  self->keyring = pl_keyring_new (open->application_id);
  self->transport = payroc_transport_new ();
  self->practice_directory = g_build_filename (pl_database_get_directory (self->database), "practice", NULL);

  for (guint i = 0; i < open->rows->len; i++)
    {
      g_autoptr (PlAccount) account = pl_account_new_from_row (g_ptr_array_index (open->rows, i));

      g_list_store_append (self->accounts, account);
    }

  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

static void
open_database_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Open *open = g_task_get_task_data (task);

  open->database = pl_database_open_finish (result, &error);
  if (open->database == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_database_run_async (open->database, PL_DATABASE_READ, read_accounts, open, NULL,
                         g_task_get_cancellable (task), read_accounts_cb, g_object_ref (task));
}

static void
close_transport_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!payroc_transport_close_finish (PAYROC_TRANSPORT (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
close_database_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlWorkspace *self = g_task_get_source_object (task);

  if (!pl_database_close_finish (PL_DATABASE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    payroc_transport_close_async (self->transport, close_transport_cb, g_steal_pointer (&task));
}

static void
close_sessions (PlWorkspace *self)
{
  GHashTableIter iter;
  gpointer weak;

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &weak))
    {
      g_autoptr (PlSession) session = g_weak_ref_get (weak);

      if (session != NULL)
        pl_session_close (session);
    }

  g_hash_table_remove_all (self->sessions);
  pl_session_keeper_drop (self->keeper, NULL);
  g_clear_object (&self->practice_server);
}

static void
pl_workspace_dispose (GObject *object)
{
  PlWorkspace *self = PL_WORKSPACE (object);

  close_sessions (self);
  g_clear_object (&self->transport);
  g_clear_object (&self->keyring);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (pl_workspace_parent_class)->dispose (object);
}

static void
pl_workspace_finalize (GObject *object)
{
  PlWorkspace *self = PL_WORKSPACE (object);

  g_clear_object (&self->accounts);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->practice_directory, g_free);

  G_OBJECT_CLASS (pl_workspace_parent_class)->finalize (object);
}

static void
pl_workspace_class_init (PlWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_workspace_dispose;
  object_class->finalize = pl_workspace_finalize;
}

static void
pl_workspace_init (PlWorkspace *self)
{
  self->accounts = g_list_store_new (PL_TYPE_ACCOUNT);
  self->pending = g_ptr_array_new ();
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) weak_ref_free);
  self->keeper = pl_session_keeper_new ();
}

/**
 * pl_workspace_dup_default_directory:
 *
 * Returns: (transfer full) (type filename): the data folder of the user who is not asked for one
 */
char *
pl_workspace_dup_default_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "paylinks", NULL);
}

/**
 * pl_workspace_open_async:
 * @directory: (type filename) (nullable): the data folder, or %NULL for the user's own
 * @application_id: whose keys to look for in the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called when the accounts are known
 * @user_data: data for @callback
 *
 * Asks neither the network nor the keyring.
 */
void
pl_workspace_open_async (const char          *directory,
                         const char          *application_id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *own_directory = NULL;
  Open *open;

  g_return_if_fail (application_id != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_workspace_open_async);

  open = g_new0 (Open, 1);
  open->application_id = g_strdup (application_id);
  g_task_set_task_data (task, open, (GDestroyNotify) open_free);

  if (directory == NULL)
    directory = own_directory = pl_workspace_dup_default_directory ();

  pl_database_open_async (directory, cancellable, open_database_cb, g_steal_pointer (&task));
}

/**
 * pl_workspace_open_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the workspace
 */
PlWorkspace *
pl_workspace_open_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_workspace_get_directory:
 * @self: a workspace
 *
 * Returns: (transfer none) (type filename): the data folder
 */
const char *
pl_workspace_get_directory (PlWorkspace *self)
{
  g_return_val_if_fail (PL_IS_WORKSPACE (self), NULL);

  return pl_database_get_directory (self->database);
}

/**
 * pl_workspace_get_set_aside:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable) (type filename): where a damaged database
 *   was put; the user must hear of it
 */
const char *
pl_workspace_get_set_aside (PlWorkspace *self)
{
  g_return_val_if_fail (PL_IS_WORKSPACE (self), NULL);

  return pl_database_get_set_aside (self->database);
}

/**
 * pl_workspace_get_rescued:
 * @self: a workspace
 *
 * Returns: how many intents were taken over from a damaged database
 */
guint
pl_workspace_get_rescued (PlWorkspace *self)
{
  g_return_val_if_fail (PL_IS_WORKSPACE (self), 0);

  return pl_database_get_rescued (self->database);
}

/**
 * pl_workspace_get_keyring_state:
 * @self: a workspace
 *
 * Returns: how the keyring answered last
 */
PlKeyringState
pl_workspace_get_keyring_state (PlWorkspace *self)
{
  g_return_val_if_fail (PL_IS_WORKSPACE (self), PL_KEYRING_STATE_UNKNOWN);

  return pl_keyring_get_state (self->keyring);
}

/**
 * pl_workspace_get_accounts:
 * @self: a workspace
 *
 * Returns: (transfer none): the accounts, a list of [class@Account], last used first
 */
GListModel *
pl_workspace_get_accounts (PlWorkspace *self)
{
  g_return_val_if_fail (PL_IS_WORKSPACE (self), NULL);

  return G_LIST_MODEL (self->accounts);
}

PlDatabase *
pl_workspace_get_database (PlWorkspace *self)
{
  return self->database;
}

PayrocTransport *
pl_workspace_get_transport (PlWorkspace *self)
{
  return self->transport;
}

PlKeyring *
pl_workspace_get_keyring (PlWorkspace *self)
{
  return self->keyring;
}

const char *
pl_workspace_get_practice_directory (PlWorkspace *self)
{
  return self->practice_directory;
}

void
pl_workspace_take_practice_server (PlWorkspace      *self,
                                   PlPracticeServer *server)
{
  g_set_object (&self->practice_server, server);
}

gboolean
pl_workspace_add_pending (PlWorkspace  *self,
                          PlAccountRow *row)
{
  g_autoptr (PlAccount) account = pl_account_new_from_row (row);

  for (guint i = 0; i < self->pending->len; i++)
    {
      if (pl_account_is_same_terminal (account, g_ptr_array_index (self->pending, i)))
        return FALSE;
    }
  g_ptr_array_add (self->pending, row);

  return TRUE;
}

void
pl_workspace_remove_pending (PlWorkspace  *self,
                             PlAccountRow *row)
{
  g_ptr_array_remove (self->pending, row);
}

/* The account goes: so does what is open of it. */
void
pl_workspace_end_session (PlWorkspace *self,
                          PlAccount   *account)
{
  g_autoptr (PlSession) session = pl_workspace_find_session (self, account);

  if (session != NULL)
    {
      pl_session_close (session);
      pl_session_keeper_drop (self->keeper, session);
    }
  g_hash_table_remove (self->sessions, pl_account_get_id (account));
}

/**
 * pl_workspace_open_stored:
 * @self: a workspace
 * @account: one of its accounts
 *
 * A session that reads and writes what is stored and asks nobody: no key, no
 * server, nothing sent. Its state stays %PL_SESSION_OPENING until somebody
 * opens the same account with pl_workspace_open_session().
 *
 * Returns: (transfer full): the session, the same object while one is open
 */
PlSession *
pl_workspace_open_stored (PlWorkspace *self,
                          PlAccount   *account)
{
  g_autoptr (PlPracticeServer) server = NULL;
  PlSession *session;
  GWeakRef *weak;

  g_return_val_if_fail (PL_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (PL_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (!self->closed, NULL);

  session = pl_workspace_find_session (self, account);
  if (session != NULL)
    return session;

  if (pl_account_get_kind (account) == PL_ACCOUNT_PRACTICE)
    server = g_steal_pointer (&self->practice_server);

  session = pl_session_new (account, self->database, self->keyring, self->transport,
                            self->practice_directory, server);
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, session);
  g_hash_table_replace (self->sessions, g_strdup (pl_account_get_id (account)), weak);

  return session;
}

/**
 * pl_workspace_open_session:
 * @self: a workspace
 * @account: one of its accounts
 *
 * Opens an account at once: what is stored can be read and intents are taken
 * while its key is looked up or its practice server started. Watch its state.
 * The account becomes the one used last.
 *
 * Returns: (transfer full): the session, the same object while one is open
 */
PlSession *
pl_workspace_open_session (PlWorkspace *self,
                           PlAccount   *account)
{
  PlSession *session;
  guint position;

  session = pl_workspace_open_stored (self, account);
  if (session == NULL)
    return NULL;

  pl_session_connect_to_payroc (session);

  pl_account_set_last_used (account, g_get_real_time ());
  if (g_list_store_find (self->accounts, account, &position) && position != 0)
    {
      g_autoptr (PlAccount) kept = g_object_ref (account);

      g_list_store_remove (self->accounts, position);
      g_list_store_insert (self->accounts, 0, kept);
    }

  pl_database_run_async (self->database, PL_DATABASE_WRITE, touch_account,
                         pl_account_to_row (account), (GDestroyNotify) pl_account_row_free, NULL, NULL, NULL);

  return session;
}

PlSessionKeeper *
pl_workspace_get_keeper (PlWorkspace *self)
{
  return self->keeper;
}

/**
 * pl_workspace_close_async:
 * @self: a workspace
 * @callback: called when all is on the disk and no connection is left
 * @user_data: data for @callback
 *
 * Closes the sessions, waits until everything accepted is on the disk, then
 * closes the database and the connections. Nothing can be opened after.
 */
void
pl_workspace_close_async (PlWorkspace         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_WORKSPACE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, pl_workspace_close_async);

  self->closed = TRUE;
  close_sessions (self);
  pl_database_close_async (self->database, close_database_cb, g_steal_pointer (&task));
}

/**
 * pl_workspace_close_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: whether all is on the disk
 */
gboolean
pl_workspace_close_finish (PlWorkspace   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_workspace_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
