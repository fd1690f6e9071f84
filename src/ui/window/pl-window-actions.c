/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the main window's actions do, and when they can be used. */
#include "config.h"

#include <glib/gi18n.h>

#include "ui/account/pl-account-dialog.h"
#include "ui/account/pl-connect-dialog.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/account/pl-key-dialog.h"
#include "ui/bulk/pl-bulk-dialog.h"
#include "core/links/pl-draft-defaults.h"
#include "ui/create/pl-new-link-dialog.h"
#include "ui/create/pl-template-dialog.h"
#include "ui/create/pl-template-window.h"
#include "ui/edit/pl-edit-dialog.h"
#include "ui/outbox/pl-batch-dialog.h"
#include "ui/edit/pl-switch-off.h"
#include "ui/share/pl-share-dialog.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-settings.h"
#include "ui/preferences/pl-preferences-window.h"
#include "pl-window-private.h"
#include "pl-window-tables.h"

/* No page is shown of what waits: it stands above the list. */
static void
created_cb (PlWindow   *self,
            const char *link_id)
{
  pl_window_open_link (self, link_id);
  if (link_id == NULL)
    adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
}

static void
present_new_link_dialog (PlWindow  *self,
                         GtkWidget *dialog)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "show-link", G_CALLBACK (pl_window_open_link), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
present_new_link (PlWindow        *self,
                  PayrocLinkDraft *draft,
                  PlIntent        *refused)
{
  GtkWidget *dialog = pl_new_link_dialog_new (self->session, draft, refused);

  pl_new_link_dialog_set_templates (PL_NEW_LINK_DIALOG (dialog),
                                    pl_new_link_button_get_templates (self->new_link_button));
  present_new_link_dialog (self, dialog);
}

static void
present_from_template (PlWindow   *self,
                       PlTemplate *template)
{
  PlTemplateList *templates = pl_new_link_button_get_templates (self->new_link_button);

  if (template != NULL && pl_template_is_readable (template))
    present_new_link_dialog (self, pl_new_link_dialog_new_from_template (self->session, templates, template));
}

static void
present_share (PlWindow    *self,
               PayrocLink  *link,
               PayrocShare *share,
               PlIntent    *refused)
{
  GtkWidget *dialog = pl_share_dialog_new (self->session, link, share, refused);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
present_edit (PlWindow   *self,
              PayrocLink *link,
              PlIntent   *refused,
              gboolean    last_day)
{
  GtkWidget *dialog = pl_edit_dialog_new (self->session, link, refused);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
  if (last_day)
    pl_edit_dialog_focus_last_day (PL_EDIT_DIALOG (dialog));
}

static void
unlock_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PlWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  /* Whoever says no to the desktop's question knows it; the session bar stands as before. */
  if (!pl_session_unlock_finish (PL_SESSION (source), result, &error) &&
      !g_error_matches (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_LOCKED))
    pl_error_dialog_present (GTK_WIDGET (self), _("The Keyring Was Not Unlocked"), error, PL_WORK_CONNECT);
}

static void
connected_cb (PlWindow  *self,
              PlAccount *account)
{
  pl_window_open_account (self, account);
  /* Perhaps it is the one that they were made with. */
  pl_window_look_for_orphans (self);
}

static void
new_link_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  present_new_link (PL_WINDOW (widget), NULL, NULL);
}

static void
new_link_from_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  PlWindow       *self = PL_WINDOW (widget);
  PlTemplateList *templates = pl_new_link_button_get_templates (self->new_link_button);

  present_from_template (self, pl_named_list_find (PL_NAMED_LIST (templates),
                                                   g_variant_get_string (parameter, NULL)));
}

