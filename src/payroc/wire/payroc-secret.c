/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Freed memory is handed out again and written to core dumps, so secrets are overwritten before they are let go. */

#include "payroc-secret.h"

#include <string.h>

#define SECRET_MAX (16 * 1024)

/* Shorter ones are words of other texts, too, and no real key is that short. */
#define COVERED_MIN 12

/**
 * payroc_secret_free:
 * @secret: (nullable) (transfer full): an API key or a token
 *
 * Overwrites @secret in a way that the compiler may not leave out, then frees it.
 */
void
payroc_secret_free (char *secret)
{
  if (secret == NULL)
    return;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * payroc_secret_clear:
 * @secret: (inout): the place that holds the secret
 *
 * payroc_secret_free() for a struct's member: nothing is left to free twice.
 */
void
payroc_secret_clear (char **secret)
{
  payroc_secret_free (g_steal_pointer (secret));
}

/**
 * payroc_secret_is_sendable:
 * @secret: (nullable): an API key, a token or an idempotency key
 *
 * A line break in a header's value would start a header of its own; a space would end a bearer token.
 *
 * Returns: %TRUE when @secret is 1 to 16384 printable ASCII characters without a space
 */
gboolean
payroc_secret_is_sendable (const char *secret)
{
  gsize i;

  if (secret == NULL || *secret == '\0')
    return FALSE;

  for (i = 0; secret[i] != '\0'; i++)
    if (i == SECRET_MAX || !g_ascii_isgraph (secret[i]))
      return FALSE;

  return TRUE;
}

/* How many bytes of JSON stand for the character at @at: it may be written as it is, or escaped in one of two ways. */
static gsize
match_character (const char *at,
                 gsize       left,
                 char        character)
{
  if (left >= 6 && at[0] == '\\' && at[1] == 'u')
    {
      gint code = 0;

      for (guint i = 2; i < 6; i++)
        {
          if (!g_ascii_isxdigit (at[i]))
            return 0;
          code = code * 16 + g_ascii_xdigit_value (at[i]);
        }

      return code == character ? 6 : 0;
    }

  if (left >= 2 && at[0] == '\\' && at[1] == character && !g_ascii_isalnum (character))
    return 2;

  return left >= 1 && at[0] == character ? 1 : 0;
}

/* How many bytes there stand for @secret; 0: it is something else. */
static gsize
match_secret (const char *at,
              gsize       left,
              const char *secret)
{
  gsize matched = 0;

  for (; *secret != '\0'; secret++)
    {
      gsize n = match_character (at + matched, left - matched, *secret);

      if (n == 0)
        return 0;
      matched += n;
    }

  return matched;
}

/**
 * payroc_secret_cover:
 * @secret: (nullable): an API key or a token
 * @text: what a server said to whoever sent @secret
 *
 * Some services quote the headers of a request that they refuse. What they say of it is shown, copied into reports and
 * kept with the request, none of which is a place for a secret. It is found also where JSON escapes some of it, as some
 * do with "+" and "/".
 *
 * Returns: (transfer full): @text, with asterisks over each @secret in it
 */
GBytes *
payroc_secret_cover (const char *secret,
                     GBytes     *text)
{
  gsize length = secret != NULL ? strlen (secret) : 0;
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  char *copy = NULL;

  if (length < COVERED_MIN || data == NULL)
    return g_bytes_ref (text);

  for (gsize i = 0; i + length <= size; i++)
    {
      gsize matched = data[i] == *secret || data[i] == '\\' ? match_secret (data + i, size - i, secret) : 0;

      if (matched == 0)
        continue;
      if (copy == NULL)
        copy = g_memdup2 (data, size);
      memset (copy + i, '*', matched);
      i += matched - 1;
    }

  return copy != NULL ? g_bytes_new_take (copy, size) : g_bytes_ref (text);
}
