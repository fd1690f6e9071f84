/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link is spelled as Payroc spells it. What a later Paylinks wrote is never half understood: a link made from it
 * might ask for other money. */
#include "pl-template.h"

#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"

/* Raised when a reader of the number before would make another link of it than the merchant saved. */
#define FORMAT 1

struct _PlTemplate
{
  PlNamed          parent_instance;

  PayrocLinkDraft *draft;   /* (owned) (nullable) without reference, order number and last day */
  PlExpiryRule     expiry;
  char            *message; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PlTemplate, pl_template, PL_TYPE_NAMED)

static gboolean
is_malformed (GError **error)
{
  g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "The template is not one that this version knows");

  return TRUE;
}

static gboolean
read_expiry (JsonObject    *object,
             PlExpiryRule  *expiry,
             GError       **error)
{
  JsonObject *member = NULL;
  gint64      days = 0;

  if (!payroc_json_get_object (object, "expires", FALSE, &member, error))
    return FALSE;

  *expiry = (PlExpiryRule) { .kind = PL_EXPIRY_NEVER };
  if (member == NULL)
    return TRUE;

  if (json_object_has_member (member, "on"))
    {
      expiry->kind = PL_EXPIRY_DAY;
      return payroc_json_get_date (member, "on", TRUE, &expiry->day, error);
    }

  if (!payroc_json_get_int (member, "days", TRUE, &days, error))
    return FALSE;
  if (days < 0 || days > PL_EXPIRY_RULE_DAYS_MAX)
    return !is_malformed (error);

  expiry->kind = PL_EXPIRY_DAYS;
  expiry->days = (guint) days;

  return TRUE;
}

static gboolean
read_document (PlTemplate *self,
               GError    **error)
{
  const char                *text = pl_named_get_document (PL_NAMED (self));
  g_autoptr (GBytes)         bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode)       root = payroc_json_parse (bytes, error);
  g_autoptr (PayrocLinkDraft) draft = NULL;
  JsonObject                *object = root != NULL ? payroc_json_as_object (root, error) : NULL;
  const char                *message = NULL;
  gint64                     format = 0;

  if (object == NULL || !payroc_json_get_int (object, "format", TRUE, &format, error))
    return FALSE;
  if (format != FORMAT || !json_object_has_member (object, "link"))
    return !is_malformed (error);

  draft = payroc_link_draft_new_from_json (json_object_get_member (object, "link"), error);
  if (draft == NULL || !read_expiry (object, &self->expiry, error)
      || !payroc_json_get_string (object, "message", FALSE, &message, error))
    return FALSE;

  self->message = g_strdup (message);
  self->draft = g_steal_pointer (&draft);

  return TRUE;
}

static void
pl_template_constructed (GObject *object)
{
  PlTemplate        *self = PL_TEMPLATE (object);
  g_autoptr (GError) error = NULL;

  G_OBJECT_CLASS (pl_template_parent_class)->constructed (object);

  if (!read_document (self, &error))
    g_debug ("Template %s cannot be read: %s", pl_named_get_id (PL_NAMED (self)), error->message);
}

static void
pl_template_finalize (GObject *object)
{
  PlTemplate *self = PL_TEMPLATE (object);

  g_clear_object (&self->draft);
  g_free (self->message);

  G_OBJECT_CLASS (pl_template_parent_class)->finalize (object);
}

static void
pl_template_class_init (PlTemplateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = pl_template_constructed;
  object_class->finalize = pl_template_finalize;
}

static void
pl_template_init (PlTemplate *self)
{
}

/* Of the draft: what differs from link to link is left out. */
static JsonNode *
strip_draft (PayrocLinkDraft *draft)
{
  JsonNode   *node = payroc_link_draft_to_json (draft);
  JsonObject *object = json_node_get_object (node);
  JsonObject *order = json_object_get_object_member (object, "order");

  json_object_remove_member (object, "merchantReference");
  json_object_remove_member (object, "expiresOn");
  if (order != NULL && json_object_has_member (order, "orderId"))
    json_object_remove_member (order, "orderId");

  return node;
}

