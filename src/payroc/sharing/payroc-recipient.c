/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person as Payroc knows one: a name of 1–48 characters and an address of 6–128. */

#include "payroc-recipient.h"

#include <string.h>

#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "payroc/payroc-text.h"
#include "payroc-look-alike.h"

#define TEXT_MAX 256

struct _PayrocRecipient
{
  GObject parent_instance;

  char *name;  /* (owned) */
  char *email; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PayrocRecipient, payroc_recipient, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_EMAIL,
} PayrocRecipientProperty;

static GParamSpec *properties[PROP_EMAIL + 1];

static char *
tidy (const char *text)
{
  char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return g_strstrip (valid);
}

/* Practical, not RFC 5322: what no mail address of a customer's holds, and what pasting leaves behind. A domain without
 * a dot is one that was not typed to its end: no mail reaches it from outside. Whether anybody reads the mail no check
 * can tell. */
static gboolean
is_address (const char *email)
{
  const char *at = strchr (email, '@');
  const char *domain = NULL;

  if (at == NULL || at == email || strchr (at + 1, '@') != NULL)
    return FALSE;

  for (const char *p = email; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* U+FFFD stands for bytes that were no text. */
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT || c == 0xfffd ||
          (c < 0x80 && strchr ("<>()[],;:\"\\", (int) c) != NULL))
        return FALSE;
    }

  domain = at + 1;

  return strchr (domain, '.') != NULL && *domain != '.' && !g_str_has_suffix (domain, ".") &&
         strstr (domain, "..") == NULL;
}

static void
check_email (PayrocRecipient *self,
             const char      *parameter,
             GPtrArray       *errors)
{
  glong length = g_utf8_strlen (self->email, -1);

  if (length == 0)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 1);
  else if (length < PAYROC_RECIPIENT_EMAIL_MIN)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_TOO_SHORT, PAYROC_RECIPIENT_EMAIL_MIN);
  else if (length > PAYROC_RECIPIENT_EMAIL_MAX)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_TOO_LONG, PAYROC_RECIPIENT_EMAIL_MAX);
  else if (!is_address (self->email))
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_MALFORMED, 0);
  else if (payroc_look_alike_is_address (self->email))
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_MIXED_LETTERS, 0);
}

