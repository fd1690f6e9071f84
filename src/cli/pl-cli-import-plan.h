/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would become of the rows of a table, and what has to be said of each before. */
#pragma once

#include "core/import/pl-import.h"
#include "pl-cli-command.h"

G_BEGIN_DECLS

/* What is counted, and decides the exit status. */
typedef struct
{
  guint created;
  guint refused;
  guint skipped;
  guint waiting;
  guint different; /* made, but not as their rows ask */
} PlCliImportCounts;

/* FALSE: some row is in the way. */
gboolean    pl_cli_import_plan_tell       (PlCli                    *self,
                                           PlImport                 *import,
                                           GError                  **error);

/* In the document: (transfer none) */
JsonObject *pl_cli_import_plan_add_row    (PlCli                    *self,
                                           PlImportRow              *row,
                                           const char               *state);
void        pl_cli_import_plan_set_counts (PlCli                    *self,
                                           const PlCliImportCounts  *counts);

G_END_DECLS
