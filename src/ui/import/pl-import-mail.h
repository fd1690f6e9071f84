/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the links of a table are sent by e-mail, to how many people, and with what words. */
#pragma once

#include <gtk/gtk.h>

#include "core/import/pl-import.h"

G_BEGIN_DECLS

#define PL_TYPE_IMPORT_MAIL (pl_import_mail_get_type ())
G_DECLARE_FINAL_TYPE (PlImportMail, pl_import_mail, PL, IMPORT_MAIL, GtkBox)

/* Once. */
void     pl_import_mail_set_import (PlImportMail          *self,
                                    PlImport              *import);
/* Whenever the import was checked. asked: of no row is known yet what becomes of it. */
void     pl_import_mail_update     (PlImportMail          *self,
                                    const PlImportSummary *summary,
                                    gboolean               asked);
/* Somebody changed the words that it began with. */
gboolean pl_import_mail_has_work   (PlImportMail          *self);
/* Before it is submitted: the import has what is typed. FALSE: something is wrong with it, which is said there. */
gboolean pl_import_mail_take       (PlImportMail          *self);

G_END_DECLS
