/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsecret says NULL or FALSE for absent, locked and broken alike: here they are told apart, by searching and by
 * asking the service. In a Flatpak there is no service but a file of our own, which libsecret keeps in memory from
 * the moment it first read it: whenever that could be why something is missing or refused, it is read again. */
#include "pl-vault.h"

#include "pl-store-error.h"

/* A second process writes the same file only when a key is stored, and one item is what there is to delete: more
 * than a few rounds are a keyring gone mad. */
#define RETRIES_MAX 20

struct _PlVault
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (PlVault, pl_vault, G_TYPE_OBJECT)

typedef void (*Step) (GTask *task);

typedef struct
{
  /* Input */
  Step         begin;
  GHashTable  *attributes; /* (owned) */
  char        *label;      /* (owned) (nullable) */
  SecretValue *value;      /* (owned) (nullable) to be stored */
  gboolean     unlock;

  /* In progress */
  gboolean     fresh;      /* libsecret knows of nothing older than this operation */
  gboolean     asked;      /* to unlock, once */
  guint        retries;
} Operation;

/* Attributes alone match, not the schema's name: they hold the application's id already, and some keyrings forget
 * the name (an import into another one does). The names and types are for ever. */
static const SecretSchema schema = {
  "io.github.paylinks.Paylinks.Account",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static void
operation_free (Operation *self)
{
  g_hash_table_unref (self->attributes);
  g_free (self->label);
  g_clear_pointer (&self->value, secret_value_unref);
  g_free (self);
}

static void
free_items (GList *items)
{
  g_list_free_full (items, g_object_unref);
}

/* libsecret's backend is one for the whole process. */
static gboolean backend_is_old = FALSE;

static void
forget_backend (void)
{
  secret_service_disconnect ();
  backend_is_old = FALSE;
}

static void
begin (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  operation->fresh = !backend_is_old;
  backend_is_old = TRUE;
  operation->begin (task);
}

static void
return_locked (GTask *task)
{
  g_task_return_new_error (task, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_LOCKED, "The keyring is locked");
  g_object_unref (task);
}

static void
return_value (GTask       *task,
              SecretValue *value)
{
  g_task_return_pointer (task, value, secret_value_unref);
  g_object_unref (task);
}

static void
retry (GTask *task)
{
  forget_backend ();
  begin (task);
}

/* Takes both. */
static void
fail (GTask  *task,
      GError *failure)
{
  g_autoptr (GError) error = failure;
  Operation         *operation = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    {
      forget_backend ();
      g_object_unref (task);
      return;
    }

  /* What was not cancelled by us was by the person in front of the prompt. */
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return_locked (task);
      return;
    }

  /* A backend made earlier may talk to a service that has ended since, or hold a file that another process wrote. */
  if (!operation->fresh
      || (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG) && operation->retries < RETRIES_MAX))
    {
      operation->retries++;
      retry (task);
      return;
    }

  forget_backend ();
  g_dbus_error_strip_remote_error (error);
  g_task_return_new_error (task, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_UNREACHABLE, "%s", error->message);
  g_object_unref (task);
}

/* libsecret does not say which of its backends it has chosen, but this type exists only once it has opened its file. */
static gboolean
is_service (void)
{
  return g_type_from_name ("SecretFileCollection") == G_TYPE_INVALID;
}

static gboolean
is_locked (gpointer item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (item);
}

static void
unlock_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;

  /* Whether it worked shows when everything is asked again. */
  secret_service_unlock_finish (NULL, result, NULL, NULL);
  begin (task);
}

/* objects: items or collections. Once only: a prompt that was dismissed is an answer. */
static void
unlock (GTask *task,
        GList *objects)
{
  Operation *operation = g_task_get_task_data (task);

  if (!operation->unlock || operation->asked)
    {
      return_locked (task);
      return;
    }

  operation->asked = TRUE;
  secret_service_unlock (NULL, objects, g_task_get_cancellable (task), unlock_cb, task);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask    *task = user_data;
  GError   *error = NULL;
  gboolean  stored = secret_password_store_finish (result, &error);

  if (error != NULL)
    fail (task, error);
  else if (!stored)
    return_locked (task);
  else
    return_value (task, NULL);
}

static void
put (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  secret_password_storev_binary (&schema, operation->attributes, SECRET_COLLECTION_DEFAULT, operation->label,
                                 operation->value, g_task_get_cancellable (task), stored_cb, task);
}

/* Is the place open where we store? Before that is known, finding nothing proves nothing: a keyring may show
 * nothing at all of what it has locked away. */
static void
default_collection_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GTask     *task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError    *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    {
      fail (task, error);
    }
  else if (collection != NULL && secret_collection_get_locked (collection))
    {
      g_autoptr (GList) objects = g_list_prepend (NULL, collection);

      unlock (task, objects);
    }
  else if (operation->value == NULL)
    {
      return_value (task, NULL);
    }
  else if (collection == NULL)
    {
      /* Making a first keyring asks for a password. */
      return_locked (task);
    }
  else
    {
      put (task);
    }
}

static void
check_default_collection (GTask *task)
{
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               g_task_get_cancellable (task), default_collection_cb, task);
}

