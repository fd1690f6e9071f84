/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom many links were sent to: asked of Payroc a few at a time, and kept, so that it is known before it is said. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

/* More links than a merchant waits for, and than Payroc is bothered with. */
#define PL_SHARING_SURVEY_MAX 200

#define PL_TYPE_SHARING_SURVEY (pl_sharing_survey_get_type ())
G_DECLARE_FINAL_TYPE (PlSharingSurvey, pl_sharing_survey, PL, SHARING_SURVEY, GObject)

/* Properties, read-only with notify: running (boolean), n-asked, n-total (uint: of this round), error (GError,
 * nullable: why the last round ended before its end). */
PlSharingSurvey *pl_sharing_survey_new           (const char      *account,
                                                  const char      *terminal,
                                                  PlDatabase      *database,
                                                  PayrocClient    *client);
/* link_ids: (element-type utf8). */
void             pl_sharing_survey_start         (PlSharingSurvey *self,
                                                  GPtrArray       *link_ids);
/* What was answered stays. */
void             pl_sharing_survey_stop          (PlSharingSurvey *self);
gboolean         pl_sharing_survey_get_running   (PlSharingSurvey *self);
guint            pl_sharing_survey_get_n_asked   (PlSharingSurvey *self);
guint            pl_sharing_survey_get_n_total   (PlSharingSurvey *self);
const GError    *pl_sharing_survey_get_error     (PlSharingSurvey *self);
/* (transfer full) (element-type utf8): the links whose whole history is stored, as a set of its own. */
GHashTable      *pl_sharing_survey_copy_answered (PlSharingSurvey *self);

G_END_DECLS
