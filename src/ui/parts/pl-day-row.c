/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GtkCalendar always has a day, and speaks of moments: a row may have none, and speaks of days. */
#include "config.h"

#include "pl-day-row.h"

#include <glib/gi18n.h>

#include "pl-format.h"

struct _PlDayRow
{
  AdwActionRow   parent_instance;

  GDate          day;        /* invalid: none */
  char          *empty_text; /* (owned) (nullable) */
  gboolean       showing;    /* the calendar is set by us */

  GtkMenuButton *button;     /* (unowned) template, as all below */
  GtkPopover    *popover;
  GtkCalendar   *calendar;
  GtkWidget     *clear_button;
};

typedef enum
{
  PROP_DAY = 1,
  PROP_EMPTY_TEXT,
} PlDayRowProperty;

static GParamSpec *properties[PROP_EMPTY_TEXT + 1];

G_DEFINE_FINAL_TYPE (PlDayRow, pl_day_row, ADW_TYPE_ACTION_ROW)

static void
show_in_calendar (PlDayRow *self)
{
  g_autoptr (GDateTime) noon = NULL;

  if (!g_date_valid (&self->day))
    return;

  noon = g_date_time_new_local (g_date_get_year (&self->day), g_date_get_month (&self->day),
                                g_date_get_day (&self->day), 12, 0, 0);
  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, noon);
  self->showing = FALSE;
}

static void
update (PlDayRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  GDate            today;

  pl_format_today (&today);
  if (g_date_valid (&self->day))
    text = pl_format_date (&self->day, &today);
  else
    text = g_strdup (self->empty_text != NULL ? self->empty_text : "");

  gtk_menu_button_set_label (self->button, text);
  gtk_widget_set_visible (self->clear_button, g_date_valid (&self->day));
  /* Translators: what a screen reader says of a button that chooses a day: the row's title, and the day. */
  name = g_strdup_printf (C_("day for the screen reader", "%s: %s"),
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_day (PlDayRow    *self,
         const GDate *day)
{
  gboolean valid = day != NULL && g_date_valid (day);

  if (valid == g_date_valid (&self->day) && (!valid || g_date_compare (day, &self->day) == 0))
    return;

  g_date_clear (&self->day, 1);
  if (valid)
    self->day = *day;
  show_in_calendar (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}

static void
day_selected_cb (PlDayRow *self)
{
  g_autoptr (GDateTime) selected = gtk_calendar_get_date (self->calendar);
  GDate                 day;

  if (self->showing)
    return;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (selected),
                  (GDateMonth) g_date_time_get_month (selected), (GDateYear) g_date_time_get_year (selected));
  set_day (self, &day);
}

static void
clear_cb (PlDayRow *self)
{
  set_day (self, NULL);
  gtk_popover_popdown (self->popover);
}

static void
pl_day_row_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  PlDayRow *self = PL_DAY_ROW (object);

  switch ((PlDayRowProperty) property_id)
    {
    case PROP_DAY:
      g_value_set_boxed (value, g_date_valid (&self->day) ? &self->day : NULL);
      break;
    case PROP_EMPTY_TEXT:
      g_value_set_string (value, self->empty_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_day_row_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  PlDayRow *self = PL_DAY_ROW (object);

  switch ((PlDayRowProperty) property_id)
    {
    case PROP_DAY:
      set_day (self, g_value_get_boxed (value));
      break;
    case PROP_EMPTY_TEXT:
      g_free (self->empty_text);
      self->empty_text = g_value_dup_string (value);
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_day_row_finalize (GObject *object)
{
  PlDayRow *self = PL_DAY_ROW (object);

  g_free (self->empty_text);

  G_OBJECT_CLASS (pl_day_row_parent_class)->finalize (object);
}

static void
pl_day_row_class_init (PlDayRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_day_row_get_property;
  object_class->set_property = pl_day_row_set_property;
  object_class->finalize = pl_day_row_finalize;

  properties[PROP_DAY] = g_param_spec_boxed ("day", NULL, NULL, G_TYPE_DATE, flags);
  properties[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-day-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDayRow, button);
  gtk_widget_class_bind_template_child (widget_class, PlDayRow, popover);
  gtk_widget_class_bind_template_child (widget_class, PlDayRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, PlDayRow, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
pl_day_row_init (PlDayRow *self)
{
  g_date_clear (&self->day, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (update), NULL);
  update (self);
}
