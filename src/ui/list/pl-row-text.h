/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of the list says of its link, in words. */
#pragma once

#include "core/list/pl-link-item.h"

G_BEGIN_DECLS

/* All texts (owned) (nullable); amount is NULL while the link is being read. */
typedef struct
{
  char             *amount;
  char             *subject; /* reference and description; while a search runs, what it found in place of the latter */
  char             *person;  /* to whom it was sent */
  char             *note;    /* when it was paid, until when it works, or when it was made */
  char             *count;   /* how often it was paid */
  char             *alarm;   /* what wants to be looked at; stands in place of the count */
  PayrocLinkStatus  status;
  gboolean          is_explained; /* the subject says why a search found the link: that needs its room */
} PlRowText;

/* item: (nullable). What was there before is let go. */
void  pl_row_text_fill         (PlRowText       *text,
                                PlLinkItem      *item);
void  pl_row_text_clear        (PlRowText       *text);
/* (transfer full) (nullable): for a screen reader; NULL while there is nothing to say */
char *pl_row_text_dup_sentence (const PlRowText *text);
/* (transfer full): on lines of their own */
char *pl_row_text_dup_lines    (const PlRowText *text);

G_END_DECLS
