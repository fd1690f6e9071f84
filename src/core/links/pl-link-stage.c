/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK 4.8 makes a widget for each row that a view could show, some 200, before it paints: all at once that is three
 * frames. */
#include "pl-link-stage.h"

/* A list that grows shows this many rows in this frame, and so many more in each idle moment until no view can want
 * more at once. */
#define STAGE_FIRST  32
#define STAGE_STEP   24
#define STAGE_ENOUGH 224
/* Below GTK's redraw: a frame is painted between two steps. */
#define STAGE_PRIORITY (G_PRIORITY_HIGH_IDLE + 40)

static gboolean
stage_cb (gpointer user_data)
{
  PlLinkStage *self = user_data;
  guint        old = self->n_published;

  self->n_published = old >= STAGE_ENOUGH ? self->n_wanted : MIN (self->n_wanted, old + STAGE_STEP);
  if (self->n_published == self->n_wanted)
    self->source = 0;
  if (self->n_published > old)
    g_list_model_items_changed (self->model, old, 0, self->n_published - old);

  return self->source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * pl_link_stage_announce:
 * @self: the stage
 * @n_wanted: how many items there are now
 *
 * The view hears of the difference in length only, at the end: now, or bit by bit.
 */
void
pl_link_stage_announce (PlLinkStage *self,
                        guint        n_wanted)
{
  guint old = self->n_published;
  guint now = n_wanted > old && old < STAGE_ENOUGH ? MIN (n_wanted, MAX (old, STAGE_FIRST)) : n_wanted;

  self->n_wanted = n_wanted;
  self->n_published = now;

  if (now < n_wanted && self->source == 0)
    self->source = g_idle_add_full (STAGE_PRIORITY, stage_cb, self, NULL);
  else if (now == n_wanted)
    g_clear_handle_id (&self->source, g_source_remove);

  if (now > old)
    g_list_model_items_changed (self->model, old, 0, now - old);
  else if (now < old)
    g_list_model_items_changed (self->model, now, old - now, 0);
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
