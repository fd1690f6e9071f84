/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the customer's side and the merchant's do alike. */
#include "config.h"

#include "pl-counter-side-window.h"

typedef struct
{
  PlCounterTill *till; /* (owned) (nullable) from pl_counter_side_window_set_till() until the end */
} PlCounterSideWindowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlCounterSideWindow, pl_counter_side_window, ADW_TYPE_WINDOW)

static PlCounterSideWindowPrivate *
get_private (PlCounterSideWindow *self)
{
  return pl_counter_side_window_get_instance_private (self);
}

static void
left_cb (PlCounterSideWindow *self)
{
  PlCounterSideWindowPrivate *priv = get_private (self);

  /* The last round is told of while all of it ends. */
  if (priv->till != NULL)
    PL_COUNTER_SIDE_WINDOW_GET_CLASS (self)->update_late (
      self, pl_counter_left_get_n_paid (pl_counter_till_get_left (priv->till)) > 0);
}

/* Never without the question of what becomes of a code that was not paid. */
static gboolean
pl_counter_side_window_close_request (GtkWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "counter.leave", NULL);

  return GDK_EVENT_STOP;
}

static void
pl_counter_side_window_dispose (GObject *object)
{
  g_clear_object (&get_private (PL_COUNTER_SIDE_WINDOW (object))->till);

  G_OBJECT_CLASS (pl_counter_side_window_parent_class)->dispose (object);
}

static void
pl_counter_side_window_class_init (PlCounterSideWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_counter_side_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pl_counter_side_window_close_request;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "counter.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "counter.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "counter.other-screen", NULL);

  g_type_ensure (PL_TYPE_COUNTER_AMOUNT);
  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
}

static void
pl_counter_side_window_init (PlCounterSideWindow *self)
{
}

void
pl_counter_side_window_set_till (PlCounterSideWindow *self,
                                 PlCounterTill       *till,
                                 PlEnvironmentBar    *environment_bar,
                                 PlCounterAmount     *amount)
{
  PlCounterSideWindowPrivate *priv = get_private (self);

  g_return_if_fail (PL_IS_COUNTER_SIDE_WINDOW (self));
  g_return_if_fail (PL_IS_COUNTER_TILL (till) && priv->till == NULL);

  priv->till = g_object_ref (till);
  g_object_set (environment_bar, "account", pl_session_get_account (pl_counter_till_get_session (till)), NULL);
  pl_counter_amount_set_till (amount, till);
  g_signal_connect_object (till, "changed", G_CALLBACK (pl_counter_side_window_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pl_counter_till_get_left (till), "changed", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  pl_counter_side_window_update (self);
  left_cb (self);
}

void
pl_counter_side_window_update (PlCounterSideWindow *self)
{
  PlCounterSideWindowPrivate *priv = get_private (self);

  g_return_if_fail (PL_IS_COUNTER_SIDE_WINDOW (self));

  if (priv->till != NULL)
    PL_COUNTER_SIDE_WINDOW_GET_CLASS (self)->update (self, priv->till);
}
