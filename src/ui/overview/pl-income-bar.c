/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A widget of its own for each day: the keyboard and the screen reader come to it as to any other, and a finger need
 * not hit the bar itself. */
#include "config.h"

#include "pl-income-bar.h"

#include "ui/parts/pl-style-color.h"

#define GAP    1
#define RADIUS 2
/* A day without income is a day, too. */
#define STUB   2

struct _PlIncomeBar
{
  GtkWidget parent_instance;

  double    share;
  char     *text; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PlIncomeBar, pl_income_bar, GTK_TYPE_WIDGET)

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            PlIncomeBar     *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
pl_income_bar_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  PlIncomeBar   *self = PL_INCOME_BAR (widget);
  const float    width = (float) MAX (gtk_widget_get_width (widget) - 2 * GAP, 1);
  const float    height = (float) gtk_widget_get_height (widget);
  const float    filled = MAX ((float) self->share * height, STUB);
  GskRoundedRect bar;
  GdkRGBA        color;

  pl_style_color_get (widget, &color);
  if (self->share <= 0)
    color.alpha *= 0.4f;

  gsk_rounded_rect_init (&bar, &GRAPHENE_RECT_INIT (GAP, height - filled, width, filled),
                         &GRAPHENE_SIZE_INIT (RADIUS, RADIUS), &GRAPHENE_SIZE_INIT (RADIUS, RADIUS),
                         &GRAPHENE_SIZE_INIT (0, 0), &GRAPHENE_SIZE_INIT (0, 0));
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &color, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
pl_income_bar_finalize (GObject *object)
{
  PlIncomeBar *self = PL_INCOME_BAR (object);

  g_free (self->text);

  G_OBJECT_CLASS (pl_income_bar_parent_class)->finalize (object);
}

static void
pl_income_bar_class_init (PlIncomeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_income_bar_finalize;
  widget_class->snapshot = pl_income_bar_snapshot;

  gtk_widget_class_set_css_name (widget_class, "bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
pl_income_bar_init (PlIncomeBar *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
pl_income_bar_new (void)
{
  return g_object_new (PL_TYPE_INCOME_BAR, NULL);
}

void
pl_income_bar_set (PlIncomeBar *self,
                   double       share,
                   const char  *text)
{
  g_return_if_fail (PL_IS_INCOME_BAR (self));
  g_return_if_fail (text != NULL);

  if (self->share != share)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->share = share;

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

const char *
pl_income_bar_get_text (PlIncomeBar *self)
{
  g_return_val_if_fail (PL_IS_INCOME_BAR (self), NULL);

  return self->text;
}
