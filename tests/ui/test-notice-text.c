/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A merchant reads the title only, from the other end of the shop: it must not say more than what happened. */
#include "ui/notices/pl-notice-text.h"

static PlNotice *
make (PlNoticeKind       kind,
      const PayrocMoney *money,
      const PayrocMoney *asked)
{
  PlNoticeRow *row = pl_notice_row_new ();

  row->kind = kind;
  row->subject = g_strdup ("card P1");
  row->link_id = g_strdup ("CKHP6VVWYT");
  row->reference = g_strdup ("INV-7");
  row->money = money != NULL ? payroc_money_copy (money) : NULL;
  row->asked = asked != NULL ? payroc_money_copy (asked) : NULL;

  return pl_notice_new (row);
}

static const PayrocMoney dollar = { 100, "USD" };
static const PayrocMoney bill = { 125050, "USD" };

static void
test_title (void)
{
  static const struct
  {
    PlNoticeKind       kind;
    const PayrocMoney *money;
    const PayrocMoney *asked;
    const char        *title;
  } cases[] = {
    { PL_NOTICE_PAID, &bill, &bill, "$1,250.50 received" },
    { PL_NOTICE_PAID, NULL, &bill, "Payment received" },
    { PL_NOTICE_PARTLY_PAID, &dollar, &bill, "Partly paid: $1.00 of $1,250.50" },
    { PL_NOTICE_PARTLY_PAID, &dollar, NULL, "Partly paid: $1.00" },
    { PL_NOTICE_PARTLY_PAID, NULL, &bill, "A part of a link’s amount received" },
    { PL_NOTICE_HELD, &bill, &bill, "$1,250.50 on hold, to be collected" },
    { PL_NOTICE_HELD, NULL, &bill, "Payment on hold, to be collected" },
    { PL_NOTICE_RETURNED, &bill, &bill, "$1,250.50 returned by the bank" },
    { PL_NOTICE_PENDING, &bill, &bill, "$1,250.50 on its way, not received yet" },
    { PL_NOTICE_PENDING, NULL, &bill, "Payment on its way, not received yet" },
    { PL_NOTICE_DECLINED, &bill, &bill, "$1,250.50 declined: no money came" },
    { PL_NOTICE_DECLINED, NULL, &bill, "Payment declined: no money came" },
    { PL_NOTICE_REVERSED, &bill, &bill, "$1,250.50 reversed: the money is not yours" },
    { PL_NOTICE_REVERSED, NULL, &bill, "Payment reversed: the money is not yours" },
    { PL_NOTICE_MOVED, &bill, &bill, "Correction: a payment of $1,250.50 was for this link" },
    { PL_NOTICE_MOVED, NULL, &bill, "Correction: a payment was for this link" },
    { PL_NOTICE_USED, &bill, &bill, "$1,250.50: the link was used" },
    { PL_NOTICE_EXPIRING, &bill, &bill, "$1,250.50 unpaid: tomorrow is the last day" },
    { (PlNoticeKind) 99, &bill, &bill, "News of a link" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlNotice) notice = make (cases[i].kind, cases[i].money, cases[i].asked);
      g_autofree char     *title = pl_notice_text_title (notice, FALSE);
      g_autofree char     *practice = pl_notice_text_title (notice, TRUE);
      g_autofree char     *toast = pl_notice_text_toast (notice);

      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_true (g_str_has_prefix (practice, "Practice: ") && g_str_has_suffix (practice, title));
      g_assert_true (g_str_has_suffix (toast, title));
    }
}

/* “2 payments received” is said only where all that was asked for came in. */
static void
test_summary (void)
{
  g_autoptr (PlNotice)  paid = make (PL_NOTICE_PAID, &bill, &bill);
  g_autoptr (PlNotice)  part = make (PL_NOTICE_PARTLY_PAID, &dollar, &bill);
  g_autoptr (GPtrArray) notices = g_ptr_array_new ();
  g_autofree char      *both_paid = NULL;
  g_autoptr (PlNotice)  used = make (PL_NOTICE_USED, &bill, &bill);
  g_autofree char      *mixed = NULL;
  g_autofree char      *both_used = NULL;

  g_ptr_array_add (notices, paid);
  g_ptr_array_add (notices, paid);
  both_paid = pl_notice_text_summary (notices, FALSE);
  g_assert_cmpstr (both_paid, ==, "2 payments received");

  g_ptr_array_index (notices, 1) = part;
  mixed = pl_notice_text_summary (notices, FALSE);
  g_assert_cmpstr (mixed, ==, "2 events about your links");

  g_ptr_array_index (notices, 0) = g_ptr_array_index (notices, 1) = used;
  both_used = pl_notice_text_summary (notices, FALSE);
  g_assert_cmpstr (both_used, ==, "2 events about your links");
}

static void
assert_wrong (PlNoticeKind  kind,
              const char   *subject,
              const char   *expected)
{
  PlNoticeRow         *row = pl_notice_row_new ();
  g_autoptr (PlNotice) notice = NULL;
  g_auto (GStrv)       names = NULL;
  g_autofree char     *text = NULL;

  row->kind = kind;
  row->subject = g_strdup (subject);
  row->link_id = g_strdup ("CKHP6VVWYT");
  notice = pl_notice_new (row);
  names = pl_notice_text_list_wrong (notice);
  text = g_strjoinv ("|", names);
  g_assert_cmpstr (text, ==, expected);
}

/* By the names that they were shown under. */
static void
test_wrong (void)
{
  g_autoptr (PlNotice) paid = make (PL_NOTICE_PAID, &bill, &bill);
  g_autofree char     *id = pl_notice_text_id (paid);

  assert_wrong (PL_NOTICE_PAID, "card P1", "");
  assert_wrong (PL_NOTICE_USED, "CKHP6VVWYT", "");
  assert_wrong (PL_NOTICE_EXPIRING, "CKHP6VVWYT 739000", "");
  assert_wrong (PL_NOTICE_MOVED, "damaged", "");
  assert_wrong (PL_NOTICE_MOVED, "card P1 CKHP6VVWYT",
                "0 card P1|1 card P1|2 card P1|3 card P1|4 card P1|5 card P1|6 card P1|7 card P1|8 card P1");
  g_assert_cmpstr (id, ==, "0 card P1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notice-text/title", test_title);
  g_test_add_func ("/notice-text/summary", test_summary);
  g_test_add_func ("/notice-text/wrong", test_wrong);

  return g_test_run ();
}
