/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People: every limit at its edge, addresses that are none, and JSON both ways. */

#include "payroc/sharing/payroc-recipient.h"

#include "payroc/payroc-error.h"
#include "payroc/payroc-field-error.h"
#include "values.h"

static void
assert_valid (const char *name,
              const char *email,
              const char *errors)
{
  g_autoptr(PayrocRecipient) recipient = payroc_recipient_new (name, email);
  g_autoptr(GPtrArray) found = payroc_field_errors_new ();

  g_assert_cmpint (payroc_recipient_validate (recipient, 2, found), ==, *errors == '\0');
  values_assert_errors (found, errors);
}

static void
test_new (void)
{
  g_autoptr(PayrocRecipient) recipient = payroc_recipient_new ("  Sarah Hopper ", " sarah@example.com\n");
  g_autoptr(PayrocRecipient) none = payroc_recipient_new (NULL, NULL);
  g_autofree char *name = NULL;
  g_autofree char *email = NULL;

  g_assert_cmpstr (payroc_recipient_get_name (recipient), ==, "Sarah Hopper");
  g_assert_cmpstr (payroc_recipient_get_email (recipient), ==, "sarah@example.com");
  g_object_get (recipient, "name", &name, "email", &email, NULL);
  g_assert_cmpstr (name, ==, "Sarah Hopper");
  g_assert_cmpstr (email, ==, "sarah@example.com");

  g_assert_cmpstr (payroc_recipient_get_name (none), ==, "");
  g_assert_cmpstr (payroc_recipient_get_email (none), ==, "");

  g_assert_finalize_object (g_steal_pointer (&recipient));
}

static void
test_name (void)
{
  /* One byte, two, three and four bytes a character, and one that is made of two characters. */
  static const char *const characters[] = { "a", "ä", "あ", "😀" };

  for (gsize i = 0; i < G_N_ELEMENTS (characters); i++)
    {
      g_autofree char *below = values_repeat (characters[i], PAYROC_RECIPIENT_NAME_MAX - 1);
      g_autofree char *at = values_repeat (characters[i], PAYROC_RECIPIENT_NAME_MAX);
      g_autofree char *above = values_repeat (characters[i], PAYROC_RECIPIENT_NAME_MAX + 1);

      assert_valid (below, "sarah@example.com", "");
      assert_valid (at, "sarah@example.com", "");
      assert_valid (above, "sarah@example.com", "recipients[2].name too-long 48");
    }

  assert_valid ("S", "sarah@example.com", "");
  assert_valid ("", "sarah@example.com", "recipients[2].name required 1");
  assert_valid (NULL, "sarah@example.com", "recipients[2].name required 1");
  assert_valid (" \t\n", "sarah@example.com", "recipients[2].name required 1");
  assert_valid ("\u200b\u200d", "sarah@example.com", "recipients[2].name required 0");
  assert_valid ("Sarah\nBcc: all@example.com", "sarah@example.com", "recipients[2].name malformed 0");
  assert_valid ("Sarah\x01", "sarah@example.com", "recipients[2].name malformed 0");
  assert_valid ("Sarah\u202e", "sarah@example.com", "recipients[2].name malformed 0");
  /* Families, Persian and Arabic names join characters with what is not seen. */
  assert_valid ("👩\u200d👩\u200d👧", "sarah@example.com", "");
}

static void
test_email_length (void)
{
  static const guint lengths[] = { 5, 6, 7, 127, 128, 129 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *local = values_repeat ("ä", lengths[i] - 4);
      g_autofree char *email = g_strconcat (local, "@b.c", NULL);

      assert_valid ("Sarah", email,
                    lengths[i] < 6 ? "recipients[2].email too-short 6"
                                   : lengths[i] > 128 ? "recipients[2].email too-long 128" : "");
    }
}

