/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved views of an account, and the one used last, as the next start finds them. */
#include "core/list/pl-link-views.h"

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
  return pl_named_list_get_loaded (PL_NAMED_LIST (((Fixture *) user_data)->views));
}

static void
open_views (Fixture *fixture)
{
  fixture->views = pl_link_views_new (STORE_FIXTURE_ACCOUNT, fixture->store.database);
  g_assert_false (pl_named_list_get_loaded (PL_NAMED_LIST (fixture->views)));
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
  g_autofree char         *document = criteria != NULL ? pl_link_criteria_to_text (criteria) : NULL;

  pl_named_list_put_async (PL_NAMED_LIST (fixture->views), (PlNamed *) view, name, document, NULL,
                           core_keep_result_cb, &result);

  return pl_named_list_put_finish (PL_NAMED_LIST (fixture->views), core_await (&result), error);
}

static void
remove_view (Fixture    *fixture,
             PlLinkView *view)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  pl_named_list_remove_async (PL_NAMED_LIST (fixture->views), PL_NAMED (view), NULL, core_keep_result_cb, &result);
  g_assert_true (pl_named_list_remove_finish (PL_NAMED_LIST (fixture->views), core_await (&result), &error));
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

      g_string_append_printf (names, "%s;", pl_named_get_name (PL_NAMED (view)));
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

  renamed = put (fixture, bills, "Zebra", NULL, &error);
  g_assert_cmpstr (pl_named_get_id (PL_NAMED (renamed)), ==, pl_named_get_id (PL_NAMED (bills)));
  assert_names (fixture, "Roofs;Zebra;");
  changed = put (fixture, roofs, "Roofs", &open_links, &error);
  g_assert_true (pl_link_criteria_equal (pl_link_view_get_criteria (changed), &open_links));
  taken = put (fixture, roofs, "Zebra", &large, &error);
  g_assert_null (taken);
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DUPLICATE);
  assert_names (fixture, "Roofs;Zebra;");

  reopen_views (fixture);
  assert_names (fixture, "Roofs;Zebra;");
  g_object_unref (changed);
  changed = g_object_ref (pl_named_list_find_name (PL_NAMED_LIST (fixture->views), "ROOFS"));
  g_assert_true (pl_link_criteria_equal (pl_link_view_get_criteria (changed), &open_links));
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
  g_assert_cmpstr (pl_named_get_id (PL_NAMED (next)), !=, pl_named_get_id (PL_NAMED (view)));

  back = put (fixture, view, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pl_named_get_id (PL_NAMED (back)), ==, pl_named_get_id (PL_NAMED (view)));
  assert_names (fixture, "Next;Roofs;");
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (PlLinkView) view = put (fixture, NULL, "Müller", &large, &error);

  g_assert_null (pl_named_list_find (PL_NAMED_LIST (fixture->views), NULL));
  g_assert_null (pl_named_list_find (PL_NAMED_LIST (fixture->views), "open"));
  g_assert_cmpstr (pl_named_get_name (pl_named_list_find (PL_NAMED_LIST (fixture->views),
                                                          pl_named_get_id (PL_NAMED (view)))), ==, "Müller");
  g_assert_nonnull (pl_named_list_find_name (PL_NAMED_LIST (fixture->views), "MÜLLER"));
  g_assert_null (pl_named_list_find_name (PL_NAMED_LIST (fixture->views), "Muller"));
}

static void
test_chosen (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_null (pl_named_list_get_chosen (PL_NAMED_LIST (fixture->views)));
  pl_named_list_set_chosen (PL_NAMED_LIST (fixture->views), "paid");
  pl_named_list_set_chosen (PL_NAMED_LIST (fixture->views), "open");
  reopen_views (fixture);
  g_assert_cmpstr (pl_named_list_get_chosen (PL_NAMED_LIST (fixture->views)), ==, "open");
}

/* Chosen while what was chosen before is still being read. */
static void
test_chosen_early (Fixture       *fixture,
                   gconstpointer  data)
{
  pl_named_list_set_chosen (PL_NAMED_LIST (fixture->views), "paid");
  store_query_int (fixture->store.database, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->views);
  fixture->views = pl_link_views_new (STORE_FIXTURE_ACCOUNT, fixture->store.database);
  pl_named_list_set_chosen (PL_NAMED_LIST (fixture->views), "open");
  core_wait_until (is_loaded, fixture);
  g_assert_cmpstr (pl_named_list_get_chosen (PL_NAMED_LIST (fixture->views)), ==, "open");
}

static void
test_names (void)
{
  g_autofree char *long_name = g_strnfill (PL_NAMED_NAME_MAX, 'x');
  g_autofree char *too_long = g_strnfill (PL_NAMED_NAME_MAX + 1, 'x');
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
      g_autofree char *clean = pl_named_clean_name (cases[i].typed);

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
