/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK's lists have no mode in which a plain click adds: it is made of two gestures on the whole view, so that a row
 * costs nothing more. */
#include "config.h"

#include "pl-pick-mode.h"

#include "pl-pick-text.h"

struct _PlPickMode
{
  GObject             parent_instance;

  GtkListView        *view;      /* (unowned) who holds us */
  PlPickBar          *bar;       /* (unowned) likewise */
  PlLinkSelection    *selection; /* (owned) (nullable) */
  GSimpleActionGroup *actions;   /* (owned) */
  guint               anchor;    /* where Shift+click begins */
};

typedef enum
{
  PROP_PICKING = 1,
  PROP_TITLE,
} PlPickModeProperty;

static GParamSpec *properties[PROP_TITLE + 1];

G_DEFINE_FINAL_TYPE (PlPickMode, pl_pick_mode, G_TYPE_OBJECT)

static gboolean
is_picking (PlPickMode *self)
{
  return self->selection != NULL && pl_link_selection_get_picking (self->selection);
}

/* (transfer none) (nullable) */
static PlLinkRow *
find_row (PlPickMode *self,
          double      x,
          double      y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != GTK_WIDGET (self->view) && !PL_IS_LINK_ROW (widget))
    {
      GtkWidget *child = gtk_widget_get_first_child (widget);

      /* The edge of a row belongs to it too. */
      if (PL_IS_LINK_ROW (child) && gtk_widget_get_parent (widget) == GTK_WIDGET (self->view))
        return PL_LINK_ROW (child);
      widget = gtk_widget_get_parent (widget);
    }

  return PL_IS_LINK_ROW (widget) ? PL_LINK_ROW (widget) : NULL;
}

static void
set_picked (PlPickMode *self,
            guint       first,
            guint       last,
            gboolean    picked)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);

  if (picked)
    gtk_selection_model_select_range (model, MIN (first, last), MAX (first, last) - MIN (first, last) + 1, FALSE);
  else
    gtk_selection_model_unselect_range (model, MIN (first, last), MAX (first, last) - MIN (first, last) + 1);
}

/* The link that is shown beside the list looks selected already: whoever adds another one means both. */
static void
begin (PlPickMode *self)
{
  guint selected;

  if (is_picking (self))
    return;

  g_object_get (self->selection, "selected", &selected, NULL);
  pl_link_selection_set_picking (self->selection, TRUE);
  self->anchor = selected;
  if (selected != GTK_INVALID_LIST_POSITION && !gtk_list_view_get_single_click_activate (self->view))
    set_picked (self, selected, selected, TRUE);
  else
    self->anchor = GTK_INVALID_LIST_POSITION;
}

static void
click_cb (PlPickMode *self,
          int         n_press,
          double      x,
          double      y,
          GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean        extend = (state & GDK_SHIFT_MASK) != 0;
  PlLinkRow      *row = find_row (self, x, y);
  PlLinkItem     *item = row != NULL ? pl_link_row_get_item (row) : NULL;
  guint           position;

  if (self->selection == NULL || item == NULL
      || (!is_picking (self) && (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) == 0))
    return;

  begin (self);
  position = pl_link_item_get_position (item);
  if (extend && self->anchor != GTK_INVALID_LIST_POSITION)
    set_picked (self, self->anchor, position, TRUE);
  else
    pl_pick_mode_toggle (self, position);

  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_press_cb (PlPickMode *self,
               double      x,
               double      y,
               GtkGesture *gesture)
{
  PlLinkRow  *row = find_row (self, x, y);
  PlLinkItem *item = row != NULL ? pl_link_row_get_item (row) : NULL;

  if (self->selection == NULL || item == NULL || is_picking (self))
    return;

  pl_link_selection_set_picking (self->selection, TRUE);
  pl_pick_mode_toggle (self, pl_link_item_get_position (item));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
add_gesture (PlPickMode *self,
             GtkGesture *gesture,
             const char *signal,
             GCallback   callback)
{
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (gesture, signal, callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (gesture));
}

static void
selected_cb (GtkListItem *list_item,
             GParamSpec  *pspec,
             PlLinkRow   *row)
{
  pl_link_row_set_picked (row, gtk_list_item_get_selected (list_item));
}

static void
picks_changed_cb (PlPickMode *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
picking_cb (PlPickMode *self)
{
  gboolean picking = is_picking (self);
  GAction *leave = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "leave");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (leave), picking);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), picking);
  self->anchor = GTK_INVALID_LIST_POSITION;
  for (GtkWidget *widget = gtk_widget_get_first_child (GTK_WIDGET (self->view)); widget != NULL;
       widget = gtk_widget_get_next_sibling (widget))
    {
      GtkWidget *row = gtk_widget_get_first_child (widget);

      if (PL_IS_LINK_ROW (row))
        pl_link_row_set_picking (PL_LINK_ROW (row), picking);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICKING]);
  picks_changed_cb (self);
}

static void
all_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  PlPickMode *self = user_data;

  if (self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

static void
begin_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  pl_pick_mode_set_picking (user_data, TRUE);
}

