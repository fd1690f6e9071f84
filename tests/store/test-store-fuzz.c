/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damage at random, again and again: never a crash, never a hang, and whatever intent lies on pages that were not hit
 * is there afterwards. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/pl-outbox-table.h"
#include "support/store-intents.h"
#include "support/store-sample.h"

#define N_INTENTS 1000
#define N_ROUNDS  240
#define PAGE      4096

/* Longer than any honest opening of a file this small, on a busy machine and under sanitizers. */
#define TOO_LONG (60 * G_TIME_SPAN_SECOND)

static const StoreSample sample = { .account = STORE_FIXTURE_ACCOUNT, .mark = "9a8e" };

typedef struct
{
  char  *contents;
  gsize  length;
  char  *log; /* (nullable) */
  gsize  log_length;
} Original;

static void
original_clear (Original *self)
{
  g_free (self->contents);
  g_free (self->log);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Original, original_clear)

/* One every so often is longer than a page. Each page that holds some of it says whose it is. */
static char *
make_body (guint number)
{
  g_autoptr (GString) body = g_string_new (NULL);
  const gsize length = number % 50 == 7 ? 9000 : 60 + number % 7 * 90;

  while (body->len < length)
    g_string_append_printf (body, "<intent %04u>", number);

  return g_string_free (g_steal_pointer (&body), FALSE);
}

static gboolean
put_work (PlConnection  *connection,
          gpointer       data,
          GError       **error)
{
  const guint first = GPOINTER_TO_UINT (data);

  for (guint i = first; i < first + N_INTENTS / 2; i++)
    {
      g_autoptr (PlOutboxRow) row = pl_outbox_row_new ();
      g_autofree char        *body = make_body (i);

      row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
      row->idempotency_key = g_uuid_string_random ();
      row->body = g_bytes_new (body, strlen (body));
      row->state = PL_INTENT_WAITING;
      row->created_at = i + 1;
      if (!pl_outbox_table_insert (connection, row, error))
        return FALSE;
    }

  return TRUE;
}

#define NEVER "<never accepted>"

/* More than SQLite keeps in memory: it writes the log before anything is committed. */
static gboolean
put_and_pause_work (PlConnection  *connection,
                    gpointer       data,
                    GError       **error)
{
  g_autofree char *text = g_strnfill (9000, 'x');
  g_autofree char *body = g_strconcat (NEVER, text, NULL);

  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (PlOutboxRow) row = pl_outbox_row_new ();

      row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
      row->idempotency_key = g_uuid_string_random ();
      row->body = g_bytes_new (body, strlen (body));
      if (!pl_outbox_table_insert (connection, row, error))
        return FALSE;
    }

  store_child_pause ();

  return TRUE;
}

/* Another process: the second half of the intents is in the log when it is killed, and some that were not accepted. */
static int
write_and_wait (const char *directory)
{
  g_autoptr (GError) error = NULL;
  PlDatabase *database = store_open (directory, &error);

  g_assert_no_error (error);
  store_write (database, put_work, GUINT_TO_POINTER (N_INTENTS / 2));
  store_write (database, put_and_pause_work, NULL);

  return 1;
}

static void
make_original (StoreFixture *fixture,
               gboolean      with_log,
               Original     *original)
{
  store_write (fixture->database, store_sample_put_work, (gpointer) &sample);
  store_exec (fixture->database, "DELETE FROM outbox");
  store_write (fixture->database, store_intents_put_links_work, NULL);
  store_write (fixture->database, put_work, GUINT_TO_POINTER (0));
  if (!with_log)
    store_write (fixture->database, put_work, GUINT_TO_POINTER (N_INTENTS / 2));
  store_fixture_close (fixture);

  if (with_log)
    {
      g_autoptr (GSubprocess) child = store_fixture_spawn (fixture, "--write-and-wait");

      store_child_await (child);
      g_subprocess_force_exit (child);
      g_assert_true (g_subprocess_wait (child, NULL, NULL));
      original->log = store_intents_read_file (fixture, "paylinks.sqlite-wal", &original->log_length);
      g_assert_nonnull (memmem (original->log, original->log_length, NEVER, strlen (NEVER)));
    }

  original->contents = store_intents_read_file (fixture, "paylinks.sqlite", &original->length);
}

/* What was hit, page by page, comes back in `hit`. The length is what is left. */
static gsize
damage (GRand    *rand,
        char     *contents,
        gsize     length,
        gboolean *hit)
{
  const gsize n_pages = length / PAGE;
  const int   n_hits = g_rand_int_range (rand, 1, 8);

  for (int i = 0; i < n_hits; i++)
    {
      /* The first pages are the roots of everything: they have more than their share. */
      const gsize number = (gsize) (g_rand_int_range (rand, 0, 4) == 0 ? g_rand_int_range (rand, 0, 20)
                                                                       : g_rand_int_range (rand, 0, (gint32) n_pages));
      char       *page = contents + number * PAGE;

      hit[number] = TRUE;

      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          memset (page, 0, PAGE);
          break;
        case 1:
          for (gsize k = 0; k < PAGE; k++)
            page[k] = (char) g_rand_int (rand);
          break;
        case 2:
          page[g_rand_int_range (rand, 0, PAGE)] ^= (char) (1 << g_rand_int_range (rand, 0, 8));
          break;
        case 3:
          /* The page's own account of itself. */
          page[g_rand_int_range (rand, 0, 12)] ^= (char) g_rand_int_range (rand, 1, 256);
          break;
        case 4:
          memmove (page, contents + (gsize) g_rand_int_range (rand, 0, (gint32) n_pages) * PAGE, PAGE);
          break;
        case 5:
        default:
          memset (page + g_rand_int_range (rand, 0, PAGE), 0xff, 1);
          break;
        }
    }

  if (g_rand_int_range (rand, 0, 4) != 0)
    return length;

  length = (gsize) g_rand_int_range (rand, 0, (gint32) length);
  for (gsize i = length / PAGE; i < n_pages; i++)
    hit[i] = TRUE;

  return length;
}

