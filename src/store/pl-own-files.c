/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By their names, in whichever folder: a merchant can have several data folders, and none but Paylinks calls a file
 * like that. */
#include "pl-own-files.h"

#include <string.h>

#include "pl-presence.h"
#include "pl-store-file.h"

/* How their names begin: beside each are its log, its copy that was set aside, and the like. */
static const char *const names[] = { PL_STORE_FILE_NAME, PL_PRESENCE_LOCK_NAME, "practice.db" };

/**
 * pl_own_files_has:
 * @path: a file's absolute path, without links in it
 *
 * Case does not count: there are file systems for which it does not either.
 *
 * Returns: whether that is, or would be, a file that Paylinks keeps its data in
 */
gboolean
pl_own_files_has (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *folder_name = g_path_get_basename (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strncasecmp (name, names[i], strlen (names[i])) == 0)
        return TRUE;
    }

  if (g_ascii_strcasecmp (folder_name, PL_PRESENCE_NAMES_DIRECTORY) == 0)
    {
      g_autofree char *lock = g_build_filename (folder, "..", PL_PRESENCE_LOCK_NAME, NULL);

      return g_file_test (lock, G_FILE_TEST_EXISTS);
    }

  return FALSE;
}
