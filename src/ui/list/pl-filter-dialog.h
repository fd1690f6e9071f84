/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything the list can leave out, on one page; each choice is seen in the list at once. */
#pragma once

#include <adwaita.h>

#include "core/list/pl-link-criteria.h"

G_BEGIN_DECLS

#define PL_TYPE_FILTER_DIALOG (pl_filter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlFilterDialog, pl_filter_dialog, PL, FILTER_DIALOG, AdwWindow)

/* Properties: criteria (PlLinkCriteria, nullable: all; to be bound both ways), summary (what is shown of how much). */
GtkWidget *pl_filter_dialog_new (GtkWindow *parent);

G_END_DECLS
