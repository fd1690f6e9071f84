/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers how large the main window was; without the settings schema (run from a build folder) it forgets. */
#include "config.h"

#include "pl-window-size.h"

#include "ui/parts/pl-settings.h"

void
pl_window_size_restore (GtkWindow *window)
{
  g_autoptr(GSettings) settings = pl_settings_open ();
  int width;
  int height;

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (settings == NULL)
    return;

  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (window, MAX (width, 360), MAX (height, 294));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

/* The settings are written by GSettings' own thread. */
void
pl_window_size_save (GtkWindow *window)
{
  g_autoptr(GSettings) settings = pl_settings_open ();
  int width;
  int height;

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (settings == NULL)
    return;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_delay (settings);
  g_settings_set (settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  g_settings_apply (settings);
}
