/* SPDX-License-Identifier: GPL-3.0-or-later */
/* create and share: the two commands that bring a link to a customer. */
#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "pl-cli-command.h"
#include "pl-cli-intent.h"
#include "pl-cli-message.h"
#include "pl-cli-text.h"
#include "pl-cli-values.h"

static void
tell_link (PlCli      *self,
           PayrocLink *link)
{
  g_autofree char *amount = pl_cli_text_amount (link);
  g_autofree char *expires = pl_cli_text_day (payroc_link_get_expires_on (link));
  g_autofree char *reference = pl_cli_text_clean (payroc_link_get_reference (link));
  g_autofree char *id = pl_cli_text_clean (payroc_link_get_id (link));

  json_object_set_member (self->document, "link", json_node_copy (payroc_link_get_json (link)));

  if (payroc_link_get_expires_on (link) != NULL)
    /* Translators: id, reference, amount, “takes one payment”, a day. */
    g_string_append_printf (self->text, _("Created %s (%s): %s, %s, until %s"), id, reference, amount,
                            pl_cli_text_kind (payroc_link_get_kind (link)), expires);
  else
    /* Translators: id, reference, amount, “takes many payments”. */
    g_string_append_printf (self->text, _("Created %s (%s): %s, %s"), id, reference, amount,
                            pl_cli_text_kind (payroc_link_get_kind (link)));
  g_string_append_c (self->text, '\n');
  pl_cli_tell_address (self, link);
}

/* Beside what was made, when that is something else. */
static void
tell_asked (PayrocLinkDraft *draft)
{
  const char *currency = payroc_link_draft_get_currency (draft);
  const char *kind = pl_cli_text_kind (payroc_link_draft_get_kind (draft));
  g_autofree char *reference = pl_cli_text_clean (payroc_link_draft_get_reference (draft));
  g_autofree char *amount = NULL;
  PayrocMoney money;

  payroc_money_init (&money, payroc_link_draft_get_amount (draft), currency);
  amount = payroc_link_draft_get_charge_kind (draft) == PAYROC_CHARGE_KIND_PRESET
           ? pl_cli_text_money (&money)
           : g_strdup_printf (_("customer’s choice (%s)"), currency);

  /* Translators: reference, amount, “takes one payment”. */
  pl_cli_note (_("Asked for: “%1$s”, %2$s, %3$s"), reference, amount, kind);
}

/* (transfer full): what became of the link that has the reference. */
static char *
dup_taken (const PlLinkTaken *taken)
{
  g_autofree char *reference = pl_cli_text_clean (payroc_link_get_reference (taken->link));
  const char *id = payroc_link_get_id (taken->link);

  if (taken->use == PAYROC_LINK_STATUS_ACTIVE)
    return g_strdup_printf (_("The open link %s has the reference “%s”"), id, reference);
  if (taken->is_unread)
    return g_strdup_printf (_("The link %s has the reference “%s”, and it is not known yet whether it was paid"), id,
                            reference);
  if (taken->use == PAYROC_LINK_STATUS_COMPLETED)
    return g_strdup_printf (_("The link %s with the reference “%s” was paid"), id, reference);

  /* Translators: a link's id, its reference, the state of its payment, such as “refunded”. */
  return g_strdup_printf (_("The link %s with the reference “%s” was used (%s)"), id, reference,
                          pl_cli_text_status (taken->use));
}

/* A merchant with two open links of one reference cannot tell their payments apart, and who has paid is not asked again
 * by mistake. A script that ran twice stops here. */
static gboolean
check_reference (PlCli       *self,
                 const char  *reference,
                 GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PlLinkTaken) taken = NULL;
  g_autofree char *text = NULL;

  if (self->options->anyway)
    return TRUE;

  pl_session_find_taken_async (self->session, reference, !self->options->no_refresh, self->cancellable,
                               pl_cli_done_cb, &result);
  taken = pl_session_find_taken_finish (self->session, pl_cli_wait (&result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (taken == NULL)
    return TRUE;

  text = dup_taken (taken);
  g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_TAKEN,
               /* Translators: %s is “The open link ABC has the reference “INV-1””. */
               _("%s; nothing was created. --anyway creates one more"), text);

  return FALSE;
}

