/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words in braces: what is replaced, what is left alone, and what cannot be known. */
#include "ui/share/pl-message-values.h"

#include "payroc/sharing/payroc-recipient.h"

static PlMessageValues *
create_values (const char *name,
               const char *link)
{
  PlMessageValues *values = g_new0 (PlMessageValues, 1);

  values->name = g_strdup (name);
  values->amount = g_strdup ("$49.99");
  values->reference = g_strdup ("INV-{name}");
  values->expires = g_strdup ("31 December");
  values->link = g_strdup (link);

  return values;
}

static void
test_fill (void)
{
  const struct
  {
    const char      *text;
    const char      *name;
    const char      *link;
    const char      *expected;
    PlMessageProblem problem;
  } rows[] = {
    { "", "Sarah", NULL, "", PL_MESSAGE_FINE },
    { "Hello", "Sarah", NULL, "Hello", PL_MESSAGE_FINE },
    { "Dear {name}: {amount} by {expires}", "Sarah", NULL, "Dear Sarah: $49.99 by 31 December", PL_MESSAGE_FINE },
    { "{name}{name}", "Ä", NULL, "ÄÄ", PL_MESSAGE_FINE },
    /* What was put in is not read again. */
    { "{reference}", "Sarah", NULL, "INV-{name}", PL_MESSAGE_FINE },
    { "{link}", "Sarah", "https://example.com/", "https://example.com/", PL_MESSAGE_FINE },
    { "Dear {name}", NULL, NULL, "Dear {name}", PL_MESSAGE_NEEDS_ONE_PERSON },
    { "{link}", "Sarah", NULL, "{link}", PL_MESSAGE_NEEDS_ADDRESS },
    /* The first problem is said; the other is found when that is gone. */
    { "{name} {link}", NULL, NULL, "{name} {link}", PL_MESSAGE_NEEDS_ONE_PERSON },
    { "{Name} {names} {} { name} {name", "Sarah", NULL, "Sarah {names} {} { name} {name", PL_MESSAGE_FINE },
    { "{AMOUNT} {Amount}", "Sarah", NULL, "$49.99 $49.99", PL_MESSAGE_FINE },
    { "{{name}}", "Sarah", NULL, "{Sarah}", PL_MESSAGE_FINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PlMessageValues) values = create_values (rows[i].name, rows[i].link);
      PlMessageProblem            problem = PL_MESSAGE_NEEDS_ADDRESS;
      g_autofree char            *text = pl_message_template_fill (rows[i].text, values, &problem);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (text, ==, rows[i].expected);
      g_assert_cmpint (problem, ==, rows[i].problem);
    }
}

/* Nobody looks at it before it goes out: no word of ours is left in it. */
static void
test_fill_known (void)
{
  const struct
  {
    const char *text;
    const char *name;
    const char *link;
    const char *expected;
  } rows[] = {
    { "Dear {name}: {amount}", "Sarah", NULL, "Dear Sarah: $49.99" },
    { "Dear {name}, {amount}", NULL, NULL, "Dear, $49.99" },
    { "{name}", NULL, NULL, "" },
    { "{name}{name}!", NULL, NULL, "!" },
    { "Pay at {link}\nThank you", "Sarah", NULL, "Pay at\nThank you" },
    { "{link}", "Sarah", "https://example.com/", "https://example.com/" },
    { "{reference}", NULL, NULL, "INV-{name}" },
    { "Dear {Name} {} { name} {name", NULL, NULL, "Dear {} { name} {name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PlMessageValues) values = create_values (rows[i].name, rows[i].link);
      g_autofree char            *text = pl_message_template_fill_known (rows[i].text, values);

      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_find_unknown (void)
{
  const struct
  {
    const char *text;
    const char *unknown;
  } rows[] = {
    { NULL, NULL },
    { "", NULL },
    { "Dear {name}: {Amount} for {REFERENCE} by {expires}, {link}", NULL },
    { "Please pay {amout}", "{amout}" },
    { "{name} {names} {amout}", "{names}" },
    { "{ name }", "{ name }" },
    { "{{name}}", NULL },
    { "{{nam}}", "{nam}" },
    { "{größe}", "{größe}" },
    { "{} {1} {-} {name", NULL },
    { "{see\nbelow}", NULL },
    { "{words of the merchant's own, far too many for one}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *unknown = pl_message_template_find_unknown (rows[i].text);

      g_assert_cmpstr (unknown, ==, rows[i].unknown);
    }

  g_assert_true (pl_message_template_uses ("Dear {{Name}", "name"));
  g_assert_false (pl_message_template_uses ("Dear {names} name {name", "name"));
}

/* One text goes to all: there is a name only when there is one person. */
static void
test_people (void)
{
  g_autoptr (PlMessageValues) values = create_values (NULL, NULL);
  g_autoptr (GListStore)      people = g_list_store_new (PAYROC_TYPE_RECIPIENT);
  g_autoptr (PayrocRecipient) sarah = payroc_recipient_new ("Sarah Hopper", "sarah@example.com");
  g_autoptr (PayrocRecipient) alan = payroc_recipient_new ("Alan", "alan@example.com");

  pl_message_values_set_people (values, G_LIST_MODEL (people));
  g_assert_null (values->name);
  g_list_store_append (people, sarah);
  pl_message_values_set_people (values, G_LIST_MODEL (people));
  g_assert_cmpstr (values->name, ==, "Sarah Hopper");
  g_list_store_append (people, alan);
  pl_message_values_set_people (values, G_LIST_MODEL (people));
  g_assert_null (values->name);
}

static void
test_draft (void)
{
  g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();
  g_autoptr (PlMessageValues) preset = NULL;
  g_autoptr (PlMessageValues) prompt = NULL;
  GDate                       today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);
  payroc_link_draft_set_reference (draft, "INV-7");
  payroc_link_draft_set_currency (draft, "BHD");
  payroc_link_draft_set_amount (draft, 1500);
  payroc_link_draft_set_expires_on (draft, NULL);
  preset = pl_message_values_new_for_draft (draft, &today);
  g_assert_nonnull (strstr (preset->amount, "1.500"));
  g_assert_cmpstr (preset->reference, ==, "INV-7");
  g_assert_cmpstr (preset->expires, ==, "any day");
  g_assert_null (preset->link);

  payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PROMPT);
  prompt = pl_message_values_new_for_draft (draft, &today);
  g_assert_cmpstr (prompt->amount, ==, "the amount of your choice");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-template/fill", test_fill);
  g_test_add_func ("/message-template/fill-known", test_fill_known);
  g_test_add_func ("/message-template/find-unknown", test_find_unknown);
  g_test_add_func ("/message-template/people", test_people);
  g_test_add_func ("/message-template/draft", test_draft);

  return g_test_run ();
}
