/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences for what core says in codes. */
#include "config.h"

#include "pl-cli-import-text.h"

#include <glib/gi18n.h>

#include "core/csv/pl-csv-table.h"
#include "pl-cli-text.h"

/**
 * pl_cli_import_text_file:
 * @error: why a file cannot be read as a table
 *
 * Returns: (transfer full): a sentence
 */
char *
pl_cli_import_text_file (const GError *error)
{
  const guint row = pl_csv_error_get_row (error);

  if (error->domain != PL_CSV_ERROR)
    return pl_cli_text_clean (error->message);

  switch ((PlCsvErrorCode) error->code)
    {
    case PL_CSV_ERROR_EMPTY:
      return g_strdup (_("There is nothing in the file"));
    case PL_CSV_ERROR_TOO_LARGE:
      return g_strdup_printf (_("The file has more than %d MB; divide it"), (int) (PL_CSV_BYTES_MAX >> 20));
    case PL_CSV_ERROR_NOT_TEXT:
      if (row > 0)
        return g_strdup_printf (_("Row %u: there is something that is no text"), row);
      return g_strdup (_("This is not a text file; save the table as CSV"));
    case PL_CSV_ERROR_WORKBOOK:
      return g_strdup (_("This is the file of a spreadsheet program; save the table as CSV there"));
    case PL_CSV_ERROR_TOO_MANY_COLUMNS:
      return g_strdup_printf (_("Row %u: there are more than %d columns"), row, PL_CSV_COLUMNS_MAX);
    case PL_CSV_ERROR_TOO_MANY_ROWS:
      return g_strdup_printf (_("There are too many rows from row %u on; divide the file"), row);
    case PL_CSV_ERROR_CELL_TOO_LONG:
      return g_strdup_printf (_("Row %u: a cell is too long"), row);
    case PL_CSV_ERROR_QUOTE_OPEN:
      return g_strdup_printf (_("Row %u: a quotation mark is opened and never closed"), row);
    case PL_CSV_ERROR_QUOTE_FOLLOWED:
      return g_strdup_printf (_("Row %u: something stands between a closing quotation mark and the next cell"), row);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* What it was; and what can be done about it. */
static char *
dup_change (const PlImportProblem *problem)
{
  g_autofree char *before = NULL;

  if (problem->field == PL_IMPORT_FIELD_AMOUNT && problem->amount.minor > 0)
    before = pl_cli_text_money (&problem->amount);
  else if (problem->field == PL_IMPORT_FIELD_AMOUNT)
    before = g_strdup (_("the customer’s choice"));
  else if (problem->before != NULL)
    before = pl_cli_text_clean (problem->before);

  if (problem->field == PL_IMPORT_FIELD_EMAIL || problem->field == PL_IMPORT_FIELD_MESSAGE)
    return g_strdup_printf (_("%s was “%s” when the mail was sent; --again sends another one, --leave-out none"),
                            pl_import_field_to_word (problem->field), before != NULL ? before : "");

  if (before == NULL || *before == '\0')
    return g_strdup_printf (_("%s is not what was imported before; --leave-out keeps the earlier link"),
                            pl_import_field_to_word (problem->field));

  return g_strdup_printf (_("%s was “%s” when it was imported before; --leave-out keeps the earlier link"),
                          pl_import_field_to_word (problem->field), before);
}

/* A table is read as was said of it, whatever the other options take. */
static char *
dup_field_error (const PlImportProblem *problem)
{
  if (problem->field == PL_IMPORT_FIELD_AMOUNT && problem->error->reason == PAYROC_FIELD_REASON_MALFORMED
      && problem->decimal != 0)
    /* Translators: %s is an amount as it is written in the table, such as 1.234,50. */
    return g_strdup_printf (_("is no amount; write it like %s"), problem->decimal == ',' ? "1.234,50" : "1,234.50");

  if (problem->field == PL_IMPORT_FIELD_EXPIRES && problem->error->reason == PAYROC_FIELD_REASON_MALFORMED)
    return g_strdup (_("is no day; write 2026-12-31, 31.12.2026, 31 December 2026, or +30 for in 30 days"));

  return pl_cli_text_field (problem->error);
}

/* Another link of the reference, without what can be done about it. */
static char *
dup_same_reference (const PlImportProblem *problem)
{
  if (problem->code == PL_IMPORT_PROBLEM_WAITING)
    return g_strdup (_("a link with the same reference waits in the outbox"));
  if (problem->code == PL_IMPORT_PROBLEM_OPEN_LINK)
    return g_strdup_printf (_("the open link %s has the same reference"), problem->link_id);
  if (problem->is_unread)
    /* Translators: %s is a link's id. */
    return g_strdup_printf (_("the link %s has the same reference, and it is not known yet whether it was paid"),
                            problem->link_id);
  if (problem->use == PAYROC_LINK_STATUS_COMPLETED)
    return g_strdup_printf (_("the paid link %s has the same reference"), problem->link_id);

  /* Translators: a link's id, and the state of its payment, such as “refunded” or “pending”. */
  return g_strdup_printf (_("the link %s has the same reference and was used (%s)"), problem->link_id,
                          pl_cli_text_status (problem->use));
}

static char *
dup_other (const PlImportProblem *problem)
{
  g_autofree char *text = dup_same_reference (problem);
  g_autofree char *other = problem->reference != NULL ? pl_cli_text_clean (problem->reference) : NULL;

  if (other != NULL)
    /* Translators: “the open link ABC has the same reference”, and how that is written. */
    return g_strdup_printf (_("%s, written “%s”; --anyway creates one more"), text, other);
  if (problem->code != PL_IMPORT_PROBLEM_USED_LINK)
    return g_steal_pointer (&text);

  /* Translators: “the paid link ABC has the same reference”. */
  return g_strdup_printf (_("%s; --anyway creates one more"), text);
}

/**
 * pl_cli_import_text_problem:
 * @problem: what is wrong with a row
 *
 * Returns: (transfer full): a sentence without its beginning and end
 */
char *
pl_cli_import_text_problem (const PlImportProblem *problem)
{
  g_autofree char *field = NULL;
  g_autofree char *money = NULL;

  switch (problem->code)
    {
    case PL_IMPORT_PROBLEM_FIELD:
      field = dup_field_error (problem);
      if (problem->cell != NULL)
        {
          g_autofree char *cell = pl_cli_text_clean (problem->cell);

          return g_strdup_printf ("%s “%s” %s", pl_import_field_to_word (problem->field), cell, field);
        }
      if (problem->field == PL_IMPORT_FIELD_NONE)
        return g_strdup_printf ("%s %s", problem->error->parameter, field);
      return g_strdup_printf ("%s %s", pl_import_field_to_word (problem->field), field);
    case PL_IMPORT_PROBLEM_MAIL_HEADER:
      return g_strdup (_("email has parts of a mail’s header, such as Bcc:; write only names and addresses"));
    case PL_IMPORT_PROBLEM_DECIMAL:
      return g_strdup (_("amount can be read in two ways; give --decimal . or --decimal ,"));
    case PL_IMPORT_PROBLEM_CURRENCY:
      field = pl_cli_text_clean (problem->cell);
      /* Translators: an amount as it stands in a table, its currency, and that of the link. */
      return g_strdup_printf (_("amount “%1$s” is in %2$s, and the link is in %3$s; name the currency in a column of "
                                "its own, or remove “%2$s”"), field, problem->before, problem->amount.currency);
    case PL_IMPORT_PROBLEM_DAY_ORDER:
      return g_strdup (_("expires can be read in two ways; give --dates day-first or --dates month-first"));
    case PL_IMPORT_PROBLEM_CHANGED:
      return dup_change (problem);
    case PL_IMPORT_PROBLEM_WORD:
      /* Translators: %s is what was typed, e.g. "{amout}". The words in braces stay as they are. */
      return g_strdup_printf (_("message: nothing stands for %s. There are {name}, {amount}, {reference}, {expires} "
                                "and {link}"), problem->before);
    case PL_IMPORT_PROBLEM_EXTRA_CELL:
      return g_strdup (_("there are more cells than headings"));
    case PL_IMPORT_PROBLEM_TWICE:
      return g_strdup_printf (_("row %u has the same reference"), problem->row);
    case PL_IMPORT_PROBLEM_ALIKE:
      return g_strdup_printf (_("row %u has a reference that looks the same"), problem->row);
    case PL_IMPORT_PROBLEM_CAPITALS:
      return g_strdup_printf (_("row %u has the same reference but for capital letters; --as-is creates both links"),
                              problem->row);
    case PL_IMPORT_PROBLEM_OPEN_LINK:
    case PL_IMPORT_PROBLEM_USED_LINK:
    case PL_IMPORT_PROBLEM_WAITING:
      return dup_other (problem);
    case PL_IMPORT_PROBLEM_TOTAL:
      return g_strdup (_("it looks like a total of the other rows; --leave-out passes over it, --as-is creates a "
                         "link"));
    case PL_IMPORT_PROBLEM_UNUSUAL:
      money = pl_cli_text_money (&problem->amount);
      /* Translators: %s is an amount. */
      return g_strdup_printf (_("amount is %s, which is unusually much; --as-is creates the link"), money);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * pl_cli_import_text_summary:
 * @summary: what will happen
 *
 * Returns: (transfer full): “212 links, USD 14300.00 in all; 200 mails; 3 rows were imported before”
 */
char *
pl_cli_import_text_summary (const PlImportSummary *summary)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u link", "%u links", summary->n_create), summary->n_create);
  for (guint i = 0; i < summary->totals->len; i++)
    {
      const PlImportTotal *total = &g_array_index (summary->totals, PlImportTotal, i);
      g_autofree char *money = pl_cli_text_money (&total->sum);

      g_string_append_printf (text, "%s %s", i > 0 ? " +" : ",", money);
    }
  if (summary->n_share > 0)
    g_string_append_printf (text, ngettext ("; %u mail", "; %u mails", summary->n_share), summary->n_share);
  if (summary->n_known > 0)
    g_string_append_printf (text, ngettext ("; %u row was imported before", "; %u rows were imported before",
                                            summary->n_known), summary->n_known);

  return g_string_free (text, FALSE);
}

/* (nullable): the option that says that it is meant; what is only wrong has none. */
static const char *
get_answer (const PlImportProblem *problem)
{
  switch (problem->code)
    {
    case PL_IMPORT_PROBLEM_CAPITALS:
    case PL_IMPORT_PROBLEM_TOTAL:
    case PL_IMPORT_PROBLEM_UNUSUAL:
      return "as-is";
    case PL_IMPORT_PROBLEM_USED_LINK:
      return "anyway";
    case PL_IMPORT_PROBLEM_OPEN_LINK:
    case PL_IMPORT_PROBLEM_WAITING:
      return problem->reference != NULL ? "anyway" : NULL;
    case PL_IMPORT_PROBLEM_FIELD:
    case PL_IMPORT_PROBLEM_MAIL_HEADER:
    case PL_IMPORT_PROBLEM_DECIMAL:
    case PL_IMPORT_PROBLEM_CURRENCY:
    case PL_IMPORT_PROBLEM_DAY_ORDER:
    case PL_IMPORT_PROBLEM_CHANGED:
    case PL_IMPORT_PROBLEM_WORD:
    case PL_IMPORT_PROBLEM_EXTRA_CELL:
    case PL_IMPORT_PROBLEM_TWICE:
    case PL_IMPORT_PROBLEM_ALIKE:
    default:
      return NULL;
    }
}

/**
 * pl_cli_import_text_document:
 * @row: a row with problems
 *
 * Returns: (transfer full): them as an error's object
 */
JsonNode *
pl_cli_import_text_document (PlImportRow *row)
{
  GPtrArray *problems = pl_import_row_get_problems (row);
  JsonObject *object = json_object_new ();
  JsonArray *fields = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GString) message = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const PlImportProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *text = pl_cli_import_text_problem (problem);
      JsonObject *field = json_object_new ();

      json_object_set_string_member (field, "parameter", pl_import_field_to_word (problem->field));
      json_object_set_string_member (field, "message", text);
      if (get_answer (problem) != NULL)
        json_object_set_string_member (field, "answer", get_answer (problem));
      json_array_add_object_element (fields, field);
      g_string_append_printf (message, "%s%s", i > 0 ? "; " : "", text);
    }

  json_object_set_string_member (object, "code", "invalid");
  json_object_set_string_member (object, "message", message->str);
  json_object_set_array_member (object, "fields", fields);
  json_node_take_object (node, object);

  return node;
}
