/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the cells of all rows to what is asked about each, and to what is to be done; nothing of it on the main loop. */
#include "pl-import-check.h"

#include "pl-import-change.h"
#include "pl-import-doubt.h"
#include "pl-import-twice.h"

static void
read_values (const PlImportCheck   *self,
             const PlImportVerdict *verdict,
             PlImportValues        *values)
{
  const char *cells[PL_IMPORT_N_FIELDS];
  PlImportReading reading = self->reading;

  reading.link = pl_import_verdict_will_create (verdict) ? NULL : verdict->fate.now;
  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    {
      cells[i] = pl_import_source_get_text (self->source, verdict->row, (PlImportField) i);
      if (verdict->mended != NULL && verdict->mended[i] != NULL)
        {
          cells[i] = verdict->mended[i];
          reading.mapped |= 1u << i;
        }
    }

  pl_import_values_read (values, &reading, cells);
}

static void
judge (PlImportCheck   *self,
       PlImportVerdict *verdict)
{
  g_auto (PlImportValues) values = { 0 };
  const char *reference;

  read_values (self, verdict, &values);
  verdict->problems = g_steal_pointer (&values.problems);
  for (guint i = 0; i < verdict->problems->len; i++)
    ((PlImportProblem *) g_ptr_array_index (verdict->problems, i))->decimal = self->reading.decimal;

  /* Its cells may have moved by one: then every other problem is a riddle. */
  if (pl_import_source_is_longer (self->source, verdict->row) && verdict->mended == NULL)
    {
      PlImportProblem *problem = pl_import_problem_new (PL_IMPORT_PROBLEM_EXTRA_CELL, PL_IMPORT_FIELD_NONE);

      g_ptr_array_insert (verdict->problems, 0, problem);
    }

  reference = payroc_link_draft_get_reference (values.draft);
  verdict->reference = *reference != '\0' ? g_strdup (reference) : NULL;
  verdict->customer_amount = payroc_link_draft_get_charge_kind (values.draft) == PAYROC_CHARGE_KIND_PROMPT;
  if (payroc_link_draft_get_amount (values.draft) > 0)
    payroc_money_init (&verdict->amount, payroc_link_draft_get_amount (values.draft),
                       payroc_link_draft_get_currency (values.draft));
  verdict->default_expiry = values.default_expiry;
  verdict->kind = payroc_link_draft_get_kind (values.draft);
  g_date_clear (&verdict->expires, 1);
  if (payroc_link_draft_get_expires_on (values.draft) != NULL)
    verdict->expires = *payroc_link_draft_get_expires_on (values.draft);
  verdict->given = values.given;
  verdict->share = g_steal_pointer (&values.share);
  verdict->draft = g_steal_pointer (&values.draft);
}

/**
 * pl_import_check_new:
 * @source: where rows are read from
 * @reading: how; its today is not used
 * @account: an account's UUID
 * @n: how many rows; their input is the caller's to set
 *
 * Returns: (transfer full): a check
 */
PlImportCheck *
pl_import_check_new (PlImportSource        *source,
                     const PlImportReading *reading,
                     const char            *account,
                     guint                  n)
{
  PlImportCheck *self = g_new0 (PlImportCheck, 1);

  self->source = pl_import_source_ref (source);
  self->reading = *reading;
  self->currency = g_strdup (reading->currency);
  self->reading.currency = self->currency;
  self->message = g_strdup (reading->message);
  self->reading.message = self->message;
  self->reading.mapped = pl_import_source_get_mapped (source);
  self->account = g_strdup (account);
  self->verdicts = g_new0 (PlImportVerdict, n);
  self->n = n;

  return self;
}

/**
 * pl_import_check_free:
 * @self: (transfer full): a check
 */
void
pl_import_check_free (PlImportCheck *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      pl_import_verdict_clear (&self->verdicts[i]);
      for (guint j = 0; self->verdicts[i].mended != NULL && j < PL_IMPORT_N_FIELDS; j++)
        g_free (self->verdicts[i].mended[j]);
      g_free (self->verdicts[i].mended);
    }
  g_free (self->verdicts);
  pl_import_source_unref (self->source);
  g_free (self->currency);
  g_free (self->message);
  g_free (self->account);
  g_free (self);
}

