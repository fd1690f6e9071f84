/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkFlowBox gives each child the width of the widest; words on a line have widths of their own. Until
 * libadwaita 1.7, which has AdwWrapLayout. */
#include "config.h"

#include "pl-wrap-layout.h"

struct _PlWrapLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
};

G_DEFINE_FINAL_TYPE (PlWrapLayout, pl_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* A line of children, and how high the highest is. */
typedef struct
{
  GtkWidget *first; /* (nullable) when there is none left */
  GtkWidget *end;   /* (nullable) the first of the next line */
  int        width;
  int        height;
} Line;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* As wide as it likes, but not wider than the line. */
static int
get_child_width (GtkWidget *child,
                 int        width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, width));
}

static int
get_child_height (GtkWidget *child,
                  int        width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static Line
find_line (PlWrapLayout *self,
           GtkWidget    *first,
           int           width)
{
  Line line = { skip_hidden (first) };
  int  used = 0;

  for (line.end = line.first; line.end != NULL;
       line.end = skip_hidden (gtk_widget_get_next_sibling (line.end)))
    {
      int child_width = get_child_width (line.end, width);

      if (line.end != line.first && used + self->spacing + child_width > width)
        break;

      used += (line.end != line.first ? self->spacing : 0) + child_width;
      line.width = used;
      line.height = MAX (line.height, get_child_height (line.end, child_width));
    }

  return line;
}

static GtkSizeRequestMode
pl_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (PlWrapLayout *self,
               GtkWidget    *widget,
               int          *minimum,
               int          *natural)
{
  GtkWidget *first = skip_hidden (gtk_widget_get_first_child (widget));

  for (GtkWidget *child = first; child != NULL; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (child != first ? self->spacing : 0);
    }
}

static void
pl_wrap_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  PlWrapLayout *self = PL_WRAP_LAYOUT (manager);
  int           width = for_size;
  int           height = 0;
  int           ignored = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }

  /* Asked without a width, it may have the one that it likes: nothing is lower than a single line. */
  if (width < 0)
    {
      width = 0;
      measure_width (self, widget, &ignored, &width);
    }

  for (Line line = find_line (self, gtk_widget_get_first_child (widget), width); line.first != NULL;
       line = find_line (self, line.end, width))
    height += line.height + (line.end != NULL ? self->spacing : 0);

  *minimum = *natural = height;
}

static void
allocate_line (PlWrapLayout *self,
               GtkWidget    *widget,
               const Line   *line,
               int           y,
               int           width)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  /* What is to stand at the end does so line by line. */
  int      x = gtk_widget_get_halign (widget) == GTK_ALIGN_END ? width - line->width : 0;

  for (GtkWidget *child = line->first; child != line->end;
       child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int           child_width = get_child_width (child, width);
      GtkAllocation place = { rtl ? width - x - child_width : x, y, child_width, line->height };

      gtk_widget_size_allocate (child, &place, -1);
      x += child_width + self->spacing;
    }
}

static void
pl_wrap_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  PlWrapLayout *self = PL_WRAP_LAYOUT (manager);
  int           y = 0;

  for (Line line = find_line (self, gtk_widget_get_first_child (widget), width); line.first != NULL;
       line = find_line (self, line.end, width))
    {
      allocate_line (self, widget, &line, y, width);
      y += line.height + self->spacing;
    }
}

static void
pl_wrap_layout_class_init (PlWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = pl_wrap_layout_get_request_mode;
  manager_class->measure = pl_wrap_layout_measure;
  manager_class->allocate = pl_wrap_layout_allocate;
}

static void
pl_wrap_layout_init (PlWrapLayout *self)
{
}

void
pl_wrap_layout_set_spacing (PlWrapLayout *self,
                            int           spacing)
{
  g_return_if_fail (PL_IS_WRAP_LAYOUT (self));

  if (self->spacing == spacing)
    return;

  self->spacing = spacing;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
