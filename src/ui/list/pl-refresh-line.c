/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beneath the list: when Payroc was asked last, and a button that asks again. */
#include "config.h"

#include "pl-refresh-line.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"

struct _PlRefreshLine
{
  AdwBin        parent_instance;

  PlSession    *session;         /* (owned) (nullable) */
  GSignalGroup *refresh_signals;
  guint         minute_source;   /* only while mapped: nobody looks at a hidden clock */

  GtkLabel     *label;           /* (unowned) template */
  GtkStack     *stack;           /* (unowned) template */
  GtkSpinner   *spinner;         /* (unowned) template */
};

typedef enum
{
  PROP_SESSION = 1,
} PlRefreshLineProperty;

static GParamSpec *properties[PROP_SESSION + 1];

G_DEFINE_FINAL_TYPE (PlRefreshLine, pl_refresh_line, ADW_TYPE_BIN)

/* Whoever stops it, as a closing window does, knows that. */
static gboolean
failed (PlRefresh *refresh)
{
  const GError *error = pl_refresh_get_error (refresh);

  return error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
update (PlRefreshLine *self)
{
  PlRefresh *refresh = self->session != NULL ? pl_session_get_refresh (self->session) : NULL;
  gboolean running = refresh != NULL && pl_refresh_get_running (refresh);
  g_autofree char *text = NULL;

  if (running)
    text = g_strdup (_("Updating…"));
  else if (refresh != NULL && failed (refresh))
    text = pl_format_not_updated (pl_refresh_get_last (refresh), g_get_real_time ());
  else if (refresh != NULL)
    text = pl_format_refreshed (pl_refresh_get_last (refresh), pl_refresh_get_n_unreadable (refresh),
                                g_get_real_time ());

  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_stack_set_visible_child_name (self->stack, running ? "running" : "idle");
}

static gboolean
minute_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
set_session (PlRefreshLine *self,
             PlSession     *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->refresh_signals, session != NULL ? pl_session_get_refresh (session) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pl_refresh_line_map (GtkWidget *widget)
{
  PlRefreshLine *self = PL_REFRESH_LINE (widget);

  GTK_WIDGET_CLASS (pl_refresh_line_parent_class)->map (widget);

  update (self);
  self->minute_source = g_timeout_add_seconds (60, minute_cb, self);
}

static void
pl_refresh_line_unmap (GtkWidget *widget)
{
  PlRefreshLine *self = PL_REFRESH_LINE (widget);

  g_clear_handle_id (&self->minute_source, g_source_remove);

  GTK_WIDGET_CLASS (pl_refresh_line_parent_class)->unmap (widget);
}

static void
pl_refresh_line_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PlRefreshLine *self = PL_REFRESH_LINE (object);

  switch ((PlRefreshLineProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_refresh_line_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PlRefreshLine *self = PL_REFRESH_LINE (object);

  switch ((PlRefreshLineProperty) prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_refresh_line_dispose (GObject *object)
{
  PlRefreshLine *self = PL_REFRESH_LINE (object);

  g_clear_handle_id (&self->minute_source, g_source_remove);
  g_clear_object (&self->refresh_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_refresh_line_parent_class)->dispose (object);
}

static void
pl_refresh_line_class_init (PlRefreshLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_refresh_line_get_property;
  object_class->set_property = pl_refresh_line_set_property;
  object_class->dispose = pl_refresh_line_dispose;
  widget_class->map = pl_refresh_line_map;
  widget_class->unmap = pl_refresh_line_unmap;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-refresh-line.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRefreshLine, label);
  gtk_widget_class_bind_template_child (widget_class, PlRefreshLine, stack);
  gtk_widget_class_bind_template_child (widget_class, PlRefreshLine, spinner);
}

static void
pl_refresh_line_init (PlRefreshLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->refresh_signals = g_signal_group_new (PL_TYPE_REFRESH);
  g_signal_group_connect_swapped (self->refresh_signals, "notify::running", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->refresh_signals, "notify::last-refresh", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->refresh_signals, "notify::error", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->refresh_signals, "notify::n-unreadable", G_CALLBACK (update), self);
}
