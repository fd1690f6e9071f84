/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing the merchant wants done, as the window sees it: a row of the outbox that tells when it changes. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/links/payroc-link-edit.h"
#include "payroc/payroc-error.h"
#include "payroc/sharing/payroc-share.h"
#include "payroc/sharing/payroc-sharing-event.h"
#include "pl-intent-error.h"
#include "store/pl-outbox-turns.h"

G_BEGIN_DECLS

#define PL_TYPE_INTENT (pl_intent_get_type ())
G_DECLARE_FINAL_TYPE (PlIntent, pl_intent, PL, INTENT, GObject)

/* Read-only properties with notify: id, kind, state, attempts, next-attempt-at, error (GError, nullable), link-id,
 * reference, waits-for. */
gint64              pl_intent_get_id              (PlIntent *self);
PlIntentKind        pl_intent_get_kind            (PlIntent *self);
/* PL_INTENT_SENDING: in hand, of us or another process; of a batch it may not have left yet. */
PlIntentState       pl_intent_get_state           (PlIntent *self);
gboolean            pl_intent_is_finished         (PlIntent *self);
gboolean            pl_intent_needs_decision      (PlIntent *self);
guint               pl_intent_get_attempts        (PlIntent *self);
gint64              pl_intent_get_created_at      (PlIntent *self);
gint64              pl_intent_get_next_attempt_at (PlIntent *self);
const GError       *pl_intent_get_error           (PlIntent *self);
const char         *pl_intent_get_idempotency_key (PlIntent *self);
const char         *pl_intent_get_link_id         (PlIntent *self);
const char         *pl_intent_get_reference       (PlIntent *self);
gint64              pl_intent_get_waits_for       (PlIntent *self);
/* The batch that it is one of, or 0; and what whoever made that knows it by, or 0. */
gint64              pl_intent_get_batch           (PlIntent *self);

/* What was asked, to be shown or mended. */
PayrocLinkDraft    *pl_intent_create_draft        (PlIntent *self);
PayrocShare        *pl_intent_create_share        (PlIntent *self);
PayrocLink         *pl_intent_create_base         (PlIntent *self);
PayrocLinkEdit     *pl_intent_create_edit         (PlIntent *self);

/* What came of it in this run. */
PayrocLink         *pl_intent_get_link            (PlIntent *self);
PayrocSharingEvent *pl_intent_get_sharing_event   (PlIntent *self);
GPtrArray          *pl_intent_get_ignored         (PlIntent *self);

G_END_DECLS
