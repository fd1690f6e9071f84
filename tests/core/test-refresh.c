/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stored links follow Payroc's, with few requests and from any interruption. */
#include "core-fixture.h"

#include "store/pl-link-table.h"
#include "support/pass-time.h"

typedef struct
{
  CoreFixture core;
  PlRefresh  *refresh;
  GPtrArray  *changed;   /* (element-type utf8) ids the feed named */
  guint       n_reloaded;
  gint64      n_told;    /* links that were stored then */
  GString    *statuses;  /* "ID:before→after " */
} RefreshFixture;

static gint64
count_stored (RefreshFixture *fixture)
{
  return store_query_int (fixture->core.store.database, "SELECT count (*) FROM links");
}

static void
changed_cb (PlLinkFeed *feed,
            GArray     *changes,
            gpointer    user_data)
{
  RefreshFixture *fixture = user_data;

  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (fixture->changed,
                     g_strdup (payroc_link_get_id (g_array_index (changes, PlLinkChange, i).link)));
}

static void
reloaded_cb (PlLinkFeed *feed,
             gpointer    user_data)
{
  RefreshFixture *fixture = user_data;

  fixture->n_reloaded++;
  fixture->n_told = count_stored (fixture);
}

static void
status_changed_cb (PlRefresh        *refresh,
                   PayrocLink       *link,
                   PayrocLinkStatus  before,
                   gpointer          user_data)
{
  RefreshFixture *fixture = user_data;

  g_string_append_printf (fixture->statuses, "%s:%d→%d ", payroc_link_get_id (link), before,
                          payroc_link_get_status (link));
}

static void
new_refresh (RefreshFixture *fixture)
{
  CoreFixture *core = &fixture->core;

  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (core->practice),
                                     core->store.database, core->client, core->feed);
  g_signal_connect (fixture->refresh, "status-changed", G_CALLBACK (status_changed_cb), fixture);
}

/* What it reads when it is made has been read. */
static void
drop_refresh (RefreshFixture *fixture)
{
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
}

static void
set_up (RefreshFixture *fixture,
        gconstpointer   data)
{
  core_fixture_set_up (&fixture->core, NULL);
  fixture->changed = g_ptr_array_new_with_free_func (g_free);
  fixture->statuses = g_string_new (NULL);
  fixture->n_reloaded = 0;
  g_signal_connect (fixture->core.feed, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (fixture->core.feed, "reloaded", G_CALLBACK (reloaded_cb), fixture);
  new_refresh (fixture);
}

static void
tear_down (RefreshFixture *fixture,
           gconstpointer   data)
{
  g_signal_handlers_disconnect_by_data (fixture->core.feed, fixture);
  drop_refresh (fixture);
  g_ptr_array_unref (fixture->changed);
  g_string_free (fixture->statuses, TRUE);
  core_fixture_tear_down (&fixture->core, data);
}

static void
forget (RefreshFixture *fixture)
{
  g_ptr_array_set_size (fixture->changed, 0);
  g_string_truncate (fixture->statuses, 0);
  fixture->n_reloaded = 0;
  pl_test_practice_clear_requests (fixture->core.practice);
}

static gboolean
run (RefreshFixture *fixture,
     gboolean        full,
     GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done;

  pl_refresh_run_async (fixture->refresh, full, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_refresh_get_running (fixture->refresh));
  done = pl_refresh_run_finish (fixture->refresh, core_await (&result), error);
  pass_time (50);
  g_assert_false (pl_refresh_get_running (fixture->refresh));

  return done;
}

static void
run_well (RefreshFixture *fixture,
          gboolean        full)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (run (fixture, full, &error));
  g_assert_no_error (error);
  g_assert_null (pl_refresh_get_error (fixture->refresh));
}

static guint
count_requests (RefreshFixture *fixture,
                const char     *operation)
{
  return pl_test_practice_count_requests (fixture->core.practice, operation);
}

static char *
get_server_link (RefreshFixture *fixture,
                 guint           index)
{
  g_autoptr (JsonObject) state = pl_test_practice_get_state (fixture->core.practice);
  JsonObject *link = json_array_get_object_element (json_object_get_array_member (state, "links"), index);

  return g_strdup (json_object_get_string_member (link, "paymentLinkId"));
}

