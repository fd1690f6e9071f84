/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damage of many kinds: the file is set aside as it is, and what was typed is in the new one. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "store/pl-outbox-table.h"
#include "support/store-intents.h"
#include "support/store-sample.h"

/* It is there under its new name, as it was. */
static void
assert_set_aside (StoreFixture *fixture,
                  const char   *contents,
                  gsize         length)
{
  const char      *path = pl_database_get_set_aside (fixture->database);
  g_autofree char *found = NULL;
  gsize            found_length;
  GStatBuf         mode;

  g_assert_nonnull (path);
  g_assert_true (g_file_get_contents (path, &found, &found_length, NULL));
  g_assert_cmpmem (found, found_length, contents, length);
  g_assert_no_errno (g_stat (path, &mode));
  g_assert_cmphex (mode.st_mode & 0777, ==, 0600);
}

static void
assert_rescued_besides (StoreFixture *fixture)
{
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM accounts"), ==, 1);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM people"), ==, 1);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM settings"), ==, 1);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT value = 'Dear {name}' FROM settings"), ==, 1);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM links"), ==, 0);
}

static void
test_links_damaged (StoreFixture  *fixture,
                    gconstpointer  data)
{
  g_autofree char *contents = NULL;
  gsize            length;

  store_intents_fill (fixture);
  store_intents_damage (fixture, data);
  contents = store_intents_read_file (fixture, "paylinks.sqlite", &length);
  store_fixture_reopen (fixture);

  assert_set_aside (fixture, contents, length);
  g_assert_cmpuint (pl_database_get_rescued (fixture->database), ==, STORE_INTENTS);
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  assert_rescued_besides (fixture);

  /* New rows do not take the numbers of old ones, and the next opening finds nothing wrong. */
  store_exec (fixture->database,
              "INSERT INTO outbox (account, kind, state, idempotency_key, created_at, first_sent_at, next_attempt_at,"
              " finished_at, attempts) VALUES ('a', 0, 0, '00000000-0000-4000-8000-000000000000', 1, 0, 1, 0, 0)");
  g_assert_cmpint (store_query_int (fixture->database, "SELECT max (id) FROM outbox"), ==, STORE_INTENTS + 1);
  store_fixture_reopen (fixture);
  g_assert_null (pl_database_get_set_aside (fixture->database));
  g_assert_cmpuint (pl_database_get_rescued (fixture->database), ==, 0);
}

static gboolean
list_tables_work (PlConnection  *connection,
                  gpointer       data,
                  GError       **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  PlStatement *statement;
  gboolean     row;

  statement = pl_connection_prepare (connection,
                                     "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
                                     error);
  while (pl_statement_step (statement, &row, error) && row)
    g_strv_builder_add (names, pl_statement_get_text (statement, 0));

  *(char ***) data = g_strv_builder_end (names);

  return TRUE;
}

static gboolean
find_key_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  g_autoptr (PlOutboxRow) row = pl_outbox_table_get (connection, 200, error);
  char                  **key = data;

  g_assert_no_error (*error);
  *key = g_strdup (row->idempotency_key);

  return TRUE;
}

/* The table is whole, but the index that keeps keys apart is not. */
static void
test_index_damaged (StoreFixture  *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (fixture, "paylinks.sqlite");
  g_autofree char *key = NULL;

  store_write (fixture->database, store_intents_put_work, NULL);
  store_read (fixture->database, find_key_work, &key);
  store_fixture_close (fixture);
  store_damage_pages (path, key, "of those who were there");
  store_fixture_reopen (fixture);

  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  assert_rescued_besides (fixture);
}

