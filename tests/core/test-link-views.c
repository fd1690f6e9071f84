/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved views of an account, and the one used last, as the next start finds them. */
#include "core/links/pl-link-views.h"

#include "core-fixture.h"
#include "store/pl-store-error.h"

typedef struct
{
  StoreFixture store;
  PlLinkViews *views;
} Fixture;

static const PlLinkCriteria open_links = { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE };
static const PlLinkCriteria large = { .sort = PL_LINK_SORT_AMOUNT, .search = (char *) "roof" };

static gboolean
is_loaded (gpointer user_data)
{
  return pl_link_views_get_loaded (((Fixture *) user_data)->views);
}

static void
open_views (Fixture *fixture)
{
  fixture->views = pl_link_views_new (STORE_FIXTURE_ACCOUNT, fixture->store.database);
  g_assert_false (pl_link_views_get_loaded (fixture->views));
  core_wait_until (is_loaded, fixture);
}

/* As the next start. What is still being written is written. */
static void
reopen_views (Fixture *fixture)
{
  store_query_int (fixture->store.database, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->views);
  open_views (fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  store_fixture_set_up (&fixture->store, STORE_FIXTURE_ACCOUNT);
  open_views (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  store_query_int (fixture->store.database, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->views);
  store_fixture_tear_down (&fixture->store, data);
}

static PlLinkView *
put (Fixture              *fixture,
     PlLinkView           *view,
     const char           *name,
     const PlLinkCriteria *criteria,
     GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_link_views_put_async (fixture->views, view, name, criteria, NULL, core_keep_result_cb, &result);

  return pl_link_views_put_finish (fixture->views, core_await (&result), error);
}

static void
remove_view (Fixture    *fixture,
             PlLinkView *view)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  pl_link_views_remove_async (fixture->views, view, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_link_views_remove_finish (fixture->views, core_await (&result), &error));
  g_assert_no_error (error);
}

static void
assert_names (Fixture    *fixture,
              const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->views)); i++)
    {
      g_autoptr (PlLinkView) view = g_list_model_get_item (G_LIST_MODEL (fixture->views), i);

      g_string_append_printf (names, "%s;", pl_link_view_get_name (view));
    }
  g_assert_cmpstr (names->str, ==, expected);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->views),
                                        g_list_model_get_n_items (G_LIST_MODEL (fixture->views))));
}

static void
test_put (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (PlLinkView) roofs = put (fixture, NULL, "Roofs", &large, &error);
  g_autoptr (PlLinkView) bills = put (fixture, NULL, "Bills", &open_links, &error);
  g_autoptr (PlLinkView) renamed = NULL;
  g_autoptr (PlLinkView) changed = NULL;
  g_autoptr (PlLinkView) taken = NULL;

  g_assert_no_error (error);
  assert_names (fixture, "Bills;Roofs;");
  g_assert_true (pl_link_criteria_equal (pl_link_view_get_criteria (roofs), &large));

  renamed = put (fixture, bills, "Zebra", pl_link_view_get_criteria (bills), &error);
  g_assert_cmpstr (pl_link_view_get_id (renamed), ==, pl_link_view_get_id (bills));
  assert_names (fixture, "Roofs;Zebra;");
  changed = put (fixture, roofs, "Roofs", &open_links, &error);
  g_assert_true (pl_link_criteria_equal (pl_link_view_get_criteria (changed), &open_links));
  taken = put (fixture, roofs, "Zebra", &large, &error);
  g_assert_null (taken);
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DUPLICATE);
  assert_names (fixture, "Roofs;Zebra;");

  reopen_views (fixture);
  assert_names (fixture, "Roofs;Zebra;");
  g_assert_true (pl_link_criteria_equal (pl_link_view_get_criteria (pl_link_views_find_name (fixture->views, "ROOFS")),
                                         &open_links));
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (PlLinkView) view = put (fixture, NULL, "Roofs", &large, &error);
  g_autoptr (PlLinkView) next = NULL;
  g_autoptr (PlLinkView) back = NULL;

  remove_view (fixture, view);
  assert_names (fixture, "");
  next = put (fixture, NULL, "Next", &open_links, &error);
  g_assert_cmpstr (pl_link_view_get_id (next), !=, pl_link_view_get_id (view));

  back = put (fixture, view, pl_link_view_get_name (view), pl_link_view_get_criteria (view), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pl_link_view_get_id (back), ==, pl_link_view_get_id (view));
  assert_names (fixture, "Next;Roofs;");
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (PlLinkView) view = put (fixture, NULL, "Müller", &large, &error);

  g_assert_null (pl_link_views_find (fixture->views, NULL));
  g_assert_null (pl_link_views_find (fixture->views, "open"));
  g_assert_cmpstr (pl_link_view_get_name (pl_link_views_find (fixture->views, pl_link_view_get_id (view))), ==,
                   "Müller");
  g_assert_nonnull (pl_link_views_find_name (fixture->views, "MÜLLER"));
  g_assert_null (pl_link_views_find_name (fixture->views, "Muller"));
}

static void
test_chosen (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_null (pl_link_views_get_chosen (fixture->views));
  pl_link_views_set_chosen (fixture->views, "paid");
  pl_link_views_set_chosen (fixture->views, "open");
  reopen_views (fixture);
  g_assert_cmpstr (pl_link_views_get_chosen (fixture->views), ==, "open");
}

/* Chosen while what was chosen before is still being read. */
static void
test_chosen_early (Fixture       *fixture,
                   gconstpointer  data)
{
  pl_link_views_set_chosen (fixture->views, "paid");
  store_query_int (fixture->store.database, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->views);
  fixture->views = pl_link_views_new (STORE_FIXTURE_ACCOUNT, fixture->store.database);
  pl_link_views_set_chosen (fixture->views, "open");
  core_wait_until (is_loaded, fixture);
  g_assert_cmpstr (pl_link_views_get_chosen (fixture->views), ==, "open");
}

static void
test_names (void)
{
  g_autofree char *long_name = g_strnfill (PL_LINK_VIEW_NAME_MAX, 'x');
  g_autofree char *too_long = g_strnfill (PL_LINK_VIEW_NAME_MAX + 1, 'x');
  const struct
  {
    const char *typed;
    const char *clean;
  } cases[] = {
    { "", NULL }, { "  \t", NULL }, { " Open bills ", "Open bills" }, { "\377", NULL },
    { long_name, long_name }, { too_long, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = pl_link_views_clean_name (cases[i].typed);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/link-views/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("put", test_put);
  ADD ("remove", test_remove);
  ADD ("find", test_find);
  ADD ("chosen", test_chosen);
  ADD ("chosen/early", test_chosen_early);
  g_test_add_func ("/link-views/names", test_names);

  return g_test_run ();
}
