/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day of the chart: its bar, and what it says in words. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_INCOME_BAR (pl_income_bar_get_type ())
G_DECLARE_FINAL_TYPE (PlIncomeBar, pl_income_bar, PL, INCOME_BAR, GtkWidget)

GtkWidget  *pl_income_bar_new      (void);
/* share: how much of the height, from 0 to 1; text: what a person reads and hears. */
void        pl_income_bar_set      (PlIncomeBar *self,
                                    double       share,
                                    const char  *text);
const char *pl_income_bar_get_text (PlIncomeBar *self);

G_END_DECLS
