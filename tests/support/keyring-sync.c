/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring used as if it were synchronous. */
#include "keyring-sync.h"

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

char *
keyring_lookup (PlKeyring     *keyring,
                const char    *account,
                PlSecretKind   kind,
                gboolean       unlock,
                gint64        *expires_at,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_keyring_lookup_async (keyring, account, kind, unlock, cancellable, keep_result_cb, &result);

  return pl_keyring_lookup_finish (keyring, wait_for (&result), expires_at, error);
}

gboolean
keyring_store (PlKeyring     *keyring,
               const char    *account,
               PlSecretKind   kind,
               const char    *secret,
               gint64         expires_at,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_keyring_store_async (keyring, account, kind, secret, expires_at, cancellable, keep_result_cb, &result);

  return pl_keyring_store_finish (keyring, wait_for (&result), error);
}

gboolean
keyring_clear (PlKeyring     *keyring,
               const char    *account,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_keyring_clear_async (keyring, account, cancellable, keep_result_cb, &result);

  return pl_keyring_clear_finish (keyring, wait_for (&result), error);
}

void
keyring_put (PlKeyring    *keyring,
             const char   *account,
             PlSecretKind  kind,
             const char   *secret,
             gint64        expires_at)
{
  g_autoptr (GError) error = NULL;
  gboolean           stored = keyring_store (keyring, account, kind, secret, expires_at, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (stored);
}

void
keyring_assert_secret (PlKeyring    *keyring,
                       const char   *account,
                       PlSecretKind  kind,
                       const char   *secret,
                       gint64        expires_at)
{
  g_autoptr (GError) error = NULL;
  gint64             found_expires_at = -1;
  char              *found = keyring_lookup (keyring, account, kind, FALSE, &found_expires_at, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, secret);
  g_assert_cmpint (found_expires_at, ==, secret != NULL ? expires_at : 0);
  g_assert_cmpint (pl_keyring_get_state (keyring), ==, PL_KEYRING_STATE_AVAILABLE);
  pl_secret_free (found);
}
