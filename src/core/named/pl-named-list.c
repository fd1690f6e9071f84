/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every change is written first and then read back with all others in the same transaction: what is shown is what is
 * stored, also when another window saves. */
#include "pl-named-list.h"

#include "store/pl-setting-table.h"

typedef struct
{
  char         *account;  /* (owned) */
  PlDatabase   *database; /* (owned) */
  GPtrArray    *items;    /* (owned) (element-type PlNamed) by name */
  char         *chosen;   /* (owned) (nullable) */
  gboolean      loaded;
} PlNamedListPrivate;

typedef enum
{
  PROP_CHOSEN = 1,
  PROP_LOADED,
} PlNamedListProperty;

static GParamSpec *properties[PROP_LOADED + 1];

static void pl_named_list_iface_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (PlNamedList, pl_named_list, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (PlNamedList)
                                  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pl_named_list_iface_init))

#define GET_PRIVATE(self) ((PlNamedListPrivate *) pl_named_list_get_instance_private (self))

typedef enum
{
  LOAD,
  PUT,
  DELETE,
  CHOOSE,
} Operation;

typedef struct
{
  /* Input */
  Operation    operation;
  PlNamedTable table;
  const char  *setting; /* (unowned) static */
  char        *account; /* (owned) */
  PlNamedRow  *row;     /* (owned) (nullable) what is put or deleted; its number is output as well */
  char        *chosen;  /* (owned) (nullable) input of CHOOSE, output of LOAD */

  /* Output */
  GPtrArray   *rows;    /* (owned) (nullable) (element-type PlNamedRow) all there are then */
} Job;

static void
job_free (Job *job)
{
  g_free (job->account);
  g_clear_pointer (&job->row, pl_named_row_free);
  g_free (job->chosen);
  g_clear_pointer (&job->rows, g_ptr_array_unref);
  g_free (job);
}

static gboolean
job_work (PlConnection  *connection,
          gpointer       work_data,
          GError       **error)
{
  Job *job = work_data;

  switch (job->operation)
    {
    case LOAD:
      if (!pl_setting_table_get (connection, job->account, job->setting, &job->chosen, error))
        return FALSE;
      break;
    case PUT:
      if (!pl_named_table_put (connection, job->table, job->account, job->row, error))
        return FALSE;
      break;
    case DELETE:
      if (!pl_named_table_delete (connection, job->table, job->account, job->row->number, error))
        return FALSE;
      break;
    case CHOOSE:
      return pl_setting_table_set (connection, job->account, job->setting, job->chosen, error);
    default:
      g_assert_not_reached ();
    }

  job->rows = pl_named_table_list (connection, job->table, job->account, error);

  return job->rows != NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (pl_named_get_name (*(PlNamed *const *) a), pl_named_get_name (*(PlNamed *const *) b));
}

static void
take_rows (PlNamedList *self,
           GPtrArray   *rows)
{
  PlNamedListPrivate *priv = GET_PRIVATE (self);
  guint               n_before = priv->items->len;

  g_ptr_array_set_size (priv->items, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const PlNamedRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (priv->items, g_object_new (PL_NAMED_LIST_GET_CLASS (self)->item_type,
                                                  "number", row->number,
                                                  "name", row->name,
                                                  "document", row->document,
                                                  NULL));
    }
  g_ptr_array_sort (priv->items, compare_names);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, priv->items->len);
}

static PlNamed *
find_number (PlNamedList *self,
             gint64       number)
{
  PlNamedListPrivate *priv = GET_PRIVATE (self);

  for (guint i = 0; i < priv->items->len; i++)
    {
      if (pl_named_get_number (g_ptr_array_index (priv->items, i)) == number)
        return g_ptr_array_index (priv->items, i);
    }

  return NULL;
}

