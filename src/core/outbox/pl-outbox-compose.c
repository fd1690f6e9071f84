/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where rows begin: what is wrong is told before anything is written. */
#include "pl-outbox-compose.h"

#include "core/pl-clock.h"
#include "payroc/payroc-json.h"
#include "pl-outbox-mail.h"
#include "pl-outbox-orders.h"

static PlOutboxRow *
new_row (const PlOutboxComposer *self,
         PlIntentKind            kind,
         const char             *key,
         const char             *link_id,
         GBytes                 *body)
{
  PlOutboxRow *row = pl_outbox_row_new ();

  row->account = g_strdup (self->account);
  row->kind = kind;
  row->state = PL_INTENT_WAITING;
  row->idempotency_key = key != NULL ? g_strdup (key) : g_uuid_string_random ();
  row->link_id = g_strdup (link_id);
  row->body = body != NULL ? g_bytes_ref (body) : NULL;
  row->created_at = self->now;
  row->next_attempt_at = self->now;

  return row;
}

/* FALSE: the share is wrong. */
static gboolean
make_share_body (PayrocShare  *share,
                 GBytes      **body,
                 GError      **error)
{
  *body = share != NULL ? payroc_share_to_body (share, error) : NULL;

  return share == NULL || *body != NULL;
}

static PlOutboxRow *
new_share (const PlOutboxComposer *self,
           const char             *key,
           const char             *link_id,
           PayrocShare            *share,
           GBytes                 *body)
{
  PlOutboxRow *row = new_row (self, PL_INTENT_SHARE, key, link_id, body);

  row->base = pl_outbox_mail_to_base (share);

  return row;
}

/* Takes @row. share: (nullable) */
static void
add (const PlOutboxComposer *self,
     GPtrArray              *rows,
     PlOutboxRow            *row,
     PayrocShare            *share,
     GBytes                 *share_body)
{
  PlOutboxRow *share_row;

  g_ptr_array_add (rows, row);
  if (share == NULL)
    return;

  share_row = new_share (self, NULL, row->link_id, share, share_body);
  share_row->reference = g_strdup (row->reference);
  share_row->waits_for = PL_OUTBOX_ENTRY_PREVIOUS;
  g_ptr_array_add (rows, share_row);
}

/**
 * pl_outbox_compose_create:
 * @self: who asks
 * @rows: (element-type PlOutboxRow): added to
 * @draft: the link to be made
 * @share: (nullable): whom to send it to once it is made
 * @key: (nullable): a UUID v4; %NULL for a fresh one
 * @error: `PAYROC_ERROR_INVALID` with fields
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_compose_create (const PlOutboxComposer *self,
                          GPtrArray              *rows,
                          PayrocLinkDraft        *draft,
                          PayrocShare            *share,
                          const char             *key,
                          GError                **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) share_body = NULL;
  PlOutboxRow *row;
  GDate today;

  pl_clock_get_day (self->now, &today);
  body = payroc_link_draft_to_body (draft, &today, error);
  if (body == NULL || !make_share_body (share, &share_body, error))
    return FALSE;

  row = new_row (self, PL_INTENT_CREATE, key, NULL, body);
  row->reference = g_strdup (payroc_link_draft_get_reference (draft));
  add (self, rows, row, share, share_body);

  return TRUE;
}

/**
 * pl_outbox_compose_share:
 * @self: who asks
 * @rows: (element-type PlOutboxRow): added to
 * @link_id: the link
 * @share: whom to send it to
 * @key: (nullable): a UUID v4; %NULL for a fresh one
 * @error: `PAYROC_ERROR_INVALID` with fields
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_compose_share (const PlOutboxComposer *self,
                         GPtrArray              *rows,
                         const char             *link_id,
                         PayrocShare            *share,
                         const char             *key,
                         GError                **error)
{
  g_autoptr (GBytes) body = payroc_share_to_body (share, error);

  if (body == NULL)
    return FALSE;

  g_ptr_array_add (rows, new_share (self, key, link_id, share, body));

  return TRUE;
}

/**
 * pl_outbox_compose_edit:
 * @self: who asks
 * @rows: (element-type PlOutboxRow): added to
 * @link: the link as the merchant saw it
 * @edit: the difference
 * @share: (nullable): whom to send the new address to
 * @key: (nullable): a UUID v4; %NULL for a fresh one
 * @error: `PAYROC_ERROR_INVALID` with fields
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_compose_edit (const PlOutboxComposer *self,
                        GPtrArray              *rows,
                        PayrocLink             *link,
                        PayrocLinkEdit         *edit,
                        PayrocShare            *share,
                        const char             *key,
                        GError                **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) share_body = NULL;
  PlOutboxRow *row;
  GDate today;

  pl_clock_get_day (self->now, &today);
  body = payroc_link_edit_to_body (edit, &today, error);
  if (body == NULL || !make_share_body (share, &share_body, error))
    return FALSE;

  row = new_row (self, PL_INTENT_EDIT, key, payroc_link_get_id (link), body);
  row->base = payroc_json_to_text (payroc_link_get_json (link));
  row->reference = g_strdup (payroc_link_get_reference (link));
  add (self, rows, row, share, share_body);

  return TRUE;
}

/**
 * pl_outbox_compose_deactivate:
 * @self: who asks
 * @rows: (element-type PlOutboxRow): added to
 * @link_id: the link
 * @key: (nullable): a UUID v4; %NULL for a fresh one
 */
void
pl_outbox_compose_deactivate (const PlOutboxComposer *self,
                              GPtrArray              *rows,
                              const char             *link_id,
                              const char             *key)
{
  g_ptr_array_add (rows, new_row (self, PL_INTENT_DEACTIVATE, key, link_id, NULL));
}
