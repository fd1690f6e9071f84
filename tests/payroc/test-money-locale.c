/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts as people write them: each currency in several scripts and ways of grouping, both ways, and what is
 * ambiguous. */

#include "payroc/money/payroc-money.h"

#include <locale.h>
#include <unicode/uloc.h>

#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-error.h"
#include "under-valgrind.h"
#include "values.h"

/* Grouping by 3 and by 2-2-3, by point, comma, blank, apostrophe; digits of four scripts; symbols on both sides. */
static const char *const locales[] = {
  "en_US", "en_IN", "en_CA", "de_DE", "de_AT", "de_CH", "fr_FR", "es_ES", "pt_PT", "nl_NL", "sv_SE", "pl_PL",
  "ar_EG", "ar_AE", "fa_IR", "he_IL", "hi_IN", "mr_IN", "bn_BD", "my_MM", "ja_JP", "de_DE.UTF-8", "sr_RS@latin", "C",
};

static const gint64 amounts[] = { 0, 1, -1, 100, 123456, -123456789, 100000000, G_MAXINT64, G_MININT64 };

static void
check_round_trip (const PayrocMoney *money,
                  const char        *locale,
                  const char        *text)
{
  g_autoptr(GError) error = NULL;
  PayrocMoney again = { 0 };

  if (!payroc_money_parse (text, money->currency, locale, &again, &error))
    g_error ("%s cannot be read in %s (%s %" G_GINT64_FORMAT ")", text, locale, money->currency, money->minor);
  g_assert_no_error (error);
  g_assert_cmpint (again.minor, ==, money->minor);
  g_assert_cmpstr (again.currency, ==, money->currency);
}

/* All 171 take valgrind minutes; each locale then has others of them. */
static gboolean
is_skipped (guint       n,
            const char *locale)
{
  return is_under_valgrind () && (n + g_str_hash (locale)) % 12 != 0;
}

static void
test_round_trip (gconstpointer data)
{
  const char *locale = data;
  guint n = 0;

  for (const char *const *code = payroc_currency_get_codes (); *code != NULL; code++, n++)
    {
      if (is_skipped (n, locale))
        continue;

      for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
        {
          g_autoptr(PayrocMoney) money = payroc_money_new (amounts[i], *code);
          g_autofree char *text = payroc_money_format (money, locale);
          g_autofree char *number = payroc_money_format_number (money, locale);

          check_round_trip (money, locale, text);
          check_round_trip (money, locale, number);
        }
    }
}

/* Which apostrophe the Swiss write changes with the edition of their dictionary. */
static void
assert_written (const char *text,
                const char *expected)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *curly = g_strjoinv ("’", parts);

  g_assert_cmpstr (curly, ==, expected);
}

