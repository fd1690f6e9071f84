/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc makes is compared with what was asked for, before a customer is written to about it. */
#include "outbox-fixture.h"

typedef struct
{
  const char *name;
  const char *text; /* in the reply, of core_draft_new ("REF-1") */
  const char *by;
  int         code;
} Spoiling;

static const Spoiling spoilings[] = {
  { "amount", "4999", "1", PL_INTENT_ERROR_DIFFERENT },
  { "currency", "USD", "EUR", PL_INTENT_ERROR_DIFFERENT },
  { "reference", "\\\"REF-1\\\"", "\\\"REF-8\\\"", PL_INTENT_ERROR_DIFFERENT },
  { "order", "ORDER-REF-1", "ORDER-REF-8", PL_INTENT_ERROR_DIFFERENT },
  { "kind", "singleUse", "multiUse", PL_INTENT_ERROR_DIFFERENT },
  { "charge-kind", "preset", "prompt", PL_INTENT_ERROR_DIFFERENT },
  { "hold", "\\\"sale\\\"", "\\\"preAuthorization\\\"", PL_INTENT_ERROR_DIFFERENT },
  { "methods", "[\\\"card\\\"]", "[\\\"card\\\",\\\"bankTransfer\\\"]", PL_INTENT_ERROR_DIFFERENT },
  { "last-day", "\\\"expiresOn\\\":\\\"20", "\\\"expiresOn\\\":\\\"21", PL_INTENT_ERROR_DIFFERENT },
  { "switched-off", "\\\"active\\\"", "\\\"deactivated\\\"", PL_INTENT_ERROR_OVER },
  { "over", "\\\"active\\\"", "\\\"expired\\\"", PL_INTENT_ERROR_OVER },
  { "used", "\\\"active\\\"", "\\\"completed\\\"", PL_INTENT_ERROR_OVER },
  { "card-kept", "\\\"status\\\":", "\\\"credentialOnFile\\\":{\\\"tokenize\\\":true},\\\"status\\\":",
    PL_INTENT_ERROR_DIFFERENT },
  { "address", "http://", "ftp://", PL_INTENT_ERROR_UNSAFE },
};

static void
spoil (CoreFixture *fixture,
       const char  *text,
       const char  *by)
{
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'replace','text':'%s','by':'%s'}",
                              text, by);
}

static void
assert_error (PlIntent *intent,
              int       code)
{
  g_assert_error (pl_intent_get_error (intent), PL_INTENT_ERROR, code);
}

/* What was asked for is still known, to be shown beside what was made. */
static gboolean
is_asked_kept (CoreFixture *fixture,
               const char  *link_id)
{
  g_autofree char *query = g_strdup_printf ("SELECT count(*) FROM settings WHERE name = 'asked:%s'"
                                            " AND value LIKE '%%REF-1%%'", link_id);

  return store_query_int (fixture->store.database, query) == 1;
}

/* The link is there and is shown, but the customer hears nothing of it; not after the next start either. */
static void
test_different (CoreFixture   *fixture,
                gconstpointer  data)
{
  const Spoiling *spoiling = data;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocShare) wanted = core_share_new ();
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autofree char *id = NULL;
  gint64 share_id;

  core_fixture_start (fixture);
  spoil (fixture, spoiling->text, spoiling->by);
  create = core_create (fixture, draft, wanted, NULL, NULL);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (create));
  core_settle (fixture, share);

  outbox_assert_state (create, PL_INTENT_DONE);
  assert_error (create, spoiling->code);
  g_assert_nonnull (pl_intent_get_link (create));
  outbox_assert_state (share, PL_INTENT_REFUSED);
  assert_error (share, spoiling->code);
  g_assert_cmpint (store_query_int (fixture->store.database, "SELECT count(*) FROM links"), ==, 1);
  if (g_str_equal (spoiling->name, "amount"))
    {
      g_assert_nonnull (strstr (pl_intent_get_error (create)->message, "4999"));
      g_assert_nonnull (strstr (pl_intent_get_error (create)->message, " 1 of"));
    }

  id = g_strdup (pl_intent_get_link_id (create));
  share_id = pl_intent_get_id (share);
  g_clear_object (&create);
  g_clear_object (&share);
  core_fixture_restart (fixture, TRUE);
  core_flush (fixture);
  share = pl_outbox_find (fixture->outbox, share_id);
  g_assert_cmpint (is_asked_kept (fixture, id), ==, spoiling->code != PL_INTENT_ERROR_UNSAFE);
  outbox_assert_state (share, PL_INTENT_REFUSED);
  g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, 0);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
}

