/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where toasts are shown: pages and dialogs tell what succeeded without knowing the window that shows it. */
#include "config.h"

#include "pl-toaster.h"

#include <glib/gi18n.h>

#include "pl-toast-text.h"

#define UNDO_SECONDS 20
#define PASSING "pl-toaster-passing"
#define SHOWN "pl-toaster-shown"

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

static gboolean
is_passing (AdwToast *toast)
{
  return g_object_get_data (G_OBJECT (toast), PASSING) != NULL;
}

/* (transfer none): what overlay shows, and what waits to be */
static GPtrArray *
get_shown (AdwToastOverlay *overlay)
{
  GPtrArray *shown = g_object_get_data (G_OBJECT (overlay), SHOWN);

  if (shown == NULL)
    {
      shown = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_data_full (G_OBJECT (overlay), SHOWN, shown, (GDestroyNotify) g_ptr_array_unref);
    }

  return shown;
}

static void
dismissed_cb (AdwToast        *toast,
              AdwToastOverlay *overlay)
{
  g_signal_handlers_disconnect_by_data (toast, overlay);
  g_ptr_array_remove (get_shown (overlay), toast);
}

/* What has been said is not said again when there is something newer. */
static void
dismiss_passing (GPtrArray *shown)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < shown->len; i++)
    {
      if (is_passing (g_ptr_array_index (shown, i)))
        g_ptr_array_add (old, g_object_ref (g_ptr_array_index (shown, i)));
    }
  for (guint i = 0; i < old->len; i++)
    adw_toast_dismiss (g_ptr_array_index (old, i));
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

/* Takes text back as the button does. */
static gboolean
undo_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  g_autoptr (AdwToast) toast = g_object_ref (user_data);

  g_signal_emit_by_name (toast, "button-clicked");
  adw_toast_dismiss (toast);

  return GDK_EVENT_STOP;
}

static void
remove_key_cb (AdwToast  *toast,
               GtkWidget *window)
{
  GtkEventController *key = g_object_steal_data (G_OBJECT (toast), "pl-toaster-key");

  if (key != NULL)
    gtk_widget_remove_controller (window, key);
}

/* While it stands; a text that is being written has its own. */
static void
add_undo_key (GtkWindow *window,
              AdwToast  *toast)
{
  GtkEventController *key = gtk_shortcut_controller_new ();
  GtkShortcut        *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"),
                                                   gtk_callback_action_new (undo_key_cb, toast, NULL));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (key), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (key), shortcut);
  g_object_set_data (G_OBJECT (toast), "pl-toaster-key", key);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (remove_key_cb), window, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), key);
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

AdwToast *
pl_toaster_create (const char *text,
                   gboolean    lasts)
{
  AdwToast *toast;

  g_return_val_if_fail (text != NULL, NULL);

  toast = create_toast (text);
  if (lasts)
    adw_toast_set_timeout (toast, 0);

  return toast;
}

AdwToast *
pl_toaster_create_passing (const char *text)
{
  AdwToast *toast;

  g_return_val_if_fail (text != NULL, NULL);

  toast = create_toast (text);
  /* At once: it answers what somebody has just done. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data (G_OBJECT (toast), PASSING, toast);

  return toast;
}

void
pl_toaster_add_to_overlay (AdwToastOverlay *overlay,
                           AdwToast        *toast)
{
  GPtrArray *shown;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  pl_toast_text_replace_title (toast);
  shown = get_shown (overlay);
  if (is_passing (toast))
    dismiss_passing (shown);
  g_ptr_array_add (shown, g_object_ref (toast));
  /* A window that is closed meanwhile dismisses nothing, and lets go all the same. */
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, 0);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
pl_toaster_show (GtkWidget  *widget,
                 const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  add_toast (pl_toaster_find (widget), pl_toaster_create_passing (text));
}

void
pl_toaster_show_toast (GtkWidget *widget,
                       AdwToast  *toast)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (ADW_IS_TOAST (toast));

  add_toast (pl_toaster_find (widget), toast);
}

void
pl_toaster_show_in (GtkWidget  *found,
                    const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (found));
  g_return_if_fail (text != NULL);

  add_toast (find_for (found), pl_toaster_create_passing (text));
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
  GtkWindow *window;
  AdwToast  *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);
  g_return_if_fail (undo != NULL);

  window = find_for (widget);

  toast = create_toast (text);
  adw_toast_set_button_label (toast, _("_Undo"));
  /* At once: it answers what somebody has just done. And longer than others: there is a button to be reached. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo), user_data, (GClosureNotify) (GCallback) destroy,
                         G_CONNECT_SWAPPED);
  if (window != NULL)
    add_undo_key (window, toast);
  add_toast (window, toast);
}
