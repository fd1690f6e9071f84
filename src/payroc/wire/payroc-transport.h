/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP and nothing else: one exchange is as many attempts as the policy allows. Its SoupSession lives in a thread of
 * its own. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PAYROC_TYPE_TRANSPORT (payroc_transport_get_type ())
G_DECLARE_FINAL_TYPE (PayrocTransport, payroc_transport, PAYROC, TRANSPORT, GObject)

/* A request, plain data; copied by send. */
typedef struct
{
  const char *method;          /* "GET", "POST" or "PATCH" */
  const char *url;             /* complete; refused when payroc_url_is_safe() says no */
  const char *bearer;          /* (nullable) secret */
  const char *api_key;         /* (nullable) secret: the identity service's x-api-key */
  const char *idempotency_key; /* (nullable) */
  GBytes     *body;            /* (nullable) JSON */
  gboolean    maybe_done;      /* an earlier exchange of this very request was lost */
} PayrocRequest;

typedef struct
{
  guint    status;
  char    *content_type;    /* (owned) (nullable) */
  GBytes  *body;            /* (owned) at most the bound */
  gint64   retry_after;     /* microseconds asked for, or -1 */
  gboolean outcome_unknown; /* nothing so far, this answer's number included, settles whether the work was done */
} PayrocReply;

PayrocTransport *payroc_transport_new            (void);

/* Seconds for a whole exchange (60 by default) and most bytes of a reply (8 MiB by default): for tests. */
void             payroc_transport_set_limits     (PayrocTransport      *self,
                                                  guint                 deadline_seconds,
                                                  gsize                 max_reply_bytes);
/* Multiplies every wait between attempts; tests use 0.01. */
void             payroc_transport_set_wait_scale (PayrocTransport      *self,
                                                  double                scale);

void             payroc_transport_preconnect     (PayrocTransport      *self,
                                                  const char           *url);
void             payroc_transport_send_async     (PayrocTransport      *self,
                                                  const PayrocRequest  *request,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
PayrocReply     *payroc_transport_send_finish    (PayrocTransport      *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

void             payroc_transport_close_async    (PayrocTransport      *self,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean         payroc_transport_close_finish   (PayrocTransport      *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

PayrocReply     *payroc_reply_new                (guint                 status,
                                                  const char           *content_type,
                                                  GBytes               *body);
void             payroc_reply_free               (PayrocReply          *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PayrocReply, payroc_reply_free)

G_END_DECLS
