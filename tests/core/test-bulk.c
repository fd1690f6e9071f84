/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing done with many links: who can take it is said before, each is sent once, and what each came to stays. */
#include "bulk-fixture.h"

#include "support/pass-time.h"

static char *
create_many_payments (BulkFixture     *fixture,
                      const char  *reference,
                      const GDate *expires_on)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autoptr (PlIntent) intent = NULL;

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_order_id (draft, NULL);
  payroc_link_draft_set_expires_on (draft, expires_on);
  intent = core_create (&fixture->core, draft, NULL, NULL, NULL);
  core_settle (&fixture->core, intent);

  return g_strdup (pl_intent_get_link_id (intent));
}

static PlBatch *
find_batch (BulkFixture *fixture)
{
  return g_list_model_get_item (pl_outbox_get_batches (fixture->core.outbox), 0);
}

static void
assert_unfit (PlBulkPlan    *planned,
              const char    *reference,
              PlBulkFitness  why)
{
  for (guint i = 0; i < planned->unfit->len; i++)
    {
      const PlBulkUnfit *unfit = g_ptr_array_index (planned->unfit, i);

      if (g_str_equal (unfit->reference, reference))
        {
          g_assert_cmpint (unfit->why, ==, why);
          return;
        }
    }

  g_error ("%s is said to take it", reference);
}

/* How often each link had that done, by Payroc's own account of it: {link: count}. What comes again under the same key
 * is done once. */
static GHashTable *
count_by_link (BulkFixture    *fixture,
               const char *operation)
{
  g_autoptr (JsonArray) requests = pl_test_practice_get_requests (fixture->core.practice, operation);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      JsonObject *headers = json_object_get_object_member (request, "headers");
      const char *key = json_object_get_string_member_with_default (headers, "idempotency-key", "");
      g_auto (GStrv) path = g_strsplit (json_object_get_string_member (request, "path"), "/", -1);
      char *id = NULL;

      if (json_object_get_int_member_with_default (request, "status", 0) >= 300
          || !g_hash_table_add (keys, (char *) key))
        continue;

      for (guint part = 0; path[part] != NULL; part++)
        id = g_str_equal (path[part], "payment-links") ? path[part + 1] : id;
      g_hash_table_insert (counts, g_strdup (id), GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (g_hash_table_lookup (counts,
                                                                                                              id))));
    }

  return counts;
}

static GPtrArray *
read_results (BulkFixture  *fixture,
              gint64    id,
              PlBatch **batch)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *intents;

  pl_outbox_read_results_async (fixture->core.outbox, id, 100, NULL, core_keep_result_cb, &result);
  intents = pl_outbox_read_results_finish (fixture->core.outbox, core_await (&result), batch, &error);
  g_assert_no_error (error);

  return intents;
}

/* Open, never sent, paid, switched off, for many payments, and for ever. */
static void
fill_shop (BulkFixture *fixture)
{
  g_autofree char *open_id = bulk_create_one (fixture, "OPEN", TRUE);
  g_autofree char *unsent_id = bulk_create_one (fixture, "UNSENT", FALSE);
  g_autofree char *paid_id = bulk_create_one (fixture, "PAID", TRUE);
  g_autofree char *off_id = bulk_create_one (fixture, "OFF", FALSE);
  g_autofree char *many_id = NULL;
  g_autofree char *ever_id = NULL;
  g_autofree char *payment = NULL;
  g_autoptr (PlIntent) off = NULL;
  GDate day;

  bulk_get_day (&day, 20);
  many_id = create_many_payments (fixture, "MANY", &day);
  ever_id = create_many_payments (fixture, "EVER", NULL);
  payment = pl_test_practice_pay (fixture->core.practice, paid_id, 0);
  off = core_deactivate (&fixture->core, off_id);
  core_settle (&fixture->core, off);
  bulk_refresh (fixture);
  bulk_pick_all (fixture);
  g_assert_cmpuint (pl_bulk_get_n_links (fixture->bulk), ==, 6);
}

