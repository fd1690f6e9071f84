/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlSession that looks for a link because of which one more may be a mistake: one reference is one link,
 * and so one question to Payroc. */
#include "config.h"

#include "pl-session.h"

/* Links that are asked about, one after the other. */
#define MOST_ASKED 3

typedef struct
{
  /* Input */
  char          *account;   /* (owned) */
  char          *reference; /* (owned) */
  gboolean       ask;

  /* In progress */
  guint          n_asked;
  PlLinkDetails *details;   /* (owned) (nullable) of the link that is asked about */

  /* Output */
  PlLinkTaken   *taken;     /* (owned) (nullable) */
} Taken;

static void look (GTask *task);

static void
taken_free (Taken *self)
{
  g_free (self->account);
  g_free (self->reference);
  g_clear_object (&self->details);
  g_clear_pointer (&self->taken, pl_link_taken_free);
  g_free (self);
}

/* What Payroc did not say stays unknown, and that is said. */
static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  pl_link_details_update_finish (PL_LINK_DETAILS (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    look (task);
}

static gboolean
find (PlConnection  *connection,
      gpointer       work_data,
      GError       **error)
{
  Taken *self = work_data;

  g_clear_pointer (&self->taken, pl_link_taken_free);

  return pl_link_taken_find_one (connection, self->account, self->reference, &self->taken, error);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlSession *session = g_task_get_source_object (task);
  Taken *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const char *link_id;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  link_id = self->taken != NULL ? payroc_link_get_id (self->taken->link) : NULL;
  if (!self->ask || self->taken == NULL || !self->taken->is_unread || self->n_asked == MOST_ASKED
      || (self->details != NULL && g_str_equal (pl_link_details_get_link_id (self->details), link_id)))
    {
      g_task_return_pointer (task, g_steal_pointer (&self->taken), (GDestroyNotify) pl_link_taken_free);
      return;
    }

  self->n_asked++;
  g_clear_object (&self->details);
  self->details = pl_session_create_details (session, link_id);
  pl_link_details_update_async (self->details, g_task_get_cancellable (task), asked_cb, g_object_ref (task));
}

static void
look (GTask *task)
{
  PlSession *session = g_task_get_source_object (task);

  pl_database_run_async (pl_session_get_database (session), PL_DATABASE_READ, find, g_task_get_task_data (task), NULL,
                         g_task_get_cancellable (task), found_cb, g_object_ref (task));
}

/**
 * pl_session_find_taken_async:
 * @self: a session
 * @reference: a merchant's reference
 * @ask: whether Payroc is asked where nobody did since the link ended
 * @cancellable: (nullable): a cancellable
 * @callback: called with the link
 * @user_data: data for @callback
 *
 * Looks for a stored link because of which one more with that reference may be a mistake.
 */
void
pl_session_find_taken_async (PlSession           *self,
                             const char          *reference,
                             gboolean             ask,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Taken *taken;

  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (reference != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  taken = g_new0 (Taken, 1);
  taken->account = g_strdup (pl_account_get_id (pl_session_get_account (self)));
  taken->reference = g_strdup (reference);
  taken->ask = ask;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_session_find_taken_async);
  g_task_set_task_data (task, taken, (GDestroyNotify) taken_free);
  look (task);
}

/**
 * pl_session_find_taken_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR, %G_IO_ERROR_CANCELLED. That Payroc was not reached is none: the link is unread then.
 *
 * Returns: (transfer full) (nullable): an open link, else the newest by which somebody paid, or may have, else one of
 *   which that is not known; %NULL without an error when there is none
 */
PlLinkTaken *
pl_session_find_taken_finish (PlSession     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_session_find_taken_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
