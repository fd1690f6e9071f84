/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No answer, an old one, or none that helps: what the outbox does about what it cannot know. */
#include "outbox-fixture.h"

static void
test_lost_create (CoreFixture   *fixture,
                  gconstpointer  data)
{
  static const char *const kinds[] = { "cutAfter", "cutBefore", "html", "empty", "truncated" };
  g_autoptr (GError) error = NULL;

  core_fixture_start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (PlIntent) create = outbox_create_failing (fixture, kinds[i], TRUE);
      g_autoptr (PlIntent) share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (create));

      g_test_message ("%s", kinds[i]);
      outbox_assert_state (create, PL_INTENT_UNSURE);
      g_assert_nonnull (pl_intent_get_error (create));
      g_assert_false (pl_intent_needs_decision (create));
      outbox_assert_state (share, PL_INTENT_WAITING);

      /* Waiting for the share alone ends too: its create rests. */
      core_settle (fixture, share);
      outbox_assert_state (share, PL_INTENT_WAITING);

      g_assert_true (core_retry (fixture, share, &error));
      g_assert_no_error (error);
      core_settle (fixture, share);
      outbox_assert_state (create, PL_INTENT_DONE);
      outbox_assert_state (share, PL_INTENT_DONE);
      g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, i + 1);
      g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, i + 1);
    }
}

static void
test_lost_share (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlIntent) share = NULL;

  core_fixture_start (fixture);
  share = outbox_share_failing (fixture, "cutAfter");
  outbox_assert_state (share, PL_INTENT_UNSURE);
  g_assert_cmpstr (pl_intent_get_reference (share), ==, "REF-1");

  core_fixture_restart (fixture, TRUE);
  g_object_unref (share);
  share = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  outbox_assert_state (share, PL_INTENT_UNSURE);
  g_assert_true (core_retry (fixture, share, NULL));
  core_settle (fixture, share);
  outbox_assert_state (share, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

static void
test_left_alone (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) first_draft = core_draft_new ("REF-1");
  g_autoptr (PayrocLinkDraft) second_draft = core_draft_new ("REF-2");
  g_autoptr (PlIntent) first = NULL;
  g_autoptr (PlIntent) second = NULL;
  guint n_posts;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':429,"
                              "'retryAfter':300," ALWAYS "}");
  first = core_create (fixture, first_draft, NULL, NULL, NULL);
  core_settle (fixture, first);
  g_assert_error (pl_intent_get_error (first), PAYROC_ERROR, PAYROC_ERROR_BUSY);
  g_assert_false (pl_intent_is_finished (first));
  g_assert_cmpint (pl_intent_get_next_attempt_at (first), >, g_get_real_time () + 290 * G_USEC_PER_SEC);
  pl_test_practice_clear_faults (fixture->practice);

  /* Others are not sent in the meantime either. */
  n_posts = outbox_count_posts (fixture, "createLink");
  second = core_create (fixture, second_draft, NULL, NULL, NULL);
  core_settle (fixture, second);
  outbox_assert_state (second, PL_INTENT_WAITING);
  g_assert_cmpuint (pl_intent_get_attempts (second), ==, 0);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, n_posts);

  /* The wait outlives the process. */
  g_clear_object (&first);
  g_clear_object (&second);
  core_fixture_restart (fixture, TRUE);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  core_settle (fixture, first);
  g_assert_false (pl_intent_is_finished (first));

  fixture->offset += 400 * G_USEC_PER_SEC;
  core_flush (fixture);
  outbox_assert_state (first, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
}

static void
test_key_refused (CoreFixture   *fixture,
                  gconstpointer  data)
{
  PayrocAuthenticator *authenticator = payroc_client_get_authenticator (fixture->client);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) intent = NULL;

  payroc_authenticator_set_api_key (authenticator, "wrong");
  core_fixture_start (fixture);
  intent = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, intent);
  outbox_assert_state (intent, PL_INTENT_WAITING);
  g_assert_error (pl_intent_get_error (intent), PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);
  g_assert_true (pl_outbox_get_paused (fixture->outbox));
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 0);

  /* Other intents are not even tried. */
  g_clear_object (&draft);
  draft = core_draft_new ("REF-2");
  {
    g_autoptr (PlIntent) other = core_create (fixture, draft, NULL, NULL, NULL);

    core_settle (fixture, other);
    g_assert_cmpuint (pl_intent_get_attempts (other), ==, 0);
  }

  payroc_authenticator_set_api_key (authenticator, pl_test_practice_get_api_key (fixture->practice));
  core_fixture_start (fixture);
  g_assert_false (pl_outbox_get_paused (fixture->outbox));
  core_flush (fixture);
  outbox_assert_state (intent, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
}

