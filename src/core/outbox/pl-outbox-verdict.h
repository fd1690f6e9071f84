/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of an attempt, written down in one transaction: the row, its result, and what becomes of who waited. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/sharing/payroc-sharing-event.h"
#include "store/pl-outbox-table.h"

G_BEGIN_DECLS

typedef struct
{
  /* Input */
  PlOutboxRow        *row;          /* (owned) as it shall be */
  char               *owner;        /* (owned) who has it */
  PayrocLink         *link;         /* (owned) (nullable) */
  PayrocLinkDraft    *asked;        /* (owned) (nullable) what an edit was to make of it */
  PayrocSharingEvent *event;        /* (owned) (nullable) */
  char               *waiter_error; /* (owned) (nullable) why what waits for it shall not be sent; JSON */
  gint64              now;
  gboolean            bare;         /* without the result: the store would not take it */

  /* Output */
  PayrocLink         *stored;       /* (owned) (nullable) the link that lists should read again */
  gint64              rowid;
  GPtrArray          *waiters;      /* (owned) (nullable) (element-type PlOutboxRow) as they are now */
} PlOutboxVerdict;

void     pl_outbox_verdict_free          (PlOutboxVerdict  *self);
gboolean pl_outbox_verdict_work          (PlConnection     *connection,
                                          gpointer          data,
                                          GError          **error);

/* Whether a row that waits for that create switches its link off. */
gboolean pl_outbox_verdict_find_promise  (PlConnection     *connection,
                                          gint64            create,
                                          gboolean         *promised,
                                          GError          **error);

/* For a row that nobody alive has in hand. */
gboolean pl_outbox_verdict_refuse_unsent (PlConnection     *connection,
                                          PlOutboxRow      *row,
                                          const char       *why,
                                          gboolean          never_made,
                                          gint64            now,
                                          GError          **error);

G_END_DECLS
