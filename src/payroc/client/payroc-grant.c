/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hotel's log-in page answers 200 to everything: so what may pass for a token is decided in one place. */

#include "payroc-grant.h"

#include "payroc-problem.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"

/* RFC 6749 only recommends to say how long; the contract says an hour. Not longer than a day, whatever is claimed. */
#define LIFETIME_DEFAULT 300
#define LIFETIME_MAX     (24 * 60 * 60)

/* The only thing that is asked about here is the key, so every refusal is the key's. */
static GError *
refusal_to_error (const PayrocReply *reply)
{
  g_autoptr(GError) problem = payroc_problem_to_error (reply);
  GError *error;

  if (reply->status != 400 && reply->status != 401 && reply->status != 403)
    return g_steal_pointer (&problem);

  error = payroc_error_new_fields (PAYROC_ERROR_KEY_REFUSED, NULL, "The API key was refused");
  payroc_error_set_http (error, reply->status, payroc_error_get_type_name (problem), payroc_error_get_detail (problem));

  return error;
}

static gboolean
parse (PayrocGrant       *self,
       const PayrocReply *reply,
       GError           **error)
{
  g_autoptr(JsonNode) document = payroc_json_parse (reply->body, error);
  JsonObject *object = document != NULL ? payroc_json_as_object (document, error) : NULL;
  const char *token = NULL;
  const char *type = NULL;
  gint64 lifetime = LIFETIME_DEFAULT;

  if (object == NULL ||
      !payroc_json_get_string (object, "access_token", TRUE, &token, error) ||
      !payroc_json_get_string (object, "token_type", FALSE, &type, error) ||
      (json_object_has_member (object, "expires_in") &&
       !payroc_json_get_int (object, "expires_in", TRUE, &lifetime, error)))
    return FALSE;

  if (!payroc_secret_is_sendable (token) || (type != NULL && g_ascii_strcasecmp (type, "Bearer") != 0))
    {
      g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_BAD_REPLY, NULL, "No usable token came"));
      return FALSE;
    }

  self->token = g_strdup (token);
  self->lifetime = CLAMP (lifetime, 0, LIFETIME_MAX);

  return TRUE;
}

/**
 * payroc_grant_read:
 * @self: (out caller-allocates): takes what was granted; clear with payroc_grant_clear()
 * @reply: what the identity service answered
 * @error: return location for an error
 *
 * A lifetime that is not said is 5 minutes; what is said counts as 0 seconds to one day. Errors:
 * %PAYROC_ERROR_KEY_REFUSED for 400, 401 and 403 (the contract, "Hosts"), %PAYROC_ERROR_BAD_REPLY when no token that
 * can be sent came, and those of payroc_problem_to_error().
 *
 * Returns: whether there is a token; without one @self is empty
 */
gboolean
payroc_grant_read (PayrocGrant       *self,
                   const PayrocReply *reply,
                   GError           **error)
{
  *self = (PayrocGrant) { NULL, 0 };

  if (reply->status >= 200 && reply->status <= 299)
    return parse (self, reply, error);

  g_propagate_error (error, refusal_to_error (reply));

  return FALSE;
}

/**
 * payroc_grant_clear:
 * @self: a grant
 *
 * Wipes the token.
 */
void
payroc_grant_clear (PayrocGrant *self)
{
  payroc_secret_clear (&self->token);
  self->lifetime = 0;
}
