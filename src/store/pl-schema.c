/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables and how each earlier version's file becomes today's. A step that was released is never edited again. */
#include "pl-schema.h"

#include "pl-store-error.h"

/* Numbers of enums are stored: PayrocLinkKind, PayrocLinkStatus, PayrocChargeKind, PayrocPaymentSource,
 * PayrocPaymentState, PlNoticeKind, PlHandOverWay, PlIntentKind and PlIntentState may grow at their end only. Times are
 * microseconds since the epoch, days are GDate's Julian days.
 *
 * links holds what lists sort, filter and search by, so that reading all of it reads little; the documents lie in a
 * table of their own. An account's number stands for its UUID in the rows that come by the hundred thousand.
 *
 * outbox and settings name their account without a foreign key: a row rescued from a damaged file
 * outlives an account that could not be read, and '' is everybody's in settings. */
static const char *const steps[] = {
  "CREATE TABLE accounts ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  name TEXT NOT NULL,"
  "  environment TEXT NOT NULL,"
  "  api_url TEXT,"
  "  identity_url TEXT,"
  "  terminal TEXT NOT NULL,"
  "  currency TEXT NOT NULL,"
  "  last_used INTEGER NOT NULL"
  ") STRICT;"

  "CREATE TABLE links ("
  "  row INTEGER PRIMARY KEY,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  id TEXT NOT NULL,"
  "  status INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  charge_kind INTEGER NOT NULL,"
  "  amount INTEGER NOT NULL,"
  "  currency TEXT NOT NULL,"
  "  created_on INTEGER NOT NULL,"
  "  expires_on INTEGER NOT NULL,"
  "  reference TEXT NOT NULL,"
  "  order_id TEXT,"
  "  description TEXT,"
  "  recipients TEXT,"
  "  paid_count INTEGER NOT NULL DEFAULT 0,"
  "  paid_amount INTEGER NOT NULL DEFAULT 0,"
  "  paid_currency TEXT,"
  "  paid_as_of INTEGER NOT NULL DEFAULT 0,"
  "  seen_at INTEGER NOT NULL,"
  "  UNIQUE (account, id)"
  ") STRICT;"
  /* Covers pl_link_key_table_list(): a list of 100,000 links is one walk over 4 MB, already in its order. */
  "CREATE INDEX links_newest ON links"
  "  (account, created_on DESC, row DESC, amount, expires_on, status, kind, charge_kind, currency);"
  "CREATE INDEX links_reference ON links (account, reference, created_on DESC, row DESC);"
  "CREATE INDEX links_status ON links (account, status, id);"

  "CREATE TABLE link_documents ("
  "  row INTEGER PRIMARY KEY REFERENCES links ON DELETE CASCADE,"
  "  document TEXT NOT NULL"
  ") STRICT;"

  "CREATE TABLE outbox ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  account TEXT NOT NULL,"
  "  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),"
  "  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5),"
  "  idempotency_key TEXT NOT NULL UNIQUE CHECK (length (idempotency_key) = 36),"
  "  link_id TEXT,"
  "  waits_for INTEGER,"
  "  body BLOB,"
  "  reference TEXT,"
  "  created_at INTEGER NOT NULL,"
  "  first_sent_at INTEGER NOT NULL,"
  "  next_attempt_at INTEGER NOT NULL,"
  "  finished_at INTEGER NOT NULL,"
  "  attempts INTEGER NOT NULL,"
  "  error TEXT,"
  "  result_id TEXT,"
  "  owner TEXT"
  ") STRICT;"
  "CREATE INDEX outbox_unfinished ON outbox (id) WHERE state NOT IN (3, 5);"
  "CREATE INDEX outbox_waits_for ON outbox (waits_for) WHERE waits_for IS NOT NULL;"

  "CREATE TABLE settings ("
  "  row INTEGER PRIMARY KEY,"
  "  account TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  value TEXT NOT NULL,"
  "  UNIQUE (account, name)"
  ") STRICT;"

  "CREATE TABLE sharing ("
  "  row INTEGER PRIMARY KEY,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  link_id TEXT NOT NULL,"
  "  id TEXT NOT NULL,"
  "  sent_at INTEGER NOT NULL,"
  "  document TEXT NOT NULL,"
  "  UNIQUE (account, link_id, id)"
  ") STRICT;"

  "CREATE TABLE payments ("
  "  row INTEGER PRIMARY KEY,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  link_id TEXT NOT NULL,"
  "  source INTEGER NOT NULL,"
  "  id TEXT NOT NULL,"
  "  paid_at INTEGER NOT NULL,"
  "  seen_at INTEGER NOT NULL,"
  "  document TEXT NOT NULL,"
  "  UNIQUE (account, link_id, source, id)"
  ") STRICT;"

  "CREATE TABLE people ("
  "  row INTEGER PRIMARY KEY,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  address TEXT NOT NULL," /* the e-mail address folded: what makes two of them one person */
  "  name TEXT NOT NULL,"
  "  email TEXT NOT NULL,"
  "  words TEXT NOT NULL,"   /* folded; a line feed before each place where typing may begin */
  "  link_id TEXT,"
  "  last_used INTEGER NOT NULL,"
  "  UNIQUE (account, address)"
  ") STRICT;"
  "CREATE INDEX people_last_used ON people (account, last_used DESC);",

  /* What Payroc no longer knows stays, but is not asked for at each refresh. */
  "ALTER TABLE links ADD COLUMN missing_since INTEGER NOT NULL DEFAULT 0;" /* 0: it is there */
  "DROP INDEX links_status;"
  "CREATE INDEX links_status ON links (account, status, missing_since, id);"

  /* An edit is sent only while the link is still what it was when the merchant began to change it. */
  "ALTER TABLE outbox ADD COLUMN base TEXT;"

  /* Addresses that no longer work: each change of a link for one payment makes one. */
  "CREATE TABLE link_addresses ("
  "  row INTEGER PRIMARY KEY,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  link_id TEXT NOT NULL,"
  "  address TEXT NOT NULL,"
  "  ended_at INTEGER NOT NULL,"
  "  UNIQUE (account, link_id, address)"
  ") STRICT;"

  /* An order number tells whose a payment of the terminal may be; what came in is added up without documents. */
  "CREATE INDEX links_order ON links (account, order_id) WHERE order_id IS NOT NULL;"
  "CREATE INDEX links_used ON links (account, seen_at) WHERE kind = 1 AND status = 2 AND paid_as_of < seen_at;"
  "CREATE INDEX links_many ON links (account, row) WHERE kind = 2;"
  "ALTER TABLE payments ADD COLUMN state INTEGER;" /* PayrocPaymentState; NULL: version 1 wrote only the document */
  "ALTER TABLE payments ADD COLUMN income INTEGER;"
  "ALTER TABLE payments ADD COLUMN currency TEXT;"
  "CREATE INDEX payments_id ON payments (account, source, id);"
  "CREATE INDEX payments_paid_at ON payments (account, paid_at, state, income, currency);"

  /* Payments of the terminal whose link is not known: first the links for one payment of that order number are asked
   * whether it is theirs, then those for many payments. Links with a row up to next_… are still to be asked. */
  "CREATE TABLE unplaced_payments ("
  "  row INTEGER PRIMARY KEY,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  source INTEGER NOT NULL,"
  "  id TEXT NOT NULL,"
  "  currency TEXT,"         /* NULL: not known */
  "  order_id TEXT,"
  "  seen_at INTEGER NOT NULL,"
  "  next_order INTEGER NOT NULL,"
  "  next_link INTEGER,"     /* NULL: all were asked, it is no link's */
  "  UNIQUE (account, source, id)"
  ") STRICT;"
  "CREATE INDEX unplaced_payments_open ON unplaced_payments (account, next_link) WHERE next_link IS NOT NULL;"
  "CREATE VIEW unplaced_candidates AS"
  "  SELECT payment.account, payment.row AS payment, source, link.row AS link, link.id AS link_id, 1 AS by_order"
  "  FROM unplaced_payments AS payment JOIN links AS link"
  "    ON link.account = payment.account AND link.order_id = payment.order_id AND link.row <= next_order"
  "  WHERE next_link IS NOT NULL AND kind = 1"
  "  UNION ALL"
  "  SELECT payment.account, payment.row, source, link.row, link.id, 0"
  "  FROM unplaced_payments AS payment JOIN links AS link"
  "    ON link.account = payment.account AND kind = 2 AND link.row <= next_link"
  "  WHERE status <> 4 AND missing_since = 0 AND link.currency = ifnull (payment.currency, link.currency);"

  /* What the merchant is told once, also when Paylinks is killed in between. */
  "CREATE TABLE notices ("
  "  row INTEGER PRIMARY KEY,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL,"
  "  subject TEXT NOT NULL," /* what there is one notice about: a payment, a link and its last day */
  "  link_id TEXT NOT NULL,"
  "  amount INTEGER,"
  "  currency TEXT,"
  "  payer TEXT,"
  "  noticed_at INTEGER NOT NULL,"
  "  shown_at INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (account, kind, subject)"
  ") STRICT;"
  "CREATE INDEX notices_due ON notices (account, row) WHERE shown_at = 0;"

  /* Intents that were asked for in one go; their rows name it. Without a foreign key too: a rescued row is sent. */
  "CREATE TABLE batches ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  account TEXT NOT NULL,"
  "  key TEXT NOT NULL UNIQUE CHECK (length (key) = 36),"
  "  name TEXT,"
  "  created_at INTEGER NOT NULL,"
  "  paused INTEGER NOT NULL CHECK (paused IN (0, 1)),"
  "  closed_at INTEGER NOT NULL"
  ") STRICT;"
  "ALTER TABLE outbox ADD COLUMN batch INTEGER;"
  "ALTER TABLE outbox ADD COLUMN place INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX outbox_batch ON outbox (batch, state) WHERE batch IS NOT NULL;"
  /* What is due is found without reading what is not: ten thousand rows that wait cost no more than ten. */
  "CREATE INDEX outbox_turns ON outbox (account, batch, id) WHERE state NOT IN (3, 5);"
  "CREATE INDEX outbox_link ON outbox (link_id, id) WHERE state NOT IN (3, 5) AND link_id IS NOT NULL;"
  "CREATE INDEX outbox_sending ON outbox (account) WHERE state = 1;"

  /* A day is all that Payroc says of when a link was made. On one day the row seen last is the newest, but for those
   * that came in a list of the newest first: there it is -row, and the first of them is the newest. */
  "ALTER TABLE links ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;"
  "DROP INDEX links_newest;"
  "CREATE INDEX links_newest ON links"
  "  (account, created_on DESC, sequence DESC, row DESC, amount, expires_on, status, kind, charge_kind, currency);"

  /* What a list shows, under a name. A number is never given again, so that a deleted view can be put back. */
  "CREATE TABLE views ("
  "  row INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  name TEXT NOT NULL,"
  "  criteria TEXT NOT NULL,"
  "  UNIQUE (account, name)"
  ") STRICT;",

  /* What is outstanding and what ends soon, whatever the number of links that are done with; the last two are the same
   * in all its rows, but without them SQLite would look into the table. */
  "CREATE INDEX links_ending ON links"
  "  (account, expires_on, row, kind, charge_kind, currency, amount, status, missing_since)"
  "  WHERE status = 1 AND missing_since = 0;"

  /* What a new link begins with, under a name. Where a damaged file is read page by page, a row is known by the types
   * of its columns: these are no other table's. */
  "CREATE TABLE templates ("
  "  row INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  saved_at INTEGER NOT NULL,"
  "  name TEXT NOT NULL,"
  "  document TEXT NOT NULL,"
  "  UNIQUE (account, name)"
  ") STRICT;"

  /* What an intent is known by to whoever may ask for it again: a row of a table that is imported twice. */
  "ALTER TABLE outbox ADD COLUMN origin TEXT;"
  "CREATE INDEX outbox_origin ON outbox (account, kind, origin) WHERE origin IS NOT NULL;"

  /* What a batch does, and with how many links: a finished one tells of itself long after. */
  "ALTER TABLE batches ADD COLUMN deed INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE batches ADD COLUMN n_links INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE batches ADD COLUMN last_day INTEGER NOT NULL DEFAULT 0;"

  /* What left in another way than by Payroc's e-mail, and the address of then: paper does not change with the link. */
  "CREATE TABLE hand_overs ("
  "  row INTEGER PRIMARY KEY,"
  "  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,"
  "  link_id TEXT NOT NULL,"
  "  way INTEGER NOT NULL," /* PlHandOverWay */
  "  address TEXT NOT NULL,"
  "  handed_at INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX hand_overs_link ON hand_overs (account, link_id);",
};

