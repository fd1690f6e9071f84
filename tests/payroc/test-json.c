/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that must be read, documents that must not, and getters that meet every type but theirs. */

#include "payroc/payroc-json.h"

#include <string.h>

#include "payroc/payroc-error.h"
#include "values.h"

#define BYTES(literal) { literal, sizeof literal - 1 }

typedef struct
{
  const char *data;
  gsize       length;
} Document;

static JsonNode *
parse (const char  *data,
       gsize        length,
       GError     **error)
{
  /* A copy of exactly this length, so that reading one byte too far is seen. */
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);

  return payroc_json_parse (bytes, error);
}

static void
assert_refused (const char *data,
                gsize       length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = parse (data, length, &error);

  if (node != NULL)
    g_error ("Accepted: %.60s", data);
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
}

static void
test_accepted (void)
{
  static const struct
  {
    const char *text;
    const char *again;
  } rows[] = {
    { "{}", "{}" },
    { "[]", "[]" },
    { " \t\r\n[ ] \n", "[]" },
    { "\xef\xbb\xbf{}", "{}" },
    { "true", "true" },
    { "null", "null" },
    { "\"\"", "\"\"" },
    { "0", "0" },
    { "-0", "0" },
    { "9223372036854775807", "9223372036854775807" },
    { "-9223372036854775808", "-9223372036854775808" },
    { "1.5e-3", "0.0015" },
    { "1e16", "10000000000000000.0" },
    { "1.7976931348623157e308", "1.7976931348623157e+308" },
    { "0e22", "0.0" },
    { "{\"a\":1,\"b\":[2,{\"c\":null}],\"\":\"\"}", "{\"a\":1,\"b\":[2,{\"c\":null}],\"\":\"\"}" },
    { "[[],{},[[]],[{}]]", "[[],{},[[]],[{}]]" },
    { "{\"z\":1,\"a\":2,\"m\":3}", "{\"z\":1,\"a\":2,\"m\":3}" },
    { "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\"\\\\/\\b\\f\\n\\r\\t\"]" },
    { "[\"\\u00e4\\u20AC\\ud83d\\ude00\"]", "[\"ä€😀\"]" },
    { "[\"\\ud800\\udc00\\uDBFF\\uDFFF\"]", "[\"\U00010000\U0010ffff\"]" },
    /* The same name in two objects is no double. */
    { "[{\"a\":1},{\"a\":1},{\"b\":{\"a\":1},\"a\":2}]", "[{\"a\":1},{\"a\":1},{\"b\":{\"a\":1},\"a\":2}]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = parse (rows[i].text, strlen (rows[i].text), &error);
      g_autoptr(GBytes) bytes = NULL;

      g_assert_no_error (error);
      bytes = payroc_json_to_bytes (node);
      values_assert_body (bytes, rows[i].again);
    }
}

static void
test_refused (void)
{
  static const Document rows[] = {
    BYTES (""),
    BYTES (" "),
    BYTES ("\xef\xbb\xbf"),
    BYTES ("{"),
    BYTES ("}"),
    BYTES ("["),
    BYTES ("]"),
    BYTES ("[}"),
    BYTES ("{]"),
    BYTES ("[]]"),
    BYTES ("{}{}"),
    BYTES ("{},"),
    BYTES ("{} x"),
    BYTES ("[1,]"),
    BYTES ("[,1]"),
    BYTES ("[1 2]"),
    BYTES ("{\"a\":1,}"),
    BYTES ("{,\"a\":1}"),
    BYTES ("{\"a\"}"),
    BYTES ("{\"a\":}"),
    BYTES ("{\"a\" 1}"),
    BYTES ("{a:1}"),
    BYTES ("{'a':1}"),
    BYTES ("{1:1}"),
    BYTES ("{\"a\":1 \"b\":2}"),
    BYTES ("tru"),
    BYTES ("truee"),
    BYTES ("trux"),
    BYTES ("falsy"),
    BYTES ("nul1"),
    BYTES ("True"),
    BYTES ("NaN"),
    BYTES ("Infinity"),
    BYTES ("undefined"),
    BYTES ("01"),
    BYTES ("-"),
    BYTES ("+1"),
    BYTES ("1."),
    BYTES (".1"),
    BYTES ("1e"),
    BYTES ("1e+"),
    BYTES ("0x10"),
    BYTES ("1e999"),
    BYTES ("1e22"),
    BYTES ("1e-10"),
    BYTES ("-1E22"),
    BYTES ("-1e999"),
    BYTES ("9223372036854775808"),
    BYTES ("-9223372036854775809"),
    BYTES ("99999999999999999999999999999999"),
    BYTES ("\""),
    BYTES ("\"a"),
    BYTES ("\"\\\""),
    BYTES ("\"\\x41\""),
    BYTES ("\"\\u12\""),
    BYTES ("\"\\u12g4\""),
    BYTES ("\"\\"),
    BYTES ("\"\\u"),
    BYTES ("\"\\ud83d"),
    BYTES ("\"\\u0000\""),
    BYTES ("{\"\\u0000\":1}"),
    BYTES ("\"\\ud83d\""),
    BYTES ("\"\\ud83d\\u0041\""),
    BYTES ("\"\\ud83dx\""),
    BYTES ("\"\\ude00\""),
    BYTES ("\"\\udc00\""),
    BYTES ("\"\\udfff\""),
    BYTES ("\"\\ud83d\\ud83d\""),
    BYTES ("\"\n\""),
    BYTES ("\"\t\""),
    BYTES ("\"\x01\""),
    BYTES ("\"\0\""),
    BYTES ("{}\0"),
    BYTES ("\0{}"),
    BYTES ("[1,\0 2]"),
    BYTES ("\"\xff\""),
    BYTES ("\"\xc3\""),
    BYTES ("\"\xc0\x80\""),
    BYTES ("\"\xed\xa0\x80\""),
    BYTES ("\xff\xfe{\0}\0"),
    BYTES ("// a comment\n{}"),
    BYTES ("{}/**/"),
    BYTES ("var x = {};"),
    BYTES ("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"),
    BYTES ("{\"amount\":1,\"amount\":2}"),
    BYTES ("{\"amount\":1,\"amount\":1}"),
    BYTES ("{\"amount\":1,\"am\\u006funt\":2}"),
    BYTES ("{\"a\":[{\"b\":{\"c\":1,\"d\":2,\"c\":3}}]}"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i].data, rows[i].length);
}

/* Every beginning of a document is none. */
static void
test_truncated (void)
{
  for (gsize length = 0; length < strlen (VALUES_LINK); length++)
    assert_refused (VALUES_LINK, length);
}

static char *
nest (guint       depth,
      const char *open,
      const char *close)
{
  g_autofree char *front = values_repeat (open, depth);
  g_autofree char *back = values_repeat (close, depth);

  return g_strconcat (front, "1", back, NULL);
}

static void
test_depth (void)
{
  static const guint depths[] = { 1, PAYROC_JSON_DEPTH_MAX - 1, PAYROC_JSON_DEPTH_MAX, PAYROC_JSON_DEPTH_MAX + 1,
                                  1000, 100000, 1000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *arrays = nest (depths[i], "[", "]");
      g_autofree char *objects = nest (depths[i], "{\"a\":", "}");
      g_autofree char *open_only = values_repeat ("[", depths[i]);

      assert_refused (open_only, strlen (open_only));
      if (depths[i] > PAYROC_JSON_DEPTH_MAX)
        {
          assert_refused (arrays, strlen (arrays));
          assert_refused (objects, strlen (objects));
        }
      else
        {
          g_autoptr(JsonNode) array = values_parse (arrays);
          g_autoptr(JsonNode) object = values_parse (objects);

          g_assert_true (JSON_NODE_HOLDS_ARRAY (array));
          g_assert_true (JSON_NODE_HOLDS_OBJECT (object));
        }
    }
}

/* Brackets one after the other are not depth. */
static void
test_width (void)
{
  g_autofree char *elements = values_repeat ("[{}],", 50000);
  g_autofree char *text = g_strconcat ("[", elements, "1]", NULL);
  g_autoptr(JsonNode) node = values_parse (text);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 50001);
}

