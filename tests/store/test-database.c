/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker: order, one commit for many, who fails alone, cancelling, closing, and where things are freed. */
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "support/store-fixture.h"

#define TABLE "CREATE TABLE notes (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT"

typedef struct
{
  /* Input */
  const char *sql;
  gboolean    fail;
  gboolean    wait_for_gate;
  int         at_gate; /* atomic */

  /* Output */
  GString    *log;    /* (unowned) (nullable) */
  const char *name;
  gboolean    done;
  GError     *error;
  guint       freed;
} Note;

static GMutex gate;

static gboolean
note_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Note        *note = data;
  PlStatement *statement;

  if (note->wait_for_gate)
    {
      g_atomic_int_set (&note->at_gate, TRUE);
      g_mutex_lock (&gate);
      g_mutex_unlock (&gate);
    }

  statement = pl_connection_prepare (connection, note->sql, error);
  if (statement == NULL || !pl_statement_run (statement, NULL, error))
    return FALSE;

  if (note->fail)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "as told");
      return FALSE;
    }

  return TRUE;
}

static void
note_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Note *note = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpuint (note->freed, ==, 0);
  pl_database_run_finish (PL_DATABASE (source), result, &note->error);
  note->done = TRUE;

  if (note->log != NULL)
    g_string_append (note->log, note->name);
}

static void
note_free (gpointer data)
{
  Note *note = data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_true (note->done);
  note->freed++;
}

static void
give (PlDatabase     *database,
      PlDatabaseMode  mode,
      Note           *note,
      GCancellable   *cancellable)
{
  pl_database_run_async (database, mode, note_work, note, note_free, cancellable, note_cb, note);
}

static void
wait_until_freed (Note *note)
{
  while (note->freed == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_order (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  Note notes[] = {
    { .sql = "INSERT INTO notes (text) VALUES ('a')", .name = "a", .wait_for_gate = TRUE },
    { .sql = "INSERT INTO notes (text) VALUES ('b')", .name = "b" },
    { .sql = "SELECT * FROM notes", .name = "c" },
    { .sql = "INSERT INTO notes (text) VALUES ('d')", .name = "d" },
    { .sql = "SELECT * FROM notes", .name = "e" },
  };

  store_exec (fixture->database, TABLE);
  g_mutex_lock (&gate);

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      notes[i].log = log;
      give (fixture->database, g_str_has_prefix (notes[i].sql, "SELECT") ? PL_DATABASE_READ : PL_DATABASE_WRITE,
            &notes[i], NULL);
    }

  g_mutex_unlock (&gate);
  wait_until_freed (&notes[G_N_ELEMENTS (notes) - 1]);
  g_assert_cmpstr (log->str, ==, "abcde");

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    g_assert_no_error (notes[i].error);
}

/* Three that arrive together; the one in the middle fails, by itself or by a constraint, and takes nobody with it. */
static void
test_fails_alone (StoreFixture  *fixture,
                  gconstpointer  data)
{
  Note notes[] = {
    { .sql = "INSERT INTO notes (text) VALUES ('a')", .wait_for_gate = TRUE },
    { .sql = "INSERT INTO notes (text) VALUES ('b')", .fail = TRUE },
    { .sql = "INSERT INTO notes (text) VALUES ('c')" },
    { .sql = "INSERT INTO  notes (text) VALUES ('c')" },
    { .sql = "INSERT INTO notes (text) VALUES ('d')" },
  };

  store_exec (fixture->database, TABLE);
  g_mutex_lock (&gate);
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    give (fixture->database, PL_DATABASE_WRITE, &notes[i], NULL);
  g_mutex_unlock (&gate);
  wait_until_freed (&notes[G_N_ELEMENTS (notes) - 1]);

  g_assert_no_error (notes[0].error);
  g_assert_error (notes[1].error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_no_error (notes[2].error);
  g_assert_error (notes[3].error, PL_STORE_ERROR, PL_STORE_ERROR_DUPLICATE);
  g_assert_no_error (notes[4].error);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT group_concat (text, '') = 'acd' FROM notes"), ==, 1);

  g_clear_error (&notes[1].error);
  g_clear_error (&notes[3].error);
}

/* A work that breaks off with a row in hand must not keep its snapshot, nor hold up the rollback of its savepoint. */
static gboolean
half_read_work (PlConnection  *connection,
                gpointer       data,
                GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, "SELECT value FROM generate", error);
  gboolean     row;

  if (statement == NULL || !pl_statement_step (statement, &row, error))
    return FALSE;

  g_assert_true (row);
  if (data == NULL)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "as told");
  return FALSE;
}