static void
leave_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  pl_pick_mode_set_picking (user_data, FALSE);
}

static char *
dup_title (PlPickMode *self)
{
  return pl_pick_text_title (is_picking (self) ? pl_link_picks_get_n (pl_pick_mode_get_picks (self)) : 0);
}

static void
pl_pick_mode_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PlPickMode *self = PL_PICK_MODE (object);

  switch ((PlPickModeProperty) property_id)
    {
    case PROP_PICKING:
      g_value_set_boolean (value, is_picking (self));
      break;
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_pick_mode_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch ((PlPickModeProperty) property_id)
    {
    case PROP_PICKING:
      pl_pick_mode_set_picking (PL_PICK_MODE (object), g_value_get_boolean (value));
      break;
    case PROP_TITLE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
disconnect_selection (PlPickMode *self)
{
  if (self->selection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->selection, self);
  g_signal_handlers_disconnect_by_data (pl_pick_mode_get_picks (self), self);
}

static void
pl_pick_mode_dispose (GObject *object)
{
  PlPickMode *self = PL_PICK_MODE (object);

  disconnect_selection (self);
  g_clear_object (&self->selection);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (pl_pick_mode_parent_class)->dispose (object);
}

static void
pl_pick_mode_class_init (PlPickModeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_pick_mode_get_property;
  object_class->set_property = pl_pick_mode_set_property;
  object_class->dispose = pl_pick_mode_dispose;

  properties[PROP_PICKING] =
    g_param_spec_boolean ("picking", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_pick_mode_init (PlPickMode *self)
{
  static const GActionEntry entries[] = {
    { .name = "all", .activate = all_cb },
    { .name = "begin", .activate = begin_cb },
    { .name = "leave", .activate = leave_cb },
  };
  GAction *leave;

  self->anchor = GTK_INVALID_LIST_POSITION;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  leave = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "leave");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (leave), FALSE);
}

PlPickMode *
pl_pick_mode_new (GtkListView *view,
                  PlPickBar   *bar)
{
  PlPickMode *self;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (view), NULL);
  g_return_val_if_fail (PL_IS_PICK_BAR (bar), NULL);

  self = g_object_new (PL_TYPE_PICK_MODE, NULL);
  self->view = view;
  self->bar = bar;
  add_gesture (self, gtk_gesture_click_new (), "released", G_CALLBACK (click_cb));
  add_gesture (self, gtk_gesture_long_press_new (), "pressed", G_CALLBACK (long_press_cb));

  return self;
}

void
pl_pick_mode_set_selection (PlPickMode      *self,
                            PlLinkSelection *selection)
{
  g_return_if_fail (PL_IS_PICK_MODE (self));
  g_return_if_fail (selection == NULL || PL_IS_LINK_SELECTION (selection));

  pl_pick_mode_set_picking (self, FALSE);
  disconnect_selection (self);
  g_set_object (&self->selection, selection);
  pl_pick_bar_set_picks (self->bar, pl_pick_mode_get_picks (self));
  if (selection != NULL)
    {
      g_signal_connect_swapped (selection, "notify::picking", G_CALLBACK (picking_cb), self);
      g_signal_connect_swapped (pl_pick_mode_get_picks (self), "changed", G_CALLBACK (picks_changed_cb), self);
    }
}

gboolean
pl_pick_mode_get_picking (PlPickMode *self)
{
  g_return_val_if_fail (PL_IS_PICK_MODE (self), FALSE);

  return is_picking (self);
}

void
pl_pick_mode_set_picking (PlPickMode *self,
                          gboolean    picking)
{
  g_return_if_fail (PL_IS_PICK_MODE (self));

  if (self->selection != NULL)
    pl_link_selection_set_picking (self->selection, picking);
}

PlLinkPicks *
pl_pick_mode_get_picks (PlPickMode *self)
{
  g_return_val_if_fail (PL_IS_PICK_MODE (self), NULL);

  return self->selection != NULL ? pl_link_selection_get_picks (self->selection) : NULL;
}

GActionGroup *
pl_pick_mode_get_actions (PlPickMode *self)
{
  g_return_val_if_fail (PL_IS_PICK_MODE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

void
pl_pick_mode_set_up_row (PlPickMode  *self,
                         GtkListItem *list_item,
                         PlLinkRow   *row)
{
  g_return_if_fail (PL_IS_PICK_MODE (self));
  g_return_if_fail (GTK_IS_LIST_ITEM (list_item));
  g_return_if_fail (PL_IS_LINK_ROW (row));

  g_signal_connect_object (list_item, "notify::selected", G_CALLBACK (selected_cb), row, 0);
  pl_link_row_set_picking (row, is_picking (self));
}

gboolean
pl_pick_mode_toggle (PlPickMode *self,
                     guint       position)
{
  g_return_val_if_fail (PL_IS_PICK_MODE (self), FALSE);

  if (!is_picking (self))
    return FALSE;

  set_picked (self, position, position,
              !gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position));
  self->anchor = position;

  return TRUE;
}
