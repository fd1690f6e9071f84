/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses may be opened, and what makes an environment. */

#include "payroc/payroc-environment.h"

#include "payroc/payroc-error.h"
#include "values.h"

static void
test_safe (void)
{
  static const struct
  {
    const char *url;
    gboolean    safe;
  } rows[] = {
    { "https://api.payroc.com/v1", TRUE },
    { "https://api.payroc.com", TRUE },
    { "https://api.payroc.com:8443/v1?a=b#c", TRUE },
    { "HTTPS://API.PAYROC.COM/", TRUE },
    { "https://192.0.2.1/", TRUE },
    { "https://[2001:db8::1]/", TRUE },
    { "https://xn--exmple-cua.example/", TRUE },
    { "http://127.0.0.1:8080/v1", TRUE },
    { "http://127.255.255.254/", TRUE },
    { "http://[::1]:8080/v1", TRUE },
    { "http://localhost/", TRUE },
    { "http://LocalHost:1/", TRUE },
    /* Plain http to anywhere else. */
    { "http://api.payroc.com/v1", FALSE },
    { "http://localhost.example.com/", FALSE },
    { "http://localhost./", FALSE },
    { "http://127.0.0.1.example.com/", FALSE },
    { "http://128.0.0.1/", FALSE },
    { "http://0.0.0.0/", FALSE },
    { "http://127.1/", FALSE },
    { "http://0x7f.0.0.1/", FALSE },
    { "http://2130706433/", FALSE },
    { "http://[::]/", FALSE },
    { "http://[::ffff:127.0.0.1]/", FALSE },
    { "http://127.0.0.1%2eexample.com/", FALSE },
    /* Other schemes. */
    { "javascript:alert(1)", FALSE },
    { "file:///etc/passwd", FALSE },
    { "ftp://example.com/", FALSE },
    { "data:text/html,x", FALSE },
    { "mailto:sarah@example.com", FALSE },
    { "wss://example.com/", FALSE },
    { "//example.com/", FALSE },
    { "/pay", FALSE },
    { "example.com", FALSE },
    { "https:example.com", FALSE },
    { "https:/example.com", FALSE },
    /* There to deceive, or read in two ways. */
    { "https://payroc.com@example.com/", FALSE },
    { "https://user:word@example.com/", FALSE },
    { "https://example.com\\@payroc.com/", FALSE },
    { "https://example.com/\\..", FALSE },
    { "https://exa mple.com/", FALSE },
    { "https://example.com/ ", FALSE },
    { " https://example.com/", FALSE },
    { "https://example.com/\n", FALSE },
    { "https://example.com/\t", FALSE },
    { "https://example.com/<script>", FALSE },
    { "https://example.com/\"", FALSE },
    { "https://ex\u00e4mple.com/", FALSE },
    { "https://example.com/\u202e", FALSE },
    { "https://", FALSE },
    { "https:///path", FALSE },
    { "https://:443/", FALSE },
    { "https://example.com:99999/", FALSE },
    { "https://example.com:x/", FALSE },
    { "https://[::1/", FALSE },
    { "https://example.com/%zz", FALSE },
    { "https://\xff/", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (payroc_url_is_safe (rows[i].url) != rows[i].safe)
        g_error ("%s", rows[i].url);
    }
}

static void
test_length (void)
{
  g_autofree char *path = values_repeat ("a", 4096 - 20);
  g_autofree char *fits = g_strconcat ("https://example.com/", path, NULL);
  g_autofree char *does_not = g_strconcat (fits, "a", NULL);

  g_assert_true (payroc_url_is_safe (fits));
  g_assert_false (payroc_url_is_safe (does_not));
}

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/environment/safe", test_safe);
  g_test_add_func ("/environment/length", test_length);
  g_test_add_func ("/environment/fixed", test_fixed);
  g_test_add_func ("/environment/custom", test_custom);
  g_test_add_func ("/environment/custom-refused", test_custom_refused);

  return g_test_run ();
}
