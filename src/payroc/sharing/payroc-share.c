/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mailing of a link to one or more people. */

#include "payroc-share.h"

#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "payroc/payroc-text.h"

struct _PayrocShare
{
  GObject parent_instance;

  GListStore *recipients;    /* (owned) */
  char       *message;       /* (owned) */
  char       *template;      /* (owned) (nullable) */
  gboolean    merchant_copy;
};

G_DEFINE_FINAL_TYPE (PayrocShare, payroc_share, G_TYPE_OBJECT)

typedef enum
{
  PROP_RECIPIENTS = 1,
  PROP_MESSAGE,
  PROP_MERCHANT_COPY,
} PayrocShareProperty;

static GParamSpec *properties[PROP_MERCHANT_COPY + 1];

static gboolean
has_before (GListModel *recipients,
            guint       index)
{
  g_autoptr(PayrocRecipient) recipient = g_list_model_get_item (recipients, index);

  for (guint i = 0; i < index; i++)
    {
      g_autoptr(PayrocRecipient) other = g_list_model_get_item (recipients, i);

      if (payroc_recipient_equal (recipient, other))
        return TRUE;
    }

  return FALSE;
}

static void
check_recipients (GListModel *recipients,
                  GPtrArray  *errors)
{
  guint n_recipients = g_list_model_get_n_items (recipients);

  if (n_recipients == 0)
    payroc_field_errors_add (errors, "recipients", PAYROC_FIELD_REASON_REQUIRED, 1);

  for (guint i = 0; i < n_recipients; i++)
    {
      g_autoptr(PayrocRecipient) recipient = g_list_model_get_item (recipients, i);
      g_autofree char *parameter = g_strdup_printf ("recipients[%u].email", i);

      if (payroc_recipient_validate (recipient, i, errors) && has_before (recipients, i))
        payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_DUPLICATE, 0);
    }
}

static void
payroc_share_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PayrocShare *self = PAYROC_SHARE (object);

  switch ((PayrocShareProperty) prop_id)
    {
    case PROP_RECIPIENTS:
      g_value_set_object (value, self->recipients);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_MERCHANT_COPY:
      g_value_set_boolean (value, self->merchant_copy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
payroc_share_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PayrocShare *self = PAYROC_SHARE (object);

  switch ((PayrocShareProperty) prop_id)
    {
    case PROP_MESSAGE:
      payroc_share_set_message (self, g_value_get_string (value));
      break;
    case PROP_MERCHANT_COPY:
      payroc_share_set_merchant_copy (self, g_value_get_boolean (value));
      break;
    case PROP_RECIPIENTS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
payroc_share_finalize (GObject *object)
{
  PayrocShare *self = PAYROC_SHARE (object);

  g_clear_object (&self->recipients);
  g_free (self->message);
  g_free (self->template);

  G_OBJECT_CLASS (payroc_share_parent_class)->finalize (object);
}

static void
payroc_share_class_init (PayrocShareClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = payroc_share_get_property;
  object_class->set_property = payroc_share_set_property;
  object_class->finalize = payroc_share_finalize;

  properties[PROP_RECIPIENTS] =
    g_param_spec_object ("recipients", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, "", flags);
  properties[PROP_MERCHANT_COPY] = g_param_spec_boolean ("merchant-copy", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
payroc_share_init (PayrocShare *self)
{
  self->recipients = g_list_store_new (PAYROC_TYPE_RECIPIENT);
  self->message = g_strdup ("");
}

/**
 * payroc_share_new:
 *
 * Returns: (transfer full): a share without recipients, message or copy
 */
PayrocShare *
payroc_share_new (void)
{
  return g_object_new (PAYROC_TYPE_SHARE, NULL);
}

/**
 * payroc_share_get_recipients:
 * @self: a share
 *
 * Returns: (transfer none): the people to write to, #PayrocRecipient objects; to be changed in place
 */
GListStore *
payroc_share_get_recipients (PayrocShare *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARE (self), NULL);

  return self->recipients;
}

/**
 * payroc_share_get_message:
 * @self: a share
 *
 * Returns: (transfer none): the merchant's own words, "" when there are none
 */
const char *
payroc_share_get_message (PayrocShare *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARE (self), NULL);

  return self->message;
}

/**
 * payroc_share_set_message:
 * @self: a share
 * @message: (nullable): at most 1024 characters, which may have line ends; %NULL, "" and blanks for none
 */
void
payroc_share_set_message (PayrocShare *self,
                          const char  *message)
{
  g_return_if_fail (PAYROC_IS_SHARE (self));

  if (message == NULL)
    message = "";
  if (g_str_equal (self->message, message))
    return;

  g_free (self->message);
  self->message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

/**
 * payroc_share_get_template:
 * @self: a share
 *
 * Returns: (transfer none) (nullable): what the message was filled in from; %NULL when only the message is known, in
 *   which amounts and names may stand as they once were
 */
const char *
payroc_share_get_template (PayrocShare *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARE (self), NULL);

  return self->template;
}

/**
 * payroc_share_set_template:
 * @self: a share
 * @text: (nullable): what the message was filled in from
 *
 * Payroc never gets it: it is what the message is filled in from once more when the link turns out to be another than
 * it was written for.
 */
void
payroc_share_set_template (PayrocShare *self,
                           const char  *text)
{
  g_autofree char *kept = g_strdup (text);

  g_return_if_fail (PAYROC_IS_SHARE (self));

  g_free (self->template);
  self->template = g_steal_pointer (&kept);
}

/**
 * payroc_share_get_merchant_copy:
 * @self: a share
 *
 * Returns: whether Payroc sends a copy to the merchant
 */
gboolean
payroc_share_get_merchant_copy (PayrocShare *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARE (self), FALSE);

  return self->merchant_copy;
}

/**
 * payroc_share_set_merchant_copy:
 * @self: a share
 * @copy: whether Payroc shall send a copy to the merchant
 */
void
payroc_share_set_merchant_copy (PayrocShare *self,
                                gboolean     copy)
{
  g_return_if_fail (PAYROC_IS_SHARE (self));

  copy = !!copy;
  if (self->merchant_copy == copy)
    return;

  self->merchant_copy = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MERCHANT_COPY]);
}

