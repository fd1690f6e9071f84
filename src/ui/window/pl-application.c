/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as the desktop sees it: one instance, one window, one workspace; reads the command line. */
#include "config.h"

#include "pl-application.h"

#include <glib/gi18n.h>

#include "payroc/payroc-environment.h"
#include "payroc/payroc-error.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-parting.h"
#include "ui/search/pl-search-provider.h"
#include "pl-dialog-keys.h"
#include "pl-about.h"
#include "pl-contrast.h"
#include "pl-manual.h"
#include "pl-shortcuts-window.h"
#include "pl-window.h"

/* So many milliseconds a window waits for its data: shown empty and then with links it would be drawn twice. */
#define PRESENT_WAIT 60

struct _PlApplication
{
  AdwApplication  parent_instance;

  char           *directory;   /* --data-dir, or the user's own */
  PlWorkspace    *workspace;   /* (owned) (nullable) until it is open, and again once it is closed */
  PlSearchProvider *search;    /* (owned) */
  gboolean        searching;   /* which keeps the program and its workspace, too */
  gboolean        hidden;      /* the window is not to be seen before it is asked for */
  guint           present_source; /* until the window is on the screen */
  gboolean        opening;
  gboolean        closing;
};

G_DEFINE_FINAL_TYPE (PlApplication, pl_application, ADW_TYPE_APPLICATION)

/* Refused where they were typed: no window has a field to mend them in. */
static gboolean
check_addresses (const char *api_url,
                 const char *identity_url)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocEnvironment) environment = NULL;
  GPtrArray *fields;

  if (api_url == NULL && identity_url == NULL)
    return TRUE;
  if (api_url == NULL || identity_url == NULL)
    {
      g_printerr ("paylinks: %s\n", _("--api-url and --identity-url go together"));
      return FALSE;
    }

  environment = payroc_environment_new_custom (api_url, identity_url, &error);
  if (environment != NULL)
    return TRUE;

  fields = payroc_error_get_fields (error);
  for (guint i = 0; i < fields->len; i++)
    {
      const PayrocFieldError *field = g_ptr_array_index (fields, i);
      g_autofree char *text = pl_error_text_field (field);

      g_printerr ("paylinks: --%s: %s\n", g_str_equal (field->parameter, "apiUrl") ? "api-url" : "identity-url", text);
    }

  return FALSE;
}

static PlWindow *
find_window (PlApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (PL_IS_WINDOW (l->data))
        return l->data;
    }

  return NULL;
}

static gboolean
present_cb (gpointer user_data)
{
  PlApplication *self = user_data;
  PlWindow      *window = find_window (self);

  self->present_source = 0;
  /* Who was quicker may have put a dialog or a customer's screen before it. */
  if (window != NULL && !gtk_widget_get_visible (GTK_WIDGET (window)))
    pl_window_come_forward (window, 0);

  return G_SOURCE_REMOVE;
}

static void open_workspace (PlApplication *self);

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PlApplication) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!pl_workspace_close_finish (PL_WORKSPACE (source), result, &error))
    g_warning ("Closing the data folder: %s", error->message);

  self->closing = FALSE;
  /* Started again while the last one was being put away. */
  if (find_window (self) != NULL || self->searching)
    open_workspace (self);

  g_application_release (G_APPLICATION (self));
}