typedef struct
{
  const char *id;
  PayrocLink *link; /* (owned) */
} StoredLink;

static gboolean
read_link (PlConnection *connection,
           gpointer      data,
           GError      **error)
{
  StoredLink *stored = data;

  stored->link = pl_link_table_get (connection, STORE_FIXTURE_ACCOUNT, stored->id, error);

  return stored->link != NULL;
}

static PayrocLink *
get_stored (RefreshFixture *fixture,
            const char     *id)
{
  StoredLink stored = { .id = id };

  store_read (fixture->core.store.database, read_link, &stored);

  return stored.link;
}

static PayrocLinkStatus
get_stored_status (RefreshFixture *fixture,
                   const char     *id)
{
  g_autoptr (PayrocLink) link = get_stored (fixture, id);

  return payroc_link_get_status (link);
}

static gboolean
put_link (PlConnection *connection,
          gpointer      data,
          GError      **error)
{
  g_autoptr (JsonNode) node = json_from_string (data, error);
  g_autoptr (PayrocLink) link = payroc_link_new_from_json (node, error);

  return link != NULL && pl_link_table_put (connection, STORE_FIXTURE_ACCOUNT, link, 1, NULL, error);
}

static void
test_first (RefreshFixture *fixture,
            gconstpointer   data)
{
  const gint64 start = g_get_real_time ();
  gint64 last;

  pl_test_practice_seed (fixture->core.practice, 250);
  g_assert_cmpint (pl_refresh_get_last (fixture->refresh), ==, 0);
  run_well (fixture, FALSE);

  g_assert_cmpint (count_stored (fixture), ==, 250);
  g_assert_cmpuint (pl_refresh_get_n_seen (fixture->refresh), ==, 250);
  g_assert_cmpuint (count_requests (fixture, "listLinks"), ==, 3);
  g_assert_cmpuint (count_requests (fixture, "retrieveLink"), ==, 0);
  g_assert_cmpuint (fixture->n_reloaded, >=, 1);
  g_assert_cmpuint (fixture->n_reloaded, <=, 3);
  g_assert_cmpint (fixture->n_told, ==, 250);
  g_assert_cmpuint (fixture->changed->len, ==, 0);
  g_assert_cmpstr (fixture->statuses->str, ==, "");
  last = pl_refresh_get_last (fixture->refresh);
  g_assert_cmpint (last, >=, start);

  /* Known to the next run of the program. */
  drop_refresh (fixture);
  new_refresh (fixture);
  while (pl_refresh_get_last (fixture->refresh) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (pl_refresh_get_last (fixture->refresh), ==, last);
}

static void
test_nothing (RefreshFixture *fixture,
              gconstpointer   data)
{
  run_well (fixture, FALSE);
  run_well (fixture, FALSE);
  run_well (fixture, TRUE);
  g_assert_cmpint (count_stored (fixture), ==, 0);
  g_assert_cmpuint (fixture->changed->len + fixture->n_reloaded, ==, 0);
}

static void
test_resumed (RefreshFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (GError) error = NULL;

  pl_test_practice_seed (fixture->core.practice, 350);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listLinks','kind':'status','status':503,'skip':2,'times':100}");
  g_assert_false (run (fixture, FALSE, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BUSY);
  g_assert_error (pl_refresh_get_error (fixture->refresh), PAYROC_ERROR, PAYROC_ERROR_BUSY);
  g_assert_cmpint (pl_refresh_get_last (fixture->refresh), ==, 0);
  g_assert_cmpint (count_stored (fixture), ==, 200);

  pl_test_practice_clear_faults (fixture->core.practice);
  forget (fixture);
  drop_refresh (fixture);
  new_refresh (fixture);
  run_well (fixture, FALSE);
  g_assert_cmpint (count_stored (fixture), ==, 350);
  g_assert_cmpuint (count_requests (fixture, "listLinks"), ==, 2);

  /* From now on it is cheap. */
  forget (fixture);
  run_well (fixture, FALSE);
  g_assert_cmpuint (fixture->changed->len + fixture->n_reloaded, ==, 0);
}

/* What was made since the filling began may have been on a page that was read long ago: the next run looks for it. */
static void
test_resumed_late (RefreshFixture *fixture,
                   gconstpointer   data)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE settings SET value = '%" G_GINT64_FORMAT "'"
                                          " WHERE name = 'refresh.began'",
                                          g_get_real_time () - 3 * G_TIME_SPAN_DAY);
  guint n_late;

  pl_test_practice_seed (fixture->core.practice, 350);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listLinks','kind':'status','status':503,'skip':2,'times':100}");
  g_assert_false (run (fixture, FALSE, NULL));
  store_exec (fixture->core.store.database, sql);

  pl_test_practice_clear_faults (fixture->core.practice);
  run_well (fixture, FALSE);
  forget (fixture);
  run_well (fixture, FALSE);
  n_late = count_requests (fixture, "listLinks");
  forget (fixture);
  run_well (fixture, FALSE);
  g_assert_cmpuint (count_requests (fixture, "listLinks"), ==, n_late - 3);
}

