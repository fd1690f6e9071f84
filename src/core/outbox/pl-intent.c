/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of an intent with the voice of a GObject: the window binds to it and never reads the outbox's table. */
#include "pl-intent-private.h"

#include "payroc/payroc-json.h"
#include "pl-outbox-mail.h"
#include "store/pl-store-enum-types.h"

struct _PlIntent
{
  GObject parent_instance;

  PlOutboxRow        *row;     /* (owned) as last committed */
  GError             *error;   /* (owned) (nullable) row->error, read */
  PayrocLink         *link;    /* (owned) (nullable) */
  PayrocSharingEvent *event;   /* (owned) (nullable) */
  GPtrArray          *ignored; /* (owned) (nullable) (element-type utf8) */
};

typedef enum
{
  PROP_ID = 1,
  PROP_KIND,
  PROP_STATE,
  PROP_ATTEMPTS,
  PROP_NEXT_ATTEMPT_AT,
  PROP_ERROR,
  PROP_LINK_ID,
  PROP_REFERENCE,
  PROP_WAITS_FOR,
} PlIntentProperty;

static GParamSpec *properties[PROP_WAITS_FOR + 1];

G_DEFINE_FINAL_TYPE (PlIntent, pl_intent, G_TYPE_OBJECT)

static gboolean
is_same (const PlOutboxRow *a,
         const PlOutboxRow *b)
{
  return a->state == b->state && a->attempts == b->attempts && a->next_attempt_at == b->next_attempt_at
         && a->first_sent_at == b->first_sent_at && a->finished_at == b->finished_at && a->waits_for == b->waits_for
         && g_strcmp0 (a->error, b->error) == 0 && g_strcmp0 (a->link_id, b->link_id) == 0
         && g_strcmp0 (a->reference, b->reference) == 0 && g_strcmp0 (a->result_id, b->result_id) == 0
         && g_strcmp0 (a->owner, b->owner) == 0;
}

static void
pl_intent_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  PlIntent *self = PL_INTENT (object);

  switch ((PlIntentProperty) property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->row->id);
      break;
    case PROP_KIND:
      g_value_set_enum (value, (int) self->row->kind);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->row->state);
      break;
    case PROP_ATTEMPTS:
      g_value_set_uint (value, self->row->attempts);
      break;
    case PROP_NEXT_ATTEMPT_AT:
      g_value_set_int64 (value, self->row->next_attempt_at);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_LINK_ID:
      g_value_set_string (value, self->row->link_id);
      break;
    case PROP_REFERENCE:
      g_value_set_string (value, self->row->reference);
      break;
    case PROP_WAITS_FOR:
      g_value_set_int64 (value, self->row->waits_for);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
pl_intent_finalize (GObject *object)
{
  PlIntent *self = PL_INTENT (object);

  g_clear_pointer (&self->row, pl_outbox_row_free);
  g_clear_error (&self->error);
  g_clear_object (&self->link);
  g_clear_object (&self->event);
  g_clear_pointer (&self->ignored, g_ptr_array_unref);

  G_OBJECT_CLASS (pl_intent_parent_class)->finalize (object);
}

