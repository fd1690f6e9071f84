/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where toasts are shown: pages and dialogs tell what succeeded without knowing the window that shows it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_TOASTER (pl_toaster_get_type ())
G_DECLARE_INTERFACE (PlToaster, pl_toaster, PL, TOASTER, GtkWindow)

struct _PlToasterInterface
{
  GTypeInterface parent;

  void     (*add_toast) (PlToaster *self,
                         AdwToast  *toast); /* (transfer full) */
  /* (nullable): of a window that does not always show them; from: where something was done. */
  gboolean (*takes)     (PlToaster *self,
                         GtkWindow *from);
};

/* (transfer none) (nullable): the window that shows what is told by that widget. */
GtkWindow *pl_toaster_find (GtkWidget *widget);

/* Says that something went through: shown at once, and gone as soon as there is another. (transfer full) */
AdwToast  *pl_toaster_create_passing (const char      *text);
/* Says what the merchant does not know yet, after what stands already. lasts: until somebody has seen it.
 * (transfer full) */
AdwToast  *pl_toaster_create         (const char      *text,
                                      gboolean         lasts);
/* What an implementation of add_toast does. toast: (transfer full). */
void       pl_toaster_add_to_overlay (AdwToastOverlay *overlay,
                                      AdwToast        *toast);

/* In the toaster that widget is in, or is above of; without one nothing happens. text is plain, not markup. */
void pl_toaster_show      (GtkWidget      *widget,
                           const char     *text);

/* The same with a toast that has a button of its own. toast: (transfer full). */
void pl_toaster_show_toast (GtkWidget     *widget,
                            AdwToast      *toast);

/* In what pl_toaster_find() found, when there was time between. */
void pl_toaster_show_in   (GtkWidget      *found,
                           const char     *text);

/* While something goes on, with a button that ends it; taken away by adw_toast_dismiss(). (transfer full) */
AdwToast *pl_toaster_show_progress (GtkWidget    *widget,
                                    const char   *text,
                                    GCancellable *cancellable);

/* With a button that takes back what was done, and Ctrl+Z while it stands. destroy is called when the toast is gone,
 * whether it was pressed or not. widget: a part of a window, or what pl_toaster_find() found. */
typedef void (*PlToasterUndo) (gpointer user_data);

void pl_toaster_show_undo (GtkWidget      *widget,
                           const char     *text,
                           PlToasterUndo   undo,
                           gpointer        user_data,
                           GDestroyNotify  destroy);

G_END_DECLS
