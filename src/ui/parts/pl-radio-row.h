/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row whose activatable-widget is one of a group's radio buttons; Tab enters its list at the chosen one. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_RADIO_ROW (pl_radio_row_get_type ())
G_DECLARE_FINAL_TYPE (PlRadioRow, pl_radio_row, PL, RADIO_ROW, AdwActionRow)

G_END_DECLS
