/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days whose month is a word. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "3 April 2027", "April 3rd, 2027", "3. April 2027", "3 de abril de 2027", "Samstag, 3. April 2027". */
gboolean pl_import_day_parse_words (const char *text,
                                    GDate      *day);

G_END_DECLS
