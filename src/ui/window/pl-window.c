/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: left the list of links, right the chosen link; on a narrow screen one after the other. */
#include "config.h"

#include "pl-window-private.h"

#include <glib/gi18n.h>

#include "core/pl-today.h"
#include "ui/account/pl-account-button.h"
#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-form.h"
#include "ui/parts/pl-late-menu.h"
#include "ui/parts/pl-settings.h"
#include "ui/parts/pl-title.h"
#include "ui/parts/pl-toast-room.h"
#include "ui/parts/pl-toaster.h"
#include "ui/link/pl-link-page.h"
#include "ui/list/pl-links-pane.h"
#include "ui/outbox/pl-outbox-view.h"
#include "ui/overview/pl-overview-page.h"
#include "ui/list/pl-refresh-line.h"
#include "ui/account/pl-session-bar.h"
#include "ui/account/pl-welcome-page.h"
#include "pl-opening-page.h"
#include "pl-window-size.h"
#include "pl-window-tables.h"

/* Coming back to the window asks Payroc again, but not at every click between two windows. */
#define FRESH_FOR (10 * G_USEC_PER_SEC)

#define LIST_WIDTH 380

typedef enum
{
  PROP_WORKSPACE = 1,
  PROP_ACCOUNTS,
  PROP_SESSION,
  PROP_ACCOUNT_ID,
  PROP_LINK_ID,
  PROP_FOLDED,
  PROP_OVERVIEW_SHOWN,
} PlWindowProperty;

static GParamSpec *properties[PROP_OVERVIEW_SHOWN + 1];

static void
add_toast (PlToaster *toaster,
           AdwToast  *toast)
{
  pl_window_add_toast (PL_WINDOW (toaster), toast);
}

static void
pl_window_toaster_init (PlToasterInterface *iface)
{
  iface->add_toast = add_toast;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PlWindow, pl_window, ADW_TYPE_APPLICATION_WINDOW,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_TOASTER, pl_window_toaster_init))

/* Most starts show none of these: they are made when they are wanted. */
static PlWelcomePage *
ensure_welcome_page (PlWindow *self)
{
  if (self->welcome_page == NULL)
    {
      self->welcome_page = PL_WELCOME_PAGE (pl_welcome_page_new ());
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->welcome_page), "welcome");
    }

  return self->welcome_page;
}

static PlFailurePage *
ensure_failure_page (PlWindow *self)
{
  if (self->failure_page == NULL)
    {
      self->failure_page = PL_FAILURE_PAGE (pl_failure_page_new ());
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure_page), "failed");
    }

  return self->failure_page;
}

static GtkWidget *
ensure_page (PlWindow   *self,
             const char *name,
             GType       type)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->content_stack, name);

  if (page != NULL)
    return NULL;

  page = g_object_new (type, NULL);
  g_object_bind_property (self, "folded", page, "folded", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "session", page, "session", G_BINDING_SYNC_CREATE);
  gtk_stack_add_named (self->content_stack, page, name);

  return page;
}

static void
ensure_link_page (PlWindow *self)
{
  GtkWidget *page = ensure_page (self, "link", PL_TYPE_LINK_PAGE);

  if (page != NULL)
    g_object_bind_property (self, "link-id", page, "link-id", G_BINDING_SYNC_CREATE);
}

/* The list is what a start is for: the page beside it comes after the first frame. */
void
pl_window_ensure_overview (PlWindow *self)
{
  ensure_page (self, "overview", PL_TYPE_OVERVIEW_PAGE);
  if (self->link_id == NULL)
    gtk_stack_set_visible_child_name (self->content_stack, "overview");
}

static gboolean
is_overview_shown (PlWindow *self)
{
  /* The action asks for its state before there is a template, too. */
  return self->leaflet != NULL && self->link_id == NULL
         && (!adw_leaflet_get_folded (self->leaflet)
             || adw_leaflet_get_visible_child (self->leaflet) == self->content_pane);
}

