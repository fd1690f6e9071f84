/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many characters were typed, and how many there may be: "12 of 48". */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* text: (nullable). Too many stand out in colour before anything is sent. */
void pl_length_label_show (GtkLabel   *label,
                           const char *text,
                           guint       limit);

G_END_DECLS
