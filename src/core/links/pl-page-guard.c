/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list turns in circles, stands still, or drips for ever: each is told from one that is only long. */
#include "pl-page-guard.h"

#include "payroc/payroc-error.h"

/* An honest list may have a page without a row: what was on it is gone. Not many in a row. */
#define MOST_BARREN 3

/* So many pages may bring few rows, or rows that cannot be read; after them the list must have brought ten for each
 * page, which is what Payroc sends when it does not heed the limit we ask for. */
#define FREE_PAGES    100
#define ROWS_PER_PAGE 10

struct _PlPageGuard
{
  guint       max_pages;
  guint       n_pages;
  guint       n_barren; /* the latest ones in a row */
  guint64     n_rows;
  GHashTable *cursors;  /* (owned) (element-type utf8) */
};

/**
 * pl_page_guard_new:
 * @max_pages: how many pages are too many, however full
 *
 * Returns: (transfer full): a guard for one list
 */
PlPageGuard *
pl_page_guard_new (guint max_pages)
{
  PlPageGuard *self = g_new0 (PlPageGuard, 1);

  self->max_pages = max_pages;
  self->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * pl_page_guard_free:
 * @self: (transfer full): a guard
 */
void
pl_page_guard_free (PlPageGuard *self)
{
  g_hash_table_unref (self->cursors);
  g_free (self);
}

/**
 * pl_page_guard_admit:
 * @self: a guard
 * @next: (nullable): the cursor of the page after this one
 * @n_new: how many rows this page had that no earlier one had
 * @n_unreadable: how many rows of it could not be read
 * @error: return location for a #GError
 *
 * To be asked after each page. The last one is always admitted: what ends is no danger.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: whether the next page may be asked for
 */
gboolean
pl_page_guard_admit (PlPageGuard  *self,
                     const char   *next,
                     guint         n_new,
                     guint         n_unreadable,
                     GError      **error)
{
  const char *problem = NULL;

  self->n_pages++;
  self->n_rows += n_new;
  self->n_barren = n_new == 0 && n_unreadable == 0 ? self->n_barren + 1 : 0;

  if (next == NULL)
    return TRUE;

  if (!g_hash_table_add (self->cursors, g_strdup (next)))
    problem = "turns in a circle";
  else if (self->n_barren >= MOST_BARREN)
    problem = "brings nothing new";
  else if (self->n_pages > FREE_PAGES + self->n_rows / ROWS_PER_PAGE)
    problem = "brings too little";
  else if (self->n_pages >= self->max_pages)
    problem = "is too long";

  if (problem == NULL)
    return TRUE;

  g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "The list does not end: after %u pages it %s",
               self->n_pages, problem);
  return FALSE;
}
