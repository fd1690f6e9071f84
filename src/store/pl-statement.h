/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prepared statement as the worker thread sees it: typed in both directions. pl_connection_prepare() hands them
 * out. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PlStatement PlStatement;

/* Parameters from 1; NULL binds NULL. Text and bytes are copied. What fails here is told by the next step. */
void          pl_statement_bind_int   (PlStatement *self,
                                       int          parameter,
                                       gint64       value);
void          pl_statement_bind_text  (PlStatement *self,
                                       int          parameter,
                                       const char  *value);
void          pl_statement_bind_bytes (PlStatement *self,
                                       int          parameter,
                                       GBytes      *value);

/* TRUE and *row: a row is there; TRUE and !*row: done; FALSE: error. */
gboolean      pl_statement_step       (PlStatement  *self,
                                       gboolean     *row,
                                       GError      **error);
gboolean      pl_statement_run        (PlStatement  *self,
                                       gint64       *changed_or_null,
                                       GError      **error); /* to its end */

GPtrArray    *pl_statement_list_texts (PlStatement  *self,
                                       GError      **error); /* (transfer full) (nullable): to its end */

/* Columns from 0. Text is valid until the next step. */
gint64        pl_statement_get_int    (PlStatement *self,
                                       int          column);
const char   *pl_statement_get_text   (PlStatement *self,
                                       int          column); /* (nullable) */
GBytes       *pl_statement_get_bytes  (PlStatement *self,
                                       int          column); /* (transfer full) (nullable) */

G_END_DECLS
