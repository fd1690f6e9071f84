/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "10.00 USD" must not be shown as something else because a description ends in a right-to-left override: Unicode
 * Annex 9 has isolates for that, which a text could close from within, so its own ones go. */
#include "config.h"

#include "pl-bidi.h"

#include <gtk/gtk.h>

#define FIRST_STRONG_ISOLATE    "\342\201\250"
#define POP_DIRECTIONAL_ISOLATE "\342\201\251"

/* Embeddings, overrides and isolates. The marks (U+200E, U+200F, U+061C) are letters of no width and stay. */
static gboolean
is_directional (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Nearly all text there is, and rows are written at every keystroke. */
static gboolean
is_harmless (const char *text)
{
  if (gtk_widget_get_default_direction () != GTK_TEXT_DIR_LTR)
    return FALSE;

  for (; *text != '\0'; text++)
    {
      if ((guchar) *text >= 0x7F || g_ascii_iscntrl (*text))
        return FALSE;
    }

  return TRUE;
}

char *
pl_bidi_isolate (const char *text)
{
  GString *isolated;

  g_return_val_if_fail (text != NULL, NULL);

  if (is_harmless (text))
    return g_strdup (text);

  isolated = g_string_sized_new (strlen (text) + 6);
  g_string_append (isolated, FIRST_STRONG_ISOLATE);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      /* Also the separators of lines and paragraphs: an isolate ends with its paragraph. */
      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        g_string_append_c (isolated, ' ');
      else if (!is_directional (c))
        g_string_append_unichar (isolated, c);
    }
  g_string_append (isolated, POP_DIRECTIONAL_ISOLATE);

  return g_string_free (isolated, FALSE);
}
