/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The id of a processing terminal. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PAYROC_TERMINAL_ID_MIN 4
#define PAYROC_TERMINAL_ID_MAX 50

gboolean payroc_terminal_id_is_valid (const char *id);

G_END_DECLS
