/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the desktop answers to the question for the background, Preferences shows what came of it and says why. */
#include "ui-fixture.h"

#include "ui/notices/pl-background-portal.h"
#include "ui/parts/pl-settings.h"
#include "ui/preferences/pl-preferences-window.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define LATER 300 /* milliseconds */

static const char interfaces[] =
  "<node>"
  "  <interface name='org.freedesktop.portal.Background'>"
  "    <method name='RequestBackground'>"
  "      <arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
  "    </method>"
  "  </interface>"
  "  <interface name='org.freedesktop.portal.Request'>"
  "    <method name='Close'/>"
  "  </interface>"
  "</node>";

/* How the portal behaves. */
typedef struct
{
  const char *name;
  gboolean    absent;      /* nobody has its name */
  gboolean    bare;        /* somebody has, but knows no Background */
  gboolean    early;       /* answers before it replies */
  guint       later;       /* thinks for so long */
  gboolean    nonsense;    /* says something that is no answer first */
  gboolean    ends;        /* instead of an answer */
  gboolean    silent;      /* no answer ever */
  guint32     response;
  gboolean    refuses_run; /* yes, but "background" is not in it */
  gboolean    starts;      /* "autostart" */

  GQuark    (*domain) (void); /* what the merchant's side gets: (nullable) */
  int         code;
  const char *words;       /* (nullable): what Preferences say */
} Case;

static const Case cases[] = {
  { "yes", .starts = TRUE },
  { "yes-early", .starts = TRUE, .early = TRUE },
  { "yes-later", .starts = TRUE, .later = LATER },
  { "yes-after-nonsense", .starts = TRUE, .nonsense = TRUE },
  { "yes-but-no-start", .words = "It will not start with the computer" },
  { "no", .response = 1, .domain = g_io_error_quark, .code = G_IO_ERROR_PERMISSION_DENIED,
    .words = "The desktop does not allow it" },
  { "no-later", .response = 1, .later = LATER, .domain = g_io_error_quark, .code = G_IO_ERROR_PERMISSION_DENIED,
    .words = "The desktop does not allow it" },
  { "no-in-a-yes", .refuses_run = TRUE, .domain = g_io_error_quark, .code = G_IO_ERROR_PERMISSION_DENIED,
    .words = "The desktop does not allow it" },
  { "failed", .response = 2, .domain = g_io_error_quark, .code = G_IO_ERROR_FAILED,
    .words = "That could not be changed" },
  { "ended", .ends = TRUE, .domain = g_io_error_quark, .code = G_IO_ERROR_CLOSED,
    .words = "That could not be changed" },
  { "absent", .absent = TRUE, .domain = g_io_error_quark, .code = G_IO_ERROR_NOT_SUPPORTED,
    .words = "This desktop does not offer it" },
  { "bare", .bare = TRUE, .domain = g_io_error_quark, .code = G_IO_ERROR_NOT_SUPPORTED,
    .words = "This desktop does not offer it" },
};

/* A portal of our own, with a connection of its own. */
typedef struct
{
  const Case      *plan;
  GDBusConnection *bus;
  char            *peer;    /* whom it answers */
  char            *handle;
  GVariant        *options; /* of the last question */
  guint            questions;
  guint            closed;
} Portal;

static void
answer (Portal *portal)
{
  g_auto (GVariantDict) results = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (&results, "background", "b", portal->plan->response == 0 && !portal->plan->refuses_run);
  g_variant_dict_insert (&results, "autostart", "b", portal->plan->starts);
  g_dbus_connection_emit_signal (portal->bus, portal->peer, portal->handle, "org.freedesktop.portal.Request",
                                 "Response", g_variant_new ("(u@a{sv})", portal->plan->response,
                                                            g_variant_dict_end (&results)), &error);
  g_assert_no_error (error);
}

static gboolean
answer_cb (gpointer user_data)
{
  answer (user_data);

  return G_SOURCE_REMOVE;
}

