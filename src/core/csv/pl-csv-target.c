/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is a link, has two names or belongs to somebody else is written over in place by g_file_replace(), and
 * is half of the old and half of the new when the disk is full. Here it never is: what is written is another file in
 * the same folder, which takes its name when all of it is on the disk. */
#include "pl-csv-target.h"

#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pl-csv-error.h"
#include "store/pl-own-files.h"

struct _PlCsvTarget
{
  char          *path;    /* (owned) (nullable) what is replaced, without links; NULL: not on this computer */
  char          *partial; /* (owned) (nullable) beside path, what is written meanwhile */
  mode_t         mode;    /* of what is replaced; 0: there is nothing */
  GFile         *file;    /* (owned) */
  gboolean       existed; /* file, where there is no path */
  GOutputStream *stream;  /* (owned) */
  gboolean       keep;    /* what was written, when it is closed */
};

static gboolean
fail (PlCsvErrorCode   code,
      GError         **error)
{
  g_propagate_error (error, pl_csv_error_new (code, 0));

  return FALSE;
}

static gboolean
fail_errno (GError **error)
{
  const int saved = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved), g_strerror (saved));

  return FALSE;
}

/* What there is of a file that may not be there yet. */
static gboolean
resolve_path (PlCsvTarget  *self,
              const char   *path,
              GError      **error)
{
  struct stat found;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *real;

  if (lstat (path, &found) == 0)
    {
      real = realpath (path, NULL);
      if (real == NULL || stat (real, &found) != 0)
        {
          free (real);
          return errno == ENOENT ? fail (PL_CSV_ERROR_NOT_A_FILE, error) : fail_errno (error);
        }
      self->path = g_strdup (real);
      free (real);
      if (!S_ISREG (found.st_mode))
        return fail (PL_CSV_ERROR_NOT_A_FILE, error);
      self->mode = found.st_mode & 0777;
    }
  else if (errno != ENOENT)
    {
      return fail_errno (error);
    }
  else
    {
      real = realpath (folder, NULL);
      if (real == NULL)
        return fail_errno (error);
      self->path = g_build_filename (real, name, NULL);
      free (real);
    }

  return !pl_own_files_has (self->path) || fail (PL_CSV_ERROR_OWN_FILE, error);
}

static gboolean
resolve_file (PlCsvTarget   *self,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) local_error = NULL;

  info = g_file_query_info (self->file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable,
                            &local_error);
  if (info == NULL && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return fail (PL_CSV_ERROR_NOT_A_FILE, error);

  self->existed = info != NULL;

  return TRUE;
}

/* (transfer full) (nullable) */
static PlCsvTarget *
resolve (GFile         *file,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (PlCsvTarget) self = g_atomic_rc_box_new0 (PlCsvTarget);
  const char *path = g_file_is_native (file) ? g_file_peek_path (file) : NULL;

  self->file = g_object_ref (file);
  if (path != NULL ? !resolve_path (self, path, error) : !resolve_file (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlCsvTarget) self = resolve (source, cancellable, &error);

  if (self != NULL && self->path != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (self->path);
      g_autofree char *name = g_strdup_printf (".paylinks-%08x%08x.part", g_random_int (), g_random_int ());
      g_autoptr (GFile) partial = NULL;

      self->partial = g_build_filename (folder, name, NULL);
      partial = g_file_new_for_path (self->partial);
      self->stream = G_OUTPUT_STREAM (g_file_create (partial, G_FILE_CREATE_NONE, cancellable, &error));
      if (self->stream == NULL)
        g_clear_pointer (&self->partial, g_free);
      else if (self->mode != 0)
        g_chmod (self->partial, self->mode);
    }
  else if (self != NULL)
    {
      self->stream = G_OUTPUT_STREAM (g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable,
                                                      &error));
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) pl_csv_target_unref);
}

static void
target_clear (PlCsvTarget *self)
{
  g_clear_object (&self->stream);
  if (self->partial != NULL)
    g_unlink (self->partial);
  g_free (self->partial);
  g_free (self->path);
  g_clear_object (&self->file);
}

/* A power cut after the renaming must not leave the new name and nothing in it. */
static gboolean
put_in_place (PlCsvTarget  *self,
              GError      **error)
{
  const int fd = G_IS_FILE_DESCRIPTOR_BASED (self->stream)
                   ? g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (self->stream))
                   : -1;

  if (fd >= 0 && g_fsync (fd) != 0)
    return fail_errno (error);
  if (!g_output_stream_close (self->stream, NULL, error))
    return FALSE;
  if (g_rename (self->partial, self->path) != 0)
    return fail_errno (error);
  g_clear_pointer (&self->partial, g_free);

  return TRUE;
}

