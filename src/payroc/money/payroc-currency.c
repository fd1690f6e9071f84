/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc's own list of currencies: it holds withdrawn codes and lacks new ones, so no library's list would do. */

#include "payroc-currency.h"

#include <locale.h>
#include <string.h>

#include <unicode/ucurr.h>
#include <unicode/ustring.h>

#include "payroc-icu.h"

/* Sorted, as payroc_currency_find() searches by halving. The same 171 stand at every `currency` of the API
 * description. */
static const char *const codes[] = {
  "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
  "BHD", "BIF", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYR", "BZD", "CAD", "CDF",
  "CHE", "CHF", "CHW", "CLF", "CLP", "CNY", "COP", "COU", "CRC", "CUC", "CUP", "CVE", "CZK", "DJF",
  "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD",
  "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK",
  "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP",
  "LKR", "LRD", "LSL", "LTL", "LVL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRO",
  "MRU", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD",
  "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR",
  "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLL", "SOS", "SRD", "SSP", "STD", "STN", "SVC", "SYP",
  "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "USN",
  "USS", "UYI", "UYU", "UZS", "VEF", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER",
  "ZAR", "ZMW", "ZWL",
  NULL,
};

#define N_CODES ((int) G_N_ELEMENTS (codes) - 1)

/* All others have two. Four letters each, so that a search cannot match across two codes. */
static const char no_decimals[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
static const char three_decimals[] = "BHD IQD JOD KWD LYD OMR TND ";
static const char four_decimals[] = "CLF ";

static gboolean
is_among (const char *code,
          const char *list)
{
  for (const char *p = list; *p != '\0'; p += 4)
    {
      if (memcmp (p, code, 3) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * payroc_currency_get_codes:
 *
 * The codes that Payroc's API knows; a terminal takes only its own few of them. From the API description of 2026-08-20.
 *
 * Returns: (transfer none) (array zero-terminated=1): 171 codes in alphabetical order
 */
const char *const *
payroc_currency_get_codes (void)
{
  return codes;
}

/**
 * payroc_currency_find:
 * @code: (nullable): an ISO 4217 code in upper case
 *
 * Returns: where it stands in payroc_currency_get_codes(), or -1
 */
int
payroc_currency_find (const char *code)
{
  int low = 0;
  int high = N_CODES;

  if (code == NULL)
    return -1;

  while (low < high)
    {
      int middle = (low + high) / 2;
      int order = strcmp (code, codes[middle]);

      if (order == 0)
        return middle;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return -1;
}

/**
 * payroc_currency_is_known:
 * @code: (nullable): an ISO 4217 code in upper case
 *
 * Returns: whether Payroc's API knows it
 */
gboolean
payroc_currency_is_known (const char *code)
{
  return payroc_currency_find (code) >= 0;
}

/**
 * payroc_currency_is_code:
 * @text: (nullable): what a server calls a currency
 *
 * Returns: whether it has the form of an ISO 4217 code: three capital letters
 */
gboolean
payroc_currency_is_code (const char *text)
{
  return text != NULL && strlen (text) == 3 &&
         g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) && g_ascii_isupper (text[2]);
}

/**
 * payroc_currency_get_decimals:
 * @code: (nullable): an ISO 4217 code in upper case
 *
 * How many decimals the smallest unit stands for, by ISO 4217. CONTRACT.md lists the exceptions; locale data of
 * operating systems is no source for this, it follows what people do with cash.
 *
 * Returns: 0, 2, 3 or 4; 2 for a code that Payroc does not know
 */
guint
payroc_currency_get_decimals (const char *code)
{
  if (!payroc_currency_is_known (code))
    return 2;
  if (is_among (code, no_decimals))
    return 0;
  if (is_among (code, three_decimals))
    return 3;
  if (is_among (code, four_decimals))
    return 4;

  return 2;
}

/**
 * payroc_currency_get_name:
 * @code: an ISO 4217 code in upper case
 * @locale: (nullable): a locale's name, or %NULL for the user's language
 *
 * What people call the currency, by ICU.
 *
 * Returns: (transfer full): the name, or the code when ICU has none
 */
char *
payroc_currency_get_name (const char *code,
                          const char *locale)
{
  g_autofree char *language = payroc_icu_canonical_locale (locale != NULL ? locale : setlocale (LC_MESSAGES, NULL));
  UErrorCode       status = U_ZERO_ERROR;
  UBool            is_choice = FALSE;
  int32_t          length = 0;
  UChar            wide_code[4] = { 0 };
  const UChar     *name;
  char            *text;

  g_return_val_if_fail (payroc_currency_is_code (code), g_strdup (code));

  u_charsToUChars (code, wide_code, 3);
  name = ucurr_getName (wide_code, language, UCURR_LONG_NAME, &is_choice, &length, &status);
  if (U_FAILURE (status))
    return g_strdup (code);

  text = g_utf16_to_utf8 ((const gunichar2 *) name, length, NULL, NULL, NULL);

  return text != NULL ? text : g_strdup (code);
}
