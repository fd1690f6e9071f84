/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a sandbox the portal decides; outside there is the folder of what starts with the desktop (XDG Autostart). */
#include "config.h"

#include "pl-background.h"

#include <libportal/portal.h>

#include "pl-background-portal.h"

/* What a worker found that looked at the disk. */
enum
{
  FILE_CHANGED,
  ASK_PORTAL,
};

typedef struct
{
  gboolean  wanted;
  char     *directory; /* (owned) (nullable) */
  char     *reason;    /* (owned) */
  gboolean  starts;    /* output */
} Request;

static void
request_free (Request *request)
{
  g_free (request->directory);
  g_free (request->reason);
  g_free (request);
}

/* As the Desktop Entry Specification wants it: in quotes, and these characters escaped; backslashes once more, as in
 * every value; what ends a line as in every value, too; and % doubled, or it would begin a field code. */
static char *
quote (const char *argument)
{
  GString *quoted = g_string_new ("\"");

  for (; *argument != '\0'; argument++)
    {
      if (*argument == '\\')
        g_string_append (quoted, "\\\\\\\\");
      else if (strchr ("\"`$", *argument) != NULL)
        g_string_append_printf (quoted, "\\\\%c", *argument);
      else if (*argument == '%')
        g_string_append (quoted, "%%");
      else if (*argument == '\n')
        g_string_append (quoted, "\\n");
      else if (*argument == '\r')
        g_string_append (quoted, "\\r");
      else
        g_string_append_c (quoted, *argument);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

/* The program that runs: another one of that name may come first in the path. After an upgrade it is not there any
 * more, and the link says so behind its name. */
static char *
dup_program (void)
{
  g_autofree char *running = g_file_read_link ("/proc/self/exe", NULL);

  if (running != NULL && g_file_test (running, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&running);

  return g_strdup (BINDIR "/paylinks");
}

static char *
create_entry (const char *directory)
{
  g_autofree char *program = dup_program ();
  g_autofree char *quoted = quote (program);
  g_autoptr (GString) entry = g_string_new ("[Desktop Entry]\nType=Application\nName=" APPLICATION_NAME "\n");

  g_string_append_printf (entry, "Exec=%s --background", quoted);
  if (directory != NULL)
    {
      g_autofree char *folder = quote (directory);

      g_string_append_printf (entry, " --data-dir %s", folder);
    }
  g_string_append (entry, "\nIcon=" APPLICATION_ID "\nNoDisplay=true\n");

  return g_string_free (g_steal_pointer (&entry), FALSE);
}

static gboolean
write_entry (GFile         *file,
             const char    *directory,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *entry = create_entry (directory);
  g_autoptr (GError) local_error = NULL;

  if (!g_file_make_directory_with_parents (folder, cancellable, &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return g_file_replace_contents (file, entry, strlen (entry), NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                  cancellable, error);
}

static gboolean
delete_entry (GFile         *file,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_file_delete (file, cancellable, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* GLib and GTK go through portals in a sandbox, and outside when they are told to. */
static gboolean
are_portals_wanted (void)
{
  return xdp_portal_running_under_sandbox () || g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

static void
file_work (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (are_portals_wanted ())
    {
      g_task_return_int (task, ASK_PORTAL);
      return;
    }

  file = g_file_new_build_filename (g_get_user_config_dir (), "autostart", APPLICATION_ID ".desktop", NULL);
  done = request->wanted ? write_entry (file, request->directory, cancellable, &error)
                         : delete_entry (file, cancellable, &error);
  if (done)
    g_task_return_int (task, FILE_CHANGED);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
portal_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Request *request = g_task_get_task_data (task);

  /* Leave that nobody gives need not be given back. */
  if (pl_background_portal_request_finish (result, &request->starts, &error) ||
      (!request->wanted && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
                            g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
file_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Request *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  switch (g_task_propagate_int (G_TASK (result), &error))
    {
    case FILE_CHANGED:
      request->starts = request->wanted;
      g_task_return_boolean (task, TRUE);
      break;

    case ASK_PORTAL:
      {
        const char *const command[] = {
          "paylinks", "--background", request->directory != NULL ? "--data-dir" : NULL, request->directory, NULL
        };

        pl_background_portal_request_async (request->wanted, request->reason, command, cancellable, portal_cb,
                                            g_steal_pointer (&task));
      }
      break;

    default:
      g_task_return_error (task, g_steal_pointer (&error));
      break;
    }
}

void
pl_background_request_async (gboolean             wanted,
                             const char          *directory,
                             const char          *reason,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);
  g_autoptr (GTask) work = NULL;

  g_task_set_source_tag (task, pl_background_request_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  request->wanted = wanted;
  request->directory = g_strdup (directory);
  request->reason = g_strdup (reason);

  /* The task outlives its worker, which reads what it was given. */
  work = g_task_new (NULL, cancellable, file_cb, task);
  g_task_set_task_data (work, request, NULL);
  g_task_run_in_thread (work, file_work);
}

gboolean
pl_background_request_finish (GAsyncResult  *result,
                              gboolean      *starts,
                              GError       **error)
{
  const Request *request;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_background_request_async), FALSE);

  request = g_task_get_task_data (G_TASK (result));
  if (starts != NULL)
    *starts = request->starts;

  return g_task_propagate_boolean (G_TASK (result), error);
}
