/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of intent through every state that an answer, a lost answer or the user can bring about. */
#include "core-fixture.h"

#include "store/pl-link-key-table.h"
#include "store/pl-link-table.h"
#include "store/pl-outbox-table.h"
#include "store/pl-people-table.h"
#include "store/pl-sharing-table.h"

/* More than an exchange attempts by itself. */
#define ALWAYS "'times':100"

#define EIGHT_DAYS (8 * G_TIME_SPAN_DAY)

static void
assert_state (PlIntent      *intent,
              PlIntentState  state)
{
  const GError *error = pl_intent_get_error (intent);

  if (pl_intent_get_state (intent) != state && error != NULL)
    g_test_message ("Intent %" G_GINT64_FORMAT ": %s", pl_intent_get_id (intent), error->message);
  g_assert_cmpint (pl_intent_get_state (intent), ==, state);
}

static guint
count_posts (CoreFixture *fixture,
             const char  *operation)
{
  return pl_test_practice_count_requests (fixture->practice, operation);
}

static void
pass_days (CoreFixture *fixture)
{
  fixture->offset += EIGHT_DAYS;
  pl_test_practice_move_clock (fixture->practice, fixture->offset / G_USEC_PER_SEC);
}

/* A create (with a share) whose first attempts all failed in that way. */
static PlIntent *
create_failing (CoreFixture *fixture,
                const char  *kind,
                gboolean     shared)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocShare) share = shared ? core_share_new () : NULL;
  PlIntent *intent;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'%s'," ALWAYS "}", kind);
  intent = core_create (fixture, draft, share, NULL, NULL);
  core_settle (fixture, intent);
  pl_test_practice_clear_faults (fixture->practice);

  return intent;
}

/* A share of a link that is there whose first attempts all failed in that way. */
static PlIntent *
share_failing (CoreFixture *fixture,
               const char  *kind)
{
  g_autoptr (PlIntent) create = core_create_done (fixture, "REF-1", FALSE);
  g_autoptr (PayrocShare) share = core_share_new ();
  PlIntent *intent;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'shareLink','kind':'%s'," ALWAYS "}", kind);
  intent = core_share (fixture, pl_intent_get_link_id (create), share);
  core_settle (fixture, intent);
  pl_test_practice_clear_faults (fixture->practice);

  return intent;
}

static PlIntent *
edit_description (CoreFixture *fixture,
                  PayrocLink  *link,
                  PayrocShare *share)
{
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit) edit = NULL;

  payroc_link_draft_set_description (wanted, "Small Pepperoni Pizza");
  edit = payroc_link_edit_new (link, wanted);

  return core_edit (fixture, link, edit, share);
}

/* Stored state */

typedef struct
{
  const char *link_id;
  PayrocLink *link;   /* (owned) */
  GPtrArray  *events; /* (owned) */
  GPtrArray  *people; /* (owned) */
  GString    *search; /* (owned) */
  guint       n_unfinished;
} Stored;

static void
search_cb (gint64      rowid,
           const char *text,
           gsize       length,
           gpointer    user_data)
{
  g_string_append_len (user_data, text, (gssize) length);
}

static gboolean
read_stored (PlConnection *connection,
             gpointer      data,
             GError      **error)
{
  Stored *stored = data;
  g_autoptr (GPtrArray) rows = pl_outbox_table_list (connection, STORE_FIXTURE_ACCOUNT, FALSE, error);

  stored->n_unfinished = rows->len;
  stored->link = pl_link_table_get (connection, STORE_FIXTURE_ACCOUNT, stored->link_id, error);
  stored->events = pl_sharing_table_list (connection, STORE_FIXTURE_ACCOUNT, stored->link_id, error);
  stored->people = pl_people_table_find (connection, STORE_FIXTURE_ACCOUNT, "sar", 10, error);

  return stored->link != NULL && stored->events != NULL && stored->people != NULL
         && pl_link_key_table_read_search (connection, STORE_FIXTURE_ACCOUNT, search_cb, stored->search, error);
}

