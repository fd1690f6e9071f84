/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's keyring: API key and bearer token of each account, and nowhere else. Asynchronous. */
#pragma once

#include <gio/gio.h>

#include "pl-store-error.h"

G_BEGIN_DECLS

typedef enum
{
  PL_KEYRING_STATE_UNKNOWN,
  PL_KEYRING_STATE_AVAILABLE,
  PL_KEYRING_STATE_LOCKED,
  PL_KEYRING_STATE_UNREACHABLE,
} PlKeyringState;

typedef enum
{
  PL_SECRET_API_KEY,
  PL_SECRET_TOKEN,
} PlSecretKind;

#define PL_TYPE_KEYRING (pl_keyring_get_type ())
G_DECLARE_FINAL_TYPE (PlKeyring, pl_keyring, PL, KEYRING, GObject)

/* application_id: part of the attributes, so that Devel and stable do not share keys.
 * Property: state (PlKeyringState, read-only), as the latest operation found it. */
PlKeyring     *pl_keyring_new              (const char           *application_id);
/* Secrets in this process's memory only, wiped at the end: "this session only", and keys given on standard input. */
PlKeyring     *pl_keyring_new_for_session  (void);
PlKeyringState pl_keyring_get_state        (PlKeyring            *self);

/* From now on that one account's secrets are kept in memory only, or in the keyring again. What the keyring has
 * stays there until it is cleared, and what memory has until the keyring has it. */
void           pl_keyring_set_session_only (PlKeyring            *self,
                                            const char           *account,
                                            gboolean              session_only);

/* Operations are done one after the other. Errors: PL_STORE_ERROR_KEYRING_LOCKED, _UNREACHABLE;
 * G_IO_ERROR_CANCELLED. */

/* A failed store leaves what was there. An API key may show the desktop's prompt; a token, which can be had again,
 * never. expires_at: of a token, epoch seconds. */
void           pl_keyring_store_async      (PlKeyring            *self,
                                            const char           *account,
                                            PlSecretKind          kind,
                                            const char           *secret,
                                            gint64                expires_at,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       pl_keyring_store_finish     (PlKeyring            *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/* unlock: may show the desktop's prompt. NULL without error: absent (proved by a search, not by a NULL). Free with
 * pl_secret_free(). *expires_at: epoch seconds, 0 for an API key. */
void           pl_keyring_lookup_async     (PlKeyring            *self,
                                            const char           *account,
                                            PlSecretKind          kind,
                                            gboolean              unlock,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
char          *pl_keyring_lookup_finish    (PlKeyring            *self,
                                            GAsyncResult         *result,
                                            gint64               *expires_at,
                                            GError              **error);

/* Both kinds; may show the desktop's prompt. What a session-only account once had in the keyring goes too, if that is
 * possible without asking. */
void           pl_keyring_clear_async      (PlKeyring            *self,
                                            const char           *account,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       pl_keyring_clear_finish     (PlKeyring            *self,
                                            GAsyncResult         *result,
                                            GError              **error);

void           pl_secret_free              (char                 *secret);

G_END_DECLS
