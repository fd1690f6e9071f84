/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import: from the rows of a table to links. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/files/pl-file-target.h"
#include "pl-cli-command.h"
#include "pl-cli-document.h"
#include "pl-cli-import-plan.h"
#include "pl-cli-import-rows.h"
#include "pl-cli-import-text.h"
#include "pl-cli-message.h"
#include "pl-cli-text.h"

/* Rounds in a row that brought nothing before it is given up for now. */
#define ROUNDS_IN_VAIN 3

static gboolean
usage (GError     **error,
       const char  *text)
{
  g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, text);

  return FALSE;
}

static gboolean
check_options (const PlCliOptions  *options,
               GError             **error)
{
  if (options->decimal != NULL && strcmp (options->decimal, ".") != 0 && strcmp (options->decimal, ",") != 0)
    return usage (error, _("--decimal is . or ,"));
  if (options->dates != NULL && strcmp (options->dates, "day-first") != 0
      && strcmp (options->dates, "month-first") != 0)
    return usage (error, _("--dates is day-first or month-first"));

  if (options->result != NULL)
    {
      g_autoptr (GFile) input = g_file_new_for_commandline_arg (options->words[0]);
      g_autoptr (GFile) output = g_file_new_for_commandline_arg (options->result);

      if (pl_file_target_is_same_file (input, output))
        return usage (error, _("--result must be another file: this one is what you have"));
      /* Asked now: later the links are there already. */
      if (!pl_file_target_check (output, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
map_column (PlImport    *import,
            const char  *typed,
            GError     **error)
{
  GListModel *columns = pl_import_get_columns (import);
  const char *sign = strrchr (typed, '=');
  g_autofree char *heading = sign != NULL ? g_strndup (typed, (gsize) (sign - typed)) : NULL;
  g_autofree char *folded = heading != NULL ? pl_import_fold (heading) : NULL;
  PlImportField field;

  if (sign == NULL || !pl_import_field_from_word (sign + 1, &field))
    {
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                   _("--map is COLUMN=FIELD with one of the fields that --help names, not “%s”"), typed);
      return FALSE;
    }

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *own = pl_import_fold (pl_import_column_get_heading (column));

      if (strcmp (pl_import_column_get_heading (column), heading) == 0 || (*own != '\0' && strcmp (own, folded) == 0))
        {
          pl_import_column_set_field (column, field);
          return TRUE;
        }
    }

  g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("The table has no column “%s”"), heading);

  return FALSE;
}

static gboolean
check_columns (PlImport  *import,
               GError   **error)
{
  static const PlImportField needed[] = { PL_IMPORT_FIELD_REFERENCE, PL_IMPORT_FIELD_AMOUNT };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      if (pl_import_is_missing (import, needed[i]))
        {
          g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                       /* Translators: %s is “reference” or “amount”, as it is typed. */
                       _("No column is the %1$s, or two could be; say which with --map COLUMN=%1$s"),
                       pl_import_field_to_word (needed[i]));
          return FALSE;
        }
    }

  return TRUE;
}

/* (transfer full) */
static PlImport *
open_table (PlCli   *self,
            GError **error)
{
  g_autoptr (PlImport) import = pl_session_create_import (self->session);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->options->words[0]);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;

  pl_import_open_async (import, file, 0, FALSE, self->cancellable, pl_cli_done_cb, &result);
  if (!pl_import_open_finish (import, pl_cli_wait (&result), &local_error))
    {
      if (local_error->domain == PL_CSV_ERROR || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        {
          g_autofree char *text = pl_cli_import_text_file (local_error);

          usage (error, text);
        }
      else
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
        }
      return NULL;
    }

  if (pl_import_get_encoding (import) == PL_CSV_ENCODING_MIXED)
    pl_cli_note (_("Note: the file mixes two encodings; look whether the names in it are right."));

  for (char **typed = self->options->map; typed != NULL && *typed != NULL; typed++)
    {
      if (!map_column (import, *typed, error))
        return NULL;
    }
  if (!check_columns (import, error))
    return NULL;

  if (self->options->decimal != NULL)
    pl_import_set_decimal (import, *self->options->decimal);
  if (self->options->dates != NULL)
    pl_import_set_days (import, strcmp (self->options->dates, "day-first") == 0 ? PL_IMPORT_DAYS_DAY_FIRST
                                                                                 : PL_IMPORT_DAYS_MONTH_FIRST);
  for (char **typed = self->options->leave_out; typed != NULL && *typed != NULL; typed++)
    {
      if (!pl_cli_import_rows_leave_out (import, *typed, error))
        return NULL;
    }
  for (char **typed = self->options->again; typed != NULL && *typed != NULL; typed++)
    {
      if (!pl_cli_import_rows_do_again (import, *typed, error))
        return NULL;
    }
  for (char **typed = self->options->anyway_rows; typed != NULL && *typed != NULL; typed++)
    {
      if (!pl_cli_import_rows_do_anyway (import, *typed, error))
        return NULL;
    }
  for (char **typed = self->options->as_is; typed != NULL && *typed != NULL; typed++)
    {
      if (!pl_cli_import_rows_take_as_is (import, *typed, error))
        return NULL;
    }
  if (!pl_cli_message_set (self->options, import, error))
    return NULL;
  pl_import_set_share (import, self->options->share_rows);

  return g_steal_pointer (&import);
}

