/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks Payroc whether it takes an API key, before anybody relies on it: for connecting an account and for replacing
 * a key. */
#pragma once

#include "payroc/payroc-environment.h"
#include "payroc/wire/payroc-transport.h"

G_BEGIN_DECLS

/* What a key was good for. Wiped when freed. */
typedef struct
{
  char  *token; /* (owned) */
  gint64 token_expires_at; /* epoch seconds */
  char  *currency; /* (owned) (nullable): of a link that the terminal has */
} PlKeyCheck;

void        pl_key_check_free     (PlKeyCheck           *check);

char       *pl_key_check_tidy     (const char           *api_key,
                                   GPtrArray            *errors);

void        pl_key_check_async    (PayrocTransport      *transport,
                                   PayrocEnvironment    *environment,
                                   const char           *api_key,
                                   const char           *terminal,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
PlKeyCheck *pl_key_check_finish   (GAsyncResult         *result,
                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlKeyCheck, pl_key_check_free)

G_END_DECLS
