/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is its reference: moved, extended, exported anew or mended elsewhere it is still the same one, and a second
 * link of the same reference is never what a merchant wants from a file. The intents in the outbox carry that name, so
 * that it is written in the commit that writes them, and lost only with them. */
#include "pl-import-fate.h"

#include "core/links/pl-reference-look.h"
#include "core/outbox/pl-intent-error.h"
#include "core/outbox/pl-outbox-mail.h"
#include "store/pl-link-table.h"
#include "store/pl-outbox-origins.h"
#include "store/pl-store-error.h"

static PlImportState
get_state (const PlOutboxRow *row)
{
  switch (row->state)
    {
    case PL_INTENT_DONE:
      return PL_IMPORT_STATE_DONE;
    case PL_INTENT_REFUSED:
      return PL_IMPORT_STATE_REFUSED;
    case PL_INTENT_DISCARDED:
      return PL_IMPORT_STATE_CANCELLED;
    case PL_INTENT_WAITING:
    case PL_INTENT_SENDING:
    case PL_INTENT_UNSURE:
    default:
      return PL_IMPORT_STATE_WAITING;
    }
}

/* Not there is no error. */
static gboolean
is_missing (GError  *found,
            GError **error)
{
  if (found == NULL || g_error_matches (found, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_error_copy (found));

  return FALSE;
}

static gboolean
find_intent (PlConnection  *connection,
             const char    *account,
             PlIntentKind   kind,
             const char    *origin,
             PlOutboxRow  **row,
             GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  *row = pl_outbox_origins_find (connection, account, kind, origin, &local_error);

  return is_missing (local_error, error);
}

static gboolean
read_create (PlImportFate  *self,
             PlConnection  *connection,
             const char    *account,
             const char    *origin,
             GError       **error)
{
  g_autoptr (PlOutboxRow) row = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!find_intent (connection, account, PL_INTENT_CREATE, origin, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;

  self->create = get_state (row);
  self->create_row = row->id;
  if ((self->create == PL_IMPORT_STATE_WAITING || self->create == PL_IMPORT_STATE_DONE) && row->body != NULL)
    self->asked = payroc_link_draft_new_from_body (row->body, NULL);
  if (self->create != PL_IMPORT_STATE_DONE)
    {
      self->create_error = row->error != NULL ? pl_intent_error_from_json (row->error) : NULL;
      return TRUE;
    }

  /* Made, but not what was asked for. */
  if (row->error != NULL)
    self->create_error = pl_intent_error_from_json (row->error);

  self->link_id = g_strdup (row->result_id);
  if (self->link_id == NULL)
    return TRUE;

  link = pl_link_table_get (connection, account, self->link_id, &local_error);
  if (link != NULL)
    {
      self->payment_url = g_strdup (payroc_link_get_payment_url (link));
      self->unsafe_address = payroc_link_has_unsafe_address (link);
      self->now = payroc_link_draft_new_from_link (link);
      if (!pl_link_taken_judge (connection, account, link, &self->status, &self->use, &self->is_unread,
                                error))
        return FALSE;
    }

  return is_missing (local_error, error);
}

static gboolean
read_share (PlImportFate  *self,
            PlConnection  *connection,
            const char    *account,
            const char    *origin,
            GError       **error)
{
  g_autoptr (PlOutboxRow) row = NULL;

  if (!find_intent (connection, account, PL_INTENT_SHARE, origin, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;

  self->share = get_state (row);
  self->share_row = row->id;
  if ((self->share == PL_IMPORT_STATE_WAITING || self->share == PL_IMPORT_STATE_DONE) && row->body != NULL)
    self->sent = pl_outbox_mail_to_share (row);
  if (self->share == PL_IMPORT_STATE_DONE)
    self->shared_at = row->finished_at;
  else if (row->error != NULL)
    self->share_error = pl_intent_error_from_json (row->error);

  return TRUE;
}

/* A link that will be made. */
typedef struct
{
  char *reference; /* (owned) */
  char *origin;    /* (owned) "": of no row */
} Waiting;

static void
waiting_free (Waiting *self)
{
  g_free (self->reference);
  g_free (self->origin);
  g_free (self);
}

/* (element-type utf8 GPtrArray): by what pl_reference_fold() makes of their references. */
static GHashTable *
read_waiting (PlConnection  *connection,
              const char    *account,
              GError       **error)
{
  g_autoptr (GHashTable) waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                          (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) rows = pl_outbox_table_list (connection, account, FALSE, error);

  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);
      g_autofree char *folded = NULL;
      GPtrArray *same;
      Waiting *one;

      if (row->kind != PL_INTENT_CREATE || row->reference == NULL || get_state (row) != PL_IMPORT_STATE_WAITING)
        continue;

      folded = pl_reference_fold (row->reference);
      same = g_hash_table_lookup (waiting, folded);
      if (same == NULL)
        {
          same = g_ptr_array_new_with_free_func ((GDestroyNotify) waiting_free);
          g_hash_table_insert (waiting, g_steal_pointer (&folded), same);
        }
      one = g_new (Waiting, 1);
      one->reference = g_strdup (row->reference);
      one->origin = g_strdup (row->origin != NULL ? row->origin : "");
      g_ptr_array_add (same, one);
    }

  return g_steal_pointer (&waiting);
}

static void
find_waiting (PlImportFate *self,
              GHashTable   *waiting,
              const char   *reference,
              const char   *origin)
{
  g_autofree char *folded = pl_reference_fold (reference);
  GPtrArray *same = g_hash_table_lookup (waiting, folded);

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const Waiting *one = g_ptr_array_index (same, i);

      if (g_str_equal (one->origin, origin))
        continue;
      if (g_str_equal (one->reference, reference))
        self->other_waiting = TRUE;
      else if (self->alike_waiting == NULL)
        self->alike_waiting = g_strdup (one->reference);
    }
}

/**
 * pl_import_fate_clear:
 * @self: a fate; zeroed afterwards
 */
void
pl_import_fate_clear (PlImportFate *self)
{
  g_clear_error (&self->create_error);
  g_clear_error (&self->share_error);
  g_free (self->link_id);
  g_free (self->payment_url);
  g_clear_object (&self->asked);
  g_clear_object (&self->now);
  g_clear_object (&self->sent);
  g_clear_pointer (&self->other, pl_link_taken_free);
  g_clear_pointer (&self->alike, pl_link_taken_free);
  g_free (self->alike_waiting);
  *self = (PlImportFate) { 0 };
}

/**
 * pl_import_make_origin:
 * @account: an account's UUID
 * @reference: a row's reference, without what is around it
 *
 * Returns: (transfer full): what the row's intents are known by
 */
char *
pl_import_make_origin (const char *account,
                       const char *reference)
{
  g_autofree char *identity = g_strdup_printf ("%s\n%s", account, reference);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);
}

/**
 * pl_import_fates_read:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @references: (array length=n): references of rows; %NULL for none
 * @fates: (array length=n): zeroed; filled
 * @n: how many there are
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_import_fates_read (PlConnection        *connection,
                      const char          *account,
                      const char *const   *references,
                      PlImportFate *const *fates,
                      guint                n,
                      GError             **error)
{
  g_autoptr (GHashTable) waiting = read_waiting (connection, account, error);
  g_autoptr (PlLinkTwins) twins = NULL;

  if (waiting == NULL)
    return FALSE;

  twins = pl_link_twins_find (connection, account, references, n, error);
  if (twins == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *origin = NULL;

      if (references[i] == NULL)
        continue;

      origin = pl_import_make_origin (account, references[i]);
      if (!read_create (fates[i], connection, account, origin, error)
          || !read_share (fates[i], connection, account, origin, error)
          || !pl_link_taken_find (connection, account, references[i], fates[i]->link_id, twins, &fates[i]->other,
                                  &fates[i]->alike, error))
        return FALSE;

      find_waiting (fates[i], waiting, references[i], origin);
    }

  return TRUE;
}
