/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As the answers of a question in libadwaita: no flow box has one that was last on its line come first in a column. */
#include "config.h"

#include "pl-decision-box.h"

#define SPACING 9

struct _PlDecisionBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PlDecisionBox, pl_decision_box, GTK_TYPE_WIDGET)

/* Returns: how many there are */
static int
measure_children (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural)
{
  int n = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
      n++;
    }

  return n;
}

static int
get_row_width (int n,
               int widest)
{
  return n * widest + MAX (n - 1, 0) * SPACING;
}

static gboolean
is_row (GtkWidget *widget,
        int        width)
{
  int minimum, natural;
  int n = measure_children (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);

  return width < 0 || get_row_width (n, natural) <= width;
}

static GtkSizeRequestMode
pl_decision_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_decision_box_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  int n;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      n = measure_children (widget, orientation, -1, minimum, natural);
      *natural = get_row_width (n, *natural);
      return;
    }

  if (is_row (widget, for_size))
    {
      measure_children (widget, orientation, -1, minimum, natural);
      *minimum = *natural;
      return;
    }

  n = measure_children (widget, orientation, for_size, minimum, natural);
  *minimum = *natural = n * *natural + MAX (n - 1, 0) * SPACING;
}

static void
pl_decision_box_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  gboolean  row = is_row (widget, width);
  gboolean  forward = row && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_LTR;
  int       minimum, natural;
  const int n = measure_children (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);
  int       place = forward ? 0 : n - 1;
  int       child_width, child_height;

  if (n == 0)
    return;

  child_width = row ? (width - (n - 1) * SPACING) / n : width;
  child_height = row ? height : (height - (n - 1) * SPACING) / n;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_size_allocate (child, &(GtkAllocation) {
                                  row ? place * (child_width + SPACING) : 0,
                                  row ? 0 : place * (child_height + SPACING),
                                  child_width, child_height }, -1);
      place += forward ? 1 : -1;
    }
}

static void
pl_decision_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_decision_box_parent_class)->dispose (object);
}

static void
pl_decision_box_class_init (PlDecisionBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_decision_box_dispose;
  widget_class->get_request_mode = pl_decision_box_get_request_mode;
  widget_class->measure = pl_decision_box_measure;
  widget_class->size_allocate = pl_decision_box_size_allocate;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_decision_box_init (PlDecisionBox *self)
{
}
