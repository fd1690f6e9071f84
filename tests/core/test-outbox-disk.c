/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk is full, again and again, at every moment of an intent's life: what was accepted is done once, what was not
 * accepted is not done, and it goes on by itself when there is room. A limit on the size of files stands in for the
 * disk: it needs no privilege, and SQLite is told so by the very write that does not fit. */
#include <signal.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "outbox-books.h"

#define N_ROUNDS 30

typedef struct
{
  CoreFixture    *fixture;
  GHashTable     *accepted; /* (element-type utf8) */
  guint           n_refused;
  guint           n_open;
} Flood;

static void
set_limit (rlim_t size)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
}

/* Nothing fits any more, or only a little. */
static void
fill_disk (CoreFixture *fixture,
           guint        spare)
{
  g_autofree char *wal = store_fixture_path (&fixture->store, "paylinks.sqlite-wal");
  GStatBuf info;

  g_assert_no_errno (g_stat (wal, &info));
  set_limit ((rlim_t) info.st_size + spare);
}

static void
submitted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Flood *flood = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlIntent) intent = pl_outbox_submit_finish (PL_OUTBOX (object), result, &error);

  flood->n_open--;
  if (intent != NULL)
    {
      g_hash_table_add (flood->accepted, g_strdup (pl_intent_get_idempotency_key (intent)));
      return;
    }

  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DISK_FULL);
  flood->n_refused++;
}

static void
submit (Flood *flood)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *order_id = g_strndup (key, 24);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("FULL");
  g_autoptr (PayrocShare) share = core_share_new ();

  payroc_link_draft_set_reference (draft, key);
  payroc_link_draft_set_order_id (draft, order_id);
  flood->n_open++;
  pl_outbox_create_async (flood->fixture->outbox, draft, share, key, NULL, submitted_cb, flood);
}

static void
run_for (guint ms)
{
  const gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
}

static void
test_full (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GHashTable) accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Flood flood = { .fixture = fixture, .accepted = accepted };

  core_fixture_start (fixture);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      for (guint j = 0; j < 4; j++)
        submit (&flood);
      run_for ((guint) g_test_rand_int_range (0, 30));
      fill_disk (fixture, (guint) g_test_rand_int_range (0, 20000));
      submit (&flood);
      submit (&flood);
      run_for ((guint) g_test_rand_int_range (20, 80));
      set_limit (RLIM_INFINITY);
    }

  while (flood.n_open > 0)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%u accepted, %u not", g_hash_table_size (accepted), flood.n_refused);
  g_assert_cmpuint (flood.n_refused, >, 0);
  g_assert_cmpuint (g_hash_table_size (accepted), >, 0);

  /* Results that could not be written are tried again after seconds. */
  for (guint i = 0; i < 100 && pl_outbox_get_n_unfinished (fixture->outbox) > 0; i++)
    {
      core_flush (fixture);
      run_for (100);
    }

  outbox_books_assert_agree (fixture, accepted);
}

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);

  g_test_add ("/outbox-disk/full", CoreFixture, NULL, set_up, test_full, core_fixture_tear_down);

  return g_test_run ();
}