static void
job_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  PlNamedList       *self = g_task_get_source_object (task);
  Job               *job = g_task_get_task_data (task);
  PlNamed           *item;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (job->rows != NULL)
    take_rows (self, job->rows);
  item = job->operation == PUT ? find_number (self, job->row->number) : NULL;
  if (item != NULL)
    g_task_return_pointer (task, g_object_ref (item), g_object_unref);
  else if (job->operation == PUT)
    g_task_return_new_error (task, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND, "What was saved is gone again");
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes row. */
static void
run (PlNamedList         *self,
     Operation            operation,
     PlNamedRow          *row,
     gpointer             tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask)   task = g_task_new (self, cancellable, callback, user_data);
  PlNamedListPrivate *priv = GET_PRIVATE (self);
  Job                *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  job->operation = operation;
  job->table = PL_NAMED_LIST_GET_CLASS (self)->table;
  job->setting = PL_NAMED_LIST_GET_CLASS (self)->setting;
  job->account = g_strdup (priv->account);
  job->row = row;
  if (operation == CHOOSE)
    job->chosen = g_strdup (priv->chosen);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  pl_database_run_async (priv->database, operation == LOAD ? PL_DATABASE_READ : PL_DATABASE_WRITE, job_work, job, NULL,
                         cancellable, job_cb, g_steal_pointer (&task));
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  PlNamedList        *self = PL_NAMED_LIST (source);
  PlNamedListPrivate *priv = GET_PRIVATE (self);
  g_autoptr (GError)  error = NULL;
  Job                *job = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      /* Chosen while this was under way: that is newer. */
      if (priv->chosen == NULL)
        priv->chosen = g_steal_pointer (&job->chosen);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_message ("What was saved under a name could not be read: %s", error->message);
    }

  priv->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

static void
choose_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* Only a habit: who cannot write it down still has what was chosen. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("What was chosen last was not remembered: %s", error->message);
}

static GType
pl_named_list_get_item_type (GListModel *model)
{
  return PL_NAMED_LIST_GET_CLASS (model)->item_type;
}

static guint
pl_named_list_get_n_items (GListModel *model)
{
  return GET_PRIVATE (PL_NAMED_LIST (model))->items->len;
}

static gpointer
pl_named_list_get_item (GListModel *model,
                        guint       position)
{
  gpointer item = pl_named_list_peek (PL_NAMED_LIST (model), position);

  return item != NULL ? g_object_ref (item) : NULL;
}

static void
pl_named_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = pl_named_list_get_item_type;
  iface->get_n_items = pl_named_list_get_n_items;
  iface->get_item = pl_named_list_get_item;
}

