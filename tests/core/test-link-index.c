/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search, filters and orders over stored links, held against the plainest way to get the same answer. */
#include "core/list/pl-link-index.h"

#include <string.h>

#include "core/list/pl-search-text.h"
#include "support/link-rows.h"

static const LinkRow rows[] = {
  { "AAAAAAAAAA", "INV-1", "Müller & Söhne, roof", 4999, "USD", "active", "singleUse", "2026-01-01", "2026-03-01" },
  { "BBBBBBBBBB", "inv-2", "Pizza", 100, "USD", "completed", "singleUse", "2026-01-02", "2026-02-01" },
  { "CCCCCCCCCC", "Donation", NULL, -1, "EUR", "active", "multiUse", "2026-01-02", NULL },
  { "DDDDDDDDDD", "INV-10", "Roof repair", 10000, "JPY", "expired", "singleUse", "2026-01-01", "2026-01-05" },
  { "EEEEEEEEEE", "Zebra", "pizza müller", 4999, "EUR", "deactivated", "multiUse", "2025-12-31", "2026-12-31" },
};

typedef struct
{
  guint        limit;
  PlLinkIndex *index;
} Read;

static gboolean
read_work (PlConnection  *connection,
           gpointer       work_data,
           GError       **error)
{
  Read *read = work_data;

  read->index = pl_link_index_read (connection, STORE_FIXTURE_ACCOUNT, read->limit, error);

  return read->index != NULL;
}

static PlLinkIndex *
read_index (StoreFixture *fixture,
            guint         limit)
{
  Read read = { .limit = limit };

  store_read (fixture->database, read_work, &read);

  return read.index;
}

/* "BCA": the first letters of the rows in the answer. */
static char *
ask (PlLinkIndex       *index,
     const PlLinkQuery *query)
{
  g_autoptr (GArray) entries = pl_link_index_query (index, query);
  GString           *letters = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      guint32 entry = g_array_index (entries, guint32, i);

      g_string_append_c (letters, 'A' + (char) pl_link_index_get_key (index, entry)->rowid - 1);
    }

  return g_string_free (letters, FALSE);
}

/* 1 January 2026, as GDate counts days. */
#define NEW_YEAR 739617

typedef struct
{
  PlLinkQuery query;
  const char *answer;
} Case;

static const Case cases[] = {
  { { NULL }, "CBDAE" },
  { { .reversed = TRUE }, "EADBC" },
  { { .search = "" }, "CBDAE" },
  { { .search = "  " }, "CBDAE" },
  { { .search = "inv" }, "BDA" },
  { { .search = "INV-1" }, "DA" },
  { { .search = "muller" }, "AE" },
  { { .search = "MÜLLER" }, "AE" },
  { { .search = "pizza müller" }, "E" },
  { { .search = "müller pizza" }, "E" },
  { { .search = "roof zebra" }, "" },
  { { .search = "cccc" }, "C" },
  { { .search = "nothing at all" }, "" },
  { { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE }, "CA" },
  { { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE | 1u << PAYROC_LINK_STATUS_EXPIRED }, "CDA" },
  { { .kind = PAYROC_LINK_KIND_MULTI_USE }, "CE" },
  { { .charge_kind = PAYROC_CHARGE_KIND_PROMPT }, "C" },
  { { .created = { NEW_YEAR, NEW_YEAR } }, "DA" },
  { { .created = { NEW_YEAR - 1, NEW_YEAR } }, "DAE" },
  { { .created = { NEW_YEAR + 2, NEW_YEAR + 8 } }, "" },
  { { .expires = { NEW_YEAR + 4, NEW_YEAR + 31 } }, "BD" },
  { { .expires = { G_MAXINT32, G_MAXINT32 } }, "C" },
  { { .created = { NEW_YEAR + 1, NEW_YEAR + 1 }, .expires = { 1, G_MAXINT32 - 1 } }, "B" },
  { { .search = "roof", .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE }, "A" },
  { { .sort = PL_LINK_SORT_AMOUNT }, "EDABC" },
  { { .sort = PL_LINK_SORT_EXPIRES }, "DBAEC" },
  { { .sort = PL_LINK_SORT_STATE }, "CABDE" },
  { { .sort = PL_LINK_SORT_REFERENCE }, "CADBE" },
  { { .sort = PL_LINK_SORT_REFERENCE, .reversed = TRUE, .search = "inv" }, "BDA" },
};

static void
test_query (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (PlLinkIndex) index = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (link_row_put (fixture, &rows[i]), ==, i + 1);
  index = read_index (fixture, 0);
  g_assert_cmpuint (pl_link_index_get_size (index), ==, G_N_ELEMENTS (rows));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = ask (index, &cases[i].query);

      g_assert_cmpstr (answer, ==, cases[i].answer);
    }
}

