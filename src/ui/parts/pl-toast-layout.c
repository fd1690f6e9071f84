/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A toast must say all of an amount, and cover as little as it can: its buttons stand beside the words or below them,
 * whichever is lower. Unless it asks for no more width than there is, libadwaita makes it as high as one line. */
#include "config.h"

#include "pl-toast-layout.h"

/* What the style sheet keeps free: around the toast and within it, and beside each part of it. */
#define EDGES 42
#define SPACING 6
#define LEAST_ROOM 80

struct _PlToastLayout
{
  GtkLayoutManager parent_instance;

  GtkLabel *label; /* (weak) (nullable) */
  int       room;  /* that it was measured for */
};

G_DEFINE_FINAL_TYPE (PlToastLayout, pl_toast_layout, GTK_TYPE_LAYOUT_MANAGER)

/* All buttons in a row, the space before the first one included. */
typedef struct
{
  int width;
  int height;
} Buttons;

/* For the words and the buttons together. */
static int
get_room (GtkWidget *toast)
{
  GtkWidget *overlay = gtk_widget_get_parent (toast);

  /* Not laid out yet: as much as it wants. */
  if (overlay == NULL || gtk_widget_get_width (overlay) == 0)
    return G_MAXINT;

  return MAX (gtk_widget_get_width (overlay) - EDGES - gtk_widget_get_margin_start (toast)
              - gtk_widget_get_margin_end (toast), LEAST_ROOM);
}

static gboolean
is_title (PlToastLayout *self,
          GtkWidget     *part)
{
  return self->label != NULL && gtk_widget_is_ancestor (GTK_WIDGET (self->label), part);
}

/* (nullable) */
static GtkWidget *
find_title (PlToastLayout *self,
            GtkWidget     *toast)
{
  GtkWidget *part = gtk_widget_get_first_child (toast);

  while (part != NULL && !is_title (self, part))
    part = gtk_widget_get_next_sibling (part);

  return part;
}

/* (nullable): the next one at or after part */
static GtkWidget *
find_button (PlToastLayout *self,
             GtkWidget     *part)
{
  while (part != NULL && (!gtk_widget_should_layout (part) || is_title (self, part)))
    part = gtk_widget_get_next_sibling (part);

  return part;
}

static int
measure (GtkWidget      *part, /* (nullable) */
         GtkOrientation  orientation,
         int             for_size)
{
  int natural = 0;

  if (part != NULL)
    gtk_widget_measure (part, orientation, for_size, NULL, &natural, NULL, NULL);

  return natural;
}

static Buttons
measure_buttons (PlToastLayout *self,
                 GtkWidget     *toast)
{
  Buttons buttons = { 0 };

  for (GtkWidget *button = find_button (self, gtk_widget_get_first_child (toast)); button != NULL;
       button = find_button (self, gtk_widget_get_next_sibling (button)))
    {
      buttons.width += SPACING + measure (button, GTK_ORIENTATION_HORIZONTAL, -1);
      buttons.height = MAX (buttons.height, measure (button, GTK_ORIENTATION_VERTICAL, -1));
    }

  return buttons;
}

