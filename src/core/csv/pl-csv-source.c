/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is is asked before it is opened: opening a pipe waits for somebody to write into it, for ever. */
#include "pl-csv-source.h"

#include "core/files/pl-file-error.h"
#include "pl-csv-decode.h"

#define CHUNK ((gsize) 256 * 1024)

/**
 * pl_csv_source_read:
 * @file: a file
 * @cancellable: (nullable): a cancellable
 * @error: %PL_FILE_ERROR_NOT_A_FILE, `G_IO_ERROR`
 *
 * Reads one byte more than a table may have at most, which pl_csv_table_new() then refuses. Not for the main loop.
 *
 * Returns: (transfer full) (nullable): what is in it
 */
GBytes *
pl_csv_source_read (GFile         *file,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                                                  cancellable, error);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GByteArray) data = g_byte_array_new ();
  gsize n_read = CHUNK;

  if (info == NULL)
    return NULL;

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_propagate_error (error, pl_file_error_new (PL_FILE_ERROR_NOT_A_FILE));
      return NULL;
    }

  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;

  while (n_read == CHUNK && data->len <= PL_CSV_BYTES_MAX)
    {
      const guint before = data->len;

      g_byte_array_set_size (data, before + CHUNK);
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data->data + before, CHUNK, &n_read, cancellable, error))
        return NULL;
      g_byte_array_set_size (data, before + (guint) n_read);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}
