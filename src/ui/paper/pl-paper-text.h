/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a customer reads beside a code: on paper, and at the counter. */
#pragma once

#include "core/pl-account.h"
#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

/* All: (transfer full), plain text. */
/* (nullable): what was printed to try it out must not hang in a shop; NULL for the real thing. */
char *pl_paper_text_mark      (PlAccountKind  kind);
char *pl_paper_text_amount    (PayrocLink    *link);
char *pl_paper_text_reference (PayrocLink    *link);
char *pl_paper_text_expiry    (PayrocLink    *link);

G_END_DECLS
