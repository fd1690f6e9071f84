/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place that knows what text Payroc takes, and what text of Payroc's may reach a screen or a terminal. */

#include "payroc-text.h"

#include "payroc-field-error.h"

#define REPLACEMENT 0xfffd

static gboolean
is_invisible (gunichar c)
{
  /* Zero-width characters count as blanks only where nothing else is seen: ZWJ and ZWNJ are part of many scripts. */
  return g_unichar_isspace (c) || c == 0x115f || c == 0x1160 || c == 0x2800 || c == 0x3164 ||
         g_unichar_type (c) == G_UNICODE_FORMAT || g_unichar_type (c) == G_UNICODE_CONTROL;
}

static gboolean
is_allowed (gunichar       c,
            PayrocTextForm form)
{
  if (c == '\n' || c == '\r' || c == '\t')
    return form == PAYROC_TEXT_LINES;

  /* U+2028 and U+2029 end lines, too; U+202D and U+202E override the direction, so that text reads as something
   * else. */
  return !g_unichar_iscntrl (c) && (c < 0x2028 || c > 0x2029) && (c < 0x202d || c > 0x202e);
}

/* Nearly all there is, and most of what reading a page of links costs beside the parser. */
static gsize
count_plain (const char *text)
{
  const char *p = text;

  while (*p >= ' ' && *p <= '~')
    p++;

  return (gsize) (p - text);
}

/**
 * payroc_text_is_blank:
 * @text: (nullable): valid UTF-8
 *
 * Returns: whether a person would see nothing
 */
gboolean
payroc_text_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!is_invisible (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

/**
 * payroc_text_is_printable:
 * @text: any bytes
 * @form: whether line ends and tabulators may stand in it
 *
 * Returns: whether @text is valid UTF-8 without control characters
 */
gboolean
payroc_text_is_printable (const char    *text,
                          PayrocTextForm form)
{
  text += count_plain (text);
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (!is_allowed (g_utf8_get_char (text), form))
        return FALSE;
    }

  return TRUE;
}

/**
 * payroc_text_clean:
 * @text: (nullable): what a server said
 * @max_chars: the most characters to keep
 *
 * Text as it may be shown in a window or on a terminal: control characters (an escape sequence would steer the
 * terminal) and direction overrides become U+FFFD. What payroc_text_check() takes stays as it is.
 *
 * Returns: (transfer full) (nullable): a copy, %NULL for %NULL
 */
char *
payroc_text_clean (const char *text,
                   gsize       max_chars)
{
  g_autofree char *valid = NULL;
  GString *clean = NULL;
  gsize n_chars = 0;
  gsize n_plain;

  if (text == NULL)
    return NULL;

  n_plain = count_plain (text);
  if (n_plain <= max_chars
      && (text[n_plain] == '\0'
          || (payroc_text_is_printable (text + n_plain, PAYROC_TEXT_LINES)
              && n_plain + (gsize) g_utf8_strlen (text + n_plain, -1) <= max_chars)))
    return g_strdup (text);

  valid = g_utf8_make_valid (text, -1);
  clean = g_string_new (NULL);
  for (const char *p = valid; *p != '\0' && n_chars < max_chars; p = g_utf8_next_char (p), n_chars++)
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_allowed (c, PAYROC_TEXT_LINES))
        c = REPLACEMENT;
      g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}

/**
 * payroc_text_check:
 * @text: (nullable): what the user typed; %NULL and "" are the same
 * @parameter: the field's name for the API
 * @need: whether it may be left out
 * @form: one line or several
 * @max_chars: the most Unicode characters
 * @errors: (element-type PayrocFieldError): where to add what is wrong
 *
 * Returns: %TRUE when nothing was added
 */
gboolean
payroc_text_check (const char    *text,
                   const char    *parameter,
                   PayrocTextNeed need,
                   PayrocTextForm form,
                   gsize          max_chars,
                   GPtrArray     *errors)
{
  if (text == NULL || *text == '\0')
    {
      if (need == PAYROC_TEXT_OPTIONAL)
        return TRUE;
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 1);
    }
  else if (!payroc_text_is_printable (text, form))
    {
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_MALFORMED, 0);
    }
  else if ((gsize) g_utf8_strlen (text, -1) > max_chars)
    {
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_TOO_LONG, (gint64) max_chars);
    }
  else if (payroc_text_is_blank (text))
    {
      payroc_field_errors_add (errors, parameter,
                               need == PAYROC_TEXT_REQUIRED ? PAYROC_FIELD_REASON_REQUIRED
                                                            : PAYROC_FIELD_REASON_MALFORMED,
                               0);
    }
  else
    {
      return TRUE;
    }

  return FALSE;
}
