/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lists are followed, and how far. */
#include "core/links/pl-page-guard.h"
#include "payroc/payroc-error.h"

#define MAX_PAGES 10000

typedef struct
{
  const char *name;
  guint       n_new;        /* on each page */
  guint       n_unreadable;
  guint       first;        /* pages of 100 rows before that */
  guint       n_cursors;    /* then they come again; 0: never */
  guint       n_followed;   /* the page after which it is enough */
} Case;

static const Case cases[] = {
  { "full", 100, 0, 0, 0, MAX_PAGES },
  { "ten-a-page", 10, 0, 0, 0, MAX_PAGES },
  { "same-cursor", 100, 0, 0, 1, 2 },
  { "two-cursors", 100, 0, 0, 2, 3 },
  { "nothing", 0, 0, 0, 0, 3 },
  { "nothing-after-much", 0, 0, 50, 0, 53 },
  { "one-a-page", 1, 0, 0, 0, 112 },
  { "nine-a-page", 9, 0, 0, 0, 1001 },
  { "unreadable", 0, 100, 0, 0, 101 },
  { "unreadable-after-much", 0, 100, 50, 0, 601 },
};

static void
test_endless (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (PlPageGuard) guard = pl_page_guard_new (MAX_PAGES);

  for (guint page = 1; page <= row->n_followed; page++)
    {
      const guint number = row->n_cursors > 0 ? page % row->n_cursors : page;
      const gboolean begins = page <= row->first;
      g_autofree char *next = g_strdup_printf ("CURSOR%u", number);
      g_autoptr (GError) error = NULL;
      const gboolean admitted = pl_page_guard_admit (guard, next, begins ? 100 : row->n_new,
                                                     begins ? 0 : row->n_unreadable, &error);

      if (page < row->n_followed)
        g_assert_no_error (error);
      else
        g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
      g_assert_cmpint (admitted, ==, error == NULL);
    }
}

/* What ends was honest, whatever it looked like on the way. */
static void
test_end (void)
{
  g_autoptr (PlPageGuard) guard = pl_page_guard_new (2);
  g_autoptr (GError) error = NULL;

  g_assert_true (pl_page_guard_admit (guard, "A", 0, 0, &error));
  g_assert_true (pl_page_guard_admit (guard, NULL, 0, 0, &error));
  g_assert_no_error (error);
}

/* Empty pages between others: rows that were removed. */
static void
test_gaps (void)
{
  g_autoptr (PlPageGuard) guard = pl_page_guard_new (MAX_PAGES);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *next = g_strdup_printf ("CURSOR%u", i);

      g_assert_true (pl_page_guard_admit (guard, next, i % 3 == 0 ? 100 : 0, 0, &error));
      g_assert_no_error (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/page-guard/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_endless);
    }
  g_test_add_func ("/page-guard/end", test_end);
  g_test_add_func ("/page-guard/gaps", test_gaps);

  return g_test_run ();
}
