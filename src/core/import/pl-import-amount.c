/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict: what could be read in two ways is not read at all. */
#include "pl-import-amount.h"

#include <string.h>

#include "payroc/money/payroc-currency.h"

/* Which currencies write themselves so; a sign that is not the row's currency's own is not passed over. */
static const struct
{
  const char *sign;
  const char *currencies;
} signs[] = {
  { "€", "EUR" },
  { "£", "GBP GIP FKP SHP" },
  { "¥", "JPY CNY" },
  { "￥", "JPY CNY" },
  { "$", "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD "
         "XCD" },
  { "₹", "INR" },
  { "₩", "KRW" },
};

static const char *const spaces[] = { " ", "\t", "\302\240" /* U+00A0 */, "\342\200\257" /* U+202F */ };

/* The length of the space that begins here, or 0. */
static gsize
measure_space (const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      if (g_str_has_prefix (at, spaces[i]))
        return strlen (spaces[i]);
    }

  return 0;
}

static void
strip (GString *text)
{
  gsize length;

  while ((length = measure_space (text->str)) > 0)
    g_string_erase (text, 0, (gssize) length);

  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      if (g_str_has_suffix (text->str, spaces[i]))
        {
          g_string_truncate (text, text->len - strlen (spaces[i]));
          i = (guint) -1;
        }
    }
}

static gboolean
cut (GString    *text,
     const char *sign)
{
  const gsize length = strlen (sign);

  if (text->len <= length)
    return FALSE;

  if (g_ascii_strncasecmp (text->str, sign, length) == 0)
    g_string_erase (text, 0, (gssize) length);
  else if (g_ascii_strcasecmp (text->str + text->len - length, sign) == 0)
    g_string_truncate (text, text->len - length);
  else
    return FALSE;

  strip (text);

  return TRUE;
}

/* One at most: before or after the number. */
static void
cut_currency (GString    *text,
              const char *currency)
{
  if (strlen (currency) != 3 || cut (text, currency))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (strstr (signs[i].currencies, currency) != NULL && cut (text, signs[i].sign))
        return;
    }
}

/* What stands between groups of three digits; the decimal sign does not. */
static gsize
measure_grouping (const char *at,
                  char        decimal)
{
  if (decimal != 0 && *at == (decimal == '.' ? ',' : '.'))
    return 1;
  if (*at == '\'')
    return 1;
  if (g_str_has_prefix (at, "’"))
    return strlen ("’");

  return measure_space (at);
}

static gboolean
take_digits (const char **at,
             GString     *number,
             gsize       *n)
{
  *n = strspn (*at, "0123456789");
  g_string_append_len (number, *at, (gssize) *n);
  *at += *n;

  return *n > 0;
}

/* The whole part: digits, or one to three of them and then groups of three with always the same sign between. */
static gboolean
take_whole (const char **at,
            GString     *number,
            char         decimal)
{
  const char *sign = NULL;
  gsize n_sign = 0;
  gsize n;

  if (!take_digits (at, number, &n))
    return FALSE;

  while (measure_grouping (*at, decimal) > 0)
    {
      if (sign == NULL && n > 3)
        return FALSE;
      if (sign == NULL)
        {
          sign = *at;
          n_sign = measure_grouping (*at, decimal);
        }
      if (strncmp (*at, sign, n_sign) != 0)
        return FALSE;

      *at += n_sign;
      if (!take_digits (at, number, &n) || n != 3)
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_import_amount_is_ambiguous:
 * @text: a cell
 *
 * Returns: whether reading it needs to know which sign is the decimal one
 */
gboolean
pl_import_amount_is_ambiguous (const char *text)
{
  return strpbrk (text, ".,") != NULL;
}

/**
 * pl_import_amount_normalize:
 * @text: a cell
 * @decimal: '.' or ',', or 0 when nobody said
 * @currency: what the amount is in; its code or sign may stand before or after the number
 *
 * Returns: (transfer full) (nullable): the number with a point and without grouping, for payroc_money_parse_decimal();
 *   %NULL when it cannot be read, or only by guessing
 */
char *
pl_import_amount_normalize (const char *text,
                            char        decimal,
                            const char *currency)
{
  g_autoptr (GString) rest = g_string_new (text);
  g_autoptr (GString) number = g_string_new (NULL);
  const char *at;
  gsize n;

  if (decimal == 0 && pl_import_amount_is_ambiguous (text))
    return NULL;

  strip (rest);
  cut_currency (rest, currency);

  at = rest->str;
  if (*at == '-')
    g_string_append_c (number, *at++);
  if (!take_whole (&at, number, decimal))
    return NULL;

  if (decimal != 0 && *at == decimal)
    {
      at++;
      g_string_append_c (number, '.');
      if (!take_digits (&at, number, &n))
        return NULL;
    }

  return *at == '\0' ? g_string_free (g_steal_pointer (&number), FALSE) : NULL;
}

/* (nullable) (transfer none): the currency whose code stands before or after the number, unless it is this one. */
static const char *
find_code (const char *text,
           const char *currency)
{
  const gsize length = strlen (text);
  const char *const places[] = { text, length >= 3 ? text + length - 3 : text };
  const char *const *codes = payroc_currency_get_codes ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *code = g_ascii_strup (places[i], (gssize) MIN (length, 3));
      const int found = payroc_currency_find (code);

      if (found >= 0 && !g_str_equal (code, currency))
        return codes[found];
    }

  return NULL;
}

/* (nullable) (transfer none): likewise, by its sign. */
static const char *
find_sign (const char  *text,
           char         decimal,
           const char  *currency,
           const char **sign)
{
  static const char *const codes[G_N_ELEMENTS (signs)] = { "EUR", "GBP", "JPY", "JPY", "USD", "INR", "KRW" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      g_autofree char *number = NULL;

      if (strstr (signs[i].currencies, currency) != NULL || strstr (text, signs[i].sign) == NULL)
        continue;

      number = pl_import_amount_normalize (text, decimal, codes[i]);
      if (number == NULL)
        continue;

      *sign = signs[i].sign;

      return codes[i];
    }

  return NULL;
}

/**
 * pl_import_amount_find_other:
 * @text: a cell
 * @decimal: '.' or ',', or 0 when nobody said
 * @currency: what the amount should be in
 * @sign: (out) (optional) (transfer none): how the other one is written in @text, "€", or its code
 *
 * Returns: (transfer none) (nullable): the currency whose ISO 4217 code stands before or after the number, or the first
 *   one that has the sign there, and is not that of @currency; %NULL: there is neither, or it is no amount in that
 *   either
 */
const char *
pl_import_amount_find_other (const char  *text,
                             char         decimal,
                             const char  *currency,
                             const char **sign)
{
  g_autoptr (GString) cell = g_string_new (text);
  g_autofree char *number = NULL;
  const char *written = NULL;
  const char *other;

  strip (cell);
  other = find_code (cell->str, currency);
  if (other != NULL)
    {
      written = other;
      number = pl_import_amount_normalize (cell->str, decimal, other);
      other = number != NULL ? other : NULL;
    }
  else
    {
      other = find_sign (cell->str, decimal, currency, &written);
    }

  if (other != NULL && sign != NULL)
    *sign = written;

  return other;
}
