/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link from four lists: all of it, the parts that came, and what is left when none came. */
#include "core-fixture.h"

#include "core/links/pl-link-details.h"
#include "support/pass-time.h"

/* Once everybody was told how the link was made. */
static PlLinkDetails *
create_details (CoreFixture *fixture,
                const char  *link_id)
{
  pass_time (50);

  return pl_link_details_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->practice), link_id,
                              fixture->store.database, fixture->client, fixture->feed);
}

static gboolean
update (PlLinkDetails  *details,
        GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_link_details_update_async (details, NULL, core_keep_result_cb, &result);

  return pl_link_details_update_finish (details, core_await (&result), error);
}

static void
load (PlLinkDetails *details)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_link_details_load_async (details, NULL, core_keep_result_cb, &result);
  pl_link_details_load_finish (details, core_await (&result), &error);
  g_assert_no_error (error);
}

static void
assert_total (PlLinkDetails *details,
              gint64         minor)
{
  g_autoptr (GPtrArray) totals = pl_link_details_get_totals (details);

  if (minor == 0)
    {
      g_assert_cmpuint (totals->len, ==, 0);
      return;
    }
  g_assert_cmpuint (totals->len, ==, 1);
  g_assert_cmpint (((PayrocMoney *) g_ptr_array_index (totals, 0))->minor, ==, minor);
}

static guint
count (GListModel *model)
{
  return g_list_model_get_n_items (model);
}

static void
test_all (CoreFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", TRUE);
  PlLinkDetails *details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autoptr (PlLinkDetails) stored = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *payment = NULL;

  core_flush (fixture);
  payment = pl_test_practice_pay (fixture->practice, pl_intent_get_link_id (intent), 0);
  update (details, &error);
  g_assert_no_error (error);
  g_assert_cmpint (payroc_link_get_status (pl_link_details_get_link (details)), ==, PAYROC_LINK_STATUS_COMPLETED);
  g_assert_cmpuint (count (pl_link_details_get_sharing (details)), ==, 1);
  g_assert_cmpuint (count (pl_link_details_get_payments (details)), ==, 1);
  g_assert_cmpint (pl_link_details_get_as_of (details), !=, 0);
  assert_total (details, payroc_link_get_amount (pl_link_details_get_link (details))->minor);

  pl_test_practice_refund (fixture->practice, payment, 1);
  update (details, &error);
  g_assert_no_error (error);
  assert_total (details, payroc_link_get_amount (pl_link_details_get_link (details))->minor - 1);

  /* Another page of the same link has it from the store alone. */
  stored = create_details (fixture, pl_intent_get_link_id (intent));
  g_assert_null (pl_link_details_get_link (stored));
  load (stored);
  g_assert_cmpuint (count (pl_link_details_get_payments (stored)), ==, 1);
  g_assert_cmpint (pl_link_details_get_as_of (stored), ==, pl_link_details_get_as_of (details));
  g_assert_finalize_object (details);
}

static void
test_many_pages (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", FALSE);
  g_autoptr (PlLinkDetails) details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 103; i++)
    {
      g_autoptr (PayrocShare) share = core_share_new ();
      g_autoptr (PlIntent) mail = core_share (fixture, pl_intent_get_link_id (intent), share);
    }
  core_flush (fixture);

  update (details, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (pl_link_details_get_sharing (details)), ==, 103);
}

