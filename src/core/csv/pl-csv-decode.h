/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bytes of a file to UTF-8, whatever wrote it. */
#pragma once

#include "pl-csv-error.h"

G_BEGIN_DECLS

#define PL_CSV_BYTES_MAX ((gsize) 50 * 1024 * 1024)

typedef enum
{
  PL_CSV_ENCODING_UTF_8,
  PL_CSV_ENCODING_WINDOWS_1252,
  PL_CSV_ENCODING_UTF_16,
  PL_CSV_ENCODING_MIXED, /* UTF-8 and Windows-1252 in one file: somebody should look at the names */
} PlCsvEncoding;

typedef struct
{
  char          *text;     /* (owned) NUL-terminated; may hold more of them */
  gsize          length;
  PlCsvEncoding  encoding;
  gboolean       has_mark; /* it began with a byte order mark */
} PlCsvText;

gboolean pl_csv_decode     (GBytes     *bytes,
                            PlCsvText  *text,
                            GError    **error);
void     pl_csv_text_clear (PlCsvText  *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlCsvText, pl_csv_text_clear)

G_END_DECLS