static void
test_half_read (StoreFixture  *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  store_exec (fixture->database,
              TABLE "; CREATE VIEW generate AS WITH RECURSIVE n (value) AS"
                    " (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 1000) SELECT value FROM n");
  store_read (fixture->database, half_read_work, NULL);
  store_write (fixture->database, half_read_work, NULL);
  g_assert_false (store_run (fixture->database, PL_DATABASE_WRITE, half_read_work, fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  store_exec (fixture->database, "INSERT INTO notes (text) VALUES ('after')");
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM notes"), ==, 1);
}

static gboolean
silent_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  return FALSE;
}

static void
test_fails_silently (StoreFixture  *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store_run (fixture->database, PL_DATABASE_WRITE, silent_work, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
}

static void
test_read_cannot_write (StoreFixture  *fixture,
                        gconstpointer  data)
{
  Note note = { .sql = "INSERT INTO notes (text) VALUES ('a')" };

  store_exec (fixture->database, TABLE);
  give (fixture->database, PL_DATABASE_READ, &note, NULL);
  wait_until_freed (&note);
  g_assert_error (note.error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
  g_clear_error (&note.error);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM notes"), ==, 0);
}

/* The first is in hand when all are cancelled: it is committed and says so; the second never begins. */
static void
test_cancel (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Note begun = { .sql = "INSERT INTO notes (text) VALUES ('begun')", .wait_for_gate = TRUE };
  Note waiting = { .sql = "INSERT INTO notes (text) VALUES ('waiting')" };

  store_exec (fixture->database, TABLE);
  g_mutex_lock (&gate);
  give (fixture->database, PL_DATABASE_WRITE, &begun, cancellable);
  give (fixture->database, PL_DATABASE_WRITE, &waiting, cancellable);
  while (!g_atomic_int_get (&begun.at_gate))
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&gate);
  wait_until_freed (&waiting);

  g_assert_no_error (begun.error);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&waiting.error);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT text = 'begun' FROM notes"), ==, 1);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GString           *log = user_data;

  g_assert_true (pl_database_close_finish (PL_DATABASE (source), result, &error));
  g_assert_no_error (error);
  g_string_append (log, "closed");
}

static void
test_close_while_works_wait (StoreFixture  *fixture,
                             gconstpointer  data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  Note first = { .sql = "INSERT INTO notes (text) VALUES ('a')", .wait_for_gate = TRUE, .log = log, .name = "a" };
  Note second = { .sql = "INSERT INTO notes (text) VALUES ('b')", .log = log, .name = "b" };
  Note late = { .sql = "INSERT INTO notes (text) VALUES ('late')" };

  store_exec (fixture->database, TABLE);
  g_mutex_lock (&gate);
  give (fixture->database, PL_DATABASE_WRITE, &first, NULL);
  give (fixture->database, PL_DATABASE_WRITE, &second, NULL);
  pl_database_close_async (fixture->database, closed_cb, log);
  give (fixture->database, PL_DATABASE_WRITE, &late, NULL);
  g_mutex_unlock (&gate);

  while (!g_str_has_suffix (log->str, "closed"))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (log->str, ==, "abclosed");
  wait_until_freed (&late);
  g_assert_error (late.error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
  g_clear_error (&late.error);

  g_assert_finalize_object (g_steal_pointer (&fixture->database));
  store_fixture_reopen (fixture);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM notes"), ==, 2);
}

typedef struct
{
  PlDatabase *database; /* (owned) until the callback */
  gboolean    gone;
} Last;

static void
last_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Last *last = user_data;

  g_assert_true (pl_database_run_finish (PL_DATABASE (source), result, NULL));
  g_clear_object (&last->database);
}

static void
gone_cb (gpointer  data,
         GObject  *where)
{
  Last *last = data;

  /* Never on the worker: finalizing there could only wait for itself. */
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  last->gone = TRUE;
}

static void
test_last_unref_in_callback (StoreFixture  *fixture,
                             gconstpointer  data)
{
  Note note = { .sql = TABLE };
  Last last = { .database = g_steal_pointer (&fixture->database) };

  g_object_weak_ref (G_OBJECT (last.database), gone_cb, &last);
  pl_database_run_async (last.database, PL_DATABASE_WRITE, note_work, &note, NULL, NULL, last_cb, &last);

  while (!last.gone)
    g_main_context_iteration (NULL, TRUE);

  store_fixture_reopen (fixture);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM notes"), ==, 0);
}

/* Nobody waits for an answer, but what was given is done. */
static void
test_unref_while_works_wait (StoreFixture  *fixture,
                             gconstpointer  data)
{
  Note note = { .sql = "INSERT INTO notes (text) VALUES ('a')", .wait_for_gate = TRUE };
  Last last = { 0 };

  store_exec (fixture->database, TABLE);
  g_object_weak_ref (G_OBJECT (fixture->database), gone_cb, &last);
  g_mutex_lock (&gate);
  give (fixture->database, PL_DATABASE_WRITE, &note, NULL);
  g_clear_object (&fixture->database);
  g_mutex_unlock (&gate);
  wait_until_freed (&note);
  g_assert_no_error (note.error);

  while (!last.gone)
    g_main_context_iteration (NULL, TRUE);

  store_fixture_reopen (fixture);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM notes"), ==, 1);
}

static void
opened_cancelled_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean          *done = user_data;

  g_assert_null (pl_database_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *done = TRUE;
}

static void
test_open_cancelled (StoreFixture  *fixture,
                     gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean                 done = FALSE;

  pl_database_open_async (fixture->directory, cancellable, opened_cancelled_cb, &done);
  g_cancellable_cancel (cancellable);

  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* Works that queue up while one is in hand share its commit: the log grows by one transaction. Counted by what other
 * connections can see while the batch is under way: nothing of it. */
static void
test_commits_before_callback (StoreFixture  *fixture,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  PlDatabase        *other = store_open (fixture->directory, &error);
  Note               notes[200];

  g_assert_no_error (error);
  store_exec (fixture->database, TABLE);
  g_mutex_lock (&gate);

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      notes[i] = (Note) { .sql = "INSERT INTO notes (text) VALUES (hex (randomblob (16)))", .wait_for_gate = i == 0 };
      give (fixture->database, PL_DATABASE_WRITE, &notes[i], NULL);
    }

  g_mutex_unlock (&gate);

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      while (!notes[i].done)
        g_main_context_iteration (NULL, TRUE);

      g_assert_no_error (notes[i].error);
      g_assert_cmpint (store_query_int (other, "SELECT count (*) FROM notes"), >, (gint64) i);
    }

  wait_until_freed (&notes[G_N_ELEMENTS (notes) - 1]);
  store_close (other);
}

