/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On a screen of their own, customers see what concerns them and nothing to press; on the only one, the merchant's
 * buttons stand above it. */
#include "config.h"

#include "pl-counter-mode.h"

#include "pl-counter-ask.h"
#include "pl-counter-desk.h"
#include "pl-counter-monitor.h"
#include "pl-counter-window.h"

/* A display tells of a screen before it knows where that is and what it is called; and a cable is seldom plugged in at
 * one go. */
#define SETTLE_MS 300

struct _PlCounterMode
{
  GObject parent_instance;

  PlCounterTill      *till;     /* (owned) */
  GtkWindow          *above;    /* (owned) the merchant's */
  GSimpleActionGroup *actions;  /* (owned) */
  GtkWidget          *screen;   /* (owned) (nullable) what the customer sees; until the end */
  GtkWidget          *desk;     /* (owned) (nullable) the same, of the merchant */
  GtkWidget          *question; /* (unowned) (nullable) weak */
  GdkMonitor         *own;      /* (owned) (nullable) where the merchant's window stands */
  GdkMonitor         *monitor;  /* (owned) (nullable) the customer's */
  gboolean            apart;
  guint               settle_source; /* until it is known what was plugged in, or out */
};

typedef enum
{
  PROP_APART = 1,
} PlCounterModeProperty;

static GParamSpec *properties[PROP_APART + 1];

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlCounterMode, pl_counter_mode, G_TYPE_OBJECT)

static GListModel *
get_monitors (PlCounterMode *self)
{
  return gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self->above)));
}

/* (transfer none) */
static GtkWindow *
get_merchants_window (PlCounterMode *self)
{
  return GTK_WINDOW (self->apart ? self->desk : self->screen);
}

static gboolean
is_there (PlCounterMode *self,
          GdkMonitor    *monitor)
{
  GListModel *monitors = get_monitors (self);

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) other = g_list_model_get_item (monitors, i);

      if (other == monitor)
        return TRUE;
    }

  return FALSE;
}

/* It shows on the other screen, or the merchant's windows go: never both on one. */
static void
make_room (PlCounterMode *self)
{
  const gboolean apart = self->monitor != self->own && is_there (self, self->monitor) && is_there (self, self->own);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions),
                                                                            "other-screen")),
                               g_list_model_get_n_items (get_monitors (self)) > 1);
  pl_counter_window_set_apart (PL_COUNTER_WINDOW (self->screen), apart);
  if (self->apart != apart)
    {
      self->apart = apart;
      /* What was asked there is asked again here. */
      if (self->question != NULL)
        gtk_window_close (GTK_WINDOW (self->question));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APART]);
    }
  if (apart)
    gtk_window_present (GTK_WINDOW (self->desk));
  else
    gtk_widget_set_visible (self->desk, FALSE);
}

static void
show_on (PlCounterMode *self,
         GdkMonitor    *monitor)
{
  if (monitor != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self->screen), monitor);
  else
    gtk_window_fullscreen (GTK_WINDOW (self->screen));
  g_set_object (&self->monitor, monitor);
}

/* (transfer full) (nullable) */
static GdkMonitor *
find_own (PlCounterMode *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->above));
  GdkMonitor *monitor = surface != NULL
                        ? gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (self->above)),
                                                              surface)
                        : NULL;

  return monitor != NULL ? g_object_ref (monitor) : NULL;
}

/* (transfer full) (nullable) */
static GdkMonitor *
find_beside (PlCounterMode *self,
             GdkMonitor    *monitor)
{
  GListModel *monitors = get_monitors (self);

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) other = g_list_model_get_item (monitors, i);

      if (other != monitor)
        return g_steal_pointer (&other);
    }

  return NULL;
}

/* Whose screen is there keeps it; whose is not gets another, and the customer's theirs again when that is back. */
static gboolean
settle_cb (gpointer user_data)
{
  PlCounterMode          *self = user_data;
  g_autoptr (GdkMonitor)  own = NULL;
  g_autoptr (GdkMonitor)  monitor = NULL;

  self->settle_source = 0;
  if (self->screen == NULL)
    return G_SOURCE_REMOVE;

  if (!is_there (self, self->own) && (own = find_beside (self, self->monitor)) != NULL)
    g_set_object (&self->own, own);
  if (!is_there (self, self->monitor) || self->monitor == self->own)
    {
      monitor = pl_counter_monitor_pick (gtk_widget_get_display (self->screen), self->own);
      if (monitor != self->monitor)
        show_on (self, monitor);
    }
  make_room (self);

  return G_SOURCE_REMOVE;
}

