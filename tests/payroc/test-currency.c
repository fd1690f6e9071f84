/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of currencies against a checksum of the API description's, and the decimals against ISO 4217. */

#include "payroc/money/payroc-currency.h"

/* SHA-256 of the codes of the API description of 2026-08-20: sorted, a blank between two. */
#define CODES_SHA256 "58bd39b5f9cb4175f11905a1003e218b347073d14ab3ac06186719bf163ae120"

static void
test_codes (void)
{
  const char *const *codes = payroc_currency_get_codes ();
  g_autofree char *joined = g_strjoinv (" ", (char **) codes);
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, joined, -1);

  g_assert_cmpuint (g_strv_length ((char **) codes), ==, 171);
  g_assert_cmpstr (checksum, ==, CODES_SHA256);
}

static void
test_known (void)
{
  static const char *const unknown[] = {
    "", "U", "US", "usd", "Usd", "USDX", "AAA", "ZZZ", "XAU", "BTC", " USD", "VED",
  };

  for (const char *const *code = payroc_currency_get_codes (); *code != NULL; code++)
    {
      g_assert_true (payroc_currency_is_known (*code));
      g_assert_cmpint (payroc_currency_find (*code), ==, code - payroc_currency_get_codes ());
      g_assert_true (payroc_currency_is_code (*code));
    }

  g_assert_false (payroc_currency_is_known (NULL));
  g_assert_cmpint (payroc_currency_find (NULL), ==, -1);
  g_assert_cmpint (payroc_currency_find (""), ==, -1);
  g_assert_cmpint (payroc_currency_find ("ZZZ"), ==, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_false (payroc_currency_is_known (unknown[i]));
}

static void
test_form (void)
{
  static const char *const no_codes[] = { "", "U", "US", "usd", "USd", "USDX", "US1", "U D", "\xc3\x9c" "A", "USD " };

  g_assert_true (payroc_currency_is_code ("USD"));
  g_assert_true (payroc_currency_is_code ("QQQ"));
  g_assert_false (payroc_currency_is_code (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (no_codes); i++)
    g_assert_false (payroc_currency_is_code (no_codes[i]));
}

static void
test_decimals (void)
{
  static const char *const none[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF",
                                      "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF", NULL };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL };
  guint n_two = 0;

  for (const char *const *code = payroc_currency_get_codes (); *code != NULL; code++)
    {
      guint decimals = payroc_currency_get_decimals (*code);

      if (g_strv_contains (none, *code))
        g_assert_cmpuint (decimals, ==, 0);
      else if (g_strv_contains (three, *code))
        g_assert_cmpuint (decimals, ==, 3);
      else if (g_str_equal (*code, "CLF"))
        g_assert_cmpuint (decimals, ==, 4);
      else
        {
          g_assert_cmpuint (decimals, ==, 2);
          n_two++;
        }
    }

  g_assert_cmpuint (n_two, ==, 171 - 17 - 7 - 1);
  g_assert_cmpuint (payroc_currency_get_decimals (NULL), ==, 2);
  g_assert_cmpuint (payroc_currency_get_decimals (""), ==, 2);
  g_assert_cmpuint (payroc_currency_get_decimals ("jpy"), ==, 2);
  g_assert_cmpuint (payroc_currency_get_decimals ("QQQ"), ==, 2);
}

static void
test_names (void)
{
  static const struct
  {
    const char *code;
    const char *locale;
    const char *name;
  } rows[] = {
    { "USD", "en_US", "US Dollar" },
    { "USD", "C", "US Dollar" },
    { "USD", "C.UTF-8", "US Dollar" },
    { "USD", "POSIX", "US Dollar" },
    { "JPY", "de_DE.UTF-8", "Japanischer Yen" },
    /* ICU knows none of that name. */
    { "QQQ", "en_US", "QQQ" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = payroc_currency_get_name (rows[i].code, rows[i].locale);

      g_assert_cmpstr (name, ==, rows[i].name);
    }

  for (const char *const *code = payroc_currency_get_codes (); *code != NULL; code++)
    {
      g_autofree char *name = payroc_currency_get_name (*code, "en");

      g_assert_cmpstr (name, !=, *code);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/currency/codes", test_codes);
  g_test_add_func ("/currency/known", test_known);
  g_test_add_func ("/currency/form", test_form);
  g_test_add_func ("/currency/decimals", test_decimals);
  g_test_add_func ("/currency/names", test_names);

  return g_test_run ();
}
