/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shall be asked for in one go, gathered before any of it is written. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/links/payroc-link-edit.h"
#include "payroc/sharing/payroc-share.h"

G_BEGIN_DECLS

#define PL_TYPE_BATCH_DRAFT (pl_batch_draft_get_type ())
G_DECLARE_FINAL_TYPE (PlBatchDraft, pl_batch_draft, PL, BATCH_DRAFT, GObject)

/* Made by pl_outbox_begin_batch(). place: what the caller knows the intent by (a row of a file), or 0. Each adds
 * nothing on error: PAYROC_ERROR_INVALID with fields. share: (nullable), an intent of its own at the same place. */
/* Once for each origin, however often and from wherever it is asked for: left out when it is written and its
 * origin has an intent that was neither refused nor given up. origin: (nullable): the asker's own name for it, in this
 * account. */
gboolean pl_batch_draft_add_create_once (PlBatchDraft    *self,
                                        const char       *origin,
                                        guint             place,
                                        PayrocLinkDraft  *draft,
                                        PayrocShare      *share,
                                        GError          **error);
gboolean pl_batch_draft_add_share_once (PlBatchDraft     *self,
                                        const char       *origin,
                                        guint             place,
                                        const char       *link_id,
                                        PayrocShare      *share,
                                        GError          **error);
guint    pl_batch_draft_get_n_intents  (PlBatchDraft     *self);
/* What was added last, with this place, is done once more, in place of these rows of its origin. */
void     pl_batch_draft_do_again       (PlBatchDraft     *self,
                                        guint             place,
                                        gint64            create,
                                        gint64            share);

G_END_DECLS
