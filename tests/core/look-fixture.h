/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account on a practice server that is looked at again and again, as the watch does. */
#pragma once

#include "core-fixture.h"

#include "core/watch/pl-notice-board.h"
#include "core/watch/pl-watch-look.h"

G_BEGIN_DECLS

typedef struct
{
  CoreFixture    core;
  PlRefresh     *refresh;
  PlNoticeBoard *board;
  gint64         later; /* microseconds that are added to the time of each look */
} LookFixture;

/* data: NULL for an account whose links were fetched, and which was looked at once. */
void            look_fixture_set_up    (LookFixture     *fixture,
                                        gconstpointer    data);
void            look_fixture_tear_down (LookFixture     *fixture,
                                        gconstpointer    data);

void            look_refresh           (LookFixture     *fixture);
gboolean        look_try               (LookFixture     *fixture,
                                        PlWatchFinding  *finding,
                                        GError         **error);
/* Must come to its end. */
PlWatchFinding  look_once              (LookFixture     *fixture);

/* "KIND reference amount" of what is due, and tells it. */
char           *look_tell              (LookFixture     *fixture);
void            look_assert_told       (LookFixture     *fixture,
                                        const char      *expected);

/* Can be paid by card and by bank; done. */
PlIntent       *look_create            (LookFixture     *fixture,
                                        const char      *reference,
                                        PayrocLinkKind   kind);
/* more: ",\"member\":value" of the body. The payment's id. */
char           *look_pay               (LookFixture     *fixture,
                                        PlIntent        *intent,
                                        const char      *more);
void            look_assert_stored     (LookFixture     *fixture,
                                        PlIntent        *intent,
                                        const char      *column,
                                        gint64           expected);

G_END_DECLS
