/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the identity service answers: a token for some time, or that the key is no good. */
#pragma once

#include "payroc/wire/payroc-secret.h"
#include "payroc/wire/payroc-transport.h"

G_BEGIN_DECLS

typedef struct
{
  char  *token;    /* (owned) (nullable) secret */
  gint64 lifetime; /* seconds */
} PayrocGrant;

gboolean payroc_grant_read  (PayrocGrant        *self,
                             const PayrocReply  *reply,
                             GError            **error);
void     payroc_grant_clear (PayrocGrant        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PayrocGrant, payroc_grant_clear)

G_END_DECLS
