/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wrong one among a thousand is told while nothing has been written yet. */
#include "pl-batch-draft-private.h"

#include "pl-outbox-compose.h"

struct _PlBatchDraft
{
  GObject parent_instance;

  PlOutboxEntry *entry; /* (owned) (nullable) once it was taken */
};

G_DEFINE_FINAL_TYPE (PlBatchDraft, pl_batch_draft, G_TYPE_OBJECT)

static PlOutboxComposer
get_composer (PlBatchDraft *self)
{
  return (PlOutboxComposer) { .account = self->entry->batch->account, .now = self->entry->batch->created_at };
}

static void
mark (PlBatchDraft *self,
      guint         n_before,
      guint         place,
      const char   *origin)
{
  for (guint i = n_before; i < self->entry->rows->len; i++)
    {
      PlOutboxRow *row = g_ptr_array_index (self->entry->rows, i);

      row->place = place;
      row->origin = g_strdup (origin);
    }
}

static void
pl_batch_draft_finalize (GObject *object)
{
  PlBatchDraft *self = PL_BATCH_DRAFT (object);

  g_clear_pointer (&self->entry, pl_outbox_entry_free);

  G_OBJECT_CLASS (pl_batch_draft_parent_class)->finalize (object);
}

static void
pl_batch_draft_class_init (PlBatchDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_batch_draft_finalize;
}

static void
pl_batch_draft_init (PlBatchDraft *self)
{
}

/**
 * pl_batch_draft_new:
 * @account: whose batch
 * @now: microseconds since the epoch
 * @key: a UUID v4, one for each time the user asks for it
 * @name: (nullable): what the merchant knows it by
 *
 * Returns: (transfer full): an empty draft
 */
PlBatchDraft *
pl_batch_draft_new (const char *account,
                    gint64      now,
                    const char *key,
                    const char *name)
{
  PlBatchDraft *self = g_object_new (PL_TYPE_BATCH_DRAFT, NULL);
  PlBatchRow *batch = pl_batch_row_new ();

  batch->account = g_strdup (account);
  batch->key = g_strdup (key);
  batch->name = g_strdup (name);
  batch->created_at = now;
  self->entry = pl_outbox_entry_new ();
  self->entry->batch = batch;

  return self;
}

/**
 * pl_batch_draft_set_source:
 * @self: a draft that nothing was added to
 * @deed: what it does
 * @n_links: with how many links
 * @last_day: (nullable): the last day that they get, when that is what it does
 * @source: adds the rows, some at a time, on the database's worker
 * @data: (transfer full): for @source
 * @free_data: (nullable): frees @data
 *
 * Lets the rows be made while they are written: a hundred thousand are never in memory at once.
 */
void
pl_batch_draft_set_source (PlBatchDraft        *self,
                           PlBatchDeed          deed,
                           guint                n_links,
                           const GDate         *last_day,
                           PlOutboxEntrySource  source,
                           gpointer             data,
                           GDestroyNotify       free_data)
{
  g_return_if_fail (self->entry != NULL && self->entry->rows->len == 0 && self->entry->source == NULL);

  self->entry->batch->deed = deed;
  self->entry->batch->n_links = n_links;
  self->entry->batch->last_day = last_day != NULL && g_date_valid (last_day) ? g_date_get_julian (last_day) : 0;
  self->entry->source = source;
  self->entry->source_data = data;
  self->entry->free_source_data = free_data;
}

/**
 * pl_batch_draft_is_empty:
 * @self: a draft
 *
 * Returns: whether there is nothing in it, or it was taken
 */
gboolean
pl_batch_draft_is_empty (PlBatchDraft *self)
{
  return self->entry == NULL || (self->entry->rows->len == 0 && self->entry->source == NULL);
}

/**
 * pl_batch_draft_take_entry:
 * @self: a draft; nothing can be added to it afterwards
 *
 * Returns: (transfer full): the rows that it is
 */
