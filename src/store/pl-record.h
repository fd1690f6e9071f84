/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row as it lies in SQLite's file, read without SQLite: https://www.sqlite.org/fileformat2.html. The store's own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than any of our tables has. */
#define PL_RECORD_COLUMNS 32

typedef enum
{
  PL_RECORD_NULL,
  PL_RECORD_INTEGER,
  PL_RECORD_TEXT,    /* valid UTF-8 without NUL; not terminated */
  PL_RECORD_BYTES,
} PlRecordType;

typedef struct
{
  PlRecordType  type;
  gint64        integer;
  const guint8 *data;    /* (unowned) of the payload */
  gsize         length;
} PlRecordValue;

typedef struct
{
  gint64        rowid;
  guint         n_values; /* a row that was written before a column was added has fewer than its table */
  PlRecordValue values[PL_RECORD_COLUMNS];
} PlRecord;

/* Advances *p by one to nine bytes. FALSE at the end. */
gboolean pl_record_read_varint (const guint8 **p,
                                const guint8  *end,
                                gint64        *value);

/* FALSE for what is no record, or holds what none of our tables does. The values point into the payload. */
gboolean pl_record_read        (PlRecord      *record,
                                gint64         rowid,
                                const guint8  *payload,
                                gsize          length);

/* One letter a column: r the row's id; i integer; t text; b bytes; capitals may be NULL too. What comes after a | may
 * be missing: it may have been added by later versions. */
gboolean pl_record_is_shaped   (const PlRecord *record,
                                const char     *shape);

G_END_DECLS
