/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialog whose deciding buttons stand in its header bar, and at its bottom where they have no room there. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_FORM_FRAME (pl_form_frame_get_type ())
G_DECLARE_FINAL_TYPE (PlFormFrame, pl_form_frame, PL, FORM_FRAME, GtkWidget)

/* It has four children, from top to bottom: the header bar with the buttons, the one without, what is between, and the
 * bar with the buttons. Of the buttons' two places one is seen.
 *
 * Property: foldable (boolean): there is something to be moved to the bottom. */

G_END_DECLS