static void
pl_intent_class_init (PlIntentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_intent_get_property;
  object_class->finalize = pl_intent_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, PL_TYPE_INTENT_KIND, PL_INTENT_CREATE, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, PL_TYPE_INTENT_STATE, PL_INTENT_WAITING, flags);
  properties[PROP_ATTEMPTS] = g_param_spec_uint ("attempts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_NEXT_ATTEMPT_AT] = g_param_spec_int64 ("next-attempt-at", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                         flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_LINK_ID] = g_param_spec_string ("link-id", NULL, NULL, NULL, flags);
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, NULL, flags);
  properties[PROP_WAITS_FOR] = g_param_spec_int64 ("waits-for", NULL, NULL, 0, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_intent_init (PlIntent *self)
{
}

/**
 * pl_intent_new:
 * @row: a committed row
 *
 * Returns: (transfer full): what the window sees of @row, which is copied
 */
PlIntent *
pl_intent_new (const PlOutboxRow *row)
{
  PlIntent *self = g_object_new (PL_TYPE_INTENT, NULL);

  g_assert (row->id > 0);

  self->row = pl_outbox_row_copy (row);
  self->error = pl_intent_error_from_json (row->error);

  return self;
}

/**
 * pl_intent_get_row:
 * @self: an intent
 *
 * Returns: (transfer none): the row as last set; valid until the next one
 */
const PlOutboxRow *
pl_intent_get_row (PlIntent *self)
{
  return self->row;
}

/**
 * pl_intent_set_row:
 * @self: an intent
 * @row: the same row as it is now committed; copied
 *
 * Notifies each property that differs.
 */
void
pl_intent_set_row (PlIntent          *self,
                   const PlOutboxRow *row)
{
  g_autoptr (PlOutboxRow) before = NULL;

  g_assert (row->id == self->row->id && row->kind == self->row->kind);

  /* Every look at the table brings every row, and nearly all are as they were. */
  if (is_same (row, self->row))
    return;

  before = g_steal_pointer (&self->row);
  g_object_freeze_notify (G_OBJECT (self));

  self->row = pl_outbox_row_copy (row);

  if (g_strcmp0 (row->error, before->error) != 0)
    {
      g_clear_error (&self->error);
      self->error = pl_intent_error_from_json (row->error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
  if (row->state != before->state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (row->attempts != before->attempts)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTEMPTS]);
  if (row->next_attempt_at != before->next_attempt_at)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_ATTEMPT_AT]);
  if (g_strcmp0 (row->link_id, before->link_id) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK_ID]);
  if (g_strcmp0 (row->reference, before->reference) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFERENCE]);
  if (row->waits_for != before->waits_for)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITS_FOR]);

  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * pl_intent_set_result:
 * @self: an intent
 * @link: (nullable): the link that was made or changed
 * @event: (nullable): the mail that was sent
 * @ignored: (nullable) (element-type utf8): what of an edit was not taken
 *
 * Keeps what came of it; set before the row says done, so that who hears of the state finds the result.
 */
void
pl_intent_set_result (PlIntent           *self,
                      PayrocLink         *link,
                      PayrocSharingEvent *event,
                      GPtrArray          *ignored)
{
  g_set_object (&self->link, link);
  g_set_object (&self->event, event);
  g_clear_pointer (&self->ignored, g_ptr_array_unref);
  self->ignored = ignored != NULL ? g_ptr_array_ref (ignored) : NULL;
}

/**
 * pl_intent_get_id:
 * @self: an intent
 *
 * Returns: its row's number, above 0; what `paylinks-cli outbox` shows
 */
gint64
pl_intent_get_id (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), 0);

  return self->row->id;
}

/**
 * pl_intent_get_kind:
 * @self: an intent
 *
 * Returns: what is to be done
 */
PlIntentKind
pl_intent_get_kind (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), PL_INTENT_CREATE);

  return self->row->kind;
}

/**
 * pl_intent_get_state:
 * @self: an intent
 *
 * Returns: how far it is, as committed
 */
PlIntentState
pl_intent_get_state (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), PL_INTENT_WAITING);

  return self->row->state;
}

/**
 * pl_intent_is_finished:
 * @self: an intent
 *
 * Returns: whether it is done, refused or discarded: the outbox does nothing more for it
 */
gboolean
pl_intent_is_finished (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), TRUE);

  return self->row->state >= PL_INTENT_DONE;
}

/**
 * pl_intent_needs_decision:
 * @self: an intent
 *
 * An intent may have been done long ago without an answer, and Payroc no longer knows its key: sending it again could
 * do it twice. Only the user can say, by pl_outbox_retry_async() or pl_outbox_discard_async().
 *
 * Returns: whether it waits for the user
 */
gboolean
pl_intent_needs_decision (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), FALSE);

  return self->row->state == PL_INTENT_UNSURE && self->row->next_attempt_at == PL_INTENT_NEVER;
}

/**
 * pl_intent_get_attempts:
 * @self: an intent
 *
 * Returns: how often sending was begun
 */
guint
pl_intent_get_attempts (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), 0);

  return self->row->attempts;
}

/**
 * pl_intent_get_created_at:
 * @self: an intent
 *
 * Returns: when the user asked for it, in microseconds since the epoch
 */
gint64
pl_intent_get_created_at (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), 0);

  return self->row->created_at;
}

/**
 * pl_intent_get_next_attempt_at:
 * @self: an intent
 *
 * Returns: when it is sent next, in microseconds since the epoch; in the past when it is due; %PL_INTENT_NEVER when
 *   the user has to say so
 */
gint64
pl_intent_get_next_attempt_at (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), 0);

  return self->row->next_attempt_at;
}

