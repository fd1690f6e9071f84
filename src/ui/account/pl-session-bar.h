/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands above the list while an account cannot send, or could not be refreshed, and offers the way out. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_SESSION_BAR (pl_session_bar_get_type ())
G_DECLARE_FINAL_TYPE (PlSessionBar, pl_session_bar, PL, SESSION_BAR, AdwBin)

/* Property: session (PlSession, nullable). */

G_END_DECLS
