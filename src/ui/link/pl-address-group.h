/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a link is paid: to copy, to open, to scan; or why it should not be. */
#pragma once

#include <adwaita.h>

#include "payroc/links/payroc-link.h"
#include "ui/parts/pl-group.h"

G_BEGIN_DECLS

#define PL_TYPE_ADDRESS_GROUP (pl_address_group_get_type ())
G_DECLARE_FINAL_TYPE (PlAddressGroup, pl_address_group, PL, ADDRESS_GROUP, PlGroup)

/* Actions inside: address.copy, address.open. */

/* link: (nullable). Nothing is shown of a link that cannot be paid any more. */
void pl_address_group_set_link (PlAddressGroup *self,
                                PayrocLink     *link);

G_END_DECLS
