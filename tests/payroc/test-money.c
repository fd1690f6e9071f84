/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts in the machine's form: all currencies, both ends of 64 bits, and everything that must not be read. */

#include "payroc/money/payroc-money.h"

#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-error.h"
#include "values.h"

static const gint64 amounts[] = {
  0, 1, -1, 9, 10, 99, 100, 101, 999, 1000, 1001, 9999, 10000, 10001, -10001, 4999, 123456789, -123456789,
  G_MAXINT64 - 1, G_MAXINT64, G_MININT64 + 1, G_MININT64,
};

static void
test_round_trip (void)
{
  for (const char *const *code = payroc_currency_get_codes (); *code != NULL; code++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
        {
          g_autoptr(PayrocMoney) money = payroc_money_new (amounts[i], *code);
          g_autofree char *text = payroc_money_to_decimal (money);
          g_autoptr(GError) error = NULL;
          PayrocMoney again = { 0 };

          g_assert_true (payroc_money_parse_decimal (text, *code, &again, &error));
          g_assert_no_error (error);
          g_assert_true (payroc_money_equal (money, &again));
        }
    }
}

static void
test_to_decimal (void)
{
  static const struct
  {
    gint64      minor;
    const char *currency;
    const char *text;
  } rows[] = {
    { 4999, "USD", "49.99" },
    { 5, "USD", "0.05" },
    { -5, "USD", "-0.05" },
    { 0, "USD", "0.00" },
    { 10000, "JPY", "10000" },
    { 0, "JPY", "0" },
    { 1, "BHD", "0.001" },
    { 12345, "BHD", "12.345" },
    { 12345, "CLF", "1.2345" },
    { G_MAXINT64, "JPY", "9223372036854775807" },
    { G_MININT64, "JPY", "-9223372036854775808" },
    { G_MAXINT64, "USD", "92233720368547758.07" },
    { G_MININT64, "USD", "-92233720368547758.08" },
    { G_MININT64, "BHD", "-9223372036854775.808" },
    { G_MININT64, "CLF", "-922337203685477.5808" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PayrocMoney) money = payroc_money_new (rows[i].minor, rows[i].currency);
      g_autofree char *text = payroc_money_to_decimal (money);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_parse_decimal (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gint64      minor;
  } rows[] = {
    { "49.99", "USD", 4999 },
    { "49.9", "USD", 4990 },
    { "49", "USD", 4900 },
    { "0", "USD", 0 },
    { "-0", "USD", 0 },
    { "-0.00", "USD", 0 },
    { "007.5", "USD", 750 },
    { "0000000000000000000000000000000000000001", "USD", 100 },
    { "1", "JPY", 1 },
    { "1", "BHD", 1000 },
    { "1.5", "BHD", 1500 },
    { "0.0001", "CLF", 1 },
    { "92233720368547758.07", "USD", G_MAXINT64 },
    { "-92233720368547758.08", "USD", G_MININT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      PayrocMoney money = { 0 };

      g_assert_true (payroc_money_parse_decimal (rows[i].text, rows[i].currency, &money, &error));
      g_assert_no_error (error);
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
    const char *errors;
  } rows[] = {
    { NULL, "USD", "order.charge.amount required 1" },
    { "", "USD", "order.charge.amount required 1" },
    { " ", "USD", "order.charge.amount malformed 0" },
    { "-", "USD", "order.charge.amount malformed 0" },
    { "+1", "USD", "order.charge.amount malformed 0" },
    { "--1", "USD", "order.charge.amount malformed 0" },
    { " 1", "USD", "order.charge.amount malformed 0" },
    { "1 ", "USD", "order.charge.amount malformed 0" },
    { "1.", "USD", "order.charge.amount malformed 0" },
    { ".5", "USD", "order.charge.amount malformed 0" },
    { "1.2.3", "USD", "order.charge.amount malformed 0" },
    { "1,5", "USD", "order.charge.amount malformed 0" },
    { "1,000", "USD", "order.charge.amount malformed 0" },
    { "1_000", "USD", "order.charge.amount malformed 0" },
    { "1e2", "USD", "order.charge.amount malformed 0" },
    { "0x10", "USD", "order.charge.amount malformed 0" },
    { "inf", "USD", "order.charge.amount malformed 0" },
    { "nan", "USD", "order.charge.amount malformed 0" },
    { "$1", "USD", "order.charge.amount malformed 0" },
    { "\xd9\xa1", "USD", "order.charge.amount malformed 0" },
    { "1\xff", "USD", "order.charge.amount malformed 0" },
    { "1.", "JPY", "order.charge.amount malformed 0" },
    { "1.0", "JPY", "order.charge.amount too-precise 0" },
    { "1.000", "USD", "order.charge.amount too-precise 2" },
    { "1.005", "USD", "order.charge.amount too-precise 2" },
    { "1.2345", "BHD", "order.charge.amount too-precise 3" },
    { "1.23456", "CLF", "order.charge.amount too-precise 4" },
    { "92233720368547758.08", "USD", "order.charge.amount too-large 9223372036854775807" },
    { "-92233720368547758.09", "USD", "order.charge.amount too-small -9223372036854775808" },
    { "9223372036854775808", "JPY", "order.charge.amount too-large 9223372036854775807" },
    /* One digit is too much, the next would fit again. */
    { "92233720368547758080", "JPY", "order.charge.amount too-large 9223372036854775807" },
    { "922337203685477580.80", "USD", "order.charge.amount too-large 9223372036854775807" },
    { "92233720368547759", "USD", "order.charge.amount too-large 9223372036854775807" },
    { "99999999999999999999999999999999999999", "JPY", "order.charge.amount too-large 9223372036854775807" },
    { "-99999999999999999999999999999999999999", "JPY", "order.charge.amount too-small -9223372036854775808" },
    { "1", NULL, "order.charge.currency required 0" },
    { "1", "", "order.charge.currency required 0" },
    { "1", "usd", "order.charge.currency unknown-value 0" },
    { "1", "QQQ", "order.charge.currency unknown-value 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      PayrocMoney money = { 42, "EUR" };

      g_assert_false (payroc_money_parse_decimal (rows[i].text, rows[i].currency, &money, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
      values_assert_errors (payroc_error_get_fields (error), rows[i].errors);
      g_assert_cmpint (money.minor, ==, 42);
      g_assert_cmpstr (money.currency, ==, "EUR");
    }
}

/* For each currency: as many decimals as it has are read, one more is refused. */
static void
test_decimals (void)
{
  for (const char *const *code = payroc_currency_get_codes (); *code != NULL; code++)
    {
      guint decimals = payroc_currency_get_decimals (*code);
      g_autofree char *digits = values_repeat ("1", decimals);
      g_autofree char *fits = g_strconcat ("7", decimals > 0 ? "." : "", digits, NULL);
      g_autofree char *does_not = g_strconcat ("7.", digits, "0", NULL);
      g_autoptr(GError) error = NULL;
      PayrocMoney money = { 0 };

      g_assert_true (payroc_money_parse_decimal (fits, *code, &money, NULL));
      g_assert_false (payroc_money_parse_decimal (does_not, *code, &money, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
    }
}

static void
test_add (void)
{
  static const struct
  {
    PayrocMoney a;
    PayrocMoney b;
    gboolean    ok;
    gint64      sum;
  } rows[] = {
    { { 1, "USD" }, { 2, "USD" }, TRUE, 3 },
    { { 1, "USD" }, { -2, "USD" }, TRUE, -1 },
    { { 1, "USD" }, { 2, "EUR" }, FALSE, 0 },
    { { 1, "USD" }, { 2, "" }, FALSE, 0 },
    { { G_MAXINT64 - 1, "USD" }, { 1, "USD" }, TRUE, G_MAXINT64 },
    { { G_MAXINT64, "USD" }, { 1, "USD" }, FALSE, 0 },
    { { G_MININT64 + 1, "USD" }, { -1, "USD" }, TRUE, G_MININT64 },
    { { G_MININT64, "USD" }, { -1, "USD" }, FALSE, 0 },
    { { G_MININT64, "USD" }, { G_MAXINT64, "USD" }, TRUE, -1 },
  };
  PayrocMoney total = { 5, "USD" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PayrocMoney sum = { 42, "XXX" };

      g_assert_cmpint (payroc_money_add (&rows[i].a, &rows[i].b, &sum), ==, rows[i].ok);
      g_assert_cmpint (sum.minor, ==, rows[i].ok ? rows[i].sum : 42);
      g_assert_cmpstr (sum.currency, ==, rows[i].ok ? rows[i].a.currency : "XXX");
    }

  g_assert_true (payroc_money_add (&total, &total, &total));
  g_assert_cmpint (total.minor, ==, 10);
  g_assert_cmpstr (total.currency, ==, "USD");
}

static void
test_equal (void)
{
  const PayrocMoney a = { 1, "USD" };
  const PayrocMoney b = { 1, "EUR" };
  const PayrocMoney c = { 2, "USD" };
  g_autoptr(PayrocMoney) copy = payroc_money_copy (&a);

  g_assert_true (payroc_money_equal (&a, copy));
  g_assert_false (payroc_money_equal (&a, &b));
  g_assert_false (payroc_money_equal (&a, &c));
  g_assert_false (payroc_money_equal (&a, NULL));
  g_assert_false (payroc_money_equal (NULL, &a));
  g_assert_true (payroc_money_equal (NULL, NULL));
}

static void
test_boxed (void)
{
  g_auto(GValue) value = G_VALUE_INIT;
  const PayrocMoney money = { 4999, "USD" };

  g_value_init (&value, PAYROC_TYPE_MONEY);
  g_value_set_boxed (&value, &money);
  g_assert_true (payroc_money_equal (g_value_get_boxed (&value), &money));
  g_assert_true (g_value_get_boxed (&value) != &money);
  payroc_money_free (NULL);
}

static void
test_unusual (void)
{
  static const struct
  {
    gint64      minor; /* the least that is */
    const char *currency;
  } cases[] = {
    { 100000000, "USD" }, { 100000000, "EUR" }, { 1000000000, "KWD" }, { 100000000, "JPY" }, { 1000000000, "KRW" },
    { 100000000000, "IDR" }, { 10000000000, "CLF" },
  };
  PayrocMoney money;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      payroc_money_init (&money, cases[i].minor - 1, cases[i].currency);
      g_assert_false (payroc_money_is_unusual (&money));
      payroc_money_init (&money, cases[i].minor, cases[i].currency);
      g_assert_true (payroc_money_is_unusual (&money));
    }
  payroc_money_init (&money, G_MAXINT64, "USD");
  g_assert_true (payroc_money_is_unusual (&money));
  payroc_money_init (&money, -G_MAXINT64, "USD");
  g_assert_false (payroc_money_is_unusual (&money));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/to-decimal", test_to_decimal);
  g_test_add_func ("/money/parse-decimal", test_parse_decimal);
  g_test_add_func ("/money/refused", test_refused);
  g_test_add_func ("/money/decimals", test_decimals);
  g_test_add_func ("/money/add", test_add);
  g_test_add_func ("/money/unusual", test_unusual);
  g_test_add_func ("/money/equal", test_equal);
  g_test_add_func ("/money/boxed", test_boxed);

  return g_test_run ();
}
