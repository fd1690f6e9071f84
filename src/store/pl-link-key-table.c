/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the narrow columns of links only: an index covers the keys, and the documents lie in a table of their own. */
#include "pl-link-key-table.h"

#include <string.h>

#include "payroc/links/payroc-link-draft.h"
#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-enums.h"
#include "pl-store-error.h"

#define ACCOUNT     "(SELECT number FROM accounts WHERE id = ?1)"
#define KEY_COLUMNS "row, amount, created_on, expires_on, status, kind, charge_kind, currency, sequence"
#define N_KEY_COLUMNS 9
#define STATUS_COLUMN 4
/* A customer who complains reads out, or sends, the address they hold: it may be one that the link no longer has. Few
 * links have one, and it is a third of the price of reading all links to ask of each. */
#define TEXT_COLUMNS \
  "reference, order_id, description, recipients, id," \
  " iif (id IN (SELECT link_id FROM link_addresses), (SELECT group_concat (address, ' ') FROM link_addresses AS old" \
  "   WHERE old.account = links.account AND old.link_id = links.id), NULL)"
#define N_TEXT_COLUMNS 6
/* A link for one payment says it with its state. */
#define REFUNDED_COUNT \
  "iif (kind = 2, (SELECT count (*) FROM payments WHERE payments.account = links.account" \
  " AND link_id = links.id AND state = 7), 0)"
/* The last payment that made the link's state what it is. An open link has none to tell of: until when it works is more
 * to whoever looks, and one for many payments may have thousands. */
#define PAID_AT \
  "iif (status = 1, 0, (SELECT max (paid_at) FROM payments WHERE payments.account = links.account" \
  " AND link_id = links.id" \
  " AND state = CASE status WHEN 5 THEN 7 WHEN 7 THEN 6 WHEN 8 THEN 5 WHEN 9 THEN 3 WHEN 10 THEN 2 WHEN 13 THEN 4" \
  " ELSE 1 END))"

/* As stored: see pl-schema.c. */
G_STATIC_ASSERT (PAYROC_LINK_KIND_MULTI_USE == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_ACTIVE == 1);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_REFUNDED == 5);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_RETURNED == 7);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_REVERSED == 8);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_HELD == 9);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_PENDING == 10);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_DECLINED == 13);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_PAID == 1);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_PENDING == 2);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_HELD == 3);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_DECLINED == 4);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_REVERSED == 5);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_RETURNED == 6);
G_STATIC_ASSERT (PAYROC_PAYMENT_STATE_REFUNDED == 7);

/* It changes with the list of currencies, so it is never stored. */
static guint8
find_currency_index (const char *code)
{
  int index = payroc_currency_find (code);

  return index >= 0 && index < G_MAXUINT8 ? (guint8) index : G_MAXUINT8;
}

static void
read_key (PlStatement *statement,
          PlLinkKey   *key)
{
  key->rowid = pl_statement_get_int (statement, 0);
  key->amount = pl_statement_get_int (statement, 1);
  key->created_on = (gint32) pl_statement_get_int (statement, 2);
  key->expires_on = (gint32) pl_statement_get_int (statement, 3);
  key->status = (guint8) pl_statement_get_int (statement, STATUS_COLUMN);
  key->kind = (guint8) pl_statement_get_int (statement, 5);
  key->charge_kind = (guint8) pl_statement_get_int (statement, 6);
  key->currency_index = find_currency_index (pl_statement_get_text (statement, 7));
  key->sequence = (gint32) pl_statement_get_int (statement, 8);
}

static void
append_number (GString    *text,
               const char *number,
               gsize       length)
{
  g_string_append_c (text, PL_LINK_TEXT_NUMBER);
  g_string_append_len (text, number, (gssize) length);
}

/* Whole, and from where the part begins that no other address has: that is what somebody reads out. */
static void
append_addresses (GString    *text,
                  const char *addresses)
{
  while (*addresses != '\0')
    {
      gsize       length = strcspn (addresses, " ");
      const char *own = addresses + length;

      while (own > addresses && own[-1] != '=' && own[-1] != '/')
        own--;

      append_number (text, addresses, length);
      if (own > addresses && own < addresses + length)
        append_number (text, own, (gsize) (addresses + length - own));
      addresses += length + (addresses[length] == ' ' ? 1 : 0);
    }
}

/* What people wrote, then what machines made up. */
static void
read_text (PlStatement *statement,
           int          first_column,
           GString     *text)
{
  const char *reference = pl_statement_get_text (statement, first_column);
  const char *order_id = pl_statement_get_text (statement, first_column + 1);
  const char *description = pl_statement_get_text (statement, first_column + 2);
  const char *recipients = pl_statement_get_text (statement, first_column + 3);
  const char *id = pl_statement_get_text (statement, first_column + 4);
  const char *addresses = pl_statement_get_text (statement, first_column + 5);
  gboolean    suggested = order_id != NULL && payroc_link_draft_did_suggest (order_id);

  g_string_assign (text, reference != NULL ? reference : "");
  g_string_append_c (text, '\n');
  if (order_id != NULL && !suggested)
    g_string_append (text, order_id);
  g_string_append_c (text, '\n');
  if (description != NULL)
    g_string_append (text, description);
  g_string_append_c (text, '\n');
  if (recipients != NULL)
    g_string_append (text, recipients);

  if (suggested)
    append_number (text, order_id, strlen (order_id));
  if (id != NULL)
    append_number (text, id, strlen (id));
  if (addresses != NULL)
    append_addresses (text, addresses);
}