static void
changed_cb (PlLinkFeed *feed,
            PayrocLink *link,
            gint64      rowid,
            gpointer    user_data)
{
  GPtrArray *changed = user_data;

  g_assert_cmpint (rowid, >, 0);
  g_ptr_array_add (changed, g_strdup (payroc_link_get_id (link)));
}

static void
test_create_and_share (CoreFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  Stored stored = { 0 };

  g_signal_connect (fixture->feed, "changed", G_CALLBACK (changed_cb), changed);
  core_fixture_start (fixture);

  create = core_create_done (fixture, "REF-1", TRUE);
  g_assert_cmpstr (pl_intent_get_reference (create), ==, "REF-1");
  g_assert_nonnull (pl_intent_get_link (create));
  g_assert_cmpstr (pl_intent_get_link_id (create), ==, payroc_link_get_id (pl_intent_get_link (create)));
  g_assert_null (pl_intent_get_error (create));

  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (create));
  core_settle (fixture, share);
  assert_state (share, PL_INTENT_DONE);
  g_assert_nonnull (pl_intent_get_sharing_event (share));
  g_assert_cmpstr (pl_intent_get_link_id (share), ==, pl_intent_get_link_id (create));
  g_assert_cmpint (pl_intent_get_waits_for (share), ==, pl_intent_get_id (create));

  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
  g_assert_cmpuint (changed->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (changed, 1), ==, pl_intent_get_link_id (create));

  stored.link_id = pl_intent_get_link_id (create);
  stored.search = g_string_new (NULL);
  store_read (fixture->store.database, read_stored, &stored);
  g_assert_cmpuint (stored.n_unfinished, ==, 0);
  g_assert_cmpstr (payroc_link_get_reference (stored.link), ==, "REF-1");
  g_assert_cmpuint (stored.events->len, ==, 1);
  g_assert_cmpuint (stored.people->len, ==, 1);
  g_assert_nonnull (strstr (stored.search->str, "sarah@example.com"));
  g_object_unref (stored.link);
  g_ptr_array_unref (stored.events);
  g_ptr_array_unref (stored.people);
  g_string_free (stored.search, TRUE);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 2);
  pl_outbox_dismiss (fixture->outbox, pl_intent_get_id (create));
  pl_outbox_dismiss (fixture->outbox, pl_intent_get_id (share));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);

  g_signal_handlers_disconnect_by_data (fixture->feed, changed);
}

static void
test_second_click (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocShare) share = core_share_new ();
  GAsyncResult *results[3] = { NULL };
  PlIntent *intents[3] = { NULL };
  g_autoptr (PlIntent) later = NULL;

  core_fixture_start (fixture);
  for (guint i = 0; i < 3; i++)
    pl_outbox_create_async (fixture->outbox, draft, share, key, NULL, core_keep_result_cb, &results[i]);
  for (guint i = 0; i < 3; i++)
    intents[i] = pl_outbox_submit_finish (fixture->outbox, core_await (&results[i]), NULL);
  for (guint i = 0; i < 3; i++)
    g_clear_object (&results[i]);

  g_assert_nonnull (intents[0]);
  g_assert_true (intents[1] == intents[0]);
  g_assert_true (intents[2] == intents[0]);
  core_flush (fixture);
  assert_state (intents[0], PL_INTENT_DONE);

  /* And in a later run, when the form was left open on another computer's screen. */
  core_fixture_restart (fixture, TRUE);
  later = core_create (fixture, draft, share, key, NULL);
  g_assert_cmpint (pl_intent_get_id (later), ==, pl_intent_get_id (intents[0]));
  assert_state (later, PL_INTENT_DONE);
  g_assert_nonnull (pl_intent_get_link (later));
  core_flush (fixture);

  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);

  for (guint i = 0; i < 3; i++)
    g_clear_object (&intents[i]);
}

