/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people type them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* YYYY-MM-DD, or +DAYS from today. */
gboolean pl_day_parse       (const char  *text,
                             const GDate *today,
                             GDate       *day);
/* As spreadsheets write it too: D.M.YYYY, YYYY/MM/DD, and a midnight behind it. With slashes the day may stand first or
 * second: not read. */
gboolean pl_day_parse_table (const char  *text,
                             const GDate *today,
                             GDate       *day);

G_END_DECLS
