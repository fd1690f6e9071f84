/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which character stands between the cells of a file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PL_CSV_SEPARATORS "\t;," /* the surer sign first: commas are in texts and in numbers as well */

gsize pl_csv_separator_read   (const char *text,
                               gsize       length,
                               char       *separator);
char  pl_csv_separator_detect (const char *text,
                               gsize       length);

G_END_DECLS
