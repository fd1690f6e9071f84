/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose payment it is that the counter saw: a server may list what others paid, and does not say so. */
#include "probe-fixture.h"

typedef struct
{
  const char    *name;
  PayrocLinkKind kind; /* of the other link */
  gboolean       is_stored; /* that it was paid */
  gint64         clock; /* seconds from now, when it is */
  gboolean       is_paid_meanwhile;
  guint          times; /* how often Payroc overlooks whose payments it is asked for; 0: always */
} Stranger;

static const Stranger strangers[] = {
  { "before", PAYROC_LINK_KIND_MULTI_USE, FALSE, 0, FALSE, 1 },
  { "meanwhile", PAYROC_LINK_KIND_MULTI_USE, FALSE, 0, TRUE, 1 },
  { "old", PAYROC_LINK_KIND_MULTI_USE, FALSE, -2 * 86400, FALSE, 0 },
  { "stored", PAYROC_LINK_KIND_MULTI_USE, TRUE, 0, FALSE, 0 },
  { "with-order-number", PAYROC_LINK_KIND_SINGLE_USE, FALSE, 0, TRUE, 0 },
  { "twice-running", PAYROC_LINK_KIND_MULTI_USE, FALSE, 0, TRUE, 2 },
  { "for-ever", PAYROC_LINK_KIND_MULTI_USE, FALSE, 0, TRUE, 0 },
};

static void
other_pays (ProbeFixture   *fixture,
            const Stranger *stranger,
            const char     *link_id)
{
  pl_test_practice_move_clock (fixture->core.practice, stranger->clock);
  probe_pay (fixture, link_id);
  pl_test_practice_move_clock (fixture->core.practice, 0);
  if (stranger->is_stored)
    probe_open_page (fixture, link_id);
}

/* Money that somebody else paid for something else lets nobody go with the goods. */
static void
test_stranger (ProbeFixture  *fixture,
               gconstpointer  data)
{
  const Stranger *stranger = data;
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);
  g_autofree char *other = probe_create_other (fixture, stranger->kind);
  g_autofree char *payment = NULL;

  if (!stranger->is_paid_meanwhile)
    other_pays (fixture, stranger, other);
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  if (stranger->is_paid_meanwhile)
    other_pays (fixture, stranger, other);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'ignoreFilter','times':%u}",
                              stranger->times);
  probe_wait_for_looks (fixture, 2);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  g_assert_cmpint (probe_count_payments (fixture, id), ==, 0);

  pl_test_practice_clear_faults (fixture->core.practice);
  payment = pl_test_practice_pay (fixture->core.practice, id, 0);
  core_wait_until (probe_is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
  g_assert_cmpstr (payroc_payment_get_id (pl_link_probe_get_payment (fixture->probe)), ==, payment);
}

/* Paid, but before the counter probe_sees that, another link's page is given the payment by mistake.
 * Returns: (transfer full): that other link */
static char *
misfile (ProbeFixture *fixture,
         const char   *id)
{
  g_autofree char *wrong = probe_create_other (fixture, PAYROC_LINK_KIND_MULTI_USE);

  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  pl_link_probe_stop (fixture->probe);

  probe_pay (fixture, id);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'ignoreFilter'}");
  probe_open_page (fixture, wrong);
  g_assert_cmpint (probe_count_payments (fixture, wrong), ==, 1);

  return g_steal_pointer (&wrong);
}

/* The other link is asked, has it no more, and the customer need not wait for somebody to open a page. */
static void
test_misfiled (ProbeFixture  *fixture,
               gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);
  g_autofree char *wrong = misfile (fixture, id);

  pl_link_probe_start (fixture->probe);
  probe_check_seen (fixture, PL_PROBE_PAID, 4999);
  g_assert_cmpint (probe_count_payments (fixture, id), ==, 1);
  g_assert_cmpint (probe_count_payments (fixture, wrong), ==, 0);
}

/* Also when nobody stands there any more by the time that it answers. */
static void
test_misfiled_and_stopped (ProbeFixture  *fixture,
                           gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);
  g_autofree char *wrong = misfile (fixture, id);
  ProbeOwner owner = { fixture, id };

  pl_test_practice_clear_requests (fixture->core.practice);
  /* After two looks the other link is asked; the third look may be held as well. */
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listPayments'," PL_TEST_PRACTICE_HOLD ",'skip':2,'times':0}");
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_is_asked_for, &(ProbeOwner) { fixture, wrong });
  pl_link_probe_stop (fixture->probe);
  pl_test_practice_release (fixture->core.practice);
  core_wait_until (probe_has_payment, &owner);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
}

static gboolean
is_unclear (gpointer user_data)
{
  return store_query_int (((ProbeFixture *) user_data)->core.store.database,
                          "SELECT status FROM links WHERE reference = 'R-1'") == PAYROC_LINK_STATUS_UNCLEAR;
}

/* Payroc calls it used, and lists what others paid: what became of it is not known until it lists the link's own. */
static void
test_completed (ProbeFixture  *fixture,
                gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);

  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'replace','text':'%s',"
                              "'by':'elsewhere','times':0}",
                              payroc_link_get_order_id (pl_link_probe_get_link (fixture->probe)));
  probe_pay (fixture, id);
  probe_wait_for_looks (fixture, 5);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  core_wait_until (is_unclear, fixture);

  pl_test_practice_clear_faults (fixture->core.practice);
  probe_check_seen (fixture, PL_PROBE_PAID, 4999);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *path = g_strconcat ("/link-probe-whose/stranger/", strangers[i].name, NULL);

      g_test_add (path, ProbeFixture, &strangers[i], probe_fixture_set_up, test_stranger, probe_fixture_tear_down);
    }

#define ADD(name, function) g_test_add ("/link-probe-whose/" name, ProbeFixture, NULL, probe_fixture_set_up, function, \
                                        probe_fixture_tear_down)

  ADD ("misfiled", test_misfiled);
  ADD ("misfiled-and-stopped", test_misfiled_and_stopped);
  ADD ("completed", test_completed);

#undef ADD

  return g_test_run ();
}
