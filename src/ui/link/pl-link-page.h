/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link in full: its address and QR code, what was paid, whom it was sent to, every detail. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_PAGE (pl_link_page_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkPage, pl_link_page, PL, LINK_PAGE, AdwBin)

/* Properties: session (nullable), link-id (nullable), folded (shows a way back to the list). */

G_END_DECLS
