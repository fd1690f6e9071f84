/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question's default answer has the keyboard when it opens, however its buttons are laid out. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For each question with an answer that cannot be taken back. dialog: an AdwMessageDialog with a default response. */
void pl_safe_answer_present (GtkWindow *dialog);

G_END_DECLS
