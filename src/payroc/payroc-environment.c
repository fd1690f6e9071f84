/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two addresses all else is built from, and the one rule about which addresses may be opened at all. */

#include "payroc-environment.h"

#include <gio/gio.h>
#include <string.h>

#include "payroc-error.h"

#define URL_MAX 4096

struct _PayrocEnvironment
{
  GObject parent_instance;

  char *api_url;      /* (owned) */
  char *identity_url; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PayrocEnvironment, payroc_environment, G_TYPE_OBJECT)

/* Only what RFC 3986 allows: a browser reads a backslash, a blank or a line end in other ways than GUri does. */
static gboolean
has_only_url_characters (const char *url)
{
  gsize length = 0;

  for (const char *p = url; *p != '\0'; p++, length++)
    {
      if (length >= URL_MAX || !g_ascii_isgraph (*p) || strchr ("\\\"<>^`{|}", *p) != NULL)
        return FALSE;
    }

  return length > 0;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static GUri *
parse_url (const char *url)
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

static gboolean
is_safe (GUri *uri)
{
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;

  return g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (g_uri_get_host (uri));
}

/* Returns the address without its trailing slashes, or adds to errors. */
static char *
check_base (const char *url,
            const char *parameter,
            gboolean   *insecure,
            GPtrArray  *errors)
{
  g_autoptr(GUri) uri = NULL;
  char *base = NULL;
  gsize length = 0;

  if (url == NULL || *url == '\0')
    {
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 1);
      return NULL;
    }

  uri = parse_url (url);
  if (uri == NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_MALFORMED, 0);
      return NULL;
    }

  if (!is_safe (uri))
    {
      *insecure = TRUE;
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_NOT_ALLOWED, 0);
      return NULL;
    }

  base = g_strdup (url);
  for (length = strlen (base); base[length - 1] == '/'; length--)
    base[length - 1] = '\0';

  return base;
}

static PayrocEnvironment *
new_checked (const char *api_url,
             const char *identity_url)
{
  PayrocEnvironment *self = g_object_new (PAYROC_TYPE_ENVIRONMENT, NULL);

  self->api_url = g_strdup (api_url);
  self->identity_url = g_strdup (identity_url);

  return self;
}

static void
payroc_environment_finalize (GObject *object)
{
  PayrocEnvironment *self = PAYROC_ENVIRONMENT (object);

  g_free (self->api_url);
  g_free (self->identity_url);

  G_OBJECT_CLASS (payroc_environment_parent_class)->finalize (object);
}

static void
payroc_environment_class_init (PayrocEnvironmentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = payroc_environment_finalize;
}

static void
payroc_environment_init (PayrocEnvironment *self)
{
}

/**
 * payroc_environment_new_production:
 *
 * Real money. The addresses are those of CONTRACT.md, "Hosts".
 *
 * Returns: (transfer full): the environment
 */
PayrocEnvironment *
payroc_environment_new_production (void)
{
  return new_checked ("https://api.payroc.com/v1", "https://identity.payroc.com/authorize");
}

/**
 * payroc_environment_new_test:
 *
 * Payroc's acceptance-test system: an account of its own, no real money. The addresses are those of CONTRACT.md,
 * "Hosts".
 *
 * Returns: (transfer full): the environment
 */
PayrocEnvironment *
payroc_environment_new_test (void)
{
  return new_checked ("https://api.uat.payroc.com/v1", "https://identity.uat.payroc.com/authorize");
}

/**
 * payroc_environment_new_custom:
 * @api_url: the API's base, with its "/v1"
 * @identity_url: the identity service, with its "/authorize"
 * @error: return location for a #GError
 *
 * Any server that speaks the contract, such as the practice server.
 *
 * Errors: %PAYROC_ERROR_INVALID with the fields "apiUrl" and "identityUrl"; %PAYROC_ERROR_INSECURE (with the same
 * fields) for plain http to anywhere but this computer.
 *
 * Returns: (transfer full): the environment, or %NULL with @error set
 */
PayrocEnvironment *
payroc_environment_new_custom (const char  *api_url,
                               const char  *identity_url,
                               GError     **error)
{
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();
  gboolean insecure = FALSE;
  g_autofree char *api_base = check_base (api_url, "apiUrl", &insecure, errors);
  g_autofree char *identity_base = check_base (identity_url, "identityUrl", &insecure, errors);

  if (errors->len > 0)
    {
      g_propagate_error (error, payroc_error_new_fields (insecure ? PAYROC_ERROR_INSECURE : PAYROC_ERROR_INVALID,
                                                         errors,
                                                         "These are not addresses of a Payroc service"));
      return NULL;
    }

  return new_checked (api_base, identity_base);
}

/**
 * payroc_environment_get_api_url:
 * @self: an environment
 *
 * Returns: (transfer none): the API's base address without a trailing slash
 */
const char *
payroc_environment_get_api_url (PayrocEnvironment *self)
{
  g_return_val_if_fail (PAYROC_IS_ENVIRONMENT (self), NULL);

  return self->api_url;
}

/**
 * payroc_environment_get_identity_url:
 * @self: an environment
 *
 * Returns: (transfer none): where an API key is exchanged for a token, without a trailing slash
 */
const char *
payroc_environment_get_identity_url (PayrocEnvironment *self)
{
  g_return_val_if_fail (PAYROC_IS_ENVIRONMENT (self), NULL);

  return self->identity_url;
}

/**
 * payroc_url_is_safe:
 * @url: (nullable): an address, perhaps from a server
 *
 * Whether an address may be fetched or handed to a browser: https to anywhere, http to this computer only
 * (127.0.0.0/8, ::1, localhost). No user info, which is there to deceive; no character that browsers read differently.
 *
 * Returns: %TRUE when it may
 */
gboolean
payroc_url_is_safe (const char *url)
{
  g_autoptr(GUri) uri = parse_url (url);

  return uri != NULL && is_safe (uri);
}
