/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server said about a link, read once and checked, so that nobody after this meets a surprise. */

#include "payroc-link.h"

#include "payroc-link-private.h"
#include "payroc/payroc-enum-types.h"
#include "payroc/payroc-json.h"
#include "payroc/payroc-url.h"

#define HTML_MAX 16384

struct _PayrocLink
{
  GObject parent_instance;

  JsonNode        *json;        /* (owned) as received */
  char            *id;          /* (owned) */
  char            *button_html; /* (owned) (nullable) */
  char            *payment_url; /* (owned) (nullable) */
  gboolean         has_unsafe_address;
  PayrocMoney     *amount;      /* (owned) (nullable) */
  PayrocLinkFields fields;
  PayrocLinkStatus status;
  GDate            created_on;  /* cleared when unknown */
};

G_DEFINE_FINAL_TYPE (PayrocLink, payroc_link, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_KIND,
  PROP_STATUS,
  PROP_REFERENCE,
  PROP_ORDER_ID,
  PROP_DESCRIPTION,
  PROP_CHARGE_KIND,
  PROP_AMOUNT,
  PROP_CURRENCY,
  PROP_AUTH_TYPE,
  PROP_METHODS,
  PROP_BUTTON_LABEL,
  PROP_BUTTON_HTML,
  PROP_PAYMENT_URL,
  PROP_CREATED_ON,
  PROP_EXPIRES_ON,
  PROP_TOKENIZE,
  PROP_MIT_AGREEMENT,
} PayrocLinkProperty;

static GParamSpec *properties[PROP_MIT_AGREEMENT + 1];

static gboolean
read_assets (PayrocLink  *self,
             JsonObject  *assets,
             GError     **error)
{
  const char *url = NULL;

  if (!payroc_json_get_string (assets, "paymentUrl", FALSE, &url, error) ||
      !payroc_json_dup_text (assets, "paymentButton", HTML_MAX, &self->button_html, error))
    return FALSE;

  if (url == NULL || *url == '\0')
    return TRUE;

  /* People will copy it, scan it and pay there; and the button leads to the same place. */
  self->has_unsafe_address = !payroc_url_is_safe (url);
  if (self->has_unsafe_address)
    g_clear_pointer (&self->button_html, g_free);
  else
    self->payment_url = g_strdup (url);

  return TRUE;
}

static gboolean
read_link (PayrocLink  *self,
           JsonObject  *object,
           GError     **error)
{
  const char *status = NULL;
  JsonObject *assets = NULL;

  if (!payroc_json_dup_id (object, "paymentLinkId", &self->id, error) ||
      !payroc_json_get_string (object, "status", FALSE, &status, error) ||
      !payroc_json_get_date (object, "createdOn", FALSE, &self->created_on, error) ||
      !payroc_json_get_object (object, "assets", FALSE, &assets, error) ||
      !payroc_link_fields_read (&self->fields, object, error) ||
      (assets != NULL && !read_assets (self, assets, error)))
    return FALSE;

  self->status = payroc_link_status_from_wire (status);
  if (self->fields.charge_kind != PAYROC_CHARGE_KIND_PROMPT && self->fields.has_amount && self->fields.currency != NULL)
    self->amount = payroc_money_new (self->fields.amount, self->fields.currency);

  return TRUE;
}

