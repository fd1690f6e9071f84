/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days in a merchant's words: "this week" is other days tomorrow, so the words are kept and the days found anew. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  PL_PERIOD_ANY,
  PL_PERIOD_TODAY,
  PL_PERIOD_YESTERDAY,
  PL_PERIOD_THIS_WEEK,
  PL_PERIOD_THIS_MONTH,
  PL_PERIOD_LAST_MONTH,
  PL_PERIOD_LAST_30_DAYS, /* with today */
  PL_PERIOD_NEXT_7_DAYS,  /* today, and seven more */
  PL_PERIOD_NEXT_30_DAYS,
  PL_PERIOD_PAST,         /* before today */
  PL_PERIOD_NEVER,        /* no day at all: what never expires */
  PL_PERIOD_OWN,          /* from first to last */
} PlPeriodKind;

/* Zeroed: any. */
typedef struct
{
  PlPeriodKind kind;
  gint32       first; /* OWN: GDate's Julian days, both counted in; 0: open at that end */
  gint32       last;
} PlPeriod;

/* Julian days as rows have them: 0 unknown, G_MAXINT32 never. Zeroed: any. */
typedef struct
{
  gint32 first;
  gint32 last;
} PlDays;

#define PL_TYPE_PERIOD (pl_period_get_type ()) /* boxed */
GType        pl_period_get_type       (void);
gboolean     pl_period_is_any         (const PlPeriod *self);
gboolean     pl_period_equal          (const PlPeriod *self,
                                       const PlPeriod *other);
PlDays       pl_period_find_days      (const PlPeriod *self,
                                       const GDate    *today,
                                       GDateWeekday    week_start);
gboolean     pl_days_are_any          (const PlDays   *days);
gboolean     pl_days_include          (const PlDays   *days,
                                       gint32          day);
GDateWeekday pl_period_get_week_start (void);

G_END_DECLS
