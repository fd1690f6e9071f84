/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a folder in the desktop's file manager; where there is none, its path can at least be copied. */
#include "config.h"

#include "pl-folder.h"

#include <glib/gi18n.h>

#include "pl-toaster.h"

typedef struct
{
  GtkWidget *widget; /* (owned) */
  char      *path;   /* (owned) */
} Showing;

static void
showing_free (Showing *showing)
{
  g_object_unref (showing->widget);
  g_free (showing->path);
  g_free (showing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Showing, showing_free)

static void
show_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Showing) showing = user_data;
  g_autoptr(GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      gtk_widget_get_root (showing->widget) == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (showing->widget), showing->path);
  pl_toaster_show (showing->widget, _("No program shows folders here: its name is copied"));
}

void
pl_folder_show (GtkWidget  *widget,
                const char *directory)
{
  g_autofree char *uri = NULL;
  Showing *showing;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (directory != NULL);

  uri = g_filename_to_uri (directory, NULL, NULL);
  if (uri == NULL)
    return;

  showing = g_new0 (Showing, 1);
  showing->widget = g_object_ref (widget);
  showing->path = g_filename_display_name (directory);
  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME, NULL, show_cb, showing);
}