static void
add_expiry (JsonObject         *object,
            const PlExpiryRule *expiry)
{
  JsonObject *member;

  if (expiry->kind == PL_EXPIRY_NEVER)
    return;

  member = json_object_new ();
  if (expiry->kind == PL_EXPIRY_DAYS)
    {
      json_object_set_int_member (member, "days", expiry->days);
    }
  else
    {
      g_autofree char *day = payroc_json_format_date (&expiry->day);

      json_object_set_string_member (member, "on", day);
    }
  json_object_set_object_member (object, "expires", member);
}

/**
 * pl_template_make_document:
 * @draft: what a link is to begin with, complete or not
 * @expiry: when it expires
 * @message: (nullable): of the e-mail that goes with it, with placeholders; %NULL: the usual one, "": none
 *
 * Returns: (transfer full): what pl_named_list_put_async() stores of a template
 */
char *
pl_template_make_document (PayrocLinkDraft    *draft,
                           const PlExpiryRule *expiry,
                           const char         *message)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *object = json_object_new ();

  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (draft), NULL);
  g_return_val_if_fail (expiry != NULL, NULL);

  json_node_take_object (root, object);
  json_object_set_int_member (object, "format", FORMAT);
  json_object_set_member (object, "link", strip_draft (draft));
  add_expiry (object, expiry);
  if (message != NULL)
    json_object_set_string_member (object, "message", message);

  return json_to_string (root, FALSE);
}

/**
 * pl_template_is_readable:
 * @self: a template
 *
 * Returns: whether a link can be made from it
 */
gboolean
pl_template_is_readable (PlTemplate *self)
{
  g_return_val_if_fail (PL_IS_TEMPLATE (self), FALSE);

  return self->draft != NULL;
}

/**
 * pl_template_make_draft:
 * @self: a template
 * @today: the day it is
 *
 * Returns: (transfer full) (nullable): a new draft like it, with a reference and an order number of its own; %NULL when
 *   the template cannot be read
 */
PayrocLinkDraft *
pl_template_make_draft (PlTemplate  *self,
                        const GDate *today)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *reference = NULL;
  g_autofree char     *order_id = NULL;
  PayrocLinkDraft     *draft;
  GDate                day;

  g_return_val_if_fail (PL_IS_TEMPLATE (self), NULL);
  g_return_val_if_fail (today != NULL && g_date_valid (today), NULL);

  if (self->draft == NULL)
    return NULL;

  node = payroc_link_draft_to_json (self->draft);
  draft = payroc_link_draft_new_from_json (node, NULL);
  g_return_val_if_fail (draft != NULL, NULL);

  reference = payroc_link_draft_suggest_reference (today);
  payroc_link_draft_set_reference (draft, reference);
  if (payroc_link_draft_get_kind (draft) == PAYROC_LINK_KIND_SINGLE_USE)
    {
      order_id = payroc_link_draft_suggest_order_id (today);
      payroc_link_draft_set_order_id (draft, order_id);
    }
  payroc_link_draft_set_expires_on (draft, pl_expiry_rule_apply (&self->expiry, today, &day) ? &day : NULL);

  return draft;
}

/**
 * pl_template_get_message:
 * @self: a template
 *
 * Returns: (transfer none) (nullable): the message of the e-mail, its placeholders as they are; %NULL: the usual one
 */
const char *
pl_template_get_message (PlTemplate *self)
{
  g_return_val_if_fail (PL_IS_TEMPLATE (self), NULL);

  return self->message;
}

/**
 * pl_template_get_expiry:
 * @self: a template that can be read
 *
 * Returns: (transfer none): when its links expire
 */
const PlExpiryRule *
pl_template_get_expiry (PlTemplate *self)
{
  g_return_val_if_fail (PL_IS_TEMPLATE (self), NULL);

  return &self->expiry;
}
