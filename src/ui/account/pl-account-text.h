/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about accounts: why a key or a terminal is refused, what is lost with a removed one; pure functions. */
#pragma once

#include "core/pl-account.h"

G_BEGIN_DECLS

/* n_unfinished: changes that Payroc has not got for certain; n_sending: those of them that may be on their way. */
char *pl_account_text_farewell (PlAccountKind kind,
                                guint         n_unfinished,
                                guint         n_sending);
/* Of a key or a terminal, to stand at its field. */
char *pl_account_text_refusal  (const GError *error);

G_END_DECLS
