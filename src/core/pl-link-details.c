/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts together what four lists at Payroc say about one link, and keeps it so that it shows at once and offline. */
#include "config.h"

#include "pl-link-details.h"

#include "payroc/payroc-error.h"
#include "pl-page-walk.h"
#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-sharing-table.h"

struct _PlLinkDetails
{
  GObject       parent_instance;

  char         *account; /* (owned) */
  char         *terminal; /* (owned) */
  char         *link_id; /* (owned) */
  PlDatabase   *database; /* (owned) */
  PayrocClient *client; /* (owned) */
  PlLinkFeed   *feed; /* (owned) */

  PayrocLink   *link; /* (owned) (nullable) */
  GListStore   *sharing; /* (owned) of PayrocSharingEvent */
  GListStore   *payments; /* (owned) of PayrocPayment */
  guint         n_loading;
  gint64        as_of;
  GError       *error; /* (owned) (nullable) */
  gboolean      telling; /* the feed is told by ourselves */
  GCancellable *cancellable; /* (owned): of readings that belong to no task */
};

typedef enum
{
  PROP_LINK = 1,
  PROP_SHARING,
  PROP_PAYMENTS,
  PROP_LOADING,
  PROP_AS_OF,
  PROP_ERROR,
} PlLinkDetailsProperty;

static GParamSpec *properties[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (PlLinkDetails, pl_link_details, G_TYPE_OBJECT)

/* What the worker reads, or writes and then reads. */
typedef struct
{
  /* Input */
  char       *account; /* (owned) */
  char       *link_id; /* (owned) */
  gint64      now;
  gboolean    complete; /* every part was answered */

  /* Input of an update, output of both */
  PayrocLink *link; /* (owned) (nullable) */
  gboolean    link_is_new;
  GPtrArray  *sharing; /* (owned) (nullable) (element-type PayrocSharingEvent) */
  GPtrArray  *cards; /* (owned) (nullable) (element-type PayrocPayment) */
  GPtrArray  *banks; /* (owned) (nullable) (element-type PayrocPayment) */

  /* Output */
  GPtrArray  *payments; /* (owned) (nullable) (element-type PayrocPayment) */
  gint64      rowid;
  gint64      as_of;

  /* In progress */
  guint       n_waiting;
  GError     *error; /* (owned) (nullable): the first part's that failed */
  GError     *card_error; /* (owned) (nullable) */
  GError     *bank_error; /* (owned) (nullable) */
} Page;

static void
page_free (Page *page)
{
  g_clear_pointer (&page->account, g_free);
  g_clear_pointer (&page->link_id, g_free);
  g_clear_object (&page->link);
  g_clear_pointer (&page->sharing, g_ptr_array_unref);
  g_clear_pointer (&page->cards, g_ptr_array_unref);
  g_clear_pointer (&page->banks, g_ptr_array_unref);
  g_clear_pointer (&page->payments, g_ptr_array_unref);
  g_clear_error (&page->error);
  g_clear_error (&page->card_error);
  g_clear_error (&page->bank_error);
  g_free (page);
}

static Page *
page_new (PlLinkDetails *self)
{
  Page *page = g_new0 (Page, 1);

  page->account = g_strdup (self->account);
  page->link_id = g_strdup (self->link_id);
  page->now = g_get_real_time ();

  return page;
}

/* (transfer full) (element-type PayrocMoney): what came in, by currency, in the order of first sight. */
static GPtrArray *
add_up (GListModel *payments,
        guint      *n_paid)
{
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_money_free);
  guint n_payments = g_list_model_get_n_items (payments);

  if (n_paid != NULL)
    *n_paid = 0;

  for (guint i = 0; i < n_payments; i++)
    {
      g_autoptr (PayrocPayment) payment = g_list_model_get_item (payments, i);
      PayrocMoney income;
      guint j;

      if (payroc_payment_get_state (payment) != PAYROC_PAYMENT_STATE_PAID ||
          !payroc_payment_get_income (payment, &income))
        continue;

      if (n_paid != NULL)
        ++*n_paid;

      for (j = 0; j < totals->len; j++)
        {
          PayrocMoney *total = g_ptr_array_index (totals, j);

          if (g_str_equal (total->currency, income.currency))
            {
              payroc_money_add (total, &income, total);
              break;
            }
        }
      if (j == totals->len)
        g_ptr_array_add (totals, payroc_money_copy (&income));
    }

  return g_steal_pointer (&totals);
}

