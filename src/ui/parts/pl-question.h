/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked or told in a dialog of its own: a question, with answers that stay in sight. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An AdwMessageDialog; parent, text: (nullable). The text is a sentence or two. */
GtkWidget *pl_question_new (GtkWindow        *parent,
                            const char       *heading,
                            const char       *text);
/* Instead of that text: with large text on a small screen it scrolls, and the answers stay in sight. What is more
 * stands below it; (nullable). */
void pl_question_set_text   (AdwMessageDialog *dialog,
                             const char       *text,
                             GtkWidget        *more);
/* The same where what it is about can be looked at: that comes first. */
void pl_question_set_matter (AdwMessageDialog *dialog,
                             GtkWidget        *matter,
                             const char       *text);

G_END_DECLS
