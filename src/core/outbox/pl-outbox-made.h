/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what Payroc made is what the merchant asked for: a 200 is no proof, and a mail cannot be called back. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "store/pl-outbox-table.h"

G_BEGIN_DECLS

GError    *pl_outbox_made_judge        (const PlOutboxRow  *row,
                                        PayrocLink         *link);
GError    *pl_outbox_made_judge_edit   (const PlOutboxRow  *row,
                                        PayrocLinkDraft    *before,
                                        PayrocLink         *link);
PayrocLinkDraft *
           pl_outbox_made_apply        (const PlOutboxRow  *row,
                                        PayrocLinkDraft    *before);
GPtrArray *pl_outbox_made_find_ignored (const PlOutboxRow  *row,
                                        PayrocLink         *link);
gboolean   pl_outbox_made_is_as_wanted (const PlOutboxRow  *row,
                                        PayrocLink         *link);
GError    *pl_outbox_made_doubt        (const PlOutboxRow  *row,
                                        GObject            *answer);

/* Worker only. */
gboolean   pl_outbox_made_is_known     (PlConnection       *connection,
                                        const PlOutboxRow  *row,
                                        PayrocLink         *link,
                                        gboolean           *known,
                                        GError            **error);

G_END_DECLS
