/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite connection as the worker thread sees it: prepared statements, typed, never text built from data.
 * Lives on PlDatabase's worker only; the tables are written against it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PlConnection PlConnection;
typedef struct _PlStatement  PlStatement;

PlConnection *pl_connection_open  (const char *path, GError **error);
void          pl_connection_close (PlConnection *self);
gboolean      pl_connection_exec  (PlConnection *self, const char *sql, GError **error); /* constant SQL without parameters */
gboolean      pl_connection_begin    (PlConnection *self, GError **error); /* BEGIN IMMEDIATE */
gboolean      pl_connection_commit   (PlConnection *self, GError **error);
void          pl_connection_rollback (PlConnection *self);

/* Prepared once for each constant sql (compared by pointer, then text) and kept; reset and unbound when handed out.
 * (transfer none): valid until the same sql is asked for again. */
PlStatement  *pl_connection_prepare (PlConnection *self, const char *sql, GError **error);
/* Parameters from 1; NULL binds NULL. Text and bytes are copied. */
void          pl_statement_bind_int   (PlStatement *self, int parameter, gint64 value);
void          pl_statement_bind_text  (PlStatement *self, int parameter, const char *value);
void          pl_statement_bind_bytes (PlStatement *self, int parameter, GBytes *value);
void          pl_statement_bind_null  (PlStatement *self, int parameter);
/* TRUE and *row: a row is there; TRUE and !*row: done; FALSE: error. */
gboolean      pl_statement_step       (PlStatement *self, gboolean *row, GError **error);
gboolean      pl_statement_run        (PlStatement *self, gint64 *changed_or_null, GError **error); /* to its end */
/* Columns from 0. Text is valid until the next step. */
gint64        pl_statement_get_int    (PlStatement *self, int column);
const char   *pl_statement_get_text   (PlStatement *self, int column); /* (nullable) */
GBytes       *pl_statement_get_bytes  (PlStatement *self, int column); /* (transfer full) (nullable) */
gint64        pl_connection_last_id   (PlConnection *self);

G_END_DECLS