/* In the middle of the intents themselves: what comes before and after is read. */
static void
test_outbox_damaged (StoreFixture  *fixture,
                     gconstpointer  data)
{
  guint left;

  store_intents_fill (fixture);
  store_intents_damage (fixture, "intent 200 of");
  store_fixture_reopen (fixture);

  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  left = store_intents_check (fixture);
  g_test_message ("%u of %u intents", left, STORE_INTENTS);
  g_assert_cmpuint (left, ==, pl_database_get_rescued (fixture->database));
  g_assert_cmpuint (left, <, STORE_INTENTS);
  g_assert_cmpuint (left, >, STORE_INTENTS - 10);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT min (id) FROM outbox"), ==, 1);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT max (id) FROM outbox"), ==, STORE_INTENTS);
  assert_rescued_besides (fixture);
}

static const guint8 *
skip_varint (const guint8 *p)
{
  while ((*p++ & 0x80) != 0)
    ;

  return p;
}

/* Numbers from 128 to 16383 are of two bytes. */
static void
change_number (StoreFixture *fixture,
               guint         from,
               guint         to)
{
  const guint8     before[] = { (guint8) (0x80 | from >> 7), from & 0x7f };
  g_autofree char *text = g_strdup_printf ("intent %03u of", from - 1);
  g_autofree char *contents = NULL;
  gsize            length;
  guint            n_changed = 0;

  contents = store_intents_read_file (fixture, "paylinks.sqlite", &length);
  for (gsize i = 0; i < length; i += 4096)
    {
      guint8 *page = (guint8 *) contents + i;

      if (page[0] != 13 || memmem (page, 4096, text, strlen (text)) == NULL)
        continue;

      for (guint cell = 0; cell < ((guint) page[3] << 8 | page[4]); cell++)
        {
          const guint8 *pointer = page + 8 + 2 * cell;
          guint8       *number = (guint8 *) skip_varint (page + ((guint) pointer[0] << 8 | pointer[1]));

          if (memcmp (number, before, sizeof before) == 0)
            {
              number[0] = (guint8) (0x80 | to >> 7);
              number[1] = to & 0x7f;
              n_changed++;
            }
        }
    }
  g_assert_cmpuint (n_changed, ==, 1);
  store_intents_write_file (fixture, "paylinks.sqlite", contents, length);
}

/* One bit of a number was hit: it is then that of another intent, in a page far away, whose share waits. */
static void
test_number_damaged (StoreFixture  *fixture,
                     gconstpointer  data)
{
  const guint from = 129;
  const guint to = GPOINTER_TO_UINT (data);
  gint64      other;

  store_write (fixture->database, store_intents_put_work, NULL);
  store_exec (fixture->database,
              "UPDATE outbox SET created_at = id;"
              "UPDATE outbox SET waits_for = 129 WHERE id = 398;"
              "UPDATE outbox SET waits_for = 385 WHERE id = 399;"
              "UPDATE outbox SET waits_for = 386 WHERE id = 400");
  store_fixture_close (fixture);
  change_number (fixture, from, to);
  store_fixture_reopen (fixture);

  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  g_assert_cmpuint (pl_database_get_rescued (fixture->database), ==, STORE_INTENTS);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM outbox"), ==, STORE_INTENTS);
  for (guint i = 0; i < STORE_INTENTS; i++)
    {
      g_autofree char *query = g_strdup_printf ("SELECT count (*) FROM outbox WHERE created_at = %u"
                                                " AND CAST (body AS TEXT) LIKE 'intent %03u of%%'", i + 1, i);

      g_assert_cmpint (store_query_int (fixture->database, query), ==, 1);
    }

  /* What waits for a number that two have had waits for none of them. */
  other = store_query_int (fixture->database, "SELECT count (*) FROM outbox AS share JOIN outbox AS first"
                                              " ON first.id = share.waits_for WHERE share.created_at IN (398, 399)");
  g_assert_cmpint (other, ==, 0);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT waits_for FROM outbox WHERE created_at = 400"), ==, 386);
}

/* The account is lost, its intents are not. */
static void
test_account_damaged (StoreFixture  *fixture,
                      gconstpointer  data)
{
  store_intents_fill (fixture);
  store_intents_damage (fixture, "1234001USD");
  store_fixture_reopen (fixture);

  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM accounts"), ==, 0);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM people"), ==, 0);
}

