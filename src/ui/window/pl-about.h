/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who made this, under which licence, and on what it runs. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* parent: (nullable) */
void pl_about_show (GtkWindow *parent);

G_END_DECLS