static void
payroc_recipient_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PayrocRecipient *self = PAYROC_RECIPIENT (object);

  switch ((PayrocRecipientProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_EMAIL:
      g_value_set_string (value, self->email);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
payroc_recipient_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  PayrocRecipient *self = PAYROC_RECIPIENT (object);

  switch ((PayrocRecipientProperty) prop_id)
    {
    case PROP_NAME:
      self->name = tidy (g_value_get_string (value));
      break;
    case PROP_EMAIL:
      self->email = tidy (g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
payroc_recipient_finalize (GObject *object)
{
  PayrocRecipient *self = PAYROC_RECIPIENT (object);

  g_free (self->name);
  g_free (self->email);

  G_OBJECT_CLASS (payroc_recipient_parent_class)->finalize (object);
}

static void
payroc_recipient_class_init (PayrocRecipientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = payroc_recipient_get_property;
  object_class->set_property = payroc_recipient_set_property;
  object_class->finalize = payroc_recipient_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_EMAIL] = g_param_spec_string ("email", NULL, NULL, "", flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
payroc_recipient_init (PayrocRecipient *self)
{
}

/**
 * payroc_recipient_new:
 * @name: (nullable): a person's or a company's name
 * @email: (nullable): an e-mail address
 *
 * Anything may be given: payroc_recipient_validate() tells what Payroc would not take. Blanks at the ends are dropped.
 *
 * Returns: (transfer full): a new recipient
 */
PayrocRecipient *
payroc_recipient_new (const char *name,
                      const char *email)
{
  return g_object_new (PAYROC_TYPE_RECIPIENT, "name", name, "email", email, NULL);
}

/**
 * payroc_recipient_get_name:
 * @self: a recipient
 *
 * Returns: (transfer none): the name, perhaps ""
 */
const char *
payroc_recipient_get_name (PayrocRecipient *self)
{
  g_return_val_if_fail (PAYROC_IS_RECIPIENT (self), NULL);

  return self->name;
}

/**
 * payroc_recipient_get_email:
 * @self: a recipient
 *
 * Returns: (transfer none): the address, perhaps ""
 */
const char *
payroc_recipient_get_email (PayrocRecipient *self)
{
  g_return_val_if_fail (PAYROC_IS_RECIPIENT (self), NULL);

  return self->email;
}

/**
 * payroc_recipient_has_name:
 * @self: a recipient
 *
 * Payroc wants a name of everybody. Of whom only the address is known, that is it, as far as it fits.
 *
 * Returns: whether the name is one, and not the address or nothing
 */
gboolean
payroc_recipient_has_name (PayrocRecipient *self)
{
  gsize length;

  g_return_val_if_fail (PAYROC_IS_RECIPIENT (self), FALSE);

  length = strlen (self->name);
  if (length == 0 || strncmp (self->name, self->email, length) != 0)
    return length > 0;

  return self->email[length] != '\0' && g_utf8_strlen (self->name, -1) < PAYROC_RECIPIENT_NAME_MAX;
}

/**
 * payroc_recipient_validate:
 * @self: a recipient
 * @index: its place in the list, from 0, for the names of the fields
 * @errors: (element-type PayrocFieldError): where to add what is wrong
 *
 * Name 1–48 and address 6–128 characters (CONTRACT.md), and the address has to look like one: something on both sides
 * of one "@", a dot in what is behind it, no blanks, no control or invisible characters, and it cannot be taken for
 * another one by letters that look alike; neither is the name another address.
 *
 * Returns: %TRUE when nothing was added
 */
gboolean
payroc_recipient_validate (PayrocRecipient *self,
                           guint            index,
                           GPtrArray       *errors)
{
  g_autofree char *name_parameter = NULL;
  g_autofree char *email_parameter = NULL;
  guint before = 0;

  g_return_val_if_fail (PAYROC_IS_RECIPIENT (self), FALSE);
  g_return_val_if_fail (errors != NULL, FALSE);

  before = errors->len;
  name_parameter = g_strdup_printf ("recipients[%u].name", index);
  email_parameter = g_strdup_printf ("recipients[%u].email", index);
  payroc_text_check (self->name, name_parameter, PAYROC_TEXT_REQUIRED, PAYROC_TEXT_ONE_LINE,
                     PAYROC_RECIPIENT_NAME_MAX, errors);
  if (errors->len == before && payroc_look_alike_is_name (self->name, self->email))
    payroc_field_errors_add (errors, name_parameter, PAYROC_FIELD_REASON_OTHER_ADDRESS, 0);
  check_email (self, email_parameter, errors);

  return errors->len == before;
}

/**
 * payroc_recipient_equal:
 * @a: a recipient
 * @b: another
 *
 * Returns: whether mail to both ends in the same box; capitals make no difference
 */
gboolean
payroc_recipient_equal (PayrocRecipient *a,
                        PayrocRecipient *b)
{
  g_autofree char *a_folded = NULL;
  g_autofree char *b_folded = NULL;

  g_return_val_if_fail (PAYROC_IS_RECIPIENT (a) && PAYROC_IS_RECIPIENT (b), FALSE);

  a_folded = g_utf8_casefold (a->email, -1);
  b_folded = g_utf8_casefold (b->email, -1);

  return g_str_equal (a_folded, b_folded);
}

/**
 * payroc_recipient_to_text:
 * @self: a recipient
 *
 * Returns: (transfer full): "Sarah Hopper <sarah@example.com>", which payroc_recipient_parse_list() reads back; the
 *   name is quoted where it has to be
 */
char *
payroc_recipient_to_text (PayrocRecipient *self)
{
  GString *text = NULL;

  g_return_val_if_fail (PAYROC_IS_RECIPIENT (self), NULL);

  if (*self->email == '\0')
    return g_strdup (self->name);
  if (!payroc_recipient_has_name (self))
    return g_strdup (self->email);
  if (strpbrk (self->name, ",;<>\"@\\\n\r\t'") == NULL)
    return g_strdup_printf ("%s <%s>", self->name, self->email);

  text = g_string_new ("\"");
  for (const char *p = self->name; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
  g_string_append_printf (text, "\" <%s>", self->email);

  return g_string_free (text, FALSE);
}

/**
 * payroc_recipient_new_from_json:
 * @object: `{name, email}`
 * @error: return location for a #GError
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the recipient, or %NULL with @error set
 */
PayrocRecipient *
payroc_recipient_new_from_json (JsonObject  *object,
                                GError     **error)
{
  g_autofree char *name = NULL;
  g_autofree char *email = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  if (!payroc_json_dup_text (object, "name", TEXT_MAX, &name, error) ||
      !payroc_json_dup_text (object, "email", TEXT_MAX, &email, error))
    return NULL;

  return payroc_recipient_new (name, email);
}

/**
 * payroc_recipient_to_json:
 * @self: a recipient
 *
 * Returns: (transfer full): `{name, email}`, in this order
 */
JsonNode *
payroc_recipient_to_json (PayrocRecipient *self)
{
  JsonNode *node = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (PAYROC_IS_RECIPIENT (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "email", self->email);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return node;
}

/**
 * payroc_recipient_read_list:
 * @array: `[{name, email}, …]`
 * @recipients: where to append them
 * @error: return location for a #GError
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY; @recipients may hold a part of the list then.
 *
 * Returns: whether all could be read
 */
gboolean
payroc_recipient_read_list (JsonArray   *array,
                            GListStore  *recipients,
                            GError     **error)
{
  g_return_val_if_fail (array != NULL, FALSE);
  g_return_val_if_fail (G_IS_LIST_STORE (recipients), FALSE);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = payroc_json_as_object (json_array_get_element (array, i), error);
      g_autoptr(PayrocRecipient) recipient = object != NULL ? payroc_recipient_new_from_json (object, error) : NULL;

      if (recipient == NULL)
        return FALSE;
      g_list_store_append (recipients, recipient);
    }

  return TRUE;
}
