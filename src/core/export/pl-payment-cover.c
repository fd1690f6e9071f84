/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of payments that silently lacks some is worse for the books than none: what is not known is counted first. A
 * payment names no link (contract, "Paid?"), so each link is asked for by itself, and nobody else waits for it. */
#include "pl-payment-cover.h"

#include "core/links/pl-link-inquiry.h"
#include "payroc/payroc-error.h"
#include "store/pl-payment-table.h"

struct _PlPaymentCover
{
  GObject       parent_instance;

  char         *account;   /* (owned) */
  char         *terminal;  /* (owned) */
  PlDatabase   *database;  /* (owned) */
  PayrocClient *client;    /* (owned) */
  PlLinkFeed   *feed;      /* (owned) */

  guint         n_links;
  GPtrArray    *unasked;   /* (owned) (element-type utf8) the last one is asked for next */
};

enum
{
  ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlPaymentCover, pl_payment_cover, G_TYPE_OBJECT)

typedef struct
{
  /* Input */
  char        *account; /* (owned) */
  PlLinkQuery  query;
  char        *search;  /* (owned) (nullable) the query's */
  guint        limit;

  /* Output */
  guint        n_links;
  GPtrArray   *unasked; /* (owned) (nullable) */
} Look;

static void ask_next (GTask *task);

static void
look_free (Look *look)
{
  g_free (look->account);
  g_free (look->search);
  g_clear_pointer (&look->unasked, g_ptr_array_unref);
  g_free (look);
}

static gboolean
look_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Look *look = data;
  g_autoptr (PlLinkIndex) index = pl_link_index_read (connection, look->account, 0, error);
  g_autoptr (GHashTable) unasked = NULL;
  g_autoptr (GArray) entries = NULL;

  if (index == NULL)
    return FALSE;

  unasked = pl_payment_table_find_unasked (connection, look->account, error);
  if (unasked == NULL)
    return FALSE;

  entries = pl_link_index_query (index, &look->query);
  look->n_links = look->limit > 0 ? MIN (look->limit, entries->len) : entries->len;
  look->unasked = g_ptr_array_new_with_free_func (g_free);
  for (guint i = look->n_links; i-- > 0;)
    {
      const PlLinkKey *key = pl_link_index_get_key (index, g_array_index (entries, guint32, i));
      char *link_id = g_hash_table_lookup (unasked, &key->rowid);

      if (link_id != NULL)
        g_ptr_array_add (look->unasked, g_strdup (link_id));
    }

  return TRUE;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PlPaymentCover *self = g_task_get_source_object (task);
  Look *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->n_links = look->n_links;
  g_ptr_array_unref (self->unasked);
  self->unasked = g_steal_pointer (&look->unasked);
  g_task_return_boolean (task, TRUE);
}

/* Payroc said what it knows, or that it does not know the link any more. */
static void
take_answer (GTask *task)
{
  PlPaymentCover *self = g_task_get_source_object (task);

  g_ptr_array_set_size (self->unasked, (int) self->unasked->len - 1);
  g_signal_emit (self, signals[ASKED], 0);
  ask_next (task);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PlPaymentCover *self = g_task_get_source_object (task);
  PlLinkFacts *facts = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (facts->link != NULL && facts->rowid != 0)
    pl_link_feed_changed (self->feed, facts->link, facts->rowid);
  if (facts->error != NULL)
    g_task_return_error (task, g_steal_pointer (&facts->error));
  else
    take_answer (task);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PlPaymentCover *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  PlLinkFacts *facts = pl_link_inquiry_finish (PAYROC_CLIENT (source), result, &error);

  if (facts == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_set_task_data (task, facts, (GDestroyNotify) pl_link_facts_free);
  if (g_error_matches (facts->error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND))
    g_clear_error (&facts->error);
  /* What was read is kept, whoever gave up meanwhile. */
  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_link_facts_write, facts, NULL, NULL, written_cb,
                         g_object_ref (task));
}

