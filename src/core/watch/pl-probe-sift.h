/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the payments that are listed for a link may say what became of it while its customer stands there. */
#pragma once

#include "core/links/pl-link-facts.h"

G_BEGIN_DECLS

/* What one look found. */
typedef struct
{
  PlLinkFacts *facts;       /* (owned) */
  GPtrArray   *payments;    /* (owned) (element-type PayrocPayment) made since the first look, cards first */
  gboolean     needs_check; /* pl_probe_find_check() is to be run on payments first */
  gboolean     is_in_doubt; /* one is listed for the first time: the next list says whether it was a mistake */
  gboolean     is_overlooked; /* a list has what is another link's for certain, and decides nothing */
  GPtrArray   *fresh;       /* (owned) (element-type PayrocPayment) all that were not there before, also in doubt */
  gboolean     is_disputed; /* checked: one stands under another link that is still to be asked */
  GPtrArray   *witnesses;   /* (owned) (nullable) (element-type utf8) checked: whom to ask first, see
                             * pl_probe_witness_async() */
} PlProbeFind;

typedef struct _PlProbeSift PlProbeSift;

PlProbeSift *pl_probe_sift_new   (gint64        now);
void         pl_probe_sift_free  (PlProbeSift  *self);
/* facts: (transfer full) */
PlProbeFind *pl_probe_sift_look  (PlProbeSift  *self,
                                  PlLinkFacts  *facts,
                                  gboolean      is_first);

/* What was told of these payments needs no second look. */
void         pl_probe_sift_settle (PlProbeSift       *self,
                                   const PlProbeFind *find);

/* A work for pl_database_run_async(), which only reads. */
gboolean     pl_probe_find_check (PlConnection *connection,
                                  gpointer      find,
                                  GError      **error);
/* All that was found may be another link's. */
void         pl_probe_find_drop  (PlProbeFind  *self);
void         pl_probe_find_free  (PlProbeFind  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlProbeSift, pl_probe_sift_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlProbeFind, pl_probe_find_free)

G_END_DECLS
