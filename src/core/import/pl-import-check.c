/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that was imported before is done; where the file says something else of it by now, the merchant decides. */
#include "pl-import-check.h"

#include "pl-import-change.h"
#include "pl-import-doubt.h"

static gboolean
may_be_asked_for (PlImportState state)
{
  return state == PL_IMPORT_STATE_NEW || state == PL_IMPORT_STATE_REFUSED || state == PL_IMPORT_STATE_CANCELLED;
}

/* Its own link was made, and somebody paid by it since: a rent's, in the month before. */
static gboolean
is_used (const PlImportVerdict *self)
{
  return self->fate.create == PL_IMPORT_STATE_DONE && self->fate.share != PL_IMPORT_STATE_WAITING
         && self->fate.use != PAYROC_LINK_STATUS_ACTIVE && self->fate.use != PAYROC_LINK_STATUS_UNKNOWN;
}

/* Another link of its reference can be paid. */
static gboolean
has_open_twin (const PlImportVerdict *self)
{
  return self->fate.other_link != NULL && self->fate.other_use == PAYROC_LINK_STATUS_ACTIVE;
}

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
add_problem (PlImportVerdict    *verdict,
             PlImportProblemCode code,
             PlImportField       field,
             guint               row)
{
  PlImportProblem *problem = pl_import_problem_new (code, field);

  problem->row = row;
  g_ptr_array_add (verdict->problems, problem);
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
  g_date_clear (&verdict->expires, 1);
  if (payroc_link_draft_get_expires_on (values.draft) != NULL)
    verdict->expires = *payroc_link_draft_get_expires_on (values.draft);
  verdict->given = values.given;
  verdict->share = g_steal_pointer (&values.share);
  verdict->draft = g_steal_pointer (&values.draft);
}

static gboolean
is_told_twice (const PlImportVerdict *verdict)
{
  const PlImportProblem *last = verdict->problems->len > 0
                                  ? g_ptr_array_index (verdict->problems, verdict->problems->len - 1)
                                  : NULL;

  return last != NULL && (last->code == PL_IMPORT_PROBLEM_TWICE || last->code == PL_IMPORT_PROBLEM_ALIKE);
}

/* (transfer full): the same for texts that look the same: full-width signs, other spaces, or several. */
static char *
make_look (const char *reference)
{
  g_autofree char *compatible = g_utf8_normalize (reference, -1, G_NORMALIZE_NFKC);
  GString *look = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *at = compatible != NULL ? compatible : reference; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar sign = g_utf8_get_char (at);

      if (g_unichar_type (sign) == G_UNICODE_FORMAT)
        continue;
      if (g_unichar_isspace (sign))
        {
          space = TRUE;
          continue;
        }
      if (space)
        g_string_append_c (look, ' ');
      space = FALSE;
      g_string_append_unichar (look, sign);
    }

  return g_string_free (look, FALSE);
}

static void
find_twice (PlImportCheck *self)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->n; i++)
    {
      PlImportVerdict *verdict = &self->verdicts[i];
      PlImportVerdict *other;
      g_autofree char *look = NULL;
      PlImportProblemCode code;

      if (verdict->reference == NULL || verdict->left_out)
        continue;

      look = make_look (verdict->reference);
      other = g_hash_table_lookup (first, look);
      if (other == NULL)
        {
          g_hash_table_insert (first, g_steal_pointer (&look), verdict);
          continue;
        }

      code = g_str_equal (verdict->reference, other->reference) ? PL_IMPORT_PROBLEM_TWICE : PL_IMPORT_PROBLEM_ALIKE;
      add_problem (verdict, code, PL_IMPORT_FIELD_REFERENCE, other->row + 1);
      if (!is_told_twice (other))
        add_problem (other, code, PL_IMPORT_FIELD_REFERENCE, verdict->row + 1);
    }
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
  find_twice (self);
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
      /* A mail that is sent only now speaks of the link as it is. */
      if (!pl_import_verdict_will_share (verdict))
        g_clear_object (&verdict->fate.now);

      /* Whoever paid is not asked twice; a row that has its link has been decided about. */
      if (verdict->fate.other_link != NULL && (has_open_twin (verdict) || may_be_asked_for (verdict->fate.create)))
        {
          PlImportProblem *problem = pl_import_problem_new (has_open_twin (verdict) ? PL_IMPORT_PROBLEM_OPEN_LINK
                                                                                    : PL_IMPORT_PROBLEM_USED_LINK,
                                                            PL_IMPORT_FIELD_REFERENCE);

          problem->link_id = g_strdup (verdict->fate.other_link);
          problem->use = verdict->fate.other_use;
          g_ptr_array_add (verdict->problems, problem);
        }
      else if (verdict->fate.other_waiting)
        {
          add_problem (verdict, PL_IMPORT_PROBLEM_WAITING, PL_IMPORT_FIELD_REFERENCE, 0);
        }
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

/**
 * pl_import_verdict_is_left_out:
 * @self: a verdict
 *
 * Returns: whether the row was left out by hand, and has no link of an earlier run
 */
gboolean
pl_import_verdict_is_left_out (const PlImportVerdict *self)
{
  return self->left_out && may_be_asked_for (self->fate.create);
}

/**
 * pl_import_verdict_will_create:
 * @self: a verdict
 *
 * Returns: whether a link is to be made of the row, once nothing stands in its way
 */
gboolean
pl_import_verdict_will_create (const PlImportVerdict *self)
{
  return !self->left_out
         && (may_be_asked_for (self->fate.create) || (self->again && pl_import_verdict_is_over (self))
             || (self->anyway && is_used (self)));
}

/**
 * pl_import_verdict_may_anyway:
 * @self: a verdict
 *
 * Returns: whether somebody paid by a link of the row's reference, this row's or another, and one more can be made.
 *   Not while one is open: that is what the customer pays
 */
