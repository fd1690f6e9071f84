/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A viewer of manuals shows it best. Not every desktop has one, and none sees into a sandbox: a browser gets the same
 * on one page, which a portal hands out. */
#include "config.h"

#include "pl-manual.h"

#include <glib/gi18n.h>
#include <libportal/portal.h>

#include "ui/parts/pl-toaster.h"

#define MANUAL "help:paylinks"

/* In the reader's language, or in English. */
static char *
find_page (void)
{
  const char *const *languages = g_get_language_names ();
  const char *const *folders = g_get_system_data_dirs ();

  for (gsize i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (languages[i], ".html", NULL);

      for (gsize j = 0; folders[j] != NULL; j++)
        {
          g_autofree char *file = g_build_filename (folders[j], "paylinks", "manual", name, NULL);

          if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
            return g_filename_to_uri (file, NULL, NULL);
        }
    }

  return NULL;
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWindow) parent = GTK_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (parent, result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_debug ("The manual's page was not shown: %s", error->message);
  /* Translators: Yelp is the name of a program. Short: toasts do not wrap. */
  pl_toaster_show (GTK_WIDGET (parent), _("Install Yelp to read the manual"));
}

static gboolean
show_page (GtkWindow *parent)
{
  g_autofree char *uri = find_page ();

  if (uri == NULL)
    return FALSE;

  gtk_show_uri_full (g_object_ref (parent), uri, GDK_CURRENT_TIME, NULL, page_cb, NULL);

  return TRUE;
}

static void
manual_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GtkWindow *parent = GTK_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (parent, result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_debug ("The manual was not shown: %s", error->message);
      if (!show_page (parent))
        pl_toaster_show (GTK_WIDGET (parent), _("Install Yelp to read the manual"));
    }
  g_object_unref (parent);
}

void
pl_manual_show (GtkWindow *parent)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));

  if (xdp_portal_running_under_sandbox () && show_page (parent))
    return;

  gtk_show_uri_full (g_object_ref (parent), MANUAL, GDK_CURRENT_TIME, NULL, manual_cb, NULL);
}
