/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How amounts, states, dates and people are written in the window: one place, so that lists and pages agree. */
#pragma once

#include "core/pl-account.h"
#include "payroc/links/payroc-link.h"
#include "payroc/sharing/payroc-recipient.h"

G_BEGIN_DECLS

/* Words. Static unless a copy is returned; plain text, never markup. */
const char *pl_format_environment  (PlAccountKind         kind);
char       *pl_format_account      (PlAccount            *account);
const char *pl_format_status       (PayrocLinkStatus      status);
const char *pl_format_status_icon  (PayrocLinkStatus      status);
const char *pl_format_status_style (PayrocLinkStatus      status);
const char *pl_format_kind         (PayrocLinkKind        kind);
const char *pl_format_auth_type    (PayrocAuthType        type);
const char *pl_format_methods      (PayrocPaymentMethods  methods);
const char *pl_format_agreement    (PayrocMitAgreement    agreement);

/* Money. */
char       *pl_format_amount       (PayrocLink           *link);
/* amount: (nullable): the customer chooses it, or it is not known. currency: (nullable). */
char       *pl_format_charge       (PayrocChargeKind      kind,
                                    const PayrocMoney    *amount,
                                    const char           *currency);
/* "$1.00 of $10.00": of what the link asks for, where it does. */
char       *pl_format_part         (const PayrocMoney    *paid,
                                    PayrocLink           *link);
/* "$120.00 · €40.00 · 2 without a fixed amount". sums: (element-type PayrocMoney). "" when there is nothing. */
char       *pl_format_sums         (GPtrArray            *sums,
                                    guint                 n_open);
/* n_refunded: payments of which all was given back, beside those n_paid. */
char       *pl_format_times_paid   (guint                 n_paid,
                                    guint                 n_refunded);

/* People: "Sarah Hopper", "Sarah Hopper and Tom Byrne", "Sarah Hopper and 3 others"; the address of whom it is all that
 * is known. */
char       *pl_format_recipient    (PayrocRecipient      *recipient);
char       *pl_format_recipients   (GListModel           *recipients);

/* Days (the last day a link works), and moments in microseconds since the epoch, in the local time zone. */
char       *pl_format_date         (const GDate          *date,
                                    const GDate          *today);
char       *pl_format_expiry       (PayrocLinkStatus      status,
                                    const GDate          *expires_on,
                                    const GDate          *today);
char       *pl_format_created      (const GDate          *created_on,
                                    const GDate          *today);
char       *pl_format_moment       (gint64                when,
                                    gint64                now);
char       *pl_format_updated      (gint64                last_refresh,
                                    gint64                now);
/* "Not updated since 14:05", after an attempt that failed */
char       *pl_format_not_updated  (gint64                last_refresh,
                                    gint64                now);
char       *pl_format_refreshed    (gint64                last_refresh,
                                    guint                 n_unreadable,
                                    gint64                now);
/* "Sarah Hopper, Tom Byrne and 3 others". people: (element-type PayrocRecipient) */
char       *pl_format_people       (GListModel           *people);
void        pl_format_today        (GDate                *today);

G_END_DECLS
