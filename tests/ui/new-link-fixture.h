/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the form for a new link share: the form on a session of its own, filled as a person does. */
#pragma once

#include "session-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  SessionFixture session;
  GtkWidget     *dialog;  /* NULL once it is closed */
  char          *created; /* the id that "created" brought */
  guint          n_created; /* how often it came */
} NewLinkFixture;

void        new_link_set_up         (NewLinkFixture  *fixture,
                                     gconstpointer    data);
void        new_link_tear_down      (NewLinkFixture  *fixture,
                                     gconstpointer    data);

/* draft, refused: (nullable) */
void        new_link_open           (NewLinkFixture  *fixture,
                                     PayrocLinkDraft *draft,
                                     PlIntent        *refused);
/* Aborts when there is no such row. */
GtkWidget  *new_link_row            (NewLinkFixture  *fixture,
                                     const char      *title);
void        new_link_type_amount    (NewLinkFixture  *fixture,
                                     const char      *text);
/* Presses what that row turns on and off. */
void        new_link_toggle         (NewLinkFixture  *fixture,
                                     const char      *title);
void        new_link_press_create   (NewLinkFixture  *fixture);

/* For core_wait_until(). */
gboolean    new_link_is_closed      (gpointer         user_data);
gboolean    new_link_is_idle        (gpointer         user_data);

/* The body of the newest createLink at the practice server. (transfer full) */
JsonObject *new_link_dup_body       (NewLinkFixture  *fixture);
/* The sentence that says what will be created. */
const char *new_link_get_summary    (NewLinkFixture  *fixture);
void        new_link_assert_summary (NewLinkFixture  *fixture,
                                     const char      *expected);

G_END_DECLS
