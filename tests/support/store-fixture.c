/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database in a folder of its own, used as if it were synchronous. */
#include "store-fixture.h"

#include <fcntl.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/pl-account-table.h"
#include "store/pl-connection-private.h"

/* SQLite's. */
#define PAGE 4096

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

PlDatabase *
store_open (const char  *directory,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_database_open_async (directory, NULL, keep_result_cb, &result);

  return pl_database_open_finish (wait_for (&result), error);
}

void
store_close (PlDatabase *database)
{
  const gint64       deadline = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;
  g_autoptr (GError) error = NULL;
  GAsyncResult      *result = NULL;
  gpointer           watched = database;

  pl_database_close_async (database, keep_result_cb, &result);
  g_assert_true (pl_database_close_finish (database, wait_for (&result), &error));
  g_assert_no_error (error);
  g_object_unref (result);

  /* Whoever let go of a read that was under way has its answer still to come, and that holds the database. */
  g_object_add_weak_pointer (G_OBJECT (database), &watched);
  g_object_unref (database);
  while (watched != NULL && g_get_monotonic_time () < deadline)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  g_assert_null (watched);
}

gboolean
store_run (PlDatabase      *database,
           PlDatabaseMode   mode,
           PlDatabaseWork   work,
           gpointer         data,
           GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_database_run_async (database, mode, work, data, NULL, NULL, keep_result_cb, &result);

  return pl_database_run_finish (database, wait_for (&result), error);
}

static void
run_well (PlDatabase     *database,
          PlDatabaseMode  mode,
          PlDatabaseWork  work,
          gpointer        data)
{
  g_autoptr (GError) error = NULL;
  gboolean           done = store_run (database, mode, work, data, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

void
store_read (PlDatabase     *database,
            PlDatabaseWork  work,
            gpointer        data)
{
  run_well (database, PL_DATABASE_READ, work, data);
}

void
store_write (PlDatabase     *database,
             PlDatabaseWork  work,
             gpointer        data)
{
  run_well (database, PL_DATABASE_WRITE, work, data);
}

static gboolean
exec_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  return pl_connection_exec (connection, data, error);
}

void
store_exec (PlDatabase *database,
            const char *sql)
{
  store_write (database, exec_work, (char *) sql);
}

void
store_set_writable (PlDatabase *database,
                    gboolean    writable)
{
  store_read (database, exec_work, (char *) (writable ? "PRAGMA query_only = OFF" : "PRAGMA query_only = ON"));
}

typedef struct
{
  const char *sql;
  gint64      answer;
} Query;

static gboolean
query_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  Query       *query = data;
  PlStatement *statement = pl_connection_prepare (connection, query->sql, error);
  gboolean     row;

  if (statement == NULL || !pl_statement_step (statement, &row, error))
    return FALSE;

  g_assert_true (row);
  query->answer = pl_statement_get_int (statement, 0);

  return TRUE;
}

gint64
store_query_int (PlDatabase *database,
                 const char *sql)
{
  Query query = { .sql = sql };

  store_read (database, query_work, &query);

  return query.answer;
}

static gboolean
put_account_work (PlConnection  *connection,
                  gpointer       data,
                  GError       **error)
{
  PlAccountRow row = {
    .id = (char *) STORE_FIXTURE_ACCOUNT,
    .name = (char *) "Pizza",
    .environment = (char *) "test",
    .terminal = (char *) "1234001",
    .currency = (char *) "USD",
  };

  return pl_account_table_put (connection, &row, error);
}

void
store_fixture_set_up (StoreFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("paylinks-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = store_open (fixture->directory, &error);
  g_assert_no_error (error);

  if (data != NULL)
    store_write (fixture->database, put_account_work, NULL);
}

void
store_fixture_close (StoreFixture *fixture)
{
  g_clear_pointer (&fixture->database, store_close);
}

void
store_fixture_reopen (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture);
  fixture->database = store_open (fixture->directory, &error);
  g_assert_no_error (error);
}

char *
store_fixture_path (StoreFixture *fixture,
                    const char   *name)
{
  return g_build_filename (fixture->directory, name, NULL);
}

void
store_remove_tree (const char *path)
{
  g_autoptr (GDir) directory = NULL;
  const char      *name;

  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    directory = g_dir_open (path, 0, NULL);

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      store_remove_tree (child);
    }

  /* A database that closes behind its last reference takes its own -wal and -shm away meanwhile. */
  if (g_remove (path) < 0)
    g_assert_cmpint (errno, ==, ENOENT);
}

void
store_fixture_tear_down (StoreFixture  *fixture,
                         gconstpointer  data)
{
  store_fixture_close (fixture);
  store_remove_tree (fixture->directory);
  g_clear_pointer (&fixture->directory, g_free);
}

gboolean
store_write_version (const char *directory,
                     guint       version)
{
  g_autofree char *name = g_strdup_printf ("version-%u.sql", version);
  g_autofree char *source = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "store", "versions", name, NULL);
  g_autofree char *path = g_build_filename (directory, "paylinks.sqlite", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (PlConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (source, &sql, NULL, NULL))
    return FALSE;

  connection = pl_connection_open (path, &error);
  g_assert_no_error (error);
  pl_connection_exec (connection, "PRAGMA journal_mode = WAL", &error);
  pl_connection_exec (connection, sql, &error);
  g_assert_no_error (error);
  pl_connection_keep_wal_on_close (connection, FALSE);

  return TRUE;
}

static gboolean
page_holds (const char *page,
            const char *text)
{
  return text != NULL && memmem (page, PAGE, text, strlen (text)) != NULL;
}

void
store_damage_pages (const char *path,
                    const char *text,
                    const char *but)
{
  int     descriptor = open (path, O_RDWR | O_CLOEXEC);
  guint   damaged = 0;
  off_t   offset = 0;
  char    page[PAGE];

  g_assert_no_errno (descriptor);

  for (; pread (descriptor, page, PAGE, offset) == PAGE; offset += PAGE)
    {
      /* Never the first: that would be another damage. */
      if (offset == 0 || !page_holds (page, text) || page_holds (page, but))
        continue;

      memset (page, 0xa5, PAGE);
      g_assert_cmpint (pwrite (descriptor, page, PAGE, offset), ==, PAGE);
      damaged++;
    }

  g_assert_cmpuint (damaged, >, 0);
  g_assert_no_errno (close (descriptor));
}

GSubprocess *
store_fixture_spawn (StoreFixture *fixture,
                     const char   *role)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *program = g_file_read_link ("/proc/self/exe", &error);
  GSubprocess       *child;

  g_assert_no_error (error);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                            program, role, fixture->directory, NULL);

  g_assert_no_error (error);

  return child;
}

void
store_child_pause (void)
{
  char byte;

  g_assert_cmpint (write (STDOUT_FILENO, ".", 1), ==, 1);
  g_assert_cmpint (read (STDIN_FILENO, &byte, 1), ==, 1);
}

gboolean
store_child_pauses (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;
  char               byte = 0;
  gssize             length;

  length = g_input_stream_read (g_subprocess_get_stdout_pipe (child), &byte, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (length == 0 || byte == '.');

  return length > 0;
}

void
store_child_await (GSubprocess *child)
{
  g_assert_true (store_child_pauses (child));
}

void
store_child_go (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (child), ".", 1, NULL, NULL, &error);
  g_assert_no_error (error);
}