static void
test_extend_plan (BulkFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlBulkRequest) later = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkRequest) sooner = bulk_request_for (PL_BATCH_EXTEND, 1);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBulkPlan) none = NULL;

  fill_shop (fixture);
  planned = bulk_plan (fixture, later);
  g_assert_cmpuint (planned->rows->len, ==, 3);
  g_assert_cmpuint (planned->n_addresses, ==, 2);
  g_assert_cmpuint (planned->n_unsent, ==, 1);
  g_assert_cmpuint (planned->n_mails, ==, 0);
  g_assert_cmpuint (planned->people->len, ==, 1);
  assert_unfit (planned, "PAID", PL_BULK_PAID);
  assert_unfit (planned, "OFF", PL_BULK_SWITCHED_OFF);
  assert_unfit (planned, "EVER", PL_BULK_NEVER_ENDS);

  none = bulk_plan (fixture, sooner);
  g_assert_cmpuint (none->rows->len, ==, 0);
  assert_unfit (none, "OPEN", PL_BULK_ENDS_LATER);
  assert_unfit (none, "MANY", PL_BULK_ENDS_LATER);
}

static void
test_end_sooner_plan (BulkFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_END_SOONER, 1);
  g_autoptr (PlBulkPlan) planned = NULL;

  fill_shop (fixture);
  planned = bulk_plan (fixture, request);
  g_assert_cmpuint (planned->rows->len, ==, 4);
  assert_unfit (planned, "PAID", PL_BULK_PAID);
  assert_unfit (planned, "OFF", PL_BULK_SWITCHED_OFF);
}

static void
test_share_plan (BulkFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlBulkRequest) again = bulk_request_for (PL_BATCH_SHARE, 0);
  g_autoptr (PlBulkRequest) everybody = bulk_request_for (PL_BATCH_SHARE, 0);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBulkPlan) all = NULL;

  fill_shop (fixture);
  planned = bulk_plan (fixture, again);
  g_assert_cmpuint (planned->rows->len, ==, 1);
  g_assert_cmpuint (planned->n_mails, ==, 1);
  g_assert_cmpuint (planned->n_addresses, ==, 0);
  assert_unfit (planned, "UNSENT", PL_BULK_NOBODY);
  assert_unfit (planned, "PAID", PL_BULK_PAID);

  everybody->recipients = payroc_recipient_parse_list ("Tom Byrne <tom@example.com>, Ada King <ada@example.com>");
  /* One for all, or one each: as many e-mails go out. */
  all = bulk_plan (fixture, everybody);
  g_assert_cmpuint (all->n_mails, ==, 8);
  g_clear_pointer (&all, pl_bulk_plan_free);

  everybody->one_mail_each = TRUE;
  all = bulk_plan (fixture, everybody);
  g_assert_cmpuint (all->rows->len, ==, 4);
  g_assert_cmpuint (all->n_mails, ==, 8);
  g_assert_cmpuint (all->people->len, ==, 2);
}

static char *
write_too_much (PayrocLink      *link,
                PayrocLinkDraft *wanted,
                GListModel      *recipients,
                gpointer         user_data)
{
  return g_strnfill (g_str_equal (payroc_link_get_reference (link), "OPEN") ? PAYROC_SHARE_MESSAGE_MAX + 1
                                                                              : PAYROC_SHARE_MESSAGE_MAX, 'x');
}

static void
test_too_long (BulkFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_SHARE, 0);
  g_autoptr (PlBulkPlan) planned = NULL;

  fill_shop (fixture);
  request->recipients = payroc_recipient_parse_list ("tom@example.com");
  request->message = write_too_much;
  planned = bulk_plan (fixture, request);
  assert_unfit (planned, "OPEN", PL_BULK_TOO_LONG);
  g_assert_cmpuint (planned->rows->len, ==, 3);
}

