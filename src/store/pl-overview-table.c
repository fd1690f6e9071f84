/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite's sum() fails when it leaves 64 bits, and what a server says may: the upper and the lower half of amounts are
 * added up apart, and put together where an overflow is seen. */
#include "pl-overview-table.h"

#include "payroc/links/payroc-link.h"
#include "payroc/payroc-enums.h"
#include "pl-document.h"

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"
#define HALVES(column) "sum (" column " >> 32), sum (" column " & 4294967295)"

/* As stored, and as the index links_ending says it: see pl-schema.c. */
G_STATIC_ASSERT (PAYROC_LINK_STATUS_ACTIVE == 1);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_COMPLETED == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_PARTLY_PAID == 11);
G_STATIC_ASSERT (PAYROC_LINK_KIND_SINGLE_USE == 1);
G_STATIC_ASSERT (PAYROC_CHARGE_KIND_PRESET == 1);
G_STATIC_ASSERT (PAYROC_CHARGE_KIND_PROMPT == 2);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_UNKNOWN == 0);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_PAID == 1);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_REFUNDED == 7);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_GONE == 8);

#define OPEN "account = " ACCOUNT " AND status = 1 AND missing_since = 0"

/* What was asked for and is not there: what is kept of payments counts, to the whole at most. NULL where nobody can
 * tell, because it is not known how much came in, or came in another currency. */
#define REST "CASE WHEN charge_kind <> 1 OR paid_count = 0 THEN amount" \
             " WHEN paid_currency = currency THEN amount - max (0, min (paid_amount, amount)) END"

/* FALSE: it does not fit. upper and lower: sums of the halves of many numbers. */
static gboolean
join_halves (gint64  upper,
             gint64  lower,
             gint64 *whole)
{
  const gint64 carried = lower >> 32;

  if (__builtin_add_overflow (upper, carried, &upper) || upper < G_MININT32 || upper > G_MAXINT32)
    return FALSE;

  *whole = (gint64) ((guint64) upper << 32 | ((guint64) lower & G_MAXUINT32));

  return TRUE;
}

/* A row of: currency, how many, upper and lower half of their sum. */
static void
add_row (PlSums      *sums,
         PlStatement *statement)
{
  const char *currency = pl_statement_get_text (statement, 0);
  const guint n_rows = (guint) pl_statement_get_int (statement, 1);
  PlSum       sum = { .n_rows = n_rows };
  gint64      minor;

  if (currency == NULL || strlen (currency) != 3
      || !join_halves (pl_statement_get_int (statement, 2), pl_statement_get_int (statement, 3), &minor))
    {
      sums->n_uncounted += n_rows;
      return;
    }

  /* All of it was given back. */
  if (n_rows == 0 && minor == 0)
    return;

  payroc_money_init (&sum.money, minor, currency);
  pl_sums_add (sums, &sum);
}

/**
 * pl_sums_new:
 *
 * Returns: (transfer full): sums of nothing
 */
PlSums *
pl_sums_new (void)
{
  PlSums *self = g_new0 (PlSums, 1);

  self->sums = g_array_new (FALSE, FALSE, sizeof (PlSum));

  return self;
}

/**
 * pl_sums_free:
 * @self: (transfer full): sums
 */
void
pl_sums_free (PlSums *self)
{
  g_array_unref (self->sums);
  g_free (self);
}

/**
 * pl_sums_add:
 * @self: sums
 * @sum: one more
 *
 * Adds to the sum in that currency. What is more than 64 bits hold is not added but counted, in `n_uncounted`.
 */
void
pl_sums_add (PlSums      *self,
             const PlSum *sum)
{
  guint place;

  g_return_if_fail (self != NULL && sum != NULL);

  for (place = 0; place < self->sums->len; place++)
    {
      PlSum    *other = &g_array_index (self->sums, PlSum, place);
      const int order = strcmp (other->money.currency, sum->money.currency);

      if (order > 0)
        break;
      if (order < 0)
        continue;

      if (payroc_money_add (&other->money, &sum->money, &other->money))
        other->n_rows += sum->n_rows;
      else
        self->n_uncounted += sum->n_rows;
      return;
    }

  g_array_insert_val (self->sums, place, *sum);
}