/* Which ways to pay the link has decides what may be refused: see pl_link_inquiry_async(). */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PlPaymentCover *self = g_task_get_source_object (task);
  const PlLinkFacts *known = g_task_get_task_data (task);
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_set_object (&link, known->link);
  pl_link_inquiry_async (self->client, self->terminal, pl_link_facts_new (self->account, known->link_id), link,
                         PL_LINK_INQUIRY_PAYMENTS, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

static void
ask_next (GTask *task)
{
  PlPaymentCover *self = g_task_get_source_object (task);
  PlLinkFacts *facts;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->unasked->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  facts = pl_link_facts_new (self->account, g_ptr_array_index (self->unasked, self->unasked->len - 1));
  g_task_set_task_data (task, facts, (GDestroyNotify) pl_link_facts_free);
  pl_database_run_async (self->database, PL_DATABASE_READ, pl_link_facts_read, facts, NULL,
                         g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
pl_payment_cover_finalize (GObject *object)
{
  PlPaymentCover *self = PL_PAYMENT_COVER (object);

  g_free (self->account);
  g_free (self->terminal);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);
  g_ptr_array_unref (self->unasked);

  G_OBJECT_CLASS (pl_payment_cover_parent_class)->finalize (object);
}

static void
pl_payment_cover_class_init (PlPaymentCoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_payment_cover_finalize;

  /**
   * PlPaymentCover::asked:
   *
   * The payments of one link more are known.
   */
  signals[ASKED] = g_signal_new ("asked", PL_TYPE_PAYMENT_COVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
}

static void
pl_payment_cover_init (PlPaymentCover *self)
{
  self->unasked = g_ptr_array_new_with_free_func (g_free);
}

/**
 * pl_payment_cover_new:
 * @account: an account's UUID
 * @terminal: its terminal
 * @database: where its payments are stored
 * @client: (nullable): whom to ask; without it the store can be looked into
 * @feed: is told of links that were answered
 *
 * Returns: (transfer full): a cover of no links yet
 */
PlPaymentCover *
pl_payment_cover_new (const char   *account,
                      const char   *terminal,
                      PlDatabase   *database,
                      PayrocClient *client,
                      PlLinkFeed   *feed)
{
  PlPaymentCover *self = g_object_new (PL_TYPE_PAYMENT_COVER, NULL);

  self->account = g_strdup (account);
  self->terminal = g_strdup (terminal);
  self->database = g_object_ref (database);
  g_set_object (&self->client, client);
  self->feed = g_object_ref (feed);

  return self;
}

/**
 * pl_payment_cover_look_async:
 * @self: a cover
 * @query: which links; copied
 * @limit: not more than so many; 0: all
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is known
 * @user_data: for @callback
 *
 * Counts the links, and those of them whose payments Payroc was never asked for. Of one that was asked before, what was
 * paid since may be missing: each row of an export says as of when it is.
 */
void
pl_payment_cover_look_async (PlPaymentCover      *self,
                             const PlLinkQuery   *query,
                             guint                limit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Look *look;

  g_return_if_fail (PL_IS_PAYMENT_COVER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  look = g_new0 (Look, 1);
  look->account = g_strdup (self->account);
  look->query = *query;
  look->search = g_strdup (query->search);
  look->query.search = look->search;
  look->limit = limit;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_payment_cover_look_async);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  pl_database_run_async (self->database, PL_DATABASE_READ, look_work, look, NULL, cancellable, looked_cb,
                         g_steal_pointer (&task));
}

/**
 * pl_payment_cover_look_finish:
 * @self: a cover
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, `G_IO_ERROR_CANCELLED`
 *
 * Returns: whether the counts are there
 */
gboolean
pl_payment_cover_look_finish (PlPaymentCover  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_payment_cover_look_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_payment_cover_get_n_links:
 * @self: a cover
 *
 * Returns: how many links it is about
 */
guint
pl_payment_cover_get_n_links (PlPaymentCover *self)
{
  g_return_val_if_fail (PL_IS_PAYMENT_COVER (self), 0);

  return self->n_links;
}

/**
 * pl_payment_cover_get_n_unasked:
 * @self: a cover
 *
 * Returns: of how many of them the payments are not known
 */
guint
pl_payment_cover_get_n_unasked (PlPaymentCover *self)
{
  g_return_val_if_fail (PL_IS_PAYMENT_COVER (self), 0);

  return self->unasked->len;
}

/**
 * pl_payment_cover_ask_async:
 * @self: a cover
 * @cancellable: (nullable): ends it; what was answered stays
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Asks Payroc for the payments of the links that it was never asked for (contract, "card payments of a link" and "bank
 * payments of a link": one request each, more for long lists), and stores them. It ends with the first that is not
 * answered.
 */
void
pl_payment_cover_ask_async (PlPaymentCover      *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_PAYMENT_COVER (self) && self->client != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_payment_cover_ask_async);
  ask_next (task);
}

/**
 * pl_payment_cover_ask_finish:
 * @self: a cover
 * @result: what the callback got
 * @error: `PAYROC_ERROR`, `PL_STORE_ERROR`, `G_IO_ERROR_CANCELLED`
 *
 * Returns: whether all were answered
 */
gboolean
pl_payment_cover_ask_finish (PlPaymentCover  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_payment_cover_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
