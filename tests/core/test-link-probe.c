/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link whose customer stands there: seen paid soon, never wrongly, and left alone afterwards. */
#include "core-fixture.h"

#include "core/links/pl-link-details.h"
#include "core/watch/pl-link-probe.h"

#define BANK(status) "\"method\":\"bankTransfer\",\"status\":\"" status "\",\"responseCode\":\"A\""

typedef struct
{
  CoreFixture  core;
  PlLinkProbe *probe;
  guint        n_changes;
  guint        n_wanted; /* changes that are waited for */
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

static gboolean
has_changed (gpointer user_data)
{
  const ProbeFixture *fixture = user_data;

  return fixture->n_changes >= fixture->n_wanted || is_over (user_data);
}

/* That many looks, and one may have been under way; fewer if it is over by then. */
static void
wait_for_looks (ProbeFixture *fixture,
                guint         n_looks)
{
  fixture->n_wanted = fixture->n_changes + n_looks + 1;
  core_wait_until (has_changed, fixture);
}

/* Returns: (transfer full): a link that the practice server has now */
static char *
create (ProbeFixture         *fixture,
        const char           *reference,
        PayrocLinkKind        kind,
        PayrocAuthType        auth,
        PayrocPaymentMethods  methods,
        PayrocLink          **link)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autoptr (PlIntent) intent = NULL;

  payroc_link_draft_set_kind (draft, kind);
  if (kind == PAYROC_LINK_KIND_MULTI_USE)
    payroc_link_draft_set_order_id (draft, NULL);
  payroc_link_draft_set_auth_type (draft, auth);
  payroc_link_draft_set_methods (draft, methods);
  intent = core_create (&fixture->core, draft, NULL, NULL, NULL);
  core_settle (&fixture->core, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  if (link != NULL)
    *link = g_object_ref (pl_intent_get_link (intent));

  return g_strdup (pl_intent_get_link_id (intent));
}

/* Somebody else's link, of the same shop. */
static char *
create_other (ProbeFixture   *fixture,
              PayrocLinkKind  kind)
{
  return create (fixture, "OTHER", kind, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD, NULL);
}

/* Returns: (transfer full): a link that is at the counter now */
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
  g_autoptr (PayrocLink) link = NULL;
  g_autofree char *id = create (fixture, "R-1", kind, auth, methods, &link);

  fixture->probe = pl_link_probe_new (&setup, link);
  g_signal_connect (fixture->probe, "changed", G_CALLBACK (changed_cb), fixture);

  return g_steal_pointer (&id);
}

static void
customer_pays (ProbeFixture *fixture,
               const char   *link_id)
{
  g_free (pl_test_practice_pay (fixture->core.practice, link_id, 0));
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

static void
check_seen (ProbeFixture *fixture,
            PlProbeState  state,
            gint64        minor)
{
  PayrocPayment *payment;

  core_wait_until (is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, state);

  payment = pl_link_probe_get_payment (fixture->probe);
  g_assert_cmpint (payment != NULL ? payroc_payment_get_amount (payment)->minor : 0, ==, minor);
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
  g_autofree char *id = begin (fixture, cases[number].kind, cases[number].auth, cases[number].methods);
  g_autofree char *body = g_strdup_printf ("{\"paymentLinkId\":\"%s\",%s}", id, cases[number].payment);
  g_autoptr (JsonNode) reply = NULL;

  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  reply = pl_test_practice_control (fixture->core.practice, "POST", "pay", body);
  g_assert_nonnull (reply);
  check_seen (fixture, cases[number].state, cases[number].minor);
}

/* Looked at twice at most: a link for one payment is a witness itself. */
static void
test_soon (ProbeFixture  *fixture,
           gconstpointer  data)
{
  const PayrocLinkKind kind = GPOINTER_TO_INT (data);
  g_autofree char *id = begin (fixture, kind, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD);
  guint n_lists;

  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  n_lists = pl_test_practice_count_requests (fixture->core.practice, "listPayments");
  customer_pays (fixture, id);
  check_seen (fixture, PL_PROBE_PAID, 4999);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "listPayments") - n_lists, ==,
                    kind == PAYROC_LINK_KIND_SINGLE_USE ? 1 : 2);
}

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
};

static void
open_page (ProbeFixture *fixture,
           const char   *link_id)
{
  g_autoptr (PlLinkDetails) page = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  page = pl_link_details_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->core.practice), link_id,
                              fixture->core.store.database, fixture->core.client, fixture->core.feed);
  pl_link_details_update_async (page, NULL, core_keep_result_cb, &result);
  pl_link_details_update_finish (page, core_await (&result), &error);
  g_assert_no_error (error);
}

static gint64
count_payments (ProbeFixture *fixture,
                const char   *link_id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM payments WHERE link_id = '%s'", link_id);

  return store_query_int (fixture->core.store.database, sql);
}

static void
other_pays (ProbeFixture   *fixture,
            const Stranger *stranger,
            const char     *link_id)
{
  pl_test_practice_move_clock (fixture->core.practice, stranger->clock);
  customer_pays (fixture, link_id);
  pl_test_practice_move_clock (fixture->core.practice, 0);
  if (stranger->is_stored)
    open_page (fixture, link_id);
}