/* Nobody is sent to an address that is not safe; without a mail the link may still change. */
static void
test_unsafe (BulkFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlBulkRequest) again = bulk_request_for (PL_BATCH_SHARE, 0);
  g_autoptr (PlBulkRequest) everybody = bulk_request_for (PL_BATCH_SHARE, 0);
  g_autoptr (PlBulkRequest) extend = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkRequest) extend_and_send = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) planned_again = NULL;
  g_autoptr (PlBulkPlan) planned_everybody = NULL;
  g_autoptr (PlBulkPlan) planned_extend = NULL;
  g_autoptr (PlBulkPlan) planned_extend_and_send = NULL;
  g_autofree char *open_id = bulk_create_one (fixture, "OPEN", TRUE);
  g_autofree char *unsent_id = bulk_create_one (fixture, "UNSENT", FALSE);

  everybody->recipients = payroc_recipient_parse_list ("tom@example.com");
  extend_and_send->send_new_address = TRUE;
  core_refuse_addresses (&fixture->core);
  bulk_pick_all (fixture);

  planned_again = bulk_plan (fixture, again);
  g_assert_cmpuint (planned_again->rows->len, ==, 0);
  assert_unfit (planned_again, "OPEN", PL_BULK_UNSAFE);
  planned_everybody = bulk_plan (fixture, everybody);
  g_assert_cmpuint (planned_everybody->rows->len, ==, 0);
  g_assert_cmpuint (planned_everybody->n_mails, ==, 0);
  assert_unfit (planned_everybody, "UNSENT", PL_BULK_UNSAFE);

  planned_extend = bulk_plan (fixture, extend);
  g_assert_cmpuint (planned_extend->rows->len, ==, 2);
  planned_extend_and_send = bulk_plan (fixture, extend_and_send);
  g_assert_cmpuint (planned_extend_and_send->rows->len, ==, 1);
  g_assert_cmpuint (planned_extend_and_send->n_mails, ==, 0);
  assert_unfit (planned_extend_and_send, "OPEN", PL_BULK_UNSAFE);
}

/* Each takes the day, those that hold an old address get the new one, and a second click is the same batch. */
static void
test_extend (BulkFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (PlBatch) twice = NULL;
  g_autoptr (GHashTable) edits = NULL;
  g_autofree char *key = g_uuid_string_random ();
  guint n_mails;

  fill_shop (fixture);
  n_mails = pl_test_practice_count_mails (fixture->core.practice, NULL);
  request->send_new_address = TRUE;
  planned = bulk_plan (fixture, request);
  g_assert_cmpuint (planned->n_mails, ==, 1);

  batch = bulk_submit (fixture, request, planned, key);
  twice = bulk_submit (fixture, request, planned, key);
  g_assert_cmpint (pl_batch_get_id (batch), ==, pl_batch_get_id (twice));
  g_assert_cmpint (pl_batch_get_deed (batch), ==, PL_BATCH_EXTEND);
  g_assert_cmpuint (pl_batch_get_n_links (batch), ==, 3);
  g_assert_cmpuint (pl_batch_get_n_total (batch), ==, 4);

  core_wait_until (bulk_is_finished, batch);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 4);
  edits = count_by_link (fixture, "editLink");
  g_assert_cmpuint (g_hash_table_size (edits), ==, 3);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "editLink"), ==, 3);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->core.practice, NULL), ==, n_mails + 1);
}

