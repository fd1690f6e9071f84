/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads bytes that nobody vouches for: whatever they hold, it is a record of exactly that length, or none. */
#include "pl-record.h"

#include <string.h>

gboolean
pl_record_read_varint (const guint8 **p,
                       const guint8  *end,
                       gint64        *value)
{
  guint64 number = 0;

  for (guint i = 0; i < 9 && *p < end; i++)
    {
      const guint8 byte = *(*p)++;

      if (i == 8)
        number = number << 8 | byte;
      else
        number = number << 7 | (byte & 0x7f);

      if (i == 8 || byte < 0x80)
        {
          *value = (gint64) number;
          return TRUE;
        }
    }

  return FALSE;
}

static gint64
read_integer (const guint8 *data,
              gsize         length)
{
  guint64 number = length > 0 && data[0] >= 0x80 ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < length; i++)
    number = number << 8 | data[i];

  return (gint64) number;
}

static gboolean
is_text (const guint8 *data,
         gsize         length)
{
  return g_utf8_validate_len ((const char *) data, length, NULL);
}

/* What the header says of a value; FALSE for a floating-point number, which we never store, and what is reserved. */
static gboolean
read_serial_type (gint64         type,
                  PlRecordValue *value)
{
  static const guint8 lengths[] = { 0, 1, 2, 3, 4, 6, 8 };

  if (type < 0 || type == 7 || type == 10 || type == 11)
    return FALSE;

  if (type == 0)
    value->type = PL_RECORD_NULL;
  else if (type <= 9)
    value->type = PL_RECORD_INTEGER;
  else
    value->type = type % 2 == 1 ? PL_RECORD_TEXT : PL_RECORD_BYTES;

  value->integer = type == 9 ? 1 : 0;

  if (type >= 12)
    value->length = (gsize) (type - 12) / 2;
  else
    value->length = (gsize) type < G_N_ELEMENTS (lengths) ? lengths[type] : 0;

  return TRUE;
}

static gboolean
read_values (PlRecord     *record,
             const guint8 *p,
             const guint8 *end)
{
  for (guint i = 0; i < record->n_values; i++)
    {
      PlRecordValue *value = &record->values[i];

      if (value->length > (gsize) (end - p))
        return FALSE;

      value->data = p;
      p += value->length;

      if (value->type == PL_RECORD_INTEGER && value->length > 0)
        value->integer = read_integer (value->data, value->length);

      if (value->type == PL_RECORD_TEXT && !is_text (value->data, value->length))
        return FALSE;
    }

  return p == end;
}

gboolean
pl_record_read (PlRecord     *record,
                gint64        rowid,
                const guint8 *payload,
                gsize         length)
{
  const guint8 *end = payload + length;
  const guint8 *p = payload;
  const guint8 *header_end;
  gint64        header_length;

  record->rowid = rowid;
  record->n_values = 0;

  if (!pl_record_read_varint (&p, end, &header_length) || header_length < p - payload || header_length > end - payload)
    return FALSE;

  header_end = payload + header_length;

  while (p < header_end)
    {
      gint64 type;

      if (record->n_values == PL_RECORD_COLUMNS
          || !pl_record_read_varint (&p, header_end, &type)
          || !read_serial_type (type, &record->values[record->n_values++]))
        return FALSE;
    }

  return read_values (record, p, end);
}

static gboolean
fits (const PlRecordValue *value,
      char                 letter)
{
  if (g_ascii_isupper (letter) && value->type == PL_RECORD_NULL)
    return TRUE;

  switch (g_ascii_tolower (letter))
    {
    case 'r':
      return value->type == PL_RECORD_NULL;
    case 'i':
      return value->type == PL_RECORD_INTEGER;
    case 't':
      return value->type == PL_RECORD_TEXT;
    case 'b':
      return value->type == PL_RECORD_BYTES;
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
pl_record_is_shaped (const PlRecord *record,
                     const char     *shape)
{
  gboolean may_end = FALSE;
  guint    i = 0;

  for (; *shape != '\0'; shape++)
    {
      if (*shape == '|')
        {
          may_end = TRUE;
          continue;
        }

      if (i == record->n_values)
        return may_end;

      if (!fits (&record->values[i++], *shape))
        return FALSE;
    }

  return i == record->n_values;
}
