/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions are what somebody who reports a fault is asked for first. */
#include "config.h"

#include "pl-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
pl_about_show (GtkWindow *parent)
{
  const char *const developers[] = { "The Paylinks contributors", NULL };
  g_autofree char *debug_info = NULL;

  debug_info = g_strdup_printf ("Paylinks %s (%s)\nGLib %u.%u.%u\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\n",
                                VERSION, PROFILE,
                                glib_major_version, glib_minor_version, glib_micro_version,
                                gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                                adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version ());

  adw_show_about_window (parent,
                         "application-name", APPLICATION_NAME,
                         "application-icon", APPLICATION_ID,
                         "version", VERSION,
                         "comments", _("Create payment links, send them by e-mail, and see when they are paid."),
                         "developer-name", _("The Paylinks contributors"),
                         "developers", developers,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your name and address, one person a line. */
                         "translator-credits", _("translator-credits"),
                         "debug-info", debug_info,
                         "debug-info-filename", "paylinks.txt",
                         NULL);
}
