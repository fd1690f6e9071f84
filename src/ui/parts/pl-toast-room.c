/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A toast lies above whatever is at the bottom: on a small screen these are the controls that somebody wants to reach
 * next. libadwaita places its toasts itself, but keeps their margins. */
#include "config.h"

#include "pl-toast-room.h"

#define ROOMS "pl-toast-rooms"

struct _PlToastRoom
{
  GtkWidget parent_instance;

  gboolean         first;
  int              height;
  AdwToastOverlay *overlay;  /* (unowned) (nullable) while mapped */
  GListModel      *children; /* (owned) (nullable) of overlay */
  GdkFrameClock   *clock;    /* (owned) (nullable) while mapped */
  guint            update_source;
};

typedef enum
{
  PROP_FIRST = 1,
} PlToastRoomProperty;

static GParamSpec *properties[PROP_FIRST + 1];

G_DEFINE_FINAL_TYPE (PlToastRoom, pl_toast_room, GTK_TYPE_WIDGET)

/* (transfer none): those of overlay that are seen */
static GPtrArray *
get_rooms (AdwToastOverlay *overlay)
{
  GPtrArray *rooms = g_object_get_data (G_OBJECT (overlay), ROOMS);

  if (rooms == NULL)
    {
      rooms = g_ptr_array_new ();
      g_object_set_data_full (G_OBJECT (overlay), ROOMS, rooms, (GDestroyNotify) g_ptr_array_unref);
    }

  return rooms;
}

/* (nullable) */
static PlToastRoom *
choose (AdwToastOverlay *overlay)
{
  GPtrArray *rooms = get_rooms (overlay);

  for (guint i = 0; i < rooms->len; i++)
    {
      PlToastRoom *room = g_ptr_array_index (rooms, i);

      if (room->first)
        return room;
    }

  return rooms->len > 0 ? g_ptr_array_index (rooms, 0) : NULL;
}

static gboolean
is_toast (GtkWidget *child)
{
  return g_str_equal (gtk_widget_get_css_name (child), "toast");
}

static void
move_toast (GtkWidget *toast,
            int        left,
            int        right,
            int        bottom)
{
  gboolean mirrored = gtk_widget_get_direction (toast) == GTK_TEXT_DIR_RTL;

  gtk_widget_set_margin_start (toast, mirrored ? right : left);
  gtk_widget_set_margin_end (toast, mirrored ? left : right);
  gtk_widget_set_margin_bottom (toast, bottom);
}

static int
measure_height (GtkWidget *toast)
{
  GtkRequisition natural;

  /* As the overlay does. */
  gtk_widget_get_preferred_size (toast, NULL, &natural);

  return natural.height - gtk_widget_get_margin_bottom (toast);
}

static int
measure_least_width (GtkWidget *toast)
{
  int minimum;

  gtk_widget_measure (toast, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum - gtk_widget_get_margin_start (toast) - gtk_widget_get_margin_end (toast);
}

/* A page that comes or goes is beside the window for a moment: what the toast keeps free and what it needs would
 * together be more than there is, and the window would grow by that, for good. */
static void
place_toast (GtkWidget *toast,
             GtkWidget *overlay,
             int        left,
             int        right,
             int        bottom,
             int        height)
{
  if (MAX (left, 0) + MAX (right, 0) + measure_least_width (toast) > gtk_widget_get_width (overlay))
    left = right = 0;

  move_toast (toast, MAX (left, 0), MAX (right, 0),
              CLAMP (bottom, 0, MAX (gtk_widget_get_height (overlay) - height, 0)));
}

/* Returns: how high the room must be */
static int
place_toasts (PlToastRoom *self)
{
  GtkWidget         *overlay = GTK_WIDGET (self->overlay);
  graphene_point_t   corner;
  const int          width = gtk_widget_get_width (GTK_WIDGET (self));
  int                height = 0;
  int                needed;

  if (!gtk_widget_compute_point (GTK_WIDGET (self), overlay,
                                 &GRAPHENE_POINT_INIT (0, (float) gtk_widget_get_height (GTK_WIDGET (self))), &corner))
    return 0;

  for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!is_toast (child))
        continue;

      needed = measure_height (child);
      height = MAX (height, needed);
      place_toast (child, overlay, (int) corner.x, gtk_widget_get_width (overlay) - (int) corner.x - width,
                   gtk_widget_get_height (overlay) - (int) corner.y, needed);
    }

  return height;
}

