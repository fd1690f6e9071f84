/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which secret is whose, where it is kept, and what state the keyring was found in. How libsecret is talked to is the
 * vault's business. */
#include "pl-keyring.h"

#include "pl-secret.h"
#include "pl-store-enum-types.h"
#include "pl-vault.h"

struct _PlKeyring
{
  GObject         parent_instance;

  char           *application_id; /* (nullable): memory only */
  PlVault        *vault;          /* (nullable): memory only */
  GHashTable     *memory;         /* (element-type utf8 char*): "account/kind" and what would be in the keyring */
  GHashTable     *session_only;   /* (element-type utf8): accounts */
  GQueue          waiting;        /* of (owned) GTask; the first is being done */
  PlKeyringState  state;
};

typedef enum
{
  PROP_STATE = 1,
} PlKeyringProperty;

static GParamSpec *properties[PROP_STATE + 1];

G_DEFINE_FINAL_TYPE (PlKeyring, pl_keyring, G_TYPE_OBJECT)

typedef struct
{
  /* Input */
  char         *account;
  PlSecretKind  kind;
  char         *encoded;   /* (nullable) to be stored */
  gboolean      unlock;
  gboolean      in_memory; /* as it was when it was asked for */

  /* Output */
  char         *secret;    /* (nullable) */
  gint64        expires_at;
} Request;

static void
request_free (Request *self)
{
  g_free (self->account);
  pl_secret_free (self->encoded);
  pl_secret_free (self->secret);
  g_free (self);
}

static void
set_state (PlKeyring      *self,
           PlKeyringState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static char *
memory_key (const char   *account,
            PlSecretKind  kind)
{
  return g_strconcat (account, "/", pl_secret_kind_to_text (kind), NULL);
}

static void
forget_in_memory (PlKeyring    *self,
                  const char   *account,
                  PlSecretKind  kind)
{
  g_autofree char *key = memory_key (account, kind);

  g_hash_table_remove (self->memory, key);
}

static void begin_next (PlKeyring *self);

/* Takes error. The next one begins before this one's callback may ask for more, so that their order is that of
 * asking. */
static void
finish_first (PlKeyring *self,
              GError    *error)
{
  g_autoptr (PlKeyring) alive = g_object_ref (self);
  g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

  begin_next (self);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
vault_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  PlKeyring *self = user_data;
  GTask     *task = g_queue_peek_head (&self->waiting);
  Request   *request = g_task_get_task_data (task);
  GError    *error = NULL;
  g_autoptr (SecretValue) value = NULL;

  /* That somebody gave up waiting says nothing about the keyring. */
  if (pl_vault_finish (self->vault, result, &value, &error))
    set_state (self, PL_KEYRING_STATE_AVAILABLE);
  else if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_LOCKED))
    set_state (self, PL_KEYRING_STATE_LOCKED);
  else if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_UNREACHABLE))
    set_state (self, PL_KEYRING_STATE_UNREACHABLE);

  if (value != NULL)
    request->secret = pl_secret_decode (request->kind, secret_value_get_text (value), &request->expires_at);

  if (error == NULL && request->encoded != NULL)
    forget_in_memory (self, request->account, request->kind);

  /* Memory was what mattered; the keyring was asked for the sake of what it may have from earlier. */
  if (request->in_memory)
    g_clear_error (&error);

  finish_first (self, error);
}

static GHashTable *
make_attributes (PlKeyring *self,
                 Request   *request)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (char *) "application", self->application_id);
  g_hash_table_insert (attributes, (char *) "account", request->account);

  return attributes;
}

static void
begin_store (PlKeyring *self,
             GTask     *task)
{
  Request *request = g_task_get_task_data (task);
  g_autoptr (GHashTable)  attributes = NULL;
  g_autoptr (SecretValue) value = NULL;

  if (request->in_memory)
    {
      g_hash_table_replace (self->memory, memory_key (request->account, request->kind),
                            g_steal_pointer (&request->encoded));
      finish_first (self, NULL);
      return;
    }

  attributes = make_attributes (self, request);
  g_hash_table_insert (attributes, (char *) "kind", (char *) pl_secret_kind_to_text (request->kind));
  value = secret_value_new (request->encoded, -1, "text/plain");

  /* The label is what the desktop's keyring program lists: a name, in no language. */
  pl_vault_store_async (self->vault, attributes,
                        request->kind == PL_SECRET_TOKEN ? "Paylinks: Payroc token" : "Paylinks: Payroc API key",
                        value, request->unlock, g_task_get_cancellable (task), vault_cb, self);
}

