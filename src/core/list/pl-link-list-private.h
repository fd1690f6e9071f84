/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of PlLinkList share, and those that pick out of it. */
#pragma once

#include "pl-link-list.h"
#include "pl-link-reads.h"
#include "pl-link-slots.h"
#include "pl-link-stage.h"

G_BEGIN_DECLS

struct _PlLinkList
{
  GObject          parent_instance;

  char            *account; /* (owned) */
  PlDatabase      *database; /* (owned) */
  PlLinkFeed      *feed; /* (owned) */
  GCancellable    *cancellable; /* (owned) */

  PlLinkIndex     *index; /* (owned) (nullable) until the first rows were read */
  GArray          *entries; /* (owned) (element-type guint32) what matches, in order */
  PlLinkStage      stage; /* how many of them the view was told of */
  PlLinkSlots     *slots; /* (owned) */

  guint            n_stored; /* how many links there are, while only the newest are in the index */
  guint            index_source;
  gboolean         reading; /* the index is being read */
  gboolean         read_again; /* it changed meanwhile */
  gboolean         ready;
  GError          *error; /* (owned) (nullable) why it could not be read the last time */
  guint            n_failures; /* in a row */

  char            *chosen_id; /* (owned) (nullable) the link that is selected, wherever results move it */
  gint64           chosen_rowid; /* 0 while it is not known */
  guint            chosen_position; /* G_MAXUINT when it is not among the matching */
  guint            anchor; /* the first place in sight; G_MAXUINT: the top, or not known */

  PlToday         *today; /* (owned) */
  PlLinkCriteria  *criteria; /* (owned) */
};

/* 0: the top, or not known. */
gint64 pl_link_list_get_anchor_row (PlLinkList *self);
void   pl_link_list_read_index     (PlLinkList *self);
void   pl_link_list_run_query_anew (PlLinkList *self,
                                    gint64      anchor_row);
void   pl_link_list_follow         (PlLinkList *self);

G_END_DECLS
