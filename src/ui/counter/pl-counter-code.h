/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link as its customer sees it: the code, as large as there is room, and what is paid with it. */
#pragma once

#include <adwaita.h>

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_CODE (pl_counter_code_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterCode, pl_counter_code, PL, COUNTER_CODE, AdwBin)

/* link: with an address that is safe. note: (nullable): what is to be known of it. */
void pl_counter_code_show (PlCounterCode *self,
                           PayrocLink    *link,
                           const char    *note);

G_END_DECLS
