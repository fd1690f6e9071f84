/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Switching off is for ever: asked first, with another way, and known to be done before it is said to be. */
#include "session-fixture.h"

#include "ui/edit/pl-switch-off.h"

typedef struct
{
  SessionFixture session;
  char          *link_id;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  gtk_window_present (GTK_WINDOW (fixture->session.window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->link_id);
  session_fixture_tear_down (&fixture->session, data);
}

static guint
count_requests (Fixture *fixture)
{
  return pl_test_practice_count_requests (fixture->session.practice, "deactivateLink");
}

static AdwMessageDialog *
ask (Fixture *fixture)
{
  GtkWindow             *window = GTK_WINDOW (fixture->session.window);
  g_autoptr (PayrocLink) link = session_fixture_find_link (&fixture->session, fixture->link_id);

  pl_switch_off_present (window, fixture->session.session, link);

  return ADW_MESSAGE_DIALOG (ui_find_dialog (window));
}

static void
answer (Fixture    *fixture,
        const char *response)
{
  ui_answer (GTK_WINDOW (fixture->session.window), response);
}

static void
create (Fixture *fixture,
        guint    days)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autoptr (GDateTime)       now = g_date_time_new_now_local ();
  GDate                       day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, g_date_time_get_day_of_month (now), g_date_time_get_month (now), g_date_time_get_year (now));
  g_date_add_days (&day, days);
  payroc_link_draft_set_expires_on (draft, &day);
  fixture->link_id = session_fixture_create (&fixture->session, draft);
}

static gboolean
is_switched_off (gpointer user_data)
{
  Fixture               *fixture = user_data;
  g_autoptr (PayrocLink) now = session_fixture_find_link (&fixture->session, fixture->link_id);

  return payroc_link_get_status (now) == PAYROC_LINK_STATUS_DEACTIVATED;
}

/* Also when the answer is lost: the link is looked at. */
static void
test_switch_off (Fixture       *fixture,
                 gconstpointer  data)
{
  const char       *kind = data;
  AdwMessageDialog *question;

  create (fixture, 7);
  question = ask (fixture);
  g_assert_nonnull (strstr (ui_get_question_text (GTK_WIDGET (question)), "never be switched on again"));
  g_assert_true (adw_message_dialog_has_response (question, "last-day"));
  answer (fixture, "cancel");
  ui_run_for (100);
  g_assert_cmpuint (count_requests (fixture), ==, 0);
  g_assert_false (is_switched_off (fixture));

  if (kind != NULL)
    pl_test_practice_add_fault (fixture->session.practice, "{'operation':'deactivateLink','kind':'%s'}", kind);
  ask (fixture);
  answer (fixture, "switch-off");
  core_wait_until (is_switched_off, fixture);
}

static void
test_last_day_instead (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *asked = NULL;

  create (fixture, 1);
  ask (fixture);
  answer (fixture, "last-day");
  asked = g_strdup_printf ("edit-last-day %s;", fixture->link_id);
  g_assert_cmpstr (fixture->session.actions->str, ==, asked);
  g_assert_cmpuint (count_requests (fixture), ==, 0);
}

/* A link whose last day is today cannot end sooner. */
static void
test_last_day_today (Fixture       *fixture,
                     gconstpointer  data)
{
  create (fixture, 0);
  g_assert_false (adw_message_dialog_has_response (ask (fixture), "last-day"));
  answer (fixture, "cancel");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, data, test) g_test_add ("/switch-off/" path, Fixture, data, set_up, test, tear_down)
  ADD ("done", NULL, test_switch_off);
  ADD ("lost", "cutAfter", test_switch_off);
  ADD ("not-arrived", "cutBefore", test_switch_off);
  ADD ("last-day-instead", NULL, test_last_day_instead);
  ADD ("last-day-today", NULL, test_last_day_today);
#undef ADD

  return g_test_run ();
}
