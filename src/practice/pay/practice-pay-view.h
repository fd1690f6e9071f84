/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customer's page as HTML. */
#pragma once

#include "practice/http/practice-reply.h"
#include "practice/shop/practice-link.h"

G_BEGIN_DECLS

/* What was filled in, and what was wrong with it. */
typedef struct
{
  const char *trouble; /* (nullable) a sentence */
  const char *at;      /* (nullable) the field that it is about */
  const char *amount;  /* (nullable) */
  const char *method;  /* (nullable) */
  const char *payer;   /* (nullable) */
} PracticePayForm;

PracticeReply *practice_pay_view_message (guint                  status,
                                          const char            *title,
                                          const char            *text);
PracticeReply *practice_pay_view_form    (PracticeLink          *link,
                                          const PracticePayForm *form);
PracticeReply *practice_pay_view_thanks  (PracticeLink          *link,
                                          JsonObject            *payment);

/* Of what is to be paid, as it is filled in. */
JsonObject    *practice_pay_view_charge   (PracticeLink         *link);
const char    *practice_pay_view_currency (PracticeLink         *link);

G_END_DECLS
