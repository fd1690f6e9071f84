/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before many addresses change Payroc is asked who holds them: also who was written to from elsewhere. */
#include "bulk-fixture.h"

#include "payroc/payroc-error.h"

/* As from the portal: nothing of it is stored here. */
static void
share_elsewhere (BulkFixture *fixture,
                 const char  *link_id,
                 const char  *people)
{
  g_autoptr (PayrocShare) share = payroc_share_new ();
  g_autoptr (GPtrArray) recipients = payroc_recipient_parse_list (people);
  g_autoptr (PayrocSharingEvent) event = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GBytes) body = NULL;

  for (guint i = 0; i < recipients->len; i++)
    g_list_store_append (payroc_share_get_recipients (share), g_ptr_array_index (recipients, i));
  body = payroc_share_to_body (share, &error);
  g_assert_no_error (error);
  payroc_client_share_link_async (fixture->core.client, link_id, body, key, NULL, core_keep_result_cb, &result);
  event = payroc_client_share_link_finish (fixture->core.client, core_await (&result), &error);
  g_assert_no_error (error);
}

static gboolean
has_ended (gpointer user_data)
{
  return !pl_sharing_survey_get_running (user_data);
}

static PlSharingSurvey *
ask (BulkFixture *fixture,
     PlBulkPlan  *plan)
{
  PlSharingSurvey *survey = pl_bulk_get_survey (fixture->bulk);

  pl_sharing_survey_start (survey, plan->unknown);
  core_wait_until (has_ended, survey);

  return survey;
}

/* One was written to from here, one from the portal, one not at all. */
static void
fill_shop (BulkFixture *fixture)
{
  g_autofree char *here = bulk_create_one (fixture, "HERE", TRUE);
  g_autofree char *portal = bulk_create_one (fixture, "PORTAL", FALSE);
  g_autofree char *nobody = bulk_create_one (fixture, "NOBODY", FALSE);

  share_elsewhere (fixture, portal, "Tom Byrne <tom@example.com>, Ada King <ada@example.com>");
  bulk_pick_all (fixture);
}

static void
test_extend (BulkFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) before = NULL;
  g_autoptr (PlBulkPlan) after = NULL;
  g_autoptr (PlBatch) batch = NULL;
  PlSharingSurvey *survey;

  fill_shop (fixture);
  request->send_new_address = TRUE;
  before = bulk_plan (fixture, request);
  g_assert_cmpuint (before->unknown->len, ==, 3);
  g_assert_cmpuint (before->n_unsent, ==, 2);
  g_assert_cmpuint (before->people->len, ==, 1);

  survey = ask (fixture, before);
  g_assert_no_error (pl_sharing_survey_get_error (survey));
  g_assert_cmpuint (pl_sharing_survey_get_n_asked (survey), ==, 3);
  after = bulk_plan (fixture, request);
  g_assert_cmpuint (after->unknown->len, ==, 0);
  g_assert_cmpuint (after->n_sent, ==, 2);
  g_assert_cmpuint (after->n_unsent, ==, 1);
  g_assert_cmpuint (after->people->len, ==, 3);
  g_assert_cmpuint (after->n_mails, ==, 3);

  /* The new address goes to those, too, whom only Payroc knew of. */
  pl_test_practice_clear_requests (fixture->core.practice);
  batch = bulk_submit (fixture, request, after, NULL);
  while (!pl_batch_get_finished (batch))
    core_flush (&fixture->core);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "shareLink"), ==, 2);
}

/* Who was last written to from the portal is written to again; and whom nobody wrote to is said for certain. */
static void
test_share_and_switch_off (BulkFixture   *fixture,
                           gconstpointer  data)
{
  g_autoptr (PlBulkRequest) share = bulk_request_for (PL_BATCH_SHARE, 0);
  g_autoptr (PlBulkRequest) off = bulk_request_for (PL_BATCH_SWITCH_OFF, 0);
  g_autoptr (PlBulkPlan) before = NULL;
  g_autoptr (PlBulkPlan) after = NULL;
  g_autoptr (PlBulkPlan) ending = NULL;
  const PlBulkUnfit *unfit;

  fill_shop (fixture);
  before = bulk_plan (fixture, share);
  g_assert_cmpuint (before->rows->len, ==, 1);
  g_assert_false (((PlBulkUnfit *) g_ptr_array_index (before->unfit, 0))->known);

  ask (fixture, before);
  after = bulk_plan (fixture, share);
  g_assert_cmpuint (after->rows->len, ==, 2);
  g_assert_cmpuint (after->unfit->len, ==, 1);
  unfit = g_ptr_array_index (after->unfit, 0);
  g_assert_cmpstr (unfit->reference, ==, "NOBODY");
  g_assert_cmpint (unfit->why, ==, PL_BULK_NOBODY);
  g_assert_true (unfit->known);

  /* Asked once, it is known for the next question too; all that is switched off is named. */
  ending = bulk_plan (fixture, off);
  g_assert_cmpuint (ending->unknown->len, ==, 0);
  g_assert_cmpuint (ending->fit->len, ==, 3);
  g_assert_cmpuint (ending->n_sent, ==, 2);
  g_assert_cmpuint (ending->n_unsent, ==, 1);
  g_assert_cmpuint (ending->n_mails, ==, 0);
  g_assert_cmpuint (ending->sums->len, ==, 1);
}

