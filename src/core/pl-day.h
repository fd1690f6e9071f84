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

/* Two numbers and a year with slashes: only who knows which of them is the day can read it. */
gboolean pl_day_is_slashed    (const char  *text);
gboolean pl_day_parse_slashed (const char  *text,
                               gboolean     month_first,
                               GDate       *day);

G_END_DECLS