/* A list that has grown long is not read all anew for each page. */
static void
test_long (RefreshFixture *fixture,
           gconstpointer   data)
{
  pl_test_practice_seed (fixture->core.practice, 4050);
  run_well (fixture, FALSE);
  g_assert_cmpint (count_stored (fixture), ==, 4050);
  g_assert_cmpuint (fixture->n_reloaded, >=, 1);
  g_assert_cmpuint (fixture->n_reloaded, <=, 32);
  g_assert_cmpint (fixture->n_told, ==, 4050);
}

/* What came in before something went wrong is told too. */
static void
test_long_and_cut (RefreshFixture *fixture,
                   gconstpointer   data)
{
  pl_test_practice_seed (fixture->core.practice, 4050);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listLinks','kind':'status','status':503,'skip':21,'times':100}");
  g_assert_false (run (fixture, FALSE, NULL));
  g_assert_cmpint (count_stored (fixture), ==, 2100);
  g_assert_cmpint (fixture->n_told, ==, 2100);
}

static void
test_stale_cursor (RefreshFixture *fixture,
                   gconstpointer   data)
{
  pl_test_practice_seed (fixture->core.practice, 150);
  store_exec (fixture->core.store.database,
              "INSERT INTO settings (account, name, value)"
              " VALUES ('" STORE_FIXTURE_ACCOUNT "', 'refresh.cursor', 'GONEGONEGO')");
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listLinks','kind':'status','status':400,'type':'bad-request'}");
  run_well (fixture, FALSE);
  g_assert_cmpint (count_stored (fixture), ==, 150);
}

static void
test_news (RefreshFixture *fixture,
           gconstpointer   data)
{
  g_autofree char *paid = NULL;
  g_autofree char *made_and_paid = NULL;
  g_autofree char *payment = NULL;
  g_autofree char *other_payment = NULL;
  g_autofree char *expected = NULL;
  guint n_before;

  pl_test_practice_seed (fixture->core.practice, 30);
  run_well (fixture, FALSE);
  n_before = fixture->changed->len;
  g_assert_cmpuint (n_before, ==, 0);

  for (guint i = 0; paid == NULL; i++)
    {
      g_autofree char *id = get_server_link (fixture, i);
      g_autoptr (PayrocLink) link = get_stored (fixture, id);

      if (payroc_link_get_status (link) == PAYROC_LINK_STATUS_ACTIVE && payroc_link_get_amount (link) != NULL
          && payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE)
        paid = g_steal_pointer (&id);
    }

  /* One that was made and paid elsewhere in the meantime was never seen among the active ones. */
  {
    g_autoptr (PlIntent) create = NULL;

    core_fixture_start (&fixture->core);
    create = core_create_done (&fixture->core, "REF-1", FALSE);
    made_and_paid = g_strdup (pl_intent_get_link_id (create));
    store_exec (fixture->core.store.database, "DELETE FROM links WHERE reference = 'REF-1'");
  }
  payment = pl_test_practice_pay (fixture->core.practice, paid, 0);
  other_payment = pl_test_practice_pay (fixture->core.practice, made_and_paid, 0);
  forget (fixture);
  run_well (fixture, FALSE);

  g_assert_cmpint (count_stored (fixture), ==, 31);
  g_assert_cmpint (get_stored_status (fixture, made_and_paid), ==, PAYROC_LINK_STATUS_COMPLETED);
  g_assert_cmpuint (count_requests (fixture, "retrieveLink"), <=, 1);
  expected = g_strdup_printf ("%s:%d→%d ", paid, PAYROC_LINK_STATUS_ACTIVE, PAYROC_LINK_STATUS_COMPLETED);
  g_assert_cmpstr (fixture->statuses->str, ==, expected);

  /* All is known now. */
  forget (fixture);
  run_well (fixture, FALSE);
  g_assert_cmpuint (fixture->changed->len + fixture->n_reloaded, ==, 0);
  g_assert_cmpstr (fixture->statuses->str, ==, "");
}

