/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the main window follows the accounts and the open one: what it asks Payroc and when, and what it tells. */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/notices/pl-notice-text.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-form.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-toaster.h"
#include "ui/parts/pl-windows.h"
#include "ui/edit/pl-edit-text.h"
#include "ui/outbox/pl-batch-text.h"
#include "ui/outbox/pl-intent-text.h"
#include "ui/outbox/pl-orphan-dialog.h"
#include "pl-damage-dialog.h"
#include "pl-window-private.h"
#include "pl-window-tables.h"

static void
refresh_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* What went wrong is the session bar's to say: the refresh keeps its error. */
  pl_refresh_run_finish (PL_REFRESH (source), result, &error);
}

void
pl_window_refresh (PlWindow *self)
{
  if (self->session != NULL && pl_session_get_state (self->session) == PL_SESSION_READY)
    {
      pl_refresh_run_async (pl_session_get_refresh (self->session), FALSE, self->cancellable, refresh_cb, NULL);
      pl_watcher_look_now (pl_session_get_watcher (self->session));
    }
}

static gboolean
refresh_soon_cb (gpointer user_data)
{
  PlWindow *self = user_data;

  self->refresh_source = 0;
  pl_window_ensure_overview (self);
  pl_window_refresh (self);
  return G_SOURCE_REMOVE;
}

/* What is stored is drawn first: it must not wait for what Payroc says. */
void
pl_window_refresh_soon (PlWindow *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add_full (G_PRIORITY_LOW, refresh_soon_cb, self, NULL);
}

/* Of the account that is open now; the button may be pressed when another one is. What is on the screen needs none. */
void
pl_window_offer_link (PlWindow   *self,
                      AdwToast   *toast,
                      const char *link_id)
{
  if (link_id == NULL || self->session == NULL || g_strcmp0 (link_id, self->link_id) == 0)
    return;

  adw_toast_set_button_label (toast, _("Show"));
  adw_toast_set_detailed_action_name (toast, "app.open-link");
  adw_toast_set_action_target (toast, "(ss)", pl_account_get_id (pl_session_get_account (self->session)), link_id);
}

/* Beside the desktop's notification: who looks at the window looks here. */
void
pl_window_told (PlWindow *self,
                PlNotice *notice)
{
  const char *link_id = pl_notice_get_link_id (notice);
  g_autofree char *text = pl_notice_text_toast (notice);
  AdwToast *toast = pl_toaster_create (text, FALSE);

  pl_window_offer_link (self, toast, link_id);
  pl_window_add_toast (self, toast);
}

static gboolean
has_account (PlWindow  *self,
             PlAccount *account)
{
  GListModel *accounts = pl_workspace_get_accounts (self->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(PlAccount) other = g_list_model_get_item (accounts, i);

      if (other == account)
        return TRUE;
    }

  return FALSE;
}

/* After the open account was removed: the one used before, or the first page. */
static gboolean
leave_account_cb (gpointer user_data)
{
  PlWindow *self = user_data;
  g_autoptr(PlAccount) next = NULL;

  if (self->session == NULL || has_account (self, pl_session_get_account (self->session)))
    return G_SOURCE_REMOVE;

  pl_window_set_session (self, NULL);
  next = g_list_model_get_item (pl_workspace_get_accounts (self->workspace), 0);
  if (next != NULL)
    pl_window_open_account (self, next);
  else
    pl_window_show_page (self, "welcome");

  return G_SOURCE_REMOVE;
}

/* Toasts for what went through; what did not stands above the list. */
void
pl_window_intent_done (PlWindow *self,
                       PlIntent *intent)
{
  const char *link_id = pl_intent_get_link_id (intent);
  GPtrArray *ignored = pl_intent_get_ignored (intent);
  g_autoptr(PayrocShare) share = pl_intent_create_share (intent);
  GListModel *recipients = share != NULL ? G_LIST_MODEL (payroc_share_get_recipients (share)) : NULL;
  const GError *error = pl_intent_get_error (intent);
  PlIntentKind kind = pl_intent_get_kind (intent);
  g_autofree char *text = error != NULL ? pl_error_text_body (error, pl_intent_text_work (kind))
                          : ignored != NULL ? pl_edit_text_ignored (ignored)
                          : pl_intent_text_done (kind, pl_intent_get_reference (intent), recipients);
  const gboolean as_asked = ignored == NULL && error == NULL;
  /* What is not as the merchant believes stays until they have seen it; that a link is made is said no longer than
   * until it is sent. */
  AdwToast *toast = as_asked ? pl_toaster_create_passing (text) : pl_toaster_create (text, TRUE);

  pl_window_offer_link (self, toast, link_id);
  pl_window_add_toast (self, toast);
}

