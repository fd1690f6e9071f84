/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each state of an account has its words and its way out. */
#include "ui/account/pl-session-notice.h"

static void
test_states (void)
{
  const struct
  {
    PlSessionState state;
    PlNoticeWeight weight;
    const char    *action;
  } cases[] = {
    { PL_SESSION_OPENING, PL_NOTICE_NONE, NULL },
    { PL_SESSION_READY, PL_NOTICE_NONE, NULL },
    { PL_SESSION_KEY_MISSING, PL_NOTICE_PROBLEM, "win.replace-key" },
    { PL_SESSION_KEY_REFUSED, PL_NOTICE_PROBLEM, "win.replace-key" },
    { PL_SESSION_KEYRING_LOCKED, PL_NOTICE_PROBLEM, "win.unlock" },
    { PL_SESSION_KEYRING_UNREACHABLE, PL_NOTICE_PROBLEM, "win.replace-key" },
    { PL_SESSION_PRACTICE_FAILED, PL_NOTICE_PROBLEM, "win.reopen" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(PlSessionNotice) notice = { 0 };

      pl_session_notice_init (&notice, cases[i].state, PL_ACCOUNT_TEST, "Corner Shop", NULL);
      g_assert_cmpint (notice.weight, ==, cases[i].weight);
      g_assert_cmpstr (notice.action, ==, cases[i].action);
      g_assert_true ((notice.text != NULL) == (cases[i].weight != PL_NOTICE_NONE));
      g_assert_true ((notice.label != NULL) == (cases[i].action != NULL));
    }
}

static void
test_names_account (void)
{
  g_auto(PlSessionNotice) notice = { 0 };

  pl_session_notice_init (&notice, PL_SESSION_KEY_REFUSED, PL_ACCOUNT_TEST, "Corner Shop", NULL);
  g_assert_nonnull (strstr (notice.text, "“Corner Shop”"));
}

static void
test_refresh (void)
{
  g_autoptr(GError) error = payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "x");
  g_auto(PlSessionNotice) notice = { 0 };

  pl_session_notice_init (&notice, PL_SESSION_READY, PL_ACCOUNT_TEST, "Corner Shop", error);
  g_assert_cmpint (notice.weight, ==, PL_NOTICE_QUIET);
  g_assert_cmpstr (notice.text, ==, "Payroc could not be reached. Check the internet connection and try again.");
  g_assert_cmpstr (notice.action, ==, "win.refresh");
}

/* No network lies between us and the practice account. */
static void
test_practice (void)
{
  g_autoptr(GError) error = payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "x");
  g_auto(PlSessionNotice) notice = { 0 };

  pl_session_notice_init (&notice, PL_SESSION_READY, PL_ACCOUNT_PRACTICE, "Practice", error);
  g_assert_cmpint (notice.weight, ==, PL_NOTICE_QUIET);
  g_assert_null (strstr (notice.text, "internet"));
  g_assert_null (strstr (notice.text, "Payroc"));
  g_assert_cmpstr (notice.action, ==, "win.refresh");
}

/* What keeps the account from sending is said before what kept the list from being updated. */
static void
test_problem_first (void)
{
  g_autoptr(GError) error = payroc_error_new_fields (PAYROC_ERROR_KEY_REFUSED, NULL, "x");
  g_auto(PlSessionNotice) notice = { 0 };

  pl_session_notice_init (&notice, PL_SESSION_KEY_REFUSED, PL_ACCOUNT_TEST, "Corner Shop", error);
  g_assert_cmpstr (notice.action, ==, "win.replace-key");
}

static void
test_stopped_by_user (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_auto(PlSessionNotice) notice = { 0 };

  pl_session_notice_init (&notice, PL_SESSION_READY, PL_ACCOUNT_TEST, "Corner Shop", error);
  g_assert_cmpint (notice.weight, ==, PL_NOTICE_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-notice/states", test_states);
  g_test_add_func ("/session-notice/names-account", test_names_account);
  g_test_add_func ("/session-notice/refresh", test_refresh);
  g_test_add_func ("/session-notice/practice", test_practice);
  g_test_add_func ("/session-notice/problem-first", test_problem_first);
  g_test_add_func ("/session-notice/stopped-by-user", test_stopped_by_user);

  return g_test_run ();
}
