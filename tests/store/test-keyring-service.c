/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring against a real gnome-keyring-daemon on a bus of its own: absent, open, locked, started again. The
 * program runs itself under dbus-run-session, on a bus that starts nothing by itself. */
#include <glib/gstdio.h>
#include <libsecret/secret.h>

#include "support/keyring-sync.h"

#define ACCOUNT "6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11"
#define OTHER "0d9bb2b0-5d35-4f3f-8a0e-7f7f2f1d2a22"
#define APPLICATION "io.github.paylinks.Paylinks.Test"
#define SECRETS "org.freedesktop.secrets"
#define PROMPTER "org.gnome.keyring.SystemPrompter"
#define PASSWORD "test password"

static const char bus_config[] =
  "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\""
  " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"
  "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
  "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
  "<allow own=\"*\"/></policy></busconfig>";

typedef struct
{
  GSubprocess *daemon; /* (nullable) */
  PlKeyring   *keyring;
  guint        prompter;
  guint        filter;
  int          prompts; /* atomic: how often somebody wanted to ask the person something */
} Fixture;

static GDBusConnection *
get_bus (void)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection   *bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);

  return bus;
}

static gboolean
has_owner (const char *name)
{
  g_autoptr (GDBusConnection) bus = get_bus ();
  g_autoptr (GError)   error = NULL;
  g_autoptr (GVariant) reply = NULL;
  gboolean             owned;

  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "NameHasOwner", g_variant_new ("(s)", name), G_VARIANT_TYPE ("(b)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(b)", &owned);

  return owned;
}

/* Lets the main loop turn meanwhile: libsecret watches the name too. */
static void
wait_for_owner (const char *name,
                gboolean    owned)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (has_owner (name) != owned)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }

  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
start_daemon (Fixture *fixture)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* Its warnings are its own business. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  /* The password on standard input makes the login keyring, or opens it. */
  fixture->daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground", "--unlock",
                                                 "--components=secrets", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (fixture->daemon), PASSWORD, strlen (PASSWORD), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->daemon), NULL, NULL);
  wait_for_owner (SECRETS, TRUE);
}

static void
stop_daemon (Fixture *fixture)
{
  if (fixture->daemon == NULL)
    return;

  g_subprocess_send_signal (fixture->daemon, SIGTERM);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
  wait_for_owner (SECRETS, FALSE);
}

