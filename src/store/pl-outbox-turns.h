/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose turn it is among the intents: what is due, and what stands before it. Worker only. */
#pragma once

#include "pl-outbox-table.h"

G_BEGIN_DECLS

/* An intent whose next attempt comes only when the user asks for it. */
#define PL_INTENT_NEVER G_MAXINT64

/* (transfer full) (element-type gint64): ids in the order in which they shall leave, those of no batch first. */
GArray      *pl_outbox_turns_list_due     (PlConnection       *connection,
                                           const char         *account,
                                           gint64              now,
                                           gint64              longest_wait,
                                           guint               limit,
                                           GError            **error);

/* (transfer full) (element-type PlOutboxRow): those that somebody has in hand. */
GPtrArray   *pl_outbox_turns_list_sending (PlConnection       *connection,
                                           const char         *account,
                                           GError            **error);

/* (transfer full) (element-type gint64): ids. */
GArray      *pl_outbox_turns_list_waiters (PlConnection       *connection,
                                           gint64              waits_for,
                                           GError            **error);

/* (transfer full) (element-type GBytes): the bodies of earlier edits of the same link that were done after row was
 * asked for, in order. */
GPtrArray   *pl_outbox_turns_list_edits_before (PlConnection       *connection,
                                                const PlOutboxRow  *row,
                                                GError            **error);

/* *kinds: bits 1 << PlIntentKind: what about that link is unfinished, and not left to the user. */
gboolean     pl_outbox_turns_find_pending (PlConnection       *connection,
                                           const char         *link_id,
                                           guint              *kinds,
                                           GError            **error);

/* *blocker: (transfer full) (nullable): the intent that must be finished before this one can leave. */
gboolean     pl_outbox_turns_find_blocker (PlConnection       *connection,
                                           const PlOutboxRow  *row,
                                           PlOutboxRow       **blocker,
                                           GError            **error);

/* *next_at: when the first intent that is not due yet will be; PL_INTENT_NEVER when there is none. */
gboolean     pl_outbox_turns_get_next     (PlConnection       *connection,
                                           const char         *account,
                                           gint64              now,
                                           gint64             *next_at,
                                           GError            **error);

/* Whether anything of that account would be sent by itself, now or later. */
gboolean     pl_outbox_turns_has_any      (PlConnection       *connection,
                                           const char         *account,
                                           gboolean           *any,
                                           GError            **error);

G_END_DECLS
