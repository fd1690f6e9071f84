/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Announces results so that GTK keeps its row widgets: an item stands for a position, only the list's length ever
 * changes, and at its end; what a row shows is read by the database's worker and filled in. */
#include "pl-link-list-private.h"

typedef enum
{
  PROP_CRITERIA = 1,
  PROP_N_TOTAL,
  PROP_N_MATCHING,
  PROP_READY,
  PROP_ERROR,
  PROP_CHOSEN,
  PROP_CHOSEN_POSITION,
} PlLinkListProperty;

/* The newest links are in sight, and what stands beside them is read before all the others: the worker takes longer
 * for these than a start does. */
#define INDEX_PRIORITY (G_PRIORITY_LOW + 50)

/* Seconds between two tries to read what could not be read. */
#define LONGEST_WAIT 60

static GParamSpec *properties[PROP_CHOSEN_POSITION + 1];

static guint sight_moved;

static void pl_link_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlLinkList, pl_link_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pl_link_list_iface_init))

static void find_chosen (PlLinkList *self);

static gint64
get_rowid_cb (guint    position,
              gpointer user_data)
{
  PlLinkList *self = user_data;

  if (position >= self->entries->len)
    return 0;

  return pl_link_index_get_key (self->index, g_array_index (self->entries, guint32, position))->rowid;
}

static guint
find_position (PlLinkList *self,
               gint64      rowid)
{
  guint entry = self->index != NULL && rowid != 0 ? pl_link_index_find (self->index, rowid) : G_MAXUINT;

  for (guint i = 0; entry != G_MAXUINT && i < self->entries->len; i++)
    {
      if (g_array_index (self->entries, guint32, i) == entry)
        return i;
    }

  return G_MAXUINT;
}

/* Told also when the number is the same: the view may have kept its own selection of that place. */
static void
update_chosen_position (PlLinkList *self)
{
  self->chosen_position = find_position (self, self->chosen_rowid);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN_POSITION]);
}

/* Live items keep their places and are filled anew; the view hears of the difference in length only. */
static void
run_query (PlLinkList *self)
{
  guint       before = self->entries->len;
  PlLinkQuery query;
  GDate       today;

  if (self->index == NULL)
    return;

  pl_today_get (self->today, &today);
  query = pl_link_criteria_get_query (self->criteria, &today);
  g_array_unref (self->entries);
  self->entries = pl_link_index_query (self->index, &query);
  pl_link_stage_announce (&self->stage, self->entries->len);
  pl_link_slots_set_search (self->slots, query.search);
  pl_link_slots_refill (self->slots);
  update_chosen_position (self);

  if (before != self->entries->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MATCHING]);
}

static gboolean
read_index_soon_cb (gpointer user_data)
{
  PlLinkList *self = user_data;

  self->index_source = 0;
  pl_link_list_read_index (self);

  return G_SOURCE_REMOVE;
}