/* Changed between the question and the yes, here: it is not done, and stands in the batch. */
static void
test_changed_before (BulkFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_SWITCH_OFF, 0);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GPtrArray) intents = NULL;
  g_autofree char *payment = NULL;
  g_autofree char *id = bulk_create_one (fixture, "OPEN", FALSE);
  g_autofree char *other_id = bulk_create_one (fixture, "OTHER", FALSE);

  bulk_pick_all (fixture);
  planned = bulk_plan (fixture, request);
  g_assert_cmpuint (planned->rows->len, ==, 2);
  payment = pl_test_practice_pay (fixture->core.practice, id, 0);
  bulk_refresh (fixture);

  batch = bulk_submit (fixture, request, planned, NULL);
  core_wait_until (bulk_is_finished, batch);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 1);
  g_assert_cmpuint (pl_batch_get_n_refused (batch), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "deactivateLink"), ==, 1);
  intents = read_results (fixture, pl_batch_get_id (batch), NULL);
  g_assert_cmpuint (intents->len, ==, 2);
  g_assert_cmpstr (pl_intent_get_reference (g_ptr_array_index (intents, 0)), ==, "OPEN");
  g_assert_error (pl_intent_get_error (g_ptr_array_index (intents, 0)), PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED);
}

/* Changed in the portal, not known here: the outbox looks before it sends, and overwrites nothing. */
static void
test_changed_elsewhere (BulkFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (&fixture->core, "OPEN", FALSE);
  g_autoptr (PlIntent) other = core_create_done (&fixture->core, "OTHER", FALSE);
  PayrocLink *link = pl_intent_get_link (intent);
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit) edit = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PayrocLink) changed = NULL;
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBatch) batch = NULL;

  payroc_link_draft_set_amount (wanted, 1234);
  edit = payroc_link_edit_new (link, wanted);
  body = payroc_link_edit_to_body (edit, NULL, NULL);
  payroc_client_edit_link_async (fixture->core.client, payroc_link_get_id (link), body, key, NULL, core_keep_result_cb,
                                 &result);
  changed = payroc_client_edit_link_finish (fixture->core.client, core_await (&result), NULL);
  pl_test_practice_clear_requests (fixture->core.practice);

  bulk_pick_all (fixture);
  planned = bulk_plan (fixture, request);
  g_assert_cmpuint (planned->rows->len, ==, 2);
  batch = bulk_submit (fixture, request, planned, NULL);
  core_wait_until (bulk_is_finished, batch);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 1);
  g_assert_cmpuint (pl_batch_get_n_refused (batch), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "editLink"), ==, 1);
}

/* What is asked for already is not asked for twice, not even by another batch. */
static void
test_busy (BulkFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlBulkRequest) off = bulk_request_for (PL_BATCH_SWITCH_OFF, 0);
  g_autoptr (PlBulkRequest) extend = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBulkPlan) again = NULL;
  g_autoptr (PlBulkPlan) other = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autofree char *id = bulk_create_one (fixture, "OPEN", FALSE);

  bulk_pick_all (fixture);
  pl_outbox_stop (fixture->core.outbox);
  planned = bulk_plan (fixture, off);
  batch = bulk_submit (fixture, off, planned, NULL);
  again = bulk_plan (fixture, off);
  assert_unfit (again, "OPEN", PL_BULK_BUSY);
  other = bulk_plan (fixture, extend);
  assert_unfit (other, "OPEN", PL_BULK_BUSY);
}

/* Some refused, replies lost, ended in the middle and begun anew: each link is switched off once, and each has a result
 * that can be looked at afterwards. */
