/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the words and the buttons of a toast stand: a GtkBoxLayout leaves the words what the buttons leave them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_TOAST_LAYOUT (pl_toast_layout_get_type ())
G_DECLARE_FINAL_TYPE (PlToastLayout, pl_toast_layout, PL, TOAST_LAYOUT, GtkLayoutManager)

/* label, somewhere in the toast, says the words. */
GtkLayoutManager *pl_toast_layout_new (GtkLabel *label);

/* What was measured is remembered when the window becomes wider: nobody asks again. */
void pl_toast_layout_follow (PlToastLayout *self);

G_END_DECLS
