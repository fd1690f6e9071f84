/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the account stands: what the window shows while no link is chosen. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_OVERVIEW_PAGE (pl_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (PlOverviewPage, pl_overview_page, PL, OVERVIEW_PAGE, AdwBin)

/* Properties: session (PlSession, nullable), folded (boolean: it stands alone, and there is a way back). Asks the
 * window's actions open-link, edit-last-day, show-ending and new-link. */

G_END_DECLS
