/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlImport that is told how its table is to be read, and whether mails are wanted. */
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
  pl_import_begin_soon (self);
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
  pl_import_begin_soon (self);
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
