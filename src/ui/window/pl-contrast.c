/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libadwaita loads a style-hc.css by itself, but newer ones complain of it, and want what GTK 4.8 does not
 * understand. */
#include "config.h"

#include "pl-contrast.h"

#include <adwaita.h>

static void
high_contrast_cb (AdwStyleManager *manager,
                  GParamSpec      *pspec,
                  GtkCssProvider  *provider)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (adw_style_manager_get_high_contrast (manager))
    {
      gtk_css_provider_load_from_resource (provider, PL_RESOURCES "high-contrast.css");
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
    }
  else
    {
      gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (provider));
    }
}

void
pl_contrast_watch (void)
{
  AdwStyleManager           *manager = adw_style_manager_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (high_contrast_cb), provider, 0);
  g_object_set_data_full (G_OBJECT (manager), "pl-contrast", g_object_ref (provider), g_object_unref);
  high_contrast_cb (manager, NULL, provider);
}
