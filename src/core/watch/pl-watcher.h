/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for payments again and again, politely. */
#pragma once

#include "core/pl-clock.h"
#include "core/refresh/pl-refresh.h"
#include "pl-watch-pace.h"

G_BEGIN_DECLS

#define PL_TYPE_WATCHER (pl_watcher_get_type ())
G_DECLARE_FINAL_TYPE (PlWatcher, pl_watcher, PL, WATCHER, GObject)

/* Plain data; strings are copied, objects referenced. */
typedef struct
{
  const char   *account;
  const char   *terminal;
  gboolean      is_practice;
  PlDatabase   *database;
  PayrocClient *client;
  PlLinkFeed   *feed;
  PlRefresh    *refresh;
} PlWatcherSetup;

/* Properties, read-only with notify: last-look (gint64 microseconds, 0 = not since the start), running (boolean).
 * Signal: "due": there is something to tell: PlNoticeBoard has it. */
PlWatcher  *pl_watcher_new                (const PlWatcherSetup *setup);
/* Off until both are set. */
void        pl_watcher_set_mode           (PlWatcher            *self,
                                           PlWatchMode           mode);
void        pl_watcher_set_ready          (PlWatcher            *self,
                                           gboolean              ready);
void        pl_watcher_set_quiet_hours    (PlWatcher            *self,
                                           guint                 from,
                                           guint                 until);
void        pl_watcher_set_clock          (PlWatcher            *self,
                                           PlClockFunc           clock,
                                           gpointer              user_data);
void        pl_watcher_look_now           (PlWatcher            *self);
gboolean    pl_watcher_get_running        (PlWatcher            *self);
gint64      pl_watcher_get_last_look      (PlWatcher            *self);
gint64      pl_watcher_get_next_look      (PlWatcher            *self);

G_END_DECLS
