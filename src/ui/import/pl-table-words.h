/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a table that is written for people. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A PlExportNaming; on any thread. (nullable): name has no other words. */
const char *pl_table_words (const char *name);

G_END_DECLS
