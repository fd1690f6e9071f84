/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages: rows, rows that cannot be read, and where the next page starts, whatever a href says. */

#include "payroc/payroc-page.h"

#include "payroc/links/payroc-link.h"
#include "payroc/payroc-error.h"
#include "values.h"

#define ROW_A "{\"type\":\"singleUse\",\"paymentLinkId\":\"AAAAAAAAAA\"}"
#define ROW_B "{\"type\":\"multiUse\",\"paymentLinkId\":\"BBBBBBBBBB\"}"
#define NEXT(href) "\"links\":[{\"rel\":\"previous\",\"method\":\"get\"," \
                   "\"href\":\"https://api.payroc.com/v1/x?after=P\"}," \
                   "{\"rel\":\"next\",\"method\":\"get\",\"href\":\"" href "\"}]"

static GObject *
make_link_cb (JsonNode  *node,
              gpointer   user_data,
              GError   **error)
{
  guint *n_calls = user_data;

  (*n_calls)++;

  return (GObject *) payroc_link_new_from_json (node, error);
}

static PayrocPage *
read_page (const char  *text,
           GError     **error)
{
  g_autoptr(JsonNode) node = values_parse (text);
  guint n_calls = 0;

  return payroc_page_new_from_json (node, PAYROC_TYPE_LINK, "paymentLinkId", make_link_cb, &n_calls, error);
}

static void
test_rows (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocPage) page = read_page ("{\"limit\":2,\"count\":2,\"hasMore\":true,\"data\":[" ROW_A "," ROW_B "],"
                                          NEXT ("https://api.payroc.com/v1/x?limit=2&after=CCCC") "}", &error);
  g_autoptr(PayrocLink) first = NULL;
  GListModel *rows = NULL;

  g_assert_no_error (error);
  rows = payroc_page_get_rows (page);
  g_assert_true (g_list_model_get_item_type (rows) == PAYROC_TYPE_LINK);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 2);
  first = g_list_model_get_item (rows, 0);
  g_assert_cmpstr (payroc_link_get_id (first), ==, "AAAAAAAAAA");
  g_assert_cmpuint (payroc_page_get_n_unreadable (page), ==, 0);
  g_assert_cmpstr (payroc_page_get_next_cursor (page), ==, "CCCC");

  g_assert_finalize_object (g_steal_pointer (&page));
}

static void
test_empty (void)
{
  g_autoptr(PayrocPage) page = read_page ("{\"limit\":10,\"count\":0,\"hasMore\":false,\"links\":[],"
                                          "\"data\":[]}", NULL);

  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (page)), ==, 0);
  g_assert_null (payroc_page_get_next_cursor (page));
}

