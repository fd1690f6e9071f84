/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked for before there was an account: it is done as soon as there is one, unless the merchant asked for
 * something else meanwhile. */
#include "window-fixture.h"

#include "ui/counter/pl-counter-side-window.h"
#include "ui/create/pl-new-link-dialog.h"
#include "ui/list/pl-links-pane.h"
#include "ui/window/pl-window.h"

typedef WindowFixture Fixture;

static GtkWidget *
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (toplevel), type) && gtk_widget_get_visible (toplevel))
        return toplevel;
    }

  return NULL;
}

static void
assert_nothing_came (Fixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (find_toplevel (PL_TYPE_COUNTER_SIDE_WINDOW));
  g_assert_null (ui_find_dialog (GTK_WINDOW (fixture->window)));
}

static char *
dup_search (Fixture *fixture)
{
  GtkWidget *pane = ui_find_type (fixture->window, PL_TYPE_LINKS_PANE);
  g_autoptr (PlLinkCriteria) criteria = NULL;

  g_object_get (pane, "criteria", &criteria, NULL);

  return g_strdup (criteria->search);
}

static void
set_workspace (Fixture *fixture)
{
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
}

/* An account that is there all of a sudden, by no doing in this window. */
static void
open_account (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  pl_workspace_try_out_async (fixture->ui.workspace, NULL, core_keep_result_cb, &result);
  account = pl_workspace_try_out_finish (fixture->ui.workspace, core_await (&result), &error);
  g_assert_no_error (error);
  pl_window_open_account (PL_WINDOW (fixture->window), account);
  core_wait_until (window_fixture_is_ready, fixture);
}

