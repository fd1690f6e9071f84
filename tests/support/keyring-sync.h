/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring used as if it were synchronous. */
#pragma once

#include "store/pl-keyring.h"

G_BEGIN_DECLS

/* secret NULL: expected to be absent. */
void     keyring_assert_secret (PlKeyring     *keyring,
                                const char    *account,
                                PlSecretKind   kind,
                                const char    *secret,
                                gint64         expires_at);
char    *keyring_lookup        (PlKeyring     *keyring,
                                const char    *account,
                                PlSecretKind   kind,
                                gboolean       unlock,
                                gint64        *expires_at,
                                GCancellable  *cancellable,
                                GError       **error);
gboolean keyring_store         (PlKeyring     *keyring,
                                const char    *account,
                                PlSecretKind   kind,
                                const char    *secret,
                                gint64         expires_at,
                                GCancellable  *cancellable,
                                GError       **error);
gboolean keyring_clear         (PlKeyring     *keyring,
                                const char    *account,
                                GCancellable  *cancellable,
                                GError       **error);
/* Must work. */
void     keyring_put           (PlKeyring     *keyring,
                                const char    *account,
                                PlSecretKind   kind,
                                const char    *secret,
                                gint64         expires_at);

G_END_DECLS
