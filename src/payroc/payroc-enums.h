/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary of a payment link. Value 0 is always "the server said something we do not know":
 * a newer API must never crash or mislead an older Paylinks. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  PAYROC_LINK_KIND_UNKNOWN,
  PAYROC_LINK_KIND_SINGLE_USE,
  PAYROC_LINK_KIND_MULTI_USE,
} PayrocLinkKind;

typedef enum
{
  PAYROC_CHARGE_KIND_UNKNOWN,
  PAYROC_CHARGE_KIND_PRESET, /* the merchant sets the amount */
  PAYROC_CHARGE_KIND_PROMPT, /* the customer types the amount */
} PayrocChargeKind;

typedef enum
{
  PAYROC_LINK_STATUS_UNKNOWN,
  PAYROC_LINK_STATUS_ACTIVE,
  PAYROC_LINK_STATUS_COMPLETED,
  PAYROC_LINK_STATUS_EXPIRED,
  PAYROC_LINK_STATUS_DEACTIVATED,
  /* No words of Payroc's, which calls a link completed whatever became of the money: pl_link_outcome_judge() */
  PAYROC_LINK_STATUS_REFUNDED,
  PAYROC_LINK_STATUS_PARTLY_REFUNDED,
  PAYROC_LINK_STATUS_RETURNED,    /* a bank took it back */
  PAYROC_LINK_STATUS_REVERSED,    /* it was called off, or a hold ran out */
  PAYROC_LINK_STATUS_HELD,        /* authorized on a card, and not collected */
  PAYROC_LINK_STATUS_PENDING,     /* on its way, or under review */
  PAYROC_LINK_STATUS_PARTLY_PAID, /* less came in than was asked for */
  PAYROC_LINK_STATUS_UNCLEAR,     /* none of its payments says that the money came in */
  PAYROC_LINK_STATUS_DECLINED,    /* it was on its way, and a bank refused it */
} PayrocLinkStatus;

typedef enum
{
  PAYROC_AUTH_TYPE_UNKNOWN,
  PAYROC_AUTH_TYPE_SALE,
  PAYROC_AUTH_TYPE_PRE_AUTHORIZATION,
} PayrocAuthType;

typedef enum /*< flags >*/
{
  PAYROC_PAYMENT_METHODS_NONE = 0,
  PAYROC_PAYMENT_METHODS_CARD = 1 << 0,
  PAYROC_PAYMENT_METHODS_BANK_TRANSFER = 1 << 1,
} PayrocPaymentMethods;

typedef enum
{
  PAYROC_MIT_AGREEMENT_NONE, /* nothing is sent */
  PAYROC_MIT_AGREEMENT_UNSCHEDULED,
  PAYROC_MIT_AGREEMENT_RECURRING,
  PAYROC_MIT_AGREEMENT_INSTALLMENT,
} PayrocMitAgreement;

typedef enum
{
  PAYROC_PAYMENT_SOURCE_CARD,
  PAYROC_PAYMENT_SOURCE_BANK,
} PayrocPaymentSource;

/* What a payment means for the merchant, derived from its type, status and responseCode. */
typedef enum
{
  PAYROC_PAYMENT_STATE_UNKNOWN,
  PAYROC_PAYMENT_STATE_PAID,
  PAYROC_PAYMENT_STATE_PENDING,  /* deferred, in progress or under review: not money yet */
  PAYROC_PAYMENT_STATE_HELD,     /* an uncaptured pre-authorization */
  PAYROC_PAYMENT_STATE_DECLINED,
  PAYROC_PAYMENT_STATE_REVERSED,
  PAYROC_PAYMENT_STATE_RETURNED, /* a bank payment that came back */
  PAYROC_PAYMENT_STATE_REFUNDED, /* paid, and all of it given back */
  PAYROC_PAYMENT_STATE_GONE,     /* no longer in the list that it was found in */
} PayrocPaymentState;

/* GTypes (PAYROC_TYPE_LINK_KIND, …) come from gnome.mkenums_simple() in payroc-enum-types.h; its nicks are
 * for GSettings and .ui files, never for the wire: */
const char           *payroc_link_kind_to_wire        (PayrocLinkKind        kind);
PayrocLinkKind        payroc_link_kind_from_wire      (const char           *wire);
const char           *payroc_charge_kind_to_wire      (PayrocChargeKind      kind);
PayrocChargeKind      payroc_charge_kind_from_wire    (const char           *wire);
const char           *payroc_link_status_to_wire      (PayrocLinkStatus      status);
PayrocLinkStatus      payroc_link_status_from_wire    (const char           *wire);
const char           *payroc_auth_type_to_wire        (PayrocAuthType        type);
PayrocAuthType        payroc_auth_type_from_wire      (const char           *wire);
/* One method at a time; NONE is what we do not know. */
const char           *payroc_payment_method_to_wire   (PayrocPaymentMethods  method);
PayrocPaymentMethods  payroc_payment_method_from_wire (const char           *wire);
const char           *payroc_mit_agreement_to_wire    (PayrocMitAgreement    agreement);
PayrocMitAgreement    payroc_mit_agreement_from_wire  (const char           *wire);

G_END_DECLS