/* Its first page, which leads to everything: the rows are found in their own pages. */
static void
test_no_beginning (StoreFixture  *fixture,
                   gconstpointer  data)
{
  g_autofree char *contents = NULL;
  gsize            length;

  store_intents_fill (fixture);
  contents = store_intents_read_file (fixture, "paylinks.sqlite", &length);
  memset (contents, 0, 4096);
  store_intents_write_file (fixture, "paylinks.sqlite", contents, length);
  store_fixture_reopen (fixture);

  assert_set_aside (fixture, contents, length);
  g_assert_cmpuint (pl_database_get_rescued (fixture->database), ==, STORE_INTENTS);
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  assert_rescued_besides (fixture);
}

/* The number says an earlier version, the tables are today's. */
static void
test_wrong_version (StoreFixture  *fixture,
                    gconstpointer  data)
{
  store_exec (fixture->database, "PRAGMA user_version = 1");
  store_intents_fill (fixture);
  store_fixture_reopen (fixture);
  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  assert_rescued_besides (fixture);
}

/* Whoever adds a table says here whether its rows come from Payroc again, or into pl-rescue.c. */
static const char *const fetched_again[] = {
  "link_documents", "links", "payments", "settings", "sharing", "unplaced_payments",
};

static gint64
count_rows (StoreFixture *fixture,
            const char   *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);

  return store_query_int (fixture->database, sql);
}

static void
test_all_tables (StoreFixture  *fixture,
                 gconstpointer  data)
{
  static const StoreSample sample = { .account = STORE_FIXTURE_ACCOUNT, .mark = "9a8e" };
  g_auto (GStrv)     names = NULL;
  g_autofree gint64 *before = NULL;
  g_autofree char   *contents = NULL;
  gsize              length;

  store_write (fixture->database, store_sample_put_work, (gpointer) &sample);
  store_read (fixture->database, list_tables_work, &names);
  before = g_new0 (gint64, g_strv_length (names));
  for (guint i = 0; names[i] != NULL; i++)
    before[i] = count_rows (fixture, names[i]);
  store_fixture_close (fixture);
  contents = store_intents_read_file (fixture, "paylinks.sqlite", &length);
  memset (contents, 0, 4096);
  store_intents_write_file (fixture, "paylinks.sqlite", contents, length);
  store_fixture_reopen (fixture);
  g_assert_nonnull (pl_database_get_set_aside (fixture->database));

  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean expected = TRUE;

      for (gsize k = 0; k < G_N_ELEMENTS (fetched_again); k++)
        expected &= !g_str_equal (names[i], fetched_again[k]);

      if (expected && count_rows (fixture, names[i]) != before[i])
        g_error ("The rows of %s are lost with a damaged file: do they come from Payroc again?", names[i]);
    }
}

static void
test_half_a_file (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autofree char *contents = NULL;
  gsize            length;

  store_intents_fill (fixture);
  contents = store_intents_read_file (fixture, "paylinks.sqlite", &length);
  store_intents_write_file (fixture, "paylinks.sqlite", contents, length / 8192 * 4096);
  store_fixture_reopen (fixture);

  assert_set_aside (fixture, contents, length / 8192 * 4096);
  g_assert_cmpuint (store_intents_check (fixture), ==, pl_database_get_rescued (fixture->database));
}

static void
test_not_a_database (StoreFixture  *fixture,
                     gconstpointer  data)
{
  static const char nonsense[] = "This is not a database. It never was, and it is long enough that nobody could take"
                                 " it for the beginning of one, or for an empty one.";

  store_fixture_close (fixture);
  store_intents_write_file (fixture, "paylinks.sqlite", nonsense, sizeof nonsense);
  store_intents_write_file (fixture, "paylinks.sqlite-wal", "log", 3);
  store_fixture_reopen (fixture);

  assert_set_aside (fixture, nonsense, sizeof nonsense);
  g_assert_cmpuint (pl_database_get_rescued (fixture->database), ==, 0);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM outbox"), ==, 0);
}

