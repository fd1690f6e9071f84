/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link whose customer stands there: seen paid soon, never wrongly, and left alone afterwards. */
#include "probe-fixture.h"

#define BANK(status) "\"method\":\"bankTransfer\",\"status\":\"" status "\",\"responseCode\":\"A\""

static void
test_paid (ProbeFixture  *fixture,
           gconstpointer  data)
{
  static const struct
  {
    PayrocLinkKind       kind;
    PayrocAuthType       auth;
    PayrocPaymentMethods methods;
    PlProbeState         state;
  } cases[] = {
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD, PL_PROBE_PAID },
    { PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD, PL_PROBE_PAID },
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION, PAYROC_PAYMENT_METHODS_CARD,
      PL_PROBE_HELD },
  };
  const guint number = GPOINTER_TO_UINT (data);
  g_autofree char *id = probe_begin (fixture, cases[number].kind, cases[number].auth, cases[number].methods);

  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  probe_pay (fixture, id);
  core_wait_until (probe_is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, cases[number].state);
}

/* Payroc calls a link completed however much of it a card was good for, and whatever became of the money. */
static void
test_short (ProbeFixture  *fixture,
            gconstpointer  data)
{
  static const struct
  {
    PayrocLinkKind       kind;
    PayrocAuthType       auth;
    PayrocPaymentMethods methods;
    const char          *payment;
    PlProbeState         state;
    gint64               minor; /* 0: no payment */
  } cases[] = {
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD,
      "\"amount\":1,\"responseCode\":\"P\"", PL_PROBE_PART, 1 },
    { PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD,
      "\"amount\":1,\"responseCode\":\"P\"", PL_PROBE_PART, 1 },
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION, PAYROC_PAYMENT_METHODS_CARD,
      "\"amount\":1,\"responseCode\":\"P\"", PL_PROBE_HELD, 1 },
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD,
      "\"status\":\"reversal\"", PL_PROBE_UNPAID, 0 },
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_BANK_TRANSFER,
      BANK ("pending"), PL_PROBE_PENDING, 4999 },
    { PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_BANK_TRANSFER,
      BANK ("pending"), PL_PROBE_PENDING, 4999 },
    { PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
      PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER, BANK ("complete"), PL_PROBE_PAID, 4999 },
  };
  const guint number = GPOINTER_TO_UINT (data);
  g_autofree char *id = probe_begin (fixture, cases[number].kind, cases[number].auth, cases[number].methods);
  g_autofree char *body = g_strdup_printf ("{\"paymentLinkId\":\"%s\",%s}", id, cases[number].payment);
  g_autoptr (JsonNode) reply = NULL;

  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  reply = pl_test_practice_control (fixture->core.practice, "POST", "pay", body);
  g_assert_nonnull (reply);
  probe_check_seen (fixture, cases[number].state, cases[number].minor);
}

/* Looked at twice at most: a link for one payment is a witness itself. */
static void
test_soon (ProbeFixture  *fixture,
           gconstpointer  data)
{
  const PayrocLinkKind kind = GPOINTER_TO_INT (data);
  g_autofree char *id = probe_begin (fixture, kind, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD);
  guint n_lists;

  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  n_lists = pl_test_practice_count_requests (fixture->core.practice, "listPayments");
  probe_pay (fixture, id);
  probe_check_seen (fixture, PL_PROBE_PAID, 4999);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "listPayments") - n_lists, ==,
                    kind == PAYROC_LINK_KIND_SINGLE_USE ? 1 : 2);
}

/* Somebody else's, of before. */
static void
test_old_payment (ProbeFixture  *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);

  probe_pay (fixture, id);
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  probe_wait_for_looks (fixture, 2);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);

  probe_pay (fixture, id);
  core_wait_until (probe_is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
}

/* One that could not be read at first is not taken for new when it can. */
static void
test_unreadable (ProbeFixture  *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);

  probe_pay (fixture, id);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'replace',"
                              "'text':'paymentId','by':'paymentIx','times':1}");
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_is_blind, fixture);
  core_wait_until (probe_sees, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);

  probe_pay (fixture, id);
  core_wait_until (probe_is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
}