static void
test_size (void)
{
  static const gsize sizes[] = { PAYROC_JSON_BYTES_MAX - 1, PAYROC_JSON_BYTES_MAX, PAYROC_JSON_BYTES_MAX + 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = g_malloc (sizes[i]);

      memset (text, 'a', sizes[i]);
      text[0] = '"';
      text[sizes[i] - 1] = '"';
      if (sizes[i] > PAYROC_JSON_BYTES_MAX)
        {
          assert_refused (text, sizes[i]);
        }
      else
        {
          g_autoptr(JsonNode) node = parse (text, sizes[i], NULL);

          g_assert_cmpuint (strlen (json_node_get_string (node)), ==, sizes[i] - 2);
        }
    }
}

/* Each of these as the value of a member. */
static const char *const type_values[] = { "\"x\"", "1", "1.5", "true", "{}", "[]", "null" };

static gboolean
get (JsonObject *object,
     guint       type,
     gboolean    required,
     GError    **error)
{
  const char *string = NULL;
  gint64 number = 1;
  gboolean boolean = FALSE;
  JsonObject *child = NULL;
  JsonArray *array = NULL;

  if (type == 0)
    return payroc_json_get_string (object, "a", required, &string, error);
  if (type == 1)
    return payroc_json_get_int (object, "a", required, &number, error);
  if (type == 3)
    return payroc_json_get_boolean (object, "a", required, &boolean, error);
  if (type == 4)
    return payroc_json_get_object (object, "a", required, &child, error);

  return payroc_json_get_array (object, "a", required, &array, error);
}

