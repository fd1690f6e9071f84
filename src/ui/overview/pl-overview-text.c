/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sum that leaves something out says so, or nobody can trust the others. */
#include "config.h"

#include "pl-overview-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"

/* Links and payments are asked for one after the other: so much apart they are of one time. */
#define TOGETHER (5 * G_TIME_SPAN_MINUTE)

static const PlSum *
find_sum (const PlSums *sums,
          const char   *currency)
{
  for (guint i = 0; i < sums->sums->len; i++)
    {
      const PlSum *sum = &g_array_index (sums->sums, PlSum, i);

      if (g_str_equal (sum->money.currency, currency))
        return sum;
    }

  return NULL;
}

static void
append_amount (GString           *text,
               const PayrocMoney *money)
{
  g_autofree char *amount = payroc_money_format (money, NULL);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, amount);
}

static void
append_sentence (GString *text,
                 char    *sentence)
{
  g_autofree char *owned = sentence;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, owned);
}

static char *
format_payments (guint n_payments)
{
  return g_strdup_printf (ngettext ("%'u payment", "%'u payments", n_payments), n_payments);
}

static guint
count_rows (const PlSums *sums)
{
  guint n_rows = 0;

  for (guint i = 0; i < sums->sums->len; i++)
    n_rows += g_array_index (sums->sums, PlSum, i).n_rows;

  return n_rows;
}

/* A line for each currency; nothing is still an amount. */
char *
pl_overview_text_amounts (const PlSums *sums,
                          const char   *own)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const PlSum *first = find_sum (sums, own);
  PayrocMoney nothing;

  payroc_money_init (&nothing, 0, own);
  if (first != NULL)
    append_amount (text, &first->money);
  else if (sums->sums->len == 0)
    append_amount (text, &nothing);

  for (guint i = 0; i < sums->sums->len; i++)
    {
      const PlSum *sum = &g_array_index (sums->sums, PlSum, i);

      if (sum != first)
        append_amount (text, &sum->money);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pl_overview_text_payments (const PlSums *sums)
{
  const guint n_payments = count_rows (sums);

  return n_payments > 0 ? format_payments (n_payments) : g_strdup (_("No payment"));
}

/* A link that was used cannot bring the rest: it is none of the sum above. */
static char *
describe_missing (const PlSums *sums)
{
  const guint n_links = count_rows (sums);
  g_autoptr (GString) amounts = g_string_new (NULL);

  for (guint i = 0; i < sums->sums->len; i++)
    {
      g_autofree char *amount = payroc_money_format (&g_array_index (sums->sums, PlSum, i).money, NULL);

      /* Translators: between amounts of different currencies: "€30.00, $49.99". */
      g_string_append_printf (amounts, "%s%s", i > 0 ? C_("between amounts", ", ") : "", amount);
    }

  /* Translators: beside the sum of what is outstanding: how much did not come in of links that were paid in part and
   * cannot be paid again: "Also missing: $60.00 of 1 partly paid link". */
  return g_strdup_printf (ngettext ("Also missing: %s of %'u partly paid link",
                                    "Also missing: %s of %'u partly paid links", n_links), amounts->str, n_links);
}

char *
pl_overview_text_open (const PlOverviewFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const guint n_open = count_rows (facts->open);

  if (n_open == 0 && facts->n_choice == 0)
    append_sentence (text, g_strdup (_("No open link for one payment")));
  if (n_open > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%'u open link for one payment",
                                                      "%'u open links for one payment", n_open), n_open));
  if (facts->n_choice > 0)
    /* Translators: how many open links are not in the sum above. */
    append_sentence (text, g_strdup_printf (ngettext ("%'u open link whose customer chooses the amount",
                                                      "%'u open links whose customers choose the amount",
                                                      facts->n_choice), facts->n_choice));
  if (count_rows (facts->missing) > 0)
    append_sentence (text, describe_missing (facts->missing));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pl_overview_text_day (const GDate  *day,
                      const GDate  *today,
                      const PlSums *sums,
                      const char   *currency)
{
  const PlSum *sum = find_sum (sums, currency);
  g_autofree char *date = g_date_compare (day, today) == 0 ? g_strdup (C_("day", "Today"))
                                                           : pl_format_date (day, today);
  g_autofree char *amount = NULL;
  g_autofree char *payments = NULL;

  if (sum == NULL)
    /* Translators: %s is a day on which nobody paid. */
    return g_strdup_printf (_("%s: no payment"), date);

  amount = payroc_money_format (&sum->money, NULL);
  payments = format_payments (sum->n_rows);

  /* Translators: a day, the amount paid on it, and in how many payments: "12 November: $420.00, 3 payments". */
  return g_strdup_printf (_("%s: %s, %s"), date, amount, payments);
}

