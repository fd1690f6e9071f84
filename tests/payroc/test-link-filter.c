/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries: each filter by itself and all together, encoding, and every limit at its edge. */

#include "payroc/links/payroc-link-filter.h"

#include "payroc/payroc-error.h"
#include "values.h"

static void
assert_query (const PayrocLinkFilter *filter,
              const char             *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *query = payroc_link_filter_to_query (filter, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (query, ==, expected);
}

static void
assert_refused (const PayrocLinkFilter *filter,
                const char             *expected)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (payroc_link_filter_to_query (filter, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  values_assert_errors (payroc_error_get_fields (error), expected);
}

static void
test_queries (void)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 2, G_DATE_JULY, 2024);

  assert_query (&(PayrocLinkFilter) { 0 }, "");
  assert_query (&(PayrocLinkFilter) { .reference = "" }, "");
  assert_query (&(PayrocLinkFilter) { .limit = 1 }, "limit=1");
  assert_query (&(PayrocLinkFilter) { .limit = 100 }, "limit=100");
  assert_query (&(PayrocLinkFilter) { .reference = "a" }, "merchantReference=a");
  assert_query (&(PayrocLinkFilter) { .kind = PAYROC_LINK_KIND_MULTI_USE }, "linkType=multiUse");
  assert_query (&(PayrocLinkFilter) { .charge_kind = PAYROC_CHARGE_KIND_PROMPT }, "chargeType=prompt");
  assert_query (&(PayrocLinkFilter) { .status = PAYROC_LINK_STATUS_DEACTIVATED }, "status=deactivated");
  assert_query (&(PayrocLinkFilter) { .created_on = &day }, "createdOn=2024-07-02");
  assert_query (&(PayrocLinkFilter) { .before = "A" }, "before=A");
  assert_query (&(PayrocLinkFilter) { .after = "A" }, "after=A");
  assert_query (&(PayrocLinkFilter) { .limit = 50, .reference = "R", .kind = PAYROC_LINK_KIND_SINGLE_USE,
                                      .charge_kind = PAYROC_CHARGE_KIND_PRESET, .status = PAYROC_LINK_STATUS_ACTIVE,
                                      .recipient_name = "Sarah Hopper", .recipient_email = "sarah@example.com",
                                      .created_on = &day, .expires_on = &day, .after = "CKHP6VVWYT" },
                "limit=50&merchantReference=R&linkType=singleUse&chargeType=preset&status=active"
                "&recipientName=Sarah%20Hopper&recipientEmail=sarah%40example.com"
                "&createdOn=2024-07-02&expiresOn=2024-07-02&after=CKHP6VVWYT");
}

static void
test_encoding (void)
{
  assert_query (&(PayrocLinkFilter) { .reference = "a b&c=d#e?f/g+h%i;ä😀" },
                "merchantReference=a%20b%26c%3Dd%23e%3Ff%2Fg%2Bh%25i%3B%C3%A4%F0%9F%98%80");
  assert_query (&(PayrocLinkFilter) { .after = "A&limit=1" }, "after=A%26limit%3D1");
}

static void
test_limits (void)
{
  g_autofree char *reference = values_repeat ("ä", 48);
  g_autofree char *long_reference = values_repeat ("ä", 49);
  g_autofree char *email = values_repeat ("e", 128);
  g_autofree char *long_email = values_repeat ("e", 129);
  g_autofree char *query = payroc_link_filter_to_query (
    &(PayrocLinkFilter) { .reference = reference, .recipient_name = reference, .recipient_email = email }, NULL);
  GDate invalid;

  g_assert_nonnull (query);
  g_date_clear (&invalid, 1);

  assert_refused (&(PayrocLinkFilter) { .reference = long_reference }, "merchantReference too-long 48");
  assert_refused (&(PayrocLinkFilter) { .recipient_name = long_reference }, "recipientName too-long 48");
  assert_refused (&(PayrocLinkFilter) { .recipient_email = long_email }, "recipientEmail too-long 128");
  assert_refused (&(PayrocLinkFilter) { .recipient_email = "a@b.c" }, "recipientEmail too-short 6");
  assert_query (&(PayrocLinkFilter) { .recipient_email = "a@b.cd" }, "recipientEmail=a%40b.cd");
  assert_refused (&(PayrocLinkFilter) { .recipient_email = "\xff" }, "recipientEmail malformed 0");
  assert_refused (&(PayrocLinkFilter) { .reference = "a\nb" }, "merchantReference malformed 0");
  assert_refused (&(PayrocLinkFilter) { .reference = "  " }, "merchantReference malformed 0");
  assert_refused (&(PayrocLinkFilter) { .limit = 101 }, "limit too-large 100");
  assert_refused (&(PayrocLinkFilter) { .before = "A", .after = "B" }, "before not-allowed 0");
  assert_refused (&(PayrocLinkFilter) { .created_on = &invalid, .expires_on = &invalid },
                  "createdOn malformed 0, expiresOn malformed 0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-filter/queries", test_queries);
  g_test_add_func ("/link-filter/encoding", test_encoding);
  g_test_add_func ("/link-filter/limits", test_limits);

  return g_test_run ();
}
