/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written is what json-glib would have written, and can always be read again. */

#include "payroc/payroc-json-dup.h"
#include "payroc/payroc-json.h"

#include "values.h"

/* What lies in a merchant's file was written by json-glib, and is known again by its bytes. */
static void
test_documents (void)
{
  static const char *const rows[] = {
    VALUES_LINK,
    "[0,-1,9,10,-10,9223372036854775807,-9223372036854775808]",
    "[0.0,-0.0,1.5,0.1,1e16,1.7976931348623157e308,123456789.125,5e-324]",
    "[true,false,null,\"\",{},[],[[]],{\"\":{}}]",
    "{\"z\":1,\"a\":{\"b\":[1,{\"c\":\"d\"}]},\"ä\\n\\\"\":\"😀/\\/\\u20ac\"}",
    "[\"\\u0001\\u0002\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u001b\\u001e\\u007f\\u0080\\u2028\"]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) node = values_parse (rows[i]);
      g_autofree char *text = payroc_json_to_text (node);
      g_autofree char *expected = json_to_string (node, FALSE);
      g_autoptr(JsonNode) again = values_parse (text);

      g_assert_cmpstr (text, ==, expected);
      g_assert_true (json_node_equal (node, again));
    }
}

/* Every character that can be in a string can be written and read again; json-glib writes U+001F as it is. */
static void
test_characters (void)
{
  for (gunichar c = 1; c <= 0x300; c++)
    {
      g_autofree char *document = g_strdup_printf ("{\"a\\u%04x\":\"\\u%04X!\"}", c, c);
      g_autoptr(JsonNode) node = values_parse (document);
      g_autofree char *text = payroc_json_to_text (node);
      g_autoptr(JsonNode) again = values_parse (text);
      char expected[8] = { 0 };
      gsize length = (gsize) g_unichar_to_utf8 (c, expected);
      const char *value = NULL;

      expected[length] = '!';
      g_assert_true (json_node_equal (node, again));
      g_assert_cmpuint (json_object_get_size (json_node_get_object (again)), ==, 1);
      for (GList *name = json_object_get_members (json_node_get_object (again)); name != NULL;
           name = g_list_delete_link (name, name))
        value = json_object_get_string_member (json_node_get_object (again), name->data);
      g_assert_cmpstr (value, ==, expected);
    }
}

/* Whoever writes into a copy does not write into what was received, however deep. */
static void
test_dup (void)
{
  static const char *const rows[] = {
    VALUES_LINK,
    "{\"a\":{\"b\":[1,{\"c\":\"d\"}]},\"z\":null}",
    "[[],{},\"x\"]",
    "7",
  };
  g_autoptr(JsonNode) node = values_parse (rows[1]);
  g_autofree char *before = payroc_json_to_text (node);
  g_autofree char *after = NULL;
  g_autoptr(JsonNode) copy = payroc_json_dup (node);
  JsonObject *inner = json_object_get_object_member (json_node_get_object (copy), "a");
  JsonArray *array = json_object_get_array_member (inner, "b");

  json_object_set_int_member (json_node_get_object (copy), "new", 1);
  json_object_set_int_member (inner, "new", 1);
  json_object_set_int_member (json_array_get_object_element (array, 1), "new", 1);
  json_array_add_int_element (array, 1);
  after = payroc_json_to_text (node);
  g_assert_cmpstr (after, ==, before);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) original = values_parse (rows[i]);
      g_autoptr(JsonNode) same = payroc_json_dup (original);
      g_autofree char *text = payroc_json_to_text (original);
      g_autofree char *again = payroc_json_to_text (same);

      g_assert_cmpstr (again, ==, text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-written/documents", test_documents);
  g_test_add_func ("/json-written/characters", test_characters);
  g_test_add_func ("/json-written/dup", test_dup);

  return g_test_run ();
}
