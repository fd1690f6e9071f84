/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An AdwWindowTitle is one line that loses its end as soon as two buttons stand beside it. */
#include "config.h"

#include "pl-title.h"

#include "pl-line-breaks.h"

/* More than that is better read elsewhere. */
#define MOST_LINES 2

struct _PlTitle
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  gboolean  whole_words;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_WHOLE_WORDS,
} PlTitleProperty;

static GParamSpec *properties[PROP_WHOLE_WORDS + 1];

G_DEFINE_FINAL_TYPE (PlTitle, pl_title, GTK_TYPE_WIDGET)

static GtkLabel *
add_label (PlTitle    *self,
           const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, style_class);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return GTK_LABEL (label);
}

/* It may be a reference. */
static void
break_lines (PlTitle  *self,
             GtkLabel *label)
{
  gtk_label_set_attributes (label, NULL);
  if (self->whole_words)
    pl_line_breaks_set_whole_words (label);
  pl_line_breaks_set_verbatim (GTK_WIDGET (label));
}

static void
set_text (PlTitle      *self,
          GtkLabel     *label,
          const GValue *value)
{
  const char *text = g_value_get_string (value);

  gtk_label_set_text (label, text != NULL ? text : "");
  break_lines (self, label);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
pl_title_get_property (GObject    *object,
                       guint       property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  PlTitle *self = PL_TITLE (object);

  switch ((PlTitleProperty) property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->title));
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, gtk_label_get_text (self->subtitle));
      break;
    case PROP_WHOLE_WORDS:
      g_value_set_boolean (value, self->whole_words);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_title_set_property (GObject      *object,
                       guint         property_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  PlTitle *self = PL_TITLE (object);

  switch ((PlTitleProperty) property_id)
    {
    case PROP_TITLE:
      set_text (self, self->title, value);
      break;
    case PROP_SUBTITLE:
      set_text (self, self->subtitle, value);
      break;
    case PROP_WHOLE_WORDS:
      self->whole_words = g_value_get_boolean (value);
      break_lines (self, self->title);
      break_lines (self, self->subtitle);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static int
measure (GtkLabel       *label,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum)
{
  int ignored, natural;

  gtk_widget_measure (GTK_WIDGET (label), orientation, for_size, minimum != NULL ? minimum : &ignored, &natural,
                      NULL, NULL);

  return natural;
}

/* Returns: the least width at which label has no more lines than it may */
static int
find_least_width (GtkLabel *label)
{
  int low, high, most;

  if (!gtk_widget_get_visible (GTK_WIDGET (label)))
    return 0;

  high = measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &low);
  most = MOST_LINES * measure (label, GTK_ORIENTATION_VERTICAL, high, NULL);
  while (low < high)
    {
      const int middle = (low + high) / 2;

      if (measure (label, GTK_ORIENTATION_VERTICAL, middle, NULL) <= most)
        high = middle;
      else
        low = middle + 1;
    }

  return high;
}

static GtkSizeRequestMode
pl_title_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_title_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  PlTitle        *self = PL_TITLE (widget);
  GtkLabel *const labels[] = { self->title, self->subtitle };

  *minimum = *natural = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      int label_minimum, label_natural;

      if (!gtk_widget_should_layout (GTK_WIDGET (labels[i])))
        continue;

      label_natural = measure (labels[i], orientation, for_size, &label_minimum);
      if (orientation == GTK_ORIENTATION_HORIZONTAL && self->whole_words)
        label_minimum = find_least_width (labels[i]);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          *minimum = MAX (*minimum, label_minimum);
          *natural = MAX (*natural, label_natural);
        }
      else
        {
          *minimum += label_minimum;
          *natural += label_natural;
        }
    }
}

static void
pl_title_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  PlTitle        *self = PL_TITLE (widget);
  GtkLabel *const labels[] = { self->title, self->subtitle };
  int             y = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      int label_height;

      if (!gtk_widget_should_layout (GTK_WIDGET (labels[i])))
        continue;

      label_height = measure (labels[i], GTK_ORIENTATION_VERTICAL, width, NULL);
      gtk_widget_size_allocate (GTK_WIDGET (labels[i]), &(GtkAllocation) { 0, y, width, label_height }, -1);
      y += label_height;
    }
}

static void
pl_title_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_title_parent_class)->dispose (object);
}

static void
pl_title_class_init (PlTitleClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_title_get_property;
  object_class->set_property = pl_title_set_property;
  object_class->dispose = pl_title_dispose;
  widget_class->get_request_mode = pl_title_get_request_mode;
  widget_class->measure = pl_title_measure;
  widget_class->size_allocate = pl_title_size_allocate;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", flags);
  properties[PROP_WHOLE_WORDS] = g_param_spec_boolean ("whole-words", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "windowtitle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_title_init (PlTitle *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  self->title = add_label (self, "title");
  self->subtitle = add_label (self, "subtitle");
}
