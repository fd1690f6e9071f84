/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every answer an identity service, or what stands in its place, can give. */

#include <string.h>

#include "payroc/client/payroc-grant.h"
#include "payroc/payroc-error.h"

static gboolean
read_grant (PayrocGrant *grant,
            guint        status,
            const char  *body,
            GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr(PayrocReply) reply = payroc_reply_new (status, "application/json", bytes);

  return payroc_grant_read (grant, reply, error);
}

static void
test_lifetimes (void)
{
  static const struct
  {
    const char *members;
    gint64      lifetime;
  } table[] = {
    { "", 300 },
    { ",\"expires_in\":-9223372036854775808", 0 },
    { ",\"expires_in\":-5", 0 },
    { ",\"expires_in\":0", 0 },
    { ",\"expires_in\":1", 1 },
    { ",\"expires_in\":3600,\"token_type\":\"Bearer\",\"scope\":\"x\"", 3600 },
    { ",\"expires_in\":3600,\"token_type\":\"bearer\"", 3600 },
    { ",\"expires_in\":86400", 86400 },
    { ",\"expires_in\":86401", 86400 },
    { ",\"expires_in\":9223372036854775807", 86400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"access_token\":\"t%u\"%s}", i, table[i].members);
      g_autofree char *token = g_strdup_printf ("t%u", i);
      g_auto(PayrocGrant) grant = { NULL, 0 };
      g_autoptr(GError) error = NULL;

      g_assert_true (read_grant (&grant, i % 2 == 0 ? 200 : 299, body, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (grant.token, ==, token);
      g_assert_cmpint (grant.lifetime, ==, table[i].lifetime);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    guint           status;
    const char     *body;
    PayrocErrorCode code;
  } table[] = {
    { 400, "{}", PAYROC_ERROR_KEY_REFUSED },
    { 401, "{\"access_token\":\"t\"}", PAYROC_ERROR_KEY_REFUSED },
    { 403, "<html>", PAYROC_ERROR_KEY_REFUSED },
    { 404, "", PAYROC_ERROR_NOT_FOUND },
    { 429, "{}", PAYROC_ERROR_BUSY },
    { 500, "<html>", PAYROC_ERROR_BUSY },
    { 200, "", PAYROC_ERROR_BAD_REPLY },
    { 200, "<html><body>Please log in to the hotel's network</body></html>", PAYROC_ERROR_BAD_REPLY },
    { 200, "[]", PAYROC_ERROR_BAD_REPLY },
    { 200, "{}", PAYROC_ERROR_BAD_REPLY },
    { 200, "{\"access_token\":null}", PAYROC_ERROR_BAD_REPLY },
    { 200, "{\"access_token\":42}", PAYROC_ERROR_BAD_REPLY },
    { 200, "{\"access_token\":\"\"}", PAYROC_ERROR_BAD_REPLY },
    { 200, "{\"access_token\":\"a\\r\\nX-Evil: yes\"}", PAYROC_ERROR_BAD_REPLY },
    { 200, "{\"access_token\":\"a\",\"expires_in\":\"soon\"}", PAYROC_ERROR_BAD_REPLY },
    { 200, "{\"access_token\":\"a\",\"expires_in\":null}", PAYROC_ERROR_BAD_REPLY },
    { 200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}", PAYROC_ERROR_BAD_REPLY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto(PayrocGrant) grant = { NULL, 0 };
      g_autoptr(GError) error = NULL;

      g_test_message ("%u %s", table[i].status, table[i].body);
      g_assert_false (read_grant (&grant, table[i].status, table[i].body, &error));
      g_assert_error (error, PAYROC_ERROR, (int) table[i].code);
      g_assert_false (payroc_error_outcome_unknown (error));
      g_assert_null (grant.token);
    }
}

/* What the service said about the key stays readable, by the program that is. */
static void
test_problem (void)
{
  g_auto(PayrocGrant) grant = { NULL, 0 };
  g_autoptr(GError) error = NULL;

  g_assert_false (read_grant (&grant, 401,
                              "{\"type\":\"https://docs.payroc.com/api/errors#not-authorized\","
                              "\"detail\":\"No such key\"}", &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);
  g_assert_cmpuint (payroc_error_get_status (error), ==, 401);
  g_assert_cmpstr (payroc_error_get_type_name (error), ==, "not-authorized");
  g_assert_cmpstr (payroc_error_get_detail (error), ==, "No such key");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/grant/lifetimes", test_lifetimes);
  g_test_add_func ("/grant/refusals", test_refusals);
  g_test_add_func ("/grant/problem", test_problem);

  return g_test_run ();
}
