/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link that is being made: what the form binds to. Checks itself against every limit of the API. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "payroc-link.h"
#include "payroc/payroc-enums.h"

G_BEGIN_DECLS

#define PAYROC_REFERENCE_MAX     48
#define PAYROC_ORDER_ID_MAX      24
#define PAYROC_DESCRIPTION_MAX 1024
#define PAYROC_BUTTON_LABEL_MAX  24

#define PAYROC_TYPE_LINK_DRAFT (payroc_link_draft_get_type ())
G_DECLARE_FINAL_TYPE (PayrocLinkDraft, payroc_link_draft, PAYROC, LINK_DRAFT, GObject)

/* Read-write properties with explicit notify, for two-way bindings:
 *   kind (single-use) reference order-id description charge-kind (preset) amount (gint64, minor units, 0 = not given)
 *   currency auth-type (sale) methods (card) button-label expires-on (GDate, nullable) tokenize mit-agreement
 * Each has payroc_link_draft_get_/set_ functions. Strings: NULL and "" both mean "not given"; getters return "". */
PayrocLinkDraft     *payroc_link_draft_new               (void);
PayrocLinkDraft     *payroc_link_draft_new_from_link     (PayrocLink           *link); /* Duplicate: fresh reference and
                                                                                        * order are the caller's */
PayrocLinkDraft     *payroc_link_draft_copy              (PayrocLinkDraft      *self);
PayrocLinkDraft     *payroc_link_draft_new_from_body     (GBytes               *body,
                                                          GError              **error); /* what the outbox stored */
/* Without a check, and half filled in: what a template keeps. */
PayrocLinkDraft     *payroc_link_draft_new_from_json     (JsonNode             *node,
                                                          GError              **error);
JsonNode            *payroc_link_draft_to_json           (PayrocLinkDraft      *self);
PayrocLinkKind       payroc_link_draft_get_kind          (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_kind          (PayrocLinkDraft      *self,
                                                          PayrocLinkKind        kind);
const char          *payroc_link_draft_get_reference     (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_reference     (PayrocLinkDraft      *self,
                                                          const char           *reference);
const char          *payroc_link_draft_get_order_id      (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_order_id      (PayrocLinkDraft      *self,
                                                          const char           *order_id);
const char          *payroc_link_draft_get_description   (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_description   (PayrocLinkDraft      *self,
                                                          const char           *description);
PayrocChargeKind     payroc_link_draft_get_charge_kind   (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_charge_kind   (PayrocLinkDraft      *self,
                                                          PayrocChargeKind      kind);
gint64               payroc_link_draft_get_amount        (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_amount        (PayrocLinkDraft      *self,
                                                          gint64                minor);
const char          *payroc_link_draft_get_currency      (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_currency      (PayrocLinkDraft      *self,
                                                          const char           *currency);
PayrocAuthType       payroc_link_draft_get_auth_type     (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_auth_type     (PayrocLinkDraft      *self,
                                                          PayrocAuthType        type);
PayrocPaymentMethods payroc_link_draft_get_methods       (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_methods       (PayrocLinkDraft      *self,
                                                          PayrocPaymentMethods  methods);
const char          *payroc_link_draft_get_button_label  (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_button_label  (PayrocLinkDraft      *self,
                                                          const char           *label);
const GDate         *payroc_link_draft_get_expires_on    (PayrocLinkDraft      *self); /* (nullable) */
void                 payroc_link_draft_set_expires_on    (PayrocLinkDraft      *self,
                                                          const GDate          *date); /* (nullable) */
gboolean             payroc_link_draft_get_tokenize      (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_tokenize      (PayrocLinkDraft      *self,
                                                          gboolean              tokenize);
PayrocMitAgreement   payroc_link_draft_get_mit_agreement (PayrocLinkDraft      *self);
void                 payroc_link_draft_set_mit_agreement (PayrocLinkDraft      *self,
                                                          PayrocMitAgreement    agreement);

/* today: the day to hold expires-on against (the clock is the caller's, so tests can turn it).
 * Returns: (transfer full) (element-type PayrocFieldError): empty when the draft may be sent. */
GPtrArray           *payroc_link_draft_validate          (PayrocLinkDraft      *self,
                                                          const GDate          *today);
/* The exact bytes of the create request. Validates first: PAYROC_ERROR_INVALID with fields. */
GBytes              *payroc_link_draft_to_body           (PayrocLinkDraft      *self,
                                                          const GDate          *today,
                                                          GError              **error);

/* Whether that is the link which was asked for, by what a customer pays and a merchant knows it by. */
gboolean             payroc_link_draft_is_met_by         (PayrocLinkDraft      *self,
                                                          PayrocLink           *link);

/* The same, and on the terms that were asked for: for the reply to a create. */
gboolean             payroc_link_draft_is_met_in_full_by (PayrocLinkDraft      *self,
                                                          PayrocLink           *link);

/* "LINK-20261122-7F3KQX", and an order number that fits 24 characters: unique enough for a merchant, readable aloud
 * (no 0/O, 1/I). */
char                *payroc_link_draft_suggest_reference (const GDate          *today);
char                *payroc_link_draft_suggest_order_id  (const GDate          *today);
gboolean             payroc_link_draft_did_suggest       (const char           *order_id);

G_END_DECLS
