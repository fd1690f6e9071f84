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
add_toast (GtkWidget *widget,
           AdwToast  *toast)
{
  g_autoptr (AdwToast) owned = toast;
  GtkWindow           *window = GTK_WINDOW (gtk_widget_get_root (widget));

  while (window != NULL && !PL_IS_TOASTER (window))
    window = gtk_window_get_transient_for (window);

  if (window != NULL)
    PL_TOASTER_GET_IFACE (window)->add_toast (PL_TOASTER (window), g_steal_pointer (&owned));
}

/* Toasts of libadwaita 1.2 take markup. */
static AdwToast *
create_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

void
pl_toaster_show (GtkWidget  *widget,
                 const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  add_toast (widget, create_toast (text));
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
  add_toast (widget, toast);
}
