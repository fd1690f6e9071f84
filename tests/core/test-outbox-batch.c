/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many in one go: all or nothing, counted right, paused, given up, seen again after a restart, and never in the way. */
#include "outbox-fixture.h"

static PlBatchDraft *
begin (CoreFixture *fixture,
       const char  *key,
       guint        n_creates,
       gboolean     shared)
{
  g_autofree char *own_key = g_uuid_string_random ();
  PlBatchDraft *draft = pl_outbox_begin_batch (fixture->outbox, key != NULL ? key : own_key, "pizzas.csv");

  for (guint i = 0; i < n_creates; i++)
    {
      g_autofree char *reference = g_strdup_printf ("REF-%u", i);
      g_autoptr (PayrocLinkDraft) link = core_draft_new (reference);
      g_autoptr (PayrocShare) share = shared ? core_share_new () : NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (pl_batch_draft_add_create_once (draft, NULL, i + 2, link, share, &error));
      g_assert_no_error (error);
    }

  return draft;
}

static PlBatch *
submit (CoreFixture  *fixture,
        PlBatchDraft *draft,
        GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_submit_batch_async (fixture->outbox, draft, NULL, core_keep_result_cb, &result);

  return pl_outbox_submit_batch_finish (fixture->outbox, core_await (&result), error);
}

static PlBatch *
submit_creates (CoreFixture *fixture,
                guint        n_creates,
                gboolean     shared)
{
  g_autoptr (PlBatchDraft) draft = begin (fixture, NULL, n_creates, shared);
  g_autoptr (GError) error = NULL;
  PlBatch *batch = submit (fixture, draft, &error);

  g_assert_no_error (error);

  return batch;
}

static void
steer (CoreFixture      *fixture,
       PlBatch          *batch,
       PlOutboxBatchDeed deed)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_outbox_steer_batch_async (fixture->outbox, pl_batch_get_id (batch), deed, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_steer_batch_finish (fixture->outbox, core_await (&result), &error));
  g_assert_no_error (error);
}

static GPtrArray *
read_intents (CoreFixture *fixture,
              PlBatch     *batch)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *intents;

  pl_outbox_read_results_async (fixture->outbox, pl_batch_get_id (batch), 100, NULL, core_keep_result_cb, &result);
  intents = pl_outbox_read_results_finish (fixture->outbox, core_await (&result), NULL, &error);
  g_assert_no_error (error);

  return intents;
}

static PlBatch *
get_first (CoreFixture *fixture)
{
  return g_list_model_get_item (pl_outbox_get_batches (fixture->outbox), 0);
}

static guint
count_batches (CoreFixture *fixture)
{
  return g_list_model_get_n_items (pl_outbox_get_batches (fixture->outbox));
}

static void
test_done (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GPtrArray) intents = NULL;

  core_fixture_start (fixture);
  batch = submit_creates (fixture, 40, TRUE);
  g_assert_cmpstr (pl_batch_get_name (batch), ==, "pizzas.csv");
  g_assert_cmpuint (pl_batch_get_n_total (batch), ==, 80);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 0);
  g_assert_false (pl_batch_get_finished (batch));
  g_assert_cmpuint (pl_outbox_get_n_unfinished (fixture->outbox), ==, 80);
  /* What only waits is told by the batch. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);

  core_flush (fixture);
  outbox_wait_for_done (batch, 80);
  g_assert_true (pl_batch_get_finished (batch));
  g_assert_cmpuint (pl_outbox_get_n_unfinished (fixture->outbox), ==, 0);
  g_assert_cmpuint (pl_batch_get_n_refused (batch) + pl_batch_get_n_asking (batch) + pl_batch_get_n_discarded (batch),
                    ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 40);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 40);
  g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, 40);

  intents = read_intents (fixture, batch);
  g_assert_cmpuint (intents->len, ==, 80);
  for (guint i = 0; i < intents->len; i++)
    {
      PlIntent *intent = g_ptr_array_index (intents, i);
      g_autofree char *reference = g_strdup_printf ("REF-%u", i / 2);

      g_assert_cmpint (pl_intent_get_batch (intent), ==, pl_batch_get_id (batch));
      g_assert_cmpint (pl_intent_get_kind (intent), ==, i % 2 == 0 ? PL_INTENT_CREATE : PL_INTENT_SHARE);
      g_assert_cmpstr (pl_intent_get_reference (intent), ==, reference);
      outbox_assert_state (intent, PL_INTENT_DONE);
      g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, pl_intent_get_link_id (intent)), ==, 1);
    }

  steer (fixture, batch, PL_OUTBOX_BATCH_CLOSE);
  g_assert_cmpuint (count_batches (fixture), ==, 0);
  core_fixture_restart (fixture, TRUE);
  g_assert_cmpuint (count_batches (fixture), ==, 0);
}

/* One of them cannot be written: none is. */
static void
test_all_or_nothing (CoreFixture   *fixture,
                     gconstpointer  data)
{
  PlDatabase *database = fixture->store.database;
  g_autoptr (PlBatchDraft) draft = begin (fixture, NULL, 5, FALSE);
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  store_exec (database, "CREATE TRIGGER fourth BEFORE INSERT ON outbox WHEN NEW.reference = 'REF-3'"
                        " BEGIN SELECT RAISE (ABORT, 'no'); END");
  batch = submit (fixture, draft, &error);
  g_assert_true (error != NULL && error->domain == PL_STORE_ERROR);
  g_assert_null (batch);
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM batches"), ==, 0);
  g_assert_cmpuint (count_batches (fixture), ==, 0);
}

