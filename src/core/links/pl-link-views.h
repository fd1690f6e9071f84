/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views that a merchant saved for an account, and which one was used last. */
#pragma once

#include <gio/gio.h>

#include "pl-link-view.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_LINK_VIEW_NAME_MAX 60 /* characters */

#define PL_TYPE_LINK_VIEWS (pl_link_views_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkViews, pl_link_views, PL, LINK_VIEWS, GObject)

/* A GListModel of PlLinkView, by name. Properties with notify: chosen (an id, nullable, remembered: of a view, or any
 * word that the window has for what is not stored), loaded (boolean, read-only: what is stored was read, chosen as
 * well). */
PlLinkViews *pl_link_views_new            (const char            *account,
                                           PlDatabase            *database);
gboolean     pl_link_views_get_loaded     (PlLinkViews           *self);
const char  *pl_link_views_get_chosen     (PlLinkViews           *self);
void         pl_link_views_set_chosen     (PlLinkViews           *self,
                                           const char            *id);
PlLinkView  *pl_link_views_find           (PlLinkViews           *self,
                                           const char            *id);
PlLinkView  *pl_link_views_find_name      (PlLinkViews           *self,
                                           const char            *name);
char        *pl_link_views_clean_name     (const char            *name);

void         pl_link_views_put_async      (PlLinkViews           *self,
                                           PlLinkView            *view,
                                           const char            *name,
                                           const PlLinkCriteria  *criteria,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
PlLinkView  *pl_link_views_put_finish     (PlLinkViews           *self,
                                           GAsyncResult          *result,
                                           GError               **error);
void         pl_link_views_remove_async   (PlLinkViews           *self,
                                           PlLinkView            *view,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
gboolean     pl_link_views_remove_finish  (PlLinkViews           *self,
                                           GAsyncResult          *result,
                                           GError               **error);

G_END_DECLS