static void
test_parts_fail (CoreFixture   *fixture,
                 gconstpointer  data)
{
  static const char *const operations[] = { "retrieveLink", "listSharingEvents", "listPayments" };
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", TRUE);
  g_autoptr (PlLinkDetails) details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autofree char *payment = NULL;
  g_autoptr (GError) error = NULL;
  gint64 as_of;

  core_flush (fixture);
  payment = pl_test_practice_pay (fixture->practice, pl_intent_get_link_id (intent), 0);
  update (details, &error);
  g_assert_no_error (error);
  as_of = pl_link_details_get_as_of (details);

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      pl_test_practice_add_fault (fixture->practice, "{'operation':'%s','kind':'html','times':5}", operations[i]);
      g_assert_false (update (details, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
      g_clear_error (&error);
      pl_test_practice_clear_faults (fixture->practice);

      /* What was there stays, and is not called newer than it is. */
      g_assert_nonnull (pl_link_details_get_link (details));
      g_assert_cmpuint (count (pl_link_details_get_sharing (details)), ==, 1);
      g_assert_cmpuint (count (pl_link_details_get_payments (details)), ==, 1);
      g_assert_cmpint (pl_link_details_get_as_of (details), ==, as_of);
    }

  update (details, &error);
  g_assert_no_error (error);
}

/* A payment that cannot be read is missing in the total: the rest is there, and it is said that this is not all. */
static void
test_unreadable_payment (CoreFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", TRUE);
  g_autoptr (PlLinkDetails) details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autoptr (PlLinkDetails) stored = NULL;
  g_autofree char *payment = NULL;
  g_autoptr (GError) error = NULL;

  payment = pl_test_practice_pay (fixture->practice, pl_intent_get_link_id (intent), 0);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listPayments','kind':'replace','text':'%s',"
                              "'by':'\\\\u0000'}", payment);
  update (details, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pl_link_details_get_as_of (details), !=, 0);
  g_assert_nonnull (pl_link_details_get_link (details));
  g_assert_cmpuint (count (pl_link_details_get_payments (details)), ==, 0);
  g_assert_cmpuint (pl_link_details_get_n_unreadable_payments (details), ==, 1);
  g_assert_null (pl_link_details_get_totals (details));

  /* Also for whoever looks at what is stored. */
  stored = create_details (fixture, pl_intent_get_link_id (intent));
  load (stored);
  g_assert_cmpuint (pl_link_details_get_n_unreadable_payments (stored), ==, 1);
  g_assert_null (pl_link_details_get_totals (stored));

  update (details, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pl_link_details_get_n_unreadable_payments (details), ==, 0);
  g_assert_cmpuint (count (pl_link_details_get_payments (details)), ==, 1);
  assert_total (details, payroc_link_get_amount (pl_link_details_get_link (details))->minor);
  g_assert_cmpint (pl_link_details_get_as_of (details), !=, 0);
}

static void
test_forbidden_bank_list (CoreFixture   *fixture,
                          gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", FALSE);
  g_autoptr (PlLinkDetails) details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autoptr (GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'listBankPayments','kind':'status','status':403,'type':'forbidden'}");
  update (details, &error);
  g_assert_no_error (error);

  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'listPayments','kind':'status','status':403,'type':'forbidden'}");
  g_assert_false (update (details, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN);
}

static PlIntent *
create_many (CoreFixture *fixture,
             const char  *reference)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  PlIntent *intent;

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_order_id (draft, NULL);
  intent = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, intent);

  return intent;
}

/* A server that overlooks by which link it was asked lists what others paid: that is nobody else's income, neither of a
 * link for one payment nor of one for many. */
static void
test_strangers (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlIntent) paid = core_create_done (fixture, "PAID", FALSE);
  g_autoptr (PlIntent) open = core_create_done (fixture, "OPEN", FALSE);
  g_autoptr (PlIntent) many = create_many (fixture, "MANY");
  g_autofree char *payment = NULL;
  const char *paid_id = pl_intent_get_link_id (paid);
  const char *ids[3];

  payment = pl_test_practice_pay (fixture->practice, paid_id, 0);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listPayments','kind':'ignoreFilter','times':3}");

  ids[0] = pl_intent_get_link_id (many);
  ids[1] = pl_intent_get_link_id (open);
  ids[2] = paid_id;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (PlLinkDetails) details = create_details (fixture, ids[i]);
      g_autoptr (GError) error = NULL;

      update (details, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count (pl_link_details_get_payments (details)), ==, ids[i] == paid_id ? 1 : 0);
      assert_total (details, ids[i] == paid_id ? 4999 : 0);
    }
}

static gboolean
has_no_payment_cb (gpointer user_data)
{
  return count (pl_link_details_get_payments (user_data)) == 0;
}

/* Overlooked once, a payment came to stand under the wrong link: whichever of the two is looked at next, in the end it
 * stands under the other one, and open pages say so by themselves. */
