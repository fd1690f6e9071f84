/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail with a link goes to where the address says, and the merchant reads what it looks like. */
#include "payroc-look-alike.h"

#include <gio/gio.h>
#include <string.h>
#include <unicode/uset.h>
#include <unicode/uspoof.h>

#define SKELETON_MAX 1024

/* Within a part of an address nobody mixes alphabets that have letters in common; Latin beside Japanese, Korean or
 * Chinese is usual. */
static gboolean
mixes_letters (USpoofChecker *checker,
               const char    *email,
               UErrorCode    *status)
{
  g_auto (GStrv) parts = g_strsplit_set (email, "@.-_+", -1);

  for (guint i = 0; parts[i] != NULL && U_SUCCESS (*status); i++)
    {
      if (uspoof_checkUTF8 (checker, parts[i], -1, NULL, status) != 0)
        return TRUE;
    }

  return FALSE;
}

/* A letter that is written in names, as the Danish æ and the French œ are, which by the tables read "ae" and "oe", and
 * the Turkish ı; not a Latin one for phonetics or mathematics. */
static gboolean
is_latin (const USet *usual,
          gunichar    sign)
{
  return sign < 0x80
         || (g_unichar_get_script (sign) == G_UNICODE_SCRIPT_LATIN && uset_contains (usual, (UChar32) sign));
}

/* Some of it is not Latin, and yet all of it can be taken for plain letters, as a name can that is Cyrillic as a
 * whole. */
static gboolean
looks_plain (USpoofChecker *checker,
             const char    *email,
             UErrorCode    *status)
{
  const USet *usual = uspoof_getRecommendedSet (status);
  const char *at = email;
  char skeleton[SKELETON_MAX];
  int32_t length;

  while (U_SUCCESS (*status) && *at != '\0' && is_latin (usual, g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  if (U_FAILURE (*status) || *at == '\0')
    return FALSE;

  length = uspoof_getSkeletonUTF8 (checker, 0, email, -1, skeleton, sizeof skeleton, status);
  for (int32_t i = 0; U_SUCCESS (*status) && i < MIN (length, SKELETON_MAX); i++)
    {
      if ((guchar) skeleton[i] >= 0x80)
        return FALSE;
    }

  return U_SUCCESS (*status) && length < SKELETON_MAX;
}

/* (transfer full): with the domain's letters for their Punycode; as it is where that is none. */
static char *
dup_readable (const char *email)
{
  const char *at = strrchr (email, '@');
  g_autofree char *domain = at != NULL ? g_hostname_to_unicode (at + 1) : NULL;

  return domain != NULL ? g_strdup_printf ("%.*s@%s", (int) (at - email), email, domain) : g_strdup (email);
}

/**
 * payroc_look_alike_is_address:
 * @email: an address
 *
 * "sarah@ex\u0430mple.com", whose third letter is Cyrillic, is another person's address than it looks; so is one whose
 * domain is Cyrillic as a whole and reads like a Latin one, and either may be written as Punycode ("xn--…"). By UTS
 * #39: within a part highly restrictive, and the skeleton of what is not Latin throughout is not plain ASCII.
 *
 * Returns: whether it can be taken for another address
 */
gboolean
payroc_look_alike_is_address (const char *email)
{
  g_autofree char *readable = NULL;
  UErrorCode status = U_ZERO_ERROR;
  USpoofChecker *checker;
  gboolean found;

  g_return_val_if_fail (email != NULL, FALSE);

  readable = dup_readable (email);
  if (g_str_is_ascii (readable))
    return FALSE;

  checker = uspoof_open (&status);
  uspoof_setRestrictionLevel (checker, USPOOF_HIGHLY_RESTRICTIVE);
  uspoof_setChecks (checker, USPOOF_RESTRICTION_LEVEL, &status);
  found = mixes_letters (checker, readable, &status) || looks_plain (checker, readable, &status);
  uspoof_close (checker);

  /* Without its tables nobody can tell: no reason to refuse. */
  return found && U_SUCCESS (status);
}

/* "sarah@example.com", whatever stands around it. */
static gboolean
is_like_address (const char *word)
{
  const char *at = strchr (word, '@');

  return at != NULL && at > word && at[1] != '.' && strchr (at + 1, '.') != NULL;
}

/* Modifies @word: what ends a sentence or stands around a word is not of an address. Before one only what none begins
 * with: "_sarah@example.com" is another. */
static const char *
strip_punctuation (char *word)
{
  char *end = word + strlen (word);

  while (end > word)
    {
      char *last = g_utf8_prev_char (end);

      if (!g_unichar_ispunct (g_utf8_get_char (last)))
        break;
      *last = '\0';
      end = last;
    }

  while (*word == '.' || (guchar) *word >= 0x80)
    {
      if (!g_unichar_ispunct (g_utf8_get_char (word)))
        break;
      word = g_utf8_next_char (word);
    }

  return word;
}

/* "sarah@example.com/bob@example.com"; but an address may have either sign. */
static gboolean
says_other (char       *word,
            const char *own)
{
  const char *stripped = strip_punctuation (word);
  g_auto (GStrv) pieces = NULL;

  if (g_str_equal (stripped, own))
    return FALSE;

  pieces = g_strsplit_set (stripped, "|/", -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      const char *piece = strip_punctuation (pieces[i]);

      if (is_like_address (piece) && !g_str_equal (piece, own))
        return TRUE;
    }

  return FALSE;
}

/**
 * payroc_look_alike_is_name:
 * @name: what somebody is called
 * @email: their address
 *
 * Returns: whether the name says an address that is not @email, as in "\"sarah@example.com\" <bob@example.com>": who
 *   reads the one does not see the other
 */
gboolean
payroc_look_alike_is_name (const char *name,
                           const char *email)
{
  g_autofree char *folded = NULL;
  g_autofree char *own = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (name != NULL && email != NULL, FALSE);

  if (strchr (name, '@') == NULL)
    return FALSE;

  folded = g_utf8_casefold (name, -1);
  own = g_utf8_casefold (email, -1);
  /* Of an address that is too long for a name its beginning stands there. */
  if (g_str_has_prefix (own, folded))
    return FALSE;

  words = g_strsplit_set (folded, " \t<>()[]\"',;:", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (says_other (words[i], own))
        return TRUE;
    }

  return FALSE;
}
