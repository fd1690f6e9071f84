/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses that are others than they look like, and names that are other addresses. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean payroc_look_alike_is_address (const char *email);
gboolean payroc_look_alike_is_name    (const char *name,
                                       const char *email);

G_END_DECLS
