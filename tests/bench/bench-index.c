/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind a list of stored links, without a window: memory a link, and the search alone.
 * bench-index FOLDER LINKS, a folder that bench-fill has filled. */
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-support.h"
#include "core-fixture.h"
#include "core/list/pl-link-index.h"
#include "core/list/pl-link-list.h"
#include "store/pl-account-table.h"

typedef struct
{
  char        *account;
  PlLinkIndex *index;
} Read;

static gboolean
find_account_work (PlConnection  *connection,
                   gpointer       data,
                   GError       **error)
{
  Read                 *read = data;
  g_autoptr (GPtrArray) accounts = pl_account_table_list (connection, error);

  g_assert_nonnull (accounts);
  g_assert_cmpuint (accounts->len, ==, 1);
  read->account = g_strdup (((PlAccountRow *) g_ptr_array_index (accounts, 0))->id);

  return TRUE;
}

static gboolean
read_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Read *read = data;

  read->index = pl_link_index_read (connection, read->account, 0, error);

  return read->index != NULL;
}

static double
get_memory (void)
{
  malloc_trim (0);

  return bench_memory (getpid (), "Private");
}

static gboolean
is_ready (gpointer user_data)
{
  return pl_link_list_get_ready (user_data);
}

static PlLinkList *
open_list (PlDatabase *database,
           const char *account,
           PlLinkFeed *feed)
{
  PlLinkList *list = pl_link_list_new (account, database, feed, pl_today_get_default ());

  core_wait_until (is_ready, list);

  return list;
}

static void
measure_memory (PlDatabase *database,
                const char *account,
                guint       n_links)
{
  g_autoptr (PlLinkFeed) feed = pl_link_feed_new ();
  g_autoptr (PlLinkList) list = NULL;
  double                 before;

  /* Once before: what SQLite keeps of its pages is no link's. */
  list = open_list (database, account, feed);
  g_assert_cmpuint (pl_link_list_get_n_total (list), ==, n_links);
  g_clear_object (&list);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  before = get_memory ();
  list = open_list (database, account, feed);
  bench_print ("bytes-per-link", (get_memory () - before) / n_links);
}

static void
measure_search (PlLinkIndex *index)
{
  static const char *const texts[] = { "i", "inv-0", "inv-0042", "m", "müller", "oak street", "acme lane", "ink",
                                       "zzzz", "" };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
      double             median;

      for (guint round = 0; round < 9; round++)
        {
          PlLinkQuery        query = { .search = texts[i] };
          double             began = bench_thread_cpu ();
          g_autoptr (GArray) entries = pl_link_index_query (index, &query);
          double             took = bench_thread_cpu () - began;

          g_array_append_val (times, took);
        }
      median = bench_median (times);
      g_array_append_val (all, median);
      g_debug ("search “%s”: %.2f", texts[i], median);
    }

  bench_print ("scan-worst", bench_max (all));
  bench_print ("scan-median", bench_median (all));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (PlDatabase) database = NULL;
  g_autoptr (GError)     error = NULL;
  Read                   read = { 0 };
  double                 began;

  if (argc != 3)
    return 2;

  /* What is freed is the system's again, and does not hide what comes after it. */
  mallopt (M_MMAP_THRESHOLD, 64 * 1024);

  database = store_open (argv[1], &error);
  g_assert_no_error (error);
  store_read (database, find_account_work, &read);
  measure_memory (database, read.account, (guint) atoi (argv[2]));

  began = bench_cpu ();
  store_read (database, read_work, &read);
  bench_print ("index-cpu", bench_cpu () - began);
  measure_search (read.index);

  pl_link_index_free (read.index);
  g_free (read.account);
  store_close (g_steal_pointer (&database));

  return 0;
}
