/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was typed to drafts and mails; what is wrong is collected by field, before anything is opened or sent. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-cli-options.h"

G_BEGIN_DECLS

void             pl_cli_values_today  (GDate                *today);
PayrocLinkDraft *pl_cli_values_draft  (const PlCliOptions   *options,
                                       GError              **error);
gboolean         pl_cli_values_change (const PlCliOptions   *options,
                                       PayrocLinkDraft      *draft,
                                       GError              **error);
PayrocShare     *pl_cli_values_share  (const PlCliOptions   *options,
                                       char                **people,
                                       GError              **error);

G_END_DECLS
