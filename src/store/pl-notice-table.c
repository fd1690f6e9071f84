/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A notice is a row that is unique by what it is about: who finds the same payment twice, or is killed before the
 * merchant was told, tells it once. What turned back is told anew: the last word is to be true. */
#include "pl-notice-table.h"

#include "payroc/payroc-enums.h"

/* Those whose subject is a payment: what else there is has a link's id in it. */
#define OF_PAYMENT "kind IN (0, 1, 4, 5, 6, 7, 8)"
G_STATIC_ASSERT (PL_NOTICE_PAID == 0);
G_STATIC_ASSERT (PL_NOTICE_RETURNED == 1);
G_STATIC_ASSERT (PL_NOTICE_HELD == 4);
G_STATIC_ASSERT (PL_NOTICE_REVERSED == 8);

/* Instead of the time at which it was shown: it never was, and is no news any more. */
#define OVERTAKEN 1

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"

#define ON_CONFLICT "INSERT INTO notices (account, kind, subject, link_id, amount, currency, payer, noticed_at)" \
                    " VALUES (" ACCOUNT ", ?2, ?3, ?4, ?5, ?6, ?7, ?8)" \
                    " ON CONFLICT (account, kind, subject) DO "

/**
 * pl_notice_row_new:
 *
 * Returns: (transfer full): a row without content
 */
PlNoticeRow *
pl_notice_row_new (void)
{
  return g_new0 (PlNoticeRow, 1);
}

/**
 * pl_notice_row_free:
 * @self: (transfer full): a row
 */
void
pl_notice_row_free (PlNoticeRow *self)
{
  g_free (self->subject);
  g_free (self->link_id);
  g_free (self->reference);
  g_clear_pointer (&self->money, payroc_money_free);
  g_clear_pointer (&self->asked, payroc_money_free);
  g_free (self->payer);
  g_free (self);
}

/* insert: ON_CONFLICT with what is done then. */
static gboolean
put (PlConnection       *connection,
     const char         *account,
     const PlNoticeRow  *row,
     const char         *insert,
     GError            **error)
{
  PlStatement *statement = pl_connection_prepare (connection, insert, error);

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, row->kind);
  pl_statement_bind_text (statement, 3, row->subject);
  pl_statement_bind_text (statement, 4, row->link_id);
  if (row->money != NULL)
    {
      pl_statement_bind_int (statement, 5, row->money->minor);
      pl_statement_bind_text (statement, 6, row->money->currency);
    }
  pl_statement_bind_text (statement, 7, row->payer);
  pl_statement_bind_int (statement, 8, row->noticed_at);

  return pl_statement_run (statement, NULL, error);
}

/* A row that is there comes to the end, and is to be shown (again). Its number is a new one: whoever marks the old one
 * as shown means what was shown then. */
static gboolean
put_anew (PlConnection       *connection,
          const char         *account,
          const PlNoticeRow  *row,
          GError            **error)
{
  return put (connection, account, row,
              ON_CONFLICT "UPDATE SET row = (SELECT max (row) + 1 FROM notices), link_id = excluded.link_id,"
              " amount = excluded.amount, currency = excluded.currency, payer = excluded.payer,"
              " noticed_at = excluded.noticed_at, shown_at = 0", error);
}

/**
 * pl_notice_table_add:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @row: a notice; its number, its reference and what was asked for are not read
 * @error: return location for a #GError
 *
 * Adds a notice that is to be shown, unless there is or was one of that kind about that subject.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_notice_table_add (PlConnection       *connection,
                     const char         *account,
                     const PlNoticeRow  *row,
                     GError            **error)
{
  g_return_val_if_fail (row->subject != NULL && row->link_id != NULL, FALSE);

  return put (connection, account, row, ON_CONFLICT "NOTHING", error);
}

static gboolean
overtake (PlConnection       *connection,
          const char         *account,
          const PlNoticeRow  *row,
          GError            **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "UPDATE notices SET shown_at = ?4 WHERE account = " ACCOUNT " AND subject = ?2"
                                     " AND " OF_PAYMENT " AND shown_at = 0 AND kind <> ?3",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, row->subject);
  pl_statement_bind_int (statement, 3, row->kind);
  pl_statement_bind_int (statement, 4, OVERTAKEN);

  return pl_statement_run (statement, NULL, error);
}

/* Money came in: all of it for one link may be a part for another, when the payment is that one's. */
static gboolean
is_income (gint64 kind)
{
  return kind == PL_NOTICE_PAID || kind == PL_NOTICE_PARTLY_PAID;
}

