/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc accepts in a payment link and in a share, to the character. */
#pragma once

#include "practice/http/practice-problem.h"

G_BEGIN_DECLS

/* The document with what the API knows of it, in the API's order, or NULL and at least one complaint.
 * currencies: those of the terminal. today: YYYY-MM-DD. */
JsonObject *practice_link_rules_read_link  (JsonObject         *document,
                                            GStrv               currencies,
                                            const char         *today,
                                            PracticeComplaints *complaints);
JsonObject *practice_link_rules_read_share (JsonObject         *document,
                                            PracticeComplaints *complaints);
gboolean    practice_link_rules_is_date    (const char         *text);

G_END_DECLS
