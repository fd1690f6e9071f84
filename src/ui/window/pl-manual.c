/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A viewer of manuals shows it best. Not every desktop has one, and none sees into a sandbox: a browser gets the same
 * on one page, which a portal hands out. */
#include "config.h"

#include "pl-manual.h"

#include <glib/gi18n.h>
#include <libportal/portal.h>

#include "ui/parts/pl-toaster.h"

#define MANUAL "help:paylinks"

/* What a worker found on the disk. */
typedef struct
{
  gboolean  sandboxed;
  char     *page;      /* (owned) (nullable) */
} Look;

static void
look_free (Look *look)
{
  g_free (look->page);
  g_free (look);
}

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

static void
show_page (GtkWindow  *parent,
           const char *page) /* (nullable) */
{
  if (page != NULL)
    gtk_show_uri_full (g_object_ref (parent), page, GDK_CURRENT_TIME, NULL, page_cb, NULL);
  else
    pl_toaster_show (GTK_WIDGET (parent), _("Install Yelp to read the manual"));
}

static void
manual_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWindow) parent = GTK_WINDOW (source);
  g_autofree char *page = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (parent, result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_debug ("The manual was not shown: %s", error->message);
  show_page (parent, page);
}

static void
look_work (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  Look *look = task_data;

  look->sandboxed = xdp_portal_running_under_sandbox ();
  look->page = find_page ();
  g_task_return_boolean (task, TRUE);
}

static void
look_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GtkWindow *parent = GTK_WINDOW (source);
  Look *look = g_task_get_task_data (G_TASK (result));

  if (look->sandboxed && look->page != NULL)
    show_page (parent, look->page);
  else
    gtk_show_uri_full (g_object_ref (parent), MANUAL, GDK_CURRENT_TIME, NULL, manual_cb,
                       g_steal_pointer (&look->page));
}

void
pl_manual_show (GtkWindow *parent)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  task = g_task_new (parent, NULL, look_cb, NULL);
  g_task_set_source_tag (task, pl_manual_show);
  g_task_set_task_data (task, g_new0 (Look, 1), (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_work);
}