/* What was accepted from the merchant is on the disk before the program ends. */
static void
close_workspace (PlApplication *self)
{
  g_autoptr(PlWorkspace) workspace = g_steal_pointer (&self->workspace);

  if (workspace == NULL)
    return;

  pl_search_provider_set_workspace (self->search, NULL);
  self->closing = TRUE;
  g_application_hold (G_APPLICATION (self));
  pl_workspace_close_async (workspace, closed_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PlApplication) self = user_data;
  g_autoptr(GError) error = NULL;
  PlWindow *window = find_window (self);

  self->opening = FALSE;
  self->workspace = pl_workspace_open_finish (result, &error);

  if (window == NULL && !self->searching)
    close_workspace (self);
  else if (self->workspace != NULL)
    pl_search_provider_set_workspace (self->search, self->workspace);
  else
    /* Answered now, and tried again at the next letter: whoever waits for a workspace that never comes waits long. */
    pl_search_provider_end (self->search);

  if (window != NULL && self->workspace != NULL)
    pl_window_set_workspace (window, self->workspace);
  else if (window != NULL)
    pl_window_show_failure (window, error, self->directory);
  if (self->present_source != 0)
    {
      g_clear_handle_id (&self->present_source, g_source_remove);
      present_cb (self);
    }

  g_application_release (G_APPLICATION (self));
}

static void
open_workspace (PlApplication *self)
{
  PlWindow *window = find_window (self);

  if (self->opening || self->closing)
    return;

  if (self->workspace != NULL)
    {
      if (window != NULL)
        pl_window_set_workspace (window, self->workspace);
      return;
    }

  self->opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  pl_workspace_open_async (self->directory, APPLICATION_ID, NULL, opened_cb, g_object_ref (self));
}

/* The desktop's search begins, or was left alone for a while. */
static void
searching_cb (PlApplication *self)
{
  const gboolean searching = pl_search_provider_get_active (self->search);

  if (self->searching == searching)
    return;

  self->searching = searching;
  if (searching)
    {
      g_application_hold (G_APPLICATION (self));
      open_workspace (self);
    }
  else
    {
      if (find_window (self) == NULL)
        close_workspace (self);
      g_application_release (G_APPLICATION (self));
    }
}

static PlWindow *
ensure_window (PlApplication *self)
{
  PlWindow *window = find_window (self);

  if (window == NULL)
    {
      window = PL_WINDOW (pl_window_new (GTK_APPLICATION (self)));
      open_workspace (self);
      /* On the screen soon, whether the data is there or not. */
      if (!self->hidden && self->opening)
        self->present_source = g_timeout_add (PRESENT_WAIT, present_cb, self);
      else if (!self->hidden)
        gtk_window_present (GTK_WINDOW (window));
    }

  return window;
}

static void
window_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  static const struct
  {
    const char *name;
    void      (*begin) (PlWindow *window);
  } actions[] = {
    { "new-link", pl_window_new_link },
    { "counter", pl_window_open_counter },
    { "try-out", pl_window_try_out },
  };
  PlWindow *window = ensure_window (user_data);

  if (!pl_window_come_forward (window, 0))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].name, g_action_get_name (G_ACTION (action))))
        actions[i].begin (window);
    }
}

static void
open_link_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  PlWindow *window = ensure_window (user_data);
  const char *account_id;
  const char *link_id;

  g_variant_get (parameter, "(&s&s)", &account_id, &link_id);
  if (pl_window_come_forward (window, 0))
    pl_window_show_link (window, account_id, link_id);
}

static void
search_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  PlWindow *window = ensure_window (user_data);
  g_autofree const char **terms = NULL;
  g_autofree char *words = NULL;
  guint timestamp;

  g_variant_get (parameter, "(^a&su)", &terms, &timestamp);
  words = g_strjoinv (" ", (char **) terms);
  if (pl_window_come_forward (window, timestamp))
    pl_window_search (window, words);
}

static void
activate_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  g_application_activate (user_data);
}

static void
connect_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  const char *api_url;
  const char *identity_url;

  g_variant_get (parameter, "(&s&s)", &api_url, &identity_url);
  /* Anybody on the bus may ask for this. */
  if (check_addresses (api_url, identity_url) && pl_window_come_forward (ensure_window (user_data), 0))
    pl_window_connect_custom (find_window (user_data), api_url, identity_url);
}

static void
open_workspace_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  open_workspace (user_data);
}

