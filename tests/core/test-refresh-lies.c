/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that lie: they turn in circles, never end, hold nonsense or what was true a moment ago. */
#include <libsoup/soup.h>

#include "core-fixture.h"

#include "store/pl-link-table.h"

typedef struct
{
  CoreFixture core;
  PlRefresh  *refresh; /* (nullable) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (&fixture->core, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* What it reads when it is made has been read. */
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
  core_fixture_tear_down (&fixture->core, data);
}

typedef enum
{
  LIE_SAME_CURSOR,
  LIE_TWO_CURSORS,
  LIE_SAME_ROWS,
  LIE_EMPTY_PAGES,
  LIE_UNREADABLE_PAGES,
  LIE_UNREADABLE_FOR_EVER,
  LIE_STRANGE_ROWS,
  LIE_BROKEN_ROWS,
  LIE_OLD_NEWS,
} Lie;

typedef struct
{
  Lie      lie;
  Fixture *fixture;
  guint    n_pages;
} Liar;

static const struct
{
  const char *name;
  Lie         lie;
  gboolean    ends_well;
  guint       n_pages;
  guint       n_stored;
  guint       n_unreadable; /* where it ends well */
} lies[] = {
  { "same-cursor", LIE_SAME_CURSOR, FALSE, 2, 2, 0 },
  { "two-cursors", LIE_TWO_CURSORS, FALSE, 3, 3, 0 },
  { "same-rows", LIE_SAME_ROWS, FALSE, 4, 1, 0 },
  { "empty-pages", LIE_EMPTY_PAGES, FALSE, 3, 0, 0 },
  { "unreadable-pages", LIE_UNREADABLE_PAGES, TRUE, 20, 2, 36 },
  { "unreadable-for-ever", LIE_UNREADABLE_FOR_EVER, FALSE, 101, 0, 0 },
  { "strange-rows", LIE_STRANGE_ROWS, TRUE, 1, 3, 4 },
  { "broken-rows", LIE_BROKEN_ROWS, TRUE, 1, 2, 3 },
  { "old-news", LIE_OLD_NEWS, TRUE, 1, 1, 0 },
};

/* Between a first page and a last one that are well. */
#define UNREADABLE_PAGES 20

#define PAGE(rows, more, after) \
  "{\"limit\":100,\"count\":1,\"hasMore\":" more ",\"links\":[{\"rel\":\"next\",\"method\":\"get\"," \
  "\"href\":\"https://elsewhere.example.com/?after=" after "\"}],\"data\":[" rows "]}"

/* Learnt after the list was answered, and stored before it is. */
#define LEARNT_LATER (50 * G_TIME_SPAN_MILLISECOND)

static gboolean
put_link_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  g_autoptr (JsonNode) node = json_from_string (data, error);
  g_autoptr (PayrocLink) link = payroc_link_new_from_json (node, error);

  g_usleep (LEARNT_LATER);

  return link != NULL && pl_link_table_put (connection, STORE_FIXTURE_ACCOUNT, link, g_get_real_time (), NULL, error);
}

