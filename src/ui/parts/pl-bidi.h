/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of a server or a customer beside our own words: whatever directions it contains end with it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of text that keeps its own direction and moves nothing beside it; directional and other control characters
 * are left out. (transfer full) */
char *pl_bidi_isolate (const char *text);

G_END_DECLS
