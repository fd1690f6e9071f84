/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a test runs twenty times as slowly as it could, for those that measure time or do all of very much. */
#pragma once

#include <glib.h>
#include <string.h>

static inline gboolean
is_under_valgrind (void)
{
  const char *preloaded = g_getenv ("LD_PRELOAD");

  return preloaded != NULL && strstr (preloaded, "vgpreload") != NULL;
}