static char *
make_page (Liar *liar)
{
  const guint n = ++liar->n_pages;

  switch (liar->lie)
    {
    case LIE_SAME_CURSOR:
      return g_strdup_printf (PAGE ("{\"paymentLinkId\":\"LINK%06u\",\"type\":\"multiUse\"}", "true", "SAME"), n);
    case LIE_TWO_CURSORS:
      return g_strdup_printf (PAGE ("{\"paymentLinkId\":\"LINK%06u\",\"type\":\"multiUse\"}", "true", "CURSOR%u"),
                              n % 2, n);
    case LIE_SAME_ROWS:
      return g_strdup_printf (PAGE ("{\"paymentLinkId\":\"LINK000001\",\"type\":\"multiUse\"}", "true", "CURSOR%u"), n);
    case LIE_EMPTY_PAGES:
      return g_strdup_printf (PAGE ("", "true", "CURSOR%u"), n);
    case LIE_UNREADABLE_PAGES:
      if (n == 1 || n == UNREADABLE_PAGES)
        return g_strdup_printf (PAGE ("{\"paymentLinkId\":\"LINK%06u\",\"type\":\"multiUse\"}", "%s", "CURSOR"),
                                n == 1 ? "true" : "false", n);
      return g_strdup_printf (PAGE ("{\"kind\":\"of tomorrow\"},null", "true", "CURSOR%u"), n);
    case LIE_UNREADABLE_FOR_EVER:
      return g_strdup_printf (PAGE ("7", "true", "CURSOR%u"), n);
    case LIE_STRANGE_ROWS:
      return g_strdup (PAGE ("{\"paymentLinkId\":\"LINK000001\",\"type\":\"multiUse\",\"status\":\"sparkling\"},"
                             "{\"paymentLinkId\":\"LINK000002\",\"type\":\"multiUse\"},"
                             "{\"paymentLinkId\":\"LINK000002\",\"type\":\"multiUse\",\"status\":\"active\"},"
                             "{\"paymentLinkId\":\"LINK000003\",\"type\":\"sixUse\",\"status\":null},"
                             "7,{},{\"paymentLinkId\":[]},{\"paymentLinkId\":\"A\\u0007B\",\"type\":\"multiUse\"}",
                             "false", ""));
    case LIE_BROKEN_ROWS:
      /* What json-glib cannot hold, or would change: these rows are left out, and not the page. */
      return g_strdup (PAGE ("{\"paymentLinkId\":\"LINK000001\",\"type\":\"multiUse\"},"
                             "{\"paymentLinkId\":\"LINK000002\",\"type\":\"multiUse\",\"other\":\"A\\u0000B\"},"
                             "{\"paymentLinkId\":\"LINK000003\",\"type\":\"multiUse\",\"other\":\"\\ud800\"},"
                             "{\"paymentLinkId\":\"LINK000004\",\"type\":\"multiUse\",\"other\":99999999999999999999},"
                             "{\"paymentLinkId\":\"LINK000005\",\"type\":\"multiUse\"}",
                             "false", ""));
    case LIE_OLD_NEWS:
      {
        /* Somebody else learns better while this list is on its way. */
        pl_database_run_async (liar->fixture->core.store.database, PL_DATABASE_WRITE, put_link_work,
                               (gpointer) "{\"paymentLinkId\":\"LINK000001\",\"type\":\"multiUse\","
                               "\"status\":\"deactivated\"}", NULL, NULL, NULL, NULL);
        return g_strdup (PAGE ("{\"paymentLinkId\":\"LINK000001\",\"type\":\"multiUse\",\"status\":\"active\"}",
                               "false", ""));
      }
    default:
      g_assert_not_reached ();
    }
}

static void
token_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  static const char reply[] = "{\"access_token\":\"t\",\"expires_in\":3600,\"scope\":\"s\",\"token_type\":\"Bearer\"}";

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, reply, strlen (reply));
}

static void
list_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  char *page = make_page (user_data);

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, page, strlen (page));
}

static gint64
count_stored (Fixture    *fixture,
              const char *which)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM links", which, NULL);

  return store_query_int (fixture->core.store.database, sql);
}

static void
test_lie (Fixture       *fixture,
          gconstpointer  data)
{
  const guint index = GPOINTER_TO_UINT (data);
  Liar liar = { .lie = lies[index].lie, .fixture = fixture };
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (PayrocClient) client = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *api_url = NULL;
  g_autofree char *identity_url = NULL;
  GSList *uris;

  soup_server_add_handler (server, "/authorize", token_cb, NULL, NULL);
  soup_server_add_handler (server, "/v1", list_cb, &liar, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  uris = soup_server_get_uris (server);
  api_url = g_strdup_printf ("http://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  identity_url = g_strdup_printf ("http://127.0.0.1:%d/authorize", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  client = core_client_new (api_url, identity_url, "key");

  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, "1234001", fixture->core.store.database, client,
                                     fixture->core.feed);

  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &result);
  pl_refresh_run_finish (fixture->refresh, core_await (&result), &error);
  if (lies[index].ends_well)
    g_assert_no_error (error);
  else
    g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);

  g_assert_cmpuint (liar.n_pages, ==, lies[index].n_pages);
  g_assert_cmpint (count_stored (fixture, ""), ==, lies[index].n_stored);
  g_assert_cmpuint (pl_refresh_get_n_unreadable (fixture->refresh), ==, lies[index].n_unreadable);
  /* A list that does not end leaves no place to go on from. */
  g_assert_cmpint (store_query_int (fixture->core.store.database,
                                    "SELECT count (*) FROM settings WHERE name = 'refresh.cursor'"), ==, 0);
  if (liar.lie == LIE_OLD_NEWS)
    g_assert_cmpint (count_stored (fixture, " WHERE status = 4"), ==, 1);

  g_clear_pointer (&client, core_client_free);
  soup_server_disconnect (server);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/refresh-lies/%s", lies[i].name);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_lie, tear_down);
    }

  return g_test_run ();
}