static void
test_as_asked (CoreFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocShare) wanted = core_share_new ();
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PROMPT);
  payroc_link_draft_set_amount (draft, 0);
  payroc_link_draft_set_order_id (draft, NULL);
  create = core_create (fixture, draft, wanted, NULL, NULL);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_no_error (pl_intent_get_error (create));
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

/* A reply with an old link's id must not put the new one in its place. */
static void
test_known_id (CoreFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlIntent) old = NULL;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-2");
  g_autoptr (PlIntent) create = NULL;
  g_autofree char *by = NULL;

  core_fixture_start (fixture);
  old = core_create_done (fixture, "REF-1", FALSE);
  by = g_strdup_printf ("\\\"paymentLinkId\\\":\\\"%s\\\",\\\"was\\\":\\\"", pl_intent_get_link_id (old));
  spoil (fixture, "\\\"paymentLinkId\\\":\\\"", by);
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_UNSURE);
  g_assert_error (pl_intent_get_error (create), PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  g_assert_cmpint (store_query_int (fixture->store.database, "SELECT count(*) FROM links WHERE reference = 'REF-1'"),
                   ==, 1);

  /* With the same key the true answer comes. */
  g_assert_true (core_retry (fixture, create, NULL));
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_no_error (pl_intent_get_error (create));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
}

/* Whoever asks for it, whenever the address was found to be unsafe. */
static void
test_share_unsafe (CoreFixture   *fixture,
                   gconstpointer  data)
{
  const gboolean unsure = data != NULL;
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (PayrocShare) wanted = core_share_new ();
  guint n_posts;

  core_fixture_start (fixture);
  if (unsure)
    {
      share = outbox_share_failing (fixture, "cutBefore");
      outbox_assert_state (share, PL_INTENT_UNSURE);
      core_refuse_addresses (fixture);
      n_posts = outbox_count_posts (fixture, "shareLink");
      g_assert_true (core_retry (fixture, share, NULL));
    }
  else
    {
      create = core_create_done (fixture, "REF-1", FALSE);
      core_refuse_addresses (fixture);
      n_posts = 0;
      share = core_share (fixture, pl_intent_get_link_id (create), wanted);
    }
  core_settle (fixture, share);

  /* It may have left before: then it is not called refused. */
  outbox_assert_state (share, unsure ? PL_INTENT_UNSURE : PL_INTENT_REFUSED);
  g_assert_cmpint (pl_intent_needs_decision (share), ==, unsure);
  assert_error (share, PL_INTENT_ERROR_UNSAFE);
  g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, n_posts);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
  if (unsure)
    g_assert_true (core_discard (fixture, share, NULL));
}

/* Rows that no version writes: each is refused or given up for itself, and what is sound goes on. */
static void
test_damaged (CoreFixture   *fixture,
              gconstpointer  data)
{
  const char *columns = data;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO outbox (account, idempotency_key, created_at, first_sent_at,"
                                          " next_attempt_at, finished_at, attempts, body, reference, kind, state,"
                                          " owner, link_id, waits_for)"
                                          " SELECT account, '0b3c0c44-8f5a-4b0e-a4fc-2f2a7c0f1d11', 1, 0, 0, 0, 0,"
                                          " CAST ('{}' AS BLOB), 'Q', %s FROM outbox LIMIT 1", columns);
  g_autoptr (PlIntent) first = NULL;
  g_autoptr (PlIntent) second = NULL;

  core_fixture_start (fixture);
  first = core_create_done (fixture, "REF-1", FALSE);
  store_exec (fixture->store.database, sql);
  g_clear_object (&first);
  core_fixture_restart (fixture, FALSE);

  if (strstr (columns, "'dead'") != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      pl_outbox_discard_async (fixture->outbox, 2, NULL, core_keep_result_cb, &result);
      pl_outbox_discard_finish (fixture->outbox, core_await (&result), &error);
      g_assert_no_error (error);
    }

  core_fixture_start (fixture);
  core_flush (fixture);
  second = core_create_done (fixture, "REF-2", TRUE);
  core_flush (fixture);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
  g_assert_cmpint (store_query_int (fixture->store.database, "SELECT count(*) FROM outbox WHERE state < 3"), ==, 0);
}

