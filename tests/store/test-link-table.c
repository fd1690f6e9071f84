/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of links: documents there and back, what stays when a link comes again, and the keys of a list. */
#include "payroc/money/payroc-currency.h"
#include "store/pl-account-table.h"
#include "store/pl-link-key-table.h"
#include "store/pl-link-table.h"
#include "store/pl-outbox-table.h"
#include "support/store-fixture.h"
#include "support/store-plan.h"

#define SEEN G_GINT64_CONSTANT (1792000000000000)

static PayrocLink *
make_link (const char *format,
           ...) G_GNUC_PRINTF (1, 2);

static PayrocLink *
make_link (const char *format,
           ...)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *text = NULL;
  PayrocLink          *link;
  va_list              arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  node = json_from_string (text, &error);
  g_assert_no_error (error);
  link = payroc_link_new_from_json (node, &error);
  g_assert_no_error (error);

  return link;
}

#define FULL \
  "{\"type\":\"singleUse\",\"paymentLinkId\":\"CKHP6VVWYT\",\"merchantReference\":\"LinkRef7654\"," \
  "\"order\":{\"orderId\":\"OrderRef7654\",\"description\":\"Large Pepperoni Pizza\"," \
  "\"charge\":{\"type\":\"preset\",\"amount\":%d,\"currency\":\"JPY\"}},\"authType\":\"sale\"," \
  "\"paymentMethods\":[\"card\"],\"status\":\"%s\",\"createdOn\":\"2024-07-02\",\"expiresOn\":\"2024-08-02\"," \
  "\"unheardOf\":{\"deep\":[1,2.5,null,\"é\"]}}"
#define BARE "{\"type\":\"multiUse\",\"paymentLinkId\":\"%s\",\"createdOn\":\"2024-07-0%d\"}"

static gint64
put (PlConnection *connection,
     PayrocLink   *link)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (PayrocLink) owned = link;
  gint64                 rowid = 0;

  g_assert_true (pl_link_table_put (connection, STORE_FIXTURE_ACCOUNT, owned, SEEN, &rowid, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rowid, >, 0);

  return rowid;
}

