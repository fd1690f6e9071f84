/* SPDX-License-Identifier: GPL-3.0-or-later */
/* edit and deactivate: what changes a link that customers may already have. */
#include "config.h"

#include <glib/gi18n.h>

#include "payroc/links/payroc-link-edit.h"
#include "payroc/links/payroc-link-rebase.h"
#include "payroc/payroc-error.h"
#include "pl-cli-command.h"
#include "pl-cli-intent.h"
#include "pl-cli-text.h"
#include "pl-cli-values.h"

/* What is told is not in the way of the edit: each field that it names is set to what was asked for. */
static void
tell_changed_elsewhere (PlCli      *self,
                        PayrocLink *stored,
                        PayrocLink *current)
{
  g_autoptr (GPtrArray) changes = payroc_link_find_changes (stored, current);
  g_autoptr (GString) names = g_string_new (NULL);
  JsonArray *array;

  if (changes->len == 0)
    return;

  array = json_array_new ();
  for (guint i = 0; i < changes->len; i++)
    {
      const char *name = g_ptr_array_index (changes, i);

      json_array_add_string_element (array, name);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  json_object_set_array_member (self->document, "changedElsewhere", array);
  /* Translators: %s are names of fields. */
  g_string_append_printf (self->text, _("Somebody else had changed this link since it was last read here: %s"),
                          names->str);
  g_string_append_c (self->text, '\n');
}

/* (transfer full) (nullable) (element-type PayrocLink): as they were last read here. A reference is looked
 * for at Payroc first, which brings the store up to date. */
static GPtrArray *
list_stored (PlCli *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_session_find_reference_async (self->session, self->options->words[0], self->cancellable, pl_cli_done_cb, &result);

  return pl_session_find_reference_finish (self->session, pl_cli_wait (&result), NULL);
}

/* Takes and returns (transfer full): the one of before with that id, if there is one. */
static PayrocLink *
find_as_stored (GPtrArray  *before,
                PayrocLink *link)
{
  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      PayrocLink *other = g_ptr_array_index (before, i);

      if (g_strcmp0 (payroc_link_get_id (other), payroc_link_get_id (link)) == 0)
        {
          g_object_unref (link);
          return g_object_ref (other);
        }
    }

  return link;
}

/* (transfer full): as Payroc has it now: an edit is the difference to that, and not to what was stored long ago */
static PayrocLink *
find_current_link (PlCli   *self,
                   GError **error)
{
  g_autoptr (GPtrArray) before = list_stored (self);
  g_autoptr (PayrocLink) stored = pl_cli_find_link (self, self->options->words[0], error);
  g_autoptr (PlLinkDetails) details = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;

  if (stored == NULL || self->options->no_refresh)
    return g_steal_pointer (&stored);

  stored = find_as_stored (before, g_steal_pointer (&stored));
  details = pl_session_create_details (self->session, payroc_link_get_id (stored));
  pl_link_details_update_async (details, self->cancellable, pl_cli_done_cb, &result);
  if (!pl_link_details_update_finish (details, pl_cli_wait (&result), &local_error) &&
      !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if (pl_link_details_get_link (details) == NULL)
    return g_steal_pointer (&stored);

  tell_changed_elsewhere (self, stored, pl_link_details_get_link (details));

  return g_object_ref (pl_link_details_get_link (details));
}

static void
tell_edited (PlCli      *self,
             PayrocLink *before,
             PlIntent   *intent)
{
  PayrocLink *after = pl_intent_get_link (intent);
  GPtrArray *ignored = pl_intent_get_ignored (intent);

  if (after == NULL)
    return;

  json_object_set_member (self->document, "link", json_node_copy (payroc_link_get_json (after)));

  g_string_append_printf (self->text, _("Changed %s"), payroc_link_get_id (after));
  g_string_append_c (self->text, '\n');
  if (g_strcmp0 (payroc_link_get_payment_url (before), payroc_link_get_payment_url (after)) != 0 &&
      payroc_link_get_payment_url (after) != NULL)
    {
      g_string_append (self->text, _("It has a new address; the old one no longer works:"));
      g_string_append_c (self->text, '\n');
      pl_cli_tell_address (self, after);
    }
  else if (payroc_link_has_unsafe_address (after))
    {
      pl_cli_tell_address (self, after);
    }

  if (ignored != NULL && ignored->len > 0)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < ignored->len; i++)
        json_array_add_string_element (array, g_ptr_array_index (ignored, i));
      json_object_set_array_member (self->document, "ignored", array);
    }
}

