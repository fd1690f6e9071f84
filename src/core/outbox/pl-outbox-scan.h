/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at the outbox's rows: takes in hand whose turn it is, and tells what will happen next. */
#pragma once

#include "pl-outbox-claim.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

/* A row that somebody waits for. */
typedef struct
{
  /* Input */
  gint64   id;

  /* Output */
  gboolean active;   /* its state will change without the clock or the user moving first */
  gboolean sending;  /* it is on its way at this moment */
  gboolean finished;
} PlOutboxWatched;

typedef struct
{
  /* Input */
  PlDatabase *database; /* (owned) only to ask who is alive */
  char       *account;  /* (owned) */
  char       *owner;    /* (owned) (nullable) whose rows are heard of anyhow */
  gint64      now;
  guint       room;     /* most to claim; 0 only reads */
  GArray     *watched;  /* (owned) (element-type PlOutboxWatched) output too */
  gboolean    whole;    /* read all rows that are to be seen; output too: whether they were read */
  gboolean    may_be_whole;   /* read them when somebody else has written */
  gboolean    counting; /* read how far the batches are; output too */
  gint64      version;  /* of the file, when its rows were read last; output too */

  /* Output */
  GPtrArray  *rows;     /* (owned) (element-type PlOutboxRow) all; or those that changed just now */
  GPtrArray  *batches;  /* (owned) (nullable) (element-type PlBatchRow) all that are open */
  GPtrArray  *claims;   /* (owned) (element-type PlOutboxClaim) */
  guint       n_due;    /* found due, as far as somebody counted */
  guint       n_left;   /* of them: not taken in hand */
  gboolean    sending;  /* something is on its way */
  gboolean    elsewhere; /* in the hands of somebody who does not tell us */
  gboolean    stale;    /* somebody else wrote what was not read */
  gint64      next_at;  /* when something is due, or PL_INTENT_NEVER; not known while n_left is not 0 */
} PlOutboxScan;

PlOutboxScan          *pl_outbox_scan_new          (PlDatabase         *database,
                                                    const char         *account,
                                                    gint64              now,
                                                    guint               room);
void                   pl_outbox_scan_free         (PlOutboxScan       *self);
void                   pl_outbox_scan_watch        (PlOutboxScan       *self,
                                                    gint64              id);
const PlOutboxWatched *pl_outbox_scan_find_watched (const PlOutboxScan *self,
                                                    gint64              id);
gboolean               pl_outbox_scan_work         (PlConnection       *connection,
                                                    gpointer            data,
                                                    GError            **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOutboxScan, pl_outbox_scan_free)

G_END_DECLS
