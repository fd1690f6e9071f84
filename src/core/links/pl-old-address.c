/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer who complains that a link does not work may hold an address that a change of the link has ended. */
#include "pl-old-address.h"

struct _PlOldAddress
{
  GObject parent_instance;

  char       *address;  /* (owned) */
  gint64      ended_at;
  GListModel *holders;  /* (owned) of PayrocRecipient */
};

G_DEFINE_FINAL_TYPE (PlOldAddress, pl_old_address, G_TYPE_OBJECT)

static void
pl_old_address_finalize (GObject *object)
{
  PlOldAddress *self = PL_OLD_ADDRESS (object);

  g_free (self->address);
  g_clear_object (&self->holders);

  G_OBJECT_CLASS (pl_old_address_parent_class)->finalize (object);
}

static void
pl_old_address_class_init (PlOldAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_old_address_finalize;
}

static void
pl_old_address_init (PlOldAddress *self)
{
}

/**
 * pl_old_address_new:
 * @address: where the link was once paid
 * @ended_at: when Paylinks first saw another in its place, microseconds since the epoch
 * @holders: (transfer full): a list of [class@Payroc.Recipient]
 *
 * Returns: (transfer full): an old address
 */
PlOldAddress *
pl_old_address_new (const char *address,
                    gint64      ended_at,
                    GListModel *holders)
{
  PlOldAddress *self;

  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (holders), NULL);

  self = g_object_new (PL_TYPE_OLD_ADDRESS, NULL);
  self->address = g_strdup (address);
  self->ended_at = ended_at;
  self->holders = holders;

  return self;
}

/**
 * pl_old_address_get_address:
 * @self: an old address
 *
 * Returns: (transfer none): the address; safe to show, of no use to open
 */
const char *
pl_old_address_get_address (PlOldAddress *self)
{
  g_return_val_if_fail (PL_IS_OLD_ADDRESS (self), NULL);

  return self->address;
}

/**
 * pl_old_address_get_ended_at:
 * @self: an old address
 *
 * Returns: since when it is known not to work, microseconds since the epoch
 */
gint64
pl_old_address_get_ended_at (PlOldAddress *self)
{
  g_return_val_if_fail (PL_IS_OLD_ADDRESS (self), 0);

  return self->ended_at;
}

/**
 * pl_old_address_get_holders:
 * @self: an old address
 *
 * Returns: (transfer none): a list of [class@Payroc.Recipient]: who was sent it by e-mail, as far as Payroc's history
 *   tells; it knows nothing of other ways
 */
GListModel *
pl_old_address_get_holders (PlOldAddress *self)
{
  g_return_val_if_fail (PL_IS_OLD_ADDRESS (self), NULL);

  return self->holders;
}
