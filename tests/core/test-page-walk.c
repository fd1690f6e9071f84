/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list is read to its end, and to no more than can be kept: servers made up here, honest and endless. */
#include "core-fixture.h"

#include "core/links/pl-page-walk.h"
#include "payroc/payroc-error.h"

#define ROWS_MAX 20000

typedef struct
{
  guint    n_rows;   /* of each page */
  guint    n_pages;
  gboolean standing; /* the cursor never moves on */
  guint    n_broken; /* rows of each page that nobody can read */
  gsize    n_bytes;  /* of each page */
  guint    n_asked;
} Server;

static GObject *
make_row (JsonNode *node,
          gpointer  user_data,
          GError  **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return g_object_new (G_TYPE_OBJECT, NULL);

  g_set_error_literal (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "This is no row");

  return NULL;
}

static PayrocPage *
make_page (Server *server)
{
  g_autoptr (GString) text = g_string_new ("{\"data\":[");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  PayrocPage *page;

  for (guint i = 0; i < server->n_rows; i++)
    g_string_append_printf (text, "%s{\"id\":\"%u\"}", i > 0 ? "," : "", server->standing ? 0 : server->n_asked);
  for (guint i = 0; i < server->n_broken; i++)
    g_string_append (text, ",null");
  g_string_append_printf (text, "],\"hasMore\":%s}", server->n_asked < server->n_pages ? "true" : "false");

  node = json_from_string (text->str, &error);
  g_assert_no_error (error);
  page = payroc_page_new_from_json (node, G_TYPE_OBJECT, "id", make_row, NULL, &error);
  g_assert_no_error (error);
  payroc_page_set_size (page, server->n_bytes);

  return page;
}

static void
ask (PayrocClient        *client,
     const char          *after,
     gpointer             list,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Server *server = list;

  g_assert_true ((after == NULL) == (server->n_asked == 0));
  server->n_asked++;
  g_task_return_pointer (task, make_page (server), g_object_unref);
}

static PayrocPage *
answer (PayrocClient  *client,
        GAsyncResult  *result,
        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GPtrArray *
walk_and_count (Server  *server,
                guint   *n_unreadable,
                GError **error)
{
  g_autoptr (PayrocClient) client = core_client_new ("http://127.0.0.1:1/v1", "http://127.0.0.1:1/authorize", "key");
  g_autoptr (GAsyncResult) result = NULL;

  pl_page_walk_async (client, ask, answer, server, NULL, core_keep_result_cb, &result);

  return pl_page_walk_finish (core_await (&result), n_unreadable, error);
}

static GPtrArray *
walk (Server  *server,
      GError **error)
{
  return walk_and_count (server, NULL, error);
}

static void
test_whole (void)
{
  static const struct
  {
    guint n_rows;
    guint n_pages;
    gsize n_bytes;
  } cases[] = {
    { 0, 1 },
    { 1, 1 },
    { 3, 4 },
    { 100, ROWS_MAX / 100 },
    { ROWS_MAX - 1, 1 },
    { ROWS_MAX, 1 },
    { 100, 32, 1024 * 1024 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Server server = { .n_rows = cases[i].n_rows, .n_pages = cases[i].n_pages,
                        .n_bytes = cases[i].n_bytes };
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) rows = walk (&server, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, cases[i].n_rows * cases[i].n_pages);
      g_assert_cmpuint (server.n_asked, ==, cases[i].n_pages);
    }
}

/* Whoever adds up or looks for something has to know of the holes. */
static void
test_unreadable (void)
{
  Server server = { .n_rows = 2, .n_pages = 3, .n_broken = 4 };
  g_autoptr (GError) error = NULL;
  guint n_unreadable = 0;
  g_autoptr (GPtrArray) rows = walk_and_count (&server, &n_unreadable, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 6);
  g_assert_cmpuint (n_unreadable, ==, 12);
}

static void
test_without_end (void)
{
  static const struct
  {
    Server server;
    guint  n_asked;
  } cases[] = {
    { { .n_rows = 1, .n_pages = G_MAXUINT }, 112 },
    { { .n_rows = 1, .n_pages = G_MAXUINT, .standing = TRUE }, 2 },
    { { .n_rows = ROWS_MAX + 1, .n_pages = 1 }, 1 },
    { { .n_rows = 100, .n_pages = ROWS_MAX / 100 + 1 }, ROWS_MAX / 100 + 1 },
    { { .n_rows = 3000, .n_pages = G_MAXUINT }, 7 },
    { { .n_rows = 100, .n_pages = 50, .n_bytes = 1024 * 1024 }, 33 },
    { { .n_rows = 100, .n_pages = 50, .n_bytes = G_MAXSIZE }, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Server server = cases[i].server;
      g_autoptr (GError) error = NULL;

      g_assert_null (walk (&server, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
      g_assert_cmpuint (server.n_asked, ==, cases[i].n_asked);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/page-walk/whole", test_whole);
  g_test_add_func ("/page-walk/unreadable", test_unreadable);
  g_test_add_func ("/page-walk/without-end", test_without_end);

  return g_test_run ();
}
