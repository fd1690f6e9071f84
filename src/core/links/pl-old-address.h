/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An address that a link had and no longer has, and who was sent it. Immutable. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_OLD_ADDRESS (pl_old_address_get_type ())
G_DECLARE_FINAL_TYPE (PlOldAddress, pl_old_address, PL, OLD_ADDRESS, GObject)

PlOldAddress *pl_old_address_new          (const char   *address,
                                           gint64        ended_at,
                                           GListModel   *holders);
const char   *pl_old_address_get_address  (PlOldAddress *self);
gint64        pl_old_address_get_ended_at (PlOldAddress *self);
GListModel   *pl_old_address_get_holders  (PlOldAddress *self);

G_END_DECLS
