/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How PlWorkspace makes and ends sessions. */
#pragma once

#include "payroc/wire/payroc-transport.h"
#include "pl-access.h"
#include "pl-practice-server.h"
#include "pl-session.h"

G_BEGIN_DECLS

PlSession *pl_session_new                    (PlAccount        *account,
                                              PlDatabase       *database,
                                              PlKeyring        *keyring,
                                              PayrocTransport  *transport,
                                              const char       *practice_directory,
                                              PlPracticeServer *practice_server);
void       pl_session_connect_to_payroc      (PlSession        *self);
void       pl_session_ask_for_access         (PlSession        *self,
                                              gboolean          unlock);
PayrocClient *pl_session_get_client          (PlSession        *self);
PlAccess  *pl_session_get_access             (PlSession        *self);
void       pl_session_close                  (PlSession        *self);

G_END_DECLS
