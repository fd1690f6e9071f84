/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a link was changed by two people at once: what is different, and whose change stands. */
#pragma once

#include "payroc-link-draft.h"

G_BEGIN_DECLS

/* (transfer full) (element-type utf8): parameters, by the names that errors use; empty when a merchant sees no
 * difference */
GPtrArray *payroc_link_find_changes           (PayrocLink      *before,
                                               PayrocLink      *after);
/* The same between what is wanted and what is there. */
GPtrArray *payroc_link_draft_find_differences (PayrocLinkDraft *self,
                                               PayrocLink      *link);
/* The same, but for what Payroc's answer does not name. */
GPtrArray *payroc_link_draft_find_unmet       (PayrocLinkDraft *self,
                                               PayrocLink      *answer);
/* What of the terms is neither as it was nor as it was asked for. */
GPtrArray *payroc_link_draft_find_strays      (PayrocLinkDraft *self,
                                               PayrocLinkDraft *before,
                                               PayrocLink      *answer);
/* draft: made from base and then changed. (transfer full) (element-type utf8): what both changed, differently */
GPtrArray *payroc_link_draft_rebase           (PayrocLinkDraft *draft,
                                               PayrocLink      *base,
                                               PayrocLink      *now);

G_END_DECLS