static void
templates_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  PlWindow       *self = PL_WINDOW (widget);
  PlTemplateList *templates = pl_new_link_button_get_templates (self->new_link_button);
  PlAccount      *account = pl_session_get_account (self->session);
  GtkWidget      *dialog = pl_template_window_new (GTK_WINDOW (self), account, templates);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (present_from_template), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef enum
{
  FORM_SHARE,
  FORM_DUPLICATE,
  FORM_EDIT,
  FORM_LAST_DAY,
  FORM_SWITCH_OFF,
  FORM_TEMPLATE,
} FormKind;

/* A form about a link that is stored: the link is read first. */
typedef struct
{
  PlWindow *window; /* (owned) */
  PlIntent *intent; /* (owned) (nullable) a refused one to be mended */
  FormKind  kind;
} LinkForm;

static void
link_form_free (LinkForm *form)
{
  g_object_unref (form->window);
  g_clear_object (&form->intent);
  g_free (form);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LinkForm, link_form_free)

static void
present_duplicate (PlWindow   *self,
                   PayrocLink *link)
{
  g_autoptr(PayrocLinkDraft) draft = pl_draft_defaults_new_duplicate (link);

  present_new_link (self, draft, NULL);
}

/* Its last day is so many days after it was made. */
static void
present_save_template (PlWindow   *self,
                       PayrocLink *link)
{
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new_from_link (link);
  const GDate *made_on = payroc_link_get_created_on (link);
  GDate today;

  pl_format_today (&today);
  gtk_window_present (GTK_WINDOW (pl_template_dialog_new (GTK_WINDOW (self), pl_session_get_account (self->session),
                                                          pl_new_link_button_get_templates (self->new_link_button),
                                                          NULL, draft, made_on != NULL ? made_on : &today)));
}

static void
find_link_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LinkForm) form = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocLink) link = pl_session_find_link_finish (PL_SESSION (source), result, &error);
  g_autoptr(PayrocShare) share = NULL;

  /* Of the session that was open, or of a window that is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (link == NULL)
    {
      pl_error_dialog_present (GTK_WIDGET (form->window), _("The Link Could Not Be Read"), error, PL_WORK_READ);
      return;
    }

  switch (form->kind)
    {
    case FORM_SHARE:
      share = form->intent != NULL ? pl_intent_create_share (form->intent) : NULL;
      present_share (form->window, link, share, form->intent);
      break;
    case FORM_DUPLICATE:
      present_duplicate (form->window, link);
      break;
    case FORM_EDIT:
    case FORM_LAST_DAY:
      present_edit (form->window, link, form->intent, form->kind == FORM_LAST_DAY);
      break;
    case FORM_SWITCH_OFF:
      pl_switch_off_present (GTK_WINDOW (form->window), form->window->session, link);
      break;
    case FORM_TEMPLATE:
      present_save_template (form->window, link);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
present_for_link (PlWindow   *self,
                  const char *link_id,
                  PlIntent   *intent,
                  FormKind    kind)
{
  LinkForm *form = g_new0 (LinkForm, 1);

  form->window = g_object_ref (self);
  g_set_object (&form->intent, intent);
  form->kind = kind;
  pl_session_find_link_async (self->session, link_id, self->cancellable, find_link_cb, form);
}

static void
link_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  static const struct
  {
    const char *name;
    FormKind    kind;
  } actions[] = {
    { "win.share", FORM_SHARE },
    { "win.duplicate-link", FORM_DUPLICATE },
    { "win.edit-link", FORM_EDIT },
    { "win.edit-last-day", FORM_LAST_DAY },
    { "win.switch-off", FORM_SWITCH_OFF },
    { "win.save-template", FORM_TEMPLATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].name, name))
        present_for_link (PL_WINDOW (widget), g_variant_get_string (parameter, NULL), NULL, actions[i].kind);
    }
}

static void present_bulk (PlWindow    *self,
                          PlBatchDeed  deed);

static void
bulk_submitted_cb (PlWindow *self)
{
  pl_pick_mode_set_picking (pl_window_get_pick_mode (self), FALSE);
}

static void
end_sooner_cb (PlWindow *self)
{
  present_bulk (self, PL_BATCH_END_SOONER);
}

static void
present_bulk (PlWindow    *self,
              PlBatchDeed  deed)
{
  PlLinkPicks *picks = pl_pick_mode_get_picks (pl_window_get_pick_mode (self));
  GtkWidget   *dialog;

  if (picks == NULL || pl_link_picks_get_n (picks) == 0)
    return;

  dialog = pl_bulk_dialog_new (self->session, picks, deed);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "submitted", G_CALLBACK (bulk_submitted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "end-sooner", G_CALLBACK (end_sooner_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
bulk_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  static const struct
  {
    const char *word;
    PlBatchDeed deed;
  } deeds[] = {
    { "extend", PL_BATCH_EXTEND },
    { "share", PL_BATCH_SHARE },
    { "switch-off", PL_BATCH_SWITCH_OFF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      if (g_str_equal (deeds[i].word, g_variant_get_string (parameter, NULL)))
        present_bulk (PL_WINDOW (widget), deeds[i].deed);
    }
}

/* A toast may still speak of another account's batch: nothing of it is found here. */
static void
batch_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PlWindow  *self = PL_WINDOW (widget);
  gint64     id = parameter != NULL ? g_variant_get_int64 (parameter) : 0;
  GtkWidget *dialog = pl_batch_dialog_new (pl_session_get_outbox (self->session), id);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