static void
begin_lookup (PlKeyring *self,
              GTask     *task)
{
  Request *request = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = NULL;

  if (request->in_memory)
    {
      g_autofree char *key = memory_key (request->account, request->kind);

      request->secret = pl_secret_decode (request->kind, g_hash_table_lookup (self->memory, key), &request->expires_at);
      finish_first (self, NULL);
      return;
    }

  attributes = make_attributes (self, request);
  g_hash_table_insert (attributes, (char *) "kind", (char *) pl_secret_kind_to_text (request->kind));
  pl_vault_lookup_async (self->vault, attributes, request->unlock, g_task_get_cancellable (task), vault_cb, self);
}

static void
begin_clear (PlKeyring *self,
             GTask     *task)
{
  Request *request = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = NULL;

  forget_in_memory (self, request->account, PL_SECRET_API_KEY);
  forget_in_memory (self, request->account, PL_SECRET_TOKEN);

  if (self->vault == NULL)
    {
      finish_first (self, NULL);
      return;
    }

  attributes = make_attributes (self, request);
  pl_vault_clear_async (self->vault, attributes, request->unlock, g_task_get_cancellable (task), vault_cb, self);
}

static void
begin_next (PlKeyring *self)
{
  GTask   *task = g_queue_peek_head (&self->waiting);
  gpointer tag;

  if (task == NULL)
    return;

  tag = g_task_get_source_tag (task);

  if (tag == pl_keyring_store_async)
    begin_store (self, task);
  else if (tag == pl_keyring_lookup_async)
    begin_lookup (self, task);
  else
    begin_clear (self, task);
}

