/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No core dump, of the process itself or of what it starts. */
#include "core/pl-hardening.h"

#include <sys/resource.h>

static void
test_no_core_dump (void)
{
  struct rlimit limit;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  pl_hardening_start ();

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);

  g_assert_true (g_spawn_command_line_sync ("sh -c 'ulimit -c'", &output, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, "0\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hardening/no-core-dump", test_no_core_dump);

  return g_test_run ();
}
