/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user does to the outbox's rows, each in one transaction: put in, ask for, hurry, give up. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "payroc/sharing/payroc-sharing-event.h"
#include "store/pl-batch-table.h"
#include "store/pl-database.h"
#include "store/pl-outbox-table.h"

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

/* In a new row: it waits for the last one before it in its entry that waits for none. */
#define PL_OUTBOX_ENTRY_PREVIOUS (-1)

/* Adds the next rows of many (element-type PlOutboxRow) while they are written; none: these were all. On the worker. */
typedef gboolean (*PlOutboxEntrySource) (PlConnection *connection,
                                         GPtrArray    *rows,
                                         gpointer      data,
                                         GError      **error);

/* New rows, all or none, in one commit. */
typedef struct
{
  /* Input, and output: ids */
  GPtrArray  *rows;  /* (owned) (element-type PlOutboxRow) */
  PlBatchRow *batch; /* (owned) (nullable) that they are */
  PlOutboxEntrySource source;  /* (nullable) where the rows come from, some at a time */
  gpointer    source_data;     /* (owned) */
  GDestroyNotify free_source_data; /* (nullable) */

  /* Output */
  gboolean        was_known; /* nothing was inserted: the key had been used before */
  PlOutboxRecord *known;     /* (owned) (nullable) by this one; for a batch @batch is it */
} PlOutboxEntry;

PlOutboxEntry *pl_outbox_entry_new  (void);
void           pl_outbox_entry_free (PlOutboxEntry *self);
gboolean       pl_outbox_entry_work (PlConnection  *connection,
                                     gpointer       data,
                                     GError       **error);

/* Rows by number: read again, made due, or given up. */
typedef enum
{
  PL_OUTBOX_ORDER_READ,
  PL_OUTBOX_ORDER_RETRY,   /* with all that stands before them */
  PL_OUTBOX_ORDER_HURRY,   /* only them, and only while they wait */
  PL_OUTBOX_ORDER_DISCARD, /* with all that waits for them */
  PL_OUTBOX_ORDER_REPLACE, /* refused ones: see by */
} PlOutboxOrderKind;

typedef struct
{
  /* Input */
  PlOutboxOrderKind kind;
  GArray           *ids; /* (owned) (element-type gint64) */
  gint64            now;
  gint64            by;  /* the one that was made in its place, or 0 */
  PlDatabase       *database; /* (unowned) (nullable) set to give up what dead owners had in hand, too */

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
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOutboxEntry, pl_outbox_entry_free)

G_END_DECLS
