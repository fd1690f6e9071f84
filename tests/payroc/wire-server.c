/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SoupServer is too well-behaved to cut a connection between two bytes, so this one works on bare sockets. */

#include "wire-server.h"

#include <string.h>

struct _WireServer
{
  WireFunc         func;
  gpointer         user_data;
  GTlsCertificate *certificate; /* (owned) (nullable) */
  GSocket         *socket;      /* (owned) */
  guint16          port;
  GThread         *thread;      /* (owned) accepts */

  GMutex           mutex;       /* for all below */
  GCond            changed;
  gboolean         stopping;
  GList           *open;        /* (element-type GSocketConnection) */
  GPtrArray       *requests;    /* (element-type WireRequest) */
  GHashTable      *works;       /* (element-type utf8) */
  guint            n_connections;
  guint            n_open;
  guint            most_open;
};

typedef struct
{
  WireServer        *server;
  GSocketConnection *connection; /* (owned) */
  guint              number;
} Peer;

static void
request_free (WireRequest *request)
{
  g_free (request->method);
  g_free (request->target);
  g_clear_pointer (&request->headers, g_hash_table_unref);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request);
}

static WireRequest *
read_request (GDataInputStream *in)
{
  g_autofree char *first = g_data_input_stream_read_line (in, NULL, NULL, NULL);
  g_auto(GStrv) words = first != NULL ? g_strsplit (first, " ", 3) : NULL;
  WireRequest *request;
  const char *length;
  gsize n_bytes = 0;

  if (words == NULL || g_strv_length (words) != 3)
    return NULL;

  request = g_new0 (WireRequest, 1);
  request->method = g_strdup (words[0]);
  request->target = g_strdup (words[1]);
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (in, NULL, NULL, NULL);
      char *colon;

      if (line == NULL || *line == '\0')
        break;

      colon = strchr (line, ':');
      g_assert_nonnull (colon);
      *colon = '\0';
      /* Each of ours stands once. */
      g_assert_true (g_hash_table_insert (request->headers, g_ascii_strdown (line, -1),
                                          g_strdup (g_strstrip (colon + 1))));
    }

  length = wire_request_get_header (request, "content-length");
  if (length != NULL)
    n_bytes = g_ascii_strtoull (length, NULL, 10);
  if (n_bytes > 0)
    {
      char *bytes = g_malloc (n_bytes);
      gsize n_read = 0;

      g_input_stream_read_all (G_INPUT_STREAM (in), bytes, n_bytes, &n_read, NULL, NULL);
      request->body = g_bytes_new_take (bytes, n_read);
    }
  else
    {
      request->body = g_bytes_new (NULL, 0);
    }

  return request;
}

static GIOStream *
open_stream (Peer *peer)
{
  GTlsCertificate *certificate = peer->server->certificate;

  if (certificate == NULL)
    return g_object_ref (G_IO_STREAM (peer->connection));

  return g_tls_server_connection_new (G_IO_STREAM (peer->connection), certificate, NULL);
}

static gpointer
peer_thread (gpointer user_data)
{
  Peer *peer = user_data;
  WireServer *self = peer->server;
  g_autoptr(GIOStream) stream = open_stream (peer);
  GOutputStream *out = g_io_stream_get_output_stream (stream);
  g_autoptr(GDataInputStream) in = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  guint on_connection = 0;
  WireRequest *request;

  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);

  while ((request = read_request (in)) != NULL)
    {
      request->connection = peer->number;
      request->on_connection = ++on_connection;

      g_mutex_lock (&self->mutex);
      g_ptr_array_add (self->requests, request);
      request->number = self->requests->len;
      g_mutex_unlock (&self->mutex);

      if (!self->func (self, request, out, self->user_data))
        break;
    }

  g_mutex_lock (&self->mutex);
  self->open = g_list_remove (self->open, peer->connection);
  g_mutex_unlock (&self->mutex);

  /* Beneath TLS, which says no goodbye: that is what being cut off looks like. */
  g_io_stream_close (G_IO_STREAM (peer->connection), NULL, NULL);
  g_clear_object (&in);
  g_clear_object (&stream);
  g_object_unref (peer->connection);
  g_free (peer);

  g_mutex_lock (&self->mutex);
  self->n_open--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  return NULL;
}