static void
check_overlooked (CoreFixture *fixture,
                  gboolean     wrong_first)
{
  g_autoptr (PlIntent) wrong = create_many (fixture, "WRONG");
  g_autoptr (PlIntent) right = create_many (fixture, "RIGHT");
  g_autoptr (PlLinkDetails) wrong_page = create_details (fixture, pl_intent_get_link_id (wrong));
  g_autoptr (PlLinkDetails) right_page = create_details (fixture, pl_intent_get_link_id (right));
  g_autoptr (GError) error = NULL;
  g_autofree char *payment = pl_test_practice_pay (fixture->practice, pl_intent_get_link_id (right), 0);

  pl_test_practice_add_fault (fixture->practice, "{'operation':'listPayments','kind':'ignoreFilter'}");
  update (wrong_page, &error);
  g_assert_no_error (error);
  assert_total (wrong_page, 4999);

  if (wrong_first)
    {
      g_autoptr (GPtrArray) totals = NULL;

      update (wrong_page, &error);
      g_assert_no_error (error);
      totals = pl_link_details_get_totals (wrong_page);
      g_assert_null (totals);
      g_assert_cmpuint (count (pl_link_details_get_payments (wrong_page)), ==, 1);
    }

  update (right_page, &error);
  g_assert_no_error (error);
  assert_total (right_page, 4999);
  core_wait_until (has_no_payment_cb, wrong_page);
  assert_total (wrong_page, 0);

  /* Overlooked again, it stays: its own link still has it. */
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listPayments','kind':'ignoreFilter'}");
  update (wrong_page, &error);
  g_assert_no_error (error);
  assert_total (wrong_page, 0);
  update (right_page, &error);
  g_assert_no_error (error);
  assert_total (right_page, 4999);
}

static void
test_overlooked_wrong_first (CoreFixture   *fixture,
                             gconstpointer  data)
{
  check_overlooked (fixture, TRUE);
}

static void
test_overlooked_right_first (CoreFixture   *fixture,
                             gconstpointer  data)
{
  check_overlooked (fixture, FALSE);
}

/* Where the other link cannot be asked, nothing is taken from it, and the page that was asked for is none the worse. */
static void
test_overlooked_and_failing (CoreFixture   *fixture,
                             gconstpointer  data)
{
  g_autoptr (PlIntent) wrong = create_many (fixture, "WRONG");
  g_autoptr (PlIntent) right = create_many (fixture, "RIGHT");
  g_autoptr (PlLinkDetails) wrong_page = create_details (fixture, pl_intent_get_link_id (wrong));
  g_autoptr (PlLinkDetails) right_page = create_details (fixture, pl_intent_get_link_id (right));
  g_autoptr (GError) error = NULL;
  g_autofree char *payment = pl_test_practice_pay (fixture->practice, pl_intent_get_link_id (right), 0);

  pl_test_practice_add_fault (fixture->practice, "{'operation':'listPayments','kind':'ignoreFilter'}");
  update (wrong_page, &error);
  g_assert_no_error (error);

  /* The second request is the one for the other link. */
  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'listPayments','kind':'status','status':403,'skip':1}");
  update (right_page, &error);
  g_assert_no_error (error);
  assert_total (right_page, 0);
  assert_total (wrong_page, 4999);

  update (right_page, &error);
  g_assert_no_error (error);
  assert_total (right_page, 4999);
}

typedef struct
{
  CoreFixture *fixture;
  const char  *operation;
} Question;

static gboolean
is_asked_cb (gpointer user_data)
{
  const Question *question = user_data;

  return pl_test_practice_count_requests (question->fixture->practice, question->operation) > 0;
}

/* Payroc has described the link, and its list of payments is long in coming. */
static void
ask_slowly (CoreFixture    *fixture,
            PlLinkDetails  *details,
            GAsyncResult  **result)
{
  Question link = { fixture, "retrieveLink" };
  Question payments = { fixture, "listPayments" };

  pl_test_practice_clear_requests (fixture->practice);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listPayments'," PL_TEST_PRACTICE_HOLD "}");
  pl_link_details_update_async (details, NULL, core_keep_result_cb, result);
  core_wait_until (is_asked_cb, &link);
  core_wait_until (is_asked_cb, &payments);
}

static void
release (CoreFixture    *fixture,
         PlLinkDetails  *details,
         GAsyncResult  **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (*result);
  pl_test_practice_release (fixture->practice);
  pl_link_details_update_finish (details, core_await (result), &error);
  g_assert_no_error (error);
}

