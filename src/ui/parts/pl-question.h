/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions with more than a sentence to say. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Instead of a body: with large text on a small screen it scrolls, and the answers stay in sight. What is more stands
 * below the text; (nullable). */
void pl_question_set_text   (AdwMessageDialog *dialog,
                             const char       *text,
                             GtkWidget        *more);
/* The same where what it is about can be looked at: that comes first. */
void pl_question_set_matter (AdwMessageDialog *dialog,
                             GtkWidget        *matter,
                             const char       *text);

G_END_DECLS
