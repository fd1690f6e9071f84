/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations that only read: payments of both kinds, and the terminal. */
#pragma once

#include "practice-api.h"

G_BEGIN_DECLS

PracticeReply *practice_payment_api_list_cards        (PracticeCall *call);
PracticeReply *practice_payment_api_list_banks        (PracticeCall *call);
PracticeReply *practice_payment_api_retrieve_terminal (PracticeCall *call);

G_END_DECLS
