/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of payments that silently lacks some is worse for the books than none: what is not known is counted first. A
 * payment names no link (contract, "Paid?"), so each link is asked for by itself, and nobody else waits for it. */
#include "pl-payment-cover.h"

#include "core/links/pl-link-inquiry.h"
#include "core/links/pl-link-keep.h"
#include "payroc/payroc-error.h"
#include "store/pl-payment-table.h"

/* Nobody is asked again about what was answered just now. */
#define FRESH_LIVELY (15 * G_TIME_SPAN_MINUTE)
/* Money goes back seldom, and a request for each link that was ever paid is much. */
#define FRESH_SETTLING G_TIME_SPAN_DAY
/* Shops and banks give money back within half a year. */
#define SETTLES_IN (183 * G_TIME_SPAN_DAY)
/* A server may overlook once whose payments it is asked for. */
#define OVERLOOKED_MAX 2

struct _PlPaymentCover
{
  GObject       parent_instance;

  char         *account;   /* (owned) */
  char         *terminal;  /* (owned) */
  PlDatabase   *database;  /* (owned) */
  PayrocClient *client;    /* (owned) */
  PlLinkFeed   *feed;      /* (owned) */

  guint         n_links;
  gint64        looked_at;
  gint64        known_at;  /* of what may have changed and is not asked for, the oldest; G_MAXINT64: nothing */
  GPtrArray    *questions; /* (owned) (element-type Question) */
  guint         n_left;    /* so many are still to be asked; the last of those is next */
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
  char   *link_id; /* (owned) */
  gint64  as_of;   /* 0: nothing is known */
  guint   n_overlooked; /* answers that were what others paid */
} Question;

typedef struct
{
  /* Input */
  char        *account; /* (owned) */
  PlLinkQuery  query;
  char        *search;  /* (owned) (nullable) the query's */
  guint        limit;

  /* Output */
  guint        n_links;
  gint64       now;
  gint64       known_at;
  GPtrArray   *questions; /* (owned) (nullable) (element-type Question) */
} Look;

static void ask_next (GTask *task);

static void
question_free (Question *question)
{
  g_free (question->link_id);
  g_free (question);
}

static void
look_free (Look *look)
{
  g_free (look->account);
  g_free (look->search);
  g_clear_pointer (&look->questions, g_ptr_array_unref);
  g_free (look);
}

/* link: (nullable) */
static void
look_at (Look                  *look,
         const PlUnsettledLink *link)
{
  const gint64 fresh = link != NULL && link->is_lively ? FRESH_LIVELY : FRESH_SETTLING;
  Question *question;

  if (link == NULL)
    return;

  if (link->as_of > look->now - fresh)
    {
      look->known_at = MIN (look->known_at, link->as_of);
      return;
    }

  question = g_new0 (Question, 1);
  question->link_id = g_strdup (link->link_id);
  question->as_of = link->as_of;
  g_ptr_array_add (look->questions, question);
}

static gboolean
look_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Look *look = data;
  g_autoptr (PlLinkIndex) index = pl_link_index_read (connection, look->account, 0, error);
  g_autoptr (GHashTable) unsettled = NULL;
  g_autoptr (GArray) entries = NULL;

  if (index == NULL)
    return FALSE;

  look->now = g_get_real_time ();
  unsettled = pl_payment_table_find_unsettled (connection, look->account, look->now - SETTLES_IN, look->now,
                                              error);
  if (unsettled == NULL)
    return FALSE;

  entries = pl_link_index_query (index, &look->query);
  look->n_links = look->limit > 0 ? MIN (look->limit, entries->len) : entries->len;
  look->known_at = G_MAXINT64;
  look->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) question_free);
  for (guint i = look->n_links; i-- > 0;)
    {
      const PlLinkKey *key = pl_link_index_get_key (index, g_array_index (entries, guint32, i));

      look_at (look, g_hash_table_lookup (unsettled, &key->rowid));
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
  self->looked_at = look->now;
  self->known_at = look->known_at;
  g_ptr_array_unref (self->questions);
  self->questions = g_steal_pointer (&look->questions);
  g_task_return_boolean (task, TRUE);
}

/* Payroc said what it knows, or that it does not know the link any more. What others paid is no answer: the question
 * is put once more, and then stays one. */
