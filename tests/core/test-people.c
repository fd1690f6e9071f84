/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was written to is there; who was forgotten is not, whatever Payroc's history says. */
#include "core-fixture.h"

#include "core/links/pl-link-details.h"
#include "core/people/pl-people.h"

typedef struct
{
  CoreFixture core;
  PlPeople   *people;
  guint       n_changed;
  const char *expected; /* as it should come to be: "sarah@example.com;" */
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (&fixture->core, data);
  core_fixture_start (&fixture->core);
  fixture->people = pl_people_new (STORE_FIXTURE_ACCOUNT, fixture->core.store.database, fixture->core.feed);
  g_signal_connect_swapped (fixture->people, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->people != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->people));
  core_fixture_tear_down (&fixture->core, data);
}

static char *
list (Fixture *fixture)
{
  GListModel         *model = pl_people_get_model (fixture->people);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (PlPerson) person = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s;", payroc_recipient_get_email (pl_person_get_recipient (person)));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_as_expected (gpointer user_data)
{
  Fixture         *fixture = user_data;
  g_autofree char *found = list (fixture);

  return fixture->n_changed > 0 && g_str_equal (found, fixture->expected);
}

static void
await (Fixture    *fixture,
       const char *expected)
{
  fixture->expected = expected;
  core_wait_until (is_as_expected, fixture);
}

static void
write_to (Fixture    *fixture,
          const char *link_id,
          const char *name,
          const char *email)
{
  g_autoptr (PayrocShare)     share = payroc_share_new ();
  g_autoptr (PayrocRecipient) recipient = payroc_recipient_new (name, email);
  g_autoptr (PlIntent)        intent = NULL;

  g_list_store_append (payroc_share_get_recipients (share), recipient);
  intent = core_share (&fixture->core, link_id, share);
  core_settle (&fixture->core, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
}

static void
finish (Fixture       *fixture,
        GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pl_people_change_finish (fixture->people, core_await (result), &error));
  g_assert_no_error (error);
}

static void
test_follow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (&fixture->core, "INV-1", FALSE);
  const char          *link_id = pl_intent_get_link_id (intent);
  g_autoptr (PlPerson) first = NULL;
  g_autoptr (PlPerson) still = NULL;

  await (fixture, "");
  write_to (fixture, link_id, "Sarah Hopper", "sarah@example.com");
  await (fixture, "sarah@example.com;");
  first = g_list_model_get_item (pl_people_get_model (fixture->people), 0);
  g_assert_cmpstr (pl_person_get_link_id (first), ==, link_id);
  g_assert_cmpstr (pl_person_get_reference (first), ==, "INV-1");
  g_assert_cmpint (pl_person_get_last_used (first), >, 0);

  /* Who stays the same keeps their object, and so their row. */
  write_to (fixture, link_id, "Tom Byrne", "tom@example.com");
  await (fixture, "tom@example.com;sarah@example.com;");
  still = g_list_model_get_item (pl_people_get_model (fixture->people), 1);
  g_assert_true (still == first);

  pl_people_set_search (fixture->people, "hop");
  await (fixture, "sarah@example.com;");
  g_assert_cmpuint (pl_people_get_n_found (fixture->people), ==, 1);
  g_assert_cmpuint (pl_people_get_n_all (fixture->people), ==, 2);
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PlIntent)      intent = core_create_done (&fixture->core, "INV-1", FALSE);
  const char               *link_id = pl_intent_get_link_id (intent);
  g_autoptr (PlPerson)      person = NULL;
  g_autoptr (PlLinkDetails) details = NULL;
  g_autoptr (GAsyncResult)  forgotten = NULL;
  g_autoptr (GAsyncResult)  updated = NULL;
  g_autoptr (GAsyncResult)  restored = NULL;
  g_autoptr (GAsyncResult)  all = NULL;

  write_to (fixture, link_id, "Sarah Hopper", "sarah@example.com");
  write_to (fixture, link_id, "Tom Byrne", "tom@example.com");
  await (fixture, "tom@example.com;sarah@example.com;");
  person = g_list_model_get_item (pl_people_get_model (fixture->people), 1);
  pl_people_forget_async (fixture->people, person, NULL, core_keep_result_cb, &forgotten);
  finish (fixture, &forgotten);
  await (fixture, "tom@example.com;");

  /* Payroc's history names her, and is read. */
  details = pl_link_details_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->core.practice), link_id,
                                 fixture->core.store.database, fixture->core.client, fixture->core.feed);
  pl_link_details_update_async (details, NULL, core_keep_result_cb, &updated);
  g_assert_true (pl_link_details_update_finish (details, core_await (&updated), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (pl_link_details_get_sharing (details)), ==, 2);
  pl_link_feed_reloaded (fixture->core.feed);
  fixture->n_changed = 0;
  await (fixture, "tom@example.com;");
  g_assert_cmpint (store_query_int (fixture->core.store.database, "SELECT count (*) FROM people"), ==, 1);

  pl_people_restore_async (fixture->people, person, NULL, core_keep_result_cb, &restored);
  finish (fixture, &restored);
  await (fixture, "tom@example.com;sarah@example.com;");

  pl_people_forget_all_async (fixture->people, NULL, core_keep_result_cb, &all);
  finish (fixture, &all);
  await (fixture, "");
  g_assert_cmpuint (pl_people_get_n_all (fixture->people), ==, 0);
  g_assert_cmpint (store_query_int (fixture->core.store.database, "SELECT count (*) FROM people"), ==, 0);

  /* Written to again is known again. */
  write_to (fixture, link_id, "Sarah Hopper", "sarah@example.com");
  await (fixture, "sarah@example.com;");
}

static gboolean
has_error (gpointer user_data)
{
  return pl_people_get_error (((Fixture *) user_data)->people) != NULL;
}

static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  store_exec (fixture->core.store.database, "ALTER TABLE people RENAME TO gone");
  pl_people_set_search (fixture->people, "s");
  core_wait_until (has_error, fixture);
  store_exec (fixture->core.store.database, "ALTER TABLE gone RENAME TO people");
  fixture->n_changed = 0;
  pl_people_set_search (fixture->people, "");
  await (fixture, "");
  g_assert_no_error (pl_people_get_error (fixture->people));
}

static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  pl_people_set_search (fixture->people, "s");
  pl_people_set_search (fixture->people, "sa");
  g_assert_finalize_object (g_steal_pointer (&fixture->people));
  store_query_int (fixture->core.store.database, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/people/follow", test_follow);
  ADD ("/people/forget", test_forget);
  ADD ("/people/error", test_error);
  ADD ("/people/gone", test_gone);

  return g_test_run ();
}
