/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not every desktop has a viewer for manuals: then it is said which one to install. */
#include "config.h"

#include "pl-manual.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-toaster.h"

#define MANUAL "help:paylinks"

static void
show_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GtkWindow) parent = GTK_WINDOW (source);
  g_autoptr(GError) error = NULL;

  if (gtk_show_uri_full_finish (parent, result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_debug ("The manual was not shown: %s", error->message);
  /* Translators: Yelp is the name of a program. Short: toasts do not wrap. */
  pl_toaster_show (GTK_WIDGET (parent), _("Install Yelp to read the manual"));
}

void
pl_manual_show (GtkWindow *parent)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));

  gtk_show_uri_full (g_object_ref (parent), MANUAL, GDK_CURRENT_TIME, NULL, show_cb, NULL);
}
