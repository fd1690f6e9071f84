/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a draft will be when it is created, said in one sentence before it is: pure functions. */
#pragma once

#include "payroc/links/payroc-link-draft.h"

G_BEGIN_DECLS

/* "¥10,000, one payment, until 31 December"; what is missing is said. (transfer full) */
char *pl_draft_text_summary (PayrocLinkDraft *draft,
                             const GDate     *today);
/* "12 of 1024" */
char *pl_draft_text_counter (const char      *text,
                             guint            limit);

G_END_DECLS
