/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How things are written for a person at a terminal; nothing that a server sent can steer the terminal. */
#pragma once

#include "core/outbox/pl-intent.h"
#include "core/pl-account.h"
#include "payroc/money/payroc-payment.h"

G_BEGIN_DECLS

char       *pl_cli_text_clean         (const char             *text);
const char *pl_cli_text_status        (PayrocLinkStatus        status);
const char *pl_cli_text_kind          (PayrocLinkKind          kind);
const char *pl_cli_text_payment_state (PayrocPayment          *payment);
const char *pl_cli_text_intent_kind   (PlIntentKind            kind);
const char *pl_cli_text_intent_state  (PlIntentState           state);
const char *pl_cli_text_account_kind  (PlAccountKind           kind);
char       *pl_cli_text_amount        (PayrocLink             *link);
char       *pl_cli_text_money         (const PayrocMoney      *money);
char       *pl_cli_text_address       (PayrocLink             *link);
char       *pl_cli_text_day           (const GDate            *date);
char       *pl_cli_text_moment        (GDateTime              *moment);
char       *pl_cli_text_field         (const PayrocFieldError *field);


G_END_DECLS
