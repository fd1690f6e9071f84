/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which stored link has a reference already, so that nobody is billed twice by mistake. Worker only. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "store/pl-connection.h"

G_BEGIN_DECLS

/* Each output may be NULL. */
gboolean pl_link_taken_judge (PlConnection      *connection,
                              const char        *account,
                              PayrocLink        *link,
                              PayrocLinkStatus  *status,
                              PayrocLinkStatus  *use,
                              GError           **error);
gboolean pl_link_taken_find  (PlConnection      *connection,
                              const char        *account,
                              const char        *reference,
                              const char        *except, /* (nullable) */
                              PayrocLink       **link,   /* (out) (transfer full) (nullable) */
                              PayrocLinkStatus  *use,    /* (out) */
                              GError           **error);

G_END_DECLS
