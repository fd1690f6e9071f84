/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One description of a link's fields, so that reading, sending and comparing them cannot drift apart. */

#include "payroc-link-fields.h"

#include <string.h>

#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"

/* The contract's 1024 is for the description; the others have 48 and 24, and here room for more. Pango's time to wrap a
 * text without blanks grows with the square of its length: at 4096 characters a window stands still. */
#define DESCRIPTION_MAX 1024
#define TEXT_MAX 128
#define LABEL_ELEMENT "paymentButton"

/* In the order of PayrocLinkField's bits. */
static const char *const parameters[] = {
  "type",
  "merchantReference",
  "order.orderId",
  "order.description",
  "order.charge.type",
  "order.charge.amount",
  "order.charge.currency",
  "authType",
  "paymentMethods",
  "customLabels[0].label",
  "expiresOn",
  "credentialOnFile",
};

/* An empty text is the same as none at all. */
static gboolean
read_text (JsonObject  *object,
           const char  *name,
           gsize        max_chars,
           char       **value,
           GError     **error)
{
  g_autofree char *text = NULL;

  if (!payroc_json_dup_text (object, name, max_chars, &text, error))
    return FALSE;

  g_free (*value);
  *value = text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;

  return TRUE;
}

static gboolean
read_charge (PayrocLinkFields  *self,
             JsonObject        *charge,
             GError           **error)
{
  const char *type = NULL;
  const char *currency = NULL;

  if (!payroc_json_get_string (charge, "type", FALSE, &type, error) ||
      !payroc_json_get_string (charge, "currency", FALSE, &currency, error) ||
      !payroc_json_get_int (charge, "amount", FALSE, &self->amount, error))
    return FALSE;

  self->charge_kind = payroc_charge_kind_from_wire (type);
  self->has_amount = json_object_has_member (charge, "amount") && !json_object_get_null_member (charge, "amount");
  g_free (self->currency);
  self->currency = payroc_currency_is_code (currency) ? g_strdup (currency) : NULL;

  return TRUE;
}

static gboolean
read_order (PayrocLinkFields  *self,
            JsonObject        *order,
            GError           **error)
{
  JsonObject *charge = NULL;

  return read_text (order, "orderId", TEXT_MAX, &self->order_id, error) &&
         read_text (order, "description", DESCRIPTION_MAX, &self->description, error) &&
         payroc_json_get_object (order, "charge", FALSE, &charge, error) &&
         (charge == NULL || read_charge (self, charge, error));
}

static gboolean
read_methods (PayrocLinkFields  *self,
              JsonArray         *methods,
              GError           **error)
{
  self->methods = PAYROC_PAYMENT_METHODS_NONE;
  for (guint i = 0; i < json_array_get_length (methods); i++)
    {
      JsonNode *node = json_array_get_element (methods, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        {
          g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "A payment method is of the wrong type");
          return FALSE;
        }
      self->methods |= payroc_payment_method_from_wire (json_node_get_string (node));
    }

  return TRUE;
}

static void
set_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

static JsonObject *
charge_to_json (const PayrocLinkFields *self)
{
  JsonObject *charge = json_object_new ();

  set_string (charge, "type", payroc_charge_kind_to_wire (self->charge_kind));
  if (self->charge_kind == PAYROC_CHARGE_KIND_PRESET)
    json_object_set_int_member (charge, "amount", self->amount);
  set_string (charge, "currency", self->currency);

  return charge;
}

static JsonObject *
order_to_json (const PayrocLinkFields *self)
{
  JsonObject *order = json_object_new ();

  if (self->kind == PAYROC_LINK_KIND_SINGLE_USE)
    set_string (order, "orderId", self->order_id);
  set_string (order, "description", self->description);
  json_object_set_object_member (order, "charge", charge_to_json (self));

  return order;
}

static JsonArray *
methods_to_json (const PayrocLinkFields *self)
{
  JsonArray *methods = json_array_new ();

  for (guint method = 1; method <= PAYROC_PAYMENT_METHODS_ALL; method <<= 1)
    {
      if (self->methods & method)
        json_array_add_string_element (methods, payroc_payment_method_to_wire (method));
    }

  return methods;
}

/* Payroc's default where a card is saved and nothing is said. */
static PayrocMitAgreement
effective_agreement (const PayrocLinkFields *self)
{
  return self->mit_agreement == PAYROC_MIT_AGREEMENT_NONE ? PAYROC_MIT_AGREEMENT_UNSCHEDULED : self->mit_agreement;
}

/* Blanks at the ends are lost on the way through many servers; nobody would see the difference. */
static gboolean
same_text (const char *a,
           const char *b)
{
  g_autofree char *a_stripped = g_strstrip (g_strdup (a != NULL ? a : ""));
  g_autofree char *b_stripped = g_strstrip (g_strdup (b != NULL ? b : ""));

  return g_str_equal (a_stripped, b_stripped);
}

