/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pasted lists: what mail programs and spreadsheets write, what cannot be read, and that nothing typed is lost. */

#include "payroc/sharing/payroc-recipient.h"

#include <string.h>

#include "payroc/payroc-field-error.h"
#include "values.h"

/* "name|email" each, "!" in front of those that must not pass the check. */
static char *
describe (const char *text)
{
  g_autoptr(GPtrArray) recipients = payroc_recipient_parse_list (text);
  GString *description = g_string_new (NULL);

  for (guint i = 0; i < recipients->len; i++)
    {
      PayrocRecipient *recipient = g_ptr_array_index (recipients, i);
      g_autoptr(GPtrArray) errors = payroc_field_errors_new ();

      g_string_append_printf (description, "%s%s%s|%s", i > 0 ? " / " : "",
                              payroc_recipient_validate (recipient, i, errors) ? "" : "!",
                              payroc_recipient_get_name (recipient), payroc_recipient_get_email (recipient));
    }

  return g_string_free (description, FALSE);
}

static void
test_lists (void)
{
  static const struct
  {
    const char *text;
    const char *people;
  } rows[] = {
    { NULL, "" },
    { "", "" },
    { " \n\t,;, \r\n", "" },
    { "Sarah Hopper <sarah@example.com>", "Sarah Hopper|sarah@example.com" },
    { "Sarah Hopper<sarah@example.com>", "Sarah Hopper|sarah@example.com" },
    { "Sarah Hopper < sarah@example.com >", "Sarah Hopper|sarah@example.com" },
    { "sarah@example.com", "sarah@example.com|sarah@example.com" },
    { "<sarah@example.com>", "sarah@example.com|sarah@example.com" },
    { "mailto:sarah@example.com", "sarah@example.com|sarah@example.com" },
    { "<mailto:sarah@example.com>", "sarah@example.com|sarah@example.com" },
    { "Sarah <sarah@example.com>, Bob <bob@example.com>", "Sarah|sarah@example.com / Bob|bob@example.com" },
    { "Sarah <sarah@example.com>; Bob <bob@example.com>;", "Sarah|sarah@example.com / Bob|bob@example.com" },
    { "Sarah <sarah@example.com>\r\nBob <bob@example.com>\r\n", "Sarah|sarah@example.com / Bob|bob@example.com" },
    { "sarah@example.com, bob@example.com", "sarah@example.com|sarah@example.com / bob@example.com|bob@example.com" },
    { "sarah@example.com bob@example.com", "sarah@example.com|sarah@example.com / bob@example.com|bob@example.com" },
    { "\"Hopper, Sarah\" <sarah@example.com>", "Hopper, Sarah|sarah@example.com" },
    { "\"Sarah \\\"Sally\\\" Hopper\" <sarah@example.com>", "Sarah \"Sally\" Hopper|sarah@example.com" },
    { "\"a \\\\ b\" <sarah@example.com>", "a \\ b|sarah@example.com" },
    { "\"5\\\", wide\" <sarah@example.com>", "5\", wide|sarah@example.com" },
    { "\"x <y@z>; q\" <sarah@example.com>", "x <y@z>; q|sarah@example.com" },
    { "'Sarah Hopper' <sarah@example.com>", "Sarah Hopper|sarah@example.com" },
    { "Hopper, Sarah <sarah@example.com>; Doe, Bob <bob@example.com>",
      "Hopper, Sarah|sarah@example.com / Doe, Bob|bob@example.com" },
    { "van der O'Brien-Müller, Zoë <zoe@example.com>", "van der O'Brien-Müller, Zoë|zoe@example.com" },
    /* Family names first, and commas between the people as well. */
    { "Hopper, Sarah <sarah@example.com>, Doe, Bob <bob@example.com>",
      "Hopper, Sarah|sarah@example.com / Doe, Bob|bob@example.com" },
    { "Hopper, Sarah <sarah@example.com>, bob@example.com, Doe, Ann <ann@example.com>",
      "Hopper, Sarah|sarah@example.com / bob@example.com|bob@example.com / Doe, Ann|ann@example.com" },
    { "Hopper, Sarah <sarah@example.com>, Bob Doe <bob@example.com>",
      "Hopper, Sarah|sarah@example.com / Bob Doe|bob@example.com" },
    { "Hopper, S. J. <sarah@example.com>, St. John, Mary <mary@example.com>",
      "Hopper, S. J.|sarah@example.com / St. John, Mary|mary@example.com" },
    { "Hopper, Sarah (Sales) <sarah@example.com>, Doe Jr., Bob <bob@example.com>",
      "Hopper, Sarah (Sales)|sarah@example.com / Doe Jr., Bob|bob@example.com" },
    { "\"Hopper, Sarah\" <sarah@example.com>, \"Doe, Bob\" <bob@example.com>",
      "Hopper, Sarah|sarah@example.com / Doe, Bob|bob@example.com" },
    { "Hopper,\nSarah <sarah@example.com>", "!Hopper| / Sarah|sarah@example.com" },
    { "Hopper, Sarah2 <sarah@example.com>", "!Hopper| / Sarah2|sarah@example.com" },
    { "Hopper, Sarah sarah@example.com", "!Hopper| / Sarah|sarah@example.com" },
    { "example.com, Sarah <sarah@example.com>", "!example.com| / Sarah|sarah@example.com" },
    /* Copied from a mail's header. */
    { "To: Sarah Hopper <sarah@example.com>, Bob <bob@example.com>\nCC: ann@example.com",
      "Sarah Hopper|sarah@example.com / Bob|bob@example.com / ann@example.com|ann@example.com" },
    { "to: Hopper, Sarah <sarah@example.com>", "Hopper, Sarah|sarah@example.com" },
    { "Toby: toby@example.com", "Toby|toby@example.com" },
    { "To:", "" },
    { "sarah@example.com (Sarah Hopper)", "Sarah Hopper|sarah@example.com" },
    { "(Sarah <sarah@example.com>", "(Sarah|sarah@example.com" },
    { "שרה הופר <sarah@example.com>, 👩‍🔧 <fix@example.com>", "שרה הופר|sarah@example.com / 👩‍🔧|fix@example.com" },
    { "Sarah Hopper sarah@example.com", "Sarah Hopper|sarah@example.com" },
    { "Sarah Hopper\tsarah@example.com\nBob\tbob@example.com", "Sarah Hopper|sarah@example.com / Bob|bob@example.com" },
    { "sarah@example.com\tSarah Hopper", "Sarah Hopper|sarah@example.com" },
    { "\u200eSarah\u00a0Hopper <sarah@example.com\u200b>\u200f", "Sarah Hopper|sarah@example.com" },
    { "\ufeffsarah@example.com", "sarah@example.com|sarah@example.com" },
    { "田中 <tanaka@example.com>", "田中|tanaka@example.com" },
    { "sarah@example.com, sarah@example.com",
      "sarah@example.com|sarah@example.com / sarah@example.com|sarah@example.com" },
    /* Not readable: kept, refused. */
    { "Sarah", "!Sarah|" },
    { "sarah.example.com, bob@example.com", "!sarah.example.com| / bob@example.com|bob@example.com" },
    { "sarah2, Bob <bob@example.com>", "!sarah2| / Bob|bob@example.com" },
    { "Sarah, bob@example.com", "!Sarah| / bob@example.com|bob@example.com" },
    { "Sarah,", "!Sarah|" },
    { "Sarah, Bob", "!Sarah| / !Bob|" },
    { "Sarah\nBob <bob@example.com>", "!Sarah| / Bob|bob@example.com" },
    { "Sarah <sarah@example.com", "Sarah|sarah@example.com" },
    { "Sarah < sarah@example.com ", "Sarah|sarah@example.com" },
    { "Sarah <sarah@example.com, bob@example.com", "!|Sarah <sarah@example.com, bob@example.com" },
    { "Sarah <sarah@example.com bob", "!|Sarah <sarah@example.com bob" },
    { "Bob bob@example.com <sarah@example.com", "!|Bob bob@example.com <sarah@example.com" },
    { "Sarah sarah@example.com>", "!|Sarah sarah@example.com>" },
    { "Sarah <sarah@example.com> and Bob", "!|Sarah <sarah@example.com> and Bob" },
    { "Sarah <sarah@example.com> <bob@example.com>", "!|Sarah <sarah@example.com> <bob@example.com>" },
    { "bob@example.com <sarah@example.com>", "!|bob@example.com <sarah@example.com>" },
    { "sarah@example.com <sarah@example.com>", "sarah@example.com|sarah@example.com" },
    { "Sarah sarah@example.com Bob bob@example.com", "!|Sarah sarah@example.com Bob bob@example.com" },
    { "Sarah <>", "!Sarah|" },
    { "<>", "!|" },
    { "Sarah <sarah>", "!Sarah|sarah" },
    { "sarah@@example.com", "!sarah@@example.com|sarah@@example.com" },
    { "sarah@ example.com", "!example.com|sarah@" },
    { "@", "!@|@" },
    /* A quote or bracket that is never closed ends with its line. */
    { "\"Sarah <sarah@example.com>\nBob <bob@example.com>", "!|\"Sarah <sarah@example.com> / Bob|bob@example.com" },
    { "Sarah <sarah@example.com\nBob <bob@example.com>", "Sarah|sarah@example.com / Bob|bob@example.com" },
    { "Sarah \xff <sarah@example.com>", "Sarah \ufffd|sarah@example.com" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *people = describe (rows[i].text);

      g_assert_cmpstr (people, ==, rows[i].people);
    }
}

static void
test_has_name (void)
{
  static const struct
  {
    const char *name;
    const char *email;
    gboolean    has_name;
  } rows[] = {
    { "Sarah Hopper", "sarah@example.com", TRUE },
    { "sarah", "sarah@example.com", TRUE },
    { "sarah@example.com", "sarah@example.com", FALSE },
    { "", "sarah@example.com", FALSE },
    { "Sarah", "", TRUE },
    { "", "", FALSE },
    { "a123456789b123456789c123456789d123456789e1234567",
      "a123456789b123456789c123456789d123456789e123456789@x.com", FALSE },
    { "a123456789b123456789c123456789d123456789e123456",
      "a123456789b123456789c123456789d123456789e123456789@x.com", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PayrocRecipient) recipient = payroc_recipient_new (rows[i].name, rows[i].email);

      g_assert_cmpint (payroc_recipient_has_name (recipient), ==, rows[i].has_name);
    }
}

static void
test_long_local_part (void)
{
  g_autofree char *local = values_repeat ("ä", 60);
  g_autofree char *email = g_strconcat (local, "@example.com", NULL);
  g_autoptr(GPtrArray) recipients = payroc_recipient_parse_list (email);
  g_autoptr(GPtrArray) errors = payroc_field_errors_new ();

  g_assert_cmpuint (recipients->len, ==, 1);
  g_assert_cmpint (g_utf8_strlen (payroc_recipient_get_name (g_ptr_array_index (recipients, 0)), -1), ==, 48);
  g_assert_true (payroc_recipient_validate (g_ptr_array_index (recipients, 0), 0, errors));
}

static void
test_round_trip (void)
{
  static const char *const names[] = { "Sarah Hopper", "Hopper, Sarah", "Sarah; \"Sally\"", "a\\b", "<x>", "s@x", "'Q'",
                                       "O'Neil", "田中", "Dr. Hopper" };
  g_autoptr(GString) list = g_string_new (NULL);
  g_autoptr(GPtrArray) again = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(PayrocRecipient) recipient = payroc_recipient_new (names[i], "sarah@example.com");
      g_autofree char *text = payroc_recipient_to_text (recipient);

      g_string_append_printf (list, "%s, ", text);
    }

  again = payroc_recipient_parse_list (list->str);
  g_assert_cmpuint (again->len, ==, G_N_ELEMENTS (names));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (payroc_recipient_get_name (g_ptr_array_index (again, i)), ==, names[i]);
      g_assert_cmpstr (payroc_recipient_get_email (g_ptr_array_index (again, i)), ==, "sarah@example.com");
    }
}

