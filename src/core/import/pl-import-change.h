/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table says of a row that was imported before, and did not say then. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-import-problem.h"

G_BEGIN_DECLS

/* Adds PL_IMPORT_PROBLEM_CHANGED for each. given: bits 1 << PlImportField, the cells that say something. now: what the
 * link was changed to since. */
void pl_import_change_find (GPtrArray       *problems,
                            PayrocLinkDraft *row,
                            guint            given,
                            PayrocLinkDraft *asked,
                            PayrocLinkDraft *now);

/* The same of the mail: whom it went to, and what the row itself has it say. */
void pl_import_change_find_mail (GPtrArray   *problems,
                                 PayrocShare *row,
                                 guint        given,
                                 PayrocShare *sent);

G_END_DECLS
