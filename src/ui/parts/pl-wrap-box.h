/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons side by side, and below one another where text is large and the window narrow. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_WRAP_BOX (pl_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (PlWrapBox, pl_wrap_box, PL, WRAP_BOX, GtkWidget)

G_END_DECLS
