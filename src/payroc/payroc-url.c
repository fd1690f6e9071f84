/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An address from a server is opened by people and their browsers: what these read in two ways is read here in none. */

#include "payroc-url.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <string.h>

#define URL_MAX 4096

/* Only what RFC 3986 allows: a browser reads a backslash, a blank or a line end in other ways than GUri does. */
static gboolean
has_only_url_characters (const char *url)
{
  gsize length = 0;

  for (const char *p = url; *p != '\0'; p++, length++)
    {
      if (length >= URL_MAX || !g_ascii_isgraph (*p))
        return FALSE;
    }

  return length > 0 && strpbrk (url, "\\\"<>^`{|}") == NULL;
}

/* The plain spellings only: whoever may use http must be beyond doubt. */
static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* ".localhost" too, and the root's dot behind it (RFC 6761, 6.3). */
static gboolean
is_home_name (const char *host)
{
  g_autofree char *name = g_ascii_strdown (host, -1);

  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';

  return g_str_equal (name, "localhost") || g_str_has_suffix (name, ".localhost");
}

/* Browsers read "127.1", "0x7f.0.0.1" and "2130706433" as inet_aton() does, and 0.0.0.0 as this computer. */
static gboolean
is_home_v4 (const char *host)
{
  g_autofree char *number = g_strdup (host);
  struct in_addr address;

  if (g_str_has_suffix (number, "."))
    number[strlen (number) - 1] = '\0';

  if (inet_aton (number, &address) == 0)
    return FALSE;

  return ntohl (address.s_addr) >> 24 == 127 || ntohl (address.s_addr) >> 24 == 0;
}

static gboolean
is_home_v6 (const char *host)
{
  /* The last four bytes of an address in here are one of IPv4. */
  static const guint8 prefixes[][12] = {
    { 0 },
    { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff },
    { 0, 0x64, 0xff, 0x9b },
  };
  struct in6_addr address;

  if (inet_pton (AF_INET6, host, &address) != 1)
    return FALSE;

  if (IN6_IS_ADDR_LOOPBACK (&address))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      if (memcmp (address.s6_addr, prefixes[i], sizeof prefixes[i]) == 0)
        return address.s6_addr[12] == 127 || address.s6_addr[12] == 0;
    }

  return FALSE;
}

static int
get_port (GUri *uri)
{
  if (g_uri_get_port (uri) != -1)
    return g_uri_get_port (uri);

  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

/**
 * payroc_url_parse:
 * @url: (nullable): an address, perhaps from a server
 *
 * No user info, which is there to deceive; no character that browsers read differently; a host.
 *
 * Returns: (transfer full) (nullable): its parts, or %NULL
 */
GUri *
payroc_url_parse (const char *url)
{
  g_autoptr(GUri) uri = NULL;
  const char *host = NULL;

  if (url == NULL || !has_only_url_characters (url))
    return NULL;

  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL)
    return NULL;

  host = g_uri_get_host (uri);
  /* An encoded host is decoded by some readers and not by others. */
  if (host == NULL || *host == '\0' || strchr (host, '%') != NULL)
    return NULL;

  return g_steal_pointer (&uri);
}

/**
 * payroc_url_is_safe:
 * @url: (nullable): an address, perhaps from a server
 *
 * Whether an address may be fetched or handed to a browser: https to anywhere, http to this computer only
 * (127.0.0.0/8, ::1, localhost), and nothing that payroc_url_parse() refuses.
 *
 * Returns: %TRUE when it may
 */
gboolean
payroc_url_is_safe (const char *url)
{
  g_autoptr(GUri) uri = payroc_url_parse (url);

  if (uri == NULL)
    return FALSE;

  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;

  return g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (g_uri_get_host (uri));
}

/**
 * payroc_url_is_home:
 * @url: (nullable): an address, perhaps from a server
 *
 * Whether an address leads to the computer of whoever opens it: what a public server has no business to send a
 * customer to, whatever the scheme. Names are not resolved.
 *
 * Returns: %TRUE when it does
 */
gboolean
payroc_url_is_home (const char *url)
{
  g_autoptr(GUri) uri = payroc_url_parse (url);
  const char *host;

  if (uri == NULL)
    return FALSE;

  host = g_uri_get_host (uri);

  return is_loopback (host) || is_home_name (host) || is_home_v4 (host) || is_home_v6 (host);
}

/**
 * payroc_url_is_same_server:
 * @a: (nullable): an address
 * @b: (nullable): another
 *
 * Returns: whether requests for both can go over one connection: scheme, host and port are the same
 */
gboolean
payroc_url_is_same_server (const char *a,
                           const char *b)
{
  g_autoptr(GUri) first = payroc_url_parse (a);
  g_autoptr(GUri) second = payroc_url_parse (b);

  return first != NULL && second != NULL &&
         g_str_equal (g_uri_get_scheme (first), g_uri_get_scheme (second)) &&
         g_ascii_strcasecmp (g_uri_get_host (first), g_uri_get_host (second)) == 0 &&
         get_port (first) == get_port (second);
}
