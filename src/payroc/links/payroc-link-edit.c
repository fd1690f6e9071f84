/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All changes to one link in one PATCH, since Payroc gives a single-use link a new address for each; and the
 * comparison with the answer, since Payroc says 200 to changes that it ignores. */

#include "payroc-link-edit.h"

#include "payroc-link-private.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"

struct _PayrocLinkEdit
{
  GObject parent_instance;

  PayrocLinkFields wanted;
  PayrocLinkKind   kind;    /* the link's; unknown when this came from a body */
  PayrocLinkField  changed; /* what differs from the link */
  PayrocLinkField  present; /* of those, what the link has already */
};

G_DEFINE_FINAL_TYPE (PayrocLinkEdit, payroc_link_edit, G_TYPE_OBJECT)

#define ALWAYS_EDITABLE (PAYROC_LINK_FIELD_EXPIRES_ON | PAYROC_LINK_FIELD_BUTTON_LABEL | PAYROC_LINK_FIELD_CREDENTIAL)
#define SINGLE_USE_EDITABLE \
  (ALWAYS_EDITABLE | PAYROC_LINK_FIELD_AUTH_TYPE | PAYROC_LINK_FIELD_AMOUNT | PAYROC_LINK_FIELD_CURRENCY | \
   PAYROC_LINK_FIELD_DESCRIPTION)

/* In the order in which they are sent: what an amount counts is said before the amount. */
static const struct
{
  PayrocLinkField field;
  const char     *path;
} paths[] = {
  { PAYROC_LINK_FIELD_AUTH_TYPE, "/authType" },
  { PAYROC_LINK_FIELD_CURRENCY, "/order/charge/currency" },
  { PAYROC_LINK_FIELD_AMOUNT, "/order/charge/amount" },
  { PAYROC_LINK_FIELD_DESCRIPTION, "/order/description" },
  { PAYROC_LINK_FIELD_BUTTON_LABEL, "/customLabels" },
  { PAYROC_LINK_FIELD_EXPIRES_ON, "/expiresOn" },
  { PAYROC_LINK_FIELD_CREDENTIAL, "/credentialOnFile" },
};

static PayrocLinkField
get_editable (PayrocLinkKind kind)
{
  return kind == PAYROC_LINK_KIND_SINGLE_USE ? SINGLE_USE_EDITABLE : ALWAYS_EDITABLE;
}

static gboolean
has_member (JsonObject *object,
            const char *name)
{
  return object != NULL && json_object_has_member (object, name) && !json_object_get_null_member (object, name);
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonObject *value = NULL;

  return object != NULL && payroc_json_get_object (object, name, FALSE, &value, NULL) ? value : NULL;
}

/* `replace` wants its target there, `add` sets it either way (RFC 6902, 4.1 and 4.3). */
static PayrocLinkField
find_present (PayrocLink *link)
{
  JsonObject *object = json_node_get_object (payroc_link_get_json (link));
  JsonObject *order = get_object (object, "order");
  JsonObject *charge = get_object (order, "charge");
  PayrocLinkField present = 0;

  if (has_member (object, "authType"))
    present |= PAYROC_LINK_FIELD_AUTH_TYPE;
  if (has_member (charge, "currency"))
    present |= PAYROC_LINK_FIELD_CURRENCY;
  if (has_member (charge, "amount"))
    present |= PAYROC_LINK_FIELD_AMOUNT;
  if (has_member (order, "description"))
    present |= PAYROC_LINK_FIELD_DESCRIPTION;
  if (has_member (object, "customLabels"))
    present |= PAYROC_LINK_FIELD_BUTTON_LABEL;
  if (has_member (object, "expiresOn"))
    present |= PAYROC_LINK_FIELD_EXPIRES_ON;
  if (has_member (object, "credentialOnFile"))
    present |= PAYROC_LINK_FIELD_CREDENTIAL;

  return present;
}