/**
 * pl_intent_get_error:
 * @self: an intent
 *
 * Returns: (transfer none) (nullable): why the last attempt failed: `PAYROC_ERROR`, %PL_INTENT_ERROR or another
 */
const GError *
pl_intent_get_error (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  return self->error;
}

/**
 * pl_intent_get_idempotency_key:
 * @self: an intent
 *
 * Returns: (transfer none): the UUID v4 that every attempt carries
 */
const char *
pl_intent_get_idempotency_key (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  return self->row->idempotency_key;
}

/**
 * pl_intent_get_link_id:
 * @self: an intent
 *
 * Returns: (transfer none) (nullable): the link it is about; %NULL until its create is done
 */
const char *
pl_intent_get_link_id (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  return self->row->link_id;
}

/**
 * pl_intent_get_reference:
 * @self: an intent
 *
 * Returns: (transfer none) (nullable): the merchant reference, as far as it is known
 */
const char *
pl_intent_get_reference (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  return self->row->reference;
}

/**
 * pl_intent_get_waits_for:
 * @self: an intent
 *
 * Returns: the id of the intent that must be done first, or 0
 */
gint64
pl_intent_get_waits_for (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), 0);

  return self->row->waits_for;
}

/**
 * pl_intent_get_batch:
 * @self: an intent
 *
 * Returns: the number of the batch that it is one of, or 0
 */
gint64
pl_intent_get_batch (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), 0);

  return self->row->batch;
}

/**
 * pl_intent_create_draft:
 * @self: an intent
 *
 * Returns: (transfer full) (nullable): for a create, what was asked for; %NULL for other kinds and for bytes that this
 *   version cannot read
 */
PayrocLinkDraft *
pl_intent_create_draft (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  if (self->row->kind != PL_INTENT_CREATE || self->row->body == NULL)
    return NULL;

  return payroc_link_draft_new_from_body (self->row->body, NULL);
}

/**
 * pl_intent_create_share:
 * @self: an intent
 *
 * Returns: (transfer full) (nullable): for a share, what was to be mailed, with what its message was filled in from
 *   where that is known; %NULL for other kinds and for bytes that this version cannot read
 */
PayrocShare *
pl_intent_create_share (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  if (self->row->kind != PL_INTENT_SHARE || self->row->body == NULL)
    return NULL;

  return pl_outbox_mail_to_share (self->row);
}

/**
 * pl_intent_create_base:
 * @self: an intent
 *
 * Returns: (transfer full) (nullable): for an edit, the link as it was when the merchant began to change it; %NULL for
 *   other kinds and for a document that this version cannot read
 */
PayrocLink *
pl_intent_create_base (PlIntent *self)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  if (self->row->kind != PL_INTENT_EDIT || self->row->base == NULL)
    return NULL;

  bytes = g_bytes_new_static (self->row->base, strlen (self->row->base));
  node = payroc_json_parse (bytes, NULL);

  return node != NULL ? payroc_link_new_from_json (node, NULL) : NULL;
}

/**
 * pl_intent_create_edit:
 * @self: an intent
 *
 * Returns: (transfer full) (nullable): for an edit, what was to be changed, see payroc_link_edit_new_from_body(); %NULL
 *   for other kinds and for bytes that this version cannot read
 */
PayrocLinkEdit *
pl_intent_create_edit (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  if (self->row->kind != PL_INTENT_EDIT || self->row->body == NULL)
    return NULL;

  return payroc_link_edit_new_from_body (self->row->body, NULL);
}

/**
 * pl_intent_get_link:
 * @self: an intent
 *
 * Returns: (transfer none) (nullable): the link that a create, edit or deactivate of this run left at Payroc
 */
PayrocLink *
pl_intent_get_link (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  return self->link;
}

/**
 * pl_intent_get_sharing_event:
 * @self: an intent
 *
 * Returns: (transfer none) (nullable): the mail that a share of this run sent
 */
PayrocSharingEvent *
pl_intent_get_sharing_event (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  return self->event;
}

/**
 * pl_intent_get_ignored:
 * @self: an intent
 *
 * Returns: (transfer none) (nullable) (element-type utf8): for an edit that is done, the parameters that Payroc took
 *   without changing them (a 200 is no proof: contract, "Editing"); %NULL when all took
 */
GPtrArray *
pl_intent_get_ignored (PlIntent *self)
{
  g_return_val_if_fail (PL_IS_INTENT (self), NULL);

  return self->ignored;
}