static void
assert_mode (StoreFixture *fixture,
             const char   *name,
             guint         mode)
{
  g_autofree char *path = store_fixture_path (fixture, name);
  GStatBuf         found;

  g_assert_no_errno (g_stat (path, &found));
  g_assert_cmphex (found.st_mode & 07777, ==, mode);
}

static void
assert_modes (StoreFixture *fixture)
{
  g_autofree char *owner = g_build_filename ("owners", pl_database_get_owner (fixture->database), NULL);

  assert_mode (fixture, "", 0700);
  assert_mode (fixture, "paylinks.sqlite", 0600);
  assert_mode (fixture, "paylinks.sqlite-wal", 0600);
  assert_mode (fixture, "paylinks.sqlite-shm", 0600);
  assert_mode (fixture, "paylinks.lock", 0600);
  assert_mode (fixture, "owners", 0700);
  assert_mode (fixture, owner, 0600);
}

/* Whatever the umask gives away, or takes even from the owner. */
static void
test_modes (StoreFixture  *fixture,
            gconstpointer  data)
{
  static const mode_t masks[] = { 0, 0777, 0277, 0077 };
  g_autofree char *nested = NULL;

  store_fixture_close (fixture);
  nested = g_steal_pointer (&fixture->directory);

  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autofree char *name = g_strdup_printf ("%03o", masks[i]);
      const mode_t     before = umask (masks[i]);

      g_free (fixture->directory);
      fixture->directory = g_build_filename (nested, name, "b", NULL);
      store_fixture_reopen (fixture);
      store_exec (fixture->database, TABLE);

      assert_mode (fixture, "..", 0700);
      assert_modes (fixture);
      store_fixture_close (fixture);
      assert_mode (fixture, "paylinks.sqlite.checked", 0600);
      umask (before);
    }

  g_free (fixture->directory);
  fixture->directory = g_steal_pointer (&nested);
}