static void
test_invalid (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocShare) nobody = payroc_share_new ();
  g_autoptr (GError) error = NULL;

  core_fixture_start (fixture);

  payroc_link_draft_set_amount (draft, 0);
  g_assert_null (core_create (fixture, draft, NULL, NULL, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_cmpuint (payroc_error_get_fields (error)->len, ==, 1);
  g_clear_error (&error);

  /* The link would be good, but not without whom it is for. */
  payroc_link_draft_set_amount (draft, 1);
  g_assert_null (core_create (fixture, draft, nobody, NULL, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);

  core_flush (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, 0);
}

static void
test_lost_create (CoreFixture   *fixture,
                  gconstpointer  data)
{
  static const char *const kinds[] = { "cutAfter", "cutBefore", "html", "empty", "truncated" };
  g_autoptr (GError) error = NULL;

  core_fixture_start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (PlIntent) create = create_failing (fixture, kinds[i], TRUE);
      g_autoptr (PlIntent) share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (create));

      g_test_message ("%s", kinds[i]);
      assert_state (create, PL_INTENT_UNSURE);
      g_assert_nonnull (pl_intent_get_error (create));
      g_assert_false (pl_intent_needs_decision (create));
      assert_state (share, PL_INTENT_WAITING);

      /* Waiting for the share alone ends too: its create rests. */
      core_settle (fixture, share);
      assert_state (share, PL_INTENT_WAITING);

      g_assert_true (core_retry (fixture, share, &error));
      g_assert_no_error (error);
      core_settle (fixture, share);
      assert_state (create, PL_INTENT_DONE);
      assert_state (share, PL_INTENT_DONE);
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
  share = share_failing (fixture, "cutAfter");
  assert_state (share, PL_INTENT_UNSURE);
  g_assert_cmpstr (pl_intent_get_reference (share), ==, "REF-1");

  core_fixture_restart (fixture, TRUE);
  g_object_unref (share);
  share = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  assert_state (share, PL_INTENT_UNSURE);
  g_assert_true (core_retry (fixture, share, NULL));
  core_settle (fixture, share);
  assert_state (share, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

static void
test_refused (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (PlIntent) mended = NULL;
  g_autoptr (PayrocLinkDraft) draft = NULL;
  g_autoptr (PayrocShare) typed = NULL;
  g_autoptr (GError) error = NULL;
  gint64 create_id;
  gint64 share_id;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':400,"
                              "'type':'bad-request',"
                              "'errors':[{'parameter':'merchantReference','message':'Not this one'}]}");
  {
    g_autoptr (PayrocLinkDraft) first = core_draft_new ("REF-1");
    g_autoptr (PayrocShare) first_share = core_share_new ();

    create = core_create (fixture, first, first_share, NULL, NULL);
  }
  core_settle (fixture, create);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (create));
  assert_state (create, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (create), PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_cmpuint (payroc_error_get_fields (pl_intent_get_error (create))->len, ==, 1);
  assert_state (share, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (share), PL_INTENT_ERROR, PL_INTENT_ERROR_PREDECESSOR);

  g_assert_false (core_retry (fixture, create, &error));
  g_assert_error (error, PL_INTENT_ERROR, PL_INTENT_ERROR_FINISHED);

  /* Everything the user typed is still there, also in a later run. */
  create_id = pl_intent_get_id (create);
  share_id = pl_intent_get_id (share);
  g_clear_object (&create);
  g_clear_object (&share);
  core_fixture_restart (fixture, TRUE);
  create = pl_outbox_find (fixture->outbox, create_id);
  share = pl_outbox_find (fixture->outbox, share_id);
  assert_state (create, PL_INTENT_REFUSED);
  draft = pl_intent_create_draft (create);
  typed = pl_intent_create_share (share);
  g_assert_cmpstr (payroc_link_draft_get_reference (draft), ==, "REF-1");
  g_assert_cmpstr (payroc_share_get_message (typed), ==, "Thank you for your order.");
  g_assert_null (pl_intent_create_share (create));
  g_assert_null (pl_intent_create_draft (share));

  payroc_link_draft_set_reference (draft, "REF-2");
  mended = core_create (fixture, draft, typed, NULL, NULL);
  core_flush (fixture);
  assert_state (mended, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);

  pl_outbox_dismiss (fixture->outbox, create_id);
  g_clear_object (&create);
  g_clear_object (&share);
  core_flush (fixture);
  g_assert_null (pl_outbox_find (fixture->outbox, create_id));
  g_clear_object (&mended);
  core_fixture_restart (fixture, TRUE);
  g_assert_null (pl_outbox_find (fixture->outbox, create_id));
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
  n_posts = count_posts (fixture, "createLink");
  second = core_create (fixture, second_draft, NULL, NULL, NULL);
  core_settle (fixture, second);
  assert_state (second, PL_INTENT_WAITING);
  g_assert_cmpuint (pl_intent_get_attempts (second), ==, 0);
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, n_posts);

  /* The wait outlives the process. */
  g_clear_object (&first);
  g_clear_object (&second);
  core_fixture_restart (fixture, TRUE);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  core_settle (fixture, first);
  g_assert_false (pl_intent_is_finished (first));

  fixture->offset += 400 * G_USEC_PER_SEC;
  core_flush (fixture);
  assert_state (first, PL_INTENT_DONE);
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
  assert_state (intent, PL_INTENT_WAITING);
  g_assert_error (pl_intent_get_error (intent), PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);
  g_assert_true (pl_outbox_get_paused (fixture->outbox));
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, 0);

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
  assert_state (intent, PL_INTENT_DONE);
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
  assert_state (twin, PL_INTENT_DONE);

  create = create_failing (fixture, data, TRUE);
  assert_state (create, PL_INTENT_UNSURE);
  n_posts = count_posts (fixture, "createLink");

  pass_days (fixture);
  core_flush (fixture);
  assert_state (create, PL_INTENT_DONE);
  g_assert_cmpstr (pl_intent_get_link_id (create), !=, pl_intent_get_link_id (twin));
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, was_made ? n_posts : n_posts + 1);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, pl_intent_get_link_id (create)), ==, 1);
}