/* (transfer full) */
static PlIntent *
submit_create (PlCli           *self,
               PayrocLinkDraft *draft,
               PayrocShare     *share,
               GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *key = g_uuid_string_random ();
  PlOutbox *outbox = pl_session_get_outbox (self->session);

  if (!check_reference (self, payroc_link_draft_get_reference (draft), error)
      || g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;

  /* From here on Ctrl+C cannot lose it: it is committed, or it is not. */
  pl_outbox_create_async (outbox, draft, share, key, NULL, pl_cli_done_cb, &result);

  return pl_outbox_submit_finish (outbox, pl_cli_wait (&result), error);
}

gboolean
pl_cli_create (PlCli   *self,
               GError **error)
{
  g_autoptr (PayrocLinkDraft) draft = NULL;
  g_autoptr (PayrocShare) share = NULL;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (PlIntent) share_intent = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean done, joined;

  draft = pl_cli_values_draft (self->options, error);
  if (draft == NULL)
    return FALSE;

  share = pl_cli_values_share (self->options, self->options->share, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (share != NULL && !pl_cli_message_fill (self->options, share, NULL, draft, error))
    return FALSE;
  if (!pl_cli_open_session (self, error))
    return FALSE;

  intent = pl_cli_intent_find_same (self, PL_INTENT_CREATE, NULL, draft, share, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  joined = intent != NULL;
  if (joined)
    {
      self->outbox_id = pl_intent_get_id (intent);
      share_intent = pl_outbox_find_waiting (pl_session_get_outbox (self->session), self->outbox_id);
      pl_cli_note (_("This is in the outbox already, as number %" PRId64 "; going on with it."),
                   self->outbox_id);
      pl_cli_intent_try_again (self, intent, NULL);
    }

  if (!pl_cli_finish_due (self, error))
    return FALSE;

  if (!joined)
    {
      intent = submit_create (self, draft, share, error);
      if (intent == NULL)
        return FALSE;
      self->outbox_id = pl_intent_get_id (intent);
      share_intent = pl_outbox_find_waiting (pl_session_get_outbox (self->session), self->outbox_id);
    }

  done = pl_cli_intent_settle (self, intent, &local_error);
  pl_cli_intent_add_row (self, intent);

  if (pl_intent_get_link (intent) != NULL)
    tell_link (self, pl_intent_get_link (intent));
  if (g_error_matches (local_error, PL_INTENT_ERROR, PL_INTENT_ERROR_DIFFERENT))
    tell_asked (draft);

  if (done)
    {
      done = pl_cli_intent_settle_share (self, share_intent, &local_error);
    }
  else
    {
      json_object_set_array_member (self->document, "sharingEvents", json_array_new ());
      if (share_intent != NULL)
        pl_cli_intent_add_row (self, share_intent);
    }

  if (!done && !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

gboolean
pl_cli_share (PlCli   *self,
              GError **error)
{
  g_autoptr (PayrocShare) share = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) local_error = NULL;

  if (self->options->to == NULL)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("To whom? Give --to \"NAME <ADDRESS>\""));
      return FALSE;
    }

  share = pl_cli_values_share (self->options, self->options->to, error);
  if (share == NULL || !pl_cli_open_session (self, error))
    return FALSE;

  link = pl_cli_find_link (self, self->options->words[0], error);
  if (link == NULL || !pl_cli_message_fill (self->options, share, link, NULL, error))
    return FALSE;

  intent = pl_cli_intent_find_same (self, PL_INTENT_SHARE, payroc_link_get_id (link), NULL, share, NULL);
  if (intent != NULL)
    {
      pl_cli_note (_("This is in the outbox already, as number %" PRId64 "; going on with it."),
                   pl_intent_get_id (intent));
      pl_cli_intent_try_again (self, intent, NULL);
    }

  if (!pl_cli_finish_due (self, error))
    return FALSE;

  if (intent == NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *key = g_uuid_string_random ();
      PlOutbox *outbox = pl_session_get_outbox (self->session);

      pl_outbox_share_async (outbox, payroc_link_get_id (link), share, key, NULL, pl_cli_done_cb, &result);
      intent = pl_outbox_submit_finish (outbox, pl_cli_wait (&result), error);
      if (intent == NULL)
        return FALSE;
    }

  if (!pl_cli_intent_settle_share (self, intent, &local_error) && !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}
