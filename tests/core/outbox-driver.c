/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Paylinks that only has an outbox, for tests that kill it: takes in what it is told to, sends all there is, ends. */
#include <stdio.h>

#include "core-fixture.h"
#include "store/pl-link-table.h"
#include "store/pl-outbox-table.h"

static gboolean accept_only;
static gboolean batched;
static int n_mixed;
static int seed;
static char **arguments;

static const GOptionEntry options[] = {
  { "accept-only", 0, 0, G_OPTION_ARG_NONE, &accept_only, "Send nothing", NULL },
  { "batch", 0, 0, G_OPTION_ARG_NONE, &batched, "Take the references in as one batch", NULL },
  { "mixed", 0, 0, G_OPTION_ARG_INT, &n_mixed, "So many of all kinds, besides", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "By which they are chosen", "N" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments,
    "DIRECTORY API-URL IDENTITY-URL TERMINAL [REFERENCE=KEY]…  the API key on standard input", NULL },
  { NULL },
};

static void
accept_intent (CoreFixture *fixture,
               const char  *argument)
{
  g_auto (GStrv) parts = g_strsplit (argument, "=", 2);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (parts[0]);
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autoptr (PlIntent) intent = core_create (fixture, draft, share, parts[1], NULL);

  /* From here on it must be done, whatever happens. */
  printf ("%s\n", parts[1]);
  fflush (stdout);
}

static void
accept_batch (CoreFixture        *fixture,
              const char *const  *references)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PlBatchDraft) draft = pl_outbox_begin_batch (fixture->outbox, key, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlBatch) batch = NULL;

  for (; *references != NULL; references++)
    {
      g_auto (GStrv) parts = g_strsplit (*references, "=", 2);
      g_autoptr (PayrocLinkDraft) link = core_draft_new (parts[0]);
      g_autoptr (PayrocShare) share = core_share_new ();

      g_assert_true (pl_batch_draft_add_create_once (draft, NULL, 0, link, share, NULL));
    }

  pl_outbox_submit_batch_async (fixture->outbox, draft, NULL, core_keep_result_cb, &result);
  batch = pl_outbox_submit_batch_finish (fixture->outbox, core_await (&result), NULL);
  g_assert_nonnull (batch);
  printf ("%s\n", key);
  fflush (stdout);
}

/* Links that may still be changed: open ones, without a switch-off or an edit on its way. */
static gboolean
read_links (PlConnection *connection,
            gpointer      data,
            GError      **error)
{
  GHashTable *links = data;
  g_autoptr (GPtrArray) rows = pl_outbox_table_list (connection, STORE_FIXTURE_ACCOUNT, TRUE, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->kind == PL_INTENT_CREATE && row->state == PL_INTENT_DONE)
        g_hash_table_replace (links, g_strdup (row->link_id),
                              pl_link_table_get (connection, STORE_FIXTURE_ACCOUNT, row->link_id, NULL));
    }

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->kind == PL_INTENT_DEACTIVATE || (row->kind == PL_INTENT_EDIT && row->state < PL_INTENT_DONE))
        g_hash_table_remove (links, row->link_id);
    }

  return rows != NULL;
}

static PayrocLink *
choose_link (CoreFixture *fixture,
             GRand       *rand)
{
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  GHashTableIter iter;
  gpointer link = NULL;
  int left;

  store_read (fixture->store.database, read_links, links);
  if (g_hash_table_size (links) == 0)
    return NULL;

  left = g_rand_int_range (rand, 0, (gint32) g_hash_table_size (links)) + 1;
  g_hash_table_iter_init (&iter, links);
  while (left-- > 0 && g_hash_table_iter_next (&iter, NULL, &link))
    ;

  return g_object_ref (link);
}

static PlIntent *
accept_edit (CoreFixture *fixture,
             PayrocLink  *link,
             PayrocShare *share)
{
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit) edit = NULL;
  g_autofree char *description = g_uuid_string_random ();

  payroc_link_draft_set_description (wanted, description);
  edit = payroc_link_edit_new (link, wanted);

  return core_edit (fixture, link, edit, share);
}

/* Of ten: four creates, two mails, three changes, one switch-off; every other create and change with a mail. */
static void
accept_mixed (CoreFixture *fixture,
              GRand       *rand)
{
  const int kind = g_rand_int_range (rand, 0, 10);
  g_autoptr (PayrocLink) link = kind >= 4 ? choose_link (fixture, rand) : NULL;
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autoptr (PlIntent) intent = NULL;
  PayrocShare *also = g_rand_boolean (rand) ? share : NULL;

  if (link == NULL)
    {
      g_autofree char *reference = g_uuid_string_random ();
      g_autofree char *order_id = g_strndup (reference, 24);
      g_autoptr (PayrocLinkDraft) draft = core_draft_new ("MIXED");

      payroc_link_draft_set_reference (draft, reference);
      payroc_link_draft_set_order_id (draft, order_id);
      intent = core_create (fixture, draft, also, NULL, NULL);
    }
  else if (kind < 6)
    {
      intent = core_share (fixture, payroc_link_get_id (link), share);
    }
  else if (kind < 9)
    {
      intent = accept_edit (fixture, link, also);
    }
  else
    {
      intent = core_deactivate (fixture, payroc_link_get_id (link));
    }

  printf ("%s\n", pl_intent_get_idempotency_key (intent));
  fflush (stdout);
}

static gboolean
is_unfinished (PlOutbox *outbox)
{
  GListModel *intents = G_LIST_MODEL (outbox);
  GListModel *batches = pl_outbox_get_batches (outbox);

  for (guint i = 0; i < g_list_model_get_n_items (intents); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (intents, i);

      if (!pl_intent_is_finished (intent))
        return TRUE;
    }

  for (guint i = 0; i < g_list_model_get_n_items (batches); i++)
    {
      g_autoptr (PlBatch) batch = g_list_model_get_item (batches, i);

      if (!pl_batch_get_finished (batch))
        return TRUE;
    }

  return FALSE;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = NULL;
  CoreFixture fixture = { 0 };
  char key[64] = { 0 };

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  g_assert_cmpuint (g_strv_length (arguments), >=, 4);
  rand = g_rand_new_with_seed ((guint32) seed);
  g_assert_nonnull (fgets (key, sizeof key, stdin));
  g_strchomp (key);

  fixture.store.database = store_open (arguments[0], &error);
  g_assert_no_error (error);
  fixture.client = core_client_new (arguments[1], arguments[2], key);
  fixture.feed = pl_link_feed_new ();
  fixture.outbox = pl_outbox_new (STORE_FIXTURE_ACCOUNT, arguments[3], fixture.store.database, fixture.client,
                                  fixture.feed);
  pl_outbox_set_wait_scale (fixture.outbox, 0.01);

  if (!accept_only)
    core_fixture_start (&fixture);
  if (batched && arguments[4] != NULL)
    accept_batch (&fixture, (const char *const *) &arguments[4]);
  for (guint i = 4; !batched && arguments[i] != NULL; i++)
    accept_intent (&fixture, arguments[i]);
  for (int i = 0; i < n_mixed; i++)
    accept_mixed (&fixture, rand);

  g_timeout_add (20, wake_cb, NULL);
  while (!accept_only && is_unfinished (fixture.outbox))
    g_main_context_iteration (NULL, TRUE);

  pl_outbox_stop (fixture.outbox);
  core_flush (&fixture);
  g_clear_object (&fixture.outbox);
  store_close (fixture.store.database);
  g_clear_pointer (&fixture.client, core_client_free);
  g_clear_object (&fixture.feed);
  g_strfreev (arguments);

  return 0;
}
