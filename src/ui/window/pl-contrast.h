/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stronger colours for whoever asked the desktop for high contrast. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on, for as long as the program runs. */
void pl_contrast_watch (void);

G_END_DECLS
