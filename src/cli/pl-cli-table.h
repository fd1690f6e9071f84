/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of cells, as wide as they need; the last column gives way on a narrow terminal. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlCliTable PlCliTable;

PlCliTable *pl_cli_table_new   (guint       n_columns,
                                guint       right_aligned);
void        pl_cli_table_add   (PlCliTable *self,
                                ...);
void        pl_cli_table_print (PlCliTable *self,
                                guint       width,
                                GString    *out);
guint       pl_cli_table_width (void);
void        pl_cli_table_free  (PlCliTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCliTable, pl_cli_table_free)

G_END_DECLS