static void
find_nothing (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  if (is_service ())
    check_default_collection (task);
  else if (!operation->fresh)
    retry (task);
  else
    return_value (task, NULL);
}

static void
search (GTask               *task,
        GAsyncReadyCallback  callback)
{
  Operation *operation = g_task_get_task_data (task);

  secret_password_searchv (&schema, operation->attributes, SECRET_SEARCH_ALL, g_task_get_cancellable (task), callback,
                           task);
}

static void
retrieve_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask       *task = user_data;
  GError      *error = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);

  if (error != NULL)
    fail (task, error);
  else if (value == NULL)
    return_locked (task);
  else
    return_value (task, value);
}

static gboolean
is_ours (gpointer item)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);

  return g_strcmp0 (g_hash_table_lookup (attributes, "xdg:schema"), schema.name) == 0;
}

/* There is one, unless somebody made another by hand or by importing. The one we write over is the one with our
 * schema. */
static gboolean
is_better (gpointer a,
           gpointer b)
{
  if (is_ours (a) != is_ours (b))
    return is_ours (a);

  return secret_retrievable_get_modified (a) > secret_retrievable_get_modified (b);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;
  GList  *items = secret_password_search_finish (result, &error);
  gpointer best = NULL;

  for (GList *item = items; item != NULL; item = item->next)
    {
      if (!is_locked (item->data) && (best == NULL || is_better (item->data, best)))
        best = item->data;
    }

  if (error != NULL)
    fail (task, error);
  else if (best != NULL)
    secret_retrievable_retrieve_secret (best, g_task_get_cancellable (task), retrieve_cb, task);
  else if (items != NULL)
    unlock (task, items);
  else
    find_nothing (task);

  free_items (items);
}

static void
begin_lookup (GTask *task)
{
  search (task, found_cb);
}

static void
begin_store (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  /* The service would show its prompt when it is locked. */
  if (is_service () && !operation->unlock)
    check_default_collection (task);
  else
    put (task);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask     *task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError    *error = NULL;

  secret_item_delete_finish (SECRET_ITEM (source), result, &error);

  if (error == NULL && operation->retries++ == RETRIES_MAX)
    g_set_error_literal (&error, SECRET_ERROR, SECRET_ERROR_PROTOCOL, "What is deleted comes back");

  /* Until nothing is found. */
  if (error != NULL)
    fail (task, error);
  else
    begin (task);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);

  if (error != NULL)
    fail (task, error);
  else
    return_value (task, NULL);
}

static void
found_to_clear_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask     *task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError    *error = NULL;
  GList     *items = secret_password_search_finish (result, &error);
  GList     *item = items;

  while (item != NULL && is_locked (item->data))
    item = item->next;

  if (error != NULL)
    fail (task, error);
  else if (items == NULL)
    find_nothing (task);
  else if (item == NULL)
    unlock (task, items);
  else if (SECRET_IS_ITEM (item->data))
    secret_item_delete (item->data, g_task_get_cancellable (task), deleted_cb, task);
  else
    secret_password_clearv (&schema, operation->attributes, g_task_get_cancellable (task), cleared_cb, task);

  free_items (items);
}

/* Not by libsecret's clear of all that match: it passes over what is locked, and says nothing. */
static void
begin_clear (GTask *task)
{
  search (task, found_to_clear_cb);
}

static void
run (PlVault             *self,
     gpointer             tag,
     Operation           *operation,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What was done is told, also when somebody gave up waiting for it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, operation, (GDestroyNotify) operation_free);

  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else
    begin (task);
}

static void
pl_vault_class_init (PlVaultClass *klass)
{
}

static void
pl_vault_init (PlVault *self)
{
}

PlVault *
pl_vault_new (void)
{
  return g_object_new (PL_TYPE_VAULT, NULL);
}

static Operation *
operation_new (Step        step,
               GHashTable *attributes,
               gboolean    unlock)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->begin = step;
  operation->attributes = g_hash_table_ref (attributes);
  operation->unlock = unlock;

  return operation;
}

void
pl_vault_store_async (PlVault             *self,
                      GHashTable          *attributes,
                      const char          *label,
                      SecretValue         *value,
                      gboolean             unlock,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Operation *operation = operation_new (begin_store, attributes, unlock);

  operation->label = g_strdup (label);
  operation->value = secret_value_ref (value);
  run (self, pl_vault_store_async, operation, cancellable, callback, user_data);
}

void
pl_vault_lookup_async (PlVault             *self,
                       GHashTable          *attributes,
                       gboolean             unlock,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  run (self, pl_vault_lookup_async, operation_new (begin_lookup, attributes, unlock), cancellable, callback, user_data);
}

void
pl_vault_clear_async (PlVault             *self,
                      GHashTable          *attributes,
                      gboolean             unlock,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  run (self, pl_vault_clear_async, operation_new (begin_clear, attributes, unlock), cancellable, callback, user_data);
}

gboolean
pl_vault_finish (PlVault       *self,
                 GAsyncResult  *result,
                 SecretValue  **value,
                 GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  SecretValue       *found = g_task_propagate_pointer (G_TASK (result), &local_error);

  if (value != NULL)
    *value = found;
  else
    g_clear_pointer (&found, secret_value_unref);

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
