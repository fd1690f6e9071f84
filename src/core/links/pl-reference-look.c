/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc keeps references as they were typed; a second bill is one also where the first was typed otherwise. */
#include "pl-reference-look.h"

#include <string.h>

/* Without the blanks around it, and with one where there are several; signs that nobody sees are left out. */
static char *
tidy (const char *text,
      gboolean    fold)
{
  GString *tidied = g_string_sized_new (strlen (text));
  gboolean space = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar sign = g_utf8_get_char (at);

      if (sign >= 0x80 && g_unichar_type (sign) == G_UNICODE_FORMAT)
        continue;
      if (g_unichar_isspace (sign))
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
        g_string_append_unichar (tidied, sign);
    }

  return g_string_free (tidied, FALSE);
}

/**
 * pl_reference_look:
 * @reference: a merchant's reference, UTF-8
 *
 * Full-width signs are as others (NFKC), blanks around it are none, and several are one.
 *
 * Returns: (transfer full): the same for all that look the same
 */
char *
pl_reference_look (const char *reference)
{
  g_autofree char *compatible = NULL;

  g_return_val_if_fail (reference != NULL, NULL);

  if (!g_str_is_ascii (reference))
    compatible = g_utf8_normalize (reference, -1, G_NORMALIZE_NFKC);

  return tidy (compatible != NULL ? compatible : reference, FALSE);
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
