/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where toasts are shown: pages and dialogs tell what succeeded without knowing the window that shows it. */
#include "config.h"

#include "pl-toaster.h"

G_DEFINE_INTERFACE (PlToaster, pl_toaster, GTK_TYPE_WINDOW)

static void
pl_toaster_default_init (PlToasterInterface *iface)
{
}

void
pl_toaster_show (GtkWidget  *widget,
                 const char *text)
{
  g_autofree char *escaped = NULL;
  GtkWindow       *window;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  window = GTK_WINDOW (gtk_widget_get_root (widget));
  while (window != NULL && !PL_IS_TOASTER (window))
    window = gtk_window_get_transient_for (window);

  if (window == NULL)
    return;

  /* Toasts of libadwaita 1.2 take markup. */
  escaped = g_markup_escape_text (text, -1);
  PL_TOASTER_GET_IFACE (window)->add_toast (PL_TOASTER (window), adw_toast_new (escaped));
}
