/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab comes to the chart once; arrows go from day to day, as in a list, and from right to left where one reads so. */
#include "config.h"

#include "pl-income-chart.h"

#include "ui/parts/pl-style-color.h"
#include "pl-income-bar.h"
#include "pl-overview-text.h"

#define HEIGHT        150
#define MIN_BAR_WIDTH 5
#define NAT_BAR_WIDTH 16

struct _PlIncomeChart
{
  GtkWidget    parent_instance;

  PlIncomeBar *bars[PL_OVERVIEW_N_DAYS]; /* (unowned) children, today's the last */
  GtkLabel    *top;                      /* (unowned) child: the amount that the upper line stands for */
  guint        chosen;
};

typedef enum
{
  PROP_READING = 1,
} PlIncomeChartProperty;

static GParamSpec *properties[PROP_READING + 1];

G_DEFINE_FINAL_TYPE (PlIncomeChart, pl_income_chart, GTK_TYPE_WIDGET)

static void
choose (PlIncomeChart *self,
        guint          place)
{
  if (self->chosen == place)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self->bars[self->chosen]), "chosen");
  self->chosen = place;
  gtk_widget_add_css_class (GTK_WIDGET (self->bars[self->chosen]), "chosen");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
}

static guint
find_place (PlIncomeChart *self,
            GtkWidget     *bar)
{
  for (guint i = 0; i < PL_OVERVIEW_N_DAYS; i++)
    {
      if (GTK_WIDGET (self->bars[i]) == bar)
        return i;
    }

  g_return_val_if_reached (0);
}

static void
pointed_at_cb (GtkEventControllerMotion *motion,
               double                    x,
               double                    y,
               PlIncomeChart            *self)
{
  choose (self, find_place (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion))));
}

static void
focused_cb (GtkEventControllerFocus *focus,
            PlIncomeChart           *self)
{
  choose (self, find_place (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus))));
}

static gboolean
go_to_end (GtkWidget *widget,
           GVariant  *last,
           gpointer   user_data)
{
  PlIncomeChart *self = PL_INCOME_CHART (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->bars[g_variant_get_boolean (last) ? PL_OVERVIEW_N_DAYS - 1 : 0]));
}

static gboolean
pl_income_chart_focus (GtkWidget        *widget,
                       GtkDirectionType  direction)
{
  PlIncomeChart *self = PL_INCOME_CHART (widget);
  GtkWidget     *focused = gtk_widget_get_focus_child (widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint          place;

  if (focused == NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->bars[self->chosen]));

  if (direction != GTK_DIR_LEFT && direction != GTK_DIR_RIGHT)
    return FALSE;

  /* Stays at the ends: who walks along the days does not mean to leave them. */
  place = find_place (self, focused);
  if ((direction == GTK_DIR_RIGHT) != rtl)
    place = MIN (place + 1, PL_OVERVIEW_N_DAYS - 1);
  else
    place = place > 0 ? place - 1 : 0;

  return gtk_widget_grab_focus (GTK_WIDGET (self->bars[place]));
}

static void
pl_income_chart_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = PL_OVERVIEW_N_DAYS * MIN_BAR_WIDTH;
      *natural = PL_OVERVIEW_N_DAYS * NAT_BAR_WIDTH;
    }
  else
    {
      *minimum = *natural = HEIGHT;
    }
}

/* The bars begin beneath the line that the label stands on. */
static int
get_top (PlIncomeChart *self)
{
  int minimum, natural;

  gtk_widget_measure (GTK_WIDGET (self->top), GTK_ORIENTATION_VERTICAL, -1, &minimum, &natural, NULL, NULL);

  return MIN (natural, HEIGHT / 2);
}

static void
pl_income_chart_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  PlIncomeChart *self = PL_INCOME_CHART (widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const int      top = get_top (self);

  gtk_widget_size_allocate (GTK_WIDGET (self->top), &(GtkAllocation) { 0, 0, width, top }, -1);
  for (int i = 0; i < PL_OVERVIEW_N_DAYS; i++)
    {
      const int     column = rtl ? PL_OVERVIEW_N_DAYS - 1 - i : i;
      const int     left = column * width / PL_OVERVIEW_N_DAYS;
      const int     right = (column + 1) * width / PL_OVERVIEW_N_DAYS;
      GtkAllocation place = { left, top, right - left, height - top };

      gtk_widget_size_allocate (GTK_WIDGET (self->bars[i]), &place, -1);
    }
}

static void
pl_income_chart_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  PlIncomeChart *self = PL_INCOME_CHART (widget);
  const float    width = (float) gtk_widget_get_width (widget);
  const float    bottom = (float) gtk_widget_get_height (widget);
  const float    top = (float) get_top (self);
  GdkRGBA        color;

  pl_style_color_get (widget, &color);
  color.alpha *= 0.25f;
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, top - 1, width, 1));
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, (float) (int) ((top + bottom) / 2), width, 1));
  color.alpha *= 2;
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, bottom - 1, width, 1));

  GTK_WIDGET_CLASS (pl_income_chart_parent_class)->snapshot (widget, snapshot);
}

