/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of intents: what the merchant wants done, with key and exact bytes, before the first byte leaves. Worker only;
 * no policy. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

/* Both are stored as numbers: they grow at their end only. */
typedef enum
{
  PL_INTENT_CREATE,
  PL_INTENT_SHARE,
  PL_INTENT_EDIT,
  PL_INTENT_DEACTIVATE,
} PlIntentKind;

typedef enum
{
  PL_INTENT_WAITING,   /* to be sent, at next_attempt_at or when waits_for is done */
  PL_INTENT_SENDING,   /* owner has it in hand */
  PL_INTENT_UNSURE,    /* sent, no trustworthy answer: to be sent again with the same key */
  PL_INTENT_DONE,
  PL_INTENT_REFUSED,   /* Payroc's final no; the body stays to be mended */
  PL_INTENT_DISCARDED, /* the user gave it up */
} PlIntentState;

typedef struct
{
  gint64        id;              /* 0 when new */
  char         *account;
  PlIntentKind  kind;
  PlIntentState state;
  char         *idempotency_key; /* UUID v4, unique over all rows */
  char         *link_id;         /* (nullable) known for all but an unfinished create, and a share waiting on one */
  gint64        waits_for;       /* row id, or 0 */
  GBytes       *body;            /* (nullable) exact bytes; NULL for deactivate */
  char         *base;            /* (nullable) JSON; an edit's: the link's document as the user saw it; a share's: what
                                  * its message was filled in from */
  char         *reference;       /* (nullable) a create's merchant reference, to look it up by */
  gint64        created_at;      /* microseconds since the epoch, all times */
  gint64        first_sent_at;   /* 0 = nothing that may have been done has left: no key is on record at Payroc yet */
  gint64        next_attempt_at;
  gint64        finished_at;
  guint         attempts;
  char         *error;           /* (nullable) JSON: code, status, type, detail, fields; nothing secret */
  char         *result_id;       /* (nullable) link id or sharing event id */
  char         *owner;           /* (nullable) who is sending it */
  gint64        batch;           /* the batch it belongs to, or 0 */
  guint         place;           /* whoever made the batch knows it by this number, or 0 */
  char         *origin;          /* (nullable) what it is known by to whoever may ask for it again */
  gint64        instead_of;      /* of a new one with an origin: which row of that origin does not count; not stored */
} PlOutboxRow;

PlOutboxRow *pl_outbox_row_new        (void);
PlOutboxRow *pl_outbox_row_copy       (const PlOutboxRow *row);
void         pl_outbox_row_free       (PlOutboxRow       *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOutboxRow, pl_outbox_row_free)

/* Sets row->id; PL_STORE_ERROR_DUPLICATE on a known key. */
gboolean     pl_outbox_table_insert   (PlConnection       *connection,
                                       PlOutboxRow        *row,
                                       GError            **error);

/* (transfer full) (element-type PlOutboxRow) by id; account NULL = all. Without finished_too: WAITING, SENDING,
 * UNSURE, and REFUSED, which waits for the user. */
GPtrArray   *pl_outbox_table_list     (PlConnection       *connection,
                                       const char         *account,
                                       gboolean            finished_too,
                                       GError            **error);
/* The same for a person: without those of a batch that only wait for their turn. */
GPtrArray   *pl_outbox_table_list_shown (PlConnection     *connection,
                                       const char         *account,
                                       GError            **error);
PlOutboxRow *pl_outbox_table_get      (PlConnection       *connection,
                                       gint64              id,
                                       GError            **error); /* PL_STORE_ERROR_NOT_FOUND */
PlOutboxRow *pl_outbox_table_find_key (PlConnection       *connection,
                                       const char         *idempotency_key,
                                       GError            **error); /* PL_STORE_ERROR_NOT_FOUND */

/* Takes the row for owner: state becomes SENDING, attempts + 1, first_sent_at set if it was 0. FALSE in *claimed
 * when somebody else was faster, it is not due, or what it waits for is not done. The row must be WAITING or
 * UNSURE, or SENDING with an owner that previous_owner (nullable) names (found dead by the caller). */
gboolean     pl_outbox_table_claim    (PlConnection       *connection,
                                       gint64              id,
                                       const char         *owner,
                                       const char         *previous_owner,
                                       gint64              now,
                                       gboolean           *claimed,
                                       GError            **error);

/* Writes state, error, first_sent_at, next_attempt_at, finished_at, result_id, link_id and drops the owner, only
 * while owner still has it (PL_STORE_ERROR_NOT_FOUND otherwise). owner NULL: a row that nobody has (a share whose
 * create was refused). */
gboolean     pl_outbox_table_settle   (PlConnection       *connection,
                                       const PlOutboxRow  *row,
                                       const char         *owner,
                                       GError            **error);

/* Only WAITING, UNSURE or REFUSED. */
gboolean     pl_outbox_table_discard  (PlConnection       *connection,
                                       gint64              id,
                                       gint64              now,
                                       gboolean           *discarded,
                                       GError            **error);

/* "Retry now": only WAITING or UNSURE. */
gboolean     pl_outbox_table_make_due (PlConnection       *connection,
                                       gint64              id,
                                       gint64              now,
                                       gboolean           *due,
                                       GError            **error);

/* The create is done: its shares know where. */
gboolean     pl_outbox_table_set_link (PlConnection       *connection,
                                       gint64              waits_for,
                                       const char         *link_id,
                                       GError            **error);

/* create share edit deactivate; waiting sending unsure done refused discarded: paylinks-cli's words. */
const char  *pl_intent_kind_to_text   (PlIntentKind        kind);
const char  *pl_intent_state_to_text  (PlIntentState       state);

G_END_DECLS
