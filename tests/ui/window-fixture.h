/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window itself, with a workspace that has no account yet. */
#pragma once

#include "ui-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  UiFixture  ui;
  GtkWidget *window; /* (nullable) weak */
} WindowFixture;

void     window_fixture_set_up            (WindowFixture *fixture,
                                           gconstpointer  data);
/* Asserts that nothing holds the window any more. */
void     window_fixture_tear_down         (WindowFixture *fixture,
                                           gconstpointer  data);

/* Opens the practice account, as the welcome page's button does. */
void     window_fixture_try_out           (WindowFixture *fixture);
/* GSourceFunc: its account is open. */
gboolean window_fixture_is_ready          (gpointer       fixture);
/* GSourceFunc: something stands above it; and nothing does. */
gboolean window_fixture_has_dialog        (gpointer       fixture);
gboolean window_fixture_has_no_dialog     (gpointer       fixture);
void     window_fixture_wait_until_gone   (WindowFixture *fixture);
/* Closes it while it waits for something, and asserts that nothing is shown of that any more. */
void     window_fixture_close_for_good    (WindowFixture *fixture);

G_END_DECLS
