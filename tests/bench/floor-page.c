/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floors of reading: json-glib alone over pages of 100 links, and the least that stores them.
 * floor-page N: parses N pages. floor-page N FOLDER: and writes each to SQLite in one durable transaction. */
#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-support.h"

static void
check (sqlite3 *database,
       int      status)
{
  if (status != SQLITE_OK && status != SQLITE_DONE)
    g_error ("SQLite: %s", sqlite3_errmsg (database));
}

static void
store (sqlite3      *database,
       sqlite3_stmt *insert,
       JsonNode     *page)
{
  JsonArray *rows = json_object_get_array_member (json_node_get_object (page), "data");

  check (database, sqlite3_exec (database, "BEGIN IMMEDIATE", NULL, NULL, NULL));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode        *row = json_array_get_element (rows, i);
      JsonObject      *link = json_node_get_object (row);
      g_autofree char *text = json_to_string (row, FALSE);

      sqlite3_bind_text (insert, 1, json_object_get_string_member (link, "paymentLinkId"), -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 2, json_object_get_string_member (link, "merchantReference"), -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 3, json_object_get_string_member (link, "createdOn"), -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 4, text, -1, SQLITE_STATIC);
      check (database, sqlite3_step (insert));
      sqlite3_reset (insert);
    }
  check (database, sqlite3_exec (database, "COMMIT", NULL, NULL, NULL));
}

static void
open_database (const char    *folder,
               sqlite3      **database,
               sqlite3_stmt **insert)
{
  g_autofree char *path = g_build_filename (folder, "floor-page.sqlite", NULL);

  check (NULL, sqlite3_open (path, database));
  check (*database, sqlite3_exec (*database,
                                  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                  "CREATE TABLE links (row INTEGER PRIMARY KEY, id TEXT UNIQUE, reference TEXT,"
                                  " created TEXT, document TEXT);"
                                  "CREATE INDEX newest ON links (created, row)", NULL, NULL, NULL));
  check (*database, sqlite3_prepare_v2 (*database, "INSERT INTO links (id, reference, created, document)"
                                        " VALUES (?, ?, ?, ?)", -1, insert, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  sqlite3           *database = NULL;
  sqlite3_stmt      *insert = NULL;
  guint              n_pages;
  double             all = 0;

  if (argc < 2)
    return 2;

  n_pages = (guint) atoi (argv[1]);
  if (argc > 2)
    open_database (argv[2], &database, &insert);

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (GBytes)     bytes = bench_page_new (i, n_pages);
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();
      g_autoptr (GError)     error = NULL;
      double                 began = bench_now ();
      double                 cpu = bench_thread_cpu ();
      double                 took;

      if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                       &error))
        g_error ("%s", error->message);
      took = bench_thread_cpu () - cpu;
      g_array_append_val (times, took);

      if (insert != NULL)
        store (database, insert, json_parser_get_root (parser));
      all += bench_now () - began;
    }

  sqlite3_finalize (insert);
  sqlite3_close (database);
  bench_print ("page", bench_median (times));
  bench_print ("links-per-second", n_pages * 100 / all * 1e3);

  return 0;
}
