/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HTTP server on the loopback that misbehaves exactly as a test says: it hands each request to a function that
 * writes the bytes of the answer itself, in a thread of that connection. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _WireServer WireServer;

typedef struct
{
  char       *method;        /* (owned) */
  char       *target;        /* (owned) path and query as on the wire */
  GHashTable *headers;       /* (owned) (element-type utf8 utf8) lower-case names */
  GBytes     *body;          /* (owned) */
  guint       number;        /* of this server's requests, from 1 */
  guint       connection;    /* of this server's connections, from 1 */
  guint       on_connection; /* of this connection's requests, from 1 */
} WireRequest;

/* FALSE closes the connection. Runs in a thread of its own. */
typedef gboolean (*WireFunc) (WireServer        *server,
                              const WireRequest *request,
                              GOutputStream     *out,
                              gpointer           user_data);

WireServer  *wire_server_new               (WireFunc           func,
                                            gpointer           user_data);
/* The same over TLS. */
WireServer  *wire_server_new_tls           (WireFunc           func,
                                            gpointer           user_data,
                                            GTlsCertificate   *certificate);
void         wire_server_free              (WireServer        *self);
/* From now on connections are refused. */
void         wire_server_stop_listening    (WireServer        *self);
char        *wire_server_get_url           (WireServer        *self,
                                            const char        *path);
guint16      wire_server_get_port          (WireServer        *self);
guint        wire_server_get_n_requests    (WireServer        *self);
guint        wire_server_get_n_connections (WireServer        *self);
guint        wire_server_get_most_open     (WireServer        *self);
const char  *wire_request_get_header       (const WireRequest *request,
                                            const char        *name);
/* All requests so far. (transfer container) (element-type WireRequest) */
GPtrArray   *wire_server_get_requests      (WireServer        *self);
/* Once per value over all threads: TRUE for the first who asks. */
gboolean     wire_server_do_work           (WireServer        *self,
                                            const char        *key);
guint        wire_server_get_n_works       (WireServer        *self);
/* Returns FALSE when the server is being freed. */
gboolean     wire_server_sleep             (WireServer        *self,
                                            guint              milliseconds);

void         wire_write                    (GOutputStream     *out,
                                            const char        *bytes);
gboolean     wire_reply                    (GOutputStream     *out,
                                            guint              status,
                                            const char        *headers,
                                            const char        *body);

/* Two answers that many tests want: 200 with an empty object, and none at all. */
gboolean     wire_answer_ok                (WireServer        *server,
                                            const WireRequest *request,
                                            GOutputStream     *out,
                                            gpointer           user_data);
gboolean     wire_answer_never             (WireServer        *server,
                                            const WireRequest *request,
                                            GOutputStream     *out,
                                            gpointer           user_data);

/* Asynchronous calls in a test: pass wire_wait_cb and the address of a NULL result, then wait for it. */
void          wire_wait_cb                 (GObject           *object,
                                            GAsyncResult      *result,
                                            gpointer           user_data);
GAsyncResult *wire_wait                    (GAsyncResult     **result);
void          wire_run_for                 (guint              milliseconds);
/* Drops the last reference but those of what is under way, and waits for these to end. */
void          wire_wait_for_end            (gpointer           object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WireServer, wire_server_free)

G_END_DECLS
