/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hostile description, label or address cannot become in a mail, an HTML page or a text. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "ui/share/pl-hand-over-text.h"

static PayrocLink *
create_link (const char *address,
             const char *label,
             const char *reference)
{
  g_autoptr (JsonNode)   root = json_from_string ("{\"type\":\"singleUse\",\"paymentLinkId\":\"CKHP6VVWYT\","
                                                  "\"status\":\"active\",\"order\":{\"orderId\":\"O-7\",\"charge\":"
                                                  "{\"type\":\"preset\",\"amount\":125050,\"currency\":\"USD\"}}}",
                                                  NULL);
  JsonObject            *object = json_node_get_object (root);
  JsonObject            *assets = json_object_new ();
  JsonObject            *custom = json_object_new ();
  JsonArray             *labels = json_array_new ();
  g_autoptr (GError)     error = NULL;
  PayrocLink            *link;

  json_object_set_string_member (object, "merchantReference", reference);
  json_object_set_string_member (assets, "paymentUrl", address);
  json_object_set_object_member (object, "assets", assets);
  json_object_set_string_member (custom, "element", "paymentButton");
  json_object_set_string_member (custom, "label", label);
  json_array_add_object_element (labels, custom);
  json_object_set_array_member (object, "customLabels", labels);
  link = payroc_link_new_from_json (root, &error);
  g_assert_no_error (error);

  return link;
}

static void
count_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  GPtrArray *found = user_data;

  g_ptr_array_add (found, g_strdup (element));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_ptr_array_add (found, g_strdup (names[i]));
      if (g_str_equal (names[i], "href"))
        g_ptr_array_add (found, g_strdup (values[i]));
    }
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  g_ptr_array_add (user_data, g_strndup (text, length));
}

/* Read by a parser: one element, its four attributes, the address and the label as they are. */
static void
test_button (void)
{
  static const struct
  {
    const char *address;
    const char *label;
    const char *shown;
  } cases[] = {
    { "https://example.com/pay?token=1", "Pay Now", "Pay Now" },
    { "https://example.com/?a=1&b=2", "Tom & Co", "Tom & Co" },
    { "https://example.com/?a=%22onclick=1", "</a><script>1", "</a><script>1" },
    { "https://example.com/?lt=&lt;", "\"onmouseover=\"x", "\"onmouseover=\"x" },
    { "https://example.com/'x", "&lt;b&gt;", "&lt;b&gt;" },
    { "https://example.com/", "", "Pay now" },
  };
  static const GMarkupParser parser = { .start_element = count_cb, .text = text_cb };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PayrocLink)          link = create_link (cases[i].address, cases[i].label, "INV-7");
      g_autofree char                *html = pl_hand_over_text_button (link);
      g_autoptr (GPtrArray)           found = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, found, NULL);
      g_autoptr (GError)              error = NULL;

      g_assert_true (g_markup_parse_context_parse (context, html, -1, &error));
      g_assert_true (g_markup_parse_context_end_parse (context, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, 7);
      g_assert_cmpstr (found->pdata[0], ==, "a");
      g_assert_cmpstr (found->pdata[1], ==, "href");
      g_assert_cmpstr (found->pdata[2], ==, payroc_link_get_payment_url (link));
      g_assert_cmpstr (found->pdata[3], ==, "target");
      g_assert_cmpstr (found->pdata[4], ==, "rel");
      g_assert_cmpstr (found->pdata[5], ==, "style");
      g_assert_cmpstr (found->pdata[6], ==, cases[i].shown);
    }
}

static void
test_mailto (void)
{
  static const struct
  {
    const char *subject;
    const char *body;
    const char *uri;
  } cases[] = {
    { "Link", "Hello", "mailto:?subject=Link&body=Hello" },
    { "a&bcc=x@example.com", "b", "mailto:?subject=a%26bcc%3Dx%40example.com&body=b" },
    { "a\nBcc: x", "b", "mailto:?subject=a%0ABcc%3A%20x&body=b" },
    { "50 %", "one\ntwo", "mailto:?subject=50%20%25&body=one%0D%0Atwo" },
    { "ü", "?#+", "mailto:?subject=%C3%BC&body=%3F%23%2B" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *uri = pl_hand_over_text_mailto (cases[i].subject, cases[i].body);

      g_assert_cmpstr (uri, ==, cases[i].uri);
    }
}

static void
test_message (void)
{
  static const struct
  {
    const char *template;
    const char *text;
  } cases[] = {
    { "", "https://example.com/p" },
    { "Pay {amount} for {reference}", "Pay $1,250.50 for INV-7\n\nhttps://example.com/p" },
    { "Dear {name},\n{link}", "Dear,\nhttps://example.com/p" },
    { "{name}{name}x {link}", "x https://example.com/p" },
    { "{other} {link}", "{other} https://example.com/p" },
  };
  g_autoptr (PayrocLink) link = create_link ("https://example.com/p", "Pay", "INV-7");
  GDate                  today;

  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_hand_over_text_message (link, cases[i].template, &today);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hand-over-text/button", test_button);
  g_test_add_func ("/hand-over-text/mailto", test_mailto);
  g_test_add_func ("/hand-over-text/message", test_message);

  return g_test_run ();
}