/**
 * pl_import_check_run:
 * @self: a check
 * @cancellable: (nullable): ends it early; the rest is without output then
 *
 * Reads each row, and finds what is to be asked about, and references that are there twice.
 */
void
pl_import_check_run (PlImportCheck *self,
                     GCancellable  *cancellable)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return;
      judge (self, &self->verdicts[i]);
    }

  pl_import_doubts_find (self);
  pl_import_twice_find (self);
}

/**
 * pl_import_check_work:
 * @connection: the worker's connection
 * @data: a #PlImportCheck that has run
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_import_check_work (PlConnection  *connection,
                      gpointer       data,
                      GError       **error)
{
  PlImportCheck *self = data;
  g_autofree const char **references = g_new (const char *, self->n);
  g_autofree PlImportFate **fates = g_new (PlImportFate *, self->n);

  for (guint i = 0; i < self->n; i++)
    {
      pl_import_fate_clear (&self->verdicts[i].fate);
      references[i] = self->verdicts[i].reference;
      fates[i] = &self->verdicts[i].fate;
    }

  if (!pl_import_fates_read (connection, self->account, references, fates, self->n, error))
    return FALSE;

  for (guint i = 0; i < self->n; i++)
    {
      PlImportVerdict *verdict = &self->verdicts[i];

      if (verdict->fate.asked != NULL)
        pl_import_change_find (verdict->problems, verdict->draft, verdict->given, verdict->fate.asked,
                               verdict->fate.now);
      if (verdict->fate.sent != NULL && pl_import_verdict_count_people (verdict) > 0)
        {
          const guint n_before = verdict->problems->len;

          pl_import_change_find_mail (verdict->problems, verdict->share, verdict->given, verdict->fate.sent);
          verdict->mail_changed = verdict->problems->len > n_before;
        }
      g_clear_object (&verdict->fate.sent);
      g_clear_object (&verdict->draft);
      g_clear_object (&verdict->fate.asked);
      if (verdict->fate.now != NULL && !pl_import_verdict_will_create (verdict))
        verdict->kind = payroc_link_draft_get_kind (verdict->fate.now);
      /* A mail that is sent only now speaks of the link as it is. */
      if (!pl_import_verdict_will_share (verdict))
        g_clear_object (&verdict->fate.now);

      pl_import_verdict_add_others (verdict);
    }

  return TRUE;
}

/**
 * pl_import_check_fill:
 * @self: a check that has run and worked, without problems
 * @draft: an empty batch
 * @error: `PAYROC_ERROR_INVALID`: what was right a moment ago is not any more (midnight)
 *
 * Not for the main loop: ten thousand rows take a moment.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_import_check_fill (PlImportCheck *self,
                      PlBatchDraft  *draft,
                      GError       **error)
{
  for (guint i = 0; i < self->n; i++)
    {
      const PlImportVerdict *verdict = &self->verdicts[i];
      const gboolean create = pl_import_verdict_will_create (verdict);
      const gboolean share = pl_import_verdict_will_share (verdict);
      g_auto (PlImportValues) values = { 0 };
      g_autofree char *origin = NULL;

      if (!create && !share)
        continue;

      read_values (self, verdict, &values);
      origin = pl_import_make_origin (self->account, verdict->reference);
      if (create
          ? !pl_batch_draft_add_create_once (draft, origin, verdict->row + 1, values.draft,
                                             share ? values.share : NULL, error)
          : !pl_batch_draft_add_share_once (draft, origin, verdict->row + 1, verdict->fate.link_id, values.share,
                                            error))
        return FALSE;
      if (verdict->again || verdict->anyway)
        pl_batch_draft_do_again (draft, verdict->row + 1, create ? verdict->fate.create_row : 0,
                                 verdict->fate.share_row);
    }

  return TRUE;
}
