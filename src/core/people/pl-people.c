/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is forgotten here is gone from the database, and nothing that Payroc is asked for brings it back: its sharing
 * history is not read into this list. */
#include "pl-people.h"

#include "core/pl-list-sync.h"

struct _PlPeople
{
  GObject       parent_instance;

  char         *account;     /* (owned) */
  PlDatabase   *database;    /* (owned) */
  GListStore   *people;      /* (owned) of PlPerson */
  char         *typed;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) of the reading that is under way */
  guint         n_found;
  guint         n_all;
  GError       *error;       /* (owned) (nullable) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlPeople, pl_people, G_TYPE_OBJECT)

typedef struct
{
  /* Input */
  PlPeople     *people;      /* (unowned) cancels when it goes, or reads anew */
  GCancellable *cancellable; /* (owned) */
  char         *account;     /* (owned) */
  char         *typed;       /* (owned) */

  /* Output */
  GPtrArray    *rows;        /* (owned) (nullable) (element-type PlPersonRow) */
  guint         n_found;
  guint         n_all;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->cancellable);
  g_free (reading->account);
  g_free (reading->typed);
  g_clear_pointer (&reading->rows, g_ptr_array_unref);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* What is done to one of them, or to all. */
typedef struct
{
  char     *account; /* (owned) */
  PlPerson *person;  /* (owned) (nullable): everybody */
} Change;

static void
change_free (Change *change)
{
  g_free (change->account);
  g_clear_object (&change->person);
  g_free (change);
}

static gboolean
read_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Reading *reading = data;

  reading->rows = pl_people_table_list (connection, reading->account, reading->typed, PL_PEOPLE_MAX,
                                        &reading->n_found, &reading->n_all, error);

  return reading->rows != NULL;
}

static gboolean
forget_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  Change *change = data;

  return pl_people_table_forget (connection, change->account, pl_person_get_row (change->person)->email, error);
}

static gboolean
restore_work (PlConnection  *connection,
              gpointer       data,
              GError       **error)
{
  Change *change = data;

  return pl_people_table_restore (connection, change->account, pl_person_get_row (change->person), error);
}

static gboolean
forget_all_work (PlConnection  *connection,
                 gpointer       data,
                 GError       **error)
{
  Change *change = data;

  return pl_people_table_forget_all (connection, change->account, error);
}

static gboolean
is_same (gpointer a,
         gpointer b)
{
  return g_str_equal (pl_person_get_row (a)->email, pl_person_get_row (b)->email);
}