static void
test_old_share_sent (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlIntent) share = NULL;

  core_fixture_start (fixture);
  share = share_failing (fixture, "cutAfter");
  pass_days (fixture);
  core_flush (fixture);

  /* The link's history knows. */
  assert_state (share, PL_INTENT_DONE);
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
  share = share_failing (fixture, "cutBefore");
  n_posts = count_posts (fixture, "shareLink");
  pass_days (fixture);
  core_flush (fixture);

  assert_state (share, PL_INTENT_UNSURE);
  g_assert_true (pl_intent_needs_decision (share));
  g_assert_error (pl_intent_get_error (share), PL_INTENT_ERROR, PL_INTENT_ERROR_DECISION);
  g_assert_cmpuint (count_posts (fixture, "shareLink"), ==, n_posts);

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
      assert_state (deactivate, PL_INTENT_DONE);
      g_assert_true (core_discard (fixture, share, &error));
      g_assert_no_error (error);
      assert_state (share, PL_INTENT_DISCARDED);
      g_assert_cmpuint (count_posts (fixture, "shareLink"), ==, n_posts);
    }
  else
    {
      g_assert_true (core_retry (fixture, share, &error));
      g_assert_no_error (error);
      core_settle (fixture, share);
      assert_state (share, PL_INTENT_DONE);
      g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
    }
}

