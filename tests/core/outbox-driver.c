/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Paylinks that only has an outbox, for tests that kill it: takes in what it is told to, sends all there is, ends. */
#include <stdio.h>

#include "core-fixture.h"

static gboolean accept_only;
static char **arguments;

static const GOptionEntry options[] = {
  { "accept-only", 0, 0, G_OPTION_ARG_NONE, &accept_only, "Send nothing", NULL },
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

static gboolean
is_unfinished (GListModel *intents)
{
  for (guint i = 0; i < g_list_model_get_n_items (intents); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (intents, i);

      if (!pl_intent_is_finished (intent))
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
  CoreFixture fixture = { 0 };
  char key[64] = { 0 };

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  g_assert_cmpuint (g_strv_length (arguments), >=, 4);
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
  for (guint i = 4; arguments[i] != NULL; i++)
    accept_intent (&fixture, arguments[i]);

  g_timeout_add (20, wake_cb, NULL);
  while (!accept_only && is_unfinished (G_LIST_MODEL (fixture.outbox)))
    g_main_context_iteration (NULL, TRUE);

  pl_outbox_stop (fixture.outbox);
  core_flush (&fixture);
  g_clear_object (&fixture.outbox);
  store_close (fixture.store.database);
  g_clear_object (&fixture.client);
  g_clear_object (&fixture.feed);
  g_strfreev (arguments);

  return 0;
}
