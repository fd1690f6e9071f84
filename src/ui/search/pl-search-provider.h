/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds links for the search of GNOME's desktop, which copies the address of the one that is chosen. */
#pragma once

#include <gio/gio.h>

#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

#define PL_TYPE_SEARCH_PROVIDER (pl_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (PlSearchProvider, pl_search_provider, PL, SEARCH_PROVIDER, GObject)

/* Property, read-only with notify: active, TRUE while somebody searches, which needs a workspace and keeps the
 * application; no window. Actions of the application that it uses: app.search (asu: words, time of the user's doing),
 * app.open-link. */
PlSearchProvider *pl_search_provider_new           (GApplication     *application);
gboolean          pl_search_provider_export        (PlSearchProvider *self,
                                                    GDBusConnection  *connection,
                                                    const char       *object_path,
                                                    GError          **error);
void              pl_search_provider_unexport      (PlSearchProvider *self);
gboolean          pl_search_provider_get_active    (PlSearchProvider *self);
/* The merchant closes the program: it does not stay for an answer that nobody may want. */
void              pl_search_provider_end           (PlSearchProvider *self);
/* workspace: (nullable): it is being closed, or could not be opened; who waits for it is told that nothing is found. */
void              pl_search_provider_set_workspace (PlSearchProvider *self,
                                                    PlWorkspace      *workspace);

G_END_DECLS
