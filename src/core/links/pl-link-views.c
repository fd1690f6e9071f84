/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every change is written first and then read back with all others in the same transaction: what is shown is what is
 * stored, also when another window saves. */
#include "pl-link-views.h"

#include "store/pl-setting-table.h"
#include "store/pl-view-table.h"

#define SETTING_CHOSEN PL_SETTING_KEEP "view"

struct _PlLinkViews
{
  GObject       parent_instance;

  char         *account;  /* (owned) */
  PlDatabase   *database; /* (owned) */
  GPtrArray    *views;    /* (owned) (element-type PlLinkView) by name */
  char         *chosen;   /* (owned) (nullable) */
  gboolean      loaded;
};

typedef enum
{
  PROP_CHOSEN = 1,
  PROP_LOADED,
} PlLinkViewsProperty;

static GParamSpec *properties[PROP_LOADED + 1];

static void pl_link_views_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlLinkViews, pl_link_views, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pl_link_views_iface_init))

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
  Operation  operation;
  char      *account; /* (owned) */
  PlViewRow *row;     /* (owned) (nullable) what is put or deleted; its number is output as well */
  char      *chosen;  /* (owned) (nullable) input of CHOOSE, output of LOAD */

  /* Output */
  GPtrArray *rows;    /* (owned) (nullable) (element-type PlViewRow) all there are then */
} Job;

static void
job_free (Job *job)
{
  g_free (job->account);
  g_clear_pointer (&job->row, pl_view_row_free);
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
      if (!pl_setting_table_get (connection, job->account, SETTING_CHOSEN, &job->chosen, error))
        return FALSE;
      break;
    case PUT:
      if (!pl_view_table_put (connection, job->account, job->row, error))
        return FALSE;
      break;
    case DELETE:
      if (!pl_view_table_delete (connection, job->account, job->row->number, error))
        return FALSE;
      break;
    case CHOOSE:
      return pl_setting_table_set (connection, job->account, SETTING_CHOSEN, job->chosen, error);
    default:
      g_assert_not_reached ();
    }

  job->rows = pl_view_table_list (connection, job->account, error);

  return job->rows != NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  PlLinkView *left = *(PlLinkView *const *) a;
  PlLinkView *right = *(PlLinkView *const *) b;

  return g_utf8_collate (pl_link_view_get_name (left), pl_link_view_get_name (right));
}

static void
take_rows (PlLinkViews *self,
           GPtrArray   *rows)
{
  guint n_before = self->views->len;

  g_ptr_array_set_size (self->views, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const PlViewRow           *row = g_ptr_array_index (rows, i);
      g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_from_text (row->criteria);

      g_ptr_array_add (self->views, pl_link_view_new (row->number, row->name, criteria));
    }
  g_ptr_array_sort (self->views, compare_names);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->views->len);
}

static PlLinkView *
find_number (PlLinkViews *self,
             gint64       number)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      PlLinkView *view = g_ptr_array_index (self->views, i);

      if (pl_link_view_get_number (view) == number)
        return view;
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
  PlLinkViews       *self = g_task_get_source_object (task);
  Job               *job = g_task_get_task_data (task);
  PlLinkView        *view;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (job->rows != NULL)
    take_rows (self, job->rows);
  view = job->operation == PUT ? find_number (self, job->row->number) : NULL;
  if (view != NULL)
    g_task_return_pointer (task, g_object_ref (view), g_object_unref);
  else if (job->operation == PUT)
    g_task_return_new_error (task, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND, "The view is gone again");
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes row. */
static void
run (PlLinkViews         *self,
     Operation            operation,
     PlViewRow           *row,
     gpointer             tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job              *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  job->operation = operation;
  job->account = g_strdup (self->account);
  job->row = row;
  if (operation == CHOOSE)
    job->chosen = g_strdup (self->chosen);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  pl_database_run_async (self->database, operation == LOAD ? PL_DATABASE_READ : PL_DATABASE_WRITE, job_work, job, NULL,
                         cancellable, job_cb, g_steal_pointer (&task));
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  PlLinkViews       *self = PL_LINK_VIEWS (source);
  g_autoptr (GError) error = NULL;
  Job               *job = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      /* Chosen while this was under way: that is newer. */
      if (self->chosen == NULL)
        self->chosen = g_steal_pointer (&job->chosen);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_message ("The saved views could not be read: %s", error->message);
    }

  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