static void
test_email (void)
{
  static const struct
  {
    const char *email;
    const char *errors;
  } rows[] = {
    { "sarah@example.com", "" },
    { "sarah.hopper+shop@mail.example.com", "" },
    { "o'neil_1%x=y@example.com", "" },
    { "sarah@localhost", "recipients[2].email malformed 0" },
    { "sarah@example", "recipients[2].email malformed 0" },
    { "sarah@e.x", "" },
    { "ü@bücher.example", "" },
    { "", "recipients[2].email required 1" },
    { "sarah", "recipients[2].email too-short 6" },
    { "sarah.example.com", "recipients[2].email malformed 0" },
    { "@example.com", "recipients[2].email malformed 0" },
    { "sarah@", "recipients[2].email malformed 0" },
    { "sarah@@example.com", "recipients[2].email malformed 0" },
    { "sarah@shop@example.com", "recipients[2].email malformed 0" },
    { "sarah hopper@example.com", "recipients[2].email malformed 0" },
    { "sarah@exam ple.com", "recipients[2].email malformed 0" },
    { "sarah@example.com\tx", "recipients[2].email malformed 0" },
    { "sarah@example.com\nBcc:x", "recipients[2].email malformed 0" },
    { "sarah@example.com\x7f", "recipients[2].email malformed 0" },
    { "sarah\u00a0@example.com", "recipients[2].email malformed 0" },
    { "sarah\u200b@example.com", "recipients[2].email malformed 0" },
    { "sarah@example.com\u202e", "recipients[2].email malformed 0" },
    { "sarah\xff@example.com", "recipients[2].email malformed 0" },
    { "<sarah@example.com>", "recipients[2].email malformed 0" },
    { "sarah@example.com,bob", "recipients[2].email malformed 0" },
    { "sarah@example.com;bob", "recipients[2].email malformed 0" },
    { "mailto:sarah@example.com", "recipients[2].email malformed 0" },
    { "\"sarah\"@example.com", "recipients[2].email malformed 0" },
    { "sarah@.example.com", "recipients[2].email malformed 0" },
    { "sarah@example.com.", "recipients[2].email malformed 0" },
    { "sarah@example..com", "recipients[2].email malformed 0" },
    /* Cyrillic а and о, Greek ο among Latin letters; alphabets that stand alone, or side by side in other parts. */
    { "sarah@ex\u0430mple.com", "recipients[2].email mixed-letters 0" },
    { "s\u0430rah@example.com", "recipients[2].email mixed-letters 0" },
    { "sarah@example.c\u043em", "recipients[2].email mixed-letters 0" },
    { "sarah@examp\u03bfe.com", "recipients[2].email mixed-letters 0" },
    { "zoë.müller-9@exämple.com", "" },
    { "сара@пример.com", "" },
    { "tanaka@東京shop.example.com", "" },
    { "σάρα@παράδειγμα.example.com", "" },
    /* Cyrillic as a whole, and read as Latin; but not where something says what it is. */
    { "sarah@\u0430\u0440\u0440\u04cf\u0435.com", "recipients[2].email mixed-letters 0" },
    { "\u0441\u0430\u0440\u0430@example.com", "recipients[2].email mixed-letters 0" },
    { "sarah@kadın.example.com", "" },
    /* Latin letters that stand for two; the domains also as Punycode. */
    { "info@bæredygtig.example", "" },
    { "INFO@BÆREDYGTIG.EXAMPLE", "" },
    { "info@xn--bredygtig-g3a.example", "" },
    { "jæger@example.com", "" },
    { "contact@sœur.example", "" },
    { "contact@xn--sur-fya.example", "" },
    { "sarah@kødbyen-på-straße.łódź.example", "" },
    /* But not beside Cyrillic а or аррӏе; nor a Latin letter of phonetics, ɑ, or the styled one of mathematics. */
    { "info@b\u00e6redygtig.ex\u0430mple.com", "recipients[2].email mixed-letters 0" },
    { "j\u00e6ger@\u0430\u0440\u0440\u04cf\u0435.com", "recipients[2].email mixed-letters 0" },
    { "sarah@ex\u0251mple.com", "recipients[2].email mixed-letters 0" },
    { "s\U0001d41arah@example.com", "recipients[2].email mixed-letters 0" },
    /* The same as Punycode: bücher, пример, аррӏе, and exаmple with a Cyrillic а. */
    { "ue@xn--bcher-kva.example", "" },
    { "sarah@xn--e1afmkfd.example.com", "" },
    { "sarah@xn--80ak6aa92e.com", "recipients[2].email mixed-letters 0" },
    { "sarah@mail.XN--EXMPLE-4NF.com", "recipients[2].email mixed-letters 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_valid ("Sarah Hopper", rows[i].email, rows[i].errors);

  assert_valid (NULL, NULL, "recipients[2].name required 1, recipients[2].email required 1");

  /* A name may be the address that it stands for, and no other one. */
  assert_valid ("sarah@example.com", "Sarah@example.com", "");
  assert_valid ("Sarah (sarah@example.com)", "sarah@example.com", "");
  assert_valid ("sarah@example.com.", "sarah@example.com", "");
  assert_valid ("«sarah@example.com»!?", "sarah@example.com", "");
  assert_valid ("Sarah|sarah@example.com", "sarah@example.com", "");
  assert_valid ("Hopper/sarah@example.com/", "sarah@example.com", "");
  assert_valid ("Sarah a/b@example.com.", "a/b@example.com", "");
  assert_valid ("Sarah _s@example.com", "_s@example.com", "");
  assert_valid ("Sarah @ Hopper's", "sarah@example.com", "");
  assert_valid ("bob@example.com", "sarah@example.com", "recipients[2].name other-address 0");
  assert_valid ("Sarah <sarah@example.co>", "sarah@example.com", "recipients[2].name other-address 0");
  assert_valid ("sarah@example.co.", "sarah@example.com", "recipients[2].name other-address 0");
  assert_valid ("sarah@example.com/bob@example.com", "sarah@example.com", "recipients[2].name other-address 0");
  assert_valid ("sarah@example.com|bob@example.com.", "sarah@example.com", "recipients[2].name other-address 0");
  assert_valid ("_sarah@example.com", "sarah@example.com", "recipients[2].name other-address 0");
}

static void
test_equal (void)
{
  g_autoptr(PayrocRecipient) a = payroc_recipient_new ("Sarah", "sarah@example.com");
  g_autoptr(PayrocRecipient) b = payroc_recipient_new ("Sarah Hopper", "Sarah@EXAMPLE.com");
  g_autoptr(PayrocRecipient) c = payroc_recipient_new ("Sarah", "sara@example.com");
  g_autoptr(PayrocRecipient) d = payroc_recipient_new ("Ü", "ÜNI@example.com");
  g_autoptr(PayrocRecipient) e = payroc_recipient_new ("Ü", "üni@example.com");

  g_assert_true (payroc_recipient_equal (a, a));
  g_assert_true (payroc_recipient_equal (a, b));
  g_assert_false (payroc_recipient_equal (a, c));
  g_assert_true (payroc_recipient_equal (d, e));
}

static void
test_json (void)
{
  g_autoptr(PayrocRecipient) recipient = payroc_recipient_new ("Sarah \"S\" Höpper", "sarah@example.com");
  g_autoptr(JsonNode) node = payroc_recipient_to_json (recipient);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr(PayrocRecipient) again = payroc_recipient_new_from_json (json_node_get_object (node), NULL);

  g_assert_cmpstr (text, ==, "{\"name\":\"Sarah \\\"S\\\" Höpper\",\"email\":\"sarah@example.com\"}");
  g_assert_cmpstr (payroc_recipient_get_name (again), ==, "Sarah \"S\" Höpper");
  g_assert_cmpstr (payroc_recipient_get_email (again), ==, "sarah@example.com");
}

static void
test_read_list (void)
{
  static const struct
  {
    const char *text;
    int         n; /* -1: refused */
  } rows[] = {
    { "[]", 0 },
    { "[{\"name\":\"Sarah\",\"email\":\"sarah@example.com\"},{\"email\":\"bob@example.com\"}]", 2 },
    { "[{}]", 1 },
    { "[null]", -1 },
    { "[\"sarah@example.com\"]", -1 },
    { "[{\"name\":1}]", -1 },
    { "[{\"email\":[]}]", -1 },
    { "[{\"name\":\"Sarah\"},7]", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) node = values_parse (rows[i].text);
      g_autoptr(GListStore) store = g_list_store_new (PAYROC_TYPE_RECIPIENT);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (payroc_recipient_read_list (json_node_get_array (node), store, &error), ==, rows[i].n >= 0);
      if (rows[i].n >= 0)
        g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, rows[i].n);
      else
        g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recipient/new", test_new);
  g_test_add_func ("/recipient/name", test_name);
  g_test_add_func ("/recipient/email-length", test_email_length);
  g_test_add_func ("/recipient/email", test_email);
  g_test_add_func ("/recipient/equal", test_equal);
  g_test_add_func ("/recipient/json", test_json);
  g_test_add_func ("/recipient/read-list", test_read_list);

  return g_test_run ();
}