/* What the outbox learnt meanwhile is newer than what the page was told first. */
static void
test_slow_and_switched_off (CoreFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", FALSE);
  g_autoptr (PlLinkDetails) details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autoptr (PlIntent) off = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  ask_slowly (fixture, details, &result);
  off = core_deactivate (fixture, pl_intent_get_link_id (intent));
  core_settle (fixture, off);
  g_assert_cmpint (store_query_int (fixture->store.database, "SELECT status FROM links"), ==,
                   PAYROC_LINK_STATUS_DEACTIVATED);
  release (fixture, details, &result);
  g_assert_cmpint (store_query_int (fixture->store.database, "SELECT status FROM links"), ==,
                   PAYROC_LINK_STATUS_DEACTIVATED);
  g_assert_cmpint (payroc_link_get_status (pl_link_details_get_link (details)), ==, PAYROC_LINK_STATUS_DEACTIVATED);
}

static void
test_slow_and_edited (CoreFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", FALSE);
  g_autoptr (PlLinkDetails) details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autoptr (PayrocLinkDraft) wanted = NULL;
  g_autoptr (PayrocLinkEdit) edit = NULL;
  g_autoptr (PlIntent) change = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  PayrocLink *link;

  load (details);
  link = pl_link_details_get_link (details);
  address = g_strdup (payroc_link_get_payment_url (link));
  wanted = payroc_link_draft_new_from_link (link);
  payroc_link_draft_set_description (wanted, "Small Pepperoni Pizza");
  edit = payroc_link_edit_new (link, wanted);

  ask_slowly (fixture, details, &result);
  change = core_edit (fixture, link, edit, NULL);
  core_settle (fixture, change);
  release (fixture, details, &result);

  link = pl_link_details_get_link (details);
  g_assert_cmpstr (payroc_link_get_description (link), ==, "Small Pepperoni Pizza");
  g_assert_cmpstr (payroc_link_get_payment_url (link), !=, address);
  g_assert_cmpuint (count (pl_link_details_get_old_addresses (details)), ==, 1);
  g_assert_cmpint (store_query_int (fixture->store.database,
                                    "SELECT count (*) FROM link_addresses, link_documents"
                                    " WHERE address = json_extract (document, '$.assets.paymentUrl')"), ==, 0);
}

static void
test_unknown_link (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlLinkDetails) details = create_details (fixture, "ZZZZZZZZZZ");
  g_autoptr (GError) error = NULL;

  load (details);
  g_assert_null (pl_link_details_get_link (details));
  g_assert_false (update (details, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND);
  g_assert_null (pl_link_details_get_link (details));
  g_assert_false (pl_link_details_get_loading (details));
}

static gboolean
is_switched_off_cb (gpointer user_data)
{
  PayrocLink *link = pl_link_details_get_link (user_data);

  return link != NULL && payroc_link_get_status (link) == PAYROC_LINK_STATUS_DEACTIVATED;
}

static void
test_follows_feed (CoreFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", FALSE);
  g_autoptr (PlLinkDetails) details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autoptr (PlIntent) off = NULL;

  load (details);
  off = core_deactivate (fixture, pl_intent_get_link_id (intent));
  core_settle (fixture, off);
  core_wait_until (is_switched_off_cb, details);
}

static void
test_cancelled (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlIntent) intent = core_create_done (fixture, "A", FALSE);
  g_autoptr (PlLinkDetails) details = create_details (fixture, pl_intent_get_link_id (intent));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'listPayments','kind':'delay','ms':10000}");
  pl_link_details_update_async (details, cancellable, core_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (pl_link_details_update_finish (details, core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (pl_link_details_get_loading (details));
}

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, data);
  core_fixture_start (fixture);
}

#define ADD(path, function) \
  g_test_add ("/link-details/" path, CoreFixture, NULL, set_up, function, core_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("all", test_all);
  ADD ("many-pages", test_many_pages);
  ADD ("parts-fail", test_parts_fail);
  ADD ("unreadable-payment", test_unreadable_payment);
  ADD ("forbidden-bank-list", test_forbidden_bank_list);
  ADD ("strangers", test_strangers);
  ADD ("overlooked/wrong-first", test_overlooked_wrong_first);
  ADD ("overlooked/right-first", test_overlooked_right_first);
  ADD ("overlooked/failing", test_overlooked_and_failing);
  ADD ("slow/switched-off", test_slow_and_switched_off);
  ADD ("slow/edited", test_slow_and_edited);
  ADD ("unknown-link", test_unknown_link);
  ADD ("follows-feed", test_follows_feed);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
