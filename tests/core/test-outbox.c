/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of intent through every state that an answer or the user can bring about. */
#include "outbox-fixture.h"

#include "store/pl-link-key-table.h"
#include "store/pl-link-table.h"
#include "store/pl-outbox-table.h"
#include "store/pl-people-table.h"
#include "store/pl-sharing-table.h"
#include "support/pass-time.h"

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
search_cb (const PlLinkKey *key,
           const char      *text,
           gsize            length,
           gpointer         user_data)
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
         && pl_link_key_table_read (connection, STORE_FIXTURE_ACCOUNT, 0, search_cb, stored->search, error);
}

static void
changed_cb (PlLinkFeed *feed,
            GArray     *changes,
            gpointer    user_data)
{
  GPtrArray *changed = user_data;

  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpint (g_array_index (changes, PlLinkChange, 0).rowid, >, 0);
  g_ptr_array_add (changed, g_strdup (payroc_link_get_id (g_array_index (changes, PlLinkChange, 0).link)));
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
  outbox_assert_state (share, PL_INTENT_DONE);
  g_assert_nonnull (pl_intent_get_sharing_event (share));
  g_assert_cmpstr (pl_intent_get_link_id (share), ==, pl_intent_get_link_id (create));
  g_assert_cmpint (pl_intent_get_waits_for (share), ==, pl_intent_get_id (create));

  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
  /* Made, and sent: told of at least once, as it is after both. */
  pass_time (50);
  g_assert_cmpuint (changed->len, >=, 1);
  g_assert_cmpuint (changed->len, <=, 2);
  for (guint i = 0; i < changed->len; i++)
    g_assert_cmpstr (g_ptr_array_index (changed, i), ==, pl_intent_get_link_id (create));

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
  outbox_assert_state (intents[0], PL_INTENT_DONE);

  /* And in a later run, when the form was left open on another computer's screen. */
  core_fixture_restart (fixture, TRUE);
  later = core_create (fixture, draft, share, key, NULL);
  g_assert_cmpint (pl_intent_get_id (later), ==, pl_intent_get_id (intents[0]));
  outbox_assert_state (later, PL_INTENT_DONE);
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
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 0);
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
  outbox_assert_state (create, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (create), PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_cmpuint (payroc_error_get_fields (pl_intent_get_error (create))->len, ==, 1);
  outbox_assert_state (share, PL_INTENT_REFUSED);
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
  outbox_assert_state (create, PL_INTENT_REFUSED);
  draft = pl_intent_create_draft (create);
  typed = pl_intent_create_share (share);
  g_assert_cmpstr (payroc_link_draft_get_reference (draft), ==, "REF-1");
  g_assert_cmpstr (payroc_share_get_message (typed), ==, "Thank you for your order.");
  g_assert_null (pl_intent_create_share (create));
  g_assert_null (pl_intent_create_draft (share));

  payroc_link_draft_set_reference (draft, "REF-2");
  mended = core_create (fixture, draft, typed, NULL, NULL);
  core_flush (fixture);
  outbox_assert_state (mended, PL_INTENT_DONE);
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

  edit = outbox_edit_description (fixture, pl_intent_get_link (create), wanted);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (edit));
  core_settle (fixture, edit);
  pl_test_practice_clear_faults (fixture->practice);

  if (kind != NULL)
    {
      outbox_assert_state (edit, PL_INTENT_UNSURE);
      g_assert_true (core_retry (fixture, edit, NULL));
      core_settle (fixture, edit);
    }

  outbox_assert_state (edit, PL_INTENT_DONE);
  g_assert_null (pl_intent_get_ignored (edit));
  g_assert_cmpstr (payroc_link_get_description (pl_intent_get_link (edit)), ==, "Small Pepperoni Pizza");
  core_settle (fixture, share);
  outbox_assert_state (share, PL_INTENT_DONE);
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
  edit = outbox_edit_description (fixture, pl_intent_get_link (create), wanted);
  core_flush (fixture);

  outbox_assert_state (edit, PL_INTENT_DONE);
  g_assert_nonnull (pl_intent_get_ignored (edit));
  g_assert_cmpuint (pl_intent_get_ignored (edit)->len, ==, 1);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (edit));
  outbox_assert_state (share, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (share), PL_INTENT_ERROR, PL_INTENT_ERROR_NOT_CHANGED);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
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
      outbox_assert_state (deactivate, PL_INTENT_UNSURE);
      n_posts = outbox_count_posts (fixture, "deactivateLink");
      g_assert_true (core_retry (fixture, deactivate, NULL));
      core_settle (fixture, deactivate);
      /* Looked first: what is off is not switched off again. */
      g_assert_cmpuint (outbox_count_posts (fixture, "deactivateLink"), ==,
                        g_strcmp0 (kind, "cutAfter") == 0 ? n_posts : n_posts + 1);
    }

  outbox_assert_state (deactivate, PL_INTENT_DONE);
  g_assert_cmpint (payroc_link_get_status (pl_intent_get_link (deactivate)), ==, PAYROC_LINK_STATUS_DEACTIVATED);

  /* It is off already: that is what was wanted. */
  again = core_deactivate (fixture, pl_intent_get_link_id (create));
  core_settle (fixture, again);
  outbox_assert_state (again, PL_INTENT_DONE);
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
  outbox_assert_state (create, PL_INTENT_DISCARDED);
  outbox_assert_state (share, PL_INTENT_DISCARDED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);

  g_assert_false (core_discard (fixture, create, &error));
  g_assert_error (error, PL_INTENT_ERROR, PL_INTENT_ERROR_FINISHED);

  core_fixture_start (fixture);
  core_flush (fixture);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 0);
}

