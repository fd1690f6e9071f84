/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring in memory, and in libsecret's file, which is what a Flatpak has: also with a second process that
 * writes it. */
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "support/keyring-sync.h"

#define ACCOUNT "6f1d3b0a-2f4e-4d8b-9c37-0a4f5f1c2b11"
#define OTHER "0d9bb2b0-5d35-4f3f-8a0e-7f7f2f1d2a22"
#define APPLICATION "io.github.paylinks.Paylinks.Test"

static char *keyring_path;

/* libsecret 0.20 loses a string at each writing of its file, allocated in a callback that no suppression could tell
 * from ours. What is ours is looked at by the other keyring test. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

static void
exercise (PlKeyring *keyring)
{
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  keyring_put (keyring, ACCOUNT, PL_SECRET_TOKEN, "line\nfeed", 1792000000);
  keyring_put (keyring, OTHER, PL_SECRET_API_KEY, "12\nkey of the other", 0);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_TOKEN, "line\nfeed", 1792000000);
  keyring_assert_secret (keyring, OTHER, PL_SECRET_API_KEY, "12\nkey of the other", 0);
  keyring_assert_secret (keyring, OTHER, PL_SECRET_TOKEN, NULL, 0);

  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "new key", 0);
  keyring_put (keyring, ACCOUNT, PL_SECRET_TOKEN, "new token", -1);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, "new key", 0);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_TOKEN, "new token", -1);

  g_assert_true (keyring_clear (keyring, ACCOUNT, NULL, NULL));
  g_assert_true (keyring_clear (keyring, ACCOUNT, NULL, NULL));
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_TOKEN, NULL, 0);
  keyring_assert_secret (keyring, OTHER, PL_SECRET_API_KEY, "12\nkey of the other", 0);
  g_assert_true (keyring_clear (keyring, OTHER, NULL, NULL));
}

static void
test_memory (void)
{
  PlKeyring *keyring = pl_keyring_new_for_session ();

  g_assert_cmpint (pl_keyring_get_state (keyring), ==, PL_KEYRING_STATE_AVAILABLE);
  exercise (keyring);
  g_assert_finalize_object (keyring);
  g_assert_false (g_file_test (keyring_path, G_FILE_TEST_EXISTS));
}

static void
test_file (void)
{
  PlKeyring *keyring = pl_keyring_new (APPLICATION);
  GStatBuf   found;

  g_assert_cmpint (pl_keyring_get_state (keyring), ==, PL_KEYRING_STATE_UNKNOWN);
  exercise (keyring);
  g_assert_no_errno (g_stat (keyring_path, &found));
  g_assert_cmphex (found.st_mode & 077, ==, 0);
  g_assert_finalize_object (keyring);
}

/* Nothing of a secret in the clear, however often it was written. */
static void
test_not_in_the_clear (void)
{
  g_autoptr (PlKeyring) keyring = pl_keyring_new (APPLICATION);
  g_autofree char      *contents = NULL;
  gsize                 length;

  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "not-in-the-clear", 0);
  g_assert_true (g_file_get_contents (keyring_path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, "not-in-the-clear", strlen ("not-in-the-clear")));
  g_assert_null (memmem (contents, length, ACCOUNT, strlen (ACCOUNT)));
  g_assert_true (keyring_clear (keyring, ACCOUNT, NULL, NULL));
}

static void
test_applications (void)
{
  g_autoptr (PlKeyring) stable = pl_keyring_new (APPLICATION);
  g_autoptr (PlKeyring) development = pl_keyring_new (APPLICATION ".Devel");

  keyring_put (stable, ACCOUNT, PL_SECRET_API_KEY, "stable", 0);
  keyring_assert_secret (development, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  keyring_put (development, ACCOUNT, PL_SECRET_API_KEY, "development", 0);
  g_assert_true (keyring_clear (development, ACCOUNT, NULL, NULL));
  keyring_assert_secret (stable, ACCOUNT, PL_SECRET_API_KEY, "stable", 0);
  g_assert_true (keyring_clear (stable, ACCOUNT, NULL, NULL));
}

/* Going back to the keyring fails or works: either way one of the two has the key. */
static void
test_session_only (void)
{
  g_autoptr (PlKeyring) keyring = pl_keyring_new (APPLICATION);
  g_autoptr (PlKeyring) another = pl_keyring_new (APPLICATION);

  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "kept", 0);
  pl_keyring_set_session_only (keyring, ACCOUNT, TRUE);
  pl_keyring_set_session_only (keyring, ACCOUNT, TRUE);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "for now", 0);
  keyring_put (keyring, OTHER, PL_SECRET_API_KEY, "the other's", 0);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, "for now", 0);
  keyring_assert_secret (another, ACCOUNT, PL_SECRET_API_KEY, "kept", 0);
  keyring_assert_secret (another, OTHER, PL_SECRET_API_KEY, "the other's", 0);

  /* An attempt that came to nothing. */
  pl_keyring_set_session_only (keyring, ACCOUNT, FALSE);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, "kept", 0);
  pl_keyring_set_session_only (keyring, ACCOUNT, TRUE);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, "for now", 0);

  /* One that worked: memory forgets. */
  pl_keyring_set_session_only (keyring, ACCOUNT, FALSE);
  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "for good", 0);
  pl_keyring_set_session_only (keyring, ACCOUNT, TRUE);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);

  /* Removing a session-only account leaves nothing of earlier days behind. */
  g_assert_true (keyring_clear (keyring, ACCOUNT, NULL, NULL));
  keyring_assert_secret (another, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  g_assert_true (keyring_clear (keyring, OTHER, NULL, NULL));
}