static JsonNode *
new_string (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* NULL where the field shall go away. */
static JsonNode *
make_value (PayrocLinkEdit *self,
            PayrocLinkField field)
{
  const PayrocLinkFields *wanted = &self->wanted;

  if (field == PAYROC_LINK_FIELD_AUTH_TYPE)
    return new_string (payroc_auth_type_to_wire (wanted->auth_type));
  if (field == PAYROC_LINK_FIELD_CURRENCY)
    return new_string (wanted->currency);
  if (field == PAYROC_LINK_FIELD_AMOUNT)
    return json_node_init_int (json_node_alloc (), wanted->amount);
  if (field == PAYROC_LINK_FIELD_DESCRIPTION)
    return wanted->description != NULL ? new_string (wanted->description) : NULL;
  if (field == PAYROC_LINK_FIELD_BUTTON_LABEL)
    return wanted->button_label != NULL ? payroc_link_fields_labels_to_json (wanted) : NULL;
  if (field == PAYROC_LINK_FIELD_CREDENTIAL)
    return payroc_link_fields_credential_to_json (wanted);
  if (field == PAYROC_LINK_FIELD_EXPIRES_ON && g_date_valid (&wanted->expires_on))
    {
      g_autofree char *date = payroc_json_format_date (&wanted->expires_on);

      return new_string (date);
    }

  return NULL;
}

static JsonObject *
make_operation (PayrocLinkEdit *self,
                PayrocLinkField field,
                const char     *path)
{
  JsonObject *operation = json_object_new ();
  JsonNode *value = make_value (self, field);
  const char *op = "remove";

  if (value != NULL)
    op = (self->present & field) != 0 ? "replace" : "add";

  json_object_set_string_member (operation, "op", op);
  json_object_set_string_member (operation, "path", path);
  if (value != NULL)
    json_object_set_member (operation, "value", value);

  return operation;
}

static void
replace_text (char      **member,
              const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static gboolean
read_value (PayrocLinkEdit  *self,
            JsonObject      *operation,
            PayrocLinkField  field,
            GError         **error)
{
  PayrocLinkFields *wanted = &self->wanted;
  const char *text = NULL;
  JsonObject *credential = NULL;
  JsonArray *labels = NULL;

  if (field == PAYROC_LINK_FIELD_AMOUNT)
    return payroc_json_get_int (operation, "value", TRUE, &wanted->amount, error);
  if (field == PAYROC_LINK_FIELD_EXPIRES_ON)
    return payroc_json_get_date (operation, "value", TRUE, &wanted->expires_on, error);
  if (field == PAYROC_LINK_FIELD_CREDENTIAL)
    return payroc_json_get_object (operation, "value", TRUE, &credential, error) &&
           payroc_link_fields_read_credential (wanted, credential, error);
  if (field == PAYROC_LINK_FIELD_BUTTON_LABEL)
    return payroc_json_get_array (operation, "value", TRUE, &labels, error) &&
           payroc_link_fields_read_labels (wanted, labels, error);

  if (!payroc_json_get_string (operation, "value", TRUE, &text, error))
    return FALSE;

  if (field == PAYROC_LINK_FIELD_AUTH_TYPE)
    wanted->auth_type = payroc_auth_type_from_wire (text);
  else if (field == PAYROC_LINK_FIELD_CURRENCY)
    replace_text (&wanted->currency, text);
  else if (field == PAYROC_LINK_FIELD_DESCRIPTION)
    replace_text (&wanted->description, text);

  return TRUE;
}

static gboolean
read_operation (PayrocLinkEdit  *self,
                JsonNode        *node,
                GError         **error)
{
  JsonObject *operation = payroc_json_as_object (node, error);
  const char *op = NULL;
  const char *path = NULL;

  if (operation == NULL ||
      !payroc_json_get_string (operation, "op", TRUE, &op, error) ||
      !payroc_json_get_string (operation, "path", TRUE, &path, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (!g_str_equal (path, paths[i].path))
        continue;

      self->changed |= paths[i].field;
      if (!g_str_equal (op, "add"))
        self->present |= paths[i].field;

      return g_str_equal (op, "remove") || read_value (self, operation, paths[i].field, error);
    }

  g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "The patch changes what no edit of ours does");

  return FALSE;
}

static void
payroc_link_edit_finalize (GObject *object)
{
  PayrocLinkEdit *self = PAYROC_LINK_EDIT (object);

  payroc_link_fields_clear (&self->wanted);

  G_OBJECT_CLASS (payroc_link_edit_parent_class)->finalize (object);
}

static void
payroc_link_edit_class_init (PayrocLinkEditClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = payroc_link_edit_finalize;
}

static void
payroc_link_edit_init (PayrocLinkEdit *self)
{
}

/**
 * payroc_link_edit_new:
 * @link: the link as it is
 * @wanted: what it shall become: made with payroc_link_draft_new_from_link() and then changed
 *
 * Both are only read here: a later change to @wanted is none of this edit's.
 *
 * Returns: (transfer full): the difference
 */
PayrocLinkEdit *
payroc_link_edit_new (PayrocLink      *link,
                      PayrocLinkDraft *wanted)
{
  PayrocLinkEdit *self = NULL;

  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (wanted), NULL);

  self = g_object_new (PAYROC_TYPE_LINK_EDIT, NULL);
  self->kind = payroc_link_get_kind (link);
  payroc_link_fields_copy (payroc_link_draft_get_fields (wanted), &self->wanted);
  self->changed = payroc_link_fields_compare (payroc_link_get_fields (link), &self->wanted);
  self->present = self->changed & find_present (link);

  return self;
}

/**
 * payroc_link_edit_new_from_body:
 * @body: what payroc_link_edit_to_body() made
 * @error: return location for a #GError
 *
 * What the outbox stored, so that payroc_link_edit_find_ignored() can still be asked after a restart. The kind of the
 * link is not known to it: such an edit is neither checked nor made into a body again.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the edit, or %NULL with @error set
 */
PayrocLinkEdit *
payroc_link_edit_new_from_body (GBytes  *body,
                                GError **error)
{
  g_autoptr(PayrocLinkEdit) self = g_object_new (PAYROC_TYPE_LINK_EDIT, NULL);
  g_autoptr(JsonNode) node = payroc_json_parse (body, error);
  JsonArray *operations = NULL;

  if (node == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "A patch is an array");
      return NULL;
    }

  operations = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (operations); i++)
    {
      if (!read_operation (self, json_array_get_element (operations, i), error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * payroc_link_edit_is_empty:
 * @self: an edit
 *
 * Returns: whether there is nothing to send
 */
gboolean
payroc_link_edit_is_empty (PayrocLinkEdit *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_EDIT (self), TRUE);

  return self->changed == 0;
}

/**
 * payroc_link_edit_changes_address:
 * @self: an edit made with payroc_link_edit_new()
 *
 * Editing a single-use link, in whatever field, gives it a new address and ends the old one (CONTRACT.md, "Editing"):
 * the people who hold it must be told.
 *
 * Returns: whether the link's address changes
 */
gboolean
payroc_link_edit_changes_address (PayrocLinkEdit *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_EDIT (self), FALSE);

  return self->kind == PAYROC_LINK_KIND_SINGLE_USE && self->changed != 0;
}

/**
 * payroc_link_edit_validate:
 * @self: an edit made with payroc_link_edit_new()
 * @today: (nullable): the day that a new expiry must not lie before, %NULL not to ask
 *
 * What changes is held against the limits of its field and against what Payroc lets change for this kind of link
 * (CONTRACT.md, "Editing"): NOT_ALLOWED for the rest. What stays is not looked at.
 *
 * Returns: (transfer full) (element-type PayrocFieldError): what is wrong; empty when the edit may be sent
 */
GPtrArray *
payroc_link_edit_validate (PayrocLinkEdit *self,
                           const GDate    *today)
{
  GPtrArray *errors = NULL;
  PayrocLinkField editable = 0;

  g_return_val_if_fail (PAYROC_IS_LINK_EDIT (self), NULL);

  errors = payroc_field_errors_new ();
  editable = get_editable (self->kind);
  for (guint field = 1; field <= PAYROC_LINK_FIELD_LAST; field <<= 1)
    {
      if ((self->changed & ~editable & field) != 0)
        payroc_field_errors_add (errors, payroc_link_field_get_parameter (field), PAYROC_FIELD_REASON_NOT_ALLOWED, 0);
    }
  payroc_link_fields_check (&self->wanted, self->changed & editable, today, errors);

  return errors;
}

/**
 * payroc_link_edit_to_body:
 * @self: an edit made with payroc_link_edit_new()
 * @today: (nullable): the day that a new expiry must not lie before, %NULL not to ask
 * @error: return location for a #GError
 *
 * The exact bytes of the PATCH request: a JSON Patch (RFC 6902) of `add`, `replace` and `remove`.
 *
 * Errors: %PAYROC_ERROR_INVALID with fields; without fields when there is nothing to change.
 *
 * Returns: (transfer full): the body, or %NULL with @error set
 */
GBytes *
payroc_link_edit_to_body (PayrocLinkEdit *self,
                          const GDate    *today,
                          GError        **error)
{
  g_autoptr(GPtrArray) errors = payroc_link_edit_validate (self, today);
  g_autoptr(JsonNode) node = NULL;
  JsonArray *operations = NULL;

  g_return_val_if_fail (errors != NULL, NULL);

  if (!payroc_error_check_fields (errors, "The change cannot be sent as it is", error))
    return NULL;

  if (self->changed == 0)
    {
      g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID, "There is nothing to change");
      return NULL;
    }

  operations = json_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if ((self->changed & paths[i].field) != 0)
        json_array_add_object_element (operations, make_operation (self, paths[i].field, paths[i].path));
    }

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, operations);

  return payroc_json_to_bytes (node);
}