/* An answer that names somebody else is held against the link's history; a mail is not sent a second time for it. */
static void
test_sent_elsewhere (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  core_flush (fixture);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PayrocShare) share = core_share_new ();
      g_autoptr (PlIntent) mail = NULL;

      pl_test_practice_add_fault (fixture->practice, "{'operation':'shareLink','kind':'replace',"
                                  "'text':'sarah@example.com','by':'tom@example.com'}");
      if (i == 1)
        pl_test_practice_add_fault (fixture->practice, "{'operation':'listSharingEvents','kind':'replace',"
                                    "'text':'sarah@example.com','by':'tom@example.com'}");
      payroc_share_set_message (share, i == 0 ? "First" : "Second");
      mail = core_share (fixture, pl_intent_get_link_id (create), share);
      core_settle (fixture, mail);
      outbox_assert_state (mail, i == 0 ? PL_INTENT_DONE : PL_INTENT_REFUSED);
      if (i == 1)
        g_assert_error (pl_intent_get_error (mail), PL_INTENT_ERROR, PL_INTENT_ERROR_ELSEWHERE);
      g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, i + 1);
    }
}

/* A server may keep a message in its own words: whose mail went out is not written to a second time for that. */
static void
test_reworded (CoreFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autoptr (PlIntent) mail = NULL;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  core_flush (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'shareLink','kind':'replace',"
                              "'text':'Bread & butter','by':'Bread &amp; butter'}");
  payroc_share_set_message (share, "Bread & butter");
  mail = core_share (fixture, pl_intent_get_link_id (create), share);
  core_settle (fixture, mail);
  outbox_assert_state (mail, PL_INTENT_DONE);
  g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, 1);
}

/* That a switch-off was answered is no proof: the link is looked at, and what is still on is not called off. */
static void
test_deactivate_ignored (CoreFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) deactivate = NULL;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'deactivateLink','kind':'ignoreEdit'}");
  deactivate = core_deactivate (fixture, pl_intent_get_link_id (create));
  core_settle (fixture, deactivate);
  outbox_assert_state (deactivate, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (deactivate), PL_INTENT_ERROR, PL_INTENT_ERROR_STILL_ON);

  g_clear_object (&deactivate);
  deactivate = core_deactivate (fixture, pl_intent_get_link_id (create));
  core_settle (fixture, deactivate);
  outbox_assert_state (deactivate, PL_INTENT_DONE);
}

#define ADD(path, data, func) g_test_add ("/outbox-made/" path, CoreFixture, data, set_up, func, core_fixture_tear_down)

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (spoilings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/outbox-made/different/%s", spoilings[i].name);

      g_test_add (path, CoreFixture, &spoilings[i], set_up, test_different, core_fixture_tear_down);
    }
  ADD ("as-asked", NULL, test_as_asked);
  ADD ("known-id", NULL, test_known_id);
  ADD ("sent-elsewhere", NULL, test_sent_elsewhere);
  ADD ("reworded", NULL, test_reworded);
  ADD ("still-on", NULL, test_deactivate_ignored);
  ADD ("share-unsafe/waiting", NULL, test_share_unsafe);
  ADD ("share-unsafe/unsure", "unsure", test_share_unsafe);
  /* kind, state, owner, link_id, waits_for */
  ADD ("damaged/about-nothing", "1, 0, NULL, NULL, NULL", test_damaged);
  ADD ("damaged/about-nothing-sent", "1, 1, 'dead', NULL, NULL", test_damaged);
  ADD ("damaged/waits-for-nobody", "0, 2, NULL, 'ABCDEFGHIJ', 999", test_damaged);
  ADD ("damaged/waits-for-nobody-sent", "3, 1, 'dead', 'ABCDEFGHIJ', 999", test_damaged);
  ADD ("damaged/waits-for-itself", "1, 0, NULL, 'ABCDEFGHIJ', 2", test_damaged);

  return g_test_run ();
}
