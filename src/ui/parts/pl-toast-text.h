/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a toast says, in as many lines as it takes: the amount that was received comes last. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_TOAST_TEXT (pl_toast_text_get_type ())
G_DECLARE_FINAL_TYPE (PlToastText, pl_toast_text, PL, TOAST_TEXT, GtkWidget)

/* In place of the title that toast has. */
void pl_toast_text_replace_title (AdwToast *toast);

G_END_DECLS
