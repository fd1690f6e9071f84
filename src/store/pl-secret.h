/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A secret as text. The store's own; others know pl_secret_free() from pl-keyring.h. */
#pragma once

#include "pl-keyring.h"

G_BEGIN_DECLS

const char *pl_secret_kind_to_text (PlSecretKind  kind);
char       *pl_secret_encode       (PlSecretKind  kind,
                                    const char   *secret,
                                    gint64        expires_at);
char       *pl_secret_decode       (PlSecretKind  kind,
                                    const char   *encoded,
                                    gint64       *expires_at); /* (nullable) */

G_END_DECLS
