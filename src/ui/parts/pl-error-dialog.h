/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what went wrong, whether anything moved, and what to do, with the details to copy for whoever helps. */
#pragma once

#include <adwaita.h>

#include "pl-error-text.h"

G_BEGIN_DECLS

/* widget: in the window it belongs to. Nothing is shown for an error that says the user stopped it. */
void pl_error_dialog_present      (GtkWidget    *widget,
                                   const char   *heading,
                                   const GError *error,
                                   PlWork        work);
/* The same where somebody else knows better what to say of it. */
void pl_error_dialog_present_text (GtkWidget    *widget,
                                   const char   *heading,
                                   const char   *text,
                                   const GError *error);

G_END_DECLS