static void
show_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));
  PlWindow *window = find_window (user_data);
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  /* Anybody on the bus may ask for this: a customer sees the code, and nothing above it. */
  if (parent == NULL || (window != NULL && pl_window_is_before_customer (window)))
    return;

  if (g_str_equal (name, "about"))
    pl_about_show (parent);
  else if (g_str_equal (name, "help"))
    pl_manual_show (parent);
  else
    pl_shortcuts_window_show (user_data);
}

static gboolean
quit_cb (gpointer user_data)
{
  PlWindow *window = find_window (user_data);

  /* Through the window: it may have something to ask. */
  if (window != NULL)
    pl_window_quit (window);

  return G_SOURCE_REMOVE;
}

/* Not at once: the key may have been pressed in a dialog, which GTK still holds then, and which must not outlive the
 * window below it. */
static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, quit_cb, g_object_ref (user_data), g_object_unref);
}

static void
pl_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "new-link", .activate = window_action },
    { .name = "counter", .activate = window_action },
    { .name = "try-out", .activate = window_action },
    { .name = "connect", .activate = connect_action, .parameter_type = "(ss)" },
    { .name = "open-workspace", .activate = open_workspace_action },
    { .name = "open-link", .activate = open_link_action, .parameter_type = "(ss)" },
    { .name = "search", .activate = search_action, .parameter_type = "(asu)" },
    { .name = "activate", .activate = activate_action },
    { .name = "help", .activate = show_action },
    { .name = "shortcuts", .activate = show_action },
    { .name = "about", .activate = show_action },
    { .name = "quit", .activate = quit_action },
  };
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "win.new-link", { "<Control>n" } },
    { "win.show-chosen-at-counter", { "F11" } },
    { "win.search", { "<Control>f" } },
    { "win.overview", { "<Alt>Home" } },
    { "win.people", { "<Control><Shift>p" } },
    { "win.refresh", { "<Control>r", "F5" } },
    { "win.import", { "<Control>i" } },
    { "win.back", { "<Alt>Left", "Back" } },
    { "win.preferences", { "<Control>comma" } },
    { "app.help", { "F1" } },
    { "app.shortcuts", { "<Control>question", "<Control>F1" } },
    { "window.close", { "<Control>w" } },
    { "app.quit", { "<Control>q" } },
  };

  G_APPLICATION_CLASS (pl_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, accels[i].accels);
  pl_parting_watch ();
  pl_dialog_keys_watch (GTK_APPLICATION (application));
  pl_contrast_watch ();
  gtk_window_set_default_icon_name (APPLICATION_ID);

  /* Read by another thread while this one builds the window; a service waits until it is wanted. */
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) == 0)
    open_workspace (PL_APPLICATION (application));
}

static void
pl_application_activate (GApplication *application)
{
  PlApplication *self = PL_APPLICATION (application);
  PlWindow *window = ensure_window (self);

  if (!self->hidden && self->present_source == 0)
    pl_window_come_forward (window, 0);
  self->hidden = FALSE;
}

static int
pl_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  PlApplication *self = PL_APPLICATION (application);
  g_autoptr(GError) error = NULL;
  const char *directory;
  const char *api_url = NULL;
  const char *identity_url = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Paylinks %s\n", VERSION);
      return 0;
    }

  g_variant_dict_lookup (options, "api-url", "&s", &api_url);
  g_variant_dict_lookup (options, "identity-url", "&s", &identity_url);
  if (!check_addresses (api_url, identity_url))
    return 2;

  if (g_variant_dict_lookup (options, "data-dir", "^&ay", &directory))
    {
      g_free (self->directory);
      self->directory = g_canonicalize_filename (directory, NULL);
      /* Another folder is another merchant: it must not be answered by the window that is open. */
      g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("paylinks: %s\n", error->message);
      return 1;
    }

  if (g_variant_dict_contains (options, "background"))
    {
      /* Whoever runs already goes on as it is. */
      if (g_application_get_is_remote (application))
        return 0;
      self->hidden = TRUE;
    }

  /* Actions reach the instance that runs already; plain activation follows and raises its window. */
  if (g_variant_dict_contains (options, "practice"))
    g_action_group_activate_action (G_ACTION_GROUP (application), "try-out", NULL);
  if (api_url != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "connect",
                                    g_variant_new ("(ss)", api_url, identity_url));
  if (g_variant_dict_contains (options, "new-link"))
    g_action_group_activate_action (G_ACTION_GROUP (application), "new-link", NULL);
  if (g_variant_dict_contains (options, "counter"))
    g_action_group_activate_action (G_ACTION_GROUP (application), "counter", NULL);

  return -1;
}

