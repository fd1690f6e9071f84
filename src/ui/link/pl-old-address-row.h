/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An address that a link no longer has: until when it worked, and who was sent it. */
#pragma once

#include <adwaita.h>

#include "core/links/pl-old-address.h"

G_BEGIN_DECLS

#define PL_TYPE_OLD_ADDRESS_ROW (pl_old_address_row_get_type ())
G_DECLARE_FINAL_TYPE (PlOldAddressRow, pl_old_address_row, PL, OLD_ADDRESS_ROW, AdwPreferencesRow)

GtkWidget *pl_old_address_row_new (PlOldAddress *address);

G_END_DECLS
