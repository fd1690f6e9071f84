/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new link begins with, under a name. */
#pragma once

#include "core/named/pl-named.h"
#include "payroc/links/payroc-link-draft.h"
#include "pl-expiry-rule.h"

G_BEGIN_DECLS

#define PL_TYPE_TEMPLATE (pl_template_get_type ())
G_DECLARE_FINAL_TYPE (PlTemplate, pl_template, PL, TEMPLATE, PlNamed)

/* Its document: of that draft all but reference, order number and last day. An amount of 0 is asked for each time.
 * message: (nullable): of the e-mail, its placeholders as they are; NULL: the usual one, "": none. (transfer full) */
char               *pl_template_make_document (PayrocLinkDraft    *draft,
                                               const PlExpiryRule *expiry,
                                               const char         *message);

/* FALSE: damaged, or a later Paylinks saved it. It can be renamed, deleted and put back all the same. */
gboolean            pl_template_is_readable   (PlTemplate         *self);
/* A draft of today with a fresh reference, and an order number where it takes one payment; NULL: not readable. It is
 * handed out as it was saved: payroc_link_draft_validate() says what of it is not allowed any more. (transfer full) */
PayrocLinkDraft    *pl_template_make_draft    (PlTemplate         *self,
                                               const GDate        *today);
const char         *pl_template_get_message   (PlTemplate         *self); /* (nullable) */
const PlExpiryRule *pl_template_get_expiry    (PlTemplate         *self);

G_END_DECLS
