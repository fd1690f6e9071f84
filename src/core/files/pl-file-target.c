/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is a link, has two names or belongs to somebody else is written over in place by g_file_replace(), and
 * is half of the old and half of the new when the disk is full. Here it never is: what is written is another file in
 * the same folder, which takes its name when all of it is on the disk. */
#include "pl-file-target.h"

#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pl-file-error.h"
#include "pl-file-leftovers.h"
#include "store/pl-own-files.h"

struct _PlFileTarget
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
fail (PlFileErrorCode   code,
      GError          **error)
{
  g_propagate_error (error, pl_file_error_new (code));

  return FALSE;
}

static gboolean
fail_errno (GError **error)
{
  const int saved = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved), g_strerror (saved));

  return FALSE;
}

/* GIO names the file that is written meanwhile, which nobody has chosen. */
static void
name_as_chosen (PlFileTarget  *self,
                GError       **error)
{
  g_autofree char *name = NULL;
  g_autofree char *chosen = NULL;
  g_autoptr (GString) message = NULL;

  if (self->partial == NULL || error == NULL || *error == NULL)
    return;

  name = g_path_get_basename (self->partial);
  chosen = g_path_get_basename (self->path);
  message = g_string_new ((*error)->message);
  if (g_string_replace (message, name, chosen, 0) == 0)
    return;

  g_free ((*error)->message);
  (*error)->message = g_utf8_make_valid (message->str, -1);
}

/* What there is of a file that may not be there yet. */
static gboolean
resolve_path (PlFileTarget  *self,
              const char    *path,
              GError       **error)
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
          return errno == ENOENT ? fail (PL_FILE_ERROR_NOT_A_FILE, error) : fail_errno (error);
        }
      self->path = g_strdup (real);
      free (real);
      if (!S_ISREG (found.st_mode))
        return fail (PL_FILE_ERROR_NOT_A_FILE, error);
      self->mode = found.st_mode & 0777;
      /* A name can be given to another file also where the file itself must not be written. */
      if (g_access (self->path, W_OK) != 0)
        return fail_errno (error);
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

  g_free (name);
  name = g_path_get_basename (self->path);

  return (!pl_own_files_has (self->path) && !pl_file_leftovers_has_name (name))
         || fail (PL_FILE_ERROR_OWN_FILE, error);
}

static gboolean
resolve_file (PlFileTarget  *self,
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
    return fail (PL_FILE_ERROR_NOT_A_FILE, error);

  self->existed = info != NULL;

  return TRUE;
}

