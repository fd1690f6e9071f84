/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK makes a row widget anew for each new item; one that is refilled keeps its widget, which is most of a keystroke's
 * cost. */
#include "pl-link-item.h"

#include "core/links/pl-link-outcome.h"

struct _PlLinkItem
{
  GObject     parent_instance;

  guint       position;
  gint64      rowid;  /* 0 while nothing was read */
  gint64      wanted; /* the row that belongs there now; until it is read, another is shown */
  PayrocLink *link; /* (owned) (nullable) */

  PlLinkGlance *glance; /* (owned) (nullable) what else is known of it */
  GRefString   *search; /* (owned) (nullable) the words that found it */
  GPtrArray    *hits; /* (owned) (nullable) (element-type PlSearchHit) where it has them */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlLinkItem, pl_link_item, G_TYPE_OBJECT)

static void
pl_link_item_dispose (GObject *object)
{
  PlLinkItem *self = PL_LINK_ITEM (object);

  g_clear_object (&self->link);

  G_OBJECT_CLASS (pl_link_item_parent_class)->dispose (object);
}

static void
pl_link_item_finalize (GObject *object)
{
  PlLinkItem *self = PL_LINK_ITEM (object);

  g_clear_pointer (&self->glance, pl_link_glance_unref);
  g_clear_pointer (&self->search, g_ref_string_release);
  g_clear_pointer (&self->hits, g_ptr_array_unref);

  G_OBJECT_CLASS (pl_link_item_parent_class)->finalize (object);
}

static void
pl_link_item_class_init (PlLinkItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_link_item_dispose;
  object_class->finalize = pl_link_item_finalize;

  /**
   * PlLinkItem::changed:
   * @self: the item
   *
   * What the item shows is another link now, or the same link with other values.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_LINK_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
pl_link_item_init (PlLinkItem *self)
{
}

/**
 * pl_link_item_new:
 * @position: the place in the list that it stands for
 *
 * Returns: (transfer full): an item that shows nothing yet
 */
PlLinkItem *
pl_link_item_new (guint position)
{
  PlLinkItem *self = g_object_new (PL_TYPE_LINK_ITEM, NULL);

  self->position = position;

  return self;
}

/**
 * pl_link_item_get_position:
 * @self: an item
 *
 * Returns: the place in the list that it stands for
 */
guint
pl_link_item_get_position (PlLinkItem *self)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), 0);

  return self->position;
}

/**
 * pl_link_item_get_link:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the link to show; %NULL while it is being read
 */
PayrocLink *
pl_link_item_get_link (PlLinkItem *self)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), NULL);

  return self->link;
}

/**
 * pl_link_item_get_status:
 * @self: an item
 *
 * Returns: what Payroc calls the link to show; of a completed one what became of its money
 */
PayrocLinkStatus
pl_link_item_get_status (PlLinkItem *self)
{
  PayrocLinkStatus status, known;

  g_return_val_if_fail (PL_IS_LINK_ITEM (self), PAYROC_LINK_STATUS_UNKNOWN);

  if (self->link == NULL)
    return PAYROC_LINK_STATUS_UNKNOWN;

  /* The link may be newer than what was read with it. */
  status = payroc_link_get_status (self->link);
  known = (PayrocLinkStatus) pl_link_item_get_paid (self)->status;

  return status == PAYROC_LINK_STATUS_COMPLETED && pl_link_outcome_is_judged (known) ? known : status;
}

/**
 * pl_link_item_get_paid:
 * @self: an item
 *
 * Returns: (transfer none): how many payments were counted on the link when it was last looked at
 */
const PlLinkPaid *
pl_link_item_get_paid (PlLinkItem *self)
{
  static const PlLinkPaid none;

  g_return_val_if_fail (PL_IS_LINK_ITEM (self), NULL);

  return self->glance != NULL ? &self->glance->paid : &none;
}

/**
 * pl_link_item_get_left_behind:
 * @self: an item
 *
 * Returns: whether somebody was sent an address of the link that no longer works, and none since
 */
gboolean
pl_link_item_get_left_behind (PlLinkItem *self)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), FALSE);

  return self->glance != NULL && self->glance->left_behind;
}

/**
 * pl_link_item_get_person:
 * @self: an item
 * @n_others: (out): how many more people were sent it
 *
 * Returns: (transfer none) (nullable): who was sent the link last, by name or else by address; %NULL: nobody, as far as
 *   is known
 */
