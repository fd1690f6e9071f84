/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons that say "Save a…" and "Ca…" decide nothing. As libadwaita does with the answers of a question, there are two
 * sets of them, and the width says which is seen. */
#include "config.h"

#include "pl-form-frame.h"

#include "pl-decision-box.h"
#include "pl-fit-pane.h"
#include "pl-title.h"

struct _PlFormFrame
{
  GtkWidget parent_instance;

  gboolean  foldable;
};

/* In the order of the children. */
typedef enum
{
  PART_HEADER,
  PART_FOLDED_HEADER,
  PART_CONTENT,
  PART_FOLDED_BAR,
  N_PARTS,
} Part;

typedef enum
{
  PROP_FOLDABLE = 1,
} PlFormFrameProperty;

static GParamSpec *properties[PROP_FOLDABLE + 1];

G_DEFINE_FINAL_TYPE (PlFormFrame, pl_form_frame, GTK_TYPE_WIDGET)

/* (nullable): while it is being built, or taken apart */
static GtkWidget *
get_part (PlFormFrame *self,
          Part         part)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (int i = 0; child != NULL && i < (int) part; i++)
    child = gtk_widget_get_next_sibling (child);

  return child != NULL && gtk_widget_should_layout (child) ? child : NULL;
}

static void
measure_part (PlFormFrame    *self,
              Part            part,
              GtkOrientation  orientation,
              int             for_size,
              int            *minimum,
              int            *natural)
{
  GtkWidget *child = get_part (self, part);

  *minimum = *natural = 0;
  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static gboolean
folds (PlFormFrame *self,
       int          width)
{
  int minimum, natural;

  if (!self->foldable)
    return FALSE;

  measure_part (self, PART_HEADER, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);

  return width < minimum;
}

static gboolean
is_seen (Part     part,
         gboolean folded)
{
  switch (part)
    {
    case PART_HEADER:
      return !folded;
    case PART_FOLDED_HEADER:
    case PART_FOLDED_BAR:
      return folded;
    case PART_CONTENT:
      return TRUE;
    case N_PARTS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Neither drawn nor read out. */
static void
set_seen (GtkWidget *child,
          gboolean   seen)
{
  if (gtk_widget_get_child_visible (child) == seen)
    return;

  gtk_widget_set_child_visible (child, seen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, !seen, -1);
}

/* Until the width is known nothing is folded. */
static void
pl_form_frame_root (GtkWidget *widget)
{
  PlFormFrame *self = PL_FORM_FRAME (widget);

  GTK_WIDGET_CLASS (pl_form_frame_parent_class)->root (widget);

  for (Part part = 0; part < N_PARTS; part++)
    {
      GtkWidget *child = get_part (self, part);

      if (child != NULL)
        set_seen (child, is_seen (part, FALSE));
    }
}

static GtkSizeRequestMode
pl_form_frame_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (PlFormFrame *self,
               int         *minimum,
               int         *natural)
{
  for (Part part = 0; part < N_PARTS; part++)
    {
      int part_minimum, part_natural;

      measure_part (self, part, GTK_ORIENTATION_HORIZONTAL, -1, &part_minimum, &part_natural);
      if (is_seen (part, self->foldable))
        *minimum = MAX (*minimum, part_minimum);
      if (is_seen (part, FALSE))
        *natural = MAX (*natural, part_natural);
    }
  *natural = MAX (*natural, *minimum);
}

static void
measure_height (PlFormFrame *self,
                int          width,
                int         *minimum,
                int         *natural)
{
  gboolean folded;
  int      ignored = 0;

  /* Asked without a width, it may have the one that it likes. */
  if (width < 0)
    measure_width (self, &ignored, &width);

  folded = folds (self, width);
  for (Part part = 0; part < N_PARTS; part++)
    {
      int part_minimum, part_natural;

      if (!is_seen (part, folded))
        continue;

      measure_part (self, part, GTK_ORIENTATION_VERTICAL, width, &part_minimum, &part_natural);
      *minimum += part_minimum;
      *natural += part_natural;
    }
}

static void
pl_form_frame_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (PL_FORM_FRAME (widget), minimum, natural);
  else
    measure_height (PL_FORM_FRAME (widget), for_size, minimum, natural);
}

static void
pl_form_frame_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  PlFormFrame *self = PL_FORM_FRAME (widget);
  gboolean     folded = folds (self, width);
  int          heights[N_PARTS] = { 0 };
  int          y = 0;

  heights[PART_CONTENT] = height;
  for (Part part = 0; part < N_PARTS; part++)
    {
      GtkWidget *child = get_part (self, part);
      int        minimum;

      if (child == NULL)
        continue;

      set_seen (child, is_seen (part, folded));
      if (part == PART_CONTENT || !is_seen (part, folded))
        continue;

      measure_part (self, part, GTK_ORIENTATION_VERTICAL, width, &minimum, &heights[part]);
      heights[PART_CONTENT] -= heights[part];
    }

  for (Part part = 0; part < N_PARTS; part++)
    {
      GtkWidget *child = get_part (self, part);

      if (child == NULL || !is_seen (part, folded))
        continue;

      gtk_widget_size_allocate (child, &(GtkAllocation) { 0, y, width, heights[part] }, -1);
      y += heights[part];
    }
}

static void
pl_form_frame_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((PlFormFrameProperty) property_id)
    {
    case PROP_FOLDABLE:
      g_value_set_boolean (value, PL_FORM_FRAME (object)->foldable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_form_frame_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((PlFormFrameProperty) property_id)
    {
    case PROP_FOLDABLE:
      PL_FORM_FRAME (object)->foldable = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_form_frame_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_form_frame_parent_class)->dispose (object);
}

static void
pl_form_frame_class_init (PlFormFrameClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_form_frame_get_property;
  object_class->set_property = pl_form_frame_set_property;
  object_class->dispose = pl_form_frame_dispose;
  widget_class->root = pl_form_frame_root;
  widget_class->get_request_mode = pl_form_frame_get_request_mode;
  widget_class->measure = pl_form_frame_measure;
  widget_class->size_allocate = pl_form_frame_size_allocate;

  properties[PROP_FOLDABLE] = g_param_spec_boolean ("foldable", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /* What stands in one. */
  g_type_ensure (PL_TYPE_DECISION_BOX);
  g_type_ensure (PL_TYPE_FIT_PANE);
  g_type_ensure (PL_TYPE_TITLE);
}

static void
pl_form_frame_init (PlFormFrame *self)
{
}