static gboolean
check (PlCli     *self,
       PlImport  *import,
       GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_import_check_async (import, self->cancellable, pl_cli_done_cb, &result);

  return pl_import_check_finish (import, pl_cli_wait (&result), error);
}

/* Until all of it is done, what an earlier run left included, or it does not get on. FALSE: stopped by the user. */
static gboolean
send_all (PlCli   *self,
          GError **error)
{
  PlOutbox *outbox = pl_session_get_outbox (self->session);
  guint n_in_vain = 0;

  for (guint left = G_MAXUINT; pl_outbox_get_n_unfinished (outbox) > 0 && n_in_vain < ROUNDS_IN_VAIN;)
    {
      if (!pl_cli_finish_due (self, error))
        return FALSE;

      n_in_vain = pl_outbox_get_n_unfinished (outbox) < left ? 0 : n_in_vain + 1;
      left = pl_outbox_get_n_unfinished (outbox);
      if (pl_outbox_get_paused (outbox) || pl_outbox_get_rest (outbox) != PL_OUTBOX_REST_NONE)
        break;
      if (left > 0)
        pl_outbox_hurry (outbox);
    }

  return TRUE;
}

/* The user is told here how it ended. */
static void
close_batch (PlCli   *self,
             PlBatch *batch)
{
  g_autoptr (GAsyncResult) result = NULL;
  PlOutbox *outbox = pl_session_get_outbox (self->session);

  if (!pl_batch_get_finished (batch))
    return;

  pl_outbox_steer_batch_async (outbox, pl_batch_get_id (batch), PL_OUTBOX_BATCH_CLOSE, NULL, pl_cli_done_cb, &result);
  pl_outbox_steer_batch_finish (outbox, pl_cli_wait (&result), NULL);
}

static gboolean
submit (PlCli     *self,
        PlImport  *import,
        GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *key = g_uuid_string_random ();

  pl_import_submit_async (import, key, FALSE, NULL, pl_cli_done_cb, &result);
  batch = pl_import_submit_finish (import, pl_cli_wait (&result), &local_error);
  if (batch == NULL && !g_error_matches (local_error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_NOTHING))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!send_all (self, error))
    return FALSE;

  if (batch != NULL)
    close_batch (self, batch);

  return TRUE;
}

static const char *
get_state_word (PlImportState state)
{
  switch (state)
    {
    case PL_IMPORT_STATE_DONE:
      return "created";
    case PL_IMPORT_STATE_REFUSED:
      return "refused";
    case PL_IMPORT_STATE_CANCELLED:
      return "cancelled";
    case PL_IMPORT_STATE_NEW:
    case PL_IMPORT_STATE_WAITING:
    default:
      return "waiting";
    }
}

static void
count (PlCliImportCounts *counts,
       PlImportState      state)
{
  counts->refused += state == PL_IMPORT_STATE_REFUSED || state == PL_IMPORT_STATE_CANCELLED;
  counts->waiting += state == PL_IMPORT_STATE_WAITING || state == PL_IMPORT_STATE_NEW;
}

