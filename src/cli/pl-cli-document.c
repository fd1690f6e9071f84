/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own objects in the JSON documents: rows of the outbox, accounts, totals, errors. */
#include "config.h"

#include "pl-cli-document.h"

#include "payroc/payroc-error.h"
#include "pl-cli-error.h"
#include "pl-cli-text.h"

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

/* time: microseconds since the epoch; 0 is written as null. */
void
pl_cli_document_set_time (JsonObject *object,
                          const char *name,
                          gint64      time)
{
  g_autoptr (GDateTime) seconds = NULL;
  g_autofree char *text = NULL;

  if (time == 0)
    {
      json_object_set_null_member (object, name);
      return;
    }

  seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  text = g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%SZ");
  json_object_set_string_member (object, name, text);
}

/* (transfer full) */
JsonNode *
pl_cli_document_error (const GError *error,
                       gint64        outbox_id)
{
  JsonObject *object = json_object_new ();
  g_autofree char *message = pl_cli_error_to_text (error);
  GPtrArray *found = payroc_error_get_fields (error);
  JsonArray *fields = json_array_new ();

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      PayrocFieldError *field = g_ptr_array_index (found, i);
      g_autofree char *text = pl_cli_text_field (field);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "parameter", field->parameter);
      json_object_set_string_member (entry, "message", text);
      json_array_add_object_element (fields, entry);
    }

  json_object_set_string_member (object, "code", pl_cli_error_to_code (error));
  json_object_set_string_member (object, "message", message);
  json_object_set_array_member (object, "fields", fields);
  if (outbox_id != 0)
    json_object_set_int_member (object, "outboxId", outbox_id);

  return take_object (object);
}

/* (transfer full) */
JsonNode *
pl_cli_document_intent (PlIntent *intent)
{
  JsonObject *object = json_object_new ();
  gint64 next_attempt = pl_intent_get_next_attempt_at (intent);

  json_object_set_int_member (object, "id", pl_intent_get_id (intent));
  json_object_set_string_member (object, "kind", pl_intent_kind_to_text (pl_intent_get_kind (intent)));
  json_object_set_string_member (object, "state", pl_intent_state_to_text (pl_intent_get_state (intent)));
  json_object_set_string_member (object, "idempotencyKey", pl_intent_get_idempotency_key (intent));
  pl_cli_document_set_time (object, "createdAt", pl_intent_get_created_at (intent));
  json_object_set_int_member (object, "attempts", pl_intent_get_attempts (intent));
  if (pl_intent_get_reference (intent) != NULL)
    json_object_set_string_member (object, "merchantReference", pl_intent_get_reference (intent));
  if (pl_intent_get_link_id (intent) != NULL)
    json_object_set_string_member (object, "paymentLinkId", pl_intent_get_link_id (intent));
  if (pl_intent_get_waits_for (intent) != 0)
    json_object_set_int_member (object, "waitsFor", pl_intent_get_waits_for (intent));
  if (!pl_intent_is_finished (intent) && next_attempt != 0 && next_attempt != PL_INTENT_NEVER)
    pl_cli_document_set_time (object, "nextAttemptAt", next_attempt);
  /* A done one has one, too, when what came of it is not what was asked for. */
  if (pl_intent_get_error (intent) != NULL)
    json_object_set_member (object, "error", pl_cli_document_error (pl_intent_get_error (intent), 0));

  return take_object (object);
}

/* (transfer full) */
JsonNode *
pl_cli_document_account (PlAccount *account)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", pl_account_get_id (account));
  json_object_set_string_member (object, "name", pl_account_get_name (account));
  json_object_set_string_member (object, "environment", pl_account_kind_to_text (pl_account_get_kind (account)));
  json_object_set_string_member (object, "processingTerminalId", pl_account_get_terminal (account));
  json_object_set_string_member (object, "currency", pl_account_get_currency (account));
  pl_cli_document_set_time (object, "lastUsed", pl_account_get_last_used (account));

  return take_object (object);
}

/* The window's words; those of Payroc stand in "status". */
const char *
pl_cli_document_state (PayrocLinkStatus status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_ACTIVE:
      return "open";
    case PAYROC_LINK_STATUS_COMPLETED:
      return "paid";
    case PAYROC_LINK_STATUS_REFUNDED:
      return "refunded";
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
      return "partlyRefunded";
    case PAYROC_LINK_STATUS_RETURNED:
      return "returned";
    case PAYROC_LINK_STATUS_REVERSED:
      return "reversed";
    case PAYROC_LINK_STATUS_HELD:
      return "held";
    case PAYROC_LINK_STATUS_PENDING:
      return "pending";
    case PAYROC_LINK_STATUS_PARTLY_PAID:
      return "partlyPaid";
    case PAYROC_LINK_STATUS_DECLINED:
      return "declined";
    case PAYROC_LINK_STATUS_UNCLEAR:
      return "unclear";
    case PAYROC_LINK_STATUS_EXPIRED:
      return "expired";
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return "switchedOff";
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return "unknown";
    }
}

/* (transfer full): Payroc's document, and beside it what became of the link's money as far as is known here */
JsonNode *
pl_cli_document_link (PayrocLink       *link,
                      PayrocLinkStatus  status)
{
  JsonNode       *node = json_node_init_object (json_node_alloc (), NULL);
  JsonObject     *object = json_object_new ();
  JsonObjectIter  iter;
  const char     *name;
  JsonNode       *member;

  /* A copy of the node would be the link's own object. */
  json_object_iter_init (&iter, json_node_get_object (payroc_link_get_json (link)));
  while (json_object_iter_next (&iter, &name, &member))
    json_object_set_member (object, name, json_node_copy (member));
  json_object_set_string_member (object, "state", pl_cli_document_state (status));
  json_node_take_object (node, object);

  return node;
}

/* (transfer full): totals of PayrocMoney, in minor units like everything */
JsonNode *
pl_cli_document_totals (GPtrArray *totals)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < totals->len; i++)
    {
      const PayrocMoney *money = g_ptr_array_index (totals, i);
      JsonObject *total = json_object_new ();

      json_object_set_string_member (total, "currency", money->currency);
      json_object_set_int_member (total, "amount", money->minor);
      json_array_add_object_element (array, total);
    }
  json_node_take_array (node, array);

  return node;
}

/* (transfer full): indented, with a line's end */
char *
pl_cli_document_to_text (JsonObject *document)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (root, document);
  text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}