static void
payroc_link_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PayrocLink *self = PAYROC_LINK (object);

  switch ((PayrocLinkProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, payroc_link_get_id (self));
      break;
    case PROP_KIND:
      g_value_set_enum (value, payroc_link_get_kind (self));
      break;
    case PROP_STATUS:
      g_value_set_enum (value, payroc_link_get_status (self));
      break;
    case PROP_REFERENCE:
      g_value_set_string (value, payroc_link_get_reference (self));
      break;
    case PROP_ORDER_ID:
      g_value_set_string (value, payroc_link_get_order_id (self));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, payroc_link_get_description (self));
      break;
    case PROP_CHARGE_KIND:
      g_value_set_enum (value, payroc_link_get_charge_kind (self));
      break;
    case PROP_AMOUNT:
      g_value_set_boxed (value, payroc_link_get_amount (self));
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, payroc_link_get_currency (self));
      break;
    case PROP_AUTH_TYPE:
      g_value_set_enum (value, payroc_link_get_auth_type (self));
      break;
    case PROP_METHODS:
      g_value_set_flags (value, payroc_link_get_methods (self));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, payroc_link_get_button_label (self));
      break;
    case PROP_BUTTON_HTML:
      g_value_set_string (value, payroc_link_get_button_html (self));
      break;
    case PROP_PAYMENT_URL:
      g_value_set_string (value, payroc_link_get_payment_url (self));
      break;
    case PROP_CREATED_ON:
      g_value_set_boxed (value, payroc_link_get_created_on (self));
      break;
    case PROP_EXPIRES_ON:
      g_value_set_boxed (value, payroc_link_get_expires_on (self));
      break;
    case PROP_TOKENIZE:
      g_value_set_boolean (value, payroc_link_get_tokenize (self));
      break;
    case PROP_MIT_AGREEMENT:
      g_value_set_enum (value, payroc_link_get_mit_agreement (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
payroc_link_finalize (GObject *object)
{
  PayrocLink *self = PAYROC_LINK (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->id);
  g_free (self->button_html);
  g_free (self->payment_url);
  g_clear_pointer (&self->amount, payroc_money_free);
  payroc_link_fields_clear (&self->fields);

  G_OBJECT_CLASS (payroc_link_parent_class)->finalize (object);
}

static void
payroc_link_class_init (PayrocLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = payroc_link_get_property;
  object_class->finalize = payroc_link_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, PAYROC_TYPE_LINK_KIND, PAYROC_LINK_KIND_UNKNOWN, flags);
  properties[PROP_STATUS] =
    g_param_spec_enum ("status", NULL, NULL, PAYROC_TYPE_LINK_STATUS, PAYROC_LINK_STATUS_UNKNOWN, flags);
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, "", flags);
  properties[PROP_ORDER_ID] = g_param_spec_string ("order-id", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_CHARGE_KIND] =
    g_param_spec_enum ("charge-kind", NULL, NULL, PAYROC_TYPE_CHARGE_KIND, PAYROC_CHARGE_KIND_UNKNOWN, flags);
  properties[PROP_AMOUNT] = g_param_spec_boxed ("amount", NULL, NULL, PAYROC_TYPE_MONEY, flags);
  properties[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, NULL, flags);
  properties[PROP_AUTH_TYPE] =
    g_param_spec_enum ("auth-type", NULL, NULL, PAYROC_TYPE_AUTH_TYPE, PAYROC_AUTH_TYPE_UNKNOWN, flags);
  properties[PROP_METHODS] =
    g_param_spec_flags ("methods", NULL, NULL, PAYROC_TYPE_PAYMENT_METHODS, PAYROC_PAYMENT_METHODS_NONE, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_HTML] = g_param_spec_string ("button-html", NULL, NULL, NULL, flags);
  properties[PROP_PAYMENT_URL] = g_param_spec_string ("payment-url", NULL, NULL, NULL, flags);
  properties[PROP_CREATED_ON] = g_param_spec_boxed ("created-on", NULL, NULL, G_TYPE_DATE, flags);
  properties[PROP_EXPIRES_ON] = g_param_spec_boxed ("expires-on", NULL, NULL, G_TYPE_DATE, flags);
  properties[PROP_TOKENIZE] = g_param_spec_boolean ("tokenize", NULL, NULL, FALSE, flags);
  properties[PROP_MIT_AGREEMENT] =
    g_param_spec_enum ("mit-agreement", NULL, NULL, PAYROC_TYPE_MIT_AGREEMENT, PAYROC_MIT_AGREEMENT_NONE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
payroc_link_init (PayrocLink *self)
{
}

/**
 * payroc_link_new_from_json:
 * @node: (nullable): a link, from a reply or from where one was stored
 * @error: return location for a #GError
 *
 * Reads a link. Required are `paymentLinkId` (1–50 characters without control characters) and `type`; all else may be
 * missing, as CONTRACT.md says of `status`. What is there must be of the right type: half a link might mislead. Texts
 * are cleaned of control characters; the document as received is payroc_link_get_json().
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the link, or %NULL with @error set
 */
PayrocLink *
payroc_link_new_from_json (JsonNode  *node,
                           GError   **error)
{
  g_autoptr(PayrocLink) self = NULL;
  JsonObject *object = payroc_json_as_object (node, error);

  if (object == NULL)
    return NULL;

  self = g_object_new (PAYROC_TYPE_LINK, NULL);
  if (!read_link (self, object, error))
    return NULL;

  self->json = json_node_ref (node);

  return g_steal_pointer (&self);
}

/**
 * payroc_link_get_json:
 * @self: a link
 *
 * Returns: (transfer none): the document as received, with members that this version does not know; not to be changed
 */
JsonNode *
payroc_link_get_json (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->json;
}

const PayrocLinkFields *
payroc_link_get_fields (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return &self->fields;
}

/**
 * payroc_link_get_id:
 * @self: a link
 *
 * Returns: (transfer none): Payroc's name for the link, which is also the cursor for paging
 */
const char *
payroc_link_get_id (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->id;
}

/**
 * payroc_link_get_kind:
 * @self: a link
 *
 * Returns: whether it takes one payment or many
 */
PayrocLinkKind
payroc_link_get_kind (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), PAYROC_LINK_KIND_UNKNOWN);

  return self->fields.kind;
}