static gboolean
update_cb (gpointer user_data)
{
  PlToastRoom *self = user_data;
  int          height = 0;

  self->update_source = 0;
  if (self->overlay != NULL && choose (self->overlay) == self)
    height = place_toasts (self);
  if (height != self->height)
    {
      self->height = height;
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }

  return G_SOURCE_REMOVE;
}

/* Not at once: it may be in the middle of being laid out. */
static void
update_soon (PlToastRoom *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

/* One came or went: the choice may be another. */
static void
update_all (AdwToastOverlay *overlay)
{
  GPtrArray *rooms = get_rooms (overlay);

  for (guint i = 0; i < rooms->len; i++)
    update_soon (g_ptr_array_index (rooms, i));
  if (rooms->len > 0)
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (overlay)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (is_toast (child))
        move_toast (child, 0, 0, 0);
    }
}

static void
pl_toast_room_map (GtkWidget *widget)
{
  PlToastRoom *self = PL_TOAST_ROOM (widget);

  GTK_WIDGET_CLASS (pl_toast_room_parent_class)->map (widget);

  self->overlay = (AdwToastOverlay *) gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (self->overlay == NULL)
    return;

  self->children = gtk_widget_observe_children (GTK_WIDGET (self->overlay));
  g_signal_connect_swapped (self->children, "items-changed", G_CALLBACK (update_soon), self);
  /* What appears below moves it without allocating it anew. */
  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  g_signal_connect_data (self->clock, "layout", G_CALLBACK (update_soon), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_ptr_array_add (get_rooms (self->overlay), self);
  update_all (self->overlay);
}

static void
pl_toast_room_unmap (GtkWidget *widget)
{
  PlToastRoom     *self = PL_TOAST_ROOM (widget);
  AdwToastOverlay *overlay = g_steal_pointer (&self->overlay);

  if (overlay != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->clock, self);
      g_clear_object (&self->clock);
      g_signal_handlers_disconnect_by_data (self->children, self);
      g_clear_object (&self->children);
      g_ptr_array_remove (get_rooms (overlay), self);
      update_all (overlay);
    }
  update_soon (self);

  GTK_WIDGET_CLASS (pl_toast_room_parent_class)->unmap (widget);
}

static void
pl_toast_room_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  /* Where all is full already, the toast lies on something, and nothing is pushed out of the window. */
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? PL_TOAST_ROOM (widget)->height : 0;
}

static void
pl_toast_room_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  update_soon (PL_TOAST_ROOM (widget));
}

static void
pl_toast_room_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((PlToastRoomProperty) property_id)
    {
    case PROP_FIRST:
      PL_TOAST_ROOM (object)->first = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
pl_toast_room_dispose (GObject *object)
{
  PlToastRoom *self = PL_TOAST_ROOM (object);

  g_clear_handle_id (&self->update_source, g_source_remove);

  G_OBJECT_CLASS (pl_toast_room_parent_class)->dispose (object);
}

static void
pl_toast_room_class_init (PlToastRoomClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = pl_toast_room_set_property;
  object_class->dispose = pl_toast_room_dispose;
  widget_class->map = pl_toast_room_map;
  widget_class->unmap = pl_toast_room_unmap;
  widget_class->measure = pl_toast_room_measure;
  widget_class->size_allocate = pl_toast_room_size_allocate;

  properties[PROP_FIRST] =
    g_param_spec_boolean ("first", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pl_toast_room_init (PlToastRoom *self)
{
}
