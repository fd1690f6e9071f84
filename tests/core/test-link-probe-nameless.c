/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A payment without the order number of a link for one payment, while its customer stands there: the link itself knows
 * whether somebody used it. */
#include "probe-fixture.h"

typedef struct
{
  const char *name;
  const char *status; /* what the link says of itself */
  gint64      clock;  /* seconds from now, when it was made */
  gboolean    is_paid_meanwhile;
} Nameless;

static const Nameless nameless[] = {
  { "before", "active", 0, FALSE },
  { "meanwhile", "active", 0, TRUE },
  { "old", "active", -400 * 86400, FALSE },
  { "unknown-status", "napping", 0, TRUE },
  { "old-and-used", "completed", -400 * 86400, TRUE },
};

static void
leave_out_number (ProbeFixture *fixture)
{
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'replace',"
                              "'text':'orderId','by':'orderIx','times':0}");
}

static void
pay_at (ProbeFixture *fixture,
        const char   *link_id,
        gint64        clock)
{
  pl_test_practice_move_clock (fixture->core.practice, clock);
  probe_pay (fixture, link_id);
  pl_test_practice_move_clock (fixture->core.practice, 0);
}

/* It may be anybody's: the link would say that it was used, and then it is told. */
static void
test_nameless (ProbeFixture  *fixture,
               gconstpointer  data)
{
  const Nameless *one = data;
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);
  ProbeOwner owner = { fixture, id };

  leave_out_number (fixture);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'retrieveLink','kind':'replace',"
                              "'text':'completed','by':'%s','times':0}", one->status);
  if (!one->is_paid_meanwhile)
    pay_at (fixture, id, one->clock);
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  if (one->is_paid_meanwhile)
    pay_at (fixture, id, one->clock);

  /* The list is asked for at every third, and once more where it is in doubt. */
  probe_wait_for_looks (fixture, 4);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  if (g_str_equal (one->status, "active"))
    {
      probe_open_page (fixture, id);
      g_assert_cmpint (probe_count_payments (fixture, id), ==, 0);
    }

  pl_test_practice_clear_faults (fixture->core.practice);
  probe_check_seen (fixture, PL_PROBE_PAID, 4999);
  core_wait_until (probe_has_payment, &owner);
}

/* Used, and just now: others are asked before it is told. */
static void
test_used (ProbeFixture  *fixture,
           gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);
  g_autofree char *other = probe_create_other (fixture, PAYROC_LINK_KIND_MULTI_USE);
  ProbeOwner witness = { fixture, other };

  leave_out_number (fixture);
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  probe_pay (fixture, id);
  probe_check_seen (fixture, PL_PROBE_PAID, 4999);
  g_assert_true (probe_is_asked_for (&witness));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (nameless); i++)
    {
      g_autofree char *path = g_strconcat ("/link-probe-nameless/", nameless[i].name, NULL);

      g_test_add (path, ProbeFixture, &nameless[i], probe_fixture_set_up, test_nameless, probe_fixture_tear_down);
    }

  g_test_add ("/link-probe-nameless/used", ProbeFixture, NULL, probe_fixture_set_up, test_used,
              probe_fixture_tear_down);

  return g_test_run ();
}
