/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what is written to the store comes into a PlLinkList that was read before. */
#include "pl-link-list-private.h"

static void
read_keys_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PlLinkList) self = g_object_ref (g_task_get_source_object (user_data));
  g_autoptr (GTask)      task = user_data;
  GArray                *reads = g_task_get_task_data (task);
  gint64                 anchor_row;

  if (!pl_database_run_finish (PL_DATABASE (source), result, NULL) || g_cancellable_is_cancelled (self->cancellable))
    return;

  pl_link_slots_update_glances (self->slots, reads);

  /* The index that is being read may have begun before these rows were written. */
  if (self->reading)
    self->read_again = TRUE;
  if (!self->ready)
    return;

  anchor_row = pl_link_list_get_anchor_row (self);
  /* Another process writes too: it may have changed what is shown as well. */
  if (!pl_keys_read_put (reads, self->index))
    {
      pl_link_slots_reread (self->slots);
      pl_link_list_read_index (self);
      return;
    }

  pl_link_list_run_query_anew (self, anchor_row);
}

static void
feed_changed_cb (PlLinkList *self,
                 GArray     *changes)
{
  const PlLinkChange *chosen = self->chosen_id != NULL ? pl_link_changes_find (changes, self->chosen_id) : NULL;

  pl_link_slots_update (self->slots, changes);

  /* Chosen before it was stored: just created. */
  if (chosen != NULL)
    self->chosen_rowid = chosen->rowid;

  pl_reads_run_async (self, self->database, self->cancellable, pl_keys_read_work, pl_keys_read_new (changes),
                      (GDestroyNotify) g_array_unref, read_keys_cb);
}

static void
feed_reloaded_cb (PlLinkList *self)
{
  pl_link_slots_reread (self->slots);
  pl_link_list_read_index (self);
}

void
pl_link_list_follow (PlLinkList *self)
{
  g_signal_connect_swapped (self->feed, "changed", G_CALLBACK (feed_changed_cb), self);
  g_signal_connect_swapped (self->feed, "reloaded", G_CALLBACK (feed_reloaded_cb), self);
}