/* Money that somebody else paid for something else lets nobody go with the goods. */
static void
test_stranger (ProbeFixture  *fixture,
               gconstpointer  data)
{
  const Stranger *stranger = data;
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);
  g_autofree char *other = create_other (fixture, stranger->kind);
  g_autofree char *payment = NULL;

  if (!stranger->is_paid_meanwhile)
    other_pays (fixture, stranger, other);
  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  if (stranger->is_paid_meanwhile)
    other_pays (fixture, stranger, other);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'ignoreFilter','times':%u}",
                              stranger->times);
  wait_for_looks (fixture, 2);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
  g_assert_cmpint (count_payments (fixture, id), ==, 0);

  pl_test_practice_clear_faults (fixture->core.practice);
  payment = pl_test_practice_pay (fixture->core.practice, id, 0);
  core_wait_until (is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_PAID);
  g_assert_cmpstr (payroc_payment_get_id (pl_link_probe_get_payment (fixture->probe)), ==, payment);
}

/* Paid, but before the counter sees that, another link's page is given the payment by mistake.
 * Returns: (transfer full): that other link */
static char *
misfile (ProbeFixture *fixture,
         const char   *id)
{
  g_autofree char *wrong = create_other (fixture, PAYROC_LINK_KIND_MULTI_USE);

  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  pl_link_probe_stop (fixture->probe);

  customer_pays (fixture, id);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'ignoreFilter'}");
  open_page (fixture, wrong);
  g_assert_cmpint (count_payments (fixture, wrong), ==, 1);

  return g_steal_pointer (&wrong);
}

/* The other link is asked, has it no more, and the customer need not wait for somebody to open a page. */
static void
test_misfiled (ProbeFixture  *fixture,
               gconstpointer  data)
{
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);
  g_autofree char *wrong = misfile (fixture, id);

  pl_link_probe_start (fixture->probe);
  check_seen (fixture, PL_PROBE_PAID, 4999);
  g_assert_cmpint (count_payments (fixture, id), ==, 1);
  g_assert_cmpint (count_payments (fixture, wrong), ==, 0);
}

typedef struct
{
  ProbeFixture *fixture;
  const char   *id;
} Owner;

static gboolean
has_payment (gpointer user_data)
{
  const Owner *owner = user_data;

  return count_payments (owner->fixture, owner->id) == 1;
}

static gboolean
is_asked_for (gpointer user_data)
{
  const Owner *owner = user_data;
  g_autoptr (JsonArray) requests = pl_test_practice_get_requests (owner->fixture->core.practice, "listPayments");

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (strstr (json_object_get_string_member (request, "query"), owner->id) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Also when nobody stands there any more by the time that it answers. */
static void
test_misfiled_and_stopped (ProbeFixture  *fixture,
                           gconstpointer  data)
{
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);
  g_autofree char *wrong = misfile (fixture, id);
  Owner owner = { fixture, id };

  pl_test_practice_clear_requests (fixture->core.practice);
  /* After two looks the other link is asked; the third look may be held as well. */
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'listPayments'," PL_TEST_PRACTICE_HOLD ",'skip':2,'times':0}");
  pl_link_probe_start (fixture->probe);
  core_wait_until (is_asked_for, &(Owner) { fixture, wrong });
  pl_link_probe_stop (fixture->probe);
  pl_test_practice_release (fixture->core.practice);
  core_wait_until (has_payment, &owner);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, PL_PROBE_OPEN);
}

/* Somebody else's, of before. */
static void
test_old_payment (ProbeFixture  *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = begin (fixture, PAYROC_LINK_KIND_MULTI_USE, PAYROC_AUTH_TYPE_SALE,
                               PAYROC_PAYMENT_METHODS_CARD);

  customer_pays (fixture, id);
  pl_link_probe_start (fixture->probe);
  core_wait_until (has_looked, fixture);
  wait_for_looks (fixture, 2);
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
  g_test_add ("/link-probe/short/bank-single", ProbeFixture, GUINT_TO_POINTER (4), set_up, test_short, tear_down);
  g_test_add ("/link-probe/short/bank-many", ProbeFixture, GUINT_TO_POINTER (5), set_up, test_short, tear_down);
  g_test_add ("/link-probe/short/bank-complete", ProbeFixture, GUINT_TO_POINTER (6), set_up, test_short, tear_down);
  g_test_add ("/link-probe/soon/single", ProbeFixture, GINT_TO_POINTER (PAYROC_LINK_KIND_SINGLE_USE), set_up,
              test_soon, tear_down);
  g_test_add ("/link-probe/soon/many", ProbeFixture, GINT_TO_POINTER (PAYROC_LINK_KIND_MULTI_USE), set_up,
              test_soon, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *path = g_strconcat ("/link-probe/stranger/", strangers[i].name, NULL);

      g_test_add (path, ProbeFixture, &strangers[i], set_up, test_stranger, tear_down);
    }
  g_test_add ("/link-probe/misfiled", ProbeFixture, NULL, set_up, test_misfiled, tear_down);
  g_test_add ("/link-probe/misfiled-and-stopped", ProbeFixture, NULL, set_up, test_misfiled_and_stopped, tear_down);
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