static void
choose_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* Only a habit: who cannot write it down still has the view. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("The last view was not remembered: %s", error->message);
}

static GType
pl_link_views_get_item_type (GListModel *model)
{
  return PL_TYPE_LINK_VIEW;
}

static guint
pl_link_views_get_n_items (GListModel *model)
{
  return PL_LINK_VIEWS (model)->views->len;
}

static gpointer
pl_link_views_get_item (GListModel *model,
                        guint       position)
{
  PlLinkViews *self = PL_LINK_VIEWS (model);

  return position < self->views->len ? g_object_ref (g_ptr_array_index (self->views, position)) : NULL;
}

static void
pl_link_views_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = pl_link_views_get_item_type;
  iface->get_n_items = pl_link_views_get_n_items;
  iface->get_item = pl_link_views_get_item;
}

static void
pl_link_views_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PlLinkViews *self = PL_LINK_VIEWS (object);

  switch ((PlLinkViewsProperty) property_id)
    {
    case PROP_CHOSEN:
      g_value_set_string (value, self->chosen);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_link_views_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PlLinkViews *self = PL_LINK_VIEWS (object);

  switch ((PlLinkViewsProperty) property_id)
    {
    case PROP_CHOSEN:
      pl_link_views_set_chosen (self, g_value_get_string (value));
      break;
    case PROP_LOADED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_link_views_finalize (GObject *object)
{
  PlLinkViews *self = PL_LINK_VIEWS (object);

  g_free (self->account);
  g_object_unref (self->database);
  g_ptr_array_unref (self->views);
  g_free (self->chosen);

  G_OBJECT_CLASS (pl_link_views_parent_class)->finalize (object);
}

static void
pl_link_views_class_init (PlLinkViewsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_link_views_get_property;
  object_class->set_property = pl_link_views_set_property;
  object_class->finalize = pl_link_views_finalize;

  properties[PROP_CHOSEN] =
    g_param_spec_string ("chosen", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_link_views_init (PlLinkViews *self)
{
  self->views = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * pl_link_views_new:
 * @account: an account's UUID
 * @database: where its views are stored
 *
 * Returns: (transfer full): the account's views, one visit to the worker later (#PlLinkViews:loaded)
 */
PlLinkViews *
pl_link_views_new (const char *account,
                   PlDatabase *database)
{
  PlLinkViews *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);

  self = g_object_new (PL_TYPE_LINK_VIEWS, NULL);
  self->account = g_strdup (account);
  self->database = g_object_ref (database);
  run (self, LOAD, NULL, pl_link_views_new, NULL, load_cb, NULL);

  return self;
}

/**
 * pl_link_views_get_loaded:
 * @self: views
 *
 * Returns: whether what is stored was read
 */
gboolean
pl_link_views_get_loaded (PlLinkViews *self)
{
  g_return_val_if_fail (PL_IS_LINK_VIEWS (self), FALSE);

  return self->loaded;
}

/**
 * pl_link_views_get_chosen:
 * @self: views
 *
 * Returns: (transfer none) (nullable): the id of the view that was used last
 */
const char *
pl_link_views_get_chosen (PlLinkViews *self)
{
  g_return_val_if_fail (PL_IS_LINK_VIEWS (self), NULL);

  return self->chosen;
}

/**
 * pl_link_views_set_chosen:
 * @self: views
 * @id: (nullable): a view's id, or a word for a view that is not stored
 *
 * Remembers which view is used, also for the next start.
 */
void
pl_link_views_set_chosen (PlLinkViews *self,
                          const char  *id)
{
  g_return_if_fail (PL_IS_LINK_VIEWS (self));

  if (g_strcmp0 (self->chosen, id) == 0)
    return;

  g_free (self->chosen);
  self->chosen = g_strdup (id);
  run (self, CHOOSE, NULL, pl_link_views_set_chosen, NULL, choose_cb, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

/**
 * pl_link_views_find:
 * @self: views
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the view of that id
 */
PlLinkView *
pl_link_views_find (PlLinkViews *self,
                    const char  *id)
{
  g_return_val_if_fail (PL_IS_LINK_VIEWS (self), NULL);

  for (guint i = 0; i < self->views->len; i++)
    {
      PlLinkView *view = g_ptr_array_index (self->views, i);

      if (g_strcmp0 (pl_link_view_get_id (view), id) == 0)
        return view;
    }

  return NULL;
}

/**
 * pl_link_views_find_name:
 * @self: views
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the view that a person would call by that name, whatever the case
 */
PlLinkView *
pl_link_views_find_name (PlLinkViews *self,
                         const char  *name)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (PL_IS_LINK_VIEWS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  wanted = g_utf8_casefold (name, -1);
  for (guint i = 0; i < self->views->len; i++)
    {
      PlLinkView      *view = g_ptr_array_index (self->views, i);
      g_autofree char *folded = g_utf8_casefold (pl_link_view_get_name (view), -1);

      if (g_str_equal (folded, wanted))
        return view;
    }

  return NULL;
}

/**
 * pl_link_views_clean_name:
 * @name: what was typed
 *
 * Returns: (transfer full) (nullable): the name without spaces around it; %NULL when it is none, or too long
 */
char *
pl_link_views_clean_name (const char *name)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  clean = g_strstrip (g_strdup (name));
  if (*clean == '\0' || !g_utf8_validate (clean, -1, NULL) || g_utf8_strlen (clean, -1) > PL_LINK_VIEW_NAME_MAX)
    return NULL;

  return g_steal_pointer (&clean);
}

/**
 * pl_link_views_put_async:
 * @self: views
 * @view: (nullable): a view that is written over, or put back after it was removed; %NULL: a new one
 * @name: its name; see pl_link_views_clean_name()
 * @criteria: what it shows
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is stored
 * @user_data: for @callback
 *
 * Saves a view, under a new name or with new criteria.
 */
void
pl_link_views_put_async (PlLinkViews          *self,
                         PlLinkView           *view,
                         const char           *name,
                         const PlLinkCriteria *criteria,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  g_autofree char *text = NULL;

  g_return_if_fail (PL_IS_LINK_VIEWS (self));
  g_return_if_fail (view == NULL || PL_IS_LINK_VIEW (view));
  g_return_if_fail (name != NULL);
  g_return_if_fail (criteria != NULL);

  text = pl_link_criteria_to_text (criteria);
  run (self, PUT, pl_view_row_new (view != NULL ? pl_link_view_get_number (view) : 0, name, text),
       pl_link_views_put_async, cancellable, callback, user_data);
}

/**
 * pl_link_views_put_finish:
 * @self: views
 * @result: what the callback got
 * @error: %PL_STORE_ERROR_DUPLICATE when another view has that name, and others of `PL_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable): the view as it is now
 */
PlLinkView *
pl_link_views_put_finish (PlLinkViews   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_link_views_put_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_link_views_remove_async:
 * @self: views
 * @view: one of them; hold on to it, and pl_link_views_put_async() puts it back
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is gone
 * @user_data: for @callback
 */
void
pl_link_views_remove_async (PlLinkViews         *self,
                            PlLinkView          *view,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (PL_IS_LINK_VIEWS (self));
  g_return_if_fail (PL_IS_LINK_VIEW (view));

  run (self, DELETE, pl_view_row_new (pl_link_view_get_number (view), "", ""), pl_link_views_remove_async, cancellable,
       callback, user_data);
}

/**
 * pl_link_views_remove_finish:
 * @self: views
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`
 *
 * Returns: whether it is gone
 */
gboolean
pl_link_views_remove_finish (PlLinkViews   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_link_views_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