const char *
pl_link_item_get_person (PlLinkItem *self,
                         guint      *n_others)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), NULL);

  *n_others = self->glance != NULL ? self->glance->n_others : 0;

  return self->glance != NULL ? self->glance->person : NULL;
}

/**
 * pl_link_item_get_hits:
 * @self: an item
 *
 * Returns: (transfer none) (nullable) (element-type PlSearchHit): why the search found the link, where that is not its
 *   reference; %NULL: there is nothing to tell, or nothing is searched
 */
GPtrArray *
pl_link_item_get_hits (PlLinkItem *self)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), NULL);

  return self->hits;
}

/**
 * pl_link_item_get_glance:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what is known of the link besides itself. For #PlLinkList
 */
PlLinkGlance *
pl_link_item_get_glance (PlLinkItem *self)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), NULL);

  return self->glance;
}

/**
 * pl_link_item_has_search:
 * @self: an item
 * @search: (nullable): the words of the search
 *
 * Returns: whether that very string came with pl_link_item_fill(). For #PlLinkList
 */
gboolean
pl_link_item_has_search (PlLinkItem *self,
                         GRefString *search)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), FALSE);

  return self->search == search;
}

/**
 * pl_link_item_get_rowid:
 * @self: an item
 *
 * Returns: the stored row it shows, or 0
 */
gint64
pl_link_item_get_rowid (PlLinkItem *self)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), 0);

  return self->rowid;
}

/**
 * pl_link_item_is_current:
 * @self: an item
 *
 * For a moment after a search an item still shows the link that was at its place before. It may be looked at, but what
 * is done with an item is meant for the link that belongs there: it is current when #PlLinkItem::changed comes.
 *
 * Returns: whether its link is the one that belongs at its place
 */
gboolean
pl_link_item_is_current (PlLinkItem *self)
{
  g_return_val_if_fail (PL_IS_LINK_ITEM (self), FALSE);

  return self->link != NULL && self->rowid == self->wanted;
}

/**
 * pl_link_item_set_wanted:
 * @self: an item
 * @rowid: the stored row that belongs at its place now, or 0
 *
 * What it shows stays until pl_link_item_fill(). For #PlLinkList.
 */
void
pl_link_item_set_wanted (PlLinkItem *self,
                         gint64      rowid)
{
  g_return_if_fail (PL_IS_LINK_ITEM (self));

  self->wanted = rowid;
}

/**
 * pl_link_item_show_again:
 * @self: an item
 *
 * Says that what it shows has to be written anew: the day is another. For #PlLinkList.
 */
void
pl_link_item_show_again (PlLinkItem *self)
{
  g_return_if_fail (PL_IS_LINK_ITEM (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * pl_link_item_fill:
 * @self: an item
 * @rowid: the stored row
 * @link: (nullable): its link; %NULL when it cannot be read
 * @glance: (nullable): what else is known of it
 * @search: (nullable): the words that found it
 *
 * Shows another link from now on. For #PlLinkList.
 */
void
pl_link_item_fill (PlLinkItem   *self,
                   gint64        rowid,
                   PayrocLink   *link,
                   PlLinkGlance *glance,
                   GRefString   *search)
{
  g_autoptr (GPtrArray) hits = NULL;
  gboolean is_same;

  g_return_if_fail (PL_IS_LINK_ITEM (self));
  g_return_if_fail (link == NULL || PAYROC_IS_LINK (link));

  is_same = self->rowid == rowid && self->link == link && pl_link_glance_equal (self->glance, glance);
  if (is_same && self->search == search)
    return;

  /* A row says the same at most keys of a search. */
  hits = glance != NULL && search != NULL ? pl_search_hit_find (glance->text, search) : NULL;
  is_same = is_same && pl_search_hits_equal (self->hits, hits);

  self->rowid = rowid;
  g_set_object (&self->link, link);
  if (glance != NULL)
    pl_link_glance_ref (glance);
  g_clear_pointer (&self->glance, pl_link_glance_unref);
  self->glance = glance;
  if (search != NULL)
    g_ref_string_acquire (search);
  g_clear_pointer (&self->search, g_ref_string_release);
  self->search = search;
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = g_steal_pointer (&hits);

  if (!is_same)
    g_signal_emit (self, signals[CHANGED], 0);
}
