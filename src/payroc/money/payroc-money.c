/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts that cannot lose a cent: integers inside, and text made and read digit by digit. How people write amounts is
 * payroc-money-format.c's and payroc-money-parse.c's. */

#include "payroc-money.h"

#include <string.h>

#include "payroc-currency.h"
#include "payroc/payroc-error.h"

#define AMOUNT_FIELD "order.charge.amount"
#define CURRENCY_FIELD "order.charge.currency"

G_DEFINE_BOXED_TYPE (PayrocMoney, payroc_money, payroc_money_copy, payroc_money_free)

static gboolean
fail (GError          **error,
      PayrocFieldReason reason,
      gint64            limit)
{
  g_propagate_error (error, payroc_error_new_field (AMOUNT_FIELD, reason, limit));

  return FALSE;
}

/* Appends digits to a magnitude; FALSE when it passes what the sign allows. */
static gboolean
append_digit (guint64 *magnitude,
              guint    digit,
              guint64  most)
{
  if (*magnitude > (most - digit) / 10)
    return FALSE;

  *magnitude = *magnitude * 10 + digit;

  return TRUE;
}

/**
 * payroc_money_new:
 * @minor: the amount in the currency's smallest unit
 * @currency: an ISO 4217 code of three letters
 *
 * Returns: (transfer full): a new amount
 */
PayrocMoney *
payroc_money_new (gint64      minor,
                  const char *currency)
{
  PayrocMoney *self = g_new0 (PayrocMoney, 1);

  payroc_money_init (self, minor, currency);

  return self;
}

/**
 * payroc_money_init:
 * @self: (out caller-allocates): the amount to set
 * @minor: the amount in the currency's smallest unit
 * @currency: (nullable): an ISO 4217 code of three letters
 */
void
payroc_money_init (PayrocMoney *self,
                   gint64       minor,
                   const char  *currency)
{
  char code[sizeof self->currency] = { 0 };

  /* By way of a copy: @currency may be @self's own. */
  g_strlcpy (code, currency != NULL ? currency : "", sizeof code);
  self->minor = minor;
  memcpy (self->currency, code, sizeof code);
}

/**
 * payroc_money_copy:
 * @self: an amount
 *
 * Returns: (transfer full): an equal one
 */
PayrocMoney *
payroc_money_copy (const PayrocMoney *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * payroc_money_free:
 * @self: (nullable) (transfer full): an amount
 */
void
payroc_money_free (PayrocMoney *self)
{
  g_free (self);
}

/**
 * payroc_money_equal:
 * @a: (nullable): an amount
 * @b: (nullable): another
 *
 * Returns: whether both are the same amount of the same currency, or both are %NULL
 */
gboolean
payroc_money_equal (const PayrocMoney *a,
                    const PayrocMoney *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->minor == b->minor && strcmp (a->currency, b->currency) == 0;
}

/**
 * payroc_money_add:
 * @a: an amount
 * @b: an amount of the same currency
 * @sum: (out caller-allocates): their sum; may be @a or @b
 *
 * Returns: %FALSE on overflow or differing currencies, with @sum untouched
 */
gboolean
payroc_money_add (const PayrocMoney *a,
                  const PayrocMoney *b,
                  PayrocMoney       *sum)
{
  gint64 minor = 0;

  g_return_val_if_fail (a != NULL && b != NULL && sum != NULL, FALSE);

  if (strcmp (a->currency, b->currency) != 0 || __builtin_add_overflow (a->minor, b->minor, &minor))
    return FALSE;

  payroc_money_init (sum, minor, a->currency);

  return TRUE;
}

/**
 * payroc_money_is_unusual:
 * @self: an amount
 *
 * Payroc takes amounts that no shop asks for: whoever typed one digit too many, or a point for a comma, is to be told,
 * and never refused. A million of a currency whose unit buys something; of those whose notes have many noughts a
 * thousand times that. Nothing is made of it but a word, so that the list need not follow the markets.
 *
 * Returns: whether the amount is so large that it is worth a second look
 */
gboolean
payroc_money_is_unusual (const PayrocMoney *self)
{
  static const char many_noughts[] = "AOA ARS BIF CDF CLP COP CRC GNF HUF IDR IQD IRR KHR KMF KPW KRW KZT LAK LBP MGA "
                                     "MMK MNT MWK NGN PYG RWF SLL SOS SSP STD SYP TZS UGX UZS VEF VND XAF XOF YER ZWL ";
  gint64 limit = 1000000;
  const char *place = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < payroc_currency_get_decimals (self->currency); i++)
    limit *= 10;
  place = strlen (self->currency) == 3 ? strstr (many_noughts, self->currency) : NULL;
  if (place != NULL || strcmp (self->currency, "JPY") == 0)
    limit *= place != NULL ? 1000 : 100;

  return self->minor >= limit;
}

/**
 * payroc_money_add_to_sums:
 * @sums: (element-type PayrocMoney): sums, one for each currency, by its code
 * @amount: an amount
 *
 * Adds it to the sum of its currency, or begins one. A sum that no number holds stays at the greatest.
 */