static void
grant_wish (PlWindow      *self,
            PlWindowNeeds  needs)
{
  PlWish *wish = g_steal_pointer (&self->wishes[needs]);

  if (wish != NULL)
    {
      pl_wish_carry_out (wish);
      pl_wish_free (wish);
    }
}

void
pl_window_set_session (PlWindow  *self,
                       PlSession *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL && self->workspace != NULL)
    pl_workspace_let_go (self->workspace, self->session);
  g_set_object (&self->session, session);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  pl_window_stop_opening (self);

  pl_window_close_counter (self);
  pl_window_open_link (self, NULL);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  g_signal_group_set_target (self->session_signals, session);
  pl_notifier_set_session (self->notifier, session);
  g_object_set (self->environment_bar,
                "account", session != NULL ? pl_session_get_account (session) : NULL,
                NULL);
  g_object_notify (G_OBJECT (self), "session");
  g_object_notify (G_OBJECT (self), "account-id");

  if (session != NULL)
    {
      pl_window_show_page (self, "main");
      pl_window_refresh_soon (self);
      grant_wish (self, PL_NEEDS_ACCOUNT);
    }
}

/* From then on it is sent, and the merchant sees it. */
static void
unsent_opened_cb (AdwToast   *toast,
                  GParamSpec *pspec,
                  PlWindow   *self)
{
  const char *id = g_variant_get_string (adw_toast_get_action_target_value (toast), NULL);

  if (self->session != NULL && g_str_equal (pl_account_get_id (pl_session_get_account (self->session)), id))
    adw_toast_dismiss (toast);
}

static void
unsent_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlWindow) self = user_data;
  g_autoptr (GPtrArray) accounts = pl_workspace_find_unsent_finish (PL_WORKSPACE (source), result, NULL);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      PlAccount *account = g_ptr_array_index (accounts, i);
      g_autofree char *name = pl_format_account (account);
      /* Translators: %s is an account's name. */
      g_autofree char *text = g_strdup_printf (_("“%s” has changes that are not sent yet"), name);
      AdwToast *toast = pl_toaster_create (text, TRUE);

      adw_toast_set_button_label (toast, _("Show"));
      adw_toast_set_action_name (toast, "win.account");
      adw_toast_set_action_target (toast, "s", pl_account_get_id (account));
      g_signal_connect_object (self, "notify::account-id", G_CALLBACK (unsent_opened_cb), toast, G_CONNECT_SWAPPED);
      pl_window_add_toast (self, toast);
    }
}

/* Of accounts that are not open; not before it is known which one is. */
static void
look_for_unsent (PlWindow *self)
{
  if (self->unsent_wanted)
    pl_workspace_find_unsent_async (self->workspace, self->life, unsent_cb, g_object_ref (self));
  self->unsent_wanted = FALSE;
}

static void
try_out_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(PlWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PlAccount) account = pl_workspace_try_out_finish (PL_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->welcome_page != NULL)
    pl_welcome_page_set_busy (self->welcome_page, FALSE);
  if (account != NULL)
    pl_window_change_account (self, account);
  else
    pl_error_dialog_present (GTK_WIDGET (self), _("The Practice Account Did Not Start"), error, PL_WORK_CONNECT);
  look_for_unsent (self);
}

static void
try_out (PlWindow *self,
         GVariant *target)
{
  if (self->welcome_page != NULL)
    pl_welcome_page_set_busy (self->welcome_page, TRUE);
  pl_workspace_try_out_async (self->workspace, self->life, try_out_cb, g_object_ref (self));
}

static void
accounts_changed_cb (PlWindow *self)
{
  /* An account that moves to the front is gone for a moment: look when the list is still. */
  g_idle_add_full (G_PRIORITY_DEFAULT, leave_account_cb, g_object_ref (self), g_object_unref);
}

