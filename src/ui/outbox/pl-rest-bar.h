/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why nothing is sent for a while, and a way to try at once. */
#pragma once

#include <adwaita.h>

#include "core/outbox/pl-outbox.h"

G_BEGIN_DECLS

#define PL_TYPE_REST_BAR (pl_rest_bar_get_type ())
G_DECLARE_FINAL_TYPE (PlRestBar, pl_rest_bar, PL, REST_BAR, AdwBin)

/* Properties: outbox (PlOutbox, nullable); held (boolean): somebody else says why nothing is sent. Not to be seen while
 * the outbox does not rest. */

G_END_DECLS
