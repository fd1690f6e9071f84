/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link whose customer stands there: seen paid soon, never wrongly, and left alone afterwards. */
#include "core-fixture.h"

#include "core/watch/pl-link-probe.h"
#include "support/link-rows.h"

typedef struct
{
  CoreFixture  core;
  PlLinkProbe *probe;
  guint        n_changes;
} ProbeFixture;

static void
set_up (ProbeFixture  *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (&fixture->core, NULL);
  core_fixture_start (&fixture->core);
  fixture->n_changes = 0;
}

static void
tear_down (ProbeFixture  *fixture,
           gconstpointer  data)
{
  pl_link_probe_stop (fixture->probe);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  store_query_int (fixture->core.store.database, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->probe);
  core_fixture_tear_down (&fixture->core, data);
}

static void
changed_cb (PlLinkProbe  *probe,
            ProbeFixture *fixture)
{
  fixture->n_changes++;
}

static gboolean
has_looked (gpointer user_data)
{
  return ((ProbeFixture *) user_data)->n_changes > 0;
}

static gboolean
is_over (gpointer user_data)
{
  return pl_link_probe_get_state (((ProbeFixture *) user_data)->probe) != PL_PROBE_OPEN;
}

static gboolean
is_blind (gpointer user_data)
{
  return pl_link_probe_is_blind (((ProbeFixture *) user_data)->probe);
}

static gboolean
sees (gpointer user_data)
{
  return !is_blind (user_data);
}

/* Returns: (transfer full): a link that the practice server has now */
static char *
begin (ProbeFixture         *fixture,
       PayrocLinkKind        kind,
       PayrocAuthType        auth,
       PayrocPaymentMethods  methods)
{
  const PlLinkProbeSetup setup = {
    .account = STORE_FIXTURE_ACCOUNT,
    .terminal = pl_test_practice_get_terminal (fixture->core.practice),
    .is_practice = TRUE,
    .database = fixture->core.store.database,
    .client = fixture->core.client,
    .feed = fixture->core.feed,
  };
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("R-1");
  g_autoptr (PlIntent) intent = NULL;
  PayrocLink *link;

  payroc_link_draft_set_kind (draft, kind);
  if (kind == PAYROC_LINK_KIND_MULTI_USE)
    payroc_link_draft_set_order_id (draft, NULL);
  payroc_link_draft_set_auth_type (draft, auth);
  payroc_link_draft_set_methods (draft, methods);
  intent = core_create (&fixture->core, draft, NULL, "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", NULL);
  core_settle (&fixture->core, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  link = pl_intent_get_link (intent);
  g_assert_nonnull (link);

  fixture->probe = pl_link_probe_new (&setup, link);
  g_signal_connect (fixture->probe, "changed", G_CALLBACK (changed_cb), fixture);

  return g_strdup (payroc_link_get_id (link));
}

static void
customer_pays (ProbeFixture *fixture,
               const char   *link_id)
{
  g_autofree char *payment = pl_test_practice_pay (fixture->core.practice, link_id, 0);

  g_assert_nonnull (payment);
}

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
  g_autofree char *id = begin (fixture, cases[number].kind, cases[number].auth, cases[number].methods);

  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  customer_pays (fixture, id);
  core_wait_until (is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, cases[number].state);
}

/* Payroc calls a link completed however much of it a card was good for, and whatever became of the money. */
static void
test_short (ProbeFixture  *fixture,
            gconstpointer  data)
{
  static const struct
  {
    PayrocLinkKind  kind;
    PayrocAuthType  auth;
    const char     *payment;
    PlProbeState    state;
    gint64          minor; /* 0: no payment */
  } cases[] = {
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE, "\"amount\":1,\"responseCode\":\"P\"", PL_PROBE_PART, 1 },
    { PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE, "\"amount\":1,\"responseCode\":\"P\"", PL_PROBE_PART, 1 },
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION, "\"amount\":1,\"responseCode\":\"P\"",
      PL_PROBE_HELD, 1 },
    { PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE, "\"status\":\"reversal\"", PL_PROBE_UNPAID, 0 },
  };
  const guint number = GPOINTER_TO_UINT (data);
  g_autofree char *id = begin (fixture, cases[number].kind, cases[number].auth, PAYROC_PAYMENT_METHODS_CARD);
  g_autofree char *body = g_strdup_printf ("{\"paymentLinkId\":\"%s\",%s}", id, cases[number].payment);
  g_autoptr (JsonNode) reply = NULL;
  PayrocPayment *payment;

  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  reply = pl_test_practice_control (fixture->core.practice, "POST", "pay", body);
  g_assert_nonnull (reply);
  core_wait_until (is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, cases[number].state);

  payment = pl_link_probe_get_payment (fixture->probe);
  g_assert_cmpint (payment != NULL ? payroc_payment_get_amount (payment)->minor : 0, ==, cases[number].minor);
}

