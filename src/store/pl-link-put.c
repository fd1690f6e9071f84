/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How links come into their tables: by the page, again and again, and from several sides at once. */
#include "pl-link-table.h"

#include "payroc/payroc-json.h"
#include "pl-address-table.h"
#include "pl-document.h"
#include "pl-link-table-private.h"

/* As stored: see pl-schema.c. */
G_STATIC_ASSERT (PAYROC_LINK_KIND_MULTI_USE == 2);
G_STATIC_ASSERT (PAYROC_CHARGE_KIND_PROMPT == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_COMPLETED == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_DEACTIVATED == 4);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_REFUNDED == 5);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_PARTLY_REFUNDED == 6);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_RETURNED == 7);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_REVERSED == 8);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_HELD == 9);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_PENDING == 10);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_PARTLY_PAID == 11);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_UNCLEAR == 12);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_DECLINED == 13);

static int
day_or (const GDate *date,
        int          otherwise)
{
  return date != NULL ? (int) g_date_get_julian (date) : otherwise;
}

/* From parameter 3 on. */
static void
bind_columns (PlStatement *statement,
              PayrocLink  *link,
              gint64       seen_at)
{
  const PayrocMoney *amount = payroc_link_get_amount (link);
  const char        *currency = payroc_link_get_currency (link);

  pl_statement_bind_int (statement, 3, payroc_link_get_status (link));
  pl_statement_bind_int (statement, 4, payroc_link_get_kind (link));
  pl_statement_bind_int (statement, 5, payroc_link_get_charge_kind (link));
  pl_statement_bind_int (statement, 6, amount != NULL ? amount->minor : -1);
  pl_statement_bind_text (statement, 7, currency != NULL ? currency : "");
  pl_statement_bind_int (statement, 8, day_or (payroc_link_get_created_on (link), 0));
  pl_statement_bind_int (statement, 9, day_or (payroc_link_get_expires_on (link), G_MAXINT32));
  pl_statement_bind_text (statement, 10, payroc_link_get_reference (link));
  pl_statement_bind_text (statement, 11, payroc_link_get_order_id (link));
  pl_statement_bind_text (statement, 12, payroc_link_get_description (link));
  pl_statement_bind_int (statement, 13, seen_at);
}

/* An upsert that returns the row makes SQLite keep copies of all pages it touches, in case it has to undo half of the
 * statement. So it is asked first, and each statement is plain. */
static gboolean
insert_row (PlConnection  *connection,
            const char    *account,
            PayrocLink    *link,
            gint64         seen_at,
            gboolean       older,
            gint64        *rowid,
            GError       **error)
{
  PlStatement *statement;

  /* The row will be the one after the last; -row is what pl_link_order_set() says of it. */
  statement = pl_link_table_prepare (connection,
                                     "INSERT INTO links (account, id, status, kind, charge_kind, amount, currency,"
                                     " created_on, expires_on, reference, order_id, description, seen_at, sequence)"
                                     " VALUES (" PL_LINK_ACCOUNT ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                     " iif (?, -1 - (SELECT ifnull (max (row), 0) FROM links), 0))",
                                     account, payroc_link_get_id (link), error);
  if (statement == NULL)
    return FALSE;

  bind_columns (statement, link, seen_at);
  pl_statement_bind_int (statement, 14, older);
  if (!pl_statement_run (statement, NULL, error))
    return FALSE;

  *rowid = pl_connection_last_id (connection);

  return TRUE;
}

/* What became of the money of a completed link is not Payroc's to say here. */
static gboolean
update_row (PlConnection  *connection,
            PayrocLink    *link,
            gint64         seen_at,
            gint64         rowid,
            GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "UPDATE links SET status = iif (?3 = 2 AND status > 4, status, ?3),"
                                     " kind = ?4, charge_kind = ?5, amount = ?6,"
                                     " currency = ?7, created_on = ?8, expires_on = ?9, reference = ?10,"
                                     " order_id = ?11, description = ?12, seen_at = ?13, missing_since = 0"
                                     " WHERE row = ?1",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, rowid);
  bind_columns (statement, link, seen_at);

  return pl_statement_run (statement, NULL, error);
}

static gboolean
put_document (PlConnection  *connection,
              const char    *sql,
              gint64         rowid,
              const char    *text,
              GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, rowid);
  pl_statement_bind_text (statement, 2, text);

  return pl_statement_run (statement, NULL, error);
}

static gboolean
add_link (PlConnection  *connection,
          const char    *account,
          PayrocLink    *link,
          const char    *text,
          gint64         seen_at,
          gboolean       older,
          gint64        *rowid,
          GError       **error)
{
  return insert_row (connection, account, link, seen_at, older, rowid, error)
         && put_document (connection, "INSERT INTO link_documents (row, document) VALUES (?1, ?2)", *rowid, text,
                          error);
}

static gboolean
change_link (PlConnection  *connection,
             PayrocLink    *link,
             const char    *text,
             gint64         seen_at,
             gint64         rowid,
             GError       **error)
{
  /* A refresh brings mostly what is there already: the same bytes are not written again. */
  static const char document_sql[] = "INSERT INTO link_documents (row, document) VALUES (?1, ?2)"
                                     " ON CONFLICT (row) DO UPDATE SET document = excluded.document"
                                     " WHERE document IS NOT excluded.document";

  return update_row (connection, link, seen_at, rowid, error)
         && pl_address_table_note (connection, rowid, payroc_link_get_payment_url (link), seen_at, error)
         && put_document (connection, document_sql, rowid, text, error);
}