static void
test_old_create (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) twin = NULL;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  const gboolean was_made = g_strcmp0 (data, "cutAfter") == 0;
  guint n_posts;

  core_fixture_start (fixture);

  /* One just like it that is known to be another's. */
  twin = core_create (fixture, draft, NULL, NULL, NULL);
  core_flush (fixture);
  outbox_assert_state (twin, PL_INTENT_DONE);

  create = outbox_create_failing (fixture, data, TRUE);
  outbox_assert_state (create, PL_INTENT_UNSURE);
  n_posts = outbox_count_posts (fixture, "createLink");

  outbox_pass_days (fixture);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpstr (pl_intent_get_link_id (create), !=, pl_intent_get_link_id (twin));
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, was_made ? n_posts : n_posts + 1);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, pl_intent_get_link_id (create)), ==, 1);
}

/* The very link that was made is the one that cannot be read: it must not be made a second time for that. */
static void
test_old_create_unreadable (CoreFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  guint n_posts;

  core_fixture_start (fixture);
  create = outbox_create_failing (fixture, "cutAfter", FALSE);
  outbox_assert_state (create, PL_INTENT_UNSURE);
  n_posts = outbox_count_posts (fixture, "createLink");

  outbox_pass_days (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listLinks','kind':'replace','text':'singleUse',"
                              "'by':'\\\\u0000'," ALWAYS "}");
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_UNSURE);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, n_posts);

  pl_test_practice_clear_faults (fixture->practice);
  outbox_pass_days (fixture);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, n_posts);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
test_old_share_sent (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlIntent) share = NULL;

  core_fixture_start (fixture);
  share = outbox_share_failing (fixture, "cutAfter");
  outbox_pass_days (fixture);
  core_flush (fixture);

  /* The link's history knows. */
  outbox_assert_state (share, PL_INTENT_DONE);
  g_assert_nonnull (pl_intent_get_sharing_event (share));
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

static void
test_old_share_asks (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (PlIntent) deactivate = NULL;
  g_autoptr (GError) error = NULL;
  guint n_posts;

  core_fixture_start (fixture);
  share = outbox_share_failing (fixture, "cutBefore");
  n_posts = outbox_count_posts (fixture, "shareLink");
  outbox_pass_days (fixture);
  core_flush (fixture);

  outbox_assert_state (share, PL_INTENT_UNSURE);
  g_assert_true (pl_intent_needs_decision (share));
  g_assert_error (pl_intent_get_error (share), PL_INTENT_ERROR, PL_INTENT_ERROR_DECISION);
  g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, n_posts);

  /* Nor does it go out at the next start, or by itself. */
  g_clear_object (&share);
  core_fixture_restart (fixture, TRUE);
  core_flush (fixture);
  share = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  g_assert_true (pl_intent_needs_decision (share));

  if (data != NULL)
    {
      /* It holds nothing up, and can be given up. */
      deactivate = core_deactivate (fixture, pl_intent_get_link_id (share));
      core_settle (fixture, deactivate);
      outbox_assert_state (deactivate, PL_INTENT_DONE);
      g_assert_true (core_discard (fixture, share, &error));
      g_assert_no_error (error);
      outbox_assert_state (share, PL_INTENT_DISCARDED);
      g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, n_posts);
    }
  else
    {
      g_assert_true (core_retry (fixture, share, &error));
      g_assert_no_error (error);
      core_settle (fixture, share);
      outbox_assert_state (share, PL_INTENT_DONE);
      g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
    }
}

static void
test_old_edit (CoreFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) edit = NULL;
  const gboolean was_done = g_strcmp0 (data, "cutAfter") == 0;
  guint n_patches;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'%s'," ALWAYS "}",
                              (const char *) data);
  edit = outbox_edit_description (fixture, pl_intent_get_link (create), NULL);
  core_settle (fixture, edit);
  pl_test_practice_clear_faults (fixture->practice);
  n_patches = outbox_count_posts (fixture, "editLink");

  outbox_pass_days (fixture);
  core_flush (fixture);
  g_assert_cmpuint (outbox_count_posts (fixture, "editLink"), ==, n_patches);
  if (was_done)
    {
      outbox_assert_state (edit, PL_INTENT_DONE);
      return;
    }

  g_assert_true (pl_intent_needs_decision (edit));
  g_assert_true (core_retry (fixture, edit, NULL));
  core_settle (fixture, edit);
  outbox_assert_state (edit, PL_INTENT_DONE);
  g_assert_cmpuint (outbox_count_posts (fixture, "editLink"), ==, n_patches + 1);
}

