/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server did is counted from its log and its state, what we believe from the rows; the two must tell the same
 * story. */
#include "outbox-books.h"

static gboolean
read_rows (PlConnection *connection,
           gpointer      data,
           GError      **error)
{
  GPtrArray **rows = data;

  *rows = pl_outbox_table_list (connection, STORE_FIXTURE_ACCOUNT, TRUE, error);

  return *rows != NULL;
}

GPtrArray *
outbox_books_read_rows (PlDatabase *database)
{
  GPtrArray *rows = NULL;

  store_read (database, read_rows, &rows);

  return rows;
}

/* What the server did, by key. */
static GHashTable *
read_log (CoreFixture *fixture)
{
  g_autoptr (JsonArray) requests = pl_test_practice_get_requests (fixture->practice, NULL);
  GHashTable *bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      JsonObject *headers = json_object_get_object_member (request, "headers");
      const char *key = json_object_get_string_member_with_default (headers, "idempotency-key", NULL);
      JsonNode *node = json_object_get_member (request, "body");
      g_autofree char *body = node != NULL ? json_to_string (node, FALSE) : g_strdup ("");

      if (key == NULL)
        continue;

      /* One key, one body. */
      if (g_hash_table_contains (bodies, key))
        g_assert_cmpstr (g_hash_table_lookup (bodies, key), ==, body);
      else
        g_hash_table_insert (bodies, g_strdup (key), g_steal_pointer (&body));
    }

  return bodies;
}

static void
count_up (GHashTable *counts,
          const char *id)
{
  g_hash_table_insert (counts, g_strdup (id),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, id)) + 1));
}

/* The link's last change is the last one that was asked for. */
static void
assert_as_asked (CoreFixture       *fixture,
                 const PlOutboxRow *edit)
{
  g_autofree char *body = g_strndup (g_bytes_get_data (edit->body, NULL), g_bytes_get_size (edit->body));
  g_autofree char *path = g_strdup_printf ("SELECT count (*) FROM links WHERE id = '%s'"
                                           " AND instr ('%s', description) > 0", edit->link_id, body);

  g_assert_cmpint (store_query_int (fixture->store.database, path), ==, 1);
}

void
outbox_books_assert_agree (CoreFixture *fixture,
                           GHashTable  *accepted)
{
  PlTestPractice *practice = fixture->practice;
  g_autoptr (GPtrArray) rows = outbox_books_read_rows (fixture->store.database);
  g_autoptr (GHashTable) log = read_log (fixture);
  g_autoptr (GHashTable) ours = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) mails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) edits = g_hash_table_new (g_str_hash, g_str_equal);
  guint counts[PL_INTENT_DEACTIVATE + 1] = { 0 };
  guint n_off = 0;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  for (guint i = 0; i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->state != PL_INTENT_DONE)
        g_test_message ("%s %" G_GINT64_FORMAT " is %s: %s", pl_intent_kind_to_text (row->kind), row->id,
                        pl_intent_state_to_text (row->state), row->error);
      g_assert_cmpint (row->state, ==, PL_INTENT_DONE);
      g_assert_null (row->owner);
      counts[row->kind]++;
      g_hash_table_remove (accepted, row->idempotency_key);
      g_hash_table_add (ours, row->idempotency_key);

      if (row->kind != PL_INTENT_DEACTIVATE)
        g_assert_true (g_hash_table_contains (log, row->idempotency_key));
      if (row->kind == PL_INTENT_SHARE)
        count_up (mails, row->link_id);
      else if (row->kind == PL_INTENT_EDIT)
        g_hash_table_replace (edits, row->link_id, (gpointer) row);
    }

  g_test_message ("%u creates, %u mails, %u changes, %u switched off; %u keys at the server", counts[PL_INTENT_CREATE],
                  counts[PL_INTENT_SHARE], counts[PL_INTENT_EDIT], counts[PL_INTENT_DEACTIVATE],
                  g_hash_table_size (log));

  /* Nothing that was accepted is missing, and the server saw no key but ours. */
  g_assert_cmpuint (g_hash_table_size (accepted), ==, 0);
  g_hash_table_iter_init (&iter, log);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_assert_true (g_hash_table_contains (ours, key));

  g_assert_cmpuint (pl_test_practice_count_links (practice), ==, counts[PL_INTENT_CREATE]);
  g_assert_cmpuint (pl_test_practice_count_mails (practice, NULL), ==, counts[PL_INTENT_SHARE]);
  g_hash_table_iter_init (&iter, mails);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_assert_cmpuint (pl_test_practice_count_mails (practice, key), ==, GPOINTER_TO_UINT (value));

  n_off = (guint) store_query_int (fixture->store.database, "SELECT count (*) FROM links WHERE status = 4");
  g_assert_cmpuint (n_off, ==, counts[PL_INTENT_DEACTIVATE]);
  g_hash_table_iter_init (&iter, edits);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    assert_as_asked (fixture, value);
}
