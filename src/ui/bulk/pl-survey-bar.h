/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc being asked whom links were sent to: how far it is, how to stop it, and why it is not all that is known. */
#pragma once

#include <adwaita.h>

#include "core/links/pl-sharing-survey.h"

G_BEGIN_DECLS

#define PL_TYPE_SURVEY_BAR (pl_survey_bar_get_type ())
G_DECLARE_FINAL_TYPE (PlSurveyBar, pl_survey_bar, PL, SURVEY_BAR, AdwBin)

/* Signal "ended": as much is known as will be, and what was said before may not be so any more. */
void     pl_survey_bar_set_survey (PlSurveyBar     *self,
                                   PlSharingSurvey *survey);
/* link_ids: (element-type utf8): of which it is not known. Asks, unless it was stopped, failed, or these are too many;
 * then it says so. */
void     pl_survey_bar_ask        (PlSurveyBar     *self,
                                   GPtrArray       *link_ids);
gboolean pl_survey_bar_is_asking  (PlSurveyBar     *self);

G_END_DECLS