static void
test_edit (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (PayrocShare) wanted = core_share_new ();
  const char *kind = data;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  if (kind != NULL)
    pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'%s'," ALWAYS "}", kind);

  edit = edit_description (fixture, pl_intent_get_link (create), wanted);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (edit));
  core_settle (fixture, edit);
  pl_test_practice_clear_faults (fixture->practice);

  if (kind != NULL)
    {
      assert_state (edit, PL_INTENT_UNSURE);
      g_assert_true (core_retry (fixture, edit, NULL));
      core_settle (fixture, edit);
    }

  assert_state (edit, PL_INTENT_DONE);
  g_assert_null (pl_intent_get_ignored (edit));
  g_assert_cmpstr (payroc_link_get_description (pl_intent_get_link (edit)), ==, "Small Pepperoni Pizza");
  core_settle (fixture, share);
  assert_state (share, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

static void
test_edit_ignored (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (PayrocShare) wanted = core_share_new ();

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'ignoreEdit'}");
  edit = edit_description (fixture, pl_intent_get_link (create), wanted);
  core_flush (fixture);

  assert_state (edit, PL_INTENT_DONE);
  g_assert_nonnull (pl_intent_get_ignored (edit));
  g_assert_cmpuint (pl_intent_get_ignored (edit)->len, ==, 1);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (edit));
  assert_state (share, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (share), PL_INTENT_ERROR, PL_INTENT_ERROR_NOT_CHANGED);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
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
  edit = edit_description (fixture, pl_intent_get_link (create), NULL);
  core_settle (fixture, edit);
  pl_test_practice_clear_faults (fixture->practice);
  n_patches = count_posts (fixture, "editLink");

  pass_days (fixture);
  core_flush (fixture);
  g_assert_cmpuint (count_posts (fixture, "editLink"), ==, n_patches);
  if (was_done)
    {
      assert_state (edit, PL_INTENT_DONE);
      return;
    }

  g_assert_true (pl_intent_needs_decision (edit));
  g_assert_true (core_retry (fixture, edit, NULL));
  core_settle (fixture, edit);
  assert_state (edit, PL_INTENT_DONE);
  g_assert_cmpuint (count_posts (fixture, "editLink"), ==, n_patches + 1);
}

static void
test_deactivate (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) deactivate = NULL;
  g_autoptr (PlIntent) again = NULL;
  const char *kind = data;
  guint n_posts;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  if (kind != NULL)
    pl_test_practice_add_fault (fixture->practice, "{'operation':'deactivateLink','kind':'%s'," ALWAYS "}", kind);
  deactivate = core_deactivate (fixture, pl_intent_get_link_id (create));
  core_settle (fixture, deactivate);
  pl_test_practice_clear_faults (fixture->practice);

  if (kind != NULL)
    {
      assert_state (deactivate, PL_INTENT_UNSURE);
      n_posts = count_posts (fixture, "deactivateLink");
      g_assert_true (core_retry (fixture, deactivate, NULL));
      core_settle (fixture, deactivate);
      /* Looked first: what is off is not switched off again. */
      g_assert_cmpuint (count_posts (fixture, "deactivateLink"), ==,
                        g_strcmp0 (kind, "cutAfter") == 0 ? n_posts : n_posts + 1);
    }

  assert_state (deactivate, PL_INTENT_DONE);
  g_assert_cmpint (payroc_link_get_status (pl_intent_get_link (deactivate)), ==, PAYROC_LINK_STATUS_DEACTIVATED);

  /* It is off already: that is what was wanted. */
  again = core_deactivate (fixture, pl_intent_get_link_id (create));
  core_settle (fixture, again);
  assert_state (again, PL_INTENT_DONE);
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
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, 1);
}

static void
test_discard (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocShare) typed = core_share_new ();
  g_autoptr (PlIntent) create = core_create (fixture, draft, typed, NULL, NULL);
  g_autoptr (PlIntent) share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (create));
  g_autoptr (GError) error = NULL;

  g_assert_true (core_discard (fixture, create, &error));
  g_assert_no_error (error);
  assert_state (create, PL_INTENT_DISCARDED);
  assert_state (share, PL_INTENT_DISCARDED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);

  g_assert_false (core_discard (fixture, create, &error));
  g_assert_error (error, PL_INTENT_ERROR, PL_INTENT_ERROR_FINISHED);

  core_fixture_start (fixture);
  core_flush (fixture);
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, 0);
}

