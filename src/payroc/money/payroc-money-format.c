/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts as people read them: ICU's signs and digits of every language, with the decimals of ISO 4217. */

#include "payroc-money.h"

#include <string.h>

#include "payroc-currency.h"
#include "payroc-icu.h"

static char *
format_with (UNumberFormat     *format,
             const PayrocMoney *money,
             gboolean           grouped)
{
  g_autofree char *decimal = payroc_money_to_decimal (money);
  int32_t decimals = (int32_t) payroc_currency_get_decimals (money->currency);
  int32_t own_grouping = unum_getAttribute (format, UNUM_GROUPING_USED);
  UErrorCode status = U_ZERO_ERROR;
  UChar text[256] = { 0 };
  int32_t length = 0;

  /* ISO 4217's decimals, not those of CLDR, which follow cash: none for COP or IQD. */
  unum_setAttribute (format, UNUM_MIN_FRACTION_DIGITS, decimals);
  unum_setAttribute (format, UNUM_MAX_FRACTION_DIGITS, decimals);
  unum_setDoubleAttribute (format, UNUM_ROUNDING_INCREMENT, 0.0);
  if (!grouped)
    unum_setAttribute (format, UNUM_GROUPING_USED, FALSE);
  length = unum_formatDecimal (format, decimal, -1, text, G_N_ELEMENTS (text), NULL, &status);
  /* The format is kept, and the next user reads from it how amounts are grouped. */
  unum_setAttribute (format, UNUM_GROUPING_USED, own_grouping);

  return U_SUCCESS (status) ? g_utf16_to_utf8 ((const gunichar2 *) text, length, NULL, NULL, NULL) : NULL;
}

/* Blanks, and marks that only steer the direction of what is gone. */
static gboolean
is_left_over (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

static char *
trim (const char *text)
{
  const char *end = text + strlen (text);

  while (*text != '\0' && is_left_over (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text && is_left_over (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (text, end - text);
}

/* The amount as its currency writes it, less the symbol: bare numbers are written differently in some countries. */
static char *
format_without_symbol (UNumberFormat     *format,
                       const PayrocMoney *money,
                       gboolean           grouped)
{
  g_autofree char *symbol = payroc_icu_get_symbol (format, UNUM_CURRENCY_SYMBOL);
  g_autofree char *text = format_with (format, money, grouped);
  g_autofree char *number = NULL;
  const char *place = NULL;

  if (text == NULL || *symbol == '\0')
    return NULL;

  place = strstr (text, symbol);
  if (place == NULL)
    return NULL;

  number = g_strdup_printf ("%.*s%s", (int) (place - text), text, place + strlen (symbol));

  return trim (number);
}

static gboolean
reads_back (const char        *text,
            const PayrocMoney *money,
            const char        *locale)
{
  PayrocMoney again = { 0 };

  return payroc_money_parse (text, money->currency, locale, &again, NULL) && payroc_money_equal (money, &again);
}

/**
 * payroc_money_format:
 * @self: an amount
 * @locale: (nullable): an ICU or POSIX locale name, %NULL for that of `LC_MONETARY`
 *
 * The amount as a person reads it, with the currency's symbol: "$49.99", "10.000 ¥", "٤٩٫٩٩ US$". It may hold
 * direction marks and blanks that do not break.
 *
 * Returns: (transfer full): text to show, never to be parsed
 */
char *
payroc_money_format (const PayrocMoney *self,
                     const char        *locale)
{
  g_autofree char *name = payroc_icu_canonical_locale (locale);
  UNumberFormat *format = NULL;
  g_autofree char *decimal = NULL;
  char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  format = payroc_icu_get_format (UNUM_CURRENCY, name, self->currency);
  if (format != NULL)
    text = format_with (format, self, TRUE);
  if (text != NULL)
    return text;

  decimal = payroc_money_to_decimal (self);

  return g_strdup_printf ("%s %s", self->currency, decimal);
}

/**
 * payroc_money_format_number:
 * @self: an amount
 * @locale: (nullable): an ICU or POSIX locale name, %NULL for that of `LC_MONETARY`
 *
 * The amount without its currency, as an entry holds it: payroc_money_parse() with the same locale reads it back. So
 * it is not grouped where that could be read in two ways: "1,500" yen are one and a half to the other half of
 * English-speaking Germany.
 *
 * Returns: (transfer full): the number
 */
char *
payroc_money_format_number (const PayrocMoney *self,
                            const char        *locale)
{
  g_autofree char *name = payroc_icu_canonical_locale (locale);

  g_return_val_if_fail (self != NULL, NULL);

  for (int grouped = 1; grouped >= 0; grouped--)
    {
      UNumberFormat *format = payroc_icu_get_format (UNUM_CURRENCY, name, self->currency);
      g_autofree char *text = format != NULL ? format_without_symbol (format, self, grouped) : NULL;

      /* What is not one of Payroc's currencies is never read. */
      if (text != NULL && (!payroc_currency_is_known (self->currency) || reads_back (text, self, name)))
        return g_steal_pointer (&text);
    }

  return payroc_money_to_decimal (self);
}