static gboolean
is_practice (PlWindow *self)
{
  return self->session != NULL
         && pl_account_get_kind (pl_session_get_account (self->session)) == PL_ACCOUNT_PRACTICE;
}

void
pl_window_show_page (PlWindow   *self,
                     const char *name)
{
  const char    *before = gtk_stack_get_visible_child_name (self->stack);
  const gboolean was_welcome = g_strcmp0 (before, "welcome") == 0;
  const gboolean was_opening = g_strcmp0 (before, "opening") == 0;

  if (g_str_equal (name, "welcome") && !was_welcome)
    pl_window_keep_focus (self);
  if (g_str_equal (name, "welcome"))
    {
      pl_welcome_page_set_adding (ensure_welcome_page (self), self->session != NULL);
      pl_welcome_page_set_trying (self->welcome_page, is_practice (self));
    }
  /* What is there is shown at once. */
  gtk_stack_set_visible_child_full (self->stack, name, was_opening ? GTK_STACK_TRANSITION_TYPE_NONE
                                                                   : GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  pl_window_update_actions (self);
  if (g_str_equal (name, "welcome"))
    pl_welcome_page_focus_choice (self->welcome_page);
  else if (was_welcome && g_str_equal (name, "main"))
    pl_window_restore_focus (self);
}

static void
session_state_cb (PlWindow *self)
{
  pl_window_refresh_soon (self);
}

static void
is_active_cb (PlWindow *self)
{
  gint64 last;

  /* Somebody goes on working: whatever was asked before was answered with no. */
  if (gtk_window_is_active (GTK_WINDOW (self)))
    self->quitting = FALSE;

  /* Who travelled has another day, of which no timer knows. */
  pl_today_check (pl_today_get_default ());

  if (self->session == NULL || !gtk_window_is_active (GTK_WINDOW (self)))
    return;

  /* Perhaps the merchant was away to unlock the keyring. */
  pl_session_look_again (self->session);

  last = pl_refresh_get_last (pl_session_get_refresh (self->session));
  if (ABS (g_get_real_time () - last) > FRESH_FOR)
    pl_window_refresh (self);
}

static void
set_link_id (PlWindow   *self,
             const char *link_id)
{
  if (g_strcmp0 (self->link_id, link_id) == 0)
    return;

  g_free (self->link_id);
  self->link_id = g_strdup (link_id);
  if (link_id != NULL)
    {
      ensure_link_page (self);
      gtk_stack_set_visible_child_name (self->content_stack, "link");
    }
  else
    {
      pl_window_ensure_overview (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK_ID]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERVIEW_SHOWN]);
}

/* The list is as wide as its rows need beside a page, and takes all there is when it stands alone. */
static int
pane_width (PlWindow *self,
            gboolean  folded)
{
  return folded ? G_MAXINT16 : LIST_WIDTH;
}

static void
folded_cb (PlWindow *self)
{
  pl_window_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERVIEW_SHOWN]);
}

static void
visible_child_cb (PlWindow *self)
{
  pl_window_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERVIEW_SHOWN]);
}

static void
open_account_id (PlWindow   *self,
                 const char *id)
{
  g_autoptr(PlAccount) account = NULL;

  if (self->workspace != NULL && id != NULL)
    account = pl_workspace_find_account (self->workspace, id);
  if (account != NULL)
    pl_window_change_account (self, account);
}

