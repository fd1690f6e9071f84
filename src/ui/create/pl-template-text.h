/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a template makes, in a sentence, and what is said while it is saved: pure functions. */
#pragma once

#include "core/templates/pl-template.h"
#include "ui/parts/pl-named-change.h"

G_BEGIN_DECLS

extern const PlNamedWords pl_template_words;

/* "$25.00, one payment, expires: 30 days after it is made". (transfer full) */
char *pl_template_text_summary (PlTemplate         *template,
                                const GDate        *today);
/* "30 days after it is made", "until 31 December", "never". (transfer full) */
char *pl_template_text_expiry  (const PlExpiryRule *rule,
                                const GDate        *today);

G_END_DECLS
