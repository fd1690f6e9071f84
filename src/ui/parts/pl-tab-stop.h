/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Around a list view: Tab comes to it once and leaves it again, and arrows go from row to row. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_TAB_STOP (pl_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (PlTabStop, pl_tab_stop, PL, TAB_STOP, AdwBin)

G_END_DECLS
