/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the outbox's rows share. */
#pragma once

#include "store/pl-outbox-table.h"
#include "support/store-fixture.h"

G_BEGIN_DECLS

#define NOW G_GINT64_CONSTANT (1792000000000000)

/* Steps of a test that run on the worker; what fails there ends the program as anywhere. */
typedef void (*Steps) (PlConnection *connection,
                       gpointer      data);

void         outbox_steps_run         (StoreFixture      *fixture,
                                       Steps              steps,
                                       gpointer           data);
PlOutboxRow *outbox_row_make          (PlIntentKind       kind);
PlOutboxRow *outbox_row_insert        (PlConnection      *connection,
                                       PlIntentKind       kind,
                                       PlIntentState      state); /* SENDING: in the hands of "somebody" */
PlOutboxRow *outbox_row_get           (PlConnection      *connection,
                                       gint64             id);
void         outbox_rows_assert_equal (const PlOutboxRow *a,
                                       const PlOutboxRow *b);

G_END_DECLS
