/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a list that grows is told to a view: a few rows in this frame, some in each of the next, then all; and how one in
 * which nothing is left. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Part of a GListModel; zeroed when it begins. */
typedef struct
{
  GListModel *model;       /* (unowned) whose items_changed is emitted */
  guint       n_wanted;
  guint       n_published; /* how many of them the view was told of */
  guint       source;
} PlLinkStage;

void pl_link_stage_announce (PlLinkStage *self,
                             guint        n_wanted);
void pl_link_stage_stop     (PlLinkStage *self);

G_END_DECLS
