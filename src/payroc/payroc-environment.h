/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where Payroc lives: the API's base address and the identity service's. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PAYROC_TYPE_ENVIRONMENT (payroc_environment_get_type ())
G_DECLARE_FINAL_TYPE (PayrocEnvironment, payroc_environment, PAYROC, ENVIRONMENT, GObject)

PayrocEnvironment *payroc_environment_new_production   (void);
PayrocEnvironment *payroc_environment_new_test         (void);
/* api_url includes "/v1", identity_url includes "/authorize". https, or http on the loopback only; no user info, query
 * or fragment. Errors: PAYROC_ERROR_INSECURE, PAYROC_ERROR_INVALID (fields "apiUrl", "identityUrl"). */
PayrocEnvironment *payroc_environment_new_custom       (const char         *api_url,
                                                        const char         *identity_url,
                                                        GError            **error);
const char        *payroc_environment_get_api_url      (PayrocEnvironment  *self); /* no trailing slash */
const char        *payroc_environment_get_identity_url (PayrocEnvironment  *self); /* no trailing slash */
/* Whether this server may send customers to that address. */
gboolean           payroc_environment_may_offer        (PayrocEnvironment  *self,
                                                        const char         *url);

G_END_DECLS