/* What the merchant was told of the payment last, or is to be told. */
static gboolean
check_last (PlConnection       *connection,
            const char         *account,
            const PlNoticeRow  *row,
            gboolean           *is_same,
            GError            **error)
{
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection,
                                     "SELECT kind FROM notices WHERE account = " ACCOUNT " AND subject = ?2"
                                     " AND " OF_PAYMENT " AND shown_at <> ?3 ORDER BY row DESC LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, row->subject);
  pl_statement_bind_int (statement, 3, OVERTAKEN);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *is_same = found && (pl_statement_get_int (statement, 0) == row->kind
                       || (is_income (pl_statement_get_int (statement, 0)) && is_income (row->kind)));

  return TRUE;
}

/**
 * pl_notice_table_tell:
 * @connection: the worker's connection, in a write transaction
 * @account: the UUID of an account that is there
 * @row: a notice whose subject is a payment, and that says what is true of it now
 * @error: return location for a #GError
 *
 * Whoever was not told that a payment is on its way before it came in is told that it came in: what else there is of
 * the payment, and was not shown, counts as shown. The notice itself is to be shown unless it was the last word
 * already, and is so again where another came between: the last word is never one that is not true any more.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_notice_table_tell (PlConnection       *connection,
                      const char         *account,
                      const PlNoticeRow  *row,
                      GError            **error)
{
  gboolean is_same;

  g_return_val_if_fail (row->subject != NULL && row->link_id != NULL, FALSE);

  return overtake (connection, account, row, error)
         && check_last (connection, account, row, &is_same, error)
         && (is_same || put_anew (connection, account, row, error));
}

/* The last that was shown of it: a correction, or what it corrects. */
static gboolean
check_told (PlConnection  *connection,
            const char    *account,
            const char    *subject,
            const char    *link_id,
            gboolean      *was_told,
            GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection,
                                     "SELECT link_id FROM notices WHERE account = " ACCOUNT " AND shown_at > ?4"
                                     " AND ((" OF_PAYMENT " AND subject = ?2)"
                                     "   OR (kind = ?3 AND subject = ?2 || ' ' || link_id))"
                                     " ORDER BY row DESC LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, subject);
  pl_statement_bind_int (statement, 3, PL_NOTICE_MOVED);
  pl_statement_bind_int (statement, 4, OVERTAKEN);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *was_told = found && g_strcmp0 (pl_statement_get_text (statement, 0), link_id) != 0;

  return TRUE;
}