static void
test_invalid (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlBatchDraft) draft = begin (fixture, NULL, 1, FALSE);
  g_autoptr (PayrocLinkDraft) link = core_draft_new ("REF-2");
  g_autoptr (PayrocShare) nobody = payroc_share_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (pl_batch_draft_add_create_once (draft, NULL, 3, link, nobody, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pl_batch_draft_add_share_once (draft, NULL, 3, "CKHP6VVWYT", nobody, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_cmpuint (pl_batch_draft_get_n_intents (draft), ==, 1);
}

static void
test_second_click (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PlBatchDraft) once = begin (fixture, key, 3, FALSE);
  g_autoptr (PlBatchDraft) twice = begin (fixture, key, 3, FALSE);
  g_autoptr (PlBatch) first = NULL;
  g_autoptr (PlBatch) second = NULL;

  first = submit (fixture, once, NULL);
  second = submit (fixture, twice, NULL);
  g_assert_true (first == second);
  g_assert_cmpuint (count_batches (fixture), ==, 1);
  core_fixture_start (fixture);
  core_flush (fixture);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 3);
}

typedef struct
{
  CoreFixture *fixture;
  gint64       n;
} InHand;

static gboolean
are_in_hand_cb (gpointer user_data)
{
  const InHand *wanted = user_data;

  return store_query_int (wanted->fixture->store.database, "SELECT count(*) FROM outbox WHERE state = 1") >= wanted->n;
}

static void
test_paused (CoreFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlBatch) batch = NULL;
  guint n_posts;

  core_fixture_start (fixture);
  outbox_hold_after (fixture, 5);
  batch = submit_creates (fixture, 120, FALSE);
  outbox_wait_for_done (batch, 5);
  steer (fixture, batch, PL_OUTBOX_BATCH_PAUSE);
  g_assert_true (pl_batch_get_paused (batch));
  pl_test_practice_release (fixture->practice);

  /* What was on its way ends, and then it is quiet, after a restart too. */
  core_flush (fixture);
  n_posts = outbox_count_posts (fixture, "createLink");
  g_assert_cmpuint (n_posts, <, 120);
  g_clear_object (&batch);
  core_fixture_restart (fixture, TRUE);
  core_flush (fixture);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, n_posts);

  batch = get_first (fixture);
  g_assert_true (pl_batch_get_paused (batch));
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, n_posts);
  g_assert_cmpuint (pl_batch_get_n_total (batch), ==, 120);
  steer (fixture, batch, PL_OUTBOX_BATCH_RESUME);
  core_flush (fixture);
  outbox_wait_for_done (batch, 120);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 120);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 120);
}

/* The next ones are in hand before there is room for them, so that no request waits for the disk. They have not left:
 * a pause or an end gets them back as they were, attempts and all. */
static void
test_called_back (CoreFixture   *fixture,
                  gconstpointer  data)
{
  PlDatabase *database = fixture->store.database;
  const char *untouched = "SELECT count (*) FROM outbox WHERE state = 0 AND attempts = 0 AND first_sent_at = 0";
  const char *in_hand = "SELECT count (*) FROM outbox WHERE state = 1";
  const PlOutboxBatchDeed deed = (PlOutboxBatchDeed) GPOINTER_TO_INT (data);
  InHand more_than_leave = { fixture, 17 };
  g_autoptr (PlBatch) batch = NULL;
  guint n_done;
  guint n_posts;

  core_fixture_start (fixture);
  outbox_hold_after (fixture, 30);
  batch = submit_creates (fixture, 120, FALSE);
  outbox_wait_for_done (batch, 30);
  core_wait_until (are_in_hand_cb, &more_than_leave);
  g_assert_cmpint (store_query_int (database, in_hand), <=, 32);

  steer (fixture, batch, deed);
  g_assert_cmpint (store_query_int (database, in_hand), <=, 16);
  n_done = pl_batch_get_n_done (batch);
  pl_test_practice_release (fixture->practice);
  core_flush (fixture);
  n_posts = outbox_count_posts (fixture, "createLink");
  g_assert_cmpuint (n_posts, <=, n_done + 16);
  if (deed == PL_OUTBOX_BATCH_PAUSE)
    g_assert_cmpint (store_query_int (database, untouched), ==, 120 - n_posts);
  else
    g_assert_cmpuint (pl_batch_get_n_discarded (batch), ==, 120 - n_posts);
}

