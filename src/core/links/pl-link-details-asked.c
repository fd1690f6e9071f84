/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What about a link wants to be looked at by a person. */
#include "pl-link-asked.h"
#include "pl-link-details-private.h"
#include "pl-link-holders.h"
#include "pl-old-address.h"

typedef struct
{
  char *account; /* (owned) */
  char *link_id; /* (owned) */
} Accept;

static void
accept_free (gpointer data)
{
  Accept *self = data;

  g_free (self->account);
  g_free (self->link_id);
  g_free (self);
}

static gboolean
accept_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  Accept *self = data;

  return pl_link_asked_put (connection, self->account, self->link_id, NULL, error);
}

/* Whoever is not looking any more does not mind; at worst it is shown once more. */
static void
accept_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_message ("That a link was looked at could not be written down: %s", error->message);
  accept_free (user_data);
}

/**
 * pl_link_details_get_old_addresses:
 * @self: details
 *
 * Returns: (transfer none): a list of [class@Pl.OldAddress], newest first
 */
GListModel *
pl_link_details_get_old_addresses (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return G_LIST_MODEL (self->old_addresses);
}

/**
 * pl_link_details_get_hand_overs:
 * @self: details
 *
 * Returns: (transfer none): a list of [class@Pl.HandOver], newest first
 */
GListModel *
pl_link_details_get_hand_overs (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return G_LIST_MODEL (self->hand_overs);
}

/**
 * pl_link_details_get_asked:
 * @self: details
 *
 * Told with #PlLinkDetails:link.
 *
 * Returns: (transfer none) (nullable): what was asked for, when Payroc made something else of it and nobody has said
 *   yet that it is right like that
 */
PayrocLinkDraft *
pl_link_details_get_asked (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return self->asked;
}

/**
 * pl_link_details_accept:
 * @self: details
 *
 * The link is right as Payroc made it: it is not shown again beside what was asked for, also after a restart.
 */
void
pl_link_details_accept (PlLinkDetails *self)
{
  Accept *accept;

  g_return_if_fail (PL_IS_LINK_DETAILS (self));

  if (self->asked == NULL)
    return;

  g_clear_object (&self->asked);
  accept = g_new0 (Accept, 1);
  accept->account = g_strdup (self->account);
  accept->link_id = g_strdup (self->link_id);
  pl_database_run_async (self->database, PL_DATABASE_WRITE, accept_work, accept, NULL, NULL, accept_cb, accept);
  g_object_notify (G_OBJECT (self), "link");
}

/**
 * pl_link_details_get_address_ended_at:
 * @self: details
 *
 * Returns: when the address that the link had before its present one ended, microseconds since the epoch; 0: it had
 *   none
 */
gint64
pl_link_details_get_address_ended_at (PlLinkDetails *self)
{
  g_autoptr (PlOldAddress) last = NULL;

  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), 0);

  last = g_list_model_get_item (G_LIST_MODEL (self->old_addresses), 0);

  return last != NULL ? pl_old_address_get_ended_at (last) : 0;
}

/**
 * pl_link_details_find_left_behind:
 * @self: details
 *
 * Whom Payroc mailed an address of this link that no longer works, and none since.
 *
 * Returns: (transfer full): a list of [class@Payroc.Recipient], each address once
 */
GListModel *
pl_link_details_find_left_behind (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return pl_link_holders_find_left_behind (G_LIST_MODEL (self->sharing), pl_link_details_get_address_ended_at (self));
}