/**
 * payroc_share_validate:
 * @self: a share
 *
 * Holds the share against CONTRACT.md: at least one recipient, nobody twice, a message of at most 1024 Unicode
 * characters.
 *
 * Returns: (transfer full) (element-type PayrocFieldError): what is wrong; empty when the share may be sent
 */
GPtrArray *
payroc_share_validate (PayrocShare *self)
{
  GPtrArray *errors = NULL;

  g_return_val_if_fail (PAYROC_IS_SHARE (self), NULL);

  errors = payroc_field_errors_new ();
  check_recipients (G_LIST_MODEL (self->recipients), errors);
  if (!g_utf8_validate (self->message, -1, NULL) || !payroc_text_is_blank (self->message))
    payroc_text_check (self->message, "message", PAYROC_TEXT_OPTIONAL, PAYROC_TEXT_LINES,
                       PAYROC_SHARE_MESSAGE_MAX, errors);

  return errors;
}

/**
 * payroc_share_to_body:
 * @self: a share
 * @error: return location for a #GError
 *
 * The exact bytes of the request, to be stored and sent as they are. A message of blanks and a copy that is not
 * wanted are left out.
 *
 * Errors: %PAYROC_ERROR_INVALID with fields.
 *
 * Returns: (transfer full): the body, or %NULL with @error set
 */
GBytes *
payroc_share_to_body (PayrocShare  *self,
                      GError      **error)
{
  g_autoptr(GPtrArray) errors = payroc_share_validate (self);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object = NULL;
  JsonArray *recipients = NULL;

  g_return_val_if_fail (errors != NULL, NULL);

  if (!payroc_error_check_fields (errors, "The link cannot be shared like that", error))
    return NULL;

  recipients = json_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->recipients)); i++)
    {
      g_autoptr(PayrocRecipient) recipient = g_list_model_get_item (G_LIST_MODEL (self->recipients), i);

      json_array_add_element (recipients, payroc_recipient_to_json (recipient));
    }

  object = json_object_new ();
  json_object_set_string_member (object, "sharingMethod", "email");
  json_object_set_array_member (object, "recipients", recipients);
  if (!payroc_text_is_blank (self->message))
    json_object_set_string_member (object, "message", self->message);
  if (self->merchant_copy)
    json_object_set_boolean_member (object, "merchantCopy", TRUE);

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return payroc_json_to_bytes (node);
}

