/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intents that are to be seen, oldest first: the outbox's model, kept up to rows as they are committed. */
#pragma once

#include "pl-intent.h"

G_BEGIN_DECLS

#define PL_TYPE_INTENT_LIST (pl_intent_list_get_type ())
G_DECLARE_FINAL_TYPE (PlIntentList, pl_intent_list, PL, INTENT_LIST, GObject)

PlIntentList *pl_intent_list_new              (void);
PlIntent     *pl_intent_list_take_row         (PlIntentList       *self,
                                               const PlOutboxRow  *row,
                                               PayrocLink         *link,
                                               PayrocSharingEvent *event,
                                               GPtrArray          *ignored);
PlIntent     *pl_intent_list_find             (PlIntentList       *self,
                                               gint64              id);
PlIntent     *pl_intent_list_find_waiting     (PlIntentList       *self,
                                               gint64              waits_for);
PlIntent     *pl_intent_list_find_before      (PlIntentList       *self,
                                               PlIntent           *intent);
/* It waits for the user's decision, or for what does. */
gboolean      pl_intent_list_is_left_to_user  (PlIntentList       *self,
                                               PlIntent           *intent);
gboolean      pl_intent_list_dismiss          (PlIntentList       *self,
                                               gint64              id);
GArray       *pl_intent_list_find_unlisted    (PlIntentList       *self,
                                               GPtrArray          *rows);
GArray       *pl_intent_list_find_later       (PlIntentList       *self,
                                               gint64              now);
GArray       *pl_intent_list_find_failed      (PlIntentList       *self,
                                               GQuark              domain,
                                               int                 code);

G_END_DECLS
