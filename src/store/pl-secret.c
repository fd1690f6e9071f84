/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A secret as text: how it lies in a keyring, and how it is wiped. */
#include "pl-secret.h"

#include <string.h>

/**
 * pl_secret_free:
 * @secret: (transfer full) (nullable): what pl_keyring_lookup_finish() gave
 *
 * Wipes a secret and frees it.
 */
void
pl_secret_free (char *secret)
{
  if (secret == NULL)
    return;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

const char *
pl_secret_kind_to_text (PlSecretKind kind)
{
  return kind == PL_SECRET_TOKEN ? "token" : "api-key";
}

/* When a token ends is kept with it and not as an attribute: by those a new one finds the one it replaces. */
char *
pl_secret_encode (PlSecretKind  kind,
                  const char   *secret,
                  gint64        expires_at)
{
  return kind == PL_SECRET_TOKEN ? g_strdup_printf ("%" G_GINT64_FORMAT "\n%s", expires_at, secret) : g_strdup (secret);
}

/* What is not of our making counts as absent: a token can be had again, and a key typed again. */
char *
pl_secret_decode (PlSecretKind  kind,
                  const char   *encoded,
                  gint64       *expires_at)
{
  const char *end;

  *expires_at = 0;

  if (encoded == NULL || *encoded == '\0' || !g_utf8_validate (encoded, -1, NULL))
    return NULL;

  if (kind != PL_SECRET_TOKEN)
    return g_strdup (encoded);

  end = strchr (encoded, '\n');
  if (end == NULL || end == encoded || end[1] == '\0')
    return NULL;

  *expires_at = g_ascii_strtoll (encoded, NULL, 10);

  return g_strdup (end + 1);
}
