/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts as people read them: ICU's signs and digits of every language, with the decimals of ISO 4217. */

#include "payroc-money.h"

#include "payroc-currency.h"
#include "payroc-icu.h"

static char *
format_with (UNumberFormat     *format,
             const PayrocMoney *money)
{
  g_autofree char *decimal = payroc_money_to_decimal (money);
  int32_t decimals = (int32_t) payroc_currency_get_decimals (money->currency);
  UErrorCode status = U_ZERO_ERROR;
  UChar text[256] = { 0 };
  int32_t length = 0;

  /* ISO 4217's decimals, not those of CLDR, which follow cash: none for COP or IQD. */
  unum_setAttribute (format, UNUM_MIN_FRACTION_DIGITS, decimals);
  unum_setAttribute (format, UNUM_MAX_FRACTION_DIGITS, decimals);
  unum_setDoubleAttribute (format, UNUM_ROUNDING_INCREMENT, 0.0);
  length = unum_formatDecimal (format, decimal, -1, text, G_N_ELEMENTS (text), NULL, &status);

  return U_SUCCESS (status) ? g_utf16_to_utf8 ((const gunichar2 *) text, length, NULL, NULL, NULL) : NULL;
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
    text = format_with (format, self);
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
 * The amount without its currency, as an entry holds it: payroc_money_parse() with the same locale reads it back.
 *
 * Returns: (transfer full): the number
 */
char *
payroc_money_format_number (const PayrocMoney *self,
                            const char        *locale)
{
  g_autofree char *name = payroc_icu_canonical_locale (locale);
  UNumberFormat *format = NULL;
  char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  format = payroc_icu_get_format (UNUM_DECIMAL, name, NULL);
  if (format != NULL)
    text = format_with (format, self);

  return text != NULL ? text : payroc_money_to_decimal (self);
}
