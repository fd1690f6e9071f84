/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite connection as the worker thread sees it: prepared statements, typed, never text built from data.
 * Lives on PlDatabase's worker only; the tables are written against it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PlConnection PlConnection;
typedef struct _PlStatement  PlStatement;

PlConnection *pl_connection_open     (const char    *path,
                                      GError       **error);
void          pl_connection_close    (PlConnection  *self);
gboolean      pl_connection_exec     (PlConnection  *self,
                                      const char    *sql,
                                      GError       **error); /* constant SQL without parameters */
gboolean      pl_connection_begin    (PlConnection  *self,
                                      GError       **error); /* BEGIN IMMEDIATE */
gboolean      pl_connection_commit   (PlConnection  *self,
                                      GError       **error); /* rolled back when FALSE */
void          pl_connection_rollback (PlConnection  *self);
gint64        pl_connection_last_id  (PlConnection  *self);

/* Prepared once for each sql and kept; reset and unbound when handed out.
 * (transfer none): the connection's own, and one cursor only: asking for the same sql again starts it anew. */
PlStatement  *pl_connection_prepare  (PlConnection  *self,
                                      const char    *sql,
                                      GError       **error);

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
void          pl_statement_bind_null  (PlStatement *self,
                                       int          parameter);

/* TRUE and *row: a row is there; TRUE and !*row: done; FALSE: error. */
gboolean      pl_statement_step       (PlStatement  *self,
                                       gboolean     *row,
                                       GError      **error);
gboolean      pl_statement_run        (PlStatement  *self,
                                       gint64       *changed_or_null,
                                       GError      **error); /* to its end */

/* Columns from 0. Text is valid until the next step. */
gint64        pl_statement_get_int    (PlStatement *self,
                                       int          column);
const char   *pl_statement_get_text   (PlStatement *self,
                                       int          column); /* (nullable) */
GBytes       *pl_statement_get_bytes  (PlStatement *self,
                                       int          column); /* (transfer full) (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlConnection, pl_connection_close)

G_END_DECLS
