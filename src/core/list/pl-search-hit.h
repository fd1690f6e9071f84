/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a search found a link: what of it has the words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order in which pl_link_key_table_read() hands out the text; the first ones are a line each. */
typedef enum
{
  PL_SEARCH_FIELD_REFERENCE,
  PL_SEARCH_FIELD_ORDER,
  PL_SEARCH_FIELD_DESCRIPTION,
  PL_SEARCH_FIELD_RECIPIENT,
  PL_SEARCH_FIELD_NUMBER,  /* one that Paylinks made up, or the link's id */
  PL_SEARCH_FIELD_ADDRESS, /* one that the link no longer has */
} PlSearchField;

typedef struct
{
  PlSearchField  field;
  char          *text; /* (owned) of it, from shortly before the word; of recipients the one that has it */
} PlSearchHit;

/* text: as pl_link_key_table_read() hands it out. (transfer full) */
char      *pl_search_hit_dup_line (const char    *text,
                                   PlSearchField  line);
/* (transfer full) (nullable) (element-type PlSearchHit): what has words of the search that the reference has not, in
 * the order of the fields, each once; NULL: nothing */
GPtrArray *pl_search_hit_find     (const char    *text,
                                   const char    *search);
gboolean   pl_search_hits_equal   (GPtrArray     *hits,
                                   GPtrArray     *others);

G_END_DECLS
