/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that was imported before is done; where the file says something else of it by now, the merchant decides. */
#include "pl-import-verdict.h"

#include "pl-import-doubt.h"

static gboolean
may_be_asked_for (PlImportState state)
{
  return state == PL_IMPORT_STATE_NEW || state == PL_IMPORT_STATE_REFUSED || state == PL_IMPORT_STATE_CANCELLED;
}

/* Its own link was made, and somebody paid by it since, or may have: a rent's, in the month before. */
static gboolean
was_used (const PlImportVerdict *self)
{
  return self->fate.create == PL_IMPORT_STATE_DONE && self->fate.share != PL_IMPORT_STATE_WAITING
         && self->fate.use != PAYROC_LINK_STATUS_ACTIVE
         && (self->fate.use != PAYROC_LINK_STATUS_UNKNOWN || self->fate.is_unread);
}

/* Another link of its reference can be paid. */
static gboolean
has_open_twin (const PlImportVerdict *self)
{
  return self->fate.other != NULL && self->fate.other->use == PAYROC_LINK_STATUS_ACTIVE;
}

/* An answer to it is to be given, and may be that a link is made. */
static gboolean
has_changed (const PlImportVerdict *self)
{
  if (!was_used (self) && !pl_import_verdict_is_over (self))
    return FALSE;

  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    {
      if (((const PlImportProblem *) g_ptr_array_index (self->problems, i))->code == PL_IMPORT_PROBLEM_CHANGED)
        return TRUE;
    }

  return FALSE;
}

static void
add_other (PlImportVerdict   *self,
           const PlLinkTaken *other,
           gboolean           is_alike)
{
  const gboolean open = other->use == PAYROC_LINK_STATUS_ACTIVE;
  PlImportProblem *problem;

  /* Whoever paid is not asked twice; a row that has its link has been decided about. */
  if (!open && !may_be_asked_for (self->fate.create))
    return;

  problem = pl_import_problem_new (open ? PL_IMPORT_PROBLEM_OPEN_LINK : PL_IMPORT_PROBLEM_USED_LINK,
                                   PL_IMPORT_FIELD_REFERENCE);
  problem->link_id = g_strdup (payroc_link_get_id (other->link));
  problem->use = other->use;
  problem->is_unread = other->is_unread;
  problem->reference = is_alike ? g_strdup (payroc_link_get_reference (other->link)) : NULL;
  g_ptr_array_add (self->problems, problem);
}

static void
add_waiting (PlImportVerdict *self,
             const char      *reference)
{
  PlImportProblem *problem = pl_import_problem_new (PL_IMPORT_PROBLEM_WAITING, PL_IMPORT_FIELD_REFERENCE);

  problem->reference = g_strdup (reference);
  g_ptr_array_add (self->problems, problem);
}

/* What one more link is made in spite of, once that is said. */
static gboolean
is_passed (const PlImportVerdict *self,
           const PlImportProblem *problem)
{
  switch ((int) problem->code)
    {
    case PL_IMPORT_PROBLEM_USED_LINK:
      return TRUE;
    case PL_IMPORT_PROBLEM_OPEN_LINK:
    case PL_IMPORT_PROBLEM_WAITING:
      return problem->reference != NULL;
    case PL_IMPORT_PROBLEM_CHANGED:
      return was_used (self);
    default:
      return FALSE;
    }
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
             || (self->anyway && was_used (self)));
}

/**
 * pl_import_verdict_may_anyway:
 * @self: a verdict
 *
 * Returns: whether somebody paid by a link of the row's reference, this row's or another, or may have, or a link has it
 *   but for capital letters, and one more can be made. Not while one of the reference is open: that is what the
 *   customer pays
 */
gboolean
pl_import_verdict_may_anyway (const PlImportVerdict *self)
{
  if (has_open_twin (self))
    return FALSE;

  return was_used (self)
         || (may_be_asked_for (self->fate.create)
             && (self->fate.other != NULL || self->fate.alike != NULL || self->fate.alike_waiting != NULL));
}

/**
 * pl_import_verdict_is_used:
 * @self: a verdict
 * @use: (out) (optional): what became of that money; %PAYROC_LINK_STATUS_UNKNOWN when nobody asked, whatever the link
 * @is_unread: (out) (optional): whether nobody did
 *
 * Rows of which that is all there is to ask about references can be decided about together.
 *
 * Returns: whether pl_import_verdict_may_anyway() says so because of a link that has the row's reference to the letter,
 *   and no other has it otherwise
 */
gboolean
pl_import_verdict_is_used (const PlImportVerdict *self,
                           PayrocLinkStatus      *use,
                           gboolean              *is_unread)
{
  const gboolean own = was_used (self);
  gboolean nobody_asked;

  if (!pl_import_verdict_may_anyway (self) || (!own && self->fate.other == NULL)
      || self->fate.alike != NULL || self->fate.alike_waiting != NULL)
    return FALSE;

  nobody_asked = own ? self->fate.is_unread : self->fate.other->is_unread;
  if (is_unread != NULL)
    *is_unread = nobody_asked;
  if (use != NULL && nobody_asked)
    *use = PAYROC_LINK_STATUS_UNKNOWN;
  else if (use != NULL)
    *use = own ? self->fate.use : self->fate.other->use;

  return TRUE;
}

/**
 * pl_import_verdict_is_doubtful:
 * @self: a verdict
 *
 * Returns: whether a link is to be made of the row, or may be by what else is asked about it, and it is to be asked
 *   whether it is meant; also once that was said
 */
gboolean
pl_import_verdict_is_doubtful (const PlImportVerdict *self)
{
  if (self->left_out || (!pl_import_verdict_will_create (self) && !has_changed (self)))
    return FALSE;

  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    {
      if (pl_import_problem_is_doubt (g_ptr_array_index (self->problems, i)))
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_import_verdict_is_for_first:
 * @self: a verdict
 *
 * Returns: whether whoever pays first closes the link to others that it is sent to
 */
gboolean
pl_import_verdict_is_for_first (const PlImportVerdict *self)
{
  return pl_import_verdict_count_people (self) > 1 && self->kind == PAYROC_LINK_KIND_SINGLE_USE
         && pl_import_verdict_will_share (self);
}

/**
 * pl_import_verdict_add_others:
 * @self: a verdict with its fate
 *
 * Adds to its problems what other links there are of its reference, or will be: each is asked about.
 */
void
pl_import_verdict_add_others (PlImportVerdict *self)
{
  if (self->fate.other != NULL)
    add_other (self, self->fate.other, FALSE);
  if (self->fate.alike != NULL)
    add_other (self, self->fate.alike, TRUE);
  if (self->fate.other_waiting)
    add_waiting (self, NULL);
  if (self->fate.alike_waiting != NULL && may_be_asked_for (self->fate.create))
    add_waiting (self, self->fate.alike_waiting);
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
         && self->fate.use == PAYROC_LINK_STATUS_UNKNOWN && !self->fate.is_unread
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
                          || (self->anyway && was_used (self));

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

  /* Likewise: one more for who has paid; and what is seldom meant, each question for itself. */
  if (self->anyway && is_passed (self, problem))
    return FALSE;
  if (pl_import_problem_is_doubt (problem))
    return !self->meant && pl_import_verdict_is_doubtful (self);

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
  self->meant = input.meant;

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
