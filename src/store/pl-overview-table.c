/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite's sum() fails when it leaves 64 bits, and what a server says may: the upper and the lower half of amounts are
 * added up apart, and put together where an overflow is seen. */
#include "pl-overview-table.h"

#include "payroc/links/payroc-link.h"
#include "payroc/payroc-enums.h"
#include "pl-document.h"
#include "pl-payment-table.h"

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"
#define HALVES(column) "sum (" column " >> 32), sum (" column " & 4294967295)"

/* As stored, and as the index links_ending says it: see pl-schema.c. */
G_STATIC_ASSERT (PAYROC_LINK_STATUS_ACTIVE == 1);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_COMPLETED == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_EXPIRED == 3);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_DEACTIVATED == 4);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_REFUNDED == 5);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_RETURNED == 7);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_REVERSED == 8);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_PARTLY_PAID == 11);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_DECLINED == 13);
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

typedef struct
{
  char     *id;
  char     *currency;
  gint64    asked;
  gint64    kept;     /* what came in, less refunds */
  gboolean  is_known;
} Part;

static void
part_free (Part *self)
{
  g_free (self->id);
  g_free (self->currency);
  g_free (self);
}

/* Newer is as lists have it: see pl-schema.c, "sequence". What asks for it no more did so in vain: it is expired, off,
 * refunded, returned, reversed or declined. */
#define ASKED_ANEW "SELECT 1 FROM links AS other" \
                   " WHERE other.account = part.account AND other.reference = part.reference" \
                   " AND (other.created_on, other.sequence, other.row)" \
                   "   > (part.created_on, part.sequence, part.row)" \
                   " AND other.missing_since = 0 AND other.status NOT IN (3, 4, 5, 7, 8, 13)" \
                   " AND (other.status <> 1 OR other.expires_on >= ?2)"

/* (transfer full) (nullable) (element-type Part) */
static GPtrArray *
list_parts (PlConnection  *connection,
            const char    *account,
            const GDate   *today,
            GError       **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection,
                                     "SELECT id, currency, amount, paid_amount, paid_currency IS currency"
                                     " FROM links AS part WHERE account = " ACCOUNT " AND status = 11"
                                     " AND missing_since = 0 AND charge_kind = 1 AND NOT EXISTS (" ASKED_ANEW ")",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, g_date_get_julian (today));
  while (pl_statement_step (statement, &found, error))
    {
      Part *part;

      if (!found)
        return g_steal_pointer (&parts);

      part = g_new0 (Part, 1);
      part->id = g_strdup (pl_statement_get_text (statement, 0));
      part->currency = g_strdup (pl_statement_get_text (statement, 1));
      part->asked = pl_statement_get_int (statement, 2);
      part->kept = pl_statement_get_int (statement, 3);
      part->is_known = pl_statement_get_int (statement, 4) != 0 && strlen (part->currency) == 3;
      g_ptr_array_add (parts, part);
    }

  return NULL;
}

/* came_in: grows by what was given back of the link's payments, since what was given back did come in. */
static gboolean
add_refunds (PlConnection  *connection,
             const char    *account,
             Part          *part,
             gint64        *came_in,
             GError       **error)
{
  guint                 n_unreadable = 0;
  g_autoptr (GPtrArray) payments = pl_payment_table_list_readable (connection, account, part->id, &n_unreadable,
                                                                   error);

  if (payments == NULL)
    return FALSE;

  part->is_known &= n_unreadable == 0;
  for (guint i = 0; i < payments->len; i++)
    {
      PayrocPayment           *payment = g_ptr_array_index (payments, i);
      const PayrocPaymentState state = payroc_payment_get_last_state (payment);
      const PayrocMoney       *refunded = payroc_payment_get_refunded (payment);

      if ((state == PAYROC_PAYMENT_STATE_PAID || state == PAYROC_PAYMENT_STATE_REFUNDED) && refunded != NULL
          && __builtin_add_overflow (*came_in, refunded->minor, came_in))
        part->is_known = FALSE;
    }

  return TRUE;
}

static gboolean
add_part (PlConnection  *connection,
          const char    *account,
          Part          *part,
          PlSums        *sums,
          GError       **error)
{
  gint64 came_in = part->kept;
  PlSum  sum = { .n_rows = 1 };

  if (!add_refunds (connection, account, part, &came_in, error))
    return FALSE;

  if (!part->is_known)
    {
      sums->n_uncounted++;
      return TRUE;
    }

  payroc_money_init (&sum.money, part->asked - CLAMP (came_in, 0, part->asked), part->currency);
  if (sum.money.minor > 0)
    pl_sums_add (sums, &sum);

  return TRUE;
}

/**
 * pl_overview_table_sum_missing:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @today: the merchant's day, as for pl_overview_table_sum_open()
 * @sums: what is added to
 * @error: return location for a #GError
 *
 * What did not come in of links that are used up and only partly paid; what came in and was given back is not missing.
 * Where a newer link of the same reference is open or was used, the rest was asked for anew, and is that one's: open,
 * or missing there. Where it is not known how much came in, the link is counted in `n_uncounted`.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_overview_table_sum_missing (PlConnection  *connection,
                               const char    *account,
                               const GDate   *today,
                               PlSums        *sums,
                               GError       **error)
{
  g_autoptr (GPtrArray) parts = NULL;

  g_return_val_if_fail (today != NULL && g_date_valid (today), FALSE);
  g_return_val_if_fail (sums != NULL, FALSE);

  parts = list_parts (connection, account, today, error);
  if (parts == NULL)
    return FALSE;

  for (guint i = 0; i < parts->len; i++)
    {
      if (!add_part (connection, account, g_ptr_array_index (parts, i), sums, error))
        return FALSE;
    }

  return TRUE;
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
