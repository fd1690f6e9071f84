/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floors of reading: json-glib alone over pages of 100 links, and the least that stores them.
 * floor-page N: parses N pages. floor-page N FOLDER: and writes each to SQLite in one durable transaction, into a table
 * with two indexes. floor-page N FOLDER same: into the tables and indexes that Paylinks has, column by column. */
#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-support.h"
#include "store/pl-schema.h"

static void
check (sqlite3 *database,
       int      status)
{
  if (status != SQLITE_OK && status != SQLITE_DONE)
    g_error ("SQLite: %s", sqlite3_errmsg (database));
}

static int
get_day (JsonObject *link,
         const char *name)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_parse (&day, json_object_get_string_member (link, name));

  return (int) g_date_get_julian (&day);
}

static void
bind_text (sqlite3_stmt *statement,
           int           parameter,
           JsonObject   *object,
           const char   *name)
{
  sqlite3_bind_text (statement, parameter, json_object_get_string_member (object, name), -1, SQLITE_STATIC);
}

/* What Paylinks' lists sort, filter and search by. */
static void
bind_columns (sqlite3_stmt *insert,
              JsonObject   *link)
{
  JsonObject *order = json_object_get_object_member (link, "order");
  JsonObject *charge = json_object_get_object_member (order, "charge");

  bind_text (insert, 1, link, "paymentLinkId");
  bind_text (insert, 2, link, "status");
  bind_text (insert, 3, link, "type");
  sqlite3_bind_int64 (insert, 4, json_object_get_int_member (charge, "amount"));
  bind_text (insert, 5, charge, "currency");
  sqlite3_bind_int (insert, 6, get_day (link, "createdOn"));
  sqlite3_bind_int (insert, 7, get_day (link, "expiresOn"));
  bind_text (insert, 8, link, "merchantReference");
  bind_text (insert, 9, order, "orderId");
  bind_text (insert, 10, order, "description");
}

static void
store_same (sqlite3      *database,
            sqlite3_stmt *insert,
            sqlite3_stmt *insert_document,
            JsonNode     *page)
{
  JsonArray *rows = json_object_get_array_member (json_node_get_object (page), "data");

  check (database, sqlite3_exec (database, "BEGIN IMMEDIATE", NULL, NULL, NULL));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode        *row = json_array_get_element (rows, i);
      g_autofree char *text = json_to_string (row, FALSE);

      bind_columns (insert, json_node_get_object (row));
      check (database, sqlite3_step (insert));
      sqlite3_reset (insert);
      sqlite3_bind_text (insert_document, 1, text, -1, SQLITE_STATIC);
      check (database, sqlite3_step (insert_document));
      sqlite3_reset (insert_document);
    }
  check (database, sqlite3_exec (database, "COMMIT", NULL, NULL, NULL));
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

/* The tables are made by who has them; the rows are not put in by that. */
static void
open_same (const char    *folder,
           sqlite3      **database,
           sqlite3_stmt **insert,
           sqlite3_stmt **insert_document)
{
  g_autofree char         *path = g_build_filename (folder, "floor-page.sqlite", NULL);
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GError)       error = NULL;

  connection = pl_connection_open (path, &error);
  g_assert_no_error (error);
  pl_schema_upgrade (connection, pl_schema_get_version (), &error);
  g_assert_no_error (error);
  g_clear_pointer (&connection, pl_connection_close);

  check (NULL, sqlite3_open (path, database));
  check (*database, sqlite3_exec (*database,
                                  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                  "INSERT INTO accounts VALUES (1, 'account', '', '', '', '', '', '', 0)",
                                  NULL, NULL, NULL));
  check (*database, sqlite3_prepare_v2 (*database,
                                        "INSERT INTO links (account, id, status, kind, charge_kind, amount, currency,"
                                        " created_on, expires_on, reference, order_id, description, seen_at, sequence)"
                                        " VALUES (1, ?1,"
                                        " CASE ?2 WHEN 'completed' THEN 2 WHEN 'expired' THEN 3 ELSE 4 END,"
                                        " iif (?3 = 'singleUse', 1, 2), 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1,"
                                        " -1 - (SELECT ifnull (max (row), 0) FROM links))",
                                        -1, insert, NULL));
  check (*database, sqlite3_prepare_v2 (*database, "INSERT INTO link_documents (document) VALUES (?)", -1,
                                        insert_document, NULL));
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
  sqlite3_stmt      *insert_document = NULL;
  guint              n_pages;
  double             all = 0;

  if (argc < 2)
    return 2;

  n_pages = (guint) atoi (argv[1]);
  if (argc > 3)
    open_same (argv[2], &database, &insert, &insert_document);
  else if (argc > 2)
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

      if (insert_document != NULL)
        store_same (database, insert, insert_document, json_parser_get_root (parser));
      else if (insert != NULL)
        store (database, insert, json_parser_get_root (parser));
      all += bench_now () - began;
    }

  sqlite3_finalize (insert);
  sqlite3_finalize (insert_document);
  sqlite3_close (database);
  bench_print ("page", bench_median (times));
  bench_print ("links-per-second", n_pages * 100 / all * 1e3);

  return 0;
}