static gboolean
round_trip_work (PlConnection  *connection,
                 gpointer       data,
                 GError       **error)
{
  g_autoptr (PayrocLink) link = make_link (FULL, 4999, "active");
  g_autoptr (PayrocLink) back = NULL;
  g_autoptr (PayrocLink) by_rowid = NULL;
  g_autofree char       *expected = json_to_string (payroc_link_get_json (link), FALSE);
  g_autofree char       *found = NULL;
  g_autofree char       *found_by_rowid = NULL;
  gint64                 rowid;

  rowid = put (connection, g_object_ref (link));

  back = pl_link_table_get (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", error);
  g_assert_no_error (*error);
  found = json_to_string (payroc_link_get_json (back), FALSE);
  g_assert_cmpstr (found, ==, expected);

  by_rowid = pl_link_table_get_by_rowid (connection, rowid, error);
  g_assert_no_error (*error);
  found_by_rowid = json_to_string (payroc_link_get_json (by_rowid), FALSE);
  g_assert_cmpstr (found_by_rowid, ==, expected);
  g_assert_cmpint (pl_link_table_find_rowid (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", error), ==, rowid);
  g_assert_no_error (*error);

  return TRUE;
}

static void
test_round_trip (StoreFixture  *fixture,
                 gconstpointer  data)
{
  store_write (fixture->database, round_trip_work, NULL);
}

static void
assert_not_found (GError **error)
{
  g_assert_error (*error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND);
  g_clear_error (error);
}

static gboolean
not_found_work (PlConnection  *connection,
                gpointer       data,
                GError       **error)
{
  g_autoptr (GPtrArray) none = NULL;
  g_autofree char      *currency = NULL;
  guint                 count;
  gint64                amount;
  gint64                as_of;

  put (connection, make_link (FULL, 1, "active"));

  for (guint i = 0; i < 2; i++)
    {
      const char *account = i == 0 ? STORE_FIXTURE_ACCOUNT : "another";
      const char *id = i == 0 ? "NOBODY" : "CKHP6VVWYT";

      g_assert_null (pl_link_table_get (connection, account, id, error));
      assert_not_found (error);
      g_assert_cmpint (pl_link_table_find_rowid (connection, account, id, error), ==, 0);
      assert_not_found (error);
      g_assert_false (pl_link_table_set_recipients (connection, account, id, "x", error));
      assert_not_found (error);
      g_assert_false (pl_link_table_set_paid (connection, account, id, 1, 1, "USD", SEEN, error));
      assert_not_found (error);
      g_assert_false (pl_link_table_get_paid (connection, account, id, &count, &amount, &currency, &as_of, error));
      assert_not_found (error);
    }

  g_assert_null (pl_link_table_get_by_rowid (connection, 4711, error));
  assert_not_found (error);

  none = pl_link_table_find_by_reference (connection, STORE_FIXTURE_ACCOUNT, "linkref7654", error);
  g_assert_no_error (*error);
  g_assert_cmpuint (none->len, ==, 0);

  return TRUE;
}

static void
test_not_found (StoreFixture  *fixture,
                gconstpointer  data)
{
  store_write (fixture->database, not_found_work, NULL);
}

static gboolean
unknown_account_work (PlConnection  *connection,
                      gpointer       data,
                      GError       **error)
{
  g_autoptr (PayrocLink) link = make_link (FULL, 1, "active");

  return pl_link_table_put (connection, "nobody", link, SEEN, NULL, error);
}

static void
test_unknown_account (StoreFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store_run (fixture->database, PL_DATABASE_WRITE, unknown_account_work, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
}

/* The link comes again, changed: same row, new columns, and what Payroc does not know stays. */
static gboolean
again_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  g_autoptr (PayrocLink) back = NULL;
  g_autoptr (GArray)     keys = NULL;
  g_autofree char       *currency = NULL;
  g_autofree char       *currency_before = NULL;
  guint                  count = 99;
  gint64                 amount = 99;
  gint64                 as_of = 99;
  gint64                 rowid = put (connection, make_link (FULL, 4999, "active"));

  g_assert_true (pl_link_table_get_paid (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", &count, &amount,
                                         &currency_before, &as_of, error));
  g_assert_cmpuint (count, ==, 0);
  g_assert_cmpint (amount, ==, 0);
  g_assert_null (currency_before);
  g_assert_cmpint (as_of, ==, 0);

  g_assert_true (pl_link_table_set_paid (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", 2, 9998, "JPY", SEEN, error));
  g_assert_true (pl_link_table_set_recipients (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", "Sarah", error));
  g_assert_cmpint (put (connection, make_link (FULL, 5000, "completed")), ==, rowid);

  back = pl_link_table_get (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", error);
  g_assert_cmpint (payroc_link_get_amount (back)->minor, ==, 5000);
  keys = pl_link_key_table_list (connection, STORE_FIXTURE_ACCOUNT, 0, error);
  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_cmpint (g_array_index (keys, PlLinkKey, 0).status, ==, PAYROC_LINK_STATUS_COMPLETED);
  g_assert_cmpint (g_array_index (keys, PlLinkKey, 0).amount, ==, 5000);

  g_assert_true (pl_link_table_get_paid (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", &count, &amount, &currency,
                                         &as_of, error));
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpint (amount, ==, 9998);
  g_assert_cmpstr (currency, ==, "JPY");
  g_assert_cmpint (as_of, ==, SEEN);
  g_assert_no_error (*error);

  return TRUE;
}

static PayrocLinkStatus
find_status (PlConnection  *connection,
             GError       **error)
{
  g_autoptr (GArray) keys = pl_link_key_table_list (connection, STORE_FIXTURE_ACCOUNT, 0, error);
  PlLinkPaid         paid;

  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_true (pl_link_key_table_get (connection, g_array_index (keys, PlLinkKey, 0).rowid, NULL, NULL, &paid,
                                        error));
  g_assert_cmpint (paid.status, ==, g_array_index (keys, PlLinkKey, 0).status);

  return (PayrocLinkStatus) paid.status;
}

/* What became of the money stays while Payroc calls the link completed, and is nothing of any other link. */
static gboolean
refund (PlConnection  *connection,
        gpointer       data,
        GError       **error)
{
  put (connection, make_link (FULL, 4999, "active"));
  g_assert_true (pl_link_table_set_outcome (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT",
                                            PAYROC_LINK_STATUS_REFUNDED, error));
  g_assert_cmpint (find_status (connection, error), ==, PAYROC_LINK_STATUS_ACTIVE);

  put (connection, make_link (FULL, 4999, "completed"));
  g_assert_cmpint (find_status (connection, error), ==, PAYROC_LINK_STATUS_COMPLETED);
  for (PayrocLinkStatus status = PAYROC_LINK_STATUS_REFUNDED; status <= PAYROC_LINK_STATUS_DECLINED; status++)
    {
      g_assert_true (pl_link_table_set_outcome (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", status, error));
      g_assert_cmpint (find_status (connection, error), ==, status);
      put (connection, make_link (FULL, 5000, "completed"));
      g_assert_cmpint (find_status (connection, error), ==, status);
    }

  g_assert_true (pl_link_table_set_outcome (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT",
                                            PAYROC_LINK_STATUS_COMPLETED, error));
  g_assert_cmpint (find_status (connection, error), ==, PAYROC_LINK_STATUS_COMPLETED);
  g_assert_true (pl_link_table_set_outcome (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT",
                                            PAYROC_LINK_STATUS_REFUNDED, error));
  put (connection, make_link (FULL, 5000, "active"));
  g_assert_cmpint (find_status (connection, error), ==, PAYROC_LINK_STATUS_ACTIVE);
  g_assert_no_error (*error);

  return TRUE;
}

static void
test_refund (StoreFixture  *fixture,
             gconstpointer  data)
{
  store_write (fixture->database, refund, NULL);
}

static void
test_again (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_write (fixture->database, again_work, NULL);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT recipients = 'Sarah' FROM links"), ==, 1);
}

static guint32
julian (GDateYear  year,
        GDateMonth month,
        GDateDay   day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);

  return g_date_get_julian (&date);
}

static gboolean
keys_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GArray) few = NULL;
  g_autoptr (GArray) none = NULL;
  gint64 rows[5];
  const PlLinkKey *key;

  rows[0] = put (connection, make_link (BARE, "OLD", 1));
  rows[1] = put (connection, make_link (FULL, 4999, "deactivated"));
  rows[2] = put (connection, make_link (BARE, "SAMEDAY", 2));
  rows[3] = put (connection, make_link (BARE, "NEW", 3));
  rows[4] = put (connection, make_link ("{\"type\":\"?\",\"paymentLinkId\":\"ODD\",\"order\":{\"charge\":"
                                        "{\"type\":\"prompt\",\"currency\":\"XXX\"}}}"));

  keys = pl_link_key_table_list (connection, STORE_FIXTURE_ACCOUNT, 0, error);
  g_assert_no_error (*error);
  g_assert_cmpuint (keys->len, ==, 5);

  key = &g_array_index (keys, PlLinkKey, 0);
  g_assert_cmpint (key->rowid, ==, rows[3]);
  g_assert_cmpint (key->created_on, ==, julian (2024, G_DATE_JULY, 3));
  g_assert_cmpint (key->expires_on, ==, G_MAXINT32);
  g_assert_cmpint (key->amount, ==, -1);
  g_assert_cmpint (key->status, ==, PAYROC_LINK_STATUS_UNKNOWN);
  g_assert_cmpint (key->kind, ==, PAYROC_LINK_KIND_MULTI_USE);
  g_assert_cmpint (key->currency_index, ==, G_MAXUINT8);

  /* On one day, the one first seen last comes first. */
  g_assert_cmpint (g_array_index (keys, PlLinkKey, 1).rowid, ==, rows[2]);
  key = &g_array_index (keys, PlLinkKey, 2);
  g_assert_cmpint (key->rowid, ==, rows[1]);
  g_assert_cmpint (key->created_on, ==, julian (2024, G_DATE_JULY, 2));
  g_assert_cmpint (key->expires_on, ==, julian (2024, G_DATE_AUGUST, 2));
  g_assert_cmpint (key->amount, ==, 4999);
  g_assert_cmpint (key->status, ==, PAYROC_LINK_STATUS_DEACTIVATED);
  g_assert_cmpint (key->kind, ==, PAYROC_LINK_KIND_SINGLE_USE);
  g_assert_cmpint (key->charge_kind, ==, PAYROC_CHARGE_KIND_PRESET);
  g_assert_cmpstr (payroc_currency_get_codes ()[key->currency_index], ==, "JPY");

  g_assert_cmpint (g_array_index (keys, PlLinkKey, 3).rowid, ==, rows[0]);
  key = &g_array_index (keys, PlLinkKey, 4);
  g_assert_cmpint (key->rowid, ==, rows[4]);
  g_assert_cmpint (key->created_on, ==, 0);
  g_assert_cmpint (key->kind, ==, PAYROC_LINK_KIND_UNKNOWN);

  few = pl_link_key_table_list (connection, STORE_FIXTURE_ACCOUNT, 2, error);
  g_assert_cmpuint (few->len, ==, 2);
  g_assert_cmpint (g_array_index (few, PlLinkKey, 0).rowid, ==, rows[3]);
  none = pl_link_key_table_list (connection, "another", 0, error);
  g_assert_cmpuint (none->len, ==, 0);

  return TRUE;
}

static void
test_keys (StoreFixture  *fixture,
           gconstpointer  data)
{
  store_write (fixture->database, keys_work, NULL);
}

static void
append_search_cb (const PlLinkKey *key,
                  const char      *text,
                  gsize            length,
                  gpointer         user_data)
{
  GString *all = user_data;

  g_assert_cmpuint (strlen (text), ==, length);
  g_string_append_printf (all, "[%s]", text);
}

static gboolean
search_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  g_autoptr (GString)   all = g_string_new (NULL);
  g_autoptr (GPtrArray) active = NULL;
  g_autoptr (GPtrArray) unknown = NULL;
  g_autoptr (GPtrArray) referred = NULL;

  put (connection, make_link (FULL, 1, "active"));
  put (connection, make_link (BARE, "SECOND", 1));
  put (connection, make_link (BARE, "FIRST", 1));
  g_assert_true (pl_link_table_set_recipients (connection, STORE_FIXTURE_ACCOUNT, "SECOND", "Sarah\nBob", error));

  g_assert_true (pl_link_key_table_read (connection, STORE_FIXTURE_ACCOUNT, 0, append_search_cb, all, error));
  g_assert_no_error (*error);
  g_assert_cmpstr (all->str, ==,
                   "[LinkRef7654\nOrderRef7654\nLarge Pepperoni Pizza\n\001CKHP6VVWYT]"
                   "[\n\n\nSarah\nBob\001SECOND]"
                   "[\n\n\n\001FIRST]");

  g_assert_true (pl_link_table_list_ids (connection, STORE_FIXTURE_ACCOUNT, PAYROC_LINK_STATUS_ACTIVE, &active, error));
  g_assert_cmpuint (active->len, ==, 1);
  g_assert_cmpstr (active->pdata[0], ==, "CKHP6VVWYT");
  g_assert_true (pl_link_table_list_ids (connection, STORE_FIXTURE_ACCOUNT, PAYROC_LINK_STATUS_UNKNOWN, &unknown,
                                         error));
  g_assert_cmpuint (unknown->len, ==, 2);
  g_assert_cmpstr (unknown->pdata[0], ==, "FIRST");

  referred = pl_link_table_find_by_reference (connection, STORE_FIXTURE_ACCOUNT, "LinkRef7654", error);
  g_assert_cmpuint (referred->len, ==, 1);
  g_assert_cmpstr (payroc_link_get_id (referred->pdata[0]), ==, "CKHP6VVWYT");

  return TRUE;
}

static void
test_search (StoreFixture  *fixture,
             gconstpointer  data)
{
  store_write (fixture->database, search_work, NULL);
}

/* A document that somebody else scribbled over: an error about that row, no crash, and the next opening looks
 * closely. */
static gboolean
damaged_document_work (PlConnection  *connection,
                       gpointer       data,
                       GError       **error)
{
  g_autoptr (PayrocLink) link = pl_link_table_get (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", error);

  return link != NULL;
}

static gboolean
put_full_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  put (connection, make_link (FULL, 1, "active"));

  return TRUE;
}

static void
test_damaged_document (StoreFixture  *fixture,
                       gconstpointer  data)
{
  static const char *const documents[] = { "", "{", "null", "{\"type\":1}", "[]" };

  store_write (fixture->database, put_full_work, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *sql = g_strdup_printf ("UPDATE link_documents SET document = '%s'", documents[i]);

      store_exec (fixture->database, sql);
      g_assert_false (store_run (fixture->database, PL_DATABASE_READ, damaged_document_work, NULL, &error));
      g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED);
    }
}

static void
ignore_search_cb (const PlLinkKey *key,
                  const char      *text,
                  gsize            length,
                  gpointer         user_data)
{
}

/* Every question that a list asks, so that the connection has its statements. */
static void
ask_everything (PlConnection  *connection,
                GError       **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) intents = NULL;

  put (connection, make_link (FULL, 1, "active"));
  g_array_unref (pl_link_key_table_list (connection, STORE_FIXTURE_ACCOUNT, 0, error));
  pl_link_key_table_read (connection, STORE_FIXTURE_ACCOUNT, 0, ignore_search_cb, NULL, error);
  pl_link_table_list_ids (connection, STORE_FIXTURE_ACCOUNT, PAYROC_LINK_STATUS_ACTIVE, &ids, error);
  g_ptr_array_unref (pl_link_table_find_by_reference (connection, STORE_FIXTURE_ACCOUNT, "x", error));
  g_object_unref (pl_link_table_get (connection, STORE_FIXTURE_ACCOUNT, "CKHP6VVWYT", error));
  intents = pl_outbox_table_list (connection, STORE_FIXTURE_ACCOUNT, FALSE, error);
  pl_outbox_table_set_link (connection, 1, "x", error);
  g_assert_no_error (*error);
}

/* What keeps 100,000 links fast: each question is answered by the index made for it, without sorting. */
static gboolean
plans_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  static const struct
  {
    const char *part;
    const char *index;
  } cases[] = {
    { "currency, sequence FROM links", "COVERING INDEX links_newest" },
    { "WHERE +account = (SELECT number FROM accounts WHERE id = ?1) ORDER BY row", "SCAN links;" },
    { "SELECT id FROM links", "COVERING INDEX links_status" },
    { "AND reference = ?2", "INDEX links_reference" },
    { "SELECT document FROM links JOIN link_documents USING (row) WHERE account = (SELECT number FROM accounts"
      " WHERE id = ?1) AND id = ?2", "INDEX sqlite_autoindex_links_1" },
    { "FROM outbox WHERE state NOT IN (3, 5)", "INDEX outbox_unfinished" },
    { "UPDATE outbox SET link_id", "INDEX outbox_waits_for" },
  };

  ask_everything (connection, error);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plan = store_find_plan (connection, cases[i].part);

      g_test_message ("%s: %s", cases[i].part, plan);
      g_assert_nonnull (strstr (plan, cases[i].index));
      g_assert_null (strstr (plan, "TEMP B-TREE"));
    }

  return TRUE;
}

static void
test_plans (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_write (fixture->database, plans_work, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/link-table/" path, StoreFixture, "account", store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("not-found", test_not_found);
  ADD ("unknown-account", test_unknown_account);
  ADD ("again", test_again);
  ADD ("refund", test_refund);
  ADD ("keys", test_keys);
  ADD ("search", test_search);
  ADD ("damaged-document", test_damaged_document);
  ADD ("plans", test_plans);

  return g_test_run ();
}
