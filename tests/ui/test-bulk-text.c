/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said before many links are changed, sent or switched off in one go. */
#include <locale.h>

#include "payroc/payroc-error.h"
#include "ui/bulk/pl-bulk-message.h"
#include "ui/bulk/pl-bulk-text.h"
#include "ui/list/pl-pick-text.h"

static PlBulkPlan *
make_plan (guint n_rows,
           guint n_addresses,
           guint n_unsent,
           guint n_mails,
           guint n_people)
{
  PlBulkPlan *plan = pl_bulk_plan_new ();

  g_array_set_size (plan->rows, n_rows);
  g_ptr_array_add (plan->unknown, g_strdup ("LINK000001"));
  for (guint i = 0; i < n_people; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i + 1);

      g_ptr_array_add (plan->people, payroc_recipient_new (name, "person@example.com"));
    }
  plan->n_addresses = n_addresses;
  plan->n_unsent = n_unsent;
  plan->n_mails = n_mails;

  return plan;
}

static void
test_extend (void)
{
  g_autoptr (PlBulkPlan) plan = make_plan (12, 7, 2, 0, 6);
  g_autofree char *submit = pl_bulk_text_submit (PL_BATCH_EXTEND, plan);
  g_autofree char *summary = NULL;
  g_autofree char *addresses = pl_bulk_text_holders (PL_BATCH_EXTEND, plan);
  g_autofree char *mails = pl_bulk_text_mails (plan);
  g_autofree char *certain = NULL;
  GDate today;
  GDate day;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 31, G_DATE_DECEMBER, 2026);
  summary = pl_bulk_text_summary (PL_BATCH_EXTEND, plan, &day, &today);
  g_assert_cmpstr (submit, ==, "_Extend 12 Links");
  g_assert_cmpstr (summary, ==, "12 links will work until 31 December.");
  g_assert_null (mails);
  g_assert_true (g_str_has_prefix (addresses, "7 links take one payment each and get new addresses"));
  g_assert_nonnull (strstr (addresses, "Person 4"));
  g_assert_null (strstr (addresses, "Person 5"));
  g_assert_nonnull (strstr (addresses, "and 2 others"));
  g_assert_nonnull (strstr (addresses, "2 were not sent by e-mail, as far as this computer knows"));

  /* Payroc was asked: no doubt is left. */
  g_ptr_array_set_size (plan->unknown, 0);
  certain = pl_bulk_text_holders (PL_BATCH_EXTEND, plan);
  g_assert_nonnull (strstr (certain, "2 were not sent by e-mail: "));
  g_assert_null (strstr (certain, "this computer"));
}

/* One is one, and none is said too. */
static void
test_numbers (void)
{
  g_autoptr (PlBulkPlan) one = make_plan (1, 1, 0, 1, 1);
  g_autoptr (PlBulkPlan) none = make_plan (0, 0, 0, 0, 0);
  g_autofree char *off = pl_bulk_text_submit (PL_BATCH_SWITCH_OFF, one);
  g_autofree char *send = pl_bulk_text_submit (PL_BATCH_SHARE, one);
  g_autofree char *nobody = pl_bulk_text_submit (PL_BATCH_SHARE, none);
  g_autofree char *summary = pl_bulk_text_summary (PL_BATCH_SWITCH_OFF, one, NULL, NULL);
  g_autofree char *nothing = pl_bulk_text_summary (PL_BATCH_SHARE, none, NULL, NULL);
  g_autofree char *mails = pl_bulk_text_mails (one);
  g_autofree char *address = pl_bulk_text_holders (PL_BATCH_EXTEND, one);

  g_assert_cmpstr (off, ==, "_Switch Off 1 Link");
  g_assert_cmpstr (send, ==, "_Send 1 E-mail");
  g_assert_cmpstr (nobody, ==, "_Send");
  g_assert_cmpstr (summary, ==, "1 link will be switched off for good.");
  g_assert_cmpstr (nothing, ==, "None of these links can be sent.");
  g_assert_true (g_str_has_prefix (mails, "1 e-mail, to "));
  g_assert_true (g_str_has_prefix (address, "1 link takes one payment and gets a new address"));
  g_assert_null (pl_bulk_text_holders (PL_BATCH_EXTEND, none));
}

/* Each reason is a sentence of its own. */
static void
test_why (void)
{
  PlBulkUnfit unfit = { .reference = (char *) "INV-1" };
  PlBulkUnfit other = unfit;

  for (unfit.why = PL_BULK_PAID; unfit.why <= PL_BULK_GONE; unfit.why++)
    {
      g_assert_cmpstr (pl_bulk_text_why (&unfit), !=, "");
      for (other.why = PL_BULK_PAID; other.why < unfit.why; other.why++)
        g_assert_cmpstr (pl_bulk_text_why (&unfit), !=, pl_bulk_text_why (&other));
    }

  unfit.why = PL_BULK_NOBODY;
  other = unfit;
  other.known = TRUE;
  g_assert_nonnull (strstr (pl_bulk_text_why (&unfit), "as far as this computer knows"));
  g_assert_cmpstr (pl_bulk_text_why (&other), ==, "Was not sent to anybody by e-mail");
}

