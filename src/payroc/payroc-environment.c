/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two addresses all else is built from. */

#include "payroc-environment.h"

#include <string.h>

#include "payroc-error.h"
#include "payroc-url.h"

struct _PayrocEnvironment
{
  GObject parent_instance;

  char *api_url;      /* (owned) */
  char *identity_url; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PayrocEnvironment, payroc_environment, G_TYPE_OBJECT)

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

  uri = payroc_url_parse (url);
  if (uri == NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_MALFORMED, 0);
      return NULL;
    }

  if (!payroc_url_is_safe (url))
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
 * payroc_environment_may_offer:
 * @self: an environment
 * @url: (nullable): where customers are to pay, as its server says
 *
 * Only a server on this computer may send people to this computer: from any other, such an address would have a
 * merchant or a customer open whatever listens there.
 *
 * Returns: whether @url may be shown, copied and opened
 */
gboolean
payroc_environment_may_offer (PayrocEnvironment *self,
                              const char        *url)
{
  g_return_val_if_fail (PAYROC_IS_ENVIRONMENT (self), FALSE);

  return payroc_url_is_safe (url) && (payroc_url_is_home (self->api_url) || !payroc_url_is_home (url));
}
