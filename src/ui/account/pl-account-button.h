/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account menu of the header bar: which account is open, the others, and what can be done with it. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_ACCOUNT_BUTTON (pl_account_button_get_type ())
G_DECLARE_FINAL_TYPE (PlAccountButton, pl_account_button, PL, ACCOUNT_BUTTON, AdwBin)

/* Properties: accounts (GListModel of PlAccount, nullable), session (PlSession, nullable). */

G_END_DECLS
