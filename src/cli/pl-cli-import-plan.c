/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is sent before all of it was said: what is wrong with a row, what is asked about it, and what may be
 * overlooked in it. */
#include "config.h"

#include "pl-cli-import-plan.h"

#include <glib/gi18n.h>

#include "pl-cli-document.h"
#include "pl-cli-import-text.h"
#include "pl-cli-text.h"

static const char *
get_use_word (PayrocLinkStatus use,
              gboolean         is_unread)
{
  return pl_cli_document_state (is_unread ? PAYROC_LINK_STATUS_UNKNOWN : use);
}

/* What became of money by the reference, where it was used. */
static void
add_use (JsonObject       *object,
         PayrocLinkStatus  use,
         gboolean          is_unread)
{
  if (use == PAYROC_LINK_STATUS_ACTIVE || (use == PAYROC_LINK_STATUS_UNKNOWN && !is_unread))
    return;

  if (use == PAYROC_LINK_STATUS_COMPLETED && !is_unread)
    json_object_set_boolean_member (object, "paid", TRUE);
  json_object_set_string_member (object, "used", get_use_word (use, is_unread));
}

/* (transfer none) */
JsonObject *
pl_cli_import_plan_add_row (PlCli       *self,
                            PlImportRow *row,
                            const char  *state)
{
  const PlImportFate *fate = pl_import_row_get_fate (row);
  JsonObject *object = json_object_new ();
  PayrocLinkStatus use = fate->use;
  gboolean is_unread = fate->is_unread;

  if (!json_object_has_member (self->document, "rows"))
    json_object_set_array_member (self->document, "rows", json_array_new ());

  json_object_set_int_member (object, "row", pl_import_row_get_number (row));
  json_object_set_string_member (object, "state", state);
  if (fate->link_id != NULL)
    json_object_set_string_member (object, "paymentLinkId", fate->link_id);
  if (pl_import_row_get_is_over (row))
    json_object_set_string_member (object, "ended", payroc_link_status_to_wire (fate->status));
  pl_import_row_get_use (row, &use, &is_unread);
  add_use (object, use, is_unread);
  json_array_add_object_element (json_object_get_array_member (self->document, "rows"), object);

  return object;
}

void
pl_cli_import_plan_set_counts (PlCli                   *self,
                               const PlCliImportCounts *counts)
{
  if (!json_object_has_member (self->document, "rows"))
    json_object_set_array_member (self->document, "rows", json_array_new ());
  json_object_set_int_member (self->document, "created", counts->created);
  json_object_set_int_member (self->document, "refused", counts->refused);
  json_object_set_int_member (self->document, "skipped", counts->skipped);
  json_object_set_int_member (self->document, "waiting", counts->waiting);
  json_object_set_int_member (self->document, "different", counts->different);
}

/* It was imported before, and that is not all there is to say: nobody can pay it any more. */
static void
tell_over (PlCli       *self,
           PlImportRow *row)
{
  const gboolean off = pl_import_row_get_fate (row)->status == PAYROC_LINK_STATUS_DEACTIVATED;

  if (!pl_import_row_get_is_over (row) || pl_import_row_get_left_out (row) || pl_import_row_get_will_create (row))
    return;

  g_string_append_printf (self->text,
                          off ? _("Row %u: its link was switched off since; --again makes a new one")
                              : _("Row %u: its link has expired since; --again makes a new one"),
                          pl_import_row_get_number (row));
  g_string_append_c (self->text, '\n');
}

/* Also where it was said that it is meant: that may have been said of all rows. */
static void
tell_unusual (PlImportRow *row,
              JsonObject  *object)
{
  g_autofree char *text = NULL;
  PayrocMoney amount;

  if (!pl_import_row_get_will_create (row) || !pl_import_row_get_amount (row, &amount)
      || !payroc_money_is_unusual (&amount))
    return;

  json_object_set_boolean_member (object, "unusualAmount", TRUE);
  if (pl_import_row_get_problems (row)->len > 0)
    return;

  text = pl_cli_text_money (&amount);
  pl_cli_note (_("Note: row %u asks for %s, which is unusually much."), pl_import_row_get_number (row), text);
}

