/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stores a link need not know who shows it: this is the one place where both meet. */
#include "pl-link-feed.h"

struct _PlLinkFeed
{
  GObject parent_instance;
};

enum
{
  CHANGED,
  RELOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlLinkFeed, pl_link_feed, G_TYPE_OBJECT)

static void
pl_link_feed_class_init (PlLinkFeedClass *klass)
{
  /**
   * PlLinkFeed::changed:
   * @self: the feed
   * @link: the link as it is now stored
   * @rowid: its row
   *
   * One link was added or is now another. Emitted after the transaction was committed.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_LINK_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, PAYROC_TYPE_LINK, G_TYPE_INT64);
  /**
   * PlLinkFeed::reloaded:
   * @self: the feed
   *
   * So many links changed at once that reading them all anew is cheaper than hearing of each.
   */
  signals[RELOADED] = g_signal_new ("reloaded", PL_TYPE_LINK_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
pl_link_feed_init (PlLinkFeed *self)
{
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
 * Tells everybody. Main context only, after the commit.
 */
void
pl_link_feed_changed (PlLinkFeed *self,
                      PayrocLink *link,
                      gint64      rowid)
{
  g_return_if_fail (PL_IS_LINK_FEED (self));
  g_return_if_fail (PAYROC_IS_LINK (link));
  g_return_if_fail (rowid > 0);

  g_signal_emit (self, signals[CHANGED], 0, link, rowid);
}

/**
 * pl_link_feed_reloaded:
 * @self: a feed
 *
 * Tells everybody that what they know of the links is old. Main context only, after the commit.
 */
void
pl_link_feed_reloaded (PlLinkFeed *self)
{
  g_return_if_fail (PL_IS_LINK_FEED (self));

  g_signal_emit (self, signals[RELOADED], 0);
}