static void
test_vanished (RefreshFixture *fixture,
               gconstpointer   data)
{
  pl_test_practice_seed (fixture->core.practice, 10);
  run_well (fixture, FALSE);

  /* Payroc no longer knows it: our record stays, and is asked for only once. */
  store_write (fixture->core.store.database, put_link,
               (gpointer) "{\"paymentLinkId\":\"NOTTHERE01\",\"type\":\"singleUse\",\"status\":\"active\"}");
  forget (fixture);
  run_well (fixture, FALSE);
  g_assert_cmpuint (count_requests (fixture, "retrieveLink"), ==, 1);
  g_assert_cmpint (count_stored (fixture), ==, 11);
  g_assert_cmpint (get_stored_status (fixture, "NOTTHERE01"), ==, PAYROC_LINK_STATUS_ACTIVE);

  forget (fixture);
  run_well (fixture, FALSE);
  run_well (fixture, TRUE);
  g_assert_cmpuint (count_requests (fixture, "retrieveLink"), ==, 0);
  g_assert_cmpint (count_stored (fixture), ==, 11);

  /* When one cannot be asked for, the run did not come to its end, and what was answered is stored. */
  {
    g_autoptr (GError) error = NULL;
    const gint64 last = pl_refresh_get_last (fixture->refresh);

    store_write (fixture->core.store.database, put_link,
                 (gpointer) "{\"paymentLinkId\":\"NOTTHERE02\",\"type\":\"singleUse\",\"status\":\"active\"}");
    store_write (fixture->core.store.database, put_link,
                 (gpointer) "{\"paymentLinkId\":\"NOTTHERE03\",\"type\":\"singleUse\",\"status\":\"active\"}");
    pl_test_practice_add_fault (fixture->core.practice,
                                "{'operation':'retrieveLink','kind':'status','status':503,'skip':1,'times':100}");
    g_assert_false (run (fixture, FALSE, &error));
    g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BUSY);
    g_assert_cmpint (store_query_int (fixture->core.store.database,
                                      "SELECT count (*) FROM links WHERE missing_since > 0"), ==, 2);
    g_assert_cmpint (pl_refresh_get_last (fixture->refresh), ==, last);
  }
}