static void
find_orphans_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(PlWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) orphans = pl_workspace_find_orphans_finish (PL_WORKSPACE (source), result, &error);
  GtkWidget *dialog;

  if (orphans == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Changes of no account could not be looked for: %s", error->message);
  if (orphans == NULL || orphans->len == 0)
    return;

  dialog = pl_orphan_dialog_new (self->workspace, self->session, orphans);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whoever asked for them believes that they are on their way: it is said at each start, until they are somebody's. */
void
pl_window_look_for_orphans (PlWindow *self)
{
  pl_workspace_find_orphans_async (self->workspace, self->life, find_orphans_cb, g_object_ref (self));
}

void
pl_window_set_workspace (PlWindow    *self,
                         PlWorkspace *workspace)
{
  GListModel *accounts;
  gboolean trying_out;

  g_return_if_fail (PL_IS_WINDOW (self));
  g_return_if_fail (PL_IS_WORKSPACE (workspace));

  if (!g_set_object (&self->workspace, workspace))
    return;

  self->data_told = FALSE;
  self->unsent_wanted = TRUE;

  accounts = pl_workspace_get_accounts (workspace);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_notify (G_OBJECT (self), "workspace");
  g_object_notify (G_OBJECT (self), "accounts");
  pl_window_update_actions (self);

  trying_out = pl_wish_is (self->wishes[PL_NEEDS_DATA], try_out);
  if (!trying_out && g_list_model_get_n_items (accounts) > 0)
    {
      g_autoptr(PlAccount) account = g_list_model_get_item (accounts, 0);

      pl_window_open_account (self, account);
    }
  else
    {
      pl_window_show_page (self, "welcome");
    }

  grant_wish (self, PL_NEEDS_DATA);
  pl_window_tell_about_data (self);
  if (!trying_out)
    look_for_unsent (self);
}

/* What became of the data is told where somebody sees it: not at the start of a session without a window. */
void
pl_window_tell_about_data (PlWindow *self)
{
  if (self->data_told || self->workspace == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->data_told = TRUE;
  if (pl_workspace_get_set_aside (self->workspace) != NULL)
    pl_damage_dialog_present (GTK_WINDOW (self), self->workspace);
  pl_window_look_for_orphans (self);
}

void
pl_window_try_out (PlWindow *self)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  pl_window_wish (self, PL_NEEDS_DATA, try_out, NULL);
}

static void
connect_custom (PlWindow *self,
                GVariant *target)
{
  const char *api_url;
  const char *identity_url;

  g_variant_get (target, "(&s&s)", &api_url, &identity_url);
  pl_window_present_connect (self, api_url, identity_url);
}

void
pl_window_connect_custom (PlWindow   *self,
                          const char *api_url,
                          const char *identity_url)
{
  g_return_if_fail (PL_IS_WINDOW (self));
  g_return_if_fail (api_url != NULL && identity_url != NULL);

  pl_window_wish (self, PL_NEEDS_DATA, connect_custom, g_variant_new ("(ss)", api_url, identity_url));
}

/* What has to be answered first; a form may have another above it. */
static gboolean
present_modal (PlWindow *self)
{
  g_autoptr (GPtrArray) above = pl_windows_list_above (GTK_WINDOW (self));

  for (guint i = above->len; i > 0; i--)
    {
      GtkWindow *window = g_ptr_array_index (above, i - 1);

      if (gtk_window_get_modal (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        {
          gtk_window_present (window);
          return TRUE;
        }
    }

  return FALSE;
}

static void
new_link (PlWindow *self,
          GVariant *target)
{
  /* Asked for from outside, where no form is in the way. */
  if (!present_modal (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-link", NULL);
}

void
pl_window_new_link (PlWindow *self)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  if (self->session == NULL)
    present_modal (self);
  pl_window_wish (self, PL_NEEDS_ACCOUNT, new_link, NULL);
}

static void
search (PlWindow *self,
        GVariant *target)
{
  g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_new ();

  pl_link_criteria_set_search (criteria, g_variant_get_string (target, NULL));
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  g_object_set (self->links_pane, "criteria", criteria, NULL);
}

void
pl_window_search (PlWindow   *self,
                  const char *words)
{
  g_return_if_fail (PL_IS_WINDOW (self));
  g_return_if_fail (words != NULL);

  pl_window_wish (self, PL_NEEDS_ACCOUNT, search, g_variant_new_string (words));
}

void
pl_window_open_account (PlWindow  *self,
                        PlAccount *account)
{
  g_autoptr(PlSession) session = NULL;

  g_return_if_fail (PL_IS_WINDOW (self));
  g_return_if_fail (PL_IS_ACCOUNT (account));

  /* An unpaid code is not dropped without a word; then it is asked for again. */
  if (self->session != NULL && pl_session_get_account (self->session) != account
      && pl_window_leave_counter (self, "win.account", g_variant_new_string (pl_account_get_id (account))))
    return;

  session = pl_workspace_open_session (self->workspace, account);
  if (session == NULL)
    return;

  pl_window_set_session (self, session);
  pl_window_show_page (self, "main");
}

/* Those without work in them; see pl_form_find(). */
void
pl_window_close_dialogs (PlWindow *self)
{
  pl_windows_close_above (GTK_WINDOW (self));
}

static void
change_account (PlWindow *self,
                GVariant *target)
{
  g_autoptr (PlAccount) account = pl_workspace_find_account (self->workspace, g_variant_get_string (target, NULL));

  if (account != NULL)
    pl_window_change_account (self, account);
}

/* A form that is open belongs to the account it was opened in: that is not changed beneath it. What asks for another
 * account need not stand above it: a second start, for one. Returns whether there is one; what is wanted is done when
 * it is given up. */
static gboolean
ask_form (PlWindow   *self,
          PlWishFunc  func,
          GVariant   *target)
{
  PlForm *form = pl_form_find (GTK_WINDOW (self));
  PlWish *wish = pl_wish_new (self, func, target);

  if (form != NULL)
    pl_form_ask (form, pl_wish_carry_out, wish, (GDestroyNotify) pl_wish_free);
  else
    pl_wish_free (wish);

  return form != NULL;
}

void
pl_window_change_account (PlWindow  *self,
                          PlAccount *account)
{
  if (self->session != NULL && pl_session_get_account (self->session) != account)
    {
      if (ask_form (self, change_account, g_variant_new_string (pl_account_get_id (account))))
        return;
      if (self->counter == NULL)
        pl_window_close_dialogs (self);
    }

  pl_window_open_account (self, account);
}

static void
show_link (PlWindow *self,
           GVariant *target)
{
  g_autoptr (PlAccount) account = NULL;
  const char *account_id;
  const char *link_id;

  g_variant_get (target, "(&s&s)", &account_id, &link_id);

  /* Removed since the notification was shown. */
  account = pl_workspace_find_account (self->workspace, account_id);
  if (account == NULL)
    return;

  if (self->session == NULL || pl_session_get_account (self->session) != account)
    {
      if (ask_form (self, show_link, target) || pl_window_leave_counter (self, "app.open-link", target))
        return;

      pl_window_close_dialogs (self);
      pl_window_open_account (self, account);
    }

  pl_window_open_link (self, link_id);
}

void
pl_window_show_link (PlWindow   *self,
                     const char *account_id,
                     const char *link_id)
{
  g_return_if_fail (PL_IS_WINDOW (self));
  g_return_if_fail (account_id != NULL && link_id != NULL);

  pl_window_wish (self, PL_NEEDS_DATA, show_link, g_variant_new ("(ss)", account_id, link_id));
}

/* By them comes what another wish waits for. */
static gboolean
brings_account (const PlWish *wish)
{
  return pl_wish_is (wish, try_out) || pl_wish_is (wish, connect_custom);
}

void
pl_window_wish (PlWindow      *self,
                PlWindowNeeds  needs,
                PlWishFunc     func,
                GVariant      *target)
{
  PlWish *wish = pl_wish_new (self, func, target);

  if (brings_account (wish))
    pl_window_forget_counter (self);
  else
    g_clear_pointer (&self->wishes[PL_NEEDS_ACCOUNT], pl_wish_free);

  if (needs == PL_NEEDS_DATA || !brings_account (self->wishes[PL_NEEDS_DATA]))
    g_clear_pointer (&self->wishes[PL_NEEDS_DATA], pl_wish_free);

  self->wishes[needs] = wish;
  if (needs == PL_NEEDS_DATA ? self->workspace != NULL : self->session != NULL)
    grant_wish (self, needs);
}

void
pl_window_drop_wishes (PlWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->wishes); i++)
    g_clear_pointer (&self->wishes[i], pl_wish_free);
}
