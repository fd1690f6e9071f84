/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the stored links up to what Payroc has: first filling by pages of 100, then cheap; draws nothing, notifies
 * nobody. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "payroc/client/payroc-client.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_REFRESH (pl_refresh_get_type ())
G_DECLARE_FINAL_TYPE (PlRefresh, pl_refresh, PL, REFRESH, GObject)

/* Properties, read-only with notify: running (boolean), last-refresh (gint64 microseconds, 0 = never), n-seen (uint,
 * while running), error (GError, nullable: the last run's). Signal: "status-changed" (PayrocLink *link,
 * PayrocLinkStatus before). */
PlRefresh    *pl_refresh_new         (const char          *account,
                                      const char          *terminal,
                                      PlDatabase          *database,
                                      PayrocClient        *client,
                                      PlLinkFeed          *feed);
/* full: every page of the list; otherwise active links and those made since the last time, and each stored active one
 * that is not among them is retrieved. A first run is full and resumes where it was cut off. One at a time: a second
 * call joins the one that runs. */
void          pl_refresh_run_async   (PlRefresh           *self,
                                      gboolean             full,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean      pl_refresh_run_finish  (PlRefresh           *self,
                                      GAsyncResult        *result,
                                      GError             **error);
gboolean      pl_refresh_get_running (PlRefresh           *self);
gint64        pl_refresh_get_last    (PlRefresh           *self);
guint         pl_refresh_get_n_seen  (PlRefresh           *self);
guint         pl_refresh_get_n_unreadable (PlRefresh      *self);
const GError *pl_refresh_get_error   (PlRefresh           *self);

G_END_DECLS
