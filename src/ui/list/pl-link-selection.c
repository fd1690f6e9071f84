/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One model for both ways of choosing: with another one GTK would make all rows anew, and forget where they stood. */
#include "config.h"

#include "pl-link-selection.h"

struct _PlLinkSelection
{
  GObject      parent_instance;

  PlLinkList  *links;    /* (owned) */
  PlLinkPicks *picks;    /* (owned) */
  guint        selected;
  PlLinkItem  *item;     /* (owned) (nullable) at that place: the list keeps only those that somebody holds */
  gboolean     picking;
};

typedef enum
{
  PROP_SELECTED = 1,
  PROP_PICKING,
} PlLinkSelectionProperty;

static GParamSpec *properties[PROP_PICKING + 1];

static void list_model_init      (GListModelInterface        *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlLinkSelection, pl_link_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static guint
count_items (PlLinkSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->links));
}

/* What is at a place now may be another link than a moment ago: all that is on the screen looks again. */
static void
tell_all (PlLinkSelection *self)
{
  guint n_items = count_items (self);

  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items);
}

static void
picks_changed_cb (PlLinkSelection *self)
{
  if (self->picking)
    tell_all (self);
}

static void
items_changed_cb (PlLinkSelection *self,
                  guint            position,
                  guint            removed,
                  guint            added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (self->selected != GTK_INVALID_LIST_POSITION && self->selected >= count_items (self))
    {
      self->selected = GTK_INVALID_LIST_POSITION;
      g_clear_object (&self->item);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
    }
}

static GType
get_item_type (GListModel *model)
{
  return PL_TYPE_LINK_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return count_items (PL_LINK_SELECTION (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (PL_LINK_SELECTION (model)->links), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  PlLinkSelection *self = PL_LINK_SELECTION (model);

  return self->picking ? pl_link_picks_contains (self->picks, position) : self->selected == position;
}

static gboolean
set_range (PlLinkSelection *self,
           guint            position,
           guint            n,
           gboolean         picked)
{
  if (pl_link_picks_set_range (self->picks, position, n, picked))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n, count_items (self) - MIN (position, count_items (self))));

  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  PlLinkSelection *self = PL_LINK_SELECTION (model);

  if (!self->picking)
    pl_link_selection_set_selected (self, position);
  else if (!unselect_rest)
    set_range (self, position, 1, TRUE);

  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model,
               guint              position)
{
  PlLinkSelection *self = PL_LINK_SELECTION (model);

  if (self->picking)
    set_range (self, position, 1, FALSE);
  else if (self->selected == position)
    pl_link_selection_set_selected (self, GTK_INVALID_LIST_POSITION);

  return TRUE;
}

static gboolean
select_range (GtkSelectionModel *model,
              guint              position,
              guint              n_items,
              gboolean           unselect_rest)
{
  PlLinkSelection *self = PL_LINK_SELECTION (model);

  return self->picking && set_range (self, position, n_items, TRUE);
}

static gboolean
unselect_range (GtkSelectionModel *model,
                guint              position,
                guint              n_items)
{
  PlLinkSelection *self = PL_LINK_SELECTION (model);

  return self->picking && set_range (self, position, n_items, FALSE);
}