static gboolean
is_sending (gpointer user_data)
{
  return pl_intent_get_state (user_data) == PL_INTENT_SENDING;
}

static void
test_discard_in_flight (CoreFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (GError) error = NULL;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'delay','ms':500}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_wait_until (is_sending, create);
  g_assert_false (core_discard (fixture, create, &error));
  g_assert_error (error, PL_INTENT_ERROR, PL_INTENT_ERROR_IN_FLIGHT);

  core_settle (fixture, create);
  assert_state (create, PL_INTENT_DONE);
}

static void
test_stop (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  /* Not started yet: taken in, shown, not sent; and nobody waits for ever. */
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  core_flush (fixture);
  assert_state (create, PL_INTENT_WAITING);

  g_clear_object (&create);
  core_fixture_restart (fixture, FALSE);
  pl_outbox_load_async (fixture->outbox, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_load_finish (fixture->outbox, core_await (&result), NULL));
  create = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  assert_state (create, PL_INTENT_WAITING);

  core_fixture_start (fixture);
  pl_outbox_stop (fixture->outbox);
  core_flush (fixture);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), <=, 1);

  core_fixture_start (fixture);
  core_flush (fixture);
  assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
test_order (CoreFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (PlIntent) other = NULL;
  g_autoptr (PayrocShare) typed = core_share_new ();
  g_autoptr (JsonArray) requests = NULL;
  gboolean edited = FALSE;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'status','status':503," ALWAYS "}");
  edit = edit_description (fixture, pl_intent_get_link (create), NULL);
  share = core_share (fixture, pl_intent_get_link_id (create), typed);
  other = core_create_done (fixture, "REF-2", FALSE);
  core_flush (fixture);
  g_assert_false (pl_intent_is_finished (edit));
  assert_state (share, PL_INTENT_WAITING);
  g_assert_cmpuint (count_posts (fixture, "shareLink"), ==, 0);

  pl_test_practice_clear_faults (fixture->practice);
  g_assert_true (core_retry (fixture, share, NULL));
  core_settle (fixture, share);
  assert_state (edit, PL_INTENT_DONE);
  assert_state (share, PL_INTENT_DONE);

  requests = pl_test_practice_get_requests (fixture->practice, NULL);
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      const char *operation = json_object_get_string_member (request, "operation");

      if (g_strcmp0 (operation, "editLink") == 0)
        edited = TRUE;
      if (g_strcmp0 (operation, "shareLink") == 0)
        g_assert_true (edited);
    }
}

static void
test_many (CoreFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) intents = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *reference = g_strdup_printf ("REF-%u", i);
      g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
      g_autoptr (PayrocShare) share = core_share_new ();

      g_ptr_array_add (intents, core_create (fixture, draft, share, NULL, NULL));
    }

  core_fixture_start (fixture);
  core_flush (fixture);

  for (guint i = 0; i < intents->len; i++)
    assert_state (g_ptr_array_index (intents, i), PL_INTENT_DONE);
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, 60);
  g_assert_cmpuint (count_posts (fixture, "shareLink"), ==, 60);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 60);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 60);
}