/* One of another kind, amount or currency with the same reference is not the link that was asked for. */
static void
test_old_create_unlike (CoreFixture   *fixture,
                        gconstpointer  data)
{
  const char *unlike = data;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) other = NULL;
  g_autoptr (PlIntent) create = NULL;

  if (g_str_equal (unlike, "kind"))
    {
      payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
      payroc_link_draft_set_order_id (draft, NULL);
    }
  else if (g_str_equal (unlike, "amount"))
    {
      payroc_link_draft_set_amount (draft, 4998);
    }
  else if (g_str_equal (unlike, "order"))
    {
      payroc_link_draft_set_order_id (draft, "ANOTHER");
    }
  else
    {
      payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PROMPT);
    }

  core_fixture_start (fixture);
  other = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, other);
  outbox_assert_state (other, PL_INTENT_DONE);
  /* As if it had been made in the portal. */
  store_exec (fixture->store.database, "DELETE FROM outbox");

  create = outbox_create_failing (fixture, "cutBefore", FALSE);
  outbox_pass_days (fixture);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpstr (pl_intent_get_link_id (create), !=, pl_intent_get_link_id (other));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
}

/* Nor is a link for one payment one for many. */
static void
test_old_create_many (CoreFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) other = NULL;
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  other = core_create_done (fixture, "REF-1", FALSE);
  store_exec (fixture->store.database, "DELETE FROM outbox");

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_order_id (draft, NULL);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'cutBefore'," ALWAYS "}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  pl_test_practice_clear_faults (fixture->practice);
  outbox_pass_days (fixture);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpstr (pl_intent_get_link_id (create), !=, pl_intent_get_link_id (other));
}

static void
test_key_in_use (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':409,"
                              "'type':'idempotency-key-in-use'," ALWAYS "}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);

  g_assert_true (pl_intent_needs_decision (create));
  g_assert_error (pl_intent_get_error (create), PAYROC_ERROR, PAYROC_ERROR_KEY_IN_USE);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 1);
}

/* "There is one already" may be said about the one that we made. */
static void
test_conflict (CoreFixture   *fixture,
               gconstpointer  data)
{
  const gboolean was_made = g_strcmp0 (data, "cutAfter") == 0;
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  if (data != NULL)
    create = outbox_create_failing (fixture, data, FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':409,"
                              "'type':'resource-already-exists'," ALWAYS "}");
  if (data != NULL)
    {
      g_assert_true (core_retry (fixture, create, NULL));
    }
  else
    {
      g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");

      create = core_create (fixture, draft, NULL, NULL, NULL);
    }
  core_settle (fixture, create);

  outbox_assert_state (create, was_made ? PL_INTENT_DONE : PL_INTENT_REFUSED);
  if (!was_made)
    g_assert_error (pl_intent_get_error (create), PAYROC_ERROR, PAYROC_ERROR_CONFLICT);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, was_made ? 1 : 0);
  /* Without a doubt there is nothing to look for. */
  g_assert_cmpuint (outbox_count_posts (fixture, "listLinks"), ==, data != NULL ? 1 : 0);
}

/* Payroc never had it, so its key is as young as the first attempt that may have arrived. */
static void
test_old_unsent (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':429," ALWAYS "}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_WAITING);
  pl_test_practice_clear_faults (fixture->practice);

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'cutAfter'," ALWAYS "}");
  outbox_pass_days (fixture);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_UNSURE);
  pl_test_practice_clear_faults (fixture->practice);

  g_assert_true (core_retry (fixture, create, NULL));
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (outbox_count_posts (fixture, "listLinks"), ==, 0);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

