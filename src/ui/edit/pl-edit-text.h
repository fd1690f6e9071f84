/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change of a link means, in words: pure functions. */
#pragma once

#include <gio/gio.h>

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

/* "It was $49.99 and is now $55.00." kept: what was typed stands, and will replace that. */
char       *pl_edit_text_change  (PayrocLink  *before,
                                  PayrocLink  *now,
                                  const char  *parameter,
                                  gboolean     kept,
                                  const GDate *today);
/* Who holds the old address. holders: of PayrocRecipient. */
char       *pl_edit_text_holders (GListModel  *holders);
/* That there are others, whom nobody knows. */
char       *pl_edit_text_unreadable (guint     n_mails);
/* A change that Payroc took without making it: which fields. parameters: (element-type utf8) */
char       *pl_edit_text_ignored (GPtrArray   *parameters);

G_END_DECLS
