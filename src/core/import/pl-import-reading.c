/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlImport that is told how its table is to be read, and whether mails are wanted. */
#include <string.h>

#include "core/pl-day.h"
#include "pl-import-amount.h"
#include "pl-import-private.h"

/**
 * pl_import_get_decimal:
 * @self: an import
 *
 * Returns: '.', ',', or 0: nobody said
 */
char
pl_import_get_decimal (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self), 0);

  return self->decimal;
}

/**
 * pl_import_set_decimal:
 * @self: an import with a table
 * @decimal: '.', ',', or 0: not known
 *
 * Says how amounts are written in it.
 */
void
pl_import_set_decimal (PlImport *self,
                       char      decimal)
{
  g_return_if_fail (PL_IS_IMPORT (self) && self->table != NULL);
  g_return_if_fail (decimal == 0 || decimal == '.' || decimal == ',');

  if (self->decimal == decimal)
    return;

  self->decimal = decimal;
  pl_import_read_anew (self);
}

/**
 * pl_import_get_days:
 * @self: an import
 *
 * Returns: how days with slashes are written in it
 */
PlImportDays
pl_import_get_days (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self), PL_IMPORT_DAYS_UNKNOWN);

  return self->days;
}

/**
 * pl_import_set_days:
 * @self: an import with a table
 * @days: how days with slashes are written in it
 */
void
pl_import_set_days (PlImport     *self,
                    PlImportDays  days)
{
  g_return_if_fail (PL_IS_IMPORT (self) && self->table != NULL);

  if (self->days == days)
    return;

  self->days = days;
  pl_import_read_anew (self);
}

/**
 * pl_import_get_share:
 * @self: an import
 *
 * Returns: whether links are sent to the recipients that the table has
 */
gboolean
pl_import_get_share (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self), FALSE);

  return self->share;
}

/**
 * pl_import_set_share:
 * @self: an import
 * @share: whether links are sent to the recipients that the table has
 */
void
pl_import_set_share (PlImport *self,
                     gboolean  share)
{
  g_return_if_fail (PL_IS_IMPORT (self));

  if (self->share == share)
    return;

  self->share = share;
  g_object_notify (G_OBJECT (self), "share");
  if (self->table != NULL)
    pl_import_begin_soon (self);
}

/**
 * pl_import_set_message:
 * @self: an import
 * @text: (nullable): what is written with a link whose row has no message of its own
 * @fill: (nullable) (scope forever): replaces the words in braces, of the rows' own messages too; called on any thread
 *
 * Without a text Payroc's e-mail has its own words alone.
 */
void
pl_import_set_message (PlImport     *self,
                       const char   *text,
                       PlImportFill  fill)
{
  g_return_if_fail (PL_IS_IMPORT (self));
  g_return_if_fail (text == NULL || g_utf8_validate (text, -1, NULL));

  if (g_strcmp0 (text, self->message) == 0 && fill == self->fill)
    return;

  g_free (self->message);
  self->message = g_strdup (text);
  self->fill = fill;
  if (self->share && self->table != NULL)
    pl_import_begin_soon (self);
}

/* What nobody writes above a column: an address, an amount, a day. */
static gboolean
is_value (const char *cell)
{
  const GDate some_day = { 0 };
  const char *at = strchr (cell, '@');
  GDate day;

  if (at != NULL && at > cell && strchr (at, '.') != NULL)
    return TRUE;
  if (pl_day_is_slashed (cell) || (*cell != '+' && pl_day_parse_table (cell, &some_day, &day)))
    return TRUE;

  return pl_import_amount_is_ambiguous (cell) && strpbrk (cell, "0123456789") != NULL;
}

/**
 * pl_import_looks_headless:
 * @self: an import with a table
 *
 * Returns: whether nothing in the first row is known as a heading, and something in it is none
 */
gboolean
pl_import_looks_headless (PlImport *self)
{
  const guint n_columns = pl_csv_table_get_n_columns (self->table);
  const guint heading = pl_csv_table_get_heading (self->table);
  g_autofree const char **headings = NULL;
  g_autofree PlImportField *fields = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (PL_IS_IMPORT (self) && self->table != NULL, FALSE);

  headings = g_new (const char *, n_columns);
  fields = g_new0 (PlImportField, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      headings[i] = pl_csv_table_get_cell (self->table, heading, i);
      found = found || is_value (headings[i]);
    }

  pl_import_match (headings, n_columns, fields);
  for (guint i = 0; i < n_columns && found; i++)
    found = fields[i] == PL_IMPORT_FIELD_NONE;

  return found;
}

/**
 * pl_import_get_headless:
 * @self: an import
 *
 * Returns: whether its first row is one like the others
 */
gboolean
pl_import_get_headless (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self), FALSE);

  return self->headless;
}

/**
 * pl_import_set_headless:
 * @self: an import with a table
 * @headless: whether its first row is one like the others
 *
 * What was mended in its rows is forgotten.
 */
void
pl_import_set_headless (PlImport *self,
                        gboolean  headless)
{
  g_return_if_fail (PL_IS_IMPORT (self) && self->table != NULL);

  if (self->headless == headless)
    return;

  self->headless = headless;
  pl_import_make_rows (self);
  pl_import_begin_soon (self);
}