static void
lock_keyring (void)
{
  static const char *const paths[] = { "/org/freedesktop/secrets/collection/login", NULL };
  g_autoptr (GDBusConnection) bus = get_bus ();
  g_autoptr (GError)   error = NULL;
  g_autoptr (GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (bus, SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
                                       "Lock",
                                       g_variant_new ("(^ao)", paths), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

/* Stands where the desktop would show its prompt: counts, and never shows anything. */
static GDBusMessage *
count_prompts_cb (GDBusConnection *connection,
                  GDBusMessage    *message,
                  gboolean         incoming,
                  gpointer         user_data)
{
  Fixture *fixture = user_data;

  if (incoming && g_strcmp0 (g_dbus_message_get_interface (message), "org.gnome.keyring.internal.Prompter") == 0
      && g_strcmp0 (g_dbus_message_get_member (message), "BeginPrompting") == 0)
    g_atomic_int_inc (&fixture->prompts);

  return message;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GDBusConnection) bus = get_bus ();

  fixture->filter = g_dbus_connection_add_filter (bus, count_prompts_cb, fixture, NULL);
  fixture->prompter = g_bus_own_name_on_connection (bus, PROMPTER, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  wait_for_owner (PROMPTER, TRUE);

  if (data != NULL)
    start_daemon (fixture);

  fixture->keyring = pl_keyring_new (APPLICATION);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDBusConnection) bus = get_bus ();

  stop_daemon (fixture);
  g_assert_finalize_object (fixture->keyring);
  g_bus_unown_name (fixture->prompter);
  g_dbus_connection_remove_filter (bus, fixture->filter);
}

static void
assert_lookup_error (Fixture      *fixture,
                     const char   *account,
                     PlSecretKind  kind,
                     gboolean      unlock,
                     int           code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (keyring_lookup (fixture->keyring, account, kind, unlock, NULL, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, code);
}

static void
assert_store_error (Fixture      *fixture,
                    PlSecretKind  kind,
                    int           code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (keyring_store (fixture->keyring, ACCOUNT, kind, "another", 0, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, code);
}

static void
assert_clear_error (Fixture *fixture,
                    int      code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (keyring_clear (fixture->keyring, ACCOUNT, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, code);
}

static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  data)
{
  assert_lookup_error (fixture, ACCOUNT, PL_SECRET_API_KEY, TRUE, PL_STORE_ERROR_KEYRING_UNREACHABLE);
  g_assert_cmpint (pl_keyring_get_state (fixture->keyring), ==, PL_KEYRING_STATE_UNREACHABLE);
  assert_store_error (fixture, PL_SECRET_API_KEY, PL_STORE_ERROR_KEYRING_UNREACHABLE);
  assert_store_error (fixture, PL_SECRET_TOKEN, PL_STORE_ERROR_KEYRING_UNREACHABLE);
  assert_clear_error (fixture, PL_STORE_ERROR_KEYRING_UNREACHABLE);

  /* "This session only" needs nobody. */
  pl_keyring_set_session_only (fixture->keyring, ACCOUNT, TRUE);
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  g_assert_true (keyring_clear (fixture->keyring, ACCOUNT, NULL, NULL));
  g_assert_cmpint (pl_keyring_get_state (fixture->keyring), ==, PL_KEYRING_STATE_UNREACHABLE);
  pl_keyring_set_session_only (fixture->keyring, ACCOUNT, FALSE);

  /* It comes later, as when a session starts slowly. */
  start_daemon (fixture);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  g_assert_cmpint (pl_keyring_get_state (fixture->keyring), ==, PL_KEYRING_STATE_AVAILABLE);
}

static guint
count_items (const char *account)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError)     error = NULL;
  GList                 *items;
  guint                  count;

  g_hash_table_insert (attributes, (char *) "application", (char *) APPLICATION);
  g_hash_table_insert (attributes, (char *) "account", (char *) account);
  items = secret_service_search_sync (NULL, NULL, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  count = g_list_length (items);
  g_list_free_full (items, g_object_unref);

  return count;
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, "token", 1);
  keyring_put (fixture->keyring, OTHER, PL_SECRET_API_KEY, "the other's", 0);
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "new key", 0);
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, "new token", 1792000000);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "new key", 0);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, "new token", 1792000000);
  /* Written over, not beside. */
  g_assert_cmpuint (count_items (ACCOUNT), ==, 2);

  g_assert_true (keyring_clear (fixture->keyring, ACCOUNT, NULL, NULL));
  g_assert_cmpuint (count_items (ACCOUNT), ==, 0);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, NULL, 0);
  keyring_assert_secret (fixture->keyring, OTHER, PL_SECRET_API_KEY, "the other's", 0);
  g_assert_true (keyring_clear (fixture->keyring, ACCOUNT, NULL, NULL));
  g_assert_true (keyring_clear (fixture->keyring, OTHER, NULL, NULL));
  g_assert_cmpint (g_atomic_int_get (&fixture->prompts), ==, 0);
}

/* What was kept survives the daemon; what libsecret remembers of the daemon does not. */
static void
test_started_again (Fixture       *fixture,
                    gconstpointer  data)
{
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  stop_daemon (fixture);
  assert_lookup_error (fixture, ACCOUNT, PL_SECRET_API_KEY, FALSE, PL_STORE_ERROR_KEYRING_UNREACHABLE);
  start_daemon (fixture);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);

  /* And without anybody having noticed that it was away. */
  g_subprocess_send_signal (fixture->daemon, SIGTERM);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
  start_daemon (fixture);
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, "token", 5);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, "token", 5);
  g_assert_true (keyring_clear (fixture->keyring, ACCOUNT, NULL, NULL));
}