static gpointer
accept_thread (gpointer user_data)
{
  WireServer *self = user_data;

  while (TRUE)
    {
      g_autoptr(GSocket) socket = g_socket_accept (self->socket, NULL, NULL);
      Peer *peer;

      if (socket == NULL)
        return NULL;

      peer = g_new0 (Peer, 1);
      peer->server = self;
      peer->connection = g_socket_connection_factory_create_connection (socket);

      g_mutex_lock (&self->mutex);
      peer->number = ++self->n_connections;
      self->open = g_list_prepend (self->open, peer->connection);
      self->n_open++;
      self->most_open = MAX (self->most_open, self->n_open);
      if (self->stopping)
        g_socket_shutdown (socket, TRUE, TRUE, NULL);
      g_mutex_unlock (&self->mutex);

      g_thread_unref (g_thread_new ("wire-peer", peer_thread, peer));
    }
}

WireServer *
wire_server_new (WireFunc func,
                 gpointer user_data)
{
  return wire_server_new_tls (func, user_data, NULL);
}

WireServer *
wire_server_new_tls (WireFunc         func,
                     gpointer         user_data,
                     GTlsCertificate *certificate) /* (nullable) */
{
  WireServer *self = g_new0 (WireServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;

  self->func = func;
  self->user_data = user_data;
  g_set_object (&self->certificate, certificate);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->works = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);

  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_set_listen_backlog (self->socket, 128);
  g_socket_bind (self->socket, any_port, FALSE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->socket, &error);
  g_assert_no_error (error);
  address = g_socket_get_local_address (self->socket, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->thread = g_thread_new ("wire-accept", accept_thread, self);

  return self;
}

void
wire_server_free (WireServer *self)
{
  GList *l;

  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  for (l = self->open; l != NULL; l = l->next)
    g_socket_shutdown (g_socket_connection_get_socket (l->data), TRUE, TRUE, NULL);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  wire_server_stop_listening (self);
  g_thread_join (self->thread);

  g_mutex_lock (&self->mutex);
  while (self->n_open > 0)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);

  g_object_unref (self->socket);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->requests);
  g_hash_table_unref (self->works);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self);
}

void
wire_server_stop_listening (WireServer *self)
{
  /* Wakes the accepting thread up, which a close would not. */
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}

guint16
wire_server_get_port (WireServer *self)
{
  return self->port;
}

char *
wire_server_get_url (WireServer *self,
                     const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", self->certificate != NULL ? "https" : "http", self->port, path);
}

static guint
get_locked (WireServer  *self,
            const guint *value)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return *value;
}

guint
wire_server_get_n_requests (WireServer *self)
{
  return get_locked (self, &self->requests->len);
}

guint
wire_server_get_n_connections (WireServer *self)
{
  return get_locked (self, &self->n_connections);
}

guint
wire_server_get_most_open (WireServer *self)
{
  return get_locked (self, &self->most_open);
}

GPtrArray *
wire_server_get_requests (WireServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GPtrArray *requests = g_ptr_array_new ();

  g_ptr_array_extend (requests, self->requests, NULL, NULL);

  return requests;
}

const char *
wire_request_get_header (const WireRequest *request,
                         const char        *name)
{
  return g_hash_table_lookup (request->headers, name);
}

gboolean
wire_server_do_work (WireServer *self,
                     const char *key)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_hash_table_add (self->works, g_strdup (key));
}

guint
wire_server_get_n_works (WireServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_hash_table_size (self->works);
}

gboolean
wire_server_sleep (WireServer *self,
                   guint       milliseconds)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (!self->stopping && g_get_monotonic_time () < until)
    g_cond_wait_until (&self->changed, &self->mutex, until);

  return !self->stopping;
}

/* The other side may be gone: that is often the point. */
void
wire_write (GOutputStream *out,
            const char    *bytes)
{
  g_output_stream_write_all (out, bytes, strlen (bytes), NULL, NULL, NULL);
}

gboolean
wire_reply (GOutputStream *out,
            guint          status,
            const char    *headers, /* (nullable) "Name: value\r\n…" */
            const char    *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %u Status\r\nContent-Type: application/json\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n%s",
                                           status, strlen (body), headers != NULL ? headers : "", body);

  wire_write (out, text);

  return TRUE;
}

gboolean
wire_answer_ok (WireServer        *server,
                const WireRequest *request,
                GOutputStream     *out,
                gpointer           user_data)
{
  return wire_reply (out, 200, NULL, "{}");
}

gboolean
wire_answer_never (WireServer        *server,
                   const WireRequest *request,
                   GOutputStream     *out,
                   gpointer           user_data)
{
  while (wire_server_sleep (server, 60 * 1000))
    ;

  return FALSE;
}

void
wire_wait_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
wire_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static gboolean
run_for_cb (gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;

  return G_SOURCE_REMOVE;
}

void
wire_run_for (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, run_for_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

void
wire_wait_for_end (gpointer object)
{
  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  while (object != NULL)
    g_main_context_iteration (NULL, TRUE);
}
