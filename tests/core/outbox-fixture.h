/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the outbox do again and again: let requests fail, let days pass, count what was sent. */
#pragma once

#include "core-fixture.h"

G_BEGIN_DECLS

/* In a fault: more than an exchange attempts by itself. */
#define ALWAYS "'times':100"

void      outbox_assert_state     (PlIntent      *intent,
                                   PlIntentState  state);
guint     outbox_count_posts      (CoreFixture   *fixture,
                                   const char    *operation);
/* More than the seven for which Payroc remembers a key. */
void      outbox_pass_days        (CoreFixture   *fixture);
/* A create (with a share) whose first attempts all failed in that way. */
PlIntent *outbox_create_failing   (CoreFixture   *fixture,
                                   const char    *kind,
                                   gboolean       shared);
/* A share of a link that is there whose first attempts all failed in that way. */
PlIntent *outbox_share_failing    (CoreFixture   *fixture,
                                   const char    *kind);
PlIntent *outbox_edit_description (CoreFixture   *fixture,
                                   PayrocLink    *link,
                                   PayrocShare   *share);
void      outbox_wait_for_done    (PlBatch       *batch,
                                   guint          n_done);
/* How many links were asked for before the one with that order number. */
guint     outbox_find_post        (CoreFixture   *fixture,
                                   const char    *order_id);
/* So many links are made, the others not before pl_test_practice_release(), however slow the test is. */
void      outbox_hold_after       (CoreFixture   *fixture,
                                   guint          n_answered);

G_END_DECLS