static void
test_cancelled (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlBatch) batch = NULL;

  core_fixture_start (fixture);
  outbox_hold_after (fixture, 5);
  batch = submit_creates (fixture, 120, TRUE);
  outbox_wait_for_done (batch, 5);
  steer (fixture, batch, PL_OUTBOX_BATCH_PAUSE);
  steer (fixture, batch, PL_OUTBOX_BATCH_CANCEL);
  pl_test_practice_release (fixture->practice);
  g_assert_false (pl_batch_get_paused (batch));
  core_flush (fixture);
  while (!pl_batch_get_finished (batch))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (pl_batch_get_n_discarded (batch), >, 0);
  g_assert_cmpuint (pl_batch_get_n_done (batch) + pl_batch_get_n_discarded (batch), ==, 240);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice)
                    + pl_test_practice_count_mails (fixture->practice, NULL), ==, pl_batch_get_n_done (batch));
}

/* What may have been done is not given up: it goes on until that is known. */
static void
test_cancelled_unsure (CoreFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (PlBatch) batch = NULL;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'cutAfter'," ALWAYS "}");
  batch = submit_creates (fixture, 1, FALSE);
  core_flush (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 1);

  steer (fixture, batch, PL_OUTBOX_BATCH_CANCEL);
  g_assert_false (pl_batch_get_finished (batch));
  g_assert_cmpuint (pl_batch_get_n_discarded (batch), ==, 0);
  pl_test_practice_clear_faults (fixture->practice);
  fixture->offset += G_TIME_SPAN_HOUR;
  core_flush (fixture);
  outbox_wait_for_done (batch, 1);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

/* The third is refused and stands in the list to be mended; its mail with it; the rest is done. */
static void
test_refused (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (PlIntent) refused = NULL;
  g_autoptr (PayrocLinkDraft) typed = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':400,"
                              "'type':'bad-request','skip':2}");
  core_fixture_start (fixture);
  batch = submit_creates (fixture, 10, TRUE);
  core_flush (fixture);
  outbox_wait_for_done (batch, 18);
  g_assert_true (pl_batch_get_finished (batch));
  g_assert_cmpuint (pl_batch_get_n_refused (batch), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 2);

  /* Also when the batch is out of sight, and after a restart. */
  steer (fixture, batch, PL_OUTBOX_BATCH_CLOSE);
  core_fixture_restart (fixture, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 2);
  refused = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  outbox_assert_state (refused, PL_INTENT_REFUSED);
  typed = pl_intent_create_draft (refused);
  g_assert_cmpstr (payroc_link_draft_get_description (typed), ==, "Large Pepperoni Pizza");
}

/* A single wish does not queue behind a long list. */
static void
test_single_first (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("URGENT");
  g_autoptr (PlIntent) create = NULL;

  outbox_hold_after (fixture, 0);
  core_fixture_start (fixture);
  batch = submit_creates (fixture, 200, FALSE);
  create = core_create (fixture, draft, NULL, NULL, NULL);
  pl_test_practice_release (fixture->practice);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (outbox_find_post (fixture, "ORDER-URGENT"), <, 60);
  core_flush (fixture);
  outbox_wait_for_done (batch, 200);
}

/* Ended in mid-work and begun again: each once. */
static void
test_restarted (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlBatch) batch = NULL;

  outbox_hold_after (fixture, 20);
  core_fixture_start (fixture);
  batch = submit_creates (fixture, 100, FALSE);
  outbox_wait_for_done (batch, 20);
  pl_test_practice_release (fixture->practice);
  g_clear_object (&batch);
  core_fixture_restart (fixture, TRUE);
  batch = get_first (fixture);
  g_assert_cmpuint (pl_batch_get_n_done (batch), >=, 20);
  g_assert_cmpuint (pl_batch_get_n_total (batch), ==, 100);
  core_flush (fixture);
  outbox_wait_for_done (batch, 100);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 100);
}

