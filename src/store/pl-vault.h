/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One secret at a time in and out of libsecret, whichever of its backends this desktop has. PlKeyring's own. */
#pragma once

#include <gio/gio.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

#define PL_TYPE_VAULT (pl_vault_get_type ())
G_DECLARE_FINAL_TYPE (PlVault, pl_vault, PL, VAULT, GObject)

PlVault     *pl_vault_new           (void);

/* One operation at a time. attributes: (element-type utf8 utf8) "application", "account", "kind"; clearing may
 * leave out the last. unlock: may show the desktop's prompt. Errors: PL_STORE_ERROR_KEYRING_LOCKED, _UNREACHABLE,
 * G_IO_ERROR_CANCELLED. */
void         pl_vault_store_async   (PlVault              *self,
                                     GHashTable           *attributes,
                                     const char           *label,
                                     SecretValue          *value,
                                     gboolean              unlock,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
void         pl_vault_lookup_async  (PlVault              *self,
                                     GHashTable           *attributes,
                                     gboolean              unlock,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
void         pl_vault_clear_async   (PlVault              *self,
                                     GHashTable           *attributes,
                                     gboolean              unlock,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);

/* Of any of them. *value: (transfer full) (nullable): only a look-up has one; NULL when there is proved to be none. */
gboolean     pl_vault_finish        (PlVault              *self,
                                     GAsyncResult         *result,
                                     SecretValue         **value,
                                     GError              **error);

G_END_DECLS
