/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on their way, used as if everything were synchronous. */
#pragma once

#include "core/import/pl-import.h"
#include "outbox-fixture.h"

G_BEGIN_DECLS

PlImport    *import_new             (CoreFixture  *fixture);
void         import_set_up          (CoreFixture  *fixture,
                                     gconstpointer data);
GFile       *import_write_table     (CoreFixture  *fixture,
                                     const char   *content);
void         import_check           (PlImport     *import);
PlImport    *import_open_table      (CoreFixture  *fixture,
                                     const char   *content,
                                     gboolean      remembered);
PlImportRow *import_get_row         (PlImport     *import,
                                     guint         position);
int          import_get_problem     (PlImport     *import,
                                     guint         position);
PlBatch     *import_submit          (PlImport     *import,
                                     GError      **error);
void         import_submit_and_send (CoreFixture  *fixture,
                                     PlImport     *import);
void         import_assert_nothing  (PlImport     *import);
char        *import_write_results   (CoreFixture  *fixture,
                                     PlImport     *import);

G_END_DECLS
