/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intents by what whoever asks for them knows them by. Worker only; no policy. */
#pragma once

#include "pl-outbox-table.h"

G_BEGIN_DECLS

/* The last one of that origin: only when it was refused or given up may there be another. */
PlOutboxRow *pl_outbox_origins_find (PlConnection  *connection,
                                     const char    *account,
                                     PlIntentKind   kind,
                                     const char    *origin,
                                     GError       **error); /* PL_STORE_ERROR_NOT_FOUND */

G_END_DECLS
