/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the merchant can set: what is told, when, and whether links are watched without a window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_PREFERENCES_WINDOW (pl_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (PlPreferencesWindow, pl_preferences_window, PL, PREFERENCES_WINDOW, AdwPreferencesWindow)

/* settings: pl_settings_open()'s. directory: (nullable): the data folder, where it is not the user's own. */
GtkWidget *pl_preferences_window_new (GtkWindow  *parent,
                                      GSettings  *settings,
                                      const char *directory);

G_END_DECLS
