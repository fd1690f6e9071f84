/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signed tokens need no table: they outlive a restart because the secret does. */
#include "practice-tokens.h"

#include <string.h>

struct _PracticeTokens
{
  GObject parent_instance;

  PracticeDatabase *database;
  PracticeClock *clock;
  char *secret;
  gint64 lifetime;   /* µs */
  gint64 generation; /* older ones were made invalid */
};

G_DEFINE_FINAL_TYPE (PracticeTokens, practice_tokens, G_TYPE_OBJECT)

static char *
encode (const char *text)
{
  char *base64 = g_base64_encode ((const guchar *) text, strlen (text));

  g_strdelimit (base64, "+", '-');
  g_strdelimit (base64, "/", '_');
  for (gsize end = strlen (base64); end > 0 && base64[end - 1] == '='; end--)
    base64[end - 1] = '\0';

  return base64;
}

static char *
decode (const char *text)
{
  g_autoptr (GString) base64 = g_string_new (text);
  g_autofree guchar *data = NULL;
  gsize length = 0;

  g_strdelimit (base64->str, "-", '+');
  g_strdelimit (base64->str, "_", '/');
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  data = g_base64_decode (base64->str, &length);

  return g_strndup ((const char *) data, length);
}

static char *
sign (PracticeTokens *self,
      const char     *text)
{
  g_autofree char *digest = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) self->secret,
                                                       strlen (self->secret), text, -1);

  return encode (digest);
}

static void
practice_tokens_finalize (GObject *object)
{
  PracticeTokens *self = PRACTICE_TOKENS (object);

  g_clear_object (&self->database);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->secret, g_free);

  G_OBJECT_CLASS (practice_tokens_parent_class)->finalize (object);
}

static void
practice_tokens_class_init (PracticeTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = practice_tokens_finalize;
}

static void
practice_tokens_init (PracticeTokens *self)
{
}

PracticeTokens *
practice_tokens_new (PracticeDatabase *database,
                     PracticeClock    *clock,
                     gint64            lifetime)
{
  PracticeTokens *self = g_object_new (PRACTICE_TYPE_TOKENS, NULL);
  g_autofree char *generation = practice_database_get_setting (database, "token-generation");

  self->database = g_object_ref (database);
  self->clock = g_object_ref (clock);
  self->lifetime = lifetime * G_USEC_PER_SEC;
  self->generation = generation != NULL ? g_ascii_strtoll (generation, NULL, 10) : 0;
  self->secret = practice_database_get_setting (database, "token-secret");
  if (self->secret == NULL)
    {
      self->secret = g_uuid_string_random ();
      practice_database_set_setting (database, "token-secret", self->secret);
    }

  return self;
}

char *
practice_tokens_issue (PracticeTokens *self)
{
  g_autofree char *nonce = g_uuid_string_random ();
  g_autofree char *claims = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", self->generation,
                                             practice_clock_get_time (self->clock) + self->lifetime, nonce);
  g_autofree char *head = encode ("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
  g_autofree char *body = encode (claims);
  g_autofree char *text = g_strconcat (head, ".", body, NULL);
  g_autofree char *signature = sign (self, text);

  return g_strconcat (text, ".", signature, NULL);
}

gboolean
practice_tokens_check (PracticeTokens *self,
                       const char     *token)
{
  const char *dot = strrchr (token, '.');
  const char *middle = strchr (token, '.');
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *body = NULL;
  g_autofree char *claims = NULL;
  g_auto (GStrv) parts = NULL;

  if (dot == NULL || dot == middle || strlen (token) > 1024)
    return FALSE;

  text = g_strndup (token, dot - token);
  signature = sign (self, text);
  if (!g_str_equal (signature, dot + 1))
    return FALSE;

  body = g_strndup (middle + 1, dot - middle - 1);
  claims = decode (body);
  parts = g_strsplit (claims, " ", 3);

  return g_strv_length (parts) == 3
         && g_ascii_strtoll (parts[0], NULL, 10) == self->generation
         && g_ascii_strtoll (parts[1], NULL, 10) > practice_clock_get_time (self->clock);
}

void
practice_tokens_invalidate (PracticeTokens *self)
{
  g_autofree char *generation = g_strdup_printf ("%" G_GINT64_FORMAT, ++self->generation);

  practice_database_set_setting (self->database, "token-generation", generation);
}
