/* SPDX-License-Identifier: GPL-3.0-or-later */
/* While a customer looks, the merchant's window is out of sight, or on another screen; what comes in meanwhile is told
 * afterwards. */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/counter/pl-counter-ask.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-toaster.h"
#include "pl-window-private.h"

/* A window that was hidden stays so, also when there is a screen for it again: nobody but the desktop says which one it
 * comes back to. The merchant's side of the counter is there. */
static void
make_room (PlWindow *self)
{
  if (!pl_counter_mode_get_apart (self->counter))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* While customers are served it is told there. */
static void
tell_late (PlWindow *self)
{
  g_autoptr (GPtrArray) paid = NULL;

  if (self->counter != NULL || self->counter_left == NULL || self->notifier == NULL)
    return;

  paid = pl_counter_left_take_paid (self->counter_left);
  for (guint i = 0; i < paid->len; i++)
    {
      PayrocLink      *link = g_ptr_array_index (paid, i);
      g_autofree char *name = pl_counter_ask_name (link);
      /* Translators: %s is an amount and a reference: "$7.25 (LINK-3)"; its customer had left the counter. */
      g_autofree char *text = g_strdup_printf (_("Paid after all: %s"), name);
      /* The customer may have paid in another way meanwhile. */
      AdwToast        *toast = pl_toaster_create (text, TRUE);

      pl_window_offer_link (self, toast, payroc_link_get_id (link));
      pl_window_add_toast (self, toast);
    }
}

static void
unkept_cb (PlWindow       *self,
           PlCounterRound *round,
           const GError   *error)
{
  if (self->counter == NULL)
    pl_counter_tell_unkept (GTK_WINDOW (self), round, error);
}

static void
ended_cb (PlWindow *self)
{
  g_autoptr (PlCounterMode) counter = g_steal_pointer (&self->counter);

  /* The window was closed for good. */
  if (self->notifier == NULL)
    return;

  pl_notifier_set_discreet (self->notifier, FALSE);
  gtk_window_present (GTK_WINDOW (self));
  tell_late (self);
  /* That was asked for while the customer was there. */
  if (self->quitting)
    gtk_window_close (GTK_WINDOW (self));
}

static void
present_counter (PlWindow   *self,
                 PayrocLink *link)
{
  g_autoptr (PlCounterTill) till = NULL;

  if (self->counter == NULL)
    {
      if (self->counter_left == NULL)
        {
          self->counter_left = pl_counter_left_new ();
          g_signal_connect_object (self->counter_left, "changed", G_CALLBACK (tell_late), self, G_CONNECT_SWAPPED);
          g_signal_connect_object (self->counter_left, "unkept", G_CALLBACK (unkept_cb), self, G_CONNECT_SWAPPED);
        }
      till = pl_counter_till_new (self->session, link, self->counter_left);
      self->counter = pl_counter_mode_new (GTK_WINDOW (self), till);
      g_signal_connect_object (self->counter, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->counter, "notify::apart", G_CALLBACK (make_room), self, G_CONNECT_SWAPPED);
      pl_notifier_set_discreet (self->notifier, TRUE);
    }

  pl_counter_mode_present (self->counter);
  make_room (self);
}

static void
find_link_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLink) link = pl_session_find_link_finish (PL_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (link == NULL)
    pl_error_dialog_present (GTK_WIDGET (self), _("The Link Could Not Be Read"), error, PL_WORK_READ);
  else if (!payroc_link_is_payable (link))
    pl_toaster_show (GTK_WIDGET (self), _("This link cannot be paid any more"));
  /* The merchant believes that the customer sees this one, and not the one before. */
  else if (self->counter == NULL || pl_counter_mode_shows (self->counter, payroc_link_get_id (link)))
    present_counter (self, link);
  else
    pl_window_leave_counter (self, "win.show-at-counter", g_variant_new_string (payroc_link_get_id (link)));
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
    pl_counter_mode_end (self->counter);
  g_clear_object (&self->counter_left);
}

/* Returns whether there was one: it asks what becomes of a code that was not paid. action: (nullable): what is done
 * once the customer is let go, and not at all if they are not; target: (nullable) (transfer floating). */
gboolean
pl_window_leave_counter (PlWindow   *self,
                         const char *action,
                         GVariant   *target)
{
  g_autoptr (GVariant) owned_target = target != NULL ? g_variant_ref_sink (target) : NULL;

  if (self->counter == NULL)
    return FALSE;

  pl_counter_mode_leave (self->counter, action, owned_target);

  return TRUE;
}

gboolean
pl_window_is_before_customer (PlWindow *self)
{
  g_return_val_if_fail (PL_IS_WINDOW (self), FALSE);

  return self->counter != NULL && !pl_counter_mode_get_apart (self->counter);
}

gboolean
pl_window_come_forward (PlWindow *self,
                        guint32   timestamp)
{
  g_return_val_if_fail (PL_IS_WINDOW (self), FALSE);

  if (pl_window_is_before_customer (self))
    {
      pl_counter_mode_present (self->counter);
      return FALSE;
    }

  if (timestamp != 0)
    gtk_window_present_with_time (GTK_WINDOW (self), timestamp);
  else
    gtk_window_present (GTK_WINDOW (self));

  return TRUE;
}

static void
open_counter (PlWindow *self,
              GVariant *target)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.counter", NULL);
}

void
pl_window_open_counter (PlWindow *self)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  pl_window_wish (self, PL_NEEDS_ACCOUNT, open_counter, NULL);
}

void
pl_window_forget_counter (PlWindow *self)
{
  if (pl_wish_is (self->wishes[PL_NEEDS_ACCOUNT], open_counter))
    g_clear_pointer (&self->wishes[PL_NEEDS_ACCOUNT], pl_wish_free);
}
