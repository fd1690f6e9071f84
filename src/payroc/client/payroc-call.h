/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One operation of the API from the token to the object that was asked for. */
#pragma once

#include "payroc-authenticator.h"
#include "payroc-plan.h"

G_BEGIN_DECLS

void payroc_call_run (GTask               *task,
                      PayrocTransport     *transport,
                      PayrocAuthenticator *authenticator,
                      PayrocPlan          *plan);

G_END_DECLS