static gboolean
same_date (const GDate *a,
           const GDate *b)
{
  if (!g_date_valid (a) || !g_date_valid (b))
    return g_date_valid (a) == g_date_valid (b);

  return g_date_compare (a, b) == 0;
}

static gboolean
same_field (const PayrocLinkFields *a,
            const PayrocLinkFields *b,
            PayrocLinkField         field)
{
  switch (field)
    {
    case PAYROC_LINK_FIELD_KIND:
      return a->kind == b->kind;
    case PAYROC_LINK_FIELD_REFERENCE:
      return same_text (a->reference, b->reference);
    case PAYROC_LINK_FIELD_ORDER_ID:
      return same_text (a->order_id, b->order_id);
    case PAYROC_LINK_FIELD_DESCRIPTION:
      return same_text (a->description, b->description);
    case PAYROC_LINK_FIELD_CHARGE_KIND:
      return a->charge_kind == b->charge_kind;
    case PAYROC_LINK_FIELD_AMOUNT:
      /* What a customer chooses is no amount of the link's. */
      return a->charge_kind == PAYROC_CHARGE_KIND_PROMPT || b->charge_kind == PAYROC_CHARGE_KIND_PROMPT ||
             a->amount == b->amount;
    case PAYROC_LINK_FIELD_CURRENCY:
      return same_text (a->currency, b->currency);
    case PAYROC_LINK_FIELD_AUTH_TYPE:
      return a->auth_type == b->auth_type;
    case PAYROC_LINK_FIELD_METHODS:
      return a->methods == b->methods;
    case PAYROC_LINK_FIELD_BUTTON_LABEL:
      return same_text (a->button_label, b->button_label);
    case PAYROC_LINK_FIELD_EXPIRES_ON:
      return same_date (&a->expires_on, &b->expires_on);
    case PAYROC_LINK_FIELD_CREDENTIAL:
      return a->tokenize == b->tokenize && (!a->tokenize || effective_agreement (a) == effective_agreement (b));
    default:
      g_return_val_if_reached (FALSE);
    }
}

void
payroc_link_fields_clear (PayrocLinkFields *self)
{
  g_free (self->reference);
  g_free (self->order_id);
  g_free (self->description);
  g_free (self->currency);
  g_free (self->button_label);
  memset (self, 0, sizeof *self);
}

/**
 * payroc_link_fields_copy:
 * @source: some fields
 * @copy: (out caller-allocates): zeroed memory for an equal set
 */
void
payroc_link_fields_copy (const PayrocLinkFields *source,
                         PayrocLinkFields       *copy)
{
  *copy = *source;
  copy->reference = g_strdup (source->reference);
  copy->order_id = g_strdup (source->order_id);
  copy->description = g_strdup (source->description);
  copy->currency = g_strdup (source->currency);
  copy->button_label = g_strdup (source->button_label);
}

/**
 * payroc_link_fields_read:
 * @self: zeroed fields
 * @object: a link, or the body of a create request, which has the same form
 * @error: return location for a #GError
 *
 * Everything but `type` may be missing; what is there must be of the right type. Words that are new to us become
 * "unknown", a currency that is none is left out.
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY; @self must be cleared all the same
 */
gboolean
payroc_link_fields_read (PayrocLinkFields  *self,
                         JsonObject        *object,
                         GError           **error)
{
  const char *type = NULL;
  const char *auth_type = NULL;
  JsonObject *credential = NULL;
  JsonObject *order = NULL;
  JsonArray *methods = NULL;
  JsonArray *labels = NULL;

  if (!payroc_json_get_string (object, "type", TRUE, &type, error) ||
      !payroc_json_get_string (object, "authType", FALSE, &auth_type, error) ||
      !read_text (object, "merchantReference", TEXT_MAX, &self->reference, error) ||
      !payroc_json_get_object (object, "order", FALSE, &order, error) ||
      !payroc_json_get_array (object, "paymentMethods", FALSE, &methods, error) ||
      !payroc_json_get_array (object, "customLabels", FALSE, &labels, error) ||
      !payroc_json_get_date (object, "expiresOn", FALSE, &self->expires_on, error) ||
      !payroc_json_get_object (object, "credentialOnFile", FALSE, &credential, error))
    return FALSE;

  self->kind = payroc_link_kind_from_wire (type);
  self->auth_type = payroc_auth_type_from_wire (auth_type);

  return (order == NULL || read_order (self, order, error)) &&
         (methods == NULL || read_methods (self, methods, error)) &&
         (labels == NULL || payroc_link_fields_read_labels (self, labels, error)) &&
         (credential == NULL || payroc_link_fields_read_credential (self, credential, error));
}