/* A screen was plugged in, or out. What was the merchant's may stand before the customer now: it goes at once, and only
 * then comes what takes a moment. */
static void
monitors_cb (PlCounterMode *self)
{
  if (self->screen == NULL)
    return;

  make_room (self);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
other_screen_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  PlCounterMode          *self = user_data;
  g_autoptr (GdkMonitor)  monitor = pl_counter_monitor_next (gtk_widget_get_display (self->screen), self->monitor);

  if (monitor == NULL || monitor == self->monitor)
    return;

  pl_counter_monitor_remember (monitor);
  show_on (self, monitor);
  make_room (self);
}

static void
next_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  pl_counter_till_next (PL_COUNTER_MODE (user_data)->till);
}

static void
again_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  pl_counter_till_try_again (PL_COUNTER_MODE (user_data)->till);
}

/* user_data: (transfer full) */
static void
ask (PlCounterMode   *self,
     PlCounterAnswer  answer,
     gpointer         user_data,
     GDestroyNotify   destroy)
{
  PlCounterRound *round = pl_counter_till_get_round (self->till);
  GtkWidget      *question;

  if (self->question != NULL)
    gtk_window_present (GTK_WINDOW (self->question));

  if (self->screen == NULL || self->question != NULL)
    {
      destroy (user_data);
      return;
    }

  if (round == NULL)
    {
      answer (FALSE, user_data);
      destroy (user_data);
      return;
    }

  question = pl_counter_ask_leave (get_merchants_window (self), round, answer, user_data, destroy);
  if (question != NULL)
    g_set_weak_pointer (&self->question, question);
}

static void
restart_answer_cb (gboolean switch_off,
                   gpointer user_data)
{
  pl_counter_till_ask_amount (PL_COUNTER_MODE (user_data)->till, switch_off);
}

/* With what comes afterwards. */
typedef struct
{
  PlCounterMode *mode;   /* (owned) */
  char          *action; /* (owned) (nullable) */
  GVariant      *target; /* (owned) (nullable) */
} Leaving;

static void
leaving_clear (gpointer data)
{
  Leaving *leaving = data;

  g_object_unref (leaving->mode);
  g_free (leaving->action);
  g_clear_pointer (&leaving->target, g_variant_unref);
}

static void
leaving_unref (gpointer data)
{
  g_rc_box_release_full (data, leaving_clear);
}

static gboolean
end_cb (gpointer user_data)
{
  Leaving *leaving = user_data;

  pl_counter_mode_end (leaving->mode);
  if (leaving->action != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (leaving->mode->above), leaving->action, leaving->target);

  return G_SOURCE_REMOVE;
}

/* Not before the question is gone: GTK 4.8 does not expect the window below it to go first. */
static void
leave_answer_cb (gboolean switch_off,
                 gpointer user_data)
{
  Leaving *leaving = user_data;

  pl_counter_till_close (leaving->mode->till, switch_off);
  g_idle_add_full (G_PRIORITY_DEFAULT, end_cb, g_rc_box_acquire (leaving), leaving_unref);
}

static void
restart_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  ask (user_data, restart_answer_cb, g_object_ref (user_data), g_object_unref);
}

static void
leave_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  pl_counter_mode_leave (user_data, NULL, NULL);
}

static void
late_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  PlCounterMode *self = user_data;

  pl_counter_tell_paid (get_merchants_window (self), pl_counter_till_get_left (self->till));
}

static void
unkept_cb (PlCounterMode  *self,
           PlCounterRound *round,
           const GError   *error)
{
  if (self->screen != NULL)
    pl_counter_tell_unkept (get_merchants_window (self), round, error);
}

