/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked for and is still not so stays noted, whatever else is changed; and nothing is said to be different, or
 * still on, that is not. */
#include "outbox-fixture.h"

#include "core/links/pl-link-asked.h"

typedef struct
{
  const char      *account;
  const char      *link_id;
  PayrocLinkDraft *asked; /* (owned) (nullable) */
} Reading;

static gboolean
read_asked_work (PlConnection *connection,
                 gpointer      data,
                 GError      **error)
{
  Reading *reading = data;

  reading->asked = pl_link_asked_get (connection, reading->account, reading->link_id);

  return TRUE;
}

/* (transfer full) (nullable) */
static PayrocLinkDraft *
get_asked (CoreFixture *fixture,
           const char  *link_id)
{
  Reading reading = { STORE_FIXTURE_ACCOUNT, link_id, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_database_run_async (fixture->store.database, PL_DATABASE_READ, read_asked_work, &reading, NULL, NULL,
                         core_keep_result_cb, &result);
  g_assert_true (pl_database_run_finish (fixture->store.database, core_await (&result), &error));
  g_assert_no_error (error);

  return reading.asked;
}

static void
spoil (CoreFixture *fixture,
       const char  *operation,
       const char  *text,
       const char  *by)
{
  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'%s','kind':'replace','text':'%s','by':'%s','times':1}",
                              operation, text, by);
}

static PayrocLink *
create_link (CoreFixture *fixture)
{
  g_autoptr (PlIntent) create = core_create_done (fixture, "REF-1", FALSE);

  return g_object_ref (pl_intent_get_link (create));
}

/* (transfer full): settled; the link's amount and, by so many days, its last day are changed */
static PlIntent *
edit (CoreFixture *fixture,
      PayrocLink  *link,
      gint64       amount,
      guint        days,
      PayrocShare *share)
{
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit) change = NULL;
  GDate day = *payroc_link_get_expires_on (link);
  PlIntent *intent;

  payroc_link_draft_set_amount (wanted, amount);
  g_date_add_days (&day, days);
  payroc_link_draft_set_expires_on (wanted, &day);
  change = payroc_link_edit_new (link, wanted);
  intent = core_edit (fixture, link, change, share);
  core_settle (fixture, intent);
  outbox_assert_state (intent, PL_INTENT_DONE);

  return intent;
}

static void
assert_asked (CoreFixture *fixture,
              PayrocLink  *link,
              gint64       amount)
{
  g_autoptr (PayrocLinkDraft) asked = get_asked (fixture, payroc_link_get_id (link));

  if (amount == 0)
    {
      g_assert_null (asked);
      return;
    }

  g_assert_nonnull (asked);
  g_assert_cmpint (payroc_link_draft_get_amount (asked), ==, amount);
  g_assert_cmpint (g_date_compare (payroc_link_draft_get_expires_on (asked), payroc_link_get_expires_on (link)), ==, 0);
}

/* Asked for 49.99, and the link says 0.01 until somebody puts that right: a new last day does not. */
static void
test_created (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) later = NULL;
  g_autoptr (PlIntent) right = NULL;

  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'*','kind':'replace','text':'4999','by':'1','times':100}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  assert_asked (fixture, pl_intent_get_link (create), 4999);

  later = edit (fixture, pl_intent_get_link (create), 1, 7, NULL);
  g_assert_no_error (pl_intent_get_error (later));
  assert_asked (fixture, pl_intent_get_link (later), 4999);

  right = edit (fixture, pl_intent_get_link (later), 2500, 0, NULL);
  g_assert_cmpint (payroc_link_get_amount (pl_intent_get_link (right))->minor, ==, 2500);
  assert_asked (fixture, pl_intent_get_link (right), 0);
}

/* A change that was not taken is still not made when another one is. */
static void
test_ignored (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLink) link = create_link (fixture);
  g_autoptr (PlIntent) ignored = NULL;
  g_autoptr (PlIntent) later = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'ignoreEdit'}");
  ignored = edit (fixture, link, 2500, 0, NULL);
  g_assert_nonnull (pl_intent_get_ignored (ignored));
  g_assert_no_error (pl_intent_get_error (ignored));
  assert_asked (fixture, link, 2500);

  later = edit (fixture, pl_intent_get_link (ignored), 4999, 7, NULL);
  assert_asked (fixture, pl_intent_get_link (later), 2500);
}

/* What the reply to an edit changes and nobody asked for is noted, and the customer is not written to. */
static void
test_unasked (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLink) link = create_link (fixture);
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (PlIntent) mail = NULL;

  spoil (fixture, "editLink", "4999", "1");
  intent = edit (fixture, link, 4999, 7, share);
  mail = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (intent));
  core_settle (fixture, mail);
  g_assert_error (pl_intent_get_error (intent), PL_INTENT_ERROR, PL_INTENT_ERROR_DIFFERENT);
  g_assert_null (pl_intent_get_ignored (intent));
  outbox_assert_state (mail, PL_INTENT_REFUSED);
  assert_asked (fixture, pl_intent_get_link (intent), 4999);
}

