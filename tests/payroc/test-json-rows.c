/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages in which single rows cannot be read: these become null, and nothing else is forgiven. */

#include "payroc/payroc-json-rows.h"

#include <string.h>

#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "values.h"

#define PAGE(rows) "{\"limit\":10,\"data\":[" rows "],\"hasMore\":false}"

static char *
read_rows (GBytes  *bytes,
           GError **error)
{
  g_autoptr(JsonNode) node = payroc_json_parse_rows (bytes, "data", error);

  return node != NULL ? json_to_string (node, FALSE) : NULL;
}

static void
test_rows (void)
{
  static const struct
  {
    const char *text;
    const char *read; /* (nullable): NULL for not at all */
  } rows[] = {
    /* Nothing wrong: as any other document. */
    { PAGE (""), PAGE ("") },
    { PAGE ("{\"a\":1},{\"b\":\"]}\"}"), PAGE ("{\"a\":1},{\"b\":\"]}\"}") },
    { "{\"data\":{}}", "{\"data\":{}}" },
    { "[]", "[]" },
    /* One row, wherever it stands and whatever is wrong with it. */
    { PAGE ("{\"a\":\"\\u0000\"},{\"b\":2},{\"c\":3}"), PAGE ("null,{\"b\":2},{\"c\":3}") },
    { PAGE ("{\"a\":1},{\"b\":\"\\ud83d\"},{\"c\":3}"), PAGE ("{\"a\":1},null,{\"c\":3}") },
    { PAGE ("{\"a\":1},{\"b\":2},{\"c\":99999999999999999999}"), PAGE ("{\"a\":1},{\"b\":2},null") },
    { PAGE ("{\"a\":1e400},{\"b\":2}"), PAGE ("null,{\"b\":2}") },
    { PAGE ("{\"a\":1,\"a\":2},{\"b\":2}"), PAGE ("null,{\"b\":2}") },
    { PAGE ("{\"x\":{\"a\":1,\"a\":2}},{\"b\":2}"), PAGE ("null,{\"b\":2}") },
    { PAGE ("{\"a\":\"\xff\"},{\"b\":\"\xc3\xa9\"}"), PAGE ("null,{\"b\":\"\xc3\xa9\"}") },
    { PAGE ("{\"a\":NaN},{\"b\":2}"), PAGE ("null,{\"b\":2}") },
    { PAGE ("{\"a\":01},{\"b\":2}"), PAGE ("null,{\"b\":2}") },
    { PAGE ("{\"a\":[1,]},{\"b\":2}"), PAGE ("null,{\"b\":2}") },
    { PAGE ("{\"a\":\"\\u0000\"}"), PAGE ("null") },
    { PAGE ("{\"a\":\"\\u0000\"},{\"b\":\"\\ud800\"},7,\"\\u0000\""), PAGE ("null,null,7,null") },
    { PAGE ("{\"],[\\\"\":\"\\u0000\"},{\"b\":2}"), PAGE ("null,{\"b\":2}") },
    { "\xef\xbb\xbf" PAGE ("{\"a\":\"\\u0000\"}"), PAGE ("null") },
    { " { \"x\" : [ { \"data\" : [ 1 ] } ] , \"data\" : [ { \"a\" : \"\\u0000\" } , { } ] } ",
      "{\"x\":[{\"data\":[1]}],\"data\":[null,{}]}" },
    /* Outside the rows nothing is forgiven. */
    { "{\"limit\":\"\\u0000\",\"data\":[{\"a\":1}]}", NULL },
    { "{\"limit\":\"\\u0000\",\"data\":[{\"a\":\"\\u0000\"}]}", NULL },
    { "{\"data\":[{\"a\":\"\\u0000\"}],\"data\":[]}", NULL },
    { "{\"data\":{\"data\":[\"\\u0000\"]}}", NULL },
    { "{\"date\":[\"\\u0000\"]}", NULL },
    { "[{\"data\":[\"\\u0000\"]}]", NULL },
    { "{\"data\":[\"\\u0000\"}", NULL },
    { "{\"data\":[\"\\u0000\"]", NULL },
    { "{\"data\":[\"\\u0000\",]}", NULL },
    { "{\"data\":[,\"\\u0000\"]}", NULL },
    { "{\"data\":[\"\\u0000\",,1]}", NULL },
    { "{\"data\":[{\"a\":\"\\u0000\"}}]}", NULL },
    { "{\"data\":[{\"a\":\"\\u0000\"]}", NULL },
    { "{\"data\":[\"\\u0000]}", NULL },
    { "{\"data\":[\"\\u0000\\", NULL },
    { "{\"data", NULL },
    { "{\"data\"", NULL },
    { "{\"data\":", NULL },
    { "{\"data\":[", NULL },
    { "{\"data\":[\"", NULL },
    { "{", NULL },
    { "\"", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = values_bytes (rows[i].text);
      g_autoptr(GError) error = NULL;
      g_autofree char *read = read_rows (bytes, &error);

      g_assert_cmpstr (read, ==, rows[i].read);
      if (rows[i].read == NULL)
        g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
      else
        g_assert_no_error (error);
    }
}

/* A row is as deep as the page allows, and not deeper for being looked at alone. */
static void
test_depth (void)
{
  const guint inside = PAYROC_JSON_DEPTH_MAX - 2;

  for (guint depth = inside - 1; depth <= inside + 1; depth++)
    {
      g_autofree char *open = values_repeat ("[", depth);
      g_autofree char *close = values_repeat ("]", depth);
      g_autofree char *text = g_strdup_printf (PAGE ("%s%s,{\"b\":2}"), open, close);
      g_autofree char *wanted = depth <= inside ? g_strdup (text) : g_strdup (PAGE ("null,{\"b\":2}"));
      g_autoptr(GBytes) bytes = values_bytes (text);
      g_autoptr(GError) error = NULL;
      g_autofree char *read = read_rows (bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (read, ==, wanted);
    }
}

/* Nobody asks for more than a hundred rows; a million of them would be looked at one by one. */
static void
test_many (void)
{
  for (guint n = 999; n <= 1001; n++)
    {
      g_autofree char *rows = values_repeat ("\"\\u0000\",", n - 1);
      g_autofree char *text = g_strdup_printf (PAGE ("%s1"), rows);
      g_autoptr(GBytes) bytes = values_bytes (text);
      g_autofree char *read = read_rows (bytes, NULL);

      g_assert_cmpint (read != NULL, ==, n <= 1000);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-rows/rows", test_rows);
  g_test_add_func ("/json-rows/depth", test_depth);
  g_test_add_func ("/json-rows/many", test_many);

  return g_test_run ();
}
