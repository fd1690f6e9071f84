/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a label may go on on its next line. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For addresses, references, numbers: they are broken after a hyphen of theirs, or else anywhere, and never with one
 * that is no part of them. The labels that are within widget now, or widget itself, with their text as it is now. */
void pl_line_breaks_set_verbatim    (GtkWidget *widget);
/* For buttons that stand alone in their line: in large text they go on in a second one. The buttons that are within
 * widget now, or widget itself. */
void pl_line_breaks_wrap_buttons    (GtkWidget *widget);
/* The words of its text now are never broken, "e-mail" is one of them. */
void pl_line_breaks_set_whole_words (GtkLabel  *label);

G_END_DECLS