/* Two of the terms are changed, and one is taken: that is no other link, and what is as before is said. */
static void
test_in_part (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLink) link = create_link (fixture);
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit) change = NULL;
  g_autoptr (PlIntent) intent = NULL;

  payroc_link_draft_set_amount (wanted, 2500);
  payroc_link_draft_set_currency (wanted, "CAD");
  change = payroc_link_edit_new (link, wanted);
  spoil (fixture, "editLink", "CAD", "USD");
  intent = core_edit (fixture, link, change, NULL);
  core_settle (fixture, intent);
  outbox_assert_state (intent, PL_INTENT_DONE);
  g_assert_no_error (pl_intent_get_error (intent));
  g_assert_cmpuint (pl_intent_get_ignored (intent)->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (pl_intent_get_ignored (intent), 0), ==, "order.charge.currency");
}

/* What a reply leaves out, or writes without the blanks around it, is not different: the mail goes. */
static void
test_unnamed (CoreFixture   *fixture,
              gconstpointer  data)
{
  static const char *const spoilt[][2] = {
    { "\\\"orderId\\\"", "\\\"was\\\"" },
    { "\\\"authType\\\"", "\\\"was\\\"" },
    { "\\\"paymentMethods\\\"", "\\\"was\\\"" },
    { "\\\"ORDER-REF-1\\\"", "\\\" ORDER-REF-1 \\\"" },
    { "\\\"REF-1\\\"", "\\\"REF-1 \\\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autoptr (PayrocLink) link = NULL;
      g_autoptr (PayrocShare) share = core_share_new ();
      g_autoptr (PlIntent) intent = NULL;
      g_autoptr (PlIntent) mail = NULL;

      g_test_message ("%s", spoilt[i][0]);
      pl_test_practice_clear_faults (fixture->practice);
      pl_test_practice_add_fault (fixture->practice,
                                  "{'operation':'*','kind':'replace','text':'%s','by':'%s','times':100}",
                                  spoilt[i][0], spoilt[i][1]);
      link = create_link (fixture);
      assert_asked (fixture, link, 0);
      intent = edit (fixture, link, 2500, 0, share);
      mail = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (intent));
      core_settle (fixture, mail);
      g_assert_no_error (pl_intent_get_error (intent));
      assert_asked (fixture, pl_intent_get_link (intent), 0);
      outbox_assert_state (mail, PL_INTENT_DONE);
    }
}

/* A switch-off that was answered, by what the answer and the look after it say of the link. */
static void
test_switched_off (CoreFixture   *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char      *name;
    const char      *answered; /* in place of "deactivated" in the reply; NULL: no state */
    const char      *found;    /* likewise in the look */
    PlIntentState    state;
    int              code;     /* PL_INTENT_ERROR, or PAYROC_ERROR of another */
    PayrocLinkStatus stored;
  } cases[] = {
    { "no state at all", NULL, NULL, PL_INTENT_DONE, -1, PAYROC_LINK_STATUS_UNKNOWN },
    { "no state in the reply", NULL, "deactivated", PL_INTENT_DONE, -1, PAYROC_LINK_STATUS_DEACTIVATED },
    { "still on", "active", "active", PL_INTENT_REFUSED, PL_INTENT_ERROR_STILL_ON, PAYROC_LINK_STATUS_ACTIVE },
    { "paid", "active", "completed", PL_INTENT_REFUSED, PAYROC_ERROR_NOT_CHANGEABLE, PAYROC_LINK_STATUS_COMPLETED },
    { "over", "active", "expired", PL_INTENT_REFUSED, PAYROC_ERROR_NOT_CHANGEABLE, PAYROC_LINK_STATUS_EXPIRED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PayrocLink) link = create_link (fixture);
      g_autoptr (PlIntent) off = NULL;
      g_autofree char *query = NULL;
      const char *said[] = { cases[i].answered, cases[i].found };
      const char *const operations[] = { "deactivateLink", "retrieveLink" };

      g_test_message ("%s", cases[i].name);
      for (guint j = 0; j < G_N_ELEMENTS (said); j++)
        {
          g_autofree char *by = said[j] != NULL ? g_strdup_printf ("\\\"status\\\":\\\"%s\\\"", said[j])
                                                : g_strdup ("\\\"was\\\":\\\"deactivated\\\"");

          spoil (fixture, operations[j], "\\\"status\\\":\\\"deactivated\\\"", by);
        }
      off = core_deactivate (fixture, payroc_link_get_id (link));
      core_settle (fixture, off);
      outbox_assert_state (off, cases[i].state);
      if (cases[i].code == -1)
        g_assert_no_error (pl_intent_get_error (off));
      else if (cases[i].code == PL_INTENT_ERROR_STILL_ON)
        g_assert_error (pl_intent_get_error (off), PL_INTENT_ERROR, cases[i].code);
      else
        g_assert_error (pl_intent_get_error (off), PAYROC_ERROR, cases[i].code);

      if (cases[i].code == PL_INTENT_ERROR_STILL_ON)
        continue;

      /* And the list does not go on calling it open. */
      g_assert_cmpint (payroc_link_get_status (pl_intent_get_link (off)), ==, cases[i].stored);
      query = g_strdup_printf ("SELECT status FROM links WHERE id = '%s'",
                               payroc_link_get_id (link));
      g_assert_cmpint (store_query_int (fixture->store.database, query), ==, cases[i].stored);
    }
}

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, NULL);
  core_fixture_start (fixture);
}

#define ADD(path, function) \
  g_test_add ("/outbox-asked/" path, CoreFixture, NULL, set_up, function, core_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("created", test_created);
  ADD ("ignored", test_ignored);
  ADD ("unasked", test_unasked);
  ADD ("in-part", test_in_part);
  ADD ("unnamed", test_unnamed);
  ADD ("switched-off", test_switched_off);

  return g_test_run ();
}