/* Who chose to send it again is not asked once more because that got lost too. */
static void
test_old_share_lost_again (CoreFixture   *fixture,
                           gconstpointer  data)
{
  g_autoptr (PlIntent) share = NULL;

  core_fixture_start (fixture);
  share = outbox_share_failing (fixture, "cutBefore");
  outbox_pass_days (fixture);
  core_flush (fixture);
  g_assert_true (pl_intent_needs_decision (share));

  pl_test_practice_add_fault (fixture->practice, "{'operation':'shareLink','kind':'cutBefore'," ALWAYS "}");
  g_assert_true (core_retry (fixture, share, NULL));
  core_settle (fixture, share);
  outbox_assert_state (share, PL_INTENT_UNSURE);
  g_assert_false (pl_intent_needs_decision (share));
  pl_test_practice_clear_faults (fixture->practice);

  fixture->offset += G_TIME_SPAN_DAY;
  core_flush (fixture);
  outbox_assert_state (share, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

/* A link that is gone cannot be switched off, and there is nothing to ask the user. */
static void
test_deactivate_gone (CoreFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) deactivate = NULL;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'deactivateLink','kind':'cutBefore'," ALWAYS "}");
  deactivate = core_deactivate (fixture, pl_intent_get_link_id (create));
  core_settle (fixture, deactivate);
  outbox_assert_state (deactivate, PL_INTENT_UNSURE);
  pl_test_practice_clear_faults (fixture->practice);

  pl_test_practice_add_fault (fixture->practice, "{'operation':'retrieveLink','kind':'status','status':404,"
                              "'type':'not-found'}");
  g_assert_true (core_retry (fixture, deactivate, NULL));
  core_settle (fixture, deactivate);
  outbox_assert_state (deactivate, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (deactivate), PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND);
}

static void
test_network_back (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  create = outbox_create_failing (fixture, "cutBefore", FALSE);
  g_assert_error (pl_intent_get_error (create), PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  outbox_assert_state (create, PL_INTENT_UNSURE);

  /* Nobody asks for it: only the network comes back. */
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  core_wait_until ((gboolean (*) (gpointer)) pl_intent_is_finished, create);
  outbox_assert_state (create, PL_INTENT_DONE);
}

/* The work is done, but the disk will not take it: nothing is lost, and nothing done twice. */
static void
test_not_written (CoreFixture   *fixture,
                  gconstpointer  data)
{
  PlDatabase *database = fixture->store.database;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  store_exec (database, "CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 3"
                        " BEGIN SELECT RAISE (ABORT, 'no'); END");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  while (pl_test_practice_count_links (fixture->practice) == 0)
    g_main_context_iteration (NULL, FALSE);
  store_exec (database, "DROP TRIGGER full");

  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 1);
}

/* The store takes the row but not what it brought: that it is done counts more. */
static void
test_result_not_written (CoreFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  store_exec (fixture->store.database, "CREATE TRIGGER strange BEFORE INSERT ON links"
                                       " BEGIN SELECT RAISE (ABORT, 'no'); END");
  create = core_create_done (fixture, "REF-1", TRUE);
  core_flush (fixture);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, pl_intent_get_link_id (create)), ==, 1);
}

#define ADD(path, data, func) g_test_add ("/outbox-lost/" path, CoreFixture, data, set_up, func, core_fixture_tear_down)

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

  ADD ("lost-create", NULL, test_lost_create);
  ADD ("lost-share", NULL, test_lost_share);
  ADD ("left-alone", NULL, test_left_alone);
  ADD ("key-refused", NULL, test_key_refused);
  ADD ("old-create/made", "cutAfter", test_old_create);
  ADD ("old-create/not-made", "cutBefore", test_old_create);
  ADD ("old-create/unreadable", NULL, test_old_create_unreadable);
  ADD ("old-share/sent", NULL, test_old_share_sent);
  ADD ("old-share/retried", NULL, test_old_share_asks);
  ADD ("old-share/discarded", "discard", test_old_share_asks);
  ADD ("old-edit/done", "cutAfter", test_old_edit);
  ADD ("old-edit/not-done", "cutBefore", test_old_edit);
  ADD ("old-create/unlike-kind", "kind", test_old_create_unlike);
  ADD ("old-create/unlike-amount", "amount", test_old_create_unlike);
  ADD ("old-create/unlike-order", "order", test_old_create_unlike);
  ADD ("old-create/unlike-charge", "charge", test_old_create_unlike);
  ADD ("old-create/many", NULL, test_old_create_many);
  ADD ("key-in-use", NULL, test_key_in_use);
  ADD ("conflict/made", "cutAfter", test_conflict);
  ADD ("conflict/not-made", "cutBefore", test_conflict);
  ADD ("conflict/of-another", NULL, test_conflict);
  ADD ("old-unsent", NULL, test_old_unsent);
  ADD ("old-share/lost-again", NULL, test_old_share_lost_again);
  ADD ("deactivate-gone", NULL, test_deactivate_gone);
  ADD ("network-back", NULL, test_network_back);
  ADD ("not-written", NULL, test_not_written);
  ADD ("result-not-written", NULL, test_result_not_written);

  return g_test_run ();
}