/* It has moved on before anybody was told where to. */
static gboolean
drop_corrections (PlConnection  *connection,
                  const char    *account,
                  const char    *subject,
                  GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "UPDATE notices SET shown_at = ?4 WHERE account = " ACCOUNT " AND kind = ?3"
                                     " AND shown_at = 0 AND subject = ?2 || ' ' || link_id",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, subject);
  pl_statement_bind_int (statement, 3, PL_NOTICE_MOVED);
  pl_statement_bind_int (statement, 4, OVERTAKEN);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_notice_table_move:
 * @connection: the worker's connection, in a write transaction
 * @account: an account's UUID
 * @subject: a payment
 * @link_id: Payroc's id of the link whose it is
 * @was_told: (out): whether the last notice of it that was shown named another link
 * @error: return location for a #GError
 *
 * Notices of that payment that were not shown are about that link from now on; those that were say what was told.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_notice_table_move (PlConnection  *connection,
                      const char    *account,
                      const char    *subject,
                      const char    *link_id,
                      gboolean      *was_told,
                      GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (subject != NULL && link_id != NULL && was_told != NULL, FALSE);

  if (!check_told (connection, account, subject, link_id, was_told, error)
      || !drop_corrections (connection, account, subject, error))
    return FALSE;

  statement = pl_connection_prepare (connection,
                                     "UPDATE notices SET link_id = ?3 WHERE account = " ACCOUNT " AND subject = ?2"
                                     " AND " OF_PAYMENT " AND shown_at <= ?4",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, subject);
  pl_statement_bind_text (statement, 3, link_id);
  pl_statement_bind_int (statement, 4, OVERTAKEN);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_notice_table_correct:
 * @connection: the worker's connection, in a write transaction
 * @account: the UUID of an account that is there
 * @row: a notice whose subject is a payment and a link
 * @error: return location for a #GError
 *
 * The notice is to be shown, also where it was already: a payment may move to and fro.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_notice_table_correct (PlConnection       *connection,
                         const char         *account,
                         const PlNoticeRow  *row,
                         GError            **error)
{
  g_return_val_if_fail (row->subject != NULL && row->link_id != NULL, FALSE);

  return put_anew (connection, account, row, error);
}

/**
 * pl_notice_table_has:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @kind: what is asked for
 * @link_id: Payroc's id of a link
 * @has: (out): whether there is or was a notice of that kind about that link
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_notice_table_has (PlConnection  *connection,
                     const char    *account,
                     PlNoticeKind   kind,
                     const char    *link_id,
                     gboolean      *has,
                     GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL && has != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "SELECT 1 FROM notices WHERE account = " ACCOUNT " AND link_id = ?2 AND kind = ?3",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);
  pl_statement_bind_int (statement, 3, kind);

  return pl_statement_step (statement, has, error);
}

/**
 * pl_notice_table_knows:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @subject: a payment, in the words of a notice about it
 * @knows: (out): whether there is or was a notice about it
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_notice_table_knows (PlConnection  *connection,
                       const char    *account,
                       const char    *subject,
                       gboolean      *knows,
                       GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (subject != NULL && knows != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "SELECT 1 FROM notices WHERE account = " ACCOUNT " AND subject = ?2"
                                     " AND " OF_PAYMENT,
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, subject);

  return pl_statement_step (statement, knows, error);
}

static PlNoticeRow *
read_row (PlStatement *statement)
{
  PlNoticeRow *row = pl_notice_row_new ();
  const char  *currency = pl_statement_get_text (statement, 5);

  row->row = pl_statement_get_int (statement, 0);
  row->kind = (PlNoticeKind) pl_statement_get_int (statement, 1);
  row->subject = g_strdup (pl_statement_get_text (statement, 2));
  row->link_id = g_strdup (pl_statement_get_text (statement, 3));
  if (currency != NULL)
    row->money = payroc_money_new (pl_statement_get_int (statement, 4), currency);
  row->payer = g_strdup (pl_statement_get_text (statement, 6));
  row->noticed_at = pl_statement_get_int (statement, 7);
  row->reference = g_strdup (pl_statement_get_text (statement, 8));
  if (pl_statement_get_text (statement, 10) != NULL && pl_statement_get_int (statement, 9) >= 0)
    row->asked = payroc_money_new (pl_statement_get_int (statement, 9), pl_statement_get_text (statement, 10));

  return row;
}

/**
 * pl_notice_table_list_due:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @limit: how many at most
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlNoticeRow): what was not shown yet, oldest first
 */
GPtrArray *
pl_notice_table_list_due (PlConnection  *connection,
                          const char    *account,
                          guint          limit,
                          GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_notice_row_free);
  PlStatement          *statement;
  gboolean              more;

  statement = pl_connection_prepare (connection,
                                     "SELECT notices.row, notices.kind, subject, link_id, notices.amount,"
                                     " notices.currency, payer, noticed_at, links.reference, links.amount,"
                                     " links.currency FROM notices"
                                     " LEFT JOIN links ON links.account = notices.account"
                                     " AND links.id = notices.link_id"
                                     " WHERE notices.account = " ACCOUNT " AND shown_at = 0"
                                     " ORDER BY notices.row LIMIT ?2",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, limit);
  for (;;)
    {
      if (!pl_statement_step (statement, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (statement));
    }
}

/**
 * pl_notice_table_mark_shown:
 * @connection: the worker's connection
 * @row: a notice's number
 * @shown_at: in microseconds since the epoch, not 0
 * @error: return location for a #GError
 *
 * The row stays, so that its subject is not noticed again.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_notice_table_mark_shown (PlConnection  *connection,
                            gint64         row,
                            gint64         shown_at,
                            GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection,
                                                  "UPDATE notices SET shown_at = ?2 WHERE row = ?1 AND shown_at = 0",
                                                  error);

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, row);
  pl_statement_bind_int (statement, 2, shown_at);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_notice_table_add_expiring:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @last_day: links that can be paid until the end of this day
 * @noticed_at: in microseconds since the epoch
 * @error: return location for a #GError
 *
 * Adds a notice for each link for one payment that is open, unpaid, and ends on that day. A link whose expiry is moved
 * gets another when the new day comes near.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_notice_table_add_expiring (PlConnection  *connection,
                              const char    *account,
                              const GDate   *last_day,
                              gint64         noticed_at,
                              GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO notices (account, kind, subject, link_id, amount, currency,"
                                     " noticed_at) SELECT account, ?3, id || ' ' || expires_on, id,"
                                     " CASE WHEN amount < 0 THEN NULL ELSE amount END,"
                                     " CASE WHEN amount < 0 THEN NULL ELSE currency END, ?4"
                                     " FROM links WHERE account = " ACCOUNT " AND status = ?5 AND missing_since = 0"
                                     " AND expires_on = ?2 AND kind = ?6 AND paid_count = 0"
                                     " ON CONFLICT (account, kind, subject) DO NOTHING",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, g_date_get_julian (last_day));
  pl_statement_bind_int (statement, 3, PL_NOTICE_EXPIRING);
  pl_statement_bind_int (statement, 4, noticed_at);
  pl_statement_bind_int (statement, 5, PAYROC_LINK_STATUS_ACTIVE);
  pl_statement_bind_int (statement, 6, PAYROC_LINK_KIND_SINGLE_USE);

  return pl_statement_run (statement, NULL, error);
}
