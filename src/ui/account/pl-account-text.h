/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is lost with an account that is removed from this computer: a pure function. */
#pragma once

#include "core/pl-account.h"

G_BEGIN_DECLS

/* n_unfinished: changes that Payroc has not got for certain; n_sending: those of them that may be on their way. */
char *pl_account_text_farewell (PlAccountKind kind,
                                guint         n_unfinished,
                                guint         n_sending);

G_END_DECLS
