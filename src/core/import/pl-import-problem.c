/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes and values: the sentences are the window's and the command line's. */
#include "pl-import-problem.h"

/**
 * pl_import_problem_new:
 * @code: what it is
 * @field: which cell it is about
 *
 * Returns: (transfer full): a problem
 */
PlImportProblem *
pl_import_problem_new (PlImportProblemCode code,
                       PlImportField       field)
{
  PlImportProblem *self = g_new0 (PlImportProblem, 1);

  self->code = code;
  self->field = field;

  return self;
}

/**
 * pl_import_problem_new_field:
 * @field: which cell it is about
 * @error: what is wrong with it; copied
 *
 * Returns: (transfer full): a problem
 */
PlImportProblem *
pl_import_problem_new_field (PlImportField           field,
                             const PayrocFieldError *error)
{
  PlImportProblem *self = pl_import_problem_new (PL_IMPORT_PROBLEM_FIELD, field);

  self->error = payroc_field_error_copy (error);

  return self;
}

/**
 * pl_import_problem_new_reason:
 * @field: which cell it is about
 * @parameter: the API's name for it
 * @reason: what is wrong with it
 *
 * Returns: (transfer full): a problem
 */
PlImportProblem *
pl_import_problem_new_reason (PlImportField     field,
                              const char       *parameter,
                              PayrocFieldReason reason)
{
  PlImportProblem *self = pl_import_problem_new (PL_IMPORT_PROBLEM_FIELD, field);

  self->error = payroc_field_error_new (parameter, reason, 0, NULL);

  return self;
}

/**
 * pl_import_problem_free:
 * @self: (transfer full): a problem
 */
void
pl_import_problem_free (PlImportProblem *self)
{
  g_clear_pointer (&self->error, payroc_field_error_free);
  g_free (self->cell);
  g_free (self->link_id);
  g_free (self->reference);
  g_free (self->before);
  g_free (self);
}
