/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link, looked at every few seconds while its customer stands there: until it is paid, or cannot be any more. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "payroc/client/payroc-client.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

typedef enum
{
  PL_VIGIL_OPEN,
  PL_VIGIL_PAID,
  PL_VIGIL_HELD,    /* a pre-authorization: the money is held, not collected */
  PL_VIGIL_PENDING, /* the customer has done their part, the bank has not */
  PL_VIGIL_EXPIRED,
  PL_VIGIL_OFF,     /* switched off, or Payroc knows no such link */
} PlVigilState;

#define PL_TYPE_LINK_VIGIL (pl_link_vigil_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkVigil, pl_link_vigil, PL, LINK_VIGIL, GObject)

/* Plain data; strings are copied, objects referenced. */
typedef struct
{
  const char   *account;
  const char   *terminal;
  gboolean      is_practice;
  PlDatabase   *database;
  PayrocClient *client;
  PlLinkFeed   *feed;
} PlLinkVigilSetup;

/* Signal: "changed": state, link or blindness is another. */
PlLinkVigil  *pl_link_vigil_new       (const PlLinkVigilSetup *setup,
                                       PayrocLink             *link);
void          pl_link_vigil_start     (PlLinkVigil            *self);
void          pl_link_vigil_stop      (PlLinkVigil            *self);
PlVigilState  pl_link_vigil_get_state (PlLinkVigil            *self);
PayrocLink   *pl_link_vigil_get_link  (PlLinkVigil            *self);
/* The last look failed: a payment would not be seen. */
gboolean      pl_link_vigil_is_blind  (PlLinkVigil            *self);

G_END_DECLS
