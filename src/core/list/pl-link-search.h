/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to the stored links, for who asks once and goes: the list of the window keeps an index instead. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "pl-link-index.h"

G_BEGIN_DECLS

typedef struct
{
  /* Input */
  char       *account; /* (owned) */
  char       *words; /* (owned) (nullable) */
  PlLinkQuery query; /* its search is words */
  guint       limit; /* 0: all */
  gint32      open_from; /* Julian day: those only that can be paid then; 0: all */

  /* Output, of the worker */
  GPtrArray  *found; /* (owned) (nullable) (element-type PayrocLink) */
  GArray     *statuses; /* (owned) (element-type PayrocLinkStatus) of each of them, as pl_link_item_get_status() */
  guint       n_matching;
} PlLinkSearch;

PlLinkSearch *pl_link_search_new  (const char        *account,
                                   const char        *words,
                                   const PlLinkQuery *query,
                                   guint              limit);
void          pl_link_search_free (PlLinkSearch      *search);

/* Work for pl_database_run_async(). */
gboolean      pl_link_search_run  (PlConnection      *connection,
                                   gpointer           search,
                                   GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkSearch, pl_link_search_free)

G_END_DECLS