static void
take_answer (GTask             *task,
             const PlLinkFacts *facts)
{
  PlPaymentCover *self = g_task_get_source_object (task);
  Question *question = g_ptr_array_index (self->questions, self->n_left - 1);

  if (facts->is_settled || facts->rowid == 0)
    g_ptr_array_remove_index (self->questions, --self->n_left);
  else if (++question->n_overlooked == OVERLOOKED_MAX)
    self->n_left--;

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

  if (!pl_link_keep_finish (result, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (facts->link != NULL && facts->rowid != 0)
    pl_link_feed_changed (self->feed, facts->link, facts->rowid);
  if (facts->error != NULL)
    g_task_return_error (task, g_steal_pointer (&facts->error));
  else
    take_answer (task, facts);
}

/* An answer, too: what Payroc does not know is not asked for again at each export. What is stored of it stays. */
static void
take_not_found (PlLinkFacts *facts)
{
  g_clear_error (&facts->error);
  facts->has_all_payments = TRUE;
  if (facts->cards == NULL && facts->banks == NULL)
    facts->cards = g_ptr_array_new_with_free_func (g_object_unref);
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
  const PlLinkKeeper keeper = { self->database, self->client, self->terminal, self->feed };

  if (facts == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_set_task_data (task, facts, (GDestroyNotify) pl_link_facts_free);
  if (g_error_matches (facts->error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND))
    take_not_found (facts);
  /* What was read is kept, whoever gave up meanwhile. */
  pl_link_keep_async (&keeper, facts, pl_link_facts_write, facts, g_task_get_cancellable (task), written_cb,
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
  const Question *question;
  PlLinkFacts *facts;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->n_left == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  question = g_ptr_array_index (self->questions, self->n_left - 1);
  facts = pl_link_facts_new (self->account, question->link_id);
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
  g_ptr_array_unref (self->questions);

  G_OBJECT_CLASS (pl_payment_cover_parent_class)->finalize (object);
}

static void
pl_payment_cover_class_init (PlPaymentCoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_payment_cover_finalize;

  /**
   * PlPaymentCover::asked:
   *
   * Payroc answered for a link: as a rule its payments are known now.
   */
  signals[ASKED] = g_signal_new ("asked", PL_TYPE_PAYMENT_COVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
}

static void
pl_payment_cover_init (PlPaymentCover *self)
{
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) question_free);
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
 * Counts the links, and those of them that Payroc should be asked about: never asked, or asked a while ago and since
 * then they could be paid, or what was paid could go back. What was answered within a quarter of an hour, or within a
 * day for what can only go back, is not asked again.
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
 * pl_payment_cover_get_n_questions:
 * @self: a cover
 *
 * Returns: about how many of them Payroc should be asked
 */
guint
pl_payment_cover_get_n_questions (PlPaymentCover *self)
{
  g_return_val_if_fail (PL_IS_PAYMENT_COVER (self), 0);

  return self->questions->len;
}

/**
 * pl_payment_cover_get_n_unasked:
 * @self: a cover
 *
 * Returns: of how many of them nothing is known, as Payroc was never asked, or listed what others paid
 */
guint
pl_payment_cover_get_n_unasked (PlPaymentCover *self)
{
  guint n = 0;

  g_return_val_if_fail (PL_IS_PAYMENT_COVER (self), 0);

  for (guint i = 0; i < self->questions->len; i++)
    n += ((const Question *) g_ptr_array_index (self->questions, i))->as_of == 0;

  return n;
}

/**
 * pl_payment_cover_get_n_overlooked:
 * @self: a cover
 * @n_unasked: (out): how many of these are counted by pl_payment_cover_get_n_unasked(), too
 *
 * Returns: for how many of them Payroc listed what was paid by other links when it was asked, which tells nothing
 */
guint
pl_payment_cover_get_n_overlooked (PlPaymentCover *self,
                                   guint          *n_unasked)
{
  guint n = 0;

  g_return_val_if_fail (PL_IS_PAYMENT_COVER (self) && n_unasked != NULL, 0);

  *n_unasked = 0;
  for (guint i = 0; i < self->questions->len; i++)
    {
      const Question *question = g_ptr_array_index (self->questions, i);

      n += question->n_overlooked > 0;
      *n_unasked += question->n_overlooked > 0 && question->as_of == 0;
    }

  return n;
}

/**
 * pl_payment_cover_get_oldest:
 * @self: a cover
 *
 * Returns: when the oldest answer was given that Payroc should be asked for anew, in microseconds since the epoch; 0:
 *   there is none
 */
gint64
pl_payment_cover_get_oldest (PlPaymentCover *self)
{
  gint64 oldest = 0;

  g_return_val_if_fail (PL_IS_PAYMENT_COVER (self), 0);

  for (guint i = 0; i < self->questions->len; i++)
    {
      const Question *question = g_ptr_array_index (self->questions, i);

      if (question->as_of > 0 && (oldest == 0 || question->as_of < oldest))
        oldest = question->as_of;
    }

  return oldest;
}

/**
 * pl_payment_cover_get_as_of:
 * @self: a cover
 *
 * What cannot change any more is not old, whenever it was asked for.
 *
 * Returns: as of when all that is known of their payments is so, in microseconds since the epoch; 0: nothing is
 */
gint64
pl_payment_cover_get_as_of (PlPaymentCover *self)
{
  gint64 as_of;

  g_return_val_if_fail (PL_IS_PAYMENT_COVER (self), 0);

  if (self->n_links == 0 || pl_payment_cover_get_n_unasked (self) == self->n_links)
    return 0;

  as_of = pl_payment_cover_get_oldest (self);

  return MIN (as_of > 0 ? as_of : self->looked_at, MIN (self->looked_at, self->known_at));
}

/**
 * pl_payment_cover_ask_async:
 * @self: a cover
 * @cancellable: (nullable): ends it; what was answered stays
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Asks Payroc for the payments of the links that it should be asked about (contract, "card payments of a link" and
 * "bank payments of a link": one request each, more for long lists), and stores them. It ends with the first that is
 * not answered. Those for which other links' payments are listed, twice, stay to be asked.
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
  self->n_left = self->questions->len;
  for (guint i = 0; i < self->n_left; i++)
    ((Question *) g_ptr_array_index (self->questions, i))->n_overlooked = 0;
  ask_next (task);
}

/**
 * pl_payment_cover_ask_finish:
 * @self: a cover
 * @result: what the callback got
 * @error: `PAYROC_ERROR`, `PL_STORE_ERROR`, `G_IO_ERROR_CANCELLED`
 *
 * Returns: whether all were answered, well or not: see pl_payment_cover_get_n_overlooked()
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
