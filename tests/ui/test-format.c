/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts, states, days and people in words. */
#include <gio/gio.h>

#include "payroc/sharing/payroc-recipient.h"
#include "ui/parts/pl-format.h"

static PayrocLink *
create_link (const char *charge)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  PayrocLink *link;

  text = g_strdup_printf ("{\"type\":\"singleUse\",\"paymentLinkId\":\"CKHP6VVWYT\",\"order\":{\"charge\":%s}}",
                          charge);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  link = payroc_link_new_from_json (node, &error);
  g_assert_no_error (error);

  return link;
}

static void
test_amount (void)
{
  const struct
  {
    const char *charge;
    const char *expected; /* NULL: as payroc_money_format() has it */
    PayrocMoney money;
  } cases[] = {
    { "{\"type\":\"preset\",\"amount\":4999,\"currency\":\"USD\"}", NULL, { 4999, "USD" } },
    { "{\"type\":\"preset\",\"amount\":10000,\"currency\":\"JPY\"}", NULL, { 10000, "JPY" } },
    { "{\"type\":\"preset\",\"amount\":1234,\"currency\":\"KWD\"}", NULL, { 1234, "KWD" } },
    { "{\"type\":\"prompt\",\"currency\":\"EUR\"}", "Customer’s choice (EUR)", { 0, "" } },
    { "{\"type\":\"prompt\"}", "Customer’s choice", { 0, "" } },
    { "{\"type\":\"later\"}", "Unknown", { 0, "" } },
    { "{}", "Unknown", { 0, "" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PayrocLink) link = create_link (cases[i].charge);
      g_autofree char *amount = pl_format_amount (link);
      g_autofree char *expected = NULL;

      expected = cases[i].expected != NULL ? g_strdup (cases[i].expected)
                                           : payroc_money_format (&cases[i].money, NULL);
      g_assert_cmpstr (amount, ==, expected);
    }
}

/* Every state has a word, an icon and a style of its own: none is told by colour alone. */
static void
test_status (void)
{
  g_autoptr(GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) icons = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) styles = g_hash_table_new (g_str_hash, g_str_equal);

  for (int status = PAYROC_LINK_STATUS_UNKNOWN; status <= PAYROC_LINK_STATUS_DEACTIVATED; status++)
    {
      g_assert_true (g_hash_table_add (words, (gpointer) pl_format_status (status)));
      g_assert_true (g_hash_table_add (icons, (gpointer) pl_format_status_icon (status)));
      g_assert_true (g_hash_table_add (styles, (gpointer) pl_format_status_style (status)));
    }

  g_assert_cmpstr (pl_format_status (PAYROC_LINK_STATUS_COMPLETED), ==, "Paid");
  /* A later API's state. */
  g_assert_cmpstr (pl_format_status (99), ==, "Unknown");
}

static void
test_words (void)
{
  g_assert_cmpstr (pl_format_kind (PAYROC_LINK_KIND_SINGLE_USE), ==, "Takes one payment");
  g_assert_cmpstr (pl_format_kind (PAYROC_LINK_KIND_MULTI_USE), ==, "Takes many payments");
  g_assert_cmpstr (pl_format_kind (99), ==, "Unknown");
  g_assert_cmpstr (pl_format_auth_type (PAYROC_AUTH_TYPE_PRE_AUTHORIZATION), ==, "Hold the money, collect it later");
  g_assert_cmpstr (pl_format_methods (PAYROC_PAYMENT_METHODS_CARD), ==, "Card");
  g_assert_cmpstr (pl_format_methods (PAYROC_PAYMENT_METHODS_BANK_TRANSFER), ==, "Bank transfer");
  g_assert_cmpstr (pl_format_methods (PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER), ==,
                   "Card or bank transfer");
  g_assert_cmpstr (pl_format_methods (PAYROC_PAYMENT_METHODS_NONE), ==, "Unknown");
  g_assert_cmpstr (pl_format_environment (PL_ACCOUNT_PRACTICE), ==, "Practice");
}