/* Which intents no damage came near: none of the pages that say their name was hit. */
static void
find_untouched (const Original *original,
                const gboolean *hit,
                gboolean       *untouched)
{
  for (guint i = 0; i < N_INTENTS; i++)
    untouched[i] = original->log == NULL || i < N_INTENTS / 2;

  for (gsize page = 0; page < original->length / PAGE; page++)
    {
      const char *text = original->contents + page * PAGE;
      const char *end = text + PAGE;

      while (hit[page] && (text = memmem (text, (gsize) (end - text), "<intent ", 8)) != NULL && end - text >= 13)
        {
          untouched[g_ascii_strtoull (text + 8, NULL, 10) % N_INTENTS] = FALSE;
          text++;
        }
    }

  /* The log is not hit: what it holds is there, whatever became of older copies. */
  for (guint i = N_INTENTS / 2; i < N_INTENTS && original->log != NULL; i++)
    untouched[i] = TRUE;
}

static gboolean
tick_off_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  g_autoptr (GPtrArray) rows = pl_outbox_table_list (connection, NULL, TRUE, error);
  gboolean *there = data;

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const PlOutboxRow *row = rows->pdata[i];
      g_autofree char   *body = NULL;

      if (row->body != NULL && g_bytes_get_size (row->body) >= strlen (NEVER)
          && memcmp (g_bytes_get_data (row->body, NULL), NEVER, strlen (NEVER)) == 0)
        g_error ("An intent that was never accepted is there");

      if (row->body == NULL || row->created_at < 1 || row->created_at > N_INTENTS)
        continue;

      body = make_body ((guint) row->created_at - 1);
      if (g_bytes_get_size (row->body) == strlen (body)
          && memcmp (g_bytes_get_data (row->body, NULL), body, strlen (body)) == 0)
        there[row->created_at - 1] = TRUE;
    }

  return TRUE;
}

static guint
check_untouched (StoreFixture   *fixture,
                 const gboolean *untouched)
{
  g_autofree gboolean *there = g_new0 (gboolean, N_INTENTS);
  g_autoptr (GError)   error = NULL;
  guint                count = 0;

  /* A file that its check found nothing in may still hold nonsense that the first reading meets; then the next opening
   * looks at all of it. */
  if (!store_run (fixture->database, PL_DATABASE_READ, tick_off_work, there, &error))
    {
      g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED);
      g_clear_error (&error);
      store_fixture_reopen (fixture);
      store_read (fixture->database, tick_off_work, there);
    }

  for (guint i = 0; i < N_INTENTS; i++)
    {
      if (untouched[i] && !there[i])
        g_error ("Intent %u was not hit, and is lost", i);

      count += untouched[i];
    }

  return count;
}

static void
play_round (StoreFixture   *fixture,
            const Original *original,
            guint           round,
            GRand          *rand)
{
  g_autofree char     *contents = g_memdup2 (original->contents, original->length);
  g_autofree gboolean *hit = g_new0 (gboolean, original->length / PAGE + 1);
  g_autofree gboolean *untouched = g_new0 (gboolean, N_INTENTS);
  g_autofree char     *successor = g_strdup_printf ("%u", round);
  g_autofree char     *folder = g_strdup (fixture->directory);
  g_autoptr (GError)   error = NULL;
  const gsize          length = damage (rand, contents, original->length, hit);
  const gint64         start = g_get_monotonic_time ();
  gboolean             found;

  g_free (fixture->directory);
  fixture->directory = g_build_filename (folder, successor, NULL);
  g_assert_no_errno (g_mkdir (fixture->directory, 0700));
  store_intents_write_file (fixture, "paylinks.sqlite", contents, length);
  if (original->log != NULL)
    store_intents_write_file (fixture, "paylinks.sqlite-wal", original->log, original->log_length);

  find_untouched (original, hit, untouched);
  fixture->database = store_open (fixture->directory, &error);

  /* A version of the future is believed: that file is somebody's, and stays. */
  if (g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_TOO_NEW))
    {
      g_assert_true (hit[0]);
    }
  else
    {
      g_assert_no_error (error);
      found = pl_database_get_set_aside (fixture->database) != NULL;
      g_test_message ("%u: %s, %u of %u intents untouched", round, found ? "set aside" : "taken as it is",
                      check_untouched (fixture, untouched), N_INTENTS);
      store_fixture_close (fixture);
    }

  g_assert_cmpint (g_get_monotonic_time () - start, <, TOO_LONG);
  store_remove_tree (fixture->directory);
  g_free (fixture->directory);
  fixture->directory = g_steal_pointer (&folder);
}

static void
test_damage (StoreFixture  *fixture,
             gconstpointer  data)
{
  const gboolean   with_log = GPOINTER_TO_INT (data) > 1;
  const guint32    seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_auto (Original) original = { 0 };

  g_test_message ("Seed %u", seed);
  make_original (fixture, with_log, &original);

  for (guint round = 0; round < N_ROUNDS / 2; round++)
    play_round (fixture, &original, round, rand);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--write-and-wait"))
    return write_and_wait (argv[2]);

  g_test_init (&argc, &argv, NULL);

#define ADD(path, data) \
  g_test_add ("/store-fuzz/" path, StoreFixture, GINT_TO_POINTER (data), store_fixture_set_up, test_damage, \
              store_fixture_tear_down)
  ADD ("file", 1);
  ADD ("file-and-log", 2);

  return g_test_run ();
}
