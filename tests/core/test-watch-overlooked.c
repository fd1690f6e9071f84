/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of what others paid tells the watch nothing: it asks again, but does not ask for ever. */
#include "look-fixture.h"

#define PAUSE (6 * G_TIME_SPAN_MINUTE)

/* Payments of the link are listed with the order number of a link that is not ours: as what others paid. */
static void
estrange (LookFixture *fixture,
          PlIntent    *intent,
          guint        skip,
          guint        times)
{
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'replace','text':'%s',"
                              "'by':'elsewhere','skip':%u,'times':%u}",
                              payroc_link_get_order_id (pl_intent_get_link (intent)), skip, times);
}

static guint
count_asked (LookFixture *fixture)
{
  const guint n_asked = pl_test_practice_count_requests (fixture->core.practice, "listPayments");

  pl_test_practice_clear_requests (fixture->core.practice);

  return n_asked;
}

/* Payroc calls it completed, and whenever it is asked for the payments it lists others'. */
static void
test_used (LookFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PlIntent) open = look_create (fixture, "Open", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, "");

  estrange (fixture, intent, 0, 99);
  look_refresh (fixture);
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_COMPLETED);

  /* The terminal's list, and the link's. */
  pl_test_practice_clear_requests (fixture->core.practice);
  look_once (fixture);
  g_assert_cmpuint (count_asked (fixture), ==, 2);
  look_assert_told (fixture, "");
  look_assert_stored (fixture, intent, "paid_as_of", 0);
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_UNCLEAR);

  /* Not at every look. */
  fixture->later = G_TIME_SPAN_MINUTE;
  look_once (fixture);
  g_assert_cmpuint (count_asked (fixture), ==, 1);
  fixture->later = PAUSE;
  look_once (fixture);
  g_assert_cmpuint (count_asked (fixture), ==, 2);
  look_refresh (fixture);
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_UNCLEAR);
  look_assert_stored (fixture, intent, "paid_as_of", 0);
  look_assert_told (fixture, "");

  /* The list of the link is its own again. */
  pl_test_practice_clear_faults (fixture->core.practice);
  estrange (fixture, intent, 0, 1);
  fixture->later = 2 * PAUSE;
  look_once (fixture);
  look_assert_told (fixture, "paid Pizza 4999 USD");
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_COMPLETED);
  look_assert_stored (fixture, intent, "paid_as_of > 0", TRUE);
  look_assert_stored (fixture, intent, "paid_amount", 4999);
}

/* The payment was seen in the terminal's list: whose it is is asked a second time at once, and not a third. */
static void
check_claimed (LookFixture *fixture,
               guint        times)
{
  g_autoptr (PlIntent) intent = look_create (fixture, "Pizza", PAYROC_LINK_KIND_SINGLE_USE);
  g_autofree char *payment = look_pay (fixture, intent, "");

  estrange (fixture, intent, 1, times);
  pl_test_practice_clear_requests (fixture->core.practice);
  look_once (fixture);
  g_assert_cmpuint (count_asked (fixture), ==, 3);
  look_assert_told (fixture, times == 1 ? "paid Pizza 4999 USD" : "");
  look_assert_stored (fixture, intent, "status",
                      times == 1 ? PAYROC_LINK_STATUS_COMPLETED : PAYROC_LINK_STATUS_UNCLEAR);

  pl_test_practice_clear_faults (fixture->core.practice);
  fixture->later = PAUSE;
  look_once (fixture);
  look_assert_told (fixture, times == 1 ? "" : "paid Pizza 4999 USD");
  look_assert_stored (fixture, intent, "status", PAYROC_LINK_STATUS_COMPLETED);
}

static void
test_claimed_once (LookFixture   *fixture,
                   gconstpointer  data)
{
  check_claimed (fixture, 1);
}

static void
test_claimed_twice (LookFixture   *fixture,
                    gconstpointer  data)
{
  check_claimed (fixture, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/watch-overlooked/" name, LookFixture, NULL, look_fixture_set_up, function, \
                                        look_fixture_tear_down)

  ADD ("used", test_used);
  ADD ("claimed-once", test_claimed_once);
  ADD ("claimed-twice", test_claimed_twice);

#undef ADD

  return g_test_run ();
}
