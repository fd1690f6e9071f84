/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a practice server's links, payments and mails off the disk, whoever serves them at that moment. */
#include "config.h"

#include "pl-practice-folder.h"

#include <errno.h>
#include <glib/gstdio.h>

/* Beside the folder, until it is empty. */
#define REMOVED ".removed-"

/* A server that is about to end may write a file into a folder that we have just emptied. */
#define ATTEMPTS 5
#define PAUSE    (100 * 1000)

static gboolean
remove_once (GFile   *file,
             GError **error)
{
  g_autoptr (GFileEnumerator) children = NULL;
  g_autoptr (GError) not_a_folder = NULL;

  children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                                        NULL, &not_a_folder);
  while (children != NULL)
    {
      GFile *child;

      if (!g_file_enumerator_iterate (children, NULL, &child, NULL, error))
        return FALSE;
      if (child == NULL)
        break;
      /* The name of a link to elsewhere goes, never what it leads to. */
      if (g_file_query_file_type (child, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY
            ? !remove_once (child, error)
            : !g_file_delete (child, NULL, error))
        return FALSE;
    }

  return g_file_delete (file, NULL, error);
}

static gboolean
remove_tree (GFile   *file,
             GError **error)
{
  for (guint attempt = 1;; attempt++)
    {
      g_autoptr (GError) failed = NULL;

      if (remove_once (file, &failed) || g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return TRUE;

      if (attempt == ATTEMPTS)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      g_usleep (PAUSE);
    }
}

/* Also those that an earlier removal could not empty. */
static gboolean
remove_set_aside (const char  *parent,
                  const char  *prefix,
                  GError     **error)
{
  g_autoptr (GDir) siblings = g_dir_open (parent, 0, error);
  const char *name;

  if (siblings == NULL)
    return FALSE;

  while ((name = g_dir_read_name (siblings)) != NULL)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (parent, name, NULL);

      if (g_str_has_prefix (name, prefix) && !remove_tree (file, error))
        return FALSE;
    }

  return TRUE;
}

static void
remove_folder (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const char *directory = task_data;
  g_autofree char *parent = g_path_get_dirname (directory);
  g_autofree char *name = g_path_get_basename (directory);
  g_autofree char *prefix = g_strconcat (name, REMOVED, NULL);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *new_name = g_strconcat (prefix, unique, NULL);
  g_autofree char *set_aside = g_build_filename (parent, new_name, NULL);
  g_autoptr (GError) error = NULL;

  /* Under its name nothing is found from here on, at once and whole: a server that goes on serves what is gone, and
   * the next one begins with nothing. */
  if (g_rename (directory, set_aside) != 0 && errno != ENOENT)
    {
      int saved_errno = errno;

      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s",
                               directory, g_strerror (saved_errno));
      return;
    }

  if (!remove_set_aside (parent, prefix, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * pl_practice_folder_remove_async:
 * @directory: (type filename): where a practice server keeps its state
 * @callback: called when it is gone
 * @user_data: data for @callback
 *
 * Takes the folder away with all that is in it. It cannot be stopped half-way.
 * Let go of the server first: one that another program still holds goes on
 * with files that have no name any more, until that program lets go too.
 */
void
pl_practice_folder_remove_async (const char          *directory,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (directory != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, pl_practice_folder_remove_async);
  g_task_set_task_data (task, g_strdup (directory), g_free);
  g_task_run_in_thread (task, remove_folder);
}

/**
 * pl_practice_folder_remove_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %G_IO_ERROR.
 *
 * Returns: whether nothing is left; also when there was nothing
 */
gboolean
pl_practice_folder_remove_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_practice_folder_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