static void
test_types (void)
{
  static const guint getters[] = { 0, 1, 3, 4, 5 };

  for (gsize value = 0; value < G_N_ELEMENTS (type_values); value++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":%s}", type_values[value]);
      g_autoptr(JsonNode) node = values_parse (text);
      JsonObject *object = json_node_get_object (node);
      gboolean is_null = value == G_N_ELEMENTS (type_values) - 1;

      for (gsize i = 0; i < G_N_ELEMENTS (getters); i++)
        {
          for (guint required = 0; required < 2; required++)
            {
              g_autoptr(GError) error = NULL;
              gboolean fits = is_null ? !required : getters[i] == value;

              g_assert_cmpint (get (object, getters[i], required, &error), ==, fits);
              if (fits)
                g_assert_no_error (error);
              else
                g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
            }
        }
    }
}

static void
test_absent (void)
{
  g_autoptr(JsonNode) node = values_parse ("{}");
  JsonObject *object = json_node_get_object (node);
  const char *string = "old";
  gint64 number = 42;
  gboolean boolean = TRUE;
  JsonObject *child = object;
  JsonArray *array = NULL;
  GDateTime *time = NULL;
  char *id = NULL;
  GDate date;

  g_date_set_dmy (&date, 1, 1, 2026);
  g_assert_true (payroc_json_get_string (object, "a", FALSE, &string, NULL));
  g_assert_true (payroc_json_get_int (object, "a", FALSE, &number, NULL));
  g_assert_true (payroc_json_get_boolean (object, "a", FALSE, &boolean, NULL));
  g_assert_true (payroc_json_get_object (object, "a", FALSE, &child, NULL));
  g_assert_true (payroc_json_get_array (object, "a", FALSE, &array, NULL));
  g_assert_true (payroc_json_get_date (object, "a", FALSE, &date, NULL));
  g_assert_true (payroc_json_get_time (object, "a", FALSE, &time, NULL));
  g_assert_null (string);
  g_assert_cmpint (number, ==, 0);
  g_assert_false (boolean);
  g_assert_null (child);
  g_assert_null (array);
  g_assert_false (g_date_valid (&date));
  g_assert_null (time);

  for (guint type = 0; type < 6; type++)
    g_assert_false (get (object, type, TRUE, NULL));
  g_assert_false (payroc_json_get_date (object, "a", TRUE, &date, NULL));
  g_assert_false (payroc_json_get_time (object, "a", TRUE, &time, NULL));
  g_assert_false (payroc_json_dup_id (object, "a", &id, NULL));
  g_assert_null (payroc_json_as_object (NULL, NULL));
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    gboolean    ok;
  } rows[] = {
    { "2024-07-02", TRUE },
    { "2024-02-29", TRUE },
    { "0001-01-01", TRUE },
    { "9999-12-31", TRUE },
    { "2023-02-29", FALSE },
    { "2024-13-01", FALSE },
    { "2024-00-01", FALSE },
    { "2024-01-00", FALSE },
    { "2024-01-32", FALSE },
    { "0000-01-01", FALSE },
    { "2024-7-2", FALSE },
    { "20240702", FALSE },
    { "02-07-2024", FALSE },
    { "2024/07/02", FALSE },
    { "2024-07-02 ", FALSE },
    { " 2024-07-02", FALSE },
    { "2024-07-0٢", FALSE },
    { "-024-07-02", FALSE },
    { "tomorrow", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":\"%s\"}", rows[i].text);
      g_autoptr(JsonNode) node = values_parse (text);
      GDate date;

      g_date_clear (&date, 1);
      g_assert_cmpint (payroc_json_get_date (json_node_get_object (node), "a", TRUE, &date, NULL), ==, rows[i].ok);
      g_assert_cmpint (g_date_valid (&date), ==, rows[i].ok);
      if (rows[i].ok)
        {
          g_autofree char *again = payroc_json_format_date (&date);

          g_assert_cmpstr (again, ==, rows[i].text);
        }
    }

  g_assert_false (payroc_json_parse_date (NULL, NULL));
}

