/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions that nobody looks at any more, and that still have something to send. */
#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_SESSION_KEEPER (pl_session_keeper_get_type ())
G_DECLARE_FINAL_TYPE (PlSessionKeeper, pl_session_keeper, PL, SESSION_KEEPER, GObject)

PlSessionKeeper *pl_session_keeper_new          (void);
/* Until nothing in its outbox goes on by itself; not at all when that is so already. */
void             pl_session_keeper_keep         (PlSessionKeeper *self,
                                                 PlSession       *session);
/* session: (nullable): all. */
void             pl_session_keeper_drop         (PlSessionKeeper *self,
                                                 PlSession       *session);
/* (transfer none): of PlSession. */
GListModel      *pl_session_keeper_get_sessions (PlSessionKeeper *self);

G_END_DECLS
