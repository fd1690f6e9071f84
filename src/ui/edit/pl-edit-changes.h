/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody else has changed of a link while a form that changes it was open. */
#pragma once

#include <adwaita.h>

#include "payroc/links/payroc-link.h"
#include "ui/parts/pl-group.h"

G_BEGIN_DECLS

#define PL_TYPE_EDIT_CHANGES (pl_edit_changes_get_type ())
G_DECLARE_FINAL_TYPE (PlEditChanges, pl_edit_changes, PL, EDIT_CHANGES, PlGroup)

/* Hidden until there is something to show. Whether it has been told of any: */
gboolean pl_edit_changes_has_any (PlEditChanges *self);
/* The link was before and is now; changes: (element-type utf8): what differs; kept: (element-type utf8): of it, what
 * the form has its own value for. Told more than once, each field is shown once: from what it was first. */
void     pl_edit_changes_take    (PlEditChanges *self,
                                  PayrocLink    *before,
                                  PayrocLink    *now,
                                  GPtrArray     *changes,
                                  GPtrArray     *kept);

G_END_DECLS
