/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the watch do over and over: make links, have them paid, look, and hear what is told. */
#include "look-fixture.h"

void
look_refresh (LookFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &result);
  pl_refresh_run_finish (fixture->refresh, core_await (&result), &error);
  g_assert_no_error (error);
}

gboolean
look_try (LookFixture     *fixture,
          PlWatchFinding  *finding,
          GError         **error)
{
  const PlWatchSetup setup = {
    .account = STORE_FIXTURE_ACCOUNT,
    .terminal = pl_test_practice_get_terminal (fixture->core.practice),
    .database = fixture->core.store.database,
    .client = fixture->core.client,
    .feed = fixture->core.feed,
    .now = g_get_real_time () + fixture->later,
  };
  g_autoptr (GAsyncResult) result = NULL;

  pl_watch_look_async (&setup, NULL, core_keep_result_cb, &result);

  return pl_watch_look_finish (core_await (&result), finding, error);
}

PlWatchFinding
look_once (LookFixture *fixture)
{
  PlWatchFinding finding;
  g_autoptr (GError) error = NULL;

  look_try (fixture, &finding, &error);
  g_assert_no_error (error);

  return finding;
}

void
look_fixture_set_up (LookFixture   *fixture,
                     gconstpointer  data)
{
  core_fixture_set_up (&fixture->core, NULL);
  core_fixture_start (&fixture->core);
  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->core.practice),
                                     fixture->core.store.database, fixture->core.client, fixture->core.feed);
  fixture->board = pl_notice_board_new (STORE_FIXTURE_ACCOUNT, fixture->core.store.database);
  fixture->later = 0;
  if (data == NULL)
    {
      look_refresh (fixture);
      look_once (fixture);
    }
}

void
look_fixture_tear_down (LookFixture   *fixture,
                        gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->board));
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
  core_fixture_tear_down (&fixture->core, data);
}

char *
look_tell (LookFixture *fixture)
{
  static const char *const kinds[] = { "paid", "returned", "used", "expiring", "held", "partly paid", "pending",
                                       "declined", "reversed", "moved" };
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GAsyncResult) listing = NULL;
  g_autoptr (GAsyncResult) marking = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;

  pl_notice_board_list_due_async (fixture->board, 100, NULL, core_keep_result_cb, &listing);
  notices = pl_notice_board_list_due_finish (fixture->board, core_await (&listing), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < notices->len; i++)
    {
      PlNotice *notice = notices->pdata[i];
      const PayrocMoney *money = pl_notice_get_money (notice);

      g_string_append_printf (told, "%s%s %s", i > 0 ? ", " : "", kinds[pl_notice_get_kind (notice)],
                              pl_notice_get_reference (notice));
      if (money != NULL)
        g_string_append_printf (told, " %" G_GINT64_FORMAT " %s", money->minor, money->currency);
    }

  pl_notice_board_mark_shown_async (fixture->board, notices, NULL, core_keep_result_cb, &marking);
  pl_notice_board_mark_shown_finish (fixture->board, core_await (&marking), &error);
  g_assert_no_error (error);

  return g_string_free (g_steal_pointer (&told), FALSE);
}

void
look_assert_told (LookFixture *fixture,
                  const char  *expected)
{
  g_autofree char *told = look_tell (fixture);

  g_assert_cmpstr (told, ==, expected);
}

PlIntent *
look_create (LookFixture    *fixture,
             const char     *reference,
             PayrocLinkKind  kind)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  PlIntent *intent;

  payroc_link_draft_set_kind (draft, kind);
  payroc_link_draft_set_methods (draft, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
  if (kind == PAYROC_LINK_KIND_MULTI_USE)
    payroc_link_draft_set_order_id (draft, NULL);
  intent = core_create (&fixture->core, draft, NULL, NULL, NULL);
  core_settle (&fixture->core, intent);
  g_assert_nonnull (pl_intent_get_link_id (intent));

  return intent;
}

char *
look_pay (LookFixture *fixture,
          PlIntent    *intent,
          const char  *more)
{
  g_autofree char *body = g_strdup_printf ("{\"paymentLinkId\":\"%s\"%s}", pl_intent_get_link_id (intent), more);
  g_autoptr (JsonNode) reply = pl_test_practice_control (fixture->core.practice, "POST", "pay", body);

  return g_strdup (json_object_get_string_member (json_node_get_object (reply), "paymentId"));
}

void
look_assert_stored (LookFixture *fixture,
                    PlIntent    *intent,
                    const char  *column,
                    gint64       expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM links WHERE id = '%s'", column,
                                          pl_intent_get_link_id (intent));

  g_assert_cmpint (store_query_int (fixture->core.store.database, sql), ==, expected);
}