/**
 * pl_link_key_table_list:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @limit: how many at most; 0 for all
 * @error: return location for a #GError
 *
 * Newest first means by the day Payroc names, and on one day the one first seen last, unless
 * pl_link_order_set() said otherwise.
 *
 * Returns: (transfer full) (nullable) (element-type PlLinkKey): the keys
 */
GArray *
pl_link_key_table_list (PlConnection  *connection,
                        const char    *account,
                        guint          limit,
                        GError       **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PlLinkKey));
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection,
                                     "SELECT " KEY_COLUMNS " FROM links"
                                     " WHERE account = " ACCOUNT " ORDER BY created_on DESC, sequence DESC, row DESC"
                                     " LIMIT ?2",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, limit > 0 ? (gint64) limit : -1);

  while (TRUE)
    {
      PlLinkKey key;

      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (!found)
        return g_steal_pointer (&keys);

      read_key (statement, &key);
      g_array_append_val (keys, key);
    }
}

/**
 * pl_link_key_table_read:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @open_from: 0 for all links; a Julian day for those only that are open at Payroc and do not end before it
 * @func: (scope call): called on the worker for each link, by rowid
 * @user_data: for @func
 * @error: return location for a #GError
 *
 * Reads the keys of all links and what a list searches of them. First what people wrote, a line each, an empty one for
 * what is missing: reference, order id, description, recipients. Then, each behind a %PL_LINK_TEXT_NUMBER, what
 * machines made up: an order id that the merchant left to Paylinks, the link's id, addresses that it no longer has.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_key_table_read (PlConnection     *connection,
                        const char       *account,
                        gint32            open_from,
                        PlLinkReadFunc    func,
                        gpointer          user_data,
                        GError          **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (func != NULL, FALSE);

  /* The unary + keeps SQLite from walking an index that is in another order, and from sorting afterwards. Those that
   * are open are few among many: there is an index of them. */
  statement = pl_connection_prepare (connection,
                                     open_from == 0
                                       ? "SELECT " KEY_COLUMNS ", " TEXT_COLUMNS " FROM links"
                                         " WHERE +account = " ACCOUNT " ORDER BY row"
                                       : "SELECT " KEY_COLUMNS ", " TEXT_COLUMNS " FROM links INDEXED BY links_ending"
                                         " WHERE account = " ACCOUNT " AND status = 1 AND missing_since = 0"
                                         " AND expires_on >= ?2 ORDER BY row",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  if (open_from != 0)
    pl_statement_bind_int (statement, 2, open_from);

  while (TRUE)
    {
      PlLinkKey key;

      if (!pl_statement_step (statement, &found, error))
        return FALSE;

      if (!found)
        return TRUE;

      read_key (statement, &key);
      read_text (statement, N_KEY_COLUMNS, text);
      func (&key, text->str, text->len, user_data);
    }
}

/**
 * pl_link_key_table_get:
 * @connection: the worker's connection
 * @rowid: a row's key
 * @key: (out caller-allocates) (optional): what it is sorted and filtered by
 * @text: (out) (optional): what is searched of it, as pl_link_key_table_read() hands it out
 * @paid: (out) (optional): how many payments were counted, and what became of the money
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_key_table_get (PlConnection  *connection,
                       gint64         rowid,
                       PlLinkKey     *key,
                       char         **text,
                       PlLinkPaid    *paid,
                       GError       **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection,
                                     "SELECT " KEY_COLUMNS ", " TEXT_COLUMNS ", paid_count, " REFUNDED_COUNT ","
                                     " paid_amount, paid_currency, " PAID_AT
                                     " FROM links WHERE row = ?",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, rowid);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error_literal (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND, "There is no such link");
      return FALSE;
    }

  if (key != NULL)
    read_key (statement, key);
  if (paid != NULL)
    {
      const char *currency = pl_statement_get_text (statement, N_KEY_COLUMNS + N_TEXT_COLUMNS + 3);

      *paid = (PlLinkPaid) {
        .n_paid = (guint) pl_statement_get_int (statement, N_KEY_COLUMNS + N_TEXT_COLUMNS),
        .n_refunded = (guint) pl_statement_get_int (statement, N_KEY_COLUMNS + N_TEXT_COLUMNS + 1),
        .paid_at = pl_statement_get_int (statement, N_KEY_COLUMNS + N_TEXT_COLUMNS + 4),
        .status = (guint8) pl_statement_get_int (statement, STATUS_COLUMN),
      };
      if (currency != NULL)
        payroc_money_init (&paid->came_in, pl_statement_get_int (statement, N_KEY_COLUMNS + N_TEXT_COLUMNS + 2),
                           currency);
    }
  if (text != NULL)
    {
      read_text (statement, N_KEY_COLUMNS, lines);
      *text = g_strdup (lines->str);
    }

  return TRUE;
}

/**
 * pl_link_key_table_count:
 * @connection: a connection
 * @account: an account's UUID
 * @count: (out): how many links of it are stored
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_key_table_count (PlConnection  *connection,
                         const char    *account,
                         guint         *count,
                         GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection, "SELECT count (*) FROM links WHERE account = " ACCOUNT, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *count = (guint) pl_statement_get_int (statement, 0);

  return TRUE;
}