static void
form_discarded_cb (gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

/* Shown is watched, also beside another window; hidden is not. */
static void
pl_window_map (GtkWidget *widget)
{
  PlWindow *self = PL_WINDOW (widget);

  if (self->workspace == NULL && self->failure_page == NULL)
    {
      if (gtk_stack_get_child_by_name (self->stack, "opening") == NULL)
        gtk_stack_add_named (self->stack, pl_opening_page_new (), "opening");
      gtk_stack_set_visible_child_full (self->stack, "opening", GTK_STACK_TRANSITION_TYPE_NONE);
    }

  GTK_WIDGET_CLASS (pl_window_parent_class)->map (widget);

  pl_notifier_set_attentive (PL_WINDOW (widget)->notifier, TRUE);
  pl_window_withdraw_what_goes_on ();
  pl_window_tell_about_data (PL_WINDOW (widget));
}

static void
pl_window_unmap (GtkWidget *widget)
{
  PlWindow *self = PL_WINDOW (widget);

  if (self->notifier != NULL)
    pl_notifier_set_attentive (self->notifier, FALSE);

  GTK_WIDGET_CLASS (pl_window_parent_class)->unmap (widget);
}

/* Closed for good: hiding a window leaves it realized. Those who wait for something hold it, so that dispose comes
 * after the last of them. */
static void
pl_window_unrealize (GtkWidget *widget)
{
  pl_window_end (PL_WINDOW (widget));

  GTK_WIDGET_CLASS (pl_window_parent_class)->unrealize (widget);
}

static gboolean
runs_in_background (PlWindow *self)
{
  g_autoptr (GSettings) settings = pl_settings_open ();

  return self->session != NULL && settings != NULL && g_settings_get_boolean (settings, "run-in-background");
}

static gboolean
pl_window_close_request (GtkWindow *window)
{
  PlWindow *self = PL_WINDOW (window);
  PlForm *form = pl_form_find (window);

  if (form != NULL)
    {
      pl_form_ask (form, form_discarded_cb, g_object_ref (self), g_object_unref);
      return TRUE;
    }

  /* What becomes of a code that was not paid is asked first. */
  if (pl_window_leave_counter (self, "window.close", NULL))
    return TRUE;

  pl_window_size_save (window);

  /* The watch goes on, and so does what is being sent; the window is there again as it was. */
  if (!self->quitting && runs_in_background (self))
    {
      pl_window_close_dialogs (self);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      pl_window_tell_what_goes_on (self);
      return TRUE;
    }

  if (pl_window_ask_to_leave (self))
    return TRUE;

  return GTK_WINDOW_CLASS (pl_window_parent_class)->close_request (window);
}

static void
pl_window_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  PlWindow *self = PL_WINDOW (object);

  switch ((PlWindowProperty) prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_ACCOUNTS:
      g_value_set_object (value, self->workspace != NULL ? pl_workspace_get_accounts (self->workspace) : NULL);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_ACCOUNT_ID:
      g_value_set_string (value,
                          self->session != NULL ? pl_account_get_id (pl_session_get_account (self->session)) : "");
      break;
    case PROP_LINK_ID:
      g_value_set_string (value, self->link_id);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, adw_leaflet_get_folded (self->leaflet));
      break;
    case PROP_OVERVIEW_SHOWN:
      g_value_set_boolean (value, is_overview_shown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_window_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  PlWindow *self = PL_WINDOW (object);

  switch ((PlWindowProperty) prop_id)
    {
    case PROP_ACCOUNT_ID:
      open_account_id (self, g_value_get_string (value));
      break;
    case PROP_OVERVIEW_SHOWN:
      /* Asked for again, it stays: there is nothing else to show. */
      pl_window_open_link (self, NULL);
      adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
      break;
    case PROP_WORKSPACE:
    case PROP_ACCOUNTS:
    case PROP_SESSION:
    case PROP_LINK_ID:
    case PROP_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_window_dispose (GObject *object)
{
  PlWindow *self = PL_WINDOW (object);

  pl_window_end (self);
  g_clear_weak_pointer (&self->leave_question);
  g_clear_weak_pointer (&self->focus_before);

  G_OBJECT_CLASS (pl_window_parent_class)->dispose (object);
}

static void
pl_window_finalize (GObject *object)
{
  PlWindow *self = PL_WINDOW (object);

  g_object_unref (self->life);
  g_object_unref (self->cancellable);
  g_free (self->link_id);

  G_OBJECT_CLASS (pl_window_parent_class)->finalize (object);
}

static void
pl_window_class_init (PlWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->get_property = pl_window_get_property;
  object_class->set_property = pl_window_set_property;
  object_class->dispose = pl_window_dispose;
  object_class->finalize = pl_window_finalize;
  widget_class->map = pl_window_map;
  widget_class->unmap = pl_window_unmap;
  widget_class->unrealize = pl_window_unrealize;
  window_class->close_request = pl_window_close_request;

  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, PL_TYPE_WORKSPACE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACCOUNTS] =
    g_param_spec_object ("accounts", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /* The state of win.account; setting it opens that account. */
  properties[PROP_ACCOUNT_ID] =
    g_param_spec_string ("account-id", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LINK_ID] =
    g_param_spec_string ("link-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /* The state of win.overview. */
  properties[PROP_OVERVIEW_SHOWN] =
    g_param_spec_boolean ("overview-shown", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  pl_window_install_actions (widget_class);

  g_type_ensure (PL_TYPE_ACCOUNT_BUTTON);
  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_LINKS_PANE);
  g_type_ensure (PL_TYPE_NEW_LINK_BUTTON);
  g_type_ensure (PL_TYPE_OUTBOX_VIEW);
  g_type_ensure (PL_TYPE_PICK_MODE);
  g_type_ensure (PL_TYPE_REFRESH_LINE);
  g_type_ensure (PL_TYPE_SESSION_BAR);
  g_type_ensure (PL_TYPE_TITLE);
  g_type_ensure (PL_TYPE_TOAST_ROOM);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, new_link_button);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, links_pane);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, content_pane);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, content_stack);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, environment_bar);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, pane_width);
  gtk_widget_class_bind_template_callback (widget_class, pl_window_batch_done);
  gtk_widget_class_bind_template_callback (widget_class, pl_window_intent_done);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
}

