/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one attempt means is decided here and nowhere else: done, refused, not yet, or not known. */
#include "pl-outbox-sender.h"

#include "payroc/links/payroc-link-edit.h"
#include "payroc/links/payroc-link-rebase.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "pl-intent-error.h"
#include "pl-outbox-lookup.h"
#include "pl-outbox-made.h"
#include "store/pl-outbox-turns.h"

typedef struct
{
  /* Input */
  PayrocClient  *client;   /* (owned) */
  PlDatabase    *database; /* (owned) */
  char          *terminal; /* (owned) */
  PlOutboxClaim *claim;    /* (owned) */

  /* In progress */
  GError        *refusal;  /* (owned) (nullable) a final answer that a look at Payroc may turn into success */
  PayrocLink    *now;      /* (owned) (nullable) the link just before an edit of it went out */
  GPtrArray     *before;   /* (owned) (nullable) (element-type GBytes) our own edits since */
  PayrocLinkDraft *was;    /* (owned) (nullable) what it was then, as far as the merchant knows */
  PayrocLink    *made;     /* (owned) (nullable) what a create was answered with */
  gboolean       known;    /* it is another one, known before */
} Sending;

static void send_row (GTask *task);

static void
sending_free (Sending *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->database);
  g_clear_pointer (&self->terminal, g_free);
  g_clear_pointer (&self->claim, pl_outbox_claim_free);
  g_clear_error (&self->refusal);
  g_clear_object (&self->now);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_clear_object (&self->was);
  g_clear_object (&self->made);
  g_free (self);
}

static void
return_done (GTask     *task,
             GObject   *result,
             GPtrArray *ignored)
{
  Sending *self = g_task_get_task_data (task);
  PlOutboxOutcome *outcome = g_new0 (PlOutboxOutcome, 1);

  outcome->state = PL_INTENT_DONE;
  if (self->claim->row->kind == PL_INTENT_CREATE)
    outcome->error = pl_outbox_made_judge (self->claim->row, PAYROC_LINK (result));
  else if (self->claim->row->kind == PL_INTENT_EDIT && self->was != NULL)
    {
      outcome->error = pl_outbox_made_judge_edit (self->claim->row, self->was, PAYROC_LINK (result));
      outcome->asked = pl_outbox_made_apply (self->claim->row, self->was);
    }
  if (PAYROC_IS_LINK (result))
    outcome->link = g_object_ref (PAYROC_LINK (result));
  else
    outcome->event = g_object_ref (PAYROC_SHARING_EVENT (result));
  if (ignored != NULL && ignored->len > 0)
    outcome->ignored = g_ptr_array_ref (ignored);

  g_task_return_pointer (task, outcome, (GDestroyNotify) pl_outbox_outcome_free);
}

/* Takes @error. */
static void
return_failure (GTask        *task,
                PlIntentState state,
                gboolean      ask,
                GError       *error)
{
  PlOutboxOutcome *outcome = g_new0 (PlOutboxOutcome, 1);

  outcome->state = state;
  outcome->ask = ask;
  outcome->error = error;

  g_task_return_pointer (task, outcome, (GDestroyNotify) pl_outbox_outcome_free);
}

static void
return_question (GTask *task)
{
  return_failure (task, PL_INTENT_UNSURE, TRUE,
                  g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_DECISION,
                                       "Sent so long ago that it cannot be told whether it was done"));
}

static gboolean
can_pass (const GError *error)
{
  return payroc_error_is_temporary (error) || g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);
}

/* Takes @error: why the request itself failed. */
static void
return_judged (GTask  *task,
               GError *error)
{
  Sending *self = g_task_get_task_data (task);

  if (payroc_error_outcome_unknown (error) || error->domain != PAYROC_ERROR)
    return_failure (task, PL_INTENT_UNSURE, FALSE, error);
  else if (can_pass (error))
    return_failure (task, self->claim->was_unsure ? PL_INTENT_UNSURE : PL_INTENT_WAITING, FALSE, error);
  else
    return_failure (task, PL_INTENT_REFUSED, FALSE, error);
}

/* Takes @error: why a look at Payroc failed; it says nothing about the work itself. */
static void
return_not_learned (GTask  *task,
                    GError *error)
{
  Sending *self = g_task_get_task_data (task);
  const gboolean gone = g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND)
                        || g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN);

  if (can_pass (error) || error->domain != PAYROC_ERROR)
    {
      return_failure (task, PL_INTENT_UNSURE, error->domain == PL_INTENT_ERROR, error);
    }
  else if (self->claim->row->kind == PL_INTENT_DEACTIVATE && gone)
    {
      return_failure (task, PL_INTENT_REFUSED, FALSE, error);
    }
  else
    {
      g_error_free (error);
      return_question (task);
    }
}

