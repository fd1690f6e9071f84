/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a row that was imported before, by this run or another, and who else has its reference. */
#pragma once

#include "core/links/pl-link-taken.h"
#include "payroc/links/payroc-link-draft.h"
#include "payroc/sharing/payroc-share.h"
#include "store/pl-connection.h"

G_BEGIN_DECLS

typedef enum
{
  PL_IMPORT_STATE_NEW,       /* never asked for */
  PL_IMPORT_STATE_WAITING,   /* in the outbox */
  PL_IMPORT_STATE_DONE,
  PL_IMPORT_STATE_REFUSED,   /* may be asked for again */
  PL_IMPORT_STATE_CANCELLED, /* given up by the user: likewise */
} PlImportState;

typedef struct
{
  PlImportState     create;
  GError           *create_error;  /* (owned) (nullable) why it is refused, still waits, or was made otherwise */
  char             *link_id;       /* (owned) (nullable) once it is made */
  char             *payment_url;   /* (owned) (nullable) */
  gboolean          unsafe_address; /* of the link: nobody is sent there */
  PayrocLinkDraft  *asked;         /* (owned) (nullable) what was asked for, when it is waiting or done */
  PayrocLinkDraft  *now;           /* (owned) (nullable) what the link says now */
  PayrocLinkStatus  status;        /* of the link as last seen; of a completed one what became of the money */
  PayrocLinkStatus  use;           /* what became of money by it: ACTIVE while it is open, UNKNOWN: nobody paid */
  gboolean          is_unread;     /* that is not known: nobody asked since it ended */
  PlImportState     share;
  GError           *share_error;   /* (owned) (nullable) */
  PayrocShare      *sent;          /* (owned) (nullable) the mail, when it is waiting or done */
  gint64            create_row;    /* of the outbox; 0: none */
  gint64            share_row;     /* likewise */
  gint64            shared_at;     /* microseconds since the epoch; 0: not */
  PlLinkTaken      *other;         /* (owned) (nullable) a link of the reference, not this row's */
  PlLinkTaken      *alike;         /* (owned) (nullable) one whose reference differs by capital letters or blanks */
  gboolean          other_waiting; /* another intent will make a link of the reference */
  char             *alike_waiting; /* (owned) (nullable) the reference of another that will be made, likewise */
} PlImportFate;

void      pl_import_fate_clear  (PlImportFate        *self);

/* By what a row is known again: nothing of where it stands in which file, only its reference. (transfer full) */
char     *pl_import_make_origin (const char          *account,
                                 const char          *reference);

/* Worker only. fates: zeroed, one for each reference; NULL references are passed over. */
gboolean  pl_import_fates_read  (PlConnection        *connection,
                                 const char          *account,
                                 const char *const   *references,
                                 PlImportFate *const *fates,
                                 guint                n,
                                 GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlImportFate, pl_import_fate_clear)

G_END_DECLS
