/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link before it is one: checked by the rules of everything that is sent, made into the bytes of a request, and
 * back. */

#include "payroc-link-draft.h"

#include <string.h>

#include "payroc-link-private.h"
#include "payroc/payroc-enum-types.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"

#define RANDOM_CHARACTERS 6

struct _PayrocLinkDraft
{
  GObject parent_instance;

  PayrocLinkFields fields;
};

G_DEFINE_FINAL_TYPE (PayrocLinkDraft, payroc_link_draft, G_TYPE_OBJECT)

typedef enum
{
  PROP_KIND = 1,
  PROP_REFERENCE,
  PROP_ORDER_ID,
  PROP_DESCRIPTION,
  PROP_CHARGE_KIND,
  PROP_AMOUNT,
  PROP_CURRENCY,
  PROP_AUTH_TYPE,
  PROP_METHODS,
  PROP_BUTTON_LABEL,
  PROP_EXPIRES_ON,
  PROP_TOKENIZE,
  PROP_MIT_AGREEMENT,
} PayrocLinkDraftProperty;

static GParamSpec *properties[PROP_MIT_AGREEMENT + 1];

/* Read aloud over a telephone, none of these is mistaken for another: no 0 and O, no 1 and I. */
static const char readable[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

#define ORDER_PREFIX "ORD"
#define DAY_DIGITS 8

static char *
suggest (const char  *prefix,
         const GDate *today)
{
  char characters[RANDOM_CHARACTERS + 1] = { 0 };

  for (int i = 0; i < RANDOM_CHARACTERS; i++)
    characters[i] = readable[g_random_int_range (0, sizeof readable - 1)];

  return g_strdup_printf ("%s-%04u%02u%02u-%s", prefix,
                          g_date_get_year (today), (guint) g_date_get_month (today), (guint) g_date_get_day (today),
                          characters);
}

static void
payroc_link_draft_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PayrocLinkDraft *self = PAYROC_LINK_DRAFT (object);

  switch ((PayrocLinkDraftProperty) prop_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, payroc_link_draft_get_kind (self));
      break;
    case PROP_REFERENCE:
      g_value_set_string (value, payroc_link_draft_get_reference (self));
      break;
    case PROP_ORDER_ID:
      g_value_set_string (value, payroc_link_draft_get_order_id (self));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, payroc_link_draft_get_description (self));
      break;
    case PROP_CHARGE_KIND:
      g_value_set_enum (value, payroc_link_draft_get_charge_kind (self));
      break;
    case PROP_AMOUNT:
      g_value_set_int64 (value, payroc_link_draft_get_amount (self));
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, payroc_link_draft_get_currency (self));
      break;
    case PROP_AUTH_TYPE:
      g_value_set_enum (value, payroc_link_draft_get_auth_type (self));
      break;
    case PROP_METHODS:
      g_value_set_flags (value, payroc_link_draft_get_methods (self));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, payroc_link_draft_get_button_label (self));
      break;
    case PROP_EXPIRES_ON:
      g_value_set_boxed (value, payroc_link_draft_get_expires_on (self));
      break;
    case PROP_TOKENIZE:
      g_value_set_boolean (value, payroc_link_draft_get_tokenize (self));
      break;
    case PROP_MIT_AGREEMENT:
      g_value_set_enum (value, payroc_link_draft_get_mit_agreement (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
payroc_link_draft_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  PayrocLinkDraft *self = PAYROC_LINK_DRAFT (object);

  switch ((PayrocLinkDraftProperty) prop_id)
    {
    case PROP_KIND:
      payroc_link_draft_set_kind (self, g_value_get_enum (value));
      break;
    case PROP_REFERENCE:
      payroc_link_draft_set_reference (self, g_value_get_string (value));
      break;
    case PROP_ORDER_ID:
      payroc_link_draft_set_order_id (self, g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      payroc_link_draft_set_description (self, g_value_get_string (value));
      break;
    case PROP_CHARGE_KIND:
      payroc_link_draft_set_charge_kind (self, g_value_get_enum (value));
      break;
    case PROP_AMOUNT:
      payroc_link_draft_set_amount (self, g_value_get_int64 (value));
      break;
    case PROP_CURRENCY:
      payroc_link_draft_set_currency (self, g_value_get_string (value));
      break;
    case PROP_AUTH_TYPE:
      payroc_link_draft_set_auth_type (self, g_value_get_enum (value));
      break;
    case PROP_METHODS:
      payroc_link_draft_set_methods (self, g_value_get_flags (value));
      break;
    case PROP_BUTTON_LABEL:
      payroc_link_draft_set_button_label (self, g_value_get_string (value));
      break;
    case PROP_EXPIRES_ON:
      payroc_link_draft_set_expires_on (self, g_value_get_boxed (value));
      break;
    case PROP_TOKENIZE:
      payroc_link_draft_set_tokenize (self, g_value_get_boolean (value));
      break;
    case PROP_MIT_AGREEMENT:
      payroc_link_draft_set_mit_agreement (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
payroc_link_draft_finalize (GObject *object)
{
  PayrocLinkDraft *self = PAYROC_LINK_DRAFT (object);

  payroc_link_fields_clear (&self->fields);

  G_OBJECT_CLASS (payroc_link_draft_parent_class)->finalize (object);
}

static void
payroc_link_draft_class_init (PayrocLinkDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = payroc_link_draft_get_property;
  object_class->set_property = payroc_link_draft_set_property;
  object_class->finalize = payroc_link_draft_finalize;

  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, PAYROC_TYPE_LINK_KIND, PAYROC_LINK_KIND_SINGLE_USE, flags);
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, "", flags);
  properties[PROP_ORDER_ID] = g_param_spec_string ("order-id", NULL, NULL, "", flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "", flags);
  properties[PROP_CHARGE_KIND] =
    g_param_spec_enum ("charge-kind", NULL, NULL, PAYROC_TYPE_CHARGE_KIND, PAYROC_CHARGE_KIND_PRESET, flags);
  properties[PROP_AMOUNT] = g_param_spec_int64 ("amount", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, "", flags);
  properties[PROP_AUTH_TYPE] =
    g_param_spec_enum ("auth-type", NULL, NULL, PAYROC_TYPE_AUTH_TYPE, PAYROC_AUTH_TYPE_SALE, flags);
  properties[PROP_METHODS] =
    g_param_spec_flags ("methods", NULL, NULL, PAYROC_TYPE_PAYMENT_METHODS, PAYROC_PAYMENT_METHODS_CARD, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, "", flags);
  properties[PROP_EXPIRES_ON] = g_param_spec_boxed ("expires-on", NULL, NULL, G_TYPE_DATE, flags);
  properties[PROP_TOKENIZE] = g_param_spec_boolean ("tokenize", NULL, NULL, FALSE, flags);
  properties[PROP_MIT_AGREEMENT] =
    g_param_spec_enum ("mit-agreement", NULL, NULL, PAYROC_TYPE_MIT_AGREEMENT, PAYROC_MIT_AGREEMENT_NONE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
payroc_link_draft_init (PayrocLinkDraft *self)
{
  self->fields.kind = PAYROC_LINK_KIND_SINGLE_USE;
  self->fields.charge_kind = PAYROC_CHARGE_KIND_PRESET;
  self->fields.auth_type = PAYROC_AUTH_TYPE_SALE;
  self->fields.methods = PAYROC_PAYMENT_METHODS_CARD;
}

/**
 * payroc_link_draft_new:
 *
 * Returns: (transfer full): an empty draft: one payment by card, collected at once, of an amount still to be given
 */
PayrocLinkDraft *
payroc_link_draft_new (void)
{
  return g_object_new (PAYROC_TYPE_LINK_DRAFT, NULL);
}

/**
 * payroc_link_draft_new_from_link:
 * @link: a link
 *
 * To edit a link, or to make another like it (reference and order number are copied, too: fresh ones are the caller's).
 *
 * Returns: (transfer full): a draft with the link's fields
 */
PayrocLinkDraft *
payroc_link_draft_new_from_link (PayrocLink *link)
{
  PayrocLinkDraft *self = NULL;

  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  self = payroc_link_draft_new ();
  payroc_link_fields_copy (payroc_link_get_fields (link), &self->fields);

  return self;
}

/**
 * payroc_link_draft_copy:
 * @self: a draft
 *
 * Returns: (transfer full): one with the same fields
 */
PayrocLinkDraft *
payroc_link_draft_copy (PayrocLinkDraft *self)
{
  PayrocLinkDraft *copy = NULL;

  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  copy = payroc_link_draft_new ();
  payroc_link_fields_clear (&copy->fields);
  payroc_link_fields_copy (&self->fields, &copy->fields);

  return copy;
}

/**
 * payroc_link_draft_new_from_body:
 * @body: what payroc_link_draft_to_body() made
 * @error: return location for a #GError
 *
 * To show what waits in the outbox, or to mend what was refused. The draft's body is @body again, to the byte.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the draft, or %NULL with @error set
 */
PayrocLinkDraft *
payroc_link_draft_new_from_body (GBytes  *body,
                                 GError **error)
{
  g_autoptr(JsonNode) node = payroc_json_parse (body, error);

  return node != NULL ? payroc_link_draft_new_from_json (node, error) : NULL;
}

/**
 * payroc_link_draft_new_from_json:
 * @node: what payroc_link_draft_to_json() made
 * @error: return location for a #GError
 *
 * Whether the draft may be sent is for payroc_link_draft_validate() to say: what this version does not know is
 * "unknown" in it, and what Payroc would refuse is in it all the same.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the draft, or %NULL with @error set
 */
PayrocLinkDraft *
payroc_link_draft_new_from_json (JsonNode *node,
                                 GError  **error)
{
  g_autoptr(PayrocLinkDraft) self = payroc_link_draft_new ();
  JsonObject *object;

  g_return_val_if_fail (node != NULL, NULL);

  object = payroc_json_as_object (node, error);
  if (object == NULL || !payroc_link_fields_read (&self->fields, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * payroc_link_draft_to_json:
 * @self: a draft, complete or not
 *
 * Returns: (transfer full): its fields as a create request has them, without asking whether it may be sent
 */
JsonNode *
payroc_link_draft_to_json (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  return payroc_link_fields_to_json (&self->fields);
}

PayrocLinkFields *
payroc_link_draft_get_fields (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  return &self->fields;
}

/**
 * payroc_link_draft_validate:
 * @self: a draft
 * @today: (nullable): the day that the expiry must not lie before, %NULL not to ask
 *
 * Holds the draft against every limit of CONTRACT.md's table. Lengths count Unicode characters.
 *
 * Returns: (transfer full) (element-type PayrocFieldError): what is wrong; empty when the draft may be sent
 */
GPtrArray *
payroc_link_draft_validate (PayrocLinkDraft *self,
                            const GDate     *today)
{
  GPtrArray *errors = NULL;

  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  errors = payroc_field_errors_new ();
  payroc_link_fields_check (&self->fields, PAYROC_LINK_FIELDS_ALL, today, errors);

  return errors;
}

/**
 * payroc_link_draft_to_body:
 * @self: a draft
 * @today: (nullable): the day that the expiry must not lie before, %NULL not to ask
 * @error: return location for a #GError
 *
 * The exact bytes of the create request, to be stored and sent as they are: an equal draft always has equal bytes.
 *
 * Errors: %PAYROC_ERROR_INVALID with fields.
 *
 * Returns: (transfer full): the body, or %NULL with @error set
 */
GBytes *
payroc_link_draft_to_body (PayrocLinkDraft *self,
                           const GDate     *today,
                           GError         **error)
{
  g_autoptr(GPtrArray) errors = payroc_link_draft_validate (self, today);
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (errors != NULL, NULL);

  if (!payroc_error_check_fields (errors, "The link cannot be sent as it is", error))
    return NULL;

  node = payroc_link_fields_to_json (&self->fields);

  return payroc_json_to_bytes (node);
}

/**
 * payroc_link_draft_is_met_by:
 * @self: what was asked for
 * @link: what Payroc says it made
 *
 * Compares reference, kind, charge kind, currency, the amount of a preset one and the order number of a single-use one,
 * where the reply names it; blanks at the ends of texts count for nothing. The rest may be written differently by
 * Payroc without anybody paying something else.
 *
 * Returns: whether @link is what was asked for
 */
gboolean
payroc_link_draft_is_met_by (PayrocLinkDraft *self,
                             PayrocLink      *link)
{
  PayrocLinkField compared = PAYROC_LINK_FIELD_REFERENCE | PAYROC_LINK_FIELD_KIND | PAYROC_LINK_FIELD_CHARGE_KIND
                             | PAYROC_LINK_FIELD_AMOUNT | PAYROC_LINK_FIELD_CURRENCY;

  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), FALSE);
  g_return_val_if_fail (PAYROC_IS_LINK (link), FALSE);

  if (self->fields.kind == PAYROC_LINK_KIND_SINGLE_USE && payroc_link_get_order_id (link) != NULL)
    compared |= PAYROC_LINK_FIELD_ORDER_ID;

  return (payroc_link_fields_compare (&self->fields, payroc_link_get_fields (link)) & compared) == 0;
}

/**
 * payroc_link_draft_is_met_in_full_by:
 * @self: what was asked for
 * @link: what Payroc says it has just made
 *
 * payroc_link_draft_is_met_by(), and the terms: a hold is not a sale, a bank transfer not a card, and a link that is
 * over is no link to send. Terms that @link does not name are not compared. What becomes of a link later changes some
 * of them, so this is for a reply to a create only.
 *
 * Returns: whether @link is what was asked for, and can be paid on the terms that were asked for
 */
gboolean
payroc_link_draft_is_met_in_full_by (PayrocLinkDraft *self,
                                     PayrocLink      *link)
{
  const GDate *expires_on;
  PayrocLinkStatus status;

  if (!payroc_link_draft_is_met_by (self, link))
    return FALSE;

  if (payroc_link_get_auth_type (link) != PAYROC_AUTH_TYPE_UNKNOWN
      && payroc_link_get_auth_type (link) != payroc_link_draft_get_auth_type (self))
    return FALSE;

  if (payroc_link_get_methods (link) != PAYROC_PAYMENT_METHODS_NONE
      && payroc_link_get_methods (link) != payroc_link_draft_get_methods (self))
    return FALSE;

  /* A customer's card is kept for later only when the merchant has asked for that. */
  if (payroc_link_get_tokenize (link) && !payroc_link_draft_get_tokenize (self))
    return FALSE;

  expires_on = payroc_link_get_expires_on (link);
  if (expires_on != NULL && payroc_link_draft_get_expires_on (self) != NULL
      && g_date_compare (expires_on, payroc_link_draft_get_expires_on (self)) != 0)
    return FALSE;

  status = payroc_link_get_status (link);
  return status != PAYROC_LINK_STATUS_COMPLETED && status != PAYROC_LINK_STATUS_DEACTIVATED
         && status != PAYROC_LINK_STATUS_EXPIRED;
}

/**
 * payroc_link_draft_suggest_reference:
 * @today: a valid day
 *
 * Returns: (transfer full): a reference such as "LINK-20261122-7F3KQX": one of a thousand million of that day
 */
char *
payroc_link_draft_suggest_reference (const GDate *today)
{
  g_return_val_if_fail (today != NULL && g_date_valid (today), NULL);

  return suggest ("LINK", today);
}

/**
 * payroc_link_draft_suggest_order_id:
 * @today: a valid day
 *
 * Payroc's portal makes up an order number, too, when the merchant gives none; a UUID would not fit.
 *
 * Returns: (transfer full): an order number such as "ORD-20261122-7F3KQX", within 24 characters
 */
char *
payroc_link_draft_suggest_order_id (const GDate *today)
{
  g_return_val_if_fail (today != NULL && g_date_valid (today), NULL);

  return suggest (ORDER_PREFIX, today);
}

/**
 * payroc_link_draft_did_suggest:
 * @order_id: an order number
 *
 * Nobody has read, or typed, such a number: it is there since Payroc asks for one.
 *
 * Returns: whether it looks like one that payroc_link_draft_suggest_order_id() made up
 */
gboolean
payroc_link_draft_did_suggest (const char *order_id)
{
  const char *day;

  g_return_val_if_fail (order_id != NULL, FALSE);

  if (!g_str_has_prefix (order_id, ORDER_PREFIX "-"))
    return FALSE;

  day = order_id + strlen (ORDER_PREFIX "-");
  return strspn (day, "0123456789") == DAY_DIGITS && day[DAY_DIGITS] == '-'
         && strspn (day + DAY_DIGITS + 1, readable) == RANDOM_CHARACTERS
         && day[DAY_DIGITS + 1 + RANDOM_CHARACTERS] == '\0';
}
