/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of saved views: what a list shows, under a name. Worker only. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

typedef struct
{
  gint64  number;   /* 0: not stored yet */
  char   *name;     /* (owned) unique in its account */
  char   *criteria; /* (owned) a document that core understands */
} PlViewRow;

PlViewRow *pl_view_row_new      (gint64            number,
                                 const char       *name,
                                 const char       *criteria);
void       pl_view_row_free     (PlViewRow        *self);

/* number is set when it was 0; another adds the row again that was deleted, or writes over it. Errors:
 * PL_STORE_ERROR_DUPLICATE: another view of the account has that name. */
gboolean   pl_view_table_put    (PlConnection     *connection,
                                 const char       *account,
                                 PlViewRow        *row,
                                 GError          **error);
GPtrArray *pl_view_table_list   (PlConnection     *connection,
                                 const char       *account,
                                 GError          **error); /* (element-type PlViewRow), in the order they were saved */
gboolean   pl_view_table_delete (PlConnection     *connection,
                                 const char       *account,
                                 gint64            number,
                                 GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlViewRow, pl_view_row_free)

G_END_DECLS
