/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where toasts are shown: pages and dialogs tell what succeeded without knowing the window that shows it. */
#include "config.h"

#include "pl-toaster.h"

#include <glib/gi18n.h>

#define UNDO_SECONDS 10

G_DEFINE_INTERFACE (PlToaster, pl_toaster, GTK_TYPE_WINDOW)

static void
pl_toaster_default_init (PlToasterInterface *iface)
{
}

/* Takes toast. */
static void
add_toast (GtkWindow *window,
           AdwToast  *toast)
{
  g_autoptr (AdwToast) owned = toast;

  if (window != NULL)
    PL_TOASTER_GET_IFACE (window)->add_toast (PL_TOASTER (window), g_steal_pointer (&owned));
}

/* A window that was asked for before shows it itself; everything else is shown by whoever takes it. */
static GtkWindow *
find_for (GtkWidget *widget)
{
  return PL_IS_TOASTER (widget) ? GTK_WINDOW (widget) : pl_toaster_find (widget);
}

/* Toasts of libadwaita 1.2 take markup. */
static AdwToast *
create_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

GtkWindow *
pl_toaster_find (GtkWidget *widget)
{
  GtkWindow *from;
  GtkWindow *window;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  from = GTK_WINDOW (gtk_widget_get_root (widget));
  for (window = from; window != NULL; window = gtk_window_get_transient_for (window))
    {
      if (PL_IS_TOASTER (window)
          && (PL_TOASTER_GET_IFACE (window)->takes == NULL
              || PL_TOASTER_GET_IFACE (window)->takes (PL_TOASTER (window), from)))
        return window;
    }

  return NULL;
}

void
pl_toaster_show (GtkWidget  *widget,
                 const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  add_toast (pl_toaster_find (widget), create_toast (text));
}

void
pl_toaster_show_in (GtkWidget  *found,
                    const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (found));
  g_return_if_fail (text != NULL);

  add_toast (find_for (found), create_toast (text));
}

AdwToast *
pl_toaster_show_progress (GtkWidget    *widget,
                          const char   *text,
                          GCancellable *cancellable)
{
  AdwToast *toast;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (G_IS_CANCELLABLE (cancellable), NULL);

  toast = create_toast (text);
  adw_toast_set_button_label (toast, _("_Cancel"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 0);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), cancellable, G_CONNECT_SWAPPED);
  add_toast (find_for (widget), g_object_ref (toast));

  return toast;
}

void
pl_toaster_show_undo (GtkWidget      *widget,
                      const char     *text,
                      PlToasterUndo   undo,
                      gpointer        user_data,
                      GDestroyNotify  destroy)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);
  g_return_if_fail (undo != NULL);

  toast = create_toast (text);
  adw_toast_set_button_label (toast, _("_Undo"));
  /* At once: it answers what somebody has just done. And longer than others: there is a button to be reached. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo), user_data, (GClosureNotify) (GCallback) destroy,
                         G_CONNECT_SWAPPED);
  add_toast (find_for (widget), toast);
}