static void
give_up_name (Portal *portal)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_sync (portal->bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "ReleaseName",
                                       g_variant_new ("(s)", PORTAL), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
end_cb (gpointer user_data)
{
  give_up_name (user_data);

  return G_SOURCE_REMOVE;
}

static void called_cb (GDBusConnection       *bus,
                       const char            *sender,
                       const char            *path,
                       const char            *interface,
                       const char            *method,
                       GVariant              *parameters,
                       GDBusMethodInvocation *invocation,
                       gpointer               user_data);

static void
export (Portal     *portal,
        const char *path,
        guint       interface)
{
  static const GDBusInterfaceVTable vtable = { called_cb, NULL, NULL };
  g_autoptr (GDBusNodeInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  info = g_dbus_node_info_new_for_xml (interfaces, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (portal->bus, path, info->interfaces[interface], &vtable, portal, NULL, &error);
  g_assert_no_error (error);
}

static void
take_question (Portal                *portal,
               GDBusMethodInvocation *invocation,
               GVariant              *parameters)
{
  const Case *plan = portal->plan;
  g_autofree char *sender = NULL;
  const char *token;

  g_clear_pointer (&portal->options, g_variant_unref);
  portal->options = g_variant_get_child_value (parameters, 1);
  g_assert_true (g_variant_lookup (portal->options, "handle_token", "&s", &token));
  g_free (portal->peer);
  portal->peer = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  sender = g_strdelimit (g_strdup (portal->peer + 1), ".", '_');
  g_free (portal->handle);
  portal->handle = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", sender, token);
  export (portal, portal->handle, 1);
  portal->questions++;

  if (plan->nonsense)
    g_dbus_connection_emit_signal (portal->bus, portal->peer, portal->handle, "org.freedesktop.portal.Request",
                                   "Response", g_variant_new ("(s)", "yes"), NULL);
  if (plan->early)
    answer (portal);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", portal->handle));
  if (plan->ends)
    g_timeout_add (LATER, end_cb, portal);
  else if (!plan->early && !plan->silent)
    g_timeout_add (plan->later, answer_cb, portal);
}

static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Portal *portal = user_data;

  if (g_str_equal (method, "RequestBackground"))
    {
      take_question (portal, invocation, parameters);
    }
  else
    {
      portal->closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
portal_set_up (Portal     *portal,
               const Case *plan)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  portal->plan = plan;
  if (plan->absent)
    return;

  portal->bus = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                                        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                        G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
                                                        &error);
  g_assert_no_error (error);
  if (!plan->bare)
    export (portal, "/org/freedesktop/portal/desktop", 0);
  reply = g_dbus_connection_call_sync (portal->bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", PORTAL, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       &error);
  g_assert_no_error (error);
}

static void
portal_tear_down (Portal *portal)
{
  if (portal->bus != NULL)
    {
      g_dbus_connection_close_sync (portal->bus, NULL, NULL);
      g_clear_object (&portal->bus);
    }
  g_clear_pointer (&portal->options, g_variant_unref);
  g_free (portal->peer);
  g_free (portal->handle);
}

static void
test_answer (gconstpointer data)
{
  const Case *plan = data;
  const char *const command[] = { "paylinks", "--background", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) asked = NULL;
  g_autofree char *reason = NULL;
  Portal portal = { 0 };
  gboolean starts, done;

  portal_set_up (&portal, plan);
  pl_background_portal_request_async (TRUE, "why", command, NULL, core_keep_result_cb, &result);
  done = pl_background_portal_request_finish (core_await (&result), &starts, &error);
  if (plan->domain != NULL)
    {
      g_assert_error (error, plan->domain (), plan->code);
      g_assert_false (done);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_true (done);
      g_assert_cmpint (starts, ==, plan->starts);
    }
  if (portal.options != NULL)
    {
      g_assert_true (g_variant_lookup (portal.options, "commandline", "^as", &asked));
      g_assert_cmpstrv (asked, command);
      g_assert_true (g_variant_lookup (portal.options, "reason", "s", &reason));
      g_assert_cmpstr (reason, ==, "why");
    }
  portal_tear_down (&portal);
}

static void
test_cancelled (void)
{
  const Case plan = { "silent", .silent = TRUE };
  const char *const command[] = { "paylinks", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Portal portal = { 0 };

  portal_set_up (&portal, &plan);
  pl_background_portal_request_async (TRUE, "why", command, cancellable, core_keep_result_cb, &result);
  while (portal.questions == 0)
    g_main_context_iteration (NULL, TRUE);
  /* The portal that answers late has answered by then. */
  ui_run_for (LATER);
  g_assert_null (result);

  g_cancellable_cancel (cancellable);
  g_assert_false (pl_background_portal_request_finish (core_await (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (portal.closed == 0)
    g_main_context_iteration (NULL, TRUE);
  portal_tear_down (&portal);
}

static gboolean
has_answer (gpointer user_data)
{
  return gtk_widget_get_sensitive (user_data);
}

static gboolean
is_gone (gpointer user_data)
{
  return *(GtkWidget **) user_data == NULL;
}

static GtkWidget *
find_switch (GtkWidget *window)
{
  GtkWidget *row = ui_find_text (window, "Watch Links While the Window Is Closed");

  g_assert_nonnull (row);
  while (!ADW_IS_ACTION_ROW (row))
    row = gtk_widget_get_parent (row);

  return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
}

static void
ask (GtkWidget *window,
     gboolean   wanted)
{
  GtkWidget *control = find_switch (window);

  gtk_switch_set_active (GTK_SWITCH (control), wanted);
  g_assert_false (gtk_widget_get_sensitive (control));
  core_wait_until (has_answer, control);
}

static void
test_preferences (gconstpointer data)
{
  const Case *plan = data;
  const gboolean agreed = plan->domain == NULL;
  g_autoptr (GSettings) settings = pl_settings_open ();
  GtkWidget *window = NULL;
  GtkWidget *control;
  g_auto (GStrv) asked = NULL;
  const char *const expected[] = { "paylinks", "--background", "--data-dir", "/srv/shop", NULL };
  Portal portal = { 0 };

  g_settings_reset (settings, "run-in-background");
  window = pl_preferences_window_new (NULL, settings, "/srv/shop");
  portal_set_up (&portal, plan);
  gtk_window_present (GTK_WINDOW (window));
  control = find_switch (window);

  ask (window, TRUE);
  g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (control)), ==, agreed);
  g_assert_cmpint (gtk_switch_get_state (GTK_SWITCH (control)), ==, agreed);
  g_assert_cmpint (g_settings_get_boolean (settings, "run-in-background"), ==, agreed);
  /* What is told is told with the answer. */
  if (plan->words != NULL)
    ui_await_text (window, plan->words);
  else
    g_assert_null (ui_find_type (window, g_type_from_name ("AdwToastWidget")));
  if (portal.options != NULL)
    {
      g_assert_true (g_variant_lookup (portal.options, "commandline", "^as", &asked));
      g_assert_cmpstrv (asked, expected);
    }

  if (agreed)
    {
      ask (window, FALSE);
      g_assert_false (gtk_switch_get_state (GTK_SWITCH (control)));
      g_assert_false (g_settings_get_boolean (settings, "run-in-background"));
      g_assert_cmpuint (portal.questions, ==, 2);
      g_assert_null (g_variant_lookup_value (portal.options, "commandline", NULL));
    }

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  core_wait_until (is_gone, &window);
  portal_tear_down (&portal);
}

/* Leave is taken back where nobody gives it any more: nothing is left to give back. */
static void
test_taken_back (gconstpointer data)
{
  const Case *plan = data;
  g_autoptr (GSettings) settings = pl_settings_open ();
  GtkWidget *window = NULL;
  Portal portal = { 0 };

  g_settings_set_boolean (settings, "run-in-background", TRUE);
  window = pl_preferences_window_new (NULL, settings, NULL);
  portal_set_up (&portal, plan);
  gtk_window_present (GTK_WINDOW (window));
  ask (window, FALSE);
  g_assert_false (g_settings_get_boolean (settings, "run-in-background"));
  g_assert_null (ui_find_type (window, g_type_from_name ("AdwToastWidget")));
  gtk_window_destroy (GTK_WINDOW (window));
  portal_tear_down (&portal);
}

/* The answer comes to a window that is closed: the setting follows it. */
static void
test_closed (void)
{
  const Case plan = { "yes", .starts = TRUE, .later = LATER };
  g_autoptr (GSettings) settings = pl_settings_open ();
  GtkWidget *window = NULL;
  Portal portal = { 0 };

  g_settings_reset (settings, "run-in-background");
  window = pl_preferences_window_new (NULL, settings, NULL);
  portal_set_up (&portal, &plan);
  gtk_window_present (GTK_WINDOW (window));
  gtk_switch_set_active (GTK_SWITCH (find_switch (window)), TRUE);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_settings_get_boolean (settings, "run-in-background"));
  portal_tear_down (&portal);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
  /* From now on as in a sandbox; GTK has looked already. */
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *asked = g_strconcat ("/background-portal/answer/", cases[i].name, NULL);
      g_autofree char *shown = g_strconcat ("/background-portal/preferences/", cases[i].name, NULL);
      g_autofree char *back = g_strconcat ("/background-portal/taken-back/", cases[i].name, NULL);

      g_test_add_data_func (asked, &cases[i], test_answer);
      g_test_add_data_func (shown, &cases[i], test_preferences);
      if (cases[i].absent || cases[i].bare || cases[i].response == 1)
        g_test_add_data_func (back, &cases[i], test_taken_back);
    }
  g_test_add_func ("/background-portal/cancelled", test_cancelled);
  g_test_add_func ("/background-portal/closed", test_closed);

  return g_test_run ();
}