guint
pl_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

gboolean
pl_schema_read_version (PlConnection  *connection,
                        guint         *version,
                        GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, "PRAGMA user_version", error);
  gboolean     row;

  if (statement == NULL || !pl_statement_step (statement, &row, error))
    return FALSE;

  /* SQLite keeps a signed number; a negative one was never ours and is refused like one of the future. */
  *version = (guint) pl_statement_get_int (statement, 0);

  return pl_statement_run (statement, NULL, error);
}

gboolean
pl_schema_run_steps (PlConnection       *connection,
                     const char *const  *list,
                     guint               version,
                     GError            **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", version);
  guint            found;

  if (!pl_connection_begin (connection, error))
    return FALSE;

  if (!pl_schema_read_version (connection, &found, error))
    goto undo;

  for (; found < version; found++)
    {
      if (!pl_connection_exec (connection, list[found], error))
        goto undo;
    }

  if (pl_connection_exec (connection, mark, error))
    return pl_connection_commit (connection, error);

undo:
  pl_connection_rollback (connection);
  return FALSE;
}

gboolean
pl_schema_upgrade (PlConnection  *connection,
                   guint          version,
                   GError       **error)
{
  g_return_val_if_fail (version <= pl_schema_get_version (), FALSE);

  return pl_schema_run_steps (connection, steps, version, error);
}
