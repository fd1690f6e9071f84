/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People with the link they got last: listed, forgotten, remembered again. What finds them: test-history-tables.c. */
#include "store/pl-people-table.h"
#include "support/link-rows.h"

#define NOW  G_GINT64_CONSTANT (1792000000000000)
#define LINK "LINK000001"

static gboolean
put_people_work (PlConnection  *connection,
                 gpointer       data,
                 GError       **error)
{
  static const struct
  {
    const char *name;
    const char *email;
    const char *link_id;
  } people[] = {
    { "Sarah Hopper", "sarah@example.com", LINK },
    { "Bob Miller", "bob@example.com", "LINKUNHEARD" },
    { "tom@example.com", "tom@example.com", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (PayrocRecipient) recipient = payroc_recipient_new (people[i].name, people[i].email);

      if (!pl_people_table_put (connection, STORE_FIXTURE_ACCOUNT, recipient, people[i].link_id, NOW + i, error))
        return FALSE;
    }

  return TRUE;
}

/* "name <email> reference;" */
static void
assert_list (PlConnection *connection,
             const char   *typed,
             guint         limit,
             const char   *expected,
             guint         n_found,
             guint         n_all)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GString)   text = g_string_new (NULL);
  guint                 found, all;

  rows = pl_people_table_list (connection, STORE_FIXTURE_ACCOUNT, typed, limit, &found, &all, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const PlPersonRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "%s <%s> %s;", row->name, row->email,
                              row->reference != NULL ? row->reference : "-");
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpuint (found, ==, n_found);
  g_assert_cmpuint (all, ==, n_all);
}

#define SARAH "Sarah Hopper <sarah@example.com> INV-1;"
#define BOB   "Bob Miller <bob@example.com> -;"
#define TOM   "tom@example.com <tom@example.com> -;"

static gboolean
list_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  assert_list (connection, "", 10, TOM BOB SARAH, 3, 3);
  assert_list (connection, "", 2, TOM BOB, 3, 3);
  assert_list (connection, "hop", 10, SARAH, 1, 3);
  assert_list (connection, "zoe", 10, "", 0, 3);

  return TRUE;
}

static gboolean
forget_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  g_autoptr (GPtrArray)       before = NULL;
  g_autoptr (PayrocRecipient) again = payroc_recipient_new ("Robert Miller", "Bob@example.com");
  const PlPersonRow          *bob;
  guint                       n_found, n_all;

  before = pl_people_table_list (connection, STORE_FIXTURE_ACCOUNT, "bob", 1, &n_found, &n_all, error);
  bob = g_ptr_array_index (before, 0);
  g_assert_cmpint (bob->last_used, ==, NOW + 1);
  g_assert_cmpstr (bob->link_id, ==, "LINKUNHEARD");

  /* There and back: as if nothing had been, also for who types. */
  g_assert_true (pl_people_table_forget (connection, STORE_FIXTURE_ACCOUNT, bob->email, error));
  assert_list (connection, "", 10, TOM SARAH, 2, 2);
  g_assert_true (pl_people_table_restore (connection, STORE_FIXTURE_ACCOUNT, bob, error));
  assert_list (connection, "", 10, TOM BOB SARAH, 3, 3);
  assert_list (connection, "mil", 10, BOB, 1, 3);

  /* Written to before it was taken back: that is newer. */
  g_assert_true (pl_people_table_forget (connection, STORE_FIXTURE_ACCOUNT, bob->email, error));
  g_assert_true (pl_people_table_put (connection, STORE_FIXTURE_ACCOUNT, again, LINK, NOW + 9, error));
  g_assert_true (pl_people_table_restore (connection, STORE_FIXTURE_ACCOUNT, bob, error));
  assert_list (connection, "", 1, "Robert Miller <Bob@example.com> INV-1;", 3, 3);

  /* Another account's stay. */
  g_assert_true (pl_people_table_forget_all (connection, "another", error));
  assert_list (connection, "sarah", 10, SARAH, 1, 3);
  g_assert_true (pl_people_table_forget_all (connection, STORE_FIXTURE_ACCOUNT, error));
  assert_list (connection, "", 10, "", 0, 0);

  return TRUE;
}