/* What is switched off for good is named: which, what it is worth, and who has it. */
static void
test_switch_off (void)
{
  g_autoptr (PlBulkPlan) plan = make_plan (3, 0, 1, 0, 1);
  g_autoptr (PayrocMoney) amount = payroc_money_new (12000, "USD");
  g_autoptr (PayrocRecipient) sarah = payroc_recipient_new ("Sarah Hopper", "sarah@example.com");
  g_autoptr (GListStore) people = g_list_store_new (PAYROC_TYPE_RECIPIENT);
  PlBulkFit fit = { .reference = (char *) "INV-1", .amount = amount, .people = G_LIST_MODEL (people) };
  g_autofree char *holders = NULL;
  g_autofree char *title = NULL;
  g_autofree char *unknown = pl_bulk_text_fit_link (&fit);
  g_autofree char *unsent = NULL;
  g_autofree char *sent = NULL;

  plan->n_sent = 2;
  plan->n_open = 1;
  payroc_money_add_to_sums (plan->sums, amount);
  holders = pl_bulk_text_holders (PL_BATCH_SWITCH_OFF, plan);
  title = pl_bulk_text_fit (plan);
  g_assert_true (g_str_has_prefix (holders, "2 were sent by e-mail, to "));
  g_assert_nonnull (strstr (holders, "1 was not sent by e-mail, as far as this computer knows."));
  g_assert_true (g_str_has_prefix (title, "3 links: "));
  g_assert_nonnull (strstr (title, "120.00"));
  g_assert_nonnull (strstr (title, "1 without a fixed amount"));

  g_assert_null (strstr (unknown, "e-mail"));
  fit.known = TRUE;
  unsent = pl_bulk_text_fit_link (&fit);
  g_assert_nonnull (strstr (unsent, "not sent by e-mail"));
  g_list_store_append (people, sarah);
  sent = pl_bulk_text_fit_link (&fit);
  g_assert_nonnull (strstr (sent, "by e-mail to"));
  g_assert_nonnull (strstr (sent, "Sarah Hopper"));
}

/* How far it is, and why it is not all that is known. */
static void
test_survey (void)
{
  g_autoptr (GError) error = g_error_new_literal (PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE, "No route");
  g_autofree char *asking = pl_bulk_text_asking (12, 40);
  g_autofree char *too_many = pl_bulk_text_unasked (0, NULL);
  g_autofree char *stopped = pl_bulk_text_unasked (1, NULL);
  g_autofree char *offline = pl_bulk_text_unasked (28, error);

  g_assert_nonnull (strstr (asking, "12 of 40"));
  g_assert_nonnull (strstr (too_many, "too many"));
  g_assert_true (g_str_has_prefix (stopped, "Payroc was not asked whom 1 link was sent to"));
  g_assert_true (g_str_has_prefix (offline, "Payroc could not be reached. "));
  g_assert_nonnull (strstr (offline, "28 links"));
}

/* No mail says "{name}" or "{link}": not to somebody without a name, and not of an address that is not known yet. */
static void
test_message (void)
{
  g_autoptr (PlBulkRequest) request = pl_bulk_request_new (PL_BATCH_EXTEND);
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new ();
  g_autoptr (GListStore) nameless = g_list_store_new (PAYROC_TYPE_RECIPIENT);
  g_autoptr (GListStore) named = g_list_store_new (PAYROC_TYPE_RECIPIENT);
  g_autoptr (PayrocRecipient) somebody = payroc_recipient_new (NULL, "tom@example.com");
  g_autoptr (PayrocRecipient) sarah = payroc_recipient_new ("Sarah Hopper", "sarah@example.com");
  g_autofree char *to_somebody = NULL;
  g_autofree char *to_sarah = NULL;
  GDate today;

  g_list_store_append (nameless, somebody);
  g_list_store_append (named, sarah);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);
  pl_bulk_message_set (request, "Dear {name}, pay here: {link}", &today);
  g_assert_true (request->one_mail_each);
  to_somebody = request->message (NULL, wanted, G_LIST_MODEL (nameless), request->message_data);
  to_sarah = request->message (NULL, wanted, G_LIST_MODEL (named), request->message_data);
  g_assert_cmpstr (to_somebody, ==, "Dear, pay here:");
  g_assert_cmpstr (to_sarah, ==, "Dear Sarah Hopper, pay here:");
}

static void
test_picks (void)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_money_free);
  g_autofree char *none = pl_pick_text_title (0);
  g_autofree char *three = pl_pick_text_title (3);
  g_autofree char *nothing = pl_pick_text_sums (sums, 0, 0);
  g_autofree char *both = NULL;
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autofree char *over = NULL;
  g_autofree char *hidden = pl_pick_text_hidden (1);

  g_ptr_array_add (sums, payroc_money_new (12000, "USD"));
  g_ptr_array_add (sums, payroc_money_new (4000, "EUR"));
  both = pl_pick_text_sums (sums, 2, 3);
  g_assert_cmpstr (none, ==, "Select Links");
  g_assert_cmpstr (three, ==, "3 Selected");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_nonnull (strstr (both, "120.00"));
  g_assert_nonnull (strstr (both, "40.00"));
  g_assert_nonnull (strstr (both, "2 without a fixed amount"));
  g_assert_nonnull (strstr (both, "3 paid or over"));
  over = pl_pick_text_sums (nobody, 0, 1);
  g_assert_cmpstr (over, ==, "1 paid or over");
  g_assert_true (g_str_has_prefix (hidden, "1 of them is not in the list now"));
  g_assert_null (pl_pick_text_hidden (0));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bulk-text/extend", test_extend);
  g_test_add_func ("/bulk-text/numbers", test_numbers);
  g_test_add_func ("/bulk-text/why", test_why);
  g_test_add_func ("/bulk-text/switch-off", test_switch_off);
  g_test_add_func ("/bulk-text/survey", test_survey);
  g_test_add_func ("/bulk-text/message", test_message);
  g_test_add_func ("/bulk-text/picks", test_picks);

  return g_test_run ();
}