static void
pl_named_list_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PlNamedListPrivate *priv = GET_PRIVATE (PL_NAMED_LIST (object));

  switch ((PlNamedListProperty) property_id)
    {
    case PROP_CHOSEN:
      g_value_set_string (value, priv->chosen);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, priv->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_named_list_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PlNamedList *self = PL_NAMED_LIST (object);

  switch ((PlNamedListProperty) property_id)
    {
    case PROP_CHOSEN:
      pl_named_list_set_chosen (self, g_value_get_string (value));
      break;
    case PROP_LOADED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_named_list_finalize (GObject *object)
{
  PlNamedListPrivate *priv = GET_PRIVATE (PL_NAMED_LIST (object));

  g_free (priv->account);
  g_clear_object (&priv->database);
  g_ptr_array_unref (priv->items);
  g_free (priv->chosen);

  G_OBJECT_CLASS (pl_named_list_parent_class)->finalize (object);
}

static void
pl_named_list_class_init (PlNamedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_named_list_get_property;
  object_class->set_property = pl_named_list_set_property;
  object_class->finalize = pl_named_list_finalize;

  properties[PROP_CHOSEN] =
    g_param_spec_string ("chosen", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_named_list_init (PlNamedList *self)
{
  GET_PRIVATE (self)->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * pl_named_list_open: (skip)
 * @self: a list that was just made
 * @account: an account's UUID
 * @database: where its rows are stored
 *
 * Begins to read; #PlNamedList:loaded tells when that is done.
 */
void
pl_named_list_open (PlNamedList *self,
                    const char  *account,
                    PlDatabase  *database)
{
  PlNamedListPrivate *priv = GET_PRIVATE (self);

  g_return_if_fail (PL_IS_NAMED_LIST (self));
  g_return_if_fail (account != NULL && priv->account == NULL);
  g_return_if_fail (PL_IS_DATABASE (database));

  priv->account = g_strdup (account);
  priv->database = g_object_ref (database);
  run (self, LOAD, NULL, pl_named_list_open, NULL, load_cb, NULL);
}

/**
 * pl_named_list_get_loaded:
 * @self: a list
 *
 * Returns: whether what is stored was read
 */
gboolean
pl_named_list_get_loaded (PlNamedList *self)
{
  g_return_val_if_fail (PL_IS_NAMED_LIST (self), FALSE);

  return GET_PRIVATE (self)->loaded;
}

/**
 * pl_named_list_get_chosen:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the id of the one that was used last
 */
const char *
pl_named_list_get_chosen (PlNamedList *self)
{
  g_return_val_if_fail (PL_IS_NAMED_LIST (self), NULL);

  return GET_PRIVATE (self)->chosen;
}

/**
 * pl_named_list_set_chosen:
 * @self: a list
 * @id: (nullable): an id, or a word for something that is not stored
 *
 * Remembers which one is used, also for the next start.
 */
void
pl_named_list_set_chosen (PlNamedList *self,
                          const char  *id)
{
  PlNamedListPrivate *priv = GET_PRIVATE (self);

  g_return_if_fail (PL_IS_NAMED_LIST (self));

  if (g_strcmp0 (priv->chosen, id) == 0)
    return;

  g_free (priv->chosen);
  priv->chosen = g_strdup (id);
  run (self, CHOOSE, NULL, pl_named_list_set_chosen, NULL, choose_cb, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

/**
 * pl_named_list_peek:
 * @self: a list
 * @position: a position
 *
 * Returns: (transfer none) (nullable) (type PlNamed): what stands there
 */
gpointer
pl_named_list_peek (PlNamedList *self,
                    guint        position)
{
  GPtrArray *items;

  g_return_val_if_fail (PL_IS_NAMED_LIST (self), NULL);

  items = GET_PRIVATE (self)->items;

  return position < items->len ? g_ptr_array_index (items, position) : NULL;
}

/**
 * pl_named_list_find:
 * @self: a list
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable) (type PlNamed): the one of that id
 */
gpointer
pl_named_list_find (PlNamedList *self,
                    const char  *id)
{
  PlNamed *item;

  g_return_val_if_fail (PL_IS_NAMED_LIST (self), NULL);

  for (guint i = 0; (item = pl_named_list_peek (self, i)) != NULL; i++)
    {
      if (g_strcmp0 (pl_named_get_id (item), id) == 0)
        return item;
    }

  return NULL;
}

/**
 * pl_named_list_find_name:
 * @self: a list
 * @name: a name
 *
 * Returns: (transfer none) (nullable) (type PlNamed): the one that a person would call by that name, whatever the case
 */
gpointer
pl_named_list_find_name (PlNamedList *self,
                         const char  *name)
{
  g_autofree char *wanted = NULL;
  PlNamed         *item;

  g_return_val_if_fail (PL_IS_NAMED_LIST (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  wanted = g_utf8_casefold (name, -1);
  for (guint i = 0; (item = pl_named_list_peek (self, i)) != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (pl_named_get_name (item), -1);

      if (g_str_equal (folded, wanted))
        return item;
    }

  return NULL;
}

/**
 * pl_named_list_put_async:
 * @self: a list
 * @item: (nullable): one that is written over, or put back after it was removed; %NULL: a new one
 * @name: (nullable): its name, see pl_named_clean_name(); %NULL: the one it has
 * @document: (nullable): what it is; %NULL: what it has been, to the letter
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: for @callback
 *
 * Saves one, under a new name or with a new content.
 */
void
pl_named_list_put_async (PlNamedList         *self,
                         PlNamed             *item,
                         const char          *name,
                         const char          *document,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (PL_IS_NAMED_LIST (self));
  g_return_if_fail (item == NULL || PL_IS_NAMED (item));
  g_return_if_fail (item != NULL || (name != NULL && document != NULL));

  run (self, PUT,
       pl_named_row_new (item != NULL ? pl_named_get_number (item) : 0,
                         name != NULL ? name : pl_named_get_name (item),
                         document != NULL ? document : pl_named_get_document (item)),
       pl_named_list_put_async, cancellable, callback, user_data);
}

/**
 * pl_named_list_put_finish:
 * @self: a list
 * @result: what the callback got
 * @error: %PL_STORE_ERROR_DUPLICATE when another has that name, and others of `PL_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable) (type PlNamed): what was saved, as it is now
 */
gpointer
pl_named_list_put_finish (PlNamedList   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_named_list_put_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_named_list_remove_async:
 * @self: a list
 * @item: one of it; hold on to it, and pl_named_list_put_async() puts it back
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is gone
 * @user_data: for @callback
 */
void
pl_named_list_remove_async (PlNamedList         *self,
                            PlNamed             *item,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (PL_IS_NAMED_LIST (self));
  g_return_if_fail (PL_IS_NAMED (item));

  run (self, DELETE, pl_named_row_new (pl_named_get_number (item), "", ""), pl_named_list_remove_async, cancellable,
       callback, user_data);
}

/**
 * pl_named_list_remove_finish:
 * @self: a list
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`
 *
 * Returns: whether it is gone
 */
gboolean
pl_named_list_remove_finish (PlNamedList   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_named_list_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
