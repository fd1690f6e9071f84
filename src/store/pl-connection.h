/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite connection as the worker thread sees it: prepared statements, typed, never text built from data.
 * Lives on PlDatabase's worker only; the tables are written against it. */
#pragma once

#include "pl-statement.h"

G_BEGIN_DECLS

typedef struct _PlConnection PlConnection;

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlConnection, pl_connection_close)

G_END_DECLS