char *
pl_overview_text_as_of (const PlOverviewFacts *facts,
                        gint64                 now)
{
  g_autofree char *links = NULL;
  g_autofree char *payments = NULL;

  if (facts->links_as_of == 0)
    return g_strdup (_("Payroc was not asked yet"));

  links = pl_format_moment (facts->links_as_of, now);
  if (facts->payments_as_of == 0)
    /* Translators: %s is the time at which links were last brought up to date. */
    return g_strdup_printf (_("Links as of %s; payments were not looked for yet"), links);

  if (ABS (facts->links_as_of - facts->payments_as_of) < TOGETHER)
    {
      g_autofree char *both = pl_format_moment (pl_overview_facts_get_as_of (facts), now);

      /* Translators: %s is the time up to when everything on the page is true: "14:05", "yesterday, 14:05". */
      return g_strdup_printf (_("As of %s"), both);
    }

  payments = pl_format_moment (facts->payments_as_of, now);

  /* Translators: two times, as "14:05" or "yesterday, 14:05". */
  return g_strdup_printf (_("Links as of %s, payments as of %s"), links, payments);
}

static void
add_note (GPtrArray *notes,
          char      *note)
{
  g_ptr_array_add (notes, note);
}

GStrv
pl_overview_text_notes (const PlOverviewFacts *facts,
                        gint64                 now)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  const guint n_unknown = pl_overview_facts_count_unknown (facts);

  if (facts->is_refused[PAYROC_PAYMENT_SOURCE_CARD])
    add_note (notes, g_strdup (_("Payroc does not show card payments to this account’s key: they are missing in the "
                                 "sums.")));
  if (facts->is_refused[PAYROC_PAYMENT_SOURCE_BANK])
    add_note (notes, g_strdup (_("Payroc does not show bank payments to this account’s key: they are missing in the "
                                 "sums.")));
  if (facts->payments_from > pl_overview_facts_get_beginning (facts))
    {
      g_autofree char *moment = pl_format_moment (facts->payments_from, now);

      /* Translators: %s is a time, when Paylinks began to look for payments: "14:05", "12 November, 14:05". */
      add_note (notes, g_strdup_printf (_("Paylinks has looked for payments since %s. Earlier ones are in the sums "
                                          "only when their link was opened here."), moment));
    }
  if (n_unknown > 0)
    add_note (notes, g_strdup_printf (ngettext ("%'u payment is not in the sums, because its amount or its day is not "
                                                "known.",
                                                "%'u payments are not in the sums, because their amount or their day "
                                                "is not known.", n_unknown),
                                      n_unknown));
  if (facts->open->n_uncounted > 0)
    add_note (notes, g_strdup_printf (ngettext ("%'u open link is not in the sum, because its amount is not known.",
                                                "%'u open links are not in the sum, because their amounts are not "
                                                "known.", facts->open->n_uncounted),
                                      facts->open->n_uncounted));
  if (facts->missing->n_uncounted > 0)
    add_note (notes, g_strdup_printf (ngettext ("It is not known how much is missing of %'u partly paid link.",
                                                "It is not known how much is missing of %'u partly paid links.",
                                                facts->missing->n_uncounted),
                                      facts->missing->n_uncounted));
  g_ptr_array_add (notes, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&notes), FALSE);
}

static gboolean
has_currency (GPtrArray  *currencies,
              const char *currency)
{
  return g_ptr_array_find_with_equal_func (currencies, currency, g_str_equal, NULL);
}

GPtrArray *
pl_overview_text_list_currencies (const PlOverviewFacts *facts,
                                  const char            *own)
{
  GPtrArray *currencies = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (currencies, g_strdup (own));
  for (guint i = 0; i < facts->days->len; i++)
    {
      const PlSums *sums = g_ptr_array_index (facts->days, i);

      for (guint j = 0; j < sums->sums->len; j++)
        {
          const char *currency = g_array_index (sums->sums, PlSum, j).money.currency;

          if (!has_currency (currencies, currency))
            g_ptr_array_add (currencies, g_strdup (currency));
        }
    }

  return currencies;
}
