/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says, in words and in a colour of its own, that this is not the real thing: Practice, Test, or an own server. */
#pragma once

#include <adwaita.h>

#include "core/pl-account.h"

G_BEGIN_DECLS

#define PL_TYPE_ENVIRONMENT_BAR (pl_environment_bar_get_type ())
G_DECLARE_FINAL_TYPE (PlEnvironmentBar, pl_environment_bar, PL, ENVIRONMENT_BAR, AdwBin)

/* Properties: account (PlAccount, nullable; hidden for Production and without one), brief (the name only, where another
 * bar beside it says the rest). Belongs beneath the header bar of each page and of each dialog that sends something. */
/* The style class of style.css for that kind; "" for Production. */
const char *pl_environment_bar_style_class (PlAccountKind  kind);

G_END_DECLS
