/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of an account's links with its search and filters. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_LINKS_PANE (pl_links_pane_get_type ())
G_DECLARE_FINAL_TYPE (PlLinksPane, pl_links_pane, PL, LINKS_PANE, AdwBin)

/* Properties: session (nullable), search-mode, link-id (nullable: which one is selected), folded (a chosen link
 * covers the list: it is opened by a click or Enter, and not already while the arrow keys walk past it). Opens links
 * by the action win.open-link. pick-mode (PlPickMode, read-only): links
 * picked, to do one thing with all of them. Actions: picks.begin, picks.all, picks.leave. */
G_END_DECLS