/* Not in the contract; harmless, and it would hide every link. */
static void
test_date_with_time (void)
{
  g_autoptr(JsonNode) node = values_parse ("{\"a\":\"2024-07-02T23:59:59Z\",\"b\":\"2024-07-02X\",\"c\":\"\"}");
  JsonObject *object = json_node_get_object (node);
  GDate date;

  g_assert_true (payroc_json_get_date (object, "a", TRUE, &date, NULL));
  g_assert_cmpuint (g_date_get_day (&date), ==, 2);
  g_assert_false (payroc_json_get_date (object, "b", TRUE, &date, NULL));
  g_assert_false (g_date_valid (&date));
  g_assert_true (payroc_json_get_date (object, "c", FALSE, &date, NULL));
  g_assert_false (g_date_valid (&date));
  g_assert_false (payroc_json_get_date (object, "c", TRUE, &date, NULL));
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gint64      unix_time; /* -1: refused */
  } rows[] = {
    { "2024-07-02T15:30:00Z", 1719934200 },
    { "2024-07-02T15:30:00.000Z", 1719934200 },
    { "2024-07-02T17:30:00+02:00", 1719934200 },
    { "2024-07-02T15:30:00", 1719934200 },
    { "2024-07-02", -1 },
    { "yesterday", -1 },
    { "2024-07-02T25:00:00Z", -1 },
  };
  g_autofree char *zeros = values_repeat ("0", 100000);
  g_autoptr(JsonNode) empty_node = values_parse ("{\"a\":\"\"}");
  g_autofree char *endless = g_strdup_printf ("{\"a\":\"2024-07-02T15:30:00.%sZ\"}", zeros);
  g_autoptr(JsonNode) endless_node = values_parse (endless);
  GDateTime *none = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":\"%s\"}", rows[i].text);
      g_autoptr(JsonNode) node = values_parse (text);
      g_autoptr(GDateTime) time = NULL;
      gboolean ok = payroc_json_get_time (json_node_get_object (node), "a", TRUE, &time, NULL);

      g_assert_cmpint (ok, ==, rows[i].unix_time != -1);
      g_assert_cmpint (time != NULL ? g_date_time_to_unix (time) : -1, ==, rows[i].unix_time);
    }

  g_assert_true (payroc_json_get_time (json_node_get_object (empty_node), "a", FALSE, &none, NULL));
  g_assert_null (none);
  g_assert_false (payroc_json_get_time (json_node_get_object (empty_node), "a", TRUE, &none, NULL));
  g_assert_false (payroc_json_get_time (json_node_get_object (endless_node), "a", TRUE, &none, NULL));
  g_assert_null (none);
}

