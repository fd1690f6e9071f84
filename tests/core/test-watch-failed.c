/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was on its way and then does not come is told as what came is: once, whoever was away meanwhile. What never got
 * beyond an attempt is not. */
#include "look-fixture.h"

#define BY_BANK  ",\"method\":\"bankTransfer\",\"status\":\"pending\",\"responseCode\":\"A\""
#define ATTEMPT  ",\"status\":\"declined\",\"responseCode\":\"D\""

static void
decide (LookFixture *fixture,
        const char  *payment,
        const char  *status)
{
  g_autofree char *body = g_strdup_printf ("{\"paymentId\":\"%s\",\"status\":\"%s\"}", payment, status);
  g_autoptr (JsonNode) reply = pl_test_practice_control (fixture->core.practice, "POST", "payment", body);

  g_assert_nonnull (reply);
}

/* Everything that is not on the disk is forgotten. */
static void
restart (LookFixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->board));
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
  core_fixture_restart (&fixture->core, TRUE);
  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->core.practice),
                                     fixture->core.store.database, fixture->core.client, fixture->core.feed);
  fixture->board = pl_notice_board_new (STORE_FIXTURE_ACCOUNT, fixture->core.store.database);
}

/* Several banks decide before one look. */
static void
test_several (LookFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlIntent) first = look_create (fixture, "First", PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PlIntent) second = look_create (fixture, "Second", PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PlIntent) third = look_create (fixture, "Third", PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PlIntent) many = look_create (fixture, "Many", PAYROC_LINK_KIND_MULTI_USE);
  g_autofree char *one = look_pay (fixture, first, BY_BANK);
  g_autofree char *two = look_pay (fixture, second, BY_BANK);
  g_autofree char *three = look_pay (fixture, third, BY_BANK);
  g_autofree char *four = look_pay (fixture, many, BY_BANK);
  g_autofree char *attempt = look_pay (fixture, many, ATTEMPT);
  g_autofree char *told = NULL;

  look_once (fixture);
  told = look_tell (fixture);
  g_assert_nonnull (strstr (told, "pending First 4999 USD"));
  g_assert_nonnull (strstr (told, "pending Second 4999 USD"));
  g_assert_nonnull (strstr (told, "pending Third 4999 USD"));
  g_assert_nonnull (strstr (told, "pending Many 4999 USD"));
  g_assert_null (strstr (told, "declined"));
  look_assert_stored (fixture, first, "status", PAYROC_LINK_STATUS_PENDING);

  restart (fixture);
  decide (fixture, one, "declined");
  decide (fixture, two, "complete");
  decide (fixture, three, "reversal");
  decide (fixture, four, "declined");
  fixture->later = 3 * G_TIME_SPAN_DAY;
  look_once (fixture);

  /* Killed before the merchant was told; and told, once. */
  restart (fixture);
  look_once (fixture);
  g_free (told);
  told = look_tell (fixture);
  g_assert_nonnull (strstr (told, "declined First 4999 USD"));
  g_assert_nonnull (strstr (told, "paid Second 4999 USD"));
  g_assert_nonnull (strstr (told, "reversed Third 4999 USD"));
  g_assert_nonnull (strstr (told, "declined Many 4999 USD"));
  g_assert_null (strstr (told, "pending"));
  look_assert_stored (fixture, first, "status", PAYROC_LINK_STATUS_DECLINED);
  look_assert_stored (fixture, second, "status", PAYROC_LINK_STATUS_COMPLETED);
  look_assert_stored (fixture, third, "status", PAYROC_LINK_STATUS_REVERSED);
  look_assert_stored (fixture, many, "status", PAYROC_LINK_STATUS_ACTIVE);

  restart (fixture);
  fixture->later = 6 * G_TIME_SPAN_DAY;
  look_once (fixture);
  look_refresh (fixture);
  look_once (fixture);
  look_assert_told (fixture, "");
}

/* The bank's no came while nobody looked: it took the link's one use, and nobody heard of it before. */
static void
test_away (LookFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, BY_BANK);

  decide (fixture, payment, "declined");
  look_once (fixture);
  look_assert_told (fixture, "declined Pizza 4999 USD");
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_DECLINED);

  fixture->later = 2 * G_TIME_SPAN_DAY;
  look_once (fixture);
  look_assert_told (fixture, "");
}

/* A link that was paid after all, and one that is still open: nothing was counted on. */
static void
test_attempts (LookFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlIntent) paid = look_create (fixture, "Paid", PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PlIntent) open = look_create (fixture, "Open", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *bank = look_pay (fixture, paid, ",\"method\":\"bankTransfer\"" ATTEMPT);
  g_autofree char *card = look_pay (fixture, paid, ATTEMPT);
  g_autofree char *money = look_pay (fixture, paid, "");
  g_autofree char *others = look_pay (fixture, open, ",\"method\":\"bankTransfer\"" ATTEMPT);

  look_once (fixture);
  look_assert_told (fixture, "paid Paid 4999 USD");
  look_assert_stored (fixture, paid, "status", PAYROC_LINK_STATUS_COMPLETED);
  look_assert_stored (fixture, open, "status", PAYROC_LINK_STATUS_ACTIVE);

  fixture->later = 2 * G_TIME_SPAN_DAY;
  look_once (fixture);
  look_assert_told (fixture, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/watch-failed/" name, LookFixture, NULL, look_fixture_set_up, function, \
                                        look_fixture_tear_down)

  ADD ("several", test_several);
  ADD ("away", test_away);
  ADD ("attempts", test_attempts);

#undef ADD

  return g_test_run ();
}