static void
test_limit (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (PlLinkIndex) index = NULL;
  g_autofree char        *answer = NULL;
  PlLinkQuery             all = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    link_row_put (fixture, &rows[i]);

  index = read_index (fixture, 2);
  answer = ask (index, &all);
  g_assert_cmpstr (answer, ==, "CB");
}

static void
test_empty (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (PlLinkIndex) index = read_index (fixture, 0);
  PlLinkQuery             query = { .search = "x", .sort = PL_LINK_SORT_AMOUNT };
  g_autofree char        *answer = ask (index, &query);

  g_assert_cmpstr (answer, ==, "");
  g_assert_cmpuint (pl_link_index_find (index, 1), ==, G_MAXUINT);
}

static void
test_put (StoreFixture  *fixture,
          gconstpointer  data)
{
  g_autoptr (PlLinkIndex) index = NULL;
  PlLinkQuery             new_words = { .search = "garden" };
  PlLinkQuery             old_words = { .search = "roof" };
  PlLinkQuery             both_words = { .search = "garden bb" };
  PlLinkQuery             by_amount = { .sort = PL_LINK_SORT_AMOUNT };
  PlLinkKey               key;
  g_autofree char        *found = NULL;
  g_autofree char        *not_found = NULL;
  g_autofree char        *both = NULL;
  g_autofree char        *sorted = NULL;

  for (guint i = 0; i < 2; i++)
    link_row_put (fixture, &rows[i]);
  index = read_index (fixture, 0);

  /* Text and amount of a known one change, a new one comes, one that is not the next is refused. */
  key = *pl_link_index_get_key (index, 0);
  key.amount = 1;
  g_assert_true (pl_link_index_put (index, &key, "INV-1\n\nGarden"));
  key.rowid = 3;
  key.amount = 50;
  key.created_on += 10;
  g_assert_true (pl_link_index_put (index, &key, "New\n\nGarden\nBB"));
  key.rowid = 5;
  g_assert_false (pl_link_index_put (index, &key, "Another lies between"));

  found = ask (index, &new_words);
  g_assert_cmpstr (found, ==, "CA");
  not_found = ask (index, &old_words);
  g_assert_cmpstr (not_found, ==, "");
  both = ask (index, &both_words);
  g_assert_cmpstr (both, ==, "C");
  sorted = ask (index, &by_amount);
  g_assert_cmpstr (sorted, ==, "BCA");
}

/* What a machine made up is found by its beginning, what people wrote by any part of it. */
static void
test_numbers (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const char *const texts[] = {
    "Chair 1\n\nOak\nSarah\001ORD-20261122-7CHAIR\001CHA23456Z9",
    "Table\nCHA-7\n\n\001XYCHA4567Z",
    "Stool\n\n\n\001QQQQQQQQQQ\001https://pay.example.com/p?token=abcd-ef01\001abcd-ef01",
    "\n\n\n\001QQQQCHAQQQ",
  };
  static const struct
  {
    const char *search;
    const char *answer;
  } searches[] = {
    { "cha", "AB" },
    { "chair", "A" },
    { "hai", "A" },
    { "cha2", "A" },
    { "cha23456z9", "A" },
    { "cha23456z99", "" },
    { "ha2", "" },
    { "z9", "" },
    { "ord-2026", "A" },
    { "ORD-20261122-7CHAIR", "A" },
    { "20261122", "" },
    { "7chair", "" },
    { "a-7", "B" },
    { "xycha", "B" },
    { "q", "CD" },
    { "qqqqc", "D" },
    { "https://pay.example.com/p?token=abcd-ef01", "C" },
    { "https://pay.ex", "C" },
    { "abcd-e", "C" },
    { "example.com", "" },
    { "ef01", "" },
    { "oak cha2", "A" },
    { "oak z9", "" },
    { "stool abcd", "C" },
    { "stool ef01", "" },
  };
  g_autoptr (PlLinkIndex) index = read_index (fixture, 0);
  g_autoptr (GString)     many = g_string_new ("Shelf\n\n\n");

  /* Fresh, then in the block, which is made anew when there is more than it bears. */
  for (guint i = 0; i < 2; i++)
    {
      for (guint entry = 0; i == 0 && entry < G_N_ELEMENTS (texts); entry++)
        {
          PlLinkKey key = { .rowid = entry + 1, .created_on = 100 - (gint32) entry };

          g_assert_true (pl_link_index_put (index, &key, texts[entry]));
        }
      for (guint j = 0; j < G_N_ELEMENTS (searches); j++)
        {
          PlLinkQuery      query = { .search = searches[j].search };
          g_autofree char *answer = ask (index, &query);

          g_assert_cmpstr (answer, ==, searches[j].answer);
        }
      for (guint row = G_N_ELEMENTS (texts) + 1; i == 0 && row < 1200; row++)
        {
          PlLinkKey key = { .rowid = row };

          g_assert_true (pl_link_index_put (index, &key, ""));
        }
    }

  /* More numbers than most have. */
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (many, "\001NUMBER%02u", i);
  for (guint i = 0; i < 2; i++)
    {
      PlLinkKey        key = { .rowid = 1 };
      PlLinkQuery      last = { .search = "shelf number59" };
      PlLinkQuery      inside = { .search = "shelf 59" };
      g_autofree char *found = NULL;
      g_autofree char *not_found = NULL;

      g_assert_true (pl_link_index_put (index, &key, many->str));
      found = ask (index, &last);
      not_found = ask (index, &inside);
      g_assert_cmpstr (found, ==, "A");
      g_assert_cmpstr (not_found, ==, "");
      for (guint row = 5; i == 0 && row < 1200; row++)
        {
          PlLinkKey other = { .rowid = row };

          g_assert_true (pl_link_index_put (index, &other, "again"));
        }
    }
}

