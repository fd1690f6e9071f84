/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link, the form that changes it, and somebody in Payroc's portal who does the same. */
#pragma once

#include "session-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  SessionFixture session;
  GtkWidget     *dialog;
  PayrocLink    *link;
} EditFixture;

void         edit_fixture_set_up    (EditFixture  *fixture,
                                     gconstpointer data);
void         edit_fixture_tear_down (EditFixture  *fixture,
                                     gconstpointer data);
PlOutbox    *edit_get_outbox        (EditFixture *fixture);
PayrocLink  *edit_get_now           (EditFixture *fixture);
void         edit_create            (EditFixture     *fixture,
                                     PayrocLinkDraft *draft);
void         edit_create_many       (EditFixture *fixture);
void         edit_create_one        (EditFixture *fixture);
void         edit_open_form         (EditFixture *fixture,
                                     PlIntent    *refused);
gboolean     edit_is_shown          (EditFixture *fixture,
                                     const char  *title);
void         edit_type_label        (EditFixture *fixture,
                                     const char  *text);
void         edit_save              (EditFixture *fixture);
gboolean     edit_is_closed         (gpointer user_data);
gboolean     edit_is_idle           (gpointer user_data);
guint        edit_count_patches     (EditFixture *fixture);
void         edit_answer            (EditFixture *fixture,
                                     const char  *response);
void         edit_change_elsewhere  (EditFixture *fixture,
                                     gint64       amount);
void         edit_mail              (EditFixture *fixture);

G_END_DECLS
