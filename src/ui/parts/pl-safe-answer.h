/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question's default answer has the keyboard when it opens, however its buttons are laid out. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* dialog: an AdwMessageDialog with a default response, just presented. */
void pl_safe_answer_focus (GtkWindow *dialog);

G_END_DECLS
