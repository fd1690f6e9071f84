/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong on purpose, in one line for each test of the outbox. */
#include "outbox-fixture.h"

#define EIGHT_DAYS (8 * G_TIME_SPAN_DAY)

void
outbox_assert_state (PlIntent     *intent,
                     PlIntentState state)
{
  const GError *error = pl_intent_get_error (intent);

  if (pl_intent_get_state (intent) != state && error != NULL)
    g_test_message ("Intent %" G_GINT64_FORMAT ": %s", pl_intent_get_id (intent), error->message);
  g_assert_cmpint (pl_intent_get_state (intent), ==, state);
}

guint
outbox_count_posts (CoreFixture *fixture,
                    const char  *operation)
{
  return pl_test_practice_count_requests (fixture->practice, operation);
}

void
outbox_pass_days (CoreFixture *fixture)
{
  fixture->offset += EIGHT_DAYS;
  pl_test_practice_move_clock (fixture->practice, fixture->offset / G_USEC_PER_SEC);
}

PlIntent *
outbox_create_failing (CoreFixture *fixture,
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

PlIntent *
outbox_share_failing (CoreFixture *fixture,
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

PlIntent *
outbox_edit_description (CoreFixture *fixture,
                         PayrocLink  *link,
                         PayrocShare *share)
{
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit) edit = NULL;

  payroc_link_draft_set_description (wanted, "Small Pepperoni Pizza");
  edit = payroc_link_edit_new (link, wanted);

  return core_edit (fixture, link, edit, share);
}

typedef struct
{
  PlBatch *batch;
  guint    n_done;
} Progress;

static gboolean
has_done_cb (gpointer user_data)
{
  const Progress *progress = user_data;

  return pl_batch_get_n_done (progress->batch) >= progress->n_done;
}

void
outbox_wait_for_done (PlBatch *batch,
                      guint    n_done)
{
  Progress progress = { batch, n_done };

  core_wait_until (has_done_cb, &progress);
}

guint
outbox_find_post (CoreFixture *fixture,
                  const char  *order_id)
{
  g_autoptr (JsonArray) posts = pl_test_practice_get_requests (fixture->practice, "createLink");

  for (guint i = 0; i < json_array_get_length (posts); i++)
    {
      g_autofree char *post = json_to_string (json_array_get_element (posts, i), FALSE);

      if (strstr (post, order_id) != NULL)
        return i;
    }

  g_assert_not_reached ();
}

void
outbox_hold_after (CoreFixture *fixture,
                   guint        n_answered)
{
  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD ",'skip':%u,'times':400}", n_answered);
}
