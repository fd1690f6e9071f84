/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the keepers of the file need of a connection: opening, rescue and the worker. Tables do not include
 * this. */
#pragma once

#include <sqlite3.h>

#include "pl-connection.h"

G_BEGIN_DECLS

void     pl_connection_set_read_only      (PlConnection *self,
                                           gboolean      read_only);
void     pl_connection_reset_statements   (PlConnection *self);
gboolean pl_connection_in_transaction     (PlConnection *self);
void     pl_connection_keep_wal_on_close  (PlConnection *self,
                                           gboolean      keep);
int      pl_connection_get_wal_pages      (PlConnection *self);
void     pl_connection_checkpoint         (PlConnection *self);
sqlite3 *pl_connection_get_handle         (PlConnection *self);
void     pl_connection_set_error          (PlConnection *self,
                                           int           code,
                                           GError      **error);

PlStatement  *pl_statement_new            (PlConnection *connection,
                                           sqlite3_stmt *handle); /* (transfer full) */
void          pl_statement_free           (PlStatement  *self);
void          pl_statement_renew          (PlStatement  *self);

/* (transfer none) SQLite's own, for values that are copied whatever their type. */
sqlite3_stmt *pl_statement_get_handle     (PlStatement  *self);

/* PL_STORE_ERROR's code for an errno of a file operation of ours. */
int      pl_store_error_code_from_errno   (int           number);

G_END_DECLS
