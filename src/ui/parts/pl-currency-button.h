/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses one of Payroc's 171 currencies, by code or by name. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_CURRENCY_BUTTON (pl_currency_button_get_type ())
G_DECLARE_FINAL_TYPE (PlCurrencyButton, pl_currency_button, PL, CURRENCY_BUTTON, AdwBin)

/* Property: currency (string, an ISO 4217 code; read-write with notify). */

/* The account's own stands first in the list. code: (nullable) */
void pl_currency_button_set_own (PlCurrencyButton *self,
                                 const char       *code);

G_END_DECLS
