/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client with its key before a practice server, and its operations waited for. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "payroc/payroc-error.h"
#include "support/test-practice.h"
#include "wire-outcome.h"

G_BEGIN_DECLS

typedef struct
{
  PlTestPractice  *practice; /* (nullable) */
  PayrocTransport *transport;
  PayrocClient    *client;
  const char      *terminal;
} ClientFixture;

/* For g_test_add(). */
void                client_fixture_set_up    (ClientFixture        *self,
                                              gconstpointer         data);
void                client_fixture_tear_down (ClientFixture        *self,
                                              gconstpointer         data);
/* Before a server of another kind, which has to give out tokens at /authorize. */
void                client_fixture_set_up_at (ClientFixture        *self,
                                              const char           *api_url,
                                              const char           *identity_url,
                                              const char           *api_key);
void                client_fixture_trust     (ClientFixture        *self,
                                              const char           *token);

/* The bodies of a usual link and of a mail to Sarah Hopper. */
GBytes             *client_make_link_body    (void);
GBytes             *client_make_share_body   (void);

/* (transfer full) (nullable): each operation from beginning to end. */
PayrocLink         *client_create            (ClientFixture        *self,
                                              GBytes               *body,
                                              const char           *key,
                                              GError              **error);
PayrocPage         *client_list              (ClientFixture        *self,
                                              const PayrocLinkFilter *filter,
                                              GError              **error);
PayrocLink         *client_retrieve          (ClientFixture        *self,
                                              const char           *link_id,
                                              GError              **error);
PayrocLink         *client_edit              (ClientFixture        *self,
                                              const char           *link_id,
                                              GBytes               *body,
                                              const char           *key,
                                              GError              **error);
PayrocLink         *client_deactivate        (ClientFixture        *self,
                                              const char           *link_id,
                                              GError              **error);
PayrocSharingEvent *client_share             (ClientFixture        *self,
                                              const char           *link_id,
                                              GBytes               *body,
                                              const char           *key,
                                              GError              **error);
PayrocPage         *client_list_mails        (ClientFixture        *self,
                                              const char           *link_id,
                                              const PayrocSharingFilter *filter,
                                              GError              **error);
PayrocPage         *client_list_payments     (ClientFixture        *self,
                                              PayrocPaymentSource   source,
                                              const char           *terminal,
                                              const char           *link_id,
                                              const char           *after,
                                              guint                 limit,
                                              GError              **error);
PayrocPage         *client_list_payments_since (ClientFixture             *self,
                                                PayrocPaymentSource        source,
                                                const PayrocPaymentFilter *filter,
                                                GError                   **error);

/* A link that is there, made with a key of its own. (transfer full) */
PayrocLink         *client_have_link         (ClientFixture        *self);

G_END_DECLS
