/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shop has its second screen at the same plug every day: it is remembered by that. */
#include "config.h"

#include "pl-counter-monitor.h"

#include "ui/parts/pl-settings.h"

#define KEY "counter-screen"

GdkMonitor *
pl_counter_monitor_pick (GdkDisplay *display,
                         GdkMonitor *own)
{
  GListModel            *monitors = gdk_display_get_monitors (display);
  g_autoptr (GSettings)  settings = pl_settings_open ();
  g_autofree char       *chosen = settings != NULL ? g_settings_get_string (settings, KEY) : NULL;
  g_autoptr (GdkMonitor) other = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      const char            *connector = gdk_monitor_get_connector (monitor);

      if (chosen != NULL && *chosen != '\0' && g_strcmp0 (connector, chosen) == 0)
        return g_steal_pointer (&monitor);
      if (other == NULL && monitor != own)
        other = g_steal_pointer (&monitor);
    }

  if (other != NULL)
    return g_steal_pointer (&other);

  return own != NULL ? g_object_ref (own) : NULL;
}

GdkMonitor *
pl_counter_monitor_next (GdkDisplay *display,
                         GdkMonitor *monitor)
{
  GListModel  *monitors = gdk_display_get_monitors (display);
  const guint  n_monitors = g_list_model_get_n_items (monitors);
  guint        place = 0;

  if (n_monitors == 0)
    return NULL;

  for (guint i = 0; i < n_monitors; i++)
    {
      g_autoptr (GdkMonitor) other = g_list_model_get_item (monitors, i);

      if (other == monitor)
        place = i + 1;
    }

  return g_list_model_get_item (monitors, place % n_monitors);
}

void
pl_counter_monitor_remember (GdkMonitor *monitor)
{
  g_autoptr (GSettings) settings = pl_settings_open ();
  const char           *connector = gdk_monitor_get_connector (monitor);

  if (settings != NULL && connector != NULL)
    g_settings_set_string (settings, KEY, connector);
}