/**
 * payroc_link_get_status:
 * @self: a link
 *
 * Returns: its state when the document was made; unknown when the reply left it out
 */
PayrocLinkStatus
payroc_link_get_status (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), PAYROC_LINK_STATUS_UNKNOWN);

  return self->status;
}

/**
 * payroc_link_is_payable:
 * @self: a link
 *
 * Returns: whether a customer can still pay it, so that its address may be handed out; a state that is not known here
 *   is not ruled out
 */
gboolean
payroc_link_is_payable (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), FALSE);

  return self->status == PAYROC_LINK_STATUS_ACTIVE || self->status == PAYROC_LINK_STATUS_UNKNOWN;
}

/**
 * payroc_link_get_reference:
 * @self: a link
 *
 * Returns: (transfer none): the merchant's reference, "" when missing
 */
const char *
payroc_link_get_reference (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->fields.reference != NULL ? self->fields.reference : "";
}

/**
 * payroc_link_get_order_id:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the order number of a single-use link
 */
const char *
payroc_link_get_order_id (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->fields.order_id;
}

/**
 * payroc_link_get_description:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): what is paid for
 */
const char *
payroc_link_get_description (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->fields.description;
}

/**
 * payroc_link_get_charge_kind:
 * @self: a link
 *
 * Returns: who enters the amount
 */
PayrocChargeKind
payroc_link_get_charge_kind (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), PAYROC_CHARGE_KIND_UNKNOWN);

  return self->fields.charge_kind;
}

/**
 * payroc_link_get_amount:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the amount, %NULL when the customer chooses or none was said
 */
const PayrocMoney *
payroc_link_get_amount (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->amount;
}

/**
 * payroc_link_get_currency:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): three capital letters; not always one of payroc_currency_get_codes()
 */
const char *
payroc_link_get_currency (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->fields.currency;
}

/**
 * payroc_link_get_auth_type:
 * @self: a link
 *
 * Returns: whether the money is collected at once or held
 */
PayrocAuthType
payroc_link_get_auth_type (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), PAYROC_AUTH_TYPE_UNKNOWN);

  return self->fields.auth_type;
}

/**
 * payroc_link_get_methods:
 * @self: a link
 *
 * Returns: how it can be paid, as far as we know the words
 */
PayrocPaymentMethods
payroc_link_get_methods (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), PAYROC_PAYMENT_METHODS_NONE);

  return self->fields.methods;
}

/**
 * payroc_link_get_button_label:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the merchant's own text on the button
 */
const char *
payroc_link_get_button_label (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->fields.button_label;
}

/**
 * payroc_link_get_button_html:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): HTML for the merchant's site: untrusted, to be shown and copied as text, never
 *   rendered; %NULL with an address that was refused
 */
const char *
payroc_link_get_button_html (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->button_html;
}

/**
 * payroc_link_get_payment_url:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): where the customer pays; %NULL when there is no address, or
 *   payroc_link_has_unsafe_address()
 */
const char *
payroc_link_get_payment_url (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return self->payment_url;
}

/**
 * payroc_link_has_unsafe_address:
 * @self: a link
 *
 * Tells an address that must not be opened, copied or drawn as a code from one that is not there: the first is a reason
 * to warn, and not to send the link to anybody.
 *
 * Returns: whether the server gave an address, and it is not one to be trusted
 */
gboolean
payroc_link_has_unsafe_address (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), FALSE);

  return self->has_unsafe_address;
}

/**
 * payroc_link_get_created_on:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the day it was made, in a time zone that Payroc does not name
 */
const GDate *
payroc_link_get_created_on (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return g_date_valid (&self->created_on) ? &self->created_on : NULL;
}

/**
 * payroc_link_get_expires_on:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the last day it works
 */
const GDate *
payroc_link_get_expires_on (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), NULL);

  return g_date_valid (&self->fields.expires_on) ? &self->fields.expires_on : NULL;
}

/**
 * payroc_link_get_tokenize:
 * @self: a link
 *
 * Returns: whether the customer's payment details are saved
 */
gboolean
payroc_link_get_tokenize (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), FALSE);

  return self->fields.tokenize;
}

/**
 * payroc_link_get_mit_agreement:
 * @self: a link
 *
 * Returns: what saved details may be used for; none when not said
 */
PayrocMitAgreement
payroc_link_get_mit_agreement (PayrocLink *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK (self), PAYROC_MIT_AGREEMENT_NONE);

  return self->fields.mit_agreement;
}
