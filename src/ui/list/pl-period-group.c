/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links are created in the past and expire mostly in the future: the words offered differ, the rest is the same. */
#include "config.h"

#include "pl-period-group.h"

#include <glib/gi18n.h>

#include "pl-filter-text.h"
#include "ui/parts/pl-day-row.h"

struct _PlPeriodGroup
{
  PlGroup             parent_instance;

  PlPeriod            period;
  gboolean            ahead;
  gboolean            showing;    /* the widgets are set by us */

  AdwComboRow        *choice_row; /* (unowned) template, as all below */
  PlDayRow           *first_row;
  PlDayRow           *last_row;
};

typedef enum
{
  PROP_PERIOD = 1,
  PROP_AHEAD,
} PlPeriodGroupProperty;

static GParamSpec *properties[PROP_AHEAD + 1];

G_DEFINE_FINAL_TYPE (PlPeriodGroup, pl_period_group, PL_TYPE_GROUP)

static const PlPeriodKind days_gone[] = {
  PL_PERIOD_ANY,
  PL_PERIOD_TODAY,
  PL_PERIOD_YESTERDAY,
  PL_PERIOD_THIS_WEEK,
  PL_PERIOD_THIS_MONTH,
  PL_PERIOD_LAST_MONTH,
  PL_PERIOD_LAST_30_DAYS,
  PL_PERIOD_OWN,
};

static const PlPeriodKind days_ahead[] = {
  PL_PERIOD_ANY,
  PL_PERIOD_TODAY,
  PL_PERIOD_NEXT_7_DAYS,
  PL_PERIOD_NEXT_30_DAYS,
  PL_PERIOD_THIS_MONTH,
  PL_PERIOD_PAST,
  PL_PERIOD_NEVER,
  PL_PERIOD_OWN,
};

G_STATIC_ASSERT (G_N_ELEMENTS (days_gone) == G_N_ELEMENTS (days_ahead));

#define N_CHOICES G_N_ELEMENTS (days_gone)

static const PlPeriodKind *
get_choices (PlPeriodGroup *self)
{
  return self->ahead ? days_ahead : days_gone;
}

static void
show_day (PlDayRow *row,
          gint32    julian)
{
  GDate day;

  g_date_clear (&day, 1);
  if (julian > 0)
    g_date_set_julian (&day, (guint32) julian);
  g_object_set (row, "day", julian > 0 ? &day : NULL, NULL);
}

static gint32
read_day (PlDayRow *row)
{
  g_autoptr (GDate) day = NULL;

  g_object_get (row, "day", &day, NULL);

  return day != NULL ? (gint32) g_date_get_julian (day) : 0;
}

static void
show_period (PlPeriodGroup *self)
{
  gboolean own = self->period.kind == PL_PERIOD_OWN;

  self->showing = TRUE;
  /* A word that is not offered here is shown as none, and kept. */
  adw_combo_row_set_selected (self->choice_row, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; i < N_CHOICES; i++)
    {
      if (get_choices (self)[i] == self->period.kind)
        adw_combo_row_set_selected (self->choice_row, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->first_row), own);
  gtk_widget_set_visible (GTK_WIDGET (self->last_row), own);
  show_day (self->first_row, own ? self->period.first : 0);
  show_day (self->last_row, own ? self->period.last : 0);
  self->showing = FALSE;
}

static void
set_period (PlPeriodGroup  *self,
            const PlPeriod *period)
{
  const PlPeriod any = { PL_PERIOD_ANY };

  if (period == NULL)
    period = &any;
  /* From and to with nothing in them mean any day, but are not the same to look at. */
  if (self->period.kind == period->kind && pl_period_equal (&self->period, period))
    return;

  self->period = *period;
  show_period (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERIOD]);
}

static void
choice_changed_cb (PlPeriodGroup *self)
{
  guint    choice = adw_combo_row_get_selected (self->choice_row);
  PlPeriod period = { PL_PERIOD_ANY };

  if (self->showing || choice == GTK_INVALID_LIST_POSITION)
    return;

  period.kind = get_choices (self)[choice];
  set_period (self, &period);
}

static void
day_changed_cb (PlPeriodGroup *self)
{
  PlPeriod period = { PL_PERIOD_OWN, read_day (self->first_row), read_day (self->last_row) };

  if (!self->showing)
    set_period (self, &period);
}

static void
pl_period_group_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PlPeriodGroup *self = PL_PERIOD_GROUP (object);

  switch ((PlPeriodGroupProperty) property_id)
    {
    case PROP_PERIOD:
      g_value_set_boxed (value, &self->period);
      break;
    case PROP_AHEAD:
      g_value_set_boolean (value, self->ahead);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_period_group_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PlPeriodGroup *self = PL_PERIOD_GROUP (object);

  switch ((PlPeriodGroupProperty) property_id)
    {
    case PROP_PERIOD:
      set_period (self, g_value_get_boxed (value));
      break;
    case PROP_AHEAD:
      self->ahead = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_period_group_constructed (GObject *object)
{
  PlPeriodGroup            *self = PL_PERIOD_GROUP (object);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  G_OBJECT_CLASS (pl_period_group_parent_class)->constructed (object);

  for (guint i = 0; i < N_CHOICES; i++)
    gtk_string_list_append (words, pl_filter_text_period (get_choices (self)[i]));
  self->showing = TRUE;
  adw_combo_row_set_model (self->choice_row, G_LIST_MODEL (words));
  self->showing = FALSE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choice_row),
                                 self->ahead ? C_("filter", "_Expires") : C_("filter", "_Created"));
  show_period (self);
}

static void
pl_period_group_class_init (PlPeriodGroupClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = pl_period_group_constructed;
  object_class->get_property = pl_period_group_get_property;
  object_class->set_property = pl_period_group_set_property;

  properties[PROP_PERIOD] =
    g_param_spec_boxed ("period", NULL, NULL, PL_TYPE_PERIOD,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_AHEAD] =
    g_param_spec_boolean ("ahead", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PL_TYPE_DAY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-period-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPeriodGroup, choice_row);
  gtk_widget_class_bind_template_child (widget_class, PlPeriodGroup, first_row);
  gtk_widget_class_bind_template_child (widget_class, PlPeriodGroup, last_row);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
}

static void
pl_period_group_init (PlPeriodGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
