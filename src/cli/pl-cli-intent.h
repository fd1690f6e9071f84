/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An intent in the outbox, from being submitted to what is told about it. */
#pragma once

#include "pl-cli.h"

G_BEGIN_DECLS

PlIntent *pl_cli_intent_find_same   (PlCli            *self,
                                     PlIntentKind      kind,
                                     const char       *link_id,
                                     PayrocLinkDraft  *draft,
                                     PayrocShare      *share,
                                     GError          **error);
gboolean  pl_cli_intent_try_again   (PlCli            *self,
                                     PlIntent         *intent,
                                     GError          **error);
gboolean  pl_cli_intent_settle      (PlCli            *self,
                                     PlIntent         *intent,
                                     GError          **error);
void      pl_cli_intent_add_row     (PlCli            *self,
                                     PlIntent         *intent);
gboolean  pl_cli_intent_settle_share (PlCli           *self,
                                      PlIntent        *share,
                                      GError         **error);

G_END_DECLS