static void
replace_items (GListStore *store,
               GPtrArray  *items)
{
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

static gboolean
read_page (PlConnection  *connection,
           gpointer       work_data,
           GError       **error)
{
  Page *page = work_data;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *currency = NULL;
  gint64 amount;
  guint count;

  g_clear_object (&page->link);
  page->link = pl_link_table_get (connection, page->account, page->link_id, &local_error);
  if (page->link == NULL && !g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_clear_pointer (&page->sharing, g_ptr_array_unref);
  page->sharing = pl_sharing_table_list (connection, page->account, page->link_id, error);
  if (page->sharing == NULL)
    return FALSE;

  g_clear_pointer (&page->payments, g_ptr_array_unref);
  page->payments = pl_payment_table_list (connection, page->account, page->link_id, error);
  if (page->payments == NULL)
    return FALSE;

  if (page->link == NULL)
    return TRUE;

  return pl_link_table_get_paid (connection, page->account, page->link_id, &count, &amount, &currency, &page->as_of,
                                 error);
}

static gboolean
write_payments (PlConnection  *connection,
                Page          *page,
                GPtrArray     *payments,
                GError       **error)
{
  for (guint i = 0; payments != NULL && i < payments->len; i++)
    {
      if (!pl_payment_table_put (connection, page->account, page->link_id, g_ptr_array_index (payments, i),
                                 page->now, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_paid (PlConnection  *connection,
            Page          *page,
            GError       **error)
{
  g_autoptr (GListStore) payments = g_list_store_new (PAYROC_TYPE_PAYMENT);
  g_autoptr (GPtrArray) totals = NULL;
  const PayrocMoney *total;
  guint n_paid;

  replace_items (payments, page->payments);
  totals = add_up (G_LIST_MODEL (payments), &n_paid);
  total = totals->len > 0 ? g_ptr_array_index (totals, 0) : NULL;
  page->as_of = page->now;

  return pl_link_table_set_paid (connection, page->account, page->link_id, n_paid,
                                 total != NULL ? total->minor : 0,
                                 total != NULL ? total->currency : payroc_link_get_currency (page->link),
                                 page->now, error);
}

static gboolean
write_page (PlConnection  *connection,
            gpointer       work_data,
            GError       **error)
{
  Page *page = work_data;
  g_autoptr (GError) local_error = NULL;

  if (page->link_is_new &&
      !pl_link_table_put (connection, page->account, page->link, page->now, &page->rowid, error))
    return FALSE;

  if (page->rowid == 0)
    page->rowid = pl_link_table_find_rowid (connection, page->account, page->link_id, &local_error);
  if (page->rowid == 0 && g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE; /* a link that Payroc did not show and we do not have: nothing to hang the rest on */
  if (page->rowid == 0)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; page->sharing != NULL && i < page->sharing->len; i++)
    {
      if (!pl_sharing_table_put (connection, page->account, page->link_id, g_ptr_array_index (page->sharing, i), error))
        return FALSE;
    }

  if (!write_payments (connection, page, page->cards, error) ||
      !write_payments (connection, page, page->banks, error) ||
      !read_page (connection, page, error))
    return FALSE;

  return !page->complete || write_paid (connection, page, error);
}

static void
change_loading (PlLinkDetails *self,
                int            difference)
{
  gboolean was_loading = self->n_loading > 0;

  self->n_loading += difference;
  if (was_loading != (self->n_loading > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Takes error. */
static void
set_error (PlLinkDetails *self,
           GError        *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
show_page (PlLinkDetails *self,
           Page          *page)
{
  if (g_set_object (&self->link, page->link))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
  replace_items (self->sharing, page->sharing);
  replace_items (self->payments, page->payments);

  if (self->as_of != page->as_of)
    {
      self->as_of = page->as_of;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
    }
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlLinkDetails *self = g_task_get_source_object (task);

  change_loading (self, -1);
  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  show_page (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
write_page_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlLinkDetails *self = g_task_get_source_object (task);
  Page *page = g_task_get_task_data (task);

  change_loading (self, -1);
  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      set_error (self, g_error_copy (error));
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (page->payments != NULL)
    show_page (self, page);
  set_error (self, page->error != NULL ? g_error_copy (page->error) : NULL);

  if (page->link != NULL && page->rowid != 0)
    {
      self->telling = TRUE;
      pl_link_feed_changed (self->feed, page->link, page->rowid);
      self->telling = FALSE;
    }

  if (page->error != NULL)
    g_task_return_error (task, g_steal_pointer (&page->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* A merchant without bank payments is refused their list (or the cards'): that is no failure for a link that does not
 * take them. Takes error. */
static void
judge_payments (PlLinkDetails        *self,
                Page                 *page,
                PayrocPaymentMethods  method,
                GError              **error)
{
  PayrocLink *link = page->link != NULL ? page->link : self->link;
  PayrocPaymentMethods methods = link != NULL ? payroc_link_get_methods (link) : PAYROC_PAYMENT_METHODS_NONE;
  gboolean refused = g_error_matches (*error, PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN) ||
                     g_error_matches (*error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND);

  if (*error == NULL)
    return;

  if (refused && methods != PAYROC_PAYMENT_METHODS_NONE && (methods & method) == 0)
    g_clear_error (error);
  else if (page->error == NULL)
    page->error = g_steal_pointer (error);
}

/* Takes the task. */
static void
part_is_done (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  PlLinkDetails *self = g_task_get_source_object (task);
  Page *page = g_task_get_task_data (task);

  if (--page->n_waiting > 0)
    return;

  judge_payments (self, page, PAYROC_PAYMENT_METHODS_CARD, &page->card_error);
  judge_payments (self, page, PAYROC_PAYMENT_METHODS_BANK_TRANSFER, &page->bank_error);

  page->complete = page->error == NULL;
  pl_database_run_async (self->database, PL_DATABASE_WRITE, write_page, page, NULL,
                         NULL, write_page_cb, g_steal_pointer (&owned_task));
}

static void
retrieve_link_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Page *page = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  page->link = payroc_client_retrieve_link_finish (PAYROC_CLIENT (source), result, &error);
  page->link_is_new = page->link != NULL;
  if (error != NULL)
    {
      /* The link's own answer says most: it goes before the lists'. */
      g_clear_error (&page->error);
      page->error = g_steal_pointer (&error);
    }
  part_is_done (task);
}

static void
walk_sharing_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Page *page = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  page->sharing = pl_page_walk_finish (result, &error);
  if (page->error == NULL)
    page->error = g_steal_pointer (&error);
  part_is_done (task);
}

static void
walk_cards_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Page *page = g_task_get_task_data (task);

  page->cards = pl_page_walk_finish (result, &page->card_error);
  part_is_done (task);
}

static void
walk_banks_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Page *page = g_task_get_task_data (task);

  page->banks = pl_page_walk_finish (result, &page->bank_error);
  part_is_done (task);
}

static void
ask_sharing (PayrocClient        *client,
             const char          *after,
             gpointer             list,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  PlLinkDetails *self = list;
  PayrocSharingFilter filter = { .after = after, .limit = PAYROC_PAGE_LIMIT_MAX };

  payroc_client_list_sharing_events_async (client, self->link_id, &filter, cancellable, callback, user_data);
}

static void
ask_cards (PayrocClient        *client,
           const char          *after,
           gpointer             list,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  PlLinkDetails *self = list;

  payroc_client_list_payments_async (client, PAYROC_PAYMENT_SOURCE_CARD, self->terminal, self->link_id, after,
                                     PAYROC_PAGE_LIMIT_MAX, cancellable, callback, user_data);
}

static void
ask_banks (PayrocClient        *client,
           const char          *after,
           gpointer             list,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  PlLinkDetails *self = list;

  payroc_client_list_payments_async (client, PAYROC_PAYMENT_SOURCE_BANK, self->terminal, self->link_id, after,
                                     PAYROC_PAGE_LIMIT_MAX, cancellable, callback, user_data);
}

static void
feed_changed_cb (PlLinkFeed    *feed,
                 PayrocLink    *link,
                 gint64         rowid,
                 PlLinkDetails *self)
{
  if (!self->telling && g_strcmp0 (payroc_link_get_id (link), self->link_id) == 0)
    pl_link_details_load_async (self, self->cancellable, NULL, NULL);
}

static void
feed_reloaded_cb (PlLinkFeed    *feed,
                  PlLinkDetails *self)
{
  pl_link_details_load_async (self, self->cancellable, NULL, NULL);
}

static void
pl_link_details_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PlLinkDetails *self = PL_LINK_DETAILS (object);

  switch ((PlLinkDetailsProperty) prop_id)
    {
    case PROP_LINK:
      g_value_set_object (value, self->link);
      break;
    case PROP_SHARING:
      g_value_set_object (value, self->sharing);
      break;
    case PROP_PAYMENTS:
      g_value_set_object (value, self->payments);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->n_loading > 0);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_link_details_dispose (GObject *object)
{
  PlLinkDetails *self = PL_LINK_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->link);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);

  G_OBJECT_CLASS (pl_link_details_parent_class)->dispose (object);
}

static void
pl_link_details_finalize (GObject *object)
{
  PlLinkDetails *self = PL_LINK_DETAILS (object);

  g_clear_object (&self->sharing);
  g_clear_object (&self->payments);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->terminal, g_free);
  g_clear_pointer (&self->link_id, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (pl_link_details_parent_class)->finalize (object);
}

static void
pl_link_details_class_init (PlLinkDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_link_details_get_property;
  object_class->dispose = pl_link_details_dispose;
  object_class->finalize = pl_link_details_finalize;

  properties[PROP_LINK] = g_param_spec_object ("link", NULL, NULL, PAYROC_TYPE_LINK, flags);
  properties[PROP_SHARING] = g_param_spec_object ("sharing", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_PAYMENTS] = g_param_spec_object ("payments", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_link_details_init (PlLinkDetails *self)
{
  self->sharing = g_list_store_new (PAYROC_TYPE_SHARING_EVENT);
  self->payments = g_list_store_new (PAYROC_TYPE_PAYMENT);
  self->cancellable = g_cancellable_new ();
}

/**
 * pl_link_details_new:
 * @account: the account's id
 * @terminal: its terminal, which bank payments are asked by
 * @link_id: the link's id
 * @database: the store
 * @client: Payroc
 * @feed: tells of changes, and is told of those found here
 *
 * Empty until it is loaded or updated; follows the feed from then on.
 *
 * Returns: (transfer full): the details
 */
PlLinkDetails *
pl_link_details_new (const char   *account,
                     const char   *terminal,
                     const char   *link_id,
                     PlDatabase   *database,
                     PayrocClient *client,
                     PlLinkFeed   *feed)
{
  PlLinkDetails *self;

  g_return_val_if_fail (account != NULL && terminal != NULL && link_id != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PAYROC_IS_CLIENT (client), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (feed), NULL);

  self = g_object_new (PL_TYPE_LINK_DETAILS, NULL);
  self->account = g_strdup (account);
  self->terminal = g_strdup (terminal);
  self->link_id = g_strdup (link_id);
  self->database = g_object_ref (database);
  self->client = g_object_ref (client);
  self->feed = g_object_ref (feed);
  g_signal_connect_object (feed, "changed", G_CALLBACK (feed_changed_cb), self, 0);
  g_signal_connect_object (feed, "reloaded", G_CALLBACK (feed_reloaded_cb), self, 0);

  return self;
}

/**
 * pl_link_details_get_link_id:
 * @self: details
 *
 * Returns: (transfer none): which link it is about
 */
const char *
pl_link_details_get_link_id (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return self->link_id;
}

/**
 * pl_link_details_get_link:
 * @self: details
 *
 * Returns: (transfer none) (nullable): the link, %NULL until it was read
 */
PayrocLink *
pl_link_details_get_link (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return self->link;
}

/**
 * pl_link_details_get_sharing:
 * @self: details
 *
 * Returns: (transfer none): a list of [class@Payroc.SharingEvent], newest first
 */
GListModel *
pl_link_details_get_sharing (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return G_LIST_MODEL (self->sharing);
}

/**
 * pl_link_details_get_payments:
 * @self: details
 *
 * Returns: (transfer none): a list of [class@Payroc.Payment], newest first
 */
GListModel *
pl_link_details_get_payments (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return G_LIST_MODEL (self->payments);
}

/**
 * pl_link_details_get_totals:
 * @self: details
 *
 * Income: without declined attempts and uncaptured holds, less refunds.
 *
 * Returns: (transfer full) (element-type PayrocMoney): one for each currency, maybe none
 */
GPtrArray *
pl_link_details_get_totals (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return add_up (G_LIST_MODEL (self->payments), NULL);
}

/**
 * pl_link_details_get_loading:
 * @self: details
 *
 * Returns: whether the store or Payroc is being asked
 */
gboolean
pl_link_details_get_loading (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), FALSE);

  return self->n_loading > 0;
}

/**
 * pl_link_details_get_as_of:
 * @self: details
 *
 * Returns: when all parts were last read from Payroc, microseconds since the
 *   epoch, or 0 for never
 */
gint64
pl_link_details_get_as_of (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), 0);

  return self->as_of;
}

/**
 * pl_link_details_get_error:
 * @self: details
 *
 * Returns: (transfer none) (nullable): why the last update is not complete
 */
const GError *
pl_link_details_get_error (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return self->error;
}

/**
 * pl_link_details_load_async:
 * @self: details
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: data for @callback
 *
 * Reads what is stored. A link that is not stored leaves everything empty.
 */
void
pl_link_details_load_async (PlLinkDetails       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Page *page;

  g_return_if_fail (PL_IS_LINK_DETAILS (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_link_details_load_async);
  page = page_new (self);
  g_task_set_task_data (task, page, (GDestroyNotify) page_free);

  change_loading (self, 1);
  pl_database_run_async (self->database, PL_DATABASE_READ, read_page, page, NULL,
                         cancellable, load_cb, g_steal_pointer (&task));
}

/**
 * pl_link_details_load_finish:
 * @self: details
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: whether the store was read
 */
gboolean
pl_link_details_load_finish (PlLinkDetails  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_link_details_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_link_details_update_async:
 * @self: details
 * @cancellable: (nullable): a cancellable
 * @callback: called when all parts are answered and stored
 * @user_data: data for @callback
 *
 * Asks Payroc for the link, all its sharing events and both lists of payments
 * (contract, "Paid?": a payment names no link, so they are asked for by link).
 * A part that fails keeps what was stored.
 */
void
pl_link_details_update_async (PlLinkDetails       *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Page *page;

  g_return_if_fail (PL_IS_LINK_DETAILS (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_link_details_update_async);
  page = page_new (self);
  page->n_waiting = 4;
  g_task_set_task_data (task, page, (GDestroyNotify) page_free);

  change_loading (self, 1);
  payroc_client_retrieve_link_async (self->client, self->link_id, cancellable,
                                     retrieve_link_cb, g_object_ref (task));
  pl_page_walk_async (self->client, ask_sharing, payroc_client_list_sharing_events_finish, self, cancellable,
                      walk_sharing_cb, g_object_ref (task));
  pl_page_walk_async (self->client, ask_cards, payroc_client_list_payments_finish, self, cancellable,
                      walk_cards_cb, g_object_ref (task));
  pl_page_walk_async (self->client, ask_banks, payroc_client_list_payments_finish, self, cancellable,
                      walk_banks_cb, g_object_ref (task));
}

/**
 * pl_link_details_update_finish:
 * @self: details
 * @result: the result
 * @error: return location
 *
 * Errors: the link's own, else the first list's that failed (the others are
 * stored nevertheless): %PAYROC_ERROR; %PL_STORE_ERROR; %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether everything is up to date
 */
gboolean
pl_link_details_update_finish (PlLinkDetails  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_link_details_update_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
