/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one request would do to many links: which take it, what they are worth, and whom it concerns. */
#pragma once

#include "payroc/money/payroc-money.h"
#include "pl-bulk-request.h"

G_BEGIN_DECLS

/* More than a person reads; the rest is counted. */
#define PL_BULK_PLAN_NAMED 100

/* A link that can take it. */
typedef struct
{
  char        *reference; /* (owned) */
  PayrocMoney *amount;    /* (owned) (nullable): the customer chooses */
  GListModel  *people;    /* (owned) (nullable) of PayrocRecipient: who was sent it; NULL: that does not matter */
  gboolean     known;     /* Payroc was asked who that is */
} PlBulkFit;

/* A link that cannot take it. */
typedef struct
{
  char         *reference; /* (owned) */
  PlBulkFitness why;
  gboolean      known;     /* Payroc was asked whom it was sent to */
} PlBulkUnfit;

typedef struct
{
  GArray     *rows;         /* (owned) (element-type gint64) those that can take it */
  GPtrArray  *fit;          /* (owned) (element-type PlBulkFit) the first PL_BULK_PLAN_NAMED of them */
  GPtrArray  *sums;         /* (owned) (element-type PayrocMoney) what they are worth, one for each currency */
  guint       n_open;       /* of them: at how many the customer chooses the amount */
  GPtrArray  *unfit;        /* (owned) (element-type PlBulkUnfit) in the order of the rows */
  guint       n_addresses;  /* of those that can: how many get a new address */
  guint       n_sent;       /* of those whose people matter: how many were sent by e-mail */
  guint       n_unsent;     /* and how many were not, as far as we know */
  guint       n_mails;      /* how many e-mails would go out */
  GPtrArray  *people;       /* (owned) (element-type PayrocRecipient) who holds an address that goes or ends, or is
                             * written to */
  GHashTable *seen;         /* (owned) (element-type utf8) their folded addresses */
  GPtrArray  *unknown;      /* (owned) (element-type utf8) links of which Payroc was not asked whom they were sent to,
                             * while that matters; no more than PL_SHARING_SURVEY_MAX + 1 */
} PlBulkPlan;

PlBulkPlan *pl_bulk_plan_new  (void);
void        pl_bulk_plan_free (PlBulkPlan    *self);
/* link: (nullable): not stored any more. people: (nullable) */
void        pl_bulk_plan_add  (PlBulkPlan    *self,
                               PlBulkRequest *request,
                               gint64         row,
                               PayrocLink    *link,
                               PlBulkFitness  fitness,
                               GListModel    *people,
                               gboolean       known);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBulkPlan, pl_bulk_plan_free)

G_END_DECLS
