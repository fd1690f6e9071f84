/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ICU's number formats, opened once. Private to this room. */
#pragma once

#include <glib.h>
#include <unicode/unum.h>

G_BEGIN_DECLS

char          *payroc_icu_canonical_locale (const char          *locale);
UNumberFormat *payroc_icu_get_format       (UNumberFormatStyle   style,
                                            const char          *locale,
                                            const char          *currency);
char          *payroc_icu_get_symbol       (UNumberFormat       *format,
                                            UNumberFormatSymbol  symbol);

G_END_DECLS
