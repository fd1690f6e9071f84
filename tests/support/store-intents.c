/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database full of intents, and what becomes of them and of its files. */
#include "store-intents.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/pl-outbox-table.h"
#include "store/pl-setting-table.h"

/* Long enough that a page holds few of them. */
static char *
intent_text (guint number)
{
  g_autofree char *filling = g_strnfill (700, 'x');

  return g_strdup_printf ("intent %03u of those who were there %s", number, filling);
}

gboolean
store_intents_put_links_work (PlConnection  *connection,
                              gpointer       data,
                              GError       **error)
{
  return pl_connection_exec (connection,
                             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000)"
                             " INSERT INTO links (account, id, status, kind, charge_kind, amount, currency,"
                             " created_on, expires_on, reference, seen_at)"
                             " SELECT 1, 'LINK' || i, 1, 1, 1, i, 'USD', i, i,"
                             " 'reference of link number ' || i, 1 FROM n;"
                             "INSERT INTO link_documents SELECT row, 'document of ' || id FROM links"
                             " WHERE id LIKE 'LINK%'",
                             error);
}

gboolean
store_intents_put_work (PlConnection  *connection,
                        gpointer       data,
                        GError       **error)
{
  for (guint i = 0; i < STORE_INTENTS; i++)
    {
      g_autoptr (PlOutboxRow) row = pl_outbox_row_new ();
      g_autofree char        *text = intent_text (i);

      row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
      row->idempotency_key = g_uuid_string_random ();
      row->body = g_bytes_new (text, strlen (text));
      row->state = i % 2 == 0 ? PL_INTENT_WAITING : PL_INTENT_DONE;
      if (!pl_outbox_table_insert (connection, row, error))
        return FALSE;
    }

  return pl_setting_table_set (connection, STORE_FIXTURE_ACCOUNT, PL_SETTING_KEEP "template", "Dear {name}", error)
         && pl_setting_table_set (connection, STORE_FIXTURE_ACCOUNT, "cursor", "CKHP6VVWYT", error)
         && store_intents_put_links_work (connection, NULL, error)
         && pl_connection_exec (connection,
                                "INSERT INTO people (account, address, name, email, words, last_used) VALUES"
                                " (1, 'sarah@example.com', 'Sarah', 'sarah@example.com', char (10) || 'sarah', 1)",
                                error);
}

static gboolean
check_intents_work (PlConnection  *connection,
                    gpointer       data,
                    GError       **error)
{
  g_autoptr (GPtrArray) rows = pl_outbox_table_list (connection, STORE_FIXTURE_ACCOUNT, TRUE, error);
  guint                *count = data;

  g_assert_no_error (*error);
  *count = rows->len;

  for (guint i = 0; i < rows->len; i++)
    {
      PlOutboxRow     *row = rows->pdata[i];
      g_autofree char *text = intent_text ((guint) row->id - 1);
      g_autoptr (GBytes) expected = g_bytes_new (text, strlen (text));

      g_assert_true (g_bytes_equal (row->body, expected));
      g_assert_cmpint (row->state, ==, row->id % 2 == 1 ? PL_INTENT_WAITING : PL_INTENT_DONE);
      g_assert_true (g_uuid_string_is_valid (row->idempotency_key));
    }

  return TRUE;
}

/* How many there are; those that are there are whole. */
guint
store_intents_check (StoreFixture *fixture)
{
  guint count;

  store_read (fixture->database, check_intents_work, &count);

  return count;
}

char *
store_intents_read_file (StoreFixture *fixture,
                         const char   *name,
                         gsize        *length)
{
  g_autofree char *path = store_fixture_path (fixture, name);
  char            *contents = NULL;

  if (!g_file_get_contents (path, &contents, length, NULL))
    g_error ("%s cannot be read", path);

  return contents;
}

void
store_intents_write_file (StoreFixture *fixture,
                          const char   *name,
                          const char   *contents,
                          gsize         length)
{
  g_autofree char *path = store_fixture_path (fixture, name);
  int              descriptor = g_open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  g_assert_no_errno (descriptor);
  g_assert_cmpint (write (descriptor, contents, length), ==, (gssize) length);
  g_assert_no_errno (close (descriptor));
}

void
store_intents_damage (StoreFixture *fixture,
                      const char   *text)
{
  g_autofree char *path = store_fixture_path (fixture, "paylinks.sqlite");

  store_damage_pages (path, text, NULL);
}

char **
store_intents_list_set_aside (StoreFixture *fixture)
{
  g_autoptr (GDir)         directory = g_dir_open (fixture->directory, 0, NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const char              *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      if (strstr (name, ".damaged-") != NULL)
        g_strv_builder_add (names, name);
    }

  return g_strv_builder_end (names);
}

void
store_intents_assert_none_set_aside (StoreFixture *fixture)
{
  g_auto (GStrv) names = store_intents_list_set_aside (fixture);

  g_assert_null (names[0]);
  if (fixture->database != NULL)
    g_assert_null (pl_database_get_set_aside (fixture->database));
}

void
store_intents_fill (StoreFixture *fixture)
{
  store_write (fixture->database, store_intents_put_work, NULL);
  store_fixture_close (fixture);
}