static gboolean
is_equal (gpointer a,
          gpointer b)
{
  return pl_person_equal (a, b);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Reading)   reading = user_data;
  g_autoptr (PlPeople)  self = NULL;
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError)    error = NULL;

  /* It may be gone. What the worker had begun comes back nevertheless. */
  pl_database_run_finish (PL_DATABASE (source), result, &error);
  if (g_cancellable_is_cancelled (reading->cancellable))
    return;

  self = g_object_ref (reading->people);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  if (reading->rows != NULL)
    {
      while (reading->rows->len > 0)
        g_ptr_array_add (people, pl_person_new (g_ptr_array_steal_index (reading->rows, 0)));
      self->n_found = reading->n_found;
      self->n_all = reading->n_all;
      pl_list_sync_run (self->people, people, is_same, is_equal);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Begins anew when a reading is under way: it may not know yet what has changed. */
static void
read_again (PlPeople *self)
{
  Reading *reading = g_new0 (Reading, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  reading->people = self;
  reading->cancellable = g_object_ref (self->cancellable);
  reading->account = g_strdup (self->account);
  reading->typed = g_strdup (self->typed);
  pl_database_run_async (self->database, PL_DATABASE_READ, read_work, reading, NULL, self->cancellable, read_cb,
                         reading);
}

static void
change_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)  task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  read_again (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/* person: (nullable) */
static void
change (PlPeople            *self,
        PlPerson            *person,
        PlDatabaseWork       work,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Change           *data = g_new0 (Change, 1);

  g_task_set_source_tag (task, change);
  data->account = g_strdup (self->account);
  g_set_object (&data->person, person);
  g_task_set_task_data (task, data, (GDestroyNotify) change_free);

  pl_database_run_async (self->database, PL_DATABASE_WRITE, work, data, NULL, cancellable, change_cb,
                         g_steal_pointer (&task));
}

static void
pl_people_finalize (GObject *object)
{
  PlPeople *self = PL_PEOPLE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->people);
  g_clear_object (&self->database);
  g_clear_error (&self->error);
  g_free (self->account);
  g_free (self->typed);

  G_OBJECT_CLASS (pl_people_parent_class)->finalize (object);
}

static void
pl_people_class_init (PlPeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_people_finalize;

  /**
   * PlPeople::changed:
   * @self: the people
   *
   * The store was read: the list, the numbers and the error are those of now.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_people_init (PlPeople *self)
{
  self->people = g_list_store_new (PL_TYPE_PERSON);
  self->typed = g_strdup ("");
}

/**
 * pl_people_new:
 * @account: an account's id
 * @database: the store
 * @feed: tells when links are others: who was sent one is written to
 *
 * Returns: (transfer full): the people, being read
 */
PlPeople *
pl_people_new (const char *account,
               PlDatabase *database,
               PlLinkFeed *feed)
{
  PlPeople *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (feed), NULL);

  self = g_object_new (PL_TYPE_PEOPLE, NULL);
  self->account = g_strdup (account);
  self->database = g_object_ref (database);
  g_signal_connect_object (feed, "settled", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);

  return self;
}

/**
 * pl_people_get_model:
 * @self: people
 *
 * Returns: (transfer none): a list of [class@Pl.Person], those last written to first
 */
GListModel *
pl_people_get_model (PlPeople *self)
{
  g_return_val_if_fail (PL_IS_PEOPLE (self), NULL);

  return G_LIST_MODEL (self->people);
}

/**
 * pl_people_set_search:
 * @self: people
 * @typed: the beginning of a name, of a word of it, or of an address; "" for everybody
 */
void
pl_people_set_search (PlPeople   *self,
                      const char *typed)
{
  g_return_if_fail (PL_IS_PEOPLE (self));
  g_return_if_fail (typed != NULL);

  if (g_str_equal (self->typed, typed))
    return;

  g_free (self->typed);
  self->typed = g_strdup (typed);
  read_again (self);
}

/**
 * pl_people_get_n_found:
 * @self: people
 *
 * Returns: how many people fit what was typed, whether they are listed or not
 */
guint
pl_people_get_n_found (PlPeople *self)
{
  g_return_val_if_fail (PL_IS_PEOPLE (self), 0);

  return self->n_found;
}

/**
 * pl_people_get_n_all:
 * @self: people
 *
 * Returns: how many people the account has
 */
guint
pl_people_get_n_all (PlPeople *self)
{
  g_return_val_if_fail (PL_IS_PEOPLE (self), 0);

  return self->n_all;
}

/**
 * pl_people_get_error:
 * @self: people
 *
 * Returns: (transfer none) (nullable): why the store could not be read the last time
 */
const GError *
pl_people_get_error (PlPeople *self)
{
  g_return_val_if_fail (PL_IS_PEOPLE (self), NULL);

  return self->error;
}

/**
 * pl_people_forget_async:
 * @self: people
 * @person: one of them
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are gone
 * @user_data: for @callback
 *
 * Removes them from the database: they are offered no more, until they are written to again.
 */
void
pl_people_forget_async (PlPeople            *self,
                        PlPerson            *person,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (PL_IS_PEOPLE (self));
  g_return_if_fail (PL_IS_PERSON (person));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  change (self, person, forget_work, cancellable, callback, user_data);
}

/**
 * pl_people_restore_async:
 * @self: people
 * @person: somebody who was forgotten
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there again
 * @user_data: for @callback
 *
 * Takes pl_people_forget_async() back. Who was written to since stays as they are now.
 */
void
pl_people_restore_async (PlPeople            *self,
                         PlPerson            *person,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (PL_IS_PEOPLE (self));
  g_return_if_fail (PL_IS_PERSON (person));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  change (self, person, restore_work, cancellable, callback, user_data);
}

/**
 * pl_people_forget_all_async:
 * @self: people
 * @cancellable: (nullable): a cancellable
 * @callback: called when all are gone
 * @user_data: for @callback
 *
 * Removes everybody, found or not. This cannot be taken back.
 */
void
pl_people_forget_all_async (PlPeople            *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (PL_IS_PEOPLE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  change (self, NULL, forget_all_work, cancellable, callback, user_data);
}

/**
 * pl_people_change_finish:
 * @self: people
 * @result: of forgetting or restoring
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR; nothing was changed then.
 *
 * Returns: whether it was done
 */
gboolean
pl_people_change_finish (PlPeople      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, change), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
