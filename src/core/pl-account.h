/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who the merchant is at Payroc: name, environment, terminal, currency. No secrets. */
#pragma once

#include "payroc/payroc-environment.h"
#include "store/pl-account-table.h"

G_BEGIN_DECLS

typedef enum
{
  PL_ACCOUNT_PRODUCTION,
  PL_ACCOUNT_TEST,
  PL_ACCOUNT_PRACTICE, /* the stand-in on this computer */
  PL_ACCOUNT_CUSTOM,   /* addresses given on the command line */
} PlAccountKind;

#define PL_TYPE_ACCOUNT (pl_account_get_type ())
G_DECLARE_FINAL_TYPE (PlAccount, pl_account, PL, ACCOUNT, GObject)

/* Properties: id, kind (read-only); name, terminal, currency (read-write, notify). */
PlAccount         *pl_account_new_from_row       (const PlAccountRow *row);
PlAccountRow      *pl_account_to_row             (PlAccount          *self);
const char        *pl_account_get_id             (PlAccount          *self);
PlAccountKind      pl_account_get_kind           (PlAccount          *self);
const char        *pl_account_get_name           (PlAccount          *self);
void               pl_account_set_name           (PlAccount          *self,
                                                  const char         *name);
const char        *pl_account_get_terminal       (PlAccount          *self);
void               pl_account_set_terminal       (PlAccount          *self,
                                                  const char         *terminal);
const char        *pl_account_get_currency       (PlAccount          *self);
void               pl_account_set_currency       (PlAccount          *self,
                                                  const char         *currency);
gint64             pl_account_get_last_used      (PlAccount          *self);
void               pl_account_set_last_used      (PlAccount          *self,
                                                  gint64              last_used);
gboolean           pl_account_get_session_only   (PlAccount          *self);
void               pl_account_set_session_only   (PlAccount          *self,
                                                  gboolean            session_only);
gboolean           pl_account_is_same_terminal   (PlAccount          *self,
                                                  const PlAccountRow *row);
PayrocEnvironment *pl_account_create_environment (PlAccount          *self,
                                                  GError            **error);

const char        *pl_account_kind_to_text       (PlAccountKind       kind);

G_END_DECLS