static void
test_format (void)
{
  static const struct
  {
    gint64      minor;
    const char *currency;
    const char *locale;
    const char *text;
    const char *number;
  } rows[] = {
    { 123456789, "USD", "en_US", "$1,234,567.89", "1,234,567.89" },
    { 123456789, "USD", "C", "$1,234,567.89", "1,234,567.89" },
    { 123456789, "USD", "POSIX", "$1,234,567.89", "1,234,567.89" },
    { 123456789, "INR", "en_IN", "₹12,34,567.89", "12,34,567.89" },
    { 123456789, "EUR", "de_DE", "1.234.567,89\u00a0€", "1.234.567,89" },
    { 123456789, "EUR", "fr_FR", "1\u202f234\u202f567,89\u00a0€", "1\u202f234\u202f567,89" },
    { 10000, "JPY", "ja_JP", "￥10,000", "10,000" },
    { 10000, "JPY", "en_US", "¥10,000", "10,000" },
    { 5000, "EGP", "ar_EG", "\u200f٥٠٫٠٠\u00a0ج.م.\u200f", "٥٠٫٠٠" },
    /* Where ICU's own decimals follow cash or its locale data, ours follow ISO 4217. */
    { 12345, "COP", "en_US", "COP\u00a0123.45", "123.45" },
    { 12345, "IQD", "en_US", "IQD\u00a012.345", "12.345" },
    { 12345, "HUF", "en_US", "HUF\u00a0123.45", "123.45" },
    { 12345, "UYI", "en_US", "UYI\u00a012,345", "12,345" },
    { 12345, "CLF", "en_US", "CLF\u00a01.2345", "1.2345" },
    { -5, "USD", "en_US", "-$0.05", "-0.05" },
    { 123456789, "EUR", "de_AT", "€\u00a01.234.567,89", "1.234.567,89" },
    { 123456789, "CHF", "de_CH", "CHF\u00a01’234’567.89", "1’234’567.89" },
    { -123456789, "EUR", "nl_NL", "€\u00a0-1.234.567,89", "-1.234.567,89" },
    /* Amounts with a point and bare numbers with a comma, in one country: grouped only where that is clear. */
    { 123456789, "EUR", "en_DE", "€1,234,567.89", "1,234,567.89" },
    { 1500, "JPY", "en_DE", "JP¥1,500", "1500" },
    { 1500000, "JPY", "en_DE", "JP¥1,500,000", "1,500,000" },
    { G_MAXINT64, "USD", "en_US", "$92,233,720,368,547,758.07", "92,233,720,368,547,758.07" },
    { G_MININT64, "JPY", "en_US", "-¥9,223,372,036,854,775,808", "-9,223,372,036,854,775,808" },
    /* Not one of ours: still shown, with two decimals. */
    { 12345, "XTS", "en_US", "XTS\u00a0123.45", "123.45" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PayrocMoney) money = payroc_money_new (rows[i].minor, rows[i].currency);
      g_autofree char *text = payroc_money_format (money, rows[i].locale);
      g_autofree char *number = payroc_money_format_number (money, rows[i].locale);

      assert_written (text, rows[i].text);
      assert_written (number, rows[i].number);
    }
}

static void
test_odd_locales (void)
{
  static const char *const odd[] = { "", "xx_YY", "en", "tlh", "de_DE@currency=USD", "en_US.UTF-8@euro",
                                     "en_US@numbers=thai", "not a locale", "%s%n" };
  const PayrocMoney money = { 4999, "USD" };
  g_autofree char *monster = values_repeat ("en_US_", 200);

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *text = payroc_money_format (&money, odd[i]);

      g_assert_nonnull (text);
      check_round_trip (&money, odd[i], text);
    }

  g_free (payroc_money_format (&money, monster));
}

