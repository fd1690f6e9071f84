/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables and how each earlier version's file becomes today's. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

guint     pl_schema_get_version (void);

/* user_version of the file, without changing a byte of it. */
gboolean  pl_schema_read_version (PlConnection  *connection,
                                  guint         *version,
                                  GError       **error);

/* To version, which is at most pl_schema_get_version(); all steps in one transaction. */
gboolean  pl_schema_upgrade      (PlConnection  *connection,
                                  guint          version,
                                  GError       **error);

/* The same with other steps, for the tests: a step is constant SQL, and step n makes version n of version n - 1. */
gboolean  pl_schema_run_steps    (PlConnection       *connection,
                                  const char *const  *steps,
                                  guint               version,
                                  GError            **error);

G_END_DECLS
