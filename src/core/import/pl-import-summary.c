/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlImport that counts, adds up and misses. */
#include "core/pl-day.h"
#include "payroc/money/payroc-currency.h"
#include "pl-import-amount.h"
#include "pl-import-private.h"

/* Rows that are looked at for a better example than the first. */
#define MOST_COMPARED 500

static void
add_amount (GArray            *totals,
            const PayrocMoney *amount)
{
  for (guint i = 0; i < totals->len; i++)
    {
      PlImportTotal *total = &g_array_index (totals, PlImportTotal, i);

      if (g_str_equal (total->sum.currency, amount->currency))
        {
          total->n_links++;
          /* Beyond what a number holds there is no honest sum. */
          if (total->sum.minor < 0 || !payroc_money_add (&total->sum, amount, &total->sum))
            total->sum.minor = -1;
          return;
        }
    }

  g_array_append_vals (totals, &(PlImportTotal) { .sum = *amount, .n_links = 1 }, 1);
}

/* As the words for them stand in PayrocLinkStatus. */
static gboolean
comes_before (const PlImportUsed *self,
              PayrocLinkStatus    use,
              gboolean            is_unread)
{
  return self->is_unread != is_unread ? is_unread : self->use < use;
}

static void
add_used (GArray           *kinds,
          PayrocLinkStatus  use,
          gboolean          is_unread,
          gboolean          anyway)
{
  const PlImportUsed one = { use, is_unread, 1, anyway ? 1 : 0 };
  guint place = 0;

  while (place < kinds->len && comes_before (&g_array_index (kinds, PlImportUsed, place), use, is_unread))
    place++;

  if (place < kinds->len && g_array_index (kinds, PlImportUsed, place).use == use
      && g_array_index (kinds, PlImportUsed, place).is_unread == is_unread)
    {
      g_array_index (kinds, PlImportUsed, place).n_rows++;
      g_array_index (kinds, PlImportUsed, place).n_anyway += one.n_anyway;
    }
  else
    {
      g_array_insert_val (kinds, place, one);
    }
}

static void
add_people (GHashTable            *people,
            const PlImportVerdict *verdict)
{
  GListModel *recipients = G_LIST_MODEL (payroc_share_get_recipients (verdict->share));

  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, i);

      g_hash_table_add (people, g_utf8_casefold (payroc_recipient_get_email (recipient), -1));
    }
}

/**
 * pl_import_summary_clear:
 * @self: a summary
 */
void
pl_import_summary_clear (PlImportSummary *self)
{
  g_clear_pointer (&self->totals, g_array_unref);
  g_clear_pointer (&self->used, g_array_unref);
}

/**
 * pl_import_get_summary:
 * @self: an import
 * @summary: (out caller-allocates): what will happen, as of the last check
 *
 * Links, mails and totals are of the rows that nothing stands in the way of: a row with problems is none of them yet.
 */
void
pl_import_get_summary (PlImport        *self,
                       PlImportSummary *summary)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_if_fail (PL_IS_IMPORT (self));

  *summary = (PlImportSummary) {
    .n_rows = self->rows->len,
    .totals = g_array_new (FALSE, FALSE, sizeof (PlImportTotal)),
    .used = g_array_new (FALSE, FALSE, sizeof (PlImportUsed)),
  };

  for (guint i = 0; i < self->rows->len; i++)
    {
      PlImportRow *row = g_ptr_array_index (self->rows, i);
      const PlImportVerdict *verdict = pl_import_row_get_verdict (row);
      const gboolean fine = pl_import_row_get_problems (row)->len == 0;
      const gboolean create = pl_import_verdict_will_create (verdict);
      PayrocLinkStatus use;
      gboolean is_unread;
      PayrocMoney amount;

      summary->n_problems += !fine;
      summary->n_create += fine && create;
      summary->n_customer_amount += fine && create && verdict->customer_amount;
      if (fine && pl_import_verdict_will_share (verdict))
        {
          summary->n_share += pl_import_verdict_count_people (verdict);
          add_people (people, verdict);
        }
      summary->n_default_expiry += fine && create && verdict->default_expiry;
      summary->n_changed += !fine && !create && !verdict->left_out;
      summary->n_left_out += verdict->left_out;
      summary->n_for_first += fine && pl_import_verdict_is_for_first (verdict);
      if (!verdict->left_out && pl_import_verdict_is_used (verdict, &use, &is_unread))
        add_used (summary->used, use, is_unread, verdict->anyway);
      summary->n_over += fine && !verdict->left_out && !create && pl_import_verdict_is_over (verdict);
      summary->n_known += fine && !verdict->left_out && !create;
      summary->n_with_recipients += !verdict->left_out && *pl_import_row_get_text (row, PL_IMPORT_FIELD_EMAIL) != '\0';
      if (fine && create && pl_import_row_get_amount (row, &amount))
        add_amount (summary->totals, &amount);
    }

  for (guint i = summary->totals->len; i > 0; i--)
    {
      if (g_array_index (summary->totals, PlImportTotal, i - 1).sum.minor < 0)
        g_array_remove_index (summary->totals, i - 1);
    }
  summary->n_people = g_hash_table_size (people);
}