static int
measure_longest_word (PlToastLayout *self)
{
  g_autoptr (PangoLayout) words = pango_layout_copy (gtk_label_get_layout (self->label));
  int                     width;

  pango_layout_set_ellipsize (words, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_wrap (words, PANGO_WRAP_WORD);
  pango_layout_set_width (words, 0);
  pango_layout_get_pixel_size (words, &width, NULL);

  return width;
}

/* An amount that is broken within is hard to read. */
static gboolean
breaks_word (PlToastLayout *self,
             int            beside,
             int            below)
{
  const int word = measure_longest_word (self);

  return word > beside && word <= below;
}

/* Of the words, and of the buttons in width. */
static gboolean
is_beside (PlToastLayout *self,
           GtkWidget     *title, /* (nullable) */
           Buttons        buttons,
           int            width)
{
  const int beside = width - buttons.width;

  if (title == NULL || buttons.width == 0 || measure (title, GTK_ORIENTATION_HORIZONTAL, -1) <= beside)
    return TRUE;

  return beside >= LEAST_ROOM && !breaks_word (self, beside, width)
         && MAX (measure (title, GTK_ORIENTATION_VERTICAL, beside), buttons.height)
            <= measure (title, GTK_ORIENTATION_VERTICAL, width) + SPACING + buttons.height;
}

static int
measure_height (PlToastLayout *self,
                GtkWidget     *title, /* (nullable) */
                Buttons        buttons,
                int            width)
{
  if (is_beside (self, title, buttons, width))
    return MAX (measure (title, GTK_ORIENTATION_VERTICAL, width - buttons.width), buttons.height);

  return measure (title, GTK_ORIENTATION_VERTICAL, width) + SPACING + buttons.height;
}

static GtkSizeRequestMode
pl_toast_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_toast_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  PlToastLayout *self = PL_TOAST_LAYOUT (manager);
  GtkWidget     *title = find_title (self, widget);
  const Buttons  buttons = measure_buttons (self, widget);
  int            least = 0;
  int            width;

  self->room = get_room (widget);
  if (title != NULL)
    gtk_widget_measure (title, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  least = MAX (least, buttons.width - SPACING);
  width = MAX (least, MIN (measure (title, GTK_ORIENTATION_HORIZONTAL, -1) + buttons.width, self->room));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = width;
    }
  else
    {
      *minimum = *natural = measure_height (self, title, buttons, for_size < 0 ? width : MAX (for_size, least));
    }
}

static void
allocate_buttons (PlToastLayout *self,
                  GtkWidget     *toast,
                  GtkAllocation  row,
                  int            x)
{
  const gboolean mirrored = gtk_widget_get_direction (toast) == GTK_TEXT_DIR_RTL;

  for (GtkWidget *button = find_button (self, gtk_widget_get_first_child (toast)); button != NULL;
       button = find_button (self, gtk_widget_get_next_sibling (button)))
    {
      const int width = measure (button, GTK_ORIENTATION_HORIZONTAL, -1);

      x += SPACING;
      gtk_widget_size_allocate (button,
                                &(GtkAllocation) { mirrored ? row.width - x - width : x, row.y, width, row.height },
                                -1);
      x += width;
    }
}

static void
pl_toast_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  PlToastLayout *self = PL_TOAST_LAYOUT (manager);
  GtkWidget     *title = find_title (self, widget);
  const Buttons  buttons = measure_buttons (self, widget);
  const gboolean beside = is_beside (self, title, buttons, width);
  const int      words = beside ? MAX (width - buttons.width, 0) : width;
  /* Until it is measured anew for another room, it may be given too little. */
  const int      below = beside ? 0 : MAX (height - buttons.height, 0);
  const int      lines = beside ? height : MAX (below - SPACING, 0);

  if (title != NULL)
    {
      const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

      gtk_widget_size_allocate (title, &(GtkAllocation) { mirrored ? width - words : 0, 0, words, lines }, -1);
    }
  allocate_buttons (self, widget, (GtkAllocation) { 0, below, width, MAX (height - below, buttons.height) },
                    width - buttons.width);
}

static void
pl_toast_layout_dispose (GObject *object)
{
  g_clear_weak_pointer (&PL_TOAST_LAYOUT (object)->label);

  G_OBJECT_CLASS (pl_toast_layout_parent_class)->dispose (object);
}

static void
pl_toast_layout_class_init (PlToastLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_toast_layout_dispose;
  manager_class->get_request_mode = pl_toast_layout_get_request_mode;
  manager_class->measure = pl_toast_layout_measure;
  manager_class->allocate = pl_toast_layout_allocate;
}

static void
pl_toast_layout_init (PlToastLayout *self)
{
}

GtkLayoutManager *
pl_toast_layout_new (GtkLabel *label)
{
  PlToastLayout *self;

  g_return_val_if_fail (GTK_IS_LABEL (label), NULL);

  self = g_object_new (PL_TYPE_TOAST_LAYOUT, NULL);
  g_set_weak_pointer (&self->label, label);

  return GTK_LAYOUT_MANAGER (self);
}

void
pl_toast_layout_follow (PlToastLayout *self)
{
  GtkWidget *toast;

  g_return_if_fail (PL_IS_TOAST_LAYOUT (self));

  toast = gtk_layout_manager_get_widget (GTK_LAYOUT_MANAGER (self));
  if (toast != NULL && get_room (toast) != self->room)
    gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
