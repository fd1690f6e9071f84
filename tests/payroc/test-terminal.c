/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminals: what is said, what is left out, and which ids can stand in an address. */

#include "payroc/money/payroc-terminal.h"

#include "payroc/payroc-error.h"
#include "values.h"

static PayrocTerminal *
read_terminal (const char  *text,
               GError     **error)
{
  g_autoptr(JsonNode) node = values_parse (text);

  return payroc_terminal_new_from_json (node, error);
}

static void
test_read (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocTerminal) terminal = read_terminal (
    "{\"processingTerminalId\":\"1234001\",\"status\":\"active\",\"timezone\":\"Pacific/Midway\","
    "\"features\":{\"tips\":{\"enabled\":false},\"paymentLinks\":{\"enabled\":true,\"logoUrl\":\"x\"},"
    "\"preAuthorizations\":false}}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (payroc_terminal_get_id (terminal), ==, "1234001");
  g_assert_cmpstr (payroc_terminal_get_status (terminal), ==, "active");
  g_assert_cmpstr (payroc_terminal_get_time_zone (terminal), ==, "Pacific/Midway");
  g_assert_cmpint (payroc_terminal_get_payment_links (terminal), ==, 1);
  g_assert_cmpint (payroc_terminal_get_pre_authorization (terminal), ==, 0);

  g_assert_finalize_object (g_steal_pointer (&terminal));
}

static void
test_not_said (void)
{
  static const char *const rows[] = {
    "{\"processingTerminalId\":\"1234001\"}",
    "{\"processingTerminalId\":\"1234001\",\"features\":null,\"status\":null}",
    "{\"processingTerminalId\":\"1234001\",\"features\":{}}",
    "{\"processingTerminalId\":\"1234001\",\"features\":{\"paymentLinks\":{},\"preAuthorizations\":null}}",
    "{\"processingTerminalId\":\"1234001\",\"features\":{\"paymentLinks\":null}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PayrocTerminal) terminal = read_terminal (rows[i], NULL);

      g_assert_null (payroc_terminal_get_status (terminal));
      g_assert_null (payroc_terminal_get_time_zone (terminal));
      g_assert_cmpint (payroc_terminal_get_payment_links (terminal), ==, -1);
      g_assert_cmpint (payroc_terminal_get_pre_authorization (terminal), ==, -1);
    }
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "[]", "null", "{}", "{\"processingTerminalId\":7}", "{\"processingTerminalId\":\"123\"}",
    "{\"processingTerminalId\":\"../../x\"}", "{\"processingTerminalId\":\"1234001\",\"status\":1}",
    "{\"processingTerminalId\":\"1234001\",\"features\":[]}",
    "{\"processingTerminalId\":\"1234001\",\"features\":{\"paymentLinks\":true}}",
    "{\"processingTerminalId\":\"1234001\",\"features\":{\"paymentLinks\":{\"enabled\":\"yes\"}}}",
    "{\"processingTerminalId\":\"1234001\",\"features\":{\"preAuthorizations\":1}}",
  };

  g_assert_null (payroc_terminal_new_from_json (NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_terminal (rows[i], &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

static void
test_ids (void)
{
  static const guint lengths[] = { 0, 1, 3, 4, 5, 49, 50, 51 };
  static const char *const bad[] = {
    "12/34", "../..", "....", "12 34", "1234\n", "1234?", "12#34", "12%34", "ä234", "12\\34",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *id = values_repeat ("7", lengths[i]);

      g_assert_cmpint (payroc_terminal_id_is_valid (id), ==, lengths[i] >= 4 && lengths[i] <= 50);
    }

  g_assert_true (payroc_terminal_id_is_valid ("A-b_c.7"));
  g_assert_false (payroc_terminal_id_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (payroc_terminal_id_is_valid (bad[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/terminal/read", test_read);
  g_test_add_func ("/terminal/not-said", test_not_said);
  g_test_add_func ("/terminal/refused", test_refused);
  g_test_add_func ("/terminal/ids", test_ids);

  return g_test_run ();
}
