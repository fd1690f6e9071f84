/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A payment that two links lay claim to is settled at once, while the one answer is at hand: the link that it stands
 * under says whether it still has it, and then what was said first is written down once more. */
#include "config.h"

#include "pl-link-keep.h"

#include "pl-link-inquiry.h"

/* A server that never minds by which link it was asked would have every link ask all others. */
#define RIVALS_MAX 4

typedef struct
{
  /* Input */
  PlDatabase     *database; /* (owned) */
  PayrocClient   *client; /* (owned) */
  char           *terminal; /* (owned) */
  PlLinkFeed     *feed; /* (owned) */
  PlLinkFacts    *facts;
  PlDatabaseWork  work;
  gpointer        work_data;

  /* In progress */
  GPtrArray      *rivals; /* (owned) (nullable) (element-type utf8) */
  guint           next;
  PlLinkFacts    *rival; /* (owned) (nullable): the one that is being asked */
  gboolean        is_answered; /* one of them said something */
} Keep;

static void ask_next (GTask *task);

static void
keep_free (Keep *self)
{
  g_object_unref (self->database);
  g_object_unref (self->client);
  g_free (self->terminal);
  g_object_unref (self->feed);
  g_clear_pointer (&self->rivals, g_ptr_array_unref);
  g_clear_pointer (&self->rival, pl_link_facts_free);
  g_free (self);
}

static void
tell_left (Keep              *self,
           const PlLinkFacts *facts)
{
  for (guint i = 0; facts->left != NULL && i < facts->left->len; i++)
    {
      const PlLinkChange *change = &g_array_index (facts->left, PlLinkChange, i);

      pl_link_feed_changed (self->feed, change->link, change->rowid);
    }
}

/* Of the rivals nobody waits for an error: what was to be stored is, and the question comes up again. */
static void
pass (GTask        *task,
      const GError *error)
{
  Keep *self = g_task_get_task_data (task);

  g_debug ("Whose payment it is could not be asked: %s", error->message);
  g_clear_pointer (&self->rival, pl_link_facts_free);
  ask_next (task);
}

static void
rewritten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Keep *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  tell_left (self, self->facts);
  g_task_return_boolean (task, TRUE);
}

static void
rival_written_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Keep *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      pass (task, error);
      return;
    }

  self->is_answered = TRUE;
  tell_left (self, self->rival);
  if (self->rival->link != NULL && self->rival->rowid != 0)
    pl_link_feed_changed (self->feed, self->rival->link, self->rival->rowid);

  g_clear_pointer (&self->rival, pl_link_facts_free);
  ask_next (task);
}

static void
inquiry_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Keep *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->rival = pl_link_inquiry_finish (PAYROC_CLIENT (source), result, &error);
  if (self->rival == NULL)
    {
      pass (task, error);
      return;
    }

  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_link_facts_write, self->rival, NULL, NULL,
                         rival_written_cb, g_steal_pointer (&task));
}

/* Which ways to pay it has decides what may be refused: see pl_link_inquiry_async(). */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Keep *self = g_task_get_task_data (task);
  g_autoptr (PlLinkFacts) known = g_steal_pointer (&self->rival);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      pass (task, error);
      return;
    }

  pl_link_inquiry_async (self->client, self->terminal, pl_link_facts_new (known->account, known->link_id), known->link,
                         PL_LINK_INQUIRY_PAYMENTS, cancellable, inquiry_cb, g_steal_pointer (&task));
}

static void
ask_next (GTask *task)
{
  Keep *self = g_task_get_task_data (task);

  if (self->next < MIN (self->rivals->len, RIVALS_MAX) && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      self->rival = pl_link_facts_new (self->facts->account, g_ptr_array_index (self->rivals, self->next++));
      pl_database_run_async (self->database, PL_DATABASE_READ, pl_link_facts_read, self->rival, NULL, NULL, read_cb,
                             g_object_ref (task));
    }
  else if (self->is_answered)
    {
      /* Only the payments: the link may have been changed since. */
      self->facts->link_is_new = FALSE;
      pl_database_run_async (self->database, PL_DATABASE_WRITE, self->work, self->work_data, NULL, NULL, rewritten_cb,
                             g_object_ref (task));
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Keep *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  tell_left (self, self->facts);
  self->rivals = g_steal_pointer (&self->facts->rivals);
  if (self->rivals != NULL)
    ask_next (task);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * pl_link_keep_async:
 * @keeper: where to, and whom to ask
 * @facts: what Payroc said; must live until @callback, and has then what is stored
 * @work: (scope async): writes it, with pl_link_facts_write(); can be run again
 * @work_data: for @work
 * @cancellable: (nullable): a cancellable, of what is asked; what was said already is stored
 * @callback: called when all is stored
 * @user_data: data for @callback
 *
 * Stores what Payroc said about a link. Payments in it that stand under other links are settled: those are asked for
 * theirs, a few at most, and what they no longer have becomes this link's. The feed hears of them.
 */
void
pl_link_keep_async (const PlLinkKeeper  *keeper,
                    PlLinkFacts         *facts,
                    PlDatabaseWork       work,
                    gpointer             work_data,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Keep *self = g_new0 (Keep, 1);

  g_task_set_source_tag (task, pl_link_keep_async);
  g_task_set_check_cancellable (task, FALSE);
  self->database = g_object_ref (keeper->database);
  self->client = g_object_ref (keeper->client);
  self->terminal = g_strdup (keeper->terminal);
  self->feed = g_object_ref (keeper->feed);
  self->facts = facts;
  self->work = work;
  self->work_data = work_data;
  g_task_set_task_data (task, self, (GDestroyNotify) keep_free);

  pl_database_run_async (self->database, PL_DATABASE_WRITE, work, work_data, NULL, NULL, written_cb,
                         g_steal_pointer (&task));
}

/**
 * pl_link_keep_finish:
 * @result: the result
 * @n_asked: (out) (optional): how many other links were asked
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: whether it is stored
 */
gboolean
pl_link_keep_finish (GAsyncResult  *result,
                     guint         *n_asked,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_link_keep_async), FALSE);

  if (n_asked != NULL)
    *n_asked = ((Keep *) g_task_get_task_data (G_TASK (result)))->next;

  return g_task_propagate_boolean (G_TASK (result), error);
}