static void
test_times_paid (void)
{
  const struct
  {
    guint       n_paid;
    guint       n_refunded;
    const char *expected;
  } cases[] = {
    { 0, 0, "Not paid yet" },
    { 1, 0, "Paid once" },
    { 2, 0, "Paid 2 times" },
    { 100, 0, "Paid 100 times" },
    { 0, 1, "1 refunded" },
    { 1, 1, "Paid once, 1 refunded" },
    { 2, 3, "Paid 2 times, 3 refunded" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_format_times_paid (cases[i].n_paid, cases[i].n_refunded);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_recipients (void)
{
  const struct
  {
    const char *list;
    const char *expected;
  } cases[] = {
    { "", "nobody" },
    { "Sarah Hopper <sarah@example.com>", "Sarah Hopper" },
    { "Sarah Hopper <sarah@example.com>, Tom Byrne <tom@example.com>", "Sarah Hopper and Tom Byrne" },
    { "Sarah Hopper <sarah@example.com>, Tom Byrne <tom@example.com>, Ann Lee <ann@example.com>",
      "Sarah Hopper and 2 others" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) list = payroc_recipient_parse_list (cases[i].list);
      g_autoptr(GListStore) store = g_list_store_new (PAYROC_TYPE_RECIPIENT);
      g_autofree char *text = NULL;

      for (guint j = 0; j < list->len; j++)
        g_list_store_append (store, g_ptr_array_index (list, j));

      text = pl_format_recipients (G_LIST_MODEL (store));
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_recipient_without_name (void)
{
  g_autoptr(GListStore) store = g_list_store_new (PAYROC_TYPE_RECIPIENT);
  g_autoptr(PayrocRecipient) recipient = payroc_recipient_new ("", "sarah@example.com");
  g_autofree char *text = NULL;

  g_list_store_append (store, recipient);
  text = pl_format_recipients (G_LIST_MODEL (store));
  g_assert_cmpstr (text, ==, "sarah@example.com");
}

static void
test_date (void)
{
  g_autoptr(GDate) today = g_date_new_dmy (22, 11, 2026);
  g_autoptr(GDate) this_year = g_date_new_dmy (31, 12, 2026);
  g_autoptr(GDate) next_year = g_date_new_dmy (1, 1, 2027);
  g_autofree char *near_text = pl_format_date (this_year, today);
  g_autofree char *far_text = pl_format_date (next_year, today);
  g_autofree char *without_today = pl_format_date (this_year, NULL);
  g_autofree char *none = pl_format_date (NULL, today);

  g_assert_cmpstr (near_text, ==, "31 December");
  g_assert_cmpstr (far_text, ==, "1 January 2027");
  g_assert_cmpstr (without_today, ==, "31 December 2026");
  g_assert_cmpstr (none, ==, "");
}

static void
test_expiry (void)
{
  g_autoptr(GDate) today = g_date_new_dmy (22, 11, 2026);
  const struct
  {
    PayrocLinkStatus status;
    int              days;
    const char      *expected;
  } cases[] = {
    { PAYROC_LINK_STATUS_ACTIVE, 30, "Until 22 December" },
    { PAYROC_LINK_STATUS_ACTIVE, 2, "Until 24 November" },
    { PAYROC_LINK_STATUS_ACTIVE, 1, "Until tomorrow" },
    { PAYROC_LINK_STATUS_ACTIVE, 0, "Last day today" },
    { PAYROC_LINK_STATUS_ACTIVE, -1, "Worked until 21 November" },
    { PAYROC_LINK_STATUS_EXPIRED, -1, "Worked until 21 November" },
    { PAYROC_LINK_STATUS_COMPLETED, 0, "Until 22 November" },
    { PAYROC_LINK_STATUS_ACTIVE, 40, "Until 1 January 2027" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GDate) expires_on = g_date_copy (today);
      g_autofree char *text = NULL;

      if (cases[i].days >= 0)
        g_date_add_days (expires_on, cases[i].days);
      else
        g_date_subtract_days (expires_on, -cases[i].days);

      text = pl_format_expiry (cases[i].status, expires_on, today);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }

  {
    g_autofree char *never = pl_format_expiry (PAYROC_LINK_STATUS_ACTIVE, NULL, today);

    g_assert_cmpstr (never, ==, "Never expires");
  }
}

static gint64
at (int year,
    int month,
    int day,
    int hour,
    int minute)
{
  g_autoptr(GDateTime) time = g_date_time_new_local (year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_moment (void)
{
  gint64 now = at (2026, 11, 22, 12, 0);
  const struct
  {
    gint64      when;
    const char *expected;
  } cases[] = {
    { at (2026, 11, 22, 0, 0), "00:00" },
    { at (2026, 11, 22, 23, 59), "23:59" },
    { at (2026, 11, 21, 23, 59), "yesterday, 23:59" },
    { at (2026, 11, 20, 14, 5), "20 November, 14:05" },
    { at (2025, 11, 22, 14, 5), "22 November 2025, 14:05" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_format_moment (cases[i].when, now);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_updated (void)
{
  gint64 now = at (2026, 11, 22, 12, 0);
  const struct
  {
    gint64      seconds_ago;
    const char *expected;
  } cases[] = {
    { 0, "Updated just now" },
    { 59, "Updated just now" },
    { 60, "Updated 1 minute ago" },
    { 119, "Updated 1 minute ago" },
    { 120, "Updated 2 minutes ago" },
    { 3599, "Updated 59 minutes ago" },
    { 3600, "Updated 11:00" },
    { 86400, "Updated yesterday, 12:00" },
    /* the clock was set back meanwhile */
    { -600, "Updated just now" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_format_updated (now - cases[i].seconds_ago * G_USEC_PER_SEC, now);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }

  {
    g_autofree char *never = pl_format_updated (0, now);

    g_assert_cmpstr (never, ==, "Not updated yet");
  }

  /* Payroc was asked in vain: what stands there is no younger for that. */
  {
    g_autofree char *never = pl_format_not_updated (0, now);
    g_autofree char *just_now = pl_format_not_updated (now, now);

    g_assert_cmpstr (never, ==, "Not updated yet");
    g_assert_true (g_str_has_prefix (just_now, "Not updated since "));
    g_assert_null (strstr (just_now, "just now"));
  }
}

static void
test_refreshed (void)
{
  const gint64 now = G_GINT64_CONSTANT (1795338283000000);
  g_autofree char *whole = pl_format_refreshed (now, 0, now);
  g_autofree char *one = pl_format_refreshed (now, 1, now);
  g_autofree char *many = pl_format_refreshed (now, 3, now);

  g_assert_cmpstr (whole, ==, "Updated just now");
  g_assert_cmpstr (one, ==, "Updated just now · 1 link could not be read");
  g_assert_cmpstr (many, ==, "Updated just now · 3 links could not be read");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/amount", test_amount);
  g_test_add_func ("/format/status", test_status);
  g_test_add_func ("/format/words", test_words);
  g_test_add_func ("/format/times-paid", test_times_paid);
  g_test_add_func ("/format/recipients", test_recipients);
  g_test_add_func ("/format/recipient-without-name", test_recipient_without_name);
  g_test_add_func ("/format/date", test_date);
  g_test_add_func ("/format/expiry", test_expiry);
  g_test_add_func ("/format/moment", test_moment);
  g_test_add_func ("/format/updated", test_updated);
  g_test_add_func ("/format/refreshed", test_refreshed);

  return g_test_run ();
}