static void
close_counter (Fixture *fixture)
{
  gtk_window_close (GTK_WINDOW (find_toplevel (PL_TYPE_COUNTER_SIDE_WINDOW)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
begin_new_link (PlWindow *window)
{
  pl_window_new_link (window);
}

static void
begin_search (PlWindow *window)
{
  pl_window_search (window, "coffee");
}

typedef struct
{
  const char *name;
  void      (*first) (PlWindow *window);
  void      (*then) (PlWindow *window);
  GType     (*came) (void);
} Wish;

static const Wish wishes[] = {
  { "new-link", begin_new_link, NULL, pl_new_link_dialog_get_type },
  { "counter", pl_window_open_counter, NULL, pl_counter_side_window_get_type },
  /* The latest. */
  { "new-link-then-counter", begin_new_link, pl_window_open_counter, pl_counter_side_window_get_type },
  { "counter-then-new-link", pl_window_open_counter, begin_new_link, pl_new_link_dialog_get_type },
  { "new-link-then-search", begin_new_link, begin_search, NULL },
  { "search-then-new-link", begin_search, begin_new_link, pl_new_link_dialog_get_type },
  /* That is how the command line has it. */
  { "try-out-then-counter", pl_window_try_out, pl_window_open_counter, pl_counter_side_window_get_type },
};

static void
check_wish (Fixture    *fixture,
            const Wish *wish)
{
  g_autofree char *search = NULL;
  const gboolean   counter = wish->came == pl_counter_side_window_get_type;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true ((find_toplevel (PL_TYPE_COUNTER_SIDE_WINDOW) != NULL) == counter);
  g_assert_true ((find_toplevel (PL_TYPE_NEW_LINK_DIALOG) != NULL) == (wish->came == pl_new_link_dialog_get_type));
  search = dup_search (fixture);
  g_assert_cmpstr (search, ==, wish->came == NULL ? "coffee" : NULL);

  if (counter)
    close_counter (fixture);
}

/* Before the data is open. */
static void
test_before_data (Fixture       *fixture,
                  gconstpointer  data)
{
  const Wish *wish = data;

  wish->first (PL_WINDOW (fixture->window));
  if (wish->then != NULL)
    wish->then (PL_WINDOW (fixture->window));
  assert_nothing_came (fixture);

  set_workspace (fixture);
  if (wish->first == pl_window_try_out)
    core_wait_until (window_fixture_is_ready, fixture);
  else
    open_account (fixture);
  check_wish (fixture, wish);
}

/* The data is open, and has no account. */
static void
test_before_account (Fixture       *fixture,
                     gconstpointer  data)
{
  const Wish *wish = data;

  set_workspace (fixture);
  wish->first (PL_WINDOW (fixture->window));
  if (wish->then != NULL)
    wish->then (PL_WINDOW (fixture->window));
  /* To try it out brings the account, as soon as it can. */
  if (wish->first != pl_window_try_out)
    assert_nothing_came (fixture);

  if (wish->first == pl_window_try_out)
    core_wait_until (window_fixture_is_ready, fixture);
  else
    open_account (fixture);
  check_wish (fixture, wish);
}

/* Once it was done it is over. */
static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  set_workspace (fixture);
  pl_window_open_counter (PL_WINDOW (fixture->window));
  open_account (fixture);
  g_assert_nonnull (find_toplevel (PL_TYPE_COUNTER_SIDE_WINDOW));
  close_counter (fixture);

  pl_window_open_account (PL_WINDOW (fixture->window), pl_session_get_account (
                          pl_window_get_session (PL_WINDOW (fixture->window))));
  assert_nothing_came (fixture);
}

/* That is nothing else: it brings the account that was missing. */
static void
test_account_comes (Fixture       *fixture,
                    gconstpointer  data)
{
  set_workspace (fixture);
  pl_window_new_link (PL_WINDOW (fixture->window));
  ui_click (ui_find_action (fixture->window, data));
  if (g_str_equal (data, "win.connect"))
    {
      core_wait_until (window_fixture_has_dialog, fixture);
      gtk_window_destroy (ui_find_dialog (GTK_WINDOW (fixture->window)));
      open_account (fixture);
    }
  else
    {
      core_wait_until (window_fixture_is_ready, fixture);
    }

  check_wish (fixture, &wishes[0]);
}

/* The same from outside. */
static void
test_account_comes_from_outside (Fixture       *fixture,
                                 gconstpointer  data)
{
  pl_window_new_link (PL_WINDOW (fixture->window));
  pl_window_try_out (PL_WINDOW (fixture->window));
  set_workspace (fixture);
  core_wait_until (window_fixture_is_ready, fixture);
  check_wish (fixture, &wishes[0]);
}

/* It fills the screen: an hour later nobody expects that any more. */
static void
test_something_else (Fixture       *fixture,
                     gconstpointer  data)
{
  set_workspace (fixture);
  pl_window_open_counter (PL_WINDOW (fixture->window));
  ui_click (ui_find_action (fixture->window, data));
  if (g_str_equal (data, "win.connect"))
    {
      core_wait_until (window_fixture_has_dialog, fixture);
      gtk_window_destroy (ui_find_dialog (GTK_WINDOW (fixture->window)));
      open_account (fixture);
    }
  else
    {
      core_wait_until (window_fixture_is_ready, fixture);
    }

  assert_nothing_came (fixture);
}

/* Also what is asked for from outside. */
static void
test_connect_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  pl_window_open_counter (PL_WINDOW (fixture->window));
  pl_window_connect_custom (PL_WINDOW (fixture->window), "https://pay.example.com/v1",
                            "https://id.example.com/authorize");
  set_workspace (fixture);
  core_wait_until (window_fixture_has_dialog, fixture);
  gtk_window_destroy (ui_find_dialog (GTK_WINDOW (fixture->window)));
  open_account (fixture);
  assert_nothing_came (fixture);
}

/* There by the time that its window opens, and not used last. */
static char *
add_other_account (Fixture *fixture)
{
  const PlConnectRequest request = {
    .kind = PL_ACCOUNT_CUSTOM,
    .name = "Corner Shop",
    .terminal = "1234002",
    .currency = "USD",
    .api_url = "https://pay.example.com/v1",
    .identity_url = "https://id.example.com/authorize",
    .api_key = "key",
    .session_only = TRUE,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  pl_workspace_connect_async (fixture->ui.workspace, &request, NULL, core_keep_result_cb, &result);
  account = pl_workspace_connect_finish (fixture->ui.workspace, core_await (&result), &error);
  g_assert_no_error (error);

  return g_strdup (pl_account_get_id (account));
}

/* What waits for the data is older than what waits for an account: a link of another account must not come over the
 * form that was asked for after it. */
static void
test_link_elsewhere (Fixture       *fixture,
                     gconstpointer  data)
{
  const Wish *wish = data;
  g_autofree char *other = add_other_account (fixture);
  g_autofree char *opened = NULL;
  g_autofree char *link_id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlAccount) account = NULL;

  pl_workspace_try_out_async (fixture->ui.workspace, NULL, core_keep_result_cb, &result);
  account = pl_workspace_try_out_finish (fixture->ui.workspace, core_await (&result), NULL);
  g_assert_nonnull (account);

  pl_window_show_link (PL_WINDOW (fixture->window), other, "CKHP6VVWYT");
  wish->first (PL_WINDOW (fixture->window));
  assert_nothing_came (fixture);

  set_workspace (fixture);
  core_wait_until (window_fixture_is_ready, fixture);
  g_object_get (fixture->window, "account-id", &opened, "link-id", &link_id, NULL);
  g_assert_cmpstr (opened, ==, pl_account_get_id (account));
  g_assert_null (link_id);
  check_wish (fixture, wish);
}

/* Nobody hears of it when the window goes. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  pl_window_show_link (PL_WINDOW (fixture->window), "nobody", "CKHP6VVWYT");
  pl_window_open_counter (PL_WINDOW (fixture->window));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
add (const char    *prefix,
     const char    *name,
     gconstpointer  data,
     void         (*func) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/window-wishes/%s/%s", prefix, name);

  g_test_add (path, Fixture, data, window_fixture_set_up, func, window_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      add ("before-data", wishes[i].name, &wishes[i], test_before_data);
      add ("before-account", wishes[i].name, &wishes[i], test_before_account);
    }
  add ("link-elsewhere", wishes[0].name, &wishes[0], test_link_elsewhere);
  add ("link-elsewhere", wishes[1].name, &wishes[1], test_link_elsewhere);
  add ("once", "counter", NULL, test_once);
  add ("account-comes", "try-out", "win.try-out", test_account_comes);
  add ("account-comes", "connect", "win.connect", test_account_comes);
  add ("account-comes", "from-outside", NULL, test_account_comes_from_outside);
  add ("something-else", "try-out", "win.try-out", test_something_else);
  add ("something-else", "connect", "win.connect", test_something_else);
  add ("something-else", "connect-elsewhere", NULL, test_connect_elsewhere);
  add ("closed", "all", NULL, test_closed);

  return g_test_run ();
}
