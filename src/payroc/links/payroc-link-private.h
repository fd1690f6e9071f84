/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drafts and edits may see of a link and a draft. Private to this room. */
#pragma once

#include "payroc-link-draft.h"
#include "payroc-link-fields.h"

G_BEGIN_DECLS

const PayrocLinkFields *payroc_link_get_fields       (PayrocLink      *self);
PayrocLinkFields       *payroc_link_draft_get_fields (PayrocLinkDraft *self);

/* payroc-link-rebase.c: through the setters, so that whoever shows the draft hears of it. */
void                    payroc_link_draft_take_fields (PayrocLinkDraft        *self,
                                                       const PayrocLinkFields *from,
                                                       PayrocLinkField         which);

G_END_DECLS
