/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A test that says nothing is told must have waited for what is told a moment later. */
#pragma once

#include <glib.h>

static inline void
pass_time (guint milliseconds)
{
  const gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }

  /* Others may have had the processor at the end: what is due by now is told. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