static void
close_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  PlCsvTarget *self = task_data;
  g_autoptr (GCancellable) given_up = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  if (self->path != NULL)
    {
      if (self->keep)
        put_in_place (self, &error);
      else
        g_output_stream_close (self->stream, NULL, NULL);
    }
  else
    {
      /* A stream that is closed by who has given up does not take the place of what was there. */
      if (!self->keep)
        g_cancellable_cancel (given_up);
      g_output_stream_close (self->stream, given_up, self->keep ? &error : NULL);
      if ((!self->keep || error != NULL) && !self->existed)
        g_file_delete (self->file, NULL, NULL);
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * pl_csv_target_check:
 * @file: where a table is to be written
 * @cancellable: (nullable): a cancellable
 * @error: %PL_CSV_ERROR_NOT_A_FILE, %PL_CSV_ERROR_OWN_FILE, `G_IO_ERROR`
 *
 * To be asked before something is begun that only then has something to write. Not for the main loop.
 *
 * Returns: whether it could be written as things are
 */
gboolean
pl_csv_target_check (GFile         *file,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (PlCsvTarget) self = resolve (file, cancellable, error);
  g_autofree char *folder = NULL;

  if (self == NULL || self->path == NULL)
    return self != NULL;

  folder = g_path_get_dirname (self->path);

  return g_access (folder, W_OK | X_OK) == 0 || fail_errno (error);
}

/**
 * pl_csv_target_is_same_file:
 * @file: a file
 * @other: a file
 *
 * Not for the main loop.
 *
 * Returns: whether both are there and are one, whatever they are called
 */
gboolean
pl_csv_target_is_same_file (GFile *file,
                            GFile *other)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInfo) other_info = NULL;

  if (g_file_equal (file, other))
    return TRUE;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  other_info = g_file_query_info (other, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL && other_info != NULL
         && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_ID_FILE)
         && g_strcmp0 (g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ID_FILE),
                       g_file_info_get_attribute_string (other_info, G_FILE_ATTRIBUTE_ID_FILE)) == 0;
}

/**
 * pl_csv_target_open_async:
 * @file: where a table is written; a link: what it leads to
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when pl_csv_target_get_stream() is there
 * @user_data: for @callback
 *
 * Nothing of @file changes before pl_csv_target_close_async(). Finish with pl_csv_target_open_finish().
 */
void
pl_csv_target_open_async (GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_csv_target_open_async);
  g_task_run_in_thread (task, open_thread);
}

/**
 * pl_csv_target_open_finish:
 * @file: where a table is written
 * @result: what the callback got
 * @error: %PL_CSV_ERROR_NOT_A_FILE, %PL_CSV_ERROR_OWN_FILE, `G_IO_ERROR`
 *
 * Returns: (transfer full) (nullable): to be written to; without pl_csv_target_close_async() nothing comes of it
 */
PlCsvTarget *
pl_csv_target_open_finish (GFile         *file,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_csv_target_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_csv_target_get_stream:
 * @self: a target
 *
 * Returns: (transfer none): what is written to; closed by pl_csv_target_close_async() only
 */
GOutputStream *
pl_csv_target_get_stream (PlCsvTarget *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stream;
}

/**
 * pl_csv_target_close_async:
 * @self: a target
 * @keep: whether all was written, and takes the file's place; otherwise the file is what it was
 * @callback: (scope async): called when it is done
 * @user_data: for @callback
 *
 * Finish with pl_csv_target_close_finish().
 */
void
pl_csv_target_close_async (PlCsvTarget         *self,
                           gboolean             keep,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL);

  self->keep = keep;
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, pl_csv_target_close_async);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self), (GDestroyNotify) pl_csv_target_unref);
  g_task_run_in_thread (task, close_thread);
}

/**
 * pl_csv_target_close_finish:
 * @result: what the callback got
 * @error: `G_IO_ERROR`: the file is what it was
 *
 * Returns: whether it is in its place, or nothing is left of it, as was asked for
 */
gboolean
pl_csv_target_close_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_csv_target_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_csv_target_unref:
 * @self: (transfer full): a target
 *
 * The last one takes away what was written and not kept.
 */
void
pl_csv_target_unref (PlCsvTarget *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) target_clear);
}
