/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store that cannot be read is no empty one: it is said, what was read stays, and it is read again. */
#include "link-list-fixture.h"

#include "core/list/pl-link-list-private.h"

/* More than are read first. */
#define N_LINKS 400

/* Another table has the place of the one that is read. */
#define BREAK "CREATE TEMP TABLE links (other)"
#define MEND "DROP TABLE temp.links"

static PlLinkList *
create_list (LinkListFixture *fixture)
{
  return pl_link_list_new (STORE_FIXTURE_ACCOUNT, fixture->store.database, fixture->feed, fixture->today);
}

static gboolean
execute_work (PlConnection  *connection,
              gpointer       data,
              GError       **error)
{
  return pl_connection_exec (connection, data, error);
}

/* Before whatever is asked of the store next; nothing else happens until this returns. */
static void
execute_next (LinkListFixture *fixture,
              const char      *sql)
{
  pl_database_run_async (fixture->store.database, PL_DATABASE_WRITE, execute_work, (char *) sql, NULL, NULL, NULL,
                         NULL);
}

static void
break_cb (LinkListFixture *fixture)
{
  execute_next (fixture, BREAK);
}

static gboolean
has_failed (gpointer user_data)
{
  return pl_link_list_get_error (user_data) != NULL;
}

static gboolean
is_ready (gpointer user_data)
{
  return pl_link_list_get_ready (user_data);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
assert_failed (PlLinkList *links)
{
  g_autoptr (GError) error = NULL;

  g_object_get (links, "error", &error, NULL);
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
  g_assert_false (pl_link_list_get_ready (links));
}

static void
assert_whole (PlLinkList *links)
{
  g_assert_null (pl_link_list_get_error (links));
  g_assert_cmpuint (pl_link_list_get_n_total (links), ==, N_LINKS);
  g_assert_cmpuint (pl_link_list_get_n_matching (links), ==, N_LINKS);
}

static void
test_try_again (LinkListFixture *fixture,
                gconstpointer    data)
{
  g_autoptr (PlLinkList) links = NULL;
  guint                  n_told = 0;

  store_exec (fixture->store.database, BREAK);
  links = create_list (fixture);
  g_signal_connect_swapped (links, "notify::error", G_CALLBACK (count_cb), &n_told);
  link_list_wait_until (has_failed, links);
  assert_failed (links);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (pl_link_list_get_n_total (links), ==, 0);

  execute_next (fixture, MEND);
  pl_link_list_try_again (links);
  g_assert_true (links->reading);
  link_list_wait_until (is_ready, links);
  assert_whole (links);
  g_assert_cmpuint (n_told, ==, 2);
}

/* Nobody has to stand by. */
static void
test_by_itself (LinkListFixture *fixture,
                gconstpointer    data)
{
  g_autoptr (PlLinkList) links = NULL;

  store_exec (fixture->store.database, BREAK);
  links = create_list (fixture);
  link_list_wait_until (has_failed, links);
  store_exec (fixture->store.database, MEND);
  link_list_wait_until (is_ready, links);
  assert_whole (links);
}

/* The newest are there, and the others are not: what looks complete is not called so. */
static void
test_newest_only (LinkListFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (PlLinkList) links = create_list (fixture);
  gulong                 handler;

  handler = g_signal_connect_swapped (links, "notify::n-matching", G_CALLBACK (break_cb), fixture);
  link_list_wait_until (has_failed, links);
  g_signal_handler_disconnect (links, handler);
  assert_failed (links);
  g_assert_cmpuint (pl_link_list_get_n_matching (links), >, 0);
  g_assert_cmpuint (pl_link_list_get_n_matching (links), <, N_LINKS);
  g_assert_cmpuint (pl_link_list_get_n_total (links), ==, N_LINKS);

  store_exec (fixture->store.database, MEND);
  pl_link_list_try_again (links);
  link_list_wait_until (is_ready, links);
  assert_whole (links);
}

/* What was written meanwhile does not wait for the next try. */
static void
test_written_meanwhile (LinkListFixture *fixture,
                        gconstpointer    data)
{
  g_autoptr (PlLinkList) links = NULL;

  store_exec (fixture->store.database, BREAK);
  links = create_list (fixture);
  g_signal_emit_by_name (fixture->feed, "reloaded");
  link_list_wait_until (has_failed, links);
  g_assert_true (links->reading);
  store_exec (fixture->store.database, MEND);
  link_list_wait_until (is_ready, links);
  assert_whole (links);
}

/* It goes while it waits. */
static void
test_gone (LinkListFixture *fixture,
           gconstpointer    data)
{
  PlLinkList *links;

  store_exec (fixture->store.database, BREAK);
  links = create_list (fixture);
  link_list_wait_until (has_failed, links);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (links);
  store_exec (fixture->store.database, MEND);
}

#define ADD(path, function) \
  g_test_add ("/link-list-unread/" path, LinkListFixture, GUINT_TO_POINTER (N_LINKS), link_list_set_up, function, \
              link_list_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("try-again", test_try_again);
  ADD ("by-itself", test_by_itself);
  ADD ("newest-only", test_newest_only);
  ADD ("written-meanwhile", test_written_meanwhile);
  ADD ("gone", test_gone);

  return g_test_run ();
}
