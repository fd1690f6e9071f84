/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands above the list while an account cannot send, or could not be refreshed, and offers the way out. */
#include "config.h"

#include "pl-session-bar.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"
#include "ui/parts/pl-wrap-box.h"
#include "pl-session-notice.h"

struct _PlSessionBar
{
  AdwBin        parent_instance;

  PlSession    *session;      /* (owned) (nullable) */
  GSignalGroup *session_signals;
  GSignalGroup *refresh_signals;
  GSignalGroup *outbox_signals;

  GtkRevealer  *revealer;     /* (unowned) template */
  GtkWidget    *box;          /* (unowned) template */
  GtkLabel     *text;         /* (unowned) template */
  GtkButton    *button;       /* (unowned) template */
  GtkWidget    *close_button; /* (unowned) template */

  char         *closed_text;  /* read and put away: not shown again until all was well once */
};

typedef enum
{
  PROP_SESSION = 1,
} PlSessionBarProperty;

static GParamSpec *properties[PROP_SESSION + 1];

G_DEFINE_FINAL_TYPE (PlSessionBar, pl_session_bar, ADW_TYPE_BIN)

/* Changes that wait for the connection have a bar of their own that says so. */
static gboolean
is_told_by_outbox (PlSessionBar *self)
{
  return pl_session_get_state (self->session) == PL_SESSION_READY
         && g_error_matches (pl_refresh_get_error (pl_session_get_refresh (self->session)),
                             PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE)
         && pl_outbox_get_rest (pl_session_get_outbox (self->session)) == PL_OUTBOX_REST_UNREACHABLE;
}

static void
update (PlSessionBar *self)
{
  g_auto(PlSessionNotice) notice = { PL_NOTICE_NONE };
  g_autofree char *name = NULL;

  if (self->session != NULL)
    {
      PlAccount *account = pl_session_get_account (self->session);

      name = pl_format_account (account);
      pl_session_notice_init (&notice,
                              pl_session_get_state (self->session),
                              pl_account_get_kind (account),
                              name,
                              pl_refresh_get_error (pl_session_get_refresh (self->session)));
    }

  /* While it is being tried again the old words stand still instead of flickering. */
  if (notice.weight == PL_NOTICE_NONE && self->session != NULL &&
      pl_refresh_get_running (pl_session_get_refresh (self->session)))
    return;

  if (notice.weight == PL_NOTICE_NONE)
    g_clear_pointer (&self->closed_text, g_free);

  if (notice.weight == PL_NOTICE_NONE || is_told_by_outbox (self) ||
      (notice.weight == PL_NOTICE_QUIET && g_strcmp0 (notice.text, self->closed_text) == 0))
    {
      gtk_revealer_set_reveal_child (self->revealer, FALSE);
      return;
    }

  gtk_label_set_text (self->text, notice.text);
  gtk_button_set_label (self->button, notice.label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), notice.action);
  gtk_widget_set_visible (self->close_button, notice.weight == PL_NOTICE_QUIET);
  if (notice.weight == PL_NOTICE_PROBLEM)
    gtk_widget_add_css_class (self->box, "problem");
  else
    gtk_widget_remove_css_class (self->box, "problem");
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static void
close_clicked_cb (PlSessionBar *self)
{
  g_free (self->closed_text);
  self->closed_text = g_strdup (gtk_label_get_text (self->text));
  update (self);
}

static void
set_session (PlSessionBar *self,
             PlSession    *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_clear_pointer (&self->closed_text, g_free);
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->refresh_signals, session != NULL ? pl_session_get_refresh (session) : NULL);
  g_signal_group_set_target (self->outbox_signals, session != NULL ? pl_session_get_outbox (session) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pl_session_bar_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  PlSessionBar *self = PL_SESSION_BAR (object);

  switch ((PlSessionBarProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_session_bar_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  PlSessionBar *self = PL_SESSION_BAR (object);

  switch ((PlSessionBarProperty) prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_session_bar_dispose (GObject *object)
{
  PlSessionBar *self = PL_SESSION_BAR (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->refresh_signals);
  g_clear_object (&self->outbox_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_session_bar_parent_class)->dispose (object);
}

static void
pl_session_bar_finalize (GObject *object)
{
  PlSessionBar *self = PL_SESSION_BAR (object);

  g_free (self->closed_text);

  G_OBJECT_CLASS (pl_session_bar_parent_class)->finalize (object);
}

static void
pl_session_bar_class_init (PlSessionBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_session_bar_get_property;
  object_class->set_property = pl_session_bar_set_property;
  object_class->dispose = pl_session_bar_dispose;
  object_class->finalize = pl_session_bar_finalize;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PL_TYPE_WRAP_BOX);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-session-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSessionBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, PlSessionBar, box);
  gtk_widget_class_bind_template_child (widget_class, PlSessionBar, text);
  gtk_widget_class_bind_template_child (widget_class, PlSessionBar, button);
  gtk_widget_class_bind_template_child (widget_class, PlSessionBar, close_button);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
pl_session_bar_init (PlSessionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->session_signals = g_signal_group_new (PL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::state", G_CALLBACK (update), self);
  self->refresh_signals = g_signal_group_new (PL_TYPE_REFRESH);
  g_signal_group_connect_swapped (self->refresh_signals, "notify::error", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->refresh_signals, "notify::running", G_CALLBACK (update), self);
  self->outbox_signals = g_signal_group_new (PL_TYPE_OUTBOX);
  g_signal_group_connect_swapped (self->outbox_signals, "notify::rest", G_CALLBACK (update), self);
}
