/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as a spreadsheet program reads them, and as text only: no cell becomes a formula there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString    *text;      /* (unowned) */
  char        separator;
  const char *line_end;  /* (unowned) */
  gboolean    in_row;
} PlCsvWriter;

void        pl_csv_writer_init    (PlCsvWriter *self,
                                   GString     *text,
                                   char         separator,
                                   const char  *line_end);
/* NULL is an empty cell. */
void        pl_csv_writer_add     (PlCsvWriter *self,
                                   const char  *cell);
void        pl_csv_writer_end_row (PlCsvWriter *self);

/* What was written as text is read as what it was. */
char *pl_csv_restore        (const char  *cell);

G_END_DECLS
