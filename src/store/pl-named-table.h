/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of what a merchant saved under a name: views of the list, templates of new links. Worker only. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

typedef enum
{
  PL_NAMED_TABLE_VIEWS,
  PL_NAMED_TABLE_TEMPLATES,
} PlNamedTable;

typedef struct
{
  gint64  number;   /* 0: not stored yet */
  char   *name;     /* (owned) unique in its account */
  char   *document; /* (owned) for core to understand */
} PlNamedRow;

PlNamedRow *pl_named_row_new      (gint64         number,
                                   const char    *name,
                                   const char    *document);
void        pl_named_row_free     (PlNamedRow    *self);

/* number is set when it was 0; another adds the row again that was deleted, or writes over it. Errors:
 * PL_STORE_ERROR_DUPLICATE: another row of the account has that name. */
gboolean    pl_named_table_put    (PlConnection  *connection,
                                   PlNamedTable   table,
                                   const char    *account,
                                   PlNamedRow    *row,
                                   GError       **error);
GPtrArray  *pl_named_table_list   (PlConnection  *connection,
                                   PlNamedTable   table,
                                   const char    *account,
                                   GError       **error); /* (element-type PlNamedRow), in the order they were saved */
gboolean    pl_named_table_delete (PlConnection  *connection,
                                   PlNamedTable   table,
                                   const char    *account,
                                   gint64         number,
                                   GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlNamedRow, pl_named_row_free)

G_END_DECLS
