/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of a link at the counter have in common. */
#include "probe-fixture.h"

#include "core/links/pl-link-details.h"

void
probe_fixture_set_up (ProbeFixture  *fixture,
                      gconstpointer  data)
{
  core_fixture_set_up (&fixture->core, NULL);
  core_fixture_start (&fixture->core);
  fixture->n_changes = 0;
}

void
probe_fixture_tear_down (ProbeFixture  *fixture,
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

gboolean
probe_has_looked (gpointer user_data)
{
  return ((ProbeFixture *) user_data)->n_changes > 0;
}

gboolean
probe_is_over (gpointer user_data)
{
  return pl_link_probe_get_state (((ProbeFixture *) user_data)->probe) != PL_PROBE_OPEN;
}

gboolean
probe_is_blind (gpointer user_data)
{
  return pl_link_probe_is_blind (((ProbeFixture *) user_data)->probe);
}

gboolean
probe_sees (gpointer user_data)
{
  return !probe_is_blind (user_data);
}

static gboolean
has_changed (gpointer user_data)
{
  const ProbeFixture *fixture = user_data;

  return fixture->n_changes >= fixture->n_wanted || probe_is_over (user_data);
}

void
probe_wait_for_looks (ProbeFixture *fixture,
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

char *
probe_create_other (ProbeFixture   *fixture,
                    PayrocLinkKind  kind)
{
  return create (fixture, "OTHER", kind, PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD, NULL);
}

char *
probe_begin (ProbeFixture         *fixture,
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

void
probe_pay (ProbeFixture *fixture,
           const char   *link_id)
{
  g_free (pl_test_practice_pay (fixture->core.practice, link_id, 0));
}

void
probe_check_seen (ProbeFixture *fixture,
                  PlProbeState  state,
                  gint64        minor)
{
  PayrocPayment *payment;

  core_wait_until (probe_is_over, fixture);
  g_assert_cmpint (pl_link_probe_get_state (fixture->probe), ==, state);

  payment = pl_link_probe_get_payment (fixture->probe);
  g_assert_cmpint (payment != NULL ? payroc_payment_get_amount (payment)->minor : 0, ==, minor);
}

void
probe_open_page (ProbeFixture *fixture,
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

gint64
probe_count_payments (ProbeFixture *fixture,
                      const char   *link_id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM payments WHERE link_id = '%s'", link_id);

  return store_query_int (fixture->core.store.database, sql);
}

gboolean
probe_has_payment (gpointer user_data)
{
  const ProbeOwner *owner = user_data;

  return probe_count_payments (owner->fixture, owner->id) == 1;
}

gboolean
probe_is_asked_for (gpointer user_data)
{
  const ProbeOwner *owner = user_data;
  g_autoptr (JsonArray) requests = pl_test_practice_get_requests (owner->fixture->core.practice, "listPayments");

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (strstr (json_object_get_string_member (request, "query"), owner->id) != NULL)
        return TRUE;
    }

  return FALSE;
}
