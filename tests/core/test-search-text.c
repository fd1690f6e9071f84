/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as the same when somebody searches. */
#include "core/links/pl-search-text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *folded;
} Case;

static const Case cases[] = {
  { "", "" },
  { "INV-2026/17", "inv-2026/17" },
  { "Müller", "muller" },
  { "ÉCLAIR", "eclair" },
  { "Straße", "strasse" },
  { "ﬁn", "fin" },
  { "１２３", "123" },
  { "Ωmega ΣΑΣ", "ωmega σασ" },
  { "東京", "東京" },
  { "مرحبا", "مرحبا" },
  { "Crème\nBrûlée", "creme\nbrulee" },
};

static void
test_fold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) folded = g_string_new ("x");

      pl_search_text_append_folded (folded, cases[i].text, strlen (cases[i].text));
      g_assert_cmpstr (folded->str + 1, ==, cases[i].folded);
    }
}

static void
test_length (void)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  pl_search_text_append_folded (folded, "ÄBC", strlen ("ÄB"));
  g_assert_cmpstr (folded->str, ==, "ab");
  pl_search_text_append_folded (folded, "CD", 1);
  g_assert_cmpstr (folded->str, ==, "abc");
  pl_search_text_append_folded (folded, NULL, 0);
  g_assert_cmpstr (folded->str, ==, "abc");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-text/fold", test_fold);
  g_test_add_func ("/search-text/length", test_length);

  return g_test_run ();
}
