/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Up to libsoup 3.2 a server never closes a connection that the client closed between two requests (mended in 3.3 by
 * "server: do not leak idle connections closed by the client"): a server that stays all day would run out of files. */
#include "practice-connection.h"

#include <errno.h>
#include <gio/gio.h>
#include <sys/socket.h>

#define MET "practice-met"

typedef struct
{
  SoupServerMessage *message; /* (owned) the last one on this connection */
  GSource           *source;  /* (owned) */
} Idle;

static void
idle_free (Idle *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_object_unref (self->message);
  g_free (self);
}

static void
disconnected_cb (SoupServerMessage *message,
                 gpointer           user_data)
{
  idle_free (user_data);
}

static void
let_go (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = practice_connection_take (message);
  GSocket *socket = soup_server_message_get_socket (message);

  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
  else if (socket != NULL)
    g_socket_close (socket, NULL);
}

/* Before libsoup's own source, which would see the end and forget the connection. */
static gboolean
readable_cb (GSocket      *socket,
             GIOCondition  condition,
             gpointer      user_data)
{
  Idle *self = user_data;
  g_autoptr (SoupServerMessage) message = NULL;
  char byte;
  ssize_t length = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  gboolean ended = length <= 0;

  if (length < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;

  message = g_object_ref (self->message);
  idle_free (self);
  if (ended)
    let_go (message);

  return G_SOURCE_REMOVE;
}

void
practice_connection_meet (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  struct sockaddr_storage address;
  socklen_t length = sizeof address;

  /* libsoup asks who the client is when a connection is taken from it, and complains when it is gone by then: it
   * remembers when it is asked while the client is still there. */
  if (socket == NULL || getpeername (g_socket_get_fd (socket), (struct sockaddr *) &address, &length) != 0)
    return;

  soup_server_message_get_remote_address (message);
  g_object_set_data (G_OBJECT (socket), MET, socket);
}

GIOStream *
practice_connection_take (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket == NULL || g_object_get_data (G_OBJECT (socket), MET) == NULL)
    return NULL;

  return soup_server_message_steal_connection (message);
}

void
practice_connection_watch_idle (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Idle *self;

  if (socket == NULL)
    return;

  self = g_new0 (Idle, 1);
  self->message = g_object_ref (message);
  self->source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_priority (self->source, G_PRIORITY_HIGH);
  g_source_set_callback (self->source, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_signal_connect (message, "disconnected", G_CALLBACK (disconnected_cb), self);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}
