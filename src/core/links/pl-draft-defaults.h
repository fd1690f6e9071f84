/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What most merchants want, so that an amount is all they have to type: pure functions on a draft. */
#pragma once

#include "payroc/links/payroc-link-draft.h"

G_BEGIN_DECLS

/* Leaves alone what is there and can still be used. currency: (nullable) the account's. */
void pl_draft_defaults_fill              (PayrocLinkDraft *draft,
                                          const char      *currency,
                                          const GDate     *today);
/* Like that link in all but reference and order number, which are made up anew. (transfer full) */
PayrocLinkDraft *pl_draft_defaults_new_duplicate (PayrocLink *link);
/* A link for one payment needs a number, and few merchants have one; a link for many has none. */
void pl_draft_defaults_fill_order_number (PayrocLinkDraft *draft,
                                          const GDate     *today);
/* Of a link for one payment: no later than that day. */
void             pl_draft_defaults_end_by             (PayrocLinkDraft *draft,
                                                       const GDate     *last_day);

G_END_DECLS