static void
pl_counter_mode_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((PlCounterModeProperty) property_id)
    {
    case PROP_APART:
      g_value_set_boolean (value, PL_COUNTER_MODE (object)->apart);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_counter_mode_dispose (GObject *object)
{
  PlCounterMode *self = PL_COUNTER_MODE (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  pl_counter_mode_end (self);
  g_clear_weak_pointer (&self->question);
  g_clear_object (&self->actions);
  g_clear_object (&self->till);
  g_clear_object (&self->above);
  g_clear_object (&self->own);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (pl_counter_mode_parent_class)->dispose (object);
}

static void
pl_counter_mode_class_init (PlCounterModeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_counter_mode_get_property;
  object_class->dispose = pl_counter_mode_dispose;

  properties[PROP_APART] = g_param_spec_boolean ("apart", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[ENDED] = g_signal_new ("ended", PL_TYPE_COUNTER_MODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
pl_counter_mode_init (PlCounterMode *self)
{
  static const GActionEntry entries[] = {
    { .name = "next", .activate = next_cb },
    { .name = "again", .activate = again_cb },
    { .name = "restart", .activate = restart_cb },
    { .name = "leave", .activate = leave_cb },
    { .name = "late", .activate = late_cb },
    { .name = "other-screen", .activate = other_screen_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

PlCounterMode *
pl_counter_mode_new (GtkWindow     *above,
                     PlCounterTill *till)
{
  PlCounterMode  *self;
  GtkApplication *application;

  g_return_val_if_fail (GTK_IS_WINDOW (above), NULL);
  g_return_val_if_fail (PL_IS_COUNTER_TILL (till), NULL);

  self = g_object_new (PL_TYPE_COUNTER_MODE, NULL);
  self->above = g_object_ref (above);
  self->till = g_object_ref (till);
  application = gtk_window_get_application (above);
  self->screen = g_object_ref (pl_counter_window_new (application, till));
  self->desk = g_object_ref (pl_counter_desk_new (application, till));
  gtk_window_set_transient_for (GTK_WINDOW (self->desk), above);
  gtk_widget_insert_action_group (self->screen, "counter", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (self->desk, "counter", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (pl_counter_till_get_left (till), "unkept", G_CALLBACK (unkept_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_monitors (self), "items-changed", G_CALLBACK (monitors_cb), self, G_CONNECT_SWAPPED);

  return self;
}

gboolean
pl_counter_mode_get_apart (PlCounterMode *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_MODE (self), FALSE);

  return self->apart;
}

void
pl_counter_mode_present (PlCounterMode *self)
{
  g_autoptr (GdkMonitor) monitor = NULL;

  g_return_if_fail (PL_IS_COUNTER_MODE (self));

  if (self->screen == NULL)
    return;

  if (!gtk_widget_get_visible (self->screen))
    {
      self->own = find_own (self);
      monitor = pl_counter_monitor_pick (gtk_widget_get_display (self->screen), self->own);
      show_on (self, monitor);
      gtk_window_present (GTK_WINDOW (self->screen));
      make_room (self);
    }
  else
    {
      gtk_window_present (get_merchants_window (self));
    }
}

gboolean
pl_counter_mode_shows (PlCounterMode *self,
                       const char    *link_id)
{
  PlCounterRound *round;
  PayrocLink     *link;

  g_return_val_if_fail (PL_IS_COUNTER_MODE (self), FALSE);

  round = pl_counter_till_get_round (self->till);
  link = round != NULL ? pl_counter_round_get_link (round) : NULL;

  return link != NULL && g_strcmp0 (payroc_link_get_id (link), link_id) == 0;
}

void
pl_counter_mode_leave (PlCounterMode *self,
                       const char    *action,
                       GVariant      *target)
{
  Leaving *leaving;

  g_return_if_fail (PL_IS_COUNTER_MODE (self));

  leaving = g_rc_box_new0 (Leaving);
  leaving->mode = g_object_ref (self);
  leaving->action = g_strdup (action);
  leaving->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  ask (self, leave_answer_cb, leaving, leaving_unref);
}

void
pl_counter_mode_end (PlCounterMode *self)
{
  g_autoptr (GtkWidget) screen = NULL;
  g_autoptr (GtkWidget) desk = NULL;

  g_return_if_fail (PL_IS_COUNTER_MODE (self));

  screen = g_steal_pointer (&self->screen);
  desk = g_steal_pointer (&self->desk);
  if (screen == NULL)
    return;

  gtk_window_destroy (GTK_WINDOW (desk));
  gtk_window_destroy (GTK_WINDOW (screen));
  g_signal_emit (self, signals[ENDED], 0);
}