static void
test_empty_file (StoreFixture  *fixture,
                 gconstpointer  data)
{
  store_fixture_close (fixture);
  store_intents_write_file (fixture, "paylinks.sqlite", "", 0);
  store_fixture_reopen (fixture);
  store_intents_assert_none_set_aside (fixture);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM outbox"), ==, 0);
}

/* SQLite's, but somebody else's; and one of ours that lost a table. */
static void
test_foreign_database (StoreFixture  *fixture,
                       gconstpointer  data)
{
  store_exec (fixture->database, data);
  store_fixture_reopen (fixture);
  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM outbox"), ==, 0);
}

static void
test_twice_in_a_second (StoreFixture  *fixture,
                        gconstpointer  data)
{
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *contents = g_strdup_printf ("%u nonsense", i);

      store_fixture_close (fixture);
      store_intents_write_file (fixture, "paylinks.sqlite", contents, strlen (contents));
      store_fixture_reopen (fixture);
      assert_set_aside (fixture, contents, strlen (contents));
    }

  names = store_intents_list_set_aside (fixture);
  g_assert_cmpuint (g_strv_length (names), ==, 3);
}

/* Nothing is taken away under the feet of a process that has it open. */
static void
test_damaged_but_open (StoreFixture  *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  store_intents_fill (fixture);
  store_fixture_reopen (fixture);
  store_intents_damage (fixture, "intent 200 of");
  g_assert_null (store_open (fixture->directory, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED);
  store_intents_assert_none_set_aside (fixture);
}

static gboolean
read_documents_work (PlConnection  *connection,
                     gpointer       data,
                     GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, "SELECT max (document) FROM link_documents", error);

  return statement != NULL && pl_statement_run (statement, NULL, error);
}

/* Damage that nobody can see from outside, as a failing disk makes it: size and time are what they were. The
 * opening believes them; the first statement that meets it says so, and the next opening looks for itself. */
