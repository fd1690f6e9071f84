/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts as spreadsheets write them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A sign that is the decimal one here and a thousands separator there. */
gboolean  pl_import_amount_is_ambiguous (const char *text);
/* "1.234,50 EUR" → "1234.50", as payroc_money_parse_decimal() reads it. NULL: cannot be read.
 * decimal: '.', ',', or 0 when nobody said. */
char     *pl_import_amount_normalize    (const char *text,
                                         char        decimal,
                                         const char *currency);
/* The currency, another than the given one, in which it is an amount. NULL: none. */
const char *pl_import_amount_find_other (const char  *text,
                                         char         decimal,
                                         const char  *currency,
                                         const char **sign);

G_END_DECLS
