/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent, to whom and when, as Payroc keeps it. */

#include "payroc-sharing-event.h"

#include "payroc-recipient.h"
#include "payroc/payroc-json.h"

#define MESSAGE_MAX 1024

struct _PayrocSharingEvent
{
  GObject parent_instance;

  JsonNode   *json;       /* (owned) as received */
  char       *id;         /* (owned) */
  GDateTime  *date_time;  /* (owned) (nullable) */
  char       *message;    /* (owned) (nullable) */
  GListStore *recipients; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PayrocSharingEvent, payroc_sharing_event, G_TYPE_OBJECT)

static gboolean
read_event (PayrocSharingEvent  *self,
            JsonObject          *object,
            GError             **error)
{
  JsonArray *recipients = NULL;

  return payroc_json_dup_id (object, "sharingEventId", &self->id, error) &&
         payroc_json_get_time (object, "dateTime", FALSE, &self->date_time, error) &&
         payroc_json_dup_text (object, "message", MESSAGE_MAX, &self->message, error) &&
         payroc_json_get_array (object, "recipients", FALSE, &recipients, error) &&
         (recipients == NULL || payroc_recipient_read_list (recipients, self->recipients, error));
}

static void
payroc_sharing_event_finalize (GObject *object)
{
  PayrocSharingEvent *self = PAYROC_SHARING_EVENT (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->id);
  g_clear_pointer (&self->date_time, g_date_time_unref);
  g_free (self->message);
  g_clear_object (&self->recipients);

  G_OBJECT_CLASS (payroc_sharing_event_parent_class)->finalize (object);
}

static void
payroc_sharing_event_class_init (PayrocSharingEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = payroc_sharing_event_finalize;
}

static void
payroc_sharing_event_init (PayrocSharingEvent *self)
{
  self->recipients = g_list_store_new (PAYROC_TYPE_RECIPIENT);
}

/**
 * payroc_sharing_event_new_from_json:
 * @node: (nullable): a sharing event, from a reply or from where one was stored
 * @error: return location for a #GError
 *
 * Required is `sharingEventId`; `merchantCopy` does not come back (CONTRACT.md). Texts are cleaned of control
 * characters.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the event, or %NULL with @error set
 */
PayrocSharingEvent *
payroc_sharing_event_new_from_json (JsonNode  *node,
                                    GError   **error)
{
  g_autoptr(PayrocSharingEvent) self = g_object_new (PAYROC_TYPE_SHARING_EVENT, NULL);
  JsonObject *object = payroc_json_as_object (node, error);

  if (object == NULL || !read_event (self, object, error))
    return NULL;

  self->json = json_node_ref (node);

  return g_steal_pointer (&self);
}

/**
 * payroc_sharing_event_get_json:
 * @self: a sharing event
 *
 * Returns: (transfer none): the document as received; not to be changed
 */
JsonNode *
payroc_sharing_event_get_json (PayrocSharingEvent *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARING_EVENT (self), NULL);

  return self->json;
}

/**
 * payroc_sharing_event_get_id:
 * @self: a sharing event
 *
 * Returns: (transfer none): Payroc's name for it, which is also the cursor for paging
 */
const char *
payroc_sharing_event_get_id (PayrocSharingEvent *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARING_EVENT (self), NULL);

  return self->id;
}

/**
 * payroc_sharing_event_get_date_time:
 * @self: a sharing event
 *
 * Returns: (transfer none) (nullable): when the mail was sent
 */
GDateTime *
payroc_sharing_event_get_date_time (PayrocSharingEvent *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARING_EVENT (self), NULL);

  return self->date_time;
}

/**
 * payroc_sharing_event_get_message:
 * @self: a sharing event
 *
 * Returns: (transfer none) (nullable): the merchant's own words
 */
const char *
payroc_sharing_event_get_message (PayrocSharingEvent *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARING_EVENT (self), NULL);

  return self->message;
}

/**
 * payroc_sharing_event_get_recipients:
 * @self: a sharing event
 *
 * Returns: (transfer none): the people written to, #PayrocRecipient objects
 */
GListModel *
payroc_sharing_event_get_recipients (PayrocSharingEvent *self)
{
  g_return_val_if_fail (PAYROC_IS_SHARING_EVENT (self), NULL);

  return G_LIST_MODEL (self->recipients);
}
