/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beneath the list: when Payroc was asked last, and a button that asks again. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_REFRESH_LINE (pl_refresh_line_get_type ())
G_DECLARE_FINAL_TYPE (PlRefreshLine, pl_refresh_line, PL, REFRESH_LINE, AdwBin)

/* Property: session (PlSession, nullable). */

G_END_DECLS