static void
test_locked (Fixture       *fixture,
             gconstpointer  data)
{
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  lock_keyring ();

  assert_lookup_error (fixture, ACCOUNT, PL_SECRET_API_KEY, FALSE, PL_STORE_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (pl_keyring_get_state (fixture->keyring), ==, PL_KEYRING_STATE_LOCKED);
  /* Not there, as far as one sees; but one sees nothing. */
  assert_lookup_error (fixture, OTHER, PL_SECRET_API_KEY, FALSE, PL_STORE_ERROR_KEYRING_LOCKED);
  assert_store_error (fixture, PL_SECRET_TOKEN, PL_STORE_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (g_atomic_int_get (&fixture->prompts), ==, 0);

  /* Nobody answers these. */
  assert_lookup_error (fixture, ACCOUNT, PL_SECRET_API_KEY, TRUE, PL_STORE_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (g_atomic_int_get (&fixture->prompts), ==, 1);
  assert_store_error (fixture, PL_SECRET_API_KEY, PL_STORE_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (g_atomic_int_get (&fixture->prompts), ==, 2);
  assert_clear_error (fixture, PL_STORE_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (g_atomic_int_get (&fixture->prompts), ==, 3);

  /* A session-only account asks nobody, and has no trouble with it. */
  pl_keyring_set_session_only (fixture->keyring, ACCOUNT, TRUE);
  g_assert_true (keyring_clear (fixture->keyring, ACCOUNT, NULL, NULL));
  pl_keyring_set_session_only (fixture->keyring, ACCOUNT, FALSE);
  g_assert_cmpint (g_atomic_int_get (&fixture->prompts), ==, 3);

  /* The store that failed and the clear that failed left what was there. */
  stop_daemon (fixture);
  start_daemon (fixture);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  g_assert_true (keyring_clear (fixture->keyring, ACCOUNT, NULL, NULL));
}

typedef struct
{
  gboolean done;
  GError  *error;
} Waiting;

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Waiting *waiting = user_data;

  g_assert_null (pl_keyring_lookup_finish (PL_KEYRING (source), result, NULL, &waiting->error));
  waiting->done = TRUE;
}

/* In the middle of asking: an end, and not a state of the keyring. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting first = { 0 };
  Waiting second = { 0 };

  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  pl_keyring_lookup_async (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, FALSE, cancellable, lookup_cb, &first);
  pl_keyring_lookup_async (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, FALSE, cancellable, lookup_cb, &second);
  g_cancellable_cancel (cancellable);

  while (!second.done)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (first.done);
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&first.error);
  g_clear_error (&second.error);
  g_assert_cmpint (pl_keyring_get_state (fixture->keyring), ==, PL_KEYRING_STATE_AVAILABLE);
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  g_assert_true (keyring_clear (fixture->keyring, ACCOUNT, NULL, NULL));
}

/* What somebody did by hand in the desktop's keyring program. */
static void
test_foreign_item (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError)     error = NULL;

  g_hash_table_insert (attributes, (char *) "application", (char *) APPLICATION);
  g_hash_table_insert (attributes, (char *) "account", (char *) ACCOUNT);
  g_hash_table_insert (attributes, (char *) "kind", (char *) "token");

  g_assert_true (secret_password_storev_sync (NULL, attributes, SECRET_COLLECTION_DEFAULT, "by hand", "no time in it",
                                              NULL, &error));
  g_assert_no_error (error);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, NULL, 0);
  keyring_put (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, "token", 7);
  keyring_assert_secret (fixture->keyring, ACCOUNT, PL_SECRET_TOKEN, "token", 7);
  g_assert_true (keyring_clear (fixture->keyring, ACCOUNT, NULL, NULL));
  g_assert_cmpuint (count_items (ACCOUNT), ==, 0);
}

static int
run_on_bus (int    argc,
            char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add ("/keyring/service/" path, Fixture, data, set_up, func, tear_down)
  ADD ("unreachable", NULL, test_unreachable);
  ADD ("open", "daemon", test_open);
  ADD ("started-again", "daemon", test_started_again);
  ADD ("locked", "daemon", test_locked);
  ADD ("cancel", "daemon", test_cancel);
  ADD ("foreign-item", "daemon", test_foreign_item);

  return g_test_run ();
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char      *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *session = g_find_program_in_path ("dbus-run-session");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = NULL;
  g_autofree char *config = NULL;
  g_autofree char *config_option = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GPtrArray)   command = NULL;
  g_autoptr (GError)      error = NULL;

  if (g_getenv ("PAYLINKS_TEST_BUS") != NULL)
    return run_on_bus (argc, argv);

  if (daemon == NULL || session == NULL)
    {
      g_print ("1..0 # SKIP gnome-keyring-daemon or dbus-run-session is not installed\n");
      return 0;
    }

  directory = g_dir_make_tmp ("paylinks-test-XXXXXX", &error);
  g_assert_no_error (error);
  config = g_build_filename (directory, "bus.conf", NULL);
  config_option = g_strconcat ("--config-file=", config, NULL);
  g_assert_true (g_file_set_contents (config, bus_config, -1, NULL));

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_subprocess_launcher_setenv (launcher, "PAYLINKS_TEST_BUS", "1", TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_BACKEND", "service", TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", directory, TRUE);

  command = g_ptr_array_new ();
  g_ptr_array_add (command, session);
  g_ptr_array_add (command, config_option);
  g_ptr_array_add (command, (char *) "--");
  g_ptr_array_add (command, program);
  for (int i = 1; i < argc; i++)
    g_ptr_array_add (command, argv[i]);
  g_ptr_array_add (command, NULL);

  child = g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  remove_tree (directory);

  return g_subprocess_get_if_exited (child) ? g_subprocess_get_exit_status (child) : 1;
}
