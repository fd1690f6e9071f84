/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A payment link as Payroc described it. Immutable; keeps the document it came from. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "payroc/money/payroc-money.h"
#include "payroc/payroc-enums.h"
#include "payroc/payroc-environment.h"

G_BEGIN_DECLS

#define PAYROC_TYPE_LINK (payroc_link_get_type ())
G_DECLARE_FINAL_TYPE (PayrocLink, payroc_link, PAYROC, LINK, GObject)

/* Required of the document: paymentLinkId (1–50 characters, no control characters), type. All else may be missing.
 * Errors: PAYROC_ERROR_BAD_REPLY. Read-only properties mirror the getters, for .ui expressions:
 * id kind status reference order-id description charge-kind amount currency auth-type methods button-label button-html
 * payment-url created-on expires-on tokenize mit-agreement */
PayrocLink          *payroc_link_new_from_json    (JsonNode    *node,
                                                   GError     **error);
/* The same, of what environment's server just sent: an address it may not offer is marked as refused for good. */
PayrocLink          *payroc_link_new_from_server  (JsonNode    *node,
                                                   PayrocEnvironment *environment,
                                                   GError     **error);
JsonNode            *payroc_link_get_json         (PayrocLink  *self); /* (transfer none) as received */
const char          *payroc_link_get_id           (PayrocLink  *self);
PayrocLinkKind       payroc_link_get_kind         (PayrocLink  *self);
PayrocLinkStatus     payroc_link_get_status       (PayrocLink  *self);
/* Whether a customer can still pay it; what is not known is not ruled out. */
gboolean             payroc_link_is_payable       (PayrocLink  *self);
const char          *payroc_link_get_reference    (PayrocLink  *self); /* "" when missing */
const char          *payroc_link_get_order_id     (PayrocLink  *self); /* (nullable) */
const char          *payroc_link_get_description  (PayrocLink  *self); /* (nullable) */
PayrocChargeKind     payroc_link_get_charge_kind  (PayrocLink  *self);
const PayrocMoney   *payroc_link_get_amount       (PayrocLink  *self); /* (nullable): NULL when the customer chooses */
const char          *payroc_link_get_currency     (PayrocLink  *self); /* (nullable) */
PayrocAuthType       payroc_link_get_auth_type    (PayrocLink  *self);
PayrocPaymentMethods payroc_link_get_methods      (PayrocLink  *self);
const char          *payroc_link_get_button_label (PayrocLink  *self); /* (nullable) */
const char          *payroc_link_get_button_html  (PayrocLink  *self); /* (nullable) untrusted: show as text, never
                                                                        * render */
/* (nullable): only https, or http on the loopback; NULL when the server sent anything else; then the next is TRUE */
const char          *payroc_link_get_payment_url  (PayrocLink  *self);
gboolean             payroc_link_has_unsafe_address (PayrocLink *self);
const GDate         *payroc_link_get_created_on   (PayrocLink  *self); /* (nullable) */
const GDate         *payroc_link_get_expires_on   (PayrocLink  *self); /* (nullable) the last day it works */
gboolean             payroc_link_get_tokenize     (PayrocLink  *self);
PayrocMitAgreement   payroc_link_get_mit_agreement (PayrocLink *self);

G_END_DECLS
