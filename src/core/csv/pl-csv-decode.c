/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheet programs write UTF-8, Windows-1252 or UTF-16, and say it by a byte order mark or not at all. */
#include "pl-csv-decode.h"

#include <string.h>

/* What 0x80 to 0x9f are in Windows-1252; 0: nothing. https://encoding.spec.whatwg.org/index-windows-1252.txt */
static const guint16 windows_1252[32] = {
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
  0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

/* ZIP archives (xlsx, ods) and OLE documents (xls). */
static gboolean
is_workbook (const guint8 *data,
             gsize         size)
{
  return (size >= 4 && memcmp (data, "PK\003\004", 4) == 0)
         || (size >= 8 && memcmp (data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0);
}

static gboolean
fail (PlCsvErrorCode   code,
      GError         **error)
{
  g_propagate_error (error, pl_csv_error_new (code, 0));

  return FALSE;
}

static gboolean
take_utf_16 (const char  *data,
             gsize        size,
             const char  *codeset,
             PlCsvText   *text,
             GError     **error)
{
  text->text = g_convert (data, (gssize) size, "UTF-8", codeset, NULL, &text->length, NULL);
  text->encoding = PL_CSV_ENCODING_UTF_16;
  text->has_mark = TRUE;

  return text->text != NULL || fail (PL_CSV_ERROR_NOT_TEXT, error);
}

/* How long the sequence is that is no ASCII and begins here; 0: it is not UTF-8. */
static guint
measure_sequence (const char *at,
                  const char *end)
{
  const gunichar character = g_utf8_get_char_validated (at, end - at);

  return character == (gunichar) -1 || character == (gunichar) -2 ? 0 : (guint) (g_utf8_next_char (at) - at);
}

static gboolean
append_windows_1252 (GString *target,
                     guint8   byte)
{
  const gunichar character = byte < 0xa0 ? windows_1252[byte - 0x80] : byte;

  if (character != 0)
    g_string_append_unichar (target, character);

  return character != 0;
}

/* Not UTF-8 as a whole. A file put together of two has parts that are: nobody writes “Ã©” when he means it. */
static gboolean
take_mixed (const char  *data,
            gsize        size,
            PlCsvText   *text,
            GError     **error)
{
  g_autoptr (GString) target = g_string_sized_new (size + size / 8);
  const char *end = data + size;
  gboolean has_utf_8 = FALSE;

  for (const char *at = data; at < end;)
    {
      const char *run = at;
      guint length;

      while (at < end && (guint8) *at < 0x80)
        at++;
      g_string_append_len (target, run, at - run);
      if (at == end)
        break;

      length = measure_sequence (at, end);
      if (length > 0)
        {
          g_string_append_len (target, at, length);
          has_utf_8 = TRUE;
          at += length;
        }
      else if (!append_windows_1252 (target, (guint8) *at++))
        {
          return fail (PL_CSV_ERROR_NOT_TEXT, error);
        }
    }

  text->encoding = has_utf_8 ? PL_CSV_ENCODING_MIXED : PL_CSV_ENCODING_WINDOWS_1252;
  text->length = target->len;
  text->text = g_string_free (g_steal_pointer (&target), FALSE);

  return TRUE;
}

/* g_utf8_validate() stops at a NUL, which whoever reads the text will find. */
static gboolean
is_utf_8 (const char *data,
          gsize       size)
{
  const char *end = data + size;

  for (const char *at = data; at < end; at++)
    {
      if (g_utf8_validate (at, end - at, &at))
        return TRUE;
      if (at < end && *at != '\0')
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_csv_decode:
 * @bytes: a file
 * @text: (out caller-allocates): its text, to be cleared with pl_csv_text_clear()
 * @error: %PL_CSV_ERROR_EMPTY, %PL_CSV_ERROR_TOO_LARGE, %PL_CSV_ERROR_NOT_TEXT, %PL_CSV_ERROR_WORKBOOK
 *
 * What has a byte order mark is what that says. What is valid UTF-8 is UTF-8. All else is Windows-1252, but for those
 * sequences in it that are valid UTF-8: then it is %PL_CSV_ENCODING_MIXED.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_csv_decode (GBytes     *bytes,
               PlCsvText  *text,
               GError    **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  *text = (PlCsvText) { .encoding = PL_CSV_ENCODING_UTF_8 };

  if (size > PL_CSV_BYTES_MAX)
    return fail (PL_CSV_ERROR_TOO_LARGE, error);
  if (is_workbook ((const guint8 *) data, size))
    return fail (PL_CSV_ERROR_WORKBOOK, error);

  if (size >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    return take_utf_16 (data + 2, size - 2, "UTF-16LE", text, error);
  if (size >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    return take_utf_16 (data + 2, size - 2, "UTF-16BE", text, error);

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      text->has_mark = TRUE;
      data += 3;
      size -= 3;
    }

  if (size == 0)
    return fail (PL_CSV_ERROR_EMPTY, error);
  if (!is_utf_8 (data, size))
    return take_mixed (data, size, text, error);

  text->length = size;
  text->text = g_malloc (size + 1);
  memcpy (text->text, data, size);
  text->text[size] = '\0';

  return TRUE;
}

/**
 * pl_csv_text_clear:
 * @text: what pl_csv_decode() made
 */
void
pl_csv_text_clear (PlCsvText *text)
{
  g_clear_pointer (&text->text, g_free);
}
