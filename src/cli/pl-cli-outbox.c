/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox and refresh: what is not done yet, and bringing both sides together. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-cli-command.h"
#include "pl-cli-document.h"
#include "pl-cli-intent.h"
#include "pl-cli-table.h"
#include "pl-cli-text.h"

static void
tell_rows (PlCli *self)
{
  GListModel *intents = G_LIST_MODEL (pl_session_get_outbox (self->session));
  g_autoptr (PlCliTable) table = pl_cli_table_new (5, 1u << 0);
  guint n_intents = g_list_model_get_n_items (intents);
  guint n_told = 0;

  json_object_set_array_member (self->document, "outbox", json_array_new ());
  pl_cli_table_add (table, C_("column", "NO"), C_("column", "WHAT"), C_("column", "STATE"), C_("column", "LINK"),
                    C_("column", "WHY"));

  for (guint i = 0; i < n_intents; i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (intents, i);
      PlIntentState state = pl_intent_get_state (intent);
      const char *link = pl_intent_get_reference (intent) != NULL ? pl_intent_get_reference (intent)
                                                                  : pl_intent_get_link_id (intent);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, pl_intent_get_id (intent));
      g_autofree char *clean_link = pl_cli_text_clean (link);
      g_autofree char *why = NULL;

      if (state == PL_INTENT_DONE || state == PL_INTENT_DISCARDED)
        continue;

      if (pl_intent_get_error (intent) != NULL)
        why = pl_cli_error_to_text (pl_intent_get_error (intent));
      pl_cli_intent_add_row (self, intent);
      pl_cli_table_add (table, number, pl_cli_text_intent_kind (pl_intent_get_kind (intent)),
                        pl_cli_text_intent_state (state), clean_link, why);
      n_told++;
    }

  if (n_told == 0)
    g_string_append_printf (self->text, "%s\n", _("Everything is done."));
  else
    pl_cli_table_print (table, pl_cli_table_width (), self->text);
}

/* (transfer full): the intent with the number that was typed */
static PlIntent *
find_intent (PlCli   *self,
             GError **error)
{
  const char *word = self->options->words[1];
  PlIntent *intent = NULL;
  gint64 id;

  if (g_ascii_string_to_signed (word, 10, 1, G_MAXINT64, &id, NULL))
    intent = pl_outbox_find (pl_session_get_outbox (self->session), id);

  if (intent == NULL)
    g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                 _("There is nothing with the number “%s” in the outbox"), word);

  return intent;
}

static gboolean
retry (PlCli   *self,
       GError **error)
{
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean done;

  if (!pl_cli_open_session (self, error))
    return FALSE;

  intent = find_intent (self, error);
  if (intent == NULL)
    return FALSE;

  if (pl_intent_get_state (intent) == PL_INTENT_REFUSED)
    {
      g_autofree char *why = pl_intent_get_error (intent) != NULL
                               ? pl_cli_error_to_text (pl_intent_get_error (intent))
                               : g_strdup ("");

      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                   /* Translators: %s is why it was refused. */
                   _("It was refused, and the same again would be refused again. Create it anew with what is wrong "
                     "put right. %s"), why);
      return FALSE;
    }

  self->outbox_id = pl_intent_get_id (intent);
  if (!pl_intent_is_finished (intent) && !pl_cli_intent_try_again (self, intent, error))
    return FALSE;

  done = pl_cli_intent_settle (self, intent, &local_error);
  pl_cli_intent_add_row (self, intent);
  if (done)
    g_string_append_printf (self->text, "%s\n", _("Done."));
  else if (!pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
discard (PlCli   *self,
         GError **error)
{
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  PlOutbox *outbox;

  if (!pl_cli_open_stored (self, error))
    return FALSE;

  intent = find_intent (self, error);
  if (intent == NULL)
    return FALSE;

  outbox = pl_session_get_outbox (self->session);
  pl_outbox_discard_async (outbox, pl_intent_get_id (intent), self->cancellable, pl_cli_done_cb, &result);
  if (!pl_outbox_discard_finish (outbox, pl_cli_wait (&result), error))
    return FALSE;

  pl_cli_intent_add_row (self, intent);
  g_string_append_printf (self->text, "%s\n", _("Given up."));

  return TRUE;
}

gboolean
pl_cli_outbox (PlCli   *self,
               GError **error)
{
  char **words = self->options->words;
  guint n_words = g_strv_length (words);

  if (n_words == 0)
    {
      if (!pl_cli_open_stored (self, error))
        return FALSE;
      tell_rows (self);
      return TRUE;
    }

  if (n_words == 2 && strcmp (words[0], "retry") == 0)
    return retry (self, error);
  if (n_words == 2 && strcmp (words[0], "discard") == 0)
    return discard (self, error);

  g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       _("Write it like this: paylinks-cli outbox [retry ID | discard ID]"));

  return FALSE;
}

/* Somebody asks for it now: what waits for a better moment need not wait any longer. What needs a decision does. */
static void
make_all_due (PlCli *self)
{
  GListModel *intents = G_LIST_MODEL (pl_session_get_outbox (self->session));
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_intents = g_list_model_get_n_items (intents);

  for (guint i = 0; i < n_intents; i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (intents, i);
      PlIntentState state = pl_intent_get_state (intent);

      if ((state == PL_INTENT_WAITING || state == PL_INTENT_UNSURE) && !pl_intent_needs_decision (intent))
        g_ptr_array_add (waiting, g_steal_pointer (&intent));
    }

  for (guint i = 0; i < waiting->len; i++)
    pl_cli_intent_try_again (self, g_ptr_array_index (waiting, i), NULL);
}

gboolean
pl_cli_refresh (PlCli   *self,
                GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!pl_cli_open_session (self, error))
    return FALSE;

  make_all_due (self);
  if (!pl_cli_finish_due (self, error))
    return FALSE;

  if (!pl_cli_refresh_links (self, self->options->full, &local_error) && !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  tell_rows (self);
  pl_cli_document_set_time (self->document, "refreshedAt",
                            pl_refresh_get_last (pl_session_get_refresh (self->session)));

  return TRUE;
}
