/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a form holds to rows with exact bytes. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/links/payroc-link-edit.h"
#include "payroc/sharing/payroc-share.h"
#include "store/pl-outbox-table.h"

G_BEGIN_DECLS

/* Who asks, and when. */
typedef struct
{
  const char *account;
  gint64      now; /* microseconds since the epoch */
} PlOutboxComposer;

/* Each adds to rows (element-type PlOutboxRow) nothing on error, else a row, and a second one that waits for it when
 * there is a share. key: (nullable) a fresh one is made. */
gboolean pl_outbox_compose_create     (const PlOutboxComposer *self,
                                       GPtrArray              *rows,
                                       PayrocLinkDraft        *draft,
                                       PayrocShare            *share,
                                       const char             *key,
                                       GError                **error);
gboolean pl_outbox_compose_share      (const PlOutboxComposer *self,
                                       GPtrArray              *rows,
                                       const char             *link_id,
                                       PayrocShare            *share,
                                       const char             *key,
                                       GError                **error);
gboolean pl_outbox_compose_edit       (const PlOutboxComposer *self,
                                       GPtrArray              *rows,
                                       PayrocLink             *link,
                                       PayrocLinkEdit         *edit,
                                       PayrocShare            *share,
                                       const char             *key,
                                       GError                **error);
void     pl_outbox_compose_deactivate (const PlOutboxComposer *self,
                                       GPtrArray              *rows,
                                       const char             *link_id,
                                       const char             *key);

G_END_DECLS
