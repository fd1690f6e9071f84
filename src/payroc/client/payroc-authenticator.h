/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API key → bearer token, renewed two minutes early; all who wait share one renewal. */
#pragma once

#include "payroc/payroc-environment.h"
#include "payroc/wire/payroc-secret.h"
#include "payroc/wire/payroc-transport.h"

G_BEGIN_DECLS

#define PAYROC_TYPE_AUTHENTICATOR (payroc_authenticator_get_type ())
G_DECLARE_FINAL_TYPE (PayrocAuthenticator, payroc_authenticator, PAYROC, AUTHENTICATOR, GObject)

/* Called in the owner's context when a new token arrived, so that it can be kept in the keyring. Not a signal or a
 * property: a secret. */
typedef void   (*PayrocTokenFunc) (PayrocAuthenticator *self,
                                   const char          *token,
                                   gint64               expires_at,
                                   gpointer             user_data);
/* Seconds since the epoch. */
typedef gint64 (*PayrocClockFunc) (gpointer             user_data);

/* Signal "key-refused": the identity service said no to the API key that is set; each time it does. No parameters. */
PayrocAuthenticator *payroc_authenticator_new              (PayrocTransport      *transport,
                                                            PayrocEnvironment    *environment);
void                 payroc_authenticator_set_environment  (PayrocAuthenticator  *self,
                                                            PayrocEnvironment    *environment);
void                 payroc_authenticator_set_api_key      (PayrocAuthenticator  *self,
                                                            const char           *api_key);
gboolean             payroc_authenticator_uses_api_key     (PayrocAuthenticator  *self,
                                                            const char           *api_key);
void                 payroc_authenticator_set_token        (PayrocAuthenticator  *self,
                                                            const char           *token,
                                                            gint64                expires_at);
void                 payroc_authenticator_drop_token       (PayrocAuthenticator  *self,
                                                            const char           *token);
void                 payroc_authenticator_set_token_func   (PayrocAuthenticator  *self,
                                                            PayrocTokenFunc       func,
                                                            gpointer              user_data,
                                                            GDestroyNotify        destroy);
void                 payroc_authenticator_set_clock        (PayrocAuthenticator  *self,
                                                            PayrocClockFunc       clock,
                                                            gpointer              user_data);

void                 payroc_authenticator_get_token_async  (PayrocAuthenticator  *self,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
char                *payroc_authenticator_get_token_finish (PayrocAuthenticator  *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

G_END_DECLS
