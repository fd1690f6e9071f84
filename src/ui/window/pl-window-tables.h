/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables into the window and out of it: the menu's Import and Export, and a file that is dropped. */
#pragma once

#include "pl-window.h"

G_BEGIN_DECLS

void pl_window_install_tables (GtkWidgetClass *widget_class); /* win.import, win.export, win.export-payments */
void pl_window_accept_tables  (PlWindow       *self);         /* dropped ones */

/* Another account, or none: a table that is still being read is for nobody. */
void pl_window_stop_opening   (PlWindow       *self);

G_END_DECLS
