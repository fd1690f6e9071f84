/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a search found a link: what a row says is what has the word, and nothing when the reference has it. */
#include "core/list/pl-search-hit.h"

#include "core/list/pl-link-glance.h"

/* Of 45 letters before "blue". */
#define LONG "Six chairs of the finest oak there is, painted blue on all sides"

typedef struct
{
  const char *search;
  const char *expected; /* field and text, by line; NULL: nothing */
} Case;

static const char text[] =
  "INV-2026/17\nA-99\n" LONG "\n\"Hopper, Sarah\" <sarah@example.com>, Tom Byrne <tom@example.com>, ada@example.com"
  "\001KQZ3F8XBN2\001CKHP6VVWYT\001https://pay.example.com/?token=7c2f-0a\0017c2f-0a";

static const Case cases[] = {
  { NULL, NULL },
  { "", NULL },
  { "  ", NULL },
  { "inv", NULL },
  { "2026", NULL },
  { "INV inv 17", NULL },
  { "six", "2 " LONG },
  { "oak", "2 …finest oak there is, painted blue on all sides" },
  { "BLUE", "2 …painted blue on all sides" },
  /* Said once. */
  { "blue sides", "2 …painted blue on all sides" },
  { "sarah", "3 \"Hopper, Sarah\" <sarah@example.com>" },
  { "byrne", "3 Tom Byrne <tom@example.com>" },
  { "tom@", "3 Tom Byrne <tom@example.com>" },
  { "ada@ex", "3 ada@example.com" },
  { "tom ada", "3 Tom Byrne <tom@example.com>\n3 ada@example.com" },
  { "ada oak inv", "2 …finest oak there is, painted blue on all sides\n3 ada@example.com" },
  { "a-99", "1 A-99" },
  { "-9", "1 A-99" },
  { "kqz", "4 KQZ3F8XBN2" },
  { "ckhp6", "4 CKHP6VVWYT" },
  /* In the middle of a number a word stands by chance. */
  { "6vvw", NULL },
  { "7c2f", "5 7c2f-0a" },
  { "https", "5 https://pay.example.com/?token=7c2f-0a" },
  { "nowhere", NULL },
};

static char *
describe (GPtrArray *hits)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const PlSearchHit *hit = g_ptr_array_index (hits, i);

      g_string_append_printf (lines, "%s%d %s", i > 0 ? "\n" : "", hit->field, hit->text);
    }

  return g_string_free (lines, FALSE);
}

static void
assert_found (const char *where,
              const char *search,
              const char *expected)
{
  g_autoptr (GPtrArray) hits = pl_search_hit_find (where, search);
  g_autofree char      *found = hits != NULL ? describe (hits) : NULL;

  g_assert_cmpstr (found, ==, expected);
}

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (text, cases[i].search, cases[i].expected);
}

/* Letters that fold to several, or to none, move what comes behind them. */
static void
test_folded (void)
{
  assert_found ("R\n\nGroße Straße in Münster, Füße \303\244 a\314\210 ﬁn Ende", "ende",
                "2 …\303\244 a\314\210 ﬁn Ende");
  assert_found ("R\n\nStühle für den Garten, außen weiß", "WEISS", "2 …außen weiß");
  assert_found ("Müller\n\nx", "muller", NULL);
}

/* What is stored may be of an earlier version, or damaged. */
static void
test_odd (void)
{
  static const char *const odd[] = { "", "\n", "\n\n\n", "\001", "R", "R\n", "R\nO\nD", "R\n\nD\n\001" };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    assert_found (odd[i], "zz", NULL);
  assert_found ("R\nO\nD", "d", "2 D");
  /* Of several lines; people are the last. */
  assert_found ("R\nO\nfirst\nsecond\ntom@example.com\001ID", "second", "2 first\nsecond");
  assert_found ("R\nO\nfirst\nsecond\ntom@example.com\001ID", "tom", "3 tom@example.com");
}

static void
test_people (void)
{
  static const struct
  {
    const char *text;
    const char *person;
    guint       n_others;
  } people[] = {
    { "", NULL, 0 },
    { "R\n\n\n\001ID", NULL, 0 },
    { "R\n\n\nSarah Hopper <sarah@example.com>\001ID", "Sarah Hopper", 0 },
    { "R\n\n\nsarah@example.com\001ID", "sarah@example.com", 0 },
    { "R\n\ntwo\nlines\nsarah <sarah@example.com>, tom@example.com", "sarah@example.com", 1 },
    { "R\n\n\nTom B. <tom@example.com>, Sarah Hopper <a@example.com>, Tom <TOM@example.com>, b@example.com",
      "Tom B.", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (PlLinkGlance) glance = pl_link_glance_new (&(PlLinkPaid) { 0 }, FALSE, people[i].text);

      g_assert_cmpstr (glance->person, ==, people[i].person);
      g_assert_cmpuint (glance->n_others, ==, people[i].n_others);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-hit/find", test_find);
  g_test_add_func ("/search-hit/folded", test_folded);
  g_test_add_func ("/search-hit/odd", test_odd);
  g_test_add_func ("/search-hit/people", test_people);

  return g_test_run ();
}
