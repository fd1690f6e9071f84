/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a list that comes in pages move on? Somebody else says where the next page is, and may never come to an end. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlPageGuard PlPageGuard;

PlPageGuard *pl_page_guard_new   (guint         max_pages);
void         pl_page_guard_free  (PlPageGuard  *self);

/* After each page. next: (nullable) where the following one is said to be; n_new: its rows that no earlier page of this
 * list had. FALSE and PAYROC_ERROR_BAD_REPLY: the list is not to be followed any further. */
gboolean     pl_page_guard_admit (PlPageGuard  *self,
                                  const char   *next,
                                  guint         n_new,
                                  guint         n_unreadable,
                                  GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPageGuard, pl_page_guard_free)

G_END_DECLS
