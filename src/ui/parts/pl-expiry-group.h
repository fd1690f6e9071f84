/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until when a link works: some days, a date, or for ever. */
#pragma once

#include <adwaita.h>

#include "pl-group.h"

G_BEGIN_DECLS

#define PL_TYPE_EXPIRY_GROUP (pl_expiry_group_get_type ())
G_DECLARE_FINAL_TYPE (PlExpiryGroup, pl_expiry_group, PL, EXPIRY_GROUP, PlGroup)

/* Properties with notify: expires-on (GDate, nullable: never), allow-never (boolean). Child rows may be added
 * beneath. */

G_END_DECLS
