/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference between a link and what it shall become, as one JSON Patch (each PATCH burns a single-use address). */
#pragma once

#include "payroc-link-draft.h"

G_BEGIN_DECLS

#define PAYROC_TYPE_LINK_EDIT (payroc_link_edit_get_type ())
G_DECLARE_FINAL_TYPE (PayrocLinkEdit, payroc_link_edit, PAYROC, LINK_EDIT, GObject)

/* wanted: a draft made with payroc_link_draft_new_from_link() and then changed; only read here, not kept. */
PayrocLinkEdit *payroc_link_edit_new             (PayrocLink       *link,
                                                  PayrocLinkDraft  *wanted);
/* What the outbox stored: only for payroc_link_edit_find_ignored(). Errors: PAYROC_ERROR_BAD_REPLY. */
PayrocLinkEdit *payroc_link_edit_new_from_body   (GBytes           *body,
                                                  GError          **error);
gboolean        payroc_link_edit_is_empty        (PayrocLinkEdit   *self);
gboolean        payroc_link_edit_changes_address (PayrocLinkEdit   *self); /* single-use and not empty */
/* Field limits, and what Payroc lets change for this kind (contract, "Editing"). (transfer full)
 * (element-type PayrocFieldError) */
GPtrArray      *payroc_link_edit_validate        (PayrocLinkEdit   *self,
                                                  const GDate      *today);
GBytes         *payroc_link_edit_to_body         (PayrocLinkEdit   *self,
                                                  const GDate      *today,
                                                  GError          **error);
/* Makes a draft of the link want what this edit wants: to be shown, or mended. */
void            payroc_link_edit_apply           (PayrocLinkEdit   *self,
                                                  PayrocLinkDraft  *draft);
/* A 200 is no proof: what of the change is not in the returned link. (transfer full) (element-type utf8): the
 * parameters, empty when all took */
GPtrArray      *payroc_link_edit_find_ignored    (PayrocLinkEdit   *self,
                                                  PayrocLink       *answer);

G_END_DECLS
