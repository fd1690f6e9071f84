/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a header bar, in as many lines as it needs: the buttons beside it keep their words. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_TITLE (pl_title_get_type ())
G_DECLARE_FINAL_TYPE (PlTitle, pl_title, PL, TITLE, GtkWidget)

/* Properties: title, subtitle (string, nullable), whole-words (boolean: it is wide enough for two lines of them). */

G_END_DECLS
