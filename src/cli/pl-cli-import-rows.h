/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table that are left out, done once more, or meant as they are. */
#pragma once

#include "core/import/pl-import.h"

G_BEGIN_DECLS

/* typed: a row's number. */
gboolean pl_cli_import_rows_leave_out (PlImport    *import,
                                       const char  *typed,
                                       GError     **error);
/* typed: a row's number, or "all". */
gboolean pl_cli_import_rows_do_anyway (PlImport    *import,
                                       const char  *typed,
                                       GError     **error);
gboolean pl_cli_import_rows_take_as_is (PlImport   *import,
                                       const char  *typed,
                                       GError     **error);
gboolean pl_cli_import_rows_do_again  (PlImport    *import,
                                       const char  *typed,
                                       GError     **error);

G_END_DECLS
