/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No window knows of a parent that is gone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on, for every window that is made, for as long as the program runs. */
void pl_parting_watch (void);

G_END_DECLS
