/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floor of a commit: four kilobytes appended to a file and forced to the disk. floor-commit FOLDER TIMES */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "bench-support.h"

int
main (int   argc,
      char *argv[])
{
  g_autofree char   *path = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  char               page[4096] = { 0 };
  int                n;
  int                fd;

  if (argc != 3)
    return 2;

  path = g_build_filename (argv[1], "floor-commit", NULL);
  n = atoi (argv[2]);
  fd = open (path, O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0)
    g_error ("%s: %s", path, g_strerror (errno));

  for (int i = 0; i < n; i++)
    {
      double began = bench_now ();
      double took;

      if (write (fd, page, sizeof page) != sizeof page || fdatasync (fd) != 0)
        g_error ("%s: %s", path, g_strerror (errno));
      took = bench_now () - began;
      g_array_append_val (times, took);
    }

  close (fd);
  unlink (path);
  bench_print ("commit", bench_median (times));

  return 0;
}