/* What became of it; planned: bits, what was to be done with it. */
static void
tell_row (PlCli             *self,
          PlImportRow       *row,
          guint              planned,
          PlCliImportCounts *counts)
{
  const PlImportFate *fate = pl_import_row_get_fate (row);
  /* What an earlier run asked for and is still on its way is told like what this one asked for. */
  const gboolean create = (planned & 1) != 0 || fate->create == PL_IMPORT_STATE_WAITING;
  const gboolean share = (planned & 2) != 0 || fate->share == PL_IMPORT_STATE_WAITING;
  const GError *error = create && fate->create_error != NULL ? fate->create_error : share ? fate->share_error : NULL;
  const gboolean done = create && fate->create == PL_IMPORT_STATE_DONE;
  const gboolean different = done && fate->create_error != NULL;
  const char *state = different ? "different" : create ? get_state_word (fate->create) : "skipped";
  JsonObject *object = pl_cli_import_plan_add_row (self, row, state);

  counts->created += done && !different;
  counts->different += different;
  counts->skipped += !create && !share;
  if (create)
    count (counts, fate->create);
  if (share)
    {
      const char *word = get_state_word (fate->share);

      json_object_set_string_member (object, "mail", strcmp (word, "created") == 0 ? "sent" : word);
      if (!create || fate->create == PL_IMPORT_STATE_DONE)
        count (counts, fate->share);
    }

  if (error != NULL)
    {
      g_autofree char *text = pl_cli_error_to_text (error);

      json_object_set_member (object, "error", pl_cli_document_error (error, 0));
      g_string_append_printf (self->text, _("Row %u: %s"), pl_import_row_get_number (row), text);
      g_string_append_c (self->text, '\n');
    }
}

static char *
describe (const GError *error)
{
  if (g_error_matches (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_LEFT_OUT))
    return g_strdup (_("Left out: nothing was done with this row."));

  return pl_cli_error_to_text (error);
}

static gboolean
write_result (PlCli     *self,
              PlImport  *import,
              GError   **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (self->options->result == NULL)
    return check (self, import, error);

  file = g_file_new_for_commandline_arg (self->options->result);
  pl_import_write_results_async (import, file, describe, self->cancellable, pl_cli_done_cb, &result);

  return pl_import_write_results_finish (import, pl_cli_wait (&result), error);
}

static gboolean
tell_results (PlCli        *self,
              PlImport     *import,
              const guint8 *planned,
              GError      **error)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (import));
  PlCliImportCounts counts = { 0 };

  json_object_set_array_member (self->document, "rows", json_array_new ());
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (import), i);

      tell_row (self, row, planned[i], &counts);
    }
  pl_cli_import_plan_set_counts (self, &counts);
  /* Translators: of the rows of a table. */
  g_string_append_printf (self->text, _("%u created, %u refused, %u skipped"), counts.created, counts.refused,
                          counts.skipped);
  g_string_append_c (self->text, '\n');

  /* Nobody else can put that right: it comes first. */
  if (counts.different > 0)
    g_set_error (error, PL_INTENT_ERROR, PL_INTENT_ERROR_DIFFERENT,
                 "%u links are not what their rows ask for", counts.different);
  else if (counts.waiting > 0)
    g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_WAITING,
                 ngettext ("%u is still in the outbox; import the same table again to go on",
                           "%u are still in the outbox; import the same table again to go on", counts.waiting),
                 counts.waiting);
  else if (counts.refused > 0)
    g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_REFUSED,
                 ngettext ("%u was refused; mend its row and import the table again",
                           "%u were refused; mend their rows and import the table again", counts.refused),
                 counts.refused);

  return counts.waiting + counts.refused + counts.different == 0;
}

static gboolean
import_rows (PlCli     *self,
             PlImport  *import,
             GError   **error)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (import));
  g_autofree guint8 *planned = g_new0 (guint8, n_rows);
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (import), i);

      planned[i] = (guint8) (pl_import_row_get_will_create (row) | pl_import_row_get_will_share (row) << 1);
    }

  if (!submit (self, import, error) || !write_result (self, import, error))
    return FALSE;

  if (!tell_results (self, import, planned, &local_error) && !pl_cli_tolerates (self, local_error))
    {
      if (pl_outbox_get_paused (pl_session_get_outbox (self->session)))
        g_set_error_literal (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED, "The key was refused");
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

gboolean
pl_cli_import (PlCli   *self,
               GError **error)
{
  g_autoptr (PlImport) import = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!check_options (self->options, error))
    return FALSE;

  if (self->options->dry_run && self->options->no_refresh)
    {
      if (!pl_cli_open_stored (self, error))
        return FALSE;
    }
  else if (!pl_cli_open_session (self, error))
    {
      return FALSE;
    }

  import = open_table (self, error);
  if (import == NULL)
    return FALSE;

  /* What an earlier run left is finished first, and which references are taken is asked, not remembered. */
  if (!self->options->dry_run && !pl_cli_finish_due (self, error))
    return FALSE;
  if (!self->options->no_refresh && !pl_cli_refresh_links (self, FALSE, &local_error)
      && !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!check (self, import, error) || !pl_cli_import_plan_tell (self, import, error))
    return FALSE;

  return self->options->dry_run || import_rows (self, import, error);
}
