/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be right and seldom is: the merchant is asked once, for each row, before a link is made of it. */
#pragma once

#include "pl-import-check.h"

G_BEGIN_DECLS

/* Adds to what is wrong with each row that was read. */
void     pl_import_doubts_find           (PlImportCheck         *check);
/* It is no mistake that the merchant says it is meant. */
gboolean pl_import_problem_is_doubt      (const PlImportProblem *self);

G_END_DECLS
