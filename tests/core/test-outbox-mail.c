/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail says what its link asks for, or it does not go out; and it can be filled in again. */
#include "outbox-fixture.h"

static PayrocShare *
make_share (const char *template,
            const char *message)
{
  PayrocShare *share = core_share_new ();

  payroc_share_set_template (share, template);
  payroc_share_set_message (share, message);

  return share;
}

static PlIntent *
change_amount (CoreFixture *fixture,
               PayrocLink  *link,
               gint64       amount,
               PayrocShare *share)
{
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit) edit = NULL;

  payroc_link_draft_set_amount (wanted, amount);
  edit = payroc_link_edit_new (link, wanted);

  return core_edit (fixture, link, edit, share);
}

static void
assert_outdated (PlIntent *intent)
{
  outbox_assert_state (intent, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (intent), PL_INTENT_ERROR, PL_INTENT_ERROR_OUTDATED);
}

/* What was refused is mended from the words, after a restart too. */
static void
test_template (CoreFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PayrocShare) wanted = make_share ("Please pay {amount}", "Please pay $49.99");
  g_autoptr (PlIntent) created = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) waiting = NULL;
  g_autoptr (PayrocShare) share = NULL;
  gint64 id;

  core_fixture_start (fixture);
  created = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'status','status':400}");
  edit = change_amount (fixture, pl_intent_get_link (created), 3000, wanted);
  core_settle (fixture, edit);
  outbox_assert_state (edit, PL_INTENT_REFUSED);
  id = pl_intent_get_id (edit);

  core_fixture_restart (fixture, TRUE);
  waiting = pl_outbox_find_waiting (fixture->outbox, id);
  share = pl_intent_create_share (waiting);
  g_assert_cmpstr (payroc_share_get_template (share), ==, "Please pay {amount}");
  g_assert_cmpstr (payroc_share_get_message (share), ==, "Please pay $49.99");
  g_assert_null (pl_intent_create_base (waiting));
}

typedef struct
{
  const char *name;
  const char *template; /* NULL: only the message is known */
  gboolean    goes_out;
} Text;

static const Text texts[] = {
  { "amount", "Please pay {amount}", FALSE },
  { "amount-in-capitals", "Please pay {Amount}", FALSE },
  { "address", "Please open {link}", FALSE },
  { "none", "Please pay", TRUE },
  { "expires", "Until {expires}", TRUE },
  { "literal", NULL, TRUE },
};

/* Written while the link's change waited to be sent. */
static void
test_behind_change (CoreFixture   *fixture,
                    gconstpointer  data)
{
  const Text *text = data;
  g_autoptr (PayrocShare) wanted = make_share (text->template, "Please pay $49.99");
  g_autoptr (PlIntent) created = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) share = NULL;

  core_fixture_start (fixture);
  created = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink'," PL_TEST_PRACTICE_HOLD "}");
  edit = change_amount (fixture, pl_intent_get_link (created), 3000, NULL);
  share = core_share (fixture, pl_intent_get_link_id (created), wanted);
  pl_test_practice_release (fixture->practice);
  core_settle (fixture, edit);
  core_settle (fixture, share);
  outbox_assert_state (edit, PL_INTENT_DONE);
  if (text->goes_out)
    outbox_assert_state (share, PL_INTENT_DONE);
  else
    assert_outdated (share);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, text->goes_out ? 1 : 0);
}

/* Nothing about the link is different: the mail is as good as it was. */
static void
test_change_refused (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PayrocShare) wanted = make_share ("Please pay {amount} by {expires}: {link}", "Please pay $49.99");
  g_autoptr (PlIntent) created = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) share = NULL;

  core_fixture_start (fixture);
  created = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'status','status':400}");
  edit = change_amount (fixture, pl_intent_get_link (created), 3000, NULL);
  share = core_share (fixture, pl_intent_get_link_id (created), wanted);
  core_settle (fixture, share);
  outbox_assert_state (edit, PL_INTENT_REFUSED);
  outbox_assert_state (share, PL_INTENT_DONE);
}

/* The mail of a change, and of a new link, was written for what they make. */
static void
test_with_change (CoreFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PayrocShare) wanted = make_share ("Please pay {amount}", "Please pay $30.00");
  g_autoptr (PlIntent) created = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) share = NULL;

  core_fixture_start (fixture);
  created = core_create_done (fixture, "REF-1", FALSE);
  edit = change_amount (fixture, pl_intent_get_link (created), 3000, wanted);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (edit));
  core_settle (fixture, share);
  outbox_assert_state (share, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

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

#define ADD(path, function, data) \
  g_test_add ("/outbox-mail/" path, CoreFixture, data, set_up, function, core_fixture_tear_down)
  ADD ("template", test_template, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/outbox-mail/behind-change/", texts[i].name, NULL);

      g_test_add (path, CoreFixture, &texts[i], set_up, test_behind_change, core_fixture_tear_down);
    }
  ADD ("change-refused", test_change_refused, NULL);
  ADD ("with-change", test_with_change, NULL);
#undef ADD

  return g_test_run ();
}
