/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window shows while its data is being opened. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_OPENING_PAGE (pl_opening_page_get_type ())
G_DECLARE_FINAL_TYPE (PlOpeningPage, pl_opening_page, PL, OPENING_PAGE, AdwBin)

GtkWidget *pl_opening_page_new (void);

G_END_DECLS
