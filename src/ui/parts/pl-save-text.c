/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a file that the merchant named was not written: the words of the system are of another file, and nobody's. */
#include "config.h"

#include "pl-save-text.h"

#include <glib/gi18n.h>

#include "core/files/pl-file-error.h"
#include "pl-error-text.h"
#include "pl-save.h"

/* What the system says of it would name a file that only Paylinks knows, in words that nobody does. */
static const char *
describe_obstacle (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE:
      return _("There is no room left on the disk. Make room, or choose another place.");
    case G_IO_ERROR_PERMISSION_DENIED:
      return _("You may not write there. Choose another folder or another name.");
    case G_IO_ERROR_READ_ONLY:
      return _("Nothing can be written to this disk or folder. Choose another one.");
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY:
      return _("The folder is not there any more. Choose another one.");
    case G_IO_ERROR_FILENAME_TOO_LONG:
    case G_IO_ERROR_INVALID_FILENAME:
      return _("A file cannot have this name there. Choose another one.");
    case G_IO_ERROR_BUSY:
      return _("Another program keeps the file busy. Close it and try again.");
    case G_IO_ERROR_NOT_MOUNTED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_NOT_CONNECTED:
    case G_IO_ERROR_TIMED_OUT:
      return _("The folder cannot be reached at the moment. Try again later, or choose another one.");
    default:
      return _("Something went wrong on this computer. Choose another folder or another name.");
    }
}

char *
pl_save_text_failure (GFile        *file,
                      const GError *error)
{
  g_autofree char *place = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (error != NULL, NULL);

  /* It is not the file's fault. */
  if (error->domain != G_IO_ERROR && error->domain != PL_FILE_ERROR)
    return pl_error_text_body (error, PL_WORK_READ);

  place = pl_save_dup_place (file);

  /* Translators: a file and its folder: "“INV-7.pdf” in ~/Documents", and in a sentence of its own what stood in the
   * way: "There is no room left on the disk." */
  return g_strdup_printf (_("%s could not be saved. %s"), place,
                          error->domain == PL_FILE_ERROR ? pl_error_text_title (error)
                                                         : describe_obstacle (error->code));
}