/**
 * payroc_share_new_from_body:
 * @body: what payroc_share_to_body() made
 * @error: return location for a #GError
 *
 * To show what waits in the outbox, or to mend what was refused. The share's body is @body again, to the byte.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the share, or %NULL with @error set
 */
PayrocShare *
payroc_share_new_from_body (GBytes  *body,
                            GError **error)
{
  g_autoptr(PayrocShare) self = payroc_share_new ();
  g_autoptr(JsonNode) node = payroc_json_parse (body, error);
  JsonObject *object = node != NULL ? payroc_json_as_object (node, error) : NULL;
  JsonArray *recipients = NULL;
  const char *message = NULL;

  if (object == NULL ||
      !payroc_json_get_array (object, "recipients", TRUE, &recipients, error) ||
      !payroc_json_get_string (object, "message", FALSE, &message, error) ||
      !payroc_json_get_boolean (object, "merchantCopy", FALSE, &self->merchant_copy, error) ||
      !payroc_recipient_read_list (recipients, self->recipients, error))
    return NULL;

  payroc_share_set_message (self, message);

  return g_steal_pointer (&self);
}

/**
 * payroc_share_new_from_event:
 * @event: a mail that was sent
 *
 * Payroc has no call to send a mail again: that is a new share (CONTRACT.md, "Sharing"). Whether the merchant got a
 * copy does not come back, so none is asked for.
 *
 * Returns: (transfer full): a share like it
 */
PayrocShare *
payroc_share_new_from_event (PayrocSharingEvent *event)
{
  PayrocShare *self = NULL;
  GListModel *recipients = NULL;

  g_return_val_if_fail (PAYROC_IS_SHARING_EVENT (event), NULL);

  self = payroc_share_new ();
  recipients = payroc_sharing_event_get_recipients (event);
  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr(PayrocRecipient) recipient = g_list_model_get_item (recipients, i);

      g_list_store_append (payroc_share_get_recipients (self), recipient);
    }
  payroc_share_set_message (self, payroc_sharing_event_get_message (event));

  return self;
}

static gboolean
names (GListModel      *recipients,
       PayrocRecipient *wanted)
{
  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, i);

      if (payroc_recipient_equal (recipient, wanted))
        return TRUE;
    }

  return FALSE;
}

/* Each run of white space as one blank, none at the ends. */
static char *
fold_space (const char *text)
{
  g_autofree char *normal = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE) : NULL;
  GString *folded = g_string_new (NULL);

  for (const char *at = normal != NULL ? normal : ""; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isspace (g_utf8_get_char (at)))
        g_string_append_len (folded, at, g_utf8_next_char (at) - at);
      else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);

  return g_string_free (folded, FALSE);
}

/**
 * payroc_share_is_worded_as:
 * @self: a share
 * @message: (nullable): what Payroc says was written
 *
 * How lines end, and blanks around them, a server may write in its own way.
 *
 * Returns: whether that is the message of @self
 */
gboolean
payroc_share_is_worded_as (PayrocShare *self,
                           const char  *message)
{
  g_autofree char *asked = NULL;
  g_autofree char *written = NULL;

  g_return_val_if_fail (PAYROC_IS_SHARE (self), FALSE);

  asked = fold_space (self->message);
  written = fold_space (message);

  return g_str_equal (asked, written);
}

/**
 * payroc_share_is_met_by:
 * @self: a share
 * @event: what Payroc says was sent
 *
 * Recipients are unique (contract, "share"), so as many of them, and each of those wanted, are the same.
 *
 * Returns: whether @event names everybody whom @self is for, and nobody else
 */
gboolean
payroc_share_is_met_by (PayrocShare        *self,
                        PayrocSharingEvent *event)
{
  GListModel *written;

  g_return_val_if_fail (PAYROC_IS_SHARE (self), FALSE);
  g_return_val_if_fail (PAYROC_IS_SHARING_EVENT (event), FALSE);

  written = payroc_sharing_event_get_recipients (event);
  if (g_list_model_get_n_items (written) != g_list_model_get_n_items (G_LIST_MODEL (self->recipients)))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (written); i++)
    {
      g_autoptr (PayrocRecipient) wanted = g_list_model_get_item (G_LIST_MODEL (self->recipients), i);

      if (!names (written, wanted))
        return FALSE;
    }

  return TRUE;
}
