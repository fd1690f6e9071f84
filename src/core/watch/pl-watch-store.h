/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a look at Payroc's payments reads from and writes to the database, each in one transaction on the worker. */
#pragma once

#include "core/links/pl-link-facts.h"
#include "core/links/pl-link-inquiry.h"
#include "pl-watch-state.h"

G_BEGIN_DECLS

/* One link to be asked, and why. */
typedef struct
{
  PayrocLink         *link;  /* (owned) */
  PlLinkInquiryParts  parts;
  GPtrArray          *claims; /* (owned) (element-type PlUnplacedAsk) payments that may be its */
} PlWatchAsk;

/* Payments of the terminal: those of known links are written down, for the others it is planned whom to ask. */
typedef struct
{
  /* Input */
  char      *account;  /* (owned) */
  gint64     since;    /* as in PlWatchState */
  gint64     now;
  gint64     asked_at; /* for the payments, not earlier */
  guint      room;     /* most links to ask */
  GPtrArray *payments; /* (owned) (element-type PayrocPayment) */

  /* In progress */
  GHashTable *changed; /* (owned) (element-type utf8) ids of links with payments that changed */

  /* Output */
  GPtrArray *links;    /* (owned) (element-type PayrocLink) whose payments changed */
  GArray    *rowids;   /* (owned) (element-type gint64) of links */
  GPtrArray *asks;     /* (owned) (element-type PlWatchAsk) */
} PlWatchSort;

PlWatchSort  *pl_watch_sort_new   (const char    *account);
void          pl_watch_sort_free  (PlWatchSort   *self);
gboolean      pl_watch_sort_work  (PlConnection  *connection,
                                   gpointer       data,
                                   GError       **error);

gboolean      pl_watch_error_is_final (const GError *error);

/* What came of an ask, that did not fail or finally. */
typedef struct
{
  PlWatchAsk  *ask;   /* (unowned) */
  PlLinkFacts *facts; /* (owned) */
  gboolean     is_written; /* once */
  PlLinkGaps   before; /* what was known of the lists until then */
} PlWatchAnswer;

PlWatchAnswer *pl_watch_answer_new  (PlWatchAsk     *ask,
                                     PlLinkFacts    *facts);
void           pl_watch_answer_free (PlWatchAnswer  *self);
gboolean       pl_watch_answer_work (PlConnection   *connection,
                                     gpointer        data,
                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWatchSort, pl_watch_sort_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWatchAnswer, pl_watch_answer_free)

G_END_DECLS
