/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is its reference: two rows of one are a mistake, and two that differ by a capital letter only may be. */
#include "pl-import-twice.h"

#include "core/links/pl-reference-look.h"

static void
add_problem (PlImportVerdict       *verdict,
             PlImportProblemCode    code,
             const PlImportVerdict *other)
{
  PlImportProblem *problem = pl_import_problem_new (code, PL_IMPORT_FIELD_REFERENCE);

  problem->row = other->row + 1;
  g_ptr_array_add (verdict->problems, problem);
}

static gboolean
is_told (const PlImportVerdict *verdict,
         gboolean               as_capitals)
{
  for (guint i = 0; i < verdict->problems->len; i++)
    {
      const PlImportProblem *problem = g_ptr_array_index (verdict->problems, i);

      if (as_capitals ? problem->code == PL_IMPORT_PROBLEM_CAPITALS
                      : problem->code == PL_IMPORT_PROBLEM_TWICE || problem->code == PL_IMPORT_PROBLEM_ALIKE)
        return TRUE;
    }

  return FALSE;
}

/* The first row of those that are the same by what a function makes of their references is told of the second. */
static void
find (PlImportCheck *check,
      char        *(*make) (const char *reference),
      gboolean       as_capitals)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < check->n; i++)
    {
      PlImportVerdict *verdict = &check->verdicts[i];
      PlImportVerdict *other;
      g_autofree char *made = NULL;
      PlImportProblemCode code;

      if (verdict->reference == NULL || verdict->left_out || is_told (verdict, FALSE))
        continue;

      made = make (verdict->reference);
      other = g_hash_table_lookup (first, made);
      if (other == NULL)
        {
          g_hash_table_insert (first, g_steal_pointer (&made), verdict);
          continue;
        }

      code = as_capitals ? PL_IMPORT_PROBLEM_CAPITALS
             : g_str_equal (verdict->reference, other->reference) ? PL_IMPORT_PROBLEM_TWICE : PL_IMPORT_PROBLEM_ALIKE;
      add_problem (verdict, code, other);
      if (!is_told (other, as_capitals))
        add_problem (other, code, verdict);
    }
}

/**
 * pl_import_twice_find:
 * @check: a check whose rows have been read
 *
 * Rows that are left out are no rows.
 */
void
pl_import_twice_find (PlImportCheck *check)
{
  find (check, pl_reference_look, FALSE);
  find (check, pl_reference_fold, TRUE);
}