/* As the row's currency, or else the account's, has it. */
static gboolean
read_amount (PlImport    *self,
             PlImportRow *row,
             char         decimal,
             PayrocMoney *amount)
{
  const char *text = pl_import_row_get_text (row, PL_IMPORT_FIELD_AMOUNT);
  const char *given = pl_import_row_get_text (row, PL_IMPORT_FIELD_CURRENCY);
  g_autofree char *currency = g_ascii_strup (*given != '\0' ? given : self->currency, -1);
  g_autofree char *number = pl_import_amount_normalize (text, decimal, g_strstrip (currency));
  const char *other = number == NULL ? pl_import_amount_find_other (text, decimal, currency, NULL) : NULL;

  /* How it is written is asked; that it is in another currency is said in its row. */
  if (other != NULL)
    {
      g_free (currency);
      currency = g_strdup (other);
      number = pl_import_amount_normalize (text, decimal, currency);
    }

  return number != NULL && payroc_currency_is_known (currency)
         && payroc_money_parse_decimal (number, currency, amount, NULL);
}

/* (nullable) (transfer none): best one that shows why it is asked, being an amount in both ways. */
static PlImportRow *
find_ambiguous (PlImport *self)
{
  PlImportRow *found = NULL;
  gboolean differs = FALSE;

  for (guint i = 0; i < self->rows->len && (found == NULL || i < MOST_COMPARED); i++)
    {
      PlImportRow *row = g_ptr_array_index (self->rows, i);
      PayrocMoney amount;
      gboolean point;
      gboolean comma;

      if (pl_import_row_get_left_out (row)
          || !pl_import_amount_is_ambiguous (pl_import_row_get_text (row, PL_IMPORT_FIELD_AMOUNT)))
        continue;

      point = read_amount (self, row, '.', &amount);
      comma = read_amount (self, row, ',', &amount);
      if (point && comma)
        return row;
      /* One that is an amount in one way only shows that, too; one that is none in either shows nothing. */
      if (found == NULL || (!differs && (point || comma)))
        {
          found = row;
          differs = point || comma;
        }
    }

  return found;
}

/**
 * pl_import_find_ambiguous:
 * @self: an import
 *
 * Returns: (transfer none) (nullable): an amount that can be read only by who knows which sign is the decimal one, if
 *   there is one such as 1.250, that is an amount either way, then that; %NULL: there is none, and nobody need be asked
 */
const char *
pl_import_find_ambiguous (PlImport *self)
{
  PlImportRow *row;

  g_return_val_if_fail (PL_IS_IMPORT (self), NULL);

  row = find_ambiguous (self);

  return row != NULL ? pl_import_row_get_text (row, PL_IMPORT_FIELD_AMOUNT) : NULL;
}

/**
 * pl_import_read_ambiguous:
 * @self: an import
 * @decimal: '.' or ','
 * @amount: (out caller-allocates): what pl_import_find_ambiguous() returns, read so
 *
 * Returns: %FALSE when there is none, or it is no amount then
 */
gboolean
pl_import_read_ambiguous (PlImport    *self,
                          char         decimal,
                          PayrocMoney *amount)
{
  PlImportRow *row;

  g_return_val_if_fail (PL_IS_IMPORT (self), FALSE);
  g_return_val_if_fail (decimal == '.' || decimal == ',', FALSE);

  row = find_ambiguous (self);

  return row != NULL && read_amount (self, row, decimal, amount);
}

/**
 * pl_import_find_slashed:
 * @self: an import
 *
 * Returns: (transfer none) (nullable): a last day that can be read only by who knows whether the day or the month
 *   stands first; %NULL: there is none, and nobody need be asked
 */
const char *
pl_import_find_slashed (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      PlImportRow *row = g_ptr_array_index (self->rows, i);
      const char *text = pl_import_row_get_text (row, PL_IMPORT_FIELD_EXPIRES);

      if (!pl_import_row_get_left_out (row) && pl_day_is_slashed (text))
        return text;
    }

  return NULL;
}

/**
 * pl_import_has_field:
 * @self: an import with a table
 * @field: a field
 *
 * Returns: whether a column is taken for it
 */
gboolean
pl_import_has_field (PlImport      *self,
                     PlImportField  field)
{
  g_return_val_if_fail (PL_IS_IMPORT (self) && self->table != NULL, FALSE);

  return pl_import_get_source (self)->columns[field] >= 0;
}

/**
 * pl_import_is_missing:
 * @self: an import with a table
 * @field: a field
 *
 * Returns: whether no row can become a link as long as no column is taken for it
 */
gboolean
pl_import_is_missing (PlImport      *self,
                      PlImportField  field)
{
  g_return_val_if_fail (PL_IS_IMPORT (self) && self->table != NULL, FALSE);

  if (pl_import_has_field (self, field))
    return FALSE;

  return field == PL_IMPORT_FIELD_REFERENCE
         || (field == PL_IMPORT_FIELD_AMOUNT && !pl_import_has_field (self, PL_IMPORT_FIELD_CUSTOMER_AMOUNT));
}
