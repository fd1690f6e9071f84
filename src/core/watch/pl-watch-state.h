/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the last look at Payroc's payments got to, and how one ends, each read or written in one transaction. */
#pragma once

#include "store/pl-connection.h"

G_BEGIN_DECLS

/* A bank's answer takes days, and refunds come later still: this often a look goes far back. */
#define PL_WATCH_WIDE_EVERY G_TIME_SPAN_DAY

/* Where the last look got to. */
typedef struct
{
  /* Input */
  char     *account;      /* (owned) */

  /* Output; microseconds since the epoch, 0 = never */
  gboolean  filled;       /* the links were fetched once */
  gboolean  has_active;   /* there is a link that can be paid */
  gint64    since;        /* payments from then on are news */
  gint64    last;
  gint64    last_wide;
  gboolean  is_complete;  /* there were no links before that: no payment of one is missed */
  gboolean  is_refused[2]; /* by PayrocPaymentSource: Payroc does not let this account read that list */
} PlWatchState;

PlWatchState *pl_watch_state_new  (const char    *account);
void          pl_watch_state_free (PlWatchState  *self);
gboolean      pl_watch_state_work (PlConnection  *connection,
                                   gpointer       data,
                                   GError       **error);

/* A look came to its end. */
typedef struct
{
  /* Input */
  char     *account; /* (owned) */
  gint64    now;
  gboolean  whole;   /* nothing failed: the next look begins here */
  gboolean  has_gap; /* but there was something nobody could read: for a day the next look begins where this one did */
  gboolean  wide;
  gboolean  wide_failed; /* it is tried again, but not with each look */
  gboolean  asked;   /* both lists of the terminal */
  gboolean  is_refused[2]; /* as in PlWatchState */

  /* Output */
  gboolean  is_due;  /* there is something to tell */
} PlWatchEnd;

PlWatchEnd *pl_watch_end_new  (const char    *account);
void        pl_watch_end_free (PlWatchEnd    *self);
gboolean    pl_watch_end_work (PlConnection  *connection,
                               gpointer       data,
                               GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWatchState, pl_watch_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWatchEnd, pl_watch_end_free)

G_END_DECLS
