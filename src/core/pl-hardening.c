/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and tokens live in the keyring and nowhere else: neither do they go into a core dump. */
#include "pl-hardening.h"

#include <sys/resource.h>

/**
 * pl_hardening_start:
 *
 * To be called first in a program that may hold an API key. A crash leaves no image of its memory, nor does one of the
 * programs that it starts; systemd's collector of core dumps keeps to the limit, too.
 *
 * The process stays dumpable (prctl(2)) all the same: the portals tell a program in a sandbox by its /proc/PID/root,
 * which is closed to them otherwise.
 */
void
pl_hardening_start (void)
{
  const struct rlimit none = { 0, 0 };

  /* Who may not even do that has none to begin with. */
  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_debug ("Core dumps could not be forbidden");
}
