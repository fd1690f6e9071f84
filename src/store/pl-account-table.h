/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of accounts: who the merchant is at Payroc. Never a secret. Worker only. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

typedef struct
{
  char  *id;           /* UUID; also the keyring's attribute */
  char  *name;
  char  *environment;  /* "production" | "test" | "practice" | "custom" */
  char  *api_url;      /* (nullable) custom only */
  char  *identity_url; /* (nullable) custom only */
  char  *terminal;
  char  *currency;     /* the one proposed for new links */
  gint64 last_used;    /* microseconds since the epoch */
} PlAccountRow;

PlAccountRow *pl_account_row_new      (void);
void          pl_account_row_free     (PlAccountRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlAccountRow, pl_account_row_free)

/* (transfer full) (element-type PlAccountRow) last used first */
GPtrArray    *pl_account_table_list   (PlConnection        *connection,
                                       GError             **error);
gboolean      pl_account_table_put    (PlConnection        *connection,
                                       const PlAccountRow  *row,
                                       GError             **error); /* inserts or replaces by id */
gboolean      pl_account_table_touch  (PlConnection        *connection,
                                       const char          *id,
                                       gint64               now,
                                       GError             **error);
gboolean      pl_account_table_remove (PlConnection        *connection,
                                       const char          *id,
                                       GError             **error); /* with all that belongs to it */

G_END_DECLS