static void
test_ids (void)
{
  g_autofree char *fifty = values_repeat ("A", 50);
  g_autofree char *fifty_one = values_repeat ("A", 51);
  const struct
  {
    const char *text;
    gboolean    ok;
  } rows[] = {
    { "CKHP6VVWYT", TRUE },
    { "1", TRUE },
    { fifty, TRUE },
    { fifty_one, FALSE },
    { "", FALSE },
    { "a-b_c", TRUE },
    { "../../../x", FALSE },
    { "a/b", FALSE },
    { "a b", FALSE },
    { "a%2fb", FALSE },
    { "ä", FALSE },
    { "a\\nb", FALSE },
    { "a\\u001bb", FALSE },
    { "a\\u0085b", FALSE },
    { "a\\u202eb", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":\"%s\"}", rows[i].text);
      g_autoptr(JsonNode) node = values_parse (text);
      g_autofree char *id = NULL;

      g_assert_cmpint (payroc_json_dup_id (json_node_get_object (node), "a", &id, NULL), ==, rows[i].ok);
      g_assert_cmpint (id != NULL, ==, rows[i].ok);
    }
}

static void
test_text (void)
{
  g_autoptr(JsonNode) node = values_parse ("{\"a\":\"\\u001b[31mred\\u202e\\n\\tääää\"}");
  g_autofree char *whole = NULL;
  g_autofree char *cut = NULL;

  g_assert_true (payroc_json_dup_text (json_node_get_object (node), "a", 100, &whole, NULL));
  g_assert_cmpstr (whole, ==, "\ufffd[31mred\ufffd\n\tääää");
  g_assert_true (payroc_json_dup_text (json_node_get_object (node), "a", 12, &cut, NULL));
  g_assert_cmpstr (cut, ==, "\ufffd[31mred\ufffd\n\tä");
}

/* Nothing of a document gets into an error, which may be logged. */
static void
test_discretion (void)
{
  static const char *const rows[] = { "{\"name\":\"Sarah Hopper\"", "[\"Sarah Hopper\\q\"]",
                                      "{\"Sarah Hopper\":1,\"Sarah Hopper\":2}" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (parse (rows[i], strlen (rows[i]), &error));
      g_assert_null (strstr (error->message, "Sarah"));
    }
}

static void
test_immutable (void)
{
  g_autoptr(JsonNode) node = values_parse (VALUES_LINK);

  g_assert_true (json_node_is_immutable (node));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/accepted", test_accepted);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/truncated", test_truncated);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/width", test_width);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/types", test_types);
  g_test_add_func ("/json/absent", test_absent);
  g_test_add_func ("/json/dates", test_dates);
  g_test_add_func ("/json/date-with-time", test_date_with_time);
  g_test_add_func ("/json/times", test_times);
  g_test_add_func ("/json/ids", test_ids);
  g_test_add_func ("/json/text", test_text);
  g_test_add_func ("/json/discretion", test_discretion);
  g_test_add_func ("/json/immutable", test_immutable);

  return g_test_run ();
}
