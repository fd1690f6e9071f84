/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shop whose links are all picked, and what may be done with them, as if everything were synchronous. */
#include "bulk-fixture.h"

static gboolean
is_ready (gpointer user_data)
{
  return pl_link_list_get_ready (user_data);
}

void
bulk_fixture_set_up (BulkFixture   *fixture,
                     gconstpointer  data)
{
  core_fixture_set_up (&fixture->core, NULL);
  core_fixture_start (&fixture->core);
  fixture->today = pl_today_new (pl_clock_read_system, NULL);
}

void
bulk_drop (BulkFixture *fixture)
{
  g_clear_object (&fixture->bulk);
  g_clear_object (&fixture->picks);
  g_clear_object (&fixture->links);
}

void
bulk_fixture_tear_down (BulkFixture   *fixture,
                        gconstpointer  data)
{
  bulk_drop (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->today);
  core_fixture_tear_down (&fixture->core, NULL);
}

/* All that is stored. */
void
bulk_pick_all (BulkFixture *fixture)
{
  g_autoptr (PlSharingSurvey) survey = NULL;
  g_autoptr (GArray) rows = NULL;

  bulk_drop (fixture);
  fixture->links = pl_link_list_new (STORE_FIXTURE_ACCOUNT, fixture->core.store.database, fixture->core.feed,
                                     fixture->today);
  core_wait_until (is_ready, fixture->links);
  fixture->picks = pl_link_picks_new (fixture->links);
  g_assert_true (pl_link_picks_add_matching (fixture->picks));
  rows = pl_link_picks_get_rows (fixture->picks);
  survey = pl_sharing_survey_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->core.practice),
                                  fixture->core.store.database, fixture->core.client);
  fixture->bulk = pl_bulk_new (STORE_FIXTURE_ACCOUNT, fixture->core.store.database, fixture->core.outbox,
                               fixture->core.feed, survey, rows);
}

void
bulk_refresh (BulkFixture *fixture)
{
  g_autoptr (PlRefresh) all = pl_refresh_new (STORE_FIXTURE_ACCOUNT,
                                              pl_test_practice_get_terminal (fixture->core.practice),
                                              fixture->core.store.database, fixture->core.client, fixture->core.feed);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_refresh_run_async (all, TRUE, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_refresh_run_finish (all, core_await (&result), &error));
  g_assert_no_error (error);
}

char *
bulk_create_one (BulkFixture    *fixture,
                 const char *reference,
                 gboolean    shared)
{
  g_autoptr (PlIntent) intent = core_create_done (&fixture->core, reference, shared);

  core_flush (&fixture->core);

  return g_strdup (pl_intent_get_link_id (intent));
}

void
bulk_get_day (GDate *day,
              guint  n_days)
{
  pl_clock_get_day (g_get_real_time (), day);
  g_date_add_days (day, n_days);
}

PlBulkRequest *
bulk_request_for (PlBatchDeed deed,
                  guint       n_days)
{
  PlBulkRequest *request = pl_bulk_request_new (deed);

  if (n_days > 0)
    bulk_get_day (&request->last_day, n_days);

  return request;
}

PlBulkPlan *
bulk_plan (BulkFixture    *fixture,
           PlBulkRequest *request)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PlBulkPlan *made;

  pl_bulk_plan_async (fixture->bulk, request, NULL, core_keep_result_cb, &result);
  made = pl_bulk_plan_finish (fixture->bulk, core_await (&result), &error);
  g_assert_no_error (error);

  return made;
}

PlBatch *
bulk_submit (BulkFixture    *fixture,
             PlBulkRequest *request,
             PlBulkPlan *planned,
             const char *key)
{
  g_autofree char *own_key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PlBatch *batch;

  pl_bulk_submit_async (fixture->bulk, request, planned, key != NULL ? key : own_key, core_keep_result_cb, &result);
  batch = pl_bulk_submit_finish (fixture->bulk, core_await (&result), &error);
  g_assert_no_error (error);

  return batch;
}

gboolean
bulk_is_finished (gpointer user_data)
{
  return pl_batch_get_finished (user_data);
}
