/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refresh reads from and writes to the database, each in one transaction on the worker. */
#pragma once

#include "store/pl-link-table.h"

G_BEGIN_DECLS

/* Where the last run got to. */
typedef struct
{
  /* Input */
  char      *account; /* (owned) */

  /* Output */
  gint64     last;    /* microseconds, as all times; 0 = never */
  gint64     since;   /* what was made before is stored; 0 = nothing is */
  gboolean   filled;  /* a run came to its end once */
  char      *cursor;  /* (owned) (nullable) where the first filling was cut off */
  gint64     began;   /* when the run was that began the filling */
  GPtrArray *active;  /* (owned) (element-type utf8) ids of stored links that were active when last seen, and were not
                          missing */
} PlRefreshFacts;

PlRefreshFacts *pl_refresh_facts_new  (const char     *account);
void            pl_refresh_facts_free (PlRefreshFacts *self);
gboolean        pl_refresh_facts_work (PlConnection   *connection,
                                       gpointer        data,
                                       GError        **error);

/* When a run last came to its end; 0: none did. */
gboolean        pl_refresh_store_get_last (PlConnection  *connection,
                                           const char    *account,
                                           gint64        *last,
                                           GError       **error);

/* One link that is not what was stored. */
typedef struct
{
  PayrocLink   *link; /* (owned) */
  PlLinkMerged  merged;
} PlRefreshChange;

/* A page of links and the place in the list, written together. */
typedef struct
{
  /* Input */
  char      *account; /* (owned) */
  GPtrArray *links;   /* (owned) (element-type PayrocLink) */
  GPtrArray *missing; /* (owned) (element-type utf8) ids of stored links that Payroc no longer knows */
  gint64     asked_at; /* what others stored since then is newer than what we were told */
  gint64     now;
  gboolean   filling; /* keep the cursor */
  gint64     began;   /* when the first page was asked for, by whichever run */
  char      *cursor;  /* (owned) (nullable) */
  gboolean   finished; /* the run is at its end */

  /* Output */
  GArray    *changes; /* (owned) (element-type PlRefreshChange) */
} PlRefreshBatch;

PlRefreshBatch *pl_refresh_batch_new  (const char     *account,
                                       gint64          now);
void            pl_refresh_batch_free (PlRefreshBatch *self);
gboolean        pl_refresh_batch_work (PlConnection   *connection,
                                       gpointer        data,
                                       GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRefreshFacts, pl_refresh_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRefreshBatch, pl_refresh_batch_free)

G_END_DECLS
