/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another account is opened while something is typed for the one that is open: nothing is lost, and nothing goes to the
 * wrong one. */
#include "session-fixture.h"

#include "ui/create/pl-new-link-dialog.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/window/pl-window-private.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *window; /* weak */
} Fixture;

static gboolean
is_open (gpointer user_data)
{
  return pl_window_get_session (PL_WINDOW (((Fixture *) user_data)->window)) != NULL;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  fixture->window = pl_window_new (NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->session.ui.workspace);
  core_wait_until (is_open, fixture);
}

static gboolean
is_gone (gpointer user_data)
{
  return ((Fixture *) user_data)->window == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  core_wait_until (is_gone, fixture);
  session_fixture_tear_down (&fixture->session, data);
}

static PlAccount *
get_account (Fixture *fixture)
{
  return pl_session_get_account (pl_window_get_session (PL_WINDOW (fixture->window)));
}

static gboolean
has_form (gpointer user_data)
{
  return PL_IS_NEW_LINK_DIALOG (ui_find_dialog (GTK_WINDOW (((Fixture *) user_data)->window)));
}

static gboolean
has_no_form (gpointer user_data)
{
  return ui_find_dialog (GTK_WINDOW (((Fixture *) user_data)->window)) == NULL;
}

static GtkWidget *
open_form (Fixture *fixture,
           gint64   amount)
{
  GtkWidget *form;

  gtk_widget_activate_action (fixture->window, "win.new-link", NULL);
  core_wait_until (has_form, fixture);
  form = GTK_WIDGET (ui_find_dialog (GTK_WINDOW (fixture->window)));
  if (amount > 0)
    g_object_set (ui_find_type (form, PL_TYPE_AMOUNT_ENTRY), "amount", amount, NULL);

  return form;
}

static gboolean
is_asked (gpointer user_data)
{
  Fixture   *fixture = user_data;
  GtkWindow *form = ui_find_dialog (GTK_WINDOW (fixture->window));

  return form != NULL && ui_find_dialog (form) != NULL;
}

static gboolean
is_practice (gpointer user_data)
{
  return pl_account_get_kind (get_account (user_data)) == PL_ACCOUNT_PRACTICE;
}

/* As `paylinks --practice` does it while the window is open. */
static void
test_work (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *form = open_form (fixture, 8000);
  gint64     amount;

  g_assert_true (get_account (fixture) == fixture->session.account);
  pl_window_try_out (PL_WINDOW (fixture->window));
  core_wait_until (is_asked, fixture);
  ui_answer (GTK_WINDOW (form), "keep");
  /* Time enough for another account to open, if it were to. */
  ui_run_for (100);
  g_assert_true (get_account (fixture) == fixture->session.account);
  g_assert_true (GTK_WIDGET (ui_find_dialog (GTK_WINDOW (fixture->window))) == form);
  g_object_get (ui_find_type (form, PL_TYPE_AMOUNT_ENTRY), "amount", &amount, NULL);
  g_assert_cmpint (amount, ==, 8000);

  /* Chosen from the menu, or by its id. */
  {
    GListModel *accounts = pl_workspace_get_accounts (fixture->session.ui.workspace);

    for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
      {
        g_autoptr (PlAccount) account = g_list_model_get_item (accounts, i);

        if (account != fixture->session.account)
          g_object_set (fixture->window, "account-id", pl_account_get_id (account), NULL);
      }
  }
  core_wait_until (is_asked, fixture);
  ui_answer (GTK_WINDOW (form), "discard");
  core_wait_until (is_practice, fixture);
  core_wait_until (has_no_form, fixture);
}

/* Nothing typed: nothing to ask, and no form of the other account is left standing. */
static void
test_no_work (Fixture       *fixture,
              gconstpointer  data)
{
  open_form (fixture, 0);
  pl_window_try_out (PL_WINDOW (fixture->window));
  core_wait_until (is_practice, fixture);
  core_wait_until (has_no_form, fixture);
}

/* Something is taken in that Payroc does not take, and the program ends; then it is started with another account. */
static void
set_up_unsent (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-1");
  g_autoptr (PlIntent)        intent = NULL;

  session_fixture_set_up (&fixture->session, data);
  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'createLink','kind':'status','status':503,'times':1000}");
  intent = session_fixture_submit (&fixture->session, draft);
  g_clear_object (&intent);
  g_clear_object (&fixture->session.session);

  fixture->window = pl_window_new (NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  pl_window_try_out (PL_WINDOW (fixture->window));
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->session.ui.workspace);
}

static gboolean
is_told (gpointer user_data)
{
  return ui_find_action (((Fixture *) user_data)->window, "win.account") != NULL;
}

static gboolean
is_no_longer_told (gpointer user_data)
{
  return !is_told (user_data);
}

/* Until it is opened, in whichever way. */
static void
test_unsent (Fixture       *fixture,
             gconstpointer  data)
{
  core_wait_until (is_told, fixture);
  g_assert_true (is_practice (fixture));

  pl_window_change_account (PL_WINDOW (fixture->window), fixture->session.account);
  g_assert_true (get_account (fixture) == fixture->session.account);
  core_wait_until (is_no_longer_told, fixture);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, set_up, test) g_test_add ("/window-accounts/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("work", set_up, test_work);
  ADD ("no-work", set_up, test_no_work);
  ADD ("unsent", set_up_unsent, test_unsent);
#undef ADD

  return g_test_run ();
}