mend_intent_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);
  g_autoptr(PlIntent) intent = pl_outbox_find (pl_session_get_outbox (self->session), g_variant_get_int64 (parameter));
  g_autoptr(PayrocLinkDraft) draft = NULL;

  if (intent == NULL)
    return;

  draft = pl_intent_create_draft (intent);
  if (draft != NULL)
    present_new_link (self, draft, intent);
  else if (pl_intent_get_kind (intent) == PL_INTENT_SHARE && pl_intent_get_link_id (intent) != NULL)
    present_for_link (self, pl_intent_get_link_id (intent), intent, FORM_SHARE);
  else if (pl_intent_get_kind (intent) == PL_INTENT_EDIT)
    present_for_link (self, pl_intent_get_link_id (intent), intent, FORM_EDIT);
}

static void
open_link_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  pl_window_open_link (PL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "welcome") == 0)
    pl_window_show_page (self, "main");
  else
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  g_object_set (self->links_pane, "search-mode", TRUE, NULL);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  pl_window_refresh (PL_WINDOW (widget));
}

static void
add_account_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  pl_window_show_page (PL_WINDOW (widget), "welcome");
}

static void
account_settings_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);
  GtkWidget *dialog;

  /* There the account can be removed. */
  if (pl_window_leave_counter (self, name, NULL))
    return;

  dialog = pl_account_dialog_new (self->workspace, self->session);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  pl_window_forget_counter (self);
  pl_window_present_connect (self, NULL, NULL);
}

static void
try_out_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  pl_window_try_out (PL_WINDOW (widget));
}

static void
replace_key_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);
  GtkWidget *dialog = pl_key_dialog_new (self->session);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
unlock_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  pl_session_unlock_async (self->session, self->cancellable, unlock_cb, g_object_ref (self));
}

static void
preferences_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);
  g_autoptr (GSettings) settings = pl_settings_open ();
  g_autofree char *own = pl_workspace_dup_default_directory ();
  const char *directory = self->workspace != NULL ? pl_workspace_get_directory (self->workspace) : NULL;

  if (settings != NULL)
    gtk_window_present (GTK_WINDOW (pl_preferences_window_new (GTK_WINDOW (widget), settings,
                                                               g_strcmp0 (directory, own) != 0 ? directory : NULL)));
}

static void
reopen_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);
  g_autoptr(PlAccount) account = g_object_ref (pl_session_get_account (self->session));

  if (pl_window_leave_counter (self, name, NULL))
    return;

  /* A session is made anew only when nobody holds the old one. */
  pl_window_set_session (self, NULL);
  pl_window_open_account (self, account);
}

