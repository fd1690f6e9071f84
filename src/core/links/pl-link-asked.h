/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked for where Payroc made something else of it: kept until somebody has looked, also across restarts.
 * Worker only. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "store/pl-connection.h"

G_BEGIN_DECLS

gboolean         pl_link_asked_put  (PlConnection     *connection,
                                     const char       *account,
                                     const char       *link_id,
                                     PayrocLinkDraft  *asked, /* (nullable): it is as asked for */
                                     GError          **error);
/* (transfer full) (nullable) */
PayrocLinkDraft *pl_link_asked_get  (PlConnection     *connection,
                                     const char       *account,
                                     const char       *link_id);

G_END_DECLS
