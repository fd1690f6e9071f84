/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits for intents, and finds the one that a repeated command means, so that trying again never does a thing twice. */
#include "config.h"

#include "pl-cli-intent.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "pl-cli-document.h"
#include "pl-cli-text.h"
#include "pl-cli-values.h"

static gboolean
bodies_are_equal (GBytes *a,
                  GBytes *b)
{
  return a != NULL && b != NULL && g_bytes_equal (a, b);
}

static gboolean
shares_are_equal (PayrocShare *a,
                  PayrocShare *b)
{
  g_autoptr (GBytes) body_a = NULL;
  g_autoptr (GBytes) body_b = NULL;

  if (a == NULL || b == NULL)
    return a == b;

  body_a = payroc_share_to_body (a, NULL);
  body_b = payroc_share_to_body (b, NULL);

  return bodies_are_equal (body_a, body_b);
}

/* Apart from an order number that was made up: that one differs each time. */
static gboolean
drafts_are_equal (PlCli           *self,
                  PayrocLinkDraft *mine,
                  PayrocLinkDraft *other)
{
  g_autoptr (GBytes) body_mine = NULL;
  g_autoptr (GBytes) body_other = NULL;
  g_autofree char *order_id = g_strdup (payroc_link_draft_get_order_id (mine));
  GDate today;

  pl_cli_values_today (&today);
  if (self->options->order_id == NULL)
    payroc_link_draft_set_order_id (mine, payroc_link_draft_get_order_id (other));
  body_mine = payroc_link_draft_to_body (mine, &today, NULL);
  body_other = payroc_link_draft_to_body (other, &today, NULL);
  payroc_link_draft_set_order_id (mine, order_id);

  return bodies_are_equal (body_mine, body_other);
}

static gboolean
is_same_create (PlCli           *self,
                PlIntent        *intent,
                PayrocLinkDraft *draft,
                PayrocShare     *share)
{
  g_autoptr (PayrocLinkDraft) other = pl_intent_create_draft (intent);
  g_autoptr (PlIntent) waiting = pl_outbox_find_waiting (pl_session_get_outbox (self->session),
                                                         pl_intent_get_id (intent));
  g_autoptr (PayrocShare) other_share = waiting != NULL ? pl_intent_create_share (waiting) : NULL;

  return other != NULL && drafts_are_equal (self, draft, other) && shares_are_equal (share, other_share);
}

/**
 * pl_cli_intent_find_same:
 * @self: a run with an open account
 * @kind: %PL_INTENT_CREATE or %PL_INTENT_SHARE
 * @link_id: (nullable): which link is shared
 * @draft: (nullable): what is created
 * @share: (nullable): who is written to
 * @error: return location
 *
 * After exit status 4 a script runs the same command again. The intent is in
 * the outbox already: it is the same one, not another.
 *
 * Errors: %PL_CLI_ERROR_USAGE when another link with that reference is waiting.
 *
 * Returns: (transfer full) (nullable): the unfinished intent that means the same
 */
PlIntent *
pl_cli_intent_find_same (PlCli           *self,
                         PlIntentKind     kind,
                         const char      *link_id,
                         PayrocLinkDraft *draft,
                         PayrocShare     *share,
                         GError         **error)
{
  GListModel *intents = G_LIST_MODEL (pl_session_get_outbox (self->session));
  guint n_intents = g_list_model_get_n_items (intents);

  for (guint i = 0; i < n_intents; i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (intents, i);
      g_autoptr (PayrocShare) other_share = NULL;

      if (pl_intent_get_kind (intent) != kind || pl_intent_is_finished (intent))
        continue;

      if (kind == PL_INTENT_CREATE)
        {
          if (g_strcmp0 (pl_intent_get_reference (intent), payroc_link_draft_get_reference (draft)) != 0)
            continue;
          if (is_same_create (self, intent, draft, share))
            return g_steal_pointer (&intent);

          self->outbox_id = pl_intent_get_id (intent);
          g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("Another link with the reference “%s” is waiting in the outbox as number %" PRId64
                         "; finish or discard that one first"),
                       pl_intent_get_reference (intent), pl_intent_get_id (intent));
          return NULL;
        }

      other_share = pl_intent_create_share (intent);
      if (pl_intent_get_waits_for (intent) == 0 && g_strcmp0 (pl_intent_get_link_id (intent), link_id) == 0 &&
          shares_are_equal (share, other_share))
        return g_steal_pointer (&intent);
    }

  return NULL;
}