static void
test_blind (ProbeFixture  *fixture,
            gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'retrieveLink','kind':'html','times':1}");
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_is_blind, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  core_wait_until (probe_sees, fixture);
  probe_pay (fixture, id);
  core_wait_until (probe_is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
}

static void
test_switched_off (ProbeFixture  *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);
  g_autoptr (PlIntent) intent = NULL;

  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  intent = core_deactivate (&fixture->core, id);
  core_settle (&fixture->core, intent);
  core_wait_until (probe_is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OFF);
}

static void
customer_is_declined (ProbeFixture *fixture,
                      const char   *link_id)
{
  g_autofree char *body = g_strdup_printf ("{\"paymentLinkId\":\"%s\",\"status\":\"declined\","
                                           "\"responseCode\":\"D\"}", link_id);
  g_autoptr (JsonNode) reply = pl_test_practice_control (fixture->core.practice, "POST", "pay", body);

  g_assert_nonnull (reply);
}

static gboolean
was_declined (gpointer user_data)
{
  return pl_link_probe_was_declined (((ProbeFixture *) user_data)->probe);
}

/* An attempt of before is nobody's of now; one of now is told, and ends nothing. */
static void
test_declined (ProbeFixture  *fixture,
               gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, GPOINTER_TO_INT (data), PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);

  customer_is_declined (fixture, id);
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  g_assert_false (was_declined (fixture));

  customer_is_declined (fixture, id);
  core_wait_until (was_declined, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  probe_pay (fixture, id);
  core_wait_until (probe_is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
}

/* Between two looks, and in the middle of one. */
static void
test_stopped (ProbeFixture  *fixture,
              gconstpointer  data)
{
  g_autofree char *id = probe_begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                                     PAYROC_PAYMENT_METHODS_CARD);
  const gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  guint n_changes;

  pl_link_probe_start (fixture->probe);
  pl_link_probe_stop (fixture->probe);
  pl_link_probe_start (fixture->probe);
  core_wait_until (probe_has_looked, fixture);
  pl_link_probe_stop (fixture->probe);
  n_changes = fixture->n_changes;
  g_assert_cmpuint (n_changes, ==, 1);
  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_cmpuint (fixture->n_changes, ==, n_changes);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function, data) g_test_add ("/link-probe/" name, ProbeFixture, data, probe_fixture_set_up, function, \
                                              probe_fixture_tear_down)

  ADD ("paid/single", test_paid, GUINT_TO_POINTER (0));
  ADD ("paid/many", test_paid, GUINT_TO_POINTER (1));
  ADD ("paid/held", test_paid, GUINT_TO_POINTER (2));
  ADD ("short/single", test_short, GUINT_TO_POINTER (0));
  ADD ("short/many", test_short, GUINT_TO_POINTER (1));
  ADD ("short/held", test_short, GUINT_TO_POINTER (2));
  ADD ("short/taken-back", test_short, GUINT_TO_POINTER (3));
  ADD ("short/bank-single", test_short, GUINT_TO_POINTER (4));
  ADD ("short/bank-many", test_short, GUINT_TO_POINTER (5));
  ADD ("short/bank-complete", test_short, GUINT_TO_POINTER (6));
  ADD ("soon/single", test_soon, GINT_TO_POINTER (PAYROC_LINK_KIND_SINGLE_USE));
  ADD ("soon/many", test_soon, GINT_TO_POINTER (PAYROC_LINK_KIND_MULTI_USE));
  ADD ("old-payment", test_old_payment, NULL);
  ADD ("unreadable", test_unreadable, NULL);
  ADD ("blind", test_blind, NULL);
  ADD ("declined/single", test_declined, GINT_TO_POINTER (PAYROC_LINK_KIND_SINGLE_USE));
  ADD ("declined/many", test_declined, GINT_TO_POINTER (PAYROC_LINK_KIND_MULTI_USE));
  ADD ("switched-off", test_switched_off, NULL);
  ADD ("stopped", test_stopped, NULL);

#undef ADD

  return g_test_run ();
}
