/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which day it is, for everything that says "today": one object that tells when the day is another, also after the
 * computer slept or its clock was set. */
#pragma once

#include <glib-object.h>

#include "pl-clock.h"

G_BEGIN_DECLS

#define PL_TYPE_TODAY (pl_today_get_type ())
G_DECLARE_FINAL_TYPE (PlToday, pl_today, PL, TODAY, GObject)

/* Signal: changed. */
PlToday *pl_today_new         (PlClockFunc  clock,
                               gpointer     user_data);
PlToday *pl_today_get_default (void);
void     pl_today_set_default (PlToday     *self);
void     pl_today_get         (PlToday     *self,
                               GDate       *day);
void     pl_today_check       (PlToday     *self);

G_END_DECLS
