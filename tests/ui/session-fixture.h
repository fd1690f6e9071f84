/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the open account's pages and forms share: a session on a practice server of their own, and a window
 * that hears the actions that they ask the main window for. */
#pragma once

#include "ui-fixture.h"

#include "core/session/pl-session.h"

G_BEGIN_DECLS

typedef struct
{
  UiFixture       ui;
  PlTestPractice *practice;
  PlAccount      *account;
  PlSession      *session;
  GtkWidget      *window;   /* an AdwWindow that stands for the main window */
  GString        *actions;  /* what was asked of it: "open-link ABC;" */
} SessionFixture;

void         session_fixture_set_up     (SessionFixture *fixture,
                                         gconstpointer   data);
/* Asserts that nothing holds the session any more. */
void         session_fixture_tear_down  (SessionFixture *fixture,
                                         gconstpointer   data);

/* Puts that widget into the window, and shows it. */
void         session_fixture_show       (SessionFixture *fixture,
                                         GtkWidget      *content);
/* Asks the practice server for all links. */
void         session_fixture_refresh    (SessionFixture *fixture);
/* Made through the outbox. (transfer full): the link's id. */
char        *session_fixture_create     (SessionFixture  *fixture,
                                         PayrocLinkDraft *draft);
/* As it is stored. (transfer full) */
PayrocLink  *session_fixture_find_link  (SessionFixture  *fixture,
                                         const char      *link_id);
/* Until what somebody asked Payroc about it since then is stored, and told to them. */
void         session_fixture_await_asked (SessionFixture *fixture,
                                          const char     *link_id,
                                          gint64          since);
/* A refused intent to create that draft. (transfer full) */
PlIntent    *session_fixture_submit     (SessionFixture  *fixture,
                                         PayrocLinkDraft *draft);
/* With the e-mail that is to follow it. */
PlIntent   *session_fixture_submit_shared (SessionFixture  *fixture,
                                           PayrocLinkDraft *draft,
                                           PayrocShare     *share);
/* (transfer full) (nullable): the first of that kind that Payroc refused. */
PlIntent    *session_fixture_find_refused (SessionFixture *fixture,
                                           PlIntentKind    kind);

/* A link's page: when it is at rest, what it asks from now on is counted; and until that is answered. */
void         session_page_begin         (SessionFixture *fixture,
                                         GtkWidget      *page);
void         session_page_await         (SessionFixture *fixture,
                                         GtkWidget      *page);
void         session_page_await_rest    (GtkWidget      *page);

/* The row with that title under the widget; entries, switches and choices alike. */
GtkWidget   *session_find_row           (GtkWidget      *widget,
                                         const char     *title);
/* The note beneath that row. (nullable): what it says */
const char  *session_note_of            (GtkWidget      *widget,
                                         const char     *title);

G_END_DECLS