/* A folder restored from somewhere, readable by all, as it was while somebody had the file open. */
static void
test_mode_is_mended (StoreFixture  *fixture,
                     gconstpointer  data)
{
  static const char *const names[] = {
    "paylinks.sqlite", "paylinks.sqlite-wal", "paylinks.sqlite-shm", "paylinks.lock", "owners",
  };

  store_fixture_close (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = store_fixture_path (fixture, names[i]);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        g_assert_true (g_file_set_contents (path, "", 0, NULL));
      g_assert_no_errno (g_chmod (path, 0755));
    }

  store_fixture_reopen (fixture);
  store_exec (fixture->database, TABLE);
  assert_modes (fixture);
}

static gboolean
pragmas_work (PlConnection  *connection,
              gpointer       data,
              GError       **error)
{
  static const struct
  {
    const char *sql;
    const char *answer;
  } facts[] = {
    { "PRAGMA journal_mode", "wal" },
    { "PRAGMA synchronous", "3" },
    { "PRAGMA foreign_keys", "1" },
    { "PRAGMA trusted_schema", "0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      PlStatement *statement = pl_connection_prepare (connection, facts[i].sql, error);
      gboolean     row;

      g_assert_nonnull (statement);
      g_assert_true (pl_statement_step (statement, &row, error));
      g_assert_cmpstr (pl_statement_get_text (statement, 0), ==, facts[i].answer);
    }

  return TRUE;
}

static void
test_pragmas (StoreFixture  *fixture,
              gconstpointer  data)
{
  /* SQLite counts some of these as writing. */
  store_write (fixture->database, pragmas_work, NULL);
}

/* Copying the log back is nobody's wait: it happens once nothing was asked for a while. */
static void
test_log_is_copied_back (StoreFixture  *fixture,
                         gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (fixture, "paylinks.sqlite");
  GStatBuf         before;
  GStatBuf         after;
  gint64           deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  store_exec (fixture->database,
              "CREATE TABLE blobs (value BLOB);"
              " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)"
              " INSERT INTO blobs SELECT randomblob (4000) FROM n");
  g_assert_no_errno (g_stat (path, &before));

  do
    {
      g_usleep (50000);
      g_assert_no_errno (g_stat (path, &after));
    }
  while (after.st_size <= before.st_size + 4000000 && g_get_monotonic_time () < deadline);

  g_assert_cmpint (after.st_size, >, before.st_size + 4000000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/database/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("order", test_order);
  ADD ("fails-alone", test_fails_alone);
  ADD ("fails-silently", test_fails_silently);
  ADD ("half-read", test_half_read);
  ADD ("read-cannot-write", test_read_cannot_write);
  ADD ("cancel", test_cancel);
  ADD ("commits-before-callback", test_commits_before_callback);
  ADD ("close-while-works-wait", test_close_while_works_wait);
  ADD ("last-unref-in-callback", test_last_unref_in_callback);
  ADD ("unref-while-works-wait", test_unref_while_works_wait);
  ADD ("open-cancelled", test_open_cancelled);
  ADD ("modes", test_modes);
  ADD ("mode-is-mended", test_mode_is_mended);
  ADD ("pragmas", test_pragmas);
  ADD ("log-is-copied-back", test_log_is_copied_back);

  return g_test_run ();
}
