/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An amount, big, with its currency; typed as the user's language writes numbers. */
#pragma once

#include <adwaita.h>

#include "pl-field-note.h"

G_BEGIN_DECLS

#define PL_TYPE_AMOUNT_ENTRY (pl_amount_entry_get_type ())
G_DECLARE_FINAL_TYPE (PlAmountEntry, pl_amount_entry, PL, AMOUNT_ENTRY, AdwBin)

/* Properties with notify: amount (gint64, minor units; 0 while there is none or none that can be read), currency
 * (string), prompt (boolean: the customer chooses, nothing can be typed). */
/* (nullable) (transfer none): why what stands there is no amount of that currency */
const GError *pl_amount_entry_get_error        (PlAmountEntry *self);
/* errors: (element-type PayrocFieldError): a draft's. To the draft nothing stands where text is no amount: what it says
 * of parameter, a prefix, is replaced by what the entry knows. */
void          pl_amount_entry_mend_errors      (PlAmountEntry *self,
                                                const char    *parameter,
                                                GPtrArray     *errors);
/* (transfer none): what is typed into; errors are shown there */
GtkWidget    *pl_amount_entry_get_field        (PlAmountEntry *self);
/* The line beneath it: what is wrong with it, and a word about an amount that nobody would ask for. */
void          pl_amount_entry_set_note         (PlAmountEntry *self,
                                                PlFieldNote   *note);
/* The account's currency stands first among them all. code: (nullable) */
void          pl_amount_entry_set_own_currency (PlAmountEntry *self,
                                                const char    *code);

G_END_DECLS
