/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a link in words: their names and what stands in them: pure functions. */
#pragma once

#include "payroc/links/payroc-link-draft.h"

G_BEGIN_DECLS

/* The field's name as the forms write it; never NULL. parameter: as errors name it. */
const char *pl_field_text_name  (const char      *parameter);
/* "$49.99", "31 December", "none": what a link has is asked of payroc_link_draft_new_from_link(). (transfer full) */
char       *pl_field_text_value (PayrocLinkDraft *fields,
                                 const char      *parameter,
                                 const GDate     *today);

G_END_DECLS
