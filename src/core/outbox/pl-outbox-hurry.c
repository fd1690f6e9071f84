/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network's word is only a hint: attempts go on without it, but what failed for want of it need not wait longer. */
#include "pl-outbox-hurry.h"

#include "payroc/payroc-error.h"

/* A network that comes and goes must not turn every failure into a request at once. */
#define SHORTEST_HURRY (10 * G_TIME_SPAN_SECOND)

struct _PlOutboxHurry
{
  GHashTable *calm; /* (owned) (element-type gint64 guint) attempts that do not count for the back-off */
  gint64      hurried_at; /* monotonic; 0 when never */
};

static gboolean
is_over_cb (gpointer key,
            gpointer value,
            gpointer user_data)
{
  const gint64 *id = key;
  PlIntent *intent = pl_intent_list_find (user_data, *id);

  return intent == NULL || pl_intent_is_finished (intent);
}

/**
 * pl_outbox_hurry_new:
 *
 * Returns: (transfer full): one that never hurried
 */
PlOutboxHurry *
pl_outbox_hurry_new (void)
{
  PlOutboxHurry *self = g_new0 (PlOutboxHurry, 1);

  self->calm = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

/**
 * pl_outbox_hurry_free:
 * @self: (transfer full): a hurry
 */
void
pl_outbox_hurry_free (PlOutboxHurry *self)
{
  g_hash_table_unref (self->calm);
  g_free (self);
}

/**
 * pl_outbox_hurry_choose:
 * @self: a hurry
 * @list: the account's intents
 * @now: monotonic microseconds
 *
 * The network is back. What Payroc could not be reached for is chosen, at most once in 10 seconds, and its attempts so
 * far no longer make the next waits longer.
 *
 * Returns: (transfer full) (element-type gint64): the ids of the intents that need not wait any longer
 */
GArray *
pl_outbox_hurry_choose (PlOutboxHurry *self,
                        PlIntentList  *list,
                        gint64         now)
{
  g_autoptr (GArray) ids = NULL;

  if (self->hurried_at != 0 && now - self->hurried_at < SHORTEST_HURRY)
    return g_array_new (FALSE, FALSE, sizeof (gint64));

  ids = pl_intent_list_find_failed (list, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 id = g_array_index (ids, gint64, i);

      g_hash_table_insert (self->calm, g_memdup2 (&id, sizeof id),
                           GUINT_TO_POINTER (pl_intent_get_attempts (pl_intent_list_find (list, id))));
    }

  if (ids->len > 0)
    self->hurried_at = now;

  return g_steal_pointer (&ids);
}

/**
 * pl_outbox_hurry_get_calm_attempts:
 * @self: a hurry
 * @id: an intent's
 *
 * Returns: how many of its attempts do not count for the back-off
 */
guint
pl_outbox_hurry_get_calm_attempts (PlOutboxHurry *self,
                                   gint64         id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->calm, &id));
}

/**
 * pl_outbox_hurry_tidy:
 * @self: a hurry
 * @list: the account's intents
 *
 * Forgets the attempts of what is finished: nothing waits there any more.
 */
void
pl_outbox_hurry_tidy (PlOutboxHurry *self,
                      PlIntentList  *list)
{
  g_hash_table_foreach_remove (self->calm, is_over_cb, list);
}