PlOutboxEntry *
pl_batch_draft_take_entry (PlBatchDraft *self)
{
  g_return_val_if_fail (self->entry != NULL, NULL);

  return g_steal_pointer (&self->entry);
}

/**
 * pl_batch_draft_add_create_once:
 * @self: a draft
 * @origin: (nullable): what the caller knows it by in this account, whenever it asks again
 * @place: what the caller knows it by in this batch, or 0
 * @draft: the link to be made
 * @share: (nullable): whom to send it to once it is made
 * @error: `PAYROC_ERROR_INVALID` with fields: nothing was added
 *
 * When the batch is written, what its origin has already is left out: both the create, and the share that would wait
 * for it. What was refused or given up does not count.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_batch_draft_add_create_once (PlBatchDraft    *self,
                                const char      *origin,
                                guint            place,
                                PayrocLinkDraft *draft,
                                PayrocShare     *share,
                                GError         **error)
{
  PlOutboxComposer composer;
  guint n_before;

  g_return_val_if_fail (PL_IS_BATCH_DRAFT (self) && self->entry != NULL, FALSE);
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (draft), FALSE);
  g_return_val_if_fail (share == NULL || PAYROC_IS_SHARE (share), FALSE);

  composer = get_composer (self);
  n_before = self->entry->rows->len;
  if (!pl_outbox_compose_create (&composer, self->entry->rows, draft, share, NULL, error))
    return FALSE;

  mark (self, n_before, place, origin);

  return TRUE;
}

/**
 * pl_batch_draft_do_again:
 * @self: a draft
 * @place: what was added with an origin
 * @create: the create of that origin that is done again, or 0
 * @share: the share of that origin that is done again, or 0
 *
 * The user wants it once more: these rows do not count as being there already. Whoever else did it again meanwhile
 * does.
 */
void
pl_batch_draft_do_again (PlBatchDraft *self,
                         guint         place,
                         gint64        create,
                         gint64        share)
{
  g_return_if_fail (PL_IS_BATCH_DRAFT (self) && self->entry != NULL);

  for (guint i = self->entry->rows->len; i > 0; i--)
    {
      PlOutboxRow *row = g_ptr_array_index (self->entry->rows, i - 1);

      if (row->place != place)
        break;

      row->instead_of = row->kind == PL_INTENT_CREATE ? create : share;
    }
}

/**
 * pl_batch_draft_add_share_once:
 * @self: a draft
 * @origin: (nullable): what the caller knows it by in this account, whenever it asks again
 * @place: what the caller knows it by in this batch, or 0
 * @link_id: the link
 * @share: whom to send it to
 * @error: `PAYROC_ERROR_INVALID` with fields: nothing was added
 *
 * As pl_batch_draft_add_create_once(): shares and creates of one origin do not count for each other.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_batch_draft_add_share_once (PlBatchDraft *self,
                               const char   *origin,
                               guint         place,
                               const char   *link_id,
                               PayrocShare  *share,
                               GError      **error)
{
  PlOutboxComposer composer;
  guint n_before;

  g_return_val_if_fail (PL_IS_BATCH_DRAFT (self) && self->entry != NULL, FALSE);
  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (PAYROC_IS_SHARE (share), FALSE);

  composer = get_composer (self);
  n_before = self->entry->rows->len;
  if (!pl_outbox_compose_share (&composer, self->entry->rows, link_id, share, NULL, error))
    return FALSE;

  mark (self, n_before, place, origin);

  return TRUE;
}

/**
 * pl_batch_draft_get_n_intents:
 * @self: a draft
 *
 * Returns: how many intents were added; a share that waits is one of its own
 */
guint
pl_batch_draft_get_n_intents (PlBatchDraft *self)
{
  g_return_val_if_fail (PL_IS_BATCH_DRAFT (self), 0);

  return self->entry != NULL ? self->entry->rows->len : 0;
}
