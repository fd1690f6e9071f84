/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that becomes links: what its columns mean, which rows are to be mended, what will be created. */
#pragma once

#include "core/session/pl-session.h"
#include "ui/parts/pl-form.h"

G_BEGIN_DECLS

#define PL_TYPE_IMPORT_DIALOG (pl_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlImportDialog, pl_import_dialog, PL, IMPORT_DIALOG, PlForm)

/* import: an open table of that session. */
GtkWidget *pl_import_dialog_new (PlSession *session,
                                 PlImport  *import);

G_END_DECLS
