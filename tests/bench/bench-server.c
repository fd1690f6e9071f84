/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that is somewhere else: TLS, and every link is made after so many milliseconds, as many at once as asked
 * for. What it answers is right, and nothing is kept. bench-server PEM MILLISECONDS [--http1]; ends with its input. */
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>

static guint       wait_ms;
static guint       n_links;
static GHashTable *connections; /* (element-type utf8) addresses with ports */

static void
answer (SoupServerMessage *message,
        guint              status,
        const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, strlen (text));
}

static void
token_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  answer (message, 200, "{\"access_token\":\"token\",\"expires_in\":3600,\"scope\":\"\",\"token_type\":\"Bearer\"}");
}

/* How many connections there were since the last time. */
static void
count_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  g_autofree char *text = g_strdup_printf ("%u\n", g_hash_table_size (connections));

  g_hash_table_remove_all (connections);
  answer (message, 200, text);
}

static gboolean
created_cb (gpointer user_data)
{
  soup_server_message_unpause (user_data);

  return G_SOURCE_REMOVE;
}

static char *
make_link (SoupMessageBody *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char       *id = g_strdup_printf ("LINK%06u", ++n_links);
  JsonObject            *link;
  JsonObject            *assets = json_object_new ();

  if (!json_parser_load_from_data (parser, body->data, body->length, NULL))
    return NULL;

  link = json_node_get_object (json_parser_get_root (parser));
  json_object_set_string_member (link, "paymentLinkId", id);
  json_object_set_string_member (link, "status", "active");
  json_object_set_string_member (link, "createdOn", "2026-01-01");
  json_object_set_string_member (assets, "paymentUrl", "https://payments.example.com/pay-by-link?token=0123456789");
  json_object_set_string_member (assets, "paymentButton", "<a>Pay now</a>");
  json_object_set_object_member (link, "assets", assets);

  return json_to_string (json_parser_get_root (parser), FALSE);
}

static void
links_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  GInetSocketAddress *from = G_INET_SOCKET_ADDRESS (soup_server_message_get_remote_address (message));
  g_autofree char    *link = make_link (soup_server_message_get_request_body (message));

  g_hash_table_add (connections, GUINT_TO_POINTER (g_inet_socket_address_get_port (from)));
  if (link == NULL)
    {
      answer (message, 400, "{}");
      return;
    }

  answer (message, 201, link);
  soup_server_message_pause (message);
  g_timeout_add_full (G_PRIORITY_DEFAULT, wait_ms, created_cb, g_object_ref (message), g_object_unref);
}

static gboolean
input_cb (gint         descriptor,
          GIOCondition condition,
          gpointer     user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (SoupServer)      server = NULL;
  g_autoptr (GMainLoop)       loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError)          error = NULL;
  GSList                     *uris;

  if (argc < 3)
    return 2;

  /* libsoup 3.2 offers HTTP/2 only to whom says so. */
  if (argc == 3)
    g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);
  certificate = g_tls_certificate_new_from_file (argv[1], &error);
  if (certificate == NULL)
    g_error ("%s", error->message);
  wait_ms = (guint) atoi (argv[2]);
  connections = g_hash_table_new (NULL, NULL);

  server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (server, "/authorize", token_cb, NULL, NULL);
  soup_server_add_handler (server, "/connections", count_cb, NULL, NULL);
  soup_server_add_handler (server, "/v1", links_cb, NULL, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    g_error ("%s", error->message);

  uris = soup_server_get_uris (server);
  printf ("%d\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_unix_fd_add (0, G_IO_IN | G_IO_HUP, input_cb, loop);
  g_main_loop_run (loop);
  g_hash_table_unref (connections);

  return 0;
}
