/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outbox does to the database, each in one transaction on the worker: take in, claim, write down what came of
 * it. */
#pragma once

#include "pl-outbox-plan.h"
#include "pl-outbox-sender.h"

G_BEGIN_DECLS

/* A row and what is known to have come of it. */
typedef struct
{
  PlOutboxRow        *row;     /* (owned) */
  PayrocLink         *link;    /* (owned) (nullable) */
  gint64              rowid;   /* the link's, or 0 */
  PayrocSharingEvent *event;   /* (owned) (nullable) */
  GPtrArray          *ignored; /* (owned) (nullable) (element-type utf8) */
} PlOutboxRecord;

void pl_outbox_record_free (PlOutboxRecord *self);

/* New rows, all or none. */
typedef struct
{
  /* Input, and output: ids */
  GPtrArray *rows; /* (owned) (element-type PlOutboxRow) the first one's key decides whether it is known already */

  /* Output */
  PlOutboxRecord *known; /* (owned) (nullable) nothing was inserted: this one has the key */
} PlOutboxEntry;

PlOutboxEntry *pl_outbox_entry_new  (void);
void           pl_outbox_entry_free (PlOutboxEntry *self);
gboolean       pl_outbox_entry_work (PlConnection  *connection,
                                     gpointer       data,
                                     GError       **error);

/* All rows that are not done, and some of them taken to be sent. */
typedef struct
{
  /* Input */
  PlDatabase *database; /* (owned) only to ask who is alive */
  char       *account;  /* (owned) */
  gint64      now;
  guint       room;     /* most to claim; 0 only reads */

  /* Output */
  GPtrArray  *rows;     /* (owned) (element-type PlOutboxRow) */
  GArray     *slots;    /* (owned) (element-type PlOutboxSlot) for each of rows */
  GPtrArray  *claims;   /* (owned) (element-type PlOutboxClaim) */
} PlOutboxScan;

PlOutboxScan *pl_outbox_scan_new  (PlDatabase   *database,
                                   const char   *account,
                                   gint64        now,
                                   guint         room);
void          pl_outbox_scan_free (PlOutboxScan *self);
gboolean      pl_outbox_scan_work (PlConnection *connection,
                                   gpointer      data,
                                   GError      **error);

/* A row and its result, written together. */
typedef struct
{
  /* Input */
  PlOutboxRow        *row;          /* (owned) as it shall be */
  char               *owner;        /* (owned) who has it */
  PayrocLink         *link;         /* (owned) (nullable) */
  PayrocSharingEvent *event;        /* (owned) (nullable) */
  gint64              waiter;       /* the row that waits for this one, or 0 */
  char               *waiter_error; /* (owned) (nullable) why it shall not be sent; JSON */
  gint64              now;
  gboolean            bare;         /* without the result: the store would not take it */

  /* Output */
  PayrocLink         *stored;       /* (owned) (nullable) the link that lists should read again */
  gint64              rowid;
  PlOutboxRow        *waiter_row;   /* (owned) (nullable) */
} PlOutboxVerdict;

void     pl_outbox_verdict_free (PlOutboxVerdict *self);
gboolean pl_outbox_verdict_work (PlConnection    *connection,
                                 gpointer         data,
                                 GError         **error);

/* Rows by number: read again, made due, or given up. */
typedef enum
{
  PL_OUTBOX_ORDER_READ,
  PL_OUTBOX_ORDER_RETRY,   /* with all that stands before them */
  PL_OUTBOX_ORDER_HURRY,   /* only them, and only while they wait */
  PL_OUTBOX_ORDER_DISCARD, /* with all that waits for them */
} PlOutboxOrderKind;

typedef struct
{
  /* Input */
  PlOutboxOrderKind kind;
  GArray           *ids; /* (owned) (element-type gint64) */
  gint64            now;

  /* Output */
  GPtrArray        *records; /* (owned) (element-type PlOutboxRecord) as they are now */
} PlOutboxOrder;

PlOutboxOrder *pl_outbox_order_new  (PlOutboxOrderKind kind,
                                     gint64            now);
void           pl_outbox_order_free (PlOutboxOrder    *self);
gboolean       pl_outbox_order_work (PlConnection     *connection,
                                     gpointer          data,
                                     GError          **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOutboxOrder, pl_outbox_order_free)

G_END_DECLS
