/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two people change one link: what each changed alone is kept, and what both changed is named. */

#include "payroc/links/payroc-link-rebase.h"

#include "payroc/links/payroc-link-edit.h"
#include "values.h"

/* What the other changed, what was typed, what becomes of it: all as documents' parts and names. */
static const struct
{
  const char *path;
  const char *old;
  const char *theirs; /* in place of old */
  const char *changes;
  gint64      mine;   /* the amount that was typed; 0: none */
  gint64      amount; /* what stands there in the end */
  const char *kept;
} cases[] = {
  { "nothing", "4999", "4999", "", 0, 4999, "" },
  { "theirs", "4999", "5500", "order.charge.amount", 0, 5500, "" },
  { "mine", "4999", "4999", "", 6000, 6000, "" },
  { "both", "4999", "5500", "order.charge.amount", 6000, 6000, "order.charge.amount" },
  { "both-the-same", "4999", "5500", "order.charge.amount", 5500, 5500, "" },
  { "apart", "PAY NOW", "Settle", "customLabels[0].label", 6000, 6000, "" },
  { "state-is-no-field", "\"active\"", "\"expired\"", "", 6000, 6000, "" },
  { "address-is-no-field", "7c2fc08c", "8d3fc08c", "", 6000, 6000, "" },
};

static char *
join (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (const char *) g_ptr_array_index (names, i));

  return g_string_free (text, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *document = values_replace (VALUES_LINK, cases[i].old, cases[i].theirs);
      g_autoptr(PayrocLink) base = values_link (VALUES_LINK);
      g_autoptr(PayrocLink) now = values_link (document);
      g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new_from_link (base);
      g_autoptr(GPtrArray) changes = payroc_link_find_changes (base, now);
      g_autoptr(GPtrArray) kept = NULL;
      g_autofree char *changes_text = join (changes);
      g_autofree char *kept_text = NULL;

      g_test_message ("%s", cases[i].path);
      if (cases[i].mine != 0)
        payroc_link_draft_set_amount (draft, cases[i].mine);
      kept = payroc_link_draft_rebase (draft, base, now);
      kept_text = join (kept);
      g_assert_cmpstr (changes_text, ==, cases[i].changes);
      g_assert_cmpstr (kept_text, ==, cases[i].kept);
      g_assert_cmpint (payroc_link_draft_get_amount (draft), ==, cases[i].amount);
    }
}

/* All fields at once, in both directions: nothing is forgotten. */
static void
test_all_fields (void)
{
  static const char other[] =
    "{\"type\":\"multiUse\",\"paymentLinkId\":\"CKHP6VVWYT\",\"merchantReference\":\"Other\","
    "\"order\":{\"description\":\"Other\",\"charge\":{\"type\":\"prompt\",\"currency\":\"EUR\"}},"
    "\"authType\":\"preAuthorization\",\"paymentMethods\":[\"bankTransfer\"],"
    "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"Other\"}],\"expiresOn\":\"2025-01-01\","
    "\"credentialOnFile\":{\"tokenize\":false}}";
  g_autoptr(PayrocLink) base = values_link (VALUES_LINK);
  g_autoptr(PayrocLink) now = values_link (other);
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new_from_link (base);
  g_autoptr(GPtrArray) changes = payroc_link_find_changes (base, now);
  g_autoptr(GPtrArray) kept = payroc_link_draft_rebase (draft, base, now);
  g_autoptr(PayrocLinkEdit) edit = payroc_link_edit_new (now, draft);

  /* But for the amount, which is none where the customer chooses. */
  g_assert_cmpuint (changes->len, ==, 11);
  g_assert_cmpuint (kept->len, ==, 0);
  g_assert_true (payroc_link_edit_is_empty (edit));
}

/* What the outbox stored is put on a draft of the link again. */
static void
test_apply (void)
{
  g_autoptr(PayrocLink) link = values_link (VALUES_LINK);
  g_autoptr(PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr(PayrocLinkDraft) again = payroc_link_draft_new_from_link (link);
  g_autoptr(PayrocLinkEdit) edit = NULL;
  g_autoptr(PayrocLinkEdit) stored = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  payroc_link_draft_set_amount (wanted, 6000);
  payroc_link_draft_set_description (wanted, NULL);
  payroc_link_draft_set_button_label (wanted, "Settle");
  edit = payroc_link_edit_new (link, wanted);
  body = payroc_link_edit_to_body (edit, NULL, &error);
  g_assert_no_error (error);
  stored = payroc_link_edit_new_from_body (body, &error);
  g_assert_no_error (error);
  payroc_link_edit_apply (stored, again);
  g_assert_cmpint (payroc_link_draft_get_amount (again), ==, 6000);
  g_assert_cmpstr (payroc_link_draft_get_description (again), ==, "");
  g_assert_cmpstr (payroc_link_draft_get_button_label (again), ==, "Settle");
  g_assert_cmpstr (payroc_link_draft_get_reference (again), ==, "LinkRef7654");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-rebase/cases", test_cases);
  g_test_add_func ("/link-rebase/all-fields", test_all_fields);
  g_test_add_func ("/link-rebase/apply", test_apply);

  return g_test_run ();
}
