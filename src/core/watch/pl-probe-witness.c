/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that overlooks by which link it is asked lists the same for every link: so a payment is this link's when it
 * is in this link's list, and not in those of others. */
#include "pl-probe-witness.h"

#include "core/links/pl-link-inquiry.h"
#include "payroc/payroc-error.h"

typedef struct
{
  /* Input */
  const PlProbeFind *find; /* (unowned) */

  /* In progress */
  guint    n_waiting;
  GError  *error; /* (owned) (nullable) */

  /* Output */
  gboolean denied;
} Hearing;

static void
hearing_free (Hearing *self)
{
  g_clear_error (&self->error);
  g_free (self);
}

/* Takes the task. */
static void
part_is_done (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  Hearing *self = g_task_get_task_data (task);

  if (--self->n_waiting > 0)
    return;

  if (self->error != NULL && !self->denied)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* list: (nullable) */
static gboolean
has_one_of (GPtrArray *list,
            GPtrArray *payments)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      PayrocPayment *listed = g_ptr_array_index (list, i);

      for (guint j = 0; j < payments->len; j++)
        {
          PayrocPayment *payment = g_ptr_array_index (payments, j);

          if (payroc_payment_get_source (listed) == payroc_payment_get_source (payment)
              && g_str_equal (payroc_payment_get_id (listed), payroc_payment_get_id (payment)))
            return TRUE;
        }
    }

  return FALSE;
}

static void
inquiry_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Hearing *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlLinkFacts) facts = pl_link_inquiry_finish (PAYROC_CLIENT (source), result, &error);

  if (facts != NULL)
    {
      self->denied |= has_one_of (facts->cards, self->find->payments)
                      || has_one_of (facts->banks, self->find->payments);
      error = g_steal_pointer (&facts->error);
    }

  /* A link that Payroc does not know has no payments. */
  if (self->error == NULL && !g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND))
    self->error = g_steal_pointer (&error);
  part_is_done (task);
}

static PlLinkInquiryParts
get_parts (GPtrArray *payments)
{
  PlLinkInquiryParts parts = 0;

  for (guint i = 0; i < payments->len; i++)
    {
      const PayrocPaymentSource source = payroc_payment_get_source (g_ptr_array_index (payments, i));

      parts |= source == PAYROC_PAYMENT_SOURCE_BANK ? PL_LINK_INQUIRY_BANKS : PL_LINK_INQUIRY_CARDS;
    }

  return parts;
}

/**
 * pl_probe_witness_async:
 * @client: whom to ask
 * @terminal: the account's terminal: bank payments are asked for by it
 * @find: what a look found, and checked; must live until @callback
 * @cancellable: (nullable): a cancellable
 * @callback: called when all have answered
 * @user_data: data for @callback
 *
 * Asks the witnesses of @find for their lists, all at once: one request each, or two where both kinds of payments were
 * found. Nothing of it is stored.
 */
void
pl_probe_witness_async (PayrocClient        *client,
                        const char          *terminal,
                        const PlProbeFind   *find,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Hearing *self = g_new0 (Hearing, 1);

  g_task_set_source_tag (task, pl_probe_witness_async);
  self->find = find;
  self->n_waiting = 1;
  g_task_set_task_data (task, self, (GDestroyNotify) hearing_free);

  /* The link itself is not handed in: what is not its would be left out. */
  for (guint i = 0; find->witnesses != NULL && i < find->witnesses->len; i++)
    {
      self->n_waiting++;
      pl_link_inquiry_async (client, terminal,
                             pl_link_facts_new (find->facts->account, g_ptr_array_index (find->witnesses, i)), NULL,
                             get_parts (find->payments), cancellable, inquiry_cb, g_object_ref (task));
    }

  part_is_done (g_steal_pointer (&task));
}

/**
 * pl_probe_witness_finish:
 * @client: who was asked
 * @result: what the callback got
 * @denied: (out): whether one of the payments is in another link's list
 * @error: `PAYROC_ERROR` when one of them could not be asked and none of the others has it, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether they have answered
 */
gboolean
pl_probe_witness_finish (PayrocClient  *client,
                         GAsyncResult  *result,
                         gboolean      *denied,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_probe_witness_async), FALSE);

  *denied = ((const Hearing *) g_task_get_task_data (G_TASK (result)))->denied;

  return g_task_propagate_boolean (G_TASK (result), error);
}
