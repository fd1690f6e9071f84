/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses may be opened, and which lead back to this computer. */

#include "payroc/payroc-url.h"

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
test_home (void)
{
  static const struct
  {
    const char *url;
    gboolean    home;
  } rows[] = {
    { "http://127.0.0.1:8080/", TRUE },
    { "https://127.255.255.255/", TRUE },
    { "https://localhost/", TRUE },
    { "https://LOCALHOST:1/", TRUE },
    { "https://localhost./", TRUE },
    { "https://pay.localhost/", TRUE },
    { "https://pay.localhost./", TRUE },
    { "https://[::1]/", TRUE },
    { "https://[0:0:0:0:0:0:0:1]/", TRUE },
    { "https://[::]/", TRUE },
    { "https://[::ffff:127.0.0.1]/", TRUE },
    { "https://[::ffff:7f00:1]/", TRUE },
    { "https://[::127.0.0.1]/", TRUE },
    { "https://[64:ff9b::127.0.0.1]/", TRUE },
    /* As browsers read numbers. */
    { "https://127.1/", TRUE },
    { "https://127.0.1/", TRUE },
    { "https://0x7f.0.0.1/", TRUE },
    { "https://0177.0.0.1/", TRUE },
    { "https://2130706433/", TRUE },
    { "https://0x7f000001/", TRUE },
    { "https://127.0.0.1./", TRUE },
    { "https://0.0.0.0/", TRUE },
    { "https://0/", TRUE },
    /* Other computers. */
    { "https://payments.example.com/", FALSE },
    { "https://localhost.example.com/", FALSE },
    { "https://notlocalhost/", FALSE },
    { "https://127.0.0.1.example.com/", FALSE },
    { "https://126.255.255.255/", FALSE },
    { "https://128.0.0.1/", FALSE },
    { "https://1.0.0.1/", FALSE },
    { "https://192.0.2.127/", FALSE },
    { "https://[2001:db8::1]/", FALSE },
    { "https://[::ffff:192.0.2.1]/", FALSE },
    { "https://[::2]/", TRUE }, /* of the block with 0.0.0.2 in it */
    { "https://example.com/?host=127.0.0.1", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (payroc_url_is_home (rows[i].url) != rows[i].home)
        g_error ("%s", rows[i].url);
    }
}

static void
test_same_server (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean    same;
  } rows[] = {
    { "https://example.com/v1", "https://example.com/authorize", TRUE },
    { "https://example.com/v1", "https://EXAMPLE.com:443", TRUE },
    { "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/authorize", TRUE },
    { "http://localhost/", "http://localhost:80/", TRUE },
    { "https://api.example.com/v1", "https://identity.example.com/authorize", FALSE },
    { "https://example.com/", "https://example.com:8443/", FALSE },
    { "http://localhost/", "https://localhost/", FALSE },
    { "http://localhost:443/", "https://localhost/", FALSE },
    { "x", "x", FALSE },
    { NULL, NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (payroc_url_is_same_server (rows[i].a, rows[i].b), ==, rows[i].same);
      g_assert_cmpint (payroc_url_is_same_server (rows[i].b, rows[i].a), ==, rows[i].same);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/url/safe", test_safe);
  g_test_add_func ("/url/length", test_length);
  g_test_add_func ("/url/home", test_home);
  g_test_add_func ("/url/same-server", test_same_server);

  return g_test_run ();
}
