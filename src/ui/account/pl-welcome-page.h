/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: try Paylinks out on this computer, or connect an account at Payroc. Also adds later accounts. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_WELCOME_PAGE (pl_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (PlWelcomePage, pl_welcome_page, PL, WELCOME_PAGE, AdwBin)

/* Activates win.try-out, win.connect, and win.back when that one is enabled.
 * Property: adding (boolean): accounts are there already, so it is headed "Add Account" and has a way back. */
GtkWidget *pl_welcome_page_new        (void);
void       pl_welcome_page_set_adding (PlWelcomePage *self,
                                       gboolean       adding);
/* The practice account is the one that is open: it is not offered again. */
void       pl_welcome_page_set_trying (PlWelcomePage *self,
                                       gboolean       trying);
/* While the practice account starts: a second click must not start another. */
void       pl_welcome_page_set_busy   (PlWelcomePage *self,
                                       gboolean       busy);

/* Gives the keyboard to the first choice. Not done as grab_focus: Tab would be led there each time it comes round. */
void pl_welcome_page_focus_choice (PlWelcomePage *self);

G_END_DECLS
