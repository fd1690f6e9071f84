/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link, looked at every few seconds while its customer stands there: until it is paid, or cannot be any more. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "payroc/client/payroc-client.h"
#include "payroc/money/payroc-payment.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

typedef enum
{
  PL_PROBE_OPEN,
  PL_PROBE_PAID,
  PL_PROBE_PART,    /* less than was to be paid came in */
  PL_PROBE_HELD,    /* a pre-authorization: the money is held, not collected */
  PL_PROBE_PENDING, /* the customer has done their part, the bank has not */
  PL_PROBE_UNPAID,  /* used up, and its money was taken back */
  PL_PROBE_EXPIRED,
  PL_PROBE_OFF,     /* switched off, or Payroc knows no such link */
} PlProbeState;

#define PL_TYPE_LINK_PROBE (pl_link_probe_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkProbe, pl_link_probe, PL, LINK_PROBE, GObject)

/* Plain data; strings are copied, objects referenced. */
typedef struct
{
  const char   *account;
  const char   *terminal;
  gboolean      is_practice;
  PlDatabase   *database;
  PayrocClient *client;
  PlLinkFeed   *feed;
} PlLinkProbeSetup;

/* Signal: "changed": state, link, blindness or what was declined is another. */
PlLinkProbe  *pl_link_probe_new          (const PlLinkProbeSetup *setup,
                                          PayrocLink             *link);
void          pl_link_probe_start        (PlLinkProbe            *self);
void          pl_link_probe_stop         (PlLinkProbe            *self);
PlProbeState  pl_link_probe_get_state    (PlLinkProbe            *self);
PayrocLink   *pl_link_probe_get_link     (PlLinkProbe            *self);
/* (nullable): the payment that the state is about. */
PayrocPayment *pl_link_probe_get_payment (PlLinkProbe            *self);
/* The last look failed: a payment would not be seen. */
gboolean      pl_link_probe_is_blind     (PlLinkProbe            *self);
/* Somebody has tried to pay since it began, and their bank said no. */
gboolean      pl_link_probe_was_declined (PlLinkProbe            *self);

G_END_DECLS
