/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkScrolledWindow that passes on how high its child wants to be asks it without a width: text that is broken into
 * lines then seems to need but few. */
#include "config.h"

#include "pl-fit-pane.h"

struct _PlFitPane
{
  GtkWidget          parent_instance;

  GtkScrolledWindow *scroller;     /* (unowned) */
  int                least_height; /* pixels */
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_LEAST_HEIGHT,
  PROP_BAR,
} PlFitPaneProperty;

static GParamSpec *properties[PROP_BAR + 1];

G_DEFINE_FINAL_TYPE (PlFitPane, pl_fit_pane, GTK_TYPE_WIDGET)

/* Only what scrolls is a stop for the keyboard. What has all its room no sooner than at its second allocation must not
 * take the keyboard along with it: a question would hear no key. */
static void
adjustment_cb (PlFitPane     *self,
               GtkAdjustment *adjustment)
{
  GtkWidget     *scroller = GTK_WIDGET (self->scroller);
  const gboolean had_focus = gtk_widget_has_focus (scroller);
  const double   hidden = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  gtk_widget_set_focusable (scroller, hidden > 0);
  if (had_focus && hidden <= 0)
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (scroller)), GTK_DIR_TAB_FORWARD);
}

static GtkSizeRequestMode
pl_fit_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_fit_pane_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  PlFitPane *self = PL_FIT_PANE (widget);
  GtkWidget *child = gtk_scrolled_window_get_child (self->scroller);
  int        least = 0;

  gtk_widget_measure (GTK_WIDGET (self->scroller), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL || child == NULL)
    return;

  gtk_widget_measure (child, orientation, for_size, &least, natural, NULL, NULL);
  *minimum = MAX (*minimum, MIN (self->least_height, *natural));
  *natural = MAX (*minimum, *natural);
}

static void
pl_fit_pane_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  gtk_widget_size_allocate (GTK_WIDGET (PL_FIT_PANE (widget)->scroller), &(GtkAllocation) { 0, 0, width, height },
                            baseline);
}

/* A scrolled window that is no stop for the keyboard says that it took it all the same, and Tab goes no further. */
static gboolean
pl_fit_pane_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  PlFitPane *self = PL_FIT_PANE (widget);
  GtkWidget *scroller = GTK_WIDGET (self->scroller);
  GtkWidget *child = gtk_scrolled_window_get_child (self->scroller);

  if (gtk_widget_get_focusable (scroller))
    return gtk_widget_child_focus (scroller, direction);

  return child != NULL && gtk_widget_child_focus (child, direction);
}

static void
pl_fit_pane_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PlFitPane *self = PL_FIT_PANE (object);

  switch ((PlFitPaneProperty) property_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, gtk_scrolled_window_get_child (self->scroller));
      break;
    case PROP_LEAST_HEIGHT:
      g_value_set_int (value, self->least_height);
      break;
    case PROP_BAR:
      g_value_set_boolean (value, !gtk_scrolled_window_get_overlay_scrolling (self->scroller));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_fit_pane_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PlFitPane *self = PL_FIT_PANE (object);

  switch ((PlFitPaneProperty) property_id)
    {
    case PROP_CHILD:
      gtk_scrolled_window_set_child (self->scroller, g_value_get_object (value));
      break;
    case PROP_LEAST_HEIGHT:
      self->least_height = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_BAR:
      gtk_scrolled_window_set_overlay_scrolling (self->scroller, !g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_fit_pane_dispose (GObject *object)
{
  PlFitPane *self = PL_FIT_PANE (object);

  if (self->scroller != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->scroller)));

  G_OBJECT_CLASS (pl_fit_pane_parent_class)->dispose (object);
}

static void
pl_fit_pane_class_init (PlFitPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_fit_pane_get_property;
  object_class->set_property = pl_fit_pane_set_property;
  object_class->dispose = pl_fit_pane_dispose;
  widget_class->get_request_mode = pl_fit_pane_get_request_mode;
  widget_class->measure = pl_fit_pane_measure;
  widget_class->size_allocate = pl_fit_pane_size_allocate;
  widget_class->focus = pl_fit_pane_focus;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_LEAST_HEIGHT] = g_param_spec_int ("least-height", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_BAR] = g_param_spec_boolean ("bar", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_fit_pane_init (PlFitPane *self)
{
  GtkWidget     *scroller = gtk_scrolled_window_new ();
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (adjustment_cb), self, G_CONNECT_SWAPPED);
  adjustment_cb (self, adjustment);
}

GtkWidget *
pl_fit_pane_new (GtkWidget *child,
                 int        least_height,
                 gboolean   bar)
{
  g_return_val_if_fail (GTK_IS_WIDGET (child), NULL);

  return g_object_new (PL_TYPE_FIT_PANE, "child", child, "least-height", least_height, "bar", bar, NULL);
}
