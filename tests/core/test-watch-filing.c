/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A payment that a server once listed for the wrong link comes to the right one, and is told once all the same. */
#include "look-fixture.h"

#include "core/links/pl-link-details.h"

static const struct
{
  const char *name;
  const char *pay;       /* more of the body */
  const char *operation; /* the list of such payments */
} ways[] = {
  { "card", "", "listPayments" },
  { "bank", ",\"method\":\"bankTransfer\",\"status\":\"complete\",\"responseCode\":\"A\"", "listBankPayments" },
};

/* Somebody looks at that link's page. */
static void
open_page (LookFixture *fixture,
           PlIntent    *intent)
{
  g_autoptr (PlLinkDetails) page = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  page = pl_link_details_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->core.practice),
                              pl_intent_get_link_id (intent), fixture->core.store.database, fixture->core.client,
                              fixture->core.feed);
  pl_link_details_update_async (page, NULL, core_keep_result_cb, &result);
  pl_link_details_update_finish (page, core_await (&result), &error);
  g_assert_no_error (error);
}

static gint64
count_notices (LookFixture *fixture,
               PlIntent    *intent)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM notices WHERE link_id = '%s'",
                                          pl_intent_get_link_id (intent));

  return store_query_int (fixture->core.store.database, sql);
}

/* The newest link is asked first, and its list has what others paid, too. */
static void
overlook (LookFixture *fixture,
          PlIntent    *paid,
          guint        way)
{
  g_autofree char *payment = look_pay (fixture, paid, ways[way].pay);

  /* The first list is the terminal's. */
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'%s','kind':'ignoreFilter','skip':1}",
                              ways[way].operation);
  look_once (fixture);
}

static void
assert_moved (LookFixture *fixture,
              PlIntent    *right,
              PlIntent    *wrong,
              int          n_told,     /* notices of the wrong link, that were shown */
              int          n_notices)
{
  look_assert_stored (fixture, wrong, "paid_count", 0);
  look_assert_stored (fixture, wrong, "paid_amount", 0);
  look_assert_stored (fixture, wrong, "paid_currency IS NOT NULL", TRUE);
  look_assert_stored (fixture, right, "paid_count", 1);
  look_assert_stored (fixture, right, "paid_amount", 4999);
  g_assert_cmpint (count_notices (fixture, wrong), ==, n_told);
  g_assert_cmpint (count_notices (fixture, right), ==, n_notices);
  g_assert_cmpint (store_query_int (fixture->core.store.database, "SELECT count (*) FROM unplaced_payments"), ==, 0);
}

/* Nobody opens the page of the link that it is: the watch asks whose it is. */
static void
test_found_gone (LookFixture   *fixture,
                 gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (PlIntent) right = look_create (fixture, "Right", PAYROC_LINK_KIND_MULTI_USE);
      g_autoptr (PlIntent) wrong = look_create (fixture, "Wrong", PAYROC_LINK_KIND_MULTI_USE);

      g_test_message ("%s", ways[i].name);
      overlook (fixture, right, i);
      look_assert_told (fixture, "paid Wrong 4999 USD");
      look_assert_stored (fixture, wrong, "paid_count", 1);

      /* Not known, until somebody else says that it is theirs. */
      open_page (fixture, wrong);
      look_assert_stored (fixture, wrong, "paid_count", 0);
      look_assert_stored (fixture, wrong, "paid_currency IS NULL", TRUE);

      /* No new money; but the merchant was told of it under another link. */
      look_once (fixture);
      look_assert_told (fixture, "moved Right 4999 USD");
      assert_moved (fixture, right, wrong, 1, 1);

      look_once (fixture);
      open_page (fixture, wrong);
      open_page (fixture, right);
      look_assert_told (fixture, "");
      assert_moved (fixture, right, wrong, 1, 1);
    }
}

/* What is not told yet is told of the right link. */
static void
test_before_told (LookFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlIntent) right = look_create (fixture, "Right", PAYROC_LINK_KIND_MULTI_USE);
  g_autoptr (PlIntent) wrong = look_create (fixture, "Wrong", PAYROC_LINK_KIND_MULTI_USE);

  overlook (fixture, right, 0);
  open_page (fixture, right);
  assert_moved (fixture, right, wrong, 0, 1);
  look_assert_told (fixture, "paid Right 4999 USD");
}

/* Whose a payment is stays in doubt when it comes in meanwhile: the terminal's list does not say that. */
static void
test_doubted_and_changed (LookFixture   *fixture,
                          gconstpointer  data)
{
  g_autoptr (PlIntent) single = look_create (fixture, "Single", PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PlIntent) right = look_create (fixture, "Right", PAYROC_LINK_KIND_MULTI_USE);
  g_autoptr (PlIntent) wrong = look_create (fixture, "Wrong", PAYROC_LINK_KIND_MULTI_USE);
  g_autofree char *first = look_pay (fixture, single, ways[1].pay);
  g_autofree char *second = NULL;

  look_once (fixture);
  look_assert_told (fixture, "paid Single 4999 USD");

  /* The order number of the first one shows that the filter was overlooked. */
  second = look_pay (fixture, right, ",\"method\":\"bankTransfer\",\"status\":\"pending\",\"responseCode\":\"A\"");
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listBankPayments','kind':'ignoreFilter'}");
  open_page (fixture, wrong);
  g_assert_cmpint (store_query_int (fixture->core.store.database, "SELECT count (*) FROM unplaced_payments"), ==, 1);
  look_assert_stored (fixture, wrong, "(SELECT count (*) FROM payments WHERE link_id = links.id)", 1);

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listBankPayments','kind':'replace',"
                              "'text':'pending','by':'complete','times':99}");
  look_once (fixture);
  look_assert_told (fixture, "paid Right 4999 USD");
  /* That it was on its way is overtaken. */
  assert_moved (fixture, right, wrong, 0, 2);
}

/* The watch asks a link because of another payment, and hears of what stands elsewhere: that link is asked at once. */
static void
test_claimed (LookFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlIntent) wrong = look_create (fixture, "Wrong", PAYROC_LINK_KIND_MULTI_USE);
  g_autoptr (PlIntent) right = look_create (fixture, "Right", PAYROC_LINK_KIND_MULTI_USE);
  g_autofree char *first = look_pay (fixture, right, "");
  g_autofree char *second = NULL;
  g_autofree char *told = NULL;

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'ignoreFilter'}");
  open_page (fixture, wrong);
  look_once (fixture);
  look_assert_told (fixture, "paid Wrong 4999 USD");
  look_assert_stored (fixture, wrong, "paid_count", 1);

  second = look_pay (fixture, right, "");
  look_once (fixture);
  told = look_tell (fixture);
  g_assert_nonnull (strstr (told, "paid Right 4999 USD"));
  g_assert_nonnull (strstr (told, "moved Right 4999 USD"));
  look_assert_stored (fixture, wrong, "paid_count", 0);
  look_assert_stored (fixture, right, "paid_count", 2);
  g_assert_cmpint (count_notices (fixture, wrong), ==, 1);
  g_assert_cmpint (count_notices (fixture, right), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/watch-filing/" name, LookFixture, NULL, look_fixture_set_up, function, \
                                        look_fixture_tear_down)

  ADD ("found-gone", test_found_gone);
  ADD ("before-told", test_before_told);
  ADD ("claimed", test_claimed);
  ADD ("doubted-and-changed", test_doubted_and_changed);

#undef ADD

  return g_test_run ();
}
