/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floor of a commit that no window waits for: four kilobytes appended to a file and forced to the disk by a thread
 * that says so when it is done. floor-commit FOLDER TIMES */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-support.h"

typedef struct
{
  GAsyncQueue *queue; /* of whatever asks for a commit */
  int          fd;
  int          n;
  gboolean     done;  /* of the main context */
} Commit;

static gboolean
done_cb (gpointer user_data)
{
  Commit *commit = user_data;

  commit->done = TRUE;

  return G_SOURCE_REMOVE;
}

static gpointer
commit_thread (gpointer data)
{
  Commit *commit = data;
  char    page[4096] = { 0 };

  for (int i = 0; i < commit->n; i++)
    {
      g_async_queue_pop (commit->queue);
      if (write (commit->fd, page, sizeof page) != sizeof page || fdatasync (commit->fd) != 0)
        g_error ("%s", g_strerror (errno));
      g_main_context_invoke (NULL, done_cb, commit);
    }

  return NULL;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char   *path = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  Commit             commit = { 0 };
  GThread           *thread;

  if (argc != 3)
    return 2;

  path = g_build_filename (argv[1], "floor-commit", NULL);
  commit.n = atoi (argv[2]);
  commit.queue = g_async_queue_new ();
  commit.fd = open (path, O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (commit.fd < 0)
    g_error ("%s: %s", path, g_strerror (errno));
  /* The main context is this thread's, so that the other one does not run what it says. */
  g_main_context_acquire (NULL);
  thread = g_thread_new ("commit", commit_thread, &commit);

  for (int i = 0; i < commit.n; i++)
    {
      double began;
      double took;

      bench_rest ();
      began = bench_now ();
      commit.done = FALSE;
      g_async_queue_push (commit.queue, &commit);
      while (!commit.done)
        g_main_context_iteration (NULL, TRUE);
      took = bench_now () - began;
      g_array_append_val (times, took);
    }

  g_thread_join (thread);
  g_async_queue_unref (commit.queue);
  close (commit.fd);
  unlink (path);
  bench_print ("commit", bench_median (times));

  return 0;
}
