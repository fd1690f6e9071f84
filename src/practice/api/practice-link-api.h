/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations on payment links and their sharing events. */
#pragma once

#include "practice-api.h"

G_BEGIN_DECLS

PracticeReply *practice_link_api_create      (PracticeCall *call);
PracticeReply *practice_link_api_list        (PracticeCall *call);
PracticeReply *practice_link_api_retrieve    (PracticeCall *call);
PracticeReply *practice_link_api_edit        (PracticeCall *call);
PracticeReply *practice_link_api_deactivate  (PracticeCall *call);
PracticeReply *practice_link_api_share       (PracticeCall *call);
PracticeReply *practice_link_api_list_shares (PracticeCall *call);

G_END_DECLS