void
pl_window_install_actions (GtkWidgetClass *widget_class)
{
  pl_window_install_places (widget_class);
  gtk_widget_class_install_action (widget_class, "win.new-link", NULL, new_link_action);
  gtk_widget_class_install_action (widget_class, "win.duplicate-link", "s", link_action);
  gtk_widget_class_install_action (widget_class, "win.edit-link", "s", link_action);
  gtk_widget_class_install_action (widget_class, "win.edit-last-day", "s", link_action);
  gtk_widget_class_install_action (widget_class, "win.switch-off", "s", link_action);
  gtk_widget_class_install_action (widget_class, "win.bulk", "s", bulk_action);
  gtk_widget_class_install_action (widget_class, "win.batch", "x", batch_action);
  gtk_widget_class_install_action (widget_class, "win.batches", NULL, batch_action);
  gtk_widget_class_install_action (widget_class, "win.save-template", "s", link_action);
  gtk_widget_class_install_action (widget_class, "win.new-link-from", "s", new_link_from_action);
  gtk_widget_class_install_action (widget_class, "win.templates", NULL, templates_action);
  gtk_widget_class_install_action (widget_class, "win.mend-intent", "x", mend_intent_action);
  gtk_widget_class_install_action (widget_class, "win.share", "s", link_action);
  gtk_widget_class_install_action (widget_class, "win.show-at-counter", "s", pl_window_counter_action);
  gtk_widget_class_install_action (widget_class, "win.show-chosen-at-counter", NULL, pl_window_counter_action);
  gtk_widget_class_install_action (widget_class, "win.counter", NULL, pl_window_counter_action);
  gtk_widget_class_install_action (widget_class, "win.open-link", "s", open_link_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_property_action (widget_class, "win.account", "account-id");
  gtk_widget_class_install_action (widget_class, "win.add-account", NULL, add_account_action);
  gtk_widget_class_install_action (widget_class, "win.account-settings", NULL, account_settings_action);
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "win.try-out", NULL, try_out_action);
  gtk_widget_class_install_action (widget_class, "win.replace-key", NULL, replace_key_action);
  gtk_widget_class_install_action (widget_class, "win.unlock", NULL, unlock_action);
  gtk_widget_class_install_action (widget_class, "win.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  pl_window_install_tables (widget_class);
}

void
pl_window_update_actions (PlWindow *self)
{
  static const char *const needs_session[] = {
    "win.new-link", "win.new-link-from", "win.templates", "win.save-template", "win.duplicate-link",
    "win.edit-link", "win.edit-last-day", "win.switch-off", "win.bulk", "win.batch", "win.batches", "win.mend-intent",
    "win.share", "win.open-link", "win.search", "win.refresh",
    "win.show-at-counter", "win.show-chosen-at-counter", "win.counter",
    "win.overview", "win.show-ending", "win.people",
    "win.account-settings", "win.replace-key", "win.unlock", "win.reopen", "win.import", "win.export",
    "win.export-payments", "win.export-list-payments",
  };
  static const char *const needs_workspace[] = { "win.account", "win.add-account", "win.connect", "win.try-out" };
  gboolean in_main = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "main") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (needs_session); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), needs_session[i], self->session != NULL && in_main);
  for (guint i = 0; i < G_N_ELEMENTS (needs_workspace); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), needs_workspace[i], self->workspace != NULL);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back",
                                 in_main ? adw_leaflet_get_folded (self->leaflet) &&
                                           adw_leaflet_get_visible_child (self->leaflet) != self->list_pane
                                         : self->session != NULL);
}

/* api_url, identity_url: (nullable): another server than Payroc's. */
void
pl_window_present_connect (PlWindow   *self,
                           const char *api_url,
                           const char *identity_url)
{
  GtkWidget *dialog = pl_connect_dialog_new (self->workspace);

  if (api_url != NULL)
    pl_connect_dialog_set_custom (PL_CONNECT_DIALOG (dialog), api_url, identity_url);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