static void
pl_window_init (PlWindow *self)
{
  self->life = g_cancellable_new ();
  self->cancellable = g_cancellable_new ();

  self->session_signals = g_signal_group_new (PL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::state", G_CALLBACK (session_state_cb), self);
  self->notifier = pl_notifier_new (g_application_get_default ());
  g_signal_connect_object (self->notifier, "told", G_CALLBACK (pl_window_told), self, G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  pl_window_accept_tables (self);
  /* For the header bar too. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "picks",
                                  pl_pick_mode_get_actions (pl_window_get_pick_mode (self)));

  pl_window_size_restore (GTK_WINDOW (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (is_active_cb), NULL);

  pl_late_menu_set (self->menu_button, self->primary_menu, NULL, NULL);
  pl_window_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERVIEW_SHOWN]);
}

PlPickMode *
pl_window_get_pick_mode (PlWindow *self)
{
  g_autoptr(PlPickMode) pick_mode = NULL;

  g_object_get (self->links_pane, "pick-mode", &pick_mode, NULL);

  /* The pane keeps it. */
  return pick_mode;
}

GtkWidget *
pl_window_new (GtkApplication *application)
{
  return g_object_new (PL_TYPE_WINDOW, "application", application, NULL);
}

void
pl_window_show_failure (PlWindow     *self,
                        const GError *error,
                        const char   *directory)
{
  g_return_if_fail (PL_IS_WINDOW (self));
  g_return_if_fail (error != NULL);
  g_return_if_fail (directory != NULL);

  pl_failure_page_set_error (ensure_failure_page (self), error, directory);
  pl_window_show_page (self, "failed");
  pl_failure_page_focus_way_out (self->failure_page);
}

void
pl_window_quit (PlWindow *self)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  self->quitting = TRUE;
  /* GTK closes only what was once on the screen. */
  if (gtk_widget_get_realized (GTK_WIDGET (self)))
    gtk_window_close (GTK_WINDOW (self));
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

PlSession *
pl_window_get_session (PlWindow *self)
{
  g_return_val_if_fail (PL_IS_WINDOW (self), NULL);

  return self->session;
}

void
pl_window_open_link (PlWindow   *self,
                     const char *link_id)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  set_link_id (self, link_id);
  if (link_id != NULL)
    adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
}

void
pl_window_add_toast (PlWindow *self,
                     AdwToast *toast)
{
  g_return_if_fail (PL_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  pl_toaster_add_to_overlay (self->toast_overlay, toast);
}