/* Who was called by their name is not called by their address because that was pasted. */
static gboolean
name_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  g_autoptr (PayrocRecipient) bare = payroc_recipient_new ("sarah@example.com", "sarah@example.com");
  g_autoptr (PayrocRecipient) named = payroc_recipient_new ("Tom Byrne", "tom@example.com");

  g_assert_true (pl_people_table_put (connection, STORE_FIXTURE_ACCOUNT, bare, LINK, NOW + 5, error));
  assert_list (connection, "sarah", 10, SARAH, 1, 3);
  assert_list (connection, "hopper", 10, SARAH, 1, 3);
  g_assert_true (pl_people_table_put (connection, STORE_FIXTURE_ACCOUNT, named, NULL, NOW + 6, error));
  assert_list (connection, "byrne", 10, "Tom Byrne <tom@example.com> -;", 1, 3);

  return TRUE;
}

static const struct
{
  const char *known;
  const char *name;
  gboolean    stays; /* what is known */
} names[] = {
  { "Sarah Hopper", "Sarah", TRUE },
  { "Sarah Hopper", "HOPPER", TRUE },
  { "Sarah Hopper", "S. Hopper", TRUE },
  { "Sarah Hopper", "Hopper, S.", TRUE },
  { "Sarah Jane Hopper", "Sarah Hopper", TRUE },
  { "Zoë Müller", "Zoe", TRUE },
  { "Sarah Hopper", "…", TRUE },
  { "Sarah Hopper", "Sara Hopper", FALSE },
  { "Sarah Hopper", "Sarah Miller", FALSE },
  { "Sarah Hopper", "Sarah Sarah", FALSE },
  { "Sarah Hopper", "Hopper, Sarah", FALSE },
  { "Sarah Hopper", "Sarah Jane Hopper", FALSE },
  { "sarah hopper", "Sarah Hopper", FALSE },
  { "S. Hopper", "Sarah Hopper", FALSE },
  { "Sarah", "Sarah Hopper", FALSE },
};

/* A table that calls somebody by a part of their name takes nothing of it away; another name takes its place. */
static gboolean
less_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PayrocRecipient) known = payroc_recipient_new (names[i].known, "ann@example.com");
      g_autoptr (PayrocRecipient) now = payroc_recipient_new (names[i].name, "Ann@example.com");
      g_autofree char            *expected = g_strdup_printf ("%s <Ann@example.com> INV-1;",
                                                              names[i].stays ? names[i].known : names[i].name);

      g_test_message ("%s, %s", names[i].known, names[i].name);
      g_assert_true (pl_people_table_forget (connection, STORE_FIXTURE_ACCOUNT, "ann@example.com", error));
      g_assert_true (pl_people_table_put (connection, STORE_FIXTURE_ACCOUNT, known, NULL, NOW + 10, error));
      g_assert_true (pl_people_table_put (connection, STORE_FIXTURE_ACCOUNT, now, LINK, NOW + 11, error));
      assert_list (connection, "ann@", 10, expected, 1, 4);
    }

  return TRUE;
}

static void
test_work (StoreFixture  *fixture,
           gconstpointer  work)
{
  static const LinkRow link = { LINK, "INV-1", NULL, 2500, "USD", "active", "singleUse", "2026-11-01", NULL };

  link_row_put (fixture, &link);
  store_write (fixture->database, put_people_work, NULL);
  store_write (fixture->database, (PlDatabaseWork) work, NULL);
}

#define ADD(path, work) \
  g_test_add (path, StoreFixture, (gconstpointer) work, store_fixture_set_up, test_work, store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/people-table/list", list_work);
  ADD ("/people-table/forget", forget_work);
  ADD ("/people-table/name", name_work);
  ADD ("/people-table/less-of-a-name", less_work);

  return g_test_run ();
}
