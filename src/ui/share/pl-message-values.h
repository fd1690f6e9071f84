/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words in braces of a message stand for, as a customer reads it: pure functions. */
#pragma once

#include "core/templates/pl-message-template.h"
#include "payroc/links/payroc-link-draft.h"

G_BEGIN_DECLS

PlMessageValues *pl_message_values_new_for_link  (PayrocLink      *link,
                                                  const GDate     *today);
PlMessageValues *pl_message_values_new_for_draft (PayrocLinkDraft *draft,
                                                  const GDate     *today);

G_END_DECLS