static void
pl_income_chart_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((PlIncomeChartProperty) property_id)
    {
    case PROP_READING:
      g_value_set_string (value, pl_income_chart_get_reading (PL_INCOME_CHART (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_income_chart_dispose (GObject *object)
{
  PlIncomeChart *self = PL_INCOME_CHART (object);
  GtkWidget     *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_income_chart_parent_class)->dispose (object);
}

static void
pl_income_chart_class_init (PlIncomeChartClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_income_chart_get_property;
  object_class->dispose = pl_income_chart_dispose;
  widget_class->focus = pl_income_chart_focus;
  widget_class->measure = pl_income_chart_measure;
  widget_class->size_allocate = pl_income_chart_size_allocate;
  widget_class->snapshot = pl_income_chart_snapshot;

  properties[PROP_READING] =
    g_param_spec_string ("reading", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "income-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, go_to_end, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, go_to_end, "b", TRUE);
}

static void
add_bar (PlIncomeChart *self,
         guint          place)
{
  GtkWidget          *bar = pl_income_bar_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->bars[place] = PL_INCOME_BAR (bar);
  g_signal_connect (motion, "enter", G_CALLBACK (pointed_at_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focused_cb), self);
  gtk_widget_add_controller (bar, motion);
  gtk_widget_add_controller (bar, focus);
  gtk_widget_set_parent (bar, GTK_WIDGET (self));
}

static void
pl_income_chart_init (PlIncomeChart *self)
{
  self->top = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->top, 0);
  gtk_label_set_ellipsize (self->top, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->top), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->top), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->top), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->top), GTK_WIDGET (self));

  for (guint i = 0; i < PL_OVERVIEW_N_DAYS; i++)
    add_bar (self, i);

  self->chosen = PL_OVERVIEW_N_DAYS - 1;
  gtk_widget_add_css_class (GTK_WIDGET (self->bars[self->chosen]), "chosen");
}

/* 0: nothing came in in that currency. */
static gint64
find_amount (const PlOverviewFacts *facts,
             guint                  place,
             const char            *currency)
{
  const PlSums *sums = g_ptr_array_index (facts->days, place);

  for (guint i = 0; i < sums->sums->len; i++)
    {
      const PlSum *sum = &g_array_index (sums->sums, PlSum, i);

      if (g_str_equal (sum->money.currency, currency))
        return sum->money.minor;
    }

  return 0;
}

void
pl_income_chart_set_facts (PlIncomeChart         *self,
                           const PlOverviewFacts *facts,
                           const char            *currency)
{
  g_autofree char *amount = NULL;
  PayrocMoney      top;
  gint64           highest = 0;
  GDate            day;

  g_return_if_fail (PL_IS_INCOME_CHART (self));
  g_return_if_fail (facts != NULL && facts->days->len == PL_OVERVIEW_N_DAYS);
  g_return_if_fail (currency != NULL);

  for (guint i = 0; i < PL_OVERVIEW_N_DAYS; i++)
    highest = MAX (highest, find_amount (facts, i, currency));

  payroc_money_init (&top, pl_income_chart_find_top (highest), currency);
  amount = payroc_money_format (&top, NULL);
  gtk_label_set_text (self->top, highest > 0 ? amount : "");

  day = facts->today;
  g_date_subtract_days (&day, PL_OVERVIEW_N_DAYS - 1);
  for (guint i = 0; i < PL_OVERVIEW_N_DAYS; i++, g_date_add_days (&day, 1))
    {
      g_autofree char *text = pl_overview_text_day (&day, &facts->today, g_ptr_array_index (facts->days, i), currency);
      const gint64     minor = find_amount (facts, i, currency);

      /* A height, not an amount. */
      pl_income_bar_set (self->bars[i], minor > 0 ? (double) minor / (double) top.minor : 0, text);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
}

const char *
pl_income_chart_get_reading (PlIncomeChart *self)
{
  g_return_val_if_fail (PL_IS_INCOME_CHART (self), NULL);

  return pl_income_bar_get_text (self->bars[self->chosen]);
}

/* 1, 2, 5, 10, 20, 50 … of the smallest unit. */
gint64
pl_income_chart_find_top (gint64 highest)
{
  gint64 unit = 1;

  while (TRUE)
    {
      static const gint64 steps[] = { 1, 2, 5 };

      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        {
          if (highest / steps[i] < unit || (highest / steps[i] == unit && highest % steps[i] == 0))
            return unit * steps[i];
        }

      if (unit > G_MAXINT64 / 50)
        return highest;
      unit *= 10;
    }
}
