/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exact amount: whole minor units (¢, ¥, fils …) and a currency. Never a float. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PAYROC_TYPE_MONEY (payroc_money_get_type ())

typedef struct
{
  gint64 minor;       /* in the currency's smallest unit */
  char   currency[4]; /* ISO 4217, NUL-terminated */
} PayrocMoney;

GType        payroc_money_get_type      (void) G_GNUC_CONST;
PayrocMoney *payroc_money_new           (gint64              minor,
                                         const char         *currency);
PayrocMoney *payroc_money_copy          (const PayrocMoney  *self);
void         payroc_money_free          (PayrocMoney        *self);
/* The same on the stack. */
void         payroc_money_init          (PayrocMoney        *self,
                                         gint64              minor,
                                         const char         *currency);
gboolean     payroc_money_equal         (const PayrocMoney  *a,
                                         const PayrocMoney  *b);
/* FALSE on overflow or differing currencies; *sum is untouched then. */
gboolean     payroc_money_add           (const PayrocMoney  *a,
                                         const PayrocMoney  *b,
                                         PayrocMoney        *sum);
/* A million or more, or as much as that is: somebody may have typed a digit too many. */
gboolean     payroc_money_is_unusual    (const PayrocMoney  *self);
/* sums: (element-type PayrocMoney): one for each currency, kept by its code. */
void         payroc_money_add_to_sums   (GPtrArray          *sums,
                                         const PayrocMoney  *amount);

/* "4999" USD ⇄ "49.99": the machine's form, always a point, no grouping. Too many decimals are refused, not rounded.
 * Errors: PAYROC_ERROR_INVALID with the field "order.charge.amount". */
char        *payroc_money_to_decimal    (const PayrocMoney  *self);
gboolean     payroc_money_parse_decimal (const char         *text,
                                         const char         *currency,
                                         PayrocMoney        *money,
                                         GError            **error);

/* As the user's locale writes it, by ICU with ISO 4217 decimals (ICU's own differ for some currencies).
 * locale: an ICU/POSIX locale name or NULL for LC_MONETARY's.
 * format: with the currency's symbol ("¥10,000"); format_number: the bare number ("10,000", for entries).
 * parse: strict; accepts the locale's grouping and decimal signs, native digits, an optional currency symbol or code of
 * that very currency; refuses what could be read two ways (German "1.5"). */
char        *payroc_money_format        (const PayrocMoney  *self,
                                         const char         *locale);
char        *payroc_money_format_number (const PayrocMoney  *self,
                                         const char         *locale);
gboolean     payroc_money_parse         (const char         *text,
                                         const char         *currency,
                                         const char         *locale,
                                         PayrocMoney        *money,
                                         GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PayrocMoney, payroc_money_free)

G_END_DECLS
