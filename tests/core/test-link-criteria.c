/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the list, kept as text and read again, also when a later version wrote it. */
#include "core/list/pl-link-criteria.h"

static const PlLinkCriteria samples[] = {
  { NULL },
  { .search = (char *) "Müller \"&\" Söhne\n" },
  { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE },
  { .statuses = 1u << PAYROC_LINK_STATUS_DEACTIVATED | 1u << PAYROC_LINK_STATUS_UNKNOWN },
  { .kind = PAYROC_LINK_KIND_MULTI_USE },
  { .charge_kind = PAYROC_CHARGE_KIND_PROMPT },
  { .created = { PL_PERIOD_THIS_WEEK } },
  { .created = { PL_PERIOD_OWN, 739000, 739001 } },
  { .expires = { PL_PERIOD_NEXT_7_DAYS } },
  { .expires = { PL_PERIOD_OWN, 0, 739001 } },
  { .expires = { PL_PERIOD_OWN, 739000, 0 } },
  { .expires = { PL_PERIOD_NEVER } },
  { .sort = PL_LINK_SORT_AMOUNT },
  { .sort = PL_LINK_SORT_REFERENCE, .reversed = TRUE },
  { .search = (char *) "x", .statuses = 6, .kind = 1, .charge_kind = 1, .created = { PL_PERIOD_TODAY },
    .expires = { PL_PERIOD_PAST }, .sort = PL_LINK_SORT_STATE, .reversed = TRUE },
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char           *text = pl_link_criteria_to_text (&samples[i]);
      g_autoptr (PlLinkCriteria) again = pl_link_criteria_from_text (text);

      g_assert_true (pl_link_criteria_equal (&samples[i], again));
    }
}

/* Each differs from each, and is what its copy is. */
static void
test_equal (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (PlLinkCriteria) copy = pl_link_criteria_copy (&samples[i]);

      for (guint j = 0; j < G_N_ELEMENTS (samples); j++)
        g_assert_cmpint (pl_link_criteria_equal (copy, &samples[j]), ==, i == j);
    }
}

static void
test_hostile (void)
{
  static const struct
  {
    const char    *text;
    PlLinkCriteria expected;
  } cases[] = {
    { NULL, { NULL } },
    { "", { NULL } },
    { "not JSON", { NULL } },
    { "[]", { NULL } },
    { "null", { NULL } },
    { "{\"search\":5,\"states\":{},\"kind\":[],\"created\":\"today\",\"reversed\":{}}", { NULL } },
    { "{\"states\":[\"active\",\"of-2031\",7,null]}", { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE } },
    { "{\"kind\":\"thrice\",\"amount\":\"barter\",\"sort\":\"smell\"}", { NULL } },
    { "{\"created\":{\"days\":\"leap\"},\"expires\":{\"days\":\"own\",\"from\":\"2026-02-30\",\"to\":\"5\"}}",
      { .expires = { PL_PERIOD_OWN } } },
    { "{\"expires\":{\"days\":\"own\",\"from\":\"2026-13-01\",\"to\":\"2026-12-31x\"}}",
      { .expires = { PL_PERIOD_OWN } } },
    { "{\"later\":true,\"reversed\":true}", { .reversed = TRUE } },
    { "{\"search\":\"\"}", { NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_from_text (cases[i].text);

      g_assert_true (pl_link_criteria_equal (criteria, &cases[i].expected));
    }
}

static void
test_filter (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_copy (&samples[i]);
      gboolean                   expected = i >= 2 && i != 12 && i != 13;

      g_assert_cmpint (pl_link_criteria_has_filter (criteria), ==, expected);
      pl_link_criteria_clear_filters (criteria);
      g_assert_false (pl_link_criteria_has_filter (criteria));
      g_assert_cmpstr (criteria->search, ==, samples[i].search);
      g_assert_cmpint (criteria->sort, ==, samples[i].sort);
      g_assert_cmpint (criteria->reversed, ==, samples[i].reversed);
    }
}

static void
test_search (void)
{
  g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_new ();

  pl_link_criteria_set_search (criteria, "one");
  g_assert_cmpstr (criteria->search, ==, "one");
  pl_link_criteria_set_search (criteria, criteria->search);
  g_assert_cmpstr (criteria->search, ==, "one");
  pl_link_criteria_set_search (criteria, "");
  g_assert_null (criteria->search);
}

static void
test_query (void)
{
  const PlLinkCriteria *all = &samples[G_N_ELEMENTS (samples) - 1];
  PlLinkQuery           query;
  GDate                 today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 22, 11, 2026);
  query = pl_link_criteria_get_query (all, &today);
  g_assert_cmpstr (query.search, ==, "x");
  g_assert_cmpuint (query.statuses, ==, 6);
  g_assert_cmpint (query.kind, ==, 1);
  g_assert_cmpint (query.charge_kind, ==, 1);
  g_assert_cmpint (query.created.first, ==, g_date_get_julian (&today));
  g_assert_cmpint (query.created.last, ==, g_date_get_julian (&today));
  g_assert_cmpint (query.expires.last, ==, g_date_get_julian (&today) - 1);
  g_assert_cmpint (query.sort, ==, PL_LINK_SORT_STATE);
  g_assert_true (query.reversed);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-criteria/text", test_text);
  g_test_add_func ("/link-criteria/equal", test_equal);
  g_test_add_func ("/link-criteria/hostile", test_hostile);
  g_test_add_func ("/link-criteria/filter", test_filter);
  g_test_add_func ("/link-criteria/search", test_search);
  g_test_add_func ("/link-criteria/query", test_query);

  return g_test_run ();
}