/* Sends a waiting intent now, not later. */
gboolean
pl_cli_intent_try_again (PlCli     *self,
                         PlIntent  *intent,
                         GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PlOutbox *outbox = pl_session_get_outbox (self->session);

  pl_outbox_retry_async (outbox, pl_intent_get_id (intent), self->cancellable, pl_cli_done_cb, &result);

  return pl_outbox_retry_finish (outbox, pl_cli_wait (&result), error);
}

/**
 * pl_cli_intent_settle:
 * @self: a run with an open account
 * @intent: a submitted intent
 * @error: return location
 *
 * Waits until it is done, refused, or waits for a later attempt. A link that
 * Payroc made otherwise than asked is not what was wanted: that is an error.
 *
 * Errors: what Payroc refused it with; why it could not be sent;
 * %PL_CLI_ERROR_WAITING; %G_IO_ERROR_CANCELLED, the intent stays.
 *
 * Returns: whether it is done as it was asked for
 */
gboolean
pl_cli_intent_settle (PlCli     *self,
                      PlIntent  *intent,
                      GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PlOutbox *outbox = pl_session_get_outbox (self->session);

  self->outbox_id = pl_intent_get_id (intent);
  if (!pl_intent_is_finished (intent))
    {
      pl_outbox_settle_async (outbox, intent, self->cancellable, pl_cli_done_cb, &result);
      if (!pl_outbox_settle_finish (outbox, pl_cli_wait (&result), error))
        return FALSE;
    }

  if (pl_intent_get_state (intent) == PL_INTENT_DONE)
    {
      self->outbox_id = 0;
      if (pl_intent_get_error (intent) == NULL)
        return TRUE;
    }

  if (pl_intent_get_error (intent) != NULL)
    g_propagate_error (error, g_error_copy (pl_intent_get_error (intent)));
  else
    g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_WAITING, _("It is not done yet"));

  return FALSE;
}

/* Adds its row to the document's "outbox". */
void
pl_cli_intent_add_row (PlCli    *self,
                       PlIntent *intent)
{
  if (!json_object_has_member (self->document, "outbox"))
    json_object_set_array_member (self->document, "outbox", json_array_new ());

  json_array_add_element (json_object_get_array_member (self->document, "outbox"), pl_cli_document_intent (intent));
}

static char *
list_people (GListModel *recipients)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_recipients = g_list_model_get_n_items (recipients);

  for (guint i = 0; i < n_recipients; i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, i);
      g_autofree char *person = payroc_recipient_to_text (recipient);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", person);
    }

  return pl_cli_text_clean (text->str);
}

/**
 * pl_cli_intent_settle_share:
 * @self: a run with an open account
 * @share: (nullable): a submitted share, none is fine
 * @error: return location
 *
 * Waits for a share and tells of it: the document's "sharingEvents", and a line.
 *
 * Returns: whether it is done
 */
gboolean
pl_cli_intent_settle_share (PlCli     *self,
                            PlIntent  *share,
                            GError   **error)
{
  JsonArray *events = json_array_new ();
  PayrocSharingEvent *event;
  gboolean done;

  json_object_set_array_member (self->document, "sharingEvents", events);
  if (share == NULL)
    return TRUE;

  done = pl_cli_intent_settle (self, share, error);
  pl_cli_intent_add_row (self, share);

  event = pl_intent_get_sharing_event (share);
  if (done && event != NULL)
    {
      g_autofree char *people = list_people (payroc_sharing_event_get_recipients (event));

      json_array_add_element (events, json_node_copy (payroc_sharing_event_get_json (event)));
      /* Translators: %s are the people, as “Sarah Hopper <sarah@example.com>”. */
      g_string_append_printf (self->text, _("Sent to %s"), people);
      g_string_append_c (self->text, '\n');
    }

  return done;
}