gboolean
pl_import_verdict_may_anyway (const PlImportVerdict *self)
{
  if (has_open_twin (self))
    return FALSE;

  return is_used (self)
         || (self->fate.other_link != NULL && may_be_asked_for (self->fate.create));
}

/**
 * pl_import_verdict_is_over:
 * @self: a verdict
 *
 * Returns: whether the row's link was made, and was switched off or has expired since without a payment; not while its
 *   mail is on its way
 */
gboolean
pl_import_verdict_is_over (const PlImportVerdict *self)
{
  return self->fate.create == PL_IMPORT_STATE_DONE && self->fate.share != PL_IMPORT_STATE_WAITING
         && self->fate.use == PAYROC_LINK_STATUS_UNKNOWN
         && (self->fate.status == PAYROC_LINK_STATUS_DEACTIVATED || self->fate.status == PAYROC_LINK_STATUS_EXPIRED);
}

/* Sent before, to somebody else or with other words, and it can be sent. */
static gboolean
may_send_again (const PlImportVerdict *self)
{
  return self->mail_changed && self->fate.share == PL_IMPORT_STATE_DONE;
}

/**
 * pl_import_verdict_may_again:
 * @self: a verdict
 *
 * Returns: whether there is a link to be made anew, or a mail to be sent anew, should the merchant want that
 */
gboolean
pl_import_verdict_may_again (const PlImportVerdict *self)
{
  return pl_import_verdict_is_over (self) || may_send_again (self);
}

/**
 * pl_import_verdict_will_share:
 * @self: a verdict
 *
 * Returns: whether the row's link is to be sent to somebody. A link that is still on its way from an earlier run is not
 *   yet: that is for the next one; and nobody is sent to an address that is not safe, to a link that Payroc made
 *   otherwise than asked, or to one that cannot be paid any more
 */
gboolean
pl_import_verdict_will_share (const PlImportVerdict *self)
{
  const gboolean wanted = may_be_asked_for (self->fate.share)
                          || (self->again && (pl_import_verdict_is_over (self) || may_send_again (self)))
                          || (self->anyway && is_used (self));

  return !self->left_out && pl_import_verdict_count_people (self) > 0 && wanted
         && (pl_import_verdict_will_create (self)
             || (self->fate.create == PL_IMPORT_STATE_DONE && self->fate.link_id != NULL
                 && !self->fate.unsafe_address && self->fate.create_error == NULL
                 && (self->fate.status == PAYROC_LINK_STATUS_ACTIVE
                     || self->fate.status == PAYROC_LINK_STATUS_UNKNOWN)));
}

/**
 * pl_import_verdict_is_in_way:
 * @self: a verdict
 * @problem: one of its problems
 *
 * Returns: whether it keeps the row from what is still to be done with it
 */
gboolean
pl_import_verdict_is_in_way (const PlImportVerdict *self,
                             const PlImportProblem *problem)
{
  const gboolean mail = problem->field == PL_IMPORT_FIELD_NAME || problem->field == PL_IMPORT_FIELD_EMAIL
                        || problem->field == PL_IMPORT_FIELD_MESSAGE;

  if (self->left_out)
    return FALSE;

  /* Decided: made anew as the table says now, or sent anew. */
  if (problem->code == PL_IMPORT_PROBLEM_CHANGED && self->again
      && (pl_import_verdict_is_over (self) || (mail && may_send_again (self))))
    return FALSE;

  /* Likewise: one more for who has paid, or what is seldom meant. */
  if (self->anyway
      && (problem->code == PL_IMPORT_PROBLEM_USED_LINK || pl_import_problem_is_doubt (problem)
          || (problem->code == PL_IMPORT_PROBLEM_CHANGED && is_used (self))))
    return FALSE;

  /* An amount that is another than it was, or may be: nobody passes over that. */
  if (problem->code == PL_IMPORT_PROBLEM_CHANGED || problem->code == PL_IMPORT_PROBLEM_DECIMAL)
    return TRUE;

  return pl_import_verdict_will_create (self) || (mail && pl_import_verdict_will_share (self));
}

/**
 * pl_import_verdict_is_fine:
 * @self: a verdict
 *
 * Returns: whether nothing stands in the way
 */
gboolean
pl_import_verdict_is_fine (const PlImportVerdict *self)
{
  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    {
      if (pl_import_verdict_is_in_way (self, g_ptr_array_index (self->problems, i)))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_import_verdict_count_people:
 * @self: a verdict
 *
 * Returns: how many are written to
 */
guint
pl_import_verdict_count_people (const PlImportVerdict *self)
{
  return self->share != NULL ? g_list_model_get_n_items (G_LIST_MODEL (payroc_share_get_recipients (self->share))) : 0;
}

/**
 * pl_import_verdict_take:
 * @self: a verdict: keeps its input
 * @from: one whose output is moved
 */
void
pl_import_verdict_take (PlImportVerdict *self,
                        PlImportVerdict *from)
{
  const PlImportVerdict input = *self;

  pl_import_verdict_clear (self);
  *self = *from;
  self->row = input.row;
  self->mended = input.mended;
  self->left_out = input.left_out;
  self->again = input.again;
  self->anyway = input.anyway;

  from->draft = NULL;
  from->problems = NULL;
  from->reference = NULL;
  from->share = NULL;
  from->fate = (PlImportFate) { 0 };
}

/**
 * pl_import_verdict_clear:
 * @self: a verdict: keeps its input
 */
void
pl_import_verdict_clear (PlImportVerdict *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->reference, g_free);
  g_clear_object (&self->draft);
  g_clear_object (&self->share);
  pl_import_fate_clear (&self->fate);
}