/* (transfer full) (nullable) */
static PlFileTarget *
resolve (GFile         *file,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (PlFileTarget) self = g_atomic_rc_box_new0 (PlFileTarget);
  const char *path = g_file_is_native (file) ? g_file_peek_path (file) : NULL;

  self->file = g_object_ref (file);
  if (path != NULL ? !resolve_path (self, path, error) : !resolve_file (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* (transfer full) (nullable) */
static PlFileTarget *
open_target (GFile         *file,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (PlFileTarget) self = resolve (file, cancellable, error);

  if (self == NULL)
    return NULL;

  if (self->path != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (self->path);
      g_autofree char *name = pl_file_leftovers_make_name ();
      g_autoptr (GFile) partial = NULL;

      pl_file_leftovers_sweep (folder);
      self->partial = g_build_filename (folder, name, NULL);
      partial = g_file_new_for_path (self->partial);
      /* Nobody reads what is written meanwhile who could not read what it replaces. */
      self->stream = G_OUTPUT_STREAM (g_file_create (partial, self->mode != 0 ? G_FILE_CREATE_PRIVATE
                                                                              : G_FILE_CREATE_NONE,
                                                     cancellable, error));
      if (self->stream != NULL)
        {
          pl_file_leftovers_hold (self->stream);
          if (self->mode != 0)
            g_chmod (self->partial, self->mode);
        }
      else
        {
          name_as_chosen (self, error);
          g_clear_pointer (&self->partial, g_free);
        }
    }
  else
    {
      self->stream = G_OUTPUT_STREAM (g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable,
                                                      error));
    }

  return self->stream != NULL ? g_steal_pointer (&self) : NULL;
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  PlFileTarget *self = open_target (source, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) pl_file_target_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
target_clear (PlFileTarget *self)
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
put_in_place (PlFileTarget  *self,
              GError       **error)
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

static gboolean
close_target (PlFileTarget  *self,
              gboolean       keep,
              GError       **error)
{
  g_autoptr (GCancellable) given_up = g_cancellable_new ();
  gboolean closed;

  if (self->path != NULL && keep)
    return put_in_place (self, error);

  /* A stream that is closed by who has given up does not take the place of what was there. */
  if (!keep)
    g_cancellable_cancel (given_up);
  closed = g_output_stream_close (self->stream, given_up, keep ? error : NULL) || !keep;
  if (self->path == NULL && (!keep || !closed) && !self->existed)
    g_file_delete (self->file, NULL, NULL);
  /* Now, and not when the last thread lets go. */
  if (self->path != NULL)
    {
      g_unlink (self->partial);
      g_clear_pointer (&self->partial, g_free);
    }

  return closed;
}

static void
close_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  PlFileTarget *self = task_data;
  g_autoptr (GError) error = NULL;

  if (close_target (self, self->keep, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GBytes *bytes = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlFileTarget) self = open_target (source, cancellable, &error);
  gboolean written = FALSE;

  if (self != NULL)
    {
      written = g_output_stream_write_all (self->stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                           NULL, cancellable, &error);
      written = close_target (self, written, written ? &error : NULL) && written;
    }

  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * pl_file_target_check:
 * @file: where something is to be written
 * @cancellable: (nullable): a cancellable
 * @error: %PL_FILE_ERROR_NOT_A_FILE, %PL_FILE_ERROR_OWN_FILE, `G_IO_ERROR`
 *
 * To be asked before something is begun that only then has something to write. Not for the main loop.
 *
 * Returns: whether it could be written as things are
 */
gboolean
pl_file_target_check (GFile         *file,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (PlFileTarget) self = resolve (file, cancellable, error);
  g_autofree char *folder = NULL;

  if (self == NULL || self->path == NULL)
    return self != NULL;

  folder = g_path_get_dirname (self->path);

  return g_access (folder, W_OK | X_OK) == 0 || fail_errno (error);
}

/**
 * pl_file_target_is_same_file:
 * @file: a file
 * @other: a file
 *
 * Not for the main loop.
 *
 * Returns: whether both are there and are one, whatever they are called
 */
gboolean
pl_file_target_is_same_file (GFile *file,
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
 * pl_file_target_write_async:
 * @file: where it is written; a link: what it leads to
 * @bytes: all of it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is on the disk under that name
 * @user_data: for @callback
 *
 * Finish with pl_file_target_write_finish().
 */
void
pl_file_target_write_async (GFile               *file,
                            GBytes              *bytes,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_file_target_write_async);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, write_thread);
}

/**
 * pl_file_target_write_finish:
 * @file: where it was to be written
 * @result: what the callback got
 * @error: %PL_FILE_ERROR, `G_IO_ERROR`: the file is what it was
 *
 * Returns: whether it is there
 */
gboolean
pl_file_target_write_finish (GFile         *file,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_file_target_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_file_target_open_async:
 * @file: where something is written; a link: what it leads to
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when pl_file_target_get_stream() is there
 * @user_data: for @callback
 *
 * Nothing of @file changes before pl_file_target_close_async(). Finish with pl_file_target_open_finish().
 */
void
pl_file_target_open_async (GFile               *file,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_file_target_open_async);
  g_task_run_in_thread (task, open_thread);
}

/**
 * pl_file_target_open_finish:
 * @file: where something is written
 * @result: what the callback got
 * @error: %PL_FILE_ERROR_NOT_A_FILE, %PL_FILE_ERROR_OWN_FILE, `G_IO_ERROR`
 *
 * Returns: (transfer full) (nullable): to be written to; without pl_file_target_close_async() nothing comes of it
 */
PlFileTarget *
pl_file_target_open_finish (GFile         *file,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_file_target_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_file_target_get_stream:
 * @self: a target
 *
 * Returns: (transfer none): what is written to; closed by pl_file_target_close_async() only
 */
GOutputStream *
pl_file_target_get_stream (PlFileTarget *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stream;
}

/**
 * pl_file_target_close_async:
 * @self: a target
 * @keep: whether all was written, and takes the file's place; otherwise the file is what it was
 * @callback: (scope async): called when it is done
 * @user_data: for @callback
 *
 * Finish with pl_file_target_close_finish().
 */
void
pl_file_target_close_async (PlFileTarget        *self,
                            gboolean             keep,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL);

  self->keep = keep;
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, pl_file_target_close_async);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self), (GDestroyNotify) pl_file_target_unref);
  g_task_run_in_thread (task, close_thread);
}

/**
 * pl_file_target_close_finish:
 * @result: what the callback got
 * @error: `G_IO_ERROR`: the file is what it was
 *
 * Returns: whether it is in its place, or nothing is left of it, as was asked for
 */
gboolean
pl_file_target_close_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_file_target_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_file_target_unref:
 * @self: (transfer full): a target
 *
 * The last one takes away what was written and not kept.
 */
void
pl_file_target_unref (PlFileTarget *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) target_clear);
}
