/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of tables and their rows. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/import/pl-import.h"

G_BEGIN_DECLS

char     *pl_cli_import_text_file     (const GError          *error);
char     *pl_cli_import_text_problem  (const PlImportProblem *problem);
char     *pl_cli_import_text_summary  (const PlImportSummary *summary);
JsonNode *pl_cli_import_text_document (PlImportRow           *row);

G_END_DECLS