/* Ctrl+A means many, whatever was chosen before. */
static gboolean
select_all (GtkSelectionModel *model)
{
  PlLinkSelection *self = PL_LINK_SELECTION (model);

  pl_link_selection_set_picking (self, TRUE);
  if (!pl_link_picks_add_matching (self->picks))
    return FALSE;

  tell_all (self);

  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  PlLinkSelection *self = PL_LINK_SELECTION (model);

  if (self->picking)
    {
      pl_link_picks_clear (self->picks);
      tell_all (self);
    }
  else
    {
      pl_link_selection_set_selected (self, GTK_INVALID_LIST_POSITION);
    }

  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

static void
pl_link_selection_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PlLinkSelection *self = PL_LINK_SELECTION (object);

  switch ((PlLinkSelectionProperty) property_id)
    {
    case PROP_SELECTED:
      g_value_set_uint (value, self->selected);
      break;
    case PROP_PICKING:
      g_value_set_boolean (value, self->picking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_link_selection_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  PlLinkSelection *self = PL_LINK_SELECTION (object);

  switch ((PlLinkSelectionProperty) property_id)
    {
    case PROP_SELECTED:
      pl_link_selection_set_selected (self, g_value_get_uint (value));
      break;
    case PROP_PICKING:
      pl_link_selection_set_picking (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_link_selection_dispose (GObject *object)
{
  PlLinkSelection *self = PL_LINK_SELECTION (object);

  if (self->links != NULL)
    g_signal_handlers_disconnect_by_data (self->links, self);
  if (self->picks != NULL)
    g_signal_handlers_disconnect_by_data (self->picks, self);

  G_OBJECT_CLASS (pl_link_selection_parent_class)->dispose (object);
}

static void
pl_link_selection_finalize (GObject *object)
{
  PlLinkSelection *self = PL_LINK_SELECTION (object);

  g_clear_object (&self->item);
  g_clear_object (&self->picks);
  g_clear_object (&self->links);

  G_OBJECT_CLASS (pl_link_selection_parent_class)->finalize (object);
}

static void
pl_link_selection_class_init (PlLinkSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_link_selection_get_property;
  object_class->set_property = pl_link_selection_set_property;
  object_class->dispose = pl_link_selection_dispose;
  object_class->finalize = pl_link_selection_finalize;

  properties[PROP_SELECTED] =
    g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, GTK_INVALID_LIST_POSITION, flags);
  properties[PROP_PICKING] = g_param_spec_boolean ("picking", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_link_selection_init (PlLinkSelection *self)
{
  self->selected = GTK_INVALID_LIST_POSITION;
}

PlLinkSelection *
pl_link_selection_new (PlLinkList *links)
{
  PlLinkSelection *self;

  g_return_val_if_fail (PL_IS_LINK_LIST (links), NULL);

  self = g_object_new (PL_TYPE_LINK_SELECTION, NULL);
  self->links = g_object_ref (links);
  self->picks = pl_link_picks_new (links);
  g_signal_connect_swapped (links, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (self->picks, "changed", G_CALLBACK (picks_changed_cb), self);

  return self;
}

PlLinkPicks *
pl_link_selection_get_picks (PlLinkSelection *self)
{
  g_return_val_if_fail (PL_IS_LINK_SELECTION (self), NULL);

  return self->picks;
}

gboolean
pl_link_selection_get_picking (PlLinkSelection *self)
{
  g_return_val_if_fail (PL_IS_LINK_SELECTION (self), FALSE);

  return self->picking;
}

void
pl_link_selection_set_picking (PlLinkSelection *self,
                               gboolean         picking)
{
  g_return_if_fail (PL_IS_LINK_SELECTION (self));

  if (self->picking == picking)
    return;

  self->picking = picking;
  pl_link_picks_clear (self->picks);
  tell_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICKING]);
}

void
pl_link_selection_set_selected (PlLinkSelection *self,
                                guint            position)
{
  guint before;

  g_return_if_fail (PL_IS_LINK_SELECTION (self));

  before = self->selected;
  if (position >= count_items (self))
    position = GTK_INVALID_LIST_POSITION;
  if (before == position)
    return;

  self->selected = position;
  g_clear_object (&self->item);
  self->item = g_list_model_get_item (G_LIST_MODEL (self->links), position);
  if (!self->picking)
    {
      if (before < count_items (self))
        gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), before, 1);
      if (position != GTK_INVALID_LIST_POSITION)
        gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

PlLinkItem *
pl_link_selection_get_selected_item (PlLinkSelection *self)
{
  g_return_val_if_fail (PL_IS_LINK_SELECTION (self), NULL);

  return self->item;
}
