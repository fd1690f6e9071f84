/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The half of PlLinkList that runs on the database's worker, apart from the half that runs on the main context. */
#include "pl-link-reads.h"

#include "store/pl-address-table.h"
#include "store/pl-link-table.h"

#define FIRST_ROWS 24  /* enough for the first frame of any window */
#define FIRST_KEYS 256 /* and for the rows that are made in the next few, while the rest is read */

static void
unref_if_set (gpointer object)
{
  g_clear_object (&object);
}

static void
unref_glance_if_set (gpointer glance)
{
  if (glance != NULL)
    pl_link_glance_unref (glance);
}

/* (transfer full) (nullable) key (nullable) */
static PlLinkGlance *
read_glance (PlConnection *connection,
             gint64        rowid,
             PlLinkKey    *key)
{
  g_autofree char *text = NULL;
  PlLinkPaid       paid;

  if (!pl_link_key_table_get (connection, rowid, key, &text, &paid, NULL))
    return NULL;

  return pl_link_glance_new (&paid, pl_address_table_has_left_behind (connection, rowid, NULL), text);
}

void
pl_reads_run_async (gpointer             owner,
                    PlDatabase          *database,
                    GCancellable        *cancellable,
                    PlDatabaseWork       work,
                    gpointer             data,
                    GDestroyNotify       free_data,
                    GAsyncReadyCallback  callback)
{
  GTask *task = g_task_new (owner, cancellable, NULL, NULL);

  g_task_set_source_tag (task, pl_reads_run_async);
  g_task_set_task_data (task, data, free_data);
  pl_database_run_async (database, PL_DATABASE_READ, work, data, NULL, cancellable, callback, task);
}

PlRowsRead *
pl_rows_read_new (void)
{
  PlRowsRead *data = g_new0 (PlRowsRead, 1);

  data->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  data->links = g_ptr_array_new_with_free_func (unref_if_set);
  data->glances = g_ptr_array_new_with_free_func (unref_glance_if_set);

  return data;
}

void
pl_rows_read_free (PlRowsRead *data)
{
  g_array_unref (data->rowids);
  g_ptr_array_unref (data->links);
  g_ptr_array_unref (data->glances);
  g_free (data);
}

/* A row that cannot be read leaves its place empty: the list shows the others. */
gboolean
pl_rows_read_work (PlConnection  *connection,
                   gpointer       work_data,
                   GError       **error)
{
  PlRowsRead *data = work_data;

  for (guint i = 0; i < data->rowids->len; i++)
    {
      gint64        rowid = g_array_index (data->rowids, gint64, i);
      PlLinkGlance *glance = read_glance (connection, rowid, NULL);

      g_ptr_array_add (data->glances, glance);
      g_ptr_array_add (data->links,
                       glance != NULL ? pl_link_table_get_by_rowid (connection, rowid, NULL) : NULL);
    }

  return TRUE;
}

PlIndexRead *
pl_index_read_new (const char *account,
                   gboolean    newest)
{
  PlIndexRead *data = g_new0 (PlIndexRead, 1);

  data->account = g_strdup (account);
  data->newest = newest;

  return data;
}

void
pl_index_read_free (PlIndexRead *data)
{
  g_free (data->account);
  pl_link_index_free (data->index);
  g_clear_pointer (&data->rows, pl_rows_read_free);
  g_free (data);
}

gboolean
pl_index_read_work (PlConnection  *connection,
                    gpointer       work_data,
                    GError       **error)
{
  PlIndexRead       *data = work_data;
  const PlLinkQuery  all = { NULL };
  g_autoptr (GArray) newest = NULL;

  data->index = pl_link_index_read (connection, data->account, data->newest ? FIRST_KEYS : 0, error);
  if (data->index == NULL)
    return FALSE;
  data->n_total = pl_link_index_get_size (data->index);
  if (!data->newest)
    return TRUE;
  if (data->n_total == FIRST_KEYS && !pl_link_key_table_count (connection, data->account, &data->n_total, error))
    return FALSE;

  data->rows = pl_rows_read_new ();
  newest = pl_link_index_query (data->index, &all);
  for (guint i = 0; i < MIN (newest->len, FIRST_ROWS); i++)
    {
      guint32 entry = g_array_index (newest, guint32, i);

      g_array_append_val (data->rows->rowids, pl_link_index_get_key (data->index, entry)->rowid);
    }

  return pl_rows_read_work (connection, data->rows, error);
}

static void
clear_key_read (gpointer data)
{
  PlKeyRead *read = data;

  g_clear_pointer (&read->glance, pl_link_glance_unref);
}

GArray *
pl_keys_read_new (GArray *changes)
{
  GArray *reads = g_array_sized_new (FALSE, FALSE, sizeof (PlKeyRead), changes->len);

  g_array_set_clear_func (reads, clear_key_read);
  for (guint i = 0; i < changes->len; i++)
    {
      const PlKeyRead read = { .rowid = g_array_index (changes, PlLinkChange, i).rowid };

      g_array_append_val (reads, read);
    }

  return reads;
}

/* One that is gone again, or cannot be read, is left as it was. */
gboolean
pl_keys_read_work (PlConnection  *connection,
                   gpointer       work_data,
                   GError       **error)
{
  GArray *reads = work_data;

  for (guint i = 0; i < reads->len; i++)
    {
      PlKeyRead *read = &g_array_index (reads, PlKeyRead, i);

      read->glance = read_glance (connection, read->rowid, &read->key);
    }

  return TRUE;
}

/* FALSE: there are links in between that were not told of; see pl_link_index_put(). */
gboolean
pl_keys_read_put (GArray      *reads,
                  PlLinkIndex *index)
{
  for (guint i = 0; i < reads->len; i++)
    {
      const PlKeyRead *read = &g_array_index (reads, PlKeyRead, i);

      if (read->glance != NULL && !pl_link_index_put (index, &read->key, read->glance->text))
        return FALSE;
    }

  return TRUE;
}

PlRowidRead *
pl_rowid_read_new (const char *account,
                   const char *link_id)
{
  PlRowidRead *data = g_new0 (PlRowidRead, 1);

  data->account = g_strdup (account);
  data->link_id = g_strdup (link_id);

  return data;
}

void
pl_rowid_read_free (PlRowidRead *data)
{
  g_free (data->account);
  g_free (data->link_id);
  g_free (data);
}

gboolean
pl_rowid_read_work (PlConnection  *connection,
                    gpointer       work_data,
                    GError       **error)
{
  PlRowidRead *data = work_data;

  data->rowid = pl_link_table_find_rowid (connection, data->account, data->link_id, NULL);

  return TRUE;
}
