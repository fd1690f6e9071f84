/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes an environment, and where its server may send people. */

#include "payroc/payroc-environment.h"

#include "payroc/payroc-error.h"
#include "values.h"

static void
test_fixed (void)
{
  g_autoptr(PayrocEnvironment) production = payroc_environment_new_production ();
  g_autoptr(PayrocEnvironment) test = payroc_environment_new_test ();

  g_assert_cmpstr (payroc_environment_get_api_url (production), ==, "https://api.payroc.com/v1");
  g_assert_cmpstr (payroc_environment_get_identity_url (production), ==, "https://identity.payroc.com/authorize");
  g_assert_cmpstr (payroc_environment_get_api_url (test), ==, "https://api.uat.payroc.com/v1");
  g_assert_cmpstr (payroc_environment_get_identity_url (test), ==, "https://identity.uat.payroc.com/authorize");

  g_assert_finalize_object (g_steal_pointer (&production));
}

static void
test_custom (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocEnvironment) self =
    payroc_environment_new_custom ("http://127.0.0.1:8080/v1//", "https://example.com/authorize/", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (payroc_environment_get_api_url (self), ==, "http://127.0.0.1:8080/v1");
  g_assert_cmpstr (payroc_environment_get_identity_url (self), ==, "https://example.com/authorize");
}

static void
test_custom_refused (void)
{
  static const char *const good = "https://example.com/v1";
  static const struct
  {
    const char     *api_url;
    const char     *identity_url;
    int             code;
    const char     *errors;
  } rows[] = {
    { NULL, NULL, PAYROC_ERROR_INVALID, "apiUrl required 1, identityUrl required 1" },
    { "", good, PAYROC_ERROR_INVALID, "apiUrl required 1" },
    { good, "", PAYROC_ERROR_INVALID, "identityUrl required 1" },
    { "example.com", good, PAYROC_ERROR_INVALID, "apiUrl malformed 0" },
    { good, "https://example.com/?a=b", PAYROC_ERROR_INVALID, "identityUrl malformed 0" },
    { good, "https://example.com/#a", PAYROC_ERROR_INVALID, "identityUrl malformed 0" },
    { "https://me@example.com/v1", good, PAYROC_ERROR_INVALID, "apiUrl malformed 0" },
    { "http://example.com/v1", good, PAYROC_ERROR_INSECURE, "apiUrl not-allowed 0" },
    { good, "ftp://example.com/v1", PAYROC_ERROR_INSECURE, "identityUrl not-allowed 0" },
    { "http://example.com/v1", "x", PAYROC_ERROR_INSECURE, "apiUrl not-allowed 0, identityUrl malformed 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (payroc_environment_new_custom (rows[i].api_url, rows[i].identity_url, &error));
      g_assert_error (error, PAYROC_ERROR, rows[i].code);
      values_assert_errors (payroc_error_get_fields (error), rows[i].errors);
    }
}

/* A public server has no business on a customer's computer, however it spells that; one on this computer has. */
static void
test_may_offer (void)
{
  static const struct
  {
    const char *url;
    gboolean    in_public;
    gboolean    at_home;
  } rows[] = {
    { "https://payments.example.com/pay", TRUE, TRUE },
    { "http://127.0.0.1:8080/pay", FALSE, TRUE },
    { "https://127.0.0.1:8443/pay", FALSE, TRUE },
    { "https://localhost/pay", FALSE, TRUE },
    { "https://[::1]/pay", FALSE, TRUE },
    { "https://127.1/pay", FALSE, TRUE },
    { "http://payments.example.com/pay", FALSE, FALSE },
    { "javascript:alert(1)", FALSE, FALSE },
    { "", FALSE, FALSE },
    { NULL, FALSE, FALSE },
  };
  static const char *const homes[] = { "http://127.0.0.1:8080/v1", "http://[::1]:8080/v1", "https://localhost/v1" };
  g_autoptr(PayrocEnvironment) public = payroc_environment_new_production ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (payroc_environment_may_offer (public, rows[i].url), ==, rows[i].in_public);

      for (gsize j = 0; j < G_N_ELEMENTS (homes); j++)
        {
          g_autoptr(PayrocEnvironment) home = payroc_environment_new_custom (homes[j], homes[j], NULL);

          g_assert_cmpint (payroc_environment_may_offer (home, rows[i].url), ==, rows[i].at_home);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/environment/fixed", test_fixed);
  g_test_add_func ("/environment/custom", test_custom);
  g_test_add_func ("/environment/custom-refused", test_custom_refused);
  g_test_add_func ("/environment/may-offer", test_may_offer);

  return g_test_run ();
}
