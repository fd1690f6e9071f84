/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came in on each of the last days, in one currency: to be looked at, or walked through by keyboard. */
#pragma once

#include <gtk/gtk.h>

#include "core/overview/pl-overview-facts.h"

G_BEGIN_DECLS

#define PL_TYPE_INCOME_CHART (pl_income_chart_get_type ())
G_DECLARE_FINAL_TYPE (PlIncomeChart, pl_income_chart, PL, INCOME_CHART, GtkWidget)

/* Property, read-only with notify: reading (string): the chosen day in words; today until another is chosen. */
void        pl_income_chart_set_facts   (PlIncomeChart         *self,
                                         const PlOverviewFacts *facts,
                                         const char            *currency);
const char *pl_income_chart_get_reading (PlIncomeChart         *self);
/* The round amount at the top of the chart, not less than the highest. */
gint64      pl_income_chart_find_top    (gint64                 highest);

G_END_DECLS