/**
 * payroc_link_edit_find_ignored:
 * @self: an edit
 * @answer: the link as Payroc returned it
 *
 * A 200 is no proof that a change took: Payroc seems to ignore paths that it does not know (CONTRACT.md, "Editing").
 *
 * Returns: (transfer full) (element-type utf8): what of the change is not in @answer, by the names that errors use
 */
GPtrArray *
payroc_link_edit_find_ignored (PayrocLinkEdit *self,
                               PayrocLink     *answer)
{
  GPtrArray *ignored = NULL;
  PayrocLinkField different = 0;

  g_return_val_if_fail (PAYROC_IS_LINK_EDIT (self), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (answer), NULL);

  ignored = g_ptr_array_new_with_free_func (g_free);
  different = self->changed & payroc_link_fields_compare (&self->wanted, payroc_link_get_fields (answer));
  for (guint field = 1; field <= PAYROC_LINK_FIELD_LAST; field <<= 1)
    {
      if ((different & field) != 0)
        g_ptr_array_add (ignored, g_strdup (payroc_link_field_get_parameter (field)));
    }

  return ignored;
}

/**
 * payroc_link_edit_apply:
 * @self: an edit
 * @draft: made with payroc_link_draft_new_from_link()
 *
 * Sets in @draft what @self changes, so that a form can show, after a restart too, what was asked for.
 */
void
payroc_link_edit_apply (PayrocLinkEdit  *self,
                        PayrocLinkDraft *draft)
{
  g_return_if_fail (PAYROC_IS_LINK_EDIT (self));
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (draft));

  payroc_link_draft_take_fields (draft, &self->wanted, self->changed);
}