/* Somebody else's, of before. */
static void
test_old_payment (ProbeFixture  *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);
  guint n_changes;

  customer_pays (fixture, id);
  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  n_changes = fixture->n_changes;
  while (fixture->n_changes < n_changes + 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);

  customer_pays (fixture, id);
  core_wait_until (is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
}

/* One that could not be read at first is not taken for new when it can. */
static void
test_unreadable (ProbeFixture  *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);

  customer_pays (fixture, id);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'replace',"
                              "'text':'paymentId','by':'paymentIx','times':1}");
  pl_link_probe_start (fixture->probe);
  core_wait_until (is_blind, fixture);
  core_wait_until (sees, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);

  customer_pays (fixture, id);
  core_wait_until (is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
}

static void
test_blind (ProbeFixture  *fixture,
            gconstpointer  data)
{
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'retrieveLink','kind':'html','times':1}");
  pl_link_probe_start (fixture->probe);
  core_wait_until (is_blind, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  core_wait_until (sees, fixture);
  customer_pays (fixture, id);
  core_wait_until (is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
}

static void
test_switched_off (ProbeFixture  *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);
  g_autoptr (PlIntent) intent = NULL;

  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  intent = core_deactivate (&fixture->core, id);
  core_settle (&fixture->core, intent);
  core_wait_until (is_over, fixture);
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
  g_autofree char *id = begin (fixture, GPOINTER_TO_INT (data), PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD);

  customer_is_declined (fixture, id);
  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  g_assert_false (was_declined (fixture));

  customer_is_declined (fixture, id);
  core_wait_until (was_declined, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  customer_pays (fixture, id);
  core_wait_until (is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
}

/* Between two looks, and in the middle of one. */
static void
test_stopped (ProbeFixture  *fixture,
              gconstpointer  data)
{
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_SINGLE_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);
  const gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  guint n_changes;

  pl_link_probe_start (fixture->probe);
  pl_link_probe_stop (fixture->probe);
  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
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

  g_test_add ("/link-probe/paid/single", ProbeFixture, GUINT_TO_POINTER (0), set_up, test_paid, tear_down);
  g_test_add ("/link-probe/paid/many", ProbeFixture, GUINT_TO_POINTER (1), set_up, test_paid, tear_down);
  g_test_add ("/link-probe/paid/held", ProbeFixture, GUINT_TO_POINTER (2), set_up, test_paid, tear_down);
  g_test_add ("/link-probe/short/single", ProbeFixture, GUINT_TO_POINTER (0), set_up, test_short, tear_down);
  g_test_add ("/link-probe/short/many", ProbeFixture, GUINT_TO_POINTER (1), set_up, test_short, tear_down);
  g_test_add ("/link-probe/short/held", ProbeFixture, GUINT_TO_POINTER (2), set_up, test_short, tear_down);
  g_test_add ("/link-probe/short/taken-back", ProbeFixture, GUINT_TO_POINTER (3), set_up, test_short, tear_down);
  g_test_add ("/link-probe/old-payment", ProbeFixture, NULL, set_up, test_old_payment, tear_down);
  g_test_add ("/link-probe/unreadable", ProbeFixture, NULL, set_up, test_unreadable, tear_down);
  g_test_add ("/link-probe/blind", ProbeFixture, NULL, set_up, test_blind, tear_down);
  g_test_add ("/link-probe/declined/single", ProbeFixture, GINT_TO_POINTER (PAYROC_LINK_KIND_SINGLE_USE), set_up,
              test_declined, tear_down);
  g_test_add ("/link-probe/declined/many", ProbeFixture, GINT_TO_POINTER (PAYROC_LINK_KIND_MULTI_USE), set_up,
              test_declined, tear_down);
  g_test_add ("/link-probe/switched-off", ProbeFixture, NULL, set_up, test_switched_off, tear_down);
  g_test_add ("/link-probe/stopped", ProbeFixture, NULL, set_up, test_stopped, tear_down);

  return g_test_run ();
}
