/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a number format costs ICU some twenty times as much as using it, and a list shows an amount in each row: a
 * few formats are kept, for each thread its own, as they may not be shared while they are set up. */

#include "payroc-icu.h"

#include <locale.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define N_KEPT 16
#define SYMBOL_SIZE 32 /* UTF-16 units; the longest currency symbol in CLDR has fewer than ten */

typedef struct
{
  UNumberFormat     *format; /* (owned) (nullable) */
  char              *locale; /* (owned) (nullable) */
  char               currency[4];
  UNumberFormatStyle style;
} Kept;

typedef struct
{
  Kept  kept[N_KEPT];
  guint next; /* which one makes room */
} Formats;

static void
formats_free (gpointer data)
{
  Formats *self = data;

  for (guint i = 0; i < N_KEPT; i++)
    {
      g_clear_pointer (&self->kept[i].format, unum_close);
      g_free (self->kept[i].locale);
    }
  g_free (self);
}

static GPrivate formats_key = G_PRIVATE_INIT (formats_free);

static Formats *
get_formats (void)
{
  Formats *formats = g_private_get (&formats_key);

  if (formats == NULL)
    {
      formats = g_new0 (Formats, 1);
      g_private_set (&formats_key, formats);
    }

  return formats;
}

static UNumberFormat *
open_format (UNumberFormatStyle style,
             const char        *locale,
             const char        *currency)
{
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = unum_open (style, NULL, 0, locale, NULL, &status);

  if (U_SUCCESS (status) && *currency != '\0')
    {
      UChar code[4] = { 0 };

      u_charsToUChars (currency, code, (int32_t) strlen (currency));
      unum_setTextAttribute (format, UNUM_CURRENCY_CODE, code, -1, &status);
    }

  if (U_FAILURE (status))
    g_clear_pointer (&format, unum_close);

  return format;
}

/**
 * payroc_icu_canonical_locale:
 * @locale: (nullable): an ICU or POSIX locale name, %NULL for that of `LC_MONETARY`
 *
 * Returns: (transfer full): a name that ICU understands
 */
char *
payroc_icu_canonical_locale (const char *locale)
{
  char name[ULOC_FULLNAME_CAPACITY] = { 0 };
  UErrorCode status = U_ZERO_ERROR;

  if (locale == NULL)
    locale = setlocale (LC_MONETARY, NULL);

  /* To POSIX programs "C" is no language at all; ICU would write "US$ 1" without any grouping. */
  if (locale == NULL || g_str_equal (locale, "C") || g_str_has_prefix (locale, "C.") || g_str_equal (locale, "POSIX"))
    return g_strdup ("en_US");

  uloc_canonicalize (locale, name, sizeof name, &status);
  if (U_FAILURE (status) || status == U_STRING_NOT_TERMINATED_WARNING)
    return g_strdup ("en_US");

  return g_strdup (name);
}

/**
 * payroc_icu_get_format:
 * @style: of an amount or of a bare number
 * @locale: from payroc_icu_canonical_locale()
 * @currency: (nullable): an ISO 4217 code, %NULL for the locale's own
 *
 * Returns: (transfer none) (nullable): a format of this thread's, good until the next call from the same thread; its
 *   numbers of decimals are whatever the last user set
 */
UNumberFormat *
payroc_icu_get_format (UNumberFormatStyle style,
                       const char        *locale,
                       const char        *currency)
{
  Formats *formats = get_formats ();
  UNumberFormat *format = NULL;
  Kept *room = NULL;

  if (currency == NULL)
    currency = "";

  for (guint i = 0; i < N_KEPT; i++)
    {
      Kept *kept = &formats->kept[i];

      if (kept->format != NULL && kept->style == style && g_str_equal (kept->currency, currency) &&
          g_str_equal (kept->locale, locale))
        return kept->format;
    }

  format = open_format (style, locale, currency);
  if (format == NULL)
    return NULL;

  room = &formats->kept[formats->next];
  formats->next = (formats->next + 1) % N_KEPT;
  g_clear_pointer (&room->format, unum_close);
  g_free (room->locale);
  room->format = format;
  room->locale = g_strdup (locale);
  room->style = style;
  g_strlcpy (room->currency, currency, sizeof room->currency);

  return format;
}

/**
 * payroc_icu_get_symbol:
 * @format: a format
 * @symbol: one of its signs or digits
 *
 * Returns: (transfer full): the sign in UTF-8, "" when there is none
 */
char *
payroc_icu_get_symbol (UNumberFormat      *format,
                       UNumberFormatSymbol symbol)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar text[SYMBOL_SIZE] = { 0 };
  int32_t length = unum_getSymbol (format, symbol, text, G_N_ELEMENTS (text), &status);
  char *utf8 = U_SUCCESS (status) ? g_utf16_to_utf8 ((const gunichar2 *) text, length, NULL, NULL, NULL) : NULL;

  return utf8 != NULL ? utf8 : g_strdup ("");
}
