/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All keys that Paylinks listens to, in words. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SHORTCUTS_WINDOW (pl_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (PlShortcutsWindow, pl_shortcuts_window, PL, SHORTCUTS_WINDOW, AdwWindow)

/* Above parent, whose application knows the keys of each action. (transfer none) */
GtkWidget *pl_shortcuts_window_new  (GtkWindow      *parent);

/* Above the window that has the keyboard, form or not; nothing where it is open already. */
void       pl_shortcuts_window_show (GtkApplication *application);

G_END_DECLS
