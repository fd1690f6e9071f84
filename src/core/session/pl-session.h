/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open account: its client, outbox, refresh and feed, ready from the store before the network or the keyring
 * answered. */
#pragma once

#include "core/export/pl-export.h"
#include "core/export/pl-payment-cover.h"
#include "core/import/pl-import.h"
#include "core/pl-account.h"
#include "core/links/pl-hand-over.h"
#include "core/links/pl-link-details.h"
#include "core/links/pl-link-taken.h"
#include "core/list/pl-link-list.h"
#include "core/list/pl-link-picks.h"
#include "core/list/pl-link-views.h"
#include "core/bulk/pl-bulk.h"
#include "core/outbox/pl-outbox.h"
#include "core/overview/pl-overview.h"
#include "core/people/pl-people.h"
#include "core/refresh/pl-refresh.h"
#include "core/templates/pl-template-list.h"
#include "core/watch/pl-link-probe.h"
#include "core/watch/pl-notice-board.h"
#include "core/watch/pl-watcher.h"
#include "store/pl-keyring.h"

G_BEGIN_DECLS

typedef enum
{
  PL_SESSION_OPENING,             /* stored data is there; the key is being looked up, or the practice server started */
  PL_SESSION_READY,
  /* absent from the keyring, or "this session only" and the session is over: ask for it */
  PL_SESSION_KEY_MISSING,
  PL_SESSION_KEY_REFUSED,         /* Payroc no longer takes it: ask for another */
  PL_SESSION_KEYRING_LOCKED,      /* pl_session_unlock_async() */
  /* ask for the key, for this session only; or pl_session_unlock_async() to look again */
  PL_SESSION_KEYRING_UNREACHABLE,
  PL_SESSION_PRACTICE_FAILED,     /* the stand-in did not start; pl_session_unlock_async() tries again */
} PlSessionState;

#define PL_TYPE_SESSION (pl_session_get_type ())
G_DECLARE_FINAL_TYPE (PlSession, pl_session, PL, SESSION, GObject)

/* Properties, read-only with notify: account, state (PlSessionState), outbox, refresh, feed. Made by PlWorkspace. */
PlAccount      *pl_session_get_account           (PlSession            *self);
PlSessionState  pl_session_get_state             (PlSession            *self);
const GError   *pl_session_get_error             (PlSession            *self);
PlOutbox       *pl_session_get_outbox            (PlSession            *self);
PlRefresh      *pl_session_get_refresh           (PlSession            *self);
PlWatcher      *pl_session_get_watcher           (PlSession            *self);
PlNoticeBoard  *pl_session_create_notice_board   (PlSession            *self);
PlLinkFeed     *pl_session_get_feed              (PlSession            *self);
PlDatabase     *pl_session_get_database          (PlSession            *self); /* for core's own models, not for ui */
PlLinkDetails  *pl_session_create_details        (PlSession            *self,
                                                  const char           *link_id);
PlLinkList     *pl_session_create_link_list      (PlSession            *self);
PlBulk         *pl_session_create_bulk           (PlSession            *self,
                                                  PlLinkPicks          *picks);
PlLinkViews    *pl_session_create_link_views     (PlSession            *self);
PlLinkProbe    *pl_session_create_probe          (PlSession            *self,
                                                  PayrocLink           *link);
PlOverview     *pl_session_create_overview       (PlSession            *self);
PlPeople       *pl_session_create_people         (PlSession            *self);
PlTemplateList *pl_session_create_template_list  (PlSession            *self);
PlImport       *pl_session_create_import         (PlSession            *self);
PlExport       *pl_session_create_export         (PlSession            *self);
PlPaymentCover *pl_session_create_payment_cover  (PlSession            *self);

/* The link left in another way than by Payroc's e-mail (pl-session-hand-over.c). */
void            pl_session_note_hand_over        (PlSession            *self,
                                                  PlLinkDetails        *details,
                                                  PlHandOverWay         way,
                                                  const char           *address);

/* What is done about a state that is not READY. */
void            pl_session_look_again            (PlSession            *self);
void            pl_session_replace_key_async     (PlSession            *self,
                                                  const char           *api_key,
                                                  gboolean              session_only,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        pl_session_replace_key_finish    (PlSession            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            pl_session_unlock_async          (PlSession            *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        pl_session_unlock_finish         (PlSession            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            pl_session_ready_async           (PlSession            *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        pl_session_ready_finish          (PlSession            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/* What is stored (pl-session-find.c). */
void            pl_session_find_reference_async  (PlSession            *self,
                                                  const char           *reference,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray      *pl_session_find_reference_finish (PlSession            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
/* (nullable): none. ask: Payroc, where what became of the money is not known. */
void            pl_session_find_taken_async      (PlSession            *self,
                                                  const char           *reference,
                                                  gboolean              ask,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
PlLinkTaken    *pl_session_find_taken_finish     (PlSession            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            pl_session_find_links_async      (PlSession            *self,
                                                  const PlLinkQuery    *query,
                                                  guint                 limit,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray      *pl_session_find_links_finish     (PlSession            *self,
                                                  GAsyncResult         *result,
                                                  GArray              **statuses, /* PayrocLinkStatus of each */
                                                  guint                *n_matching,
                                                  GError              **error);
void            pl_session_find_link_async       (PlSession            *self,
                                                  const char           *link_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
PayrocLink     *pl_session_find_link_finish      (PlSession            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            pl_session_find_people_async     (PlSession            *self,
                                                  const char           *typed,
                                                  guint                 limit,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray      *pl_session_find_people_finish    (PlSession            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
