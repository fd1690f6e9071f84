/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References that stand in a table twice. */
#pragma once

#include "pl-import-check.h"

G_BEGIN_DECLS

/* Adds to what is wrong with each row that was read. */
void pl_import_twice_find (PlImportCheck *check);

G_END_DECLS
