/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK 4.8 makes a widget for each row that a view could show, some 200, before it paints: all at once that is three
 * frames. Most of what a row costs is in the frame after it came, where it gets its style and its size, so that it is
 * no help to make few at a time when many of these times are in one frame. */
#include "pl-link-stage.h"

/* A list that grows shows this many rows in this frame, some more than a window of the usual height has room for, and
 * so many more in each of the next, milliseconds apart, until no view can want more at once. */
#define STAGE_FIRST  16
#define STAGE_STEP   32
#define STAGE_FRAME  16
#define STAGE_ENOUGH 224
/* Below GTK's redraw: a frame is painted between two steps. */
#define STAGE_PRIORITY (G_PRIORITY_HIGH_IDLE + 40)

static void
publish (PlLinkStage *self,
         guint        n)
{
  guint old = self->n_published;

  self->n_published = n;
  if (n > old)
    g_list_model_items_changed (self->model, old, 0, n - old);
  else if (n < old)
    g_list_model_items_changed (self->model, n, old - n, 0);
}

/* Growing: some rows, and all that are left once there are as many as a view makes widgets for. */
static guint
find_next_above (PlLinkStage *self)
{
  guint old = self->n_published;

  return old >= STAGE_ENOUGH ? self->n_wanted : MIN (self->n_wanted, old + STAGE_STEP);
}

/* Emptying: the widgets of all rows at once would be as long a wait, for a list in whose place a page stands. */
static guint
find_next_below (PlLinkStage *self)
{
  guint old = self->n_published;

  return old > STAGE_ENOUGH ? STAGE_ENOUGH : old - MIN (old, STAGE_STEP);
}

static gboolean
stage_cb (gpointer user_data)
{
  PlLinkStage *self = user_data;
  guint        next = self->n_wanted > 0 ? find_next_above (self) : find_next_below (self);

  if (next == self->n_wanted)
    self->source = 0;
  publish (self, next);

  return self->source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * pl_link_stage_announce:
 * @self: the stage
 * @n_wanted: how many items there are now
 *
 * The view hears of the difference in length only, at the end: now, or bit by bit where there are many more than
 * before, or none any more.
 */
void
pl_link_stage_announce (PlLinkStage *self,
                        guint        n_wanted)
{
  guint old = self->n_published;
  guint now = n_wanted;

  if (n_wanted > old && old < STAGE_ENOUGH)
    now = MIN (n_wanted, MAX (old, STAGE_FIRST));
  else if (n_wanted == 0)
    now = MIN (old, STAGE_ENOUGH);

  self->n_wanted = n_wanted;
  if (now != n_wanted && self->source == 0)
    self->source = g_timeout_add_full (STAGE_PRIORITY, STAGE_FRAME, stage_cb, self, NULL);
  else if (now == n_wanted)
    g_clear_handle_id (&self->source, g_source_remove);

  publish (self, now);
}

/**
 * pl_link_stage_stop:
 * @self: the stage
 *
 * Its model goes away.
 */
void
pl_link_stage_stop (PlLinkStage *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}