/* What Payroc does not answer stays unknown; what it did answer is not asked again. */
static void
test_unreachable (BulkFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) before = NULL;
  g_autoptr (PlBulkPlan) after = NULL;
  g_autoptr (PlBulkPlan) again = NULL;
  PlSharingSurvey *survey;

  fill_shop (fixture);
  before = bulk_plan (fixture, request);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listSharingEvents','kind':'status','status':403,'type':'forbidden',"
                              " 'skip':1,'times':1}");
  survey = ask (fixture, before);
  g_assert_error (pl_sharing_survey_get_error (survey), PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN);
  after = bulk_plan (fixture, request);
  g_assert_cmpuint (after->unknown->len, >, 0);
  g_assert_cmpuint (after->unknown->len, <, 3);

  pl_test_practice_clear_requests (fixture->core.practice);
  ask (fixture, after);
  g_assert_no_error (pl_sharing_survey_get_error (survey));
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "listSharingEvents"), ==,
                    after->unknown->len);
  again = bulk_plan (fixture, request);
  g_assert_cmpuint (again->unknown->len, ==, 0);
}

/* Whom a mail went to that cannot be read is not known, and nobody is told that it is. */
static void
test_unreadable (BulkFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) before = NULL;
  g_autoptr (PlBulkPlan) after = NULL;
  PlSharingSurvey *survey;

  fill_shop (fixture);
  before = bulk_plan (fixture, request);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listSharingEvents','kind':'replace',"
                              "'text':'sharingEventId','by':'sharingEventIx','times':9}");
  survey = ask (fixture, before);
  g_assert_error (pl_sharing_survey_get_error (survey), PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  after = bulk_plan (fixture, request);
  g_assert_cmpuint (after->unknown->len, >, 0);

  pl_test_practice_clear_faults (fixture->core.practice);
  ask (fixture, after);
  g_assert_no_error (pl_sharing_survey_get_error (survey));
}

/* A link that Payroc has no more was sent to nobody: that is an answer, and the others are asked. */
static void
test_gone (BulkFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) before = NULL;
  PlSharingSurvey *survey;

  fill_shop (fixture);
  before = bulk_plan (fixture, request);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listSharingEvents','kind':'status','status':404,'type':'not-found',"
                              " 'times':1}");
  survey = ask (fixture, before);
  g_assert_no_error (pl_sharing_survey_get_error (survey));
  g_assert_cmpuint (pl_sharing_survey_get_n_asked (survey), ==, 3);
}

/* Stopped, it is quiet at once: nothing more is asked, and nobody is told of an error. */
static void
test_stop (BulkFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_EXTEND, 400);
  g_autoptr (PlBulkPlan) before = NULL;
  PlSharingSurvey *survey;
  guint n_questions;

  fill_shop (fixture);
  before = bulk_plan (fixture, request);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listSharingEvents','kind':'delay','ms':300,'times':9}");
  survey = pl_bulk_get_survey (fixture->bulk);
  pl_sharing_survey_start (survey, before->unknown);
  g_assert_true (pl_sharing_survey_get_running (survey));
  g_assert_cmpuint (pl_sharing_survey_get_n_total (survey), ==, 3);
  pl_sharing_survey_stop (survey);
  g_assert_false (pl_sharing_survey_get_running (survey));
  g_assert_no_error (pl_sharing_survey_get_error (survey));

  n_questions = pl_test_practice_count_requests (fixture->core.practice, "listSharingEvents");
  for (gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 2; g_get_monotonic_time () < until;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "listSharingEvents"), <=,
                    MAX (n_questions, 1));
  g_assert_cmpuint (pl_sharing_survey_get_n_asked (survey), ==, 0);
}

/* No more than two at a time, and not at once one after the other. */
static void
test_pace (BulkFixture   *fixture,
           gconstpointer  data)
{
  const guint n_links = 20;
  g_autoptr (PlBulkRequest) request = bulk_request_for (PL_BATCH_SWITCH_OFF, 0);
  g_autoptr (PlBulkPlan) plan = NULL;
  gint64 began;
  guint n_open;

  pl_test_practice_seed (fixture->core.practice, n_links);
  bulk_refresh (fixture);
  bulk_pick_all (fixture);
  plan = bulk_plan (fixture, request);
  n_open = plan->unknown->len;
  g_assert_cmpuint (n_open, >, 5);
  pl_test_practice_clear_requests (fixture->core.practice);
  began = g_get_monotonic_time ();
  ask (fixture, plan);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "listSharingEvents"), ==, n_open);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, (n_open - 1) * 50 * G_TIME_SPAN_MILLISECOND);
}

#define ADD(path, function) \
  g_test_add ("/bulk-survey/" path, BulkFixture, NULL, bulk_fixture_set_up, function, bulk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("extend", test_extend);
  ADD ("share-and-switch-off", test_share_and_switch_off);
  ADD ("unreachable", test_unreachable);
  ADD ("unreadable", test_unreadable);
  ADD ("gone", test_gone);
  ADD ("stop", test_stop);
  ADD ("pace", test_pace);

  return g_test_run ();
}