static void
test_faults (BulkFixture   *fixture,
             gconstpointer  data)
{
  const guint n_links = 120;
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (PlBatch) seen = NULL;
  g_autoptr (GPtrArray) intents = NULL;
  g_autoptr (GHashTable) edits = NULL;
  GHashTableIter iter;
  gpointer count;
  guint n_done = 0;

  pl_test_practice_seed (fixture->core.practice, n_links);
  bulk_refresh (fixture);
  bulk_pick_all (fixture);
  planned = bulk_plan (fixture, request);
  g_assert_cmpuint (planned->rows->len, >, n_links / 3);
  g_assert_cmpuint (planned->rows->len + planned->unfit->len, ==, n_links);
  /* What was done although its reply was lost may be refused the second time, and is found done all the same: of these
   * there are nine, and as many as were on their way at the restart. So more are refused. */
  pl_test_practice_add_fault (fixture->core.practice,
                              "[{'operation':'editLink','kind':'cutAfter','skip':3,'times':9},"
                              " {'operation':'editLink','kind':'status','status':409,'type':'cannot-be-modified',"
                              "  'skip':20,'times':30}]");
  batch = bulk_submit (fixture, request, planned, NULL);
  g_clear_object (&batch);
  bulk_drop (fixture);
  core_fixture_restart (&fixture->core, TRUE);
  batch = find_batch (fixture);
  g_assert_nonnull (batch);
  g_assert_cmpuint (pl_batch_get_n_links (batch), ==, planned->rows->len);
  g_assert_cmpint (pl_batch_get_deed (batch), ==, PL_BATCH_EXTEND);
  while (!pl_batch_get_finished (batch))
    core_flush (&fixture->core);

  intents = read_results (fixture, pl_batch_get_id (batch), &seen);
  n_done = pl_batch_get_n_done (seen);
  g_assert_cmpuint (n_done + pl_batch_get_n_refused (seen), ==, planned->rows->len);
  g_assert_cmpuint (pl_batch_get_n_refused (seen), >, 0);
  g_assert_cmpint (pl_intent_get_state (g_ptr_array_index (intents, 0)), ==, PL_INTENT_REFUSED);

  edits = count_by_link (fixture, "editLink");
  g_hash_table_iter_init (&iter, edits);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_assert_cmpuint (GPOINTER_TO_UINT (count), ==, 1);
}

/* What Payroc took and did not do is counted, for nobody looks at each. */
static void
test_ignored (BulkFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) planned = NULL;
  g_autoptr (PlBatch) batch = NULL;

  fill_shop (fixture);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'editLink','kind':'ignoreEdit'}");
  planned = bulk_plan (fixture, request);
  batch = bulk_submit (fixture, request, planned, NULL);
  core_wait_until (bulk_is_finished, batch);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, pl_batch_get_n_total (batch));
  g_assert_cmpuint (pl_batch_get_n_different (batch), ==, 1);
}

static void
count_cb (guint *n_changed)
{
  ++*n_changed;
}

/* Others that change are no news; one of these is, and so is what may be. */
static void
test_follow (BulkFixture   *fixture,
             gconstpointer  data)
{
  g_autofree char *first = bulk_create_one (fixture, "FIRST", FALSE);
  g_autofree char *second = bulk_create_one (fixture, "SECOND", FALSE);
  g_autofree char *other = NULL;
  g_autoptr (PlIntent) off = NULL;
  guint n_changed = 0;

  pass_time (50);
  bulk_pick_all (fixture);
  g_signal_connect_swapped (fixture->bulk, "changed", G_CALLBACK (count_cb), &n_changed);
  other = bulk_create_one (fixture, "OTHER", FALSE);
  pass_time (50);
  g_assert_cmpuint (n_changed, ==, 0);

  off = core_deactivate (&fixture->core, second);
  core_settle (&fixture->core, off);
  pass_time (50);
  g_assert_cmpuint (n_changed, ==, 1);

  pl_link_feed_reloaded (fixture->core.feed);
  pass_time (50);
  g_assert_cmpuint (n_changed, ==, 2);
}

#define ADD(path, function) \
  g_test_add ("/bulk/" path, BulkFixture, NULL, bulk_fixture_set_up, function, bulk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("plan/extend", test_extend_plan);
  ADD ("plan/end-sooner", test_end_sooner_plan);
  ADD ("plan/share", test_share_plan);
  ADD ("plan/too-long", test_too_long);
  ADD ("plan/unsafe", test_unsafe);
  ADD ("extend", test_extend);
  ADD ("changed-before", test_changed_before);
  ADD ("changed-elsewhere", test_changed_elsewhere);
  ADD ("busy", test_busy);
  ADD ("faults", test_faults);
  ADD ("ignored", test_ignored);
  ADD ("follow", test_follow);

  return g_test_run ();
}