static void
ask (PlKeyring           *self,
     gpointer             tag,
     const char          *account,
     PlSecretKind         kind,
     char                *encoded,
     gboolean             unlock,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  GTask   *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->account = g_strdup (account);
  request->kind = kind;
  request->encoded = encoded;
  request->in_memory = self->vault == NULL || g_hash_table_contains (self->session_only, account);
  request->unlock = unlock && !request->in_memory;

  g_task_set_source_tag (task, tag);
  /* What was done is told, also when somebody gave up waiting for it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_queue_push_tail (&self->waiting, task);

  if (self->waiting.length == 1)
    begin_next (self);
}

static void
pl_keyring_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  PlKeyring *self = PL_KEYRING (object);

  switch ((PlKeyringProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
pl_keyring_finalize (GObject *object)
{
  PlKeyring *self = PL_KEYRING (object);

  g_clear_object (&self->vault);
  g_hash_table_unref (self->memory);
  g_hash_table_unref (self->session_only);
  g_free (self->application_id);

  G_OBJECT_CLASS (pl_keyring_parent_class)->finalize (object);
}

static void
pl_keyring_class_init (PlKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_keyring_get_property;
  object_class->finalize = pl_keyring_finalize;

  /**
   * PlKeyring:state:
   *
   * How the latest operation found the keyring. Always available for a keyring in memory.
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL,
                                              PL_TYPE_KEYRING_STATE, PL_KEYRING_STATE_UNKNOWN,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_keyring_init (PlKeyring *self)
{
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pl_secret_free);
  self->session_only = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->waiting);
}

/**
 * pl_keyring_new:
 * @application_id: keeps the secrets of a development version apart
 *
 * Nothing is asked of the desktop before the first operation.
 *
 * Returns: (transfer full): the desktop's keyring: the Secret Service, or in a sandbox the file that its portal unlocks
 */
PlKeyring *
pl_keyring_new (const char *application_id)
{
  PlKeyring *self;

  g_return_val_if_fail (application_id != NULL, NULL);

  self = g_object_new (PL_TYPE_KEYRING, NULL);
  self->application_id = g_strdup (application_id);
  self->vault = pl_vault_new ();

  return self;
}

/**
 * pl_keyring_new_for_session:
 *
 * Returns: (transfer full): a keyring in this process's memory only, wiped at its end
 */
PlKeyring *
pl_keyring_new_for_session (void)
{
  PlKeyring *self = g_object_new (PL_TYPE_KEYRING, NULL);

  self->state = PL_KEYRING_STATE_AVAILABLE;

  return self;
}

/**
 * pl_keyring_get_state:
 * @self: a keyring
 *
 * Returns: how the latest operation found it
 */
PlKeyringState
pl_keyring_get_state (PlKeyring *self)
{
  g_return_val_if_fail (PL_IS_KEYRING (self), PL_KEYRING_STATE_UNKNOWN);

  return self->state;
}

/**
 * pl_keyring_set_session_only:
 * @self: a keyring
 * @account: an account's UUID
 * @session_only: whether its secrets are kept in memory only
 *
 * Decides where operations asked for from now on go. Nothing is moved: what memory holds stays there until the
 * keyring took the same secret, so that going back after a failure loses nothing.
 */
void
pl_keyring_set_session_only (PlKeyring  *self,
                             const char *account,
                             gboolean    session_only)
{
  g_return_if_fail (PL_IS_KEYRING (self));
  g_return_if_fail (account != NULL);

  if (session_only)
    g_hash_table_add (self->session_only, g_strdup (account));
  else
    g_hash_table_remove (self->session_only, account);
}

/**
 * pl_keyring_store_async:
 * @self: a keyring
 * @account: an account's UUID
 * @kind: which of its secrets
 * @secret: not empty
 * @expires_at: when a token ends, in seconds since the epoch; 0 for an API key
 * @cancellable: (nullable): a #GCancellable
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * Stores a secret in the place of the one before. A locked keyring is unlocked for an API key, which somebody has
 * just typed; for a token, which is stored behind the scenes, nobody is asked.
 */
void
pl_keyring_store_async (PlKeyring           *self,
                        const char          *account,
                        PlSecretKind         kind,
                        const char          *secret,
                        gint64               expires_at,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (PL_IS_KEYRING (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (secret != NULL && *secret != '\0');
  g_return_if_fail (kind == PL_SECRET_TOKEN || expires_at == 0);

  ask (self, pl_keyring_store_async, account, kind, pl_secret_encode (kind, secret, expires_at),
       kind == PL_SECRET_API_KEY, cancellable, callback, user_data);
}

/**
 * pl_keyring_store_finish:
 * @self: a keyring
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_KEYRING_LOCKED, %PL_STORE_ERROR_KEYRING_UNREACHABLE, %G_IO_ERROR_CANCELLED. What was
 * there before is still there.
 *
 * Returns: whether it is stored
 */
gboolean
pl_keyring_store_finish (PlKeyring     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_keyring_lookup_async:
 * @self: a keyring
 * @account: an account's UUID
 * @kind: which of its secrets
 * @unlock: whether the desktop may ask for the keyring's password
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks a secret up.
 */
void
pl_keyring_lookup_async (PlKeyring           *self,
                         const char          *account,
                         PlSecretKind         kind,
                         gboolean             unlock,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (PL_IS_KEYRING (self));
  g_return_if_fail (account != NULL);

  ask (self, pl_keyring_lookup_async, account, kind, NULL, unlock, cancellable, callback, user_data);
}

/**
 * pl_keyring_lookup_finish:
 * @self: a keyring
 * @result: what the callback got
 * @expires_at: (out) (optional): when a token ends, in seconds since the epoch; 0 for an API key
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_KEYRING_LOCKED, also when the person dismissed the prompt;
 * %PL_STORE_ERROR_KEYRING_UNREACHABLE; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with pl_secret_free(); %NULL without an error when
 *   the keyring is open and does not have it
 */
char *
pl_keyring_lookup_finish (PlKeyring     *self,
                          GAsyncResult  *result,
                          gint64        *expires_at,
                          GError       **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_keyring_lookup_async), NULL);

  request = g_task_get_task_data (G_TASK (result));

  if (expires_at != NULL)
    *expires_at = request->expires_at;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_steal_pointer (&request->secret);
}

/**
 * pl_keyring_clear_async:
 * @self: a keyring
 * @account: an account's UUID
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes both secrets of an account, from memory at once. The desktop may ask for the keyring's password, unless
 * the account is session-only.
 */
void
pl_keyring_clear_async (PlKeyring           *self,
                        const char          *account,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (PL_IS_KEYRING (self));
  g_return_if_fail (account != NULL);

  ask (self, pl_keyring_clear_async, account, PL_SECRET_API_KEY, NULL, TRUE, cancellable, callback, user_data);
}

/**
 * pl_keyring_clear_finish:
 * @self: a keyring
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_KEYRING_LOCKED, %PL_STORE_ERROR_KEYRING_UNREACHABLE, %G_IO_ERROR_CANCELLED; none of a
 * session-only account.
 *
 * Returns: whether there is nothing left of it, as far as this keyring knows
 */
gboolean
pl_keyring_clear_finish (PlKeyring     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_keyring_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