void
payroc_money_add_to_sums (GPtrArray         *sums,
                          const PayrocMoney *amount)
{
  guint place = 0;

  g_return_if_fail (sums != NULL && amount != NULL);

  for (; place < sums->len; place++)
    {
      PayrocMoney *sum = g_ptr_array_index (sums, place);
      const int order = strcmp (sum->currency, amount->currency);

      if (order > 0)
        break;
      if (order < 0)
        continue;

      if (!payroc_money_add (sum, amount, sum))
        sum->minor = G_MAXINT64;
      return;
    }

  g_ptr_array_insert (sums, place, payroc_money_copy (amount));
}

/**
 * payroc_money_to_decimal:
 * @self: an amount
 *
 * The machine's form, for files, the command line and ICU: "-0.05", "49.99", "10000". Always all decimals of the
 * currency, a point, and no grouping.
 *
 * Returns: (transfer full): the number without its currency
 */
char *
payroc_money_to_decimal (const PayrocMoney *self)
{
  guint decimals = 0;
  guint64 magnitude = 0;
  guint64 unit = 1;
  const char *sign = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  decimals = payroc_currency_get_decimals (self->currency);
  /* Not -minor: the smallest integer has no positive twin. */
  magnitude = self->minor < 0 ? -(guint64) self->minor : (guint64) self->minor;
  sign = self->minor < 0 ? "-" : "";

  if (decimals == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, magnitude);

  for (guint i = 0; i < decimals; i++)
    unit *= 10;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT,
                          sign, magnitude / unit, (int) decimals, magnitude % unit);
}

/**
 * payroc_money_parse_decimal:
 * @text: (nullable): "49.99", "-0.5", "10000"
 * @currency: the currency the number is of
 * @money: (out caller-allocates): the amount; untouched on failure
 * @error: return location for a #GError
 *
 * The reverse of payroc_money_to_decimal(), which also takes fewer decimals ("5", "5.5"). Nothing is rounded, skipped
 * or guessed: no blanks, no grouping, no exponent, no plus sign, a digit on both sides of the point.
 *
 * Errors: %PAYROC_ERROR_INVALID with the field "order.charge.amount" (or "order.charge.currency"): REQUIRED, MALFORMED,
 * TOO_PRECISE (limit: the decimals), TOO_LARGE (limit: the most minor units), TOO_SMALL (limit: the least).
 *
 * Returns: %TRUE when @money was set
 */
gboolean
payroc_money_parse_decimal (const char   *text,
                            const char   *currency,
                            PayrocMoney  *money,
                            GError      **error)
{
  guint decimals = payroc_currency_get_decimals (currency);
  guint n_decimals = 0;
  gboolean negative = FALSE;
  gboolean overflow = FALSE;
  guint64 magnitude = 0;
  guint64 most = 0;
  const char *p = text;

  g_return_val_if_fail (money != NULL, FALSE);

  if (!payroc_currency_is_known (currency))
    {
      g_propagate_error (error, payroc_error_new_field (CURRENCY_FIELD,
                                                        currency == NULL || *currency == '\0'
                                                          ? PAYROC_FIELD_REASON_REQUIRED
                                                          : PAYROC_FIELD_REASON_UNKNOWN_VALUE,
                                                        0));
      return FALSE;
    }

  if (text == NULL || *text == '\0')
    return fail (error, PAYROC_FIELD_REASON_REQUIRED, 1);

  negative = *p == '-';
  if (negative)
    p++;
  most = negative ? (guint64) G_MAXINT64 + 1 : (guint64) G_MAXINT64;

  if (!g_ascii_isdigit (*p))
    return fail (error, PAYROC_FIELD_REASON_MALFORMED, 0);
  for (; g_ascii_isdigit (*p); p++)
    overflow |= !append_digit (&magnitude, (guint) (*p - '0'), most);

  if (*p == '.')
    {
      p++;
      if (!g_ascii_isdigit (*p))
        return fail (error, PAYROC_FIELD_REASON_MALFORMED, 0);
      for (; g_ascii_isdigit (*p); p++, n_decimals++)
        {
          if (n_decimals < decimals)
            overflow |= !append_digit (&magnitude, (guint) (*p - '0'), most);
        }
    }

  if (*p != '\0')
    return fail (error, PAYROC_FIELD_REASON_MALFORMED, 0);
  if (n_decimals > decimals)
    return fail (error, PAYROC_FIELD_REASON_TOO_PRECISE, decimals);

  for (; n_decimals < decimals; n_decimals++)
    overflow |= !append_digit (&magnitude, 0, most);

  if (overflow && negative)
    return fail (error, PAYROC_FIELD_REASON_TOO_SMALL, G_MININT64);
  if (overflow)
    return fail (error, PAYROC_FIELD_REASON_TOO_LARGE, G_MAXINT64);

  payroc_money_init (money, (gint64) (negative ? -magnitude : magnitude), currency);

  return TRUE;
}
