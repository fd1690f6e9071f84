/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two states of a link side by side, field by field: before and after, asked for and made. */
#pragma once

#include <adwaita.h>

#include "payroc/links/payroc-link-draft.h"

G_BEGIN_DECLS

#define PL_TYPE_COMPARE (pl_compare_get_type ())
G_DECLARE_FINAL_TYPE (PlCompare, pl_compare, PL, COMPARE, GtkBox)

/* left, right: what the two states are called. */
GtkWidget *pl_compare_new (const char      *left,
                           const char      *right);
/* In place of what was shown. parameters: (element-type utf8) as payroc_link_draft_find_differences() names them. */
void       pl_compare_show (PlCompare       *self,
                            PayrocLinkDraft *left,
                            PayrocLinkDraft *right,
                            GPtrArray       *parameters);

G_END_DECLS
