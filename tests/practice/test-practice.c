/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The helper that other tests use: it starts a server, and the server is what it says. */
#include <glib.h>

#include "support/test-practice.h"

static void
test_starts_and_ends (void)
{
  g_autoptr (PlTestPractice) practice = pl_test_practice_new (NULL);

  g_assert_true (g_str_has_prefix (pl_test_practice_get_api_url (practice), "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (pl_test_practice_get_api_url (practice), "/v1"));
  g_assert_true (g_str_has_suffix (pl_test_practice_get_identity_url (practice), "/authorize"));
  g_assert_cmpstr (pl_test_practice_get_api_key (practice), ==, "practice");
  g_assert_false (pl_test_practice_get_was_running (practice));
  g_assert_cmpuint (pl_test_practice_count_requests (practice, NULL), ==, 0);
}

static void
test_seeds_and_pays (void)
{
  g_autoptr (PlTestPractice) practice = pl_test_practice_new ("--no-sync", "--currencies", "JPY,USD", NULL);
  g_autoptr (JsonObject) state = NULL;
  g_autofree char *payment = NULL;
  JsonArray *links;
  JsonObject *link;

  g_assert_cmpstr (pl_test_practice_get_currency (practice), ==, "JPY");
  pl_test_practice_seed (practice, 3);
  g_assert_cmpuint (pl_test_practice_count_links (practice), ==, 3);

  state = pl_test_practice_get_state (practice);
  links = json_object_get_array_member (state, "links");
  link = json_array_get_object_element (links, 0);
  payment = pl_test_practice_pay (practice, json_object_get_string_member (link, "paymentLinkId"), 0);
  pl_test_practice_refund (practice, payment, 1);
  g_clear_pointer (&state, json_object_unref);
  state = pl_test_practice_get_state (practice);
  link = json_array_get_object_element (json_object_get_array_member (state, "links"), 0);
  g_assert_cmpstr (json_object_get_string_member (link, "status"), ==, "completed");
}

static guint
count_faults (PlTestPractice *practice)
{
  g_autoptr (JsonNode) faults = pl_test_practice_control (practice, "GET", "faults", NULL);

  return json_array_get_length (json_object_get_array_member (json_node_get_object (faults), "faults"));
}

static void
test_sets_faults_and_clock (void)
{
  g_autoptr (PlTestPractice) practice = pl_test_practice_new (NULL);
  g_autoptr (JsonNode) clock = NULL;
  const char *now;

  pl_test_practice_add_fault (practice, "{'operation':'%s','kind':'status','status':503}", "createLink");
  g_assert_cmpuint (count_faults (practice), ==, 1);
  pl_test_practice_clear_faults (practice);
  g_assert_cmpuint (count_faults (practice), ==, 0);

  pl_test_practice_set_clock (practice, "2030-02-03T04:05:06Z");
  clock = pl_test_practice_control (practice, "GET", "clock", NULL);
  now = json_object_get_string_member (json_node_get_object (clock), "now");
  g_assert_true (g_str_has_prefix (now, "2030-02-03T04:05"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/starts-and-ends", test_starts_and_ends);
  g_test_add_func ("/practice/seeds-and-pays", test_seeds_and_pays);
  g_test_add_func ("/practice/sets-faults-and-clock", test_sets_faults_and_clock);

  return g_test_run ();
}