/* Takes error (nullable). What keeps the store busy, or the disk full, goes away by itself: nobody has to stand by. */
static void
take_error (PlLinkList *self,
            GError     *error)
{
  const gboolean before = self->error != NULL;

  g_clear_error (&self->error);
  self->error = error;
  if (error != NULL)
    {
      g_message ("Stored links could not be read: %s", error->message);
      g_clear_handle_id (&self->index_source, g_source_remove);
      self->index_source = g_timeout_add_seconds (MIN (1u << MIN (self->n_failures, 8), LONGEST_WAIT),
                                                  read_index_soon_cb, self);
      self->n_failures++;
    }
  else
    {
      self->n_failures = 0;
    }
  if (before || error != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
read_index_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (PlLinkList) self = g_object_ref (g_task_get_source_object (user_data));
  g_autoptr (GTask)      task = user_data;
  g_autoptr (GError)     error = NULL;
  PlIndexRead             *data = g_task_get_task_data (task);
  gint64                   anchor_row;

  pl_database_run_finish (PL_DATABASE (source), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->reading = FALSE;
  if (error != NULL)
    {
      take_error (self, g_steal_pointer (&error));
      if (self->read_again)
        pl_link_list_read_index (self);
      return;
    }

  anchor_row = pl_link_list_get_anchor_row (self);
  g_clear_pointer (&self->index, pl_link_index_free);
  self->index = g_steal_pointer (&data->index);
  self->n_stored = data->n_total;
  pl_link_list_run_query_anew (self, anchor_row);
  if (data->rows != NULL)
    pl_link_slots_fill_rows (self->slots, data->rows);

  if (!data->newest)
    take_error (self, NULL);
  if (!data->newest && !self->ready)
    {
      self->ready = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
    }
  if (self->read_again)
    pl_link_list_read_index (self);
  else if (data->newest)
    self->index_source = g_idle_add_full (INDEX_PRIORITY, read_index_soon_cb, self, NULL);
  /* Chosen before it was stored, and stored among so many that nobody named it. */
  else if (self->chosen_id != NULL && self->chosen_rowid == 0)
    find_chosen (self);
}

static void
find_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (PlLinkList) self = g_object_ref (g_task_get_source_object (user_data));
  g_autoptr (GTask)      task = user_data;
  PlRowidRead           *data = g_task_get_task_data (task);

  if (!pl_database_run_finish (PL_DATABASE (source), result, NULL) || g_strcmp0 (self->chosen_id, data->link_id) != 0
      || data->rowid == 0)
    return;

  self->chosen_rowid = data->rowid;
  update_chosen_position (self);
}

/* What is shown answers at once, the store a moment later. */
static void
find_chosen (PlLinkList *self)
{
  self->chosen_rowid = self->chosen_id != NULL ? pl_link_slots_find_link (self->slots, self->chosen_id) : 0;
  update_chosen_position (self);

  if (self->chosen_id != NULL && self->chosen_rowid == 0)
    pl_reads_run_async (self, self->database, self->cancellable, pl_rowid_read_work,
                        pl_rowid_read_new (self->account, self->chosen_id), (GDestroyNotify) pl_rowid_read_free,
                        find_chosen_cb);
}

static void
set_chosen (PlLinkList *self,
            const char *chosen)
{
  if (g_strcmp0 (self->chosen_id, chosen) == 0)
    return;

  g_free (self->chosen_id);
  self->chosen_id = g_strdup (chosen);
  find_chosen (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
today_cb (PlLinkList *self)
{
  pl_link_list_run_query_anew (self, pl_link_list_get_anchor_row (self));
  pl_link_slots_show_again (self->slots);
}

static GType
pl_link_list_get_item_type (GListModel *model)
{
  return PL_TYPE_LINK_ITEM;
}

static guint
pl_link_list_get_n_items (GListModel *model)
{
  return PL_LINK_LIST (model)->stage.n_published;
}

static gpointer
pl_link_list_get_item (GListModel *model,
                       guint       position)
{
  PlLinkList *self = PL_LINK_LIST (model);

  return position < self->stage.n_published ? pl_link_slots_get (self->slots, position) : NULL;
}

static void
pl_link_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = pl_link_list_get_item_type;
  iface->get_n_items = pl_link_list_get_n_items;
  iface->get_item = pl_link_list_get_item;
}

static void
pl_link_list_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PlLinkList *self = PL_LINK_LIST (object);

  switch ((PlLinkListProperty) property_id)
    {
    case PROP_CRITERIA:
      g_value_set_boxed (value, self->criteria);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, pl_link_list_get_n_total (self));
      break;
    case PROP_N_MATCHING:
      g_value_set_uint (value, pl_link_list_get_n_matching (self));
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_CHOSEN:
      g_value_set_string (value, self->chosen_id);
      break;
    case PROP_CHOSEN_POSITION:
      g_value_set_uint (value, self->chosen_position);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_link_list_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PlLinkList *self = PL_LINK_LIST (object);

  switch ((PlLinkListProperty) property_id)
    {
    case PROP_CRITERIA:
      pl_link_list_set_criteria (self, g_value_get_boxed (value));
      break;
    case PROP_CHOSEN:
      set_chosen (self, g_value_get_string (value));
      break;
    case PROP_N_TOTAL:
    case PROP_N_MATCHING:
    case PROP_READY:
    case PROP_ERROR:
    case PROP_CHOSEN_POSITION:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_link_list_dispose (GObject *object)
{
  PlLinkList *self = PL_LINK_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->index_source, g_source_remove);
  pl_link_stage_stop (&self->stage);
  if (self->feed != NULL)
    g_signal_handlers_disconnect_by_data (self->feed, self);
  g_clear_object (&self->feed);
  if (self->today != NULL)
    g_signal_handlers_disconnect_by_data (self->today, self);
  g_clear_object (&self->today);
  g_clear_object (&self->database);
  if (self->slots != NULL)
    pl_link_slots_stop (self->slots);
  g_clear_object (&self->slots);

  G_OBJECT_CLASS (pl_link_list_parent_class)->dispose (object);
}

static void
pl_link_list_finalize (GObject *object)
{
  PlLinkList *self = PL_LINK_LIST (object);

  g_clear_pointer (&self->index, pl_link_index_free);
  g_clear_error (&self->error);
  g_array_unref (self->entries);
  g_object_unref (self->cancellable);
  g_free (self->account);
  g_free (self->chosen_id);
  pl_link_criteria_free (self->criteria);

  G_OBJECT_CLASS (pl_link_list_parent_class)->finalize (object);
}

static void
pl_link_list_class_init (PlLinkListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   settable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags   readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_link_list_get_property;
  object_class->set_property = pl_link_list_set_property;
  object_class->dispose = pl_link_list_dispose;
  object_class->finalize = pl_link_list_finalize;

  properties[PROP_CRITERIA] = g_param_spec_boxed ("criteria", NULL, NULL, PL_TYPE_LINK_CRITERIA, settable);
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_MATCHING] = g_param_spec_uint ("n-matching", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  properties[PROP_CHOSEN] = g_param_spec_string ("chosen", NULL, NULL, NULL, settable);
  properties[PROP_CHOSEN_POSITION] =
    g_param_spec_uint ("chosen-position", NULL, NULL, 0, G_MAXUINT, G_MAXUINT, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * PlLinkList::sight-moved:
   * @self: the list
   * @before: the first place in sight
   * @position: where the link is now that was there
   *
   * Links came or went above what is looked at. Not told at the top, where one wants to see what is new, nor when
   * other criteria begin there.
   */
  sight_moved = g_signal_new ("sight-moved", PL_TYPE_LINK_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
pl_link_list_init (PlLinkList *self)
{
  self->cancellable = g_cancellable_new ();
  self->stage.model = G_LIST_MODEL (self);
  self->entries = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->chosen_position = G_MAXUINT;
  self->anchor = G_MAXUINT;
  self->criteria = pl_link_criteria_new ();
}

/**
 * pl_link_list_new:
 * @account: an account's UUID
 * @database: where its links are stored
 * @feed: tells when one changes
 * @today: the day it is, for criteria such as "this week"
 *
 * The newest links are in the list one visit to the worker later, all of them soon after (#PlLinkList:ready).
 *
 * Returns: (transfer full): the account's links
 */
PlLinkList *
pl_link_list_new (const char *account,
                  PlDatabase *database,
                  PlLinkFeed *feed,
                  PlToday    *today)
{
  PlLinkList *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (feed), NULL);
  g_return_val_if_fail (PL_IS_TODAY (today), NULL);

  self = g_object_new (PL_TYPE_LINK_LIST, NULL);
  self->account = g_strdup (account);
  self->database = g_object_ref (database);
  self->feed = g_object_ref (feed);
  self->today = g_object_ref (today);
  self->slots = pl_link_slots_new (database, get_rowid_cb, self);
  g_signal_connect_swapped (self->today, "changed", G_CALLBACK (today_cb), self);
  pl_link_list_follow (self);
  pl_link_list_read_index (self);

  return self;
}

/**
 * pl_link_list_set_criteria:
 * @self: a list
 * @criteria: (nullable): which links, in which order; %NULL: all, newest first
 *
 * The answer is there when this returns; what the rows show is read behind it.
 */
void
pl_link_list_set_criteria (PlLinkList           *self,
                           const PlLinkCriteria *criteria)
{
  const PlLinkCriteria all = { NULL };

  g_return_if_fail (PL_IS_LINK_LIST (self));

  if (criteria == NULL)
    criteria = &all;
  if (pl_link_criteria_equal (self->criteria, criteria))
    return;

  pl_link_criteria_free (self->criteria);
  self->criteria = pl_link_criteria_copy (criteria);
  run_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CRITERIA]);
}

/**
 * pl_link_list_set_sight:
 * @self: a list
 * @first: the first position that somebody sees
 * @n: how many are seen from there; 0 when it is not known
 *
 * A view holds many more items than it shows. Those in sight are filled first, and at once; the others soon.
 */
void
pl_link_list_set_sight (PlLinkList *self,
                        guint       first,
                        guint       n)
{
  g_return_if_fail (PL_IS_LINK_LIST (self));

  self->anchor = first > 0 ? first : G_MAXUINT;
  pl_link_slots_set_sight (self->slots, first, n);
}

/**
 * pl_link_list_get_n_total:
 * @self: a list
 *
 * Returns: how many links are known, matching or not
 */
guint
pl_link_list_get_n_total (PlLinkList *self)
{
  g_return_val_if_fail (PL_IS_LINK_LIST (self), 0);

  if (self->index == NULL)
    return 0;

  return self->ready ? pl_link_index_get_size (self->index) : self->n_stored;
}

/**
 * pl_link_list_get_n_matching:
 * @self: a list
 *
 * Returns: how many of the links that were read match, also those that the view was not told of yet
 */
guint
pl_link_list_get_n_matching (PlLinkList *self)
{
  g_return_val_if_fail (PL_IS_LINK_LIST (self), 0);

  return self->entries->len;
}

/**
 * pl_link_list_get_ready:
 * @self: a list
 *
 * Returns: whether all that is stored was read, not only the newest
 */
gboolean
pl_link_list_get_ready (PlLinkList *self)
{
  g_return_val_if_fail (PL_IS_LINK_LIST (self), FALSE);

  return self->ready;
}

/**
 * pl_link_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): `PL_STORE_ERROR`: why the store could not be read the last time. The list has
 *   what it had before, or the newest links only; it is read again by itself, and sooner by pl_link_list_try_again()
 */
const GError *
pl_link_list_get_error (PlLinkList *self)
{
  g_return_val_if_fail (PL_IS_LINK_LIST (self), NULL);

  return self->error;
}

/**
 * pl_link_list_try_again:
 * @self: a list
 *
 * Reads what could not be read, now.
 */
void
pl_link_list_try_again (PlLinkList *self)
{
  g_return_if_fail (PL_IS_LINK_LIST (self));

  if (self->error != NULL && !self->reading)
    pl_link_list_read_index (self);
}

/* What was at the anchor before links came or went is somewhere else now, and whoever looked at it wants to go on. */
void
pl_link_list_run_query_anew (PlLinkList *self,
                             gint64      anchor_row)
{
  guint position;

  run_query (self);
  position = find_position (self, anchor_row);
  if (position != G_MAXUINT && position != self->anchor)
    g_signal_emit (self, sight_moved, 0, self->anchor, position);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
}

gint64
pl_link_list_get_anchor_row (PlLinkList *self)
{
  return get_rowid_cb (self->anchor, self);
}

void
pl_link_list_read_index (PlLinkList *self)
{
  if (self->reading)
    {
      self->read_again = TRUE;
      return;
    }

  g_clear_handle_id (&self->index_source, g_source_remove);
  self->reading = TRUE;
  self->read_again = FALSE;
  pl_reads_run_async (self, self->database, self->cancellable, pl_index_read_work,
                      pl_index_read_new (self->account, self->index == NULL), (GDestroyNotify) pl_index_read_free,
                      read_index_cb);
}
