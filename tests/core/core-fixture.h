/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account on a practice server: database, client, outbox; used as if everything were synchronous. */
#pragma once

#include "core/outbox/pl-outbox.h"
#include "core/refresh/pl-refresh.h"
#include "support/store-fixture.h"
#include "support/test-practice.h"

G_BEGIN_DECLS

typedef struct
{
  StoreFixture    store;
  PlTestPractice *practice;
  PayrocClient   *client;
  PlLinkFeed     *feed;
  PlOutbox       *outbox;
  gint64          offset;  /* of the outbox's clock from the computer's, microseconds */
} CoreFixture;

void          core_fixture_set_up     (CoreFixture     *fixture,
                                       gconstpointer    data);
void          core_fixture_tear_down  (CoreFixture     *fixture,
                                       gconstpointer    data);
/* Ends the outbox and the database, and begins anew, as another process would. Started unless start is FALSE. */
void          core_fixture_restart    (CoreFixture     *fixture,
                                       gboolean         start);
void          core_fixture_start      (CoreFixture     *fixture);

PayrocClient *core_client_new         (const char      *api_url,
                                       const char      *identity_url,
                                       const char      *api_key);
/* Nothing of it may be under way. */
void          core_client_free        (PayrocClient    *client);

void          core_keep_result_cb     (GObject         *object,
                                       GAsyncResult    *result,
                                       gpointer         user_data);
GAsyncResult *core_await              (GAsyncResult   **result);
/* Until *flag or some seconds are over, which fails. */
void          core_wait_until         (gboolean        (*reached) (gpointer user_data),
                                       gpointer         user_data);

PayrocLinkDraft *core_draft_new       (const char      *reference);
PayrocShare     *core_share_new       (void);

/* Each aborts on an error, but returns NULL with *error when error is given. */
PlIntent     *core_create             (CoreFixture     *fixture,
                                       PayrocLinkDraft *draft,
                                       PayrocShare     *share,
                                       const char      *key,
                                       GError         **error);
PlIntent     *core_share              (CoreFixture     *fixture,
                                       const char      *link_id,
                                       PayrocShare     *share);
PlIntent     *core_edit               (CoreFixture     *fixture,
                                       PayrocLink      *link,
                                       PayrocLinkEdit  *edit,
                                       PayrocShare     *share);
PlIntent     *core_deactivate         (CoreFixture     *fixture,
                                       const char      *link_id);
void          core_settle             (CoreFixture     *fixture,
                                       PlIntent        *intent);
void          core_flush              (CoreFixture     *fixture);
gboolean      core_retry              (CoreFixture     *fixture,
                                       PlIntent        *intent,
                                       GError         **error);
gboolean      core_discard            (CoreFixture     *fixture,
                                       PlIntent        *intent,
                                       GError         **error);
/* A create with the default share or none, done. */
PlIntent     *core_create_done        (CoreFixture     *fixture,
                                       const char      *reference,
                                       gboolean         shared);
/* As if Payroc had named addresses for all stored links that are not safe to open. */
void          core_refuse_addresses   (CoreFixture     *fixture);

/* A client of the test's own, freed when its variable goes out of scope. */
typedef PayrocClient CoreClient;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CoreClient, core_client_free)

G_END_DECLS