/* Looked because of a refusal, and it was not done after all; or looked before sending again. */
static void
go_on_after_look (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  const PlIntentKind kind = self->claim->row->kind;

  if (self->refusal == NULL)
    {
      if (kind == PL_INTENT_CREATE || kind == PL_INTENT_DEACTIVATE)
        send_row (task);
      else
        return_question (task);
    }
  else if (g_error_matches (self->refusal, PAYROC_ERROR, PAYROC_ERROR_KEY_IN_USE))
    {
      /* Perhaps the first request is still at work: never repeated blindly, nor given up for the user. */
      return_failure (task, PL_INTENT_UNSURE, TRUE, g_steal_pointer (&self->refusal));
    }
  else
    {
      return_failure (task, PL_INTENT_REFUSED, FALSE, g_steal_pointer (&self->refusal));
    }
}

/* Takes @error. The outcome carries @link, so that what is different can be shown. */
static void
return_refused (GTask      *task,
                PayrocLink *link,
                GError     *error)
{
  PlOutboxOutcome *outcome = g_new0 (PlOutboxOutcome, 1);

  outcome->state = PL_INTENT_REFUSED;
  outcome->link = g_object_ref (link);
  outcome->error = error;

  g_task_return_pointer (task, outcome, (GDestroyNotify) pl_outbox_outcome_free);
}

static void
retrieve_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLink) link = payroc_client_retrieve_link_finish (PAYROC_CLIENT (object), result, &error);

  if (link == NULL)
    return_not_learned (task, g_steal_pointer (&error));
  else if (pl_outbox_made_is_as_wanted (self->claim->row, link))
    return_done (task, G_OBJECT (link), NULL);
  else if (g_error_matches (self->refusal, PL_INTENT_ERROR, PL_INTENT_ERROR_STILL_ON)
           && payroc_link_get_status (link) == PAYROC_LINK_STATUS_UNKNOWN)
    return_done (task, G_OBJECT (link), NULL); /* nothing speaks against what it answered */
  else if (g_error_matches (self->refusal, PL_INTENT_ERROR, PL_INTENT_ERROR_STILL_ON)
           && payroc_link_get_status (link) != PAYROC_LINK_STATUS_ACTIVE)
    return_refused (task, link, g_error_new_literal (PAYROC_ERROR, PAYROC_ERROR_NOT_CHANGEABLE, "It is paid or over"));
  else
    go_on_after_look (task);
}

static void
lookup_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) found = pl_outbox_lookup_finish (result, &error);

  if (error != NULL)
    return_not_learned (task, g_steal_pointer (&error));
  else if (found != NULL)
    return_done (task, found, NULL);
  else
    go_on_after_look (task);
}

static void
look_at_payroc (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  const PlOutboxRow *row = self->claim->row;

  if (row->kind == PL_INTENT_CREATE || row->kind == PL_INTENT_SHARE)
    pl_outbox_lookup_async (self->client, self->database, self->terminal, self->claim, lookup_cb, g_object_ref (task));
  else
    payroc_client_retrieve_link_async (self->client, row->link_id, NULL, retrieve_cb, g_object_ref (task));
}

