/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten thousand mails of one account must not stop because the merchant looks at another one: a session sends only while
 * somebody holds it. */
#include "config.h"

#include "pl-session-keeper.h"

/* Only to let go of what is done: nobody waits for it. */
#define LOOK_SECONDS 2

struct _PlSessionKeeper
{
  GObject     parent_instance;

  GListStore *sessions; /* (owned) of PlSession */
  guint       source;
};

G_DEFINE_FINAL_TYPE (PlSessionKeeper, pl_session_keeper, G_TYPE_OBJECT)

/* One that failed sends nothing by itself: it is opened anew. */
static gboolean
has_work (PlSession *session)
{
  const PlSessionState state = pl_session_get_state (session);

  return (state == PL_SESSION_OPENING || state == PL_SESSION_READY)
         && pl_outbox_get_n_going (pl_session_get_outbox (session)) > 0;
}

static gboolean
look_cb (gpointer user_data)
{
  PlSessionKeeper *self = user_data;

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->sessions)); i > 0; i--)
    {
      g_autoptr (PlSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i - 1);

      if (!has_work (session))
        g_list_store_remove (self->sessions, i - 1);
    }

  if (g_list_model_get_n_items (G_LIST_MODEL (self->sessions)) > 0)
    return G_SOURCE_CONTINUE;

  self->source = 0;

  return G_SOURCE_REMOVE;
}

static void
pl_session_keeper_dispose (GObject *object)
{
  PlSessionKeeper *self = PL_SESSION_KEEPER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_list_store_remove_all (self->sessions);

  G_OBJECT_CLASS (pl_session_keeper_parent_class)->dispose (object);
}

static void
pl_session_keeper_finalize (GObject *object)
{
  PlSessionKeeper *self = PL_SESSION_KEEPER (object);

  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (pl_session_keeper_parent_class)->finalize (object);
}

static void
pl_session_keeper_class_init (PlSessionKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_session_keeper_dispose;
  object_class->finalize = pl_session_keeper_finalize;
}

static void
pl_session_keeper_init (PlSessionKeeper *self)
{
  self->sessions = g_list_store_new (PL_TYPE_SESSION);
}

/**
 * pl_session_keeper_new:
 *
 * Returns: (transfer full): a keeper of nothing
 */
PlSessionKeeper *
pl_session_keeper_new (void)
{
  return g_object_new (PL_TYPE_SESSION_KEEPER, NULL);
}

/**
 * pl_session_keeper_keep:
 * @self: a keeper
 * @session: a session that somebody lets go
 *
 * Holds it while something in its outbox goes on by itself.
 */
void
pl_session_keeper_keep (PlSessionKeeper *self,
                        PlSession       *session)
{
  g_return_if_fail (PL_IS_SESSION_KEEPER (self));
  g_return_if_fail (PL_IS_SESSION (session));

  if (!has_work (session) || g_list_store_find (self->sessions, session, NULL))
    return;

  g_list_store_append (self->sessions, session);
  if (self->source == 0)
    self->source = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
}

/**
 * pl_session_keeper_drop:
 * @self: a keeper
 * @session: (nullable): a session; %NULL for all
 *
 * Holds it no longer, whatever it has to do.
 */
void
pl_session_keeper_drop (PlSessionKeeper *self,
                        PlSession       *session)
{
  guint position;

  g_return_if_fail (PL_IS_SESSION_KEEPER (self));

  if (session == NULL)
    g_list_store_remove_all (self->sessions);
  else if (g_list_store_find (self->sessions, session, &position))
    g_list_store_remove (self->sessions, position);
}

/**
 * pl_session_keeper_get_sessions:
 * @self: a keeper
 *
 * Returns: (transfer none): a #GListModel of the #PlSession that it holds
 */
GListModel *
pl_session_keeper_get_sessions (PlSessionKeeper *self)
{
  g_return_val_if_fail (PL_IS_SESSION_KEEPER (self), NULL);

  return G_LIST_MODEL (self->sessions);
}
