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

/* What a refused one is known by is from now on that of the one that was made in its place, and of the share that waits
 * for it; and the refused one is in no batch any more. */
gboolean     pl_outbox_origins_hand_on (PlConnection       *connection,
                                        const PlOutboxRow  *from,
                                        gint64              to,
                                        GError            **error);

G_END_DECLS