/* Whether a final answer may only mean that the work was done before. */
static gboolean
may_be_done (const PlOutboxClaim *claim,
             const GError        *error)
{
  const gboolean in_doubt = claim->was_unsure || payroc_error_outcome_unknown (error);

  if (error->domain != PAYROC_ERROR)
    return FALSE;

  switch (claim->row->kind)
    {
    case PL_INTENT_CREATE:
      return error->code == PAYROC_ERROR_KEY_IN_USE || (error->code == PAYROC_ERROR_CONFLICT && in_doubt);
    case PL_INTENT_SHARE:
    case PL_INTENT_EDIT:
      return error->code == PAYROC_ERROR_KEY_IN_USE;
    case PL_INTENT_DEACTIVATE:
      return error->code == PAYROC_ERROR_NOT_CHANGEABLE || error->code == PAYROC_ERROR_CONFLICT
             || error->code == PAYROC_ERROR_KEY_IN_USE;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_known_work (PlConnection  *connection,
                 gpointer       data,
                 GError       **error)
{
  Sending *self = data;

  return pl_outbox_made_is_known (connection, self->claim->row, self->made, &self->known, error);
}

static void
read_known_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* What cannot be read cannot be overwritten by it either: the answer counts more. */
  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_message ("It could not be read whether a new link is known: %s", error->message);

  if (self->known)
    {
      g_clear_error (&error);
      error = g_error_new (PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "A new link has the id of another one: %s",
                           payroc_link_get_id (self->made));
      payroc_error_set_outcome_unknown (error, TRUE);
      return_judged (task, g_steal_pointer (&error));
    }
  else
    {
      return_done (task, G_OBJECT (self->made), NULL);
    }
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Sending *self = g_task_get_task_data (task);
  PayrocClient *client = PAYROC_CLIENT (object);
  const PlOutboxRow *row = self->claim->row;
  g_autoptr (GObject) answer = NULL;
  g_autoptr (GPtrArray) ignored = NULL;
  g_autoptr (GError) error = NULL;

  switch (row->kind)
    {
    case PL_INTENT_CREATE:
      answer = (GObject *) payroc_client_create_link_finish (client, result, &error);
      break;
    case PL_INTENT_SHARE:
      answer = (GObject *) payroc_client_share_link_finish (client, result, &error);
      break;
    case PL_INTENT_EDIT:
      answer = (GObject *) payroc_client_edit_link_finish (client, result, &error);
      break;
    case PL_INTENT_DEACTIVATE:
      answer = (GObject *) payroc_client_deactivate_link_finish (client, result, &error);
      break;
    default:
      g_assert_not_reached ();
    }

  if (answer != NULL && row->kind == PL_INTENT_CREATE)
    {
      self->made = g_object_ref (PAYROC_LINK (answer));
      pl_database_run_async (self->database, PL_DATABASE_READ, read_known_work, self, NULL, NULL, read_known_cb,
                             g_steal_pointer (&task));
    }
  else if (answer != NULL && (self->refusal = pl_outbox_made_doubt (row, answer)) != NULL)
    {
      /* That it was answered is no proof that it was done. */
      look_at_payroc (task);
    }
  else if (answer != NULL)
    {
      if (row->kind == PL_INTENT_EDIT)
        ignored = pl_outbox_made_find_ignored (row, PAYROC_LINK (answer));
      return_done (task, answer, ignored);
    }
  else if (may_be_done (self->claim, error))
    {
      self->refusal = g_steal_pointer (&error);
      look_at_payroc (task);
    }
  else
    {
      return_judged (task, g_steal_pointer (&error));
    }
}

static void
send_row (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  const PlOutboxRow *row = self->claim->row;

  switch (row->kind)
    {
    case PL_INTENT_CREATE:
      payroc_client_create_link_async (self->client, self->terminal, row->body, row->idempotency_key, NULL, send_cb,
                                       g_object_ref (task));
      break;
    case PL_INTENT_SHARE:
      payroc_client_share_link_async (self->client, row->link_id, row->body, row->idempotency_key, NULL, send_cb,
                                      g_object_ref (task));
      break;
    case PL_INTENT_EDIT:
      payroc_client_edit_link_async (self->client, row->link_id, row->body, row->idempotency_key, NULL, send_cb,
                                     g_object_ref (task));
      break;
    case PL_INTENT_DEACTIVATE:
      payroc_client_deactivate_link_async (self->client, row->link_id, NULL, send_cb, g_object_ref (task));
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The link as the merchant saw it when the edit was made; NULL when that cannot be told. */
static PayrocLink *
read_base (const PlOutboxRow *row)
{
  g_autoptr (GBytes) bytes = row->base != NULL ? g_bytes_new_static (row->base, strlen (row->base)) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? payroc_json_parse (bytes, NULL) : NULL;

  return node != NULL ? payroc_link_new_from_json (node, NULL) : NULL;
}

/* Takes @error: nothing has been sent in this attempt. */
static void
return_not_compared (GTask  *task,
                     GError *error)
{
  Sending *self = g_task_get_task_data (task);
  const PlIntentState not_yet = self->claim->was_unsure ? PL_INTENT_UNSURE : PL_INTENT_WAITING;

  if (can_pass (error) || error->domain != PAYROC_ERROR || payroc_error_outcome_unknown (error)
      || g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY))
    return_failure (task, not_yet, FALSE, error);
  else
    return_not_learned (task, error);
}

/* What the merchant saw, changed by nothing but their own edits that were on their way then. */
static void
apply_our_own (Sending *self)
{
  for (guint i = 0; i < self->before->len; i++)
    {
      g_autoptr (PayrocLinkEdit) edit = payroc_link_edit_new_from_body (g_ptr_array_index (self->before, i), NULL);

      if (edit != NULL)
        payroc_link_edit_apply (edit, self->was);
    }
}

/* Whether the link is still what the merchant knows; or, after a lost reply, what it was to become already. */
static gboolean
may_be_sent (Sending *self)
{
  g_autoptr (PayrocLinkEdit) difference = payroc_link_edit_new (self->now, self->was);

  return payroc_link_edit_is_empty (difference)
         || (self->claim->was_unsure && pl_outbox_made_is_as_wanted (self->claim->row, self->now));
}

static gboolean
read_before_work (PlConnection  *connection,
                  gpointer       data,
                  GError       **error)
{
  Sending *self = data;

  self->before = pl_outbox_turns_list_edits_before (connection, self->claim->row, error);

  return self->before != NULL;
}

static void
read_before_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      return_not_compared (task, g_steal_pointer (&error));
      return;
    }

  apply_our_own (self);
  if (may_be_sent (self))
    send_row (task);
  else
    return_refused (task, self->now,
                    g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED,
                                         "The link is not what it was when the change was made"));
}

