/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in the window when the data on this computer could not be opened: why, where it is, and what to do. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_FAILURE_PAGE (pl_failure_page_get_type ())
G_DECLARE_FINAL_TYPE (PlFailurePage, pl_failure_page, PL, FAILURE_PAGE, AdwBin)

/* Activates app.open-workspace to try again. */
GtkWidget *pl_failure_page_new       (void);
void       pl_failure_page_set_error (PlFailurePage *self,
                                      const GError  *error,
                                      const char    *directory);

/* Gives the keyboard to the way out. Not done as grab_focus: Tab would be led there each time it comes round. */
void pl_failure_page_focus_way_out (PlFailurePage *self);

G_END_DECLS
