/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The till: pretended payments, refunds and returned bank payments. */
#pragma once

#include "practice-link.h"
#include "practice/http/practice-problem.h"

G_BEGIN_DECLS

#define PRACTICE_PAYMENT_COLUMNS "seq, id, doc"

/* What a customer or a test does; zero and NULL mean “as usual”. */
typedef struct
{
  const char *method;        /* card, bankTransfer */
  gint64      amount;        /* 0: the link's own */
  const char *status;
  const char *response_code;
  const char *payer;
  const char *form;          /* one rendered form pays once */
  gboolean    force;         /* also a link that is closed */
} PracticePurchase;

/* Returns: (transfer full): a problem, or NULL with payment set to what the API shows. */
PracticeReply *practice_till_pay          (PracticeState          *state,
                                           PracticeLink           *link,
                                           const PracticePurchase *purchase,
                                           JsonObject            **payment);
PracticeReply *practice_till_refund       (PracticeState          *state,
                                           const char             *payment_id,
                                           gint64                  amount,
                                           const char             *status,
                                           JsonObject            **payment);
PracticeReply *practice_till_return       (PracticeState          *state,
                                           const char             *payment_id,
                                           const char             *code,
                                           const char             *reason,
                                           JsonObject            **payment);
/* changes: type, status, responseCode, authorizedAmount. */
PracticeReply *practice_till_change       (PracticeState          *state,
                                           const char             *payment_id,
                                           JsonObject             *changes,
                                           JsonObject            **payment);
/* (transfer full) (nullable) */
JsonObject    *practice_till_find_form    (PracticeState          *state,
                                           const char             *form);
JsonObject    *practice_till_find         (PracticeState          *state,
                                           const char             *payment_id,
                                           gint64                 *link);
JsonObject    *practice_till_read_payment (PracticeState          *state,
                                           sqlite3_stmt           *statement,
                                           const char             *today);

G_END_DECLS
