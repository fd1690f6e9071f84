/* SPDX-License-Identifier: GPL-3.0-or-later */
/* While a customer looks, the merchant's window is out of sight, or on another screen; what comes in meanwhile is told
 * afterwards. */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/counter/pl-counter-monitor.h"
#include "ui/counter/pl-counter-window.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-toaster.h"
#include "pl-window-private.h"

/* (nullable) (transfer none): where the window stands */
static GdkMonitor *
find_own_monitor (PlWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  return surface != NULL ? gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (self)), surface)
                         : NULL;
}

static void
make_room (PlWindow *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkMonitor *theirs = pl_counter_window_get_monitor (PL_COUNTER_WINDOW (self->counter));
  gboolean apart = g_list_model_get_n_items (monitors) > 1 && theirs != NULL && theirs != self->own_monitor;

  gtk_widget_set_visible (GTK_WIDGET (self), apart);
}

static void
left_cb (PlWindow *self)
{
  g_clear_weak_pointer (&self->counter);
  g_clear_object (&self->own_monitor);
  /* Both go when the program ends. */
  if (self->notifier == NULL)
    return;

  pl_notifier_set_discreet (self->notifier, FALSE);
  gtk_window_present (GTK_WINDOW (self));
}

static void
present_counter (PlWindow   *self,
                 PayrocLink *link)
{
  g_autoptr (GdkMonitor) monitor = NULL;
  GtkWidget *counter;

  if (self->counter != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->counter));
      return;
    }

  g_set_object (&self->own_monitor, find_own_monitor (self));
  monitor = pl_counter_monitor_pick (gtk_widget_get_display (GTK_WIDGET (self)), self->own_monitor);
  counter = pl_counter_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->session, link);
  g_set_weak_pointer (&self->counter, counter);
  g_signal_connect_object (counter, "destroy", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);

  pl_notifier_set_discreet (self->notifier, TRUE);
  pl_counter_window_show_on (PL_COUNTER_WINDOW (counter), monitor);
  gtk_window_present (GTK_WINDOW (counter));
  /* It shows on the other screen, or this window goes: never both on one. */
  make_room (self);
  g_signal_connect_object (counter, "notify::monitor", G_CALLBACK (make_room), self, G_CONNECT_SWAPPED);
}

static void
find_link_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLink) link = pl_session_find_link_finish (PL_SESSION (source), result, &error);

  if (PL_SESSION (source) != self->session)
    return;

  if (link == NULL)
    pl_error_dialog_present (GTK_WIDGET (self), _("The Link Could Not Be Read"), error, PL_WORK_READ);
  else if (!pl_format_is_payable (payroc_link_get_status (link)))
    pl_toaster_show (GTK_WIDGET (self), _("This link cannot be paid any more"));
  else
    present_counter (self, link);
}

static void
show_link (PlWindow   *self,
           const char *link_id)
{
  pl_session_find_link_async (self->session, link_id, self->cancellable, find_link_cb, g_object_ref (self));
}

void
pl_window_counter_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  if (g_str_equal (name, "win.show-at-counter"))
    show_link (self, g_variant_get_string (parameter, NULL));
  else if (g_str_equal (name, "win.show-chosen-at-counter") && self->link_id != NULL)
    show_link (self, self->link_id);
  else
    present_counter (self, NULL);
}

void
pl_window_close_counter (PlWindow *self)
{
  if (self->counter != NULL)
    gtk_window_destroy (GTK_WINDOW (self->counter));
}

void
pl_window_open_counter (PlWindow *self)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  self->counter_wanted = self->session == NULL;
  if (!self->counter_wanted)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.counter", NULL);
}
