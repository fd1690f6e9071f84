/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Tell me when it is done" has an answer even when it will not be done today: this file finds that moment. */
#include "pl-outbox-goals.h"

typedef struct
{
  PlOutboxGoalKind kind;
  PlIntent        *intent;    /* (owned) (nullable) */
  GTask           *task;      /* (owned) */
  GSource         *cancelled; /* (owned) (nullable) */
  guint            after;     /* the first scan that counts */
} Goal;

struct _PlOutboxGoals
{
  GPtrArray *goals; /* (owned) (element-type Goal) */
};

typedef gboolean (*ReachedFunc) (const Goal *goal,
                                 gpointer    user_data);

typedef struct
{
  const PlOutboxScan *scan;
  guint               number;
  PlOutboxWatch       watch;
} Look;

static void
goal_free (Goal *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  g_clear_object (&self->intent);
  g_clear_object (&self->task);
  g_free (self);
}

static gboolean
is_finished (const Goal *goal)
{
  return (goal->intent != NULL && pl_intent_is_finished (goal->intent))
         || g_cancellable_is_cancelled (g_task_get_cancellable (goal->task));
}

static gboolean
is_watched_quiet (const PlOutboxWatched *watched,
                  PlOutboxWatch          watch)
{
  /* Somebody else finished it, and it is being read. */
  if (watched->finished)
    return FALSE;

  switch (watch)
    {
    case PL_OUTBOX_WATCH_DUE:
      return !watched->active;
    case PL_OUTBOX_WATCH_SENDING:
      return !watched->sending;
    case PL_OUTBOX_WATCH_NOTHING:
    default:
      return TRUE;
    }
}

static gboolean
is_quiet (const Goal *goal,
          const Look *look)
{
  const PlOutboxWatched *watched;

  if (goal->intent != NULL)
    {
      watched = pl_outbox_scan_find_watched (look->scan, pl_intent_get_id (goal->intent));

      return watched != NULL && is_watched_quiet (watched, look->watch);
    }

  switch (look->watch)
    {
    case PL_OUTBOX_WATCH_DUE:
      return !look->scan->sending && look->scan->n_left == 0;
    case PL_OUTBOX_WATCH_SENDING:
      return !look->scan->sending;
    case PL_OUTBOX_WATCH_NOTHING:
    default:
      return TRUE;
    }
}

static gboolean
reached_by_scan (const Goal *goal,
                 gpointer    user_data)
{
  const Look *look = user_data;

  if (is_finished (goal))
    return TRUE;

  if (look->number < goal->after)
    return FALSE;

  return goal->kind == PL_OUTBOX_GOAL_READ ? look->scan->whole : is_quiet (goal, look);
}

static gboolean
reached_by_itself (const Goal *goal,
                   gpointer    user_data)
{
  return is_finished (goal);
}

static gboolean
reached_by_failure (const Goal *goal,
                    gpointer    user_data)
{
  const Look *look = user_data;

  return is_finished (goal) || look->number >= goal->after;
}

/* Returning a task may call back at once and add or drop goals: so they are taken out first. */
static void
return_reached (PlOutboxGoals *self,
                ReachedFunc    reached,
                gpointer       user_data,
                const GError  *error)
{
  g_autoptr (GPtrArray) returning = g_ptr_array_new_with_free_func ((GDestroyNotify) goal_free);

  for (guint i = 0; i < self->goals->len;)
    {
      if (reached (g_ptr_array_index (self->goals, i), user_data))
        g_ptr_array_add (returning, g_ptr_array_steal_index (self->goals, i));
      else
        i++;
    }

  for (guint i = 0; i < returning->len; i++)
    {
      const Goal *goal = g_ptr_array_index (returning, i);

      if (error != NULL && !is_finished (goal))
        g_task_return_error (goal->task, g_error_copy (error));
      else
        g_task_return_boolean (goal->task, TRUE);
    }
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  pl_outbox_goals_check (user_data);

  return G_SOURCE_REMOVE;
}

/**
 * pl_outbox_goals_new:
 *
 * Returns: (transfer full): nobody waiting
 */
PlOutboxGoals *
pl_outbox_goals_new (void)
{
  PlOutboxGoals *self = g_new0 (PlOutboxGoals, 1);

  self->goals = g_ptr_array_new_with_free_func ((GDestroyNotify) goal_free);

  return self;
}

/**
 * pl_outbox_goals_free:
 * @self: (transfer full): goals
 */
void
pl_outbox_goals_free (PlOutboxGoals *self)
{
  g_ptr_array_unref (self->goals);
  g_free (self);
}

/**
 * pl_outbox_goals_add:
 * @self: goals
 * @kind: what to wait for
 * @intent: (nullable): whose goal, for %PL_OUTBOX_GOAL_SETTLED
 * @after: the number of the first scan that counts
 * @task: returned %TRUE when it is reached, or an error; at once when it is cancelled
 */
void
pl_outbox_goals_add (PlOutboxGoals    *self,
                     PlOutboxGoalKind  kind,
                     PlIntent         *intent,
                     guint             after,
                     GTask            *task)
{
  Goal *goal = g_new0 (Goal, 1);

  goal->kind = kind;
  goal->intent = intent != NULL ? g_object_ref (intent) : NULL;
  goal->task = g_object_ref (task);
  goal->after = after;

  if (g_task_get_cancellable (task) != NULL)
    {
      goal->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (goal->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (goal->cancelled, g_task_get_context (task));
    }

  g_ptr_array_add (self->goals, goal);
}

/**
 * pl_outbox_goals_are_reached:
 * @self: goals
 *
 * Returns: whether nobody waits
 */
gboolean
pl_outbox_goals_are_reached (PlOutboxGoals *self)
{
  return self->goals->len == 0;
}

/**
 * pl_outbox_goals_watch:
 * @self: goals
 * @scan: a look at the table that begins
 *
 * Tells it what somebody waits for.
 */
void
pl_outbox_goals_watch (PlOutboxGoals *self,
                       PlOutboxScan  *scan)
{
  for (guint i = 0; i < self->goals->len; i++)
    {
      const Goal *goal = g_ptr_array_index (self->goals, i);

      if (goal->intent != NULL)
        pl_outbox_scan_watch (scan, pl_intent_get_id (goal->intent));
    }
}

/**
 * pl_outbox_goals_check:
 * @self: goals
 *
 * Something happened to an intent: returns the tasks that waited for just that.
 */
void
pl_outbox_goals_check (PlOutboxGoals *self)
{
  return_reached (self, reached_by_itself, NULL, NULL);
}

/**
 * pl_outbox_goals_check_scan:
 * @self: goals
 * @scan: a look at the table that has ended
 * @number: its number
 * @watch: what will be heard of after it
 */
void
pl_outbox_goals_check_scan (PlOutboxGoals      *self,
                            const PlOutboxScan *scan,
                            guint               number,
                            PlOutboxWatch       watch)
{
  Look look = { scan, number, watch };

  return_reached (self, reached_by_scan, &look, NULL);
}

/**
 * pl_outbox_goals_fail:
 * @self: goals
 * @number: of a look at the table
 * @error: why it failed
 */
void
pl_outbox_goals_fail (PlOutboxGoals *self,
                      guint          number,
                      const GError  *error)
{
  Look look = { NULL, number, PL_OUTBOX_WATCH_NOTHING };

  return_reached (self, reached_by_failure, &look, error);
}