static gboolean
pl_application_dbus_register (GApplication     *application,
                              GDBusConnection  *connection,
                              const char       *object_path,
                              GError          **error)
{
  return G_APPLICATION_CLASS (pl_application_parent_class)->dbus_register (application, connection, object_path,
                                                                           error) &&
         pl_search_provider_export (PL_APPLICATION (application)->search, connection, object_path, error);
}

static void
pl_application_dbus_unregister (GApplication    *application,
                                GDBusConnection *connection,
                                const char      *object_path)
{
  PlApplication *self = PL_APPLICATION (application);

  /* Also called when it is finalized. */
  if (self->search != NULL)
    pl_search_provider_unexport (self->search);

  G_APPLICATION_CLASS (pl_application_parent_class)->dbus_unregister (application, connection, object_path);
}

static void
pl_application_window_removed (GtkApplication *application,
                               GtkWindow      *window)
{
  PlApplication *self = PL_APPLICATION (application);

  if (PL_IS_WINDOW (window))
    {
      pl_search_provider_end (self->search);
      close_workspace (self);
      pl_window_end (PL_WINDOW (window));
    }

  GTK_APPLICATION_CLASS (pl_application_parent_class)->window_removed (application, window);
}

static void
pl_application_dispose (GObject *object)
{
  PlApplication *self = PL_APPLICATION (object);

  g_clear_handle_id (&self->present_source, g_source_remove);
  g_clear_object (&self->search);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (pl_application_parent_class)->dispose (object);
}

static void
pl_application_finalize (GObject *object)
{
  PlApplication *self = PL_APPLICATION (object);

  g_free (self->directory);

  G_OBJECT_CLASS (pl_application_parent_class)->finalize (object);
}

static void
pl_application_class_init (PlApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  GtkApplicationClass *gtk_application_class = GTK_APPLICATION_CLASS (klass);

  object_class->dispose = pl_application_dispose;
  object_class->finalize = pl_application_finalize;
  application_class->startup = pl_application_startup;
  application_class->activate = pl_application_activate;
  application_class->handle_local_options = pl_application_handle_local_options;
  application_class->dbus_register = pl_application_dbus_register;
  application_class->dbus_unregister = pl_application_dbus_unregister;
  gtk_application_class->window_removed = pl_application_window_removed;
}

static void
pl_application_init (PlApplication *self)
{
  const GOptionEntry options[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_("Open the practice account: nothing leaves this computer"), NULL },
    { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Watch links without a window"), NULL },
    { "new-link", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Begin a new link"), NULL },
    { "counter", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Let the customer in front of you pay from the screen"), NULL },
    { "api-url", 0, 0, G_OPTION_ARG_STRING, NULL,
      N_("Connect to another server that speaks Payroc’s interface, with --identity-url"), N_("ADDRESS") },
    { "identity-url", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Where that server gives tokens"), N_("ADDRESS") },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL,
      N_("Keep database and settings in this folder"), N_("FOLDER") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and exit"), NULL },
    { NULL }
  };

  self->directory = pl_workspace_dup_default_directory ();
  self->search = pl_search_provider_new (G_APPLICATION (self));
  g_signal_connect_object (self->search, "notify::active", G_CALLBACK (searching_cb), self, G_CONNECT_SWAPPED);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

PlApplication *
pl_application_new (void)
{
  return g_object_new (PL_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "resource-base-path", "/io/github/paylinks/Paylinks",
                       NULL);
}
