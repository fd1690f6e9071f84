/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The post room: sharing events, and the mails that would have gone out for them. */
#pragma once

#include "practice-link.h"

G_BEGIN_DECLS

#define PRACTICE_SHARE_COLUMNS "seq, id, doc"

/* share: checked by practice_link_rules_read_share(). Returns: (transfer full): the event as the API shows it. */
JsonObject *practice_post_share      (PracticeState *state,
                                      PracticeLink  *link,
                                      JsonObject    *share);
JsonObject *practice_post_read_share (PracticeState *state,
                                      sqlite3_stmt  *statement,
                                      const char    *today);
/* link_id: (nullable). Oldest first. */
JsonArray  *practice_post_list_mails (PracticeState *state,
                                      const char    *link_id);

G_END_DECLS
