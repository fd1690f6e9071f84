/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts as people write them. ICU knows the signs of every language, but its own parser guesses where money must
 * not be guessed (it takes German "1.5" for 15): so reading is done here, sign by sign. */

#include "payroc-money.h"

#include <string.h>

#include "payroc-currency.h"
#include "payroc-icu.h"
#include "payroc/payroc-error.h"

#define AMOUNT_FIELD "order.charge.amount"
#define TEXT_MAX 200 /* bytes; the longest amount that anybody writes is far shorter */
#define N_DIGITS 10

/* What amounts of one currency, or bare numbers, are made of in one numbering system of one locale. */
typedef struct
{
  char    *decimal;  /* (owned) */
  char    *grouping; /* (owned) */
  char    *minus;    /* (owned) */
  gunichar digits[N_DIGITS];
  int      primary;   /* digits in the group before the decimal sign; 0: none are grouped */
  int      secondary; /* and in each group before that */
} Notation;

static void
notation_clear (Notation *self)
{
  g_free (self->decimal);
  g_free (self->grouping);
  g_free (self->minus);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Notation, notation_clear)

static gboolean
is_direction_mark (gunichar c)
{
  return c == 0x200e || c == 0x200f || c == 0x061c;
}

/* Signs that look or are meant alike become one: full-width forms (what Japanese keyboards type), the many blanks that
 * group digits in French, the apostrophes of Switzerland, and marks that only steer the direction. */
static char *
unify (const char *text)
{
  GString *unified = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_direction_mark (c))
        continue;
      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
      else if (c == 0xffe5)
        c = 0xa5;
      else if (g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR)
        c = ' ';
      else if (c == 0x2019)
        c = '\'';
      else if (c == 0x2212 || c == 0xfe63)
        c = '-';
      g_string_append_unichar (unified, c);
    }

  return g_string_free (unified, FALSE);
}

static char *
get_unified_symbol (UNumberFormat       *format,
                    UNumberFormatSymbol  symbol)
{
  g_autofree char *text = payroc_icu_get_symbol (format, symbol);

  return unify (text);
}

static gboolean
notation_load (Notation   *self,
               const char *locale,
               const char *currency)
{
  gboolean monetary = currency != NULL;
  UNumberFormat *format = payroc_icu_get_format (monetary ? UNUM_CURRENCY : UNUM_DECIMAL, locale, currency);

  if (format == NULL)
    return FALSE;

  self->decimal = get_unified_symbol (format, monetary ? UNUM_MONETARY_SEPARATOR_SYMBOL
                                                       : UNUM_DECIMAL_SEPARATOR_SYMBOL);
  self->grouping = get_unified_symbol (format, monetary ? UNUM_MONETARY_GROUPING_SEPARATOR_SYMBOL
                                                        : UNUM_GROUPING_SEPARATOR_SYMBOL);
  self->minus = get_unified_symbol (format, UNUM_MINUS_SIGN_SYMBOL);
  self->primary = unum_getAttribute (format, UNUM_GROUPING_USED) ? unum_getAttribute (format, UNUM_GROUPING_SIZE) : 0;
  self->secondary = unum_getAttribute (format, UNUM_SECONDARY_GROUPING_SIZE);
  if (self->secondary <= 0)
    self->secondary = self->primary;

  for (int i = 0; i < N_DIGITS; i++)
    {
      UNumberFormatSymbol symbol = i == 0 ? UNUM_ZERO_DIGIT_SYMBOL : UNUM_ONE_DIGIT_SYMBOL + i - 1;
      g_autofree char *digit = payroc_icu_get_symbol (format, symbol);

      self->digits[i] = g_utf8_get_char (digit);
    }

  return *self->decimal != '\0';
}

static int
notation_get_digit (const Notation *self,
                    const char     *p)
{
  gunichar c = g_utf8_get_char (p);

  for (int i = 0; i < N_DIGITS; i++)
    {
      if (c == self->digits[i])
        return i;
    }

  return -1;
}

/* The symbol that payroc_money_format() writes. */
static char *
get_currency_symbol (const char *locale,
                     const char *currency)
{
  UNumberFormat *format = payroc_icu_get_format (UNUM_CURRENCY, locale, currency);

  return format != NULL ? get_unified_symbol (format, UNUM_CURRENCY_SYMBOL) : g_strdup (currency);
}

static void
skip_blanks (const char **p)
{
  while (**p == ' ')
    (*p)++;
}

static gboolean
skip (const char **p,
      const char  *sign)
{
  if (*sign == '\0' || !g_str_has_prefix (*p, sign))
    return FALSE;

  *p += strlen (sign);

  return TRUE;
}

static gboolean
skip_currency (const char **p,
               const char  *symbol,
               const char  *code)
{
  if (skip (p, symbol))
    return TRUE;
  if (g_ascii_strncasecmp (*p, code, 3) != 0)
    return FALSE;

  *p += 3;

  return TRUE;
}

static gboolean
skip_minus (const char    **p,
            const Notation *notation)
{
  return skip (p, notation->minus) || skip (p, "-");
}