static gboolean
is_sending (gpointer user_data)
{
  return pl_intent_get_state (user_data) == PL_INTENT_SENDING;
}

static gboolean
is_asked_for (gpointer user_data)
{
  return pl_test_practice_count_requests (((CoreFixture *) user_data)->practice, "createLink") > 0;
}

static void
test_discard_in_flight (CoreFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (GError) error = NULL;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD "}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_wait_until (is_sending, create);
  core_wait_until (is_asked_for, fixture);
  g_assert_false (core_discard (fixture, create, &error));
  g_assert_error (error, PL_INTENT_ERROR, PL_INTENT_ERROR_IN_FLIGHT);

  pl_test_practice_release (fixture->practice);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
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
  outbox_assert_state (create, PL_INTENT_WAITING);

  g_clear_object (&create);
  core_fixture_restart (fixture, FALSE);
  pl_outbox_load_async (fixture->outbox, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_load_finish (fixture->outbox, core_await (&result), NULL));
  create = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  outbox_assert_state (create, PL_INTENT_WAITING);

  core_fixture_start (fixture);
  pl_outbox_stop (fixture->outbox);
  core_flush (fixture);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), <=, 1);

  core_fixture_start (fixture);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
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
  edit = outbox_edit_description (fixture, pl_intent_get_link (create), NULL);
  share = core_share (fixture, pl_intent_get_link_id (create), typed);
  other = core_create_done (fixture, "REF-2", FALSE);
  core_flush (fixture);
  g_assert_false (pl_intent_is_finished (edit));
  outbox_assert_state (share, PL_INTENT_WAITING);
  g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, 0);

  pl_test_practice_clear_faults (fixture->practice);
  g_assert_true (core_retry (fixture, share, NULL));
  core_settle (fixture, share);
  outbox_assert_state (edit, PL_INTENT_DONE);
  outbox_assert_state (share, PL_INTENT_DONE);

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
    outbox_assert_state (g_ptr_array_index (intents, i), PL_INTENT_DONE);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 60);
  g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, 60);
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
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD "}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  pl_outbox_settle_async (fixture->outbox, create, cancellable, core_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (pl_outbox_settle_finish (fixture->outbox, core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (pl_intent_is_finished (create));

  core_wait_until (is_asked_for, fixture);
  pl_test_practice_release (fixture->practice);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
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
  outbox_assert_state (again, PL_INTENT_DONE);
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
  ADD ("refused", NULL, test_refused);
  ADD ("edit", NULL, test_edit);
  ADD ("edit/lost", "cutAfter", test_edit);
  ADD ("edit/not-arrived", "cutBefore", test_edit);
  ADD ("edit/ignored", NULL, test_edit_ignored);
  ADD ("deactivate", NULL, test_deactivate);
  ADD ("deactivate/lost", "cutAfter", test_deactivate);
  ADD ("deactivate/not-arrived", "cutBefore", test_deactivate);
  ADD ("discard", NULL, test_discard);
  ADD ("discard/in-flight", NULL, test_discard_in_flight);
  ADD ("stop", NULL, test_stop);
  ADD ("order", NULL, test_order);
  ADD ("many", NULL, test_many);
  ADD ("cancel-waiting", NULL, test_cancel_waiting);
  ADD ("click-after-dismissal", NULL, test_click_after_dismissal);

  return g_test_run ();
}