/* Another process's batch is seen, with how far it is. */
static void
test_elsewhere (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  PlDatabase *elsewhere = store_open (fixture->store.directory, &error);
  g_autoptr (PlOutbox) other = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (PlBatch) seen = NULL;
  PlOutbox *own = fixture->outbox;

  g_assert_no_error (error);
  other = pl_outbox_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->practice), elsewhere,
                         fixture->client, fixture->feed);
  fixture->outbox = other;
  batch = submit_creates (fixture, 5, FALSE);
  core_fixture_start (fixture);
  core_flush (fixture);
  outbox_wait_for_done (batch, 5);
  pl_outbox_stop (other);
  core_flush (fixture);

  fixture->outbox = own;
  core_flush (fixture);
  seen = get_first (fixture);
  g_assert_cmpint (pl_batch_get_id (seen), ==, pl_batch_get_id (batch));
  g_assert_cmpuint (pl_batch_get_n_done (seen), ==, 5);

  g_clear_object (&other);
  store_close (elsewhere);
}

/* A toast may outlive the account that it speaks of. */
static void
test_other_account (CoreFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (PlOutbox) other = pl_outbox_new ("0b8f4d53-6a0e-4f0a-9a55-3f4a4c1d7e20",
                                              pl_test_practice_get_terminal (fixture->practice),
                                              fixture->store.database, fixture->client, fixture->feed);
  PlOutbox *outboxes[] = { fixture->outbox, other };
  g_autoptr (PlBatch) batch = submit_creates (fixture, 2, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (outboxes); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) intents = NULL;
      g_autoptr (PlBatch) read = NULL;
      g_autoptr (GError) error = NULL;

      pl_outbox_read_results_async (outboxes[i], pl_batch_get_id (batch), 10, NULL, core_keep_result_cb, &result);
      intents = pl_outbox_read_results_finish (outboxes[i], core_await (&result), &read, &error);
      if (outboxes[i] == other)
        {
          g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND);
          g_assert_null (intents);
          g_assert_null (read);
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpuint (intents->len, ==, 2);
          g_assert_cmpint (pl_batch_get_id (read), ==, pl_batch_get_id (batch));
        }
    }
}

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, NULL);
}

static gboolean
undo (CoreFixture *fixture,
      PlIntent    *create)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_undo_create_async (fixture->outbox, pl_intent_get_idempotency_key (create), core_keep_result_cb, &result);

  return pl_outbox_undo_create_finish (fixture->outbox, core_await (&result), NULL);
}

/* What is in hand only because its turn is near has not left: it can be given up like what waits, and who knows it by
 * its key makes no promise about it. */
static void
test_discard_standing_by (CoreFixture   *fixture,
                          gconstpointer  data)
{
  InHand wanted = { fixture, 20 };
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (PlIntent) last = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  core_fixture_start (fixture);
  /* Each that goes well lets more leave at a time. */
  outbox_hold_after (fixture, 40);
  batch = submit_creates (fixture, 100, FALSE);
  outbox_wait_for_done (batch, 40);
  core_wait_until (are_in_hand_cb, &wanted);
  id = store_query_int (fixture->store.database, "SELECT max (id) FROM outbox WHERE state = 1");
  last = pl_outbox_find (fixture->outbox, id);
  outbox_assert_state (last, PL_INTENT_SENDING);

  g_assert_true (data != NULL ? undo (fixture, last) : core_discard (fixture, last, &error));
  g_assert_no_error (error);
  outbox_assert_state (last, PL_INTENT_DISCARDED);
  pl_test_practice_release (fixture->practice);
  core_flush (fixture);
  outbox_wait_for_done (batch, 99);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 99);
  g_assert_cmpint (store_query_int (fixture->store.database, "SELECT count(*) FROM outbox"), ==, 100);
}

#define ADD(path, func) ADD_WITH (path, NULL, func)
#define ADD_WITH(path, data, func) \
  g_test_add ("/outbox-batch/" path, CoreFixture, data, set_up, func, core_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("done", test_done);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("invalid", test_invalid);
  ADD ("second-click", test_second_click);
  ADD ("paused", test_paused);
  ADD_WITH ("called-back/paused", GINT_TO_POINTER (PL_OUTBOX_BATCH_PAUSE), test_called_back);
  ADD_WITH ("called-back/cancelled", GINT_TO_POINTER (PL_OUTBOX_BATCH_CANCEL), test_called_back);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled/unsure", test_cancelled_unsure);
  ADD ("refused", test_refused);
  ADD ("single-first", test_single_first);
  ADD ("restarted", test_restarted);
  ADD ("elsewhere", test_elsewhere);
  ADD ("other-account", test_other_account);
  ADD ("discard-standing-by", test_discard_standing_by);
  ADD_WITH ("discard-standing-by/undone", "by its key", test_discard_standing_by);

  return g_test_run ();
}