static void
test_cursor (void)
{
  static const struct
  {
    const char *rest; /* after the data, which ends with row B */
    const char *cursor;
  } rows[] = {
    { "\"hasMore\":false", NULL },
    { "\"hasMore\":false," NEXT ("https://api.payroc.com/v1/x?after=CCCC"), NULL },
    { "\"hasMore\":true", "BBBBBBBBBB" },
    { "\"hasMore\":true,\"links\":null", "BBBBBBBBBB" },
    { "\"hasMore\":true,\"links\":[]", "BBBBBBBBBB" },
    /* Only the query counts: not the host, not the path, not the shape. */
    { "\"hasMore\":true," NEXT ("https://evil.example.com/?after=CCCC"), "CCCC" },
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1//x?limit=2&processingTerminalId=7&after=CCCC"), "CCCC" },
    { "\"hasMore\":true," NEXT ("?after=CCCC"), "CCCC" },
    { "\"hasMore\":true," NEXT ("after=CCCC"), "BBBBBBBBBB" },
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1/x?after=C%20C%26%C3%A4"), "C C&ä" },
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1/x?after=CCCC#after=DDDD"), "CCCC" },
    { "\"hasMore\":true,\"links\":[{\"rel\":\"next\",\"href\":\"?after=CCCC\"}]", "CCCC" },
    /* Not a cursor: the last row is one. */
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1/x?after="), "BBBBBBBBBB" },
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1/x?before=CCCC"), "BBBBBBBBBB" },
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1/x"), "BBBBBBBBBB" },
    { "\"hasMore\":true," NEXT (""), "BBBBBBBBBB" },
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1/x?after=C%0AC"), "BBBBBBBBBB" },
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1/x?after=%zz"), "BBBBBBBBBB" },
    { "\"hasMore\":true," NEXT ("https://api.payroc.com/v1/x?after=%ff"), "BBBBBBBBBB" },
    { "\"hasMore\":true,\"links\":[7,null,{},{\"rel\":7},{\"rel\":\"next\"},{\"rel\":\"next\",\"href\":[]}]",
      "BBBBBBBBBB" },
    /* Where hasMore is missing, a next link says so. */
    { "\"links\":[]", NULL },
    { NEXT ("https://api.payroc.com/v1/x?after=CCCC"), "CCCC" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"data\":[" ROW_A "," ROW_B "],%s}", rows[i].rest);
      g_autoptr(GError) error = NULL;
      g_autoptr(PayrocPage) page = read_page (text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (payroc_page_get_next_cursor (page), ==, rows[i].cursor);
    }
}

static void
test_long_cursor (void)
{
  g_autofree char *fits = values_repeat ("C", 128);
  g_autofree char *text = g_strdup_printf ("{\"hasMore\":true,\"data\":[" ROW_B "],"
                                           NEXT ("https://api.payroc.com/v1/x?after=%s") "}", fits);
  g_autofree char *longer = g_strdup_printf ("{\"hasMore\":true,\"data\":[" ROW_B "],"
                                             NEXT ("https://api.payroc.com/v1/x?after=%sC") "}", fits);
  g_autoptr(PayrocPage) page = read_page (text, NULL);
  g_autoptr(PayrocPage) other = read_page (longer, NULL);

  g_assert_cmpstr (payroc_page_get_next_cursor (page), ==, fits);
  g_assert_cmpstr (payroc_page_get_next_cursor (other), ==, "BBBBBBBBBB");
}

/* One odd row hides no other, and may still say where the next page starts. */
static void
test_unreadable (void)
{
  g_autoptr(PayrocPage) page = read_page ("{\"hasMore\":true,\"data\":[" ROW_A ",7,null,{\"type\":\"x\"}," ROW_B ","
                                          "{\"paymentLinkId\":\"CCCCCCCCCC\",\"type\":7}]}", NULL);

  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (page)), ==, 2);
  g_assert_cmpuint (payroc_page_get_n_unreadable (page), ==, 4);
  g_assert_cmpstr (payroc_page_get_next_cursor (page), ==, "CCCCCCCCCC");
}

/* Where the last rows have no id, the page before them is the way: they come again. */
static void
test_unreadable_last (void)
{
  g_autoptr(PayrocPage) page = read_page ("{\"hasMore\":true,\"data\":[" ROW_A "," ROW_B ",null,{\"type\":7}]}", NULL);

  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (page)), ==, 2);
  g_assert_cmpuint (payroc_page_get_n_unreadable (page), ==, 2);
  g_assert_cmpstr (payroc_page_get_next_cursor (page), ==, "BBBBBBBBBB");
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "[]", "null", "{}", "{\"data\":null}", "{\"data\":{}}", "{\"data\":\"x\"}", "{\"data\":[],\"hasMore\":\"yes\"}",
    "{\"data\":[],\"hasMore\":1}", "{\"data\":[],\"links\":{}}", ROW_A,
    /* There is more, but from where on? Taking this for the end would lose links. */
    "{\"data\":[],\"hasMore\":true}",
    "{\"data\":[7],\"hasMore\":true}",
    "{\"data\":[{\"paymentLinkId\":7}],\"hasMore\":true}",
    "{\"data\":[{\"paymentLinkId\":\"a\\nb\"}],\"hasMore\":true}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_page (rows[i], &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/page/rows", test_rows);
  g_test_add_func ("/page/empty", test_empty);
  g_test_add_func ("/page/cursor", test_cursor);
  g_test_add_func ("/page/long-cursor", test_long_cursor);
  g_test_add_func ("/page/unreadable", test_unreadable);
  g_test_add_func ("/page/unreadable-last", test_unreadable_last);
  g_test_add_func ("/page/refused", test_refused);

  return g_test_run ();
}
