/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlImportRow that is asked and answered: each question for itself. */
#include "pl-import-row-private.h"

/**
 * pl_import_row_get_again:
 * @self: a row
 *
 * Returns: whether its mail is sent, or its link made, once more
 */
gboolean
pl_import_row_get_again (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_row_get_verdict (self)->again;
}

/**
 * pl_import_row_set_again:
 * @self: a row
 * @again: whether its link is made anew once it has ended, or its mail sent anew where it is another than before
 */
void
pl_import_row_set_again (PlImportRow *self,
                         gboolean     again)
{
  g_return_if_fail (PL_IS_IMPORT_ROW (self));

  pl_import_row_answer (self, PL_IMPORT_QUESTION_AGAIN, again);
}

/**
 * pl_import_row_get_may_again:
 * @self: a row
 *
 * Returns: whether pl_import_row_set_again() makes a difference
 */
gboolean
pl_import_row_get_may_again (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_verdict_may_again (pl_import_row_get_verdict (self));
}

/**
 * pl_import_row_get_anyway:
 * @self: a row
 *
 * Returns: whether a link is made of it though one of its reference was paid, or may have been
 */
gboolean
pl_import_row_get_anyway (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_row_get_verdict (self)->anyway;
}

/**
 * pl_import_row_set_anyway:
 * @self: a row
 * @anyway: whether a link shall be made of it though one of its reference was paid, or may have been
 */
void
pl_import_row_set_anyway (PlImportRow *self,
                          gboolean     anyway)
{
  g_return_if_fail (PL_IS_IMPORT_ROW (self));

  pl_import_row_answer (self, PL_IMPORT_QUESTION_ANYWAY, anyway);
}

/**
 * pl_import_row_get_may_anyway:
 * @self: a row
 *
 * Returns: whether one of its reference was paid, or may have been, or has it but for capital letters, and
 *   pl_import_row_set_anyway() makes one more
 */
gboolean
pl_import_row_get_may_anyway (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_verdict_may_anyway (pl_import_row_get_verdict (self));
}

/**
 * pl_import_row_get_use:
 * @self: a row
 * @use: (out) (optional): what became of the money, as far as it is known
 * @is_unread: (out) (optional): whether it is not, since nobody asked
 *
 * Returns: whether pl_import_row_get_may_anyway() says so because of one link that has its very reference, so that it
 *   can be decided about with others
 */
gboolean
pl_import_row_get_use (PlImportRow      *self,
                       PayrocLinkStatus *use,
                       gboolean         *is_unread)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_verdict_is_used (pl_import_row_get_verdict (self), use, is_unread);
}

/**
 * pl_import_row_get_is_doubtful:
 * @self: a row
 *
 * Returns: whether a link is made of it only where pl_import_row_set_meant() says so: it looks like a total, its
 *   amount is unusually large, or another row has its reference but for capital letters
 */
gboolean
pl_import_row_get_is_doubtful (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_verdict_is_doubtful (pl_import_row_get_verdict (self));
}

/**
 * pl_import_row_get_meant:
 * @self: a row
 *
 * Returns: whether it was said that it is right as it is
 */
gboolean
pl_import_row_get_meant (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_row_get_verdict (self)->meant;
}

/**
 * pl_import_row_set_meant:
 * @self: a row
 * @meant: whether it is right as it is, however seldom that is meant
 */
void
pl_import_row_set_meant (PlImportRow *self,
                         gboolean     meant)
{
  g_return_if_fail (PL_IS_IMPORT_ROW (self));

  pl_import_row_answer (self, PL_IMPORT_QUESTION_MEANT, meant);
}

/**
 * pl_import_row_get_is_for_first:
 * @self: a row
 *
 * Returns: whether its link takes one payment and is sent to several people: whoever pays first
 */
gboolean
pl_import_row_get_is_for_first (PlImportRow *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_ROW (self), FALSE);

  return pl_import_verdict_is_for_first (pl_import_row_get_verdict (self));
}