/* NULL is what setlocale() last said. */
static void
test_default_locale (void)
{
  const PayrocMoney money = { 4999, "USD" };
  g_autofree char *text = NULL;

  g_assert_nonnull (setlocale (LC_ALL, "C"));
  text = payroc_money_format (&money, NULL);
  g_assert_cmpstr (text, ==, "$49.99");
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    const char *locale;
    gint64      minor;
  } rows[] = {
    { "49.99", "USD", "en_US", 4999 },
    { "  49.99\t", "USD", "en_US", 4999 },
    { "1234567.8", "USD", "en_US", 123456780 },
    { "1,234,567.80", "USD", "en_US", 123456780 },
    { "$49.99", "USD", "en_US", 4999 },
    { "$ 49.99", "USD", "en_US", 4999 },
    { "49.99$", "USD", "en_US", 4999 },
    { "USD 49.99", "USD", "en_US", 4999 },
    { "49.99 usd", "USD", "en_US", 4999 },
    { "CA$49.99", "CAD", "en_US", 4999 },
    { "$49.99", "CAD", "en_CA", 4999 },
    { "-49.99", "USD", "en_US", -4999 },
    { "-$49.99", "USD", "en_US", -4999 },
    { "$-49.99", "USD", "en_US", -4999 },
    { "\u221249.99", "USD", "en_US", -4999 },
    { "49,99", "EUR", "de_DE", 4999 },
    { "1.234,5", "EUR", "de_DE", 123450 },
    { "1.500", "EUR", "de_DE", 150000 },
    { "1.234.567", "EUR", "de_DE", 123456700 },
    { "49,99 €", "EUR", "de_DE", 4999 },
    { "1 234,56", "EUR", "fr_FR", 123456 },
    { "1\u00a0234,56 €", "EUR", "fr_FR", 123456 },
    { "1\u202f234,56 €", "EUR", "fr_FR", 123456 },
    { "12,34,567.5", "INR", "en_IN", 123456750 },
    { "1,234", "INR", "en_IN", 123400 },
    { "1'234.50", "CHF", "de_CH", 123450 },
    { "1’234.50", "CHF", "de_CH", 123450 },
    { "1.234,50", "EUR", "de_AT", 123450 },
    { "1 234,50", "EUR", "de_AT", 123450 },
    { "１０，０００", "JPY", "ja_JP", 10000 },
    { "￥10,000", "JPY", "ja_JP", 10000 },
    { "¥10000", "JPY", "ja_JP", 10000 },
    { "１．５", "USD", "ja_JP", 150 },
    { "٥٠٫٥", "EGP", "ar_EG", 5050 },
    { "١٬٢٣٤٫٥", "EGP", "ar_EG", 123450 },
    { "50.5", "EGP", "ar_EG", 5050 },
    { "۵۰٫۵", "USD", "fa_IR", 5050 },
    { "1,234.567", "BHD", "en_US", 1234567 },
    { "1234", "BHD", "en_US", 1234000 },
    { "1,234,567", "BHD", "en_US", 1234567000 },
    { "1 234", "BHD", "fr_FR", 1234000 },
    { "1.2345", "CLF", "en_US", 12345 },
    { "1.50", "EUR", "en_DE", 150 },
    { "1,50", "EUR", "en_DE", 150 },
    { "1,500.00", "EUR", "en_DE", 150000 },
    { "1.500,00", "EUR", "en_DE", 150000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      PayrocMoney money = { 0 };

      if (!payroc_money_parse (rows[i].text, rows[i].currency, rows[i].locale, &money, &error))
        g_error ("%s is %s in %s", rows[i].text, rows[i].currency, rows[i].locale);
      g_assert_cmpint (money.minor, ==, rows[i].minor);
      g_assert_cmpstr (money.currency, ==, rows[i].currency);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    const char *locale;
    const char *errors;
  } rows[] = {
    { NULL, "USD", "en_US", "order.charge.amount required 1" },
    { "", "USD", "en_US", "order.charge.amount required 1" },
    { " \u00a0 ", "USD", "en_US", "order.charge.amount required 1" },
    /* The other language's signs. */
    { "1.5", "EUR", "de_DE", "order.charge.amount malformed 0" },
    { "49.99", "EUR", "de_DE", "order.charge.amount malformed 0" },
    { "49,99", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1.234,56", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1,234.56", "EUR", "de_DE", "order.charge.amount malformed 0" },
    { "1 234.56", "USD", "en_US", "order.charge.amount malformed 0" },
    /* One thousand, or one and a half? */
    { "1,500", "BHD", "en_US", "order.charge.amount malformed 0" },
    { "1.500", "KWD", "de_DE", "order.charge.amount malformed 0" },
    { "1.500", "CLF", "de_DE", "order.charge.amount malformed 0" },
    /* Groups that are none. */
    { "1,00", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1234,567", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1,2345", "USD", "en_US", "order.charge.amount malformed 0" },
    { ",123", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1,,234", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1,234,", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1,234,567.5", "INR", "en_IN", "order.charge.amount malformed 0" },
    { "12,34,567", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1.5,000", "USD", "en_US", "order.charge.amount malformed 0" },
    /* Not one number. */
    { "1 2", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1-2", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5-", "USD", "en_US", "order.charge.amount malformed 0" },
    { "--5", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5.", "USD", "en_US", "order.charge.amount malformed 0" },
    { ".5", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5..5", "USD", "en_US", "order.charge.amount malformed 0" },
    { "1e5", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5%", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5²", "USD", "en_US", "order.charge.amount malformed 0" },
    { "½", "USD", "en_US", "order.charge.amount malformed 0" },
    { "(5)", "USD", "en_US", "order.charge.amount malformed 0" },
    { "five", "USD", "en_US", "order.charge.amount malformed 0" },
    { "$", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5\n6", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5\xff", "USD", "en_US", "order.charge.amount malformed 0" },
    /* Digits of another script, or of two. */
    { "٥", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5٥", "EGP", "ar_EG", "order.charge.amount malformed 0" },
    /* Another currency, or one twice. */
    { "$5", "USD", "en_CA", "order.charge.amount malformed 0" },
    { "$5", "CAD", "en_US", "order.charge.amount malformed 0" },
    { "€5", "USD", "en_US", "order.charge.amount malformed 0" },
    { "5 EUR", "USD", "en_US", "order.charge.amount malformed 0" },
    { "$5 USD", "USD", "en_US", "order.charge.amount malformed 0" },
    { "$$5", "USD", "en_US", "order.charge.amount malformed 0" },
    /* Read, and refused for what it is. */
    { "1.005", "USD", "en_US", "order.charge.amount too-precise 2" },
    { "10,5", "JPY", "de_DE", "order.charge.amount too-precise 0" },
    { "9223372036854775808", "JPY", "en_US", "order.charge.amount too-large 9223372036854775807" },
    /* Amounts with a point and bare numbers with a comma, in one country. */
    { "1,500", "JPY", "en_DE", "order.charge.amount malformed 0" },
    { "1.500", "EUR", "en_DE", "order.charge.amount malformed 0" },
    { "1,500", "EUR", "en_NL", "order.charge.amount malformed 0" },
    { "5", "QQQ", "en_US", "order.charge.currency unknown-value 0" },
    { "5", "", "en_US", "order.charge.currency required 0" },
    { "5", NULL, "en_US", "order.charge.currency required 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      PayrocMoney money = { 42, "EUR" };

      if (payroc_money_parse (rows[i].text, rows[i].currency, rows[i].locale, &money, &error))
        g_error ("%s is no %s in %s", rows[i].text, rows[i].currency, rows[i].locale);
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
      values_assert_errors (payroc_error_get_fields (error), rows[i].errors);
      g_assert_cmpint (money.minor, ==, 42);
    }
}

/* Wherever ICU has been: what an entry is filled with can be read there. */
static void
test_everywhere (void)
{
  static const PayrocMoney everywhere[] = {
    { 123456789, "USD" }, { 150000, "EUR" }, { 1500, "JPY" }, { 1500, "BHD" }, { G_MAXINT64, "CLF" },
  };

  g_assert_cmpint (uloc_countAvailable (), >, 100);
  for (int i = 0; i < uloc_countAvailable (); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (everywhere); j++)
        {
          g_autofree char *number = payroc_money_format_number (&everywhere[j], uloc_getAvailable (i));

          check_round_trip (&everywhere[j], uloc_getAvailable (i), number);
        }
    }
}

static void
test_endless (void)
{
  g_autofree char *digits = values_repeat ("1", 1000000);
  g_autofree char *blanks = values_repeat (" ", 1000000);
  PayrocMoney money = { 0 };

  g_assert_false (payroc_money_parse (digits, "USD", "en_US", &money, NULL));
  g_assert_false (payroc_money_parse (blanks, "USD", "en_US", &money, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autofree char *path = g_strdup_printf ("/money-locale/round-trip/%s", locales[i]);

      g_test_add_data_func (path, locales[i], test_round_trip);
    }
  g_test_add_func ("/money-locale/format", test_format);
  g_test_add_func ("/money-locale/odd-locales", test_odd_locales);
  g_test_add_func ("/money-locale/default-locale", test_default_locale);
  g_test_add_func ("/money-locale/parse", test_parse);
  g_test_add_func ("/money-locale/refused", test_refused);
  g_test_add_func ("/money-locale/everywhere", test_everywhere);
  g_test_add_func ("/money-locale/endless", test_endless);

  return g_test_run ();
}
