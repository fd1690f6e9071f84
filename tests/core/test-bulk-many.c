/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails to many, and a hundred thousand links that hold nobody up. */
#include "bulk-fixture.h"

#include <time.h>

/* To those whom each was sent to last, a mail for each of two, with words of its own. */
static char *
write_reference (PayrocLink      *link,
                 PayrocLinkDraft *wanted,
                 GListModel      *recipients,
                 gpointer         user_data)
{
  g_autoptr (PayrocRecipient) first = g_list_model_get_item (recipients, 0);

  g_assert_cmpuint (g_list_model_get_n_items (recipients), ==, 1);

  return g_strdup_printf ("%s, %s", payroc_recipient_get_name (first), payroc_link_get_reference (link));
}

static void
test_share (BulkFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_SHARE, 0);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (JsonArray) mails = NULL;
  g_autofree char *id = bulk_create_one (fixture, "OPEN", FALSE);
  g_autofree char *text = NULL;

  bulk_pick_all (fixture);
  request->recipients = payroc_recipient_parse_list ("Tom Byrne <tom@example.com>, Ada King <ada@example.com>");
  request->one_mail_each = TRUE;
  request->message = write_reference;
  planned = bulk_plan (fixture, request);
  g_assert_cmpuint (planned->n_mails, ==, 2);
  batch = bulk_submit (fixture, request, planned, NULL);
  g_assert_cmpuint (pl_batch_get_n_links (batch), ==, 1);
  g_assert_cmpuint (pl_batch_get_n_total (batch), ==, 2);
  core_wait_until (bulk_is_finished, batch);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 2);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->core.practice, id), ==, 2);
  mails = pl_test_practice_get_mails (fixture->core.practice, id);
  text = json_to_string (json_array_get_element (mails, 0), FALSE);
  g_assert_nonnull (strstr (text, "Tom Byrne, OPEN"));
}

static gint64
read_thread_time (void)
{
  struct timespec time;

  g_assert_no_errno (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time));

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* As core_await(), and tells the longest turn of the main loop, in its own time: others may have the processor. */
static gint64
await_turns (GAsyncResult **result)
{
  gint64 longest = 0;

  while (*result == NULL)
    {
      const gint64 began = read_thread_time ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, read_thread_time () - began);
    }

  return longest;
}

/* However many: the main loop goes on while they are looked at and written down. */
static void
test_many (BulkFixture   *fixture,
           gconstpointer  data)
{
  const guint n_links = g_test_slow () ? 100000 : 2000;
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_SWITCH_OFF, 0);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autofree char *key = g_uuid_string_random ();
  gint64 began;
  gint64 longest;

  pl_test_practice_seed (fixture->core.practice, n_links);
  bulk_refresh (fixture);
  bulk_pick_all (fixture);
  pl_outbox_stop (fixture->core.outbox);

  began = g_get_monotonic_time ();
  pl_bulk_plan_async (fixture->bulk, request, NULL, core_keep_result_cb, &looked);
  longest = await_turns (&looked);
  planned = pl_bulk_plan_finish (fixture->bulk, looked, NULL);
  g_test_message ("%u links looked at in %" G_GINT64_FORMAT " ms, longest turn %" G_GINT64_FORMAT " µs",
                  n_links, (g_get_monotonic_time () - began) / 1000, longest);
  g_assert_cmpuint (planned->rows->len, ==, n_links);
  g_assert_cmpint (longest, <, 50000);

  began = g_get_monotonic_time ();
  pl_bulk_submit_async (fixture->bulk, request, planned, key, core_keep_result_cb, &written);
  longest = await_turns (&written);
  batch = pl_bulk_submit_finish (fixture->bulk, written, NULL);
  g_test_message ("%u links written down in %" G_GINT64_FORMAT " ms, longest turn %" G_GINT64_FORMAT " µs",
                  n_links, (g_get_monotonic_time () - began) / 1000, longest);
  g_assert_cmpuint (pl_batch_get_n_total (batch), ==, n_links);
  g_assert_cmpint (longest, <, 50000);
}

#define ADD(path, function) \
  g_test_add ("/bulk-many/" path, BulkFixture, NULL, bulk_fixture_set_up, function, bulk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("share", test_share);
  ADD ("many", test_many);

  return g_test_run ();
}
