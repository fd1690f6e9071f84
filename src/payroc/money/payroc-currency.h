/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 171 ISO 4217 codes that Payroc accepts and their number of decimals. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *const *payroc_currency_get_codes    (void);             /* NULL-terminated, sorted, static */
int                payroc_currency_find         (const char *code); /* its place among them, or -1 */
gboolean           payroc_currency_is_known     (const char *code); /* exact, upper case */
gboolean           payroc_currency_is_code      (const char *text); /* has the form of a code, known or not */
guint              payroc_currency_get_decimals (const char *code); /* 0, 2, 3 or 4; 2 for unknown codes */
char              *payroc_currency_get_name     (const char *code,
                                                 const char *locale); /* "US Dollar"; the code when there is no name */

G_END_DECLS
