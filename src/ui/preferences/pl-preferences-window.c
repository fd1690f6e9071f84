/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the merchant can set. Everything takes effect at once; only the desktop may have a say in the background. */
#include "config.h"

#include "pl-preferences-window.h"

#include <glib/gi18n.h>

#include "ui/notices/pl-background.h"
#include "ui/parts/pl-group.h"
#include "ui/parts/pl-toast-text.h"

#define STEP 30 /* minutes between two times that are offered */

struct _PlPreferencesWindow
{
  AdwPreferencesWindow  parent_instance;

  GSettings            *settings;    /* (owned) */
  char                 *directory;   /* (owned) (nullable) */

  GtkSwitch            *paid_switch; /* (unowned) template, as all below */
  GtkSwitch            *expiring_switch;
  GtkSwitch            *quiet_switch;
  AdwComboRow          *from_row;
  AdwComboRow          *until_row;
  GtkWidget            *words_row;
  GtkSwitch            *background_switch;
  GtkSwitch            *search_switch;
};

G_DEFINE_FINAL_TYPE (PlPreferencesWindow, pl_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static GListModel *
create_times (void)
{
  GtkStringList *times = gtk_string_list_new (NULL);

  for (int minute = 0; minute < 24 * 60; minute += STEP)
    {
      g_autoptr (GDateTime) time = g_date_time_new_utc (2000, 1, 1, minute / 60, minute % 60, 0);
      /* Translators: a time of the day, in the format of GLib's g_date_time_format(): 21:30, or 9:30 PM. */
      g_autofree char *text = g_date_time_format (time, _("%H:%M"));

      gtk_string_list_append (times, text);
    }

  return G_LIST_MODEL (times);
}

static gboolean
minute_to_position (GValue   *value,
                    GVariant *variant,
                    gpointer  user_data)
{
  g_value_set_uint (value, g_variant_get_uint32 (variant) / STEP);

  return TRUE;
}

static GVariant *
position_to_minute (const GValue       *value,
                    const GVariantType *expected_type,
                    gpointer            user_data)
{
  return g_variant_new_uint32 (g_value_get_uint (value) * STEP);
}

/* What the desktop was asked for. The setting follows its answer, also when the window is closed by then. */
typedef struct
{
  PlPreferencesWindow *window;   /* (owned) */
  GSettings           *settings; /* (owned) */
  gboolean             wanted;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->window);
  g_object_unref (request->settings);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static const char *
get_refusal (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return _("The desktop does not allow it");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return _("This desktop does not offer it");

  return _("That could not be changed");
}

static void
request_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError)   error = NULL;
  PlPreferencesWindow *self = request->window;
  gboolean             starts = FALSE;
  const gboolean       done = pl_background_request_finish (result, &starts, &error);
  const char          *words = NULL;

  if (done)
    g_settings_set_boolean (request->settings, "run-in-background", request->wanted);
  /* Closed meanwhile. */
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->background_switch), TRUE);
  if (done)
    gtk_switch_set_state (self->background_switch, request->wanted);
  else
    gtk_switch_set_active (self->background_switch, gtk_switch_get_state (self->background_switch));

  if (!done)
    words = get_refusal (error);
  else if (request->wanted && !starts)
    /* Translators: it goes on without its window, but the desktop does not start it. */
    words = _("It will not start with the computer");
  if (words != NULL)
    {
      AdwToast *toast = adw_toast_new (words);

      pl_toast_text_replace_title (toast);
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
    }
}

/* The switch moves at once; its state follows when the desktop agreed. */
static gboolean
background_cb (PlPreferencesWindow *self,
               gboolean             wanted,
               GtkSwitch           *background_switch)
{
  Request *request;

  if (wanted == gtk_switch_get_state (background_switch))
    return TRUE;

  gtk_widget_set_sensitive (GTK_WIDGET (background_switch), FALSE);
  request = g_new0 (Request, 1);
  request->window = g_object_ref (self);
  request->settings = g_object_ref (self->settings);
  request->wanted = wanted;
  pl_background_request_async (wanted, self->directory,
                               _("Paylinks tells you when a link was paid while its window is closed."), NULL,
                               request_cb, request);

  return TRUE;
}

static void
pl_preferences_window_dispose (GObject *object)
{
  PlPreferencesWindow *self = PL_PREFERENCES_WINDOW (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pl_preferences_window_parent_class)->dispose (object);
}

static void
pl_preferences_window_finalize (GObject *object)
{
  PlPreferencesWindow *self = PL_PREFERENCES_WINDOW (object);

  g_free (self->directory);

  G_OBJECT_CLASS (pl_preferences_window_parent_class)->finalize (object);
}

static void
pl_preferences_window_class_init (PlPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_preferences_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_preferences_window_finalize;

  g_type_ensure (PL_TYPE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPreferencesWindow, paid_switch);
  gtk_widget_class_bind_template_child (widget_class, PlPreferencesWindow, expiring_switch);
  gtk_widget_class_bind_template_child (widget_class, PlPreferencesWindow, quiet_switch);
  gtk_widget_class_bind_template_child (widget_class, PlPreferencesWindow, from_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferencesWindow, until_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferencesWindow, words_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferencesWindow, background_switch);
  gtk_widget_class_bind_template_child (widget_class, PlPreferencesWindow, search_switch);
  gtk_widget_class_bind_template_callback (widget_class, background_cb);
}

static void
pl_preferences_window_init (PlPreferencesWindow *self)
{
  g_autoptr (GListModel) times = create_times ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->from_row, times);
  adw_combo_row_set_model (self->until_row, times);
}

static void
bind (PlPreferencesWindow *self,
      GSettings           *settings)
{
  const gboolean background = g_settings_get_boolean (settings, "run-in-background");

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "notify-paid", self->paid_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-expiring", self->expiring_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-hours", self->quiet_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "quiet-from", self->from_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                minute_to_position, position_to_minute, NULL, NULL);
  g_settings_bind_with_mapping (settings, "quiet-until", self->until_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                minute_to_position, position_to_minute, NULL, NULL);
  g_settings_bind (settings, "desktop-search", self->search_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "counter-words", self->words_row, "text", G_SETTINGS_BIND_DEFAULT);
  gtk_switch_set_state (self->background_switch, background);
  gtk_switch_set_active (self->background_switch, background);
}

GtkWidget *
pl_preferences_window_new (GtkWindow  *parent,
                           GSettings  *settings,
                           const char *directory)
{
  PlPreferencesWindow *self = g_object_new (PL_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);

  self->directory = g_strdup (directory);
  bind (self, settings);

  return GTK_WIDGET (self);
}
