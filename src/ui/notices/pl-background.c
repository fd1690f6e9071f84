/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a sandbox the portal decides; outside there is the folder of what starts with the desktop (XDG Autostart). */
#include "config.h"

#include "pl-background.h"

#include <libportal/portal.h>

static char *own_directory; /* (owned) (nullable) */

/* As the Desktop Entry Specification wants it: in quotes, and these characters escaped; backslashes once more, as in
 * every value; and % doubled, or it would begin a field code. */
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

static GBytes *
create_entry (void)
{
  g_autofree char *program = dup_program ();
  g_autofree char *quoted = quote (program);
  g_autoptr (GString) entry = g_string_new ("[Desktop Entry]\nType=Application\nName=Paylinks\n");

  g_string_append_printf (entry, "Exec=%s --background", quoted);
  if (own_directory != NULL)
    {
      g_autofree char *folder = quote (own_directory);

      g_string_append_printf (entry, " --data-dir %s", folder);
    }
  g_string_append (entry, "\nIcon=" APPLICATION_ID "\nNoDisplay=true\n");

  return g_string_free_to_bytes (g_steal_pointer (&entry));
}

static void
portal_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  /* Leave that was taken back already need not be given back. */
  if (xdp_portal_request_background_finish (XDP_PORTAL (object), result, &error) ||
      (error == NULL && g_task_get_task_data (task) == NULL))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "The desktop does not allow it");
}

static void
ask_portal (GTask      *task, /* (transfer full) */
            gboolean    wanted,
            const char *reason)
{
  g_autoptr (XdpPortal) portal = xdp_portal_new ();
  g_autoptr (GPtrArray) command = g_ptr_array_new ();

  g_task_set_task_data (task, GINT_TO_POINTER (wanted), NULL);
  g_ptr_array_add (command, (char *) "paylinks");
  g_ptr_array_add (command, (char *) "--background");
  if (own_directory != NULL)
    {
      g_ptr_array_add (command, (char *) "--data-dir");
      g_ptr_array_add (command, own_directory);
    }
  xdp_portal_request_background (portal, NULL, (char *) reason, wanted ? command : NULL,
                                 wanted ? XDP_BACKGROUND_FLAG_AUTOSTART : XDP_BACKGROUND_FLAG_NONE,
                                 g_task_get_cancellable (task), portal_cb, task);
}

static void
write_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
make_folder_work (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_get_parent (G_FILE (task_data));
  g_autoptr (GError) error = NULL;

  if (g_file_make_directory_with_parents (folder, cancellable, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
folder_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GFile *file = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) entry = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  entry = create_entry ();
  g_file_replace_contents_bytes_async (file, entry, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable,
                                       write_cb, g_steal_pointer (&task));
}

static void
delete_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (g_file_delete_finish (G_FILE (object), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
change_file (GTask    *task, /* (transfer full) */
             gboolean  wanted)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  GFile *file = g_file_new_build_filename (g_get_user_config_dir (), "autostart", APPLICATION_ID ".desktop", NULL);

  g_task_set_task_data (task, file, g_object_unref);
  if (wanted)
    {
      g_autoptr (GTask) folder = g_task_new (NULL, cancellable, folder_cb, task);

      g_task_set_task_data (folder, g_object_ref (file), g_object_unref);
      g_task_run_in_thread (folder, make_folder_work);
    }
  else
    {
      g_file_delete_async (file, G_PRIORITY_DEFAULT, cancellable, delete_cb, task);
    }
}

void
pl_background_set_directory (const char *directory)
{
  g_free (own_directory);
  own_directory = g_strdup (directory);
}

void
pl_background_request_async (gboolean             wanted,
                             const char          *reason,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, pl_background_request_async);
  if (xdp_portal_running_under_sandbox ())
    ask_portal (task, wanted, reason);
  else
    change_file (task, wanted);
}

gboolean
pl_background_request_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_background_request_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