static void
tell_for_first (PlImportRow *row,
                JsonObject  *object)
{
  if (!pl_import_row_get_is_for_first (row))
    return;

  json_object_set_boolean_member (object, "whoeverPaysFirst", TRUE);
  pl_cli_note (_("Note: the link of row %u takes one payment and is sent to several people: whoever pays first; the "
                 "others cannot any more."), pl_import_row_get_number (row));
}

static void
tell_problems (PlCli       *self,
               PlImportRow *row,
               JsonObject  *object)
{
  GPtrArray *problems = pl_import_row_get_problems (row);

  if (problems->len > 0)
    json_object_set_member (object, "error", pl_cli_import_text_document (row));

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *problem = pl_cli_import_text_problem (g_ptr_array_index (problems, i));

      /* Translators: a row of a table, and what is wrong with it. */
      g_string_append_printf (self->text, _("Row %u: %s"), pl_import_row_get_number (row), problem);
      g_string_append_c (self->text, '\n');
    }
}

/* --anyway all is one word for who has paid and who has not: how many of which there are is said before. */
static void
tell_used (PlCli                 *self,
           const PlImportSummary *summary)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) anyway = g_string_new (NULL);
  JsonObject *object;

  if (summary->used->len == 0)
    return;

  object = json_object_new ();
  for (guint i = 0; i < summary->used->len; i++)
    {
      const PlImportUsed *used = &g_array_index (summary->used, PlImportUsed, i);
      const char *text = used->is_unread ? _("not known yet") : pl_cli_text_status (used->use);

      json_object_set_int_member (object, get_use_word (used->use, used->is_unread), used->n_rows);
      g_string_append_printf (rows, "%s%u %s", rows->len > 0 ? ", " : "", used->n_rows, text);
      if (used->n_anyway > 0)
        g_string_append_printf (anyway, "%s%u %s", anyway->len > 0 ? ", " : "", used->n_anyway, text);
    }
  json_object_set_object_member (self->document, "usedReferences", object);

  /* Translators: %s is how many of which kind: “2 paid, 1 partly paid, 1 not known yet”. */
  g_string_append_printf (self->text, _("Rows with a reference that was used: %s"), rows->str);
  g_string_append_c (self->text, '\n');
  if (anyway->len > 0)
    {
      /* Translators: likewise, of the rows before. */
      g_string_append_printf (self->text, _("One more link is created for: %s"), anyway->str);
      g_string_append_c (self->text, '\n');
    }
}

/* What would happen. FALSE: some row is in the way. */
gboolean
pl_cli_import_plan_tell (PlCli     *self,
                         PlImport  *import,
                         GError   **error)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (import));
  g_auto (PlImportSummary) summary = { 0 };
  g_autofree char *text = NULL;
  PlCliImportCounts counts = { 0 };

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (import), i);
      const gboolean fine = pl_import_row_get_problems (row)->len == 0;
      const gboolean planned = pl_import_row_get_will_create (row) || pl_import_row_get_will_share (row);
      JsonObject *object = pl_cli_import_plan_add_row (self, row, !fine ? "problem" : planned ? "new" : "skipped");

      counts.skipped += fine && !planned;
      tell_over (self, row);
      tell_unusual (row, object);
      tell_for_first (row, object);
      tell_problems (self, row, object);
    }
  pl_cli_import_plan_set_counts (self, &counts);

  pl_import_get_summary (import, &summary);
  tell_used (self, &summary);
  if (summary.n_problems > 0)
    {
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                   ngettext ("%u of %u rows cannot become a link as it is; nothing was created",
                             "%u of %u rows cannot become links as they are; nothing was created", summary.n_problems),
                   summary.n_problems, summary.n_rows);
      return FALSE;
    }

  if (self->options->dry_run)
    {
      text = pl_cli_import_text_summary (&summary);
      g_string_append_printf (self->text, "%s\n", text);
    }

  return TRUE;
}