/**
 * pl_overview_table_sum_open:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @today: the merchant's day: links whose last day is over are not open, though nobody said so yet
 * @sums: what the amounts of the others are added to
 * @n_choice: (out): how many of them have no amount, because the customer chooses it
 * @error: return location for a #GError
 *
 * What customers still owe: links for one payment only, since how often one for many is paid nobody knows. Of one by
 * which a part came in it is the rest; where that is not known, it is counted in `n_uncounted`.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_overview_table_sum_open (PlConnection  *connection,
                            const char    *account,
                            const GDate   *today,
                            PlSums        *sums,
                            guint         *n_choice,
                            GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (today != NULL && g_date_valid (today), FALSE);
  g_return_val_if_fail (sums != NULL && n_choice != NULL, FALSE);

  *n_choice = 0;
  statement = pl_connection_prepare (connection,
                                     "SELECT currency, count (*), " HALVES ("rest") ", charge_kind, rest IS NULL FROM"
                                     " (SELECT currency, charge_kind, paid_count, " REST " AS rest FROM links"
                                     "  WHERE " OPEN " AND kind = 1 AND expires_on >= ?2)"
                                     " WHERE paid_count = 0 OR rest IS NOT 0"
                                     " GROUP BY charge_kind, currency, rest IS NULL",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, g_date_get_julian (today));
  while (pl_statement_step (statement, &found, error))
    {
      if (!found)
        return TRUE;

      switch ((PayrocChargeKind) pl_statement_get_int (statement, 4))
        {
        case PAYROC_CHARGE_KIND_PRESET:
          if (pl_statement_get_int (statement, 5) != 0)
            sums->n_uncounted += (guint) pl_statement_get_int (statement, 1);
          else
            add_row (sums, statement);
          break;
        case PAYROC_CHARGE_KIND_PROMPT:
          *n_choice += (guint) pl_statement_get_int (statement, 1);
          break;
        case PAYROC_CHARGE_KIND_UNKNOWN:
        default:
          sums->n_uncounted += (guint) pl_statement_get_int (statement, 1);
          break;
        }
    }

  return FALSE;
}

/**
 * pl_overview_table_sum_missing:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @sums: what is added to
 * @error: return location for a #GError
 *
 * What did not come in of links that are used up and only partly paid. Where another link of the same reference is open
 * or was paid, the rest was asked for anew, and is not missing here.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_overview_table_sum_missing (PlConnection  *connection,
                               const char    *account,
                               PlSums        *sums,
                               GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (sums != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "SELECT currency, count (*), " HALVES ("rest") " FROM"
                                     " (SELECT currency, " REST " AS rest FROM links AS part"
                                     "  WHERE account = " ACCOUNT " AND status = 11 AND missing_since = 0"
                                     "  AND charge_kind = 1 AND NOT EXISTS (SELECT 1 FROM links AS other"
                                     "   WHERE other.account = part.account AND other.reference = part.reference"
                                     "   AND other.row <> part.row AND other.status IN (1, 2)))"
                                     " WHERE rest > 0 GROUP BY currency",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  while (pl_statement_step (statement, &found, error))
    {
      if (!found)
        return TRUE;

      add_row (sums, statement);
    }

  return FALSE;
}

/**
 * pl_overview_table_sum_income:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @from: the first moment, in microseconds since the epoch
 * @until: the first moment that is too late, likewise
 * @sums: what is added to
 * @error: return location for a #GError
 *
 * Adds up `payroc_payment_get_income()` of the payments made in that time: what was refunded is missing at the payment
 * that it was refunded of; one that was refunded whole is not counted, and one that a bank took back is none. One that
 * is paid for all we know, but not how much, or of which an earlier version noted nothing, is counted in
 * `n_uncounted`.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_overview_table_sum_income (PlConnection  *connection,
                              const char    *account,
                              gint64         from,
                              gint64         until,
                              PlSums        *sums,
                              GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (sums != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "SELECT currency,"
                                     " count (*) FILTER (WHERE income IS NULL OR (income <> 0 AND state = 1)), "
                                     HALVES ("income") ", income IS NULL FROM payments"
                                     " WHERE account = " ACCOUNT " AND paid_at >= ?2 AND paid_at < ?3"
                                     " AND (state IN (1, 7) OR (income IS NULL AND ifnull (state, 0) IN (0, 8)))"
                                     " GROUP BY income IS NULL, currency",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, from);
  pl_statement_bind_int (statement, 3, until);
  while (pl_statement_step (statement, &found, error))
    {
      if (!found)
        return TRUE;

      if (pl_statement_get_int (statement, 4) != 0)
        sums->n_uncounted += (guint) pl_statement_get_int (statement, 1);
      else
        add_row (sums, statement);
    }

  return FALSE;
}

static gpointer
read_link (PlStatement  *statement,
           JsonNode     *document,
           GError      **error)
{
  return payroc_link_new_from_json (document, error);
}

static gboolean
count_ending (PlConnection  *connection,
              const char    *account,
              const GDate   *first,
              const GDate   *last,
              guint         *n_ending,
              GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection,
                                     "SELECT count (*) FROM links WHERE " OPEN " AND expires_on BETWEEN ?2 AND ?3",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, g_date_get_julian (first));
  pl_statement_bind_int (statement, 3, g_date_get_julian (last));
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *n_ending = (guint) pl_statement_get_int (statement, 0);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_overview_table_list_ending:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @first: a day
 * @last: another
 * @limit: how many links at most
 * @n_ending: (out): how many there are
 * @error: return location for a #GError
 *
 * Links for one payment and for many that still work and end in these days, both included.
 *
 * Errors: %PL_STORE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable) (element-type PayrocLink): the links, what ends first first; none is no error
 */
GPtrArray *
pl_overview_table_list_ending (PlConnection  *connection,
                               const char    *account,
                               const GDate   *first,
                               const GDate   *last,
                               guint          limit,
                               guint         *n_ending,
                               GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (first != NULL && g_date_valid (first), NULL);
  g_return_val_if_fail (last != NULL && g_date_valid (last), NULL);
  g_return_val_if_fail (n_ending != NULL, NULL);

  if (!count_ending (connection, account, first, last, n_ending, error))
    return NULL;

  statement = pl_connection_prepare (connection,
                                     "SELECT document FROM links JOIN link_documents USING (row)"
                                     " WHERE " OPEN " AND expires_on BETWEEN ?2 AND ?3"
                                     " ORDER BY expires_on, row LIMIT ?4",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, g_date_get_julian (first));
  pl_statement_bind_int (statement, 3, g_date_get_julian (last));
  pl_statement_bind_int (statement, 4, limit);

  return pl_document_read_all (statement, read_link, error);
}

/**
 * pl_overview_table_has_links:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @has_links: (out): whether a link is stored, in whatever state
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_overview_table_has_links (PlConnection  *connection,
                             const char    *account,
                             gboolean      *has_links,
                             GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (has_links != NULL, FALSE);

  statement = pl_connection_prepare (connection, "SELECT EXISTS (SELECT 1 FROM links WHERE account = " ACCOUNT ")",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *has_links = pl_statement_get_int (statement, 0) != 0;

  return pl_statement_run (statement, NULL, error);
}