/**
 * pl_link_table_put:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @link: a link
 * @seen_at: when Payroc said so, in microseconds since the epoch
 * @rowid_or_null: (out) (optional): the row's key
 * @error: return location for a #GError
 *
 * Adds a link, or writes over what was known of it. Its row id, recipients and counted payments stay, with what
 * pl_link_table_set_outcome() said, and an address that it had is kept in mind.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_put (PlConnection  *connection,
                   const char    *account,
                   PayrocLink    *link,
                   gint64         seen_at,
                   gint64        *rowid_or_null,
                   GError       **error)
{
  g_autofree char *text = NULL;
  PlStatement     *statement;
  gboolean         found;
  gint64           rowid = 0;

  g_return_val_if_fail (PAYROC_IS_LINK (link), FALSE);

  statement = pl_link_table_prepare (connection, PL_LINK_FIND_ROW, account, payroc_link_get_id (link), error);
  if (statement == NULL || !pl_statement_step (statement, &found, error))
    return FALSE;

  if (found)
    rowid = pl_statement_get_int (statement, 0);

  text = payroc_json_to_text (payroc_link_get_json (link));
  if (!(found ? change_link (connection, link, text, seen_at, rowid, error)
              : add_link (connection, account, link, text, seen_at, FALSE, &rowid, error)))
    return FALSE;

  if (rowid_or_null != NULL)
    *rowid_or_null = rowid;

  return TRUE;
}

/**
 * pl_link_table_was_put:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @since: microseconds since the epoch
 * @now: the time, likewise: what is later is from before somebody turned the clock back
 * @was_put: (out): whether something was learnt of the link since
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error; a link that is not there is none
 */
gboolean
pl_link_table_was_put (PlConnection  *connection,
                       const char    *account,
                       const char    *link_id,
                       gint64         since,
                       gint64         now,
                       gboolean      *was_put,
                       GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (was_put != NULL, FALSE);

  statement = pl_link_table_prepare (connection,
                                     "SELECT 1 FROM links WHERE account = " PL_LINK_ACCOUNT " AND id = ?2"
                                     " AND seen_at BETWEEN ?3 AND ?4",
                                     account, link_id, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 3, since);
  pl_statement_bind_int (statement, 4, now);

  return pl_statement_step (statement, was_put, error);
}

/* A time that has not come yet is from before somebody turned the clock back. */
static gboolean
is_between (gint64 time,
            gint64 asked_at,
            gint64 seen_at)
{
  return time >= asked_at && time <= seen_at;
}

/**
 * pl_link_table_merge:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @link: a link as Payroc has just described it
 * @asked_at: when Payroc was asked, in microseconds since the epoch
 * @seen_at: when it answered
 * @older: whether a link that is new here is older than those of its day that are not: see pl_link_order_set()
 * @merged: (out caller-allocates): what that changed
 * @error: return location for a #GError
 *
 * Does what pl_link_table_put() does, but writes nothing when all that is known already, or when something else was
 * learnt since @asked_at: that answer may have been given later than this one.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_merge (PlConnection  *connection,
                     const char    *account,
                     PayrocLink    *link,
                     gint64         asked_at,
                     gint64         seen_at,
                     gboolean       older,
                     PlLinkMerged  *merged,
                     GError       **error)
{
  g_autofree char *text = NULL;
  PlStatement     *statement;
  gboolean         found;
  gboolean         known = FALSE;

  g_return_val_if_fail (PAYROC_IS_LINK (link), FALSE);
  g_return_val_if_fail (merged != NULL, FALSE);

  *merged = (PlLinkMerged) { .before = PAYROC_LINK_STATUS_UNKNOWN };
  statement = pl_link_table_prepare (connection,
                                     "SELECT row, status, missing_since, document, seen_at FROM links"
                                     " LEFT JOIN link_documents USING (row)"
                                     " WHERE account = " PL_LINK_ACCOUNT " AND id = ?2",
                                     account, payroc_link_get_id (link), error);
  if (statement == NULL || !pl_statement_step (statement, &found, error))
    return FALSE;

  text = payroc_json_to_text (payroc_link_get_json (link));
  if (found)
    {
      merged->rowid = pl_statement_get_int (statement, 0);
      merged->before = (PayrocLinkStatus) pl_statement_get_int (statement, 1);
      known = is_between (pl_statement_get_int (statement, 4), asked_at, seen_at)
              || (pl_statement_get_int (statement, 2) == 0
                  && pl_document_is (statement, 3, payroc_link_get_json (link), text));
    }

  merged->added = !found;
  merged->changed = !known;

  if (known)
    return TRUE;

  return found ? change_link (connection, link, text, seen_at, merged->rowid, error)
               : add_link (connection, account, link, text, seen_at, older, &merged->rowid, error);
}

/**
 * pl_link_table_set_missing:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @asked_at: when Payroc was asked, in microseconds since the epoch
 * @now: when it said that it does not know the link
 * @error: return location for a #GError
 *
 * Marks a link as one that Payroc no longer knows, until it is put or merged again. The earliest time stands. Nothing
 * changes when something else was learnt since @asked_at, or the link is not there.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_set_missing (PlConnection  *connection,
                           const char    *account,
                           const char    *link_id,
                           gint64         asked_at,
                           gint64         now,
                           GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (now > 0, FALSE);

  statement = pl_link_table_prepare (connection,
                                     "UPDATE links SET missing_since = ?4"
                                     " WHERE account = " PL_LINK_ACCOUNT " AND id = ?2 AND missing_since = 0"
                                     " AND seen_at NOT BETWEEN ?3 AND ?4",
                                     account, link_id, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 3, asked_at);
  pl_statement_bind_int (statement, 4, now);

  return pl_statement_run (statement, NULL, error);
}
