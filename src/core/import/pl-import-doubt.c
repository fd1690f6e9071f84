/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last line of a table adds up the others, and reads like one of them; a comma too many makes a fortune. */
#include "pl-import-doubt.h"

#include <string.h>

#include "payroc/money/payroc-currency.h"

/* Totals stand below what they add up: netto, tax, gross, what was paid. */
#define LAST_ROWS 4

/* Folded, with blanks around each. English, German, Spanish, French. */
static const char total_words[] =
  " total totals grandtotal subtotal subtotals sum sums sumtotal totalsum totalamount totaldue totalnet totalgross "
  "summe summen gesamt gesamtsumme gesamtbetrag insgesamt zwischensumme zwischensummen endsumme endbetrag "
  "summegesamt summenetto summebrutto nettosumme bruttosumme gesamtnetto gesamtbrutto ubertrag uebertrag "
  "suma sumas sumatotal totales totalgeneral importetotal "
  "somme sommes sommetotale totaux totalht totalttc soustotal soustotaux montanttotal areporter ";

static gboolean
is_total_word (const char *text)
{
  g_autofree char *folded = pl_import_fold (text);
  g_autofree char *word = g_strdup_printf (" %s ", folded);

  return *folded != '\0' && strstr (total_words, word) != NULL;
}

/* "Summe November": a word for it, and of what. */
static gboolean
begins_with_total (const char *text)
{
  g_autofree char *first = g_strndup (text, strcspn (text, " :"));

  return is_total_word (first);
}

static gboolean
has_text (const PlImportCheck   *check,
          const PlImportVerdict *verdict,
          PlImportField          field)
{
  const char *text = verdict->mended != NULL && verdict->mended[field] != NULL
                       ? verdict->mended[field]
                       : pl_import_source_get_text (check->source, verdict->row, field);

  return text != NULL && *text != '\0';
}

static gboolean
is_for_somebody (const PlImportCheck   *check,
                 const PlImportVerdict *verdict)
{
  return has_text (check, verdict, PL_IMPORT_FIELD_NAME) || has_text (check, verdict, PL_IMPORT_FIELD_EMAIL);
}

/**
 * pl_import_doubts_find:
 * @check: a check whose rows have been read
 *
 * A row is taken for a total whose reference is a word for that, in one of our languages, and that is one of the last
 * or is for nobody where most others are for somebody.
 */
void
pl_import_doubts_find (PlImportCheck *check)
{
  guint n_for_somebody = 0;

  for (guint i = 0; i < check->n; i++)
    n_for_somebody += is_for_somebody (check, &check->verdicts[i]);

  for (guint i = 0; i < check->n; i++)
    {
      PlImportVerdict *verdict = &check->verdicts[i];
      const gboolean alone = n_for_somebody > check->n / 2 && !is_for_somebody (check, verdict);
      PlImportProblem *problem;

      if (verdict->reference != NULL
          && (is_total_word (verdict->reference)
              ? alone || i + LAST_ROWS >= check->n
              : alone && begins_with_total (verdict->reference)))
        {
          problem = pl_import_problem_new (PL_IMPORT_PROBLEM_TOTAL, PL_IMPORT_FIELD_REFERENCE);
          g_ptr_array_insert (verdict->problems, 0, problem);
        }

      if (payroc_currency_is_known (verdict->amount.currency) && payroc_money_is_unusual (&verdict->amount))
        {
          problem = pl_import_problem_new (PL_IMPORT_PROBLEM_UNUSUAL, PL_IMPORT_FIELD_AMOUNT);
          problem->amount = verdict->amount;
          g_ptr_array_add (verdict->problems, problem);
        }
    }
}

/**
 * pl_import_problem_is_doubt:
 * @self: a problem
 *
 * Returns: whether nothing is wrong where the merchant says that it is meant
 */
gboolean
pl_import_problem_is_doubt (const PlImportProblem *self)
{
  return self->code == PL_IMPORT_PROBLEM_TOTAL || self->code == PL_IMPORT_PROBLEM_UNUSUAL
         || self->code == PL_IMPORT_PROBLEM_CAPITALS;
}
