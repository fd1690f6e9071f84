/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts together what four lists at Payroc say about one link, and keeps it so that it shows at once and offline. */
#include "config.h"

#include <string.h>

#include "pl-link-details-private.h"

#include "pl-hand-over.h"
#include "pl-link-inquiry.h"
#include "pl-link-keep.h"
#include "pl-link-sync.h"
#include "pl-old-address.h"

typedef enum
{
  PROP_LINK = 1,
  PROP_SHARING,
  PROP_PAYMENTS,
  PROP_OLD_ADDRESSES,
  PROP_LOADING,
  PROP_AS_OF,
} PlLinkDetailsProperty;

static GParamSpec *properties[PROP_AS_OF + 1];

G_DEFINE_FINAL_TYPE (PlLinkDetails, pl_link_details, G_TYPE_OBJECT)

static gboolean
is_equal_link (PayrocLink *a,
               PayrocLink *b)
{
  return a != NULL && b != NULL && json_node_equal (payroc_link_get_json (a), payroc_link_get_json (b));
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

static void
show_facts (PlLinkDetails *self,
            PlLinkFacts   *facts)
{
  const guint n_hand_overs = g_list_model_get_n_items (G_LIST_MODEL (self->hand_overs));
  const gboolean same = is_equal_link (self->link, facts->link);
  const gboolean was_asked = self->asked != NULL;
  const gboolean same_gaps = pl_link_gaps_are_equal (&self->gaps, &facts->gaps);

  self->gaps = facts->gaps;
  g_set_object (&self->asked, facts->asked);
  if ((g_set_object (&self->link, facts->link) && !same) || was_asked != (self->asked != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
  pl_link_sync_run (self->sharing, facts->sharing);
  pl_link_sync_run (self->payments, facts->payments);
  pl_link_sync_run (self->old_addresses, facts->old_addresses);
  if (n_hand_overs != facts->hand_overs->len)
    g_list_store_splice (self->hand_overs, 0, n_hand_overs, facts->hand_overs->pdata, facts->hand_overs->len);

  if (self->as_of != facts->as_of || !same_gaps)
    {
      self->as_of = facts->as_of;
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

  show_facts (self, g_task_get_task_data (task));
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
  PlLinkFacts *facts = g_task_get_task_data (task);

  change_loading (self, -1);
  if (!pl_link_keep_finish (result, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (facts->payments != NULL)
    show_facts (self, facts);

  if (facts->link != NULL && facts->rowid != 0)
    pl_link_feed_changed (self->feed, facts->link, facts->rowid);

  if (facts->error != NULL)
    g_task_return_error (task, g_steal_pointer (&facts->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
inquiry_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  PlLinkDetails *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  PlLinkKeeper keeper;
  PlLinkFacts *facts;

  facts = pl_link_inquiry_finish (PAYROC_CLIENT (source), result, &error);
  if (facts == NULL)
    {
      change_loading (self, -1);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  keeper = (PlLinkKeeper) { self->database, self->client, self->terminal, self->feed };
  g_task_set_task_data (task, facts, (GDestroyNotify) pl_link_facts_free);
  pl_link_keep_async (&keeper, facts, pl_link_facts_write, facts, cancellable, write_page_cb, g_steal_pointer (&task));
}

/* The very link that is shown was told of here. */
static void
feed_changed_cb (PlLinkDetails *self,
                 GArray        *changes)
{
  const PlLinkChange *change = pl_link_changes_find (changes, self->link_id);

  if (change != NULL && change->link != self->link)
    pl_link_details_load_async (self, self->cancellable, NULL, NULL);
}

static void
feed_reloaded_cb (PlLinkDetails *self)
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
    case PROP_OLD_ADDRESSES:
      g_value_set_object (value, self->old_addresses);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->n_loading > 0);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
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
  g_clear_object (&self->old_addresses);
  g_clear_object (&self->hand_overs);
  g_clear_object (&self->asked);
  g_clear_object (&self->cancellable);
  g_free (self->account);
  g_free (self->terminal);
  g_free (self->link_id);

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

  /**
   * PlLinkDetails:link: (nullable)
   *
   * The link as it was last read; %NULL until then. Notified only when something of it is different.
   */
  properties[PROP_LINK] = g_param_spec_object ("link", NULL, NULL, PAYROC_TYPE_LINK, flags);
  /**
   * PlLinkDetails:sharing:
   *
   * A list of [class@Payroc.SharingEvent], newest first. An event that stays the same stays the same object.
   */
  properties[PROP_SHARING] = g_param_spec_object ("sharing", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  /**
   * PlLinkDetails:payments:
   *
   * A list of [class@Payroc.Payment] from both of Payroc's lists, newest first; the same one stays the same object.
   */
  properties[PROP_PAYMENTS] = g_param_spec_object ("payments", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  /**
   * PlLinkDetails:old-addresses:
   *
   * A list of [class@Pl.OldAddress]: where the link was paid before its address changed, newest first.
   */
  properties[PROP_OLD_ADDRESSES] = g_param_spec_object ("old-addresses", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  /**
   * PlLinkDetails:loading:
   *
   * Whether the store or Payroc is being asked.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  /**
   * PlLinkDetails:as-of:
   *
   * When all parts were last read from Payroc, microseconds since the epoch; 0 for never.
   */
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_link_details_init (PlLinkDetails *self)
{
  self->sharing = g_list_store_new (PAYROC_TYPE_SHARING_EVENT);
  self->payments = g_list_store_new (PAYROC_TYPE_PAYMENT);
  self->old_addresses = g_list_store_new (PL_TYPE_OLD_ADDRESS);
  self->hand_overs = g_list_store_new (PL_TYPE_HAND_OVER);
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
  g_signal_connect_object (feed, "changed", G_CALLBACK (feed_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "reloaded", G_CALLBACK (feed_reloaded_cb), self, G_CONNECT_SWAPPED);

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
 * Returns: when all parts were last read from Payroc, microseconds since the epoch, or 0 for never
 */
gint64
pl_link_details_get_as_of (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), 0);

  return self->as_of;
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
  PlLinkFacts *facts;

  g_return_if_fail (PL_IS_LINK_DETAILS (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_link_details_load_async);
  facts = pl_link_facts_new (self->account, self->link_id);
  g_task_set_task_data (task, facts, (GDestroyNotify) pl_link_facts_free);

  change_loading (self, 1);
  pl_database_run_async (self->database, PL_DATABASE_READ, pl_link_facts_read, facts, NULL,
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
 * Asks Payroc for the link, all its sharing events and both lists of payments.
 * A part that fails keeps what was stored.
 */
void
pl_link_details_update_async (PlLinkDetails       *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_LINK_DETAILS (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_link_details_update_async);

  change_loading (self, 1);
  pl_link_inquiry_async (self->client, self->terminal, pl_link_facts_new (self->account, self->link_id), self->link,
                         PL_LINK_INQUIRY_ALL, cancellable, inquiry_cb, g_steal_pointer (&task));
}

/**
 * pl_link_details_update_finish:
 * @self: details
 * @result: the result
 * @error: return location
 *
 * Errors: the link's own, else the first list's that failed (the others are stored nevertheless): %PAYROC_ERROR;
 * %PL_STORE_ERROR; %G_IO_ERROR_CANCELLED.
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
