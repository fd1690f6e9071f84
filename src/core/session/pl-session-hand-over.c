/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes in a link's history what left in another way than by Payroc's e-mail. */
#include "pl-session.h"

/* Plain data for the worker. */
typedef struct
{
  /* Input */
  char          *account; /* (owned) */
  char          *link_id; /* (owned) */
  char          *address; /* (owned) */
  PlHandOverWay  way;
  gint64         now;

  PlLinkDetails *details; /* (owned) that show it */
} Note;

static void
note_free (Note *note)
{
  g_free (note->account);
  g_free (note->link_id);
  g_free (note->address);
  g_object_unref (note->details);
  g_free (note);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Note, note_free)

static gboolean
note_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Note *note = data;

  return pl_hand_over_table_add (connection, note->account, note->link_id, note->way, note->address, note->now, error);
}

static void
note_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Note) note = user_data;
  g_autoptr (GError) error = NULL;

  if (pl_database_run_finish (PL_DATABASE (object), result, &error))
    pl_link_details_load_async (note->details, NULL, NULL, NULL);
  else
    g_warning ("What was handed over could not be written down: %s", error->message);
}

/**
 * pl_session_note_hand_over:
 * @self: a session
 * @details: of the link
 * @way: how it left
 * @address: the address that left, which may not be the link's any more
 *
 * Writes it into the link's history, which @details show then. Whether anybody got it nobody knows.
 */
void
pl_session_note_hand_over (PlSession     *self,
                           PlLinkDetails *details,
                           PlHandOverWay  way,
                           const char    *address)
{
  Note *note;

  g_return_if_fail (PL_IS_SESSION (self));
  g_return_if_fail (PL_IS_LINK_DETAILS (details));
  g_return_if_fail (address != NULL);

  note = g_new0 (Note, 1);
  note->account = g_strdup (pl_account_get_id (pl_session_get_account (self)));
  note->link_id = g_strdup (pl_link_details_get_link_id (details));
  note->address = g_strdup (address);
  note->way = way;
  note->now = g_get_real_time ();
  note->details = g_object_ref (details);
  pl_database_run_async (pl_session_get_database (self), PL_DATABASE_WRITE, note_work, note, NULL, NULL, note_cb, note);
}