static void
test_to_text (void)
{
  g_autoptr(PayrocRecipient) nameless = payroc_recipient_new ("", "sarah@example.com");
  g_autoptr(PayrocRecipient) homeless = payroc_recipient_new ("Sarah", "");
  g_autoptr(PayrocRecipient) bare = payroc_recipient_new ("sarah@example.com", "sarah@example.com");
  g_autofree char *once = payroc_recipient_to_text (bare);
  g_autofree char *address = payroc_recipient_to_text (nameless);
  g_autofree char *name = payroc_recipient_to_text (homeless);

  g_assert_cmpstr (address, ==, "sarah@example.com");
  g_assert_cmpstr (once, ==, "sarah@example.com");
  g_assert_cmpstr (name, ==, "Sarah");
}

static void
test_header (void)
{
  static const struct
  {
    const char *text;
    gboolean    has_header;
  } rows[] = {
    { NULL, FALSE },
    { "sarah@example.com", FALSE },
    { "Toby: toby@example.com", FALSE },
    { "Sarah Hopper <sarah@example.com>, bob@example.com", FALSE },
    { "mailto:sarah@example.com", FALSE },
    { "sarah@example.com\r\nBcc: bob@example.com", TRUE },
    { "sarah@example.com, bcc : bob@example.com", TRUE },
    { "To: sarah@example.com", TRUE },
    { "sarah@example.com;CC:bob@example.com", TRUE },
    { "sarah@example.com\nSubject: Hello", TRUE },
    { "sarah@example.com\n\u200bBcc: bob@example.com", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (payroc_recipient_list_has_header (rows[i].text), ==, rows[i].has_header);
}

/* A pasted file of 20,000 people is read in an instant: nothing here is quadratic. */
static void
test_many (void)
{
  g_autofree char *text = values_repeat ("Sarah Hopper <sarah@example.com>, ", 20000);
  g_autofree char *commas = values_repeat (",", 500000);
  g_autofree char *quotes = values_repeat ("\"", 500001);
  g_autoptr(GPtrArray) people = payroc_recipient_parse_list (text);
  g_autoptr(GPtrArray) nobody = payroc_recipient_parse_list (commas);
  g_autoptr(GPtrArray) nonsense = payroc_recipient_parse_list (quotes);

  g_assert_cmpuint (people->len, ==, 20000);
  g_assert_cmpuint (nobody->len, ==, 0);
  g_assert_cmpuint (nonsense->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recipient-list/lists", test_lists);
  g_test_add_func ("/recipient-list/long-local-part", test_long_local_part);
  g_test_add_func ("/recipient-list/has-name", test_has_name);
  g_test_add_func ("/recipient-list/round-trip", test_round_trip);
  g_test_add_func ("/recipient-list/to-text", test_to_text);
  g_test_add_func ("/recipient-list/header", test_header);
  g_test_add_func ("/recipient-list/many", test_many);

  return g_test_run ();
}
