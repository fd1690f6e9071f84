/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same headings in another order are the same table. It belongs to no account: what is tried in practice holds for
 * the real one. */
#include "pl-import-memory.h"

#include <string.h>

#include "store/pl-setting-table.h"

/* A heading is known by its letters; two with the same are numbered from the left. */
static char **
make_keys (const PlCsvTable *table)
{
  const guint n_columns = pl_csv_table_get_n_columns (table);
  const guint heading = pl_csv_table_get_heading (table);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **keys = g_new0 (char *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    {
      char *folded = pl_import_fold (pl_csv_table_get_cell (table, heading, i));
      const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, folded));

      keys[i] = g_strdup_printf ("%s.%u", folded, n);
      g_hash_table_insert (seen, folded, GUINT_TO_POINTER (n + 1));
    }

  return keys;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
make_name (char **keys)
{
  const guint n = g_strv_length (keys);
  g_autofree char **sorted = g_memdup2 (keys, (n + 1) * sizeof *keys);
  g_autofree char *joined = NULL;
  g_autofree char *hash = NULL;

  qsort (sorted, n, sizeof *sorted, compare_keys);
  joined = g_strjoinv ("\n", sorted);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, joined, -1);

  return g_strconcat (PL_SETTING_KEEP "import:", hash, NULL);
}

/**
 * pl_import_memory_read:
 * @connection: the worker's connection
 * @table: a table
 * @fields: (array) (inout): what each column is taken for; replaced where something is remembered
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error; that nothing is remembered is none
 */
gboolean
pl_import_memory_read (PlConnection      *connection,
                       const PlCsvTable  *table,
                       PlImportField     *fields,
                       GError           **error)
{
  g_auto (GStrv) keys = make_keys (table);
  g_autofree char *name = make_name (keys);
  g_autofree char *value = NULL;
  g_auto (GStrv) lines = NULL;
  guint taken = 0;

  if (!pl_setting_table_get (connection, NULL, name, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;

  lines = g_strsplit (value, "\n", -1);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      fields[i] = PL_IMPORT_FIELD_NONE;
      for (guint j = 0; lines[j] != NULL; j++)
        {
          const char *word = strchr (lines[j], '=');
          PlImportField field;

          /* What a later version knows more, and what stands there twice, is nothing. */
          if (word != NULL && strncmp (lines[j], keys[i], strlen (keys[i])) == 0 && lines[j] + strlen (keys[i]) == word
              && pl_import_field_from_word (word + 1, &field) && (taken & (1u << field)) == 0)
            {
              fields[i] = field;
              taken |= field != PL_IMPORT_FIELD_NONE ? 1u << field : 0;
            }
        }
    }

  return TRUE;
}

/**
 * pl_import_memory_write:
 * @connection: the worker's connection
 * @table: a table
 * @fields: (array): what each of its columns is taken for
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_import_memory_write (PlConnection         *connection,
                        const PlCsvTable     *table,
                        const PlImportField  *fields,
                        GError              **error)
{
  g_auto (GStrv) keys = make_keys (table);
  g_autofree char *name = make_name (keys);
  g_autoptr (GString) value = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      if (fields[i] != PL_IMPORT_FIELD_NONE)
        g_string_append_printf (value, "%s=%s\n", keys[i], pl_import_field_to_word (fields[i]));
    }

  return pl_setting_table_set (connection, NULL, name, value->str, error);
}
