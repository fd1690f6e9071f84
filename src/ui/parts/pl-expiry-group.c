/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choices are a shorter way to say a day; the day is what counts. */
#include "config.h"

#include "pl-expiry-group.h"

#include <glib/gi18n.h>

#include "pl-format.h"

static const guint day_choices[] = { 7, 14, 30 };

#define CHOICE_DATE  G_N_ELEMENTS (day_choices)
#define CHOICE_NEVER (CHOICE_DATE + 1)

struct _PlExpiryGroup
{
  PlGroup             parent_instance;

  GDate               expires_on; /* invalid: never */
  gboolean            allow_never;
  gboolean            showing;    /* the widgets are set by us */

  AdwComboRow        *choice_row; /* (unowned) template, as all below */
  GtkWidget          *day_row;
  GtkMenuButton      *day_button;
  GtkPopover         *day_popover;
  GtkCalendar        *calendar;
};

typedef enum
{
  PROP_EXPIRES_ON = 1,
  PROP_ALLOW_NEVER,
} PlExpiryGroupProperty;

static GParamSpec *properties[PROP_ALLOW_NEVER + 1];

G_DEFINE_FINAL_TYPE (PlExpiryGroup, pl_expiry_group, PL_TYPE_GROUP)

static guint
find_choice (PlExpiryGroup *self)
{
  GDate today;

  if (!g_date_valid (&self->expires_on))
    return CHOICE_NEVER;

  pl_format_today (&today);
  for (guint i = 0; i < G_N_ELEMENTS (day_choices); i++)
    {
      if (g_date_days_between (&today, &self->expires_on) == (int) day_choices[i])
        return i;
    }

  return CHOICE_DATE;
}

static void
fill_choices (PlExpiryGroup *self)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (day_choices); i++)
    gtk_string_list_take (choices,
                          g_strdup_printf (ngettext ("In %u day", "In %u days", day_choices[i]), day_choices[i]));
  gtk_string_list_append (choices, _("On a date"));
  if (self->allow_never)
    gtk_string_list_append (choices, _("Never"));

  self->showing = TRUE;
  adw_combo_row_set_model (self->choice_row, G_LIST_MODEL (choices));
  self->showing = FALSE;
}

/* A link for many payments is often meant to stay: on a poster, on a tip jar. Beside the choice itself, large text
 * would leave no room for what is chosen. */
static void
show_hint (PlExpiryGroup *self)
{
  const gboolean ends = self->allow_never && g_date_valid (&self->expires_on);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         ends ? _("A code on paper is worthless after that day. Choose Never for one "
                                                  "that stays.")
                                              : "");
}

static void
show_day (PlExpiryGroup *self)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;
  GDate            today;

  show_hint (self);
  gtk_widget_set_visible (self->day_row, g_date_valid (&self->expires_on));
  if (!g_date_valid (&self->expires_on))
    return;

  pl_format_today (&today);
  text = pl_format_date (&self->expires_on, &today);
  gtk_menu_button_set_label (self->day_button, text);
  /* Translators: what a screen reader says of the button that chooses a link's last day; %s is a day. */
  label = g_strdup_printf (_("Last day: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_all (PlExpiryGroup *self,
          guint          choice)
{
  self->showing = TRUE;
  adw_combo_row_set_selected (self->choice_row, choice);
  if (g_date_valid (&self->expires_on))
    {
      g_autoptr (GDateTime) day = g_date_time_new_local (g_date_get_year (&self->expires_on),
                                                         g_date_get_month (&self->expires_on),
                                                         g_date_get_day (&self->expires_on), 12, 0, 0);

      gtk_calendar_select_day (self->calendar, day);
    }
  self->showing = FALSE;
  show_day (self);
}

static void
take_day (PlExpiryGroup *self,
          const GDate   *day,
          guint          choice)
{
  if (g_date_valid (day) == g_date_valid (&self->expires_on)
      && (!g_date_valid (day) || g_date_compare (day, &self->expires_on) == 0))
    return;

  self->expires_on = *day;
  show_all (self, choice);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPIRES_ON]);
}

static void
choice_changed_cb (PlExpiryGroup *self)
{
  guint choice = adw_combo_row_get_selected (self->choice_row);
  GDate day = self->expires_on;

  if (self->showing || choice == GTK_INVALID_LIST_POSITION)
    return;

  if (choice < CHOICE_DATE || (choice == CHOICE_DATE && !g_date_valid (&day)))
    {
      pl_format_today (&day);
      g_date_add_days (&day, day_choices[MIN (choice, CHOICE_DATE - 1)]);
    }
  else if (choice == CHOICE_NEVER)
    {
      g_date_clear (&day, 1);
    }

  take_day (self, &day, choice);
  if (choice == CHOICE_DATE)
    gtk_menu_button_popup (self->day_button);
}

static void
day_selected_cb (PlExpiryGroup *self)
{
  g_autoptr (GDateTime) selected = gtk_calendar_get_date (self->calendar);
  GDate                 day;

  if (self->showing)
    return;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, g_date_time_get_day_of_month (selected), g_date_time_get_month (selected),
                  g_date_time_get_year (selected));
  take_day (self, &day, CHOICE_DATE);
}

static void
set_allow_never (PlExpiryGroup *self,
                 gboolean       allow_never)
{
  if (self->allow_never == allow_never)
    return;

  self->allow_never = allow_never;
  if (!allow_never && !g_date_valid (&self->expires_on))
    {
      GDate day;

      pl_format_today (&day);
      g_date_add_days (&day, day_choices[CHOICE_DATE - 1]);
      take_day (self, &day, CHOICE_DATE - 1);
    }
  fill_choices (self);
  show_all (self, find_choice (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALLOW_NEVER]);
}

static void
pl_expiry_group_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PlExpiryGroup *self = PL_EXPIRY_GROUP (object);

  switch ((PlExpiryGroupProperty) property_id)
    {
    case PROP_EXPIRES_ON:
      g_value_set_boxed (value, g_date_valid (&self->expires_on) ? &self->expires_on : NULL);
      break;
    case PROP_ALLOW_NEVER:
      g_value_set_boolean (value, self->allow_never);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_expiry_group_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PlExpiryGroup *self = PL_EXPIRY_GROUP (object);
  const GDate   *day;
  GDate          never;

  switch ((PlExpiryGroupProperty) property_id)
    {
    case PROP_EXPIRES_ON:
      day = g_value_get_boxed (value);
      if (day == NULL)
        {
          g_date_clear (&never, 1);
          day = &never;
        }
      take_day (self, day, CHOICE_DATE);
      show_all (self, find_choice (self));
      break;
    case PROP_ALLOW_NEVER:
      set_allow_never (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_expiry_group_class_init (PlExpiryGroupClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_expiry_group_get_property;
  object_class->set_property = pl_expiry_group_set_property;

  properties[PROP_EXPIRES_ON] = g_param_spec_boxed ("expires-on", NULL, NULL, G_TYPE_DATE, flags);
  properties[PROP_ALLOW_NEVER] = g_param_spec_boolean ("allow-never", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-expiry-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PlExpiryGroup, choice_row);
  gtk_widget_class_bind_template_child (widget_class, PlExpiryGroup, day_row);
  gtk_widget_class_bind_template_child (widget_class, PlExpiryGroup, day_button);
  gtk_widget_class_bind_template_child (widget_class, PlExpiryGroup, day_popover);
  gtk_widget_class_bind_template_child (widget_class, PlExpiryGroup, calendar);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
}

static void
pl_expiry_group_init (PlExpiryGroup *self)
{
  g_date_clear (&self->expires_on, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self);
  show_day (self);
}
