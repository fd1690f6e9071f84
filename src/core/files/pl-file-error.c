/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences are for logs: what a person reads is made of the code. */
#include "pl-file-error.h"

G_DEFINE_QUARK (pl-file-error-quark, pl_file_error)

/**
 * pl_file_error_new:
 * @code: what is wrong
 *
 * Returns: (transfer full): an error
 */
GError *
pl_file_error_new (PlFileErrorCode code)
{
  return g_error_new_literal (PL_FILE_ERROR, (int) code,
                              code == PL_FILE_ERROR_OWN_FILE ? "This is one of Paylinks' own files"
                                                             : "This is not a regular file");
}
