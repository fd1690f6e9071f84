/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons that decide, equally wide: side by side, or each on a line of its own, the last of them on top. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_DECISION_BOX (pl_decision_box_get_type ())
G_DECLARE_FINAL_TYPE (PlDecisionBox, pl_decision_box, PL, DECISION_BOX, GtkWidget)

G_END_DECLS