static gboolean
occurs (const char *text,
        const char *word)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autoptr (GString) folded_word = g_string_new (NULL);
  g_auto (GStrv)      parts = NULL;
  gboolean            found;

  pl_search_text_append_folded (folded, text, strlen (text));
  pl_search_text_append_folded (folded_word, word, strcspn (word, "\n"));
  parts = g_strsplit (folded->str, "\001", -1);
  found = strstr (parts[0], folded_word->str) != NULL;
  for (guint i = 1; parts[i] != NULL; i++)
    found = found || g_str_has_prefix (parts[i], folded_word->str);

  return found;
}

static void
assert_as_plain_scan (PlLinkIndex *index,
                      GPtrArray   *texts,
                      const char  *first,
                      const char  *second)
{
  g_autofree char    *search = g_strconcat (first, " ", second, NULL);
  PlLinkQuery         query = { .search = search };
  g_autoptr (GArray)  entries = pl_link_index_query (index, &query);
  guint               expected = 0;
  gint32              day = G_MAXINT32;

  for (guint entry = 0; entry < texts->len; entry++)
    expected += occurs (texts->pdata[entry], first) && occurs (texts->pdata[entry], second);
  g_assert_cmpuint (entries->len, ==, expected);

  for (guint i = 0; i < entries->len; i++)
    {
      guint32 entry = g_array_index (entries, guint32, i);
      gint32  next = pl_link_index_get_key (index, entry)->created_on;

      g_assert_true (occurs (texts->pdata[entry], first) && occurs (texts->pdata[entry], second));
      g_assert_cmpint (next, <=, day);
      day = next;
    }
}

/* Many changes: the block is made anew on the way, and the answers are those of a plain scan. */
static void
test_many (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const char *const words[] = { "garden", "roof", "Müller", "pizza", "a", "invoice" };
  g_autoptr (PlLinkIndex)  index = read_index (fixture, 0);
  g_autoptr (GPtrArray)    texts = g_ptr_array_new_with_free_func (g_free);
  guint32                  seed = g_test_rand_int ();
  g_autoptr (GRand)        random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 4000; i++)
    {
      gboolean  is_new = i < 500 || g_rand_boolean (random);
      guint     entry = is_new ? texts->len : (guint) g_rand_int_range (random, 0, (int) texts->len);
      PlLinkKey key = { .rowid = entry + 1, .created_on = g_rand_int_range (random, 1, 30) };
      char     *text = g_strdup_printf ("R%u\n%s %s\001%d%s", i,
                                        words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))],
                                        words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))],
                                        g_rand_int_range (random, 0, 30),
                                        words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);

      g_assert_true (pl_link_index_put (index, &key, text));
      if (entry == texts->len)
        {
          g_ptr_array_add (texts, text);
        }
      else
        {
          g_free (texts->pdata[entry]);
          texts->pdata[entry] = text;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        assert_as_plain_scan (index, texts, words[i], words[j]);
      /* One that is in few texts, before and after one that is in many. */
      assert_as_plain_scan (index, texts, words[i], "r39");
      assert_as_plain_scan (index, texts, "r1\n", words[i]);
      assert_as_plain_scan (index, texts, words[i], "7garden");
      assert_as_plain_scan (index, texts, "17g", words[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/link-index/" name, StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, func, \
              store_fixture_tear_down)
  ADD ("query", test_query);
  ADD ("limit", test_limit);
  ADD ("empty", test_empty);
  ADD ("put", test_put);
  ADD ("numbers", test_numbers);
  ADD ("many", test_many);

  return g_test_run ();
}
