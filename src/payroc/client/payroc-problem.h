/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refusal says: problem documents (RFC 7807) and everything else that may stand in their place. */
#pragma once

#include "payroc/wire/payroc-transport.h"

G_BEGIN_DECLS

GError *payroc_problem_to_error (const PayrocReply *reply);

G_END_DECLS
