/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc keeps references as they were typed; a second bill is one also where the first was typed otherwise. */
#include "pl-reference-look.h"

#include <string.h>

#define BRAILLE_BLANK 0x2800
#define MINUS_SIGN 0x2212

/* Joiners, fillers, variation selectors and tags: what Unicode calls Default_Ignorable_Code_Point. */
static gboolean
is_ignorable (gunichar sign)
{
  static const struct
  {
    gunichar first;
    gunichar last;
  } ranges[] = {
    { 0x034f, 0x034f }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x2060, 0x206f },
    { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfff8 }, { 0xe0000, 0xe0fff },
  };

  if (g_unichar_type (sign) == G_UNICODE_FORMAT)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      if (sign >= ranges[i].first && sign <= ranges[i].last)
        return TRUE;
    }

  return FALSE;
}

/* (transfer full): signs that nobody sees are left out, before they keep others from being composed. */
static char *
drop_unseen (const char *text)
{
  GString *seen = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar sign = g_utf8_get_char (at);

      if (!is_ignorable (sign))
        g_string_append_unichar (seen, sign);
    }

  return g_string_free (seen, FALSE);
}

static gboolean
is_blank (gunichar sign)
{
  return g_unichar_isspace (sign) || sign == BRAILLE_BLANK;
}

/* A word processor makes one of another. */
static gboolean
is_dash (gunichar sign)
{
  return g_unichar_type (sign) == G_UNICODE_DASH_PUNCTUATION || sign == MINUS_SIGN;
}

/* Without the blanks around it, and with one where there are several. */
static char *
tidy (const char *text,
      gboolean    fold)
{
  GString *tidied = g_string_sized_new (strlen (text));
  gboolean space = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar sign = g_utf8_get_char (at);

      if (is_blank (sign))
        {
          space = TRUE;
          continue;
        }
      if (space && tidied->len > 0)
        g_string_append_c (tidied, ' ');
      space = FALSE;
      if (sign < 0x80)
        g_string_append_c (tidied, fold ? g_ascii_tolower ((char) sign) : (char) sign);
      else
        g_string_append_unichar (tidied, is_dash (sign) ? '-' : sign);
    }

  return g_string_free (tidied, FALSE);
}

/**
 * pl_reference_look:
 * @reference: a merchant's reference, UTF-8
 *
 * Full-width signs are as others (NFKC), and so is each dash; blanks around it are none, and several are one; signs
 * that are not seen (Unicode's Default_Ignorable_Code_Point) are none.
 *
 * Returns: (transfer full): the same for all that look the same
 */
char *
pl_reference_look (const char *reference)
{
  g_autofree char *seen = NULL;
  g_autofree char *compatible = NULL;

  g_return_val_if_fail (reference != NULL, NULL);

  if (g_str_is_ascii (reference))
    return tidy (reference, FALSE);

  seen = drop_unseen (reference);
  compatible = g_utf8_normalize (seen, -1, G_NORMALIZE_NFKC);

  return tidy (compatible != NULL ? compatible : seen, FALSE);
}

/**
 * pl_reference_fold:
 * @reference: a merchant's reference, UTF-8
 *
 * Returns: (transfer full): what pl_reference_look() returns, without capital letters
 */
char *
pl_reference_fold (const char *reference)
{
  g_autofree char *look = NULL;

  g_return_val_if_fail (reference != NULL, NULL);

  /* Most are: ten thousand are compared with a hundred thousand. */
  if (g_str_is_ascii (reference))
    return tidy (reference, TRUE);

  look = pl_reference_look (reference);

  return g_utf8_casefold (look, -1);
}
