/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stores a link need not know who shows it: this is the one place where both meet, and where what is stored link by
 * link becomes a few announcements. */
#include "pl-link-feed.h"

/* A change is told at once. What follows it closely waits for its company: each telling costs a look at all links. */
#define GATHER_MILLISECONDS 30
/* For figures that are read from the whole store: too short to be waited for. */
#define SETTLE_MILLISECONDS 150

struct _PlLinkFeed
{
  GObject   parent_instance;

  GArray   *changes; /* (owned) (element-type PlLinkChange) not told yet, by ascending rowid */
  gboolean  reloaded; /* not told yet */
  gint64    told_at; /* monotonic microseconds */
  guint     tell_source;
  guint     settle_source;
};

enum
{
  CHANGED,
  RELOADED,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlLinkFeed, pl_link_feed, G_TYPE_OBJECT)

static void
clear_change (gpointer data)
{
  PlLinkChange *change = data;

  g_object_unref (change->link);
}

static GArray *
new_changes (void)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (PlLinkChange));

  g_array_set_clear_func (changes, clear_change);

  return changes;
}

/* Rows come in their order, mostly: the place is looked for from the end. */
static void
put_change (GArray     *changes,
            PayrocLink *link,
            gint64      rowid)
{
  PlLinkChange change = { rowid, g_object_ref (link) };
  guint place = changes->len;

  while (place > 0 && g_array_index (changes, PlLinkChange, place - 1).rowid > rowid)
    place--;

  if (place > 0 && g_array_index (changes, PlLinkChange, place - 1).rowid == rowid)
    {
      PlLinkChange *earlier = &g_array_index (changes, PlLinkChange, place - 1);

      g_object_unref (earlier->link);
      *earlier = change;
    }
  else
    {
      g_array_insert_val (changes, place, change);
    }
}

static gboolean
tell_cb (gpointer user_data)
{
  g_autoptr (PlLinkFeed) self = g_object_ref (user_data);
  g_autoptr (GArray) changes = self->changes;
  const gboolean reloaded = self->reloaded;

  self->tell_source = 0;
  self->changes = new_changes ();
  self->reloaded = FALSE;
  self->told_at = g_get_monotonic_time ();

  if (changes->len > 0)
    g_signal_emit (self, signals[CHANGED], 0, changes);
  if (reloaded)
    g_signal_emit (self, signals[RELOADED], 0);

  return G_SOURCE_REMOVE;
}

static gboolean
settled_cb (gpointer user_data)
{
  PlLinkFeed *self = user_data;

  self->settle_source = 0;
  g_signal_emit (self, signals[SETTLED], 0);

  return G_SOURCE_REMOVE;
}

/* Not put off by more news: what is shown is never older than that. */
static void
tell_soon (PlLinkFeed *self)
{
  const gint64 since = (g_get_monotonic_time () - self->told_at) / G_TIME_SPAN_MILLISECOND;

  if (self->tell_source == 0)
    self->tell_source = g_timeout_add ((guint) (GATHER_MILLISECONDS - CLAMP (since, 0, GATHER_MILLISECONDS)), tell_cb,
                                       self);
  if (self->settle_source == 0)
    self->settle_source = g_timeout_add (SETTLE_MILLISECONDS, settled_cb, self);
}

static void
pl_link_feed_finalize (GObject *object)
{
  PlLinkFeed *self = PL_LINK_FEED (object);

  g_clear_handle_id (&self->tell_source, g_source_remove);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_array_unref (self->changes);

  G_OBJECT_CLASS (pl_link_feed_parent_class)->finalize (object);
}

static void
pl_link_feed_class_init (PlLinkFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_link_feed_finalize;

  /**
   * PlLinkFeed::changed:
   * @self: the feed
   * @changes: (element-type PlLinkChange): by ascending rowid, each row once
   *
   * These links were added or are now others. Emitted after the transactions were committed, in a turn of the main loop
   * of its own.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_LINK_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE);
  /**
   * PlLinkFeed::reloaded:
   * @self: the feed
   *
   * So many links changed at once that reading them all anew is cheaper than hearing of each.
   */
  signals[RELOADED] = g_signal_new ("reloaded", PL_TYPE_LINK_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  /**
   * PlLinkFeed::settled:
   * @self: the feed
   *
   * Links changed a moment ago, one or many: for who reads the whole store because of it.
   */
  signals[SETTLED] = g_signal_new ("settled", PL_TYPE_LINK_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pl_link_feed_init (PlLinkFeed *self)
{
  self->changes = new_changes ();
}

/**
 * pl_link_feed_new:
 *
 * Returns: (transfer full): a feed; one for each open account
 */
PlLinkFeed *
pl_link_feed_new (void)
{
  return g_object_new (PL_TYPE_LINK_FEED, NULL);
}

/**
 * pl_link_feed_changed:
 * @self: a feed
 * @link: the link as it was committed
 * @rowid: its row's id, above 0
 *
 * Tells everybody, in a later turn of the main loop: of a row that changes twice until then, the last of it. Main
 * context only, after the commit.
 */
void
pl_link_feed_changed (PlLinkFeed *self,
                      PayrocLink *link,
                      gint64      rowid)
{
  g_return_if_fail (PL_IS_LINK_FEED (self));
  g_return_if_fail (PAYROC_IS_LINK (link));
  g_return_if_fail (rowid > 0);

  put_change (self->changes, link, rowid);
  tell_soon (self);
}

/**
 * pl_link_feed_reloaded:
 * @self: a feed
 *
 * Tells everybody, in a later turn of the main loop, that what they know of the links is old. Main context only, after
 * the commit.
 */
void
pl_link_feed_reloaded (PlLinkFeed *self)
{
  g_return_if_fail (PL_IS_LINK_FEED (self));

  self->reloaded = TRUE;
  tell_soon (self);
}

/**
 * pl_link_changes_find:
 * @changes: (element-type PlLinkChange): what #PlLinkFeed::changed told
 * @link_id: Payroc's id of a link
 *
 * Returns: (transfer none) (nullable): that link as it is now, when it is among them; valid as long as they are
 */
const PlLinkChange *
pl_link_changes_find (GArray     *changes,
                      const char *link_id)
{
  g_return_val_if_fail (changes != NULL, NULL);
  g_return_val_if_fail (link_id != NULL, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const PlLinkChange *change = &g_array_index (changes, PlLinkChange, i);

      if (g_str_equal (payroc_link_get_id (change->link), link_id))
        return change;
    }

  return NULL;
}
