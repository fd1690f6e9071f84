/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of batches: many intents that were asked for in one go, and how far they are. Worker only; no policy. */
#pragma once

#include "pl-outbox-table.h"

G_BEGIN_DECLS

/* What is done with all of its links. Stored as a number: it grows at its end only. */
typedef enum
{
  PL_BATCH_MIXED, /* this and that: links that are made, and sent */
  PL_BATCH_EXTEND,
  PL_BATCH_END_SOONER,
  PL_BATCH_SHARE,
  PL_BATCH_SWITCH_OFF,
} PlBatchDeed;

#define PL_BATCH_N_STATES (PL_INTENT_DISCARDED + 1)

typedef struct
{
  gint64   id;         /* 0 when new */
  char    *account;
  char    *key;        /* UUID v4, unique: asked for twice is asked for once */
  char    *name;       /* (nullable) what the merchant knows it by */
  gint64   created_at; /* microseconds since the epoch */
  PlBatchDeed deed;
  guint    n_links;    /* 0: not said */
  guint    last_day;   /* GDate's Julian day that the links get, or 0 */
  gboolean paused;
  gint64   closed_at;  /* 0 while the merchant has not seen how it ended */
  guint    counts[PL_BATCH_N_STATES]; /* its intents, by PlIntentState; only read */
  guint    n_made;     /* its creates, once nothing of it is left to be sent; only read, as all below */
  guint    n_made_done;
  guint    n_mails;    /* its shares, likewise */
  guint    n_mails_done;
  guint    n_asking;   /* of counts[PL_INTENT_UNSURE]: those that the user has to decide about; only read */
  guint    n_held;     /* of counts[PL_INTENT_WAITING]: those that wait for one of these; only read */
  guint    n_different; /* of counts[PL_INTENT_DONE]: those that came out otherwise than asked for; only read, and only
                         * once nothing is left to be sent */
} PlBatchRow;

PlBatchRow *pl_batch_row_new          (void);
PlBatchRow *pl_batch_row_copy         (const PlBatchRow  *row);
void        pl_batch_row_free         (PlBatchRow        *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBatchRow, pl_batch_row_free)

/* Sets row->id; PL_STORE_ERROR_DUPLICATE on a known key. */
gboolean    pl_batch_table_insert     (PlConnection      *connection,
                                       PlBatchRow        *row,
                                       GError           **error);
PlBatchRow *pl_batch_table_get        (PlConnection      *connection,
                                       const char        *account,
                                       gint64             id,
                                       GError           **error); /* PL_STORE_ERROR_NOT_FOUND */
PlBatchRow *pl_batch_table_find_key   (PlConnection      *connection,
                                       const char        *key,
                                       GError           **error); /* PL_STORE_ERROR_NOT_FOUND */
/* (transfer full) (element-type PlBatchRow): those that are not closed, oldest first. */
GPtrArray  *pl_batch_table_list_open  (PlConnection      *connection,
                                       const char        *account,
                                       GError           **error);
/* The same with those that are closed, newest first. */
GPtrArray  *pl_batch_table_list_all   (PlConnection      *connection,
                                       const char        *account,
                                       guint              limit,
                                       GError           **error);
/* (transfer full) (element-type PlOutboxRow): the first of its intents in that state, in the order in which they
 * were put in. */
GPtrArray  *pl_batch_table_list_state (PlConnection      *connection,
                                       gint64             id,
                                       PlIntentState      state,
                                       guint              limit,
                                       GError           **error);
gboolean    pl_batch_table_set_paused (PlConnection      *connection,
                                       gint64             id,
                                       gboolean           paused,
                                       GError           **error);
gboolean    pl_batch_table_close      (PlConnection      *connection,
                                       gint64             id,
                                       gint64             now,
                                       GError           **error);
/* Gives up those that surely have not been done. */
gboolean    pl_batch_table_cancel     (PlConnection      *connection,
                                       gint64             id,
                                       gint64             now,
                                       GError           **error);

G_END_DECLS
