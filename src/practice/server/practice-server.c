/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorts what comes in by its path, keeps strangers out, and hands API requests to an exchange. */
#include "practice-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "practice-connection.h"
#include "practice-control.h"
#include "practice-exchange.h"
#include "practice/pay/practice-pay-page.h"

struct _PracticeServer
{
  GObject parent_instance;

  PracticeState *state; /* (unowned) */
  PracticeLifetime *lifetime;
  PracticeFaults *faults;
  PracticeLog *log;
  SoupServer *soup;
  guint port;
};

G_DEFINE_FINAL_TYPE (PracticeServer, practice_server, G_TYPE_OBJECT)

/* Name and port of what a Host or Origin header says. */
static gboolean
is_this_server (PracticeServer *self,
                const char     *authority)
{
  static const char *const names[] = { "127.0.0.1", "localhost", "[::1]", NULL };
  g_autofree char *lower = g_ascii_strdown (authority, -1);
  g_autofree char *port = g_strdup_printf (":%u", self->port);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *rest = lower + strlen (names[i]);

      if (g_str_has_prefix (lower, names[i]) && (*rest == '\0' || g_str_equal (rest, port)))
        return TRUE;
    }

  return FALSE;
}

/* A web page anywhere can make a browser send requests here; its name or its origin gives it away. */
static gboolean
is_from_stranger (PracticeServer    *self,
                  SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  const char *origin = soup_message_headers_get_one (headers, "Origin");
  const char *method = soup_server_message_get_method (message);
  const char *scheme = self->state->options->tls_certificate != NULL ? "https://" : "http://";

  if (host == NULL || !is_this_server (self, host))
    return TRUE;
  if (origin == NULL || g_str_equal (method, "GET") || g_str_equal (method, "HEAD"))
    return FALSE;

  return !g_str_has_prefix (origin, scheme) || !is_this_server (self, origin + strlen (scheme));
}

/* Nobody fills this computer's memory with one request: from here on the body is read and dropped. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  PracticeServer *self = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length > self->state->options->max_body)
    {
      soup_message_body_set_accumulate (body, FALSE);
      soup_message_body_truncate (body);
    }
}

static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    gpointer           user_data)
{
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), user_data, 0);
  practice_connection_meet (message);
}

static void
request_finished_cb (SoupServer        *soup,
                     SoupServerMessage *message,
                     gpointer           user_data)
{
  practice_connection_watch_idle (message);
}

static void
hold (PracticeServer    *self,
      SoupServerMessage *message)
{
  static const char start[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "5\r\nhold\n\r\n";
  g_autoptr (GIOStream) stream = practice_connection_take (message);

  if (stream != NULL
      && g_output_stream_write_all (g_io_stream_get_output_stream (stream), start, strlen (start), NULL, NULL, NULL))
    practice_lifetime_hold_stream (self->lifetime, stream);
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  PracticeServer *self = user_data;
  g_autoptr (PracticeRequest) request = practice_request_new (message);
  g_autoptr (PracticeReply) reply = NULL;
  const char *first = request->segments != NULL && request->segments[0] != NULL ? request->segments[0] : "";

  if (is_from_stranger (self, message))
    reply = practice_problem_reply (PRACTICE_PROBLEM_FORBIDDEN, "Only this computer's own pages are served");
  else if (g_str_equal (first, "pay"))
    reply = practice_pay_page_run (self->state, request);
  else if (!g_str_equal (first, "control"))
    practice_exchange_start (self->state, self->faults, self->log, message, g_steal_pointer (&request));
  else if (g_str_equal (request->path, "/control/hold") && g_str_equal (request->method, "GET"))
    hold (self, message);
  else
    reply = practice_control_run (self->state, self->faults, self->log, self->lifetime, request);

  if (reply != NULL)
    practice_exchange_send (message, reply);
}

static void
practice_server_finalize (GObject *object)
{
  PracticeServer *self = PRACTICE_SERVER (object);

  g_clear_object (&self->soup);
  g_clear_object (&self->lifetime);
  g_clear_object (&self->faults);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (practice_server_parent_class)->finalize (object);
}

static void
practice_server_class_init (PracticeServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = practice_server_finalize;
}

static void
practice_server_init (PracticeServer *self)
{
  self->faults = practice_faults_new ();
}

PracticeServer *
practice_server_new (PracticeState    *state,
                     PracticeLifetime *lifetime)
{
  PracticeServer *self = g_object_new (PRACTICE_TYPE_SERVER, NULL);

  self->state = state;
  self->lifetime = g_object_ref (lifetime);
  self->log = practice_log_new ((guint) state->options->log_size);

  return self;
}

static gboolean
listen_on (PracticeServer  *self,
           guint            port,
           GError         **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
  SoupServerListenOptions options = self->state->options->tls_certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0;
  GSList *uris;

  if (!soup_server_listen (self->soup, address, options, error))
    return FALSE;

  uris = soup_server_get_uris (self->soup);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

gboolean
practice_server_listen (PracticeServer  *self,
                        GError         **error)
{
  const PracticeOptions *options = self->state->options;
  g_autofree char *remembered = practice_database_get_setting (self->state->database, "port");
  g_autofree char *port = NULL;
  guint wanted = (guint) options->port;

  /* Raw paths: an encoded slash in an id must not become a path of its own. */
  self->soup = g_object_new (SOUP_TYPE_SERVER, "raw-paths", TRUE, "server-header", "paylinks-practice", NULL);
  if (options->tls_certificate != NULL)
    {
      g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_files (options->tls_certificate,
                                                                                  options->tls_key, error);

      if (certificate == NULL)
        return FALSE;
      soup_server_set_tls_certificate (self->soup, certificate);
    }

  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  g_signal_connect_object (self->soup, "request-started", G_CALLBACK (request_started_cb), self, 0);
  g_signal_connect_object (self->soup, "request-finished", G_CALLBACK (request_finished_cb), self, 0);

  if (wanted != 0)
    {
      if (!listen_on (self, wanted, error))
        return FALSE;
    }
  else
    {
      /* Links that were handed out name the port: keep it while it is free. */
      wanted = remembered != NULL ? (guint) g_ascii_strtoull (remembered, NULL, 10) : 0;
      if ((wanted == 0 || wanted > 65535 || !listen_on (self, wanted, NULL)) && !listen_on (self, 0, error))
        return FALSE;
    }

  port = g_strdup_printf ("%u", self->port);
  practice_database_set_setting (self->state->database, "port", port);
  g_free (self->state->base_url);
  self->state->base_url = g_strdup_printf ("%s://127.0.0.1:%u", options->tls_certificate != NULL ? "https" : "http",
                                           self->port);

  return TRUE;
}

void
practice_server_stop (PracticeServer *self)
{
  soup_server_disconnect (self->soup);
}
