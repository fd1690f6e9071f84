/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen that a customer sees: what is to be paid, its QR code, and that it was paid; and nothing else. */
#pragma once

#include "pl-counter-side-window.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_WINDOW (pl_counter_window_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterWindow, pl_counter_window, PL, COUNTER_WINDOW, PlCounterSideWindow)

GtkWidget *pl_counter_window_new       (GtkApplication  *application,
                                        PlCounterTill   *till);
/* TRUE: the merchant has a screen of their own, and there is nothing to be pressed here. */
void       pl_counter_window_set_apart (PlCounterWindow *self,
                                        gboolean         apart);

G_END_DECLS
