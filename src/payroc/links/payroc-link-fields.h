/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link, a draft and an edit have in common: the fields that a merchant sets. Private to this room. */
#pragma once

#include <json-glib/json-glib.h>

#include "payroc/payroc-enums.h"

G_BEGIN_DECLS

typedef enum
{
  PAYROC_LINK_FIELD_KIND         = 1 << 0,
  PAYROC_LINK_FIELD_REFERENCE    = 1 << 1,
  PAYROC_LINK_FIELD_ORDER_ID     = 1 << 2,
  PAYROC_LINK_FIELD_DESCRIPTION  = 1 << 3,
  PAYROC_LINK_FIELD_CHARGE_KIND  = 1 << 4,
  PAYROC_LINK_FIELD_AMOUNT       = 1 << 5,
  PAYROC_LINK_FIELD_CURRENCY     = 1 << 6,
  PAYROC_LINK_FIELD_AUTH_TYPE    = 1 << 7,
  PAYROC_LINK_FIELD_METHODS      = 1 << 8,
  PAYROC_LINK_FIELD_BUTTON_LABEL = 1 << 9,
  PAYROC_LINK_FIELD_EXPIRES_ON   = 1 << 10,
  PAYROC_LINK_FIELD_CREDENTIAL   = 1 << 11,
} PayrocLinkField;

#define PAYROC_LINK_FIELD_LAST PAYROC_LINK_FIELD_CREDENTIAL
#define PAYROC_LINK_FIELDS_ALL ((PayrocLinkField) (PAYROC_LINK_FIELD_LAST * 2 - 1))

#define PAYROC_PAYMENT_METHODS_ALL (PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER)

/* Zeroed is empty. Strings are NULL when not given, never "". */
typedef struct
{
  char                *reference;    /* (owned) (nullable) */
  char                *order_id;     /* (owned) (nullable) */
  char                *description;  /* (owned) (nullable) */
  char                *currency;     /* (owned) (nullable) */
  char                *button_label; /* (owned) (nullable) */
  gint64               amount;
  GDate                expires_on;   /* cleared when not given */
  PayrocLinkKind       kind;
  PayrocChargeKind     charge_kind;
  PayrocAuthType       auth_type;
  PayrocPaymentMethods methods;
  PayrocMitAgreement   mit_agreement;
  gboolean             tokenize;
  gboolean             has_amount; /* of what was read: whether one was said, 0 included */
} PayrocLinkFields;

void            payroc_link_fields_clear              (PayrocLinkFields        *self);
void            payroc_link_fields_copy               (const PayrocLinkFields  *source,
                                                       PayrocLinkFields        *copy);
gboolean        payroc_link_fields_read               (PayrocLinkFields        *self,
                                                       JsonObject              *object,
                                                       GError                 **error);
gboolean        payroc_link_fields_read_labels        (PayrocLinkFields        *self,
                                                       JsonArray               *labels,
                                                       GError                 **error);
gboolean        payroc_link_fields_read_credential    (PayrocLinkFields        *self,
                                                       JsonObject              *credential,
                                                       GError                 **error);
JsonNode       *payroc_link_fields_to_json            (const PayrocLinkFields  *self);
JsonNode       *payroc_link_fields_labels_to_json     (const PayrocLinkFields  *self);
JsonNode       *payroc_link_fields_credential_to_json (const PayrocLinkFields  *self);
PayrocLinkField payroc_link_fields_compare            (const PayrocLinkFields  *a,
                                                       const PayrocLinkFields  *b);
const char     *payroc_link_field_get_parameter       (PayrocLinkField          field);

/* payroc-link-check.c */
void            payroc_link_fields_check              (const PayrocLinkFields  *self,
                                                       PayrocLinkField          which,
                                                       const GDate             *today,
                                                       GPtrArray               *errors);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PayrocLinkFields, payroc_link_fields_clear)

G_END_DECLS