typedef struct
{
  GString *log;
  guint    left;
} Order;

static void
order_store_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Order *order = user_data;

  g_assert_true (pl_keyring_store_finish (PL_KEYRING (source), result, NULL));
  g_string_append_c (order->log, 's');
  order->left--;
}

static void
order_clear_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Order *order = user_data;

  g_assert_true (pl_keyring_clear_finish (PL_KEYRING (source), result, NULL));
  g_string_append_c (order->log, 'c');
  order->left--;
}

static void
order_lookup_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Order *order = user_data;
  char  *secret = pl_keyring_lookup_finish (PL_KEYRING (source), result, NULL, NULL);

  g_string_append_printf (order->log, "(%s)", secret != NULL ? secret : "");
  order->left--;
  pl_secret_free (secret);
}

/* All asked for at once: none overtakes another, and libsecret's file is not written twice at a time. */
static void
test_order (void)
{
  PlKeyring *keyring = pl_keyring_new (APPLICATION);
  g_autoptr (GString) log = g_string_new (NULL);
  Order order = { .log = log, .left = 7 };

  pl_keyring_store_async (keyring, ACCOUNT, PL_SECRET_API_KEY, "1", 0, NULL, order_store_cb, &order);
  pl_keyring_store_async (keyring, ACCOUNT, PL_SECRET_TOKEN, "2", 0, NULL, order_store_cb, &order);
  pl_keyring_store_async (keyring, ACCOUNT, PL_SECRET_API_KEY, "3", 0, NULL, order_store_cb, &order);
  pl_keyring_lookup_async (keyring, ACCOUNT, PL_SECRET_API_KEY, FALSE, NULL, order_lookup_cb, &order);
  pl_keyring_clear_async (keyring, ACCOUNT, NULL, order_clear_cb, &order);
  pl_keyring_lookup_async (keyring, ACCOUNT, PL_SECRET_TOKEN, FALSE, NULL, order_lookup_cb, &order);
  pl_keyring_store_async (keyring, ACCOUNT, PL_SECRET_API_KEY, "4", 0, NULL, NULL, NULL);
  pl_keyring_clear_async (keyring, ACCOUNT, NULL, order_clear_cb, &order);
  g_object_unref (keyring);

  while (order.left > 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (log->str, ==, "sss(3)c()c");
}

static void
notify_cb (GObject    *object,
           GParamSpec *property,
           gpointer    user_data)
{
  guint *count = user_data;

  *count += 1;
}

static void
test_cancel (void)
{
  g_autoptr (PlKeyring)    keyring = pl_keyring_new (APPLICATION);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;
  guint                    notified = 0;

  g_signal_connect (keyring, "notify::state", G_CALLBACK (notify_cb), &notified);
  g_cancellable_cancel (cancellable);

  g_assert_null (keyring_lookup (keyring, ACCOUNT, PL_SECRET_API_KEY, FALSE, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (keyring_store (keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (keyring_clear (keyring, ACCOUNT, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (pl_keyring_get_state (keyring), ==, PL_KEYRING_STATE_UNKNOWN);
  g_assert_cmpuint (notified, ==, 0);

  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, NULL, 0);
  g_assert_cmpuint (notified, ==, 1);
}

/* Another process: reads what we wrote, and writes. */
static int
write_as_another (void)
{
  g_autoptr (PlKeyring) keyring = pl_keyring_new (APPLICATION);

  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, "mine", 0);
  keyring_put (keyring, OTHER, PL_SECRET_API_KEY, "another's", 0);

  return 0;
}

/* The window and paylinks-cli in one Flatpak: libsecret reads the file once and would neither see what the other
 * process wrote nor be able to write again. */
static void
test_second_process (gconstpointer data)
{
  gboolean                look_first = GPOINTER_TO_INT (data);
  g_autoptr (PlKeyring)   keyring = pl_keyring_new (APPLICATION);
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char        *program = g_file_read_link ("/proc/self/exe", NULL);

  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "mine", 0);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--write-as-another", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);

  if (look_first)
    keyring_assert_secret (keyring, OTHER, PL_SECRET_API_KEY, "another's", 0);

  keyring_put (keyring, ACCOUNT, PL_SECRET_TOKEN, "token", 1);
  keyring_assert_secret (keyring, OTHER, PL_SECRET_API_KEY, "another's", 0);
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, "mine", 0);
  g_assert_true (keyring_clear (keyring, ACCOUNT, NULL, NULL));
  g_assert_true (keyring_clear (keyring, OTHER, NULL, NULL));
}

static void
assert_unreachable (PlKeyring *keyring)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (keyring_lookup (keyring, ACCOUNT, PL_SECRET_API_KEY, TRUE, NULL, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_UNREACHABLE);
  g_clear_error (&error);
  g_assert_cmpint (pl_keyring_get_state (keyring), ==, PL_KEYRING_STATE_UNREACHABLE);
  g_assert_false (keyring_store (keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_UNREACHABLE);
  g_clear_error (&error);
  g_assert_false (keyring_clear (keyring, ACCOUNT, NULL, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_KEYRING_UNREACHABLE);
}

/* Not a keyring at all, and then mended: the same object works again. */
static void
test_damaged_file (void)
{
  g_autoptr (PlKeyring) keyring = pl_keyring_new (APPLICATION);
  g_autoptr (PlKeyring) memory = pl_keyring_new_for_session ();
  g_autofree char      *contents = NULL;
  gsize                 length;

  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  g_assert_true (g_file_get_contents (keyring_path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (keyring_path, "nonsense", -1, NULL));
  keyring_put (memory, ACCOUNT, PL_SECRET_API_KEY, "memory does not care", 0);

  /* Asks for what libsecret does not have in memory, so that it has to look. */
  g_assert_null (keyring_lookup (keyring, OTHER, PL_SECRET_API_KEY, FALSE, NULL, NULL, NULL));
  assert_unreachable (keyring);

  g_assert_true (g_file_set_contents (keyring_path, contents, (gssize) length, NULL));
  keyring_assert_secret (keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  g_assert_true (keyring_clear (keyring, ACCOUNT, NULL, NULL));
}

/* What a session-only account or one in memory has must not depend on a keyring. */
static void
test_session_only_unreachable (void)
{
  g_autoptr (PlKeyring) keyring = pl_keyring_new (APPLICATION);

  g_assert_no_errno (g_remove (keyring_path));
  g_assert_true (g_file_set_contents (keyring_path, "nonsense", -1, NULL));
  pl_keyring_set_session_only (keyring, ACCOUNT, TRUE);
  keyring_put (keyring, ACCOUNT, PL_SECRET_API_KEY, "key", 0);
  g_assert_true (keyring_clear (keyring, ACCOUNT, NULL, NULL));
  g_assert_no_errno (g_remove (keyring_path));
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *directory = NULL;
  g_autofree char *backup = NULL;
  int              status;

  if (argc == 2 && g_str_equal (argv[1], "--write-as-another"))
    return write_as_another ();

  /* Before libsecret looks. */
  directory = g_dir_make_tmp ("paylinks-test-XXXXXX", NULL);
  keyring_path = g_build_filename (directory, "default.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring_path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "testpw", TRUE);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyring/memory", test_memory);
  g_test_add_func ("/keyring/file/operations", test_file);
  g_test_add_func ("/keyring/file/not-in-the-clear", test_not_in_the_clear);
  g_test_add_func ("/keyring/file/applications", test_applications);
  g_test_add_func ("/keyring/file/session-only", test_session_only);
  g_test_add_func ("/keyring/file/order", test_order);
  g_test_add_func ("/keyring/file/cancel", test_cancel);
  g_test_add_data_func ("/keyring/file/second-process/look", GINT_TO_POINTER (TRUE), test_second_process);
  g_test_add_data_func ("/keyring/file/second-process/write", GINT_TO_POINTER (FALSE), test_second_process);
  g_test_add_func ("/keyring/file/damaged", test_damaged_file);
  g_test_add_func ("/keyring/file/session-only-unreachable", test_session_only_unreachable);

  status = g_test_run ();

  backup = g_strconcat (keyring_path, "~", NULL);
  g_remove (keyring_path);
  g_remove (backup);
  g_rmdir (directory);
  g_free (keyring_path);

  return status;
}
