/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures and names only: a hundred thousand links may be looked at for it. */
#include "pl-bulk-plan.h"

#include "core/links/pl-sharing-survey.h"

static void
fit_free (gpointer data)
{
  PlBulkFit *self = data;

  g_free (self->reference);
  g_clear_pointer (&self->amount, payroc_money_free);
  g_clear_object (&self->people);
  g_free (self);
}

static void
unfit_free (gpointer data)
{
  PlBulkUnfit *self = data;

  g_free (self->reference);
  g_free (self);
}

static void
add_people (PlBulkPlan *self,
            GListModel *people)
{
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (people, i);

      if (g_hash_table_add (self->seen, g_utf8_casefold (payroc_recipient_get_email (recipient), -1)))
        g_ptr_array_add (self->people, g_steal_pointer (&recipient));
    }
}

static void
name_fit (PlBulkPlan *self,
          PayrocLink *link,
          GListModel *people,
          gboolean    known)
{
  const PayrocMoney *amount = payroc_link_get_amount (link);
  PlBulkFit *fit;

  if (self->fit->len == PL_BULK_PLAN_NAMED)
    return;

  fit = g_new0 (PlBulkFit, 1);
  fit->reference = g_strdup (payroc_link_get_reference (link));
  fit->amount = amount != NULL ? payroc_money_copy (amount) : NULL;
  fit->known = known;
  g_set_object (&fit->people, people);
  g_ptr_array_add (self->fit, fit);
}

static void
add_fit (PlBulkPlan *self,
         PlBulkRequest *request,
         gint64      row,
         PayrocLink *link,
         GListModel *people,
         gboolean    known)
{
  const PayrocMoney *amount = payroc_link_get_amount (link);
  const guint n_people = people != NULL ? g_list_model_get_n_items (people) : 0;

  g_array_append_val (self->rows, row);
  name_fit (self, link, people, known);
  self->n_open += amount == NULL;
  if (amount != NULL)
    payroc_money_add_to_sums (self->sums, amount);

  self->n_addresses += pl_bulk_request_changes_address (request, link);
  self->n_sent += n_people > 0;
  self->n_unsent += people != NULL && n_people == 0;
  if (request->deed == PL_BATCH_SHARE || request->send_new_address)
    self->n_mails += n_people;
  if (people != NULL)
    add_people (self, people);
}

static void
add_unfit (PlBulkPlan    *self,
           PayrocLink    *link,
           PlBulkFitness  why,
           gboolean       known)
{
  PlBulkUnfit *unfit = g_new0 (PlBulkUnfit, 1);

  unfit->reference = g_strdup (link != NULL ? payroc_link_get_reference (link) : "");
  unfit->why = why;
  unfit->known = known;
  g_ptr_array_add (self->unfit, unfit);
}

/**
 * pl_bulk_plan_new:
 *
 * Returns: (transfer full): a plan for no link yet
 */
PlBulkPlan *
pl_bulk_plan_new (void)
{
  PlBulkPlan *self = g_new0 (PlBulkPlan, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->fit = g_ptr_array_new_with_free_func (fit_free);
  self->sums = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_money_free);
  self->unfit = g_ptr_array_new_with_free_func (unfit_free);
  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unknown = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * pl_bulk_plan_free:
 * @self: (transfer full): a plan
 */
void
pl_bulk_plan_free (PlBulkPlan *self)
{
  g_array_unref (self->rows);
  g_ptr_array_unref (self->fit);
  g_ptr_array_unref (self->sums);
  g_ptr_array_unref (self->unfit);
  g_ptr_array_unref (self->people);
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->unknown);
  g_free (self);
}

/**
 * pl_bulk_plan_add:
 * @self: a plan
 * @request: what it is a plan for
 * @row: a stored link
 * @link: (nullable): that link, %NULL when it is not stored any more
 * @fitness: whether it can take it
 * @people: (nullable): as pl_bulk_request_judge() found them
 * @known: whether Payroc was asked whom it was sent to
 *
 * Counts one link in.
 */
void
pl_bulk_plan_add (PlBulkPlan    *self,
                  PlBulkRequest *request,
                  gint64         row,
                  PayrocLink    *link,
                  PlBulkFitness  fitness,
                  GListModel    *people,
                  gboolean       known)
{
  g_return_if_fail (self != NULL && request != NULL);

  if (people != NULL && request->recipients == NULL && !known && self->unknown->len <= PL_SHARING_SURVEY_MAX)
    g_ptr_array_add (self->unknown, g_strdup (payroc_link_get_id (link)));

  if (fitness == PL_BULK_FIT)
    add_fit (self, request, row, link, people, known);
  else
    add_unfit (self, link, fitness, known);
}