/**
 * payroc_link_fields_read_labels:
 * @self: fields
 * @labels: the member `customLabels`
 * @error: return location for a #GError
 *
 * Takes the first label of the payment button, the only element that has one (CONTRACT.md).
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY
 */
gboolean
payroc_link_fields_read_labels (PayrocLinkFields  *self,
                                JsonArray         *labels,
                                GError           **error)
{
  g_clear_pointer (&self->button_label, g_free);
  for (guint i = 0; i < json_array_get_length (labels); i++)
    {
      JsonObject *label = payroc_json_as_object (json_array_get_element (labels, i), error);
      const char *element = NULL;

      if (label == NULL || !payroc_json_get_string (label, "element", FALSE, &element, error))
        return FALSE;
      if (self->button_label == NULL && g_strcmp0 (element, LABEL_ELEMENT) == 0 &&
          !read_text (label, "label", TEXT_MAX, &self->button_label, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * payroc_link_fields_read_credential:
 * @self: fields
 * @credential: the member `credentialOnFile`
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY
 */
gboolean
payroc_link_fields_read_credential (PayrocLinkFields  *self,
                                    JsonObject        *credential,
                                    GError           **error)
{
  const char *agreement = NULL;

  if (!payroc_json_get_boolean (credential, "tokenize", FALSE, &self->tokenize, error) ||
      !payroc_json_get_string (credential, "mitAgreement", FALSE, &agreement, error))
    return FALSE;

  self->mit_agreement = payroc_mit_agreement_from_wire (agreement);

  return TRUE;
}

/**
 * payroc_link_fields_labels_to_json:
 * @self: fields with a button label
 *
 * Returns: (transfer full): the member `customLabels`
 */
JsonNode *
payroc_link_fields_labels_to_json (const PayrocLinkFields *self)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *labels = json_array_new ();
  JsonObject *label = json_object_new ();

  json_object_set_string_member (label, "element", LABEL_ELEMENT);
  set_string (label, "label", self->button_label);
  json_array_add_object_element (labels, label);
  json_node_take_array (node, labels);

  return node;
}

/**
 * payroc_link_fields_credential_to_json:
 * @self: fields
 *
 * Returns: (transfer full): the member `credentialOnFile`; an agreement is part of it only where something is saved
 */
JsonNode *
payroc_link_fields_credential_to_json (const PayrocLinkFields *self)
{
  JsonObject *credential = json_object_new ();

  json_object_set_boolean_member (credential, "tokenize", self->tokenize);
  if (self->tokenize)
    set_string (credential, "mitAgreement", payroc_mit_agreement_to_wire (self->mit_agreement));

  return take_object (credential);
}

/**
 * payroc_link_fields_to_json:
 * @self: fields that payroc_link_fields_check() finds nothing wrong with
 *
 * Returns: (transfer full): the body of a create request
 */
JsonNode *
payroc_link_fields_to_json (const PayrocLinkFields *self)
{
  JsonObject *object = json_object_new ();

  set_string (object, "type", payroc_link_kind_to_wire (self->kind));
  set_string (object, "merchantReference", self->reference);
  json_object_set_object_member (object, "order", order_to_json (self));
  set_string (object, "authType", payroc_auth_type_to_wire (self->auth_type));
  json_object_set_array_member (object, "paymentMethods", methods_to_json (self));
  if (self->button_label != NULL)
    json_object_set_member (object, "customLabels", payroc_link_fields_labels_to_json (self));
  if (g_date_valid (&self->expires_on))
    {
      g_autofree char *date = payroc_json_format_date (&self->expires_on);

      json_object_set_string_member (object, "expiresOn", date);
    }
  if (self->tokenize)
    json_object_set_member (object, "credentialOnFile", payroc_link_fields_credential_to_json (self));

  return take_object (object);
}

/**
 * payroc_link_fields_compare:
 * @a: some fields
 * @b: some others
 *
 * Returns: the fields that a merchant would see differ
 */
PayrocLinkField
payroc_link_fields_compare (const PayrocLinkFields *a,
                            const PayrocLinkFields *b)
{
  PayrocLinkField different = 0;

  for (guint field = 1; field <= PAYROC_LINK_FIELD_LAST; field <<= 1)
    {
      if (!same_field (a, b, field))
        different |= field;
    }

  return different;
}

/**
 * payroc_link_field_get_parameter:
 * @field: exactly one field
 *
 * Returns: (transfer none): its name in errors, as Payroc's problem documents spell it
 */
const char *
payroc_link_field_get_parameter (PayrocLinkField field)
{
  int bit = g_bit_nth_lsf (field, -1);

  g_return_val_if_fail (bit >= 0 && bit < (int) G_N_ELEMENTS (parameters), NULL);

  return parameters[bit];
}
