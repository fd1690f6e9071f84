/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choices are a shorter way to say a day. */
#include "ui-fixture.h"

#include "ui/parts/pl-expiry-group.h"
#include "ui/parts/pl-format.h"

typedef struct
{
  GtkWidget     *window;
  PlExpiryGroup *group;
  AdwComboRow   *choices;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = adw_window_new ();
  fixture->group = g_object_new (PL_TYPE_EXPIRY_GROUP, NULL);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->group));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->choices = ADW_COMBO_ROW (ui_find_type (GTK_WIDGET (fixture->group), ADW_TYPE_COMBO_ROW));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GObject) group = g_object_ref (G_OBJECT (fixture->group));

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&group));
}

/* From today; -1 for never. */
static int
get_days (Fixture *fixture)
{
  g_autoptr (GDate) day = NULL;
  GDate             today;

  pl_format_today (&today);
  g_object_get (fixture->group, "expires-on", &day, NULL);

  return day != NULL ? g_date_days_between (&today, day) : -1;
}

static void
set_days (Fixture *fixture,
          int      days)
{
  GDate day;

  pl_format_today (&day);
  g_date_add_days (&day, (guint) days);
  g_object_set (fixture->group, "expires-on", &day, NULL);
}

static const char *
get_choice (Fixture *fixture)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (fixture->choices));
}

static guint
count_choices (Fixture *fixture)
{
  return g_list_model_get_n_items (adw_combo_row_get_model (fixture->choices));
}

static void
test_choices (Fixture       *fixture,
              gconstpointer  data)
{
  const int days[] = { 7, 14, 30 };

  set_days (fixture, 3);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      adw_combo_row_set_selected (fixture->choices, i);
      g_assert_cmpint (get_days (fixture), ==, days[i]);
    }
}

static void
test_shows_day (Fixture       *fixture,
                gconstpointer  data)
{
  const struct
  {
    int         days;
    const char *choice;
  } rows[] = {
    { 7, "In 7 days" }, { 14, "In 14 days" }, { 30, "In 30 days" }, { 29, "On a date" }, { 0, "On a date" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      set_days (fixture, rows[i].days);
      g_assert_cmpstr (get_choice (fixture), ==, rows[i].choice);
      g_assert_cmpint (get_days (fixture), ==, rows[i].days);
    }
}

/* What may stay for ever, and does not, is said to end; and nothing is chosen for the merchant. */
static void
test_hint (Fixture       *fixture,
           gconstpointer  data)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (fixture->group);

  set_days (fixture, 30);
  g_assert_cmpstr (adw_preferences_group_get_description (group), ==, "");
  g_object_set (fixture->group, "allow-never", TRUE, NULL);
  g_assert_nonnull (strstr (adw_preferences_group_get_description (group), "Never"));
  g_assert_cmpint (get_days (fixture), ==, 30);
  g_object_set (fixture->group, "expires-on", NULL, NULL);
  g_assert_cmpstr (adw_preferences_group_get_description (group), ==, "");
  set_days (fixture, 45);
  g_assert_nonnull (strstr (adw_preferences_group_get_description (group), "Never"));
  g_object_set (fixture->group, "allow-never", FALSE, NULL);
  g_assert_cmpstr (adw_preferences_group_get_description (group), ==, "");
}

static void
test_calendar (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget            *calendar = ui_find_type (GTK_WIDGET (fixture->group), GTK_TYPE_CALENDAR);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, 45);
  g_autoptr (GDateTime) shown = NULL;

  set_days (fixture, 9);
  shown = gtk_calendar_get_date (GTK_CALENDAR (calendar));
  g_assert_cmpint (g_date_time_get_day_of_year (shown), ==,
                   g_date_time_get_day_of_year (g_date_time_add_days (now, 9)));

  gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
  g_assert_cmpint (get_days (fixture), ==, 45);
  g_assert_cmpstr (get_choice (fixture), ==, "On a date");
  gtk_test_accessible_assert_role (calendar, gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (calendar)));
}

/* "On a date" keeps the day that was chosen, and asks for another. */
static void
test_until (Fixture       *fixture,
            gconstpointer  data)
{
  set_days (fixture, 14);
  adw_combo_row_set_selected (fixture->choices, 3);
  g_assert_cmpint (get_days (fixture), ==, 14);
  g_assert_cmpstr (get_choice (fixture), ==, "On a date");
}

static void
test_never (Fixture       *fixture,
            gconstpointer  data)
{
  set_days (fixture, 14);
  g_assert_cmpuint (count_choices (fixture), ==, 4);
  g_object_set (fixture->group, "allow-never", TRUE, NULL);
  g_assert_cmpuint (count_choices (fixture), ==, 5);
  g_assert_cmpint (get_days (fixture), ==, 14);

  adw_combo_row_set_selected (fixture->choices, 4);
  g_assert_cmpint (get_days (fixture), ==, -1);
  g_assert_cmpstr (get_choice (fixture), ==, "Never");

  /* A link for one payment must end one day. */
  g_object_set (fixture->group, "allow-never", FALSE, NULL);
  g_assert_cmpint (get_days (fixture), ==, 30);
  g_assert_cmpstr (get_choice (fixture), ==, "In 30 days");
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  set_days (fixture, 14);
  ui_assert_named (GTK_WIDGET (fixture->group));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/expiry-group/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("choices", test_choices);
  ADD ("shows-day", test_shows_day);
  ADD ("hint", test_hint);
  ADD ("calendar", test_calendar);
  ADD ("until", test_until);
  ADD ("never", test_never);
  ADD ("names", test_names);
#undef ADD

  return g_test_run ();
}
