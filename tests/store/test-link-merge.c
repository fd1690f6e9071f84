/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc says again and again: only what is new is written, and who is missing is not forgotten. */
#include "store/pl-link-table.h"
#include "support/store-fixture.h"

#define SEEN G_GINT64_CONSTANT (1792000000000000)

#define LINK      "{\"paymentLinkId\":\"MERGED0001\",\"type\":\"multiUse\",\"status\":\"active\"}"
#define REORDERED "{\"status\":\"active\",\"type\":\"multiUse\",\"paymentLinkId\":\"MERGED0001\"}"
#define COMPLETED "{\"paymentLinkId\":\"MERGED0001\",\"type\":\"multiUse\",\"status\":\"completed\"}"

static PlLinkMerged
merge (PlConnection *connection,
       const char   *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);
  g_autoptr (PayrocLink) link = payroc_link_new_from_json (node, &error);
  PlLinkMerged merged;

  g_assert_no_error (error);
  g_assert_true (pl_link_table_merge (connection, STORE_FIXTURE_ACCOUNT, link, SEEN + 1, SEEN, FALSE, &merged, &error));
  g_assert_no_error (error);

  return merged;
}

static guint
count_active (PlConnection *connection)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError)    error = NULL;

  g_assert_true (pl_link_table_list_ids (connection, STORE_FIXTURE_ACCOUNT, PAYROC_LINK_STATUS_ACTIVE, &ids, &error));
  g_assert_no_error (error);

  return ids->len;
}

static gboolean
merge_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  PlLinkMerged merged = merge (connection, LINK);
  const gint64 rowid = merged.rowid;

  g_assert_true (merged.added && merged.changed);

  /* Said again, also in other words: nothing. */
  for (guint i = 0; i < 2; i++)
    {
      merged = merge (connection, i == 0 ? LINK : REORDERED);
      g_assert_false (merged.added || merged.changed);
      g_assert_cmpint (merged.rowid, ==, rowid);
      g_assert_cmpint (merged.before, ==, PAYROC_LINK_STATUS_ACTIVE);
    }

  merged = merge (connection, COMPLETED);
  g_assert_true (merged.changed && !merged.added);
  g_assert_cmpint (merged.rowid, ==, rowid);
  g_assert_cmpint (merged.before, ==, PAYROC_LINK_STATUS_ACTIVE);
  merged = merge (connection, LINK);
  g_assert_cmpint (merged.before, ==, PAYROC_LINK_STATUS_COMPLETED);

  /* What cannot be read is written anew. */
  pl_connection_exec (connection, "UPDATE link_documents SET document = '{'", error);
  g_assert_true (merge (connection, LINK).changed);
  pl_connection_exec (connection, "DELETE FROM link_documents", error);
  g_assert_true (merge (connection, LINK).changed);
  g_assert_false (merge (connection, LINK).changed);

  return TRUE;
}

static void
test_merge (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_write (fixture->database, merge_work, NULL);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM link_documents"), ==, 1);
}

static gboolean
set_missing (PlConnection *connection,
             const char   *account,
             gint64        asked_at)
{
  g_autoptr (GError) error = NULL;
  gboolean done = pl_link_table_set_missing (connection, account, "MERGED0001", asked_at, asked_at + 1, &error);

  g_assert_no_error (error);

  return done;
}

/* What somebody else learnt after we asked stands; what says to be learnt in the future does not. */
static gboolean
newer_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  static const struct
  {
    gint64   asked_at;
    gint64   seen_at;
    gboolean changes;
  } cases[] = {
    { SEEN - 2, SEEN - 1, TRUE },
    { SEEN - 1, SEEN, FALSE },
    { SEEN, SEEN, FALSE },
    { SEEN - 10, SEEN + 10, FALSE },
    { SEEN + 1, SEEN + 2, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (COMPLETED, error);
      g_autoptr (PayrocLink) link = payroc_link_new_from_json (node, error);
      PlLinkMerged merged;

      pl_connection_exec (connection, "DELETE FROM links", error);
      merge (connection, LINK);
      g_assert_true (pl_link_table_merge (connection, STORE_FIXTURE_ACCOUNT, link, cases[i].asked_at, cases[i].seen_at,
                                          FALSE, &merged, error));
      g_assert_no_error (*error);
      g_assert_false (merged.added);
      g_assert_cmpint (merged.changed, ==, cases[i].changes);
      g_assert_cmpuint (count_active (connection), ==, !cases[i].changes);
    }

  return TRUE;
}

static void
test_newer (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_write (fixture->database, newer_work, NULL);
}

static gboolean
missing_work (PlConnection  *connection,
              gpointer       data,
              GError       **error)
{
  merge (connection, LINK);
  g_assert_cmpuint (count_active (connection), ==, 1);

  g_assert_true (set_missing (connection, STORE_FIXTURE_ACCOUNT, SEEN + 1));
  g_assert_true (set_missing (connection, STORE_FIXTURE_ACCOUNT, SEEN + 5));
  g_assert_cmpuint (count_active (connection), ==, 0);

  /* There again, just as it was. */
  g_assert_true (merge (connection, LINK).changed);
  g_assert_cmpuint (count_active (connection), ==, 1);

  /* Nobody else's, and not when it was seen after we asked. */
  g_assert_true (set_missing (connection, "another", SEEN + 1));
  g_assert_true (set_missing (connection, STORE_FIXTURE_ACCOUNT, SEEN));
  g_assert_cmpuint (count_active (connection), ==, 1);
  g_assert_true (set_missing (connection, STORE_FIXTURE_ACCOUNT, SEEN + 1));

  return TRUE;
}

static void
test_missing (StoreFixture  *fixture,
              gconstpointer  data)
{
  store_write (fixture->database, missing_work, NULL);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT missing_since FROM links"), ==, SEEN + 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/link-merge/" path, StoreFixture, "account", store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("merge", test_merge);
  ADD ("newer", test_newer);
  ADD ("missing", test_missing);

  return g_test_run ();
}