/* (transfer full) */
static PlIntent *
submit_edit (PlCli           *self,
             PayrocLink      *link,
             PayrocLinkEdit  *edit,
             GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *key = g_uuid_string_random ();
  PlOutbox *outbox = pl_session_get_outbox (self->session);

  pl_outbox_edit_async (outbox, link, edit, NULL, key, NULL, pl_cli_done_cb, &result);

  return pl_outbox_submit_finish (outbox, pl_cli_wait (&result), error);
}

static gboolean
check_edit (PlCli           *self,
            PayrocLinkEdit  *edit,
            GError         **error)
{
  g_autoptr (GPtrArray) fields = NULL;
  GDate today;

  pl_cli_values_today (&today);
  fields = payroc_link_edit_validate (edit, &today);
  if (fields->len > 0)
    {
      g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "The change was refused"));
      return FALSE;
    }

  if (payroc_link_edit_changes_address (edit) && !self->options->yes)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("This gives the link a new address; who has the old one cannot pay any more. "
                             "Say --yes to do it"));
      return FALSE;
    }

  return TRUE;
}

gboolean
pl_cli_edit (PlCli   *self,
             GError **error)
{
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (PayrocLinkDraft) wanted = NULL;
  g_autoptr (PayrocLinkEdit) edit = NULL;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean done;

  if (!pl_cli_open_session (self, error) || !pl_cli_finish_due (self, error))
    return FALSE;

  link = find_current_link (self, error);
  if (link == NULL)
    return FALSE;

  wanted = payroc_link_draft_new_from_link (link);
  if (!pl_cli_values_change (self->options, wanted, error))
    return FALSE;

  edit = payroc_link_edit_new (link, wanted);
  if (payroc_link_edit_is_empty (edit))
    {
      json_object_set_member (self->document, "link", json_node_copy (payroc_link_get_json (link)));
      g_string_append_printf (self->text, "%s\n", _("Nothing to change: the link is like that already."));
      return TRUE;
    }
  if (!check_edit (self, edit, error))
    return FALSE;

  intent = submit_edit (self, link, edit, error);
  if (intent == NULL)
    return FALSE;

  done = pl_cli_intent_settle (self, intent, &local_error);
  pl_cli_intent_add_row (self, intent);
  tell_edited (self, link, intent);

  if (done && pl_intent_get_ignored (intent) != NULL && pl_intent_get_ignored (intent)->len > 0)
    {
      g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);

      for (guint i = 0; i < pl_intent_get_ignored (intent)->len; i++)
        g_ptr_array_add (fields, payroc_field_error_new (g_ptr_array_index (pl_intent_get_ignored (intent), i),
                                                         PAYROC_FIELD_REASON_SERVER, 0,
                                                         _("was taken by Payroc without being changed")));
      local_error = payroc_error_new_fields (PAYROC_ERROR_REFUSED, fields, "Not all of it took");
      done = FALSE;
    }

  if (!done && !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

gboolean
pl_cli_deactivate (PlCli   *self,
                   GError **error)
{
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *key = g_uuid_string_random ();
  PlOutbox *outbox;

  if (!self->options->yes)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("Switching a link off is for good. Say --yes to do it, or let it end earlier, which can "
                             "be taken back: edit LINK --expires DATE"));
      return FALSE;
    }

  if (!pl_cli_open_session (self, error) || !pl_cli_finish_due (self, error))
    return FALSE;

  link = pl_cli_find_link (self, self->options->words[0], error);
  if (link == NULL)
    return FALSE;

  outbox = pl_session_get_outbox (self->session);
  pl_outbox_deactivate_async (outbox, payroc_link_get_id (link), key, NULL, pl_cli_done_cb, &result);
  intent = pl_outbox_submit_finish (outbox, pl_cli_wait (&result), error);
  if (intent == NULL)
    return FALSE;

  if (!pl_cli_intent_settle (self, intent, &local_error) && !pl_cli_tolerates (self, local_error))
    {
      pl_cli_intent_add_row (self, intent);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  pl_cli_intent_add_row (self, intent);
  if (pl_intent_get_link (intent) != NULL)
    {
      json_object_set_member (self->document, "link",
                              json_node_copy (payroc_link_get_json (pl_intent_get_link (intent))));
      g_string_append_printf (self->text, _("Switched off %s"), payroc_link_get_id (link));
      g_string_append_c (self->text, '\n');
    }

  return TRUE;
}