/* One link that nobody can read any more, in the list or by itself: it stays as it was, and the others go on. */
static void
test_unreadable (RefreshFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (JsonObject) state = NULL;
  JsonArray *links;
  const char *id;

  pl_test_practice_seed (fixture->core.practice, 3);
  run_well (fixture, FALSE);
  state = pl_test_practice_get_state (fixture->core.practice);
  links = json_object_get_array_member (state, "links");
  id = json_object_get_string_member (json_array_get_object_element (links, 1), "paymentLinkId");

  for (guint i = 0; i < 2; i++)
    {
      const char *const operations[] = { "listLinks", "retrieveLink" };

      pl_test_practice_add_fault (fixture->core.practice, "{'operation':'%s','kind':'replace','times':100,"
                                  "'text':'%s','by':'\\\\u0000'}", operations[i], id);
    }
  forget (fixture);
  run_well (fixture, FALSE);
  g_assert_cmpuint (pl_refresh_get_n_unreadable (fixture->refresh), >, 0);
  g_assert_cmpuint (count_requests (fixture, "retrieveLink"), ==, 1);
  g_assert_cmpint (count_stored (fixture), ==, 3);
  g_assert_cmpint (get_stored_status (fixture, id), ==, PAYROC_LINK_STATUS_ACTIVE);

  pl_test_practice_clear_faults (fixture->core.practice);
  run_well (fixture, FALSE);
  g_assert_cmpuint (pl_refresh_get_n_unreadable (fixture->refresh), ==, 0);

  /* Where the list can be read, an answer that cannot is a failure like any other. */
  {
    g_autoptr (GError) error = NULL;

    store_write (fixture->core.store.database, put_link,
                 (gpointer) "{\"paymentLinkId\":\"NOTTHERE01\",\"type\":\"singleUse\",\"status\":\"active\"}");
    pl_test_practice_add_fault (fixture->core.practice, "{'operation':'retrieveLink','kind':'html'}");
    g_assert_false (run (fixture, FALSE, &error));
    g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  }
}

static void
test_joined (RefreshFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (GAsyncResult) cheap = NULL;
  g_autoptr (GAsyncResult) also_cheap = NULL;
  g_autoptr (GAsyncResult) full = NULL;

  pl_test_practice_seed (fixture->core.practice, 150);
  run_well (fixture, FALSE);
  forget (fixture);

  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &cheap);
  pl_refresh_run_async (fixture->refresh, TRUE, NULL, core_keep_result_cb, &full);
  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &also_cheap);
  g_assert_true (pl_refresh_run_finish (fixture->refresh, core_await (&cheap), NULL));
  g_assert_true (pl_refresh_run_finish (fixture->refresh, core_await (&also_cheap), NULL));
  g_assert_null (full);
  g_assert_true (pl_refresh_run_finish (fixture->refresh, core_await (&full), NULL));
  g_assert_false (pl_refresh_get_running (fixture->refresh));
}

static void
test_cancelled (RefreshFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) leaving = NULL;
  g_autoptr (GAsyncResult) staying = NULL;
  g_autoptr (GError) error = NULL;

  pl_test_practice_seed (fixture->core.practice, 50);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listLinks','kind':'delay','ms':200}");

  /* One of two leaves: the run goes on. */
  pl_refresh_run_async (fixture->refresh, FALSE, cancellable, core_keep_result_cb, &leaving);
  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &staying);
  g_cancellable_cancel (cancellable);
  g_assert_false (pl_refresh_run_finish (fixture->refresh, core_await (&leaving), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (pl_refresh_run_finish (fixture->refresh, core_await (&staying), &error));
  g_assert_no_error (error);
  g_clear_object (&leaving);
  g_clear_object (&staying);

  /* The only one leaves; who comes while the run is being stopped gets one of their own. */
  g_cancellable_reset (cancellable);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listLinks','kind':'delay','ms':200}");
  pl_refresh_run_async (fixture->refresh, FALSE, cancellable, core_keep_result_cb, &leaving);
  g_cancellable_cancel (cancellable);
  core_await (&leaving);
  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &staying);
  g_assert_true (pl_refresh_run_finish (fixture->refresh, core_await (&staying), &error));
  g_assert_no_error (error);
  g_assert_null (pl_refresh_get_error (fixture->refresh));
}

#define ADD(path, data, func) g_test_add ("/refresh/" path, RefreshFixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("first", NULL, test_first);
  ADD ("nothing", NULL, test_nothing);
  ADD ("resumed", NULL, test_resumed);
  ADD ("resumed-late", NULL, test_resumed_late);
  ADD ("long", NULL, test_long);
  ADD ("long-and-cut", NULL, test_long_and_cut);
  ADD ("stale-cursor", NULL, test_stale_cursor);
  ADD ("news", NULL, test_news);
  ADD ("vanished", NULL, test_vanished);
  ADD ("unreadable", NULL, test_unreadable);
  ADD ("joined", NULL, test_joined);
  ADD ("cancelled", NULL, test_cancelled);

  return g_test_run ();
}
