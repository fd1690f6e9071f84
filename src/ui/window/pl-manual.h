/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manual, in the desktop's own viewer. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_manual_show (GtkWindow *parent);

G_END_DECLS
