/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing to be done with many links: what it is, which of them it suits, and the rows it becomes. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "core/outbox/pl-outbox-compose.h"
#include "store/pl-batch-table.h"

G_BEGIN_DECLS

/* Whether a link can take it, and why not. */
typedef enum
{
  PL_BULK_FIT,
  PL_BULK_PAID,
  PL_BULK_EXPIRED,
  PL_BULK_SWITCHED_OFF,
  PL_BULK_NEVER_ENDS, /* and so cannot be extended */
  PL_BULK_ENDS_LATER, /* on that day already, or after it */
  PL_BULK_ENDS_SOONER, /* on that day already, or before it */
  PL_BULK_NOBODY,     /* it was not sent to anybody that we know of */
  PL_BULK_TOO_LONG,   /* what would be written to its people */
  PL_BULK_UNSAFE,     /* Payroc named an address that is not safe to open: nobody is sent there */
  PL_BULK_BUSY,       /* something else about it is on its way */
  PL_BULK_GONE,       /* not stored any more */
} PlBulkFitness;

/* (transfer full): the message of a mail. wanted: (nullable): what the link becomes before, with an address that is not
 * known yet. recipients: (element-type PayrocRecipient). Called on the database's worker. */
typedef char *(*PlBulkMessageFunc) (PayrocLink      *link,
                                    PayrocLinkDraft *wanted,
                                    GListModel      *recipients,
                                    gpointer         user_data);

/* Reference counted, atomically; not changed any more once it was handed on. */
typedef struct
{
  PlBatchDeed       deed;
  GDate             last_day;         /* to extend, to end sooner */
  gboolean          send_new_address; /* likewise: to those who were sent the one that goes */
  GPtrArray        *recipients;       /* (owned) (nullable) (element-type PayrocRecipient): whom to share with; NULL:
                                       * whom each was last sent to */
  gboolean          one_mail_each;    /* several people get a mail each, not one together */
  gboolean          merchant_copy;
  char             *template;         /* (owned) (nullable): what @message fills in */
  PlBulkMessageFunc message;          /* (nullable): none */
  gpointer          message_data;     /* (owned) */
  GDestroyNotify    free_message_data; /* (nullable) */
} PlBulkRequest;

PlBulkRequest *pl_bulk_request_new     (PlBatchDeed             deed);
PlBulkRequest *pl_bulk_request_ref     (PlBulkRequest          *self);
void           pl_bulk_request_unref   (PlBulkRequest          *self);

/* Worker only. *people: (transfer full) (nullable) (element-type PayrocRecipient): who would be written to, or, when an
 * address goes, who holds it. */
gboolean       pl_bulk_request_judge   (const PlBulkRequest    *self,
                                        PlConnection           *connection,
                                        const char             *account,
                                        PayrocLink             *link,
                                        PlBulkFitness          *fitness,
                                        GListModel            **people,
                                        GError                **error);
/* Adds the rows (element-type PlOutboxRow) of a link that it suits. */
gboolean       pl_bulk_request_compose (const PlBulkRequest    *self,
                                        const PlOutboxComposer *composer,
                                        GPtrArray              *rows,
                                        PayrocLink             *link,
                                        GListModel             *people,
                                        GError                **error);
/* Whether it gives that link a new address. */
gboolean       pl_bulk_request_changes_address (const PlBulkRequest *self,
                                                PayrocLink          *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBulkRequest, pl_bulk_request_unref)

G_END_DECLS