static void
test_silent_damage (StoreFixture  *fixture,
                    gconstpointer  data)
{
  g_autofree char   *path = store_fixture_path (fixture, "paylinks.sqlite");
  g_autoptr (GError) error = NULL;
  struct stat        before;
  struct timespec    times[2];

  store_intents_fill (fixture);
  g_assert_no_errno (stat (path, &before));
  store_intents_damage (fixture, "document of LINK1500");
  times[0] = before.st_atim;
  times[1] = before.st_mtim;
  g_assert_no_errno (utimensat (AT_FDCWD, path, times, 0));

  store_fixture_reopen (fixture);
  store_intents_assert_none_set_aside (fixture);
  g_assert_false (store_run (fixture->database, PL_DATABASE_READ, read_documents_work, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED);

  store_fixture_reopen (fixture);
  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
}

#define PAGE       4096
#define N_ENDLESS  2000
#define CELL       (PAGE - 1200)
#define N_POINTERS ((CELL - 8) / 2)

/* A page whose every pointer leads to one row of 4 MB, whose bytes lie in a chain of one page: this one. */
static void
make_endless_page (guint8  *page,
                   guint32  number)
{
  static const guint8 cell[] = { 0x81, 0xff, 0xe3, 0x6c, 0x01 };

  memset (page, 0, PAGE);
  page[0] = (guint8) (number >> 24);
  page[1] = (guint8) (number >> 16);
  page[2] = (guint8) (number >> 8);
  page[3] = (guint8) number;

  if (number % 2 == 0)
    return;

  number++;
  page[0] = 13;
  page[3] = N_POINTERS >> 8;
  page[4] = N_POINTERS & 0xff;
  for (guint i = 0; i < N_POINTERS; i++)
    {
      page[8 + 2 * i] = CELL >> 8;
      page[9 + 2 * i] = CELL & 0xff;
    }

  memcpy (page + CELL, cell, sizeof cell);
  for (guint i = CELL + sizeof cell; i + 4 <= PAGE; i++)
    page[i] = (guint8) (number >> (24 - 8 * ((i - CELL - sizeof cell) % 4)));
}

/* Somebody made it up so that looking for rows would take days. */
static void
test_endless (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (fixture, "paylinks.sqlite");
  g_autoptr (GByteArray) contents = g_byte_array_new ();
  g_autofree char *original = NULL;
  gsize            length;

  store_intents_fill (fixture);
  store_intents_damage (fixture, data);
  original = store_intents_read_file (fixture, "paylinks.sqlite", &length);
  g_byte_array_append (contents, (const guint8 *) original, (guint) length);
  for (guint i = 0; i < N_ENDLESS; i++)
    {
      guint8 page[PAGE];

      make_endless_page (page, (guint32) (length / PAGE) + i + 1);
      g_byte_array_append (contents, page, PAGE);
    }
  g_assert_true (g_file_set_contents (path, (const char *) contents->data, contents->len, NULL));

  store_fixture_reopen (fixture);
  assert_set_aside (fixture, (const char *) contents->data, contents->len);
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  assert_rescued_besides (fixture);
}

/* The stamp believes nothing for longer than a week, nor a time that has not come yet. */
static void
test_stamp_ages (StoreFixture  *fixture,
                 gconstpointer  data)
{
  static const gint64 ages[] = { 8 * G_TIME_SPAN_DAY, -G_TIME_SPAN_DAY };

  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *path = store_fixture_path (fixture, "paylinks.sqlite");
      g_autofree char *stamp = NULL;
      g_autofree char *aged = NULL;
      struct stat      before;
      struct timespec  times[2];
      gsize            length;

      store_exec (fixture->database, "DELETE FROM outbox; DELETE FROM links; DELETE FROM settings; DELETE FROM people");
      store_intents_fill (fixture);
      g_assert_no_errno (stat (path, &before));
      store_intents_damage (fixture, "document of LINK1500");
      times[0] = before.st_atim;
      times[1] = before.st_mtim;
      g_assert_no_errno (utimensat (AT_FDCWD, path, times, 0));

      stamp = store_intents_read_file (fixture, "paylinks.sqlite.checked", &length);
      aged = g_strdup_printf ("%" G_GINT64_FORMAT "%s", g_get_real_time () - ages[i], strchr (stamp, ' '));
      store_intents_write_file (fixture, "paylinks.sqlite.checked", aged, strlen (aged));
      store_fixture_reopen (fixture);
      g_assert_nonnull (pl_database_get_set_aside (fixture->database));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) \
  g_test_add ("/store-damage/" path, StoreFixture, data, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("links", "reference of link number 15", test_links_damaged);
  ADD ("documents", "document of LINK1500", test_links_damaged);
  ADD ("index-of-intents", "account", test_index_damaged);
  ADD ("intents", "account", test_outbox_damaged);
  ADD ("number-of-another", GUINT_TO_POINTER (385), test_number_damaged);
  ADD ("account", "account", test_account_damaged);
  ADD ("no-beginning", "account", test_no_beginning);
  ADD ("wrong-version", "account", test_wrong_version);
  ADD ("all-tables", NULL, test_all_tables);
  ADD ("half", "account", test_half_a_file);
  ADD ("not-a-database", NULL, test_not_a_database);
  ADD ("empty", NULL, test_empty_file);
  ADD ("foreign", "PRAGMA user_version = 0", test_foreign_database);
  ADD ("table-missing", "DROP TABLE outbox", test_foreign_database);
  ADD ("twice-in-a-second", NULL, test_twice_in_a_second);
  ADD ("open-elsewhere", "account", test_damaged_but_open);
  ADD ("silently", "account", test_silent_damage);
  ADD ("endless", "reference of link number 15", test_endless);
  ADD ("stamp-ages", "account", test_stamp_ages);

  return g_test_run ();
}
