/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mail of the history: the contract's form, what may be missing, and wrong types at each member. */

#include "payroc/sharing/payroc-sharing-event.h"

#include "payroc/payroc-error.h"
#include "payroc/sharing/payroc-recipient.h"
#include "values.h"

#define EVENT \
  "{\"sharingMethod\":\"email\",\"sharingEventId\":\"HYDTZ5A1F2\",\"dateTime\":\"2024-07-02T15:30:00Z\"," \
  "\"message\":\"Dear Sarah,\\nyour \\u001b[1mlink\",\"recipients\":" \
  "[{\"name\":\"Sarah Hopper\",\"email\":\"sarah@example.com\"}]}"

static PayrocSharingEvent *
read_event (const char  *text,
            GError     **error)
{
  g_autoptr(JsonNode) node = values_parse (text);

  return payroc_sharing_event_new_from_json (node, error);
}

static void
test_read (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocSharingEvent) event = read_event (EVENT, &error);
  g_autoptr(PayrocRecipient) recipient = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (payroc_sharing_event_get_id (event), ==, "HYDTZ5A1F2");
  g_assert_cmpint (g_date_time_to_unix (payroc_sharing_event_get_date_time (event)), ==, 1719934200);
  g_assert_cmpstr (payroc_sharing_event_get_message (event), ==, "Dear Sarah,\nyour \ufffd[1mlink");
  g_assert_cmpuint (g_list_model_get_n_items (payroc_sharing_event_get_recipients (event)), ==, 1);
  recipient = g_list_model_get_item (payroc_sharing_event_get_recipients (event), 0);
  g_assert_cmpstr (payroc_recipient_get_email (recipient), ==, "sarah@example.com");
  g_assert_true (JSON_NODE_HOLDS_OBJECT (payroc_sharing_event_get_json (event)));

  g_assert_finalize_object (g_steal_pointer (&event));
}

static void
test_least (void)
{
  g_autoptr(PayrocSharingEvent) event = read_event ("{\"sharingEventId\":\"HYDTZ5A1F2\"}", NULL);

  g_assert_cmpstr (payroc_sharing_event_get_id (event), ==, "HYDTZ5A1F2");
  g_assert_null (payroc_sharing_event_get_date_time (event));
  g_assert_null (payroc_sharing_event_get_message (event));
  g_assert_cmpuint (g_list_model_get_n_items (payroc_sharing_event_get_recipients (event)), ==, 0);
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "[]", "null", "7", "{}", "{\"sharingEventId\":null}", "{\"sharingEventId\":7}", "{\"sharingEventId\":\"\"}",
    "{\"sharingEventId\":\"a\\nb\"}",
    "{\"sharingEventId\":\"A\",\"dateTime\":7}", "{\"sharingEventId\":\"A\",\"dateTime\":\"soon\"}",
    "{\"sharingEventId\":\"A\",\"message\":[]}", "{\"sharingEventId\":\"A\",\"recipients\":{}}",
    "{\"sharingEventId\":\"A\",\"recipients\":[7]}", "{\"sharingEventId\":\"A\",\"recipients\":[{\"name\":{}}]}",
  };

  g_assert_null (payroc_sharing_event_new_from_json (NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_event (rows[i], &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sharing-event/read", test_read);
  g_test_add_func ("/sharing-event/least", test_least);
  g_test_add_func ("/sharing-event/refused", test_refused);

  return g_test_run ();
}
