/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where toasts lie without lying on anything: a strip of a page that is as high as the toast that is shown, and nothing
 * without one. The toasts of the AdwToastOverlay around it go there; where it is not seen they lie at the bottom. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_TOAST_ROOM (pl_toast_room_get_type ())
G_DECLARE_FINAL_TYPE (PlToastRoom, pl_toast_room, PL, TOAST_ROOM, GtkWidget)

/* Property: first (boolean, construct): of several rooms that are seen at once, the one to take. */

G_END_DECLS
