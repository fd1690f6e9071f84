/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shop owner's words for what core says in codes. */
#include "config.h"

#include "pl-import-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/csv/pl-csv-table.h"
#include "core/files/pl-file-error.h"
#include "payroc/money/payroc-money.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"

char *
pl_import_text_file (const GError *error)
{
  const guint row = pl_csv_error_get_row (error);

  if (error->domain == PL_FILE_ERROR)
    return g_strdup (pl_error_text_title (error));
  if (error->domain != PL_CSV_ERROR)
    return g_strdup (error->message);

  switch ((PlCsvErrorCode) error->code)
    {
    case PL_CSV_ERROR_EMPTY:
      return g_strdup (_("There is nothing in the file."));
    case PL_CSV_ERROR_TOO_LARGE:
      return g_strdup_printf (_("The file has more than %d MB. Divide it into several."),
                              (int) (PL_CSV_BYTES_MAX >> 20));
    case PL_CSV_ERROR_NOT_TEXT:
      if (row > 0)
        return g_strdup_printf (_("In row %u there is something that is no text."), row);
      return g_strdup (_("This is not a text file. Save the table as CSV in your spreadsheet program."));
    case PL_CSV_ERROR_WORKBOOK:
      return g_strdup (_("This is the spreadsheet itself. Save the table as CSV in your spreadsheet program."));
    case PL_CSV_ERROR_TOO_MANY_COLUMNS:
      return g_strdup_printf (_("Row %u has more than %d columns."), row, PL_CSV_COLUMNS_MAX);
    case PL_CSV_ERROR_TOO_MANY_ROWS:
      return g_strdup_printf (_("From row %u on there are too many rows. Divide the file into several."), row);
    case PL_CSV_ERROR_CELL_TOO_LONG:
      return g_strdup_printf (_("A cell in row %u is too long."), row);
    case PL_CSV_ERROR_QUOTE_OPEN:
      return g_strdup_printf (_("A quotation mark in row %u is never closed."), row);
    case PL_CSV_ERROR_QUOTE_FOLLOWED:
      return g_strdup_printf (_("In row %u something stands between a closing quotation mark and the next cell."), row);
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
pl_import_text_field (PlImportField field)
{
  switch (field)
    {
    case PL_IMPORT_FIELD_REFERENCE:
      return _("Reference");
    case PL_IMPORT_FIELD_AMOUNT:
      return _("Amount");
    case PL_IMPORT_FIELD_CURRENCY:
      return _("Currency");
    case PL_IMPORT_FIELD_DESCRIPTION:
      return _("Description");
    case PL_IMPORT_FIELD_CUSTOMER_AMOUNT:
      return _("Customer Chooses the Amount");
    case PL_IMPORT_FIELD_KIND:
      return _("One Payment or Many");
    case PL_IMPORT_FIELD_ORDER_ID:
      return _("Order Number");
    case PL_IMPORT_FIELD_EXPIRES:
      return _("Last Day");
    case PL_IMPORT_FIELD_METHODS:
      return _("How to Pay");
    case PL_IMPORT_FIELD_HOLD:
      return _("Hold the Money");
    case PL_IMPORT_FIELD_BUTTON:
      return _("Button Text");
    case PL_IMPORT_FIELD_SAVE_CARD:
      return _("Save Payment Details");
    case PL_IMPORT_FIELD_NAME:
      return C_("column of a table", "Name");
    case PL_IMPORT_FIELD_EMAIL:
      return C_("column of a table", "E-mail");
    case PL_IMPORT_FIELD_MESSAGE:
      return _("Message");
    case PL_IMPORT_FIELD_NONE:
    default:
      /* Translators: a column of a table that is not used. */
      return _("Not Used");
    }
}

/* A table is read as was said of it, whatever one writes here. */
static char *
dup_field_error (const PlImportProblem *problem)
{
  if (problem->field == PL_IMPORT_FIELD_AMOUNT && problem->error->reason == PAYROC_FIELD_REASON_MALFORMED
      && problem->decimal != 0)
    return pl_error_text_amount (problem->decimal == ',' ? "1.234,50" : "1,234.50");

  if (problem->field == PL_IMPORT_FIELD_EXPIRES && problem->error->reason == PAYROC_FIELD_REASON_MALFORMED)
    return g_strdup (_("This is not a day. Write it like 2026-12-31, 31.12.2026, 31 December 2026 or +30."));

  return pl_error_text_field (problem->error);
}

/* What it was, and that somebody has to decide. */
static char *
dup_change (const PlImportProblem *problem)
{
  const char      *field = pl_import_text_field (problem->field);
  g_autofree char *text = NULL;

  if (problem->field == PL_IMPORT_FIELD_AMOUNT)
    text = problem->amount.minor > 0 ? payroc_money_format (&problem->amount, NULL)
                                     : g_strdup (_("Customer’s choice"));
  else
    text = g_strdup (problem->before);

  if (text == NULL || *text == '\0')
    /* Translators: %s is a column of a table: “Amount”. */
    return g_strdup_printf (_("%s: imported before, and it was different then"), field);

  /* Translators: a column of a table, and what stood in it: “Amount: imported before, with $10.00”. */
  return g_strdup_printf (_("%s: imported before, with %s"), field, text);
}

/* Of a cell, what fits in a line. */
#define MOST_QUOTED 40

static char *
dup_quoted (const char *cell)
{
  g_autofree char *line = g_strdelimit (g_strdup (cell), "\r\n\t", ' ');
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= MOST_QUOTED)
    return pl_bidi_isolate (line);

  start = g_utf8_substring (line, 0, MOST_QUOTED - 1);
  g_free (line);
  line = g_strconcat (start, "…", NULL);

  return pl_bidi_isolate (line);
}

/* One sentence stands among others that have no end: neither has it. */
static void
drop_end (char *text)
{
  const gsize length = strlen (text);

  if (length > 0 && text[length - 1] == '.' && strstr (text, ". ") == NULL)
    text[length - 1] = '\0';
}

static char *
dup_field_problem (const PlImportProblem *problem)
{
  const char      *field = pl_import_text_field (problem->field);
  g_autofree char *text = dup_field_error (problem);
  g_autofree char *cell = problem->cell != NULL ? dup_quoted (problem->cell) : NULL;

  drop_end (text);
  if (cell == NULL)
    /* Translators: which cell of a row, and what is wrong with it. */
    return g_strdup_printf (_("%s: %s"), field, text);

  /* Translators: which cell of a row, what stands in it, and what is wrong with that: “Currency “XXX”: This value is
   * not known”. */
  return g_strdup_printf (_("%s “%s”: %s"), field, cell, text);
}

/* Another link of the reference. */
static char *
dup_same_reference (const PlImportProblem *problem)
{
  if (problem->code == PL_IMPORT_PROBLEM_WAITING)
    return g_strdup (_("A link with the same reference is waiting to be created"));
  if (problem->code == PL_IMPORT_PROBLEM_OPEN_LINK)
    return g_strdup (_("An open link has the same reference"));
  if (problem->is_unread)
    return g_strdup (_("A link that has ended has the same reference; it is not known yet whether it was paid"));
  if (problem->use == PAYROC_LINK_STATUS_COMPLETED)
    return g_strdup (_("A paid link has the same reference"));

  /* Translators: %s is the state of its payment, such as “Refunded” or “On Its Way”. */
  return g_strdup_printf (_("A link that was used has the same reference: %s"), pl_format_status (problem->use));
}

static char *
dup_other (const PlImportProblem *problem)
{
  g_autofree char *text = dup_same_reference (problem);
  g_autofree char *reference = NULL;

  if (problem->reference == NULL)
    return g_steal_pointer (&text);

  reference = dup_quoted (problem->reference);

  /* Translators: “A paid link has the same reference”, and how it is written there. */
  return g_strdup_printf (_("%s, written “%s”"), text, reference);
}

char *
pl_import_text_problem (const PlImportProblem *problem)
{
  g_autofree char *money = NULL;
  g_autofree char *quoted = NULL;

  switch (problem->code)
    {
    case PL_IMPORT_PROBLEM_FIELD:
      return dup_field_problem (problem);
    case PL_IMPORT_PROBLEM_MAIL_HEADER:
      return g_strdup (_("E-mail: there are parts of a mail’s header in it, such as “Bcc:”. Write only names and "
                         "addresses."));
    case PL_IMPORT_PROBLEM_DECIMAL:
      return g_strdup (_("The amount can be read in two ways"));
    case PL_IMPORT_PROBLEM_CURRENCY:
      quoted = dup_quoted (problem->cell);
      /* Translators: an amount as it stands in a table, its currency, and that of the link. */
      return g_strdup_printf (_("Amount “%1$s”: it is in %2$s, and the link is in %3$s. Name the currency of each row "
                                "in a column of its own, or remove “%2$s”."),
                              quoted, problem->before, problem->amount.currency);
    case PL_IMPORT_PROBLEM_DAY_ORDER:
      return g_strdup (_("The last day can be read in two ways"));
    case PL_IMPORT_PROBLEM_CHANGED:
      return dup_change (problem);
    case PL_IMPORT_PROBLEM_WORD:
      /* Translators: a column of a table, and a word in it that nothing stands for: “Message: nothing stands for
       * {amout}, and customers would read it as it is”. */
      return g_strdup_printf (_("%s: nothing stands for %s, and customers would read it as it is"),
                              pl_import_text_field (problem->field), problem->before);
    case PL_IMPORT_PROBLEM_EXTRA_CELL:
      return g_strdup (_("There are more cells than headings, so that they may have moved"));
    case PL_IMPORT_PROBLEM_TWICE:
      return g_strdup_printf (_("Row %u has the same reference"), problem->row);
    case PL_IMPORT_PROBLEM_ALIKE:
      return g_strdup_printf (_("Row %u has a reference that looks the same"), problem->row);
    case PL_IMPORT_PROBLEM_CAPITALS:
      return g_strdup_printf (_("Row %u has the same reference but for capital letters"), problem->row);
    case PL_IMPORT_PROBLEM_OPEN_LINK:
    case PL_IMPORT_PROBLEM_USED_LINK:
    case PL_IMPORT_PROBLEM_WAITING:
      return dup_other (problem);
    case PL_IMPORT_PROBLEM_TOTAL:
      return g_strdup (_("This row looks like a total of the others"));
    case PL_IMPORT_PROBLEM_UNUSUAL:
      money = payroc_money_format (&problem->amount, NULL);
      /* Translators: %s is an amount. */
      return g_strdup_printf (_("Amount: %s is unusually large"), money);
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
pl_import_text_used (const PlImportUsed *used)
{
  const char *use = used->is_unread ? C_("link state", "Not Known Yet") : pl_format_status (used->use);

  /* Translators: what became of the money by a reference, and how many rows have such a one: “Partly Paid: 3 rows”. */
  return g_strdup_printf (ngettext ("%s: %u row", "%s: %u rows", used->n_rows), use, used->n_rows);
}

char *
pl_import_text_amount (PlImportRow *row)
{
  PayrocMoney money;

  if (pl_import_row_get_amount (row, &money))
    return payroc_money_format (&money, NULL);

  return g_strdup (pl_import_row_get_customer_amount (row) ? _("Customer’s choice") : "");
}

static char *
dup_done (const PlImportFate *fate)
{
  if (fate->use == PAYROC_LINK_STATUS_ACTIVE)
    return g_strdup (_("Imported before"));
  if (fate->is_unread)
    return g_strdup (_("Imported before; it is not known yet whether it was paid"));
  if (fate->use == PAYROC_LINK_STATUS_COMPLETED)
    return g_strdup (_("Imported before, and paid"));
  if (fate->use != PAYROC_LINK_STATUS_UNKNOWN)
    /* Translators: %s is the state of its payment, such as “Refunded” or “On Its Way”. */
    return g_strdup_printf (_("Imported before; its link was used: %s"), pl_format_status (fate->use));
  if (fate->status == PAYROC_LINK_STATUS_DEACTIVATED)
    return g_strdup (_("Imported before; its link was switched off"));
  if (fate->status == PAYROC_LINK_STATUS_EXPIRED)
    return g_strdup (_("Imported before; its link has expired"));

  return g_strdup (_("Imported before"));
}

static char *
dup_fate (const PlImportFate *fate)
{
  switch (fate->create)
    {
    case PL_IMPORT_STATE_WAITING:
      return g_strdup (_("Imported before, and on its way"));
    case PL_IMPORT_STATE_DONE:
      return dup_done (fate);
    case PL_IMPORT_STATE_NEW:
    case PL_IMPORT_STATE_REFUSED:
    case PL_IMPORT_STATE_CANCELLED:
    default:
      return g_strdup ("");
    }
}

static char *
dup_problems (GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *problem = pl_import_text_problem (g_ptr_array_index (problems, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", problem);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_new_link (PlImportRow *row)
{
  g_autofree char *date = NULL;
  GDate            today;
  GDate            day;
  gboolean         anyway;

  anyway = pl_import_row_get_anyway (row) && pl_import_row_get_may_anyway (row);
  if (!pl_import_row_get_expires (row, &day))
    return g_strdup (anyway ? _("New link though one was used, open until switched off")
                            : _("New link, open until switched off"));

  pl_format_today (&today);
  date = pl_format_date (&day, &today);

  if (anyway)
    /* Translators: %s is a day. */
    return g_strdup_printf (_("New link though one was used, until %s"), date);

  /* Translators: %s is a day. */
  return g_strdup_printf (_("New link, until %s"), date);
}

/* What is done about the link itself. */
static char *
dup_plan (PlImportRow *row)
{
  g_autofree char *plan = NULL;
  PayrocMoney      amount;

  if (!pl_import_row_get_will_create (row))
    return dup_fate (pl_import_row_get_fate (row));

  plan = dup_new_link (row);
  if (!pl_import_row_get_amount (row, &amount) || !payroc_money_is_unusual (&amount))
    return g_steal_pointer (&plan);

  /* Translators: %s is what is done with a row: “New link, until 3 April”. */
  return g_strdup_printf (_("%s; the amount is unusually large"), plan);
}

static char *
dup_people (PayrocShare *share)
{
  GListModel         *people = G_LIST_MODEL (payroc_share_get_recipients (share));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (PayrocRecipient) person = g_list_model_get_item (people, i);
      g_autofree char            *address = pl_bidi_isolate (payroc_recipient_get_email (person));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", address);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pl_import_text_row (PlImportRow *row)
{
  PayrocShare     *share = pl_import_row_get_share (row);
  g_autofree char *plan = NULL;
  g_autofree char *people = NULL;

  if (pl_import_row_get_left_out (row))
    return g_strdup (_("Left out"));

  if (pl_import_row_get_problems (row)->len > 0)
    return dup_problems (pl_import_row_get_problems (row));

  plan = dup_plan (row);
  if (share == NULL)
    return g_steal_pointer (&plan);

  people = dup_people (share);

  if (pl_import_row_get_is_for_first (row))
    /* Translators: what is done with a row, and who is written to: “New link, until 3 April; e-mail to
     * sarah@example.com, bob@example.com: whoever pays first”. */
    return g_strdup_printf (_("%s; e-mail to %s: whoever pays first"), plan, people);

  /* Translators: what is done with a row: “New link, until 3 April; e-mail to sarah@example.com”. */
  return g_strdup_printf (_("%s; e-mail to %s"), plan, people);
}

char *
pl_import_text_subject (PlImportRow *row)
{
  const char *name = pl_import_row_get_text (row, PL_IMPORT_FIELD_NAME);
  const char *description = pl_import_row_get_text (row, PL_IMPORT_FIELD_DESCRIPTION);

  if (*name == '\0' || *description == '\0')
    return g_strdup (*name != '\0' ? name : description);

  /* Translators: whom a link is for, and what for. */
  return g_strdup_printf (C_("row of a table", "%s · %s"), name, description);
}

char *
pl_import_text_name (PlImportRow *row)
{
  const char *reference = pl_import_row_get_text (row, PL_IMPORT_FIELD_REFERENCE);

  if (*reference == '\0')
    return g_strdup_printf (_("Row %u"), pl_import_row_get_number (row));

  /* Translators: a row of a table, and its reference. */
  return g_strdup_printf (_("Row %u: %s"), pl_import_row_get_number (row), reference);
}

char *
pl_import_text_summary (const PlImportSummary *summary)
{
  g_autoptr (GString) sums = g_string_new (NULL);
  g_autofree char    *links = NULL;
  g_autofree char    *mails = NULL;
  g_autofree char    *what = NULL;

  if (summary->n_create == 0 && summary->n_share == 0 && summary->n_problems == 0)
    return g_strdup (_("Nothing is left to be created"));

  for (guint i = 0; i < summary->totals->len; i++)
    {
      g_autofree char *sum = payroc_money_format (&g_array_index (summary->totals, PlImportTotal, i).sum, NULL);

      g_string_append_printf (sums, "%s%s", i > 0 ? " + " : "", sum);
    }

  links = g_strdup_printf (ngettext ("%u link", "%u links", summary->n_create), summary->n_create);
  mails = g_strdup_printf (ngettext ("%u e-mail", "%u e-mails", summary->n_share), summary->n_share);
  /* Translators: “212 links, €14,300.00 in all”. */
  what = sums->len > 0 ? g_strdup_printf (_("%s, %s in all"), links, sums->str) : g_strdup (links);
  if (summary->n_share == 0)
    return g_steal_pointer (&what);

  /* Translators: “212 links, €14,300.00 in all; 200 e-mails”. */
  return g_strdup_printf (_("%s; %s"), what, mails);
}

char *
pl_import_text_rest (const PlImportSummary *summary)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (summary->n_problems > 0)
    g_string_append_printf (text, ngettext ("%u row is to be mended first.", "%u rows are to be mended first.",
                                            summary->n_problems), summary->n_problems);
  if (summary->n_known > 0)
    g_string_append_printf (text, ngettext ("%s%u row was imported before.", "%s%u rows were imported before.",
                                            summary->n_known), text->len > 0 ? " " : "", summary->n_known);
  if (summary->n_over > 0)
    g_string_append_printf (text, ngettext ("%s%u of their links has ended since; “All Rows” makes a new one.",
                                            "%s%u of their links have ended since; “All Rows” makes new ones.",
                                            summary->n_over), text->len > 0 ? " " : "", summary->n_over);
  if (summary->n_default_expiry > 0)
    g_string_append_printf (text, ngettext ("%s%u link has no last day and is open for 30 days.",
                                            "%s%u links have no last day and are open for 30 days.",
                                            summary->n_default_expiry),
                            text->len > 0 ? " " : "", summary->n_default_expiry);
  if (summary->n_left_out > 0)
    g_string_append_printf (text, ngettext ("%s%u row is left out.", "%s%u rows are left out.",
                                            summary->n_left_out), text->len > 0 ? " " : "", summary->n_left_out);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