static void
compare_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLink) link = payroc_client_retrieve_link_finish (PAYROC_CLIENT (object), result, &error);
  g_autoptr (PayrocLink) base = read_base (self->claim->row);
  g_autoptr (GPtrArray) changes = NULL;

  if (link == NULL)
    {
      return_not_compared (task, g_steal_pointer (&error));
      return;
    }

  changes = base != NULL ? payroc_link_find_changes (base, link) : NULL;
  self->now = g_steal_pointer (&link);
  self->was = payroc_link_draft_new_from_link (base != NULL ? base : self->now);
  if (changes == NULL || changes->len == 0)
    {
      send_row (task);
      return;
    }

  pl_database_run_async (self->database, PL_DATABASE_READ, read_before_work, self, NULL, NULL, read_before_cb,
                         g_object_ref (task));
}

/* Whether the same bytes must not go out before Payroc was asked what became of the last time. */
static gboolean
must_look_first (const PlOutboxClaim *claim)
{
  switch (claim->row->kind)
    {
    case PL_INTENT_CREATE:
      return pl_outbox_claim_key_doubtful (claim);
    case PL_INTENT_SHARE:
    case PL_INTENT_EDIT:
      return pl_outbox_claim_key_expired (claim) && !pl_outbox_claim_is_decided (claim);
    case PL_INTENT_DEACTIVATE:
      return claim->was_unsure;
    default:
      g_assert_not_reached ();
    }
}

/**
 * pl_outbox_outcome_free:
 * @self: (transfer full): an outcome
 */
void
pl_outbox_outcome_free (PlOutboxOutcome *self)
{
  g_clear_error (&self->error);
  g_clear_object (&self->link);
  g_clear_object (&self->asked);
  g_clear_object (&self->event);
  g_clear_pointer (&self->ignored, g_ptr_array_unref);
  g_free (self);
}

/**
 * pl_outbox_sender_send_async:
 * @client: Payroc
 * @database: where other rows' results are known from
 * @terminal: the account's processing terminal
 * @claim: the row; copied
 * @callback: (scope async): called with what came of it
 * @user_data: for @callback
 *
 * One attempt. Cannot be cancelled: bytes that left cannot be called back, and their answer is wanted.
 *
 * - A create, share or edit goes out with its own key, however often.
 * - A create in doubt for a day is first looked up by its reference, and sent again only when it is not there; after
 *   the key's 7 days a share is looked for in the link's history and an edit in the link, and left to the user when
 *   they are not there.
 * - A switch-off has no key: after an unknown outcome, or when Payroc says that the link cannot be changed, the link is
 *   retrieved, and `deactivated` is success.
 * - An edit goes out only while the link is still what the merchant saw, but for their own edits that were on their way
 *   when it was made; else it is refused with %PL_INTENT_ERROR_CHANGED and the link as it is now. Payroc has
 *   no way to say "only if", so a change in the moment between the look and the PATCH is not seen.
 * - "Key in use" is never answered by sending again.
 * - A create that is answered with another link than was asked for, or with an address that is not safe to open, is
 *   done, and its outcome has the error that keeps anybody from being written to about it. One that is answered with
 *   the id of a known link of another reference has not been answered.
 */
void
pl_outbox_sender_send_async (PayrocClient        *client,
                             PlDatabase          *database,
                             const char          *terminal,
                             const PlOutboxClaim *claim,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Sending *self = g_new0 (Sending, 1);

  g_assert (claim->row->state == PL_INTENT_SENDING);
  g_assert (claim->row->kind == PL_INTENT_CREATE || claim->row->link_id != NULL);

  g_task_set_source_tag (task, pl_outbox_sender_send_async);
  g_task_set_task_data (task, self, (GDestroyNotify) sending_free);
  self->client = g_object_ref (client);
  self->database = g_object_ref (database);
  self->terminal = g_strdup (terminal);
  self->claim = pl_outbox_claim_copy (claim);

  if (must_look_first (claim))
    look_at_payroc (task);
  else if (claim->row->kind == PL_INTENT_EDIT && claim->row->base != NULL)
    payroc_client_retrieve_link_async (client, claim->row->link_id, NULL, compare_cb, g_steal_pointer (&task));
  else
    send_row (task);
}

/**
 * pl_outbox_sender_send_finish:
 * @result: what the callback got
 *
 * Returns: (transfer full): what came of the attempt; a failure is an outcome too
 */
PlOutboxOutcome *
pl_outbox_sender_send_finish (GAsyncResult *result)
{
  g_assert (g_async_result_is_tagged (result, pl_outbox_sender_send_async));

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