static void
test_cancel_waiting (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'delay','ms':500}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  pl_outbox_settle_async (fixture->outbox, create, cancellable, core_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (pl_outbox_settle_finish (fixture->outbox, core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (pl_intent_is_finished (create));

  core_settle (fixture, create);
  assert_state (create, PL_INTENT_DONE);
}

static void
test_network_back (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  create = create_failing (fixture, "cutBefore", FALSE);
  g_assert_error (pl_intent_get_error (create), PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  assert_state (create, PL_INTENT_UNSURE);

  /* Nobody asks for it: only the network comes back. */
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  core_wait_until ((gboolean (*) (gpointer)) pl_intent_is_finished, create);
  assert_state (create, PL_INTENT_DONE);
}

static void
test_clock_set_back (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;

  fixture->offset = 365 * G_TIME_SPAN_DAY;
  core_fixture_start (fixture);
  {
    g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
    GDate expires_on;

    pl_clock_get_day (g_get_real_time () + fixture->offset, &expires_on);
    payroc_link_draft_set_expires_on (draft, &expires_on);
    pl_test_practice_add_fault (fixture->practice,
                                "{'operation':'createLink','kind':'status','status':503," ALWAYS "}");
    create = core_create (fixture, draft, NULL, NULL, NULL);
    core_settle (fixture, create);
    pl_test_practice_clear_faults (fixture->practice);
  }
  g_assert_false (pl_intent_is_finished (create));

  /* It does not wait for a year. */
  fixture->offset = 0;
  core_flush (fixture);
  assert_state (create, PL_INTENT_DONE);
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
  assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, 1);
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
  g_assert_cmpuint (count_posts (fixture, "createLink"), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, pl_intent_get_link_id (create)), ==, 1);
}

static void
test_click_after_dismissal (CoreFixture   *fixture,
                            gconstpointer  data)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) first = NULL;
  g_autoptr (PlIntent) again = NULL;

  core_fixture_start (fixture);
  first = core_create (fixture, draft, NULL, key, NULL);
  core_settle (fixture, first);
  pl_outbox_dismiss (fixture->outbox, pl_intent_get_id (first));

  again = core_create (fixture, draft, NULL, key, NULL);
  g_assert_cmpint (pl_intent_get_id (again), ==, pl_intent_get_id (first));
  assert_state (again, PL_INTENT_DONE);
  g_assert_nonnull (pl_intent_get_link (again));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

#define ADD(path, data, func) g_test_add ("/outbox/" path, CoreFixture, data, set_up, func, core_fixture_tear_down)

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

  ADD ("create-and-share", NULL, test_create_and_share);
  ADD ("second-click", NULL, test_second_click);
  ADD ("invalid", NULL, test_invalid);
  ADD ("lost-create", NULL, test_lost_create);
  ADD ("lost-share", NULL, test_lost_share);
  ADD ("refused", NULL, test_refused);
  ADD ("left-alone", NULL, test_left_alone);
  ADD ("key-refused", NULL, test_key_refused);
  ADD ("old-create/made", "cutAfter", test_old_create);
  ADD ("old-create/not-made", "cutBefore", test_old_create);
  ADD ("old-share/sent", NULL, test_old_share_sent);
  ADD ("old-share/retried", NULL, test_old_share_asks);
  ADD ("old-share/discarded", "discard", test_old_share_asks);
  ADD ("edit", NULL, test_edit);
  ADD ("edit/lost", "cutAfter", test_edit);
  ADD ("edit/not-arrived", "cutBefore", test_edit);
  ADD ("edit/ignored", NULL, test_edit_ignored);
  ADD ("old-edit/done", "cutAfter", test_old_edit);
  ADD ("old-edit/not-done", "cutBefore", test_old_edit);
  ADD ("deactivate", NULL, test_deactivate);
  ADD ("deactivate/lost", "cutAfter", test_deactivate);
  ADD ("deactivate/not-arrived", "cutBefore", test_deactivate);
  ADD ("key-in-use", NULL, test_key_in_use);
  ADD ("discard", NULL, test_discard);
  ADD ("discard/in-flight", NULL, test_discard_in_flight);
  ADD ("stop", NULL, test_stop);
  ADD ("order", NULL, test_order);
  ADD ("many", NULL, test_many);
  ADD ("cancel-waiting", NULL, test_cancel_waiting);
  ADD ("network-back", NULL, test_network_back);
  ADD ("clock-set-back", NULL, test_clock_set_back);
  ADD ("not-written", NULL, test_not_written);
  ADD ("result-not-written", NULL, test_result_not_written);
  ADD ("click-after-dismissal", NULL, test_click_after_dismissal);

  return g_test_run ();
}
