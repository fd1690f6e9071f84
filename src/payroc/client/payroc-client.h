/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc's operations, one asynchronous method each. No HTTP detail, no state but who we are. */
#pragma once

#include "payroc-authenticator.h"
#include "payroc/links/payroc-link-filter.h"
#include "payroc/links/payroc-link.h"
#include "payroc/money/payroc-payment.h"
#include "payroc/payroc-page.h"
#include "payroc/sharing/payroc-sharing-event.h"

G_BEGIN_DECLS

#define PAYROC_TYPE_CLIENT (payroc_client_get_type ())
G_DECLARE_FINAL_TYPE (PayrocClient, payroc_client, PAYROC, CLIENT, GObject)

/* Which mails of a link are asked for; strings are borrowed. before and after exclude each other. */
typedef struct
{
  const char *recipient_name;  /* (nullable) 1–48 */
  const char *recipient_email; /* (nullable) 6–128 */
  const char *before;          /* (nullable) */
  const char *after;           /* (nullable) */
  guint       limit;           /* 1–100; 0 = the API's default */
} PayrocSharingFilter;

/* Which payments are asked for; strings are borrowed. A payment names no link: one link's are asked for by link_id, and
 * without it come all payments of the terminal, those that were made without a link too. */
typedef struct
{
  const char *terminal; /* (nullable) of the list of cards; the banks' asks for it */
  const char *link_id;  /* (nullable) */
  gint64      since;    /* processed later than that, microseconds since the epoch; 0 = ever */
  gint64      until;    /* processed before that, likewise; 0 = until now */
  const char *after;    /* (nullable) */
  guint       limit;    /* 1–100; 0 = the API's default */
} PayrocPaymentFilter;

PayrocClient        *payroc_client_new               (PayrocEnvironment *environment,
                                                      PayrocTransport   *transport);
void                 payroc_client_set_environment   (PayrocClient      *self,
                                                      PayrocEnvironment *environment);
PayrocAuthenticator *payroc_client_get_authenticator (PayrocClient      *self);

/* body: the exact bytes of payroc_link_draft_to_body() and its like. key: the intent's UUID v4. */
void        payroc_client_create_link_async  (PayrocClient        *self,
                                              const char          *terminal,
                                              GBytes              *body,
                                              const char          *key,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
PayrocLink *payroc_client_create_link_finish (PayrocClient  *self,
                                              GAsyncResult  *result,
                                              GError       **error);

void        payroc_client_list_links_async  (PayrocClient           *self,
                                             const char             *terminal,
                                             const PayrocLinkFilter *filter,
                                             GCancellable           *cancellable,
                                             GAsyncReadyCallback     callback,
                                             gpointer                user_data);
PayrocPage *payroc_client_list_links_finish (PayrocClient  *self,
                                             GAsyncResult  *result,
                                             GError       **error);

void        payroc_client_retrieve_link_async  (PayrocClient        *self,
                                                const char          *link_id,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
PayrocLink *payroc_client_retrieve_link_finish (PayrocClient  *self,
                                                GAsyncResult  *result,
                                                GError       **error);

void        payroc_client_edit_link_async  (PayrocClient        *self,
                                            const char          *link_id,
                                            GBytes              *body,
                                            const char          *key,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
PayrocLink *payroc_client_edit_link_finish (PayrocClient  *self,
                                            GAsyncResult  *result,
                                            GError       **error);

/* No key: after payroc_error_outcome_unknown() retrieve the link to learn. */
void        payroc_client_deactivate_link_async  (PayrocClient        *self,
                                                  const char          *link_id,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
PayrocLink *payroc_client_deactivate_link_finish (PayrocClient  *self,
                                                  GAsyncResult  *result,
                                                  GError       **error);

void                payroc_client_share_link_async  (PayrocClient        *self,
                                                     const char          *link_id,
                                                     GBytes              *body,
                                                     const char          *key,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
PayrocSharingEvent *payroc_client_share_link_finish (PayrocClient  *self,
                                                     GAsyncResult  *result,
                                                     GError       **error);

void        payroc_client_list_sharing_events_async  (PayrocClient              *self,
                                                      const char                *link_id,
                                                      const PayrocSharingFilter *filter,
                                                      GCancellable              *cancellable,
                                                      GAsyncReadyCallback        callback,
                                                      gpointer                   user_data);
PayrocPage *payroc_client_list_sharing_events_finish (PayrocClient  *self,
                                                      GAsyncResult  *result,
                                                      GError       **error);

/* CARD: terminal may be NULL. BANK: terminal required. */
void        payroc_client_list_payments_async  (PayrocClient        *self,
                                                PayrocPaymentSource  source,
                                                const PayrocPaymentFilter *filter,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
PayrocPage *payroc_client_list_payments_finish (PayrocClient  *self,
                                                GAsyncResult  *result,
                                                GError       **error);

/* FORBIDDEN or NOT_FOUND is no proof that the terminal is wrong. */

G_END_DECLS