/* Moves *p behind digits and grouping signs and appends the digits; FALSE where the groups are not the locale's. */
static gboolean
read_whole (const char    **p,
            const Notation *notation,
            GString        *decimal,
            guint          *n_groups)
{
  guint length = 0;

  *n_groups = 0;
  for (;;)
    {
      int digit = notation_get_digit (notation, *p);
      const char *after = *p;

      if (digit >= 0)
        {
          g_string_append_c (decimal, (char) ('0' + digit));
          *p = g_utf8_next_char (*p);
          length++;
          continue;
        }

      /* A grouping sign counts as one only before a digit: a blank may also stand before "€". */
      if (length == 0 || notation->primary <= 0 || !skip (&after, notation->grouping) ||
          notation_get_digit (notation, after) < 0)
        break;

      if (*n_groups == 0 ? length > (guint) notation->secondary : length != (guint) notation->secondary)
        return FALSE;

      *p = after;
      (*n_groups)++;
      length = 0;
    }

  return *n_groups == 0 || length == (guint) notation->primary;
}

/* From unified text to the machine's form; NULL when the text is not an amount or could be two. */
static char *
read_number (const char     *text,
             const Notation *notation,
             const char     *symbol,
             const char     *code)
{
  g_autoptr(GString) decimal = g_string_new (NULL);
  const char *p = text;
  gboolean negative = FALSE;
  gboolean has_currency = FALSE;
  guint n_groups = 0;
  guint n_decimals = 0;

  skip_blanks (&p);
  negative = skip_minus (&p, notation);
  skip_blanks (&p);
  has_currency = skip_currency (&p, symbol, code);
  skip_blanks (&p);
  if (!negative)
    negative = skip_minus (&p, notation);
  skip_blanks (&p);
  if (negative)
    g_string_append_c (decimal, '-');

  if (notation_get_digit (notation, p) < 0 || !read_whole (&p, notation, decimal, &n_groups))
    return NULL;

  if (skip (&p, notation->decimal))
    {
      g_string_append_c (decimal, '.');
      for (int digit; (digit = notation_get_digit (notation, p)) >= 0; p = g_utf8_next_char (p), n_decimals++)
        g_string_append_c (decimal, (char) ('0' + digit));
      if (n_decimals == 0)
        return NULL;
    }

  /* Where a currency has three decimals or more, one "." or "," with three digits after it may be meant either way. */
  if (n_groups == 1 && n_decimals == 0 && notation->primary == 3 && payroc_currency_get_decimals (code) >= 3 &&
      (g_str_equal (notation->grouping, ".") || g_str_equal (notation->grouping, ",")))
    return NULL;

  skip_blanks (&p);
  if (!has_currency)
    skip_currency (&p, symbol, code);
  skip_blanks (&p);

  return *p == '\0' ? g_string_free (g_steal_pointer (&decimal), FALSE) : NULL;
}

/* The locale's own digits, or 0–9 with the signs that the language uses with those; amounts and bare numbers, which are
 * written differently in Austria or Maharashtra. NULL where no reading fits, or where two do and differ. */
static char *
read_in_locale (const char *text,
                const char *locale,
                const char *currency)
{
  g_autofree char *symbol = get_currency_symbol (locale, currency);
  g_autofree char *latin_locale = g_strconcat (locale, strchr (locale, '@') != NULL ? ";" : "@", "numbers=latn", NULL);
  const struct { const char *locale; const char *currency; } ways[] = {
    { locale, currency },
    { locale, NULL },
    { latin_locale, currency },
    { latin_locale, NULL },
  };
  g_autofree char *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_auto(Notation) notation = { 0 };
      g_autofree char *decimal = NULL;

      if (!notation_load (&notation, ways[i].locale, ways[i].currency))
        continue;

      decimal = read_number (text, &notation, symbol, currency);
      if (found == NULL)
        found = g_steal_pointer (&decimal);
      else if (decimal != NULL && !g_str_equal (found, decimal))
        return NULL;
    }

  return g_steal_pointer (&found);
}

/**
 * payroc_money_parse:
 * @text: (nullable): what a person typed
 * @currency: the currency the number is of
 * @locale: (nullable): an ICU or POSIX locale name, %NULL for that of `LC_MONETARY`
 * @money: (out caller-allocates): the amount; untouched on failure
 * @error: return location for a #GError
 *
 * Reads an amount as the locale writes it. Taken: the locale's digits or 0–9, its decimal sign, its grouping sign
 * where the groups are complete ("1,00" is no English number), a minus sign in front, and the currency's symbol or
 * code on either side. Not taken: another currency's symbol, more decimals than the currency has, and what could be
 * meant in two ways.
 *
 * Errors: as payroc_money_parse_decimal().
 *
 * Returns: %TRUE when @money was set
 */
gboolean
payroc_money_parse (const char   *text,
                    const char   *currency,
                    const char   *locale,
                    PayrocMoney  *money,
                    GError      **error)
{
  g_autofree char *name = payroc_icu_canonical_locale (locale);
  g_autofree char *unified = NULL;
  g_autofree char *decimal = NULL;

  g_return_val_if_fail (money != NULL, FALSE);

  if (!payroc_currency_is_known (currency) || text == NULL)
    return payroc_money_parse_decimal (NULL, currency, money, error);

  if (strlen (text) <= TEXT_MAX && g_utf8_validate (text, -1, NULL))
    {
      unified = unify (text);
      g_strstrip (unified);
      if (*unified == '\0')
        return payroc_money_parse_decimal (NULL, currency, money, error);
      decimal = read_in_locale (unified, name, currency);
    }

  if (decimal == NULL)
    {
      g_propagate_error (error, payroc_error_new_field (AMOUNT_FIELD, PAYROC_FIELD_REASON_MALFORMED, 0));
      return FALSE;
    }

  return payroc_money_parse_decimal (decimal, currency, money, error);
}
